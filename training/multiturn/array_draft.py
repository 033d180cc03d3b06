"""An array session under way: its arrays, and which of them suit a step's needs."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from training.multiturn.array_steps import Step
from training.multiturn.array_values import numbers
from training.multiturn.session import Session, nice

ORDINALS = [("first", 0), ("second", 1), ("third", 2), ("last", -1), ("second to last", -2)]


@dataclass
class Draft:
    """A session with what a writer remembers of its arrays."""

    session: Session
    dull: set[str] = field(default_factory=set)  # results that nobody goes on with
    last: str = ""

    def arrays(self, test: Any) -> list[str]:
        """Names of arrays that pass, newest last."""
        found = []
        for name, value in self.session.space.items():
            if name[:1] != "_" and name not in self.dull and isinstance(value, np.ndarray) and value.size > 1:
                numeric = value.dtype.kind in "if" and test(value)
                if numeric:
                    found.append(name)
        return found

    def pick(self, names: list[str]) -> str:
        """The last result often, else any."""
        rng = self.session.rng
        if not names:
            return ""
        return self.last if self.last in names and rng.random() < 0.45 else rng.choice(names)


def finite(v: np.ndarray) -> bool:
    return bool(np.isfinite(v).all())


def vector(v: np.ndarray) -> bool:
    return v.ndim == 1 and len(v) >= 5 and finite(v) and v.std() > 1e-9


def invertible(v: np.ndarray) -> bool:
    return v.ndim == 2 and v.shape[0] == v.shape[1] <= 6 and finite(v) and abs(np.linalg.det(v)) > 1e-3


TESTS = {
    "x": vector,
    "z": lambda v: vector(v) and (np.diff(v) > 0).all(),
    "v": lambda v: vector(v) and v.dtype.kind == "i" and v.min() >= 0 and v.max() <= 100,
    "h": lambda v: v.ndim == 1 and v.dtype.kind == "f" and bool(np.isnan(v).any()),
    "M": lambda v: v.ndim == 2 and min(v.shape) >= 2 and finite(v) and v.std() > 1e-9,
    "C": lambda v: v.ndim == 2 and min(v.shape) >= 2 and finite(v),
    "Q": invertible,
    "K": lambda v: v.ndim == 3 and finite(v),
    "P": lambda v: v.ndim == 2 and v.shape[1] == 2 and 4 <= len(v) <= 30 and finite(v),
}


def partner(d: Draft, letter: str, slots: dict[str, str]) -> str:
    """A second vector, that fits the first."""
    space = d.session.space
    if letter == "m":
        masks = [
            n for n, v in space.items() if isinstance(v, np.ndarray) and v.dtype == bool and n[:1] != "_"
        ]
        return d.pick([n for n in masks if space[n].shape == space[slots["x"]].shape and space[n].any()])
    if letter == "N":
        texts = [n for n, v in space.items() if isinstance(v, np.ndarray) and v.dtype.kind == "U"]
        return d.pick([n for n in texts if n not in d.dull and space[n].shape == space[slots["x"]].shape])
    if letter == "g":
        return d.pick([n for n, v in space.items() if isinstance(v, np.random.Generator) and n[:1] != "_"])
    if letter == "f":
        return d.pick(
            [
                n
                for n, v in space.items()
                if isinstance(v, (np.floating, np.integer)) and np.isfinite(v) and n[:1] != "_"
            ]
        )
    if letter == "c":
        width = space[slots["M"]].shape[1]
        return d.pick(d.arrays(lambda v: v.shape == (width,) and finite(v)))
    length = len(
        space[slots["Q" if letter == "b" else "M" if "M" in slots else "z" if "z" in slots else "x"]]
    )
    fits = d.arrays(lambda v: v.ndim == 1 and len(v) == length and finite(v) and (letter == "b" or vector(v)))
    return d.pick([n for n in fits if n not in slots.values()])


def slots_for(d: Draft, step: Step) -> dict[str, str] | None:
    """Arrays and numbers for a step's needs."""
    s = d.session
    slots: dict[str, str] = {}
    for letter in step.needs:
        name = (
            d.pick([n for n in d.arrays(TESTS[letter]) if n not in slots.values()])
            if letter in TESTS
            else partner(d, letter, slots)
        )
        if not name:
            return None
        slots[letter] = name
    drawn = numbers(s.rng)
    main = next((s.space[slots[c]] for c in "xMzvP" if c in slots), None)
    if main is not None and not thresholds(drawn, main, s.rng):
        return None
    if "M" in slots or "C" in slots:
        main = matrix_of(s, slots)
        for key, word, size in (("i", "oi", main.shape[0]), ("j", "oj", main.shape[1])):
            drawn[word], at = s.rng.choice(
                [o for o in ORDINALS if -size <= o[1] < size and (o[1] > -2 or size > 3)]
            )
            drawn[key] = str(at)
    if "z" in slots:
        drawn["val"] = nice(float(s.space[slots["z"]].max()) + s.rng.choice([1, 2, 5])).removesuffix(".0")
    if "v" in slots:
        last = int(s.space[slots["v"]].max()) + s.rng.choice([0, 1, 2])
        drawn["binlen"], drawn["binlast"] = str(last + 1), str(last)
    values = {key: s.space[name] for key, name in slots.items()} | {
        "t": float(drawn.get("t", 0)),
        "k": int(drawn["k"]),
    }
    values["x_name"] = slots.get("x", "")
    if step.when and not eval(step.when, {**values}):
        return None
    return drawn | slots


def matrix_of(s: Session, slots: dict[str, str]) -> np.ndarray:
    return s.space[slots.get("M") or slots["C"]]


def thresholds(drawn: dict[str, str], values: np.ndarray, rng: random.Random) -> bool:
    """{t} < {u} within the values, as a person would choose them; {zt} a point inside."""
    t, u = (float(np.quantile(values, q)) for q in (rng.choice([0.3, 0.5, 0.6]), rng.choice([0.8, 0.9])))
    drawn["t"], drawn["u"], drawn["zt"] = nice(t), nice(u), nice(float(np.quantile(values, 0.43)))
    if values.dtype.kind == "i":
        drawn["t"], drawn["u"] = str(round(t)), str(round(u))
    for key in ("t", "u", "zt"):
        drawn[key] = "0" if float(drawn[key]) == 0 else drawn[key]
    return float(drawn["t"]) < float(drawn["u"]) and bool((values > float(drawn["t"])).any())
