"""The literals of a text step, drawn from the value of its last argument."""

# ruff: noqa: E501
from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from training.multiturn.text_draft import Draft
from training.multiturn.text_steps import HOLE, Step
from training.multiturn.text_values import DATE_FORMATS, FREQS, WEEKDAYS, some_date
from training.multiturn.words import THEMES


def fields_of(records: list[dict[str, Any]], kind: str) -> list[str]:
    """Fields of one kind: key (all different texts), cat (texts that repeat), num, lst."""
    out = []
    for name in records[0]:
        column = [r.get(name) for r in records]
        texts = all(isinstance(v, str) for v in column)
        digits = texts and all(re.fullmatch(r"\d+(\.\d+)?", str(v)) for v in column)
        kinds = {
            "key": texts and not digits and len(set(map(str, column))) == len(column),
            "cat": texts and not digits and len(set(map(str, column))) < len(column),
            "num": name != "id"
            and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in column),
            "lst": all(isinstance(v, list) for v in column),
            "dig": digits and name != "id",
        }
        if kinds[kind]:
            out.append(name)
    return out


def words_in(value: Any) -> list[str]:
    text = value if isinstance(value, str) else " ".join(value)
    return re.findall(r"[A-Za-z]{3,}", text)


def piece(rng: random.Random, value: Any, n: int) -> str:
    """A few letters out of one of the words, lower case."""
    word = rng.choice([w for w in words_in(value) if len(w) >= n]).lower()
    at = rng.randrange(len(word) - n + 1)
    return word[at : at + n]


def nearby(values: list[Any], rng: random.Random) -> Any:
    """A threshold that splits the numbers."""
    low, *_, high = sorted(values)
    step = 1000 if high > 5000 else 50 if high > 500 else 5 if high > 50 else 1
    value = int(rng.choice(sorted(values)[:-1]) // step * step)
    return value if low != high else None


PAIRS = [
    ("high", "low"),
    ("big", "small"),
    ("expensive", "cheap"),
    ("pass", "fail"),
    ("over", "under"),
    ("long", "short"),
    ("yes", "no"),
]
DRAWS: dict[str, Callable[[random.Random, Any, dict[str, Any]], Any]] = {
    "k": lambda rng, v, s: rng.choice([2, 3, 3, 4, 5]),
    "width": lambda rng, v, s: rng.choice([20, 24, 30, 40]),
    "seed": lambda rng, v, s: rng.choice([0, 1, 3, 7, 42, 123]),
    "tw": lambda rng, v, s: rng.choice(words_in(v)),
    "lw": lambda rng, v, s: rng.choice(words_in(v)).lower(),
    "nw": lambda rng, v, s: rng.choice(THEMES[rng.choice(["colors", "animals", "foods"])]),
    "pre": lambda rng, v, s: rng.choice([w for w in v if w[:1].isalpha()])[0].lower(),
    "suf": lambda rng, v, s: rng.choice([w for w in v if w.isalpha()])[-rng.choice([1, 2]) :],
    "sub": lambda rng, v, s: piece(rng, v, rng.choice([1, 2])),
    "ssub": lambda rng, v, s: piece(rng, v.tolist(), 2),
    "msub": lambda rng, v, s: rng.choice(words_in(v)).lower(),
    "cw": lambda rng, v, s: rng.choice([w for w in v.words if w.isalpha()]),
    "sep": lambda rng, v, s: rng.choice([", ", " | ", "; ", " / ", " - ", "-", "+"]),
    "dq": lambda rng, v, s: rng.choice(sorted(n for n in v.values() if isinstance(n, int) and n > 2)[1:]),
    "dk": lambda rng, v, s: rng.choice([k for k in v if k.isidentifier()]),
    "key": lambda rng, v, s: rng.choice(fields_of(v, "key")),
    "cat": lambda rng, v, s: rng.choice(fields_of(v, "cat")),
    "num": lambda rng, v, s: rng.choice(fields_of(v, "num")),
    "lst": lambda rng, v, s: rng.choice(fields_of(v, "lst")),
    "rcat": lambda rng, v, s: rng.choice(fields_of(v, "cat")),
    "rnum": lambda rng, v, s: rng.choice(fields_of(v, "dig")),
    "dkey": lambda rng, v, s: rng.choice(fields_of(v.to_dict("records"), "key")),
    "dsub": lambda rng, v, s: piece(rng, v[s["dkey"]].tolist(), 2),
    "dcat": lambda rng, v, s: rng.choice(fields_of(v.to_dict("records"), "cat")),
    "dnum": lambda rng, v, s: rng.choice(fields_of(v.to_dict("records"), "num")),
    "cv": lambda rng, v, s: rng.choice(v)[s["cat"]],
    "lv": lambda rng, v, s: rng.choice(rng.choice(v)[s["lst"]]),
    "q": lambda rng, v, s: nearby([r[s["num"]] for r in v], rng),
    "ty": lambda rng, v, s: "float" if any(isinstance(r[s["num"]], float) for r in v) else "int",
    "flag": lambda rng, v, s: f"high_{s['num']}",
    "fake": lambda rng, v, s: rng.choice(["example.com", "school.org", "acme.io", "mail.test"]),
    "r": lambda rng, v, s: rng.choice(["r", "record", "d", "row"]),
    "ca": lambda rng, v, s: rng.choice(["name", "label", "item", "word"]),
    "cb": lambda rng, v, s: rng.choice(["value", "score", "points", "total"]),
    "jf": lambda rng, v, s: rng.choice(["out", "data", "records", "export"]) + ".json",
    "cf": lambda rng, v, s: rng.choice(["out", "data", "records", "export"]) + ".csv",
    "tf": lambda rng, v, s: rng.choice(["out", "result", "notes", "export", "saved"]) + ".txt",
    "dom": lambda rng, v, s: rng.choice(v).split("@")[1],
    "domn": lambda rng, v, s: s["dom"].split(".")[0],
    "lev": lambda rng, v, s: rng.choice(v).split()[1],
    "levl": lambda rng, v, s: s["lev"].lower(),
    "tlev": lambda rng, v, s: rng.choice(v)[1],
    "tlevl": lambda rng, v, s: s["tlev"].lower(),
    "dlev": lambda rng, v, s: rng.choice(v)["level"],
    "dlevl": lambda rng, v, s: s["dlev"].lower(),
    "fmt": lambda rng, v, s: format_of(v),
    "ofmt": lambda rng, v, s: rng.choice(["%d/%m/%Y", "%d %B %Y", "%b %d, %Y", "%d.%m.%y", "%A, %d %B"]),
    "dd": lambda rng, v, s: rng.choice([7, 10, 14, 30, 45, 90, 100]),
    "yr": lambda rng, v, s: rng.choice(v).year,
    "mo": lambda rng, v, s: rng.randint(1, 12),
    "yr2": lambda rng, v, s: rng.choice([2025, 2026, 2030]),
    "iso": lambda rng, v, s: str(some_date(rng)),
    "per": lambda rng, v, s: rng.choice([10, 12, 24, 30, 60]),
    "fr": lambda rng, v, s: rng.choice(list(FREQS)),
    "frn": lambda rng, v, s: FREQS[s["fr"]],
    "wd": lambda rng, v, s: rng.randrange(5),
    "wdn": lambda rng, v, s: WEEKDAYS[s["wd"]],
    "wdl": lambda rng, v, s: WEEKDAYS[s["wd"]].lower() + "s",
    "iso2": lambda rng, v, s: str(date.fromisoformat(s["iso"]) + timedelta(days=rng.randint(8, 120))),
    "y1": lambda rng, v, s: day(rng, s, 1).year, "m1": lambda rng, v, s: day(rng, s, 1).month, "d1": lambda rng, v, s: day(rng, s, 1).day,
    "mz": lambda rng, v, s: f"{day(rng, s, 1):%m}", "dz": lambda rng, v, s: f"{day(rng, s, 1):%d}", "mname": lambda rng, v, s: f"{day(rng, s, 1):%B}",
    "y2": lambda rng, v, s: day(rng, s, 2).year, "m2": lambda rng, v, s: day(rng, s, 2).month, "d2": lambda rng, v, s: day(rng, s, 2).day,
    "mzb": lambda rng, v, s: f"{day(rng, s, 2):%m}", "dzb": lambda rng, v, s: f"{day(rng, s, 2):%d}", "mo2": lambda rng, v, s: f"{s['mo']:02}",
    "hh": lambda rng, v, s: rng.randint(7, 22), "hhz": lambda rng, v, s: f"{s['hh']:02}", "mm": lambda rng, v, s: rng.choice([15, 20, 30, 45]), "mmz": lambda rng, v, s: s["mm"],
    "nq": lambda rng, v, s: nearby(v, rng), "rd": lambda rng, v, s: rng.choice([1, 2, 2, 3]), "fac": lambda rng, v, s: rng.choice([0.9, 1.1, 1.19, 1.2, 2, 0.5]),
    "la": lambda rng, v, s: rng.choice(PAIRS)[0], "lb": lambda rng, v, s: next(b for a, b in PAIRS if a == s["la"]),
    "cls": lambda rng, v, s: rng.choice(["Document", "TextStats", "Passage", "WordBook"]) if "words" in s["_code"] else rng.choice(["Entry", "Item", "Pair", "Point"]),
    "outb": lambda rng, v, s: rng.choice(["values", "numbers", "seconds", "amounts"]),
    "outh": lambda rng, v, s: rng.choice(["header", "columns", "head"]),
}  # fmt: skip


def day(rng: random.Random, slots: dict[str, Any], number: int) -> date:
    """The step's first or second drawn day, the same for its year, month and day."""
    found: date = slots.setdefault(f"_day{number}", some_date(rng))
    return found


def format_of(values: list[str]) -> str | None:
    """The one strptime format that fits all strings."""
    from datetime import datetime

    for shape in DATE_FORMATS:
        try:
            if all(datetime.strptime(v, shape).strftime(shape) == v for v in values):
                return shape
        except ValueError:
            continue
    return None


def draw_holes(d: Draft, step: Step, slots: dict[str, Any]) -> bool:
    """The literals of the step, drawn from its argument's value."""
    letters = [n.split(":")[1] for n in step.needs.split()]
    live = d.session.space.get(slots[letters[-1]]) if letters else None
    whole = " ".join((step.code, step.np, step.vp, step.ask, step.out))
    holes = [h for h in DRAWS if any(found.startswith(h) for found in HOLE.findall(whole + " " + step.check))]
    for hole in holes:
        if hole in slots or not re.search(rf"\${hole}(?![a-z0-9])", whole):
            continue
        try:
            slots[hole] = DRAWS[hole](d.session.rng, live, slots)
        except (IndexError, KeyError, ValueError, AttributeError, TypeError):
            return False
        if slots[hole] is None:
            return False
    return True
