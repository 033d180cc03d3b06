"""DataFrame columns that do not exist, followed through the code's own assignments.

A small interpreter of what is known: a name is a frame with known columns, a frame with unknown ones, a
series, or nothing. Where the columns cannot be told any more (a merge, a call of the
user's own function, a column name in a variable) it stops claiming anything.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from codegen_magic.checks.columns import Frame, Kind, Series, last_of_tuple, live_frame, texts
from codegen_magic.checks.expressions import Expressions
from codegen_magic.checks.finding import Finding
from codegen_magic.peek import exact_class, is_exact


def column_findings(tree: ast.Module, namespace: Mapping[str, object]) -> list[Finding]:
    """What the code asks of frames and series that they do not have. Empty without pandas."""
    reader = _read(tree, namespace)
    return list(dict.fromkeys(reader.findings)) if reader else []


def missing_columns(
    tree: ast.Module, namespace: Mapping[str, object]
) -> list[tuple[str, int, frozenset[str]]]:
    """Columns that frames do not have, each with the line that asks and the columns that there are."""
    reader = _read(tree, namespace)
    return reader.missing if reader else []


def _read(tree: ast.Module, namespace: Mapping[str, object]) -> _Reader | None:
    if exact_class("pandas", "DataFrame") is None:
        return None
    reader = _Reader(namespace)
    reader.statements(tree.body)
    return reader


def column_names(namespace: Mapping[str, object]) -> set[str]:
    """The columns of all live frames."""
    if exact_class("pandas", "DataFrame") is None:
        return set()
    frames = [live_frame(value) for value in namespace.values() if is_exact(value, "pandas", "DataFrame")]
    return {column for frame in frames for column in frame.columns or ()}


class _Reader(Expressions):
    """Statements in their order."""

    def __init__(self, namespace: Mapping[str, object]) -> None:
        super().__init__()
        self.env: dict[str, Kind] = {}
        for name, value in namespace.items():
            if is_exact(value, "pandas", "DataFrame"):
                self.env[name] = live_frame(value)
            elif is_exact(value, "pandas", "Series"):
                self.env[name] = Series()
        shared: dict[int, Kind] = {}  # two names of one frame change together
        for name in self.env:
            self.env[name] = shared.setdefault(id(namespace[name]), self.env[name])

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
                names = texts(
                    last_of_tuple(target.slice)
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
                names = texts(value) if value is not None else None
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
            names = texts(node.target.slice)
            owner = self.value(node.target.value)
            if isinstance(node, ast.AugAssign) and names and isinstance(owner, Frame):
                self.need(owner, names, node.lineno)
        return None

    def delete(self, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.env.pop(target.id, None)
        elif isinstance(target, ast.Subscript):
            owner, names = self.value(target.value), texts(target.slice)
            if isinstance(owner, Frame) and owner.columns is not None and names:
                self.need(owner, names, target.lineno)
                owner.columns -= set(names)
