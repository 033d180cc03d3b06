"""Where a modelling session starts: a data set, a csv file, made-up data or texts, in a cell of the user's own or a step."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from training.multiturn import tables
from training.multiturn.modelling_state import PD, State, is_frame, put, say, sk
from training.multiturn.modelling_tables import DIGITS, FRAMES, MADE, NEW_TEXTS, TEXTS, XY
from training.multiturn.phrase import literal


# the wordings are tables
# fmt: off
def open_cell(st: State, imports: str, code: str, before: str = "") -> bool:
    """The user's own cell, really run; what it imports is gone for the steps."""
    s = st.s
    s.setup = f"{imports}\n{before}{code}"
    s.header = code + "\n\n"
    kept = set(s.space)
    if not s.run(s.setup):
        return False
    for name in set(s.space) - kept:
        value = s.space[name]
        if type(value).__name__ in ("module", "function", "type"):
            del s.space[name]
    return True


def load_step(st: State, wordings: Sequence[str], code: str, imports: str, names: dict[str, str], **words: Any) -> bool:
    """A first step that loads the data, instead of a cell."""
    return put(st, "load", say(st, wordings, names, **words), [imports], code, "", *names.values())


def start_frame(st: State, cell: bool) -> bool:
    rng = st.rng
    title, function, names, st.task = rng.choice(FRAMES)
    st.frame, st.target = rng.choice(names.split("|")), "target"
    code = f"{st.frame} = {function}(as_frame=True).frame"
    imports = sk("datasets", function)
    wordings = ["(load|get) [the] {title} [data] (from sklearn|of scikit-learn) as [a] dataframe [(called|named)] {out}", "Load sklearn's {title} dataset into a DataFrame {out}", "{title} data from sklearn, as a frame (called|named) {out}", "I want the scikit-learn {title} data as a pandas DataFrame in {out}", "(grab|fetch) the {title} (data|dataset) that ships with scikit-learn; a DataFrame (called|named) {out}", "{out} = the {title} dataset of sklearn as one pandas DataFrame", "start from sklearn's {title} data, in a dataframe {out}", "Bring in the {title} data set from sklearn.datasets and keep the frame as {out}", "we work with the {title} data of scikit-learn: put the whole frame into {out}", "Pull the built-in {title} table of sklearn into a DataFrame, (call it|named) {out}", "sklearn {title} dataset -> dataframe {out}", "Please get me {out}, the {title} dataset from scikit-learn as a DataFrame", "Read the {title} example data of scikit-learn into a pandas frame {out}"]
    return open_cell(st, imports, code) if cell else load_step(st, wordings, code, imports, {"out": st.frame}, title=title)


def start_xy(st: State, cell: bool) -> bool:
    rng = st.rng
    title, function, _, st.task = rng.choice([*FRAMES, *FRAMES, DIGITS])
    st.x, st.y = rng.choice(XY)
    named = rng.random() < 0.4 and title != "digits"
    code = f"{st.x}, {st.y} = {function}(return_X_y=True{', as_frame=True' if named else ''})"
    as_frame = rng.choice([" with as_frame=True", " as pandas objects", ", as frames"]) if named else ""
    wordings = ["load the {title} data from sklearn as {x} and {y}{how}", "Load sklearn's {title} dataset into {x} and {y}{how}", "Get {x}, {y} from scikit-learn's {title} data{how}", "{title} data of sklearn -> {x}, {y}{how}", "Please load the {title} dataset (sklearn), features in {x} and labels in {y}{how}", "{x} and {y} from sklearn's {title} dataset{how}", "fetch the {title} data of scikit-learn, split into {x} and {y}{how}", "{x}, {y} = the {title} data that comes with sklearn{how}", "Bring in sklearn's {title} data: inputs {x}, target {y}{how}", "Grab the {title} data set from sklearn.datasets, the feature matrix as {x} and the target as {y}{how}", "we use the {title} dataset (scikit-learn); call the two parts {x} and {y}{how}", "Start from the built-in {title} data: {x} for the features and {y} for the target{how}", "Take the {title} dataset that ships with scikit-learn and store data and target as {x}, {y}{how}", "get the {title} data (return_X_y) as {x} and {y}{how}"]
    imports = sk("datasets", function)
    if cell and not named and rng.random() < 0.3:
        bunch = rng.choice(["bunch", "raw", title.split()[-1]])
        code = f"{bunch} = {function}()\n" + rng.choice([f"{st.x}, {st.y} = {bunch}.data, {bunch}.target", f"{st.x} = {bunch}.data\n{st.y} = {bunch}.target"])
    ok = open_cell(st, imports, code) if cell else load_step(st, wordings, code, imports, {"x": st.x, "y": st.y}, title=title, how=as_frame)
    return ok and have_xy(st)


def start_made(st: State, cell: bool) -> bool:
    rng = st.rng
    function, args, st.task = rng.choice(MADE)
    st.x, st.y = rng.choice(XY[:5])
    n, seed = rng.choice([100, 120, 150, 200, 250, 300]), rng.choice([0, 1, 7, 42])
    filled = args.format(n=n, seed=seed)
    wordings = ["(make|create|generate) data with {f}: {args}, as {x} and {y}", "use {f} with {args} to get {x} and {y}", "{x} and {y} from {f} ({args})", "Generate {x}, {y} with sklearn's {f}, {args}", "{x}, {y} = {f} with {args}", "toy data, please: {f} with {args}, unpacked into {x} and {y}", "call {f} ({args}) and store the outcome as {x} and {y}", "synthetic data from sklearn's {f}: {args} -> {x}, {y}", "we need made-up data; take {f} with {args} and name the two arrays {x} and {y}", "Simulate {x} and {y} by {f} ({args})", "Let {f} produce {x} and {y}, with {args}", "Build an artificial data set {x}, {y} using {f} and {args}", "Draw a sample with {f}, {args}; features {x}, target {y}"]
    code = f"{st.x}, {st.y} = {function}({filled})"
    imports = sk("datasets", function)
    ok = open_cell(st, imports, code) if cell else load_step(st, wordings, code, imports, {"x": st.x, "y": st.y}, f=function, args=filled)
    return ok and have_xy(st)


def start_csv(st: State, cell: bool) -> bool:
    rng = st.rng
    table = tables.draw(rng)
    st.frame = table.frame
    frame = tables.rows(table, rng.choice([60, 80, 120, 150]), rng.randrange(10**6), rng.choice([0.0, 0.08]))
    cats = [c.name for c in table.of("cat") if 1 < frame[c.name].nunique() < 6]
    numbers = [c.name for c in table.of("int", "float") if not frame[c.name].isna().any()]
    if len(numbers) < 3:
        return False
    st.task = "cat" if cats and rng.random() < 0.5 else "num"
    st.target = rng.choice(cats if st.task == "cat" else numbers)
    file = rng.choice([table.domain, table.domain, "data", "train", f"{table.domain}_clean"]) + ".csv"
    write = f"__import__('pathlib').Path({file!r}).write_text({frame.to_csv(index=False)!r})\n"
    wordings = ["read {file} (as|into) {out}", "load {file} into a dataframe (called|named) {out}", "{out} = contents of {file}", "Read the csv file {file} with pandas and call it {out}", "(pull|bring) {file} into a pandas frame (called|named) {out}", "the data is in {file}: load it as {out}", "{file} -> {out}", "open {file} with pandas, as {out}", "Import the data from {file} into the dataframe {out}", "get {out} from {file}", "Let {out} be the dataframe in {file}", "We start with {file}. Read it into {out}", "read_csv on {file}, result in {out}", "There is a csv, {file}; make it a DataFrame {out}"]
    if cell:
        return open_cell(st, PD, f"{st.frame} = pd.read_csv({literal(file, rng.choice(QUOTES))})", write)
    st.s.setup = write.strip()
    return st.s.run(st.s.setup) and load_step(st, wordings, f'{st.frame} = pd.read_csv("{file}")', PD, {"out": st.frame}, file=file)


QUOTES = ['"', "'"]


def start_texts(st: State) -> bool:
    """A few texts with labels, written out in the user's cell."""
    rng = st.rng
    columns, targets, by_label = rng.choice(TEXTS)
    rows = [(text, label) for label, texts in by_label.items() for text in rng.sample(texts, rng.choice([3, 4]))]
    rng.shuffle(rows)
    st.task, st.target = "cat", rng.choice(targets.split("|"))
    st.things["text"] = rng.choice(columns.split("|"))
    st.things["new"] = NEW_TEXTS[rng.choice(list(by_label))]
    st.frame = rng.choice(["df", "df", "docs", "data", "messages"])
    data = {st.things["text"]: [r[0] for r in rows], st.target: [r[1] for r in rows]}
    inner = ",\n    ".join(f'"{c}": {literal(v)}' for c, v in data.items())
    return open_cell(st, PD, f"{st.frame} = pd.DataFrame({{\n    {inner},\n}})")


def have_xy(st: State) -> bool:
    st.fit = (st.x, st.y)
    st.columns = list(map(str, st.s.space[st.x].columns)) if is_frame(st, st.x) else []
    return True
