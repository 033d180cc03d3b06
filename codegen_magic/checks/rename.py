"""Names that do not exist and can only mean one that does: the one table there is, a name or column spelt another way.

Code with such a name would raise; the mend lets it run on what it must have meant. Nothing that exists is renamed.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterable, Mapping

from codegen_magic.checks.columns import live_frame, texts
from codegen_magic.checks.names import bound_names
from codegen_magic.peek import exact_class, is_exact

PREFIX = 4  # letters that a shortened word keeps: temp_c for temperature


def rename_variables(
    code: str, tree: ast.Module, unknown: Iterable[str], namespace: Mapping[str, object], instruction: str
) -> tuple[str, dict[str, str]]:
    """The code with unknown names put right, and what was renamed: old -> new.

    A name that the instruction speaks of is left: it is not invented, what should have made it is missing.
    """
    bound = set(bound_names(tree)) | set(re.findall(r"\w+", instruction))
    visible = {name: value for name, value in namespace.items() if name[:1] != "_"}
    renamed = {}
    for name in unknown:
        meant = "" if name in bound else _meant(name, tree, visible)
        if meant:
            renamed[name] = meant
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in renamed]
    return replaced(code, [(node, renamed[node.id]) for node in nodes]), renamed


def rename_columns(
    code: str, tree: ast.Module, missing: Iterable[tuple[str, int, Collection[str]]]
) -> tuple[str, dict[str, str]]:
    """The same for columns. missing: a column, the line that asks for it, the columns that there are."""
    places: dict[tuple[int, int], tuple[ast.expr, str]] = {}
    renamed: dict[str, str] = {}
    # the text around an f-string's values: Python 3.11 places it where the whole of it stands
    around = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for name, line, columns in missing:
        meant = like(name, columns)
        if not meant or any(meant == new and name != old for old, new in renamed.items()):
            continue
        statement = next(s for s in tree.body if s.lineno <= line <= (s.end_lineno or line))
        if _may_be_absent(statement):
            continue
        renamed[name] = meant
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and node.value == name and node not in around:
                places[node.lineno, node.col_offset] = (node, quoted_like(code, node, meant))
    return replaced(code, list(places.values())), renamed


def _may_be_absent(statement: ast.stmt) -> bool:
    """Whether the code itself sees to a name that is no column: in a branch, with `in`, `try` or `errors="ignore"`."""
    return any(
        isinstance(node, ast.If | ast.IfExp | ast.Try | ast.TryStar | ast.Match)
        or (isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops))
        or (isinstance(node, ast.keyword) and node.arg == "errors")
        for node in ast.walk(statement)
    )


def like(name: str, known: Iterable[str]) -> str:
    """The one known name that differs in case, spelling of the gaps, plural, or by further words; "" if not one."""
    known = list(known)
    same = [other for other in known if _letters(other) == _letters(name)]
    if len(same) == 1:
        return same[0]
    similar = [other for other in known if _is_part(_words(name), _words(other))]
    return similar[0] if len(similar) == 1 and not same else ""


def _meant(name: str, tree: ast.Module, namespace: Mapping[str, object]) -> str:
    same = [other for other in namespace if _letters(other) == _letters(name)]
    if len(same) == 1:
        return same[0]
    columns = _columns_asked(name, tree)
    if columns is None or exact_class("pandas", "DataFrame") is None:
        return ""
    frames = {n: live_frame(v).columns for n, v in namespace.items() if is_exact(v, "pandas", "DataFrame")}
    fitting = [n for n, own in frames.items() if columns and own and columns <= own] or list(frames)
    return fitting[0] if len(fitting) == 1 else ""


def _columns_asked(name: str, tree: ast.Module) -> set[str] | None:
    """Columns that the code takes of a name; None where nothing shows that it is a table."""
    columns: set[str] = set()
    table = False
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Subscript | ast.Attribute) and _is_name(node.value, name)):
            continue
        if isinstance(node, ast.Subscript):
            asked = texts(node.slice)
            columns |= set(asked or ())
            table |= asked is not None or isinstance(node.slice, ast.Compare | ast.BinOp | ast.UnaryOp)
        else:
            table |= hasattr(exact_class("pandas", "DataFrame"), node.attr)
    return columns if table else None


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower().removesuffix("s")


def _words(name: str) -> list[str]:
    return [w for w in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", name) if w]


def _is_part(name: list[str], other: list[str]) -> bool:
    """Whether every word of a name stands in the other one, whole or shortened: `price_change` is no `price`."""
    return 0 < len(name) <= len(other) and all(any(_same_word(a, b) for b in other) for a in name)


def quoted_like(code: str, node: ast.expr, text: str) -> str:
    """A text as a literal with the quotation marks of the one that it replaces."""
    written = ast.get_source_segment(code, node) or ""
    return repr(text) if "'" in written[:1] else json.dumps(text, ensure_ascii=False)


def _same_word(a: str, b: str) -> bool:
    short, long = sorted((a.lower().removesuffix("s"), b.lower().removesuffix("s")), key=len)
    return short == long or (len(short) >= PREFIX and long.startswith(short))


def replaced(code: str, changes: list[tuple[ast.expr, str]]) -> str:
    """The source with expressions of one line each replaced, from the last to the first."""
    lines = code.split("\n")
    changes = [(node, new) for node, new in changes if node.lineno == node.end_lineno]
    for node, new in sorted(
        changes, key=lambda change: (change[0].lineno, change[0].col_offset), reverse=True
    ):
        line = lines[node.lineno - 1].encode()
        lines[node.lineno - 1] = (
            line[: node.col_offset] + new.encode() + line[node.end_col_offset :]
        ).decode()
    return "\n".join(lines)
