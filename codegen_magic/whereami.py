"""Which notebook a kernel belongs to. Nobody tells a kernel, so front ends leave hints, and hints go stale."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SUFFIXES = (".ipynb", ".py", ".md", ".Rmd", ".qmd")  # the last four: jupytext's, opened as notebooks
VSCODE = "__vsc_ipynb_file__"
JUPYTER = "JPY_SESSION_NAME"  # of Jupyter Server; runs without a front end set it too


def notebook_path(namespace: Mapping[str, Any], cell: str = "", earlier: Iterable[str] = ()) -> Path | None:
    """The notebook's file, or None where it is not known: a terminal, a console, a front end that gives no hint.

    Jupyter's hint is the name at the kernel's start. Where the notebook was renamed since, `cell`, the id of a
    cell in it, finds it among the notebooks of the same folder, also where another one has that name now; one that
    is not saved yet is in none, so ids of `earlier` cells help where the name is gone.
    """
    hints = [namespace.get(VSCODE), os.environ.get(JUPYTER)]
    paths = [Path(hint) for hint in hints if isinstance(hint, str) and hint.endswith(SUFFIXES)]
    paths = [path for path in paths if path.is_absolute() and path.parent.is_dir()]
    for path in paths:
        if path.is_file():
            return path if path.suffix != ".ipynb" or holds(path, cell) else _renamed(path, cell) or path
    for path in paths:
        for known in (cell, *earlier):
            if found := _renamed(path, known):
                return found
    return paths[0] if paths else None


def _renamed(path: Path, cell: str) -> Path | None:
    """The one notebook beside `path` that holds the cell; None where there is none or several."""
    if not cell:
        return None
    found = [other for other in sorted(path.parent.glob("*.ipynb")) if holds(other, cell)]
    return found[0] if len(found) == 1 else None


def holds(path: Path, cell: str) -> bool:
    """Whether a saved notebook has a cell of that id: by its bytes, since this is asked for each cell that runs."""
    if not cell:
        return False
    own = rb'"id"\s*:\s*' + re.escape(json.dumps(cell)).encode()  # in a text the quotes would be escaped
    try:
        return re.search(own, path.read_bytes()) is not None
    except OSError:
        return False


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
