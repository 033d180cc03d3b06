"""What of a cell that the user wrote is told to the model: plain Python, as it stands in the notebook. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

IGNORE = "synth-ignore"  # a tag of the cell, or a comment on its first line
CAP = 2000  # characters of one cell in a prompt
_BODY_MAGICS = {"time", "capture", "prun"}  # cell magics that run their body in the notebook's namespace
_IGNORED = re.compile(rf"#\s*{IGNORE}\b")
_CELL_MAGIC = re.compile(r"%%(\w+)[^\n]*\n?")


def is_ignored(source: str) -> bool:
    """Whether the first line asks to keep the cell from the model."""
    return _IGNORED.match(source.lstrip()) is not None


def body(source: str) -> str:
    """The cell without a `%%time` or the like on its first line; "" for a cell in another language."""
    match = _CELL_MAGIC.match(source.lstrip())
    if match is None:
        return source
    return source.lstrip()[match.end() :] if match[1] in _BODY_MAGICS else ""


def plain(source: str, transform: Callable[[str], str]) -> str:
    """The cell's statements without magics, shell commands and trailing comments; "" where none is left.

    transform: IPython's, which turns a magic into a call of get_ipython().
    """
    text = re.sub(r"\r\n?", "\n", body(source))
    statements = _statements(text)
    if statements is None:
        text = transform(text)
        statements = _statements(text) or []
    kept = [s for s in statements if not _is_magic(s)]
    if not kept or all(_is_doc(s) for s in kept):
        return ""
    return _only(text, statements, kept)


def capped(code: str, limit: int = CAP) -> str:
    """A very long cell by whole statements: its imports, and from its end backwards as many as fit.

    The imports and the latest results are what a next step uses. Nothing marks the gap: a small model
    would copy the mark.
    """
    statements = _statements(code) if len(code) > limit else None
    if statements is None:
        return code if len(code) <= limit else ""
    texts = [_source(code, s) for s in statements]
    imports = {i for i, s in enumerate(statements) if isinstance(s, ast.Import | ast.ImportFrom)}
    chosen: set[int] = set()
    room = limit
    for index in [*sorted(imports), *sorted(set(range(len(texts))) - imports, reverse=True)]:
        room -= len(texts[index]) + 1
        if room < 0:
            break
        chosen.add(index)
    return "\n".join(texts[index] for index in sorted(chosen))


def without_imports(code: str) -> str:
    """The code without its top-level imports."""
    statements = _statements(code) or []
    kept = [s for s in statements if not isinstance(s, ast.Import | ast.ImportFrom)]
    return _only(code, statements, kept) if kept else ""


def _statements(code: str) -> list[ast.stmt] | None:
    """The top-level statements, `await` allowed; None where it is not Python."""
    try:
        tree = compile(code, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tree.body  # type: ignore[no-any-return]


def _only(text: str, statements: list[ast.stmt], kept: list[ast.stmt]) -> str:
    """The lines of a text without those of the other statements and without what stands behind the last.

    Another statement stays where it shares a line with one that is kept.
    """
    lines = text.split("\n")
    groups = _sharing_lines(statements)
    wanted = [group for group in groups if any(s in kept for s in group)]
    del lines[wanted[-1][-1].end_lineno :]
    for group in reversed(groups):
        if group not in wanted:
            del lines[first_line(group[0]) : group[-1].end_lineno]
    return "\n".join(lines).strip("\n")


def _sharing_lines(statements: list[ast.stmt]) -> list[list[ast.stmt]]:
    """Each statement with those that begin, behind a semicolon, on the line on which it ends."""
    groups: list[list[ast.stmt]] = []
    for statement in statements:
        if groups and statement.lineno == groups[-1][-1].end_lineno:
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


def _is_magic(statement: ast.stmt) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "get_ipython" for n in ast.walk(statement))


def _is_doc(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _source(code: str, statement: ast.stmt) -> str:
    """The text of a statement, with its decorators."""
    if getattr(statement, "decorator_list", None):
        return "\n".join(code.split("\n")[first_line(statement) : statement.end_lineno])
    return ast.get_source_segment(code, statement) or ""


def first_line(statement: ast.stmt) -> int:
    """Counted from 0, decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(d.lineno for d in decorators)]) - 1
