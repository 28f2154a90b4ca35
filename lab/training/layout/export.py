"""Writes trained weights as ``classifiers/models``: ONNX with whole numbers where that costs nothing.

python -m lab.training.layout.export --weights DIR/final.pt --tokenizer DIR/tokenizer.json
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from classifiers.layout_features import features_of
from classifiers.layout_model import MODELS
from domain.geometry import Box
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from lab.training.layout.labels import tags_of, types_of
from lab.training.layout.network import LayoutNet, Size

_INPUTS = ("pieces", "shapes", "sizes", "places", "across", "down")
_OUTPUTS = ("types", "first", "tags")


def main() -> None:
    options = _options()
    catalogue = definitions_at(options.definitions).catalogue
    types, tags = types_of(catalogue), tags_of(catalogue)
    pieces = Tokenizer.from_file(str(options.tokenizer)).get_vocab_size()
    network = LayoutNet(Size(pieces, len(types), len(tags)))
    network.load_state_dict(torch.load(options.weights, weights_only=True))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "layout.onnx"
        _write(network.eval(), whole)
        quantize_dynamic(whole, options.out / "layout.onnx", weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul", "Gemm", "Gather"])  # fmt: skip
    lists = {"types": types, "tags": tags}
    (options.out / "layout.json").write_text(json.dumps(lists, indent=1) + "\n", encoding="utf-8")
    if options.tokenizer.resolve() != (options.out / "tokenizer.json").resolve():
        shutil.copyfile(options.tokenizer, options.out / "tokenizer.json")
    print((options.out / "layout.onnx").stat().st_size, "bytes")


def _write(network: LayoutNet, file: Path) -> None:
    """The network for one page of any number of words."""
    box = Box(0.1, 0.1, 0.2, 0.12)
    made = features_of(["a", "b"], [box, box], lambda words: [[1]] * len(words))
    sample = tuple(torch.from_numpy(getattr(made, name))[None] for name in _INPUTS)
    words, pairs = {0: "pages", 1: "words"}, {0: "pages", 1: "words", 2: "words"}
    axes = dict.fromkeys(_INPUTS, words) | {"across": pairs, "down": pairs, "tags": words}
    torch.onnx.export(
        network, sample, str(file), input_names=list(_INPUTS), output_names=list(_OUTPUTS),
        dynamic_axes=axes | {"types": {0: "pages"}, "first": {0: "pages"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--definitions", type=Path, default=DEFINITIONS_ROOT)
    parser.add_argument("--out", type=Path, default=MODELS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
