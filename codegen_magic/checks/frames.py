"""DataFrame columns that do not exist, followed through the code's own assignments.

A small interpreter of what is known: a name is a frame with known columns, a frame with unknown ones, a
series, or nothing. Where the columns cannot be told any more (a merge, a call of the
user's own function, a column name in a variable) it stops claiming anything.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from codegen_magic.checks.calls import bind, signature_of
from codegen_magic.checks.finding import Finding, closest, words
from codegen_magic.peek import exact_class, is_exact
from codegen_magic.schema_tables import n_rows

MAX_COLUMNS = 5_000

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
PLOTTERS = words(
    "scatterplot lineplot barplot boxplot histplot countplot violinplot kdeplot stripplot swarmplot "
    "relplot catplot displot lmplot regplot jointplot pointplot"
)
PLOT_COLUMNS = ("x", "y", "hue", "size", "style", "col", "row")


@dataclass
class Frame:
    """columns None: unknown. extra: index level names, which `by` may name too. grouped: a groupby of it."""

    columns: set[str] | None
    extra: frozenset[str] = frozenset()
    grouped: bool = False

    def forget(self) -> None:
        self.columns = None


class Series:
    """Some column or other series."""


Kind = Frame | Series | None


def column_findings(tree: ast.Module, namespace: Mapping[str, object]) -> list[Finding]:
    """What the code asks of frames and series that they do not have. Empty without pandas."""
    if exact_class("pandas", "DataFrame") is None:
        return []
    reader = _Reader(namespace)
    reader.statements(tree.body)
    return list(dict.fromkeys(reader.findings))


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
    return Frame(set(columns), frozenset(names))


class _Reader:
    def __init__(self, namespace: Mapping[str, object]) -> None:
        self.findings: list[Finding] = []
        self.namespace = namespace
        self.env: dict[str, Kind] = {}
        for name, value in namespace.items():
            if is_exact(value, "pandas", "DataFrame"):
                self.env[name] = live_frame(value)
            elif is_exact(value, "pandas", "Series"):
                self.env[name] = Series()
        shared: dict[int, Kind] = {}  # two names of one frame change together
        for name in self.env:
            self.env[name] = shared.setdefault(id(namespace[name]), self.env[name])

    # ---- statements

    def statements(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign):
            kind = self.value(node.value)
            for target in node.targets:
                self.assign(target, kind, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            kind = self.value(node.value) if node.value else None
            self.assign(
                node.target, kind if isinstance(node, ast.AnnAssign) else self.value_of_target(node), None
            )
        elif isinstance(node, ast.Expr):
            self.value(node.value)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                self.delete(target)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self.env.pop(node.name, None)
        else:
            self.compound(node)

    def compound(self, node: ast.stmt) -> None:
        """Loops, conditions and the like: read once; what they bind is unknown afterwards."""
        for name in ("test", "iter", "subject", "value", "exc", "msg"):
            child = getattr(node, name, None)
            if isinstance(child, ast.expr):
                self.value(child)
        if isinstance(node, ast.For):
            for target in ast.walk(node.target):
                if isinstance(target, ast.Name):
                    self.env.pop(target.id, None)
        for item in getattr(node, "items", []):
            self.value(item.context_expr)
        branches = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
        branches += [handler.body for handler in getattr(node, "handlers", [])]
        before = dict(self.env)
        for branch in branches:
            self.statements(branch)
        for name, kind in self.env.items():
            if before.get(name) is not kind:
                self.env[name] = Frame(None) if isinstance(kind, Frame) else None

    def assign(self, target: ast.expr, kind: Kind, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.env[target.id] = kind
        elif isinstance(target, ast.Tuple | ast.List):
            for element in target.elts:
                self.assign(element, None, None)
        elif isinstance(target, ast.Subscript):
            owner = self.value(self.frame_of(target.value))
            if isinstance(owner, Frame):
                names = _texts(
                    _last_of_tuple(target.slice)
                    if target.value is not self.frame_of(target.value)
                    else target.slice
                )
                if names is None:
                    if not isinstance(target.slice, ast.Compare | ast.Tuple):  # not a mask
                        owner.forget()
                elif owner.columns is not None:
                    owner.columns |= set(names)
        elif isinstance(target, ast.Attribute):
            owner = self.value(target.value)
            if isinstance(owner, Frame) and target.attr == "columns":
                names = _texts(value) if value is not None else None
                owner.columns = set(names) if names is not None else None

    @staticmethod
    def frame_of(node: ast.expr) -> ast.expr:
        """`df` of `df.loc`."""
        if isinstance(node, ast.Attribute) and node.attr in ("loc", "at"):
            return node.value
        return node

    def value_of_target(self, node: ast.AugAssign | ast.AnnAssign) -> Kind:
        if isinstance(node.target, ast.Name):
            return self.env.get(node.target.id)
        if isinstance(node.target, ast.Subscript):
            names = _texts(node.target.slice)
            owner = self.value(node.target.value)
            if isinstance(node, ast.AugAssign) and names and isinstance(owner, Frame):
                self.need(owner, names, node.lineno)
        return None

    def delete(self, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.env.pop(target.id, None)
        elif isinstance(target, ast.Subscript):
            owner, names = self.value(target.value), _texts(target.slice)
            if isinstance(owner, Frame) and owner.columns is not None and names:
                self.need(owner, names, target.lineno)
                owner.columns -= set(names)

    # ---- expressions

    def value(self, node: ast.expr) -> Kind:
        if isinstance(node, ast.Name):
            return self.env.get(node.id)
        if isinstance(node, ast.Subscript):
            return self.subscript(node)
        if isinstance(node, ast.Attribute):
            return self.attribute(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            return None  # their names are their own
        kinds = [self.value(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if isinstance(node, ast.BinOp | ast.Compare | ast.UnaryOp) and any(
            isinstance(k, Series) for k in kinds
        ):
            return Series()
        return None

    def subscript(self, node: ast.Subscript) -> Kind:
        base = node.value
        if isinstance(base, ast.Attribute) and base.attr in ("loc", "iloc", "at", "iat"):
            return self.located(node, base)
        owner = self.value(base)
        self.value(node.slice)
        if not isinstance(owner, Frame):
            return owner if isinstance(owner, Series) and isinstance(node.slice, ast.Compare) else None
        names = _texts(node.slice)
        if names is not None:
            self.need(owner, names, node.lineno)
            if owner.grouped:
                return None
            one = isinstance(node.slice, ast.Constant)
            return Series() if one else Frame(set(names) if owner.columns is not None else None, owner.extra)
        if isinstance(node.slice, ast.Constant | ast.Name) or owner.grouped:
            return None
        return Frame(set(owner.columns) if owner.columns is not None else None, owner.extra)

    def located(self, node: ast.Subscript, base: ast.Attribute) -> Kind:
        owner = self.value(base.value)
        self.value(node.slice)
        if (
            not isinstance(owner, Frame)
            or base.attr in ("iloc", "iat")
            or not isinstance(node.slice, ast.Tuple)
        ):
            return None
        names = _texts(_last_of_tuple(node.slice))
        if names is None:
            return None
        self.need(owner, names, node.lineno)
        return None

    def attribute(self, node: ast.Attribute) -> Kind:
        owner = self.value(node.value)
        if isinstance(owner, Series):
            self.has(node, "Series", set())
            return None
        if not isinstance(owner, Frame) or owner.columns is None:
            return None
        if node.attr in owner.columns:
            return None if owner.grouped else Series()
        if not owner.grouped:
            self.has(node, "DataFrame", owner.columns)
        return None

    def has(self, node: ast.Attribute, class_name: str, columns: set[str]) -> None:
        cls = exact_class("pandas", class_name)
        if cls is None or node.attr.startswith("_") or any(node.attr in vars(base) for base in cls.__mro__):
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

    def call(self, node: ast.Call) -> Kind:
        arguments = [self.value(a) for a in [*node.args, *(keyword.value for keyword in node.keywords)]]
        function = node.func
        if not isinstance(function, ast.Attribute):
            self.forget_what_it_gets(function, node, arguments)
            return None
        if isinstance(function.value, ast.Name) and function.value.id not in self.env:
            return self.library_call(function, node, arguments)
        owner = self.value(function.value)
        if isinstance(owner, Frame):
            return self.method(owner, function.attr, node)
        self.attribute(function)
        if isinstance(owner, Series) and function.attr in (
            "groupby",
            "agg",
            "reset_index",
            "value_counts",
            "unique",
        ):
            return None
        return None

    def forget_what_it_gets(self, function: ast.expr, node: ast.Call, arguments: list[Kind]) -> None:
        """The user's own functions may add columns to a frame."""
        if isinstance(function, ast.Name) and function.id in (
            "print",
            "len",
            "display",
            "list",
            "type",
            "sorted",
        ):
            return
        for kind in arguments:
            if isinstance(kind, Frame):
                kind.forget()

    def library_call(self, function: ast.Attribute, node: ast.Call, arguments: list[Kind]) -> Kind:
        """`pd.DataFrame({...})`, `pd.merge(a, b, on=...)`, `sns.barplot(data=df, x=...)`."""
        assert isinstance(function.value, ast.Name)
        keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        if function.value.id in ("sns", "seaborn") and function.attr in PLOTTERS:
            data = keywords.get("data") or (node.args[0] if node.args else None)
            frame = self.value(data) if data is not None else None
            for name in PLOT_COLUMNS:
                value = keywords.get(name)
                texts = _texts(value) if isinstance(value, ast.Constant) else None
                if isinstance(frame, Frame) and texts:
                    self.need(frame, texts, node.lineno)
        elif function.value.id in ("pd", "pandas"):
            if function.attr == "DataFrame" and len(node.args) == 1 and isinstance(node.args[0], ast.Dict):
                keys = [_texts(key) if key is not None else None for key in node.args[0].keys]
                return Frame({k[0] for k in keys if k} if all(keys) else None)
            if function.attr == "merge" and len(arguments) > 1 and isinstance(arguments[0], Frame):
                return self.merged(arguments[0], arguments[1], keywords, node)
            if function.attr in (
                "DataFrame",
                "concat",
                "read_csv",
                "read_excel",
                "get_dummies",
                "pivot_table",
            ):
                return Frame(None)
        elif function.value.id not in ("plt", "np", "numpy"):
            self.forget_what_it_gets(function, node, arguments)
        return None

    def method(self, owner: Frame, method: str, node: ast.Call) -> Kind:
        keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        self.arguments(owner, method, node, keywords)
        if owner.grouped:
            if method in ("agg", "aggregate"):
                for value in keywords.values():  # agg(total=("price", "sum"))
                    if isinstance(value, ast.Tuple) and value.elts:
                        self.need(owner, _texts(value.elts[0]) or [], node.lineno)
            return None
        if owner.columns is not None and method not in owner.columns:
            self.has(node.func, "DataFrame", owner.columns)  # type: ignore[arg-type]
        self.bindable(method, node)
        result = self.result(owner, method, node, keywords)
        if _is_true(keywords.get("inplace")):
            if isinstance(result, Frame):
                owner.columns, owner.extra = result.columns, result.extra
            else:
                owner.forget()
            return None
        return result

    def bindable(self, method: str, node: ast.Call) -> None:
        cls = exact_class("pandas", "DataFrame")
        function = getattr(cls, method, None) if cls is not None else None
        signature = signature_of(function)
        if signature is not None:
            self.findings += bind(signature, node, f"DataFrame.{method}", bound_self=True)

    def arguments(self, owner: Frame, method: str, node: ast.Call, keywords: dict[str, ast.expr]) -> None:
        for keyword, position in COLUMN_ARGUMENTS.get(method, {}).items():
            value = keywords.get(keyword)
            if value is None and position is not None and position < len(node.args):
                value = node.args[position]
            if value is None or (method in ("agg", "aggregate") and not isinstance(value, ast.Dict)):
                continue
            if method in KEYS_ONLY and not isinstance(value, ast.Dict):
                continue
            self.need(owner, _texts(value) or [], node.lineno)

    def result(self, owner: Frame, method: str, node: ast.Call, keywords: dict[str, ast.expr]) -> Kind:
        columns = owner.columns
        if method == "groupby":
            return Frame(columns, owner.extra, grouped=True)
        if method in SAME_COLUMNS:
            return Frame(set(columns) if columns is not None else None, owner.extra)
        if method == "assign":
            self.named(keywords)
            return Frame(columns | set(keywords), owner.extra) if columns is not None else Frame(None)
        if method == "merge":
            other = self.value(keywords["right"]) if "right" in keywords else None
            other = self.value(node.args[0]) if node.args else other
            return self.merged(owner, other, keywords, node)
        if columns is None:
            return Frame(None) if method in ("drop", "rename", "set_index", "reset_index", "join") else None
        if method == "drop":
            names = _texts(keywords["columns"]) if "columns" in keywords else None
            if names is None and _is_columns_axis(keywords.get("axis")) and node.args:
                names = _texts(node.args[0])
                self.need(owner, names or [], node.lineno)
            only_rows = "columns" not in keywords and "axis" not in keywords
            return Frame(columns - set(names or []) if names is not None or only_rows else None, owner.extra)
        if method == "rename":
            pairs = keywords.get("columns")
            return Frame(_renamed(columns, pairs), owner.extra)
        if method == "set_index":
            names = _texts(node.args[0] if node.args else keywords.get("keys"))
            return Frame(columns - set(names), frozenset(names)) if names is not None else Frame(None)
        if method == "reset_index":
            if _is_true(keywords.get("drop")):
                return Frame(set(columns))
            return Frame(columns | (set(owner.extra) or {"index"}))
        return None

    def named(self, keywords: Mapping[str, ast.expr]) -> None:
        for value in keywords.values():
            self.value(value)

    def merged(self, left: Frame, right: Kind, keywords: Mapping[str, ast.expr], node: ast.Call) -> Frame:
        if not isinstance(right, Frame):
            return Frame(None)
        for key in ("on", "right_on"):
            self.need(right, _texts(keywords.get(key)) or [], node.lineno)
        if left.columns is None or right.columns is None:
            return Frame(None)
        on = set(_texts(keywords.get("on")) or [])
        both = (left.columns & right.columns) - on
        return Frame(None if both else left.columns | right.columns)

    def need(self, owner: Frame, names: Iterable[str], line: int) -> None:
        if owner.columns is None:
            return
        for name in names:
            if name not in owner.columns and name not in owner.extra:
                hint = closest(name, owner.columns)
                self.findings.append(Finding("column", line, f"there is no column {name!r}", hint))


def _texts(node: ast.expr | None) -> list[str] | None:
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


def _last_of_tuple(node: ast.expr) -> ast.expr | None:
    return node.elts[-1] if isinstance(node, ast.Tuple) and len(node.elts) == 2 else None


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _is_columns_axis(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in (1, "columns")


def _renamed(columns: set[str], pairs: ast.expr | None) -> set[str] | None:
    if not isinstance(pairs, ast.Dict):
        return None
    old, new = _texts(pairs), [_texts(value) for value in pairs.values]
    if old is None or not all(new):
        return None
    mapping = dict(zip(old, [n[0] for n in new if n], strict=True))
    return {mapping.get(column, column) for column in columns}
