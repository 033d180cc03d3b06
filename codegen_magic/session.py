"""A notebook's turns, in order. No I/O, no IPython."""

from __future__ import annotations

from codegen_magic.errors import BadInput
from codegen_magic.turn import Turn


class Session:
    """The ordered turns of one notebook (or of one named context in it).

    The list of turns is the only state: a prompt is derived from it each time.
    """

    def __init__(self, name: str = "default", turns: list[Turn] | None = None) -> None:
        self.name = name
        self.turns: list[Turn] = list(turns or [])
        self._last_number = max((turn.number for turn in self.turns), default=0)

    @property
    def next_number(self) -> int:
        """The number that the next turn takes. Numbers are never used twice, so markers stay unique."""
        return self._last_number + 1

    def add(self, turn: Turn) -> None:
        if turn.number <= self._last_number:
            raise BadInput(
                f"turn {turn.number} is already in context {self.name!r}; the next is {self.next_number}"
            )
        self._last_number = turn.number
        self.turns.append(turn)

    def replace(self, turn: Turn) -> None:
        """Put `turn` in the place of the turn with its number."""
        self.turns[self._index(turn.number)] = turn

    def undo(self, n: int = 1) -> list[Turn]:
        """Remove the last n turns and return them, oldest first."""
        if n < 1:
            raise BadInput(f"cannot undo {n} turns: give a number of 1 or more")
        removed = self.turns[-n:]
        del self.turns[-n:]
        return removed

    def reset(self) -> list[Turn]:
        """Remove all turns and return them."""
        removed, self.turns = self.turns, []
        return removed

    def fork(self, name: str) -> Session:
        """A session of another name with the same turns so far."""
        other = Session(name, self.turns)
        other._last_number = self._last_number
        return other

    def _index(self, number: int) -> int:
        for index, turn in enumerate(self.turns):
            if turn.number == number:
                return index
        raise BadInput(f"context {self.name!r} has no turn {number}")
