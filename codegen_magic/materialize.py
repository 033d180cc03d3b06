"""Execution without a front end: the cells that %%synth generates take their place and run in the same pass.

`Materializer` is an nbclient client; papermill's engine and nbconvert's preprocessor mix it into theirs.
Front ends put a generated cell below its step for each run of it; here the cell of the run before is replaced,
and one that the user edited is kept and run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from traitlets import Instance, List, default

from codegen_magic.cells import is_as_generated, owners, remarked, step_cells
from codegen_magic.journal import Line
from codegen_magic.runmode import RunMode
from codegen_magic.whereami import JUPYTER


class Materializer(NotebookClient):
    """nbclient's hooks are used; a hook that a user sets goes before ours of the same name."""

    run_mode = Instance(RunMode, args=())
    record_lines: list[Line] = List(
        help="The record of the notebook: tells which generated cell belongs to which step."
    )  # type: ignore[assignment]

    def notebook_path(self) -> Path | None:
        """The file that the kernel takes for its notebook: its record lies beside it."""
        name = self.resources.get("codegen_magic", {}).get("path")
        return Path(name).resolve() if name else None

    @default("on_cell_execute")
    def _default_on_cell_execute(self) -> Any:
        return self._name_the_cell

    @default("on_cell_executed")
    def _default_on_cell_executed(self) -> Any:
        return self._materialize

    def _name_the_cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Say in the request which cell it is, as front ends do; nbclient alone does not."""
        told = {"cellId": cell.get("id", ""), "tags": list(cell.metadata.get("tags", []))}
        assert self.kc is not None
        self.kc.session.metadata = told

    def _materialize(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
        content = execute_reply["content"]
        if content["status"] != "ok":
            return
        for item in content.get("payload", []):
            if item.get("source") == "set_next_input" and item.get("codegen_magic"):  # a plan has no metadata
                place(self.nb, cell_index, item["text"], item["codegen_magic"], self.record_lines)

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        path = self.notebook_path()
        env = dict(kwargs.pop("env", None) or os.environ)
        kwargs["env"] = env | {JUPYTER: str(path) if path else ""} | self.run_mode.environment()
        await super().async_start_new_kernel(**kwargs)

    start_new_kernel = run_sync(async_start_new_kernel)

    async def _async_cleanup_kernel(self) -> None:
        """nbclient can do this twice after a kernel died, and then fails with an error that hides the death."""
        if self.km is not None:
            await super()._async_cleanup_kernel()

    _cleanup_kernel = run_sync(_async_cleanup_kernel)


def place(
    notebook: NotebookNode, index: int, source: str, about: dict[str, Any], lines: Iterable[Line] = ()
) -> None:
    """Put the code that the step in cell `index` was given into its generated cell, below it where there is none.

    A generated cell that the user edited stays as it is. Copies that nobody edited go, but for those below another
    step: there somebody put them.
    """
    cells = notebook.cells
    end = next((step.index for step in step_cells(cells) if step.index > index), len(cells))
    own = [cells[below] for below, step in owners(cells, lines).items() if step == index and below > index]
    edited = [cell for cell in own if not is_as_generated(cell)]
    fresh = [cell for cell in own if is_as_generated(cell)]
    kept = edited or fresh[:1]
    near = [cell for cell in fresh if any(cell is other for other in cells[index:end])]
    for cell in [cell for cell in near if all(cell is not other for other in kept)]:
        cells[:] = [other for other in cells if other is not cell]
    if edited:
        edited[0].source = remarked(edited[0].source, source)
    elif kept:
        kept[0].source = source
        kept[0].metadata["codegen_magic"] = about
    else:
        # papermill looks for its key in every cell; the step's tags let it write code that may fail
        tags = list(cells[index].metadata.get("tags", []))
        metadata = {"codegen_magic": about, "papermill": {}, "tags": tags}
        cells.insert(index + 1, new_code_cell(source, metadata=metadata))
