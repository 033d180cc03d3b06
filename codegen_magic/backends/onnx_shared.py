"""The decoder of the fused layout: one key/value buffer, written in place, so that a rewind is free.

Rows may hold different numbers of real tokens. Padding is never computed and takes no place in
the cache: a row's tokens lie at the front of its buffer, whatever the padding between them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from codegen_magic.backends.base import Logits
from codegen_magic.backends.onnx_rows import Ints, Rows

FIRST_CAPACITY = 512  # positions; doubled when full


class SharedDecoder(Rows):
    """A batch whose cache is `capacity` positions long and grows by doubling."""

    def __init__(self, session: Any, batch: int, context_length: int) -> None:
        super().__init__(batch, context_length)
        self._session = session
        self._shapes = {
            value.name.removeprefix("past_key_values."): (value.shape[1], value.shape[3])
            for value in session.get_inputs()
            if value.name.startswith("past_key_values.")
        }  # "0.key" -> (heads, head size)
        self._cache: dict[str, npt.NDArray[np.float32]] = {}
        self._bindings: dict[int | None, Any] = {}
        self._reserve(min(FIRST_CAPACITY, context_length))

    @property
    def capacity(self) -> int:
        return int(next(iter(self._cache.values())).shape[2])

    def rewind(self, length: int) -> None:
        if length < self.length:
            self._truncate(length)

    def fork(self, n: int) -> SharedDecoder:
        other = SharedDecoder(self._session, n, self.context_length)
        other._reserve(self.capacity)
        held = int(self._mask[0].sum())
        for name, buffer in self._cache.items():
            other._cache[name][:, :, :held] = buffer[0, :, :held]
        other._ids = np.repeat(self._ids[:1], n, axis=0)
        other._mask = np.repeat(self._mask[:1], n, axis=0)
        return other

    def _step(self, ids: Ints, mask: Ints, keep_all: bool) -> Logits:
        held = self._mask.sum(axis=1)
        self._reserve(int((held + mask.sum(axis=1)).max()))
        whole = self.batch == 1 or ids.shape[1] == 1
        if whole and mask.all():
            return self._run(None, ids, held, keep_all)
        # The attention kernel continues several new positions from a past for one row only.
        rows = [self._row(row, ids[row], mask[row], int(held[row]), keep_all) for row in range(self.batch)]
        return np.stack(rows)

    def _row(self, row: int, ids: Ints, mask: Ints, held: int, keep_all: bool) -> Logits:
        """One row (T,) without its padding; logits (T, V) or (1, V), zeros at padding."""
        real = mask.astype(bool)
        kept = real if keep_all else real[-1:]
        out = np.zeros((len(kept), self._vocabulary), np.float32)
        if real.any():
            logits = self._run(row, ids[real][None], np.array([held]), keep_all)
            out[kept] = logits[0, -int(kept.sum()) :] if kept.any() else 0
        return out

    @property
    def _vocabulary(self) -> int:
        shape = next(value.shape for value in self._session.get_outputs() if value.name == "logits")
        return int(shape[-1])

    def _run(self, row: int | None, ids: Ints, held: Ints, keep_all: bool) -> Logits:
        """One call over real tokens: ids (B, T), held (B,) tokens before them; row None is the whole batch."""
        binding = self._binding(row)
        new = ids.shape[1]
        total = held + new
        binding.bind_cpu_input("input_ids", np.ascontiguousarray(ids))
        binding.bind_cpu_input("lengths", (total - 1).astype(np.int32))
        binding.bind_cpu_input("total", np.array([total.max()], np.int32))
        binding.bind_cpu_input("logits_from", np.array([0 if keep_all else new - 1], np.int64))
        binding.bind_output("logits", "cpu")
        self._session.run_with_iobinding(binding)
        logits: Logits = binding.get_outputs()[-1].numpy()
        return logits

    def _binding(self, row: int | None) -> Any:
        """Cache inputs and outputs bound to the same memory, once for each capacity."""
        if row not in self._bindings:
            binding = self._session.io_binding()
            for name, buffer in self._cache.items():
                part = buffer if row is None else buffer[row : row + 1]
                value = ort.OrtValue.ortvalue_from_numpy(part)  # shares the memory
                binding.bind_ortvalue_input(f"past_key_values.{name}", value)
                binding.bind_ortvalue_output(f"present.{name}", value)
            self._bindings[row] = binding
        return self._bindings[row]

    def _reserve(self, needed: int) -> None:
        """Make room for `needed` positions a row."""
        held = self.capacity if self._cache else 0
        if needed <= held:
            return
        capacity = max(held, 1)
        while capacity < needed:
            capacity *= 2
        capacity = min(capacity, max(self.context_length, needed))
        self._bindings.clear()
        for name, (heads, size) in self._shapes.items():
            buffer = np.zeros((self.batch, heads, capacity, size), np.float32)
            if held:
                buffer[:, :, :held] = self._cache[name]
            self._cache[name] = buffer
