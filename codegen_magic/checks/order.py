"""A sort that goes the wrong way: `sort_values("date")` where the step says `newest first`.

Small models leave the direction out. It is added only to the one sort of the code, which says nothing of its direction,
and only where the step names one direction.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from codegen_magic.checks.rename import replaced
from codegen_magic.checks.result import root

_DOWN = re.compile(
    r"\bdescending\b|\b(?:newest|latest|largest|highest|biggest|greatest) first\b|"
    r"\bmost (?:recent|common|frequent|popular|expensive) first\b|"
    r"\b(?:largest|highest|biggest|longest|high|most) to (?:the )?(?:smallest|lowest|shortest|low|least|fewest)\b|"
    r"\breverse(?:d)? alphabetical",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bascending\b|(?<!reverse )(?<!reversed )\balphabetical|\b(?:then|ties?|tied)\b|"
    r"\b(?:smallest|lowest|earliest|oldest|shortest|cheapest|fewest|least \w+) first\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\[[^\[\]\n:]*//|"  # `values[len(values) // 4]` wants the order that it has
    r"\[::-1\]|\breversed?\b|\bascending\b|\b(?:nlargest|tail|pop)\b|\b(?:most_common|value_counts|neg)\b|(?<=[\[(,=:\s])-\s*[\w(]"
)
_ARRAYS = re.compile(r"\b(?:np|numpy|values|to_numpy|unique|array)\b")
_WORD = {"sort_values": "ascending=False", "sort_index": "ascending=False", "sort": "reverse=True"}


def sorted_down(code: str, tree: ast.Module, space: Mapping[str, object], instruction: str) -> str:
    """The code with its one sort in descending order; "" where it has a direction already, or none is asked for."""
    if not _DOWN.search(instruction) or _OTHER.search(instruction) or _TURNED.search(code):
        return ""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _word(node)]
    if len(calls) != 1:
        return ""
    (call,) = calls
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if any(isinstance(node, ast.GeneratorExp) for node in given) or any(k.arg is None for k in call.keywords):
        return ""
    if (
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "sort"
        and not _sorts_list(call, space, code)
    ):
        return ""
    if not given:
        source = ast.get_source_segment(code, call) or ""
        return replaced(code, [(call, f"{source.removesuffix(')')}{_word(call)})")])
    last = max(given, key=lambda node: (node.lineno, node.col_offset))
    return replaced(code, [(last, f"{ast.get_source_segment(code, last)}, {_word(call)}")])


def _word(call: ast.Call) -> str:
    """What turns this sort around; "" for other calls and for numpy's, which have no such word."""
    if isinstance(call.func, ast.Name):
        return "reverse=True" if call.func.id == "sorted" else ""
    if isinstance(call.func, ast.Attribute) and root(call.func) not in ("np", "numpy"):
        return _WORD.get(call.func.attr, "")
    return ""


def _sorts_list(call: ast.Call, space: Mapping[str, object], code: str) -> bool:
    """An array has a `sort` too, which takes no direction."""
    owner = root(call.func)
    return not call.args and (type(space[owner]) is list if owner in space else not _ARRAYS.search(code))
