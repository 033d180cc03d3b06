"""The step problems: what is asked, a reference solution, and checks; and one notebook's worth of running them.

A problem has a setup, which is run first and shown to the model as the notebook's first cell, and steps
[what is asked, reference code, check]. A check is an expression over the namespace after the
step, with np, pd, os and
    said        what the step printed and showed (text)
    axes        the axes of the figures that the step made
    answer      the first argument of the last print, as it was then, else the value that was shown or assigned
    same(a, b)  equal numbers or texts, floats to 1e-6, whatever holds them
    flat(x)     the values of a series, frame, array, dict or list as a list
A problem counts as solved when every step ran and every check holds. An empty check: the step has to run.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import io
import os
import re
import signal
import tomllib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd

from codegen_magic.checks.result import assigned_names
from codegen_magic.evaluation.compare import strict_equal

FOLDER = Path(__file__).parent / "steps"
STEP_SECONDS = 20
SETUP_SECONDS = 120  # it is not judged, and imports take their time on a busy machine


@dataclass(frozen=True)
class Step:
    """names: the new variables that the step asks for: its reference code binds them and its words have them."""

    ask: str
    code: str
    check: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    id: str
    area: str
    setup: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome:
    """What running one step's code did. error: "" or the exception in a line."""

    error: str
    said: str
    answer: Any = None

    @property
    def ran(self) -> bool:
        return not self.error


def load_problems(folder: Path = FOLDER) -> list[Problem]:
    problems = []
    for file in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["problem"]:
            steps = tuple(_steps(entry["setup"], entry["steps"]))
            problems.append(Problem(entry["id"], entry["area"], entry["setup"], steps))
    return problems


def _steps(setup: str, entries: list[list[str]]) -> Iterator[Step]:
    known = set(assigned_names(ast.parse(setup)))
    for ask, code, check in entries:
        bound = dict.fromkeys(assigned_names(ast.parse(code)))
        names = tuple(n for n in bound if n not in known and re.search(rf"\b{n}\b", ask))
        yield Step(ask, code, check, names)
        known |= set(bound)


class Notebook:
    """A namespace in which steps are run one after the other, as in a kernel."""

    def __init__(self, setup: str) -> None:
        mpl.use("agg")
        self.namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": __builtins__}
        self.figures: list[Any] = []
        outcome = self.run(setup, SETUP_SECONDS)
        if not outcome.ran:
            raise RuntimeError(f"the setup fails: {outcome.error}")

    def run(self, code: str, seconds: int = STEP_SECONDS) -> Outcome:
        """Run code as a cell: the value of a closing expression is shown."""
        from matplotlib import pyplot

        pyplot.close("all")  # as a notebook does after each cell
        out = io.StringIO()
        error, answer = "", None
        quiet = contextlib.redirect_stderr(io.StringIO())
        streams = contextlib.redirect_stdout(out), quiet, warnings.catch_warnings(), _alarm(seconds)
        with contextlib.ExitStack() as stack, _prints() as printed:
            for stream in streams:
                stack.enter_context(stream)
            warnings.simplefilter("ignore")
            try:
                value, shown = _execute(code, self.namespace)
                if shown and value is not None:
                    out.write(repr(value))
                answer = value if value is not None or not printed else printed[-1]
            except (Exception, SystemExit) as raised:
                error = f"{type(raised).__name__}: {raised}"[:300]
        self.figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
        return Outcome(error, out.getvalue(), answer)

    def check(self, expression: str, outcome: Outcome) -> bool:
        axes = [axes for figure in self.figures for axes in figure.axes]
        tools = {"np": np, "pd": pd, "os": os, "same": same, "flat": flat, "said": outcome.said, "axes": axes}
        tools |= {"answer": outcome.answer, "strict_equal": strict_equal}
        with contextlib.redirect_stderr(io.StringIO()), _alarm(STEP_SECONDS):
            try:
                return bool(eval(expression, {**self.namespace, **tools}))
            except Exception:  # a missing variable or one of another kind: not what was asked
                return False


def flat(value: Any) -> list[Any]:
    """The values of anything that holds some, as plain Python."""
    if isinstance(value, pd.DataFrame):
        numbers = value.select_dtypes("number")
        return list(np.asarray(numbers if numbers.shape[1] else value).T.reshape(-1).tolist())
    if isinstance(value, pd.Series | pd.Index):
        return list(value.tolist())
    if isinstance(value, dict):
        return list(value.values())
    return list(np.asarray(value).reshape(-1).tolist())


def same(left: Any, right: Any) -> bool:
    a, b = flat(left), flat(right)
    if len(a) != len(b):
        return False
    if all(isinstance(x, int | float) for x in a + b):
        return bool(np.allclose(np.array(a, float), np.array(b, float), rtol=1e-6, atol=1e-9, equal_nan=True))
    return a == b


def _execute(code: str, namespace: dict[str, Any]) -> tuple[Any, bool]:
    """The value of the last statement, an expression or an assignment to a variable, and whether it is shown."""
    tree = ast.parse(code, "<step>")
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, "<step>", "exec"), namespace)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "<step>", "eval"), namespace), True
    target = last.targets[-1] if isinstance(last, ast.Assign) else getattr(last, "target", None)
    return (namespace.get(target.id) if isinstance(target, ast.Name) else None), False


@contextlib.contextmanager
def _prints() -> Iterator[list[Any]]:
    """What is printed meanwhile: the first argument of each call, as it is then."""
    told: list[Any] = []
    real = builtins.print

    def spy(*args: Any, **kwargs: Any) -> None:
        if args:
            try:
                told.append(copy.deepcopy(args[0]))
            except Exception:  # what cannot be copied is no answer
                told.append(None)
        real(*args, **kwargs)

    builtins.print = spy
    try:
        yield told
    finally:
        builtins.print = real


class _Late(Exception):
    pass


@contextlib.contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(*_: Any) -> None:
        raise _Late(f"not done after {seconds} s")

    before: Callable[..., Any] | Any = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
