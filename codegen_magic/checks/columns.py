"""What is known of a frame: its columns, as far as they can be told, and how code names them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from codegen_magic.peek import is_exact
from codegen_magic.schema_tables import n_rows

MAX_COLUMNS = 5_000


@dataclass
class Frame:
    """columns None: unknown. extra: index level names, which `by` may name too. grouped: a groupby of it."""

    columns: set[str] | None
    extra: frozenset[str] = frozenset()
    grouped: bool = False

    def forget(self) -> None:
        self.columns = None

    def copy(self) -> Frame:
        return Frame(set(self.columns) if self.columns is not None else None, self.extra, self.grouped)


class Series:
    """Some column or other series."""


Kind = Frame | Series | None


def live_frame(value: Any) -> Frame:
    """A live DataFrame's columns; unknown where they are not all plain text."""
    n = n_rows(value.columns)
    if not isinstance(n, int) or n > MAX_COLUMNS or is_exact(value.columns, "pandas", "MultiIndex"):
        return Frame(None)
    columns = list(value.columns)
    if any(type(column) is not str for column in columns):
        return Frame(None)
    known_index = isinstance(n_rows(value.index), int)
    names = [name for name in value.index.names if type(name) is str] if known_index else []
    if known_index and is_exact(value.index, "pandas", "MultiIndex"):
        names += [f"level_{i}" for i in range(value.index.nlevels)]  # reset_index calls unnamed ones so
    return Frame(set(columns), frozenset(names))


def texts(node: ast.expr | None) -> list[str] | None:
    """The constant texts of `"a"`, `["a", "b"]`, or the keys of `{"a": ...}`; None for anything else."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else None
    elements: list[ast.expr | None]
    if isinstance(node, ast.List):
        elements = list(node.elts)
    elif isinstance(node, ast.Dict):
        elements = list(node.keys)
    else:
        return None
    texts = [e.value for e in elements if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return texts if len(texts) == len(elements) else None


def last_of_tuple(node: ast.expr) -> ast.expr | None:
    return node.elts[-1] if isinstance(node, ast.Tuple) and len(node.elts) == 2 else None


def is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def is_columns_axis(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in (1, "columns")


def renamed(columns: set[str], pairs: ast.expr | None) -> set[str] | None:
    if not isinstance(pairs, ast.Dict):
        return None
    old, new = texts(pairs), [texts(value) for value in pairs.values]
    if old is None or not all(new):
        return None
    mapping = dict(zip(old, [n[0] for n in new if n], strict=True))
    return {mapping.get(column, column) for column in columns}
