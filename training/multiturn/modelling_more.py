"""Modelling steps that go on by hand: scores over a range, the best of it refit, one sample, columns of probabilities."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_scores import compatible, truth
from training.multiturn.modelling_state import NP, PD, State, is_frame, put, say, sk, value_step
from training.multiturn.session import mention

# the wordings are tables
# fmt: off
SCANNED = {  # class, module, parameter, how it is said, what the model is called, a variable for it
    "cat": [("KNeighborsClassifier", "neighbors", "n_neighbors", "k", "a knn classifier", "k"), ("DecisionTreeClassifier", "tree", "max_depth", "depth", "a decision tree", "d")],
    "num": [("KNeighborsRegressor", "neighbors", "n_neighbors", "k", "a knn regressor", "k"), ("DecisionTreeRegressor", "tree", "max_depth", "depth", "a regression tree", "d")],
}


def scan(st: State) -> bool:
    """Cross-validation scores for each value of a range, as a list."""
    rng, (xt, yt) = st.rng, st.fit
    if not xt or "loop" in st.done:
        return False
    cls, module, param, word, what, item = rng.choice(SCANNED[st.task])
    item = item if item not in st.s.space else "value"
    model = "model" if "model" not in st.s.space else "candidate"
    first, last, folds = rng.choice([1, 1, 2, 3]), rng.choice([6, 8, 9, 10, 12]), rng.choice([3, 5])
    out = st.s.fresh("accs|scores|cv_scores|results" if st.task == "cat" else "scores|cv_scores|r2s|results")
    score = "accuracy" if st.task == "cat" else "R2"
    seed = ", random_state=0" if module == "tree" else ""
    text = say(st, [
        "{folds}-fold cross-validated {score} of {what} for {word} from {first} to {last}, in a list called {out}",
        "mean {folds}-fold cv {score} of {what} for each {word} in {first} to {last} (inclusive) -> list {out}",
        "{out}: list of the mean cross-validation {score} ({folds} folds) of {what} with {word} {first}..{last}",
        "Try {word} = {first} to {last} for {what} and collect the mean {folds}-fold cv {score} in a list {out}",         "for every {word} from {first} up to and including {last}, the mean {score} of {what} over {folds} folds; keep the list as {out}",         "which {word} is best for {what}? make a list {out} of the mean {folds}-fold cv {score}, {word} running from {first} to {last}",         "cross-validate {what} ({folds} folds) once for each {word} between {first} and {last} inclusive, mean {score} of each into the list {out}",         "list {out} with the average {score} of {what} in {folds}-fold cross-validation, one entry for each {word} = {first}, ..., {last}",         "let {word} go from {first} through {last} and store the mean {folds}-fold {score} of {what} for each in {out}, a list",         "vary {word} of {what} ({first} to {last}, both included): mean cross-validation {score} with cv={folds}, gathered in the list {out}",         "{what} with {word} {first} to {last}: cv {score} averaged over {folds} folds for each, as the list {out}",
    ], {"out": out}, folds=folds, score=score, what=what, word=word, first=first, last=last)
    code = f"{out} = [cross_val_score({cls}({param}={item}{seed}), {xt}, {yt}, cv={folds}).mean() for {item} in range({first}, {last + 1})]"
    if len(code) > 96:
        code = f"{out} = []\nfor {item} in range({first}, {last + 1}):\n    {model} = {cls}({param}={item}{seed})\n    {out}.append(cross_val_score({model}, {xt}, {yt}, cv={folds}).mean())"
    if not put(st, "scan", text, [sk("model_selection", "cross_val_score"), sk(module, cls)], code, f"len({out}) == {last - first + 1}", out, xt, yt, word, score):
        return False
    st.things |= {"scan": out, "scan_first": str(first), "scan_word": word, "scan_made": f"{cls}({param}=BEST{seed})", "scan_what": what, "scan_import": sk(module, cls)}
    return True


def scan_best(st: State) -> bool:
    """The best value: the index of the largest score and where the range began."""
    if "scan" not in st.things:
        return False
    scores, first, word = (st.things[key] for key in ("scan", "scan_first", "scan_word"))
    numpy = st.rng.random() < 0.4
    index = f"int(np.argmax({scores}))" if numpy else f"{scores}.index(max({scores}))"
    out = st.s.fresh(f"best_{word}|best")
    text = say(st, ["which {word} was the best? {out}", "the {word} with the (highest|best) score in {s} -> {out}", "best {word} (the list starts at {first}) as {out}", "{out} = the {word} that scored best", "Which {word} has the highest score? Store it in {out}", "look up the {word} that belongs to the maximum of {s} and store it as {out}", "the winning {word} (scores in {s}, first entry is {word} {first}) -> {out}", "pick the {word} whose score in {s} is the largest; name it {out}", "what {word} gives the top score in {s}? {out}", "{out}: the optimal {word}, judged by {s}", "at which {word} does {s} peak? keep that in {out}", "find the best {word} from {s}, which begins at {first}, and call it {out}", "turn the position of the largest score into the {word} (counting from {first}) and save it in {out}"], {"out": out, "s": scores}, word=word, first=first)
    if not put(st, "scan_best", text, [NP] if numpy else [], f"{out} = {index} + {first}", f"{scores}[{out} - {first}] == max({scores})", out, scores, word):
        return False
    st.things["scan_out"] = out
    return True


def scan_refit(st: State) -> bool:
    """A model with the best value."""
    if "scan_out" not in st.things:
        return False
    best, word, (xt, yt) = st.things["scan_out"], st.things["scan_word"], st.fit
    out = st.s.fresh("final|best_model|final_model|refit")
    text = say(st, ["refit {what} with {best} on {x} and {y}, (call it|as) {out}", "fit {what} with the best {word} on {x}, {y} -> {out}", "{out}: {what} with {word} {best}, fitted on {x}, {y}", "train {what} with {word} set to {best} on {x} and {y}, named {out}", "now the final model: {what} with {word}={best}, fitted to {x}, {y}, as {out}", "with the winning {word}, fit {what} on {x} and {y} once more and store it as {out}", "use {best} as the {word} of {what}, fit it with {x}, {y}, and keep it in {out}", "{out} = {what} that uses {best} as its {word}, trained on {x}, {y}", "build {what} from {x} and {y} with the {word} we found ({best}); call it {out}", "take {best} for {word} and train {what} on {x}, {y} again -> {out}", "Let {out} be {what} refitted on {x} and {y} with {word} {best}"], {"best": best, "x": xt, "y": yt, "out": out}, what=st.things["scan_what"], word=word)
    code = f"{out} = {st.things['scan_made'].replace('BEST', best)}.fit({xt}, {yt})"
    return put(st, "scan_refit", text, [st.things["scan_import"]], code, f"hasattr({out}, 'classes_') or {out} is not None", out, best, xt, yt)


def sample(st: State) -> bool:
    """A prediction for one new sample: columns of X where it is a frame, a nested list where it is an array."""
    if not st.fitted or not st.model or st.scaled or not st.learnt or st.learnt not in st.s.space or "new_row" in st.done:
        return False
    rng, learnt = st.rng, st.s.space[st.learnt]
    width = learnt.shape[1] if getattr(learnt, "ndim", 0) == 2 else 0
    if not 1 <= width <= 5 or (is_frame(st, st.learnt) and list(learnt.columns) != st.columns):
        return False
    columns = list(learnt.columns) if is_frame(st, st.learnt) else []
    taken = learnt[columns].to_numpy() if columns else learnt
    if taken.dtype.kind not in "iuf":
        return False
    row = taken[rng.randrange(len(taken))]
    whole = [columns != [] and str(learnt[c].dtype).startswith("int") for c in columns] or [False] * width
    values = [str(int(v)) if w else str(round(float(v), 1)) for v, w in zip(row, whole, strict=True)]
    out = st.s.fresh("new_pred|guess|answer|predicted|estimate")
    if columns:
        said = [rng.choice([f"{mention(st.s, c)} {v}", f"{mention(st.s, c)} {v}", f"{mention(st.s, c)} = {v}", f"{v} for {mention(st.s, c)}"]) for c, v in zip(columns, values, strict=True)]
        words = ", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else said[0]
        x = f"pd.DataFrame([[{', '.join(values)}]], columns={st.x if st.x in st.s.space and is_frame(st, st.x) else st.learnt}.columns)"
    else:
        words = "the sample [" + ", ".join(values) + "]"
        x = f"[[{', '.join(values)}]]"
    text = say(st, ["predict {w}, as {out}", "what does {m} predict for {w}? {out}", "prediction of {m} for {w} -> {out}", "What would {m} say for {w}? Save as {out}", "{out} = what {m} predicts for {w}", "let {m} make a prediction for {w}, in {out}", "use {m} for {w} and keep the predicted value as {out}", "here comes a new case: {w}. Store {m}'s prediction as {out}", "feed {w} to {m}; the answer is {out}", "try {m} on {w} and name the prediction {out}", "given {w}, which value does {m} predict? {out}", "get {m}'s prediction for {w} into {out}", "(I|we) have {w}. What does {m} predict? Put it in {out}"], {"m": st.model, "out": out}, w=words if not columns else f"one with {words}")
    text = text.replace("predict one with", "predict for one with").replace("predict the sample", "predict for the sample")
    return put(st, "sample", text, [PD] if columns else [], f"{out} = {st.model}.predict({x})[0]", "", out, st.model, *columns)


def proba_column(st: State) -> bool:
    """The probability of the second class as a column of the frame that the model learnt from."""
    if not compatible(st) or not st.frame or st.parts or len(getattr(st.s.space.get(st.model), "classes_", ())) != 2 or not hasattr(st.s.space[st.model], "predict_proba"):
        return False
    x, label = truth(st)[0], st.s.space[st.model].classes_[1]
    if len(st.s.space[x]) != len(st.s.space[st.frame]):
        return False
    c = st.rng.choice(["prob", "proba", "p_yes", "score", "risk", "chance"])
    text = say(st, ["add the probability of class {l} to {f} as column {c}", "new column {c} in {f}: the predicted probability of {l} from {m}", "put {m}'s probability of {l} into {f} as {c}", "{f} should have a column {c} that says how probable {l} is according to {m}", "for each row of {f}, the probability of class {l} from {m}, in the column {c}", "write {m}'s predicted probability for {l} to a column {c} of {f}", "{c} in {f} = predict_proba of {m}, class {l}", "attach the chance of {l} that {m} sees to {f}, named {c}", "store how likely {m} finds {l} for every row, as {c} in {f}", "Extend {f} with {c}, the probability that {m} gives to {l}", "column {c} of {f}: probability of {l} by {m}"], {"f": st.frame, "m": st.model, "c": c}, l=label)
    return put(st, "proba_column", text, [], f'{st.frame}["{c}"] = {st.model}.predict_proba({x})[:, 1]', f"{st.frame}['{c}'].between(0, 1).all()", st.frame, c, st.model, str(label))


def mean_guess(st: State) -> bool:
    """A baseline that says the mean of the training target for every test row."""
    if st.task != "num" or not st.parts:
        return False
    _, _, ytr, yte = st.parts
    np = say(st, ["the mean absolute distance of {b} from the mean of {a}", "baseline error on {b}: mean absolute difference to the mean of {a}", "the mean of the absolute differences between {b} and the mean of {a}", "the average absolute distance of {b} from the mean of {a}", "how far {b} is from the mean of {a} on average, in absolute terms", "{b} minus the mean of {a}, absolute and averaged", "the absolute distance of {b} from the mean of {a}, averaged over all rows", "the mean absolute difference between {b} and the average of {a}", "the absolute deviations of {b} from the mean of {a}, averaged"], {"a": ytr, "b": yte})
    return bool(value_step(st, "mean_guess", np, f"({yte} - {ytr}.mean()).abs().mean()" if hasattr(st.s.space[yte], "abs") else f"np.abs({yte} - {ytr}.mean()).mean()", "baseline|base_mae|baseline_mae", [] if hasattr(st.s.space[yte], "abs") else [NP], "OUT > 0", 0.1, ytr, yte))
