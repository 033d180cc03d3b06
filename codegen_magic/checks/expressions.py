"""What an expression is: a frame, a series or something else, by the names that are known so far."""

from __future__ import annotations

import ast
import types
from collections.abc import Mapping

from codegen_magic.checks.columns import Frame, Kind, Series, last_of_tuple, texts
from codegen_magic.checks.finding import words
from codegen_magic.checks.methods import Methods
from codegen_magic.checks.names import bound_names
from codegen_magic.checks.result import root
from codegen_magic.peek import type_dict

PLOTTERS = words(
    "scatterplot lineplot barplot boxplot histplot countplot violinplot kdeplot stripplot swarmplot "
    "relplot catplot displot lmplot regplot jointplot pointplot"
)
PLOT_COLUMNS = ("x", "y", "hue", "size", "style", "col", "row")
UNCHANGED_BY = words("print len display list type sorted")  # frames given to these
KEEPERS = words("pd pandas np numpy plt sns seaborn px")  # they leave a frame given to them as it is
PLAIN_MAKERS = words("list dict set tuple str sorted Counter defaultdict deque OrderedDict range zip")
FRAME_MAKERS = words("DataFrame concat read_csv read_excel get_dummies pivot_table")  # of pandas


def own_functions(tree: ast.Module, namespace: Mapping[str, object]) -> set[str]:
    """Names that are called and that the code or the user's session defines: that may change any table."""
    own = ("__main__", "functools", namespace.get("__name__"))  # functools: a user's function, wrapped
    bound = set(bound_names(tree))
    return {name for name in called_names(tree) if name in bound or _module_of(namespace.get(name)) in own}


def called_names(tree: ast.AST) -> set[str]:
    """`f` of each `f(...)`."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}


def has_no_index(value: ast.expr) -> bool:
    """Whether a frame's column is given as a list or the like: a Series would bring its index along."""
    if isinstance(value, ast.Call):
        name = value.func.id if isinstance(value.func, ast.Name) else getattr(value.func, "attr", "")
        numpy = isinstance(value.func, ast.Attribute) and root(value.func) in ("np", "numpy", "rng", "random")
        return numpy or name in PLAIN_MAKERS | {"tolist", "to_numpy"}
    return isinstance(value, ast.List | ast.Tuple | ast.Constant | ast.ListComp | ast.JoinedStr) or (
        isinstance(value, ast.Attribute) and value.attr == "values"
    )


def _module_of(value: object) -> object:
    """Where a function or class is defined, or the class of any other value."""
    if type(value) is types.FunctionType:
        module = value.__module__
    else:
        module = type_dict(value if issubclass(type(value), type) else type(value)).get("__module__")
    return module if type(module) is str else ""


class Expressions(Methods):
    """env: what each name is. own: names whose calls may change any frame."""

    def __init__(self) -> None:
        super().__init__()
        self.env: dict[str, Kind] = {}
        self.own: set[str] = set()
        self.plain: set[str] = set()  # names of lists, dicts and the like, which are no frame's second name

    def forget_all(self) -> None:
        for kind in self.env.values():
            if isinstance(kind, Frame):
                kind.forget()

    def value(self, node: ast.expr) -> Kind:
        if isinstance(node, ast.Name):
            return self.env.get(node.id)
        if isinstance(node, ast.Subscript):
            return self.subscript(node)
        if isinstance(node, ast.Attribute):
            return self.attribute(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            if not isinstance(node, ast.Lambda) and called_names(node) & self.own:
                self.forget_all()
            return None  # their names are their own
        kinds = [self.value(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if isinstance(node, ast.BinOp | ast.Compare | ast.UnaryOp) and any(
            isinstance(k, Series) for k in kinds
        ):
            return Series()
        return None

    def subscript(self, node: ast.Subscript) -> Kind:
        base = node.value
        if isinstance(base, ast.Attribute) and base.attr in ("loc", "iloc", "at", "iat"):
            return self.located(node, base)
        owner = self.value(base)
        self.value(node.slice)
        if not isinstance(owner, Frame):
            return owner if isinstance(owner, Series) and isinstance(node.slice, ast.Compare) else None
        names = texts(node.slice)
        if names is not None:
            self.need(owner, names, node.lineno)
            if owner.grouped:
                return None
            one = isinstance(node.slice, ast.Constant)
            return Series() if one else Frame(set(names) if owner.columns is not None else None, owner.extra)
        if isinstance(node.slice, ast.Constant | ast.Name) or owner.grouped:
            return None
        return Frame(set(owner.columns) if owner.columns is not None else None, owner.extra)

    def located(self, node: ast.Subscript, base: ast.Attribute) -> Kind:
        owner = self.value(base.value)
        self.value(node.slice)
        if (
            not isinstance(owner, Frame)
            or base.attr in ("iloc", "iat")
            or not isinstance(node.slice, ast.Tuple)
        ):
            return None
        names = texts(last_of_tuple(node.slice))
        if names is None:
            return None
        self.need(owner, names, node.lineno)
        return None

    def attribute(self, node: ast.Attribute) -> Kind:
        owner = self.value(node.value)
        if isinstance(owner, Series):
            self.has(node, "Series", set())
            return None
        if not isinstance(owner, Frame) or owner.columns is None:
            return None
        if node.attr in owner.columns:
            return None if owner.grouped else Series()
        if not owner.grouped:
            self.has(node, "DataFrame", owner.columns)
        return None

    def call(self, node: ast.Call) -> Kind:
        arguments = [self.value(a) for a in [*node.args, *(keyword.value for keyword in node.keywords)]]
        function = node.func
        if not isinstance(function, ast.Attribute):
            self.forget_what_it_gets(function, node, arguments)
            return None
        if self.may_change_one(function, node):
            self.forget_all()
        if isinstance(function.value, ast.Name) and function.value.id not in self.env:
            return self.library_call(function, node, arguments)
        owner = self.value(function.value)
        if isinstance(owner, Frame):
            return self.method(owner, function.attr, node)
        if isinstance(function.value, ast.Attribute) and function.value.attr == "index":
            self.forget_index(function.value, node)
        self.attribute(function)
        return None

    def may_change_one(self, function: ast.Attribute, node: ast.Call) -> bool:
        """`first.insert(0, "unit", 1)`, where `first` may be any frame."""
        changes = function.attr in ("insert", "__setitem__") or any(k.arg == "inplace" for k in node.keywords)
        known = isinstance(self.value(function.value), Frame) and function.attr != "__setitem__"
        return changes and not known and self.may_be_frame(function.value)

    def may_be_frame(self, node: ast.expr) -> bool:
        """Whether an expression of which nothing is known may be a frame that has another name too."""
        return not (isinstance(node, ast.Name) and node.id in self.plain)

    def forget_index(self, index: ast.Attribute, node: ast.Call) -> None:
        """`df.index.rename("id", inplace=True)` names what may become a column."""
        owner = self.value(index.value)
        if isinstance(owner, Frame) and any(keyword.arg == "inplace" for keyword in node.keywords):
            owner.forget()

    def forget_what_it_gets(self, function: ast.expr, node: ast.Call, arguments: list[Kind]) -> None:
        """The user's own functions may add columns to a frame, a global one too."""
        if isinstance(function, ast.Name) and function.id in self.own:
            self.forget_all()
        if isinstance(function, ast.Name) and function.id in UNCHANGED_BY:
            return
        for kind in arguments:
            if isinstance(kind, Frame):
                kind.forget()

    def library_call(self, function: ast.Attribute, node: ast.Call, arguments: list[Kind]) -> Kind:
        """`pd.DataFrame({...})`, `pd.merge(a, b, on=...)`, `sns.barplot(data=df, x=...)`."""
        assert isinstance(function.value, ast.Name)
        keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        if function.value.id in ("sns", "seaborn") and function.attr in PLOTTERS:
            data = keywords.get("data") or (node.args[0] if node.args else None)
            frame = self.value(data) if data is not None else None
            for name in PLOT_COLUMNS:
                value = keywords.get(name)
                names = texts(value) if isinstance(value, ast.Constant) else None
                if isinstance(frame, Frame) and names:
                    self.need(frame, names, node.lineno)
        elif function.value.id in ("pd", "pandas"):
            if function.attr == "DataFrame" and len(node.args) == 1 and isinstance(node.args[0], ast.Dict):
                keys = [texts(key) if key is not None else None for key in node.args[0].keys]
                plain = not keywords.keys() & {"index", "columns"} and all(
                    has_no_index(value) or not self.may_be_frame(value) for value in node.args[0].values
                )
                return Frame({k[0] for k in keys if k} if all(keys) and plain else None)
            if function.attr == "merge" and len(arguments) > 1 and isinstance(arguments[0], Frame):
                return self.merged(arguments[0], arguments[1], keywords, node)
            if function.attr in FRAME_MAKERS:
                return Frame(None)
        elif function.value.id not in ("plt", "np", "numpy"):
            self.forget_what_it_gets(function, node, arguments)
        return None
