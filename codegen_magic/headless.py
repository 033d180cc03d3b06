"""Run a notebook outside a front end: `codegen-magic run in.ipynb -o out.ipynb`.

The cells that %%synth generates take their place below their steps and run in the same pass. The output is
saved before the first cell and after each, so that it is there, and valid, however the run ends.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets import Any as AnyTrait

from codegen_magic import parameters as params
from codegen_magic.cells import is_generated, step_cells
from codegen_magic.errors import BadInput, CodegenMagicError
from codegen_magic.journal import Contents, Line
from codegen_magic.marker import read_parts
from codegen_magic.materialize import Materializer
from codegen_magic.nbfiles import read_notebook, write_notebook
from codegen_magic.recorded import write_lines
from codegen_magic.restore import record_of
from codegen_magic.runmode import RunMode
from codegen_magic.settings import did_you_mean

OnCell = Callable[[NotebookNode, int, int, float], None]  # (cell, index, number of cells, seconds)


class NotebookFailed(CodegenMagicError):
    """A cell failed; the notebook as far as it ran is in `notebook`."""

    def __init__(self, message: str, notebook: NotebookNode) -> None:
        super().__init__(message)
        self.notebook = notebook


class _Client(Materializer):
    """Tells of each cell when it has run."""

    on_cell = AnyTrait(None)
    current = 0  # index of the cell that runs, or ran last
    _t0 = 0.0

    def _name_the_cell(self, cell: NotebookNode, cell_index: int) -> None:
        super()._name_the_cell(cell, cell_index)
        self.current = cell_index
        self._t0 = time.perf_counter()

    def _materialize(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
        super()._materialize(cell, cell_index, execute_reply)
        if self.on_cell is not None:
            self.on_cell(cell, cell_index, len(self.nb.cells), time.perf_counter() - self._t0)


def run_notebook(
    notebook: NotebookNode,
    *,
    cwd: Path,
    path: Path | None = None,
    kernel: str = "",
    timeout: int | None = None,
    parameters: Mapping[str, Any] | None = None,
    mode: RunMode | None = None,
    lines: Sequence[Line] = (),
    on_cell: OnCell | None = None,
) -> NotebookNode:
    """Execute in place and return the notebook, generated cells included.

    path: the file that it is saved to as it goes, with its record beside it; None for neither.
    timeout: whole seconds a cell may take. lines: its record, which tells the step of a generated cell.
    Raises NotebookFailed naming the cell (and the step that wrote it), BadInput for parameters it has not and for
    a kernel that is not installed.
    """
    params.inject(notebook, parameters or {})
    kernel = _installed(kernel or notebook.metadata.get("kernelspec", {}).get("name", "python3"))

    def executed(cell: NotebookNode, index: int, count: int, seconds: float) -> None:
        if path is not None:
            write_notebook(notebook, path)
        if on_cell is not None:
            on_cell(cell, index, count, seconds)

    client = _Client(
        notebook,
        timeout=timeout,
        kernel_name=kernel,
        resources={"metadata": {"path": str(cwd)}, "codegen_magic": {"path": path}},
        run_mode=mode or RunMode(),
        record_lines=list(lines),
        on_cell=executed,
    )
    if path is not None:
        write_notebook(notebook, path)
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailed(_failure(notebook, client.current, error), notebook) from error
    finally:
        if path is not None:
            write_notebook(notebook, path)
    return notebook


def _installed(kernel: str) -> str:
    """The kernel's name, if there is such a kernel: asked before anything is written."""
    manager = KernelSpecManager()
    try:
        manager.get_kernel_spec(kernel)
    except NoSuchKernel:
        others = did_you_mean(kernel, manager.find_kernel_specs())
        raise BadInput(f"no kernel {kernel!r} is installed (--kernel names another){others}") from None
    return kernel


def run_file(
    source: Path,
    output: Path,
    *,
    parameters: Mapping[str, Any] | None = None,
    replay: bool = False,
    regenerate: bool = False,
    kernel: str = "",
    timeout: int | None = None,
    on_cell: OnCell | None = None,
) -> NotebookNode:
    """Execute a notebook file into another (or itself). The steps are written by their model.

    replay: with the code of the notebook's record, and no model. regenerate: by the model, even where the
    cache has the answer. Raises as run_notebook does.
    """
    if replay and regenerate:
        raise BadInput("--replay and --regenerate exclude each other")
    notebook = read_notebook(source)
    contents = record_of(source, notebook)
    if replay and not any(line["kind"] == "turn" for line in contents.lines):
        raise BadInput(f"{source} has no record to replay: run it once with its model")
    with _mode(replay, regenerate, contents) as mode:
        return run_notebook(
            notebook,
            cwd=source.resolve().parent,
            path=output,
            kernel=kernel,
            timeout=timeout,
            parameters=parameters,
            mode=mode,
            lines=contents.lines,
            on_cell=on_cell,
        )


@contextlib.contextmanager
def _mode(replay: bool, regenerate: bool, contents: Contents) -> Iterator[RunMode]:
    """The kernel of a replay reads the lines from a file of their own: some may stand in outputs only."""
    if not replay:
        yield RunMode("regenerate" if regenerate else "run")
        return
    with tempfile.TemporaryDirectory(prefix="codegen_magic_") as folder:
        path = Path(folder) / "record.jsonl"
        write_lines(contents, path)
        yield RunMode("replay", path)


def _failure(notebook: NotebookNode, index: int, error: Exception) -> str:
    step = _step(notebook.cells[index]) if index < len(notebook.cells) else ""
    name = getattr(error, "ename", type(error).__name__)
    value = " ".join(str(getattr(error, "evalue", "") or error).split())[:300]
    where = f"cell {index + 1}" + (f" (step: {step})" if step else "")
    return f"{where} failed: {name}: {value}"


def _step(cell: NotebookNode) -> str:
    """The words of the step that a cell is or was generated from."""
    if is_generated(cell) and (told := cell.metadata.get("codegen_magic", {}).get("step")):
        return " ".join(str(told).split())
    if is_generated(cell):
        return read_parts(cell.source)[0].marker.words
    found = step_cells([cell])
    return found[0].words if found else ""


def write_html(notebook: NotebookNode, path: Path) -> None:
    """One self-contained page."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(template_name="lab").from_notebook_node(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
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
        description="Run a notebook; generated cells take their place and run in the same pass.",
        epilog="exit status: 0, 1 where a cell failed, 2 where the notebook cannot be read or run",
    )
    parser.add_argument("notebook", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the executed notebook")
    parser.add_argument("--html", type=Path, help="also write a web page")
    parser.add_argument(
        "-p",
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="override a default of the cell tagged `parameters`; may be given several times",
    )
    parser.add_argument("--replay", action="store_true", help="take the recorded code; no model is needed")
    parser.add_argument("--regenerate", action="store_true", help="ask the model, not the cache")
    parser.add_argument("--kernel", default="", help="kernel name (the notebook's own)")
    parser.add_argument("--timeout", type=_seconds, help="whole seconds a cell may take (no limit)")
    parser.add_argument("--quiet", action="store_true", help="print no cells")
    args = parser.parse_args(argv)
    try:
        notebook = run_file(
            args.notebook,
            args.output,
            parameters=params.parse(args.param),
            replay=args.replay,
            regenerate=args.regenerate,
            kernel=args.kernel,
            timeout=args.timeout,
            on_cell=None if args.quiet else print_cell,
        )
    except NotebookFailed as error:
        _tell(args.output, args.html, error.notebook)
        raise
    except CodegenMagicError as error:
        print(f"codegen-magic run: {error}", file=sys.stderr)
        return 2
    _tell(args.output, args.html, notebook)
    return 0


def _seconds(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of whole seconds, 1 or more")
    return int(text)


def _tell(output: Path, html: Path | None, notebook: NotebookNode) -> None:
    if html:
        write_html(notebook, html)
    print(f"wrote {output}" + (f" and {html}" if html else ""), file=sys.stderr)
