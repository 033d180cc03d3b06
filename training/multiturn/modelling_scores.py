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
    data = "the test (set|data|part|rows)" if st.parts else "all rows||the (training data|same rows)||{x}"
    wordings = ["predict {d}, (call it|store as|as|save as) {out}", "predictions (for|on) {d} -> {out}", "predict {x} with {m} as {out}", "Use {m} to predict {d} and store the (result|predictions) in {out}", "{out} = predictions of {m} for {d}", "What does {m} predict for {x}? Keep it in {out}", "get {out} by predicting {d}"]
    text = say(st, wordings, {"x": x, "m": st.model, "out": out}, d=say(st, data.split("||"), {"x": x}))
    if not put(st, "predict", text, [], f"{out} = {st.model}.predict({x})", f"len({out}) == len({x})", x, st.model, out):
        return False
    st.pred = out
    return True


def predictions(st: State) -> tuple[str, str]:
    """Code of the predictions and how a writer speaks of them."""
    q = st.s.style.name
    if st.pred:
        return st.pred, st.rng.choice(["", f" of {q(st.pred)}", " of the predictions", " on the test set" if st.parts else ""])
    on = st.rng.choice([" on the test set", " on the test data"]) if st.parts else " on the training data"
    return f"{st.model}.predict({truth(st)[0]})", f" of {q(st.model)}{on}" if st.rng.random() < 0.7 else on


def metric(st: State) -> bool:
    if not compatible(st):
        return False
    rng = st.rng
    _, fn, args, words, outs = rng.choice([m for m in METRICS if m[0] == st.task])
    code, of = predictions(st)
    np = rng.choice(["", "the ", "the test " if st.parts else "the "]) + expand(words, rng) + of
    np = np.replace("test ", "", 1) if np.count("test") > 1 and np.startswith("the test") else np
    expr = f"{fn}({args.format(t=truth(st)[1], p=code)})"
    if fn == "classification_report":
        return put(st, fn, say(st, ["print the {np}", "show me the {np} (printed)", "{np}, printed"], np=np.removeprefix("the ")), [sk("metrics", fn)], f"print({expr})", "", st.pred, st.model)
    return bool(value_step(st, fn, np, expr, outs, [sk("metrics", fn)], "", 0.35, st.pred, st.model))


def score(st: State) -> bool:
    if not compatible(st) or st.cls.startswith("Grid"):
        return False
    x, y = truth(st)
    word = "accuracy" if st.task == "cat" else st.rng.choice(["R2", "R2 score"])
    on = " on the test set" if st.parts else " on the training data"
    np = say(st, ["the {word} of {m}{on}", "{word} of {m}{on}", "the {word}{on}", "{word}{on}"], {"m": st.model}, word=word, on=on)
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
    nps = [f"{'mean ' if mean else ''}{k}-fold cv {word} of {m}{on}", f"the {'mean ' if mean else ''}{k}-fold cross-validation {word}{'' if mean else ' scores'} of {m}{on}", f"the {'average score' if mean else 'scores'} of {m} in {k}-fold cross-validation{on}" if not mae else f"the {'mean ' if mean else ''}neg_mean_absolute_error of {m} with {k}-fold cross-validation{on}"]
    expr = f"cross_val_score({st.model}, {xt}, {yt}, cv={k}" + (', scoring="neg_mean_absolute_error")' if mae else ")") + (".mean()" if mean else "")
    out = value_step(st, "cross_val", rng.choice(nps), expr, "cv_mean|mean_score|cv_acc" if mean else "scores|cv_scores|cv", [sk("model_selection", "cross_val_score")], "" if mean else f"len(OUT) == {k}", 0.12, st.model, xt, yt)
    st.things["cv"] = out if out in st.s.space and not mean else ""
    return bool(out)


def proba(st: State) -> bool:
    if not compatible(st) or not hasattr(st.s.space.get(st.model), "predict_proba"):
        return False
    x, rng = truth(st)[0], st.rng
    data = "the test (set|rows)" if st.parts else "{x}"
    if len(st.s.space[st.model].classes_) == 2 and rng.random() < 0.5:
        np = say(st, ["the probability of the second class for {d}", "the predicted probabilities of class {c} for {d}"], d=say(st, [data], {"x": x}), c=st.s.space[st.model].classes_[1])
        out = value_step(st, "proba", np, f"{st.model}.predict_proba({x})[:, 1]", "probs|proba|p1", [], f"len(OUT) == len({x})", 0.05, x, st.model)
        st.things["p1"] = out if out in st.s.space else ""
        return bool(out)
    np = say(st, ["the class probabilities (for|of) {d}", "predict_proba of {m} (for|on) {d}", "the predicted probabilities for {d}"], {"m": st.model}, d=say(st, [data], {"x": x}))
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
    text = say(st, ["predict for {w}, store in {out}", "what does {m} (say|predict) for {w}? store it in {out}", "prediction of {m} for a new row with {w} -> {out}", "Predict {t} for {w} and call it {out}", "Use {m} on {w} and save the prediction as {out}"], {"m": st.model, "out": out}, w=words, t=mention(st.s, st.target) if st.target else st.y)
    return put(st, "new_row", text, [PD], f"{out} = {st.model}.predict(pd.DataFrame({row}))[0]", "", out, st.model, *columns)


def baseline(st: State) -> bool:
    """What the mean or the most common class would have scored."""
    if not st.parts:
        return False
    rng, (xtr, xte, ytr, yte) = st.rng, st.parts
    if st.task == "cat":
        np = expand("(the accuracy|accuracy) on the test set of always (predicting|guessing) the most (common|frequent) class||the test accuracy of a baseline that always (says|predicts) the most frequent class||test accuracy of a most-frequent DummyClassifier", rng)
        expr = f'DummyClassifier(strategy="most_frequent").fit({xtr}, {ytr}).score({xte}, {yte})'
        return bool(value_step(st, "baseline", np, expr, "baseline|base|base_acc", [sk("dummy", "DummyClassifier")], "0 <= OUT <= 1", 0.2, *st.parts))
    fn, word = rng.choice([("mean_absolute_error", "MAE"), ("mean_absolute_error", "mean absolute error"), ("root_mean_squared_error", "RMSE")])
    np = expand(f"the test {word} of always predicting the training mean||the {word} we would get on the test set by predicting the mean of YTR||baseline {word} on the test set: predict the mean of YTR everywhere", rng).replace("YTR", st.s.style.name(ytr))
    return bool(value_step(st, "baseline", np, f"{fn}({yte}, np.full(len({yte}), {ytr}.mean()))", "baseline|base|base_err", [NP, sk("metrics", fn)], "OUT > 0", 0.2, *st.parts))


def residuals(st: State) -> bool:
    if not st.pred or st.task != "num":
        return False
    y = truth(st)[1]
    np = say(st, ["the residuals", "residuals (true minus predicted)", "the residuals ({y} minus {p})", "{y} minus the predictions"], {"y": y, "p": st.pred})
    st.things["resid"] = value_step(st, "residuals", np, f"{y} - {st.pred}", "residuals|resid|res|errors", [], f"len(OUT) == len({y})", 0.0, y, st.pred)
    return bool(st.things["resid"])


def wrong(st: State) -> bool:
    if not st.pred or st.task != "cat":
        return False
    y = truth(st)[1]
    np = say(st, ["the number of wrong predictions", "how many predictions are wrong", "how many of {p} are wrong", "the count of misclassified rows"], {"p": st.pred})
    return bool(value_step(st, "wrong", np, f"({st.pred} != {y}).sum()", "n_wrong|wrong|mistakes|errors", [], "OUT >= 0", 0.3, st.pred))


def pred_column(st: State) -> bool:
    """Predictions (or clusters) as a column of the frame."""
    if not st.frame or not st.pred or st.parts:
        return False
    c = st.rng.choice(["predicted", "pred", "prediction", "fitted"])
    text = say(st, ["add the predictions to {f} as column {c}", "put {p} into a new column {c} of {f}", "new column {c} in {f} with the predictions"], {"f": st.frame, "p": st.pred, "c": c})
    return put(st, "pred_column", text, [], f'{st.frame}["{c}"] = {st.pred}', f"'{c}' in {st.frame}.columns", st.frame, c, st.pred)


def pred_plot(st: State) -> bool:
    if not st.pred or st.task != "num":
        return False
    y = truth(st)[1]
    text = say(st, ["plot predicted against true values", "scatter of {y} and {p}", "scatter plot true vs predicted", "Draw {p} over {y} as points, label the axes true and predicted"], {"y": y, "p": st.pred})
    return put(st, "pred_plot", text, [PLT], f'plt.scatter({y}, {st.pred})\nplt.xlabel("true")\nplt.ylabel("predicted")\nplt.show()', "", y, st.pred)
