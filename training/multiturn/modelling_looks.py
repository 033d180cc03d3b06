"""Further looks at data and models: counts, comparisons, thresholds, residuals, questions."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_scores import compatible, truth
from training.multiturn.modelling_state import NP, PD, PLT, State, put, say, sk, value_step
from training.multiturn.phrase import fill


# the wordings are tables
# fmt: off
def look(st: State) -> bool:
    """The shape of X, or how many rows each class has."""
    rng, x, y, q = st.rng, st.x, st.y, st.s.style.name
    if st.task == "cat" and rng.random() < 0.5:
        np = rng.choice([f"how many rows of each class {q(y)} has", f"the number of rows per class in {q(y)}", f"the class counts of {q(y)}"])
        if hasattr(st.s.space[y], "value_counts"):
            return bool(value_step(st, "look", np, f"{y}.value_counts()", "counts|class_counts", [], f"OUT.sum() == len({y})", 0.5, y))
        return bool(value_step(st, "look", np, f"np.bincount({y})", "counts|class_counts", [NP], f"OUT.sum() == len({y})", 0.5, y))
    if rng.random() < 0.5:
        return bool(value_step(st, "look", f"the shape of {q(x)}", f"{x}.shape", "shape|dims", [], "len(OUT) == 2", 0.6, x))
    np = rng.choice([f"the number of features in {q(x)}", f"how many columns {q(x)} has"])
    return bool(value_step(st, "look", np, f"{x}.shape[1]", "n_features|n_cols", [], "OUT > 0", 0.4, x))


COMPARED = {
    "cat": [("tree", "DecisionTreeClassifier", "tree", "random_state=0", "a decision tree"), ("knn", "KNeighborsClassifier", "neighbors", "", "knn"), ("nb", "GaussianNB", "naive_bayes", "", "naive bayes"), ("svc", "SVC", "svm", "", "an svc")],
    "num": [("linear", "LinearRegression", "linear_model", "", "linear regression"), ("ridge", "Ridge", "linear_model", "", "ridge"), ("tree", "DecisionTreeRegressor", "tree", "random_state=0", "a regression tree"), ("knn", "KNeighborsRegressor", "neighbors", "", "a knn regressor")],
}


def compare(st: State) -> bool:
    """Two or three models side by side, scores in a dictionary."""
    rng, (xt, yt) = st.rng, st.fit
    chosen = rng.sample(COMPARED[st.task], rng.choice([2, 3]))
    models, out = st.s.fresh("models|candidates"), st.s.fresh("scores|results|comparison")
    score, k = "accuracy" if st.task == "cat" else "R2", rng.choice([3, 5])
    words = ", ".join(c[4] for c in chosen[:-1]) + " and " + chosen[-1][4]
    keys = rng.choice([" (keys {k})", ", with keys {k}", ", under the names {k}"]).format(k=", ".join(c[0] for c in chosen))
    imports = [sk(c[2], c[1]) for c in chosen]
    lines = ", ".join(f'"{c[0]}": {c[1]}({c[3]})' for c in chosen)
    if st.parts:
        how, expr = f"test {score}", f"model.fit({xt}, {yt}).score({st.test}, {st.parts[3]})"
    else:
        how, expr = f"mean {k}-fold cv {score}", f"cross_val_score(model, {xt}, {yt}, cv={k}).mean()"
        imports.insert(0, sk("model_selection", "cross_val_score"))
    text = say(st, ["compare {w}: dictionary {m} of the models{k}, dictionary {o} with the {h} of each", "put {w} into a dict {m}{k} and the {h} of each into a dict {o}", "{m} = dict of {w}{k}; {o} = their {h}", "Make a dictionary {m} with {w}{k}, then compute the {h} of each as a dict {o}"], {"m": models, "o": out}, w=words, k=keys, h=how)
    code = f"{models} = {{{lines}}}\n{out} = {{name: {expr} for name, model in {models}.items()}}"
    if not put(st, "compare", text, imports, code, f"len({out}) == {len(chosen)}", models, out, xt, yt, *(c[0] for c in chosen)):
        return False
    st.things["compared"] = out
    return True


def compare_best(st: State) -> bool:
    name = st.things.get("compared")
    if not name:
        return False
    np = st.rng.choice(["the name of the best model", f"the key of the highest score in {st.s.style.name(name)}", "the model name with the best score"])
    return bool(value_step(st, "compare_best", np, f"max({name}, key={name}.get)", "best_model|best|winner", [], f"OUT in {name}", 0.25, name))


def cv_summary(st: State) -> bool:
    name = st.things.get("cv")
    if not name:
        return False
    word, call = st.rng.choice([("mean", "mean"), ("mean", "mean"), ("average", "mean"), ("standard deviation", "std"), ("worst", "min")])
    np = st.rng.choice([f"the {word} of {st.s.style.name(name)}" if word != "worst" else f"the lowest of {st.s.style.name(name)}", f"the {word} score"])
    return bool(value_step(st, "cv_summary", np, f"{name}.{call}()", f"{call}_score|cv_{call}|{call}_cv", [], "", 0.4, name))


def threshold(st: State) -> bool:
    name = st.things.get("p1")
    if not name:
        return False
    cut, out = st.rng.choice([0.3, 0.4, 0.6, 0.7, 0.8]), st.s.fresh("flag|positive|pred_cut|flagged")
    text = say(st, ["{o} = 1 where {p} is above {c}, else 0", "apply a threshold of {c} to {p}: 0/1 array {o}", "flag rows with {p} > {c} as 1, the others 0, in {o}", "Use {c} as cutoff on {p} (1 if larger) and call the result {o}"], {"o": out, "p": name}, c=cut)
    return put(st, "threshold", text, [], f"{out} = ({name} > {cut}).astype(int)", f"set({out}) <= {{0, 1}}", out, name)


def crosstab(st: State) -> bool:
    if not st.pred or st.task != "cat":
        return False
    y = truth(st)[1]
    np = say(st, ["a crosstab of {y} and {p}", "the cross table of true ({y}) and predicted classes ({p})", "a table of {y} against {p} with pandas crosstab"], {"y": y, "p": st.pred})
    return bool(value_step(st, "crosstab", np, f"pd.crosstab({y}, {st.pred})", "table|ct|cross", [PD], f"OUT.to_numpy().sum() == len({y})", 0.4, y, st.pred))


def resid_follow(st: State) -> bool:
    name = st.things.get("resid")
    if not name:
        return False
    rng, q = st.rng, st.s.style.name
    if rng.random() < 0.5:
        bins = rng.choice([10, 15, 20, 30])
        text = say(st, ["histogram of {r} with {b} bins", "plot a histogram of {r}, {b} bins", "draw the distribution of {r} as a histogram with {b} bins"], {"r": name}, b=bins)
        return put(st, "resid_hist", text, [PLT], f"plt.hist({name}, bins={bins})\nplt.show()", "", name)
    word, expr = rng.choice([("largest absolute value", f"np.abs({name}).max()"), ("mean of the absolute values", f"np.abs({name}).mean()")])
    return bool(value_step(st, "resid_size", f"the {word} of {q(name)}", expr, "worst|max_err" if "largest" in word else "mean_abs|avg_abs", [NP], "OUT >= 0", 0.3, name))




QUESTIONS = {
    "cat": [
        ("how accurate is {m} on {d}?", "{acc}", "acc|accuracy|how_good", "accuracy_score"), ("how often is {m} right on {d}? <as a share>", "{acc}", "share_right|hit_rate|acc", "accuracy_score"),
        ("how many rows of {d} does {m} get right?", "{same}.sum()", "n_right|n_correct|right", ""), ("what share of {d} does {m} get wrong?", "1 - {acc}", "error_rate|err_rate|wrong_share", "accuracy_score"),
    ],
    "num": [
        ("how far off is {m} on {d} on average? <mean absolute error>", "mean_absolute_error({t}, {p})", "mae|avg_error|off_by", "mean_absolute_error"),
        ("how much of the variance in {d} does {m} explain? <r2>", "r2_score({t}, {p})", "r2|explained", "r2_score"),
        ("what is the largest absolute error of {m} on {d}?", "max_error({t}, {p})", "max_err|worst|largest_error", "max_error"),
    ],
}
STORED = ["{q} store it in {out}", "{q} put it into {out}", "{q} -> {out}", "{q} Save that as {out}", "{q} Call it {out}", "{q} keep the answer in {out}"]


def question(st: State) -> bool:
    """How good a model is, asked as a question."""
    if not compatible(st):
        return False
    asked, expr, outs, fn = st.rng.choice(QUESTIONS[st.task])
    x, y = truth(st)
    pred, out = st.pred or f"{st.model}.predict({x})", st.s.fresh(outs)
    data = st.rng.choice(["the test set", "the test data"]) if st.parts else "the training data"
    wording = say(st, [asked], {"m": st.model}, d=data).replace("<", "(").replace(">", ")")
    code = fill(expr, lambda key: {"acc": f"accuracy_score({y}, {pred})", "same": f"({y} == {pred})", "t": y, "p": pred}[key])
    text = say(st, STORED, {"out": out}, q=wording)
    return put(st, "question", text, [sk("metrics", fn) if fn else ""], f"{out} = {code}", "", out, st.model, y)
