"""Run a notebook outside a front end: `codegen-magic run in.ipynb -o out.ipynb`.

The cells that %%synth generates are inserted below their steps and run in the same pass.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from codegen_magic.cell import read_marker
from codegen_magic.errors import BadInput, CodegenMagicError
from codegen_magic.turn import sha256

OnCell = Callable[[NotebookNode, int, int, float], None]  # (cell, index, number of cells, seconds)


class NotebookFailed(CodegenMagicError):
    """A cell failed; the notebook as far as it ran is in `notebook`."""

    def __init__(self, message: str, notebook: NotebookNode) -> None:
        super().__init__(message)
        self.notebook = notebook


def run_notebook(
    notebook: NotebookNode,
    *,
    cwd: Path,
    kernel: str = "",
    timeout: float | None = None,
    on_cell: OnCell | None = None,
) -> NotebookNode:
    """Execute in place and return the notebook, generated cells included.

    Cells generated in an earlier run are removed first. timeout: seconds a cell may take.
    Raises NotebookFailed naming the cell (and the step that wrote it).
    """
    notebook.cells = [cell for cell in notebook.cells if not is_generated(cell)]
    t0 = 0.0

    def started(cell: NotebookNode, cell_index: int) -> None:
        nonlocal t0
        t0 = time.perf_counter()

    def executed(cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
        content = execute_reply["content"]
        if content["status"] == "ok":
            insert_generated(notebook, cell_index, content.get("payload", []))
        if on_cell is not None:
            on_cell(cell, cell_index, len(notebook.cells), time.perf_counter() - t0)

    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name=kernel or notebook.metadata.get("kernelspec", {}).get("name", "python3"),
        resources={"metadata": {"path": str(cwd)}},
        on_cell_execute=started,
        on_cell_executed=executed,
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailed(_failure(notebook, error), notebook) from error
    return notebook


def insert_generated(notebook: NotebookNode, index: int, payload: list[dict[str, Any]]) -> None:
    """Put the cell that a `set_next_input` payload of ours asks for behind cell `index`.

    It takes over the step's tags, so that a step tagged raises-exception may write code that fails.
    """
    tags = notebook.cells[index].metadata.get("tags", [])
    for item in payload:
        if item.get("source") == "set_next_input" and "codegen_magic" in item:
            metadata = {"codegen_magic": item["codegen_magic"], "papermill": {}, "tags": list(tags)}
            notebook.cells.insert(index + 1, new_code_cell(item["text"], metadata=metadata))


def is_generated(cell: NotebookNode) -> bool:
    """Whether %%synth wrote this cell in an earlier run and nobody has changed it since."""
    marker, code = read_marker(cell.source)
    return marker is not None and "codegen_magic" in cell.metadata and sha256(code)[:8] == marker.hash


def _failure(notebook: NotebookNode, error: Exception) -> str:
    failed = [i for i, cell in enumerate(notebook.cells) if _has_error(cell)]
    index = failed[-1] if failed else len(notebook.cells)
    step = notebook.cells[index].metadata.get("codegen_magic", {}).get("step", "") if failed else ""
    name = getattr(error, "ename", type(error).__name__)
    value = " ".join(str(getattr(error, "evalue", "") or error).split())[:300]
    where = f"cell {index + 1}" + (f" (step: {step.strip()})" if step else "")
    return f"{where} failed: {name}: {value}"


def _has_error(cell: NotebookNode) -> bool:
    tagged = "raises-exception" in cell.metadata.get("tags", [])
    return not tagged and any(output.output_type == "error" for output in cell.get("outputs", []))


def write_html(notebook: NotebookNode, path: Path) -> None:
    """One self-contained page."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(template_name="lab").from_notebook_node(notebook)
    path.write_text(body, encoding="utf-8")


def print_cell(cell: NotebookNode, index: int, count: int, seconds: float) -> None:
    """Progress with the cell's source and its text outputs; a step's own display says nothing new."""
    print(f"--- [{index + 1}/{count}] {seconds:.1f} s\n{cell.source}")
    for output in cell.get("outputs", []):
        if output.output_type == "display_data" and cell.source.startswith("%%synth"):
            continue
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        if output.output_type == "error":
            text = f"{output.ename}: {output.evalue}"
        print("    " + text.rstrip("\n").replace("\n", "\n    "))
    print(flush=True)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="codegen-magic run",
        description="Run a notebook; generated cells are inserted and run in the same pass.",
    )
    parser.add_argument("notebook", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the executed notebook")
    parser.add_argument("--html", type=Path, help="also write a web page")
    parser.add_argument("--kernel", default="", help="kernel name (the notebook's own)")
    parser.add_argument("--timeout", type=float, help="seconds a cell may take (no limit)")
    parser.add_argument("--quiet", action="store_true", help="print no cells")
    args = parser.parse_args(argv)
    try:
        notebook = nbformat.read(args.notebook, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        reason = " ".join(str(error).split())[:200]
        raise BadInput(f"{args.notebook} is not a notebook that can be read: {reason}") from error
    args.output.parent.mkdir(parents=True, exist_ok=True)
    try:
        run_notebook(
            notebook,
            cwd=args.notebook.resolve().parent,
            kernel=args.kernel,
            timeout=args.timeout,
            on_cell=None if args.quiet else print_cell,
        )
    finally:
        nbformat.write(notebook, args.output)
        if args.html:
            write_html(notebook, args.html)
        print(f"wrote {args.output}" + (f" and {args.html}" if args.html else ""), file=sys.stderr)
    return 0
