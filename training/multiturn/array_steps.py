"""The registry of array steps. The modules `array_steps_*` fill it when `load` is called.

A step is a row of a table. Slots: {x} {y} {w} vectors of one length, {z} an increasing vector, {v} whole numbers
from 0, {h} a vector with NaN, {g} a random generator, {M} a matrix, {C} one that may be constant, {P} points in
the plane, {Q} an invertible square matrix, {b} a vector that fits it, {c} one that fits {M}'s columns, {f} a number
computed before, {N} names that stand beside {x}, {K} a stack of images, {m} a boolean mask that fits {x}; {out} the result. Numbers and words that a step needs ({t} a
threshold, {k} a small count) are drawn for it, see `array_values`.
"""

# ruff: noqa: E501
from __future__ import annotations

import importlib
from dataclasses import dataclass

MODULES = (
    "array_steps_creation",
    "array_steps_numbers",
    "array_steps_algebra",
    "array_steps_chance",
    "array_steps_scipy",
    "array_steps_plots",
    "array_steps_basics",
)
VAL = "(values|elements|entries)"
BIG = "(above|greater than|larger than|over|>)"
LOW = "(below|less than|under|smaller than|<)"
AVG = "(mean|average)"


@dataclass(frozen=True)
class Step:
    """form: assign ({out} = code), block (statements as they are), start (creates the first array)."""

    name: str
    needs: str
    code: str  # alternatives between ||
    np: str = ""  # noun phrases: "the mean of {x}"
    vp: str = ""  # imperatives: "sort {x}"
    ask: str = ""  # questions without the question mark
    out: str = ""
    check: str = ""
    when: str = ""  # a condition on the values of the slots
    form: str = "assign"
    use: bool = True  # later steps may work on the result


STEPS: list[Step] = []


# fmt: off
def e(name: str, needs: str, code: str, np: str, out: str, check: str = "", vp: str = "", ask: str = "", when: str = "", use: bool = True) -> None:
    STEPS.append(Step(name, needs, code, np, vp, ask, out, check, when, "assign", use))


def b(name: str, needs: str, code: str, vp: str, out: str = "", check: str = "", when: str = "", use: bool = True) -> None:
    STEPS.append(Step(name, needs, code, "", vp, "", out, check, when, "block", use))


def st(name: str, code: str, np: str, out: str, check: str = "", vp: str = "") -> None:
    STEPS.append(Step(name, "", code, np, vp, "", out, check, "", "start"))


# fmt: on


def load() -> list[Step]:
    """All steps; the tables come in this order, on which a seed's draws depend."""
    for module in MODULES:
        importlib.import_module(f"training.multiturn.{module}")
    return STEPS
