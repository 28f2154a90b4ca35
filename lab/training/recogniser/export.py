"""Checkpoint to ONNX: ``python -m lab.training.recogniser.export CHECKPOINT lines.onnx``.

Convolutions become int8 with ranges measured on training lines, the LSTM and the last layer int8 with ranges
taken as they run. ``--float`` leaves everything in 32-bit floats, to see what int8 costs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from lab.training.recogniser.faces import training_faces
from lab.training.recogniser.network import Recogniser
from lab.training.recogniser.sample import sample
from ocr.letters import letters

CALIBRATION_LINES = 160


class _Reader(nn.Module):
    """The network as the engine calls it: probabilities, lines first."""

    def __init__(self, network: Recogniser) -> None:
        super().__init__()
        self.network = network

    def forward(self, ink: Tensor) -> Tensor:
        scores: Tensor = self.network(ink)
        return scores.permute(1, 0, 2).softmax(2)


class _Lines(CalibrationDataReader):
    def __init__(self) -> None:
        self._lines = self._drawn()

    def _drawn(self) -> Iterator[dict[str, NDArray[np.float32]]]:
        faces = training_faces()
        for number in range(CALIBRATION_LINES):
            picture = sample(f"calibration/{number}", faces).picture
            width = picture.shape[1] // 4 * 4
            yield {"ink": (255 - picture[None, None, :, :width]).astype(np.float32) / np.float32(255)}

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        return next(self._lines, None)


def export_float(checkpoint: Path, target: Path) -> None:
    """The network in 32-bit floats, batch normalisation folded into the convolutions."""
    network = Recogniser(len(letters()) + 1)
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    free = {"ink": {0: "lines", 3: "columns"}, "chances": {0: "lines", 1: "steps"}}
    torch.onnx.export(
        _Reader(network.eval()),
        (torch.zeros(1, 1, 40, 400),),
        str(target),
        input_names=["ink"],
        output_names=["chances"],
        dynamic_axes=free,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """int8 where it is cheap: weights a channel, activations a tensor."""
    with tempfile.TemporaryDirectory() as folder:
        clean, half = Path(folder) / "clean.onnx", Path(folder) / "half.onnx"
        quant_pre_process(str(source), str(clean), skip_symbolic_shape=True)
        quantize_static(
            str(clean),
            str(half),
            _Lines(),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv"],
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
        )
        quantize_dynamic(half, target, op_types_to_quantize=["LSTM", "MatMul"], weight_type=QuantType.QInt8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--float", action="store_true", dest="floats")
    asked = parser.parse_args()
    if asked.floats:
        export_float(asked.checkpoint, asked.target)
        return
    with tempfile.TemporaryDirectory() as folder:
        export_float(asked.checkpoint, Path(folder) / "float.onnx")
        quantise(Path(folder) / "float.onnx", asked.target)


if __name__ == "__main__":
    main()
