"""Which notebook a kernel belongs to. Nobody tells a kernel, so front ends leave hints, and hints go stale."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SUFFIXES = (".ipynb", ".py", ".md", ".Rmd", ".qmd")  # the last four: jupytext's, opened as notebooks
VSCODE = "__vsc_ipynb_file__"
JUPYTER = "JPY_SESSION_NAME"  # of Jupyter Server; runs without a front end set it too


def notebook_path(namespace: Mapping[str, Any], cell: str = "") -> Path | None:
    """The notebook's file, or None where it is not known: a terminal, a console, a front end that gives no hint.

    Jupyter's hint is the name at the kernel's start. Where the notebook was renamed since, `cell`, the id of a
    cell in it, finds it among the notebooks of the same folder.
    """
    hints = [namespace.get(VSCODE), os.environ.get(JUPYTER)]
    paths = [Path(hint) for hint in hints if isinstance(hint, str) and hint.endswith(SUFFIXES)]
    paths = [path for path in paths if path.is_absolute() and path.parent.is_dir()]
    for path in paths:
        if path.is_file():
            return path
    for path in paths:
        if found := _renamed(path, cell):
            return found
    return paths[0] if paths else None


def _renamed(path: Path, cell: str) -> Path | None:
    """The one notebook beside `path` that holds the cell; None where there is none or several."""
    if not cell:
        return None
    found = [other for other in sorted(path.parent.glob("*.ipynb")) if cell in _cell_ids(other)]
    return found[0] if len(found) == 1 else None


def _cell_ids(path: Path) -> set[str]:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        return {str(cell.get("id")) for cell in notebook.get("cells", [])}
    except (OSError, ValueError, AttributeError):
        return set()


def cell_id(metadata: Mapping[str, Any]) -> str:
    """The executing cell's id from the metadata of its execute request; "" where the front end sends none.

    VS Code sends a document's address, of which only the fragment names the cell; Colab has a field of its own.
    """
    colab = metadata.get("colab")
    found = metadata.get("cellId") or (colab.get("cell_id") if isinstance(colab, dict) else None) or ""
    return str(found).rpartition("#")[2][:100]


def parent_metadata(shell: Any) -> dict[str, Any]:
    """The metadata of the request that is being executed; {} outside a kernel."""
    return _of_parent(shell, "metadata")


def parent_source(shell: Any) -> str:
    """The source that is being executed, as the kernel got it; "" outside a kernel."""
    return str(_of_parent(shell, "content").get("code", ""))


def _of_parent(shell: Any, part: str) -> dict[str, Any]:
    get_parent = getattr(shell, "get_parent", None)
    parent = get_parent() if get_parent is not None else {}
    found = parent.get(part, {}) if isinstance(parent, dict) else {}
    return dict(found) if isinstance(found, dict) else {}
