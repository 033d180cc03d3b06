"""The learning rate as a pure function of the step."""

from __future__ import annotations

import math


def learning_rate(step: int, *, peak: float, end: float, warmup_steps: int, steps: int) -> float:
    """Linear warm-up to `peak`, cosine down to `end` at the last step, constant after.

    step: 0 for the first update. Step warmup_steps - 1 is the first at the peak.
    """
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    done = min(1.0, (step - warmup_steps + 1) / max(1, steps - warmup_steps))
    return end + (peak - end) * (1 + math.cos(math.pi * done)) / 2
