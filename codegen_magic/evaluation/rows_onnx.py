"""Independent rows on the fused ONNX layout, without torch.

A row's tokens lie at the front of its part of the cache, so rows of any lengths take a step
together. A prompt is computed for its row alone, and no part of it that some row's cache holds
is computed again: the samples of one problem share its prompt.

A row gives the same bits in any batch. Attention rounds differently for one new position than
for several, and activations of 8 bits make much of that. So the prompt's last id is always a
step, the ids before it never are, and only what was computed as a prompt is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from codegen_magic.backends.base import Logits, longest_common_prefix
from codegen_magic.backends.onnx_rows import CHUNK
from codegen_magic.backends.onnx_shared import SharedCache

LEAST_SHARED = 8  # positions that are worth a copy


class OnnxRows:
    """`begin`, `forget`, `advance` and `pack` of `IndependentRows`, on one cache."""

    def __init__(self, session: Any, rows: int, context_length: int) -> None:
        self._cache = SharedCache(session, rows, context_length)
        self._rows = [Held() for _ in range(rows)]

    def begin(self, row: int) -> int:
        held = self._rows[row]
        held.length = min(held.length, held.prompted)
        return held.length

    def forget(self, row: int, length: int) -> None:
        self._rows[row].length = min(self._rows[row].length, length)

    def pack(self, rows: Sequence[int]) -> None:
        for place, row in enumerate(rows):
            if row != place:
                self._cache.copy(self._cache, row, place, self._rows[row].length)
                self._rows[row].cut()
        self._cache.keep_first(len(rows))
        self._rows = [self._rows[row] for row in rows]

    def advance(self, wishes: Sequence[Sequence[int]]) -> dict[int, tuple[int, Logits | None]]:
        """Prompts go first, one by one and up to their last id; then all rows take one id together."""
        long = [row for row, wish in enumerate(wishes) if len(wish) > 1]
        if long:
            return {row: (self._prefill(row, list(wishes[row][:-1])), None) for row in long}
        lengths = np.array([held.length for held in self._rows])
        logits = self._cache.run(None, np.array(wishes, np.int64), lengths)
        for held, wish in zip(self._rows, wishes, strict=True):
            held.write(list(wish), prompted=False)
        return {row: (1, logits[row, -1]) for row in range(len(wishes))}

    def _prefill(self, row: int, new: list[int]) -> int:
        """Bring a row behind the ids `new`; returns how many they are."""
        held = self._rows[row]
        whole = held.ids[: held.length] + new
        self._share(row, whole)
        if held.length == len(whole) - 1 > 0:
            held.length -= 1  # two positions, since one alone would be rounded as a step
        while held.length < len(whole):
            end = min(held.length + CHUNK, len(whole))
            end -= len(whole) - end == 1  # no chunk of one position at the end
            part = whole[held.length : end]
            self._cache.run(row, np.array([part]), np.array([held.length]))
            held.write(part, prompted=True)
        return len(new)

    def _share(self, row: int, whole: list[int]) -> None:
        """Take over the longest beginning of `whole` that a row's cache holds as computed from a prompt."""
        own = self._rows[row]
        if own.prompted < own.length:
            return  # it goes on from its own steps
        common = [min(held.prompted, longest_common_prefix(held.ids, whole)) for held in self._rows]
        own.length = max(own.length, common[row])
        source = int(np.argmax(common))
        if common[source] >= own.length + LEAST_SHARED:
            self._cache.copy(self._cache, source, row, common[source])
            own.ids, own.length, own.prompted = whole[: common[source]], common[source], common[source]


class Held:
    """What one row's part of the cache holds."""

    def __init__(self) -> None:
        self.ids: list[int] = []  # of every written position
        self.length = 0  # positions that count; those behind them are forgotten, and still as they were
        self.prompted = 0  # leading positions that were computed several at once

    def write(self, new: list[int], prompted: bool) -> None:
        """Note that `new` was computed behind `length`."""
        self.cut()
        if prompted and self.prompted == self.length:
            self.prompted += len(new)
        self.ids += new
        self.length += len(new)

    def cut(self) -> None:
        """Give up the forgotten positions."""
        del self.ids[self.length :]
        self.prompted = min(self.prompted, self.length)
