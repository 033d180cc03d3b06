"""pass@k without bias, and intervals by drawing problems again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from codegen_magic.errors import BadInput


def pass_at_k(n: int, correct: int, k: int) -> float:
    """The chance that k of n samples, of which `correct` pass, hold one that passes.

    1 - C(n - c, k) / C(n, k), as a product that does not overflow (Chen et al. 2021).
    """
    if not 1 <= k <= n:
        raise BadInput(f"pass@{k} needs at least {k} samples of each problem, and there are {n}")
    if not 0 <= correct <= n:
        raise BadInput(f"{correct} of {n} samples cannot be correct")
    if n - correct < k:
        return 1.0
    return float(1.0 - np.prod(1.0 - k / np.arange(n - correct + 1, n + 1)))


def interval(
    values: Sequence[float], level: float = 0.95, draws: int = 10_000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean over problems. values: one score a problem."""
    if not values:
        raise BadInput("no problem was scored, so there is no interval")
    scores = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(seed)
    means = np.empty(draws)
    step = max(1, 2_000_000 // len(scores))  # rows at a time, so that memory stays small
    for start in range(0, draws, step):
        rows = min(step, draws - start)
        means[start : start + rows] = scores[rng.integers(0, len(scores), (rows, len(scores)))].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
