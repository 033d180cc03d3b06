"""`papermill --engine codegen_magic in.ipynb out.ipynb`: papermill's own run, generated cells included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

from codegen_magic.materialize import Materializer
from codegen_magic.restore import record_of


class _Client(Materializer, PapermillNotebookClient):  # type: ignore[misc]
    def notebook_path(self) -> Path | None:
        """The output: its record is written beside it, unless it is no file of this machine."""
        name = self.nb.metadata.get("papermill", {}).get("output_path")
        return Path(name).resolve() if name and "://" not in str(name) else None


class CodegenMagicEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's default engine with a client that puts generated cells in."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        **kwargs: Any,
    ) -> Any:
        source = kwargs.pop("input_path", None)
        local = isinstance(source, str) and "://" not in source and Path(source).is_file()
        lines = record_of(Path(str(source)), nb_man.nb).lines if local else ()
        kwargs.pop("timeout", None)
        return _Client(
            nb_man,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
            record_lines=list(lines),
            **kwargs,
        ).execute()
