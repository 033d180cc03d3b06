"""Cells of the user's own at the start of a text session: their code and the kinds of their variables."""

# ruff: noqa: E501
from __future__ import annotations

import json
import random
from collections.abc import Callable

from training.multiturn.phrase import literal
from training.multiturn.text_values import (
    CHATS,
    CITIES,
    DATE_FORMATS,
    DOMAINS,
    FIRST,
    LOGS,
    PRODUCTS,
    block,
    mail,
    make_records,
    messy,
    prose,
    rich,
    some_date,
)
from training.multiturn.words import THEMES


def own(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    """A cell of the user's own: its code, and the kinds of its variables."""
    return rng.choices(OWN, [w for _, w in OWN_WEIGHTS])[0](rng, q)


def own_text(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["sentence", "text", "quote", "paragraph", "s", "story", "note"])
    return f"{name} = {literal(' '.join(prose(rng, rng.randint(1, 3))), q)}", {name: "text"}


def own_lines(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["text", "poem", "notes", "story", "article", "content", "letter"])
    start = rng.choice(["", "\n"])
    return f'{name} = """{start}' + "\n".join(prose(rng, rng.randint(3, 5))) + '\n"""', {name: "mtext"}


def own_rich(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["text", "message", "body", "email_text", "post", "note"])
    return f"{name} = {literal(rich(rng), q)}", {name: "rich"}


def own_messy(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["raw", "names", "messy", "entries", "raw_names", "inputs", "values"])
    return f"{name} = {literal(messy(rng), q)}", {name: "strs"}


def own_words(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    theme = rng.choice(
        ["fruits", "animals", "colors", "names", "words", "tools", "foods", "sports", "countries", "mixed"]
    )
    chosen = rng.sample(THEMES[theme], rng.randint(5, 8))
    chosen += rng.choices(chosen, k=rng.choice([0, 2, 3]))
    rng.shuffle(chosen)
    name = rng.choice([theme, theme, "words", "items"]) if theme != "mixed" else "words"
    code, kinds = f"{name} = {literal(chosen, q)}", {name: "words"}
    if rng.random() < 0.4:
        other = rng.choice(["scores", "counts", "amounts", "ratings", "prices"])
        code += f"\n{other} = {[rng.randint(1, 50) for _ in chosen]}"
        kinds[other] = "nums"
    return code, kinds


def own_prices(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    """Names and numbers in two lists of one length."""
    of = rng.choice(
        [
            ("names", FIRST),
            ("products", PRODUCTS),
            ("items", PRODUCTS),
            ("cities", [c.title() for c in CITIES]),
            ("players", FIRST),
        ]
    )
    chosen = rng.sample(of[1], rng.randint(4, 7))
    other = rng.choice(["prices", "costs", "weights", "hours"])
    numbers: list[float] = [round(rng.uniform(1, 80), rng.choice([1, 2])) for _ in chosen]
    if rng.random() < 0.5:
        other, numbers = (
            rng.choice(["points", "sales", "ages", "stock", "visits", "scores"]),
            [rng.randint(1, 99) for _ in chosen],
        )
    lines = f"{other} = {numbers}"
    if rng.random() < 0.25:
        return lines, {other: "nums"}
    return f"{of[0]} = {literal(chosen, q)}\n{lines}", {of[0]: "words", other: "nums"}


def own_records(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name, records = make_records(rng)
    return f"{name} = {block(records, q)}", {name: "records"}


def own_json(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["raw", "payload", "response", "json_text", "body"])
    records = make_records(rng)[1][:4]
    return f"{name} = '{json.dumps([{'id': i, **r} for i, r in enumerate(records, 1)])}'", {name: "jtext"}


def own_dictl(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["scores", "grades", "sales", "temps", "results", "runs"])
    keys = rng.sample(rng.choice([FIRST, [c.title() for c in CITIES], PRODUCTS]), rng.randint(3, 5))
    n = rng.randint(3, 5)
    return f"{name} = {literal({k: [rng.randint(5, 99) for _ in range(n)] for k in keys}, q)}", {
        name: "dictl"
    }


def own_pairs(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["results", "scores", "pairs", "points", "votes", "purchases"])
    keys = rng.sample(rng.choice([FIRST, PRODUCTS]), rng.randint(4, 6))
    keys += rng.choices(keys, k=rng.choice([0, 2]))
    return f"{name} = {literal([(k, rng.randint(1, 99)) for k in keys], q)}", {name: "pairs"}


def own_dates(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    name = rng.choice(["raw_dates", "date_strings", "birthdays", "deadlines", "events", "visits", "holidays"])
    days = [some_date(rng) for _ in range(rng.randint(3, 6))]
    if rng.random() < 0.4:
        shape = rng.choice(DATE_FORMATS)
        return f"{name} = {literal([d.strftime(shape) for d in days], q)}", {name: "dfmt"}
    if rng.random() < 0.3:
        return f"{name} = [" + ", ".join(f"date({d.year}, {d.month}, {d.day})" for d in days) + "]", {
            name: "dates"
        }
    return f"{name} = {literal([str(d) for d in days], q)}", {name: "dstrs"}


def own_logs(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    levels = rng.choice(
        [["INFO", "WARNING", "ERROR"], ["DEBUG", "INFO", "ERROR", "FATAL"], ["INFO", "WARN", "CRITICAL"]]
    )
    minute, lines = rng.randint(0, 20), []
    for text in rng.sample(LOGS, rng.randint(4, 6)):
        minute += rng.randint(1, 6)
        lines.append(
            f"{rng.randint(9, 11):02}:{minute:02}:{rng.randint(0, 59):02} {rng.choice(levels)} {text}"
        )
    name = rng.choice(["log", "log_lines", "logs", "entries"])
    return f"{name} = {block(sorted(lines), q)}", {name: "log"}


def own_orders(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    lines = [
        f"{p}, {rng.randint(1, 9)}, {rng.uniform(1, 60):.2f}"
        for p in rng.choices(PRODUCTS[: rng.randint(4, 14)], k=rng.randint(3, 6))
    ]
    name = rng.choice(["orders", "order_lines", "sales", "cart"])
    return f"{name} = {block(lines, q)}", {name: "orders"}


def own_chat(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    people = rng.sample(FIRST, rng.randint(2, 3))
    lines = [f"{rng.choice(people)}: {t}" for t in rng.sample(CHATS, rng.randint(4, 6))]
    name = rng.choice(["chat", "messages", "conversation", "msgs"])
    return f"{name} = {block(lines, q)}", {name: "chat"}


def own_mails(rng: random.Random, q: str) -> tuple[str, dict[str, str]]:
    domains = rng.sample(DOMAINS, 3)
    mails = [mail(rng).split("@")[0] + "@" + rng.choice(domains) for _ in range(rng.randint(4, 6))]
    name = rng.choice(["emails", "mails", "addresses", "contacts", "subscribers"])
    return f"{name} = {literal(mails, q)}", {name: "mails"}


OWN_WEIGHTS: list[tuple[Callable[[random.Random, str], tuple[str, dict[str, str]]], int]] = [
    (own_text, 12), (own_lines, 10), (own_rich, 10), (own_messy, 8), (own_words, 9), (own_records, 18), (own_json, 7),
    (own_dictl, 6), (own_pairs, 7), (own_dates, 13), (own_logs, 8), (own_orders, 6), (own_chat, 6), (own_mails, 7), (own_prices, 22),
]  # fmt: skip
OWN = [maker for maker, _ in OWN_WEIGHTS]
