"""Modelling steps before the model: cleaning, encoding, features, splitting and scaling."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_start import have_xy
from training.multiturn.modelling_state import PD, State, listed, put, quoted, say, sk
from training.multiturn.modelling_tables import PARTS, SLICED, SPLIT, XY
from training.multiturn.phrase import literal
from training.multiturn.session import mention

# the wordings are tables
# fmt: off
# --- the table: cleaning, encoding, features --------------------------------------------------------------


def fill_missing(st: State) -> bool:
    frame = st.s.space[st.frame]
    holes = [c for c in frame.columns if frame[c].isna().any() and c != st.target]
    if not holes:
        return False
    rng, c, f = st.rng, st.rng.choice(holes), st.frame
    how = rng.choice(["mean", "median"])
    text = say(st, ["fill the (missing|empty|NaN) values of {c} with (its|the) {how}", "replace the NaNs in {c} by the {how} of the column", "impute {c} with the {how}", "{c} has gaps, fill them with the {how}", "In {f}, fill missing {c} with the {how}[ of {c}]"], {"f": f}, c=mention(st.s, c), how=how)
    return put(st, "fillna", text, [], f'{f}["{c}"] = {f}["{c}"].fillna({f}["{c}"].{how}())', f'not {f}["{c}"].isna().any()', f, c)


def encode(st: State) -> bool:
    """A text column of two values as 0 and 1."""
    frame, f, rng = st.s.space[st.frame], st.frame, st.rng
    two = [c for c in frame.columns if frame[c].dtype == "str" and frame[c].nunique() == 2]
    if not two:
        return False
    c = rng.choice(two)
    low, high = rng.sample(sorted(frame[c].unique()), 2)
    lo, hi = literal(low), literal(high)
    word = mention(st.s, c)
    if rng.random() < 0.6:
        wordings = ["(encode|recode|map) {c} as numbers: {low} 0, {high} 1", "turn {c} into 0/1 with {high} = 1 and {low} = 0", "{c}: {low} -> 0, {high} -> 1", "Replace {low} by 0 and {high} by 1 in {c}", "make {c} numeric ({low} is 0, {high} is 1)"]
        code = f'{f}["{c}"] = {f}["{c}"].map({{{lo}: 0, {hi}: 1}})'
    else:
        wordings = ["make {c} 1 for {high} and 0 otherwise", "{c} should be 1 where it is {high}, else 0", "Binarise {c}: 1 if {high}, 0 if not", "encode {c} as an integer flag for {high}"]
        code = f'{f}["{c}"] = ({f}["{c}"] == {hi}).astype(int)'
    return put(st, "encode", say(st, wordings, c=word, low=low, high=high), [], code, f'set({f}["{c}"]) == {{0, 1}}', c, low, high)


def dummies(st: State) -> bool:
    frame, f, rng = st.s.space[st.frame], st.frame, st.rng
    options = [c for c in frame.columns if frame[c].dtype == "str" and 2 < frame[c].nunique() < 6 and c != st.target]
    if not options:
        return False
    c, first = rng.choice(options), rng.random() < 0.4
    tail = rng.choice([", dropping the first level", " and drop the first category", " (drop_first)"]) if first else ""
    wordings = ["one-hot encode {c}{tail}", "(get|make) dummies for {c} in {f}{tail}", "turn {c} into dummy columns{tail}", "dummy variables for the {c} column of {f}, replacing it{tail}", "Use get_dummies on {c} and keep the result in {f}{tail}", "(create|make) indicator columns from {c}{tail}"]
    args = f', columns=["{c}"]' + (", drop_first=True" if first else "")
    return put(st, "dummies", say(st, wordings, {"f": f}, c=mention(st.s, c), tail=tail), [PD], f"{f} = pd.get_dummies({f}{args})", f'"{c}" not in {f}.columns', f, c)


XY_LISTED = ["use {cols} as features {x} and {t} as (target|label) {y}", "{x} = {cols}, {y} = {t}", "features {cols} in {x}, target {t} in {y}", "I want to predict {t} from {cols}: put them into {y} and {x}", "Set {x} to the columns {cols} and {y} to {t}", "take {cols} of {f} as {x} and {t} as {y}", "{x} should (have|be) {cols}; {y} is {t}", "Select {cols} into {x}, and {t} into {y}"]
XY_NUMERIC = ["all numeric columns but {t} as {x}, {t} as {y}", "{x} = the numeric columns of {f} without {t}, {y} = {t}", "Use every numeric column except {t} as features {x}; the target {y} is {t}", "Take the numeric columns of {f} other than {t} as {x} and {t} as {y}"]
XY_REST = ["{x} = all columns (except|but) {t}, {y} = {t}", "use {t} as target {y} and (everything else|the other columns) as {x}", "Separate {f} into {x} and {y}, where {y} is {t}", "split {f} into features {x} and target {y} ({t})", "drop {t} to get {x}, and keep {t} as {y}", "{y} is the {t} column and {x} the rest of {f}", "features in {x}, {t} in {y}"]


def usable(st: State) -> list[str]:
    frame = st.s.space[st.frame]
    numbers = list(frame.select_dtypes("number").columns)
    return [c for c in numbers if c != st.target and not frame[c].isna().any() and not c.lower().endswith(("id", "respondent"))]


def features(st: State) -> bool:
    """X and y from the frame, in one of three ways."""
    rng, f, t, s = st.rng, st.frame, st.target, st.s
    x, y = rng.choice(XY)
    if {x, y} & set(s.space):
        x, y = "X", "y"
    frame, numbers = s.space[f], usable(st)
    rest = len(numbers) + 1 == len(frame.columns)
    numeric = [c for c in frame.select_dtypes("number").columns if c != t]
    if rest and rng.random() < 0.6:
        wordings, take, cols = XY_REST, f'{f}.drop(columns="{t}")', numbers
    elif numeric == numbers and len(numbers) > 1 and not rest and rng.random() < 0.3:
        inner = f'.drop(columns="{t}")' if t in frame.select_dtypes("number").columns else ""
        wordings, take, cols = XY_NUMERIC, f'{f}.select_dtypes("number"){inner}', numbers
    else:
        gaps = [c for c in numeric if c not in numbers and frame[c].isna().any()] if rng.random() < 0.5 else []
        cols = rng.sample(numbers + gaps, min(len(numbers + gaps), rng.randint(2, 5)))
        wordings, take = XY_LISTED, f"{f}[[{quoted(cols)}]]"
    text = say(st, wordings, {"x": x, "y": y, "f": f}, cols=listed(st, cols), t=mention(s, t))
    if not put(st, "features", text, [], f'{x} = {take}\n{y} = {f}["{t}"]', f"{x}.shape == (len({y}), {len(cols)})", x, y, f, t, *cols):
        return False
    st.x, st.y = x, y
    return have_xy(st)


# --- splitting and scaling --------------------------------------------------------------------------------


def part_names(st: State) -> tuple[tuple[str, ...], str]:
    """Names of the four parts, and how they are told; the usual names need not be."""
    rng = st.rng
    parts = tuple(p.format(x=st.x, y=st.y) for p in rng.choice(PARTS))
    if parts == ("X_train", "X_test", "y_train", "y_test") and rng.random() < 0.6:
        return parts, ""
    q = [st.s.style.name(p) for p in parts] if rng.random() < 0.5 else list(parts)
    joined = rng.choice([", ".join(q), ", ".join(q[:3]) + " and " + q[3]])
    return parts, rng.choice([f", as {joined}", f" -> {joined}", f" ({joined})", f", named {joined}", f", call them {joined}"])


def split(st: State) -> bool:
    rng, x, y = st.rng, st.x, st.y
    parts, named = part_names(st)
    if rng.random() < 0.3 and (st.task == "num" or "make_" in st.s.header):
        return sliced(st, parts, named)
    pct = rng.choice([10, 15, 20, 25, 30, 33, 40])
    told, seed = rng.random() < 0.6, rng.choice([0, 1, 7, 13, 42, 123])
    seed = seed if told else 0
    extra = rng.choice([", random_state {s}", ", seed {s}", ", random state {s}", ", random_state={s}", ", with seed {s}"]).format(s=seed) if told else ""
    stratify = st.task == "cat" and rng.random() < 0.3
    if stratify:
        extra = rng.choice([f", stratified by {y}", f", stratify on {y}", ", keeping the class proportions", ", stratified"]) + extra
    frac = {25: "a quarter", 20: "a fifth", 33: "33%", 10: "a tenth"}.get(pct, f"{pct}%")
    text = say(st, SPLIT, {"x": x, "y": y}, pct=pct, rest=100 - pct, size=pct / 100, frac=frac, seed=extra, named=named)
    code = f"{', '.join(parts)} = train_test_split({x}, {y}, test_size={pct / 100}{f', stratify={y}' if stratify else ''}, random_state={seed})"
    ok = put(st, "split", text, [sk("model_selection", "train_test_split")], code, f"len({parts[0]}) + len({parts[1]}) == len({x})", x, y, *parts)
    return ok and have_parts(st, parts)


def sliced(st: State, parts: tuple[str, ...], named: str) -> bool:
    rng, x, y = st.rng, st.x, st.y
    side = rng.choice(list(SLICED))
    total = len(st.s.space[x])
    n = rng.choice([10, 15, 20, 25, 30]) if side == "last" else int(total * rng.choice([0.6, 0.7, 0.8])) // 10 * 10
    cut = f"-{n}" if side == "last" else f"{n}"
    at = [f"{v}.iloc" if hasattr(st.s.space[v], "iloc") else v for v in (x, y)]
    code = "\n".join(f"{a}, {b} = {v}[:{cut}], {v}[{cut}:]" for a, b, v in ((parts[0], parts[1], at[0]), (parts[2], parts[3], at[1])))
    text = say(st, SLICED[side], {"x": x, "y": y}, n=n, named=named)
    check = f"len({parts[1]}) == {n if side == 'last' else total - n}"
    return put(st, "split", text, [], code, check, x, y, *parts) and have_parts(st, parts)


def have_parts(st: State, parts: tuple[str, ...]) -> bool:
    st.parts, st.fit, st.test = parts, (parts[0], parts[2]), parts[1]
    return True


SCALERS = [("StandardScaler", "standardise|standardize|z-score"), ("StandardScaler", "standardise|standardize"), ("MinMaxScaler", "min-max scale|scale to 0-1 (min-max)"), ("RobustScaler", "robust-scale")]


def scale(st: State) -> bool:
    """The train and test part, or all of X, scaled."""
    rng = st.rng
    cls, verbs = rng.choice(SCALERS)
    verb, imports = rng.choice(verbs.split("|")), [sk("preprocessing", cls)]
    suffix = rng.choice(["_scaled", {"S": "_std", "M": "_mm", "R": "_rob"}[cls[0]], "_s"])
    if not st.parts:
        out = st.s.fresh(f"{st.x}{suffix}|{st.x}_scaled|scaled|Z")
        text = say(st, ["{verb} {x} [with {cls}] (as|into) {out}", "{verb} {x}, call it {out}", "apply a {cls} to {x} -> {out}", "{verb} the features in {x} and store them (in|as) {out}", "{out} = {x} scaled with {cls}"], {"x": st.x, "out": out}, verb=verb, cls=cls)
        if not put(st, "scale", text, imports, f"{out} = {cls}().fit_transform({st.x})", f"{out}.shape == {st.x}.shape", st.x, out, cls):
            return False
        st.fit, st.scaled = (out, st.y), True
        return True
    train, test = st.parts[:2]
    a, b = train + suffix, test + suffix
    text = say(st, ["{verb} {tr} and {te} into {a} and {b}, fitted on {tr} (only|alone)", "{verb} {tr} and {te} with a {cls} fitted on {tr}, as {a} and {b}", "a {cls} fitted on {tr}, applied to both parts -> {a}, {b}", "fit a {cls} on {tr} and transform {tr} and {te} (to|as) {a} and {b}", "{verb} the features ({cls}, fitted on the training part) as {a} and {b}"], {"tr": train, "te": test, "a": a, "b": b}, verb=verb, cls=cls)
    code = f"scaler = {cls}().fit({train})\n{a} = scaler.transform({train})\n{b} = scaler.transform({test})"
    if not put(st, "scale", text, imports, code, f"{a}.shape == {train}.shape", train, test, a, b, cls):
        return False
    st.fit, st.test, st.scaled = (a, st.parts[2]), b, True
    return True


def polynomial(st: State) -> bool:
    out = st.s.fresh(f"{st.x}_poly|poly|{st.x}2")
    bias = st.rng.random() < 0.5
    if st.parts or len(st.columns) > 6 or st.s.space[st.x].shape[1] > 6:
        return False
    text = say(st, ["add polynomial features of degree 2 to {x}{b}, as {out}", "degree 2 polynomial features of {x} -> {out}{b}", "Expand {x} with PolynomialFeatures(degree=2{c}) into {out}", "{out}: {x} with squares and interactions (PolynomialFeatures, degree 2{c})"], {"x": st.x, "out": out}, b="" if bias else ", without the bias column", c="" if bias else ", include_bias=False")
    args = "" if bias else ", include_bias=False"
    if not put(st, "polynomial", text, [sk("preprocessing", "PolynomialFeatures")], f"{out} = PolynomialFeatures(degree=2{args}).fit_transform({st.x})", f"len({out}) == len({st.x})", st.x, out):
        return False
    st.fit, st.scaled = (out, st.y), True
    return True
