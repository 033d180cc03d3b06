"""The context follows the notebook: what a cell's request says, and what became of each cell that ran.

Hooks around every cell, registered by the magic. Cells that run inside another one (--to run, %rerun) and
silent ones are passed over: the front end sends neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from codegen_magic.entry import Entry
from codegen_magic.marker import UNFOLD, Part, hash_of, read_parts
from codegen_magic.oneline import one_line
from codegen_magic.options import KEYS
from codegen_magic.owncode import IGNORE, body, is_ignored, plain
from codegen_magic.request import Request, read_request
from codegen_magic.session import Session
from codegen_magic.workspace import Workspace


def before_cell(space: Workspace, info: Any) -> None:
    """pre_run_cell: who asks, and which cells the notebook has lost since."""
    if not _counts(info):
        return
    space.request = read_request(space.shell, info)
    for session in space.sessions.values():
        session.delete(space.request.deleted)
        if _is_step(info.raw_cell) and not UNFOLD.match(info.raw_cell):
            session.vacate(space.request.cell_id)


def after_cell(space: Workspace, result: Any) -> None:
    """post_run_cell: the code that ran is the code that counts."""
    info: Any = getattr(result, "info", None)
    _remember_error(space, result)
    if not _counts(info):
        return
    request, space.request = space.request, Request()
    source = info.raw_cell or ""
    if _is_step(source):
        return
    if is_ignored(source) or IGNORE in request.tags:
        for session in space.sessions.values():
            session.vacate(request.cell_id)
        return
    _follow(space, _Run(source, request.cell_id, bool(result.success), _failed_line(space.shell, result)))


@dataclass(frozen=True)
class _Run:
    """One execution. failed_line: of the source, where the error arose; 0 where it is not known."""

    source: str
    cell_id: str
    ok: bool
    failed_line: int = 0


def _follow(space: Workspace, run: _Run) -> None:
    own: list[str] = []  # code that belongs to no turn
    known: dict[str, set[int]] = {}  # turns of this cell, by context
    parts = read_parts(body(run.source))
    for index, part in enumerate(parts):
        session = space.session(part.marker.context)
        entry = _step_of(session, part, run.cell_id)
        if entry is None:
            session.reserve(part.marker.number)
            own.append(part.with_words)
            continue
        known.setdefault(session.name, set()).add(entry.number)
        outcome = _outcome(parts, index, run)
        if outcome is not None:
            _ran(session, entry, part, outcome, run.cell_id)
    source = "\n\n".join(own) if parts else run.source
    text = plain(source, space.shell.transform_cell)
    for session in space.sessions.values():
        session.vacate(run.cell_id, known.get(session.name, set()), own=run.ok and not text)
    if text and run.ok:
        holders = [s for s in space.sessions.values() if s.own(text, run.cell_id) is not None]
        for session in holders or [space.session(space.latest)]:
            session.ran_own(text, run.cell_id)


def _ran(session: Session, entry: Entry, part: Part, ok: bool, cell_id: str) -> None:
    current = part.marker.hash in _hashes(entry)
    if not current:
        print(
            f"step {entry.number} was written again since this cell was generated: "
            "what you ran here is what counts now"
        )
    code = entry.code if part.code == entry.code.strip("\n") else part.code
    session.ran(entry.number, code, ok, cell_id if current else "")


def _step_of(session: Session, part: Part, cell_id: str) -> Entry | None:
    """The turn that a marked part belongs to; None if it is the user's own code.

    It is the user's own if the context has no such step (a notebook of an earlier kernel, a step that was
    taken back), and if it is an edited copy of a cell that is still in the notebook.
    """
    entry = session.get(part.marker.number)
    if entry is None or not _is_of(entry, part, session.name):  # another kernel's number: the content decides
        same = (e for e in session.steps if _is_copy(e, part, session.name))
        entry = next(same, None)
    if entry is None:
        return None
    if not cell_id or entry.cell_id == cell_id:
        return entry
    if session.own("", cell_id) is not None:
        return None
    elsewhere = entry.cell_id and entry.status != "deleted"
    if elsewhere and part.marker.hash in _hashes(entry) and not part.unchanged:
        return None
    return entry


def _is_of(entry: Entry, part: Part, context: str) -> bool:
    """Whether a marker of this number is that of the turn, and not of an earlier kernel's."""
    assert entry.turn is not None
    return part.says(entry.turn, context) or part.marker.hash in _hashes(entry)


def _is_copy(entry: Entry, part: Part, context: str) -> bool:
    assert entry.turn is not None
    return part.says(entry.turn, context) and part.marker.hash in _hashes(entry)


def _hashes(entry: Entry) -> set[str]:
    """Of the code as it was written and as it is."""
    return {hash_of(entry.code), hash_of(entry.turn.code if entry.turn else "")}


def _outcome(parts: list[Part], index: int, run: _Run) -> bool | None:
    """Whether a part of the cell ran to its end; None if the cell failed before it."""
    if run.ok:
        return True
    if not run.failed_line or len(parts) == 1:
        return False
    end = parts[index + 1].line if index + 1 < len(parts) else run.failed_line + 1
    if run.failed_line >= end:
        return True
    return False if index == 0 or run.failed_line >= parts[index].line else None


def _is_step(source: str | None) -> bool:
    return (source or "").lstrip().startswith("%%synth")


def _counts(info: Any) -> bool:
    return bool(getattr(info, "store_history", False)) and not getattr(info, "silent", False)


def _remember_error(space: Workspace, result: Any) -> None:
    """The last executed cell's source and error, or that there was none.

    %synth lines leave it as it is, and so does what a front end runs for itself, unless it fails.
    """
    source = getattr(getattr(result, "info", None), "raw_cell", "") or ""
    if source.lstrip().startswith(KEYS):
        return
    error = getattr(result, "error_in_exec", None) or getattr(result, "error_before_exec", None)
    if error is None:
        within = space.request != Request()  # a cell that another one runs
        if within or _counts(getattr(result, "info", None)):
            space.failed = ("", "")
        return
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # an exception class of the user's own
        text = type(error).__name__
    space.failed = (source, one_line(text)[:300])


def _failed_line(shell: InteractiveShell, result: Any) -> int:
    """The cell's line in which the error arose; 0 if it is not known."""
    source = getattr(result.info, "raw_cell", "") or ""
    trace = getattr(getattr(result, "error_in_exec", None), "__traceback__", None)
    if source.startswith("%%"):  # the body is compiled apart, and its lines are counted anew
        return 0
    while trace is not None:
        if trace.tb_frame.f_globals is shell.user_ns:
            empty = len(source) - len(source.lstrip("\n"))  # IPython takes empty lines at the top off
            return int(trace.tb_lineno) + empty
        trace = trace.tb_next
    return 0
