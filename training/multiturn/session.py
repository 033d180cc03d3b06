"""A session in the making: its live namespace, what a writer knows of it, and how a writer names things."""

from __future__ import annotations

import contextlib
import io
import random
import re
import warnings
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from training.multiturn import tables
from training.multiturn.ops_pandas import Step
from training.multiturn.phrase import Style, sentence
from training.multiturn.program import TurnDraft

PD = "import pandas as pd"


@dataclass
class Session:
    """A session in the making: the live namespace, and what a writer knows of it."""

    rng: random.Random
    style: Style
    header: str
    loose: bool  # columns are written as words ("unit price"), so their names must be known
    space: dict[str, Any] = field(default_factory=dict)
    setup: str = ""  # cells of the user's own that are not part of the text
    turns: list[TurnDraft] = field(default_factory=list)
    frames: dict[str, list[tables.Column]] = field(default_factory=dict)
    series: list[str] = field(default_factory=list)
    dated: list[tuple[str, str]] = field(default_factory=list)  # series over time and their unit
    scalars: list[tuple[str, str, str]] = field(default_factory=list)  # name, frame and column of a number
    parts: list[tuple[str, str]] = field(default_factory=list)  # name and frame of rows that a step took
    functions: list[tuple[str, str, str]] = field(default_factory=list)  # name, frame and column
    other: tuple[str, str, str, str, str] | None = (
        None  # a second table: name, frame, shared column, number, category
    )
    ops: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    checks: list[str] = field(default_factory=list)
    failed: str = ""
    shown: bool = True  # the columns stand in the text so far
    own: bool = False  # the table was loaded by a cell of the user's own
    previous: tuple[Step, dict[str, Any]] | None = None  # the last step that assigned, for 'do the same'
    grounded: int = -1  # the step that has the grounding comment before it

    def need(self, lines: tuple[str, ...] | list[str]) -> str:
        new = [line for line in lines if line not in self.imports]
        self.imports |= set(new)
        return "".join(line + "\n" for line in new)

    def run(self, code: str) -> bool:
        """Run code in the live namespace; False where it fails or warns of misuse."""
        try:
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("error")
                warnings.filterwarnings("ignore", category=DeprecationWarning)
                warnings.filterwarnings("ignore", category=ResourceWarning)  # people leave files open
                warnings.filterwarnings(
                    "ignore", message=".*non-interactive.*|.*Matplotlib.*|.*unknown categories.*"
                )
                exec(code, self.space)
        except Exception as error:
            self.failed = f"{type(error).__name__}: {error}"
            return False
        return True

    def holds(self, check: str) -> bool:
        try:
            return bool(eval(check, self.space))
        except Exception as error:
            self.failed = f"check {check}: {error}"
            return False

    def add(
        self,
        text: str,
        code: str,
        check: str = "",
        protect: tuple[str, ...] = (),
        op: str = "",
    ) -> bool:
        """One step: run, check, keep with the grounding that a prompt would have had before it.

        A step that fails leaves no trace: its imports count as not there yet, and tables are as they were.
        """
        from training.multiturn.grounded import describe

        text = sentence(text, self.style, self.rng, not self.turns, protect)
        grounding = describe(self.space, text, self.turns[-1].code if self.turns else "")
        frames = {name: v for name, v in self.space.items() if isinstance(v, (pd.DataFrame, pd.Series))}
        before = {**self.space, **{name: table.copy() for name, table in frames.items()}}
        if not self.run(code) or (check and not self.holds(check)):
            self.space.clear()
            self.space.update(before)
            self.imports -= {line for line in code.splitlines() if line.startswith(("import ", "from "))}
            return False
        self.turns.append(TurnDraft(text, code, {}, None, protect, grounding, grounding))
        self.checks.append(check)
        self.ops.append(op)
        return True

    def fresh(self, options: str) -> str:
        names = [n for n in options.split("|") if n.isidentifier()] or ["result"]
        taken = set(self.space)
        if self.rng.random() < 0.15:
            names = [f"{n}_{self.rng.choice(['df', 'values', 'result', 'tbl', 'all', '2'])}" for n in names]
        free = [n for n in names if n not in taken]
        return (
            self.rng.choice(free)
            if free
            else next(f"{names[0]}{i}" for i in range(2, 99) if f"{names[0]}{i}" not in taken)
        )


def mention(s: Session, column: str) -> str:
    """How the writer names a column."""
    rng = s.rng
    if s.loose and re.search(r"[_ ]|[a-z][A-Z]", column) and rng.random() < 0.8:
        return re.sub(r"_+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)).lower()
    if s.loose and column.lower() != column and rng.random() < 0.7:
        return column.lower()
    if s.style.quote and rng.random() < 0.7:
        return f"{s.style.quote}{column}{s.style.quote}"
    if " " in column:
        return f"'{column}'"
    return column


def nice(value: float) -> str:
    """A round number near a value, as a person would choose one."""
    if abs(value) >= 1000:
        digits = len(str(int(abs(value))))
        return str(round(int(value), 2 - digits))
    if abs(value) >= 10:
        return str(round(value))
    return repr(round(value, 1) if abs(value) >= 1 else round(value, 2))


def tidy(name: str) -> str:
    return re.sub(r"\W+", "_", name).strip("_").lower()
