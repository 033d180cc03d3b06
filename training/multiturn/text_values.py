"""Vocabularies and made-up values of text sessions: sentences, addresses, records, dates."""

# ruff: noqa: E501
from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from training.multiturn.phrase import literal
from training.multiturn.words import OBJECTS, SUBJECTS, TAILS, THEMES, VERBS

FIRST = ["Ana", "Ben", "Chloe", "Dev", "Eva", "Finn", "Gita", "Hugo", "Ines", "Jon", "Kira", "Leo", "Mona", "Nils", "Otto", "Pia",
         "Ravi", "Sara", "Theo", "Uma", "Vera", "Will", "Yara", "Zoe", "Hannah", "Bob", "Anna", "Omar", "Lucia", "Ken", "Aiko", "Tomas"]  # fmt: skip
LAST = ["Silva", "Meyer", "Okafor", "Tanaka", "Novak", "Rossi", "Khan", "Dubois", "Larsen", "Costa", "Wagner", "Patel", "Kim", "Moreau"]  # fmt: skip
CITIES = ["new york", "lisbon", "oslo", "san jose", "porto", "vienna", "cape town", "lima", "seoul", "hanoi", "prague", "la paz", "turin", "quito", "ghent", "malmo"]  # fmt: skip
PRODUCTS = [
    "pen",
    "notebook",
    "lamp",
    "mug",
    "chair",
    "desk",
    "cable",
    "mouse",
    "kettle",
    "rug",
    "clock",
    "shelf",
    "candle",
    "bowl",
]
DOMAINS = ["gmail.com", "example.org", "mail.net", "work.io", "uni.edu", "proton.me"]
CLAUSES = ["the river runs past the old mill", "the old mill was sold to a young baker", "every morning the baker opens the door", "nobody knows who left the lamp on",
           "the data arrived late but the report was ready", "a good plan needs a good team", "we walked along the coast until noon", "rain fell on the roof all night",
           "she keeps her level head and her radar on", "the cat sleeps on the warm stone", "Paris was crowded and Rome was quiet", "the train to Vienna leaves at noon",
           "our garden is small but the garden is green", "time and tide wait for no one", "the market opens early and closes early", "his civic duty was to vote",
           "most people like tea more than coffee", "the museum shows maps of the city", "small steps lead to big changes", "stars shine over the quiet harbour",
           "the engine stopped and the engine started again", "in winter the lake is frozen"]  # fmt: skip
SCHEMAS: list[tuple[list[str], str, list[str], str, list[str], list[tuple[str, float, float, int]], str, list[str]]] = [
    (["people", "employees", "staff"], "name", FIRST, "department", ["sales", "IT", "HR", "legal", "support"], [("age", 22, 64, 0), ("salary", 28000, 90000, -2)], "skills", ["python", "sql", "excel", "design", "writing"]),
    (["products", "items", "stock"], "name", PRODUCTS, "category", ["office", "home", "kitchen", "garden"], [("price", 2, 90, 2), ("quantity", 1, 60, 0)], "tags", ["new", "sale", "eco", "gift"]),
    (["books", "library"], "title", ["River Song", "Night Train", "The Mill", "Blue Stone", "Harbour", "Long Winter", "Salt Road", "Paper Moon"], "genre", ["crime", "fantasy", "poetry", "history"], [("year", 1960, 2023, 0), ("pages", 90, 700, 0)], "topics", ["war", "love", "sea", "city"]),
    (["movies", "films"], "title", ["Red Dust", "Orbit", "Low Tide", "The Guest", "Amber", "North Line", "Echoes", "Still Life"], "genre", ["drama", "comedy", "thriller"], [("rating", 4, 9.8, 1), ("minutes", 80, 180, 0)], "actors", FIRST[:6]),
    (["students", "pupils"], "name", FIRST, "grade", ["A", "B", "C"], [("score", 40, 100, 0), ("absences", 0, 12, 0)], "courses", ["math", "art", "physics", "music"]),
    (["trips", "rides"], "city", [c.title() for c in CITIES], "country", ["Spain", "Peru", "Japan", "Norway"], [("days", 2, 21, 0), ("cost", 150, 3000, 0)], "stops", ["museum", "beach", "castle", "market"]),
    (["tasks", "tickets"], "title", ["fix login", "write docs", "add tests", "update site", "call client", "clean data"], "status", ["open", "done", "blocked"], [("hours", 1, 20, 0), ("priority", 1, 5, 0)], "labels", ["bug", "web", "urgent", "docs"]),
    (["pets", "animals"], "name", ["Rex", "Luna", "Milo", "Bella", "Coco", "Otis", "Nala", "Simba"], "species", ["dog", "cat", "rabbit"], [("weight", 1, 40, 1), ("age", 1, 15, 0)], "toys", ["ball", "rope", "bone"]),
]  # fmt: skip
LOGS = ["disk almost full", "user logged in", "request took 230 ms", "connection lost", "job finished", "cannot open file", "cache cleared", "retry 3 of 5", "backup started", "timeout after 30 s", "new session for guest", "config loaded"]  # fmt: skip
CHATS = ["are you coming tonight?", "yes, at eight", "who brings the cake?", "I can do that", "great, thanks", "did you see the report?", "not yet", "lunch tomorrow?", "sure, call me at 555-0134", "the train is late again", "see you at the station", "ok"]  # fmt: skip
DATE_FORMATS = ["%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%B %d, %Y", "%d %b %Y"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FREQS = {"D": "daily", "MS": "month start", "B": "business day", "W": "weekly"}


def some_date(rng: random.Random) -> date:
    return date(rng.choice([1985, 1991, 2019, 2022, 2023, 2024, 2024]), 1, 1) + timedelta(
        days=rng.randrange(365)
    )


def prose(rng: random.Random, n: int) -> list[str]:
    """n sentences, half of them put together from parts."""
    ends = [".", ".", ".", ".", "!", "?"]
    made = [
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}{rng.choice(TAILS)}"
        for _ in range(n)
    ]
    out = [rng.choice(pair) for pair in zip(made, rng.sample(CLAUSES, n), strict=True)]
    if rng.random() < 0.3:
        out[0] += rng.choice([", and ", ", but "]) + rng.choice(made)
    return [c[0].upper() + c[1:] + rng.choice(ends) for c in out]


def mail(rng: random.Random) -> str:
    return (
        rng.choice(FIRST).lower()
        + rng.choice(["", ".", "_"]).replace("_", rng.choice("_."))
        + rng.choice(LAST).lower()
        + f"@{rng.choice(DOMAINS)}"
    )


def number(rng: random.Random, spec: tuple[str, float, float, int]) -> float | int:
    value = rng.uniform(spec[1], spec[2])
    return round(value, spec[3]) if spec[3] > 0 else int(round(value, spec[3]))


def make_records(rng: random.Random) -> tuple[str, list[dict[str, Any]]]:
    """The name and the dicts of a list of records."""
    names, key, keys, cat, cats, nums, lst, values = rng.choice(SCHEMAS)
    chosen = rng.sample(nums, rng.choice([1, 2, 2]))
    with_list = rng.random() < 0.35
    cats = rng.sample(cats, min(len(cats), 3))
    out = []
    for name in rng.sample(keys, rng.randint(3, 6)):
        record: dict[str, Any] = {key: name, cat: rng.choice(cats)}
        record.update({spec[0]: number(rng, spec) for spec in chosen})
        if with_list:
            record[lst] = rng.sample(values, rng.randint(1, 2))
        out.append(record)
    return rng.choice(names), out


def block(values: list[Any], quote: str, opening: str = "[", closing: str = "]") -> str:
    """A list literal, one entry a line."""
    return opening + "\n" + "".join(f"    {literal(v, quote)},\n" for v in values) + closing


def rich(rng: random.Random) -> str:
    parts = [
        f"Please contact {mail(rng)} or {mail(rng)}.",
        f"Our next meeting is on {some_date(rng)}, the last was {some_date(rng)}.",
        f"The {rng.choice(PRODUCTS)} costs ${rng.uniform(2, 60):.2f} and the {rng.choice(PRODUCTS)} ${rng.uniform(2, 60):.2f}.",
        f"Call 555-{rng.randint(1000, 9999)} or 555-{rng.randint(1000, 9999)} after {rng.randint(8, 11)}.",
        f"Great day in {rng.choice(CITIES).title()}! #{rng.choice(THEMES['foods'])} #{rng.choice(THEMES['animals'])}",
    ]
    return " ".join(rng.sample(parts, rng.randint(2, 4)))


def messy(rng: random.Random) -> list[str]:
    pool = rng.choice([CITIES, [f"{a} {b}" for a, b in zip(FIRST, LAST, strict=False)], PRODUCTS])
    changes: list[Callable[[str], str]] = [
        str.upper,
        str.title,
        str.lower,
        lambda t: f" {t}",
        lambda t: f"{t.title()}  ",
        str.title,
    ]
    chosen = rng.sample(pool, rng.randint(4, 6))
    return [rng.choice(changes)(t) for t in [*chosen, rng.choice(chosen)]] + [f" {chosen[0].lower()} "]
