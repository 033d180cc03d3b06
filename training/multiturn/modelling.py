"""Modelling notebooks: they start at the user's own cell, and every step is one a data scientist asks for.

The user's cell (a data set of scikit-learn's, a csv file, made-up data, a few texts) stands in the text without its
imports, as a prompt has it; the steps after it bring their own. Tables of wordings are data (`modelling_tables`), a
function writes one kind of step (`modelling_features` ... `modelling_looks`), a plan says which kinds of step follow
each other.
"""

# ruff: noqa: E501
from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from training.multiturn.modelling_clusters import (
    best_k,
    centers,
    cluster_loop,
    cluster_means,
    elbow,
    kmeans,
    labels,
    loadings,
    n_components,
    pca,
    pca_share,
    pick_numbers,
    points_plot,
    silhouette,
    sizes,
    variance,
)
from training.multiturn.modelling_features import (
    dummies,
    encode,
    features,
    fill_missing,
    polynomial,
    scale,
    split,
)
from training.multiturn.modelling_looks import (
    compare,
    compare_best,
    crosstab,
    cv_summary,
    look,
    question,
    resid_follow,
    threshold,
)
from training.multiturn.modelling_models import (
    fit,
    fit_pipeline,
    grid,
    grid_best,
    large,
    loop,
    loop_best,
    loop_plot,
    pipeline,
    second_model,
)
from training.multiturn.modelling_more import mean_guess, proba_column, sample, scan, scan_best, scan_refit
from training.multiturn.modelling_scores import (
    baseline,
    cross_val,
    metric,
    new_row,
    pred_column,
    pred_plot,
    predict,
    proba,
    residuals,
    score,
    wrong,
)
from training.multiturn.modelling_start import start_csv, start_frame, start_made, start_texts, start_xy
from training.multiturn.modelling_state import State, Writer
from training.multiturn.modelling_texts import (
    bayes,
    label_counts,
    new_text,
    text_pipeline,
    text_score,
    vectorise,
    vocabulary,
)
from training.multiturn.modelling_weights import intercept, rules, top_feature, weights
from training.multiturn.phrase import Style
from training.multiturn.program import Program
from training.multiturn.session import Session

# fmt: off
FOLLOW: list[tuple[Writer, float]] = [
    (predict, 5), (metric, 6), (score, 2), (cross_val, 3), (proba, 2), (new_row, 6), (baseline, 2), (residuals, 4), (wrong, 2), (pred_column, 3), (pred_plot, 2), (weights, 4), (top_feature, 4),
    (intercept, 1), (second_model, 1), (fit_pipeline, 6), (grid_best, 6), (loop_best, 8), (loop_plot, 2),
    (compare, 1), (question, 3), (compare_best, 7), (cv_summary, 5), (threshold, 5), (crosstab, 2), (resid_follow, 5), (rules, 2),
    (scan, 3), (scan_best, 9), (scan_refit, 9), (sample, 5), (proba_column, 4), (mean_guess, 2),
]
CLUSTER: list[tuple[Writer, float]] = [(labels, 3), (sizes, 2), (centers, 2), (silhouette, 3), (points_plot, 2), (variance, 4), (kmeans, 3), (pca, 1), (cluster_loop, 1), (best_k, 6), (elbow, 6), (cluster_means, 5), (loadings, 2), (n_components, 5)]
WORDS: list[tuple[Writer, float]] = [(vocabulary, 2), (new_text, 3), (text_score, 2), (label_counts, 1)]
# fmt: on


def attempt_one(st: State, writers: Sequence[tuple[Writer, float]], tries: int = 10) -> bool:
    """One step of the kinds at hand, the first that works."""
    st.s.loose = len(st.s.turns) == st.s.grounded
    pool, shares = [w for w, _ in writers], [p for _, p in writers]
    return any(st.rng.choices(pool, shares)[0](st) for _ in range(tries))


def maybe(st: State, share: float, *writers: Writer) -> bool:
    return st.rng.random() < share and attempt_one(st, [(w, 1) for w in writers], 2)


def prepare(st: State) -> bool:
    """From the frame to X and y, with cleaning now and then."""
    if st.frame:
        maybe(st, 0.6, fill_missing)
        maybe(st, 0.35, fill_missing, encode, dummies, encode, label_counts)
    return bool(st.x) or attempt_one(st, [(features, 1)], 3)


def supervised(st: State) -> bool:
    if not prepare(st):
        return False
    maybe(st, 0.12, look)
    maybe(st, 0.1, polynomial)
    if "polynomial" not in st.done:
        maybe(st, 0.65, split)
        maybe(st, 0.25, scale)
    if large(st):
        return attempt_one(st, [(fit, 1)], 4)
    return attempt_one(st, [(fit, 6), (pipeline, 2), (grid, 1), (loop, 1.5), (compare, 1)], 6)


def clusters(st: State) -> bool:
    if not st.x and not attempt_one(st, [(pick_numbers, 1)], 2):
        return False
    st.y, st.task = (st.y, st.task) if st.y else ("", "")
    maybe(st, 0.6, scale)
    return attempt_one(st, [(kmeans, 3), (pca, 3), (pca_share, 1), (cluster_loop, 1)], 4)


def words_plan(st: State) -> bool:
    maybe(st, 0.25, label_counts)
    if st.rng.random() < 0.35:
        return attempt_one(st, [(text_pipeline, 1)], 3)
    return (
        attempt_one(st, [(vectorise, 1)], 3)
        and (maybe(st, 0.35, vocabulary) or True)
        and attempt_one(st, [(bayes, 1)], 3)
    )


class Modelling:
    """Draws modelling sessions."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def make(self) -> Program | None:
        rng = self.rng
        s = Session(rng, Style.draw(rng), "", loose=False)
        st = State(s, chained=rng.random() < 0.4)
        target = rng.choices([3, 4, 5, 6], [20, 35, 30, 15])[0]
        s.grounded = rng.randrange(target) if rng.random() < 0.35 else -1
        if not s.run("import matplotlib as _mpl\n_mpl.use('Agg')") or not self.start(st):
            return None
        plan, follow = self.plan(st)
        if not plan(st):
            return None
        while len(s.turns) < target and attempt_one(st, follow):
            pass
        if not 3 <= len(s.turns) <= 7:
            return None
        return self.finish(s)

    def start(self, st: State) -> bool:
        how = self.rng.choices([start_frame, start_xy, start_made, start_csv, None], [26, 19, 13, 33, 9])[0]
        if how is None:
            return start_texts(st)
        st.s.loose = st.s.grounded == 0
        return how(st, self.rng.random() < 0.74)

    def plan(self, st: State) -> tuple[Callable[[State], bool], list[tuple[Writer, float]]]:
        if "text" in st.things:
            return words_plan, WORDS
        return (clusters, CLUSTER) if self.rng.random() < 0.24 else (supervised, FOLLOW)

    def finish(self, s: Session) -> Program:
        """Grounding stays before one step, or before none."""
        for index, turn in enumerate(s.turns):
            if index != s.grounded:
                turn.grounding = ""
        if "matplotlib" in "".join(t.code for t in s.turns):
            s.space["plt"].close("all")
        return Program(
            s.turns, s.header, "generated", "modelling", s.ops, [t.text for t in s.turns], s.setup, s.checks
        )
