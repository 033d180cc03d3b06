"""Modelling steps on short texts with labels: word counts, naive Bayes, new texts."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_start import QUOTES
from training.multiturn.modelling_state import PD, State, put, say, sk, value_step
from training.multiturn.phrase import literal
from training.multiturn.session import mention


# the wordings are tables
# fmt: off
def vectorise(st: State) -> bool:
    rng, f, c = st.rng, st.frame, st.things["text"]
    cls, word = rng.choice([("CountVectorizer", "word counts"), ("TfidfVectorizer", "tf-idf weights")])
    vec, out = st.s.fresh("vec|vectorizer|cv" if cls[0] == "C" else "vec|tfidf|vectorizer"), st.s.fresh("X|counts|features" if cls[0] == "C" else "X|weights|features")
    stop = rng.random() < 0.3
    tail = rng.choice([", without English stop words", ", dropping english stop words"]) if stop else ""
    text = say(st, ["turn {c} into {w} with a {cls} {vec}, as {out}{t}", "a {cls} on the {c} column: vectorizer {vec}, matrix {out}{t}", "Fit a {cls} (called|named) {vec} on {c} and store the matrix in {out}{t}", "{w} of {f}'s {c} column -> {out}, keep the {cls} as {vec}{t}", "convert the {c} column to {w}, using a {cls} (called|named) {vec}; result in {out}{t}", "{vec} = {cls}, fit it on {c} and put the transformed texts into {out}{t}", "the texts in {c} as a matrix of {w}: {out}, made with the {cls} {vec}{t}", "run a {cls} named {vec} over {c} and keep the matrix as {out}{t}", "we need numbers from {c}: {cls} {vec}, matrix of {w} {out}{t}", "build {out}, the {w} of every {c}, by means of a {cls} {vec}{t}", "vectorise {c} with {cls} (variable {vec}) into {out}{t}", "let a {cls} {vec} learn the words of {c}, and store the matrix of {w} as {out}{t}"], {"out": out, "vec": vec}, f=f, c=mention(st.s, c), w=word, cls=cls, t=tail)
    args = 'stop_words="english"' if stop else ""
    code = f'{vec} = {cls}({args})\n{out} = {vec}.fit_transform({f}["{c}"])'
    if not put(st, "vectorise", text, [sk("feature_extraction.text", cls)], code, f"{out}.shape[0] == len({f})", vec, out, c, cls, f):
        return False
    st.things["vec"], st.x = vec, out
    return True


def vocabulary(st: State) -> bool:
    vec, rng = st.things.get("vec"), st.rng
    if not vec:
        return False
    if rng.random() < 0.5:
        return bool(value_step(st, "vocabulary", rng.choice(["the size of the vocabulary", "how many words the vocabulary has", "the number of distinct words found", "the vocabulary size", "how many different words the vectorizer knows", "the count of words in the vocabulary", "the number of different words that the vectorizer found", "the length of the vocabulary", "how many distinct words were learnt", "the number of entries in the vocabulary"]), f"len({vec}.vocabulary_)", "n_words|vocab_size", [], "OUT > 3", 0.4, vec))
    np = rng.choice(["the total of each word as a Series, largest first", "a Series of the column sums by word, sorted descending", "a Series with each word's total over all texts, from high to low", "the words with their column totals, as a Series, biggest first", "every word's sum over the rows, as a pandas Series in descending order", "the column sums of the matrix as a Series with the words as index, largest first", "for each word the sum over all texts, as a Series from largest to smallest", "a Series indexed by word with the column totals, ordered from highest to lowest", "the sum per word (as a Series), ranked with the largest on top"])
    return bool(value_step(st, "word_totals", np, f"pd.Series({st.x}.sum(axis=0).A1, index={vec}.get_feature_names_out()).sort_values(ascending=False)", "totals|word_totals", [PD], "len(OUT) > 3", 0.1, vec))


def bayes(st: State) -> bool:
    vec = st.things.get("vec")
    if not vec:
        return False
    rng, model, t, f = st.rng, st.s.fresh("nb|clf|bayes|model"), st.target, st.frame
    text = say(st, ["multinomial naive bayes on {x} and {t}, call it {m}", "Fit a MultinomialNB (named|called) {m} (on|with) {x} to predict {t}", "train naive bayes (MultinomialNB) {m} with {x} and the {t} column", "{m} = MultinomialNB fitted on {x}, labels {t}", "learn {t} from {x} with multinomial naive Bayes, model {m}", "a MultinomialNB {m}, trained on {x} against {t}", "Let {m} be a multinomial naive bayes classifier trained with {x} and {t}", "use multinomial naive bayes to predict {t} from {x}; the model is {m}", "multinomial NB: features {x}, target {t}, (named|called) {m}", "build the classifier {m} (MultinomialNB) and fit it to {x} and {t}", "{m}: MultinomialNB on {x} for {t}", "have a MultinomialNB learn the {t} column from {x} and keep it as {m}"], {"x": st.x, "m": model}, t=mention(st.s, t))
    call = f'fit({st.x}, {f}["{t}"])'
    code = f"{model} = MultinomialNB().{call}" if st.chained or rng.random() < 0.3 else f"{model} = MultinomialNB()\n{model}.{call}"
    if not put(st, "bayes", text, [sk("naive_bayes", "MultinomialNB")], code, f"hasattr({model}, 'classes_')", model, st.x, t):
        return False
    st.model = model
    return True


def text_pipeline(st: State) -> bool:
    rng, out, f, c, t = st.rng, st.s.fresh("pipe|model|clf"), st.frame, st.things["text"], st.target
    vec, said = rng.choice([("CountVectorizer", "word counts (CountVectorizer)"), ("TfidfVectorizer", "tf-idf (TfidfVectorizer)")])
    cls, module, args, model = rng.choice([("MultinomialNB", "naive_bayes", "", "multinomial naive bayes"), ("LogisticRegression", "linear_model", "", "logistic regression")])
    text = say(st, ["pipeline {out}: {v} then {m}, fitted on {c} and {t}", "(make|build) a pipeline {out} of {v} and {m} and fit it on {c} to predict {t}", "{out} = pipeline of {v} and {m}, trained on {c} with labels {t}", "chain {v} and {m} into a pipeline {out}, then train it to predict {t} from {c}", "put {v} in front of {m} in one pipeline (called|named) {out} and fit it on {c}, {t}", "one estimator {out} that does {v} and then {m}; fit it with {c} as texts and {t} as labels", "learn {t} from {c} with a pipeline {out}: {v}, {m}", "Let {out} be {v} followed by {m} in a pipeline, fitted to {c} and {t}", "combine {v} with {m} in a pipeline, train on the {c} column against {t}, name it {out}", "texts {c}, labels {t}: train a pipeline {out} of {v} plus {m}", "{v} + {m} as pipeline {out}, fit on {c} to learn {t}"], {"out": out}, v=rng.choice([vec, said]), m=model, c=mention(st.s, c), t=mention(st.s, t))
    code = f'{out} = make_pipeline({vec}(), {cls}({args}))\n{out}.fit({f}["{c}"], {f}["{t}"])'
    if not put(st, "text_pipeline", text, [sk("pipeline", "make_pipeline"), sk("feature_extraction.text", vec), sk(module, cls)], code, f"len({out}.steps) == 2", out, c, t):
        return False
    st.model, st.things["vec"] = out, ""
    return True


def new_text(st: State) -> bool:
    if not st.model:
        return False
    vec, new = st.things.get("vec"), literal(st.things["new"], st.rng.choice(QUOTES))
    out = st.s.fresh(f"new_{st.target}|guess|answer|result")
    text = say(st, ["what does {m} predict for {n}? store it in {out}", "predict {n} and call it {out}", "classify {n} -> {out}", "the predicted {t} of the text {n} as {out}", "Use {m} to classify {n}, save the answer as {out}", "which {t} does {m} give {n}? {out}", "what {t} would {n} get from {m}? keep it as {out}", "a new text comes in, {n}: (put|store) its predicted {t} (in|into) {out}", "run {n} through {m} and store the predicted {t} in {out}", "{out} = prediction of {m} for the text {n}", "how would {m} label {n}? Save the answer in {out}", "test {m} on {n}, the {t} goes into {out}", "Let {m} decide on {n} and name the outcome {out}", "{n} -> which {t}? save as {out}"], {"m": st.model, "out": out}, n=new, t=st.target)
    given = literal(st.things["new"])
    inner = f"{vec}.transform([{given}])" if vec else f"[{given}]"
    return put(st, "new_text", text, [], f"{out} = {st.model}.predict({inner})[0]", f"{out} in set({st.frame}['{st.target}'])", out, st.model, st.things["new"])


def text_score(st: State) -> bool:
    if not st.model:
        return False
    rng, f, t = st.rng, st.frame, st.target
    given = st.x if st.things.get("vec") else f'{f}["{st.things["text"]}"]'
    np = rng.choice(["the training accuracy", f"the accuracy of {st.s.style.name(st.model)} on the training texts", "training accuracy", f"the share of the training texts that {st.s.style.name(st.model)} gets right", "the accuracy on the texts it was trained on", f"the score of {st.s.style.name(st.model)} on its own training data", f"accuracy of {st.s.style.name(st.model)}, measured on the texts it learnt from", "the fraction of the training texts that are classified correctly", f"how accurate {st.s.style.name(st.model)} is on the training texts", "the in-sample accuracy"])
    return bool(value_step(st, "text_score", np, f'{st.model}.score({given}, {f}["{t}"])', "train_acc|acc|accuracy", [], "0 <= OUT <= 1", 0.35, st.model))


def label_counts(st: State) -> bool:
    if not st.frame:
        return False
    t = mention(st.s, st.target)
    if st.task != "cat":
        return False
    np = st.rng.choice([f"how many rows there are of each {t}", f"the counts of each {t}", f"the value counts of {t}", f"the number of rows per {t}", f"how often each {t} occurs", f"a count of the rows for every {t}", f"for each {t}, how many {'texts' if 'text' in st.things else 'rows'} it has", f"the tally of the {t} column", f"how the rows are spread over {t} (counts)", f"the class sizes by {t}", f"how many times every value of {t} appears"])
    return bool(value_step(st, "label_counts", np, f'{st.frame}["{st.target}"].value_counts()', "counts|class_counts|n_per_class", [], "", 0.4, st.target))
