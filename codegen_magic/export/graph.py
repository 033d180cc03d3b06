"""A graph under construction: nodes in memory, weights written straight to the data file.

Nothing here needs torch. The matrices go to `model.onnx.data` one at a time, so that a
model is exported in the memory of its largest matrix.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper

from codegen_magic.export import blocks

Array = npt.NDArray[Any]
CONTRIB = "com.microsoft"
ALIGNMENT = 4096  # the runtime maps a tensor from the file only when it starts on a page
INLINE_BYTES = 1024
ACCURACY_INT8 = 4  # MatMulNBits: activations are rounded to 8 bits per block, integer dot products

KINDS = {"fp32": np.float32, "fp16": np.float16}


class Graph:
    """Nodes, inputs and outputs of one model; `save` writes the folder's two files."""

    def __init__(self, folder: Path, precision: str) -> None:
        self.precision = precision
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._folder = folder
        self._sums: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._data = (folder / "model.onnx.data").open("wb")

    def input(self, name: str, kind: int, shape: list[str | int]) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: int, shape: list[str | int]) -> str:
        self._outputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def node(
        self, op: str, inputs: list[str], outputs: int | list[str] = 1, domain: str = "", **attributes: Any
    ) -> list[str]:
        """Append a node; return its outputs' names (an empty name is an output left out)."""
        if isinstance(outputs, int):
            outputs = [f"v{len(self._nodes)}_{i}" for i in range(outputs)]
        self._nodes.append(helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs

    def tensor(self, name: str, value: Array) -> str:
        """A constant, written to the data file unless it is tiny. The same name is written once."""
        if name in self._tensors:
            return name
        value = np.ascontiguousarray(value)
        kind = helper.np_dtype_to_tensor_dtype(value.dtype)
        tensor = onnx.TensorProto(name=name, data_type=kind, dims=value.shape)
        if value.nbytes <= INLINE_BYTES:
            tensor.raw_data = value.tobytes()
        else:
            self._data.write(b"\0" * (-self._data.tell() % ALIGNMENT))
            offset, length = self._data.tell(), self._data.write(value.data)
            tensor.data_location = onnx.TensorProto.EXTERNAL
            for key, text in {"location": "model.onnx.data", "offset": str(offset), "length": str(length)}.items():
                tensor.external_data.add(key=key, value=text)
        self._tensors[name] = tensor
        return name

    def view(self, name: str, of: str, shape: list[int]) -> str:
        """The constant `of` in another shape: the same bytes of the data file under a second name."""
        tensor = onnx.TensorProto()
        tensor.CopyFrom(self._tensors[of])
        tensor.name = name
        del tensor.dims[:]
        tensor.dims.extend(shape)
        self._tensors[name] = tensor
        return name

    def linear(self, x: str, name: str, weight: Array, bias: Array | None = None, bits: int | None = None) -> str:
        """x (..., K) times weight (N, K) transposed, in the graph's precision (or in `bits`)."""
        bits = {"int4": 4, "int8": 8}.get(self.precision) if bits is None else bits
        if bits == 4:
            return self._linear_4(x, name, weight, bias)
        if bits == 8:
            codes, scale = blocks.to_8_bits(weight)
            parts = [self.tensor(f"{name}.codes8", codes), self.tensor(f"{name}.scale8", scale)]
            return self._n_bits(x, name, weight, bias, 8, parts)
        (y,) = self.node("MatMul", [x, self.tensor(name, weight.T.astype(KINDS[self.precision]))])
        return y if bias is None else self.add(y, self.tensor(f"{name}.bias", bias.astype(KINDS[self.precision])))

    def add(self, a: str, b: str) -> str:
        return self.node("Add", [a, b])[0]

    def _linear_4(self, x: str, name: str, weight: Array, bias: Array | None) -> str:
        block = blocks.to_4_bits(weight)
        parts = [
            self.tensor(f"{name}.codes", blocks.pack_4_bits(block.codes)),
            self.tensor(f"{name}.scale", block.scale),
            self.tensor(f"{name}.zero", blocks.pack_zeros(block.zero)),
        ]
        y = self._n_bits(x, name, weight, bias, 4, parts)
        if not self.exact:
            return y
        (rest,) = self.node("MatMul", [self._block_sums(x, weight.shape[1]), self.tensor(f"{name}.rest", block.rest.T)])
        return self.add(y, rest)

    exact = False

    def _block_sums(self, x: str, columns: int) -> str:
        if x not in self._sums:
            ones = np.kron(np.eye(columns // blocks.BLOCK), np.ones((blocks.BLOCK, 1)))  # (K, K / 32)
            constant = self.tensor(f"block_sums_{columns}", ones.astype(np.float32))
            (self._sums[x],) = self.node("MatMul", [x, constant])
        return self._sums[x]

    def _n_bits(
        self, x: str, name: str, weight: Array, bias: Array | None, bits: int, parts: list[str]
    ) -> str:
        if bias is not None:
            parts = [*parts, *[""] * (4 - len(parts)), self.tensor(f"{name}.bias", bias.astype(np.float32))]
        rows, columns = weight.shape
        attributes = {"N": rows, "K": columns, "bits": bits, "block_size": blocks.BLOCK}
        (y,) = self.node(
            "MatMulNBits", [x, *parts], domain=CONTRIB, accuracy_level=ACCURACY_INT8, **attributes
        )
        return y

    def save(self) -> None:
        """Write `model.onnx` beside the data, which is complete by now."""
        self._data.close()
        graph = helper.make_graph(
            self._nodes, "decoder", self._inputs, self._outputs, list(self._tensors.values())
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="codegen-magic")
        onnx.save(model, self._folder / "model.onnx")
