"""Modelling steps that fit: single models, pipelines, grids, loops over a parameter."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_state import NP, PLT, State, is_frame, put, say, sk, value_step
from training.multiturn.modelling_tables import FIT, MODELS, ON_ALL, ON_TRAIN, PIECES, TUNED
from training.multiturn.phrase import expand, fill, literal


# the wordings are tables
# fmt: off
def where(st: State) -> str:
    words = [*(["on the scaled (training data|data)", "using the scaled training data"] if st.parts else ["on the scaled data", "using the scaled features"]), "on {xt} and {yt}", "with {xt} and {yt}", "using {xt}, {yt}"] if st.scaled and "polynomial" not in st.done else ["on {xt} and {yt}", "with {xt} and {yt}", "using {xt}, {yt}", "on {xt}, {yt}"] if st.scaled else ON_TRAIN if st.parts else ON_ALL
    return say(st, words, {"xt": st.fit[0], "yt": st.fit[1]})


SLOW = ("GradientBoostingClassifier", "LogisticRegression", "SVC")


def large(st: State) -> bool:
    return bool(st.s.space[st.x].shape[0] > 1000)


def fit(st: State, op: str = "fit") -> bool:
    """A model, named as asked, fitted on the train part if there is one."""
    rng = st.rng
    spec = rng.choice([m for m in MODELS if m.task == st.task and m.cls != st.cls and not (large(st) and m.cls in SLOW)])
    value = rng.choice(spec.values)
    what = fill(expand(spec.words, rng), lambda _: str(value))
    args = spec.args.format(p=value)
    if spec.random:
        seed = rng.choice([0, 1, 7, 42]) if rng.random() < 0.35 else None
        what += rng.choice([f", random_state {seed}", f", seed {seed}", f" and random_state={seed}", f" (seed {seed})", f", random state {seed}", f" (random_state={seed})", f" using seed {seed}"]) if seed is not None else ""
        args = ", ".join(a for a in (args, f"random_state={seed or 0}") if a)
    model = st.s.fresh(rng.choice([spec.names, spec.names, "model|clf|est" if st.task == "cat" else "model|reg|est"]))
    article = "an" if what[0] in "aeioAEIO" or what.startswith(("svm", "svc", "8", "11")) else "a"
    text = say(st, FIT, {"model": model}, what=what, a=article, where=where(st))
    xt, yt = st.fit
    code = f"{model} = {spec.cls}({args}).fit({xt}, {yt})" if st.chained else f"{model} = {spec.cls}({args})\n{model}.fit({xt}, {yt})"
    if not put(st, op, text, [sk(spec.module, spec.cls)], code, f"hasattr({model}, 'predict')", model, xt, yt):
        return False
    st.model, st.cls, st.fitted, st.learnt, st.pred = model, spec.cls, True, xt, ""
    return True


def second_model(st: State) -> bool:
    return "fit" in st.done and fit(st, "fit_second")


def pipeline(st: State) -> bool:
    """Steps and a model in one estimator, fitted or not."""
    rng = st.rng
    holes = st.s.space[st.fit[0]].isna().any().any() if is_frame(st, st.fit[0]) else False
    pieces = [rng.choice(["mean", "median"])] if holes or rng.random() < 0.35 else []
    pieces.append(rng.choice(["standard", "standard", "minmax", "poly" if len(st.columns) < 5 else "standard"]))
    if "poly" in pieces and st.s.space[st.x].shape[1] > 6:
        return False
    spec = rng.choice([m for m in MODELS if m.task == st.task and m.cls not in ("GaussianNB",)])
    value = rng.choice(spec.values)
    words = [expand(PIECES[p][2], rng) for p in pieces] + [fill(expand(spec.words, rng), lambda _: str(value))]
    args = ", ".join(a for a in (spec.args.format(p=value), "random_state=0" if spec.random else "") if a)
    calls = [PIECES[p][0] for p in pieces] + [f"{spec.cls}({args})"]
    out = st.s.fresh("pipe|pipeline|model|pl")
    fits = rng.random() < 0.6
    both = ", ".join(words[:-1]) + " and " + words[-1]
    text = say(st, ["(make|build|create) a pipeline {out} (with|of) {w}{fit}", "pipeline: {arrow} -> {out}{fit}", "{out} = pipeline of {w}{fit}", "Put {w} into a pipeline (called|named) {out}{fit}", "a pipeline with {w}, (named|called) {out}{fit}", "chain {w} into one pipeline {out}{fit}", "one estimator {out} that does {arrow}{fit}", "combine {w} in a pipeline and keep it as {out}{fit}", "we want a pipeline: {arrow}; call it {out}{fit}", "Let {out} be a pipeline made of {w}{fit}", "sklearn pipeline {out}, steps {arrow}{fit}", "wrap {w} up as a pipeline (make_pipeline) in {out}{fit}", "string {w} together as the pipeline {out}{fit}", "everything in one pipeline, {arrow}, as {out}{fit}"], {"out": out}, w=both, arrow=rng.choice([", ", ", then "]).join(words), fit=f", (fit|fitted) {where(st)}".replace("(fit|fitted)", rng.choice(["fitted", "fit"])) if fits else "")
    imports = [sk("pipeline", "make_pipeline"), *(sk(PIECES[p][1], PIECES[p][0].split("(")[0]) for p in pieces), sk(spec.module, spec.cls)]
    xt, yt = st.fit
    code = f"{out} = make_pipeline({', '.join(calls)})" + (f"\n{out}.fit({xt}, {yt})" if fits else "")
    if not put(st, "pipeline", text, imports, code, f"len({out}.steps) == {len(calls)}", out, xt, yt):
        return False
    st.model, st.cls, st.fitted, st.learnt, st.pred = out, "Pipeline", fits, xt, ""
    return True


def fit_pipeline(st: State) -> bool:
    if not st.model or st.fitted:
        return False
    text = say(st, ["fit {m} {w}", "fit the pipeline {w}", "train {m} {w}", "now fit it {w}", "the pipeline is not fitted yet: fit {m} {w}", "call fit of {m} {w}", "time to train the pipeline {w}", "let {m} learn {w}", "{m} should be fitted {w}", "train the whole pipeline {w}", "run the fit of {m} {w}", "have {m} trained {w}"], {"m": st.model}, w=where(st))
    if not put(st, "fit_pipeline", text, [], f"{st.model}.fit({st.fit[0]}, {st.fit[1]})", "", st.model, *st.fit):
        return False
    st.fitted, st.learnt = True, st.fit[0]
    return True


def grid(st: State) -> bool:
    rng = st.rng
    _, cls, module, args, param, _, what, _, lists = rng.choice([t for t in TUNED if t[0] == st.task])
    values, folds, out = rng.choice(lists), rng.choice([3, 4, 5]), st.s.fresh("grid|search|gs")
    text = say(st, ["grid search over {p} {v} for {what} with {k}-fold cv, (call it|named) {out}", "GridSearchCV of {cls} with {p} in {v}, cv={k}, as {out}, fitted {w}", "tune {p} of {cls} over {v} with a {k}-fold grid search {w}; store the search in {out}", "Find the best {p} among {v} for {cls} with GridSearchCV ({k} folds) and fit it {w}, named {out}", "which {p} out of {v} suits {cls}? grid search with {k} folds, fitted {w}, as {out}", "search the grid {p} = {v} for {what}, {k} folds, and fit the search {w}: {out}", "{out} = GridSearchCV for {what} over {p} {v} with cv {k}; fit it {w}", "cross-validate (cv={k}) every {p} of {v} for {cls} by GridSearchCV {w} and keep the search as {out}", "Set up a grid search {out} of {cls}: {p} from {v}, {k}-fold, then fit {w}", "run a {k}-fold GridSearchCV {w} over {p} in {v}, estimator {cls}, in {out}", "let GridSearchCV try the values {v} of {p} for {what} ({k}-fold cv) {w}, (saved|stored) as {out}", "pick {p} for {cls} from {v} with a grid search, cv={k}, fitted {w}; name the search {out}"], {"out": out}, p=param, v=literal(values), what=rng.choice(what.split("|")), cls=cls, k=folds, w=where(st))
    code = f'{out} = GridSearchCV({cls}({args}), {{"{param}": {values}}}, cv={folds})\n{out}.fit({st.fit[0]}, {st.fit[1]})'
    if not put(st, "grid", text, [sk("model_selection", "GridSearchCV"), sk(module, cls)], code, f"'{param}' in {out}.best_params_", out, cls, param, *st.fit):
        return False
    st.model, st.cls, st.fitted, st.learnt, st.pred = out, "Grid:" + param, True, st.fit[0], ""
    return True


def grid_best(st: State) -> bool:
    if not st.cls.startswith("Grid:"):
        return False
    rng, g, param = st.rng, st.model, st.cls[5:]
    expr, np, outs = rng.choice([(f"{g}.best_params_", rng.choice(["the best parameters", "the best parameter setting", "the winning parameters", "the best params", "the parameter dictionary that came out best"]), "best_params|best"), (f"{g}.best_score_", rng.choice(["the best cross-validation score", "the best cv score", "the highest mean cv score", "the cross-validated score of the best setting", "the top cross-validation score"]), "best_score|cv_best"), (f'{g}.best_params_["{param}"]', rng.choice([f"the best {param}", f"the winning {param}", f"the best value of {param}", f"the {param} with the best cv score", f"the {param} that won"]), f"best_{param}|best")])
    return bool(value_step(st, "grid_best", np + rng.choice(["", f" of {st.s.style.name(g)}", f" of {st.s.style.name(g)}", " in the grid search", f" according to {st.s.style.name(g)}", " of the search"]), expr, outs, (), "", 0.35, g))


def loop(st: State) -> bool:
    """Scores of one hyperparameter's values, in a list."""
    rng = st.rng
    _, cls, module, args, param, word, what, var, lists = rng.choice([t for t in TUNED if t[0] == st.task])
    values, xt, yt, folds = rng.choice(lists), *st.fit, rng.choice([3, 5])
    out = st.s.fresh(rng.choice(["scores|results|accs" if st.task == "cat" else "scores|results|r2s", f"scores|{word}_scores".lower()]))
    var = st.s.fresh(var)
    item = word.lower() if word.lower() not in st.s.space else "value"
    made = f"{cls}({param}={item}{', ' + args if args else ''})"
    score = "accuracy" if st.task == "cat" else "R2"
    if st.parts:
        how = rng.choice([f"the test {score}", f"the {score} on the test set", f"the {score} on the test data", f"the {score} for the test part"])
        body = f"    model = {made}.fit({xt}, {yt})\n    {out}.append(model.score({st.test}, {st.parts[3]}))"
        imports = [sk(module, cls)]
    else:
        how = rng.choice([f"the mean {folds}-fold cv {score}", f"the mean {score} of {folds}-fold cross-validation", f"the average {score} over {folds} cross-validation folds", f"the mean {score} from a {folds}-fold cross-validation", f"the mean cv {score} ({folds} folds)"])
        body = f"    {out}.append(cross_val_score({made}, {xt}, {yt}, cv={folds}).mean())"
        imports = [sk("model_selection", "cross_val_score"), sk(module, cls)]
    text = say(st, ["try {what} with {word} in {var} = {v} and collect {how} in a list {out}", "for {word} in {v} (list {var}) fit {what} and append {how} to {out}", "loop over {var} = {v}: {how} of {what} with that {word}, in {out}", "Let {var} be {v}. For each {word}, put {how} of {what} into the list {out}", "{how} of {what} for each {word} in {var} = {v} -> list {out}", "how does {what} do with different values of {word}? {var} = {v}, {how} of each in a list {out}", "put the values {v} into {var}; go through them as {word} of {what} and gather {how} in the list {out}", "{var} = {v}. List {out}: {how} of {what} with every {word} in it", "vary the {word} of {what} over {var} = {v}, {how} goes into a list {out}", "start with {var} = {v} and an empty list {out}; for each {word} fit {what} and add {how}", "with {var} = {v}, use a for loop over the {word} of {what} to fill the list {out} with {how}", "check {what} with each {word} from {var} = {v}: record {how} in {out} (a list)", "write a loop that tries each {word} of {var} = {v} for {what} and appends {how} to the list {out}"], {"out": out, "var": var}, what=rng.choice(what.split("|")) if "SVC" not in cls else rng.choice(["an svc", "an svm", "a support vector classifier"]), word=word, v=literal(values), how=how)
    if not put(st, "loop", text, imports, f"{var} = {values}\n{out} = []\nfor {item} in {var}:\n{body}", f"len({out}) == {len(values)}", out, var, word, cls, xt, yt):
        return False
    st.things |= {"scores": out, "values": var, "word": word}
    return True


def loop_best(st: State) -> bool:
    if "loop" not in st.done:
        return False
    sc, var, word, rng = st.things["scores"], st.things["values"], st.things["word"], st.rng
    np = say(st, ["the {word} with the (best|highest) score", "the best {word}", "the value of {var} with the highest score in {sc}", "the {word} that scored best", "the entry of {var} whose score is the largest", "the {word} that belongs to the maximum of {sc}", "the winning {word}", "the {word} for which {sc} is highest", "the element of {var} that goes with the top score", "the {word} with the top value in {sc}", "the optimal {word} according to {sc}"], {"sc": sc, "var": var}, word=word)
    numpy = rng.random() < 0.6
    expr = f"{var}[np.argmax({sc})]" if numpy else f"{var}[{sc}.index(max({sc}))]"
    np += rng.choice(["", " (argmax)"]) if numpy else ""
    return bool(value_step(st, "loop_best", np, expr, f"best_{word.lower()}|best", [NP] if numpy else [], f"OUT in {var}", 0.2, sc, var, word))


def loop_plot(st: State) -> bool:
    if "loop" not in st.done:
        return False
    sc, var = st.things["scores"], st.things["values"]
    text = say(st, ["plot {sc} against {var}", "line plot of {sc} over {var} with markers", "draw the scores over {word}[ as a line]", "{sc} on the y axis, {var} on the x axis, as a line", "plot how the scores change with {word}", "show {sc} for each value of {var} as a line plot", "draw a line of {sc} against {var}", "a line chart with {var} along the x axis and {sc} upwards", "visualise {sc} against {var} as a line with markers", "plot the curve of {sc} over {var}, markers at the points", "graph {sc} versus {var}"], {"sc": sc, "var": var}, word=st.things["word"])
    marker = ', marker="o"' if "marker" in text else ""
    return put(st, "loop_plot", text, [PLT], f"plt.plot({var}, {sc}{marker})\nplt.xlabel(\"{st.things['word']}\")\nplt.ylabel(\"score\")\nplt.show()", "", sc, var)
