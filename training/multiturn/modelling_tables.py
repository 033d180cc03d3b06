"""Data sets, estimators, metrics and texts of modelling sessions, with how people say them."""

# ruff: noqa: E501
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# the wordings are tables
# fmt: off
FRAMES = [
    ("wine", "load_wine", "wine|df|data", "cat"), ("iris", "load_iris", "iris|df|flowers", "cat"),
    ("breast cancer", "load_breast_cancer", "cancer|df|bc", "cat"), ("diabetes", "load_diabetes", "diabetes|df|data", "num"),
]
DIGITS = ("digits", "load_digits", "digits", "cat")
MADE = [
    ("make_classification", "n_samples={n}, random_state={seed}", "cat"), ("make_classification", "n_samples={n}, n_features=5, random_state={seed}", "cat"),
    ("make_regression", "n_samples={n}, n_features=4, noise=10, random_state={seed}", "num"), ("make_regression", "n_samples={n}, n_features=2, noise=5, random_state={seed}", "num"),
    ("make_blobs", "n_samples={n}, centers=3, random_state={seed}", "cat"), ("make_moons", "n_samples={n}, noise=0.2, random_state={seed}", "cat"),
]
XY = [("X", "y"), ("X", "y"), ("X", "y"), ("X", "y"), ("features", "target"), ("features", "labels"), ("X", "target"), ("data", "labels")]
PARTS = [("{x}_train", "{x}_test", "{y}_train", "{y}_test"), ("{x}_train", "{x}_test", "{y}_train", "{y}_test"),
         ("{x}_tr", "{x}_te", "{y}_tr", "{y}_te"), ("train_x", "test_x", "train_y", "test_y"), ("{x}_train", "{x}_valid", "{y}_train", "{y}_valid")]


@dataclass(frozen=True)
class Model:
    """An estimator: how its arguments are written and how people say them. {p} is a drawn value."""

    task: str
    cls: str
    module: str
    args: str
    words: str
    values: tuple[Any, ...] = ("",)
    names: str = "model"
    random: bool = False


MODELS = [
    Model("num", "LinearRegression", "linear_model", "", "linear regression[ model]||ordinary least squares model||linear model||plain linear regression||least squares linear regression||ordinary linear regression", names="lr|reg|linreg|lin|ols"),
    Model("num", "Ridge", "linear_model", "alpha={p}", "ridge[ regression] with alpha {p}||ridge model (alpha={p})||ridge regression, alpha {p}||Ridge with regularisation strength {p}||ridge regressor, alpha set to {p}||linear model with an L2 penalty (ridge), alpha {p}||Ridge(alpha={p})", (0.01, 0.1, 0.5, 1.0, 2.0, 10, 50, 100), "ridge|reg|rr"),
    Model("num", "Lasso", "linear_model", "alpha={p}", "lasso with alpha {p}||lasso regression (alpha {p})||lasso, alpha={p}||Lasso(alpha={p})||lasso model whose alpha is {p}||linear model with an L1 penalty (lasso), alpha {p}||lasso with a penalty of {p}", (0.01, 0.05, 0.1, 0.5, 1.0, 2.0), "lasso|reg|las"),
    Model("num", "ElasticNet", "linear_model", "alpha={p}", "elastic net with alpha {p}||elastic net (alpha={p})||ElasticNet with alpha={p}||elastic net regression, alpha {p}||elastic-net model whose alpha is {p}||elastic net regressor, penalty alpha {p}", (0.1, 0.5, 1.0), "enet|net"),
    Model("num", "DecisionTreeRegressor", "tree", "max_depth={p}", "regression tree of depth {p}||decision tree regressor with max depth {p}||decision tree (max_depth {p}) for regression||tree regressor, at most {p} levels deep||DecisionTreeRegressor with max_depth={p}||regression tree limited to depth {p}||tree for regression that may grow to depth {p}", (2, 3, 4, 5, 6), "tree|dt|regtree", True),
    Model("num", "RandomForestRegressor", "ensemble", "n_estimators={p}", "random forest regressor with {p} trees||random forest of {p} trees||forest regressor, {p} trees||random forest for regression, n_estimators={p}||RandomForestRegressor of {p} trees||forest of {p} regression trees||regression forest made of {p} trees", (10, 20, 30, 50), "forest|rf|rfr", True),
    Model("num", "KNeighborsRegressor", "neighbors", "n_neighbors={p}", "knn regressor with k={p}||nearest neighbours regressor with {p} neighbours||{p}-nearest-neighbor regression||knn regression model that averages the {p} nearest points||KNeighborsRegressor with {p} neighbors||k-nearest-neighbours regressor, k = {p}||nearest-neighbour regression on {p} neighbours", (3, 4, 5, 7, 8, 10), "knn|nn|neigh"),
    Model("num", "GradientBoostingRegressor", "ensemble", "n_estimators={p}", "gradient boosting regressor with {p} (trees|estimators|stages)||gradient boosting model, {p} trees||boosted regression trees, {p} of them||GradientBoostingRegressor with n_estimators={p}||gradient-boosted regressor of {p} trees||boosting regressor (gradient boosting) that has {p} stages", (20, 30, 50), "gbr|boost|gb", True),
    Model("cat", "LogisticRegression", "linear_model", "max_iter={p}", "logistic regression with max_iter {p}||logistic regression (max_iter={p})||logistic regression, up to {p} iterations||LogisticRegression with max_iter={p}||logistic regression classifier, at most {p} iterations||logit model with max_iter set to {p}||logistic model that may run for {p} iterations", (1000, 2000, 5000), "logreg|clf|lr|logit"),
    Model("cat", "LogisticRegression", "linear_model", "C={p}, max_iter=5000", "logistic regression with C={p} and max_iter 5000||logistic regression, C {p}, max_iter=5000||LogisticRegression(C={p}, max_iter=5000)||logistic regression classifier with a C of {p} and up to 5000 iterations||logit model, C = {p}, 5000 iterations at most||logistic model (C={p}, max_iter=5000)", (0.01, 0.1, 0.5, 10), "logreg|clf|logit"),
    Model("cat", "DecisionTreeClassifier", "tree", "max_depth={p}", "decision tree of depth {p}||decision tree with max_depth {p}||tree (max depth {p})||classification tree, no deeper than {p}||DecisionTreeClassifier with max_depth={p}||decision tree limited to {p} levels||tree classifier that may grow to depth {p}", (2, 3, 4, 5, 6), "tree|dt|clf|dtree", True),
    Model("cat", "DecisionTreeClassifier", "tree", "", "decision tree[ classifier]||plain decision tree||decision tree with default settings||decision tree without a depth limit||fully grown decision tree||default DecisionTreeClassifier||classification tree", names="tree|dt|clf", random=True),
    Model("cat", "RandomForestClassifier", "ensemble", "n_estimators={p}", "random forest with {p} trees||random forest of {p} trees||forest classifier, {p} trees||random forest (n_estimators={p})||RandomForestClassifier with {p} trees||forest of {p} decision trees (random forest)||random forest classifier made of {p} trees", (10, 20, 30, 50), "forest|rf|clf", True),
    Model("cat", "KNeighborsClassifier", "neighbors", "n_neighbors={p}", "knn with k={p}||{p}-nearest-neighbours classifier||k-nearest neighbors classifier with {p} neighbors||knn classifier, {p} neighbors||nearest neighbour classifier with k = {p}||KNeighborsClassifier with n_neighbors={p}||knn model that votes among the {p} nearest points||k-NN classifier (k={p})", (1, 3, 5, 7, 9, 11), "knn|clf|neigh"),
    Model("cat", "SVC", "svm", "C={p}", "support vector classifier with C={p}||svm with C {p}||svc, C={p}||svm classifier whose C is {p}||support vector machine, C = {p}||support vector classifier, C set to {p}||svc with a C of {p}", (0.1, 1, 10), "svc|svm|clf"),
    Model("cat", "GaussianNB", "naive_bayes", "", "naive bayes classifier||Gaussian naive bayes[ model]||GaussianNB[ classifier]||Gaussian naive Bayes classifier||naive Bayes model with Gaussian likelihoods||naive Bayes (Gaussian)", names="nb|gnb|bayes"),
    Model("cat", "GradientBoostingClassifier", "ensemble", "n_estimators={p}", "gradient boosting classifier with {p} (trees|estimators)||gradient boosting model, {p} trees||boosted classification trees, {p} of them||GradientBoostingClassifier with n_estimators={p}||gradient-boosted classifier of {p} trees||boosting classifier (gradient boosting) that has {p} stages", (10, 20, 30), "gbc|boost|gb", True),
]
FIT = [
    "(Fit|Train) {a} {what} {where} and (call it|name it|store it as|save it as) {model}", "{what}, call it {model}", "{what} {where} -> {model}", "{what} {where}, named {model}",
    "(Fit|Train) {a} {what} (called|named) {model} {where}", "Fit {a} {what} {where} as {model}", "{model} = {what}, fitted {where}", "Now {a} {what} (called|named) {model}, trained {where}",
    "{model}: {what} {where}", "fit {what} as {model}", "Build {a} {what}, named {model}, and fit it {where}", "train {what} {where}, store as {model}", "I want {a} {what} {where}. Name it {model}",
    "Create {a} {what} in {model} and train it {where}", "Let's try {a} {what} {where}, as {model}", "Try {a} {what}, (called|named) {model}", "{a} {what}, please, (fitted|trained) {where}; (name|variable) {model}", "Let {model} be {a} {what} (trained|fitted) {where}", "have {a} {what} learn {where}, (stored|kept) as {model}", "we start with {a} {what}. (Fit|Train) it {where} as {model}", "Set up {a} {what} {model} and (fit|train) it {where}", "(Use|Take) {a} {what} for this: (fit|train) it {where}, name {model}", "{model} should be {a} {what} that has been (fitted|trained) {where}", "next model: {what}, {where}, in {model}", "as {model}, {a} {what}, (trained|fitted) {where}", "Put {a} {what} into {model} and fit {where}", "Give me {a} (trained|fitted) {what} in {model}", "model {model}: {a} {what}; train {where}", "(Instantiate|Define) {a} {what} as {model}, then fit it {where}", "Let {a} {what} (called|named) {model} learn {where}", "what about {a} {what}? Fit it {where} and call it {model}",
]
ON_TRAIN = ["on the (train|training) (data|set|part|split)", "on {xt} and {yt}", "on {xt}, {yt}", "on the training rows", "with {xt} and {yt}", "using {xt} and {yt}", "using the training (data|part|split)", "on the train part", "with {xt} as inputs and {yt} as target", "to predict {yt} from {xt}", "on the training portion only"]
ON_ALL = ["on {xt} and {yt}", "on {xt}, {yt}", "to predict {yt} from {xt}", "on all the data", "on all rows", "with {xt} and {yt}", "using {xt} and {yt}", "using all the rows", "on the whole of {xt} and {yt}", "with {xt} as features and {yt} as target", "on the complete data", "with all of the data", "to learn {yt} from {xt}"]
METRICS = [
    ("cat", "accuracy_score", "{t}, {p}", "accuracy||accuracy||accuracy score||classification accuracy", "accuracy|acc|test_acc"), ("cat", "confusion_matrix", "{t}, {p}", "confusion matrix||confusion matrix||confusion_matrix||sklearn confusion matrix", "cm|confusion|conf_mat"),
    ("cat", "f1_score", '{t}, {p}, average="macro"', "macro F1[ score]||macro-averaged f1||F1 with macro averaging||F1 averaged over the classes (macro)||unweighted average of the per-class F1||f1_score with average=macro||macro f1", "f1|f1_macro"), ("cat", "classification_report", "{t}, {p}", "classification report||classification report||sklearn classification report||report of precision, recall and F1 by class", "report"),
    ("cat", "balanced_accuracy_score", "{t}, {p}", "balanced accuracy||balanced accuracy score||accuracy averaged over the classes (balanced)||class-balanced accuracy||mean recall over the classes (balanced accuracy)", "bal_acc|balanced"),
    ("num", "mean_absolute_error", "{t}, {p}", "(mean absolute error|MAE|mae)||average absolute error||mean of the absolute errors||mean absolute error (MAE)", "mae|mean_abs_err"), ("num", "mean_squared_error", "{t}, {p}", "(mean squared error|MSE|mse)||average squared error||mean of the squared errors||mean squared error (MSE)", "mse|err"),
    ("num", "root_mean_squared_error", "{t}, {p}", "(root mean squared error|RMSE|rmse)||square root of the mean squared error||root mean square error||root of the MSE", "rmse|test_rmse"), ("num", "r2_score", "{t}, {p}", "(R2|r2|R² score|R squared|coefficient of determination)||r2 score||R^2||R-squared value||coefficient of determination (R2)", "r2|r_squared"),
    ("num", "median_absolute_error", "{t}, {p}", "median absolute error||median of the absolute errors||middle value of the absolute errors (median)||median of the absolute deviations", "med_err|medae"),
]
TUNED = [  # task, class, module, fixed arguments, parameter, how it is said, name of the list, values
    ("cat", "KNeighborsClassifier", "neighbors", "", "n_neighbors", "k", "knn|nearest neighbours|k-nearest neighbors", "ks", ([1, 3, 5, 7], [1, 3, 5, 7, 9], [3, 5, 11, 15], [1, 5, 10, 20])),
    ("cat", "DecisionTreeClassifier", "tree", "random_state=0", "max_depth", "depth", "decision trees|the decision tree|a tree", "depths", ([1, 2, 3, 4, 5], [2, 4, 6, 8], [2, 3, 5], [1, 3, 5, 10])),
    ("cat", "SVC", "svm", "", "C", "C", "svc|the support vector classifier|an svm", "cs", ([0.1, 1, 10], [0.01, 0.1, 1, 10, 100])),
    ("num", "Ridge", "linear_model", "", "alpha", "alpha", "ridge|ridge regression", "alphas", ([0.01, 0.1, 1, 10], [0.1, 1, 10, 100], [0.5, 1, 2, 5], [1, 10, 100])),
    ("num", "DecisionTreeRegressor", "tree", "random_state=0", "max_depth", "depth", "regression trees|a decision tree regressor", "depths", ([1, 2, 3, 4, 5], [2, 4, 6, 8], [2, 3, 5])),
    ("num", "KNeighborsRegressor", "neighbors", "", "n_neighbors", "k", "knn regression|the knn regressor", "ks", ([1, 3, 5, 7], [2, 5, 10, 20], [5, 10, 15])),
]
PIECES = {  # what a pipeline may have: class and arguments, module, wordings
    "mean": ('SimpleImputer(strategy="mean")', "impute", "mean imputation||mean imputer||a SimpleImputer that fills in the mean||filling gaps by the mean||imputing with the column mean"), "median": ('SimpleImputer(strategy="median")', "impute", "median imputation||median imputer||a SimpleImputer that fills in the median||filling gaps by the median||imputing with the column median"),
    "standard": ("StandardScaler()", "preprocessing", "standard scaling||StandardScaler||standardisation||a StandardScaler||standardization||z-scoring (StandardScaler)"), "minmax": ("MinMaxScaler()", "preprocessing", "min-max scaling||MinMaxScaler||a MinMaxScaler||scaling to 0-1 (min-max)||min-max normalisation"),
    "poly": ("PolynomialFeatures(2)", "preprocessing", "polynomial features of degree 2||degree-2 polynomial features||PolynomialFeatures(2)||quadratic terms (PolynomialFeatures of degree 2)||second-degree polynomial features"),
}
TEXTS = [
    ("text|review|comment", "label|sentiment|mood", {"pos": ["great food and kind staff", "loved every minute of it", "really good value", "great movie, loved the music", "a lovely quiet place"], "neg": ["terrible service", "the room was dirty and loud", "bad food, never again", "boring plot and bad acting", "waste of money"]}),
    ("message|text|sms", "label|kind|category", {"spam": ["win a free prize now", "cheap loans, call now", "free tickets, click here", "you won a prize", "claim your free phone"], "ham": ["see you at lunch", "can you call mom", "meeting moved to three", "are you home now", "thanks for the notes"]}),
    ("headline|title|text", "topic|section|label", {"sport": ["team wins the final match", "coach praises young striker", "record crowd at the match", "striker scores twice"], "money": ["bank raises interest rates", "shares fall after weak report", "prices rise again", "bank report worries markets"]}),
    ("ticket|text|body", "team|label|queue", {"billing": ["charged twice this month", "refund my last invoice", "wrong amount on invoice", "cannot pay by card"], "tech": ["app crashes on start", "login page does not load", "error after the update", "screen stays black"]}),
]
NEW_TEXTS = {"pos": "great staff and lovely food", "neg": "dirty room and bad food", "spam": "free prize, call now", "ham": "see you at home", "sport": "young striker wins the match", "money": "bank shares rise", "billing": "refund the invoice", "tech": "the app does not load"}
SPLIT = [
    "split into train and test, {pct}% for testing{seed}{named}", "train test split with test_size {size}{seed}{named}", "(Split|Divide) {x} and {y} into training and test sets with {pct}% (for the test|as test data){seed}{named}",
    "(Hold out|Set aside|Keep back) {frac} of the (rows|data) for testing{seed}{named}", "keep {rest} percent for training and the rest for testing{seed}{named}", "{rest}/{pct} train/test split{seed}{named}", "make a train/test split, test size {size}{seed}{named}",
    "Do a train test split of {x} and {y} where {frac} of the data is the test set{seed}{named}", "Use {rest}% of the data for training and {pct}% for testing{seed}{named}", "test set of {pct} percent{seed}{named}", "Please split the data, {frac} should go to the test set{seed}{named}", "reserve {frac} of {x} and {y} as test data{seed}{named}", "{pct}% of the rows should be test data, the others training data{seed}{named}", "cut {x} and {y} into train and test at random, {rest}/{pct}{seed}{named}", "leave {pct}% out as a test set{seed}{named}", "we test on {frac} of the data and train on the rest{seed}{named}", "train_test_split on {x}, {y} with test_size={size}{seed}{named}", "shuffle and split {x}, {y}: {rest}% train, {pct}% test{seed}{named}", "put {frac} of the observations away for testing{seed}{named}", "separate training and test data, with {pct} percent in the test part{seed}{named}", "random split of {x} and {y}, test share {size}{seed}{named}", "take {rest} percent of the rows to train on; test on the other {pct} percent{seed}{named}", "the usual train/test split, {pct}% test{seed}{named}", "For the test, hold back {frac} of {x} and {y}{seed}{named}",
]
SLICED = {
    "last": ["use the last {n} rows as test set and the rest for training{named}", "Keep the last {n} rows of {x} and {y} for testing{named}", "test set = last {n} rows, everything before is training{named}", "Split without shuffling: the last {n} rows are the test set{named}", "cut off the final {n} rows for testing and train on what comes before{named}", "no shuffling, hold out the last {n} rows of {x} and {y}{named}", "train on all but the last {n} rows, test on those{named}", "the {n} rows at the end are for testing, all earlier ones for training{named}", "slice {x} and {y}: test data is the last {n} observations{named}", "reserve the last {n} records as the test part, in order{named}", "Everything up to the last {n} rows is training data, those {n} are test data{named}", "split {x} and {y} in order, with {n} rows at the end as test set{named}"],
    "first": ["train on the first {n} rows, test on the rest{named}", "The first {n} rows are for training and the others for testing{named}", "first {n} rows train, remaining rows test{named}", "Use the first {n} rows of {x} and {y} as training data, the rest as test data{named}", "slice {x} and {y} after row {n}: before it training, after it testing{named}", "no shuffling, the first {n} observations are the training set and the remaining ones the test set{named}", "take the top {n} rows to train on and keep the others for testing{named}", "cut {x} and {y} in order, {n} rows for training, whatever follows for testing{named}", "training set = the first {n} rows; test set = all later rows{named}", "train part: {n} rows from the start. test part: everything after{named}", "learn from the first {n} records and test on all those that come after{named}", "Split by position: rows up to number {n} train the model, the later ones test it{named}"],
}
