"""A shipped model as a checkpoint to begin from: ``python -m lab.training.recogniser.taken_back OUT.pt``.

Export folds batch normalisation into the convolutions and rounds weights to 8 bits; the checkpoint it was
made of is large and not kept. Here the weights come back as floats, and each normalisation is set so that
it changes nothing on lines such as the training draws: ``train --start`` begins with the network that is
shipped.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from lab.training.recogniser.faces import training_faces
from lab.training.recogniser.network import Recogniser
from lab.training.recogniser.sample import sample
from lab.training.recogniser.train import packed
from ocr.letters import letters

SHIPPED = Path("ocr/models/lines.onnx")
LINES = 192
"""Drawn lines over which the means and spreads of the convolutions' answers are taken."""

Floats = NDArray[np.float32]


class _Stored:
    """The tensors of a quantised model, as floats."""

    def __init__(self, path: Path) -> None:
        self.graph = onnx.load(str(path)).graph
        self._kept = {each.name: numpy_helper.to_array(each) for each in self.graph.initializer}

    def nodes(self, kind: str) -> Iterator[onnx.NodeProto]:
        return (node for node in self.graph.node if node.op_type == kind)

    def floats(self, values: str, scale: str, zero: str | None = None) -> Floats:
        """Stored integers times their scale, of which the tensor has one, or each of its first rows."""
        whole = self._kept[values].astype(np.float32)
        if zero is not None:
            whole -= self._shaped(zero, whole.ndim)
        return np.asarray(whole * self._shaped(scale, whole.ndim), np.float32)

    def plain(self, name: str) -> Floats:
        return np.asarray(self._kept[name], np.float32)

    def _shaped(self, name: str, dimensions: int) -> Floats:
        kept = np.asarray(self._kept[name], np.float32)
        return kept.reshape(kept.shape + (1,) * (dimensions - kept.ndim))


def taken_back(path: Path) -> Recogniser:
    """The network whose answers are the shipped model's, up to the rounding of what passes through it."""
    stored, network = _Stored(path), Recogniser(len(letters()) + 1)
    network.eval()
    biases = _convolutions(stored, network)
    with torch.no_grad():
        for lstm, node in zip(
            (network.memory, network.context), stored.nodes("DynamicQuantizeLSTM"), strict=True
        ):
            _remember(lstm, stored, node)
        letter = next(stored.nodes("MatMulInteger")).input[1].removesuffix("_quantized")
        weights = stored.floats(f"{letter}_quantized", f"{letter}_scale", f"{letter}_zero_point")
        network.letters.weight.copy_(torch.from_numpy(weights.T.copy()))
        network.letters.bias.copy_(torch.from_numpy(stored.plain("network.letters.bias").copy()))
        _settle(network, biases)
    return network


def _convolutions(stored: _Stored, network: Recogniser) -> list[Tensor]:
    """Fill the convolutions in their order; what each adds to its channels, with normalisation folded in."""
    own = {node.output[0]: node for node in stored.nodes("DequantizeLinear")}
    biases = []
    layers = [layer for layer in network.eyes.modules() if isinstance(layer, nn.Conv2d)]
    for layer, node in zip(layers, stored.nodes("Conv"), strict=True):
        weights, bias = (stored.floats(*own[name].input) for name in node.input[1:3])
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(weights))
        biases.append(torch.from_numpy(bias))
    return biases


def _remember(lstm: nn.LSTM, stored: _Stored, node: onnx.NodeProto) -> None:
    """ONNX keeps gates in the order in, out, forget, take in; PyTorch in, forget, take in, out."""
    names = list(node.input)
    inner = stored.floats(names[1], names[8], names[9])
    outer = stored.floats(names[2], names[10], names[11])
    bias = stored.plain(names[3])
    for direction, suffix in enumerate(("", "_reverse")):
        both = np.split(bias[direction], 2)
        for name, values in (
            ("weight_ih_l0", inner[direction].T),
            ("weight_hh_l0", outer[direction].T),
            ("bias_ih_l0", both[0]),
            ("bias_hh_l0", both[1]),
        ):
            one, out, forget, take = np.split(values, 4)
            gates = np.ascontiguousarray(np.concatenate([one, forget, take, out]), np.float32)
            getattr(lstm, name + suffix).copy_(torch.from_numpy(gates))


def _settle(network: Recogniser, biases: list[Tensor]) -> None:
    """Set each normalisation to the spread of what comes to it, and to undo it: a bias is all it leaves."""
    faces = training_faces()
    drawn = [sample(f"taken-back/{number}", faces) for number in range(LINES)]
    drawn.sort(key=lambda line: line.picture.shape[1])
    batches = [packed(drawn[first : first + 16])[0] for first in range(0, LINES, 16)]
    layers = [layer for layer in network.eyes.modules() if isinstance(layer, nn.BatchNorm2d)]
    for layer, bias in zip(layers, biases, strict=True):
        seen: list[Tensor] = []
        handle = layer.register_forward_pre_hook(_noting(seen))
        for batch in batches:
            network.eyes(batch)
        handle.remove()
        mean = torch.stack([one[0] for one in seen]).mean(0)
        spread = torch.stack([one[1] for one in seen]).mean(0) - mean**2
        layer.running_mean, layer.running_var = mean, spread
        layer.weight.copy_(torch.sqrt(spread + layer.eps))
        layer.bias.copy_(mean + bias)


def _noting(seen: list[Tensor]) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    """A hook that notes the means of each channel and of its squares."""

    def note(_: nn.Module, given: tuple[Tensor, ...]) -> None:
        values = given[0].permute(1, 0, 2, 3).flatten(1)
        seen.append(torch.stack([values.mean(1), (values**2).mean(1)]))

    return note


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    asked = parser.parse_args()
    torch.save({"step": 0, "network": taken_back(asked.model).state_dict()}, asked.out)


if __name__ == "__main__":
    main()
