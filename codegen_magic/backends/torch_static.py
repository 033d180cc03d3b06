"""The torch decoder with a key/value cache of fixed size, whose steps of one token run as one compiled graph.

A token on a GPU is hundreds of small kernels, and starting them takes longer than running them; int8 weights would even
be unpacked into memory for every token. The price: the graph is compiled when it first runs, and again for each size of
the cache.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import torch
from transformers import StaticCache
from transformers.cache_utils import StaticLayer

from codegen_magic.backends.torch_decoder import TorchDecoder
from codegen_magic.errors import BackendUnavailable

if TYPE_CHECKING:
    from codegen_magic.backends.torch_model import TorchBackend

FIRST_POSITIONS = 1024  # of a cache; it doubles when it is full, since attention reads all of it


def can_compile(model: Any) -> bool:
    """Whether a step can be one graph: one CUDA device, Triton, and every layer's cache a full one."""
    from torch.utils._triton import has_triton

    split = len(set(getattr(model, "hf_device_map", {}).values())) > 1
    if model.device.type != "cuda" or split or not model._can_compile_fullgraph:
        return False
    layers = StaticCache(config=model.config, max_cache_len=1).layers
    return all(type(layer) is StaticLayer for layer in layers) and has_triton()


def compiled_step(model: Any, **how: Any) -> Callable[..., Any]:
    """The forward pass as one graph; reduce-overhead replays it as a CUDA graph."""
    compiler: Callable[..., Callable[..., Any]] = torch.compile  # its overloads lack isolate_recompiles
    # All models share the code of __call__: without isolation they would share its limit of recompilations too.
    options: dict[str, Any] = {"fullgraph": True, "dynamic": False, "isolate_recompiles": True}
    return compiler(model.__call__, **options, **(how or {"mode": "reduce-overhead"}))


class StaticDecoder(TorchDecoder):
    """One row. Prompts and padded rows run uncompiled over the same cache; forks have caches that grow."""

    def __init__(self, backend: TorchBackend, step: Callable[..., Any]) -> None:
        self._step = step
        self._is_compiled = False  # for the cache as it is
        self._allocated = _allocate(backend.model, min(FIRST_POSITIONS, backend.context_length))
        super().__init__(backend, batch=1)

    def _new_cache(self) -> Any:
        _set_length(self._allocated, 0)
        return self._allocated

    def rewind(self, length: int) -> None:
        if length < self.length:
            # What lies behind is masked, as positions to come, and overwritten.
            _set_length(self._cache, length)
            self._ids, self._mask = self._ids[:, :length], self._mask[:, :length]

    def _run(self, **inputs: Any) -> Any:
        new = int(inputs["input_ids"].shape[1])
        single = new == 1 and self.length > 0 and inputs["attention_mask"] is None
        with torch.no_grad():  # under inference_mode the cache's tensors could not be written by a CUDA graph
            self._make_room(self.length + new)
            inputs["past_key_values"] = self._cache
            if not single:
                return self.backend.model(**inputs)
            with nullcontext() if self._is_compiled else _compiling():
                out = self._step(**{**inputs, "logits_to_keep": 1})
            self._is_compiled = True
            return out

    def _make_room(self, positions: int) -> None:
        held = self._allocated.get_max_length()
        if positions <= held:
            return
        while held < positions:
            held *= 2
        most = max(positions, self.backend.context_length)
        larger = _allocate(self.backend.model, min(held, most))
        layers: list[Any] = self._allocated.layers if self.length else []
        for index, layer in enumerate(layers):
            larger.update(layer.keys[:, :, : self.length], layer.values[:, :, : self.length], index)
        self._allocated = self._cache = larger
        self._is_compiled = False


@contextmanager
def _compiling() -> Iterator[None]:
    """The compiler's advice is not for users; its failure is one line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except torch._dynamo.exc.TorchDynamoException as error:
        reason = " ".join(str(error).split())[:200]
        raise BackendUnavailable(
            f"torch cannot compile this model here: load it without --quantize ({reason})"
        ) from error


def _allocate(model: Any, positions: int) -> StaticCache:
    return StaticCache(config=model.config, max_cache_len=positions)


def _set_length(cache: StaticCache, length: int) -> None:
    layers: list[Any] = cache.layers
    for layer in layers:
        layer.cumulative_length.fill_(length)
