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
    text = say(st, ["fill the (missing|empty|NaN) values of {c} with (its|the) {how}", "replace the NaNs in {c} by the {how} of the column", "impute {c} with the {how}", "{c} has gaps, fill them with the {how}", "In {f}, fill missing {c} with the {how}[ of {c}]", "where {c} is (missing|NaN|empty), (put|use) the {how} of the column", "plug the holes in {c} with its {how}", "missing {c}? use the {how}", "every NaN in {c} becomes the column's {how}", "{c}: NaN -> {how}", "swap missing {c} values for the {how} of {c}", "(patch|close) the gaps in {c} of {f} using the {how}", "Some {c} values are missing; put the {how} there", "{how} imputation for {c} in {f}", "set the blank {c} entries of {f} to the column {how}", "Let missing values of {c} take the {how} of the others", "fillna on {c} with its {how}", "Clean up {c}: NaNs should be the {how}", "Rows of {f} without a {c} get the {how} {c}"], {"f": f}, c=mention(st.s, c), how=how)
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
        wordings = ["(encode|recode|map) {c} as numbers: {low} 0, {high} 1", "turn {c} into 0/1 with {high} = 1 and {low} = 0", "{c}: {low} -> 0, {high} -> 1", "Replace {low} by 0 and {high} by 1 in {c}", "make {c} numeric ({low} is 0, {high} is 1)", "{c} as 0 and 1, where {low} is 0 and {high} is 1", "convert {c} to numbers, 0 for {low} and 1 for {high}", "we need numbers in {c}: {low} becomes 0, {high} becomes 1", "map the two values of {c}, {low} to 0 and {high} to 1", "in {c}, write 0 instead of {low} and 1 instead of {high}", "{low} counts as 0 and {high} as 1 in {c}; recode it", "swap the words in {c} for numbers: 0 = {low}, 1 = {high}", "Translate {c}, {low} = 0 and {high} = 1", "the model cannot read {c}. Code {low} as 0 and {high} as 1"]
        code = f'{f}["{c}"] = {f}["{c}"].map({{{lo}: 0, {hi}: 1}})'
    else:
        wordings = ["make {c} 1 for {high} and 0 otherwise", "{c} should be 1 where it is {high}, else 0", "Binarise {c}: 1 if {high}, 0 if not", "encode {c} as an integer flag for {high}", "turn {c} into an indicator of {high}: 1 for yes, 0 for no", "{c}: 1 if it equals {high} and 0 if not", "0/1 coding of {c}, with 1 where the value is {high}", "replace {c} by a 0/1 integer saying whether it is {high}", "I want {c} to be 1 when it says {high} and 0 in all other cases", "Change {c} to an integer: {high} gives 1, anything else 0", "make {c} a binary column, 1 meaning {high}", "mark {high} in {c} as 1 and everything else as 0"]
        code = f'{f}["{c}"] = ({f}["{c}"] == {hi}).astype(int)'
    return put(st, "encode", say(st, wordings, c=word, low=low, high=high), [], code, f'set({f}["{c}"]) == {{0, 1}}', c, low, high)


def dummies(st: State) -> bool:
    frame, f, rng = st.s.space[st.frame], st.frame, st.rng
    options = [c for c in frame.columns if frame[c].dtype == "str" and 2 < frame[c].nunique() < 6 and c != st.target]
    if not options:
        return False
    c, first = rng.choice(options), rng.random() < 0.4
    tail = rng.choice([", dropping the first level", " and drop the first category", " (drop_first)"]) if first else ""
    wordings = ["one-hot encode {c}{tail}", "(get|make) dummies for {c} in {f}{tail}", "turn {c} into dummy columns{tail}", "dummy variables for the {c} column of {f}, replacing it{tail}", "Use get_dummies on {c} and keep the result in {f}{tail}", "(create|make) indicator columns from {c}{tail}", "break {c} up into 0/1 columns, one a level, in {f}{tail}", "{f}: swap {c} for its dummies{tail}", "replace {c} in {f} by one-hot columns{tail}", "{c} -> dummies{tail}", "convert the categorical column {c} with pd.get_dummies, {f} is overwritten{tail}", "one column for each value of {c} instead of {c} itself{tail}", "dummy-code {c}{tail}", "(expand|spread) {c} into indicator variables and update {f}{tail}", "the models need numbers, so one-hot encode the {c} column of {f}{tail}", "{f} should have indicator columns in place of {c}{tail}"]
    args = f', columns=["{c}"]' + (", drop_first=True" if first else "")
    return put(st, "dummies", say(st, wordings, {"f": f}, c=mention(st.s, c), tail=tail), [PD], f"{f} = pd.get_dummies({f}{args})", f'"{c}" not in {f}.columns', f, c)


XY_LISTED = ["use {cols} as features {x} and {t} as (target|label) {y}", "{x} = {cols}, {y} = {t}", "features {cols} in {x}, target {t} in {y}", "I want to predict {t} from {cols}: put them into {y} and {x}", "Set {x} to the columns {cols} and {y} to {t}", "take {cols} of {f} as {x} and {t} as {y}", "{x} should (have|be) {cols}; {y} is {t}", "Select {cols} into {x}, and {t} into {y}", "we want to explain {t} by {cols}; call them {y} and {x}", "{t} depends on {cols}: target {y}, inputs {x}", "inputs {x}: {cols}. output {y}: {t}", "the predictors are {cols} ({x}), the response is {t} ({y})", "pull {cols} out of {f} as {x}, and {t} as {y}", "{y} = {t}; {x} = just the columns {cols}", "as {x} take {cols}, as {y} take {t}", "Let {x} hold {cols} and {y} hold {t}", "{cols} go into {x}, {t} goes into {y}", "build the feature matrix {x} from {cols} and the target vector {y} from {t}", "model {t} with {cols}, so {x} has those columns and {y} has {t}", "for the model: {x} with {cols}, {y} with the {t} column of {f}", "narrow {f} down to {cols} for {x}; {t} is what we predict, so that is {y}"]
XY_NUMERIC = ["all numeric columns but {t} as {x}, {t} as {y}", "{x} = the numeric columns of {f} without {t}, {y} = {t}", "Use every numeric column except {t} as features {x}; the target {y} is {t}", "Take the numeric columns of {f} other than {t} as {x} and {t} as {y}", "{y} is {t}, {x} is every other column with numbers", "features {x}: whatever is numeric in {f} except {t}; target {y}: {t}", "predict {t} ({y}) from all the other numeric columns ({x})", "select the number columns of {f} and leave out {t} for {x}; {t} itself is {y}", "numeric columns only for {x}, {t} not among them, and {t} as {y}", "Put {t} into {y} and the remaining numeric columns into {x}", "keep just the numeric columns, without {t}, in {x} and store {t} as {y}", "{x} gets the columns of {f} with a number type apart from {t}; {y} gets {t}"]
XY_REST = ["{x} = all columns (except|but) {t}, {y} = {t}", "use {t} as target {y} and (everything else|the other columns) as {x}", "Separate {f} into {x} and {y}, where {y} is {t}", "split {f} into features {x} and target {y} ({t})", "drop {t} to get {x}, and keep {t} as {y}", "{y} is the {t} column and {x} the rest of {f}", "features in {x}, {t} in {y}", "everything in {f} apart from {t} goes into {x}; {t} goes into {y}", "{t} is what we predict ({y}), all other columns are the inputs ({x})", "take {t} out of {f} as {y}, what is left is {x}", "{x}: {f} without the {t} column. {y}: {t}", "predict {t} from all the other columns: {x} and {y}", "Let {y} be {t} and {x} be the remaining columns", "pull {t} off as the target {y}, with the other columns as {x}", "{f} minus {t} -> {x}, {t} -> {y}", "make {x} from every column other than {t}, and {y} from {t}", "the response {y} is {t} and the predictors {x} are all of the remaining columns", "we model {t}; so {y} = that column and {x} = {f} with it dropped"]


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
    return parts, rng.choice([f", as {joined}", f" -> {joined}", f" ({joined})", f", named {joined}", f", call them {joined}", f", into {joined}", f", in the variables {joined}", f"; the parts are {joined}", f", stored as {joined}", f"; name the four parts {joined}", f" => {joined}", f", with the names {joined}"])


def split(st: State) -> bool:
    rng, x, y = st.rng, st.x, st.y
    parts, named = part_names(st)
    if rng.random() < 0.3 and (st.task == "num" or "make_" in st.s.header):
        return sliced(st, parts, named)
    pct = rng.choice([10, 15, 20, 25, 30, 33, 40])
    told, seed = rng.random() < 0.6, rng.choice([0, 1, 7, 13, 42, 123])
    seed = seed if told else 0
    extra = rng.choice([", random_state {s}", ", seed {s}", ", random state {s}", ", random_state={s}", ", with seed {s}", ", using random state {s}", ", random seed {s}", " with a random_state of {s}", ", seeded with {s}", " (seed {s})", ", fixed seed {s}", " (random_state={s})"]).format(s=seed) if told else ""
    stratify = st.task == "cat" and rng.random() < 0.3
    if stratify:
        extra = rng.choice([f", stratified by {y}", f", stratify on {y}", ", keeping the class proportions", ", stratified", f", with stratification on {y}", ", with the same class shares in both parts", f", stratify={y}", ", classes balanced as in the whole (stratify)", f", so that {y} has the same class proportions in both parts", " in a stratified way"]) + extra
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


SCALERS = [("StandardScaler", "standardise *|standardize *|z-score *"), ("StandardScaler", "standardise *|standardize *|convert * to z-scores"), ("MinMaxScaler", "min-max scale *|scale * to 0-1 (min-max)|rescale * to the range 0 to 1|squeeze * into 0..1 (min-max)"), ("RobustScaler", "robust-scale *|scale * robustly (median and IQR)")]


def scale(st: State) -> bool:
    """The train and test part, or all of X, scaled."""
    rng = st.rng
    cls, verbs = rng.choice(SCALERS)
    verb, imports, q = rng.choice(verbs.split("|")), [sk("preprocessing", cls)], st.s.style.name
    suffix = rng.choice(["_scaled", {"S": "_std", "M": "_mm", "R": "_rob"}[cls[0]], "_s"])
    if not st.parts:
        out = st.s.fresh(f"{st.x}{suffix}|{st.x}_scaled|scaled|Z")
        text = say(st, ["{do_x} [with {cls}] (as|into) {out}", "{do_x}, call it {out}", "apply a {cls} to {x} -> {out}", "{do_features} and store them (in|as) {out}", "{out} = {x} scaled with {cls}", "run {x} through a {cls}, result in {out}", "{out}: {x} after a {cls}", "use {cls} on {x} and keep the scaled data as {out}", "bring the columns of {x} onto one scale with {cls}, stored in {out}", "fit_transform {x} with a {cls}, name it {out}", "the features need scaling: {cls} on {x} -> {out}", "put a {cls}-scaled version of {x} into {out}", "{cls} for {x}, scaled data in {out}", "Transform {x} by {cls} into {out}"], {"x": st.x, "out": out}, cls=cls, do_x=verb.replace("*", q(st.x)), do_features=verb.replace("*", f"the features in {q(st.x)}"))
        if not put(st, "scale", text, imports, f"{out} = {cls}().fit_transform({st.x})", f"{out}.shape == {st.x}.shape", st.x, out, cls):
            return False
        st.fit, st.scaled = (out, st.y), True
        return True
    train, test = st.parts[:2]
    a, b = train + suffix, test + suffix
    text = say(st, ["{do_both} into {a} and {b}, fitted on {tr} (only|alone)", "{do_both} with a {cls} fitted on {tr}, as {a} and {b}", "a {cls} fitted on {tr}, applied to both parts -> {a}, {b}", "fit a {cls} on {tr} and transform {tr} and {te} (to|as) {a} and {b}", "{do_features} ({cls}, fitted on the training part) as {a} and {b}", "scale {tr} and {te} with {cls}, learnt from {tr} only: {a} and {b}", "{a} and {b} = {tr} and {te} after a {cls} that was fitted on {tr}", "learn a {cls} from {tr}, then apply it to {tr} -> {a} and {te} -> {b}", "without leaking the test data: {cls} fitted on {tr}, transformed data in {a} and {b}", "Run both parts through a {cls} fit to {tr}; name them {a} and {b}", "use the statistics of {tr} to scale ({cls}) both {tr} and {te}, giving {a} and {b}", "{cls}: fit on {tr}, transform {tr} as {a} and {te} as {b}", "scaled versions {a} and {b} of {tr} and {te}, {cls} trained on {tr} alone", "put the features on one scale with {cls} (fit only on {tr}), into {a} and {b}"], {"tr": train, "te": test, "a": a, "b": b}, cls=cls, do_both=verb.replace("*", f"{q(train)} and {q(test)}"), do_features=verb.replace("*", "the features"))
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
    text = say(st, ["add polynomial features of degree 2 to {x}{b}, as {out}", "degree 2 polynomial features of {x} -> {out}{b}", "Expand {x} with PolynomialFeatures(degree=2{c}) into {out}", "{out}: {x} with squares and interactions (PolynomialFeatures, degree 2{c})", "run {x} through PolynomialFeatures of degree 2{b} and keep it as {out}", "enrich {x} with squares and cross products (degree 2 polynomial features){b}, named {out}", "{out} = second-degree polynomial features of {x}{b}", "use PolynomialFeatures(2{c}) on {x}, result in {out}", "quadratic terms for {x} by PolynomialFeatures{b} -> {out}", "transform {x} with sklearn's PolynomialFeatures, degree=2{c}, and store that in {out}", "all polynomial terms of {x} up to degree 2{b}, as {out}", "give {x} squared and product terms, PolynomialFeatures of degree 2{b}; call the outcome {out}"], {"x": st.x, "out": out}, b="" if bias else ", without the bias column", c="" if bias else ", include_bias=False")
    args = "" if bias else ", include_bias=False"
    if not put(st, "polynomial", text, [sk("preprocessing", "PolynomialFeatures")], f"{out} = PolynomialFeatures(degree=2{args}).fit_transform({st.x})", f"len({out}) == len({st.x})", st.x, out):
        return False
    st.fit, st.scaled = (out, st.y), True
    return True
