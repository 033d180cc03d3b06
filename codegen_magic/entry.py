"""One entry of a notebook's context: a step with its turn, or a cell that the user wrote."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from codegen_magic.turn import Turn, Value


@dataclass(frozen=True)
class Entry(Value):
    """turn: as the model wrote it, never changed; None for the user's own code.

    code: what counts, as it was run last, or as it was written.
    status: "written" (not run yet), "ran", "failed", "stale" (something before it changed since it was written
    or run), "deleted" (its cell is gone from the notebook).
    ran: this very code ran to its end at least once.
    cell_id: of the cell that holds the code, step_cell_id: of its %%synth cell; "" where not known.
    asked: a hash of all that went into writing it; typed: its %%synth cell as it was typed; "" where not known.
    filled: the step as typed, where values were filled into it.
    """

    code: str
    turn: Turn | None = None
    status: str = "written"
    ran: bool = False
    cell_id: str = ""
    step_cell_id: str = ""
    asked: str = ""
    typed: str = ""
    filled: str = ""

    @classmethod
    def _nested(cls) -> dict[str, type[Value]]:
        return {"turn": Turn}

    @property
    def number(self) -> int:
        """The turn's; 0 for the user's own code."""
        return self.turn.number if self.turn else 0

    @property
    def edited(self) -> bool:
        """Whether the user ran other code than the model wrote."""
        return self.turn is not None and self.code != self.turn.code

    @property
    def in_context(self) -> bool:
        """Whether the model is told of it.

        Code that never ran to its end is not: what it would have made is not in the kernel, and a small
        model copies what it reads, mistakes included. Code that ran once and fails when run again stays.
        """
        return self.status != "deleted" and (self.status != "failed" or self.ran)

    @property
    def current(self) -> Turn:
        """The turn with the code that counts. Only for steps."""
        assert self.turn is not None
        return dataclasses.replace(self.turn, code=self.code) if self.edited else self.turn
