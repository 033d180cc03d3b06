"""Modelling steps after the fit: predictions and scores."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_state import NP, PD, PLT, State, is_frame, put, say, sk, value_step
from training.multiturn.modelling_tables import METRICS
from training.multiturn.phrase import expand
from training.multiturn.session import mention


# the wordings are tables
# fmt: off
def compatible(st: State) -> bool:
    """Whether the model can predict the test part (or X), as it stands."""
    return bool(st.model) and st.fitted and st.learnt == st.fit[0]


def truth(st: State) -> tuple[str, str]:
    return (st.test, st.parts[3]) if st.parts else st.fit


def predict(st: State) -> bool:
    if not compatible(st):
        return False
    x, _ = truth(st)
    out = st.s.fresh("pred|y_pred|preds|predictions|yhat|y_hat")
    data = "the test (set|data|part|rows)" if st.parts else "all rows||the (training data|same rows)||{x}||every row of {x}||all of {x}"
    wordings = ["predict {d}, (call it|store as|as|save as) {out}", "predictions (for|on) {d} -> {out}", "predict {x} with {m} as {out}", "Use {m} to predict {d} and store the (result|predictions) in {out}", "{out} = predictions of {m} for {d}", "What does {m} predict for {x}? Keep it in {out}", "get {out} by predicting {d}", "run {m} on {x} and keep the predictions as {out}", "let {m} predict {d}; (name|call) the predictions {out}", "{m}'s predictions (for|on) {d} (in|as|into) {out}", "apply {m} to {x}, predictions in {out}", "what would {m} say about {d}? {out}", "now make predictions for {d}, (named|called) {out}", "{out}: what {m} predicts for {d}", "feed {x} to {m} and store what it predicts in {out}", "put the predicted values for {d} into {out}", "Have {m} predict {x} -> {out}", "I need predictions of {m} for {d}, saved as {out}", "predicted values on {d} ({out})"]
    text = say(st, wordings, {"x": x, "m": st.model, "out": out}, d=say(st, data.split("||"), {"x": x}))
    if not put(st, "predict", text, [], f"{out} = {st.model}.predict({x})", f"len({out}) == len({x})", x, st.model, out):
        return False
    st.pred = out
    return True


def predictions(st: State) -> tuple[str, str]:
    """Code of the predictions and how a writer speaks of them."""
    q = st.s.style.name
    if st.pred:
        return st.pred, st.rng.choice(["", f" of {q(st.pred)}", " of the predictions", " on the test set" if st.parts else "", f" of {q(st.pred)} against {q(truth(st)[1])}", f" for {q(st.pred)}", f" with {q(truth(st)[1])} as truth and {q(st.pred)} as predictions", f" of {q(st.pred)}, compared with {q(truth(st)[1])}", " for these predictions", f" between {q(truth(st)[1])} and {q(st.pred)}"])
    on = st.rng.choice([" on the test set", " on the test data", " for the test rows", " on the test part", " on held-out data"]) if st.parts else st.rng.choice([" on the training data", " on the data it was fitted on", " on its own training rows"])
    return f"{st.model}.predict({truth(st)[0]})", f" of {q(st.model)}{on}" if st.rng.random() < 0.7 else on


def metric(st: State) -> bool:
    if not compatible(st):
        return False
    rng = st.rng
    _, fn, args, words, outs = rng.choice([m for m in METRICS if m[0] == st.task])
    code, of = predictions(st)
    said = expand(words, rng)
    np = (rng.choice(["", "the ", "the test " if st.parts else "the "]) if " of " not in said else "the ") + said + of
    np = np.replace("test ", "", 1) if np.count("test") > 1 and np.startswith("the test") else np
    expr = f"{fn}({args.format(t=truth(st)[1], p=code)})"
    if fn == "classification_report":
        return put(st, fn, say(st, ["print the {np}", "show me the {np} (printed)", "{np}, printed", "print out the {np}", "I want the {np} printed", "let me have the {np} as a printout", "print a {np}", "{np}: print it", "have the {np} printed", "use print to show the {np}"], np=np.removeprefix("the ")), [sk("metrics", fn)], f"print({expr})", "", st.pred, st.model)
    return bool(value_step(st, fn, np, expr, outs, [sk("metrics", fn)], "", 0.35, st.pred, st.model, *truth(st)))


def score(st: State) -> bool:
    if not compatible(st) or st.cls.startswith("Grid"):
        return False
    x, y = truth(st)
    word = st.rng.choice(["accuracy", "accuracy", "mean accuracy", "share of correct predictions"]) if st.task == "cat" else st.rng.choice(["R2", "R2 score", "R squared", "R^2", "coefficient of determination"])
    on = st.rng.choice([" on the test set", " on the test set", " on the test data", " on {x} and {y}", " for the test part"] if st.parts else [" on the training data", " on the training data", " on {x} and {y}", " on the data it learnt from"]).format(x=st.s.style.name(x), y=st.s.style.name(y))
    np = say(st, ["the {word} of {m}{on}", "{word} of {m}{on}", "the {word}{on}", "{word}{on}", "{m}'s {word}{on}", "the {word} that {m} reaches{on}", "the {word} {m} gets{on}", "the score ({word}) of {m}{on}", "what {m} scores{on}, as {word}", "the {word} for {m}{on}", "the model's {word}{on}", "the {word} of the model{on}", "{m}.score as {word}{on}"], {"m": st.model}, word=word, on=on)
    outs = "acc|accuracy|test_acc|score" if st.task == "cat" else "r2|score|test_r2"
    return bool(value_step(st, "score", np, f"{st.model}.score({x}, {y})", outs, [], "OUT <= 1", 0.3, st.model, x, y))


def cross_val(st: State) -> bool:
    if not st.model or st.cls.startswith("Grid"):
        return False
    slow = "Gradient" in st.cls or "Forest" in st.cls or st.cls == "Pipeline"
    rng, k, (xt, yt) = st.rng, st.rng.choice([3, 5] if slow else [3, 4, 5, 10]), st.fit
    mean, on = rng.random() < 0.45, rng.choice(["", " on the training data"]) if st.parts else rng.choice(["", f" on {xt}, {yt}"])
    mae = st.task == "num" and rng.random() < 0.25
    word = "accuracy" if st.task == "cat" else "MAE (negative)" if mae else "R2"
    m = st.s.style.name(st.model)
    nps = [f"{'mean ' if mean else ''}{k}-fold cv {word} of {m}{on}", f"the {'mean ' if mean else ''}{k}-fold cross-validation {word}{'' if mean else ' scores'} of {m}{on}", f"the {'average score' if mean else 'scores'} of {m} in {k}-fold cross-validation{on}" if not mae else f"the {'mean ' if mean else ''}neg_mean_absolute_error of {m} with {k}-fold cross-validation{on}", f"{'the average' if mean else 'the'} {word}{'' if mean else ' of each fold'} when {m} is cross-validated with {k} folds{on}", f"{'the mean of ' if mean else ''}the {k} cross-validation {'values' if mae else 'scores'} of {m}{on}, as {word}", f"{'the mean ' if mean else 'an array of the '}{word} of {m} {'over' if mean else 'in each of'} {k} cross-validation folds{on}", f"how {m} does in {k}-fold cross-validation{on}, {'mean ' if mean else ''}{word}{'' if mean else ' by fold'}", f"{'mean ' if mean else ''}{word}{'' if mean else ' fold by fold'} of {m} with cv={k}{on}", f"cross_val_score of {m} with {k} folds{on}, {word}{', averaged' if mean else ''}", f"{'the fold average of the ' if mean else 'the list of the '}{k}-fold cross-validated {word} for {m}{on}"]
    expr = f"cross_val_score({st.model}, {xt}, {yt}, cv={k}" + (', scoring="neg_mean_absolute_error")' if mae else ")") + (".mean()" if mean else "")
    out = value_step(st, "cross_val", rng.choice(nps), expr, "cv_mean|mean_score" + ("|cv_acc" if st.task == "cat" else "") if mean else "scores|cv_scores|cv", [sk("model_selection", "cross_val_score")], "" if mean else f"len(OUT) == {k}", 0.12, st.model, xt, yt)
    st.things["cv"] = out if out in st.s.space and not mean else ""
    return bool(out)


def proba(st: State) -> bool:
    if not compatible(st) or not hasattr(st.s.space.get(st.model), "predict_proba"):
        return False
    x, rng = truth(st)[0], st.rng
    data = "the test (set|rows)" if st.parts else "{x}"
    if len(st.s.space[st.model].classes_) == 2 and rng.random() < 0.5:
        np = say(st, ["the probability of the second class for {d}", "the predicted probabilities of class {c} for {d}", "how likely class {c} is for each row of {d}", "the probability of {c} for every row of {d}", "the chance of class {c}, row by row, for {d}", "for {d}, the predicted probability of class {c}", "the second column of predict_proba for {d}", "only the probability of class {c} for {d}", "predicted probability of {c} on {d}", "the probability that the class is {c}, for all of {d}"], d=say(st, [data], {"x": x}), c=st.s.space[st.model].classes_[1])
        out = value_step(st, "proba", np, f"{st.model}.predict_proba({x})[:, 1]", "probs|proba|p1", [], f"len(OUT) == len({x})", 0.05, x, st.model)
        st.things["p1"] = out if out in st.s.space else ""
        return bool(out)
    np = say(st, ["the class probabilities (for|of) {d}", "predict_proba of {m} (for|on) {d}", "the predicted probabilities for {d}", "the probability of every class for {d}", "for {d}, the probabilities of all classes", "the probabilities of the classes by {m}, for {d}", "how likely {m} finds each class for {d}", "the matrix of class probabilities for {d}", "the predicted probability of each class for {d}", "{m}'s class probabilities on {d}", "probabilities rather than classes for {d}, all columns"], {"m": st.model}, d=say(st, [data], {"x": x}))
    return bool(value_step(st, "proba", np, f"{st.model}.predict_proba({x})", "probs|proba|probabilities", [], f"len(OUT) == len({x})", 0.05, x, st.model))


def new_row(st: State) -> bool:
    """A prediction for one row whose numbers stand in the step."""
    if not st.fitted or not st.model or st.scaled or not 1 < len(st.columns) < 5 or not is_frame(st, st.learnt):
        return False
    rng, frame = st.rng, st.s.space[st.x]
    columns = list(frame.columns)
    values = [round(float(frame[c].quantile(rng.uniform(0.2, 0.8))), 1 if frame[c].abs().max() > 3 else 2) for c in columns]
    values = [int(v) if str(frame[c].dtype).startswith("int") else v for v, c in zip(values, columns, strict=True)]
    pairs = [rng.choice(["{c} {v}", "{c} {v}"]).format(c=mention(st.s, c), v=v) for c, v in zip(columns, values, strict=True)]
    words = ", ".join(pairs[:-1]) + " and " + pairs[-1]
    row = "{" + ", ".join(f'"{c}": [{v}]' for c, v in zip(columns, values, strict=True)) + "}"
    out = st.s.fresh("new_pred|one|guess|result|answer")
    text = say(st, ["predict for {w}, store in {out}", "what does {m} (say|predict) for {w}? store it in {out}", "prediction of {m} for a new row with {w} -> {out}", "Predict {t} for {w} and call it {out}", "Use {m} on {w} and save the prediction as {out}", "a new row has {w}; what is its predicted {t}? {out}", "say we have {w}: store {m}'s prediction in {out}", "with {w}, which {t} does {m} expect? Keep it as {out}", "{out} = predicted {t} for {w}", "let {m} predict one new observation, {w} -> {out}", "{t} of a case with {w} according to {m}, as {out}", "run {m} on a single new row ({w}) and name the prediction {out}", "take {w} as a new sample and put what {m} predicts into {out}", "{m} on {w}: prediction in {out}", "I have a new one: {w}. Predict its {t} as {out}"], {"m": st.model, "out": out}, w=words, t=mention(st.s, st.target) if st.target else st.y)
    return put(st, "new_row", text, [PD], f"{out} = {st.model}.predict(pd.DataFrame({row}))[0]", "", out, st.model, *columns)


def baseline(st: State) -> bool:
    """What the mean or the most common class would have scored."""
    if not st.parts:
        return False
    rng, (xtr, xte, ytr, yte) = st.rng, st.parts
    if st.task == "cat":
        np = expand("(the accuracy|accuracy) on the test set of always (predicting|guessing) the most (common|frequent) class||the test accuracy of a baseline that always (says|predicts) the most frequent class||test accuracy of a most-frequent DummyClassifier||the accuracy of a DummyClassifier (most_frequent) on the test set||how accurate the constant guess of the most common class is on the test data||the share of the test set we would get right by always guessing the most frequent class||the accuracy on the test data of a dummy model that only knows the most common class||the baseline accuracy on the test set, most frequent class for every row||the test score of a DummyClassifier with strategy most_frequent", rng)
        expr = f'DummyClassifier(strategy="most_frequent").fit({xtr}, {ytr}).score({xte}, {yte})'
        return bool(value_step(st, "baseline", np, expr, "baseline|base|base_acc", [sk("dummy", "DummyClassifier")], "0 <= OUT <= 1", 0.2, *st.parts))
    fn, word = rng.choice([("mean_absolute_error", "MAE"), ("mean_absolute_error", "mean absolute error"), ("root_mean_squared_error", "RMSE")])
    np = expand(f"the test {word} of always predicting the training mean||the {word} we would get on the test set by predicting the mean of YTR||baseline {word} on the test set: predict the mean of YTR everywhere||the {word} on the test set if every guess is the mean of YTR||the test {word} of a constant model that always answers the mean of YTR||what the {word} on the test data would be with the mean of YTR as the only prediction||the {word} of the naive guess (mean of YTR) for all test rows||the {word} on the test part for a baseline that knows only the mean of YTR||the baseline {word}: mean of YTR for every test row", rng).replace("YTR", st.s.style.name(ytr))
    return bool(value_step(st, "baseline", np, f"{fn}({yte}, np.full(len({yte}), {ytr}.mean()))", "baseline|base|base_err", [NP, sk("metrics", fn)], "OUT > 0", 0.2, *st.parts))


def residuals(st: State) -> bool:
    if not st.pred or st.task != "num":
        return False
    y = truth(st)[1]
    np = say(st, ["the residuals", "residuals (true minus predicted)", "the residuals ({y} minus {p})", "{y} minus the predictions", "the prediction errors ({y} minus {p})", "the difference {y} - {p}", "the true values minus the predicted ones", "what is left of {y} after subtracting {p}", "{p} subtracted from {y}", "the residual of every row, true minus predicted", "the errors, actual minus predicted", "the gaps between {y} and {p} ({y} minus {p})"], {"y": y, "p": st.pred})
    st.things["resid"] = value_step(st, "residuals", np, f"{y} - {st.pred}", "residuals|resid|res|errors", [], f"len(OUT) == len({y})", 0.0, y, st.pred)
    return bool(st.things["resid"])


def wrong(st: State) -> bool:
    if not st.pred or st.task != "cat":
        return False
    y = truth(st)[1]
    np = say(st, ["the number of wrong predictions", "how many predictions are wrong", "how many of {p} are wrong", "the count of misclassified rows", "the number of mistakes in {p}", "how many rows were misclassified", "the number of rows where {p} and {y} differ", "how often {p} is wrong, as a count", "the count of errors in the predictions", "the number of predictions that are not equal to {y}", "how many entries of {p} disagree with {y}", "the tally of misclassifications"], {"p": st.pred, "y": y})
    return bool(value_step(st, "wrong", np, f"({st.pred} != {y}).sum()", "n_wrong|wrong|mistakes|errors", [], "OUT >= 0", 0.3, st.pred, y))


def pred_column(st: State) -> bool:
    """Predictions (or clusters) as a column of the frame."""
    if not st.frame or not st.pred or st.parts:
        return False
    c = st.rng.choice(["predicted", "pred", "prediction", "fitted"])
    text = say(st, ["add the predictions to {f} as column {c}", "put {p} into a new column {c} of {f}", "new column {c} in {f} with the predictions", "{f} should get {p} as a column {c}", "store {p} in {f} under {c}", "attach {p} to {f} as {c}", "write the predictions to {f}, column {c}", "column {c} of {f} = {p}", "extend {f} by {c}, which holds {p}", "keep the predictions next to the data: {c} in {f}", "make {p} the column {c} of {f}", "append a column {c} to {f} with what the model predicted ({p})"], {"f": st.frame, "p": st.pred, "c": c})
    return put(st, "pred_column", text, [], f'{st.frame}["{c}"] = {st.pred}', f"'{c}' in {st.frame}.columns", st.frame, c, st.pred)


def pred_plot(st: State) -> bool:
    if not st.pred or st.task != "num":
        return False
    y = truth(st)[1]
    text = say(st, ["plot predicted against true values", "scatter of {y} and {p}", "scatter plot predicted vs true", "Draw {p} over {y} as points, label the axes true and predicted", "{y} on the x axis, {p} on the y axis, as points", "show how close {p} is to {y}: a scatter plot of predicted over true", "scatter the predicted values against the true ones", "predicted versus true as a scatter plot with labelled axes", "points for {y} (x) and {p} (y)", "visualise {p} against {y} with dots", "a plot of the predictions over the true values, one point for each row", "make a scatter plot, {y} across and {p} up, axes labelled true and predicted"], {"y": y, "p": st.pred})
    return put(st, "pred_plot", text, [PLT], f'plt.scatter({y}, {st.pred})\nplt.xlabel("true")\nplt.ylabel("predicted")\nplt.show()', "", y, st.pred)
