"""The variable that an instruction asks for by name: is it assigned, and can that be mended?"""

from __future__ import annotations

import ast
import re

from codegen_magic.checks.finding import words
from codegen_magic.checks.names import bound_names

_QUOTE = r"[\"'`“”‘’]"
_NAME = r"[A-Za-z_]\w*"
_VERB = r"(?:call|name|named|called|naming|calling)"
_NOT_RESULTS = "function|method|index|column|axis|plot|chart|figure|file"
_STORE = r"(?:store|save|put|assign|keep|write|collect|bind|set)\w*"
_PATTERNS = (
    # as "x", variable "x", call it "x", named `x`
    rf"\b(?:as|variable|{_VERB})(?:\s+(?:it|this|them|the result|a variable|variable))?"
    rf"(?:\s+{_VERB})?\s+{_QUOTE}(?P<q>{_NAME}){_QUOTE}",
    # call it x, name the result x, named x, called x
    rf"\b(?:call|name)\s+(?:it|this|that|them|the (?!{_NOT_RESULTS})(?:new )?\w+)\s+(?P<a>{_NAME})\b",
    rf"\b(?:named|called)\s+(?P<b>{_NAME})\b",
    # store ... in x, save it as x, assign ... to x
    rf"\b{_STORE}\b[^.;\n]{{0,80}}?\b(?:in|into|to|as)\s+(?:(?:a|the|new)\s+)*(?:variable\s+)?{_QUOTE}?(?P<c>{_NAME})\b"
    r"(?!\.\w)",
    rf"\bvariable\s+(?P<d>{_NAME})\b",
)
_NOT_NAMES = words(
    "a an the it its this that them these those new one each all every and or of in on as to into by with "
    "from for variable variables list dict dictionary dataframe frame table array column columns row rows "
    "file files csv json result results series set string number numbers value values order place memory "
    "disk function class named called is are be which where whose zero ascending descending alphabetical "
    "lowercase uppercase percent minutes"
)
_NO_RESULT = words(
    "show append extend insert sort reverse update add discard clear savefig to_csv to_excel to_json plot "
    "hist bar title xlabel ylabel legend figure tight_layout grid write close head tail info describe "
    "seed"
)
_OTHER_VERBS = re.compile(
    r"\b(?:renam|convert|label|cast|chang|replac|format|titl|treat|us)\w*\b[^.;\n]*$", re.I
)
_OTHER_THINGS = re.compile(
    r"\b(?:columns?|files?|index|axis|axes|labels?|titles?|rows?|keys?|sheet|legend)\s*$"
)


def asked_names(instruction: str) -> list[str]:
    """Variable names that the instruction asks to be made, in order; columns and files do not count."""
    found: dict[int, str] = {}
    for pattern in _PATTERNS:
        for match in re.finditer(pattern, instruction, re.IGNORECASE):
            group = next(key for key, value in match.groupdict().items() if value)
            name, start = match.group(group), match.start(group)
            # "a column called x", "a new column named 'x'"
            before = re.sub(rf"\b{_VERB}\b.*$", "", instruction[: match.start(group)][match.start() :])
            context = instruction[max(0, match.start() - 30) : match.start()] + before
            if name.lower() in _NOT_NAMES or _about_something_else(
                context, instruction[match.start() : start]
            ):
                continue
            if re.match(r"\.\w", instruction[match.end(group) :]):  # a file name
                continue
            if _OTHER_VERBS.search(instruction[: match.start()]) and match.group().lower().startswith("as"):
                continue
            if group in "abcd" and not _looks_like_name(name, instruction, match.end(group)):
                continue
            found.setdefault(start, name)
    return list(dict.fromkeys(found[start] for start in sorted(found)))


def _about_something_else(context: str, phrase: str) -> bool:
    other = re.search(r"\b(?:columns?|files?|folder|csv|json)\b", phrase)
    return bool(_OTHER_THINGS.search(context.rstrip()) or other)


def _looks_like_name(name: str, instruction: str, end: int) -> bool:
    """Without quotes a name must look like one, or end its clause: `store it in total.`"""
    if "_" in name or any(c.isdigit() or c.isupper() for c in name[1:]) or len(name) <= 2:
        return True
    return bool(
        re.match(r"\s*(?:$|[.,;:)\n]|and\b|then\b|with\b|using\b|by\b|that\b|which\b)", instruction[end:])
    )


def missing_results(tree: ast.Module, asked: list[str], known: set[str]) -> list[str]:
    """Asked names that the code does not bind. One that exists and is used was perhaps only referred to."""
    bound = set(bound_names(tree))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return [name for name in asked if name not in bound and not (name in known and name in used)]


def assign_result(code: str, tree: ast.Module, name: str) -> str:
    """The code with its last value assigned to `name`; "" where it is not clear what the result is.

    An expression is assigned; so is the one argument of a closing `print`; and where the last statement
    assigns to some other new variable, that is given the asked name too.
    """
    if not tree.body:
        return ""
    last = tree.body[-1]
    if isinstance(last, ast.Expr):
        return _assign_expression(code, tree, last, name)
    if isinstance(last, ast.Assign) and len(last.targets) == 1 and isinstance(last.targets[0], ast.Name):
        return f"{code.rstrip()}\n{name} = {last.targets[0].id}"
    if isinstance(last, ast.FunctionDef | ast.ClassDef):
        return f"{code.rstrip()}\n{name} = {last.name}"
    return ""


def _assign_expression(code: str, tree: ast.Module, last: ast.Expr, name: str) -> str:
    value = last.value
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return ""
    lines = code.splitlines()
    head_end = (tree.body[-2].end_lineno or 0) if len(tree.body) > 1 else 0
    if head_end >= last.lineno:  # `x = 1; x`
        return ""
    comments = [line for line in lines[head_end : last.lineno - 1] if not line.strip() or line[:1] == "#"]
    head = "".join(line + "\n" for line in [*lines[:head_end], *comments])
    if isinstance(value, ast.Call):
        function = value.func
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if called in ("print", "display"):
            if (
                len(value.args) != 1
                or value.keywords
                or isinstance(value.args[0], ast.Starred | ast.JoinedStr)
            ):
                return ""
            return f"{head}{name} = {_source(code, value.args[0])}\n{called}({name})"
        if called in _NO_RESULT or any(keyword.arg == "inplace" for keyword in value.keywords):
            return ""
    shown = "" if isinstance(value, ast.Name) else f"\n{name}"
    return f"{head}{name} = {_source(code, value)}{shown}"


def _source(code: str, node: ast.expr) -> str:
    """The source of an expression; written anew where it spans lines: its brackets may lie outside of it."""
    segment = ast.get_source_segment(code, node) if node.lineno == node.end_lineno else None
    return segment or ast.unparse(node)
