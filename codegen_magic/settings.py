"""Project defaults from the nearest pyproject.toml: the table [tool.codegen_magic]."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from codegen_magic.errors import BadInput


def project_settings(start: Path, known: Iterable[str]) -> dict[str, Any]:
    """The table of the nearest pyproject.toml at or above `start` that has one; {} if there is none.

    Raises BadInput for a key that is not in `known`, and for a file that is not TOML.
    """
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if not path.is_file():
            continue
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("codegen_magic")
        except (OSError, ValueError) as error:
            raise BadInput(f"{path} cannot be read: {error}") from error
        if table is not None:
            check_keys(table, known, f"[tool.codegen_magic] in {path}")
            return dict(table)
    return {}


def check_keys(given: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raise BadInput naming the first unknown key and the close match."""
    names = sorted(known)
    for key in given:
        if key not in names:
            raise BadInput(f"unknown setting {key!r} in {where}{did_you_mean(key, names)}")


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`: did you mean 'x'?`, or the words there are."""
    names = sorted(words)
    close = get_close_matches(word, names, n=1)
    return f": did you mean {close[0]!r}?" if close else f": there are {', '.join(names)}"
