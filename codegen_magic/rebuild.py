"""What went into a recorded step's prompt, out of the record's lines and the notebook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput
from codegen_magic.journal import Line
from codegen_magic.record import entry
from codegen_magic.restore import as_turn
from codegen_magic.session import Session
from codegen_magic.turn import Turn


def known_entries(lines: Sequence[Line], own: Mapping[str, str]) -> dict[str, Entry]:
    """What can be part of a prompt, by its hash (see record.entry)."""
    known = {entry("", code): Entry(code) for code in own.values()}
    turns: dict[str, Turn] = {}
    for line in lines:
        if line["kind"] == "turn" and "code" in line:
            turn = turns[line["id"]] = as_turn(line, line["turn"])
            known[entry(turn.instruction, turn.code)] = Entry(turn.code, turn)
        elif "code" in line:
            for turn in [turns[i] for i in line["turns"] if i in turns]:
                known[entry(turn.instruction, line["code"])] = Entry(line["code"], turn)
    return known


def require_all(line: Line, entries: Mapping[str, Entry]) -> None:
    """Raises BadInput, saying why, where the record does not hold what went into the prompt."""
    prompt = line["prompt"]
    if "instruction" not in line:
        raise BadInput("the record holds hashes only")
    if line["filled"]:
        raise BadInput("values were filled into the step, and the record holds none")
    if line["repaired"]:
        raise BadInput("it was written with a failing answer and its error in view, which are not recorded")
    if prompt["grounding_sha256"] and prompt["grounding"] is None:
        raise BadInput(
            "values, or steps of other notebooks, were told to the model, and the record holds none of them"
        )
    if any(one not in entries for one in prompt["entries"]):
        raise BadInput("it was written after code that neither the record nor the notebook holds any more")


def past_of(line: Line, entries: Mapping[str, Entry]) -> Session:
    """The context in which a step was written."""
    session = Session(line["context"])
    session.entries = [entries[one] for one in line["prompt"]["entries"]]
    session.reserve(line["turn"] - 1)
    return session
