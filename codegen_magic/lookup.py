"""Prompt lookup: what followed the last few tokens when they occurred before is likely to follow again.

Notebook steps repeat names, columns and whole lines, so a guess costs no second model. Guesses are
verified by the model in one call; what it would not have chosen itself is thrown away.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LONGEST, SHORTEST = 4, 2  # tokens that must recur; one alone guesses wrong too often to pay

Ints = npt.NDArray[np.int64]


def draft(ids: Ints, limit: int) -> list[int]:
    """At most `limit` ids guessed to follow ids (T,); empty where the last tokens never occurred before.

    The longest recurring suffix decides, and its latest earlier occurrence.
    """
    for size in range(min(LONGEST, len(ids) - 1), SHORTEST - 1, -1):
        suffix = ids[-size:]
        starts = np.flatnonzero(ids[:-size] == suffix[0])
        for offset in range(1, size):
            starts = starts[ids[starts + offset] == suffix[offset]]
        if starts.size:
            follow = int(starts[-1]) + size
            return [int(i) for i in ids[follow : follow + limit]]
    return []


class Pace:
    """How many tokens to guess next: more after a guess that held, fewer after one that did not."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.tokens = min(4, limit)

    def learn(self, guessed: int, held: int) -> None:
        if held == guessed:
            self.tokens = min(2 * self.tokens, self._limit)
        else:
            self.tokens = min(max(2, held + 1), self._limit)
