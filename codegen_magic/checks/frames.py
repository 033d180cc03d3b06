"""DataFrame columns that do not exist, followed through the code's own assignments.

A small interpreter of what is known: a name is a frame with known columns, a frame with unknown ones, a
series, or nothing. Where the columns cannot be told any more (a merge, a call of the
user's own function, a column name in a variable) it stops claiming anything.
"""

from __future__ import annotations

import ast
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable, Mapping

from codegen_magic.checks.columns import Frame, Kind, Series, last_of_tuple, live_frame, texts
from codegen_magic.checks.expressions import Expressions, has_no_index, own_functions
from codegen_magic.checks.finding import Finding
from codegen_magic.checks.names import bound_names
from codegen_magic.checks.result import root
from codegen_magic.peek import exact_class, is_exact, is_one_of

PLAIN = (list, dict, set, tuple, Counter, defaultdict, deque, OrderedDict)
PLAIN_LITERALS = ast.List | ast.Dict | ast.Set | ast.Tuple | ast.Constant | ast.BinOp
PLAIN_LITERALS |= ast.ListComp | ast.DictComp | ast.SetComp


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
    reader = _Reader(tree, namespace)
    reader.statements(tree.body)
    return reader


def column_names(namespace: Mapping[str, object]) -> set[str]:
    """The columns of all live frames."""
    if exact_class("pandas", "DataFrame") is None:
        return set()
    frames = [live_frame(value) for value in namespace.values() if is_exact(value, "pandas", "DataFrame")]
    return {column for frame in frames for column in frame.columns or ()}


def changes_what_it_runs_over(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether a loop assigns into, or calls a method of, a name that it binds: that may be any table."""
    bound = set(bound_names(loop))
    for node in ast.walk(loop):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if root(node) in bound:
                return True
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value  # a text's method changes nothing
            if isinstance(owner, ast.Name) and owner.id in bound and not hasattr(str, node.func.attr):
                return True
    return False


def is_part_of_item(target: ast.AST) -> bool:
    """`tables[0]["total"]`: which table that is, is not told."""
    if not isinstance(target, ast.Subscript | ast.Attribute):
        return False
    owner = target.value
    if isinstance(owner, ast.Attribute) and owner.attr in ("loc", "at", "iloc", "iat", "index"):
        owner = owner.value
    return isinstance(owner, ast.Subscript)


def makes_plain(value: ast.expr | None) -> bool:
    """Whether an expression makes a list, a dict, an array or the like, and no second name of a frame."""
    if isinstance(value, ast.Call):
        return has_no_index(value)
    return isinstance(value, PLAIN_LITERALS)


def _copied(env: Mapping[str, Kind]) -> dict[str, Kind]:
    """Each frame once anew: two names of one frame change together in the copy too."""
    frames = {id(kind): kind.copy() for kind in env.values() if isinstance(kind, Frame)}
    return {name: frames.get(id(kind), kind) for name, kind in env.items()}


class _Reader(Expressions):
    """Statements in their order."""

    def __init__(self, tree: ast.Module, namespace: Mapping[str, object]) -> None:
        super().__init__()
        self.own = own_functions(tree, namespace)
        self.looping = False
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                self.guarded |= set(texts(node.left) or ())
        self.env: dict[str, Kind] = {}
        for name, value in namespace.items():
            if is_exact(value, "pandas", "DataFrame"):
                self.env[name] = live_frame(value)
            elif is_exact(value, "pandas", "Series"):
                self.env[name] = Series()
            elif is_one_of(type(value), PLAIN) or is_exact(value, "numpy", "ndarray"):
                self.plain.add(name)
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
        if isinstance(node, ast.For | ast.AsyncFor):
            for target in ast.walk(node.target):
                if isinstance(target, ast.Name):
                    self.env.pop(target.id, None)
            if changes_what_it_runs_over(node):
                self.forget_all()
        for item in getattr(node, "items", []):
            self.value(item.context_expr)
        if isinstance(node, ast.If):
            self.branches(node.body, node.orelse)
            return
        if isinstance(node, ast.Match):
            self.branches(*(case.body for case in node.cases), [])
            return
        if isinstance(node, ast.For | ast.AsyncFor | ast.While) and not self.looping:
            # a later round sees what an earlier one made: that is read first, and not judged
            self.looping = True
            findings, missing = list(self.findings), list(self.missing)
            self.branches(node.body, [])
            self.findings, self.missing = findings, missing
            self.branches(node.body, [])
            self.looping = False
        elif getattr(node, "handlers", []):  # what is tried may fail
            findings, missing = list(self.findings), list(self.missing)
            self.branches(getattr(node, "body", []), [])
            self.findings, self.missing = findings, missing
        else:
            self.branches(getattr(node, "body", []), [])
        handlers = [handler.body for handler in getattr(node, "handlers", [])]
        self.branches(*handlers, getattr(node, "orelse", []), [])
        self.statements(getattr(node, "finalbody", []))

    def branches(self, *bodies: list[ast.stmt]) -> None:
        """Read each from the state before; a frame then has the columns of all, what one of them binds is unknown."""
        before, ends = self.env, []
        for body in bodies:
            start = _copied(before)
            self.env = dict(start)
            self.statements(body)
            ends.append((start, self.env))
        self.env = dict(before)
        for name in set(before).union(*(end for _, end in ends)):
            kind, kinds = before.get(name), [end[name] for _, end in ends if name in end]
            if any(end.get(name) is not start.get(name) for start, end in ends):
                self.env[name] = Frame(None) if all(isinstance(k, Frame) for k in kinds) else None
            if isinstance(kind, Frame):
                copies = [start[name] for start, _ in ends]
                columns = [k.columns for k in copies if isinstance(k, Frame) and k.columns is not None]
                kind.columns = set().union(*columns) if len(columns) == len(copies) else None
                kind.extra = kind.extra.union(*(k.extra for k in copies if isinstance(k, Frame)))

    def assign(self, target: ast.expr, kind: Kind, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.env[target.id] = kind
            (self.plain.add if makes_plain(value) else self.plain.discard)(target.id)
        elif isinstance(target, ast.Tuple | ast.List):
            values: list[ast.expr | None] = [None] * len(target.elts)
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                values = list(value.elts)
            kinds = [self.value(each) if each is not None else None for each in values]
            for element, own, each in zip(target.elts, kinds, values, strict=True):
                self.assign(element, own, each)
        elif isinstance(target, ast.Subscript):
            owner = self.value(self.frame_of(target.value))
            if owner is None and (is_part_of_item(target) or self.may_be_frame(self.frame_of(target.value))):
                self.forget_all()
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
            if isinstance(target.value, ast.Attribute) and target.value.attr == "index":  # df.index.name
                target = target.value
            owner = self.value(target.value)
            if isinstance(owner, Frame) and target.attr == "index":
                owner.forget()
            elif owner is None and (is_part_of_item(target) or target.attr in ("columns", "index")):
                self.forget_all()
            elif isinstance(owner, Frame) and target.attr == "columns":
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
