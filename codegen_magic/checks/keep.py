"""A command that names no result means what it speaks of: `drop the email column` changes the table.

Small models write such a step as documentation does, `df.drop(columns=["email"])`, whose value is shown and lost. The
mend gives it back to the table or the column, and the cell still shows it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from codegen_magic.checks.assign import Page
from codegen_magic.checks.finding import words
from codegen_magic.peek import is_exact
from codegen_magic.plan import LEAD

_COMMAND = re.compile(
    rf"\s*{LEAD}"
    r"(?:drop(?! in\b)|remove|delete|set(?! an?\b)|use(?=.* as\b)|make(?! an?\b| labels\b| flags\b)|turn|convert|"
    r"change(?! in\b)|cast|parse|encode|one-hot|rename|sort|order|round|fill|impute|interpolate|replace|reset|clip|cap|"
    r"strip|trim|clean|lower|upper|lowercase|uppercase|capitali[sz]e|normali[sz]e|deduplicate|swap|re-?index)"
    r"\b(?! of\b)",  # `order of customers by tip` is a noun
    re.IGNORECASE,
)
_REMOVES = re.compile(rf"\s*{LEAD}(?:drop|remove|delete)\b", re.IGNORECASE)
_LOOKS = re.compile(
    r"\b(?:show|shown|showing|display|print|list|see|look|view|plot|draw|preview|what|which|how|"
    r"copy|new|original|unchanged|without (?:chang|modif|alter|touch)\w*|leave|separate|temporar(?:y|ily)|"
    r"return|compute|calculate|count|get|give|find|tell|intact|untouched)\b|\?|"
    r"(?:\bnot|n['\u2019]t|\bnever) (?:to )?(?:be )?"
    r"(?:chang|modif|alter|touch|overwrit|mutat|edit|affect|updat|replac)|"
    r"\bnot in[- ]?place\b|\bkeep(?:ing)?\b.*\bas (?:it|they)\b",
    re.IGNORECASE,
)
_DERIVES = re.compile(
    r"\b(?:its|their|each|columns?|flags?|labels?|lengths?|numbers? of|whether)\b", re.IGNORECASE
)
# Methods whose value is the same table or column, changed.
_FRAME = words(
    "drop dropna drop_duplicates rename set_index reset_index sort_values sort_index fillna ffill bfill interpolate "
    "replace round astype clip convert_dtypes reindex set_axis rename_axis"
)
_COLUMN = words("fillna ffill bfill interpolate replace round astype clip")
_ANYTHING = words("map apply")  # their value may be a flag or a length: see _remakes
_TEXT = words(
    "upper lower title capitalize strip lstrip rstrip replace zfill removeprefix removesuffix slice"
)


def keep_change(
    code: str, tree: ast.Module, space: Mapping[str, object], instruction: str
) -> tuple[str, list[str]]:
    """The code with its closing value given back to what it changes, and that table's or column's source.

    ("", []) where the instruction is no such command, or the value is not the same thing changed.
    """
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or not _COMMAND.match(instruction) or _LOOKS.search(instruction):
        return "", []
    page = Page(code, tree)
    if isinstance(last.value, ast.Call):
        target = _changed(page, last.value, space, instruction)
    else:
        target = _narrowed(last.value, space) if _REMOVES.match(instruction) else ""
    if not target:
        return "", []
    return page.replaced(f"{target} = {page.source(last.value)}", target), [target]


def _changed(page: Page, call: ast.Call, space: Mapping[str, object], instruction: str) -> str:
    """The live table, its column, or the list that a call gives back changed; "" for another value."""
    if isinstance(call.func, ast.Name):
        listed = call.args[0] if call.func.id == "sorted" and len(call.args) == 1 else None
        is_list = isinstance(listed, ast.Name) and type(space.get(listed.id)) is list
        return listed.id if is_list else ""  # type: ignore[union-attr]
    methods, owner = _chain(call)
    if methods and isinstance(owner, ast.Name):
        if is_exact(space.get(owner.id), "pandas", "DataFrame") and set(methods) <= _FRAME:
            return owner.id
        is_series = is_exact(space.get(owner.id), "pandas", "Series")
        return owner.id if is_series and _elementwise(methods, owner.id, instruction) else ""
    if methods and isinstance(owner, ast.Subscript) and isinstance(owner.value, ast.Name):
        frame = space.get(owner.value.id)
        column = owner.slice.value if isinstance(owner.slice, ast.Constant) else None
        if isinstance(column, str) and is_exact(frame, "pandas", "DataFrame"):
            return page.source(owner) if _elementwise(methods, column, instruction) else ""
    return ""


def _narrowed(value: ast.expr, space: Mapping[str, object]) -> str:
    """The live table of `df[df["a"] > 1]`; "" for another value."""
    if not isinstance(value, ast.Subscript) or not isinstance(value.value, ast.Name):
        return ""
    mask = isinstance(value.slice, ast.Compare | ast.UnaryOp | ast.BinOp)
    return value.value.id if mask and is_exact(space.get(value.value.id), "pandas", "DataFrame") else ""


def _chain(call: ast.expr) -> tuple[list[str], ast.expr]:
    """The methods of `owner.a().str.b()`, outermost last, `str` among them; and the owner."""
    methods: list[str] = []
    while True:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            if any(k.arg == "inplace" for k in call.keywords):
                return [], call
            methods.insert(0, call.func.attr)
            call = call.func.value
        elif isinstance(call, ast.Attribute) and call.attr == "str" and methods:
            methods.insert(0, "str")
            call = call.value
        else:
            return methods, call


def _elementwise(methods: list[str], name: str, instruction: str) -> bool:
    """Whether each value of the column `name` becomes another: `str` stands before a method on texts."""
    before = ["", *methods]
    pairs = zip(before, methods, strict=False)
    plain = _COLUMN | {"str"} | (_ANYTHING if _remakes(name, instruction) else frozenset())
    return all(m in (_TEXT if previous == "str" else plain) for previous, m in pairs)


def _remakes(name: str, instruction: str) -> bool:
    """Whether the column itself is to be made anew: `encode the sex column as 0 and 1`, not `... to its length`."""
    start = rf"\s*{LEAD}(?:convert|replace|clean|encode)\s+(?:the\s+)?[\"'`]?{re.escape(name)}[\"'`]?(?:\s+column)?\b"
    match = re.match(start, instruction, re.IGNORECASE)
    return match is not None and not _DERIVES.search(instruction, match.end())
