"""A notebook's record: `<notebook>.synth.jsonl` beside it, one line a turn and one for each later event.

Lines are only added, never changed, so what the notebook holds is derived from them (restore.py). A line of kind
"turn" tells what was asked, what went into the prompt, who answered what, and the code; "ran" and "failed" tell
what became of it, and the code that was run where it was edited; "own" that a cell of the user's was run, by its
hash; "undone", "deleted" and "reset" what left the context. A line never holds a prompt's text or a value of the
user's data: prompts are told by their hashes, and a context by the hashes of its entries, which the lines
before it or the notebook hold. With mode "hashes" there are no words and no code either.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from codegen_magic import __version__
from codegen_magic.journal import Contents, Line
from codegen_magic.turn import Turn, sha256

SCHEMA = 2
MODES = ("full", "hashes", "off")
MIME = "application/vnd.codegen_magic.turn+json"
SUFFIX = ".synth.jsonl"
ERROR_LINE = "# last error:"  # a grounding that holds one may quote the user's data

TURN_FIELDS: dict[str, type] = {
    "turn": int, "cell": str, "part": int, "parent": str, "replaces": str, "step_sha256": str, "code_sha256": str,
    "prompt": dict, "identity": dict, "sampling": dict, "completion": dict, "versions": dict,
    "asked": str, "filled": bool, "repaired": bool, "checks": dict,
}  # fmt: skip
PROMPT_FIELDS: dict[str, type] = {
    "format": str, "entries": list, "dropped": list, "dropped_cells": int, "text_sha256": str, "ids_sha256": str,
    "grounding_sha256": str,
}  # fmt: skip
COMPLETION_FIELDS: dict[str, Any] = {
    "stop_reason": str, "reused_tokens": int, "prefill_seconds": int | float, "decode_seconds": int | float,
    "text_sha256": str, "ids_sha256": str,
}  # fmt: skip


def _to_2(line: Line) -> Line:
    """2 knows the cells of an event, the user's own cells in a prompt, what was asked, and where the code went."""
    if line["kind"] != "turn":
        return line | {"cells": []}
    return line | {"asked": "", "to": "insert", "prompt": line["prompt"] | {"dropped_cells": 0}}


# From a schema number to the function that makes a line of the next one.
MIGRATIONS: dict[int, Callable[[Line], Line]] = {1: _to_2}


@dataclass(frozen=True)
class Origin:
    """What a line tells of its step besides the turn.

    entries: of `entry` for each entry of the context. asked: a hash of all that went in (see Entry).
    to: where the code went. filled: the step as typed, where values were filled in. header: of the prompt,
    where the user set one. repaired: a failing answer and its error were part of the prompt.
    parent, replaces: ids of lines. part: of a cell that holds several steps, from 0.
    """

    context: str = "default"
    entries: tuple[str, ...] = ()
    cell: str = ""
    part: int = 0
    kernel: str = ""
    parent: str = ""
    replaces: str = ""
    asked: str = ""
    to: str = "insert"
    filled: str | None = None
    header: str | None = None
    repaired: bool = False
    help: Mapping[str, Any] | None = None
    checks: Mapping[str, Any] | None = None


def sidecar(notebook: Path) -> Path:
    """Where a notebook's record lies: `analysis.synth.jsonl` for `analysis.ipynb` and its paired `analysis.py`."""
    return notebook.with_name(notebook.stem + SUFFIX)


def entry(instruction: str, code: str) -> str:
    """16 hex digits that stand for one entry of a context. The user's own cells have no instruction."""
    return sha256(f"{instruction}\0{code}")[:16]


def hash_ids(ids: Iterable[int]) -> str:
    """Hex SHA-256 of token ids."""
    return hashlib.sha256(np.array(list(ids), "<i8").tobytes()).hexdigest()


def line_id(line: Line) -> str:
    """16 hex digits of a line's own content: a line that was changed by hand no longer has its id."""
    content = {key: value for key, value in line.items() if key != "id"}
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")))[:16]


def turn_line(turn: Turn, origin: Origin, mode: str = "full") -> Line:
    """The line of a turn that was just written. mode: "full" or "hashes"."""
    prompt, done = turn.prompt, turn.completion
    help = dict(origin.help or {})
    help.pop("learned", None)  # a path of this machine
    # values, and code of the user's other notebooks, are told by their hash
    tells_values = bool(help.get("sample") or help.get("examples")) or ERROR_LINE in prompt.grounding
    line: Line = {
        **_head("turn", origin.kernel, origin.context),
        "parent": origin.parent,
        "replaces": origin.replaces,
        "turn": turn.number,
        "cell": origin.cell,
        "part": origin.part,
        "asked": origin.asked,
        "to": origin.to,
        "step_sha256": sha256(turn.instruction),
        "prompt": {
            "format": prompt.format,
            "text_sha256": sha256(prompt.text),
            "ids_sha256": hash_ids(prompt.ids),
            "tokens": len(prompt.ids),
            "entries": list(origin.entries),
            "dropped": list(prompt.dropped),
            "dropped_cells": prompt.dropped_cells,
            "grounding_sha256": sha256(prompt.grounding) if prompt.grounding else "",
        },
        "filled": origin.filled is not None,
        "repaired": origin.repaired,
        "identity": turn.identity.to_json(),
        "sampling": turn.sampling.to_json(),
        "help": help,
        "checks": dict(origin.checks or {}),
        "completion": {
            "ids_sha256": hash_ids(done.ids),
            "text_sha256": sha256(done.text),
            "tokens": len(done.ids),
            "cached": done.cached,
            "stop_reason": done.stop_reason,
            "reused_tokens": done.reused_tokens,
            "prefill_seconds": round(done.prefill_seconds, 4),
            "decode_seconds": round(done.decode_seconds, 4),
        },
        "code_sha256": sha256(turn.code),
        "versions": versions(),
    }
    if mode == "full":
        line["instruction"] = turn.instruction if origin.filled is None else origin.filled
        line["code"] = turn.code
        line["completion"] |= {"text": done.text, "ids": list(done.ids)}
        line["prompt"]["header"] = origin.header
        line["prompt"]["grounding"] = None if tells_values else prompt.grounding
    return line | {"id": line_id(line)}


def event_line(
    kind: str,
    ids: Sequence[str] = (),
    cells: Sequence[str] = (),
    *,
    context: str = "default",
    kernel: str = "",
    code: str | None = None,
    mode: str = "full",
) -> Line:
    """What happened: "ran", "failed", "own", "undone", "deleted" or "reset". ids: of the lines of the turns.

    cells: ids of cells that hold code. code: what was run, where it is not what was written; of the user's
    own cells the hash alone is kept.
    """
    line: Line = {**_head(kind, kernel, context), "turns": list(ids), "cells": list(cells)}
    if code is not None:
        line["code_sha256"] = sha256(code)
        if mode == "full" and kind != "own":
            line["code"] = code
    return line | {"id": line_id(line)}


def _head(kind: str, kernel: str, context: str) -> Line:
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {"schema": SCHEMA, "kind": kind, "time": time, "kernel": kernel, "context": context}


def versions() -> dict[str, str]:
    """What decides a result besides the model's runtime, which its identity names."""
    return {
        "codegen_magic": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "platform": f"{platform.system()} {platform.machine()}",
    }


def upgraded(contents: Contents) -> Contents:
    """The lines in today's schema. Lines that cannot be used are left out, and named with the other problems."""
    lines: list[Line] = []
    newer = foreign = changed = 0
    for line in contents.lines:
        schema = line.get("schema")
        if type(schema) is int and schema > SCHEMA:
            newer += 1
            continue
        today = _todays(line)
        if today is None:
            foreign += 1
            continue
        lines.append(today)
        changed += line_id(line) != line["id"]
    problems = [*contents.problems]
    if newer:
        problems.append(f"{_lines(newer)} of a newer codegen_magic: update it to read them")
    if foreign:
        problems.append(f"{_lines(foreign)} not of a record and left out")
    if changed:
        problems.append(f"{_lines(changed)} changed since it was written: the hash does not fit")
    return Contents(tuple(lines), tuple(problems))


def _todays(line: Line) -> Line | None:
    """The line migrated; None where it lacks what is read of it, or its code is not the code it was."""
    try:
        line = migrate(line)
    except (KeyError, TypeError):
        return None
    if not _has_shape(line) or ("code" in line and sha256(str(line["code"])) != line.get("code_sha256")):
        return None
    return line


def _lines(count: int) -> str:
    return "1 line is" if count == 1 else f"{count} lines are"


def _has_shape(line: Line) -> bool:
    """Whether it has the fields that are read without a look; lines come from files that anyone may edit."""
    is_turn = line.get("kind") == "turn"
    fields: dict[str, type] = {"id": str, "kind": str, "context": str}
    fields |= TURN_FIELDS if is_turn else {"turns": list, "cells": list}
    if not _has(line, fields):
        return False
    return not is_turn or (
        _has(line["prompt"], PROMPT_FIELDS) and _has(line["completion"], COMPLETION_FIELDS)
    )


def _has(table: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    return all(isinstance(table.get(name), kind) for name, kind in fields.items())


def migrate(line: Line) -> Line:
    """A line of an older schema as today's would be. Its id stays: other lines name it."""
    while line["schema"] < SCHEMA:
        line = MIGRATIONS[line["schema"]](line) | {"schema": line["schema"] + 1}
    return line
