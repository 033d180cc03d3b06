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

from training.multiturn.phrase import expand, fill, prose, suits
from training.multiturn.session import Session, mention

# the wordings are tables
# fmt: off
PD, NP, PLT = "import pandas as pd", "import numpy as np", "import matplotlib.pyplot as plt"

NAMED = [
    "(Compute|Calculate|Get|Find|Determine) {np} and (store|save|keep) (it|the result) (in|as) {out}", "(Compute|Calculate|Get) {np} as {out}",
    "(Store|Save|Put|Keep) {np} in {out}", "{np} -> {out}", "{np} as {out}", "{np}, call it {out}", "Assign {np} to {out}", "{np} in {out}",
    "{out} = {np}", "{out}: {np}", "I need {np} as {out}", "Save {np} as {out}", "{np}, named {out}", "{np}, (stored|saved) in {out}",
    "Let {out} be {np}", "Set {out} to {np}", "Create {out} with {np}", "(Work out|Figure out) {np} and (keep|store|save) (it|that|this) (in|as|under) {out}", "Put {np} into {out}", "Give me {np} as {out}", "{np} should (go into|be stored in|be kept in) {out}", "{out} should (be|hold|contain) {np}", "{out} (will hold|holds|gets) {np}", "{np} => {out}", "{np}, please, as {out}", "Under the name {out}, (store|keep|save) {np}", "I'd like {np} in {out}", "We need {np}; (store|save|put) that (in|as) {out}", "In {out}, (keep|store|save|put) {np}", "(Obtain|Fetch|Extract) {np}, (saved as|stored as|under the name) {out}", "{np} ({out})", "{np}. (Name|Call) it {out}", "Let us have {np}, assigned to {out}", "(Make|define) a variable {out} (with|holding) {np}", "As {out}: {np}", "Next up, {np}, to be kept as {out}", "{np}, result in {out}",
]
SHOWN = ["Show {np}", "What is {np}?", "{np}?", "Display {np}", "Let me see {np}", "{np}", "Show me {np}", "I'd like to see {np}", "(Let's|let me) have a look at {np}", "Look at {np}", "Take a look at {np}", "Can I see {np}?", "{np}, please", "Have a look at {np}", "Just show {np}", "I want to see {np}", "View {np}", "Could we see {np}?", "Bring up {np}"]
PRINTED = ["Print {np}", "Print out {np}", "print {np}", "Print {np} to the (screen|console)", "{np}, printed", "I want {np} printed", "Have {np} printed", "Let me have {np} printed[ out]", "{np} (print it)", "Use print to show {np}", "Please print {np}", "Write {np} to the screen with print", "print() of {np}"]


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
    slots = {**words, **quoted}
    text = prose(expand(st.rng.choice(list(wordings)), st.rng), lambda t: fill(t, lambda key: str(slots[key])))
    return " ".join(text.replace(" ,", ",").split())


VERBS = frozenset(
    "add append apply arrange assign binarise break bring build calculate change check classify clean cluster collect color colour combine compress "
    "compute convert create define derive determine display divide do draw drop encode evaluate expand extract fetch figure fill find fit generate get "
    "give grab grow have hold impute keep label learn load look loop make map mark merge narrow obtain patch pick place plot plug predict prepare print "
    "project pull push put read recode reduce replace reshape run save scale scatter select send separate set show shrink sketch sort split standardise "
    "standardize store swap take tell throw train transform translate try tune turn use visualise visualize work write".split()
)


def unsafe_start(text: str, protect: Sequence[str]) -> bool:
    """Whether a writer without capitals would spoil a name at the start."""
    word = re.split(r"[^\w]", text)[0]
    return any(p.startswith(word) for p in protect if p) or not word[1:].islower()


def put(st: State, op: str, text: str, imports: Sequence[str], code: str, check: str = "", *protect: str) -> bool:
    """Add a step of a kind that the session has not had."""
    s = st.s
    if op in st.done:
        return False
    if s.style.lower and re.match(r"[A-Z][a-z]\w*", text) and unsafe_start(text, protect):
        text = "now " + text
    style = s.style
    if text.split(" ")[0].lower() not in VERBS:
        s.style = replace(style, chatty=0.0)  # "can you accuracy" is nothing that people write
    wanted = [line for line in imports if line]
    added = s.add(text, s.need(wanted) + code, check, tuple(p for p in protect if p), "modelling." + op)
    s.style = style
    if not added:
        return False
    st.done.add(op)
    return True


def value_step(st: State, op: str, np: str, expr: str, outs: str, imports: Sequence[str] = (), check: str = "", shown: float = 0.3, *protect: str) -> str:
    """A value that is named, shown or printed; its name, "shown", or "" where it failed."""
    rng = st.rng
    if rng.random() < shown:
        printed = rng.random() < 0.55
        text = say(st, PRINTED if printed else [w for w in SHOWN if suits(np, w)], np=np)
        return "shown" if put(st, op, text, imports, f"print({expr})" if printed else expr, "", *protect) else ""
    out = st.s.fresh(outs)
    text = say(st, [w for w in NAMED if suits(np, w)], {"out": out}, np=np)
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
