"""What fills a step's slots: columns and values of a table, drawn numbers and words, what earlier steps made."""

# ruff: noqa: E501, SIM905
from __future__ import annotations

from typing import Any

import pandas as pd

from training.multiturn import tables
from training.multiturn.ops_pandas import Step
from training.multiturn.phrase import literal
from training.multiturn.session import Session, nice, tidy
from training.multiturn.session_dates import days_of, suits_times

COLUMNS = "nmcdtbNMT"  # slots that are columns
# fmt: off
DRAWN = {
    "p": "5 8 10 12 15 19 20 25 30 35 40 50 60 75".split(),
    "i": "0 1 1 2 2 2 3 4".split(),
    "j": "2 3 4 5 6 7 8 10 12 15 16 20 24 25 30 50 60 100 365 1000".split(),
    "x": "value amount total label kind score name_short qty key unit area rate level count price day place group_name owner".split(),
    "y": "out result top best clean export report summary sample part plot figure chart subset final".split(),
}
LABELS = [
    "high low medium", "big small middle", "yes no maybe", "good bad fair", "hot cold mild", "old young adult", "cheap expensive normal", "pass fail retry",
    "long short medium", "A B C", "heavy light normal", "fast slow average", "many few some", "rich poor middle", "early late on-time", "full empty half",
]
SIGNS = {
    ",": "thousands commas|commas",
    "$": "dollar sign|$ sign|$",
    "%": "percent sign|% sign|%",
    " kg": "unit kg|kg",
    " EUR": "currency EUR|EUR",
}
# fmt: on


def slots_for(s: Session, step: Step) -> dict[str, Any] | None:
    """Columns and values for a step's needs, from one frame or series."""
    rng = s.rng
    slots: dict[str, Any] = {}
    for letter in step.needs:
        if letter in DRAWN:
            slots[letter] = rng.choice(DRAWN[letter])
    if "l" in step.needs:
        slots |= dict(zip("lhg", rng.choice(LABELS).split(), strict=True))
    if "S" in step.needs:
        slots["k"] = rng.choice("235")
        made = made_series(s, step.needs)
        return slots | made if made else None
    if "R" in step.needs:
        if not s.dated:
            return None
        slots["k"] = rng.choice("234")
        return slots | dict(zip(("s", "unit"), rng.choice(s.dated[-2:]), strict=True))
    made = built_on(s, step.needs)
    if made is None:
        return None
    slots |= made
    frame = slots.get("df") or (
        rng.choice(list(s.frames)[-2:]) if rng.random() < 0.4 else next(iter(s.frames))
    )
    columns = s.frames[frame]
    slots["df"] = frame
    if frame not in s.space or not all(
        c in s.space[frame] for c in slots.values() if c in {x.name for x in columns}
    ):
        return None
    numbers = [c for c in columns if c.kind in ("int", "float", "num") and c.name not in slots.values()]
    cats = [c for c in columns if c.kind == "cat" and len(c.values) > 1]
    rng.shuffle(numbers)
    rng.shuffle(cats)
    pools = {
        "n": numbers[:1],
        "m": numbers[1:2],
        "c": cats[:1],
        "d": cats[1:2],
        "t": [c for c in columns if c.kind == "date"][:1],
        "b": [c for c in columns if c.kind == "bool"][:1],
        "N": [c for c in columns if c.kind == "name"][:1],
        "M": [c for c in columns if c.kind == "marked"][:1],
        "T": [c for c in columns if c.kind == "written"][:1],
    }
    for letter in step.needs:
        if letter in pools and letter not in slots:
            if not pools[letter]:
                return None
            slots[letter] = pools[letter][0].name
    live = s.space[frame]
    if any(slots[letter] not in live for letter in COLUMNS if letter in slots):
        return None  # a step renamed the columns
    if "I" in step.needs and not isinstance(live.index, pd.DatetimeIndex):
        return None
    if "t" in slots or "I" in step.needs:
        dates = live[slots["t"]] if "t" in slots else live.index
        days = days_of(s, dates) if suits_times(step.code, dates) else {}
        if not days:
            return None
        slots |= days
    slots["arg"] = rng.choice(["x", "value", "v", tidy(slots.get("n", "x"))])
    if "M" in slots:
        slots["mark"] = str(pools["M"][0].values[0])
        slots["sign"] = rng.choice(SIGNS[slots["mark"]].split("|"))
    if "T" in slots:
        slots["fmt"] = str(pools["T"][0].values[0])
        slots["words"] = tables.WRITTEN[slots["fmt"]] if rng.random() < 0.6 else slots["fmt"]
    if "v" in step.needs:
        values = sorted(live[slots["c"]].dropna().unique().tolist(), key=str) if slots["c"] in live else []
        if len(values) < 2:
            return None
        slots["v"], slots["w"] = (literal(v) for v in rng.sample(values, 2))
    if "q" in step.needs:
        column = live[slots["n"]].dropna()
        if column.empty:
            return None
        q = column.quantile(rng.choice([0.3, 0.5, 0.6, 0.8]))
        slots["q"] = nice(float(q))
        slots["r"] = nice(float(column.quantile(0.9)) + 1)
    if "k" in step.needs:
        slots["k"] = str(rng.choice([2, 3, 4, 5, 5, 7, 10]))
        if int(slots["k"]) >= len(live):
            return None
    return slots


def made_series(s: Session, needs: str) -> dict[str, Any] | None:
    """One of the newest series, and two of its labels where the step names them. None where it is not there."""
    if not s.series:
        return None
    name = s.rng.choice(s.series[-2:])
    if "L" not in needs:
        return {"s": name}
    labels = s.space[name].index.tolist()
    if len(labels) < 2:
        return None
    one, two = s.rng.sample(labels, 2)
    return {"s": name, "label": literal(one), "label2": literal(two)}


def built_on(s: Session, needs: str) -> dict[str, Any] | None:
    """Slots for what earlier steps made: a number, rows taken, a function; and for a second table. None where it is not there."""
    rng = s.rng
    if "f" in needs:
        return dict(zip(("f", "df", "n"), rng.choice(s.scalars), strict=True)) if s.scalars else None
    if "P" in needs:
        return dict(zip(("part", "df"), rng.choice(s.parts[-2:]), strict=True)) if s.parts else None
    if "e" in needs:
        return dict(zip(("e", "df", "n"), rng.choice(s.functions), strict=True)) if s.functions else None
    if "o" in needs:
        return dict(zip(("other", "df", "c", "o", "o2"), s.other, strict=True)) if s.other else None
    return {}
