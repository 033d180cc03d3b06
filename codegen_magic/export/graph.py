"""A graph under construction: nodes in memory, weights written straight to the data file.

Nothing here needs torch. The matrices go to `model.onnx.data` one at a time, so that a
model is exported in the memory of its largest matrix.
"""

from __future__ import annotations

from collections.abc import Callable
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

To4Bits = Callable[[str, Array], blocks.Blocks4]


def round_to_4_bits(name: str, weight: Array) -> blocks.Blocks4:
    """Each weight by itself."""
    return blocks.to_4_bits(weight)


class Graph:
    """Nodes, inputs and outputs of one model; `save` writes the folder's two files, `close` ends without."""

    def __init__(self, folder: Path, precision: str, to_4_bits: To4Bits = round_to_4_bits) -> None:
        """to_4_bits: a linear layer's name and weight (N, K) to blocks, in precision int4."""
        self.precision = precision
        self.linear_inputs: dict[str, str] = {}  # layer name -> the value that it multiplies
        self._to_4_bits = to_4_bits
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._folder = folder
        self._summed: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._data = (folder / "model.onnx.data").open("wb")

    def close(self) -> None:
        self._data.close()

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
            for key, text in {
                "location": "model.onnx.data",
                "offset": str(offset),
                "length": str(length),
            }.items():
                tensor.external_data.add(key=key, value=text)
        self._tensors[name] = tensor
        return name

    def linear(self, x: str, name: str, weight: Array, bias: Array | None = None) -> str:
        """x (..., K) times weight (N, K) transposed, in the graph's precision."""
        self.linear_inputs[name] = x
        if self.precision == "fp32":
            (y,) = self.node("MatMul", [x, self.tensor(f"{name}.weight", weight.T)])
            return y if bias is None else self.node("Add", [y, self.tensor(f"{name}.bias", bias)])[0]
        if self.precision == "int8":
            return self._n_bits(x, weight.shape, 8, self._in_8_bits(name, weight), name, bias)
        block = self._to_4_bits(name, weight).with_rests()
        parts = [
            self.tensor(f"{name}.codes", blocks.pack_4_bits(block.codes)),
            self.tensor(f"{name}.scale", block.scale),
            self.tensor(f"{name}.zero", blocks.pack_zeros(block.zero)),
        ]
        rows, groups, _ = block.codes.shape
        columns = groups * blocks.BLOCK
        x = self._with_sums(x, weight.shape[1], columns)
        return self._n_bits(x, (rows, columns), 4, parts, name, bias)

    def embedding(self, ids: str, name: str, table: Array) -> str:
        """Rows of a table (V, K); 8 bits in every integer precision, which is exact for GGUF's Q8_0."""
        if self.precision == "fp32":
            return self.node("Gather", [self.tensor(name, table), ids])[0]
        codes, scale = self._in_8_bits(name, table)
        flat = self._view(f"{name}.rows", codes, list(table.shape))
        attributes: dict[str, Any] = {
            "bits": 8,
            "block_size": blocks.BLOCK,
            "gather_axis": 0,
            "quantize_axis": 1,
        }
        return self.node("GatherBlockQuantized", [flat, ids, scale], domain=CONTRIB, **attributes)[0]

    def head(self, x: str, name: str, weight: Array | None) -> str:
        """The output matrix in 8 bits; weight None takes the embedding of that name. Defines `logits`."""
        if self.precision == "fp32":
            if weight is None:
                (table,) = self.node("Transpose", [name], perm=[1, 0])
            else:
                table = self.tensor(name, weight.T)
            return self.node("MatMul", [x, table], ["logits"])[0]
        parts = [f"{name}.codes8", f"{name}.scale8"] if weight is None else self._in_8_bits(name, weight)
        rows, groups, _ = self._tensors[parts[0]].dims
        return self._n_bits(x, (rows, groups * blocks.BLOCK), 8, parts, name, None, ["logits"])

    def _in_8_bits(self, name: str, weight: Array) -> list[str]:
        codes, scale = blocks.to_8_bits(weight)
        return [self.tensor(f"{name}.codes8", codes), self.tensor(f"{name}.scale8", scale)]

    def _view(self, name: str, of: str, shape: list[int]) -> str:
        """The constant `of` in another shape: the same bytes of the data file under a second name."""
        tensor = onnx.TensorProto()
        tensor.CopyFrom(self._tensors[of])
        tensor.name = name
        del tensor.dims[:]
        tensor.dims.extend(shape)
        self._tensors[name] = tensor
        return name

    def _with_sums(self, x: str, columns: int, wanted: int) -> str:
        """x and its sums over blocks of 32 columns, then zeros up to `wanted` columns; once for each x."""
        if x not in self._summed:
            ones = np.kron(np.eye(columns // blocks.BLOCK), np.ones((blocks.BLOCK, 1)))  # (K, K / 32)
            ones = np.pad(ones, ((0, 0), (0, wanted - columns - ones.shape[1])))
            (sums,) = self.node("MatMul", [x, self.tensor(f"block_sums_{columns}", ones.astype(np.float32))])
            (self._summed[x],) = self.node("Concat", [x, sums], axis=-1)
        return self._summed[x]

    def _n_bits(
        self,
        x: str,
        shape: tuple[int, ...],
        bits: int,
        parts: list[str],
        name: str,
        bias: Array | None,
        outputs: int | list[str] = 1,
    ) -> str:
        """MatMulNBits over packed parts: codes, scales and, for 4 bits, zero points."""
        if bias is not None:
            parts = [*parts, *[""] * (4 - len(parts)), self.tensor(f"{name}.bias", bias)]
        attributes: dict[str, Any] = {"N": shape[0], "K": shape[1], "bits": bits, "block_size": blocks.BLOCK}
        attributes["accuracy_level"] = ACCURACY_INT8
        return self.node("MatMulNBits", [x, *parts], outputs, domain=CONTRIB, **attributes)[0]

    def save(self) -> None:
        """Write `model.onnx` beside the data, which is complete by now."""
        self._data.close()
        graph = helper.make_graph(
            self._nodes, "decoder", self._inputs, self._outputs, list(self._tensors.values())
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="codegen-magic")
        onnx.save(model, self._folder / "model.onnx")
