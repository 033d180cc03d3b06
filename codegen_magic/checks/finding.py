"""What a check says of a piece of code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from codegen_magic.turn import Value


@dataclass(frozen=True)
class Finding(Value):
    """One thing that will not work, and what to write instead where that is clear.

    kind: "syntax", "name", "attribute", "column", "call" or "result" (not stored, or something else than asked for).
    line counts from 1.
    """

    kind: str
    line: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return f"line {self.line}: {self.message}{hint}"


def closest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or ""; case counts less than letters."""
    candidates = {candidate.lower(): candidate for candidate in known if type(candidate) is str}
    found = difflib.get_close_matches(name.lower(), list(candidates)[:5000], n=1, cutoff=0.6)
    return candidates[found[0]] if found else ""


def words(text: str) -> frozenset[str]:
    """A set of words, written as a text."""
    return frozenset(text.split())
