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
        np = rng.choice([f"how many rows of each class {q(y)} has", f"the number of rows per class in {q(y)}", f"the class counts of {q(y)}", f"how often each class occurs in {q(y)}", f"the size of each class in {q(y)}", f"a count of the rows for every class of {q(y)}", f"how the classes in {q(y)} are distributed (counts)", f"for each class of {q(y)}, how many rows there are", f"how balanced {q(y)} is, as counts by class", f"the frequency of every class in {q(y)}"])
        if hasattr(st.s.space[y], "value_counts"):
            return bool(value_step(st, "look", np, f"{y}.value_counts()", "counts|class_counts", [], f"OUT.sum() == len({y})", 0.5, y))
        return bool(value_step(st, "look", np, f"np.bincount({y})", "counts|class_counts", [NP], f"OUT.sum() == len({y})", 0.5, y))
    if rng.random() < 0.5:
        return bool(value_step(st, "look", rng.choice([f"the shape of {q(x)}", f"the dimensions of {q(x)}", f"the number of rows and columns of {q(x)}", f"how big {q(x)} is (rows, columns)", f"{q(x)}'s shape", f"the size of {q(x)} as rows and columns", f"how many rows and columns {q(x)} has"]), f"{x}.shape", "shape|dims", [], "len(OUT) == 2", 0.6, x))
    np = rng.choice([f"the number of features in {q(x)}", f"how many columns {q(x)} has", f"the number of columns of {q(x)}", f"how many features {q(x)} has", f"the feature count of {q(x)}", f"the width of {q(x)} (number of columns)", f"how many features there are in {q(x)}", f"the column count of {q(x)}"])
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
    keys = rng.choice([" (keys {k})", ", with keys {k}", ", under the names {k}", " (named {k})", ", keyed {k}", " with the keys {k}", ", names {k}"]).format(k=", ".join(c[0] for c in chosen))
    imports = [sk(c[2], c[1]) for c in chosen]
    lines = ", ".join(f'"{c[0]}": {c[1]}({c[3]})' for c in chosen)
    if st.parts:
        how, expr = f"test {score}", f"model.fit({xt}, {yt}).score({st.test}, {st.parts[3]})"
    else:
        how, expr = f"mean {k}-fold cv {score}", f"cross_val_score(model, {xt}, {yt}, cv={k}).mean()"
        imports.insert(0, sk("model_selection", "cross_val_score"))
    text = say(st, ["compare {w}: dictionary {m} of the models{k}, dictionary {o} with the {h} of each", "put {w} into a dict {m}{k} and the {h} of each into a dict {o}", "{m} = dict of {w}{k}; {o} = their {h}", "Make a dictionary {m} with {w}{k}, then compute the {h} of each as a dict {o}", "which is best, {w}? collect them in a dict {m}{k}, and the {h} of each in a dict {o}", "let {m} hold {w}{k} and let the dictionary {o} map each name to its {h}", "evaluate {w} side by side{k}: models in the dict {m}, the {h} of each in the dict {o}", "dictionary {m}: {w}{k}. Dictionary {o}: the {h} of every one of them", "{w} as the dict {m}{k}; by the same keys a dict {o} with the {h}", "set up {w} as a dictionary {m}{k}, get the {h} for each and store those as a dict {o}", "try {w}: keep the models in a dict {m}{k} and their {h} in a dict {o}", "we compare {w}. Put them into {m}, a dict{k}, and fill a second dict {o} with the {h} of each"], {"m": models, "o": out}, w=words, k=keys, h=how)
    code = f"{models} = {{{lines}}}\n{out} = {{name: {expr} for name, model in {models}.items()}}"
    if not put(st, "compare", text, imports, code, f"len({out}) == {len(chosen)}", models, out, xt, yt, *(c[0] for c in chosen)):
        return False
    st.things["compared"] = out
    return True


def compare_best(st: State) -> bool:
    name = st.things.get("compared")
    if not name:
        return False
    np = st.rng.choice(["the name of the best model", f"the key of the highest score in {st.s.style.name(name)}", "the model name with the best score", f"the name of the winner in {st.s.style.name(name)}", "the model that did best, by name", f"the key whose value in {st.s.style.name(name)} is largest", "which model scored highest, as its name", f"the name that goes with the top score in {st.s.style.name(name)}", f"the name of the highest-scoring model in {st.s.style.name(name)}", f"the best key of {st.s.style.name(name)} by score"])
    return bool(value_step(st, "compare_best", np, f"max({name}, key={name}.get)", "best_model|best|winner", [], f"OUT in {name}", 0.25, name))


def cv_summary(st: State) -> bool:
    name = st.things.get("cv")
    if not name:
        return False
    word, call = st.rng.choice([("mean", "mean"), ("mean", "mean"), ("average", "mean"), ("standard deviation", "std"), ("worst", "min")])
    np = st.rng.choice([f"the {word} of {st.s.style.name(name)}" if word != "worst" else f"the lowest of {st.s.style.name(name)}", f"the {word} score", *([f"the {word} of the cv scores", f"the {word} over the folds", f"the {word} of the values in {st.s.style.name(name)}", f"the {word} cross-validation score", f"the {word} across the folds in {st.s.style.name(name)}"] if word != "worst" else ["the lowest cv score", "the score of the worst fold", f"the smallest value in {st.s.style.name(name)}", "the minimum over the folds", f"the minimum of {st.s.style.name(name)}"])])
    return bool(value_step(st, "cv_summary", np, f"{name}.{call}()", f"{call}_score|cv_{call}|{call}_cv", [], "", 0.4, name))


def threshold(st: State) -> bool:
    name = st.things.get("p1")
    if not name:
        return False
    cut, out = st.rng.choice([0.3, 0.4, 0.6, 0.7, 0.8]), st.s.fresh("flag|positive|pred_cut|flagged")
    text = say(st, ["{o} = 1 where {p} is above {c}, else 0", "apply a threshold of {c} to {p}: 0/1 array {o}", "flag rows with {p} > {c} as 1, the others 0, in {o}", "Use {c} as cutoff on {p} (1 if larger) and call the result {o}", "turn {p} into 0 and 1: above {c} is 1, the rest 0; as {o}", "{o}: 1 for a probability in {p} greater than {c}, otherwise 0", "cut {p} at {c}, strictly higher gives 1 and everything else 0, store in {o}", "say yes (1) only where {p} exceeds {c} and no (0) elsewhere, in {o}", "binary predictions {o} from {p} with a cutoff of {c} (1 when above it)", "mark with 1 the rows whose {p} is over {c}, all others with 0, and keep that as {o}", "change the threshold to {c}: {o} has a 1 wherever {p} > {c} and a 0 where not", "Convert {p} into integer labels {o}, 1 if more than {c}"], {"o": out, "p": name}, c=cut)
    return put(st, "threshold", text, [], f"{out} = ({name} > {cut}).astype(int)", f"set({out}) <= {{0, 1}}", out, name)


def crosstab(st: State) -> bool:
    if not st.pred or st.task != "cat":
        return False
    y = truth(st)[1]
    np = say(st, ["a crosstab of {y} and {p}", "the cross table of true ({y}) and predicted classes ({p})", "a table of {y} against {p} with pandas crosstab", "a pandas crosstab with {y} in the rows and {p} in the columns", "pd.crosstab of {y} and {p}", "the cross tabulation of {y} by {p}", "how {y} and {p} go together, as a crosstab", "the crosstab of actual ({y}) against predicted ({p}) classes", "a cross-tabulated count of {y} (rows) and {p} (columns)", "a contingency table of {y} and {p} by pd.crosstab"], {"y": y, "p": st.pred})
    return bool(value_step(st, "crosstab", np, f"pd.crosstab({y}, {st.pred})", "table|ct|cross", [PD], f"OUT.to_numpy().sum() == len({y})", 0.4, y, st.pred))


def resid_follow(st: State) -> bool:
    name = st.things.get("resid")
    if not name:
        return False
    rng, q = st.rng, st.s.style.name
    if rng.random() < 0.5:
        bins = rng.choice([10, 15, 20, 30])
        text = say(st, ["histogram of {r} with {b} bins", "plot a histogram of {r}, {b} bins", "draw the distribution of {r} as a histogram with {b} bins", "how are {r} distributed? histogram with {b} bins", "{b}-bin histogram of {r}", "show a histogram of {r} using {b} bins", "bin {r} into {b} bars and plot them as a histogram", "visualise {r} with a histogram ({b} bins)", "plt.hist of {r}, bins={b}", "make a histogram from {r}; number of bins: {b}", "put {r} into a histogram with {b} bins"], {"r": name}, b=bins)
        return put(st, "resid_hist", text, [PLT], f"plt.hist({name}, bins={bins})\nplt.show()", "", name)
    word, expr = rng.choice([("largest absolute value", f"np.abs({name}).max()"), ("mean of the absolute values", f"np.abs({name}).mean()"), ("largest of the absolute values", f"np.abs({name}).max()"), ("biggest value in size, sign ignored, in the array", f"np.abs({name}).max()"), ("average absolute value", f"np.abs({name}).mean()"), ("average size, sign ignored,", f"np.abs({name}).mean()"), ("largest absolute entry", f"np.abs({name}).max()"), ("mean absolute value", f"np.abs({name}).mean()")])
    return bool(value_step(st, "resid_size", f"the {word} of {q(name)}", expr, "worst|max_err" if ".max()" in expr else "mean_abs|avg_abs", [NP], "OUT >= 0", 0.3, name))




QUESTIONS = {
    "cat": [
        ("how accurate is {m} on {d}?", "{acc}", "acc|accuracy|how_good", "accuracy_score"), ("what is the accuracy of {m} on {d}?", "{acc}", "acc|accuracy|how_good", "accuracy_score"), ("what accuracy does {m} reach on {d}?", "{acc}", "acc|accuracy|reached", "accuracy_score"), ("what fraction of {d} does {m} classify correctly?", "{acc}", "share_right|hit_rate|acc", "accuracy_score"), ("on {d}, what share of its predictions does {m} get right?", "{acc}", "share_right|right_share|acc", "accuracy_score"), ("how many rows of {d} are classified correctly by {m}?", "{same}.sum()", "n_right|n_correct|right", ""), ("on {d}, how many times is {m} right? <a count>", "{same}.sum()", "n_right|n_correct|hits", ""), ("what is the error rate of {m} on {d}?", "1 - {acc}", "error_rate|err_rate|wrong_share", "accuracy_score"), ("what fraction of {d} is misclassified by {m}?", "1 - {acc}", "error_rate|err_rate|wrong_share", "accuracy_score"), ("how often does {m} miss on {d}? <as a share>", "1 - {acc}", "error_rate|miss_rate|wrong_share", "accuracy_score"), ("how often is {m} right on {d}? <as a share>", "{acc}", "share_right|hit_rate|acc", "accuracy_score"),
        ("how many rows of {d} does {m} get right?", "{same}.sum()", "n_right|n_correct|right", ""), ("what share of {d} does {m} get wrong?", "1 - {acc}", "error_rate|err_rate|wrong_share", "accuracy_score"),
    ],
    "num": [
        ("how far off is {m} on {d} on average? <mean absolute error>", "mean_absolute_error({t}, {p})", "mae|avg_error|off_by", "mean_absolute_error"), ("by how much is {m} wrong on {d}, on average, sign ignored?", "mean_absolute_error({t}, {p})", "mae|avg_error|off_by", "mean_absolute_error"), ("what is the mean absolute error of {m} on {d}?", "mean_absolute_error({t}, {p})", "mae|avg_error|mean_err", "mean_absolute_error"), ("how large is the average absolute error that {m} makes on {d}?", "mean_absolute_error({t}, {p})", "mae|avg_error|mean_err", "mean_absolute_error"), ("what r2 does {m} reach on {d}?", "r2_score({t}, {p})", "r2|r2_reached", "r2_score"), ("what share of the variance in {d} is explained by {m}? <r2>", "r2_score({t}, {p})", "r2|explained", "r2_score"), ("how well does {m} fit {d}, as R squared?", "r2_score({t}, {p})", "r2|fit_r2", "r2_score"), ("how large is the worst absolute error of {m} on {d}?", "max_error({t}, {p})", "max_err|worst|largest_error", "max_error"), ("at most, how far off is {m} on {d}? <largest absolute error>", "max_error({t}, {p})", "max_err|worst|largest_error", "max_error"),
        ("how much of the variance in {d} does {m} explain? <r2>", "r2_score({t}, {p})", "r2|explained", "r2_score"),
        ("what is the largest absolute error of {m} on {d}?", "max_error({t}, {p})", "max_err|worst|largest_error", "max_error"),
    ],
}
STORED = ["{q} store it in {out}", "{q} put it into {out}", "{q} -> {out}", "{q} Save that as {out}", "{q} Call it {out}", "{q} keep the answer in {out}", "{q} the answer goes into {out}", "{q} Put the answer in {out}", "{out}: {q}", "{q} as {out}", "{q} I want that in {out}", "{q} => {out}", "{q} Name it {out}", "{q} (save as {out})", "{q} Assign it to {out}"]


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
