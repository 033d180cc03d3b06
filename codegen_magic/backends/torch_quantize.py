"""Linear layers in 8 or 4 bits, by torchao: each is quantized as it is read, so memory never holds all of them whole.

int8: one scale a row. int4: blocks of 32 weights, for the tensor cores of a CUDA device. Embeddings and the output
matrix, tied or not, stay as they are.
"""

from __future__ import annotations

from typing import Any

import torch
from torchao.quantization import Int4WeightOnlyConfig, Int8WeightOnlyConfig
from torchao.quantization.quantize_.workflows import Int4PackingFormat
from torchao.utils import TorchAOBaseTensor
from transformers import TorchAoConfig

from codegen_magic.errors import BackendUnavailable, BadInput

GROUP = (
    32  # weights that share a scale in int4; torchao leaves a layer whole whose rows are no multiple of it
)


def quantization(kind: str, device: str, dtype: torch.dtype) -> TorchAoConfig:
    """What `from_pretrained` takes to quantize while it reads. Raises BackendUnavailable or BadInput."""
    if kind == "int4":
        _require_int4(device, dtype)
        # The format of torch's own kernel: torchao's plain one needs another package.
        form = Int4PackingFormat.TILE_PACKED_TO_4D
        config: Any = Int4WeightOnlyConfig(GROUP, set_inductor_config=False, int4_packing_format=form)
    else:
        config = Int8WeightOnlyConfig(set_inductor_config=False)  # True changes torch for the whole process
    return TorchAoConfig(config)


def _require_int4(device: str, dtype: torch.dtype) -> None:
    if not device.startswith("cuda"):
        raise BackendUnavailable(
            f"int4 needs a CUDA device, not {device}: use --quantize int8, or codegen-magic export --precision int4"
        )
    if torch.cuda.get_device_capability()[0] < 8:
        raise BackendUnavailable(
            "int4 needs a CUDA device of compute capability 8.0 or more: use --quantize int8"
        )
    if dtype != torch.bfloat16:
        raise BadInput(f"int4 computes in bfloat16, not {str(dtype).removeprefix('torch.')}: use dtype auto")


def require_quantized(model: Any, kind: str) -> None:
    """Raises BadInput where no layer was quantized: the model would be named what it is not."""
    if not any(isinstance(weight, TorchAOBaseTensor) for weight in model.parameters()):
        raise BadInput(
            f"{type(model).__name__} has no linear layers that {kind} fits: load it without --quantize"
        )


def stored_bytes(weight: torch.Tensor) -> int:
    """Bytes of a weight in memory, with its scales if it is quantized."""
    if not isinstance(weight, TorchAOBaseTensor):
        return int(weight.nbytes)
    names, _ = weight.__tensor_flatten__()
    return sum(int(getattr(weight, name).nbytes) for name in names)
