"""`jupyter nbconvert --execute` with generated cells. In a configuration file of nbconvert:

from codegen_magic.nbconvert_execute import configure
configure(c)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode

from codegen_magic.materialize import Materializer
from codegen_magic.restore import record_of

STANDARD = "nbconvert.preprocessors.ExecutePreprocessor"


class SynthExecutePreprocessor(Materializer, ExecutePreprocessor):
    """Takes the place of ExecutePreprocessor and its settings, --execute included."""

    def preprocess(
        self, nb: NotebookNode, resources: Any = None, km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._source = _source(resources or {})
        self.record_lines = list(record_of(self._source, nb).lines) if self._source else []
        return super().preprocess(nb, resources, km)

    def notebook_path(self) -> Path | None:
        """The input: nbconvert does not say what it writes."""
        return self._source


def _source(resources: Any) -> Path | None:
    about = resources.get("metadata", {})
    name = about.get("name")
    path = Path(about.get("path") or ".").resolve() / f"{name}.ipynb"
    return path if name and path.is_file() else None


def configure(c: Any) -> None:
    """Let every exporter execute with us. c: the configuration object of a configuration file."""
    names = list(c.Exporter.get("default_preprocessors", []) or Exporter().default_preprocessors)
    ours = f"{SynthExecutePreprocessor.__module__}.{SynthExecutePreprocessor.__name__}"
    c.Exporter.default_preprocessors = [ours if name == STANDARD else name for name in names]
