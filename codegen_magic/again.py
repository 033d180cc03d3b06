"""A %%synth cell that runs again: which turns are its own, and what becomes of them. Pure."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass

from codegen_magic.assist import Help
from codegen_magic.entry import Entry
from codegen_magic.session import Session
from codegen_magic.turn import Identity, Prompt, Sampling, sha256


def earlier(session: Session, cell_id: str, steps: Sequence[str]) -> list[Entry]:
    """The turns that this cell wrote when it ran before.

    Where the front end sends no ids: the last turns, if they have the same words and never ran. The same words
    after code that ran are a new step ("drop the first row", twice): a turn that ran is never taken away.
    """
    if cell_id:
        return [entry for entry in session.steps if entry.step_cell_id == cell_id]
    last = session.entries[-len(steps) :]
    same = [entry.turn.instruction for entry in last if entry.turn] == list(steps)
    return last if same and not any(entry.ran or entry.status == "deleted" for entry in last) else []


def asked(prompt: Prompt, sampling: Sampling, identity: Identity, help: Help) -> str:
    """A hash of what a step was asked: while it is the same, the step need not be written again.

    What the kernel holds is not in it: the step's own code changes that when it is run.
    """
    words = prompt.text
    if prompt.grounding:
        before, _, after = words.rpartition(prompt.grounding)
        words = before + after
    parts = [words, prompt.format, sampling.to_json(), identity.to_json(), help.to_json()]
    return sha256(json.dumps(parts, sort_keys=True))


@dataclass(frozen=True)
class Outcome:
    """What a cell's run came to. entries: its turns as they are now; put: its code has to go into the notebook."""

    entries: list[Entry]
    put: bool
    message: str = ""


def outcome(new: Sequence[Entry], old: Sequence[Entry], *, force: bool = False, page: str = "") -> Outcome:
    """Compare what was written with what the cell wrote before; an entry that was not written again is the old one.

    Code that is the same as the notebook's is not put there again, unless `force`. page: what the page has of
    it, where that is known ("none", "own", "edited"): it replaces its own cell in place.
    """
    if not old:
        return Outcome(list(new), True)
    name = _name(new)
    unchanged = len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))
    gone = any(entry.status == "deleted" for entry in old) or page == "none"
    same = [entry.code for entry in new] == [entry.code for entry in old]
    if same and not gone and not force:
        kept = [_settled(entry, before) for entry, before in zip(new, old, strict=True)]
        edit = ", with your edit" if any(entry.edited for entry in kept) else ""
        if unchanged:
            told = f"nothing that went into {name} has changed{edit}: %%synth --new writes it again"
        else:
            told = f"{name} was written again, and the code is the same"
        return Outcome(kept, False, told)
    fresh = [dataclasses.replace(entry, status="written", ran=False, cell_id="") for entry in new]
    if gone:
        told = f"nothing that went into {name} has changed: its code is put back" if unchanged else ""
    elif page:
        told = ""
    else:
        told = f"{name} was written again: the older cell of it is superseded, delete it"
    return Outcome(fresh, True, told)


def _settled(entry: Entry, before: Entry) -> Entry:
    """An entry whose cell stays as it is; it is no longer stale."""
    status = before.status if before.status != "stale" else ("ran" if before.ran else "written")
    return dataclasses.replace(entry, status=status, ran=before.ran, cell_id=before.cell_id)


def _name(entries: Sequence[Entry]) -> str:
    numbers = [str(entry.number) for entry in entries]
    return f"step {numbers[0]}" if len(numbers) == 1 else f"steps {', '.join(numbers)}"
