"""`codegen-magic replay nb.ipynb -o out.ipynb`: the notebook's code out of its record, with no model.

Each step's generated cell is put in place with the recorded code, byte for byte; nothing is run. Exit status: 0 where
every step has its code, 1 where a generated cell holds edits that the record does not know (they are kept),
2 where the record lacks a step or cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from codegen_magic.cells import StepCell, is_as_generated, owners, step_cells
from codegen_magic.errors import CodegenMagicError, NoCode
from codegen_magic.journal import Contents
from codegen_magic.marker import cell_source, read_parts
from codegen_magic.materialize import place
from codegen_magic.nbfiles import read_notebook, write_notebook
from codegen_magic.oneline import shorten
from codegen_magic.record import entry
from codegen_magic.recorded import Found, Recorded
from codegen_magic.restore import origins, own_cells, record_of
from codegen_magic.turn import Value

EQUAL, DIFFERS, CANNOT = 0, 1, 2  # exit statuses


@dataclass(frozen=True)
class StepReport(Value):
    """What became of one %%synth cell. cell: its place in the notebook as it was, counted from 1.

    status: "placed" (its code was put in), "same" (the code was there), "edited" (the notebook holds edits that the
    record does not know), "other" (other generated code, left as it is), "shown" (the step inserts no cell), "deleted"
    (the user deleted its code, left out where asked for), "missing".
    source: where the record was.
    """

    cell: int
    words: str
    status: str
    source: str = ""
    note: str = ""


def replay(
    notebook: NotebookNode,
    contents: Contents,
    found_in: dict[str, str] | None = None,
    only_missing: bool = False,
) -> list[StepReport]:
    """Put the recorded code into a notebook, in place. found_in: of `restore.origins`.

    only_missing: leave generated cells as they are, and deleted ones out.
    """
    recorded = Recorded(contents.lines)
    known = _entries(contents, own_cells(notebook))
    lines = {line["id"] for line in contents.lines}
    reports = []
    for number, step in enumerate(step_cells(notebook.cells)):
        at = step.index + 1
        step = step_cells(notebook.cells)[number]  # cells were put in above
        if not step.writes:
            continue
        try:
            found = [
                recorded.find(step.context, instruction, step.cell_id, part)
                for part, instruction in enumerate(step.instructions)
            ]
        except NoCode as error:
            reports.append(StepReport(at, shorten(step.words, 80), "missing", note=str(error)))
            continue
        status = _put(notebook, step, found, contents, only_missing)
        source = (found_in or {}).get(found[0].line["id"], "")
        note = _doubt(found, known, lines)
        reports.append(StepReport(at, shorten(step.words, 80), status, source, note))
    return reports


def _put(
    notebook: NotebookNode, step: StepCell, found: Sequence[Found], contents: Contents, only_missing: bool
) -> str:
    if found[0].line.get("to", "insert") not in ("insert", "replace", ""):
        return "shown"
    turns = [one.turn for one in found]
    own = [i for i, index in owners(notebook.cells, contents.lines).items() if index == step.index]
    code = "\n\n".join(turn.code for turn in turns)
    if any("\n\n".join(p.code for p in read_parts(notebook.cells[i].source)) == code for i in own):
        return "same"
    if any(not is_as_generated(notebook.cells[i]) for i in own):
        return "edited"
    if own and only_missing:
        return "other"
    if only_missing and all(one.gone for one in found):
        return "deleted"
    about = {
        "context": step.context,
        "turn": turns[0].number,
        "step": turns[0].instruction.strip(),
        "record": [one.line for one in found],
    }
    place(notebook, step.index, cell_source(turns, step.context), about, contents.lines)
    return "placed"


def _entries(contents: Contents, own: dict[str, str]) -> set[str]:
    """All that can have been told the model; nothing where steps held values, which no record has."""
    if any(line.get("filled") for line in contents.lines):
        return set()
    known = {entry("", code) for code in own.values()}
    instructions = {}
    for line in contents.lines:
        if line["kind"] == "turn" and "code" in line:
            instructions[line["id"]] = line["instruction"]
            known.add(entry(line["instruction"], line["code"]))
        elif "code" in line:
            known |= {entry(instructions.get(i, ""), line["code"]) for i in line["turns"]}
    return known


def _doubt(found: Sequence[Found], known: Collection[str], lines: Collection[str]) -> str:
    """What in a step's past is no longer there; the code stands all the same."""
    first = found[0].line
    if all(one.gone for one in found):
        return "its code was deleted in the notebook, or the step undone"
    if known and any(one not in known for one in first["prompt"]["entries"]):
        return "it was written after code that neither the record nor the notebook holds any more"
    if first["parent"] and first["parent"] not in lines:
        return "the record lacks the step before it"
    return ""


def status_of(reports: Sequence[StepReport]) -> int:
    statuses = {report.status for report in reports}
    return CANNOT if "missing" in statuses else DIFFERS if "edited" in statuses else EQUAL


def replay_file(source: Path, output: Path) -> tuple[list[StepReport], Contents]:
    """Write the replayed notebook. Raises BadInput and RecordFailed."""
    notebook = read_notebook(source)
    contents = record_of(source, notebook)
    reports = replay(notebook, contents, origins(source, notebook))
    write_notebook(notebook, output)
    return reports, contents


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="codegen-magic replay",
        description="Put the recorded code below each step; no model is needed and nothing is run.",
        epilog="exit status: 0 all code is there, 1 edits that the record does not know were kept, 2 cannot",
    )
    parser.add_argument("notebook", type=Path)
    parser.add_argument("-o", "--output", type=Path, help="(NAME.replayed.ipynb beside the notebook)")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    args = parser.parse_args(argv)
    output = args.output or args.notebook.with_name(f"{args.notebook.stem}.replayed{args.notebook.suffix}")
    try:
        reports, contents = replay_file(args.notebook, output)
    except CodegenMagicError as error:
        print(f"codegen-magic replay: {error}", file=sys.stderr)
        return CANNOT
    if args.json:
        print(json.dumps([report.to_json() for report in reports], indent=2))
    else:
        for report in reports:
            source = f" (from the {report.source})" if report.source else ""
            print(f"cell {report.cell}: {report.status}{source}: {report.words}")
            if report.note:
                print(f"    {report.note}")
    for problem in contents.problems:
        print(problem, file=sys.stderr)
    print(f"wrote {output}", file=sys.stderr)
    return status_of(reports)
