"""What both ONNX decoders share: which ids and which padding each row holds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Logits, TokenIds
from codegen_magic.errors import ContextFull

Ints = npt.NDArray[np.int64]
CHUNK = 128  # new positions a call: attention over a whole long prompt at once costs time and memory squared


class Rows:
    """Ids and mask (B, L) of a batch. A subclass computes logits and keeps the cache."""

    draft_tokens = 8  # guesses that are verified in one call, at about a ninth of a step each

    def __init__(self, batch: int, context_length: int) -> None:
        self.batch = batch
        self.context_length = context_length
        self._ids: Ints = np.zeros((batch, 0), np.int64)
        self._mask: Ints = np.zeros((batch, 0), np.int64)

    @property
    def length(self) -> int:
        return int(self._ids.shape[1])

    @property
    def ids(self) -> list[int]:
        return [int(i) for i in self._ids[0]]

    def extend(self, ids: TokenIds, mask: Ints | None = None) -> Logits:
        """Append ids (T,) or (B, T); the last position's logits (B, V)."""
        return self._append(ids, mask, keep_all=False)[:, -1]

    def score(self, ids: TokenIds, mask: Ints | None = None) -> Logits:
        """Append ids; the logits of every new position (B, T, V)."""
        return self._append(ids, mask, keep_all=True)

    def _append(self, ids: TokenIds, mask: Ints | None, keep_all: bool) -> Logits:
        new, new_mask = self._checked(ids, mask)
        parts: list[Logits] = []
        try:
            for start in range(0, new.shape[1], CHUNK):
                part = slice(start, start + CHUNK)
                is_last = start + CHUNK >= new.shape[1]
                logits = self._step(new[:, part], new_mask[:, part], keep_all)
                if keep_all or is_last:
                    parts.append(logits)
                self._ids = np.concatenate([self._ids, new[:, part]], axis=1)
                self._mask = np.concatenate([self._mask, new_mask[:, part]], axis=1)
        except BaseException:
            self._empty()
            raise
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

    def _checked(self, ids: TokenIds, mask: Ints | None) -> tuple[Ints, Ints]:
        new = np.asarray(ids, np.int64)
        new = np.broadcast_to(new, (self.batch, new.shape[-1]))
        if new.shape[1] == 0:
            raise ValueError("no ids to extend by")
        if self.length + new.shape[1] > self.context_length:
            raise ContextFull(
                f"{self.length + new.shape[1]} tokens do not fit into the model's {self.context_length}: "
                "start a new context"
            )
        return new, np.ones_like(new) if mask is None else np.asarray(mask, np.int64).reshape(new.shape)

    def _step(self, ids: Ints, mask: Ints, keep_all: bool) -> Logits:
        """Logits of the new positions (B, T, V), or of the last alone (B, 1, V)."""
        raise NotImplementedError

    def _empty(self) -> None:
        """Forget everything."""
        self._ids, self._mask = self._ids[:, :0], self._mask[:, :0]

    def _truncate(self, length: int) -> None:
        self._ids, self._mask = self._ids[:, :length].copy(), self._mask[:, :length].copy()
