"""Assignments of results that can be added without the model.

A mend names a value that the code makes anyway; it changes neither what the code does nor in which order.
"""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Collection, Mapping

from codegen_magic.checks.finding import words
from codegen_magic.checks.result import IN_PLACE, holder, plain_targets, root

_SHOWS = words("print display")
_NO_RESULT = words(
    "show savefig to_csv to_excel to_json to_parquet to_pickle to_sql tight_layout grid write close info seed "
    "plot hist bar title xlabel ylabel legend figure"
)
_RETURNS_NONE = words("shuffle heapify dump save savez makedirs sleep")  # of modules: `random.shuffle`
_LOOKS = words("head tail info describe show display plot sample")  # at a variable that was made just before
_AXES, _FIGURES = words("ax axes"), words("fig figure")


def assign_results(
    code: str,
    tree: ast.Module,
    names: list[str],
    asked: Collection[str],
    functions: bool = False,
    known: Mapping[str, object] | None = None,
    further: bool = False,
) -> str:
    """The code with values given to the missing `names`; "" where it is not clear what they are.

    asked: all names that the instruction asks for. functions: whether it asks for a function or class. known: the
    variables that there are: one that a closing assignment would overwrite unasked keeps its value. further: the step
    goes on behind the name (`as big and count them`), so that a value behind an assignment may be that of what follows.
    """
    if not tree.body or not names:
        return ""
    page, known = Page(code, tree), known or {}
    if len(names) > 1:
        return _several(page, names) if len(names) == len(asked) else ""
    others = {name for name in asked if name != names[0]}
    if (
        further
        and page.new
        and not (isinstance(page.last, ast.Expr) and isinstance(page.last.value, ast.Name))
    ):
        return ""
    if isinstance(page.last, ast.Expr):
        return _expression(page, page.last.value, names[0], others, known)
    made = holder(tree, page.last, others, functions)
    if isinstance(page.last, ast.Assign) and made in known and made not in page.new:
        return page.replaced(f"{names[0]} = {page.source(page.last.value)}")
    return page.append(f"{names[0]} = {made}") if made else ""


class Page:
    """Code whose last statement is rewritten."""

    def __init__(self, code: str, tree: ast.Module) -> None:
        self.code, self.tree = code, tree
        self.last = tree.body[-1]
        self.new = {name for statement in tree.body[:-1] for name in plain_targets(statement)}

    def append(self, line: str) -> str:
        return f"{self.code.rstrip()}\n{line}"

    def replaced(self, *lines: str, count: int = 1) -> str:
        """The last `count` statements replaced; "" where they share a line with what is before them."""
        body, first = self.tree.body, self.tree.body[-count]
        text = self.code.splitlines()
        head_end = (body[-count - 1].end_lineno or 0) if len(body) > count else 0
        if head_end >= first.lineno:  # `x = 1; x`
            return ""
        between = text[head_end : first.lineno - 1]
        head = [*text[:head_end], *(line for line in between if not line.strip() or line[:1] == "#")]
        return "\n".join([*head, *lines])

    def source(self, node: ast.expr) -> str:
        """The source of an expression; written anew where it spans lines: its brackets may lie outside of it."""
        segment = ast.get_source_segment(self.code, node) if node.lineno == node.end_lineno else None
        return segment or ast.unparse(node)


def _expression(
    page: Page, value: ast.expr, name: str, others: Collection[str], known: Mapping[str, object]
) -> str:
    """A closing expression: its value is named, or the variable that it shows or changes."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return ""
    if not isinstance(value, ast.Call):
        if isinstance(value, ast.Name):
            return page.replaced(f"{name} = {value.id}", name) if value.id not in others else ""
        return page.replaced(f"{name} = {page.source(value)}", name)
    called = value.func.attr if isinstance(value.func, ast.Attribute) else root(value.func)
    owner = root(value.func.value) if isinstance(value.func, ast.Attribute) else ""
    if called in _SHOWS and not owner:
        return _shown(page, value, [name], others)
    if name in _FIGURES | _AXES and owner == "plt":
        line = f"{name} = plt.gcf()" if name in _FIGURES else f"{name} = plt.gca()"
        ends = called in ("show", "close", "savefig")
        return page.replaced(line, page.source(value)) if ends else page.append(line)
    if called in _LOOKS and owner in page.new and name not in _AXES:
        return page.replaced(f"{name} = {owner}", page.source(value)) if owner not in others else ""
    is_name = isinstance(value.func, ast.Attribute) and isinstance(value.func.value, ast.Name)
    if called in IN_PLACE and owner and not is_name:
        return ""
    if _has_inplace(value) or (called in IN_PLACE and (owner in page.new or _changes(known.get(owner)))):
        return page.append(f"{name} = {owner}") if is_name and owner not in others else ""
    if called in _RETURNS_NONE and owner:
        return ""
    if called in _NO_RESULT and not (called in ("plot", "hist", "bar") and name in _AXES):
        return ""
    return page.replaced(f"{name} = {page.source(value)}", name)


def _has_inplace(value: ast.Call) -> bool:
    inplace = [k.value for k in value.keywords if k.arg == "inplace"]
    return any(isinstance(given, ast.Constant) and given.value is True for given in inplace)


def _changes(owner: object) -> bool:
    """Whether `append`, `sort`, `add` and their like change it: not those of modules, frames and arrays."""
    return issubclass(type(owner), list | dict | set | deque | bytearray)


def _shown(page: Page, call: ast.Call, names: list[str], others: Collection[str]) -> str:
    """`print(x)`: what is printed gets the names, and is printed by them."""
    values = [arg for arg in call.args if not isinstance(arg, ast.Constant)]
    if len(values) != len(names) or any(isinstance(arg, ast.Starred) for arg in values):
        return ""
    if any(isinstance(arg, ast.Name) and arg.id in others for arg in values):
        return ""
    if any(isinstance(arg, ast.JoinedStr) for arg in values):
        return _formatted(page, values, names[0]) if len(names) == 1 else ""
    lines = f"{', '.join(names)} = {', '.join(page.source(arg) for arg in values)}"
    by_name = dict(zip(values, names, strict=True))
    args = [ast.Name(by_name[arg]) if arg in by_name else arg for arg in call.args]
    return page.replaced(lines, ast.unparse(ast.Call(call.func, args, call.keywords)))


def _formatted(page: Page, values: list[ast.expr], name: str) -> str:
    """`print(f"mean: {m:.2f}")` prints the one variable."""
    parts = [node for node in ast.walk(values[0]) if isinstance(node, ast.FormattedValue)]
    if len(parts) == 1 and isinstance(parts[0].value, ast.Name):
        return page.append(f"{name} = {parts[0].value.id}")
    return ""


def _several(page: Page, names: list[str]) -> str:
    """All of several names are missing: as many values at the end of the code get them, in order."""
    left = ", ".join(names)
    if isinstance(page.last, ast.Expr):
        value = page.last.value
        if _gives(value, len(names)):
            return page.replaced(f"{left} = {page.source(value)}")
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _SHOWS:
            several = _shown(page, value, names, ())
            if several:
                return several
        return _statements(page, names)
    held = [name for statement in page.tree.body for name in plain_targets(statement)]
    held = list(dict.fromkeys(held))
    return page.append(f"{left} = {', '.join(held)}") if len(held) == len(names) else ""


def _gives(value: ast.expr, count: int) -> bool:
    """Whether an expression is known to give so many values."""
    if isinstance(value, ast.Tuple):
        return len(value.elts) == count
    if not isinstance(value, ast.Call):
        return False
    called = value.func.attr if isinstance(value.func, ast.Attribute) else root(value.func)
    if called == "train_test_split":
        return 2 * len(value.args) == count
    if called == "polyfit":
        degree = value.args[2] if len(value.args) > 2 else None
        return isinstance(degree, ast.Constant) and degree.value == count - 1
    return count == 2 and any(keyword.arg == "return_X_y" for keyword in value.keywords)


def _statements(page: Page, names: list[str]) -> str:
    """The last statements are one expression for each name: `x.mean()` and `x.std()`, or their prints."""
    last = page.tree.body[-len(names) :]
    if len(last) < len(names) or len({statement.lineno for statement in last}) < len(last):
        return ""
    lines = []
    for name, statement in zip(names, last, strict=True):
        value = statement.value if isinstance(statement, ast.Expr) else None
        shown = ""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _SHOWS:
            shown = value.func.id
            value = value.args[0] if len(value.args) == 1 and not value.keywords else None
        if value is None or isinstance(value, ast.Constant | ast.JoinedStr | ast.Starred):
            return ""
        lines += [f"{name} = {page.source(value)}", *([f"{shown}({name})"] if shown else [])]
    return page.replaced(*lines, count=len(names))
