"""Notebook files: read as they are, written as a whole or not at all. Scripts and Markdown through jupytext."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from codegen_magic.errors import BackendUnavailable, BadInput


def read_notebook(path: Path) -> NotebookNode:
    """An .ipynb file, or one of jupytext's formats, with an id in every cell. Raises BadInput."""
    try:
        is_json = path.suffix == ".ipynb"
        notebook = nbformat.read(path, as_version=4) if is_json else _jupytext().read(path)
        upgraded: NotebookNode = nbformat.v4.upgrade(notebook)
        return upgraded
    except (OSError, ValueError, nbformat.ValidationError) as error:
        reason = " ".join(str(error).split())[:200]
        raise BadInput(f"{path} is not a notebook that can be read: {reason}") from error
    except (AttributeError, KeyError, TypeError) as error:  # nbformat and jupytext take the form for granted
        raise BadInput(f"{path} is not a notebook that can be read: it holds something else") from error


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Replace the file by a complete one. Raises BadInput where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = nbformat.writes(notebook) + "\n" if path.suffix == ".ipynb" else _as_text(notebook, path)
        _replace(path, text)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise BadInput(f"{path} cannot be written: {error.object[error.start]!r} is no character") from error


def _as_text(notebook: NotebookNode, path: Path) -> str:
    jupytext = _jupytext()
    try:
        return str(jupytext.writes(notebook, fmt=_format(notebook, path)))
    except (KeyError, ValueError) as error:
        raise BadInput(f"{path} is no name for a notebook: let it end in .ipynb, .py or .md") from error


def _format(notebook: NotebookNode, path: Path) -> str:
    """jupytext's name of the file's format: the notebook's own where it was read from such a file."""
    suffix = path.suffix.lstrip(".")
    shape = notebook.metadata.get("jupytext", {}).get("text_representation", {})
    if shape.get("extension") == path.suffix and shape.get("format_name"):
        return f"{suffix}:{shape['format_name']}"
    return f"{suffix}:percent" if suffix == "py" else suffix


def _replace(path: Path, text: str) -> None:
    mode = path.stat().st_mode if path.exists() else None
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        temporary.replace(path.resolve() if path.is_symlink() else path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _jupytext() -> Any:
    try:
        import jupytext
    except ImportError:
        raise BackendUnavailable(
            "jupytext is not installed: run pip install jupytext, or use the .ipynb file"
        ) from None
    return jupytext
