"""The registry of text steps. The modules `text_steps_*` fill it when `load` is called.

A step is a row of a table: what it needs ("words:x" is a list of words that fills $x), its code (an expression,
or statements that assign $out), its wordings and the kind of its result. Holes that are no argument ($k, $cat,
$pre ...) are drawn for it from the values at hand, see `text_holes`.
"""

# ruff: noqa: E501
from __future__ import annotations

import importlib
import re
from dataclasses import dataclass

HOLE = re.compile(r"\$([a-z]+\d?)")
GROUPS = {
    "T": ("text", "mtext", "rich"), "L": ("words", "strs", "msgs", "mails"), "W": ("words", "strs"),
    "D": ("counter", "dictn"),
}  # fmt: skip
MODULES = (
    "text_steps_strings",
    "text_steps_records",
    "text_steps_files",
    "text_steps_dates",
    "text_steps_functions",
    "text_steps_more",
    "text_steps_plain",
)


@dataclass(frozen=True)
class Step:
    """One step kind; code holds $out where it is statements, else it is the expression that $out becomes."""

    name: str
    needs: str
    code: str
    np: str = ""
    vp: str = ""
    ask: str = ""
    out: str = ""
    kind: str = ""  # of the result; "" where no later step builds on it
    check: str = ""
    when: str = ""


STEPS: list[Step] = []


def a(name: str, needs: str, code: str, np: str = "", vp: str = "", ask: str = "", out: str = "", kind: str = "", check: str = "", when: str = "") -> None:  # fmt: skip
    STEPS.append(Step(name, needs, code, np, vp, ask, out, kind, check, when))


def load() -> list[Step]:
    """All steps; the tables come in this order, on which a seed's draws depend."""
    for module in MODULES:
        importlib.import_module(f"training.multiturn.{module}")
    return STEPS
