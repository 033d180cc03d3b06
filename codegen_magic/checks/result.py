"""Whether the variables that were asked for are assigned, and which value of the code they were to name."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from codegen_magic.checks.finding import words

IN_PLACE = words("append extend insert sort reverse update add discard clear remove setdefault")
_COMPOUND = ast.For | ast.While | ast.With


def assigned_names(node: ast.AST) -> Iterator[str]:
    """Names that code binds where it runs: not inside of its functions and comprehensions."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).split(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from assigned_names(child)


def missing_results(
    tree: ast.Module, asked: dict[str, bool], known: Collection[str], columns: Collection[str] = ()
) -> list[str]:
    """Asked names that the code does not bind.

    asked: each name with whether the wording is sure. One that exists already was perhaps only referred to, if the
    code uses it or the wording is not sure; where it is not, the name may be a column's too.
    """
    bound = set(assigned_names(tree))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    missing = []
    for name, sure in asked.items():
        refers = name in known and (name in used or not sure)
        refers = refers or (not sure and (name in columns or name in texts))
        if name not in bound and not refers:
            missing.append(name)
    return missing


def holder(tree: ast.Module, last: ast.stmt, others: Collection[str], functions: bool) -> str | None:
    """The variable that holds what the code made, if it is clear which one; `others` are spoken for.

    functions: a function or class may be what was asked for.
    """
    if isinstance(last, ast.FunctionDef | ast.ClassDef):
        found: str | None = last.name if functions else None
    elif isinstance(last, _COMPOUND):
        found = _filled(tree, last)
    else:
        targets = plain_targets(last)
        found = targets[0] if len(targets) == 1 else None
    return None if found in others else found


def plain_targets(statement: ast.stmt) -> list[str]:
    """The variables that an assignment binds, in order; [] where it changes something else as well."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AugAssign) or (isinstance(statement, ast.AnnAssign) and statement.value):
        target = statement.target
    else:
        return []
    elements = target.elts if isinstance(target, ast.Tuple) else [target]
    names = [element.id for element in elements if isinstance(element, ast.Name)]
    return names if len(names) == len(elements) else []


def root(node: ast.expr) -> str:
    """`counts` of `counts[key]` and of `counts.most_common`; "" for what begins with no name."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _filled(tree: ast.Module, last: ast.stmt) -> str | None:
    """`squares` of `squares = []` and a loop that fills it; `text` of `with open(...) as f: text = f.read()`."""
    before = {name for statement in tree.body[:-1] for name in plain_targets(statement)}
    changed = set()
    for node in ast.walk(last):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            changed.add(node.id)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            changed.add(root(node))
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in IN_PLACE
        ):
            changed.add(root(node.func))
    both = before & changed
    if not both and isinstance(last, ast.With):
        both = {name for statement in last.body for name in plain_targets(statement)}
    return both.pop() if len(both) == 1 else None
