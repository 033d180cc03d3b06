"""Modelling steps on what a model learnt: weights, importances, rules."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_state import NP, PD, State, put, say, sk, value_step


# the wordings are tables
# fmt: off
def learnt(st: State) -> str:
    """Code of one number per feature, "" where the model has none."""
    model = st.s.space.get(st.model)
    if hasattr(model, "feature_importances_"):
        return f"{st.model}.feature_importances_"
    shape = getattr(getattr(model, "coef_", None), "shape", ())
    return f"{st.model}.coef_" if len(shape) == 1 else f"{st.model}.coef_[0]" if shape[:1] == (1,) else ""


def weights(st: State) -> bool:
    """Coefficients or importances, by name where X is a frame."""
    expr = learnt(st)
    if not expr or "polynomial" in st.done:
        return False
    rng, trees = st.rng, "importances" in expr
    word = "feature importances" if trees else "coefficients"
    m = st.s.style.name(st.model)
    outs = "importances|imp|importance" if trees else "coefs|coef|weights|coefficients"
    if not st.columns:
        return bool(value_step(st, "weights", rng.choice([f"the {word} of {m}", word, f"what {m} learnt as {word}", f"the {word} that {m} found", f"the array of {word} of {m}", f"the fitted {word}", f"{m}'s {word}", f"all {word} of {m}", f"the {word} in {m}", f"the learned {word} of the model"]), expr, outs, [], "", 0.3, st.model))
    k = rng.choice([0, 0, 2, 3, 5])
    series = f"pd.Series({expr}, index={st.x}.columns).sort_values(ascending=False)"
    if k and k < len(st.columns):
        nps = [f"the {k} largest {word} of {m} as a Series with the column names", f"top {k} {word} as a series by feature name", f"a Series of the {k} features with the largest {word[:-1]} of {m}", f"the {k} highest {word} in {m}, by feature name, as a Series", f"a Series with the top {k} {word} and the feature names as index", f"the biggest {k} of the {word} of {m}, named by column, biggest first, as a Series", f"only the {k} largest {word}, as a sorted Series with column names", f"the {word} of {m} by column, from high to low, cut to the first {k}", f"{k} features and their {word}, the ones with the largest values, as a Series", f"the leading {k} {word} of {m} (Series, feature names as index, descending)"]
        return bool(value_step(st, "weights", rng.choice(nps), series + f".head({k})", "top|top_features|best_features", [PD], f"len(OUT) == {k}", 0.2, st.model))
    nps = [f"the {word} of {m} as a Series indexed by feature, sorted from high to low", f"a sorted Series of the {word} by column name, largest first", f"{word} with the feature names as a series, descending", f"the {word} of {m}, one a column, ordered from largest to smallest as a Series", f"for each feature its {word[:-1]} in {m}, as a Series, highest first", f"a Series with all {word} of {m}, labelled with the columns and sorted high to low", f"every feature's {word[:-1]} as a pandas Series in descending order", f"the features ranked by their {word} in {m}, from the top down, as a Series", f"{word} by feature, biggest on top, in a Series", f"the {word} that {m} learnt, as a descending Series over the column names"]
    return bool(value_step(st, "weights", rng.choice(nps), series, outs, [PD], f"len(OUT) == {len(st.columns)}", 0.15, st.model))


def top_feature(st: State) -> bool:
    expr = learnt(st)
    if not expr or not st.columns or "polynomial" in st.done:
        return False
    trees = "importances" in expr
    out = st.s.fresh("top_feature|best_feature|strongest|main_feature")
    lead = "which feature matters most" if trees else "which feature has the largest absolute coefficient"
    noun = "the most important feature" if trees else "the feature with the largest absolute coefficient"
    text = say(st, ["{lead}? store the name in {out}", "{lead} (for|in) {m}? save its name as {out}", "(store|save) the name of {noun} in {out}", "{out} = name of {noun}", "name of {noun} -> {out}", "{lead}? {out}", "I want to know {lead}; put its name into {out}", "find {noun} and keep its name as {out}", "the name of {noun} in {m} as {out}", "(look up|get) the column name of {noun} of {m}, as {out}", "{lead} in {m}? the name goes into {out}", "{out} should be the name of {noun}", "{out}: {noun} of {m} (its name)", "pick out {noun} and save what it is called in {out}", "Tell me {lead}, with the name in {out}"], {"out": out, "m": st.model}, lead=lead, noun=noun)
    if trees:
        code = f"{out} = {st.x}.columns[{expr}.argmax()]"
        return put(st, "top_feature", text, [], code, f"{out} in {st.x}.columns", out, st.model)
    return put(st, "top_feature", text, [NP], f"{out} = {st.x}.columns[np.abs({expr}).argmax()]", f"{out} in {st.x}.columns", out, st.model)


def intercept(st: State) -> bool:
    if not hasattr(st.s.space.get(st.model), "intercept_") or st.task != "num":
        return False
    return bool(value_step(st, "intercept", f"the intercept of {st.s.style.name(st.model)}", f"{st.model}.intercept_", "intercept|b0", [], "", 0.3, st.model))


def rules(st: State) -> bool:
    """What a tree does, as text or as numbers."""
    if not st.cls.startswith("DecisionTree"):
        return False
    q, m = st.s.style.name, st.model
    if st.rng.random() < 0.5:
        call, word, outs = st.rng.choice([("get_depth()", "depth", "depth|tree_depth"), ("get_n_leaves()", "number of leaves", "n_leaves|leaves")])
        return bool(value_step(st, "rules_size", f"the {word} of {q(m)}", f"{m}.{call}", outs, [], "OUT > 0", 0.4, m))
    names = f", feature_names=list({st.x}.columns)" if st.columns and not st.scaled else ""
    tail = " with the feature names" if names else ""
    text = say(st, ["print the rules of {m} as text{t}", "print {m} as text (export_text){t}", "print the splits of the tree{t}", "write out the rules that {m} learnt, as printed text{t}", "print what {m} decides at each node, with export_text{t}", "I want to read the tree: print its rules as text{t}", "print a text version of {m}{t}", "export_text of {m}, printed{t}", "print the if/else structure of {m} as plain text{t}", "show the tree {m} as printed text rules{t}", "the decision rules of {m}, printed as text{t}", "Use sklearn's export_text to print {m}{t}"], {"m": m}, t=tail)
    return put(st, "rules", text, [sk("tree", "export_text")], f"print(export_text({m}{names}))", "", m)
