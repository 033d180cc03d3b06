"""Notebooks and functions that were written by hand for training: the files of written/.

In a text file a line `=== NAME` begins a notebook, a line `--- WORDS` a step, with its code below. Two cells may stand
before the steps: `--- hidden` is run and is not part of the text (files that a step reads, tables that only the
grounding comment tells), `--- own` is a cell of the user's own, which stands in the text as a prompt has it. A Python
file holds functions with a docstring whose examples run true.
"""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.checks.names import bound_names, unknown_names
from codegen_magic.owncode import without_imports
from training.errors import BadCorpus
from training.multiturn.guard import Guard
from training.multiturn.program import Program, TurnDraft
from training.multiturn.realcode import real_functions
from training.multiturn.verify import NONE, verified

FOLDER = Path(__file__).parent / "written"
HIDDEN, OWN = "hidden", "own"
GROUNDED = 0.35  # of the notebooks that need no grounding comment: one step has it


@dataclass(frozen=True)
class Notebook:
    """The user's own cells before the steps, and the steps as a program that is not yet run."""

    hidden: str
    own: str
    program: Program


def collect_written(
    guard: Guard, seed: int, jobs: int, copies: int = 1, folder: Path | None = None
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The records of all that runs and is near no evaluation problem, and the counts.

    copies: of each notebook; they differ in the step that has the grounding comment. folder: FOLDER by default.
    """
    folder = folder or FOLDER
    rng, counts = random.Random(f"written {seed}"), Counter[str]()
    found = [
        notebook
        for file in sorted(folder.glob("*.txt"))
        for _ in range(copies)  # read anew: what is found out of one copy is written into it
        for notebook in read(file.read_text(encoding="utf-8"), file.stem)
    ]
    records = []
    grounded = [grounded_step(notebook, rng) for notebook in found]
    for program, reason in verified([notebook.program for notebook in found], grounded, jobs):
        if reason:
            counts[f"notebooks that did not run: {reason}"] += 1
        elif not guard.keep(program):
            counts["notebooks near an evaluation problem"] += 1
        else:
            counts["notebooks"] += 1
            records.append(program.to_json())
    modules = [(file.name, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.py"))]
    records += real_functions(modules, "written", guard, jobs, counts, part="written-functions")
    return records, dict(counts)


def read(text: str, source: str) -> Iterator[Notebook]:
    """The notebooks of one file. Raises BadCorpus that names the notebook."""
    head, *notebooks = ("\n" + text).split("\n=== ")
    if head.strip():
        raise BadCorpus(f"{source}: text before the first line `=== NAME`")
    for each in notebooks:
        name, *cells = each.split("\n--- ")
        if "\n" in name.strip():
            raise BadCorpus(f"{source}: {name.split()[0]}: text before the first line `--- WORDS`")
        yield notebook([cell.partition("\n")[::2] for cell in cells], f"{source}: {name.strip()}")


def notebook(cells: list[tuple[str, str]], source: str) -> Notebook:
    """The notebook of these (words, code)."""
    cells = [(words.strip(), code.strip("\n")) for words, code in cells]
    before = {HIDDEN: "", OWN: ""}
    while cells and cells[0][0] in before:
        kind, code = cells.pop(0)
        before[kind] += code + "\n"
    if not cells or not all(words and code for words, code in cells):
        raise BadCorpus(f"{source}: a notebook has steps, and a step words and code")
    own = before[OWN]
    try:
        imports = [node for node in ast.parse(own).body if isinstance(node, ast.Import | ast.ImportFrom)]
        for _, code in [*cells, (HIDDEN, before[HIDDEN])]:
            ast.parse(code)
    except SyntaxError as error:
        raise BadCorpus(f"{source}: no Python: {error}") from error
    shown = without_imports(own)
    needed = unknown_names(ast.parse("\n".join([own, *(code for _, code in cells)])), {})
    rest = sorted(set(bound_names(ast.parse(before[HIDDEN]))) - set(needed))  # no text speaks of these
    tidied = "".join(f"globals().pop({name!r}, None)\n" for name in rest)
    program = Program(
        turns=[TurnDraft(words, code, {}) for words, code in cells],
        header=shown + "\n\n" if shown else "",
        source=f"written: {source}",
        part="written",
        ops=[],
        sentences=[words for words, _ in cells],
        setup=before[HIDDEN] + tidied + "\n".join(map(ast.unparse, imports)),
    )
    return Notebook(before[HIDDEN], own, program)


def grounded_step(notebook: Notebook, rng: random.Random) -> int:
    """The step that is told what the kernel holds, or NONE.

    A table that no text made is told before the step that first uses it, a file's columns mostly once it is read.
    """
    steps = len(notebook.program.turns)
    first = first_untold(notebook)
    if first != NONE:
        return first
    if notebook.hidden and steps > 1:
        return 1 if rng.random() < 0.6 else rng.randrange(1, steps)
    return rng.randrange(steps) if notebook.own or rng.random() < GROUNDED else NONE


def first_untold(notebook: Notebook) -> int:
    """The first step that reads a name which neither the user's own cell nor a step has made, or NONE."""
    known = dict.fromkeys(bound_names(ast.parse(notebook.own)))
    for number, turn in enumerate(notebook.program.turns):
        tree = ast.parse(turn.code)
        if unknown_names(tree, known):
            return number
        known |= dict.fromkeys(bound_names(tree))
    return NONE
