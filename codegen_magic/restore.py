"""Where the lines of a notebook's record are found again, and the contexts that they leave.

The file beside the notebook is asked first, then the outputs of its steps, then the metadata of its generated
cells: a notebook that was sent on without its record still carries it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from codegen_magic.entry import Entry
from codegen_magic.journal import Contents, Line, read
from codegen_magic.marker import read_parts
from codegen_magic.owncode import body, plain
from codegen_magic.record import MIME, sidecar, upgraded
from codegen_magic.session import Session
from codegen_magic.turn import Completion, Identity, Prompt, Sampling, Turn, sha256

Notebook = Mapping[str, Any]
OwnCells = Mapping[str, str]  # sha256 of a cell's plain code -> the code


def record_of(path: Path, notebook: Notebook | None = None) -> Contents:
    """All lines of a notebook's record, each once. notebook: its content, where it is at hand; else the file's.

    Lines that only the notebook holds take their place by their time. Raises RecordFailed for an unreadable file.
    """
    beside = upgraded(read(sidecar(path)))
    inside = upgraded(Contents(tuple(lines_in(load(path) if notebook is None else notebook))))
    known = {line["id"] for line in beside.lines}
    extra = {line["id"]: line for line in inside.lines if line["id"] not in known}
    if not extra:
        return beside
    lines = sorted([*beside.lines, *extra.values()], key=lambda line: str(line.get("time", "")))
    return Contents(tuple(lines), beside.problems + inside.problems)


def origins(path: Path, notebook: Notebook) -> dict[str, str]:
    """Where each line was found first, by its id: "sidecar", "output" or "metadata"."""
    found = dict.fromkeys((line.get("id", "") for line in metadata_lines(notebook)), "metadata")
    found |= dict.fromkeys((line.get("id", "") for line in output_lines(notebook)), "output")
    return found | dict.fromkeys((line.get("id", "") for line in read(sidecar(path)).lines), "sidecar")


def lines_in(notebook: Notebook) -> Iterator[Line]:
    """The lines that a notebook itself holds, those of outputs first."""
    yield from output_lines(notebook)
    yield from metadata_lines(notebook)


def output_lines(notebook: Notebook) -> Iterator[Line]:
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            line = output.get("data", {}).get(MIME)
            if isinstance(line, Mapping):
                yield json.loads(json.dumps(line))


def metadata_lines(notebook: Notebook) -> Iterator[Line]:
    for cell in notebook.get("cells", []):
        about = cell.get("metadata", {}).get("codegen_magic", {})
        for line in about.get("record", []) if isinstance(about, Mapping) else []:
            if isinstance(line, Mapping):
                yield json.loads(json.dumps(line))


def load(path: Path) -> dict[str, Any]:
    """A notebook's JSON; {} where there is none to read, as in a script that is opened as a notebook."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notebook if isinstance(notebook, dict) else {}


def own_cells(notebook: Notebook) -> dict[str, str]:
    """The plain code of every code cell, by its hash: what the record says of the user's own cells."""
    transform = TransformerManager().transform_cell
    found = {}
    for cell in notebook.get("cells", []):
        if cell.get("cell_type") == "code":
            source = cell.get("source", "")
            for text in _as_own("".join(source) if isinstance(source, list) else source):
                code = plain(text, transform)
                found[sha256(code)] = code
    return found


def _as_own(source: str) -> list[str]:
    """What may have been told of a cell as the user's own: a generated one of a kernel before, or parts of it."""
    parts = [part.with_words for part in read_parts(body(source))]
    return [source, "\n\n".join(parts), *parts] if parts else [source]


@dataclass
class Restored:
    """One context as the lines leave it. lines: of its turns, by number."""

    session: Session
    lines: dict[int, Line] = field(default_factory=dict)


def restored(lines: Iterable[Line], own: OwnCells | None = None) -> dict[str, Restored]:
    """Each context, made anew by letting its events happen again. own: of `own_cells`.

    A cell that was run again replaced its own turn, in whichever kernel. Where two kernels gave one number
    to different cells, the later turn gets a new number. Steps of which only hashes are known are left out,
    as are own cells that the notebook no longer holds as they were.
    """
    contexts: dict[str, _Context] = {}
    for line in lines:
        name = line["context"]
        contexts.setdefault(name, _Context(name, own or {})).happen(line)
    return {name: Restored(context.session, context.lines) for name, context in contexts.items()}


class _Context:
    def __init__(self, name: str, own: OwnCells) -> None:
        self.session = Session(name)
        self.lines: dict[int, Line] = {}
        self._own = own
        self._numbers: dict[str, int] = {}  # of turns, by their line's id
        self._places: dict[tuple[Any, ...], int] = {}

    def happen(self, line: Line) -> None:
        kind = line["kind"]
        numbers = [self._numbers[i] for i in line.get("turns", []) if i in self._numbers]
        numbers = [number for number in numbers if self.session.get(number)]
        if kind == "turn":
            self._written(line)
        elif kind in ("ran", "failed"):
            for number in numbers:
                self._ran(number, line)
        elif kind == "own":
            if code := self._own.get(line.get("code_sha256", "")):
                self.session.ran_own(code, "".join(line["cells"]))
        elif kind == "deleted":
            self.session.take_out(numbers, line["cells"])
        elif kind == "undone":
            self.session.entries = [e for e in self.session.entries if not (e.turn and e.number in numbers)]
        elif kind == "reset":
            self.session.reset()

    def _written(self, line: Line) -> None:
        self.session.reserve(line["turn"] - 1)
        if not isinstance(line.get("code"), str) or not isinstance(line.get("instruction"), str):
            return
        place = (line["cell"], line["part"]) if line["cell"] else ("", line["turn"])
        number = self._numbers.get(line["replaces"], self._places.get(place, 0))
        known = bool(number) and self.session.get(number) is not None
        if not known:
            number = line["turn"] if self.session.next_number <= line["turn"] else self.session.next_number
        entry = _entry(line, number)
        cell = [e for e in self.session.steps if line["cell"] and e.step_cell_id == line["cell"]]
        if known:
            self.session.rewrite([number], [entry])
        elif cell:  # a list that grew
            self.session.rewrite([e.number for e in cell], [*cell, entry])
        else:
            self.session.append([entry])
        self._numbers[line["id"]] = self._places[place] = number
        self.lines[number] = line

    def _ran(self, number: int, line: Line) -> None:
        entry = self.session.get(number)
        assert entry is not None
        assert entry.turn is not None
        # of an edit in a record of hashes the code is not known
        code = line.get("code", entry.code if "code_sha256" in line else entry.turn.code)
        self.session.ran(number, code, line["kind"] == "ran", "".join(line["cells"][:1]))


def _entry(line: Line, number: int) -> Entry:
    turn = as_turn(line, number)
    return Entry(turn.code, turn, step_cell_id=line["cell"], asked=line["asked"])


def as_turn(line: Line, number: int) -> Turn:
    """The turn of a line of a full record. Its prompt has no text: none was recorded."""
    prompt, done = line["prompt"], line["completion"]
    sent = Prompt(
        "",
        (),
        str(prompt["format"]),
        tuple(prompt["dropped"]),
        str(prompt.get("grounding") or ""),
        int(prompt["dropped_cells"]),
    )
    completion = Completion(
        str(done.get("text", "")),
        tuple(int(i) for i in done.get("ids", [])),
        str(done["stop_reason"]),
        int(done["reused_tokens"]),
        float(done["prefill_seconds"]),
        float(done["decode_seconds"]),
    )
    sampling, identity = Sampling.from_json(line["sampling"]), Identity.from_json(line["identity"])
    return Turn(number, line["instruction"], line["code"], sent, completion, sampling, identity)
