"""Modelling flows: features, split, scaling, fit, predict, score, clusters, components."""

# ruff: noqa: E501, RUF059
from __future__ import annotations

import random
from typing import TYPE_CHECKING

from training.multiturn import tables
from training.multiturn.phrase import expand

if TYPE_CHECKING:
    from training.multiturn.session import Session

DATASETS = [
    ("iris", "load_iris", "species", "cat"), ("wine", "load_wine", "target", "cat"), ("breast cancer", "load_breast_cancer", "target", "cat"), ("diabetes", "load_diabetes", "target", "num"),
]  # fmt: skip
CLASSIFIERS = [
    ("LogisticRegression", "linear_model", "max_iter=1000", "(logistic regression|logistic regression model)"), ("DecisionTreeClassifier", "tree", "random_state=0", "decision tree[ classifier]"),
    ("DecisionTreeClassifier", "tree", "max_depth=3, random_state=0", "decision tree of (depth|maximum depth) 3"), ("RandomForestClassifier", "ensemble", "n_estimators=20, random_state=0", "random forest (with 20 trees|of 20 trees)"),
    ("KNeighborsClassifier", "neighbors", "n_neighbors=5", "(k-nearest neighbors classifier|nearest neighbor classifier|KNN classifier) with (k=5|5 neighbors)"), ("KNeighborsClassifier", "neighbors", "n_neighbors=3", "(3-nearest-neighbors classifier|KNN classifier with 3 neighbors)"),
    ("GaussianNB", "naive_bayes", "", "[Gaussian] naive Bayes classifier"), ("SVC", "svm", "", "(support vector classifier|support vector machine)"),
    ("GradientBoostingClassifier", "ensemble", "n_estimators=20, random_state=0", "gradient boosting classifier with 20 (trees|estimators)"), ("DummyClassifier", "dummy", "", "dummy classifier[ as a baseline]"),
]  # fmt: skip
REGRESSORS = [
    ("LinearRegression", "linear_model", "", "linear regression[ model]"), ("Ridge", "linear_model", "alpha=1.0", "ridge regression[ with alpha 1.0]"), ("Lasso", "linear_model", "alpha=0.1", "lasso[ regression] with alpha 0.1"),
    ("DecisionTreeRegressor", "tree", "max_depth=4, random_state=0", "(regression tree|decision tree regressor) of depth 4"), ("RandomForestRegressor", "ensemble", "n_estimators=20, random_state=0", "random forest regressor with 20 trees"),
    ("KNeighborsRegressor", "neighbors", "n_neighbors=5", "nearest neighbors regressor with 5 neighbors"), ("GradientBoostingRegressor", "ensemble", "n_estimators=20, random_state=0", "gradient boosting regressor with 20 trees"), ("DummyRegressor", "dummy", "", "dummy regressor[ as a baseline]"),
]  # fmt: skip
SCORES = {
    "cat": [("accuracy_score", "accuracy|acc", "accuracy"), ("confusion_matrix", "cm|matrix|confusion", "confusion matrix"), ("classification_report", "report", "classification report")],
    "num": [("mean_squared_error", "mse|error", "mean squared error"), ("mean_absolute_error", "mae|error", "mean absolute error"), ("r2_score", "r2|score", "R2 score"), ("root_mean_squared_error", "rmse", "root mean squared error")],
}  # fmt: skip


def load_dataset(s: Session) -> bool:
    """One of scikit-learn's tables as a frame."""
    rng = s.rng
    title, function, target, kind = rng.choice(DATASETS)
    name = rng.choice([title.split()[-1], "df", "data"])
    text = expand(
        rng.choice(
            [
                f"(Load|Get) the {title} (data|dataset|data set) (from scikit-learn|of sklearn|from sklearn) (as|into) a DataFrame [(named|called)] NAME",
                f"Load sklearn's {title} (data|dataset) as a [pandas] DataFrame NAME",
            ]
        ),
        rng,
    ).replace("NAME", s.style.name(name))
    code = f"from sklearn.datasets import {function}\n{name} = {function}(as_frame=True).frame"
    s.imports.add(f"from sklearn.datasets import {function}")
    if not s.add(text, code, f"len({name}) > 100", (name,), "load.sklearn"):
        return False
    frame = s.space[name]
    if function == "load_iris" and rng.random() < 0.6:
        frame_columns = [c.replace(" (cm)", "").replace(" ", "_") for c in frame.columns]
        text = (
            expand(
                "(Remove|Drop) CM from the column names of NAME and replace the spaces (with|by) underscores",
                rng,
            )
            .replace("NAME", s.style.name(name))
            .replace("CM", "' (cm)'")
        )
        if not s.add(
            text,
            f'{name}.columns = {name}.columns.str.replace(" (cm)", "").str.replace(" ", "_")',
            f"list({name}.columns) == {frame_columns!r}",
            (name,),
            "iris.names",
        ):
            return False
    frame = s.space[name]
    numbers = [c for c in frame.columns if c != "target"]
    s.frames[name] = [tables.Column(c, "float") for c in numbers] + [
        tables.Column("target", "cat" if kind == "cat" else "float", (0, 1, 2))
    ]
    s.shown = False
    return True


def flow(s: Session, limit: int) -> bool:
    """Steps from features to a score, as many as there is room for; False where the table does not suit."""
    rng = s.rng
    name = next(iter(s.frames))
    columns = s.frames[name]
    live = s.space[name]
    numbers = [
        c.name
        for c in columns
        if c.kind in ("int", "float") and c.name in live and not live[c.name].isna().any()
    ]
    cats = [c.name for c in columns if c.kind == "cat" and c.name in live and 1 < live[c.name].nunique() < 8]
    if len(numbers) < 3 or len(live) < 35:
        return False
    if rng.random() < 0.25:
        return cluster(s, name, numbers)
    kind = "cat" if cats and rng.random() < 0.55 else "num"
    target = rng.choice(cats) if kind == "cat" else rng.choice(numbers)
    features = [c for c in numbers if c != target]
    return supervised(
        s, name, target, features, kind, limit, everything=len(numbers) + (kind == "cat") == len(live.columns)
    )


def supervised(
    s: Session, name: str, target: str, features: list[str], kind: str, limit: int, everything: bool
) -> bool:
    from training.multiturn.session import mention

    rng, q = s.rng, s.style.name
    chosen = (
        features
        if everything and rng.random() < 0.6
        else rng.sample(features, min(len(features), rng.randint(1, 3)))
    )
    x, y = rng.choice(
        [("X", "y"), ("X", "y"), ("features", "target"), ("features", "labels"), ("X", "target")]
    )
    if x in s.space or y in s.space:
        return False
    t = mention(s, target)
    listed = (
        ", ".join(mention(s, c) for c in chosen[:-1])
        + (" and " if len(chosen) > 1 else "")
        + mention(s, chosen[-1])
    )
    if everything and len(chosen) == len(features):
        text = rng.choice(
            [
                f"Use {t} as target {q(y)} and all other columns as features {q(x)}",
                f"Set {q(x)} to all columns of {name} except {t} and {q(y)} to {t}",
                f"Separate {name} into features {q(x)} and target {q(y)}, which is {t}",
                f"Split the columns of {name} into features {q(x)} and labels {q(y)} (the column {t})",
            ]
        )
        code = f'{x} = {name}.drop(columns=["{target}"])\n{y} = {name}["{target}"]'
    else:
        text = rng.choice(
            [
                f"Take {listed} as features {q(x)} and {t} as target {q(y)}",
                f"Set {q(x)} to the columns {listed} and {q(y)} to {t}",
                f"Let {q(x)} be {listed} and {q(y)} be {t}",
                f"Use {listed} to predict {t}: put the features into {q(x)} and the target into {q(y)}",
                f"Define {q(x)} with {listed} and {q(y)} as the {t} column",
            ]
        )
        inner = ", ".join(f'"{c}"' for c in chosen)
        code = f'{x} = {name}[[{inner}]]\n{y} = {name}["{target}"]'
    if not s.add(
        text, code, f"len({x}) == len({y}) and {x}.ndim == 2", (name, x, y, *chosen, target), "model.features"
    ):
        return False
    return fitted(s, x, y, kind, limit)


def fitted(s: Session, x: str, y: str, kind: str, limit: int) -> bool:
    rng, q = s.rng, s.style.name
    size = rng.choice([0.2, 0.25, 0.3])
    seed = rng.choice([0, 0, 42, 1])
    parts = [f"{x}_train", f"{x}_test", f"{y}_train", f"{y}_test"]
    seeded = rng.random() < 0.75
    with_seed = (
        rng.choice(
            [
                f" (random_state {seed})",
                f" with random_state={seed}",
                f", random state {seed}",
                f" and random state {seed}",
            ]
        )
        if seeded
        else ""
    )
    text = (
        rng.choice(
            [
                f"Split {q(x)} and {q(y)} into training and test sets with {size:.0%} for the test",
                f"Make a train test split of {q(x)} and {q(y)} with test size {size}",
                f"Hold out {size:.0%} of the data for testing, as {', '.join(parts)}",
                f"Do a train/test split with a test size of {size:.0%}",
                f"Split the data into {', '.join(parts[:3])} and {parts[3]}, with {size:.0%} as test data",
            ]
        )
        + with_seed
    )
    code = (
        s.need(["from sklearn.model_selection import train_test_split"])
        + f"{', '.join(parts)} = train_test_split({x}, {y}, test_size={size}, random_state={seed if seeded else 0})"
    )
    if not s.add(text, code, f"len({parts[0]}) + len({parts[1]}) == len({x})", (x, y, *parts), "model.split"):
        return False
    train, test = parts[0], parts[1]
    if rng.random() < 0.3 and len(s.turns) < limit:
        scaler = rng.choice(["StandardScaler", "StandardScaler", "MinMaxScaler"])
        text = rng.choice(
            [
                f"Scale the features with a {scaler} fitted on the training data, as {q(train + '_scaled')} and {q(test + '_scaled')}",
                f"Fit a {scaler} on {q(train)} and transform {q(train)} and {q(test)} into {q(train + '_scaled')} and {q(test + '_scaled')}",
            ]
        )
        code = (
            s.need([f"from sklearn.preprocessing import {scaler}"])
            + f"scaler = {scaler}()\n{train}_scaled = scaler.fit_transform({train})\n{test}_scaled = scaler.transform({test})"
        )
        if not s.add(
            text, code, f"{train}_scaled.shape == {train}.shape", (train, test, scaler), "model.scale"
        ):
            return False
        train, test = f"{train}_scaled", f"{test}_scaled"
    cls, module, args, words = rng.choice(CLASSIFIERS if kind == "cat" else REGRESSORS)
    model = rng.choice(
        [
            "model",
            "model",
            "clf" if kind == "cat" else "reg",
            "tree"
            if "Tree" in cls
            else "forest"
            if "Forest" in cls
            else "knn"
            if "Neigh" in cls
            else "model",
        ]
    )
    what = expand(words, rng)
    template = rng.choice(
        [
            "(Fit|Train) WHAT (named|called) NAME (on|to) the training (data|set)",
            "(Train|Fit) WHAT (on|with) TRAIN and LABELS and call it NAME",
            "Create WHAT NAME and fit it (on|to) the training data",
            "Fit WHAT on the training data, save it as NAME",
            f"(Fit|Train) a {cls} on the training data as NAME".replace("(Fit|Train)", "Fit"),
        ]
    )
    if cls in template and args:
        template = template.replace(f"a {cls}", f"a {cls} with {args.replace(', ', ' and ')}")
    article = "an" if what[:1] in "aeio" else "a"
    text = (
        expand(template, rng)
        .replace("WHAT", f"{article} {what}")
        .replace("NAME", q(model))
        .replace("TRAIN", q(train))
        .replace("LABELS", q(parts[2]))
    )
    fit = f"{model}.fit({train}, {parts[2]})"
    chained = rng.random() < 0.15
    code = s.need([f"from sklearn.{module} import {cls}"]) + (
        f"{model} = {cls}({args}).fit({train}, {parts[2]})" if chained else f"{model} = {cls}({args})\n{fit}"
    )
    if not s.add(text, code, f"hasattr({model}, 'predict')", (model, cls, args, *parts), "model.fit." + cls):
        return False
    finish_model(s, model, test, parts[3], train, parts[2], kind, limit, cls)
    return True


def finish_model(
    s: Session,
    model: str,
    test: str,
    labels: str,
    train: str,
    train_labels: str,
    kind: str,
    limit: int,
    cls: str,
) -> None:
    """Predictions, scores, what the model learnt."""
    rng, q = s.rng, s.style.name
    pred = ""
    if rng.random() < 0.7 and len(s.turns) < limit:
        pred = rng.choice(["pred", "predictions", "y_pred", "predicted"])
        text = (
            expand(
                rng.choice(
                    [
                        "Predict the test (data|set) and store the (result|predictions) (in|as) OUT",
                        "Use MODEL to predict [the] TEST, as OUT",
                        "(Make|Compute) predictions for the test set, named OUT",
                        "Predict on the test data and save as OUT",
                    ]
                ),
                rng,
            )
            .replace("OUT", q(pred))
            .replace("MODEL", q(model))
            .replace("TEST", q(test))
        )
        s.add(
            text,
            f"{pred} = {model}.predict({test})",
            f"len({pred}) == len({labels})",
            (pred, model, test),
            "model.predict",
        )
    while len(s.turns) < limit and rng.random() < 0.75:
        choice = rng.random()
        if pred and pred in s.space and choice < 0.5:
            fn, outs, words = rng.choice(SCORES[kind])
            out = s.fresh(outs)
            np = rng.choice(
                [
                    f"the {words} of the predictions",
                    f"the {words} on the test set",
                    f"the {words} of {q(pred)}",
                    f"the test {words}",
                ]
            )
            if rng.random() < 0.4 or fn == "classification_report":
                text, code = f"Print {np}", f"print({fn}({labels}, {pred}))"
            else:
                text, code = (
                    rng.choice(
                        [
                            f"Compute {np} as {q(out)}",
                            f"Calculate {np} and store it in {q(out)}",
                            f"Assign {np} to {q(out)}",
                        ]
                    ),
                    f"{out} = {fn}({labels}, {pred})",
                )
            code = s.need([f"from sklearn.metrics import {fn}"]) + code
            s.add(text, code, "", (out, pred, fn), "model." + fn)
        elif choice < 0.62:
            word = "accuracy" if kind == "cat" else rng.choice(["R2 score", "score"])
            out = s.fresh("score|accuracy|test_score" if kind == "cat" else "score|r2|test_score")
            text, code = rng.choice(
                [
                    (
                        f"Print the {word} of {q(model)} on the test data",
                        f"print({model}.score({test}, {labels}))",
                    ),
                    (
                        f"Store the {word} of {q(model)} on the test set in {q(out)}",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                    (
                        f"Score {q(model)} on the test set as {q(out)}",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                ]
            )
            s.add(text, code, "", (model, out), "model.score")
        elif choice < 0.72:
            out = s.fresh("scores|cv_scores")
            k = rng.choice([3, 5])
            text = rng.choice(
                [
                    f"Run {k}-fold cross-validation of {q(model)} on the training data, as {q(out)}",
                    f"Cross-validate {q(model)} with {k} folds on the training data and store the scores in {q(out)}",
                ]
            )
            s.add(
                text,
                s.need(["from sklearn.model_selection import cross_val_score"])
                + f"{out} = cross_val_score({model}, {train}, {train_labels}, cv={k})",
                f"len({out}) == {k}",
                (out, model),
                "model.cv",
            )
        elif (choice < 0.82 and "Linear" in cls) or cls in ("Ridge", "Lasso"):
            out = s.fresh("coefs|coefficients|weights")
            s.add(
                rng.choice(
                    [
                        f"Get the coefficients of {q(model)} as {q(out)}",
                        f"Store the learned coefficients in {q(out)}",
                    ]
                ),
                f"{out} = {model}.coef_",
                "",
                (out, model),
                "model.coef",
            )
        elif choice < 0.9 and ("Forest" in cls or "Tree" in cls) and hasattr(s.space.get(train), "columns"):
            out = s.fresh("importances|importance")
            s.add(
                rng.choice(
                    [
                        f"Get the feature importances of {q(model)} as a Series {q(out)} with the feature names as index",
                        f"Store the feature importances with their column names as a Series in {q(out)}",
                    ]
                ),
                s.need(["import pandas as pd"])
                + f"{out} = pd.Series({model}.feature_importances_, index={train}.columns)",
                f"abs({out}.sum() - 1) < 1e-6",
                (out, model),
                "model.importance",
            )
        elif kind == "num" and pred and pred in s.space:
            text = rng.choice(
                [
                    "Plot the predictions against the true values",
                    f"Draw a scatter plot of {labels} and {pred}",
                    "Scatter plot of actual against predicted values",
                ]
            )
            s.add(
                text,
                s.need(["import matplotlib.pyplot as plt"])
                + f'plt.scatter({labels}, {pred})\nplt.xlabel("actual")\nplt.ylabel("predicted")\nplt.show()',
                "",
                (pred, labels),
                "model.plot",
            )
        else:
            break


def cluster(s: Session, name: str, numbers: list[str]) -> bool:
    """Clusters or principal components of some columns."""
    from training.multiturn.session import mention

    rng, q = s.rng, s.style.name
    chosen = rng.sample(numbers, min(len(numbers), rng.randint(2, 4)))
    listed = ", ".join(mention(s, c) for c in chosen[:-1]) + " and " + mention(s, chosen[-1])
    inner = ", ".join(f'"{c}"' for c in chosen)
    out = s.fresh("scaled|X_scaled|X")
    text = rng.choice(
        [
            f"Standardize {listed} with StandardScaler, as {q(out)}",
            f"Scale the columns {listed} with a StandardScaler and store the result in {q(out)}",
        ]
    )
    code = (
        s.need(["from sklearn.preprocessing import StandardScaler"])
        + f"{out} = StandardScaler().fit_transform({name}[[{inner}]])"
    )
    if not s.add(
        text, code, f"{out}.shape == (len({name}), {len(chosen)})", (out, name, *chosen), "model.standardize"
    ):
        return False
    if rng.random() < 0.6:
        k = rng.choice([2, 3, 4])
        model = s.fresh("kmeans|km|clusters")
        text = rng.choice(
            [
                f"Cluster {q(out)} into {k} groups with KMeans and call the model {q(model)}",
                f"Fit a KMeans model {q(model)} with {k} clusters on {q(out)}",
                f"Fit KMeans with {k} clusters to {q(out)}, named {q(model)}",
            ]
        )
        if not s.add(
            text,
            s.need(["from sklearn.cluster import KMeans"])
            + f"{model} = KMeans(n_clusters={k}, random_state=0, n_init=10)\n{model}.fit({out})",
            f"len(set({model}.labels_)) == {k}",
            (model, out),
            "model.kmeans",
        ):
            return False
        column = rng.choice(["cluster", "group", "label"])
        s.add(
            rng.choice(
                [
                    f"Add the cluster labels to {name} as a column {q(column)}",
                    f"Store the labels of {q(model)} in a new column {q(column)} of {name}",
                ]
            ),
            f'{name}["{column}"] = {model}.labels_',
            f"'{column}' in {name}.columns",
            (column, name),
            "model.labels",
        )
        if rng.random() < 0.7:
            n = chosen[0]
            means = s.fresh(f"cluster_means|by_{column}|means")
            s.add(
                rng.choice(
                    [
                        f"Compute the mean {mention(s, n)} per {column} as {q(means)}",
                        f"Find the average {mention(s, n)} of each {column} and store it in {q(means)}",
                    ]
                ),
                f'{means} = {name}.groupby("{column}")["{n}"].mean()',
                f"len({means}) == {k}",
                (means, column),
                "frame.group_mean",
            )
        return True
    comp = s.fresh("components|X_pca|pcs")
    text = rng.choice(
        [
            f"Reduce {q(out)} to 2 dimensions with PCA, as {q(comp)}",
            f"Project {q(out)} onto its first two principal components and store them in {q(comp)}",
        ]
    )
    if not s.add(
        text,
        s.need(["from sklearn.decomposition import PCA"])
        + f"pca = PCA(n_components=2)\n{comp} = pca.fit_transform({out})",
        f"{comp}.shape[1] == 2",
        (out, comp),
        "model.pca",
    ):
        return False
    if rng.random() < 0.6:
        s.add(
            rng.choice(
                [
                    "Print the explained variance ratio of the components",
                    "Print how much variance each component explains",
                ]
            ),
            "print(pca.explained_variance_ratio_)",
            "",
            (),
            "model.variance",
        )
    if rng.random() < 0.6:
        s.add(
            rng.choice(
                [
                    f"Plot the two columns of {q(comp)} as a scatter plot",
                    f"Draw a scatter plot of the first against the second column of {q(comp)}",
                ]
            ),
            s.need(["import matplotlib.pyplot as plt"])
            + f"plt.scatter({comp}[:, 0], {comp}[:, 1])\nplt.show()",
            "",
            (comp,),
            "model.plot_pca",
        )
    return True


__all__ = ["flow", "load_dataset", "random"]
