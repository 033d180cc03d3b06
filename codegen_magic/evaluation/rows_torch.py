"""A torch decoder whose rows are independent: each may go back, start anew, or leave.

Nothing is recomputed for that. A row's forgotten positions stay in the cache, masked,
until there are so many of them that the cache is packed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from codegen_magic.backends.base import Logits
from codegen_magic.backends.torch_decoder import TorchDecoder
from codegen_magic.backends.torch_model import TorchBackend

MAX_CHUNK = 256  # new tokens of a row in one pass
SLACK_POSITIONS = 64  # masked positions that every row may carry before the cache is packed


class RoomyLayer(DynamicLayer):
    """A layer's keys and values with room behind them: a step writes itself in and copies nothing else."""

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: Any, **kwargs: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        self.keys = self._written("_key_room", self.keys, key_states)
        self.values = self._written("_value_room", self.values, value_states)
        return self.keys, self.values

    def _written(self, name: str, held: Any, new: torch.Tensor) -> torch.Tensor:
        past = held.shape[-2] if held.numel() else 0
        end = past + new.shape[-2]
        room = getattr(self, name, None)
        if room is None or room.shape[-2] < end or room.shape[0] != new.shape[0]:
            shape = (*new.shape[:2], end + SLACK_POSITIONS + end // 4, new.shape[3])
            room = new.new_empty(shape)
            if past:
                room[..., :past, :] = held
            setattr(self, name, room)
        room[..., past:end, :] = new
        return room[..., :end, :]


def _layer() -> Any:
    make: Any = RoomyLayer
    return make()


def roomy_cache(config: Any) -> DynamicCache:
    cache = DynamicCache(config=config)
    cache.layers = [_layer() for _ in cache.layers]
    return cache


class TorchRows(TorchDecoder):
    """`extend` as ever; `begin`, `forget`, `advance` and `pack` are those of `IndependentRows`."""

    def __init__(self, backend: TorchBackend, batch: int) -> None:
        super().__init__(backend, batch)

    def _empty(self) -> None:
        super()._empty()
        self._cache = roomy_cache(self.backend.model.config)

    def lengths(self) -> list[int]:
        """Positions that each row attends."""
        return [int(n) for n in self._mask.sum(axis=1)]

    def begin(self, row: int) -> int:
        """All that the row holds may serve."""
        return self.lengths()[row]

    def forget(self, row: int, length: int) -> None:
        """Row `row` goes on from its first `length` positions."""
        attended = np.flatnonzero(self._mask[row])
        self._mask[row, attended[length:]] = 0

    def advance(self, wishes: Sequence[Sequence[int]]) -> dict[int, tuple[int, Logits | None]]:
        """One pass for all, as long as the shortest wish."""
        if self.needs_packing():
            self.pack(range(self.batch))
        size = min(min(map(len, wishes)), MAX_CHUNK)
        logits = self.extend(np.array([wish[:size] for wish in wishes], np.int64))
        return {row: (size, logits[row]) for row in range(self.batch)}

    def pack(self, rows: Sequence[int]) -> None:
        """Keep these rows, and only the positions that they attend."""
        columns = [np.flatnonzero(self._mask[row]) for row in rows]
        width = max((len(c) for c in columns), default=0)
        take = np.zeros((len(rows), width), np.int64)
        mask = np.zeros((len(rows), width), np.int64)
        for index, c in enumerate(columns):
            take[index, width - len(c) :] = c
            mask[index, width - len(c) :] = 1
        self._ids = np.take_along_axis(self._ids[list(rows)], take, axis=1)
        self._mask, self.batch = mask, len(rows)
        with torch.inference_mode():
            self._cache = self._packed_cache(list(rows), take)

    def needs_packing(self) -> bool:
        longest = max(self.lengths(), default=0)
        return self.length > longest + SLACK_POSITIONS + longest // 4

    def _packed_cache(self, rows: list[int], take: Any) -> DynamicCache:
        packed = roomy_cache(self.backend.model.config)
        if take.shape[1] == 0:
            return packed
        layers: list[Any] = list(self._cache.layers)
        for index, layer in enumerate(layers):
            where = torch.tensor(take, device=layer.keys.device)[:, None, :, None]
            kept = []
            for tensor in (layer.keys, layer.values):
                chosen = tensor[rows]  # (B, heads, L, D)
                kept.append(chosen.gather(2, where.expand(-1, chosen.shape[1], -1, chosen.shape[3])))
            packed.update(kept[0], kept[1], index)
        return packed


def can_batch(backend: Any) -> bool:
    """Whether this backend's rows can be independent: a torch model with a plain, full cache."""
    if not isinstance(backend, TorchBackend):
        return False
    cache = DynamicCache(config=backend.model.config)
    return all(type(layer).__name__ == "DynamicLayer" for layer in cache.layers)
