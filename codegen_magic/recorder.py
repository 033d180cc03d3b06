"""What one kernel writes into its notebook's record. A record that cannot be written never fails a step."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from codegen_magic.entry import Entry
from codegen_magic.errors import RecordFailed
from codegen_magic.journal import Contents, Line, append, read
from codegen_magic.record import MIME, Origin, entry, event_line, sidecar, turn_line
from codegen_magic.restore import load, own_cells, record_of, restored
from codegen_magic.session import Session
from codegen_magic.turn import Turn, sha256
from codegen_magic.whereami import JUPYTER, cell_id, holds, notebook_path, parent_metadata

KNOWN_CELLS = 20
NO_FILE = "this kernel does not know its notebook's file: there is no record"


class Recorder:
    """The lines of a step are gathered while it is written and appended together once all of it is there."""

    def __init__(self, shell: Any) -> None:
        self.kernel = secrets.token_hex(4)
        self._shell = shell
        self._pending: list[Line] = []
        self._lines: dict[tuple[str, int], Line] = {}  # of the turns that this kernel knows
        self._early: list[Line] = []  # events from before the first step
        self._last: dict[tuple[str, int, str], tuple[str, str]] = {}  # what was recorded last of an entry
        self._notebook: Path | None = None  # as it was called last
        self._sure: Path | None = None  # the file that a cell was found in last
        self._cells: list[str] = []  # ids of the cells found in it, the latest first
        self._said: set[str] = set()

    def cell(self) -> str:
        """The id of the cell that is being executed."""
        return cell_id(parent_metadata(self._shell))

    def notebook(self) -> Path | None:
        """The notebook's file; a cell that is not saved yet is taken to be where those before it were found."""
        cell = self.cell()
        found = notebook_path(self._shell.user_ns, cell, self._cells)
        if found is not None and holds(found, cell):
            self._sure = found
            self._cells = [cell, *(known for known in self._cells if known != cell)][:KNOWN_CELLS]
        elif self._sure is not None and self._sure.is_file():
            return self._sure
        return found

    def path(self) -> Path | None:
        """The record's file; a notebook that was renamed takes it along."""
        notebook = self.notebook()
        if notebook is None:
            return None
        now = sidecar(notebook)
        started = os.environ.get(JUPYTER)
        for old in (self._notebook, Path(started) if started else None):
            if old and old != notebook and not old.exists() and notebook.is_file():
                _take_along(sidecar(old), now)
        self._notebook = notebook
        return now

    def add(
        self, turn: Turn, before: Sequence[Entry], mode: str, *, part: int = 0, **told: Any
    ) -> dict[str, Any]:
        """Take up a turn that was just written, `before` being its context; the output data that carry its line.

        part: its place among the steps of its cell.
        """
        if mode == "off":
            return {}
        context = str(told.pop("context", "default"))
        known = self._lines | {(line["context"], line["turn"]): line for line in self._pending}
        parents = [known[context, past.number] for past in before if (context, past.number) in known]
        replaced = self._lines.get((context, turn.number))
        origin = Origin(
            context=context,
            entries=() if turn.prompt.alone else tuple(map(_hash, before)),
            cell=replaced["cell"] if replaced else self.cell(),
            part=replaced["part"] if replaced else part,
            kernel=self.kernel,
            parent=parents[-1]["id"] if parents else "",
            replaces=replaced["id"] if replaced else "",
            **told,
        )
        line = turn_line(turn, origin, mode)
        self._pending.append(line)
        return {MIME: line}

    def add_again(self, line: Line, context: str, number: int, mode: str) -> dict[str, Any]:
        """Take up a turn whose line is known: a replay's. The output data that carry it."""
        if mode == "off":
            return {}
        path = self.path()
        if path is not None and all(line["id"] != other.get("id") for other in read(path).lines):
            self._pending.append(line)
        self._lines[context, number] = line
        return {MIME: line}

    def commit(self) -> None:
        """Append what was taken up."""
        lines, self._pending = self._pending, []
        early, self._early = self._early, []
        self._write(early + lines)
        for line in lines:
            self._lines[line["context"], line["turn"]] = line

    def discard(self) -> None:
        """The step failed: nothing of it is recorded."""
        self._pending = []

    def heard(self, context: str, kind: str, entries: Sequence[Entry], mode: str) -> None:
        """A context changed (see Session.on_change). What was written is taken up by `add`."""
        if kind not in ("ran", "failed", "own"):
            for past in entries:  # what runs after a change has to be told again
                self._last.pop(_key(context, past), None)
        if mode == "off" or kind == "written":
            return
        if kind in ("ran", "failed", "own"):
            lines = [line for past in entries for line in self._ran(context, kind, past, mode)]
        else:
            ids = [
                line["id"] for line in self.lines_of(context, [past.turn for past in entries if past.turn])
            ]
            cells = [past.cell_id or past.step_cell_id for past in entries] if kind == "deleted" else []
            lines = [self._event(kind, context, mode, ids, cells)] if ids or cells or kind == "reset" else []
        if self._lines:
            self._write(lines)
        else:  # a notebook without a step gets no record
            self._early += lines

    def _ran(self, context: str, kind: str, past: Entry, mode: str) -> list[Line]:
        """The event of an entry that was run, unless the record says so already."""
        key = _key(context, past)
        if self._last.get(key) == (kind, past.code):
            return []
        self._last[key] = (kind, past.code)
        written = self.lines_of(context, [past.turn] if past.turn else [])
        if past.turn and not written:
            return []
        cells = [past.cell_id] if past.cell_id else []
        same = any(line["code_sha256"] == sha256(past.code) for line in written)
        ids = [line["id"] for line in written]
        return [self._event(kind, context, mode, ids, cells, None if same else past.code)]

    def _event(
        self,
        kind: str,
        context: str,
        mode: str,
        ids: Sequence[str],
        cells: Sequence[str],
        code: str | None = None,
    ) -> Line:
        return event_line(kind, ids, cells, context=context, kernel=self.kernel, code=code, mode=mode)

    def lines_of(self, context: str, turns: Sequence[Turn]) -> list[Line]:
        """The recorded lines of turns, for the metadata of their cell."""
        return [self._lines[context, turn.number] for turn in turns if (context, turn.number) in self._lines]

    def carried(self, context: str, turns: Sequence[Turn]) -> dict[str, Any]:
        """The output data that carry the line of a step; of several, the first one's."""
        lines = self.lines_of(context, turns)
        return {MIME: lines[0]} if lines else {}

    def resume(self) -> tuple[dict[str, Session], Contents]:
        """The contexts that the notebook's record leaves, and its lines. Raises RecordFailed."""
        path = self.notebook()
        if path is None:
            raise RecordFailed(NO_FILE)
        notebook = load(path)
        contents = record_of(path, notebook)
        contexts = restored(contents.lines, own_cells(notebook))
        for name, found in contexts.items():
            self._lines.update({(name, number): line for number, line in found.lines.items()})
        return {name: found.session for name, found in contexts.items()}, contents

    def _write(self, lines: Sequence[Line]) -> None:
        try:
            path = self.path()
            if path is None:
                return
            note = append(path, lines)
        except (RecordFailed, OSError) as error:
            note = f"{error}; the step itself stands"
        if note and note not in self._said:
            self._said.add(note)
            print(f"record: {note}")


def _hash(past: Entry) -> str:
    return entry(past.turn.instruction if past.turn else "", past.code)


def _key(context: str, past: Entry) -> tuple[str, int, str]:
    """Of an entry, as long as its cell is the same."""
    return context, past.number, "" if past.turn else past.cell_id or sha256(past.code)


def _take_along(old: Path, new: Path) -> None:
    """Rename the record of a notebook that was renamed, unless there is one under the new name."""
    if old.is_file() and not new.exists():
        old.rename(new)
