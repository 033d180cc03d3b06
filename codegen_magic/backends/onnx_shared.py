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


class SharedCache:
    """Keys and values of a batch, `capacity` positions a row, and the calls that write into them.

    It does not know how many positions of a row count: the caller says so with every call.
    """

    def __init__(self, session: Any, batch: int, context_length: int) -> None:
        self.batch = batch
        self._session = session
        self._context_length = context_length
        self._shapes = {
            value.name.removeprefix("past_key_values."): (value.shape[1], value.shape[3])
            for value in session.get_inputs()
            if value.name.startswith("past_key_values.")
        }  # "0.key" -> (heads, head size)
        self._buffers: dict[str, npt.NDArray[np.float32]] = {}
        self._bindings: dict[int | None, Any] = {}
        self.reserve(min(FIRST_CAPACITY, context_length))

    @property
    def capacity(self) -> int:
        return int(next(iter(self._buffers.values())).shape[2])

    @property
    def vocabulary(self) -> int:
        shape = next(value.shape for value in self._session.get_outputs() if value.name == "logits")
        return int(shape[-1])

    def run(self, row: int | None, ids: Ints, held: Ints, keep_all: bool = False) -> Logits:
        """Logits (B, T or 1, V) of real tokens: ids (B, T), held (B,) before them; row None is the whole batch.

        The attention kernel continues from a past by several new positions for one row only:
        with more rows, T is 1.
        """
        new = ids.shape[1]
        total = held + new
        self.reserve(int(total.max()))
        binding = self._binding(row)
        binding.bind_cpu_input("input_ids", np.ascontiguousarray(ids))
        binding.bind_cpu_input("lengths", (total - 1).astype(np.int32))
        binding.bind_cpu_input("total", np.array([total.max()], np.int32))
        binding.bind_cpu_input("logits_from", np.array([0 if keep_all else new - 1], np.int64))
        binding.bind_output("logits", "cpu")
        self._session.run_with_iobinding(binding)
        logits: Logits = binding.get_outputs()[-1].numpy()
        return logits

    def copy(self, source: SharedCache, source_row: int, row: int | slice, length: int) -> None:
        """Make the first `length` positions of a row, or of several, those of a row of `source`."""
        self.reserve(length)
        for name, buffer in self._buffers.items():
            buffer[row, :, :length] = source._buffers[name][source_row, :, :length]

    def keep_first(self, batch: int) -> None:
        """Drop the rows from `batch` on; nothing is copied."""
        if batch < self.batch:
            self.batch = batch
            self._bindings.clear()
            self._buffers = {name: buffer[:batch] for name, buffer in self._buffers.items()}

    def reserve(self, needed: int) -> None:
        """Make room for `needed` positions a row."""
        held = self.capacity if self._buffers else 0
        if needed <= held:
            return
        capacity = max(held, 1)
        while capacity < needed:
            capacity *= 2
        capacity = min(capacity, max(self._context_length, needed))
        self._bindings.clear()
        for name, (heads, size) in self._shapes.items():
            buffer = np.zeros((self.batch, heads, capacity, size), np.float32)
            if held:
                buffer[:, :, :held] = self._buffers[name]
            self._buffers[name] = buffer

    def _binding(self, row: int | None) -> Any:
        """Cache inputs and outputs bound to the same memory, once for each capacity."""
        if row not in self._bindings:
            binding = self._session.io_binding()
            for name, buffer in self._buffers.items():
                part = buffer if row is None else buffer[row : row + 1]
                value = ort.OrtValue.ortvalue_from_numpy(part)  # shares the memory
                binding.bind_ortvalue_input(f"past_key_values.{name}", value)
                binding.bind_ortvalue_output(f"present.{name}", value)
            self._bindings[row] = binding
        return self._bindings[row]


class SharedDecoder(Rows):
    """A batch on one cache. `cache` is written in place, so that rewinding only forgets."""

    same_in_batch = True

    def __init__(self, session: Any, batch: int, context_length: int) -> None:
        super().__init__(batch, context_length)
        self._session = session
        self._cache = SharedCache(session, batch, context_length)

    def rewind(self, length: int) -> None:
        if length < self.length:
            self._truncate(length)

    def fork(self, n: int) -> SharedDecoder:
        other = SharedDecoder(self._session, n, self.context_length)
        other._cache.reserve(self._cache.capacity)
        other._cache.copy(self._cache, 0, slice(None), int(self._mask[0].sum()))
        other._ids = np.repeat(self._ids[:1], n, axis=0)
        other._mask = np.repeat(self._mask[:1], n, axis=0)
        return other

    def _step(self, ids: Ints, mask: Ints, keep_all: bool) -> Logits:
        held = self._mask.sum(axis=1)
        whole = self.batch == 1 or ids.shape[1] == 1
        if whole and mask.all():
            return self._cache.run(None, ids, held, keep_all)
        rows = [self._row(row, ids[row], mask[row], int(held[row]), keep_all) for row in range(self.batch)]
        return np.stack(rows)

    def _row(self, row: int, ids: Ints, mask: Ints, held: int, keep_all: bool) -> Logits:
        """One row (T,) without its padding; logits (T, V) or (1, V), zeros at padding."""
        real = mask.astype(bool)
        kept = real if keep_all else real[-1:]
        out = np.zeros((len(kept), self._cache.vocabulary), np.float32)
        if real.any():
            logits = self._cache.run(row, ids[real][None], np.array([held]), keep_all)
            out[kept] = logits[0, -int(kept.sum()) :] if kept.any() else 0
        return out
