"""Any causal language model of transformers, on CPU or GPU."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import transformers
from transformers import AutoModelForCausalLM, DynamicCache

from codegen_magic.backends.base import Logits, TokenIds
from codegen_magic.backends.tokenizer import load_tokenizer
from codegen_magic.errors import BackendUnavailable, ModelBroken
from codegen_magic.models.folder import ModelFolder

BARS_FROM_BYTES = 1_000_000_000


class TorchBackend:
    """A model in safetensors, loaded once and shared by its decoders."""

    def __init__(self, model: Any, folder: ModelFolder) -> None:
        self.model = model.eval()
        self.tokenizer = load_tokenizer(folder.path)
        self.context_length = folder.context_length
        self.default_format = folder.default_format
        self.default_header = folder.default_header
        self.device = model.device
        self.identity = folder.identity(
            runtime=f"torch {torch.__version__}, transformers {transformers.__version__}",
            dtype=str(model.dtype).removeprefix("torch."),
            device=str(model.device),
        )

    @classmethod
    def load(cls, folder: ModelFolder, device: str = "auto", dtype: str = "auto") -> TorchBackend:
        """device: "auto", "cpu", "cuda", "cuda:1"; dtype: "auto", "float32", "bfloat16", "float16".

        On CUDA the layers are placed by accelerate's device map, over several GPUs where one is too small.
        Raises ModelBroken if the weights cannot be read, BackendUnavailable if they do not fit.
        """
        device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        if device.startswith("cuda") and not torch.cuda.is_available():
            raise BackendUnavailable(
                "this torch sees no CUDA device: use device cpu, or install a CUDA build"
            )
        kwargs: dict[str, Any] = {"dtype": _dtype(device) if dtype == "auto" else getattr(torch, dtype)}
        if device.startswith("cuda"):
            kwargs["device_map"] = "auto" if device == "cuda" else {"": device}
        try:
            with _quiet(bars=folder.bytes > BARS_FROM_BYTES):
                model = AutoModelForCausalLM.from_pretrained(
                    folder.path,
                    trust_remote_code=False,
                    use_safetensors=True,
                    local_files_only=True,
                    **kwargs,
                )
        except (MemoryError, torch.OutOfMemoryError) as error:
            raise BackendUnavailable(_no_memory(folder.name)) from error
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise ModelBroken(f"cannot load {folder.path}: {reason}") from error
        return cls(model, folder)

    def open(self, batch: int = 1) -> TorchDecoder:
        return TorchDecoder(self, batch)


class TorchDecoder:
    """transformers' DynamicCache, rewound by cropping and never rebuilt."""

    def __init__(self, backend: TorchBackend, batch: int) -> None:
        self.backend = backend
        self.batch = batch
        self._empty()

    def _empty(self) -> None:
        self._cache = DynamicCache(config=self.backend.model.config)
        self._ids = np.zeros((self.batch, 0), np.int64)
        self._mask = np.zeros((self.batch, 0), np.int64)

    @property
    def length(self) -> int:
        return int(self._ids.shape[1])

    @property
    def ids(self) -> list[int]:
        return [int(i) for i in self._ids[0]]

    def extend(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        return self._forward(ids, mask, last=1)[:, -1]

    def score(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        return self._forward(ids, mask, last=0)

    def rewind(self, length: int) -> None:
        removed = self.length - length
        if removed <= 0:
            return
        if length == 0 or not self._cache.is_croppable:
            kept, mask = self._ids[:, :length], self._mask[:, :length]
            self._empty()
            if length:
                self.extend(kept, mask)
            return
        self._cache.crop(-removed)
        self._ids, self._mask = self._ids[:, :length], self._mask[:, :length]

    def fork(self, n: int) -> TorchDecoder:
        other = TorchDecoder(self.backend, n)
        other._ids = np.repeat(self._ids[:1], n, axis=0)
        other._mask = np.repeat(self._mask[:1], n, axis=0)
        layers: list[Any] = self._cache.layers if self.length else []
        for index, layer in enumerate(layers):
            keys, values = (x[:1].expand(n, -1, -1, -1) for x in (layer.keys, layer.values))
            other._cache.update(keys, values, index)
        return other

    def _forward(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None, last: int) -> Logits:
        new = np.broadcast_to(
            np.atleast_2d(np.asarray(ids, np.int64)), (self.batch, np.asarray(ids).shape[-1])
        )
        new_mask = np.ones_like(new) if mask is None else np.asarray(mask, np.int64)
        mask = np.concatenate([self._mask, new_mask], axis=1)  # (B, past + T)
        positions = np.maximum(mask.cumsum(axis=1) - 1, 0)[:, -new.shape[1] :]
        device = self.backend.device
        try:
            with torch.inference_mode(), _no_memory_message(self.backend.identity.model):
                out = self.backend.model(
                    input_ids=torch.tensor(new, device=device),
                    attention_mask=None if mask.all() else torch.tensor(mask, device=device),
                    position_ids=torch.tensor(positions, device=device),
                    past_key_values=self._cache,
                    use_cache=True,
                    logits_to_keep=last,
                )
                logits: Logits = out.logits.float().cpu().numpy()
        except BaseException:
            self._empty()  # some layers may have been extended and others not
            raise
        self._ids = np.concatenate([self._ids, new], axis=1)
        self._mask = mask
        return logits


@contextmanager
def _no_memory_message(model: str) -> Iterator[None]:
    try:
        yield
    except (MemoryError, torch.OutOfMemoryError) as error:
        raise BackendUnavailable(_no_memory(model)) from error
    except RuntimeError as error:
        if "not enough memory" in str(error) or "can't allocate memory" in str(error):
            raise BackendUnavailable(_no_memory(model)) from error
        raise


def _no_memory(model: str) -> str:
    return f"out of memory with {model}: use a smaller model, a shorter context, or close other programs"


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
        verbosity = transformers.logging.get_verbosity()
        had_bars = transformers.logging.is_progress_bar_enabled()
        transformers.logging.set_verbosity_error()
        if not bars:
            transformers.logging.disable_progress_bar()
        try:
            yield
        finally:
            transformers.logging.set_verbosity(verbosity)
            if had_bars:
                transformers.logging.enable_progress_bar()
