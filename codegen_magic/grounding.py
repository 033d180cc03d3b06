"""What the kernel holds, as a few comment lines for the prompt: right before the new instruction.

    # imported: numpy as np, pandas as pd
    # df: DataFrame 150x3 columns: age int, city str, 'total bill' float
    # prices: list of 12 float
    # def area(r, scale=1)
    # also defined: model, X, y
    # last error: KeyError: 'pric'

Names, types, shapes, columns and signatures; no values unless `sample` is set (a default of a
function's argument counts as its signature). No user code is called: see schema.py. Where the code in
view already tells all there is (plain values, functions and imports that it names), nothing is told:
a small model is misled by what it does not need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from codegen_magic.errors import BadInput
from codegen_magic.peek import Schema
from codegen_magic.schema import describe_object

HIDDEN = frozenset({"In", "Out", "exit", "quit", "get_ipython", "open", "display"})  # IPython's own
MAX_LINES = 24  # variables told with a line of their own
MAX_NAMES = 40  # further ones, by name only
COLUMN_STEPS = (40, 20, 12, 6, 3, 0)  # a frame's columns are cut to the first of these that fits
ERROR_CHARACTERS = 200
CHARACTERS_PER_TOKEN = 2.5  # a cautious estimate for identifiers, where no tokenizer is at hand
PLAIN = frozenset({"scalar", "container", "function", "class", "module", "imported"})
WORD = re.compile(r"[^\W\d]\w*")


def describe(
    namespace: Mapping[str, object],
    instruction: str = "",
    recent_code: str = "",
    *,
    budget: int,
    count_tokens: Callable[[str], int] | None = None,
    names: Sequence[str] | None = None,
    last_error: str = "",
    sample: bool = False,
    shown: str | None = None,
) -> str:
    """Comment lines about a live namespace, at most `budget` tokens of them, ending in a newline.

    What `instruction` mentions comes first, then what `recent_code` mentions, the newest of
    both first; then frames that have a mentioned column, then the rest, latest definition first. `names`
    restricts the variables to these, in this order. `sample` adds a few values. `shown`: the code that
    the prompt shows. Empty where nothing is to be told. Raises BadInput where one of `names` is not defined.
    """
    count = count_tokens or estimate_tokens
    visible = visible_names(namespace)
    if names is not None:
        missing = [name for name in names if name not in visible]
        if missing:
            raise BadInput(f"--with: {missing[0]!r} is not defined in this notebook")
        visible = {name: visible[name] for name in names}
    main = namespace.get("__name__")
    schemas = {
        name: describe_object(value, sample=sample, main=main if type(main) is str else "__main__")
        for name, value in _candidates(visible, instruction, recent_code)
    }
    asked_for = names is not None or sample or last_error
    if shown is not None and not asked_for and all_in_view(schemas, shown):
        return ""
    order = list(schemas) if names is not None else rank(schemas, instruction, recent_code)
    page = _Page(budget, count)
    error = error_line(last_error)
    error = error if page.reserve(error) else ""
    page.add(_imports(schemas, order))
    variables = [name for name in order if schemas[name].kind not in ("module", "imported")]
    left_over = [
        name for name in variables[:MAX_LINES] if not _add_variable(page, name, schemas[name], instruction)
    ]
    left_over += variables[MAX_LINES:]
    for n in (MAX_NAMES, 20, 8, 3):
        if left_over and page.add(f"# also defined: {', '.join(left_over[:n])}"):
            break
    return page.text(error)


def all_in_view(schemas: Mapping[str, Schema], shown: str) -> bool:
    """Whether the code in view names each of them, and none has a shape or columns that code does not tell."""
    words = set(WORD.findall(shown))
    return all(schema.kind in PLAIN and name in words for name, schema in schemas.items())


def visible_names(namespace: Mapping[str, object]) -> dict[str, object]:
    """The user's own names: no underscore names, none of IPython's; a copy safe from other threads."""
    items = dict(namespace)
    return {
        name: value
        for name, value in items.items()
        if type(name) is str and name.isidentifier() and name[0] != "_" and name not in HIDDEN
    }


def rank(schemas: Mapping[str, Schema], instruction: str, recent_code: str) -> list[str]:
    """Names by how likely the next step is about them."""
    asked, recent = WORD.findall(instruction), WORD.findall(recent_code)
    words = set(asked)
    latest = {name: index for index, name in enumerate(schemas)}
    last_use = {word: index for index, word in enumerate(recent)}

    def key(name: str) -> tuple[int, int]:
        if name in words:
            return (0, asked.index(name))
        if any(_speaks_of(instruction, words, column) for column, _ in schemas[name].columns):
            return (1, -latest[name])
        if name in last_use:
            return (2, -last_use[name])
        return (3, -latest[name])

    return sorted(schemas, key=key)


def _speaks_of(instruction: str, words: Container[str], column: str) -> bool:
    """Whether an instruction has a column's name: among its words, or as it stands where it has several."""
    name = column.strip("'")
    return name in words or (bool(name) and not name.isidentifier() and name in instruction)


def error_line(last_error: str) -> str:
    """The last line of an error's text, as a comment."""
    lines = [line.strip() for line in last_error.splitlines() if line.strip()]
    if not lines:
        return ""
    text = "".join(c if c.isprintable() else " " for c in lines[-1])
    return f"# last error: {text[:ERROR_CHARACTERS]}"


def estimate_tokens(text: str) -> int:
    return int(len(text) / CHARACTERS_PER_TOKEN) + 1


def _candidates(
    visible: Mapping[str, object], instruction: str, recent_code: str
) -> Iterable[tuple[str, object]]:
    """All names of a notebook; of a namespace with very many, the mentioned ones and the latest."""
    if len(visible) <= 400:
        return list(visible.items())
    words = set(WORD.findall(instruction)) | set(WORD.findall(recent_code))
    late = set(list(visible)[-200:])
    return [(name, value) for name, value in visible.items() if name in words or name in late]


def _imports(schemas: Mapping[str, Schema], order: Sequence[str]) -> str:
    """`# imported: numpy as np, sqrt`; the modules in import order: a stable line."""
    modules = [
        name if schema.text == name else f"{schema.text} as {name}"
        for name, schema in schemas.items()
        if schema.kind == "module"
    ]
    others = [name for name in order if schemas[name].kind == "imported"]
    parts = modules[:20] + others[:20]
    return f"# imported: {', '.join(parts)}" if parts else ""


def _add_variable(page: _Page, name: str, schema: Schema, instruction: str) -> bool:
    """Put a variable's line on the page, with fewer columns where the budget asks for it."""
    if schema.columns and len(schema.columns) > COLUMN_STEPS[-2]:
        # the asked-for columns must survive the cut
        words = set(WORD.findall(instruction))
        kept = sorted(schema.columns, key=lambda pair: not _speaks_of(instruction, words, pair[0]))
        cut = Schema(schema.kind, schema.text, tuple(kept), schema.n_columns, schema.tail)
    else:
        cut = schema
    whole = schema if len(schema.columns) <= COLUMN_STEPS[0] else cut
    if page.add(f"# {whole.line(name, COLUMN_STEPS[0])}"):
        return True
    steps = COLUMN_STEPS[1:] if schema.columns else ()
    return any(n < len(schema.columns) and page.add(f"# {cut.line(name, n)}") for n in steps)


class _Page:
    """Lines that fit a budget of tokens."""

    def __init__(self, budget: int, count: Callable[[str], int]) -> None:
        self.budget = self.left = budget
        self.count = count
        self.lines: list[str] = []

    def add(self, line: str) -> bool:
        """Whether the line was taken; an empty one is not."""
        if not line:
            return False
        tokens = self.count(line + "\n")
        if tokens > self.left:
            return False
        self.left -= tokens
        self.lines.append(line)
        return True

    def reserve(self, line: str) -> bool:
        """Keep room for a line that `text` puts last; whether there is room."""
        tokens = self.count(line + "\n") if line else 0
        if tokens > self.left:
            return False
        self.left -= tokens
        return True

    def text(self, last: str) -> str:
        """The page with `last` (reserved before) at its end.

        Lines counted one by one may be a token more when joined: then the least likely ones go.
        """
        while True:
            text = "".join(line + "\n" for line in [*self.lines, last] if line)
            if not self.lines or self.count(text) <= self.budget:
                return text
            self.lines.pop()
