"""`codegen-magic freeze nb.ipynb -o plain.ipynb`: the same notebook without the extension.

Steps become Markdown (or comments above their code), generated cells plain code; what loads or steers the extension
goes, and so do markers and records. The original stays as it is.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from codegen_magic.cells import STEP, StepCell, is_generated, option, owners, step_cells
from codegen_magic.errors import BadInput, CodegenMagicError, NoCode
from codegen_magic.journal import Contents
from codegen_magic.marker import UNFOLD, read_marker, unfolded
from codegen_magic.nbfiles import read_notebook, write_notebook
from codegen_magic.oneline import shorten
from codegen_magic.owncode import body
from codegen_magic.parsing import tree_of
from codegen_magic.prompt import comment
from codegen_magic.record import MIME
from codegen_magic.recorded import Recorded
from codegen_magic.replay import replay
from codegen_magic.restore import record_of

OURS = re.compile(
    r"^(?P<indent>[ \t]*)(?:%(?:load_ext|reload_ext|unload_ext)[ \t]+codegen_magic|%synth(?![\w%])[^\n]*"
    r"|%config[ \t]+SynthMagics[^\n]*)[ \t]*$"
)

_CELL_MAGIC = re.compile(r"\s*%%[^\n]*\n")
UNFOLD_LINE = re.compile(rf"\A{UNFOLD.pattern}[^\n]*(?:\n|\Z)")


def freeze(notebook: NotebookNode, contents: Contents | None = None, comments: bool = False) -> list[str]:
    """Make a notebook plain, in place. contents: its record, which has the code of steps that lack their cell.

    comments: steps become comments above their code instead of Markdown. Returns the steps without any code.
    """
    contents = contents or Contents()
    replay(notebook, contents, only_missing=True)
    owned = owners(notebook.cells, contents.lines)
    with_cell = set(owned.values())
    recorded = Recorded(contents.lines)
    missing: list[str] = []
    words: dict[int, str] = {}  # of the comments above a generated cell, by its index
    plain: list[NotebookNode] = []
    for index, cell in enumerate(notebook.cells):
        step = next(iter(step_cells([cell])), None)
        if step is not None:
            code, lacking = ("", False) if index in with_cell else _run_in_place(step, recorded)
            if lacking:
                missing.append(shorten(step.words, 80))
            if comments and index in with_cell:
                words[min(i for i, of in owned.items() if of == index)] = step.body
            else:
                plain += _as_cells(step.body, code, comments, cell)
        elif is_generated(cell):
            plain += _generated(cell, words.get(index, ""), comments, has_step=index in owned)
        elif cell.cell_type != "code" or (source := _without_ours(cell.source)):
            if cell.cell_type == "code":
                cell.source = source
            plain.append(cell)
    for cell in plain:
        _clean(cell)
    notebook.cells = plain
    notebook.metadata.pop("codegen_magic", None)
    return missing


def _run_in_place(step: StepCell, recorded: Recorded) -> tuple[str, bool]:
    """The recorded code of a step that ran its code itself, or whose cell it took, and whether its code is lacking.

    A step that was to be shown alone lacks none.
    """
    codes, places = [], set()
    for part, instruction in enumerate(step.instructions if step.writes else []):
        try:
            found = recorded.find(step.context, instruction, step.cell_id, part)
        except NoCode:
            return "", option(step.line, "--to") != "show"
        to = found.line.get("to", option(step.line, "--to"))
        places.add(to)
        if to in ("run", "replace"):
            codes.append(found.turn.code)
    return "\n\n".join(codes), not codes and bool(places - {"show"})


def _as_cells(words: str, code: str, comments: bool, cell: NotebookNode) -> list[NotebookNode]:
    """A step as Markdown, and the code that it ran itself behind it; its outputs stay with the code."""
    outputs = [output for output in cell.get("outputs", []) if MIME not in output.get("data", {})]
    count = cell.get("execution_count")
    text = words.strip("\n")
    made = []
    if text.strip() and not comments:
        made.append(new_markdown_cell(text, id=cell.get("id")))
    if code or (comments and text.strip()):
        source = (comment(text) if comments else "") + code
        made.append(
            new_code_cell(source.rstrip("\n"), outputs=outputs if code else [], execution_count=count)
        )
    return made


def _generated(cell: NotebookNode, words: str, comments: bool, has_step: bool) -> list[NotebookNode]:
    """A generated cell as plain code; a step that is folded into it, and has no cell of its own, comes before it."""
    folded = None if has_step else STEP.match(unfolded(cell.source) or "")
    words = words or (folded["body"] or "" if folded else "")
    cell.source = read_marker(UNFOLD_LINE.sub("", cell.source))[1]
    if not words.strip():
        return [cell]
    if comments:
        cell.source = _commented(words, cell.source)
        return [cell]
    return [new_markdown_cell(words.strip("\n")), cell]


def _without_ours(source: str) -> str:
    """A cell without the lines that load or steer the extension; "" where nothing else is in it.

    What stands in a text, or in a cell of another language, is no such line.
    """
    if source.strip() and not body(source).strip():
        return source
    kept = []
    texts = _lines_in_texts(source)
    for number, line in enumerate(source.split("\n"), 1):
        match = OURS.match(line) if number not in texts else None
        if match is None:
            kept.append(line)
        elif match["indent"]:
            kept.append(f"{match['indent']}pass")  # a block must not become empty
    text = "\n".join(kept).strip("\n")
    return text if text.strip() else ""


def _lines_in_texts(source: str) -> set[int]:
    """The lines that begin inside of a text of several lines."""
    try:
        tree = tree_of(source)
    except SyntaxError:
        return set()
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            found |= set(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
    return found


def _commented(words: str, code: str) -> str:
    """Code below its step as a comment; a cell magic stays the first line."""
    magic = _CELL_MAGIC.match(code)
    head = magic[0] if magic else ""
    return head + comment(words.strip("\n")) + code[len(head) :]


def _clean(cell: NotebookNode) -> None:
    cell.metadata.pop("codegen_magic", None)
    if not cell.metadata.get("papermill", True):
        del cell.metadata["papermill"]
    if cell.cell_type == "code":
        for output in cell.outputs:
            output.get("data", {}).pop(MIME, None)


def freeze_file(source: Path, output: Path, comments: bool = False) -> list[str]:
    """Write the plain notebook; the steps that have no code anywhere. Raises BadInput and RecordFailed."""
    if output.resolve() == source.resolve():
        raise BadInput("freeze does not write over the notebook itself: give another name with -o")
    notebook = read_notebook(source)
    missing = freeze(notebook, record_of(source, notebook), comments)
    write_notebook(notebook, output)
    return missing


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="codegen-magic freeze",
        description="Write a plain notebook: steps as Markdown, generated code as code, no extension.",
        epilog="exit status: 0, 1 where a step has no code in the notebook and none in its record, 2 cannot",
    )
    parser.add_argument("notebook", type=Path)
    parser.add_argument("-o", "--output", type=Path, help="(NAME.plain.ipynb beside the notebook)")
    parser.add_argument("--comments", action="store_true", help="steps become comments above their code")
    args = parser.parse_args(argv)
    output = args.output or args.notebook.with_name(f"{args.notebook.stem}.plain{args.notebook.suffix}")
    try:
        missing = freeze_file(args.notebook, output, args.comments)
    except CodegenMagicError as error:
        print(f"codegen-magic freeze: {error}", file=sys.stderr)
        return 2
    for words in missing:
        print(f"this step has no code, in the notebook or in its record: {words}", file=sys.stderr)
    print(f"wrote {output}", file=sys.stderr)
    return 1 if missing else 0
