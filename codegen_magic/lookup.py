"""Prompt lookup: what followed the last few tokens when they occurred before is likely to follow again.

Notebook steps repeat names, columns and whole lines, so a guess costs no second model; where the notebook has
nothing alike yet, lines of typical code (idioms.txt) do. Guesses are verified by the model in one call; what it
would not have chosen itself is thrown away.
"""

from __future__ import annotations

from importlib.resources import files
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Tokenizer

LONGEST = 4  # tokens that recur

Ints = npt.NDArray[np.int64]
_IDIOMS: WeakKeyDictionary[Tokenizer, Ints] = WeakKeyDictionary()


def idioms(tokenizer: Tokenizer) -> Ints:
    """The ids (T,) of typical code, chosen by training/idioms.py from generated programs."""
    if tokenizer not in _IDIOMS:
        text = files("codegen_magic").joinpath("idioms.txt").read_text("utf-8")
        _IDIOMS[tokenizer] = np.array(tokenizer.encode(text), np.int64)
    return _IDIOMS[tokenizer]


def draft(ids: Ints, limit: int) -> list[int]:
    """At most `limit` ids guessed to follow ids (T,); empty where the last token never occurred before.

    The longest recurring suffix decides, and its latest earlier occurrence. One token alone often guesses wrong,
    so one more is guessed from it.
    """
    for size in range(min(LONGEST, len(ids) - 1), 0, -1):
        suffix = ids[-size:]
        starts = np.flatnonzero(ids[:-size] == suffix[0])
        for offset in range(1, size):
            starts = starts[ids[starts + offset] == suffix[offset]]
        if starts.size:
            follow = int(starts[-1]) + size
            return [int(i) for i in ids[follow : follow + (limit if size > 1 else min(limit, 1))]]
    return []


class Pace:
    """How many tokens to guess next: more after a guess that held, fewer after one that did not."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.tokens = min(4, limit)

    def learn(self, guessed: int, held: int) -> None:
        if guessed == 1:  # from one token, which says little of the others
            return
        if held == guessed:
            self.tokens = min(2 * self.tokens, self._limit)
        else:
            self.tokens = min(max(2, held + 1), self._limit)
