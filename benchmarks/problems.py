"""The step problems: what is asked, a reference solution, and checks; and one notebook's worth of running them.

A problem has a setup, which is run first and shown to the model as the notebook's first cell, and steps
[what is asked, reference code, check]. A check is an expression over the namespace after the
step, with np, pd, os and
    said        what the step printed and showed (text)
    axes        the axes of the figures that the step made
    same(a, b)  equal numbers or texts, floats to 1e-6, whatever holds them
    flat(x)     the values of a series, frame, array, dict or list as a list
A problem counts as solved when every step ran and every check holds.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
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

FOLDER = Path(__file__).parent / "steps"
STEP_SECONDS = 20


@dataclass(frozen=True)
class Step:
    ask: str
    code: str
    check: str


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

    @property
    def ran(self) -> bool:
        return not self.error


def load_problems(folder: Path = FOLDER) -> list[Problem]:
    problems = []
    for file in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["problem"]:
            steps = tuple(Step(*step) for step in entry["steps"])
            problems.append(Problem(entry["id"], entry["area"], entry["setup"], steps))
    return problems


class Notebook:
    """A namespace in which steps are run one after the other, as in a kernel."""

    def __init__(self, setup: str) -> None:
        mpl.use("agg")
        self.namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": __builtins__}
        self.figures: list[Any] = []
        outcome = self.run(setup)
        if not outcome.ran:
            raise RuntimeError(f"the setup fails: {outcome.error}")

    def run(self, code: str) -> Outcome:
        """Run code as a cell: the value of a closing expression is shown."""
        from matplotlib import pyplot

        pyplot.close("all")  # as a notebook does after each cell
        out = io.StringIO()
        error = ""
        quiet = contextlib.redirect_stderr(io.StringIO())
        with contextlib.redirect_stdout(out), quiet, warnings.catch_warnings(), _alarm(STEP_SECONDS):
            warnings.simplefilter("ignore")
            try:
                value = _execute(code, self.namespace)
                if value is not None:
                    out.write(repr(value))
            except (Exception, SystemExit) as raised:
                error = f"{type(raised).__name__}: {raised}"[:300]
        self.figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
        return Outcome(error, out.getvalue())

    def check(self, expression: str, outcome: Outcome) -> bool:
        axes = [axes for figure in self.figures for axes in figure.axes]
        tools = {"np": np, "pd": pd, "os": os, "same": same, "flat": flat, "said": outcome.said, "axes": axes}
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


def _execute(code: str, namespace: dict[str, Any]) -> Any:
    tree = ast.parse(code, "<step>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<step>", "exec"), namespace)
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "<step>", "eval"), namespace)


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
