"""Text sessions: strings, records, dates and files as in a notebook, every step really run while it is written.

Most sessions go on from a cell of the user's own, whose imports a prompt does not have; the others create or
read something in the first step. The steps are tables, see `text_steps`.
"""

# ruff: noqa: E501
from __future__ import annotations

import json
import random
from collections import Counter

from training.multiturn.phrase import Style, enumerate_words, expand, literal
from training.multiturn.program import Program
from training.multiturn.session import Session
from training.multiturn.text_cells import own
from training.multiturn.text_draft import Draft, TextSession, arguments, imports_for
from training.multiturn.text_steps import Step, load
from training.multiturn.text_values import make_records, prose, some_date
from training.multiturn.text_writing import do_step
from training.multiturn.words import THEMES

STEPS = load()
START_FILE = {
    "ftext": ["story", "notes", "poem", "diary", "article", "speech"], "fcsv": ["data", "sales", "members", "inventory", "export"],
    "fjson": ["config", "records", "items", "users", "response"],
}  # fmt: skip


class Texts:
    """Draws text sessions; steps used less often come first."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.used: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    def make(self) -> Program | None:
        rng = self.rng
        style = Style.of_notes(rng, quoted=0.35)
        s = TextSession(rng, style, "", loose=False)
        d = Draft(s)
        way = rng.choices(
            [self.own_cell, self.from_file, self.written, self.listed, self.given], [68, 11, 10, 4, 12]
        )[0]
        if not way(d):
            self.failures["start"] += 1
            return None
        target = rng.choices([3, 4, 5, 6], [28, 34, 23, 15])[0]
        while len(s.turns) < target and self.step(d, len(s.turns) == target - 1):
            pass
        if len(s.turns) < 3:
            self.failures["short"] += 1
            return None
        if rng.random() < 0.15:
            s.grounded = rng.randrange(0 if s.header else 1, len(s.turns))
        return self.finish(s)

    def own_cell(self, d: Draft) -> bool:
        """State that a cell of the user's own made; its imports are not in the text."""
        s = d.session
        code, d.kinds = own(self.rng, s.style.text_quote)
        s.setup = ("from datetime import date\n" if "date(" in code else "") + code
        s.header = code + "\n\n"
        return s.run(s.setup)

    def given(self, d: Draft) -> bool:
        """The first step makes dates, or a range of them, out of what its text says."""
        return do_step(
            d, self.rng.choice([st for st in STEPS if not st.needs and st.name[:2] in ("q_", "g_")])
        )

    def from_file(self, d: Draft) -> bool:
        """A file is there, and the first step reads it."""
        s, rng = d.session, self.rng
        kind = rng.choice(list(START_FILE))
        file = rng.choice(START_FILE[kind]) + {"ftext": ".txt", "fcsv": ".csv", "fjson": ".json"}[kind]
        records = make_records(rng)[1]
        if kind == "ftext":
            content = "\n".join(prose(rng, rng.randint(4, 7))) + "\n"
        elif kind == "fjson":
            content = json.dumps(records)
        else:
            flat = [{k: v for k, v in r.items() if not isinstance(v, list)} for r in records]
            content = (
                "\n".join(",".join(map(str, row)) for row in [list(flat[0]), *(r.values() for r in flat)])
                + "\n"
            )
        s.setup = f"__import__('pathlib').Path({file!r}).write_text({content!r})"
        d.kinds = {file: kind}
        if not s.run(s.setup):
            return False
        steps = [
            st for st in STEPS if st.needs.startswith(kind + ":") and st.name not in ("file_n", "read_rows")
        ]
        if not do_step(d, rng.choice(steps)):
            return False
        if rng.random() < 0.6:
            del d.kinds[file]
        return len(d.kinds) > 0

    def written(self, d: Draft) -> bool:
        """The first step makes the value that stands in its text."""
        s, rng = d.session, self.rng
        code, kinds = own(rng, s.style.text_quote)
        if len(kinds) != 1 or len(code) > 300 or "\n" in code or "date(" in code:
            return self.listed(d)
        name, value = code.split(" = ", 1)
        called_as = s.style.name(name)
        noun = (
            "string"
            if next(iter(kinds.values())) in ("text", "rich", "jtext")
            else "dict"
            if value[0] == "{"
            else "list"
        )
        text = expand(rng.choice([f"(Make|Create) a {noun} (called|named) NAME with VALUE", "(Set|set) NAME to VALUE", "NAME = VALUE",
                                  f"(Store|Put) the {noun} VALUE in NAME", f"(Define|Start with) a {noun} NAME: VALUE"]), rng)  # fmt: skip
        text = text.replace("NAME", called_as).replace("VALUE", value)
        d.kinds = kinds
        return s.add(text, code, f"{name} == {value}", (name, value), "text.written")

    def listed(self, d: Draft) -> bool:
        """A list whose entries are told in plain words: "a list called birthdays with the dates ... and ..."."""
        s, rng = d.session, self.rng
        kind = rng.choice(["dates", "dates", "dstrs", "words"])
        if kind == "words":
            theme = rng.choice(["fruits", "animals", "colors", "names", "tools", "foods", "sports"])
            entries, name, noun = rng.sample(THEMES[theme], rng.randint(3, 6)), theme, f"the {theme}"
            code = f"{name} = {literal(entries, s.style.text_quote)}"
        else:
            days = [some_date(rng) for _ in range(rng.randint(2, 4))]
            entries, name = (
                [str(d) for d in days],
                rng.choice(["birthdays", "deadlines", "holidays", "visits", "days", "exams", "trips"]),
            )
            noun = (
                rng.choice(["the dates", "the date objects"])
                if kind == "dates"
                else rng.choice(["the date strings", "the strings"])
            )
            code = f"{name} = {literal(entries, s.style.text_quote)}"
            if kind == "dates":
                code = f"{name} = [" + ", ".join(f"date({d.year}, {d.month}, {d.day})" for d in days) + "]"
        called_as = s.style.name(name)
        text = expand(rng.choice(["(Make|Create) a list (called|named) NAME with NOUN ", "NAME: a list with NOUN ", "(Put|Store) NOUN ",
                                  "(Build|Start with) a list NAME of NOUN "]), rng)  # fmt: skip
        tail = f" in a list {called_as}" if text.startswith(("Put", "Store")) else ""
        text = (
            text.replace("NAME", called_as).replace("NOUN", noun) + " " + enumerate_words(entries, rng) + tail
        )
        d.kinds = {name: kind}
        return s.add(
            text.replace("  ", " "),
            imports_for(s, code) + code,
            f"len({name}) == {len(entries)}",
            (name, *entries),
            "text.listed",
        )

    def step(self, d: Draft, last: bool) -> bool:
        """One more step; a session does not end with a function that is never used."""
        weights = [(0.15 if not st.needs else 1.0) / (1 + self.used[st.name]) ** 0.6 for st in STEPS]
        fitting = [
            i
            for i, st in enumerate(STEPS)
            if "text." + st.name not in d.session.ops
            and not (last and st.name.startswith("f_"))
            and arguments(d, st) is not None
        ]
        newest = list(d.kinds)[-1:]
        for _ in range(25):
            if not fitting:
                return False
            boosts = [weights[i] * self.boost(d, STEPS[i], newest) for i in fitting]
            index = self.rng.choices(fitting, boosts)[0]
            step = STEPS[index]
            if do_step(d, step):
                self.used[step.name] += 1
                return True
            fitting.remove(index)
            if d.session.failed:
                self.failures[f"{step.name}: {d.session.failed[:90]}"] += 1
                d.session.failed = ""
        return False

    def boost(self, d: Draft, step: Step, newest: list[str]) -> float:
        """Steps that go on from the latest result by a kind of its own come more often, uses of a function most."""
        kinds = {n.split(":")[0] for n in step.needs.split()}
        if not any(d.kinds[name] in kinds for name in newest):
            return 1.0
        return 8.0 if step.name.startswith("u_") else 3.0

    def finish(self, s: Session) -> Program:
        """Grounding stays before one step, as a prompt has it, or before none."""
        for index, turn in enumerate(s.turns):
            if index != s.grounded:
                turn.grounding = ""
        return Program(
            s.turns, s.header, "generated", "texts", s.ops, [t.text for t in s.turns], s.setup, s.checks
        )
