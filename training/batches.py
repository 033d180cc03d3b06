"""Which rows make which batch: pure functions of (seed, step, micro-step, rank).

Nothing is remembered between steps, so resuming needs no loader state. A step's rows do not depend on
the number of processes; only who computes which of them does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.errors import BadCorpus
from training.rows import IDS, MASK, POSITIONS, Rows

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """One micro-batch of one process: all (B, T) int64."""

    rows: Ints  # (B,) numbers of the rows, for messages
    ids: Ints
    mask: Ints  # 1 where the token is a target; a program's first token never is
    positions: Ints | None  # 0 where a program begins; None where the row is one text


@dataclass(frozen=True)
class Plan:
    """How steps are cut from the rows."""

    rows_per_step: int
    rows_per_micro_batch: int
    processes: int = 1
    seed: int = 0


class Batches:
    def __init__(self, rows: Rows, plan: Plan) -> None:
        if len(rows) == 0:
            raise BadCorpus(f"{rows.folder} has no rows")
        self.rows, self.plan = rows, plan

    def rows_of(self, step: int) -> Ints:
        """The step's rows, (rows_per_step,). Each pass over the corpus has an order of its own."""
        places = np.arange(self.plan.rows_per_step, dtype=np.int64) + step * self.plan.rows_per_step
        epochs, within = np.divmod(places, len(self.rows))
        out = np.empty_like(places)
        for epoch in np.unique(epochs):
            here = epochs == epoch
            out[here] = permuted(within[here], len(self.rows), self.plan.seed * 1_000_003 + int(epoch))
        return out

    def batch(self, step: int, micro_step: int, rank: int) -> Batch:
        each = self.plan.rows_per_micro_batch
        start = (micro_step * self.plan.processes + rank) * each
        return self.read(self.rows_of(step)[start : start + each])

    def read(self, rows: Ints) -> Batch:
        turns = self.rows.manifest.layout == "turns"
        positions = self.rows.take(rows, POSITIONS) if turns else None
        return Batch(rows, self.rows.take(rows, IDS), self._targets_mask(rows), positions)

    def target_count(self, step: int) -> int:
        """Target tokens of the whole step, over all processes: what its loss is divided by."""
        if self.rows.manifest.layout == "text":
            return self.plan.rows_per_step * (self.rows.context - 1)
        return int(self._targets_mask(self.rows_of(step)).sum())

    def _targets_mask(self, rows: Ints) -> Ints:
        """A target needs a token before it in its own program."""
        mask = self.rows.take(rows, MASK).copy()
        mask[self.rows.take(rows, POSITIONS) == 0] = 0
        return mask


def permuted(index: Ints, n: int, key: int) -> Ints:
    """Where a key's permutation of 0..n-1 sends `index`, without making a list of n.

    A Feistel network over the next power of four, walked until the value is below n; four rounds.
    Hundreds of millions of rows thus need no memory for their order.
    """
    half = max(1, ((n - 1).bit_length() + 1) // 2)
    out = _feistel(index.astype(np.uint64), half, key)
    outside = out >= n
    while outside.any():
        out[outside] = _feistel(out[outside], half, key)
        outside = out >= n
    return out.astype(np.int64)


def _feistel(value: npt.NDArray[np.uint64], half: int, key: int) -> npt.NDArray[np.uint64]:
    low = np.uint64((1 << half) - 1)
    left, right = value >> np.uint64(half), value & low
    for number in range(4):
        left, right = right, left ^ (_mix(right, key * 4 + number) & low)
    return (left << np.uint64(half)) | right


def _mix(value: npt.NDArray[np.uint64], key: int) -> npt.NDArray[np.uint64]:
    """splitmix64's finaliser; wraps around by design."""
    x = value + np.uint64(((key + 1) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
