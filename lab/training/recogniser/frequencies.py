"""How often each syllable is written: ``python -m lab.training.recogniser.frequencies --out FILE``.

Counted by the package wordfreq (3.1.1; its figures are under CC BY-SA 4.0) over encyclopaedia, subtitles,
news, web pages and messages. It is needed here alone: the table ships.
"""

from __future__ import annotations

import unicodedata

from wordfreq import top_n_list, zipf_frequency

from domain.syllables import is_syllable
from lab.training.recogniser.tables import write


def table() -> str:
    """A line a syllable: its letters, and ten times the decimal logarithm of its count in 10^9 words."""
    words = (unicodedata.normalize("NFC", word) for word in top_n_list("vi", 100_000))
    syllables = sorted({word for word in words if len(word) > 1 and word.isalpha() and is_syllable(word)})
    return "".join(f"{word} {round(10 * zipf_frequency(word, 'vi'))}\n" for word in syllables)


if __name__ == "__main__":
    write(__doc__, table)
