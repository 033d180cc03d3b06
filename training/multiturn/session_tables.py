"""The ways in which tables come into a session: a file, scikit-learn, written out, a cell of the user's own."""

# ruff: noqa: E501
from __future__ import annotations

import re
from typing import Any

import pandas as pd

from training.multiturn import models, tables
from training.multiturn.phrase import expand, literal
from training.multiturn.session import PD, Session, mention, tidy

QUOTES = ['"', "'"]


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
        options, told = date_options(s, table)
        return s.add(
            text + told,
            s.need([PD]) + f'{name} = pd.read_csv("{file}"{options})',
            f"len({name}) == {n}",
            (file, name, *re.findall(r"\w+", options)),
            "load.csv",
        )
    if how == "own":
        return own_cell(s, name, file, source)
    dates = [c.name for c in table.columns if c.kind == "date"]
    parsed = f", parse_dates={dates[:1]!r}" if dates and how == "hidden" and rng.random() < 0.4 else ""
    s.setup = f"import io\nimport pandas as pd\n{name} = pd.read_csv(io.StringIO({source!r}){parsed})\ndel io"
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


def date_options(s: Session, table: tables.Table) -> tuple[str, str]:
    """How a file's date column is read: as an option of the call, and in words. Empty where nothing is said of it."""
    dates = [c.name for c in table.columns if c.kind == "date"]
    if not dates or s.rng.random() < 0.4:
        return "", ""
    column = mention(s, dates[0])
    if s.rng.random() < 0.4:
        told = f"[,] (with {column} as [a] datetime index|use {column} as the index, parsed as dates|{column} parsed as dates and set as [the] index)"
        return f', parse_dates=["{dates[0]}"], index_col="{dates[0]}"', ", " + expand(
            told.removeprefix("[,] "), s.rng
        )
    told = f"(parse {column} as dates|parse the dates in {column}|parse_dates for {column}|with {column} as datetime|{column} is a date)"
    return f', parse_dates=["{dates[0]}"]', ", " + expand(told, s.rng)


def own_cell(s: Session, name: str, file: str, source: str) -> bool:
    """A cell of the user's own loads the table. A prompt has it without its imports, which a step may need again."""
    dates = [c.name for c in s.frames[name] if c.kind == "date"]
    way = s.rng.random()
    options = f', parse_dates=["{dates[0]}"]' if dates and way < 0.4 else ""
    options += f', index_col="{dates[0]}"' if dates and way < 0.12 else ""
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
