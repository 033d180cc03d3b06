"""A text session under way: its variables with their kinds, the arguments of a step, its imports."""

# ruff: noqa: E501
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from training.multiturn.session import Session
from training.multiturn.text_steps import GROUPS, HOLE, Step

IMPORTS = {
    r"(?<![.\w])Counter\(": ("collections", "Counter"), r"(?<![.\w])defaultdict\(": ("collections", "defaultdict"),
    r"(?<![.\w])namedtuple\(": ("collections", "namedtuple"), r"(?<![.\w])date[.(]": ("datetime", "date"),
    r"(?<![.\w])datetime[.(]": ("datetime", "datetime"), r"(?<![.\w])timedelta\(": ("datetime", "timedelta"), r"(?<![.\w])Path\(": ("pathlib", "Path"),
    r"(?<![.\w])groupby\((?=\w)": ("itertools", "groupby"), r"(?<![.\w])combinations\(": ("itertools", "combinations"),
    r"\bchain\.": ("itertools", "chain"), r"(?<![.\w])accumulate\(": ("itertools", "accumulate"), r"(?<![.\w])reduce\(": ("functools", "reduce"),
    r"\blru_cache\b": ("functools", "lru_cache"), r"(?<![.\w])mean\((?=\w|\[)": ("statistics", "mean"), r"(?<![.\w])median\((?=\w|\[)": ("statistics", "median"),
    r"(?<![.\w])itemgetter\(": ("operator", "itemgetter"), r"\bdataclass\b": ("dataclasses", "dataclass"),
    r"\bre\.": ("re", ""), r"\bjson\.": ("json", ""), r"\bcsv\.": ("csv", ""), r"\bstring\.": ("string", ""), r"\btextwrap\.": ("textwrap", ""),
    r"(?<![.\w])random\.": ("random", ""), r"\bmath\.": ("math", ""), r"\bcalendar\.": ("calendar", ""), r"\bio\.": ("io", ""), r"\bpd\.": ("pandas", "pd"), r"\bnp\.": ("numpy", "np"),
}  # fmt: skip


class TextSession(Session):
    """A session that can ask a condition without counting it as a failure."""

    def holds_quietly(self, condition: str) -> bool:
        try:
            return bool(eval(condition, {**self.space, "re": re}))
        except Exception:
            return False

    def fresh(self, options: str) -> str:
        """A free one of the names; with a number where all are taken."""
        names = [n for n in options.split("|") if n.isidentifier()] or ["result"]
        taken = set(self.space) | {"date", "string", "csv", "json"}
        free = [n for n in names if n not in taken]
        if free:
            return self.rng.choice(free)
        return next(f"{names[0]}{i}" for i in range(2, 99) if f"{names[0]}{i}" not in taken)


@dataclass
class Draft:
    """A session and the kinds of its variables, oldest first."""

    session: TextSession
    kinds: dict[str, str] = field(default_factory=dict)
    results: set[str] = field(default_factory=set)  # names that no loop may take


def imports_for(s: Session, code: str) -> str:
    """Lines for the modules that code needs and that no step imported."""
    wanted: dict[str, list[str]] = {}
    plain = []
    for pattern, (module, name) in IMPORTS.items():
        if not re.search(pattern, code):
            continue
        line = (
            f"import {module}"
            if not name
            else f"import {module} as {name}"
            if name in ("pd", "np")
            else f"from {module} import {name}"
        )
        if line in s.imports:
            continue
        s.imports.add(line)
        if line.startswith("from"):
            wanted.setdefault(module, []).append(name)
        else:
            plain.append(line)
    lines = plain + [
        f"from {m} import {', '.join(sorted(names, key=str.lower))}" for m, names in wanted.items()
    ]
    return "".join(line + "\n" for line in lines) + (
        "\n" if lines and code.startswith(("def ", "class ")) else ""
    )


def arguments(d: Draft, step: Step) -> dict[str, Any] | None:
    """Variables for the step's needs, the newest more often."""
    rng, slots = d.session.rng, {"_code": step.code}
    for need in step.needs.split():
        kind, letter = need.split(":")
        names = [n for n, k in d.kinds.items() if k in GROUPS.get(kind, (kind,)) and n not in slots.values()]
        if not names:
            return None
        slots[letter] = names[-1] if rng.random() < 0.6 else rng.choice(names)
    return slots


def put(template: str, slots: dict[str, Any]) -> str:
    return HOLE.sub(lambda m: str(slots.get(m[1], m[0])), template)
