"""The decoder of Optimum's layout: each call takes a cache and gives a longer one."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime as ort

from codegen_magic.backends.base import Logits
from codegen_magic.backends.onnx_rows import Ints, Rows

PAST, PRESENT = "past_key_values.", "present."
TYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class GrowingDecoder(Rows):
    """The cache stays in the runtime's own values between calls; only a rewind cuts it."""

    def __init__(
        self, session: Any, batch: int, context_length: int, device: str, sizes: tuple[int, int] = (0, 0)
    ) -> None:
        """sizes: heads and head size of the cache, for graphs that leave them open."""
        super().__init__(batch, context_length)
        self._session = session
        self._device = device
        self._sizes = sizes
        inputs = {value.name: value for value in session.get_inputs()}
        self._names = set(inputs)
        self._past = {n.removeprefix(PAST): value for n, value in inputs.items() if n.startswith(PAST)}
        self._empty()

    def _empty(self) -> None:
        super()._empty()
        self._cache = {name: self._value(self._nothing(value)) for name, value in self._past.items()}

    def _nothing(self, value: Any) -> Any:
        """An empty cache (B, heads, 0, size)."""
        written = (value.shape[1], value.shape[3])
        heads, size = (w if isinstance(w, int) else s for w, s in zip(written, self._sizes, strict=True))
        return np.zeros((self.batch, heads, 0, size), TYPES[value.type])

    def _value(self, array: Any) -> Any:
        return ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array), self._device)

    def rewind(self, length: int) -> None:
        if length >= self.length:
            return
        if length == 0:
            self._empty()
            return
        self._truncate(length)
        self._cache = {name: self._value(value.numpy()[:, :, :length]) for name, value in self._cache.items()}

    def fork(self, n: int) -> GrowingDecoder:
        other = GrowingDecoder(self._session, n, self.context_length, self._device, self._sizes)
        other._ids = np.repeat(self._ids[:1], n, axis=0)
        other._mask = np.repeat(self._mask[:1], n, axis=0)
        other._cache = {
            name: other._value(np.repeat(value.numpy()[:1], n, axis=0)) for name, value in self._cache.items()
        }
        return other

    def _step(self, ids: Ints, mask: Ints, keep_all: bool) -> Logits:
        whole = np.concatenate([self._mask, mask], axis=1)
        binding = self._session.io_binding()
        binding.bind_cpu_input("input_ids", np.ascontiguousarray(ids))
        if "attention_mask" in self._names:
            binding.bind_cpu_input("attention_mask", whole)
        if "position_ids" in self._names:
            positions = np.maximum(whole.cumsum(axis=1) - 1, 0)[:, self.length :]
            binding.bind_cpu_input("position_ids", np.ascontiguousarray(positions))
        for name, value in self._cache.items():
            binding.bind_ortvalue_input(PAST + name, value)
        binding.bind_output("logits", "cpu")
        for name in self._cache:
            binding.bind_output(PRESENT + name, self._device)
        self._session.run_with_iobinding(binding)
        logits, *present = binding.get_outputs()
        self._cache = dict(zip(self._cache, present, strict=True))
        new: Logits = logits.numpy().astype(np.float32, copy=False)
        return new if keep_all else new[:, -1:]
