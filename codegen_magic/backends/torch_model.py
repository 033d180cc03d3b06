"""Any causal language model of transformers, on CPU or GPU."""

from __future__ import annotations

import importlib.metadata
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
import transformers
from transformers import AutoModelForCausalLM

from codegen_magic.backends.tokenizer import load_tokenizer
from codegen_magic.backends.torch_decoder import TorchDecoder, no_memory
from codegen_magic.backends.torch_static import StaticDecoder, can_compile, compiled_step
from codegen_magic.errors import BackendUnavailable, CodegenMagicError, ModelBroken
from codegen_magic.models.folder import ModelFolder

BARS_FROM_BYTES = 1_000_000_000


class TorchBackend:
    """A model in safetensors, loaded once and shared by its decoders."""

    def __init__(
        self,
        model: Any,
        folder: ModelFolder,
        quantize: str = "none",
        step: Callable[..., Any] | None = None,
    ) -> None:
        """step: the compiled forward pass for single tokens, where there is one."""
        self.model = model.eval()
        self.step = step
        self.tokenizer = load_tokenizer(folder.path)
        self.context_length = folder.context_length
        self.default_format = folder.default_format
        self.default_header = folder.default_header
        self.device = model.device
        dtype = str(model.dtype).removeprefix("torch.")
        self.identity = folder.identity(
            runtime=_runtime(quantize != "none", step is not None),
            dtype=dtype if quantize == "none" else f"{quantize} {dtype}",
            device="cuda" if _is_split(model) else str(model.device),
        )

    @classmethod
    def load(
        cls,
        folder: ModelFolder,
        device: str = "auto",
        dtype: str = "auto",
        quantize: str = "none",
        compiled: bool | None = None,
    ) -> TorchBackend:
        """device: "auto", "cpu", "cuda", "cuda:1"; dtype: "auto", "float32", "bfloat16", "float16".

        quantize: "none", "int8", "int4", of the linear layers. compiled: whether single tokens run as a compiled
        graph; None: where it pays, that is with quantized weights on one GPU.
        On "cuda" accelerate's device map spreads the layers over all the GPUs that there are.
        Raises ModelBroken if the weights cannot be read, BackendUnavailable if they do not fit.
        """
        device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        if device.startswith("cuda") and not torch.cuda.is_available():
            raise BackendUnavailable(
                "this torch sees no CUDA device: use device cpu, or install a CUDA build"
            )
        kwargs: dict[str, Any] = {"dtype": _dtype(device) if dtype == "auto" else getattr(torch, dtype)}
        if device.startswith("cuda"):
            kwargs["device_map"] = device_map(device, torch.cuda.device_count())
        with _quiet(bars=folder.bytes > BARS_FROM_BYTES):
            model = _read(folder, quantize, device, kwargs)
        wanted = quantize != "none" if compiled is None else compiled
        step = compiled_step(model) if wanted and can_compile(model) else None
        return cls(model, folder, quantize, step)

    def open(self, batch: int = 1) -> TorchDecoder:
        if self.step is not None and batch == 1:
            return StaticDecoder(self, self.step)
        return TorchDecoder(self, batch)


def _read(folder: ModelFolder, quantize: str, device: str, kwargs: dict[str, Any]) -> Any:
    """The model with its weights. SDPA is transformers' own choice wherever the architecture has it."""
    try:
        if quantize != "none":
            from codegen_magic.backends.torch_quantize import quantization, require_quantized

            kwargs["quantization_config"] = quantization(quantize, device, kwargs["dtype"])
        model = AutoModelForCausalLM.from_pretrained(
            folder.path, trust_remote_code=False, use_safetensors=True, local_files_only=True, **kwargs
        )
        if quantize != "none":
            require_quantized(model, quantize)
    except CodegenMagicError:
        raise
    except (MemoryError, torch.OutOfMemoryError) as error:
        raise BackendUnavailable(no_memory(folder.name)) from error
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelBroken(f"cannot load {folder.path}: {reason}") from error
    return model


def device_map(device: str, gpus: int) -> str | dict[str, str]:
    """accelerate's, for a CUDA device. A single GPU gets all layers: "auto" would put some on the slow CPU."""
    if device == "cuda":
        return "auto" if gpus > 1 else {"": "cuda:0"}
    return {"": device}


def _is_split(model: Any) -> bool:
    return len(set(getattr(model, "hf_device_map", {}).values())) > 1


def _runtime(quantized: bool, compiled: bool) -> str:
    packages = [f"torch {torch.__version__}", f"transformers {transformers.__version__}"]
    if quantized:
        packages.append(f"torchao {importlib.metadata.version('torchao')}")
    return ", ".join([*packages, *(["compiled"] if compiled else [])])


def _dtype(device: str) -> torch.dtype:
    """The fastest type that the device computes in."""
    if device.startswith("cuda"):
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32


_quiet_lock = threading.Lock()


@contextmanager
def _quiet(bars: bool) -> Iterator[None]:
    """transformers' reports off; its progress bars on only where loading takes long enough to ask for one."""
    with _quiet_lock:
        verbosity, disabled = transformers.logging.get_verbosity(), logging.root.manager.disable
        had_bars = transformers.logging.is_progress_bar_enabled()
        transformers.logging.set_verbosity_error()
        logging.disable(
            logging.WARNING
        )  # where torchao is, transformers imports it: it names libraries it has no use for
        if not bars:
            transformers.logging.disable_progress_bar()
        try:
            yield
        finally:
            transformers.logging.set_verbosity(verbosity)
            logging.disable(disabled)
            if had_bars:
                transformers.logging.enable_progress_bar()
