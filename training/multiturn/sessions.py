"""Data-science sessions: a table, steps on it, every step really run while the session is written.

A frame is loaded from a file, from scikit-learn, written out in a step, or is there already and known
from the grounding comment alone. The grounding comment stands before one step of a session, as in a
prompt: before the last. Steps that only it makes possible come only there.
"""

# ruff: noqa: E501
from __future__ import annotations

import contextlib
import io
import random
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from training.multiturn import (  # noqa: F401 - more steps
    models,
    ops_frames,
    ops_frames_edits,
    ops_frames_plots,
    tables,
)
from training.multiturn.builder import COMPUTE, NAMED_NP, NAMED_VP, TERSE_NAMED
from training.multiturn.ops_pandas import STEPS, Step
from training.multiturn.phrase import Style, expand, fill, literal, sentence
from training.multiturn.program import Program, TurnDraft

PD, NP, PLT = "import pandas as pd", "import numpy as np", "import matplotlib.pyplot as plt"
SHOW = [
    "(Show|Display|Print) {np}",
    "(What is|Show|Display) {np}",
    "(Compute|Calculate) {np} and (show|display) it",
    "{vp}",
]
QUOTES = ['"', "'"]
COLUMNS = "nmcdtbNMT"  # slots that are columns
DRAWN = {
    "p": ["5", "8", "10", "12", "15", "19", "20", "25", "30", "35", "40", "50", "60", "75"],
    "i": ["0", "1", "1", "2", "2", "2", "3", "4"],
    "j": [
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "10",
        "12",
        "15",
        "16",
        "20",
        "24",
        "25",
        "30",
        "50",
        "60",
        "100",
        "365",
        "1000",
    ],
    "x": [
        "value",
        "amount",
        "total",
        "label",
        "kind",
        "score",
        "name_short",
        "qty",
        "key",
        "unit",
        "area",
        "rate",
        "level",
        "count",
        "price",
        "day",
        "place",
        "group_name",
        "owner",
    ],
    "y": [
        "out",
        "result",
        "top",
        "best",
        "clean",
        "export",
        "report",
        "summary",
        "sample",
        "part",
        "plot",
        "figure",
        "chart",
        "subset",
        "final",
    ],
}
LABELS = [
    "high low medium", "big small middle", "yes no maybe", "good bad fair", "hot cold mild", "old young adult", "cheap expensive normal", "pass fail retry",
    "long short medium", "A B C", "heavy light normal", "fast slow average", "many few some", "rich poor middle", "early late on-time", "full empty half",
]  # fmt: skip
SIGNS = {
    ",": "thousands commas|commas",
    "$": "dollar sign|$ sign|$",
    "%": "percent sign|% sign|%",
    " kg": "unit kg|kg",
    " EUR": "currency EUR|EUR",
}
DS_HEADERS = [("", 56), (f"{PD}\n{NP}\n\n", 10), (f"{PD}\n{NP}\n{PLT}\n\n", 10), ("# Import libraries.\n\nimport numpy as np\n\n", 8),
              (f"# Import pandas, numpy and pyplot.\n{PD}\n{NP}\n{PLT}\n\n", 10), (f"{PD}\n\n", 6)]  # fmt: skip


@dataclass
class Session:
    """A session in the making: the live namespace, and what a writer knows of it."""

    rng: random.Random
    style: Style
    header: str
    loose: bool  # columns are written as words ("unit price"), so their names must be known
    space: dict[str, Any] = field(default_factory=dict)
    setup: str = ""  # cells of the user's own that are not part of the text
    turns: list[TurnDraft] = field(default_factory=list)
    frames: dict[str, list[tables.Column]] = field(default_factory=dict)
    series: list[str] = field(default_factory=list)
    scalars: list[tuple[str, str, str]] = field(default_factory=list)  # name, frame and column of a number
    parts: list[tuple[str, str]] = field(default_factory=list)  # name and frame of rows that a step took
    functions: list[tuple[str, str, str]] = field(default_factory=list)  # name, frame and column
    other: tuple[str, str, str, str, str] | None = (
        None  # a second table: name, frame, shared column, number, category
    )
    ops: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    checks: list[str] = field(default_factory=list)
    failed: str = ""
    shown: bool = True  # the columns stand in the text so far
    own: bool = False  # the table was loaded by a cell of the user's own
    previous: tuple[Step, dict[str, Any]] | None = None  # the last step that assigned, for 'do the same'
    grounded: int = -1  # the step that has the grounding comment before it

    def need(self, lines: tuple[str, ...] | list[str]) -> str:
        new = [line for line in lines if line not in self.imports]
        self.imports |= set(new)
        return "".join(line + "\n" for line in new)

    def run(self, code: str) -> bool:
        """Run code in the live namespace; False where it fails or warns of misuse."""
        try:
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("error")
                warnings.filterwarnings("ignore", category=DeprecationWarning)
                warnings.filterwarnings("ignore", category=ResourceWarning)  # people leave files open
                warnings.filterwarnings(
                    "ignore", message=".*non-interactive.*|.*Matplotlib.*|.*unknown categories.*"
                )
                exec(code, self.space)
        except Exception as error:
            self.failed = f"{type(error).__name__}: {error}"
            return False
        return True

    def holds(self, check: str) -> bool:
        try:
            return bool(eval(check, self.space))
        except Exception as error:
            self.failed = f"check {check}: {error}"
            return False

    def add(
        self,
        text: str,
        code: str,
        check: str = "",
        protect: tuple[str, ...] = (),
        op: str = "",
        recent: str = "",
    ) -> bool:
        """One step: run, check, keep with the grounding that a prompt would have had before it."""
        from training.multiturn.grounded import describe

        text = sentence(text, self.style, self.rng, not self.turns, protect)
        grounding = describe(self.space, text, self.turns[-1].code if self.turns else "")
        if not self.run(code) or (check and not self.holds(check)):
            return False
        self.turns.append(TurnDraft(text, code, {}, None, protect, grounding, grounding))
        self.checks.append(check)
        self.ops.append(op)
        return True

    def fresh(self, options: str) -> str:
        names = [n for n in options.split("|") if n.isidentifier()] or ["result"]
        taken = set(self.space)
        if self.rng.random() < 0.15:
            names = [f"{n}_{self.rng.choice(['df', 'values', 'result', 'tbl', 'all', '2'])}" for n in names]
        free = [n for n in names if n not in taken]
        return (
            self.rng.choice(free)
            if free
            else next(f"{names[0]}{i}" for i in range(2, 99) if f"{names[0]}{i}" not in taken)
        )


def load_frame(s: Session, held: str = "") -> bool:
    """The session's table, by one of the ways tables come."""
    rng = s.rng
    how = rng.choices(["own", "csv", "hidden", "literal", "sklearn", "cell"], [36, 18, 18, 10, 10, 8])[0]
    table = tables.draw(rng)
    if how == "sklearn":
        return models.load_dataset(s)
    n = rng.choice([40, 60, 120, 200])
    frame = tables.rows(table, n, rng.randrange(10**6), rng.choice([0.0, 0.0, 0.08]))
    name = table.frame
    s.frames[name] = list(table.columns)
    s.run(PD + "\nimport matplotlib as _mpl\n_mpl.use('Agg')")
    if how == "literal":
        columns = list(table.columns)[: rng.randint(2, 4)]
        if not any(c.kind in ("int", "float") for c in columns):
            return False
        small = frame[[c.name for c in columns]].head(rng.randint(3, 6)).fillna(1.0)
        data = {c: small[c].tolist() for c in small.columns}
        s.frames[name] = columns
        return written_out(s, name, data)
    file = rng.choice([table.domain, name, "data", "table", f"{table.domain}_2023"]) + ".csv"
    source = frame.to_csv(index=False)
    if how == "csv":
        s.setup = f"__import__('pathlib').Path({file!r}).write_text({source!r})"
        s.run(s.setup)
        text = expand(
            rng.choice(
                [
                    f"(Load|Read) {file} (into|as) [a (DataFrame|dataframe|data frame)] [(named|called)] NAME",
                    f"(Load|Read) the (file|CSV file) {file} into a DataFrame [(named|called)] NAME",
                    f"(Import pandas and load|Import pandas, then read) {file} as NAME",
                    f"Read the csv {file} and (call|name) it NAME",
                ]
            ),
            rng,
        ).replace("NAME", s.style.name(name))
        s.shown = False
        return s.add(
            text,
            s.need([PD]) + f'{name} = pd.read_csv("{file}")',
            f"len({name}) == {n}",
            (file, name),
            "load.csv",
        )
    if how == "own":
        return own_cell(s, name, file, source)
    s.setup = f"import io\nimport pandas as pd\n{name} = pd.read_csv(io.StringIO({source!r}))\ndel io"
    s.run(s.setup)
    s.shown = False
    if how == "cell":
        # the user's own cell stands in the text, its code is not learnt
        shown = ", ".join(f'"{c.name}"' for c in table.columns)
        s.header += f'{s.need([PD])}{name} = pd.read_csv("{file}", usecols=[{shown}])\n\n'
        s.shown = True
        s.setup = f"import pandas as pd\n__import__('pathlib').Path({file!r}).write_text({source!r})"
        s.run(s.setup)
        s.run(f"{name} = pd.read_csv({file!r}, usecols=[{shown}])")
    return True


def own_cell(s: Session, name: str, file: str, source: str) -> bool:
    """A cell of the user's own loads the table. A prompt has it without its imports, which a step may need again."""
    dates = [c.name for c in s.frames[name] if c.kind == "date"]
    options = f', parse_dates=["{dates[0]}"]' if dates and s.rng.random() < 0.3 else ""
    code = f"{name} = pd.read_csv({literal(file, s.rng.choice(QUOTES))}{options})"
    write = f"__import__('pathlib').Path({file!r}).write_text({source!r})"
    if s.rng.random() < 0.3:
        second, text = second_table(s, name)
        code += second
        write += text
    s.setup = f"import pandas as pd\n{write}\n{code}"
    s.header = code + "\n\n"
    s.imports.clear()
    s.shown, s.own = False, True
    return s.run(s.setup)


def second_table(s: Session, frame: str) -> tuple[str, str]:
    """A table that tells more of a category's values, one of them missing and one unknown: its line of code, and how its file is written."""
    rng = s.rng
    cats = [
        c for c in s.frames[frame] if c.kind == "cat" and len(c.values) > 1 and isinstance(c.values[0], str)
    ]
    if not cats:
        return "", ""
    column = rng.choice(cats)
    taken = {c.name for c in s.frames[frame]}
    number = rng.choice([c for c in tables.parse(tables.NUMBERS) if c.name not in taken])
    extra = rng.choice([c for c in tables.parse(tables.CATEGORIES) if c.name not in taken])
    values = [*column.values[rng.random() < 0.3 :], rng.choice(["other", "none", "new", "Z"])]
    rows = {
        column.name: values,
        number.name: [
            round(rng.uniform(number.low, number.high), 2 if number.kind == "float" else None) for _ in values
        ],
        extra.name: [rng.choice(extra.values) for _ in values],
    }
    name = rng.choice(
        [
            f"{tidy(column.name)}s",
            f"{tidy(column.name)}_info",
            "info",
            "details",
            "lookup",
            "meta",
            f"{tidy(column.name)}_table",
        ]
    )
    if name == frame or not name.isidentifier():
        return "", ""
    s.other = (name, frame, column.name, number.name, extra.name)
    quote = rng.choice(QUOTES)
    return (
        f"\n{name} = pd.read_csv({quote}{name}.csv{quote})",
        f"\n__import__('pathlib').Path('{name}.csv').write_text({pd.DataFrame(rows).to_csv(index=False)!r})",
    )


def written_out(s: Session, name: str, data: dict[str, list[Any]]) -> bool:
    """A small frame whose values stand in the step's text."""
    rng, q = s.rng, s.style.name
    lists = {c: literal(v, s.style.text_quote) for c, v in data.items()}
    code = f"{name} = pd.DataFrame({{" + ", ".join(f'"{c}": {v}' for c, v in lists.items()) + "})"
    parts = (
        [
            rng.choice(
                [
                    f"a column {mention(s, c)} with the values {v}",
                    f"{mention(s, c)}: {v}",
                    f"{mention(s, c)} with {v}",
                ]
            )
            for c, v in lists.items()
        ]
        if rng.random() < 0.5
        else [f"{mention(s, c)}: {v}" for c, v in lists.items()]
    )
    lead = rng.choice(
        [
            f"Create a DataFrame {q(name)} with columns ",
            f"Make a pandas DataFrame named {q(name)} with ",
            f"Build a data frame {q(name)} from ",
            f"Create a dataframe called {q(name)} with the columns ",
        ]
    )
    joined = " and ".join(parts) if len(parts) == 2 else ", ".join(parts)
    s.shown = True
    return s.add(
        lead + joined,
        s.need([PD]) + code,
        f"{name}.shape == ({len(next(iter(data.values())))}, {len(data)})",
        (name, *data),
        "load.literal",
    )


def mention(s: Session, column: str) -> str:
    """How the writer names a column."""
    rng = s.rng
    if s.loose and re.search(r"[_ ]|[a-z][A-Z]", column) and rng.random() < 0.8:
        return re.sub(r"_+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)).lower()
    if s.loose and column.lower() != column and rng.random() < 0.7:
        return column.lower()
    if s.style.quote and rng.random() < 0.7:
        return f"{s.style.quote}{column}{s.style.quote}"
    if " " in column:
        return f"'{column}'"
    return column


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
        return slots | made_series(s, step, slots) if s.series else None
    made = built_on(s, step.needs)
    if made is None:
        return None
    slots |= made
    frame = slots.get("df") or rng.choice(list(s.frames)[-2:]) if rng.random() < 0.4 else next(iter(s.frames))
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


def made_series(s: Session, step: Step, slots: dict[str, Any]) -> dict[str, Any]:
    """The newest series, and two of its labels where the step names them."""
    name = s.rng.choice(s.series[-2:])
    labels = s.space[name].index.tolist()
    if "L" not in step.needs or len(labels) < 2:
        return {"s": name, "label": "?", "label2": "?"}
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


def nice(value: float) -> str:
    """A round number near a value, as a person would choose one."""
    if abs(value) >= 1000:
        digits = len(str(int(abs(value))))
        return str(round(int(value), 2 - digits))
    if abs(value) >= 10:
        return str(round(value))
    return repr(round(value, 1) if abs(value) >= 1 else round(value, 2))


def tidy(name: str) -> str:
    return re.sub(r"\W+", "_", name).strip("_").lower()


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
    if edit and rng.random() < 0.3:
        return do_edit(s, step, slots, code, word, imports)
    if step.form == "assign":
        display = rng.random() < 0.16
        if display:
            template = rng.choice(SHOW if step.vp and not edit else SHOW[:3])
            code = rng.choice([code, f"print({code})"]) if "Print" in template else code
            text = render(s, step, template, word)
            if text.lower().startswith("print"):
                code = code if code.startswith("print(") else f"print({code})"
            elif code.startswith("print("):
                code = code[6:-1]
            check = check if "{out}" not in step.check else ""
        else:
            terse = rng.random() < style.terse
            template = rng.choice(
                TERSE_NAMED if terse else NAMED_NP + NAMED_VP * 2 if step.vp and step.np else NAMED_NP
            )
            text = render(s, step, template, word)
            code = f"{out} = {code}"
    else:
        text = render(s, step, "{vp}", word)
    if not known(s, slots, text):
        return False
    before = s.need(imports)
    if not s.add(text, before + code, check, protect, "frame." + step.name, ""):
        s.imports -= set(before.splitlines())
        return False
    after_step(s, step, out, slots)
    s.previous = (step, slots) if out and step.form == "assign" else None
    return True


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
    text = render(s, step, "{vp}", word)
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
        s.imports -= set(before.splitlines())
        return False
    s.frames[frame] = [c for c in s.frames[frame] if c.name in s.space[frame].columns]
    s.previous = None
    return True


def same_again(s: Session) -> bool:
    """`Do the same for fare`, `same by month`: the last step with another column."""
    if s.previous is None:
        return False
    rng = s.rng
    step, slots = s.previous
    columns = s.frames.get(slots.get("df", ""), [])
    by_month = {"group_mean": "by_month_mean", "group_sum": "by_month"}.get(step.name)
    dates = [c.name for c in columns if c.kind == "date"]
    if by_month and dates and rng.random() < 0.5:
        step = next(other for other in STEPS if other.name == by_month)
        new = {**slots, "t": dates[0]}
        text = rng.choice(
            ["Same by month", "Do the same by month", "And the same per month", "Now by month instead"]
        )
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
        text = rng.choice(by if letter == "c" else other)
    out = s.fresh(fill(step.out, lambda key: tidy(new.get(key, key))))
    text += rng.choice([f", as {s.style.name(out)}", f" and call it {s.style.name(out)}", f" -> {out}"])
    if not known(s, new, text):
        return False
    code = fill(step.code, lambda key: str({**new, "out": out}[key]))
    check = fill(step.check, lambda key: str({**new, "out": out}[key])) if step.check else ""
    before = s.need([PD]) if "pd." in code else ""
    if not s.add(text, f"{before}{out} = {code}", check, (out, *map(str, new.values())), "frame.same_again"):
        s.imports -= set(before.splitlines())
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
    np = step.np or step.vp
    text = expand(template, rng)
    if "{vp}" in text and not step.vp:
        text = text.replace("{vp}", f"({COMPUTE})".split("|")[0][1:].lower() + " {np}")
    inner = {
        "np": expand(rng.choice(np.split("||")), rng),
        "vp": expand(rng.choice(step.vp.split("||")), rng) if step.vp else "",
    }
    return fill(fill(text, lambda key: inner.get(key, "{" + key + "}")), word)


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
        if self.rng.random() < 0.25 and same_again(s):
            return True
        pool = self.rng.choices(
            self.steps,
            [
                (5.0 if "S" in st.needs and s.series else 1.0)
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

    def finish(self, s: Session) -> Program:
        """Grounding stays before one step, as a prompt has it, or before none."""
        for index, turn in enumerate(s.turns):
            if index != s.grounded:
                turn.grounding = ""
        return Program(
            s.turns, s.header, "generated", "sessions", s.ops, [t.text for t in s.turns], s.setup, s.checks
        )
