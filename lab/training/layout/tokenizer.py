"""The model's pieces of words: learnt from invented pages, kept as a file that ``transformers`` loads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer

SPECIAL = ("[PAD]", "[PAGE]", "[UNK]")


def learn_pieces(words: Iterable[str], size: int, file: Path) -> None:
    """Learns ``size`` pieces and writes them to ``file``.

    Letters lose case, tones and marks, which reading often mistakes, and every digit is 0: what counts is
    that there is a number and how long it is. Case comes back as a word's shape.
    """
    tokenizer = Tokenizer(WordPiece(unk_token=SPECIAL[2], max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace(Regex("[0-9]"), "0"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation()]
    )
    tokenizer.train_from_iterator(words, WordPieceTrainer(vocab_size=size, special_tokens=list(SPECIAL)))
    tokenizer.save(str(file))
