"""What a modelling session knows of its variables, and how a step is added to it.

A writer is a function that writes one kind of step; it returns whether the step ran.
"""

# ruff: noqa: E501, SIM905
from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from training.multiturn.phrase import expand, fill
from training.multiturn.session import Session, mention

# the wordings are tables
# fmt: off
PD, NP, PLT = "import pandas as pd", "import numpy as np", "import matplotlib.pyplot as plt"

NAMED = [
    "(Compute|Calculate|Get|Find|Determine) {np} and (store|save|keep) (it|the result) (in|as) {out}", "(Compute|Calculate|Get) {np} as {out}",
    "(Store|Save|Put|Keep) {np} in {out}", "{np} -> {out}", "{np} as {out}", "{np}, call it {out}", "Assign {np} to {out}", "{np} in {out}",
    "{out} = {np}", "{out}: {np}", "I need {np} as {out}", "Save {np} as {out}", "{np}, named {out}", "{np}, (stored|saved) in {out}",
    "Let {out} be {np}", "Set {out} to {np}", "Create {out} with {np}",
]
SHOWN = ["Show {np}", "What is {np}?", "{np}?", "Display {np}", "Let me see {np}", "{np}"]
PRINTED = ["Print {np}", "Print out {np}", "print {np}"]


@dataclass
class State:
    """What exists so far, and under which name."""

    s: Session
    chained: bool
    frame: str = ""
    target: str = ""
    task: str = ""
    x: str = ""
    y: str = ""
    columns: list[str] = field(default_factory=list)  # of X, where X is a frame
    parts: tuple[str, ...] = ()
    scaled: bool = False
    fit: tuple[str, str] = ("", "")  # what the next model learns from
    test: str = ""
    model: str = ""
    cls: str = ""
    fitted: bool = False
    learnt: str = ""  # the X that the model learnt from
    pred: str = ""
    things: dict[str, str] = field(default_factory=dict)  # kind -> name: pca, comp, km, labels, scores, ...
    done: set[str] = field(default_factory=set)

    @property
    def rng(self) -> random.Random:
        return self.s.rng



Writer = Callable[[State], bool]


def say(st: State, wordings: Sequence[str], names: dict[str, str] | None = None, **words: Any) -> str:
    """One wording, names as the writer quotes them, other words as they are."""
    quoted = {k: st.s.style.name(v) for k, v in (names or {}).items()}
    text = fill(expand(st.rng.choice(list(wordings)), st.rng), lambda key: str({**words, **quoted}[key]))
    return " ".join(text.replace(" ,", ",").split())


VERBS = frozenset(
    "add apply assign binarise build calculate classify cluster compute create determine display divide draw drop encode expand fill find fit generate get "
    "hold impute keep load loop make map plot predict print project put read recode reduce replace save scale scatter select separate set show split standardise "
    "standardize store take train turn tune use".split()
)


def unsafe_start(text: str, protect: Sequence[str]) -> bool:
    """Whether a writer without capitals would spoil a name at the start."""
    word = re.split(r"[^\w]", text)[0]
    return any(p.startswith(word) for p in protect if p) or not word[1:].islower()


def put(st: State, op: str, text: str, imports: Sequence[str], code: str, check: str = "", *protect: str) -> bool:
    """Add a step of a kind that the session has not had; a failed one leaves no trace in its imports."""
    s = st.s
    if op in st.done:
        return False
    if s.style.lower and re.match(r"[A-Z][a-z]\w*", text) and unsafe_start(text, protect):
        text = "now " + text
    before, style = set(s.imports), s.style
    if text.split(" ")[0].lower() not in VERBS:
        s.style = replace(style, chatty=0.0)  # "can you accuracy" is nothing that people write
    wanted = [line for line in imports if line]
    added = s.add(text, s.need(wanted) + code, check, tuple(p for p in protect if p), "modelling." + op)
    s.style = style
    if not added:
        s.imports = before
        return False
    st.done.add(op)
    return True


def value_step(st: State, op: str, np: str, expr: str, outs: str, imports: Sequence[str] = (), check: str = "", shown: float = 0.3, *protect: str) -> str:
    """A value that is named, shown or printed; its name, "shown", or "" where it failed."""
    rng = st.rng
    if rng.random() < shown:
        printed = rng.random() < 0.55
        text = say(st, PRINTED if printed else SHOWN, np=np)
        return "shown" if put(st, op, text, imports, f"print({expr})" if printed else expr, "", *protect) else ""
    out = st.s.fresh(outs)
    text = say(st, NAMED, {"out": out}, np=np)
    return out if put(st, op, text, imports, f"{out} = {expr}", check.replace("OUT", out), out, *protect) else ""


def sk(module: str, *names: str) -> str:
    return f"from sklearn.{module} import {', '.join(names)}"


def listed(st: State, columns: Sequence[str]) -> str:
    """`a, b and c`, as the writer names columns."""
    words = [mention(st.s, c) for c in columns]
    last = st.rng.choice([" and ", ", ", " and "])
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + last + words[-1]


def quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{c}"' for c in columns)


def is_frame(st: State, name: str) -> bool:
    return hasattr(st.s.space.get(name), "columns")
