"""A result that is right but for its kind: `towns = shop["city"].unique()` where a set is asked for.

The conversion keeps every value, of equal ones what the asked kind can hold. Where it is not clear which values are
meant (those of a Series or its index, the keys of a dict), nothing is converted.
"""

from __future__ import annotations

import ast
import re

from codegen_magic.checks.assign import Page
from codegen_magic.checks.result import plain_targets

_PLAIN = {"list", "tuple", "set", "frozenset"}
_ONE_COLUMN = {"ndarray", "Index", "StringArray", "ArrowStringArray", "Categorical", "Series"}
_FLAT = re.compile(r"ndarray \d+ ")  # not `ndarray 3x2 float64`
_ROW_NUMBERS = re.compile(r", index: u?int\d*$")  # what is left of them when rows were picked


def converted(code: str, tree: ast.Module, name: str, own: str, text: str, kind: str) -> str:
    """The code with the value of its last statement, the name's assignment, made the asked kind; "" where unsafe.

    own: the type that the name has now. text: its schema, as the grounding tells it. kind: what the step asks for.
    """
    call = _call(own, text, kind)
    if not call or not tree.body or plain_targets(tree.body[-1]) != [name]:
        return ""
    page, last = Page(code, tree), tree.body[-1]
    if not isinstance(last, ast.Assign):
        return ""
    value = page.source(last.value)
    if call.startswith("."):
        whole = isinstance(last.value, ast.Call | ast.Subscript | ast.Attribute | ast.Name)
        return page.replaced(f"{name} = {value if whole else f'({value})'}{call}")
    return page.replaced(f"{name} = {call}({value})")


def _call(own: str, text: str, kind: str) -> str:
    """`.tolist` with its brackets, or the name of a type; "" for what says something else in another kind."""
    labelled = own == "Series" and ", index:" in text
    if kind == "dict":
        return ".to_dict()" if labelled and not _ROW_NUMBERS.search(text) else ""
    if kind not in ("list", "tuple", "set") or labelled or (own == "ndarray" and not _FLAT.match(text)):
        return ""
    if own in _PLAIN:
        return kind
    if own in _ONE_COLUMN:
        return ".tolist()" if kind == "list" else kind
    return ""
