"""A notebook's steps and the user's own cells, in order. No I/O, no IPython."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput
from codegen_magic.turn import Turn

OnChange = Callable[[str, Sequence[Entry]], None]
SCOPES = ("notebook", "steps")


class Session:
    """The ordered entries of one notebook (or of one named context in it).

    The list is the only state: a prompt is derived from it each time. scope "steps" leaves the user's own
    cells out of what the model is told. on_change hears of each change after it was made: "written", "own",
    "ran", "failed", "deleted", "undone" or "reset", and the entries as they are now.
    """

    def __init__(self, name: str = "default", turns: Iterable[Turn] = ()) -> None:
        self.name = name
        self.scope = SCOPES[0]
        self.on_change: OnChange | None = None
        self.entries = [Entry(turn.code, turn) for turn in turns]
        self._last_number = max((entry.number for entry in self.entries), default=0)

    @property
    def past(self) -> list[Entry]:
        """What the model is told, in order."""
        return [e for e in self.entries if e.in_context and (e.turn or self.scope == "notebook")]

    @property
    def code(self) -> str:
        """All code that the model is told."""
        return "\n".join(entry.code for entry in self.past)

    @property
    def turns(self) -> list[Turn]:
        """The turns that the model is told, with the code that counts."""
        return [entry.current for entry in self.entries if entry.turn and entry.in_context]

    @property
    def steps(self) -> list[Entry]:
        """The entries of all turns, those that failed or were deleted included."""
        return [entry for entry in self.entries if entry.turn]

    @property
    def next_number(self) -> int:
        """The number that the next turn takes. Numbers are never used twice, so markers stay unique."""
        return self._last_number + 1

    def get(self, number: int) -> Entry | None:
        return next((entry for entry in self.entries if entry.number == number and entry.turn), None)

    def at(self, number: int) -> Entry:
        """Raises BadInput if there is no such turn."""
        return self.entries[self._index(number)]

    def of_cell(self, entry: Entry) -> list[Entry]:
        """The turns of the %%synth cell that wrote this one, in order; it alone where no cell is known."""
        cell_id = entry.step_cell_id
        return [
            e
            for e in self.steps
            if e is entry or (cell_id and e.step_cell_id == cell_id and e.status != "deleted")
        ]

    def reserve(self, number: int) -> None:
        """Never give this number to a turn: a cell of an earlier kernel bears it."""
        self._last_number = max(self._last_number, number)

    # writing

    def add(self, turn: Turn, step_cell_id: str = "", asked: str = "") -> None:
        self.append([Entry(turn.code, turn, step_cell_id=step_cell_id, asked=asked)])

    def append(self, entries: Sequence[Entry]) -> None:
        """Add newly written turns."""
        for entry in entries:
            if entry.turn:
                self._check_new(entry.turn)
                self._last_number = entry.number
            self.entries.append(entry)
        self._tell("written", entries)

    def replace(self, turn: Turn) -> None:
        """Put `turn` in the place of the turn with its number."""
        old = self.entries[self._index(turn.number)]
        new = dataclasses.replace(old, code=turn.code, turn=turn, status="written", ran=False, cell_id="")
        self.rewrite([turn.number], [new])

    def rewrite(self, numbers: Sequence[int], entries: Sequence[Entry]) -> None:
        """Put newly written entries in the place of the turns `numbers`, which belong to one cell.

        An entry whose number is new takes its place behind the others; a number that is not written again is
        taken back. What comes later is stale if code changed.
        """
        for entry in entries:
            if entry.turn and entry.number not in numbers:
                self._check_new(entry.turn)
        place = self._index(numbers[0])
        before = [entry.code for entry in self.entries if entry.number in numbers]
        kept = {entry.number for entry in entries}
        gone = [e for e in self.entries if e.number in numbers and e.number not in kept]
        rest = [entry for entry in self.entries[place:] if entry.number not in numbers]
        self.entries[place:] = [*entries, *rest]
        self._last_number = max(self._last_number, *(entry.number for entry in entries))
        if before != [entry.code for entry in entries]:
            self._make_stale(place + len(entries))
        if gone:
            self._tell("undone", gone)
        self._tell("written", entries)

    def moved(self, numbers: Collection[int], step_cell_id: str) -> None:
        """The %%synth cell of these turns is another one now."""
        for index, entry in enumerate(self.entries):
            if entry.turn and entry.number in numbers:
                self.entries[index] = dataclasses.replace(entry, step_cell_id=step_cell_id)

    def undo(self, n: int = 1) -> list[Turn]:
        """Remove the last n turns, deleted ones not counted, and return them, oldest first."""
        if n < 1:
            raise BadInput(f"cannot undo {n} turns: give a number of 1 or more")
        removed = [entry for entry in self.steps if entry.status != "deleted"][-n:]
        numbers = {entry.number for entry in removed}
        self.entries = [e for e in self.entries if not (e.turn and e.number in numbers)]
        if removed:
            self._tell("undone", removed)
        return [entry.current for entry in removed]

    def reset(self) -> list[Turn]:
        """Remove everything and return the turns."""
        removed, self.entries = self.entries, []
        self._tell("reset", removed)
        return [entry.current for entry in removed if entry.turn]

    # what became of it

    def ran(self, number: int, code: str, ok: bool, cell_id: str = "") -> Entry:
        """The turn's code was run, perhaps edited: what ran is what counts."""
        index = self._index(number)
        old = self.entries[index]
        changed = code != old.code
        ran_before = old.ran and not changed
        entry = dataclasses.replace(
            old,
            code=code,
            status="ran" if ok else "failed",
            ran=ok or ran_before,
            cell_id=cell_id or old.cell_id,
        )
        self.entries[index] = entry
        if changed:
            self._make_stale(index + 1)
        self._tell(entry.status, [entry])
        return entry

    def ran_own(self, code: str, cell_id: str = "") -> Entry:
        """The user's own cell ran to its end.

        It takes the place that it had before (known by its id, or without one by its text), else the one
        behind all that has been run: turns that wait to be run come after it.
        """
        entry = Entry(code, status="ran", ran=True, cell_id=cell_id)
        index = self.own(code, cell_id)
        if index is None:
            self.entries.insert(self._behind_what_ran(), entry)
        else:
            changed = self.entries[index].code != code
            self.entries[index] = entry
            if changed:
                self._make_stale(index + 1)
        self._tell("own", [entry])
        return entry

    def own(self, code: str, cell_id: str) -> int | None:
        """Where the entry of a cell of the user's own is."""
        for index, entry in enumerate(self.entries):
            if entry.turn is None and (
                entry.cell_id == cell_id if cell_id else (not entry.cell_id and entry.code == code)
            ):
                return index
        return None

    def placed(self, numbers: Collection[int], cell_id: str) -> None:
        """The notebook's page says which cell holds these turns, before any of it runs."""
        self.entries = [
            dataclasses.replace(entry, cell_id=cell_id) if entry.turn and entry.number in numbers else entry
            for entry in self.entries
        ]

    def delete(self, cell_ids: Collection[str]) -> list[Entry]:
        """The notebook no longer has these cells. Returns the entries that leave the context.

        A step whose %%synth cell is gone stays if its code has run: the code's own cell counts.
        """

        def is_gone(entry: Entry) -> bool:
            waits = entry.turn is not None and not entry.ran and not entry.cell_id
            return (entry.step_cell_id if waits else entry.cell_id) in cell_ids

        return self._take_out(is_gone)

    def take_out(self, numbers: Collection[int], cell_ids: Collection[str]) -> list[Entry]:
        """These turns, and the user's own cells of these ids, are no longer in the notebook."""
        return self._take_out(lambda e: e.number in numbers if e.turn else e.cell_id in cell_ids)

    def vacate(self, cell_id: str, keep: Collection[int] = (), own: bool = True) -> list[Entry]:
        """The cell now holds something else: its code leaves, but for the turns `keep` (own: the user's too)."""

        def is_gone(entry: Entry) -> bool:
            held = own if entry.turn is None else entry.number not in keep
            return held and entry.cell_id == cell_id

        return self._take_out(is_gone) if cell_id else []

    # copies

    def fork(self, name: str) -> Session:
        """A session of another name with the same entries so far."""
        return self._copy(name, self.entries, self._last_number)

    def before(self, number: int) -> Session:
        """A session as it was before the turn `number`, which is its next one."""
        return self._copy(self.name, self.entries[: self._index(number)], number - 1)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "last_number": self._last_number,
            "entries": [entry.to_json() for entry in self.entries],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Session:
        session = cls(data["name"])
        session.entries = [Entry.from_json(entry) for entry in data["entries"]]
        session._last_number = data["last_number"]
        return session

    def _copy(self, name: str, entries: Sequence[Entry], last_number: int) -> Session:
        other = Session(name)
        other.scope = self.scope
        other.entries = list(entries)
        other._last_number = last_number
        return other

    def _check_new(self, turn: Turn) -> None:
        if turn.number <= self._last_number:
            raise BadInput(
                f"turn {turn.number} is already in context {self.name!r}; the next is {self.next_number}"
            )

    def _take_out(self, is_gone: Callable[[Entry], bool]) -> list[Entry]:
        gone = []
        for index, entry in enumerate(self.entries):
            if entry.status != "deleted" and is_gone(entry):
                self.entries[index] = dataclasses.replace(entry, status="deleted")
                gone.append(self.entries[index])
                if entry.in_context:
                    self._make_stale(index + 1)
        if gone:
            self._tell("deleted", gone)
        return gone

    def _make_stale(self, start: int) -> None:
        for index in range(start, len(self.entries)):
            entry = self.entries[index]
            if entry.turn and entry.status in ("written", "ran"):
                self.entries[index] = dataclasses.replace(entry, status="stale")

    def _behind_what_ran(self) -> int:
        last = max((i for i, entry in enumerate(self.entries) if not self._waits(entry)), default=-1)
        return last + 1

    @staticmethod
    def _waits(entry: Entry) -> bool:
        return entry.turn is not None and not entry.ran and entry.status in ("written", "stale")

    def _index(self, number: int) -> int:
        for index, entry in enumerate(self.entries):
            if entry.turn and entry.number == number:
                return index
        raise BadInput(f"context {self.name!r} has no turn {number}")

    def _tell(self, kind: str, entries: Sequence[Entry]) -> None:
        if self.on_change is not None:
            self.on_change(kind, entries)
