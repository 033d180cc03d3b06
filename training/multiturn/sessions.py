"""Data-science sessions: a table, steps on it, every step really run while the session is written.

A frame is loaded from a file, from scikit-learn, written out in a step, or is there already and known
from the grounding comment alone. The grounding comment stands before one step of a session, as in a
prompt: before the last. Steps that only it makes possible come only there.
"""

# ruff: noqa: E501
from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from training.multiturn import (  # noqa: F401 - more steps
    models,
    ops_frames,
    ops_frames_dates,
    ops_frames_edits,
    ops_frames_plots,
    tables,
)
from training.multiturn.builder import COMPUTE, NAMED_NP, NAMED_VP, TERSE_NAMED
from training.multiturn.ops_pandas import STEPS, Step
from training.multiturn.phrase import Style, expand, fill, prose, suits
from training.multiturn.program import Program
from training.multiturn.session import PD, Session, mention, tidy
from training.multiturn.session_dates import as_it_is, unit_of
from training.multiturn.session_slots import COLUMNS, slots_for
from training.multiturn.session_tables import load_frame

NP, PLT = "import numpy as np", "import matplotlib.pyplot as plt"
SHOW = [
    "(Show|Display|Print|Let me see|Give me|Look at) {np}",
    "(What is|Show|Display) {np}",
    "(Compute|Calculate) {np} and (show|display) it",
    "{vp}",
]
# how a notebook's writer names a result, besides the frames of chains
NOTED_NP = [
    "{np} as {out}", "{out}: {np}", "{np}: {out}", "{np}, as {out}", "{np} in {out}", "{np}, (call it|named) {out}", "{np}, (store as|save as) {out}",
    "(get|build|make) {np}, (call it|named) {out}", "(get|take|find) {np} as {out}", "(work out|figure out|look up) {np}, (store|keep|save) it (in|as) {out}",
    "i (want|need) {np}, (in|as) {out}", "(give|get) me {np} as {out}", "(keep|hold on to) {np} as {out}", "{out} (is|holds|gets) {np}",
    "in {out}, (store|put|keep) {np}", "(for|as) {out}, take {np}", "now {np}, as {out}", "we need {np}; (call it|name it) {out}",
]  # fmt: skip
NOTED_VP = [
    "{vp} and keep (it|the result) as {out}", "{vp}, result in {out}", "{vp} -> {out}", "{vp}, (call it|name it|call the result) {out}",
    "{vp}; (store|save|keep) (it|the result) as {out}", "{vp}, (into|as) {out}", "{vp} and put (it|the result|that) in {out}", "{vp} (result: {out})",
    "{out}: {vp}", "{vp}. (Call it|Name the result|Save it as|Keep it as) {out}", "to get {out}, {vp}", "{vp} and (name|call) that {out}",
]  # fmt: skip
# a command that would change what it names: never how a result is asked to be shown
ALTERS = re.compile(
    r"(^|[(|])(set|rename|drop|remove|sort|order|round|encode|one-hot|fill|keep|throw|get rid)\b"
)
# the step that does the same by month, and how that is asked for
BY_MONTH = {
    "group_mean": ("by_month_mean", ["Same by month number", "Do the same by month of the year", "And the same per month number", "Now by month of the year instead"]),
    "group_sum": ("by_month", ["Same by year and month", "Do the same by calendar month, year included", "And the same per year and month", "Now for each month of each year instead"]),
}  # fmt: skip
# what gives some rows or a copy of a frame, which stays as it is
TAKES = re.compile(r"\.(copy|head|tail|nlargest|nsmallest|sample)\(")
ASKED = [
    "{ask}? (call it|store it in|save as|put the answer in) {out}",
    "{ask}? (Call it|Store it in|Save as|Put the answer in|Keep the answer as) {out}",
    "{ask}? (-> {out}|{out}|{out} holds the answer)",
]
DS_HEADERS = [("", 56), (f"{PD}\n{NP}\n\n", 10), (f"{PD}\n{NP}\n{PLT}\n\n", 10), ("# Import libraries.\n\nimport numpy as np\n\n", 8),
              (f"# Import pandas, numpy and pyplot.\n{PD}\n{NP}\n{PLT}\n\n", 10), (f"{PD}\n\n", 6)]  # fmt: skip


def do_step(s: Session, step: Step) -> bool:
    """Write, run and check one step."""
    rng, style = s.rng, s.style
    slots = slots_for(s, step)
    if slots is None:
        return False
    out = ""
    if step.out and step.form != "show":
        names = fill(step.out, lambda key: tidy(slots.get(key, key)))
        existing = {c.name for columns in s.frames.values() for c in columns}
        variable = step.form == "assign" or step.new in ("", "function")  # else a column
        out = s.fresh(names) if variable else rng.choice(names.split("|"))
        if step.form == "change" and out in existing:
            return False
    raw = {**slots, "out": out}
    if step.code.startswith("{df}.query") and not str(raw["n"]).isidentifier():
        return False
    code = fill(step.code, lambda key: str(raw[key]))
    code = as_it_is(s, slots, code)
    if not code:
        return False
    if "{" in code and re.search(r"\{(df|s|n|m|c|out|v)\}", code):
        return False
    imports = (
        list(step.imports)
        + ([PD] if "pd." in code else [])
        + ([NP] if "np." in code and NP not in step.imports else [])
    )
    check = fill(step.check, lambda key: str(raw[key])) if step.check else ""

    def word(key: str) -> str:
        if key in ("df", "s"):
            if key == "s" and s.series and slots["s"] == s.series[-1] and rng.random() < style.implicit / 2:
                return rng.choice(["the result", "it", "this series", "the previous result"])
            return (
                style.name(slots[key])
                if rng.random() < 0.8 or key == "s"
                else rng.choice([slots[key], f"the {slots[key]} table", f"the frame {slots[key]}"])
            )
        if key == "out":
            return style.name(out)
        if key in ("f", "e", "part", "other"):
            return style.name(slots[key])
        if key in COLUMNS or key in ("o", "o2"):
            return mention(s, slots[key])
        if key in "vw" and slots[key][:1] == '"':
            return rng.choice([slots[key], slots[key].strip('"'), f"'{slots[key].strip(chr(34))}'"])
        return str(slots[key])

    protect = (*map(str, raw.values()), *re.findall(r"\w+", code))
    edit = bool(step.form == "assign" and step.vp and edits(s, slots, code))
    if edit and ALTERS.search(step.vp) and not TAKES.search(code) and rng.random() < 0.3:
        return do_edit(s, step, slots, code, word, imports)
    if step.form == "assign":
        display = rng.random() < 0.16
        if display:
            command = step.vp and not ALTERS.search(step.vp)
            template = rng.choice(SHOW[:1] if edit else SHOW if command else SHOW[:3])
            template = "{ask}?" if step.ask and rng.random() < 0.3 else template
            code = rng.choice([code, f"print({code})"]) if "Print" in template else code
            text = render(s, step, template, word)
            if text.lower().startswith("print"):
                code = code if code.startswith("print(") else f"print({code})"
            elif code.startswith("print("):
                code = code[6:-1]
            check = check if "{out}" not in step.check else ""
        else:
            text = render(s, step, naming(s, step), word)
            code = f"{out} = {code}"
    else:
        text = render(s, step, "{vp}", word)
    if not known(s, slots, text):
        return False
    before = s.need(imports)
    noted = step.form == "change" and step.code.startswith("{out} = ")
    if noted or "?" in text:  # a note or question: no opener
        s.style = replace(style, chatty=0.0)
    added = s.add(text, before + code, check, protect, "frame." + step.name)
    s.style = style
    if not added:
        return False
    after_step(s, step, out, slots)
    s.previous = (step, slots) if out and step.form == "assign" else None
    return True


def naming(s: Session, step: Step) -> str:
    """The frame of a step that names its result: a question, a note, or the chains' own."""
    rng = s.rng
    if step.ask and rng.random() < 0.2:
        return rng.choice(ASKED)
    if rng.random() < s.style.terse:
        return rng.choice(TERSE_NAMED)
    np, vp = (NOTED_NP, NOTED_VP) if rng.random() < 0.5 else (NAMED_NP, NAMED_VP * 2)
    return rng.choice(np + vp if step.vp and step.np else np)


def edits(s: Session, slots: dict[str, Any], code: str) -> bool:
    """Whether the code gives the frame itself back, changed: rows or columns dropped, sorted, renamed, encoded."""
    frame = slots.get("df", "")
    if not code.startswith((f"{frame}.", f"{frame}[", f"pd.get_dummies({frame},")):
        return False
    try:
        value = eval(code, s.space)
    except Exception:
        return False
    if not isinstance(value, pd.DataFrame) or value.columns.nlevels > 1 or len(value) < 4:
        return False
    rows = s.space[frame].index
    if len(value) != len(rows) and not set(value.index) <= set(rows):
        return False  # a summary
    before = set(s.space[frame].columns)
    return len(before & set(value.columns)) >= max(2, len(before) - 2)


def do_edit(s: Session, step: Step, slots: dict[str, Any], code: str, word: Any, imports: list[str]) -> bool:
    """The step as a command without a name for its result: the frame keeps its own."""
    frame = slots["df"]
    texts = (render(s, step, "{vp}", word) for _ in range(8))
    text = next((text for text in texts if ALTERS.match(text)), "")
    if not text:
        return False
    if len(s.frames) > 1 and frame not in text:
        text += f" in {s.style.name(frame)}"
    elif s.rng.random() < 0.12:
        text += " in place"
    if not known(s, slots, text):
        return False
    check = (
        fill(step.check, lambda key: str({**slots, "out": frame}[key])) if "{df}" not in step.check else ""
    )
    before = s.need(imports)
    protect = (*map(str, slots.values()), *re.findall(r"\w+", code))
    if not s.add(text, f"{before}{frame} = {code}", check, protect, "frame." + step.name):
        return False
    s.frames[frame] = [c for c in s.frames[frame] if c.name in s.space[frame].columns]
    s.previous = None
    return True


def same_again(s: Session, steps: Sequence[Step]) -> bool:
    """`Do the same for fare`, `same by month number`: the last step with another column.

    steps: those that may be drawn.
    """
    if s.previous is None:
        return False
    rng = s.rng
    step, slots = s.previous
    columns = s.frames.get(slots.get("df", ""), [])
    by_month, texts = BY_MONTH.get(step.name, ("", []))
    monthly = next((other for other in steps if other.name == by_month), None)
    dates = [c.name for c in columns if c.kind == "date"]
    if monthly and dates and rng.random() < 0.5:
        step = monthly
        new = {**slots, "t": dates[0]}
        text = rng.choice(texts)
    else:
        letter = rng.choice([key for key in "nc" if key in slots] or ["-"])
        kinds = {"n": ("int", "float"), "c": ("cat",)}.get(letter, ())
        if ("v" in slots and letter == "c") or "q" in slots:
            return False
        pool = [c.name for c in columns if c.kind in kinds and c.name not in slots.values()]
        if not pool:
            return False
        new = {**slots, letter: rng.choice(pool)}
        word = mention(s, new[letter])
        by = [f"Do the same by {word}", f"Same by {word}", f"Now by {word} instead", f"The same per {word}"]
        other = [
            f"Do the same for {word}",
            f"Same for {word}",
            f"Now the same with {word}",
            f"Repeat that for {word}",
        ]
        text = rng.choice(by if letter == "c" and "groupby" in step.code else other)
    out = s.fresh(fill(step.out, lambda key: tidy(new.get(key, key))))
    text += rng.choice([f", as {s.style.name(out)}", f" and call it {s.style.name(out)}", f" -> {out}"])
    if not known(s, new, text):
        return False
    code = as_it_is(s, new, fill(step.code, lambda key: str({**new, "out": out}[key])))
    check = fill(step.check, lambda key: str({**new, "out": out}[key])) if step.check else ""
    before = s.need([PD]) if "pd." in code else ""
    if not s.add(
        text, f"{before}{out} = {code}", check, (out, *map(str, new.values())), "frame." + step.name
    ):
        return False
    after_step(s, step, out, new)
    s.previous = (step, new)
    return True


def known(s: Session, slots: dict[str, Any], text: str) -> bool:
    """Whether a reader of the text so far can know the names that the step's code needs."""
    if s.grounded == len(s.turns):
        return True
    so_far = s.header + text + "".join(turn.text + turn.code for turn in s.turns)
    return all(
        str(slots[key]) in so_far
        for key in ("df", "s", "part", "f", "e", "other", "o", *COLUMNS)
        if key in slots
    )


def render(s: Session, step: Step, template: str, word: Any) -> str:
    rng = s.rng
    text = expand(template, rng)
    nouns = (step.np or step.vp).split("||")
    nouns = [np for np in nouns if suits(np, text)] or nouns
    if "{vp}" in text and not step.vp:
        text = text.replace("{vp}", f"({COMPUTE})".split("|")[0][1:].lower() + " {np}")
    inner = {
        "np": expand(rng.choice(nouns), rng),
        "vp": expand(rng.choice(step.vp.split("||")), rng) if step.vp else "",
        "ask": expand(step.ask, rng) if step.ask else "",
    }
    if text.startswith("{np}") and rng.random() < 0.7:  # a note has no article
        inner["np"] = re.sub(r"^(the|a|an) ", "", inner["np"])
    template = fill(text, lambda key: inner.get(key, "{" + key + "}"))
    return prose(template, lambda sentence: fill(sentence, word))


def after_step(s: Session, step: Step, out: str, slots: dict[str, Any]) -> None:
    """What the step brought: a frame, a series, a column."""
    if step.new == "function":
        s.functions.append((out, slots["df"], slots["n"]))
        return
    if step.form == "change" and step.new and out:
        s.frames[slots["df"]].append(
            tables.Column(
                out,
                kind_of(s.space[slots["df"]][out], step.new),
                ("low", "high") if step.new == "cat" else (),
            )
        )
        return
    value = s.space.get(out)
    if isinstance(value, pd.Series) and (unit := unit_of(value, step.code)):
        s.dated.append((out, unit))
    if (
        isinstance(value, float)
        and value == value
        and {"n", "df"} <= set(slots)
        and not {"m", "v"} & set(slots)
    ):
        s.scalars.append((out, slots["df"], slots["n"]))
    if (
        isinstance(value, pd.Series) and pd.api.types.is_numeric_dtype(value) and value.index.dtype == object
    ) or (
        isinstance(value, pd.Series)
        and str(value.index.dtype).startswith(("str", "category"))
        and pd.api.types.is_numeric_dtype(value)
    ):
        s.series.append(out)
    elif (
        isinstance(value, pd.DataFrame)
        and len(value) > 8
        and pd.api.types.is_integer_dtype(value.index)
        and value.columns.nlevels == 1
        and "df" in slots
    ):
        kept = [c for c in s.frames[slots["df"]] if c.name in value.columns]
        if set(value.index) < set(s.space[slots["df"]].index) and list(value.columns) == list(
            s.space[slots["df"]].columns
        ):
            s.parts.append((out, slots["df"]))
        if s.other and s.other[3] in value.columns and s.other[3] not in {c.name for c in kept}:
            kept += [tables.Column(s.other[3], "num"), tables.Column(s.other[4], "cat", ("x", "y"))]
        if len(kept) > 1 and any(c.kind in ("int", "float") for c in kept):
            s.frames[out] = kept


def kind_of(values: pd.Series, kind: str) -> str:
    """The kind of a new column; what a function made of a column is looked at."""
    if kind != "applied":
        return kind
    return "bool" if values.dtype == bool else "num" if pd.api.types.is_numeric_dtype(values) else "cat"


class Sessions:
    """Draws data-science sessions; steps used less often come first."""

    def __init__(
        self, rng: random.Random, held_out: frozenset[str] = frozenset(), prefer: frozenset[str] = frozenset()
    ) -> None:
        self.rng = rng
        self.prefer = prefer
        self.steps = [step for step in STEPS if "frame." + step.name not in held_out]
        self.used: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    def make(self) -> Program | None:
        rng = self.rng
        header = rng.choices([h for h, _ in DS_HEADERS], [w for _, w in DS_HEADERS])[0]
        style = Style.draw(rng)
        s = Session(
            rng,
            style,
            header,
            loose=False,
            imports={line for line in header.splitlines() if line.startswith("import")},
        )
        if not s.run(header + "\nimport matplotlib as _mpl\n_mpl.use('Agg')") or not load_frame(s):
            self.failures[s.failed[:80] or "no table"] += 1
            return None
        target = rng.choices([2, 3, 4, 5, 6, 7], [10, 20, 25, 22, 15, 8])[0]
        if s.own:
            s.grounded = rng.randrange(target) if rng.random() < 0.5 else -1
        elif not s.turns:
            # the table is the user's own: the comment tells it before the first step, or before the last
            s.grounded = 0 if rng.random() < 0.5 else target - 1
            if s.grounded and s.header.count("read_csv") == 0:
                target = rng.choice([1, 2, 3])
                s.grounded = target - 1
        elif not s.shown or rng.random() < 0.4:
            s.grounded = target - 1
        model = rng.random() < 0.3
        while len(s.turns) < target:
            s.loose = (len(s.turns) == s.grounded and rng.random() < 0.6) or (s.shown and rng.random() < 0.25)
            if model and len(s.turns) >= (1 if rng.random() < 0.6 else 2):
                if models.flow(s, min(7, target + 2)):
                    break
                model = False
            if not self.step(s):
                break
        if len(s.turns) < (2 if s.turns and "load" in s.ops[0] else 1):
            self.failures[s.failed[:80] or "short"] += 1
            return None
        return self.finish(s)

    def step(self, s: Session) -> bool:
        if self.rng.random() < 0.25 and same_again(s, self.steps):
            return True
        pool = self.rng.choices(
            self.steps,
            [
                (5.0 if "S" in st.needs and s.series else 1.0)
                * (8.0 if "R" in st.needs and s.dated else 1.0)
                * (6.0 if "I" in st.needs and self.indexed(s) else 1.0)
                * (1.6 if "t" in st.needs else 1.0)
                * (9.0 if set(st.needs) & set("fPeoMT") else 1.0)
                * (2.0 if st.form == "change" else 1.0)
                * (30 if "frame." + st.name in self.prefer else 1)
                / (1 + self.used[st.name]) ** 0.7
                for st in self.steps
            ],
            k=14,
        )
        for st in pool:
            if do_step(s, st):
                self.used[st.name] += 1
                return True
            if s.failed:
                self.failures[f"{st.name}: {s.failed[:70]}"] += 1
                s.failed = ""
        return False

    def indexed(self, s: Session) -> bool:
        """Whether a table has a datetime index."""
        return any(isinstance(s.space[name].index, pd.DatetimeIndex) for name in s.frames if name in s.space)

    def finish(self, s: Session) -> Program:
        """Grounding stays before one step, as a prompt has it, or before none."""
        for index, turn in enumerate(s.turns):
            if index != s.grounded:
                turn.grounding = ""
        return Program(
            s.turns, s.header, "generated", "sessions", s.ops, [t.text for t in s.turns], s.setup, s.checks
        )
