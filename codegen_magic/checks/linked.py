"""Code that asks a live table for what another of its columns holds.

Small models are told a table's columns and not its values: they write `df["order"] == "late"` where `late` stands
in `status`, `df.drop(columns="late")` for those rows, `df.groupby("month")` where there is only a date. Where one
column alone can be meant the mend takes it. Such code could only have raised, or found nothing.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from codegen_magic.checks.columns import is_columns_axis, texts
from codegen_magic.checks.expressions import KEEPERS, called_names, own_functions
from codegen_magic.checks.frames import changes_what_it_runs_over, is_part_of_item
from codegen_magic.checks.names import bound_names
from codegen_magic.checks.rename import quoted_like, replaced
from codegen_magic.checks.result import root
from codegen_magic.peek import is_exact
from codegen_magic.schema_tables import column_dtypes, column_texts, n_rows

MAX_ROWS = 200_000  # of a table whose texts are looked through: some milliseconds a column
MIN_LETTERS = 3  # of a text that tells which column is meant: F is a grade and a sex
PARTS = {name: name for name in ("year", "month", "quarter", "day", "hour", "minute", "weekday")}
PARTS |= {"day_name": "day_name()", "weekday_name": "day_name()", "month_name": "month_name()"}
PARTS |= {"day_of_week": "dayofweek", "dayofweek": "dayofweek", "week": "isocalendar().week"}

Change = tuple[ast.expr, str]


def link(code: str, tree: ast.Module, space: Mapping[str, object], instruction: str) -> tuple[str, list[str]]:
    """The code with such requests put right, and what was changed: "old -> new".

    Only words of the instruction are looked for in the values, and only in tables that the code has not changed before.
    """
    said = instruction.casefold()
    live = {
        name: Table(name, value) for name, value in space.items() if is_exact(value, "pandas", "DataFrame")
    }
    own = own_functions(tree, space)
    changes: list[Change] = []
    for statement in tree.body:
        settled: set[ast.AST] = set()
        hidden = _own_names(statement)
        seen = {name: table for name, table in live.items() if name not in hidden}
        # inside of a function or a loop the order of changes is not told
        for node in () if hasattr(statement, "body") else ast.walk(statement):
            if node in settled:
                continue
            found = _condition(code, node, seen, said) or _rows(node, seen, said) or _part(node, seen)
            changes += [change for change in found if change[0].lineno == change[0].end_lineno]
            if found:
                settled.update(ast.walk(node))
        gone = {id(live[name].frame) for name in _changed(statement) if name in live}
        gone |= {id(live[name].frame) for name in _given_a_name(statement) if name in live}
        unclear = called_names(statement) & own or _changes_any(statement)
        live = {name: t for name, t in live.items() if not unclear and id(t.frame) not in gone}
    told = [f"{ast.get_source_segment(code, node)} -> {new}" for node, new in changes]
    return replaced(code, changes), list(dict.fromkeys(told))


class Table:
    """A live DataFrame's columns with their dtypes, and where its texts stand."""

    def __init__(self, name: str, frame: Any) -> None:
        self.name, self.frame = name, frame

    @cached_property
    def kinds(self) -> dict[str, str]:
        return column_dtypes(self.frame)

    def holder(self, column: str, text: str, said: str) -> tuple[str, str] | None:
        """The one column that holds a text, and how it is written there.

        None where it is `column` as it stands, where it is not clear, and where the instruction speaks of `column`.
        """
        rows = n_rows(self.frame.index)
        if not isinstance(rows, int) or rows > MAX_ROWS or self.kinds.get(column, "str") != "str":
            return None
        written = {name: self._spellings(name, text) for name, kind in self.kinds.items() if kind == "str"}
        own = written.get(column, set())
        others = {name: found for name, found in written.items() if found and name != column}
        exact = {name: {text} for name, found in others.items() if text in found}
        if text in own:
            return None
        if own:
            return (column, own.pop()) if len(own) == 1 else None
        others = exact or others
        if len(others) != 1 or len(text) < MIN_LETTERS:
            return None
        if column in self.kinds and _speaks_of(said, column, self.name):
            return None
        [(name, found)] = others.items()
        return (name, found.pop()) if len(found) == 1 else None

    def _spellings(self, column: str, text: str) -> set[str]:
        """How a column writes a text, whatever the case."""
        return {value for value in column_texts(self.frame, column) if value.casefold() == text.casefold()}

    @property
    def date(self) -> str:
        """The accessor of the one date that there is: a column, the index, or a text named as one; "" for none."""
        dates = [column for column, kind in self.kinds.items() if kind.startswith("datetime")]
        if len(dates) == 1:
            return f"{self.column(dates[0])}.dt"
        if not dates and is_exact(self.frame.index, "pandas", "DatetimeIndex"):
            return f"{self.name}.index"
        named = [c for c, kind in self.kinds.items() if kind == "str" and re.search("date|time", c.lower())]
        return f"pd.to_datetime({self.column(named[0])}).dt" if len(named) == 1 and not dates else ""

    def column(self, name: str) -> str:
        """A column in code. A name is what a file's head says: it goes in as a literal."""
        return f"{self.name}[{json.dumps(name, ensure_ascii=False)}]"


def _condition(code: str, node: ast.AST, live: Mapping[str, Table], said: str) -> list[Change]:
    """`df["a"] == "text"` and `df["a"].isin(["text"])`, where another column holds the text."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
        asked, literals = node.left, node.comparators
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "isin":
        asked, literals = node.func.value, _elements(node.args)
    else:
        return []
    table = _table(asked.value, live) if isinstance(asked, ast.Subscript) else None
    if not isinstance(asked, ast.Subscript) or table is None or not (column := _text(asked.slice)):
        return []
    wanted = [_text(literal) for literal in literals]
    meant = [table.holder(column, text, said) if _has_word(said, text) else None for text in wanted if text]
    holders = {found[0] for found in meant if found}
    if None in meant or len(meant) < len(wanted) or len(holders) != 1:
        return []
    pairs = [
        (asked.slice, holders.pop()),
        *zip(literals, (found[1] for found in meant if found), strict=True),
    ]
    return [(place, quoted_like(code, place, new)) for place, new in pairs if _text(place) != new]


def _rows(node: ast.AST, live: Mapping[str, Table], said: str) -> list[Change]:
    """`df.drop(columns="late")`, where that is no column and one column holds it: the rows without it."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "drop"):
        return []
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    names = texts(keywords.get("columns"))
    if is_columns_axis(keywords.get("axis")) and node.args:
        names = texts(node.args[0])
    table = _table(node.func.value, live)
    if table is None or not names or len(names) != 1 or names[0] in table.kinds or "column" in said:
        return []
    found = table.holder(names[0], names[0], said) if _has_word(said, names[0]) else None
    if not found:
        return []
    return [(node, f"{table.name}[{table.column(found[0])} != {json.dumps(found[1], ensure_ascii=False)}]")]


def _part(node: ast.AST, live: Mapping[str, Table]) -> list[Change]:
    """`df["month"]` and `df.groupby("month")`, where the table has one date and no such column."""
    places: list[tuple[ast.expr, str | None]]
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        table, places = _table(node.value, live), [(node, _text(node.slice))]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "groupby":
        by = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "by")]
        table, places = (
            _table(node.func.value, live),
            [(element, _text(element)) for element in _elements(by)],
        )
    else:
        return []
    places = [(place, name) for place, name in places if name in PARTS]
    if table is None or not places or not table.kinds or not table.date:
        return []
    known = {*table.kinds, *table.frame.index.names}
    grouped = isinstance(node, ast.Call)  # sales per day: of each date
    parts = PARTS | {"day": "date"} if grouped else PARTS
    return [(place, f"{table.date}.{parts[name]}") for place, name in places if name and name not in known]


def _has_word(said: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", said))


def _speaks_of(said: str, column: str, table: str) -> bool:
    """Whether an instruction has a column's name, or a word of a name of several (`customers`: customer_country).

    In the plural too, where that is not what the table is called.
    """
    column = column.casefold()
    one = re.escape(column.removesuffix("s"))
    plural = f"{one[:-1]}(?:y|ies)" if one.endswith("y") else f"{one}(?:s|es)?"
    plural = rf"\b(?!{re.escape(table.casefold())}\b){plural}\b"
    several = [word for word in re.split(r"[\W_]+", column) if len(word) > 2]
    begins = [rf"\b{re.escape(word)}" for word in several] if len(several) > 1 else []
    return any(re.search(pattern, said) for pattern in (rf"\b{re.escape(column)}\b", plural, *begins))


def _table(node: ast.expr, live: Mapping[str, Table]) -> Table | None:
    return live.get(node.id) if isinstance(node, ast.Name) else None


def _own_names(statement: ast.stmt) -> set[str]:
    """Names that a comprehension or a lambda of a statement has for itself: in there they are no live tables."""
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.comprehension):
            names |= {inner.id for inner in ast.walk(node.target) if isinstance(inner, ast.Name)}
    return names


def _changed(statement: ast.stmt) -> set[str]:
    """Names that a statement binds or assigns into, and those that a call may change."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        targets += [call.func] if isinstance(call.func, ast.Attribute) else call.args
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            targets += () if root(node.func) in KEEPERS else given  # `utils.add_month(df)`
        if isinstance(node, ast.Assign | ast.Delete):
            targets += node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets.append(node.target)
    return {root(target) for target in targets} | set(bound_names(statement))


def _given_a_name(statement: ast.stmt) -> set[str]:
    """Names whose value gets another name, or a place in a list or dict, under which it may be changed."""
    values = [node.value for node in ast.walk(statement) if isinstance(node, ast.Assign | ast.NamedExpr)]
    names = set()
    while values:
        value = values.pop()
        if isinstance(value, ast.Name):
            names.add(value.id)
        elif isinstance(value, ast.Tuple | ast.List | ast.Dict | ast.IfExp | ast.BoolOp):
            values += [child for child in ast.iter_child_nodes(value) if isinstance(child, ast.expr)]
    return names


def _changes_any(statement: ast.stmt) -> bool:
    """Whether a statement changes a table without its name: in a loop over tables, or in a list of them."""
    for node in ast.walk(statement):
        if isinstance(node, ast.For | ast.AsyncFor) and changes_what_it_runs_over(node):
            return True
        if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del) and is_part_of_item(node):
            return True
    return False


def _elements(nodes: list[ast.expr]) -> list[ast.expr]:
    return [e for node in nodes for e in (node.elts if isinstance(node, ast.List) else [node])]


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
