"""What the cells of a notebook are to us: steps, the cells generated from them, and which belongs to which. Pure.

A cell is anything with `cell_type`, `source`, `metadata` and perhaps `id`: a NotebookNode or plain JSON with joined
sources.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codegen_magic.journal import Line
from codegen_magic.marker import MARKER, UNFOLD, is_unchanged, read_parts, unfolded
from codegen_magic.plan import cell_steps

Cell = Mapping[str, Any]
STEP = re.compile(r"\s*%%synth(?P<line>[ \t][^\r\n]*)?(?:\r?\n(?P<body>.*)|\r?)\Z", re.DOTALL)


@dataclass(frozen=True)
class StepCell:
    """A step's cell. index: in the notebook. line: the options. body: the step as typed."""

    index: int
    cell_id: str
    line: str
    body: str

    @property
    def context(self) -> str:
        return option(self.line, "--context") or "default"

    @property
    def words(self) -> str:
        """The step on one line."""
        return " ".join(self.body.split())

    @property
    def writes(self) -> bool:
        """Whether the cell asks for code: a plan and a dry run do not."""
        return bool(self.body.strip()) and not (
            has_flag(self.line, "--plan") or has_flag(self.line, "--dry-run")
        )

    @property
    def instructions(self) -> list[str]:
        """The steps in the cell as the magic hears them: IPython ends a cell in a line end."""
        if has_flag(self.line, "--steps") or len(cell_steps(self.body)) > 1:
            return cell_steps(self.body, has_flag(self.line, "--steps"))
        return [self.body if self.body.endswith("\n") else self.body + "\n"]


def step_cells(cells: Sequence[Cell]) -> list[StepCell]:
    """The %%synth cells."""
    return [step for index, cell in enumerate(cells) for step in _step(index, cell, cell["source"])]


def all_steps(cells: Sequence[Cell], lines: Iterable[Line] = ()) -> list[StepCell]:
    """The %%synth cells, and those that were replaced by their code: the step is folded into that cell."""
    owned = owners(cells, lines)
    folded = [
        step
        for index, cell in enumerate(cells)
        if index not in owned
        for step in _step(index, cell, unfolded(cell["source"]))
    ]
    return sorted([*step_cells(cells), *folded], key=lambda step: step.index)


def _step(index: int, cell: Cell, source: str) -> list[StepCell]:
    match = STEP.match(source) if cell["cell_type"] == "code" else None
    if match is None or UNFOLD.match(source):
        return []
    return [StepCell(index, str(cell.get("id", "")), (match["line"] or "").strip(), match["body"] or "")]


def option(line: str, name: str) -> str:
    """The value of an option on a %%synth line, also where its name is cut short; "" where it is not there."""
    words = _words(line)
    value = ""
    for index, word in enumerate(words):
        given, equals, rest = word.partition("=")
        if len(given) > 2 and name.startswith(given):  # what is cut too short, the magic refuses
            value = rest if equals else (words[index + 1] if index + 1 < len(words) else "")
    return value


def has_flag(line: str, name: str) -> bool:
    """Whether an option without a value is on a %%synth line, also where its name is cut short."""
    return any(len(word) > 2 and name.startswith(word) for word in _words(line))


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


def is_generated(cell: Cell) -> bool:
    """Whether %%synth wrote this cell, edited or not."""
    return cell["cell_type"] == "code" and bool(read_parts(cell["source"]))


def is_as_generated(cell: Cell) -> bool:
    """Whether %%synth wrote this cell and nobody has changed it since."""
    return cell["cell_type"] == "code" and is_unchanged(cell["source"])


def owners(cells: Sequence[Cell], lines: Iterable[Line] = ()) -> dict[int, int]:
    """For each generated cell the %%synth cell that it belongs to, both by index.

    The step's cell id decides, from the generated cell's metadata or from the record's `lines`. Cells of which
    nothing is known belong to the step right above them if their marker has its words; where no such cell has them,
    the first one does, for then the step was changed. Cells whose metadata name a step that is gone are no changed
    step's: only its words can claim them.
    """
    steps = step_cells(cells)
    by_id = {step.cell_id: step.index for step in steps if step.cell_id}
    recorded = {_key(line): line["cell"] for line in lines if line["kind"] == "turn" and line["cell"]}
    found: dict[int, int] = {}
    for step in steps:
        unknown = []
        for index in _generated_below(cells, step):
            marker = read_parts(cells[index]["source"])[0].marker
            told = _told(cells[index])
            cell_ids = [*told, recorded.get((marker.context, marker.number, marker.hash), "")]
            owner = next((by_id[cell_id] for cell_id in cell_ids if cell_id in by_id), None)
            if owner is not None:
                found[index] = owner
            elif marker.context == step.context:
                unknown.append((index, marker.words.removesuffix("..."), any(told)))
        named = [index for index, words, _ in unknown if words and words in step.words]
        untold = [index for index, _, has_step in unknown if not has_step]
        first = [] if step.index in found.values() else untold[:1]
        found.update(dict.fromkeys(named or first, step.index))
    return found


def _generated_below(cells: Sequence[Cell], step: StepCell) -> list[int]:
    """The generated cells between a step and the next step."""
    found = []
    for index in range(step.index + 1, len(cells)):
        if _step(index, cells[index], cells[index]["source"]):
            break
        if is_generated(cells[index]):
            found.append(index)
    return found


def _key(line: Line) -> tuple[str, int, str]:
    return (line["context"], line["turn"], line["code_sha256"][:8])


def _told(cell: Cell) -> list[str]:
    """The step's cell id in the metadata of a generated cell."""
    about = cell["metadata"].get("codegen_magic", {})
    lines = about.get("record", []) if isinstance(about, Mapping) else []
    return [str(line.get("cell", "")) for line in lines if isinstance(line, Mapping)]


def remarked(edited: str, fresh: str) -> str:
    """An edited cell with the markers of the same step as it is written now: the code is the user's, the tie is new."""
    old, new = list(MARKER.finditer(edited)), [match[0] for match in MARKER.finditer(fresh)]
    if len(old) != len(new):
        return edited
    for match, line in reversed(list(zip(old, new, strict=True))):
        edited = edited[: match.start()] + line + edited[match.end() :]
    return edited
