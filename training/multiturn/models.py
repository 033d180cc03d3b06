"""Modelling flows: features, split, scaling, fit, predict, score, clusters, components."""

# ruff: noqa: E501, RUF059
from __future__ import annotations

from typing import TYPE_CHECKING

from training.multiturn import tables
from training.multiturn.phrase import expand

if TYPE_CHECKING:
    from training.multiturn.session import Session

DATASETS = [
    ("iris", "load_iris", "species", "cat"), ("wine", "load_wine", "target", "cat"), ("breast cancer", "load_breast_cancer", "target", "cat"), ("diabetes", "load_diabetes", "target", "num"),
]  # fmt: skip
CLASSIFIERS = [
    ("LogisticRegression", "linear_model", "max_iter=1000", "logistic regression (model|classifier) with max_iter 1000||logistic regression||logistic regression of up to 1000 iterations||logistic classifier||LogisticRegression with max_iter=1000||logit model"), ("DecisionTreeClassifier", "tree", "random_state=0", "decision tree[ classifier]||classification tree||decision tree without a depth limit||plain decision tree||DecisionTreeClassifier"),
    ("DecisionTreeClassifier", "tree", "max_depth=3, random_state=0", "decision tree of (depth|maximum depth) 3||decision tree no deeper than 3 levels||tree classifier limited to depth 3||classification tree with max_depth 3||DecisionTreeClassifier with max_depth=3"), ("RandomForestClassifier", "ensemble", "n_estimators=20, random_state=0", "random forest (with 20 trees|of 20 trees)||forest of 20 decision trees||RandomForestClassifier with 20 trees||random forest classifier made of 20 trees||20-tree random forest"),
    ("KNeighborsClassifier", "neighbors", "n_neighbors=5", "(k-nearest neighbors classifier|nearest neighbor classifier|KNN classifier) with (k=5|5 neighbors)||knn model that looks at the 5 nearest points||5-nearest-neighbours classifier||KNeighborsClassifier of 5 neighbours"), ("KNeighborsClassifier", "neighbors", "n_neighbors=3", "(3-nearest-neighbors classifier|KNN classifier with 3 neighbors)||knn model with k = 3||nearest neighbour classifier that asks 3 neighbours||KNeighborsClassifier with n_neighbors=3||k-nearest-neighbour classifier, k being 3"),
    ("GaussianNB", "naive_bayes", "", "[Gaussian] naive Bayes classifier||GaussianNB||Gaussian naive Bayes model||naive Bayes model (Gaussian)"), ("SVC", "svm", "", "(support vector classifier|support vector machine)||support vector classifier (SVC) with default settings||support vector machine classifier||default support vector classifier"),
    ("GradientBoostingClassifier", "ensemble", "n_estimators=20, random_state=0", "gradient boosting classifier with 20 (trees|estimators)||GradientBoostingClassifier of 20 trees||boosted tree classifier, gradient boosting with 20 stages||gradient-boosted classifier (n_estimators=20)"), ("DummyClassifier", "dummy", "", "dummy classifier[ as a baseline]||baseline DummyClassifier||dummy model for classification (DummyClassifier)||DummyClassifier for comparison"),
]  # fmt: skip
REGRESSORS = [
    ("LinearRegression", "linear_model", "", "linear regression[ model]||ordinary least squares model||linear model||plain linear regression||least squares linear regression"), ("Ridge", "linear_model", "alpha=1.0", "ridge regression[ with alpha 1.0]||Ridge model with alpha=1.0||ridge model, alpha 1.0||ridge regressor with a penalty of 1.0"), ("Lasso", "linear_model", "alpha=0.1", "lasso[ regression] with alpha 0.1||Lasso model with alpha=0.1||lasso model, alpha 0.1||lasso regressor with a penalty of 0.1"),
    ("DecisionTreeRegressor", "tree", "max_depth=4, random_state=0", "(regression tree|decision tree regressor) of depth 4||regression tree no deeper than 4 levels||decision tree for regression with max_depth 4||DecisionTreeRegressor with max_depth=4"), ("RandomForestRegressor", "ensemble", "n_estimators=20, random_state=0", "random forest regressor with 20 trees||regression forest of 20 trees||RandomForestRegressor with n_estimators=20||random forest for regression, 20 trees||forest of 20 regression trees"),
    ("KNeighborsRegressor", "neighbors", "n_neighbors=5", "nearest neighbors regressor with 5 neighbors||knn regressor with k=5||KNeighborsRegressor of 5 neighbours||5-nearest-neighbours regressor||knn regression model that averages 5 neighbours"), ("GradientBoostingRegressor", "ensemble", "n_estimators=20, random_state=0", "gradient boosting regressor with 20 trees||GradientBoostingRegressor of 20 trees||boosted regression model, gradient boosting with 20 stages||gradient-boosted regressor (n_estimators=20)"), ("DummyRegressor", "dummy", "", "dummy regressor[ as a baseline]||baseline DummyRegressor||dummy model for regression (DummyRegressor)||DummyRegressor for comparison"),
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
                f"Bring in the {title} (data|dataset) that (comes|ships) with scikit-learn as a DataFrame (called|named) NAME",
                f"NAME = the {title} dataset of sklearn, as a frame",
                f"We (use|work with) the {title} data of scikit-learn; put all of it into a DataFrame NAME",
                f"Start from the built-in {title} dataset (sklearn) and keep the whole frame as NAME",
                f"Fetch {title} from sklearn.datasets into a pandas DataFrame, (call it|named) NAME",
                f"{title} dataset of scikit-learn -> DataFrame NAME",
                f"Make a DataFrame NAME out of sklearn's {title} (data|dataset)",
                f"Grab the {title} data set of scikit-learn as one table NAME",
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
                "(Remove|Drop) CM from the column names of NAME and replace the spaces (with|by) underscores||Clean the column names of NAME: no CM, underscores instead of spaces||In the headers of NAME, get rid of CM and turn (spaces|blanks) into underscores||Rename the columns of NAME by cutting out CM and writing _ for each space||The column names of NAME should lose CM and have underscores where the spaces are||Strip CM from the names of the columns of NAME, then swap the spaces for underscores||Tidy the headers of NAME: take CM out, spaces become underscores",
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
                f"We predict {t} ({q(y)}) from all of the other columns ({q(x)})",
                f"Everything in {name} apart from {t} goes into {q(x)}, and {t} goes into {q(y)}",
                f"Let {q(y)} be {t} and {q(x)} be what is left of {name} without it",
                f"Take {t} out of {name} as the target {q(y)} and keep the remaining columns as {q(x)}",
                f"Make {q(x)} from every column of {name} but {t}, which becomes {q(y)}",
                f"The response is {t} ({q(y)}), the predictors are the rest of {name} ({q(x)})",
                f"Put {name} without the {t} column into {q(x)} and the {t} column into {q(y)}",
                f"Drop {t} from {name} to get {q(x)}; the {t} column itself is {q(y)}",
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
                f"The inputs {q(x)} are {listed}, the output {q(y)} is {t}",
                f"We want to explain {t} by {listed}; call them {q(y)} and {q(x)}",
                f"Narrow {name} down to {listed} for {q(x)} and take {t} for {q(y)}",
                f"Build the feature table {q(x)} from {listed} and the target {q(y)} from {t}",
                f"For a model of {t}, put {listed} into {q(x)} and {t} into {q(y)}",
                f"Pull {listed} out of {name} as {q(x)}, and {t} as {q(y)}",
                f"Predictors: {listed}, in {q(x)}. Response: {t}, in {q(y)}",
                f"{t} should be predicted from {listed}. Store the target in {q(y)} and the inputs in {q(x)}",
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
                f" (seed {seed})",
                f", seed {seed}",
                f" (random_state={seed})",
                f", with random seed {seed}",
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
                f"Set aside {size:.0%} of {q(x)} and {q(y)} as a test set",
                f"Divide {q(x)} and {q(y)} at random, {1 - size:.0%} for training and {size:.0%} for testing",
                f"Keep {1 - size:.0%} of the rows to train on and test on the other {size:.0%}",
                f"Cut {q(x)} and {q(y)} into {', '.join(parts[:3])} and {parts[3]}; the test part gets {size:.0%}",
                f"We need test data: take {size:.0%} of the rows of {q(x)} and {q(y)} for it, the rest is for training",
                f"Use train_test_split on {q(x)} and {q(y)} with test_size={size}",
                f"Reserve {size:.0%} of the observations for the test and train on the remaining ones",
                f"Separate training and test data, {size:.0%} of the records being test data",
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
                f"Put the features on one scale: {scaler} learnt from {q(train)}, applied to both parts, giving {q(train + '_scaled')} and {q(test + '_scaled')}",
                f"Make scaled versions {q(train + '_scaled')} and {q(test + '_scaled')} of the two parts, with a {scaler} that only sees {q(train)} when it is fitted",
                f"Run {q(train)} and {q(test)} through a {scaler} fitted to {q(train)}; call the results {q(train + '_scaled')} and {q(test + '_scaled')}",
                f"Use {scaler} (fit on the training part only) to turn {q(train)} into {q(train + '_scaled')} and {q(test)} into {q(test + '_scaled')}",
                f"With a {scaler}, fit to {q(train)}, then transform {q(train)} as {q(train + '_scaled')} and {q(test)} as {q(test + '_scaled')}",
                f"Learn a {scaler} from {q(train)} and apply it to train and test, as {q(train + '_scaled')} and {q(test + '_scaled')}",
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
            "Let NAME be WHAT (trained|fitted) on TRAIN and LABELS",
            "NAME should be WHAT that is fitted (to|on) the training (data|part)",
            "Have WHAT learn from the training (data|rows) and (keep|store) it (as|in) NAME",
            "We try WHAT: (fit|train) it on TRAIN, LABELS and name it NAME",
            "Set up WHAT as NAME, then train it (on|with) TRAIN and LABELS",
            "(Put|Store) WHAT in NAME and fit that (on|to) the training (data|set)",
            "Use TRAIN and LABELS to (train|fit) WHAT, (stored|saved) as NAME",
            "Give me NAME, WHAT trained on the training (data|part)",
            "With the training data, (train|fit) WHAT (called|named) NAME",
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
                        "What does MODEL (predict|say) for TEST? (Store|Keep) it (in|as) OUT",
                        "Run MODEL on TEST and (keep|save) the predictions (in|as) OUT",
                        "OUT (should be|is) what MODEL predicts for TEST",
                        "Let MODEL predict the test (rows|set), result in OUT",
                        "Apply MODEL to the test (data|part) and (call|name) the predictions OUT",
                        "Get the predicted values for TEST (into|as) OUT",
                        "Put the predictions of MODEL for the test (rows|data) into OUT",
                        "Feed TEST to MODEL; (store|save) what it predicts as OUT",
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
                    f"the {words} for {q(pred)} against {q(labels)}",
                    f"the {words} of {q(pred)}, compared with {q(labels)}",
                    f"the {words} with {q(labels)} as truth and {q(pred)} as predictions",
                    f"the {words} for the test part",
                    f"the {words} between {q(labels)} and {q(pred)}",
                ]
            )
            if rng.random() < 0.4 or fn == "classification_report":
                how = [
                    "Print {}",
                    "Print out {}",
                    "I want {} printed",
                    "Let me have {} as a printout",
                    "Have {} printed",
                    "Use print to show {}",
                    "Print {} to the screen",
                ]
                text, code = rng.choice(how).format(np), f"print({fn}({labels}, {pred}))"
            else:
                text, code = (
                    rng.choice(
                        [
                            f"Compute {np} as {q(out)}",
                            f"Calculate {np} and store it in {q(out)}",
                            f"Assign {np} to {q(out)}",
                            f"Work out {np} and keep it in {q(out)}",
                            f"{q(out)} = {np}",
                            f"Put {np} into {q(out)}",
                            f"What is {np}? Store it in {q(out)}",
                            f"I need {np} as {q(out)}",
                            f"Let {q(out)} be {np}",
                            f"Save {np} under the name {q(out)}",
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
                    (
                        f"Show with print what {word} {q(model)} gets on {q(test)} and {q(labels)}",
                        f"print({model}.score({test}, {labels}))",
                    ),
                    (
                        f"Print how {q(model)} scores on the test set ({word})",
                        f"print({model}.score({test}, {labels}))",
                    ),
                    (
                        f"What {word} does {q(model)} reach on the test data? Print it",
                        f"print({model}.score({test}, {labels}))",
                    ),
                    (
                        f"What {word} does {q(model)} get on the test set? Keep it in {q(out)}",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                    (
                        f"Work out the {word} of {q(model)} on {q(test)}, {q(labels)} and call it {q(out)}",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                    (
                        f"Put the test {word} of {q(model)} into {q(out)}",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                    (
                        f"Evaluate {q(model)} with its score method on the test data, result in {q(out)}",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                    (
                        f"{q(out)} = the {word} that {q(model)} reaches on the test set",
                        f"{out} = {model}.score({test}, {labels})",
                    ),
                    (
                        f"How good is {q(model)} on the test data? Save its {word} as {q(out)}",
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
                    f"How does {q(model)} do in {k}-fold cross-validation on {q(train)}? Keep the scores in {q(out)}",
                    f"Get the {k} cross-validation scores of {q(model)} on {q(train)} and {q(train_labels)} as {q(out)}",
                    f"Use cross_val_score on {q(model)} with the training data, cv={k}, result in {q(out)}",
                    f"{q(out)} should hold the score of {q(model)} in each of {k} cross-validation folds of the training data",
                    f"Score {q(model)} by {k}-fold cross-validation ({q(train)}, {q(train_labels)}) and name the array {q(out)}",
                    f"Put the scores of a cross-validation of {q(model)} on the training part, {k} folds, into {q(out)}",
                    f"Check {q(model)} with {k} folds of the training data; the score of every fold goes into {q(out)}",
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
                        f"Put the weights that {q(model)} learnt for the features (coef_) into {q(out)}",
                        f"{q(out)} = the coefficients of {q(model)}",
                        f"What are the coefficients of {q(model)}? Keep them as {q(out)}",
                        f"Pull the fitted coefficients out of {q(model)} and call them {q(out)}",
                        f"Save the coefficients that {q(model)} found under {q(out)}",
                        f"Take coef_ of {q(model)} as {q(out)}",
                        f"Look up the model coefficients and store them as {q(out)}",
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
                        f"How important is each feature to {q(model)}? Make a Series {q(out)} of that, indexed by column name",
                        f"Make a pandas Series {q(out)} from the importances of {q(model)}, with the columns of {q(train)} as index",
                        f"{q(out)} = Series of the feature importances of {q(model)} by feature name",
                        f"Put the importance of every column, as {q(model)} sees it, into a Series {q(out)} indexed by the column names",
                        f"Label the feature importances of {q(model)} with the columns of {q(train)}, as a Series {q(out)}",
                        f"For each feature, its importance in {q(model)}: a Series called {q(out)} with the names as index",
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
                    "Scatter plot of predicted against actual values",
                    f"Show {pred} against {labels} as points",
                    f"Make a scatter plot, {labels} on the x axis and {pred} on the y axis",
                    "How close are the predictions to the actual values? Show it as a scatter plot",
                    f"Plot one dot for each test row, {labels} across and {pred} up",
                    "Visualise predicted over actual values with points, axes labelled",
                    f"Scatter {pred} over {labels}",
                    "Compare predictions and true values of the test rows in a scatter plot",
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
            f"Bring {listed} to mean 0 and standard deviation 1 with a StandardScaler, result in {q(out)}",
            f"Run {listed} of {name} through a StandardScaler and call the outcome {q(out)}",
            f"Use a StandardScaler on {listed}; the scaled data is {q(out)}",
            f"Let {q(out)} be the standardised columns {listed} (StandardScaler)",
            f"We need {listed} on one scale: apply StandardScaler and keep that as {q(out)}",
            f"Turn {listed} of {name} into z-scores by StandardScaler, in {q(out)}",
            f"Put a StandardScaler version of {listed} into {q(out)}",
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
                f"Find {k} clusters in {q(out)} by k-means and keep the model as {q(model)}",
                f"Group the rows of {q(out)} into {k} clusters; the KMeans model is {q(model)}",
                f"Run KMeans on {q(out)} with k = {k} and save it as {q(model)}",
                f"{q(model)} = KMeans for {k} groups, fitted on {q(out)}",
                f"Partition {q(out)} with a {k}-cluster KMeans (called {q(model)})",
                f"Let KMeans sort {q(out)} into {k} clusters and store the fitted model in {q(model)}",
                f"Segment {q(out)} into {k} groups with k-means, model name {q(model)}",
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
                    f"{name} should get a column {q(column)} with the cluster of each row",
                    f"Put the cluster that {q(model)} gave each row into {name} as {q(column)}",
                    f"Mark every row of {name} with its cluster label, in {q(column)}",
                    f"Write the labels found by {q(model)} to {name}, column {q(column)}",
                    f"Extend {name} by {q(column)}, the cluster labels",
                    f"Attach the labels of {q(model)} to {name} under {q(column)}",
                    f"Which cluster is each row in? Add that to {name} as {q(column)}",
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
                        f"For each {column}, work out the mean {mention(s, n)}; keep that as {q(means)}",
                        f"{q(means)} = {mention(s, n)} averaged within each {column}",
                        f"What is the mean {mention(s, n)} in every {column}? Store it in {q(means)}",
                        f"Group {name} by {column} and take the mean of {mention(s, n)}, as {q(means)}",
                        f"Put the average {mention(s, n)}, {column} by {column}, into {q(means)}",
                        f"How high is {mention(s, n)} on average in each {column}? Save it as {q(means)}",
                        f"Average {mention(s, n)} over the rows of each {column} and name it {q(means)}",
                    ]
                ),
                f'{means} = {name}.groupby("{column}")["{n}"].mean()',
                f"len({means}) == {k}",
                (means, column),
                "model.cluster_means",
            )
        return True
    comp = s.fresh("components|X_pca|pcs")
    text = rng.choice(
        [
            f"Reduce {q(out)} to 2 dimensions with PCA, as {q(comp)}",
            f"Project {q(out)} onto its first two principal components and store them in {q(comp)}",
            f"Use PCA to bring {q(out)} down to two columns, {q(comp)}",
            f"Compress {q(out)} to 2 principal components and keep them as {q(comp)}",
            f"Run a PCA with 2 components on {q(out)}, transformed data in {q(comp)}",
            f"{q(comp)} = the first two principal components of {q(out)}",
            f"We want {q(out)} in two dimensions: apply PCA and call the result {q(comp)}",
            f"Shrink {q(out)} to two components with PCA and put them into {q(comp)}",
            f"Let {q(comp)} be {q(out)} after a PCA with n_components=2",
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
                    "How much of the variance does each component explain? Print the ratios",
                    "Print the share of the variance that each component accounts for",
                    "I want the explained variance ratios of the PCA printed",
                    "Print the fraction of variance for every principal component",
                    "Use print to show the explained variance ratio, component by component",
                    "For each component, print its explained variance ratio",
                    "Print explained_variance_ratio_ of the PCA",
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
                    f"Draw a scatter plot of the second against the first column of {q(comp)}",
                    f"Show {q(comp)} as points, first component across and second up",
                    f"Scatter the second column of {q(comp)} over the first",
                    f"Make a scatter plot of the two components in {q(comp)}",
                    f"Plot the rows of {q(comp)} as dots, one axis for each component",
                    f"Visualise {q(comp)} in the plane with a scatter plot",
                    f"Put the first component of {q(comp)} on the x axis and the second on the y axis, as points",
                    f"Draw one point for each row of {q(comp)}: column 0 is x, column 1 is y",
                ]
            ),
            s.need(["import matplotlib.pyplot as plt"])
            + f"plt.scatter({comp}[:, 0], {comp}[:, 1])\nplt.show()",
            "",
            (comp,),
            "model.plot_pca",
        )
    return True
