"""What a frame's methods need of it and give: which arguments name columns, which columns the result has."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterable, Mapping

from codegen_magic.checks.calls import bind, signature_of
from codegen_magic.checks.columns import Frame, Kind, is_columns_axis, is_true, renamed, texts
from codegen_magic.checks.finding import Finding, closest, words
from codegen_magic.peek import exact_class

# Methods whose arguments name columns: keyword, and its position (None: keyword only).
COLUMN_ARGUMENTS: dict[str, dict[str, int | None]] = {
    "groupby": {"by": 0},
    "sort_values": {"by": 0},
    "drop": {"columns": None},
    "set_index": {"keys": 0},
    "drop_duplicates": {"subset": 0},
    "duplicated": {"subset": 0},
    "dropna": {"subset": None},
    "value_counts": {"subset": 0},
    "nlargest": {"columns": 1},
    "nsmallest": {"columns": 1},
    "explode": {"column": 0},
    "astype": {"dtype": 0},
    "pop": {"item": 0},
    "pivot": {"index": None, "columns": None, "values": None},
    "pivot_table": {"values": 0, "index": 1, "columns": 2},
    "melt": {"id_vars": 0, "value_vars": 1},
    "agg": {"func": 0},
    "aggregate": {"func": 0},
    "merge": {"left_on": None, "on": 2},
    "plot": {"x": None, "y": None},
    "hist": {"column": 0, "by": 1},
    "boxplot": {"column": 0, "by": 1},
    "crosstab": {},
}
KEYS_ONLY = {"astype"}  # text there is no column; the keys of a dict are
SAME_COLUMNS = words(
    "sort_values head tail copy dropna drop_duplicates fillna query sample nlargest nsmallest astype "
    "replace round sort_index where mask ffill bfill clip interpolate convert_dtypes infer_objects "
    "explode isna notna abs shift diff cumsum rank truncate"
)


class Methods:
    """Calls of a frame's methods; what an expression is, a subclass knows."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.missing: list[tuple[str, int, frozenset[str]]] = []  # a column, its line, the columns there are
        self.guarded: set[str] = set()  # columns of which the code itself asks whether they are there

    def value(self, node: ast.expr) -> Kind:
        """What an expression is, with findings for what is wrong in it."""
        raise NotImplementedError

    def method(self, owner: Frame, method: str, node: ast.Call) -> Kind:
        keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        self.arguments(owner, method, node, keywords)
        if owner.grouped:
            if method in ("agg", "aggregate"):
                for value in keywords.values():  # agg(total=("price", "sum"))
                    if isinstance(value, ast.Tuple) and value.elts:
                        self.need(owner, texts(value.elts[0]) or [], node.lineno)
            return None
        if owner.columns is not None and method not in owner.columns:
            self.has(node.func, "DataFrame", owner.columns)  # type: ignore[arg-type]
        self.bindable(method, node)
        result = self.result(owner, method, node, keywords)
        if is_true(keywords.get("inplace")):
            if isinstance(result, Frame):
                owner.columns, owner.extra = result.columns, result.extra
            else:
                owner.forget()
            return None
        return result

    def bindable(self, method: str, node: ast.Call) -> None:
        cls = exact_class("pandas", "DataFrame")
        function = getattr(cls, method, None) if cls is not None else None
        if type(function) is not types.FunctionType:  # `plot` is a class, and made of the frame
            return
        signature = signature_of(function)
        if signature is not None:
            self.findings += bind(signature, node, f"DataFrame.{method}", bound_self=True)

    def arguments(self, owner: Frame, method: str, node: ast.Call, keywords: dict[str, ast.expr]) -> None:
        if method == "drop" and "errors" in keywords:
            return
        for keyword, position in COLUMN_ARGUMENTS.get(method, {}).items():
            value = keywords.get(keyword)
            if value is None and position is not None and position < len(node.args):
                value = node.args[position]
            if value is None or (method in ("agg", "aggregate") and not isinstance(value, ast.Dict)):
                continue
            if method in KEYS_ONLY and not isinstance(value, ast.Dict):
                continue
            self.need(owner, texts(value) or [], node.lineno)

    def result(self, owner: Frame, method: str, node: ast.Call, keywords: dict[str, ast.expr]) -> Kind:
        columns = owner.columns
        if method == "groupby":
            return Frame(columns, owner.extra, grouped=True)
        if method in SAME_COLUMNS:
            extra = frozenset[str]() if "ignore_index" in keywords else owner.extra
            return Frame(set(columns) if columns is not None else None, extra)
        if method == "assign":
            self.named(keywords)
            if columns is None or not all(keyword.arg for keyword in node.keywords):  # `**` may hold any
                return Frame(None)
            return Frame(columns | set(keywords), owner.extra)
        if method == "merge":
            other = self.value(keywords["right"]) if "right" in keywords else None
            other = self.value(node.args[0]) if node.args else other
            return self.merged(owner, other, keywords, node)
        if columns is None:
            return Frame(None) if method in ("drop", "rename", "set_index", "reset_index", "join") else None
        if method == "insert":
            names = texts(node.args[1] if len(node.args) > 1 else keywords.get("column"))
            owner.columns = columns | set(names) if names else None
            return None
        if method == "drop":
            names = texts(keywords["columns"]) if "columns" in keywords else None
            if names is None and is_columns_axis(keywords.get("axis")) and node.args:
                names = texts(node.args[0])
                if "errors" not in keywords:
                    self.need(owner, names or [], node.lineno)
            only_rows = "columns" not in keywords and "axis" not in keywords
            return Frame(columns - set(names or []) if names is not None or only_rows else None, owner.extra)
        if method == "rename":
            pairs = keywords.get("columns")
            return Frame(renamed(columns, pairs), owner.extra)
        if method == "set_index":
            if keywords.keys() & {"drop", "append"}:
                return Frame(None)
            names = texts(node.args[0] if node.args else keywords.get("keys"))
            return Frame(columns - set(names), frozenset(names)) if names is not None else Frame(None)
        if method == "reset_index":
            if is_true(keywords.get("drop")):
                return Frame(set(columns))
            unclear = keywords.keys() & {"names", "level", "col_level", "col_fill"}
            if unclear or node.args or "index" in columns:  # then it is named level_0
                return Frame(None)
            return Frame(columns | (set(owner.extra) or {"index"}))
        return None

    def named(self, keywords: Mapping[str, ast.expr]) -> None:
        for value in keywords.values():
            self.value(value)

    def merged(self, left: Frame, right: Kind, keywords: Mapping[str, ast.expr], node: ast.Call) -> Frame:
        if not isinstance(right, Frame):
            return Frame(None)
        for key in ("on", "right_on"):
            self.need(right, texts(keywords.get(key)) or [], node.lineno)
        if left.columns is None or right.columns is None or left.extra or right.extra:
            return Frame(None)
        if keywords.keys() & {"indicator", "left_index", "right_index"}:
            return Frame(None)
        on = set(texts(keywords.get("on")) or [])
        both = (left.columns & right.columns) - on
        return Frame(None if both else left.columns | right.columns)

    def need(self, owner: Frame, names: Iterable[str], line: int) -> None:
        if owner.columns is None:
            return
        for name in names:
            if name not in owner.columns and name not in owner.extra and name not in self.guarded:
                hint = closest(name, owner.columns)
                self.findings.append(Finding("column", line, f"there is no column {name!r}", hint))
                self.missing.append((name, line, frozenset(owner.columns)))

    def has(self, node: ast.Attribute, class_name: str, columns: set[str]) -> None:
        cls = exact_class("pandas", class_name)
        if cls is None or node.attr.startswith("_") or any(node.attr in vars(base) for base in cls.__mro__):
            return
        if node.attr in self.guarded:
            return
        if class_name == "Series" and not self.own_series(node.value):
            return
        public = {name for base in cls.__mro__ for name in vars(base) if name[:1] != "_"}
        message = f"a {class_name} has no {node.attr!r}" + (" and no such column" if columns else "")
        hint = closest(node.attr, columns) or closest(node.attr, public)
        self.findings.append(Finding("column" if columns else "attribute", node.lineno, message, hint))

    def own_series(self, node: ast.expr) -> bool:
        """Whether it is a column of a frame: a series of its own may answer to its index labels."""
        return isinstance(node, ast.Subscript | ast.Attribute)
