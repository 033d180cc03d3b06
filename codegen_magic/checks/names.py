"""Names that are used but not defined, and the imports that would define them."""

from __future__ import annotations

import ast
import builtins
import importlib.util
import re
import sys
from collections.abc import Iterator, Mapping

from codegen_magic.checks.finding import Finding, closest

# Aliases and names that mean one thing to nearly everybody.
IMPORTS = {
    "pd": "import pandas as pd",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "mpl": "import matplotlib as mpl",
    "sns": "import seaborn as sns",
    "px": "import plotly.express as px",
    "tf": "import tensorflow as tf",
    "sm": "import statsmodels.api as sm",
    "stats": "from scipy import stats",
    "nn": "from torch import nn",
    "Path": "from pathlib import Path",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "OrderedDict": "from collections import OrderedDict",
    "namedtuple": "from collections import namedtuple",
    "deque": "from collections import deque",
    "dataclass": "from dataclasses import dataclass",
    "timedelta": "from datetime import timedelta",
    "Fraction": "from fractions import Fraction",
    "Decimal": "from decimal import Decimal",
    "reduce": "from functools import reduce",
    "partial": "from functools import partial",
    "StringIO": "from io import StringIO",
    "BytesIO": "from io import BytesIO",
    "relativedelta": "from dateutil.relativedelta import relativedelta",
}
MODULES = (
    "bisect calendar collections copy csv functools glob heapq itertools json math operator os "
    "pickle random re shutil statistics string sys tempfile textwrap time warnings pandas numpy "
    "matplotlib seaborn scipy sklearn torch"
)
SKLEARN = {
    "model_selection": "train_test_split cross_val_score GridSearchCV KFold StratifiedKFold RandomizedSearchCV",
    "linear_model": "LinearRegression LogisticRegression Ridge Lasso ElasticNet SGDClassifier",
    "ensemble": (
        "RandomForestClassifier RandomForestRegressor GradientBoostingClassifier "
        "GradientBoostingRegressor IsolationForest"
    ),
    "tree": "DecisionTreeClassifier DecisionTreeRegressor plot_tree",
    "neighbors": "KNeighborsClassifier KNeighborsRegressor NearestNeighbors",
    "cluster": "KMeans DBSCAN AgglomerativeClustering",
    "decomposition": "PCA TruncatedSVD NMF",
    "preprocessing": "StandardScaler MinMaxScaler OneHotEncoder LabelEncoder PolynomialFeatures OrdinalEncoder",
    "metrics": (
        "accuracy_score confusion_matrix classification_report mean_squared_error mean_absolute_error "
        "r2_score f1_score precision_score recall_score roc_auc_score silhouette_score roc_curve"
    ),
    "feature_extraction.text": "CountVectorizer TfidfVectorizer",
    "pipeline": "Pipeline make_pipeline",
    "compose": "ColumnTransformer make_column_transformer",
    "impute": "SimpleImputer KNNImputer",
    "naive_bayes": "GaussianNB MultinomialNB",
    "svm": "SVC SVR LinearSVC",
}
IMPORTS |= {name: f"import {name}" for name in MODULES.split()}
IMPORTS |= {
    n: f"from sklearn.{module} import {n}" for module, names in SKLEARN.items() for n in names.split()
}
BUILTINS = frozenset(dir(builtins)) | {
    "__file__",
    "__name__",
    "__doc__",
    "__class__",  # in a method
    "__qualname__",  # in a class's body, as the next
    "__module__",
    "get_ipython",
    "display",
    "_",
    "In",
    "Out",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPOUND = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.Match,
    ast.ClassDef,
)
# Lines of IPython that bind names which the syntax tree does not show.
_NAMING_MAGIC = re.compile(
    r"^[ \t]*(?:%(?:run|pylab)\b|%store[ \t]+-\w*r|%(?:time|prun|memit)\b[^\n]*=|%%capture[ \t]+\S)",
    re.MULTILINE,
)


def magic_binds(code: str) -> bool:
    """Whether a magic line may bind names: `%run prep.py`, `%store -r`, `%time x = 1`, `%%capture out`."""
    return bool(_NAMING_MAGIC.search(code))


def unknown_names(tree: ast.Module, namespace: Mapping[str, object]) -> dict[str, int]:
    """Names that no statement before and no part of the namespace defines -> the first line of their use.

    Errs on the side of silence: a name bound anywhere in a compound statement counts as bound
    in all of it, and a function's body may use whatever the code binds anywhere.
    """
    everything = set(bound_names(tree))
    known = set(namespace) | BUILTINS
    if any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(tree)):
        return {}
    unknown: dict[str, int] = {}
    for statement in tree.body:
        here = known | set(_bound_inside(statement))
        for node, deferred in sorted(
            _loads(statement), key=lambda load: (load[0].lineno, load[0].col_offset)
        ):
            if node.id not in here and not (deferred and node.id in everything):
                unknown.setdefault(node.id, node.lineno)
        known |= set(bound_names(statement))
    return unknown


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Every name that anything in the tree binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest
        elif isinstance(node, ast.Global | ast.Nonlocal):
            yield from node.names


def import_for(name: str, tree: ast.Module) -> str:
    """The one import line that defines the name, "" where none is sure or the package is not installed."""
    line = _import_of_datetime(tree) if name == "datetime" else IMPORTS.get(name, "")
    if not line:
        return ""
    package = line.split()[1].split(".")[0]
    try:
        found = package in sys.modules or importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        found = False
    return line if found else ""


def name_finding(name: str, line: int, namespace: Mapping[str, object], tree: ast.Module) -> Finding:
    known = {n for n in namespace if type(n) is str and n[:1] != "_"} | set(bound_names(tree)) | BUILTINS
    return Finding("name", line, f"the name {name!r} is not defined", closest(name, known - {name}))


def _import_of_datetime(tree: ast.Module) -> str:
    """`datetime.datetime(...)` is the module, `datetime(...)` and `datetime.now()` the class."""
    attributes = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "datetime"
    }
    of_module = attributes & {"datetime", "timedelta", "date", "timezone", "UTC"}
    if of_module:
        return "import datetime" if not attributes - of_module - {"time"} else ""
    return "from datetime import datetime"


def _bound_inside(statement: ast.stmt) -> Iterator[str]:
    """What a statement binds before or while it reads: comprehension targets, arguments, loop variables."""
    if isinstance(statement, COMPOUND + FUNCTIONS):
        yield from bound_names(statement)
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.comprehension):
            yield from bound_names(node.target)
        elif isinstance(node, ast.Lambda):
            yield from (argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg))
        elif isinstance(node, ast.NamedExpr):
            yield node.target.id


def _loads(statement: ast.stmt) -> Iterator[tuple[ast.Name, bool]]:
    """Names read, each with whether it stands in a function's body, which runs later."""
    stack: list[tuple[ast.AST, bool]] = [(statement, False)]
    while stack:
        node, deferred = stack.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node, deferred
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):  # x += 1 reads x too
            yield node.target, deferred
        inner = deferred or isinstance(node, FUNCTIONS)
        stack.extend((child, inner) for child in ast.iter_child_nodes(node))
