"""`codegen-magic diff a.ipynb b.ipynb`: which steps, code or provenance differ. Exit status 1 where any does."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from codegen_magic.cells import all_steps, is_generated, owners
from codegen_magic.errors import CodegenMagicError, NoCode
from codegen_magic.journal import Contents, Line
from codegen_magic.marker import read_marker
from codegen_magic.nbfiles import read_notebook
from codegen_magic.oneline import shorten
from codegen_magic.recorded import Recorded
from codegen_magic.restore import record_of
from codegen_magic.turn import Value

SAME, DIFFERS, CANNOT = 0, 1, 2  # exit statuses


@dataclass(frozen=True)
class Difference(Value):
    """One step. kind: "only in a", "only in b", "words", "code", "provenance". lines: what is told of it."""

    kind: str
    step: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Step:
    context: str
    words: str
    code: str
    line: Line | None

    @property
    def name(self) -> str:
        return shorten(self.words, 80)


def compare(a: NotebookNode, b: NotebookNode, of_a: Contents, of_b: Contents) -> list[Difference]:
    """The differences in the order of the notebooks. of_a, of_b: their records."""
    steps_a, steps_b = _steps(a, of_a), _steps(b, of_b)
    keys = [[(step.context, step.words) for step in steps] for steps in (steps_a, steps_b)]
    found: list[Difference] = []
    matcher = difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "replace" and j - i == m - k:  # the same steps in other words
            for old, new in zip(steps_a[i:j], steps_b[k:m], strict=True):
                found.append(Difference("words", old.name, (f"- {old.words}", f"+ {new.words}")))
                found += _inside(old, new)
        elif tag == "equal":
            for old, new in zip(steps_a[i:j], steps_b[k:m], strict=True):
                found += _inside(old, new)
        else:
            found += [Difference("only in a", step.name) for step in steps_a[i:j]]
            found += [Difference("only in b", step.name) for step in steps_b[k:m]]
    return found


def _steps(notebook: NotebookNode, contents: Contents) -> list[_Step]:
    owned = owners(notebook.cells, contents.lines)
    recorded = Recorded(contents.lines)
    steps = []
    for step in all_steps(notebook.cells, contents.lines):
        own = [step.index] if is_generated(notebook.cells[step.index]) else []
        cells = [notebook.cells[index] for index in own or sorted(i for i in owned if owned[i] == step.index)]
        lines, codes = [], []
        for part, instruction in enumerate(step.instructions if step.writes else []):
            try:
                found = recorded.find(step.context, instruction, step.cell_id, part)
            except NoCode:
                continue
            lines.append(found.line)
            codes.append(found.turn.code)
        if cells:
            codes = [read_marker(cell.source)[1] for cell in cells]
        steps.append(_Step(step.context, step.words, "\n\n".join(codes), lines[0] if lines else None))
    return steps


def _inside(old: _Step, new: _Step) -> list[Difference]:
    found = []
    if old.code != new.code:
        told = difflib.unified_diff(old.code.splitlines(), new.code.splitlines(), "a", "b", lineterm="", n=2)
        found.append(Difference("code", old.name, tuple(list(told)[2:])))
    before, after = _provenance(old.line), _provenance(new.line)
    changed = [key for key in (before | after) if before.get(key) != after.get(key)]
    if changed:
        none = "not recorded"
        told_lines = tuple(f"{key}: {before.get(key, none)} | {after.get(key, none)}" for key in changed)
        found.append(Difference("provenance", old.name, told_lines))
    return found


def _provenance(line: Line | None) -> dict[str, Any]:
    """What wrote a step, and from what; {} where no record tells."""
    if line is None:
        return {}
    told: dict[str, Any] = {**line["identity"], **line["sampling"], **line["versions"]}
    told["prompt"] = line["prompt"]["text_sha256"][:12]
    told["prompt tokens"] = line["prompt"]["ids_sha256"][:12]
    return {
        key.replace("_sha256", ""): value[:12] if key.endswith("sha256") else value
        for key, value in told.items()
    }


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="codegen-magic diff",
        description="Compare the steps of two notebooks: their words, their code, and what wrote it.",
        epilog="exit status: 0 no difference, 1 some, 2 a notebook cannot be read",
    )
    parser.add_argument("a", type=Path)
    parser.add_argument("b", type=Path)
    parser.add_argument("--json", action="store_true", help="print the differences as JSON")
    args = parser.parse_args(argv)
    try:
        a, b = read_notebook(args.a), read_notebook(args.b)
        found = compare(a, b, record_of(args.a, a), record_of(args.b, b))
    except CodegenMagicError as error:
        print(f"codegen-magic diff: {error}", file=sys.stderr)
        return CANNOT
    if args.json:
        print(json.dumps([difference.to_json() for difference in found], indent=2))
    else:
        for difference in found:
            print(f"{difference.kind}: {difference.step}")
            print("".join(f"    {line}\n" for line in difference.lines), end="")
    return DIFFERS if found else SAME
