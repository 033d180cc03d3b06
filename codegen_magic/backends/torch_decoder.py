"""A growing sequence of a torch model, or a batch of them, with its key/value cache."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import torch
from transformers import DynamicCache

from codegen_magic.backends.base import Logits, TokenIds
from codegen_magic.errors import BackendUnavailable

if TYPE_CHECKING:
    from codegen_magic.backends.torch_model import TorchBackend


class TorchDecoder:
    """transformers' DynamicCache, rewound by cropping and never rebuilt."""

    def __init__(self, backend: TorchBackend, batch: int) -> None:
        self.backend = backend
        self.batch = batch
        self._empty()

    def _empty(self) -> None:
        self._cache = self._new_cache()
        self._ids = np.zeros((self.batch, 0), np.int64)
        self._mask = np.zeros((self.batch, 0), np.int64)

    def _new_cache(self) -> Any:
        return DynamicCache(config=self.backend.model.config)

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
            held = (x[:1, :, : self.length].expand(n, -1, -1, -1) for x in (layer.keys, layer.values))
            other._cache.update(*held, index)
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
            with no_memory_message(self.backend.identity.model):
                out = self._run(
                    input_ids=torch.tensor(new, device=device),
                    attention_mask=None if mask.all() else torch.tensor(mask, device=device),
                    position_ids=torch.tensor(
                        positions.copy(), device=device
                    ),  # no strides of the whole mask
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

    def _run(self, **inputs: Any) -> Any:
        with torch.inference_mode():
            return self.backend.model(**inputs)


@contextmanager
def no_memory_message(model: str) -> Iterator[None]:
    try:
        yield
    except (MemoryError, torch.OutOfMemoryError) as error:
        raise BackendUnavailable(no_memory(model)) from error
    except RuntimeError as error:
        if "not enough memory" in str(error) or "can't allocate memory" in str(error):
            raise BackendUnavailable(no_memory(model)) from error
        raise


def no_memory(model: str) -> str:
    return (
        f"out of memory with {model}: use a smaller model, --quantize int8 or a shorter context, "
        "or close other programs"
    )
