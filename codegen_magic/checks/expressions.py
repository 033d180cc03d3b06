"""What an expression is: a frame, a series or something else, by the names that are known so far."""

from __future__ import annotations

import ast

from codegen_magic.checks.columns import Frame, Kind, Series, last_of_tuple, texts
from codegen_magic.checks.finding import words
from codegen_magic.checks.methods import Methods

PLOTTERS = words(
    "scatterplot lineplot barplot boxplot histplot countplot violinplot kdeplot stripplot swarmplot "
    "relplot catplot displot lmplot regplot jointplot pointplot"
)
PLOT_COLUMNS = ("x", "y", "hue", "size", "style", "col", "row")
UNCHANGED_BY = words("print len display list type sorted")  # frames given to these
FRAME_MAKERS = words("DataFrame concat read_csv read_excel get_dummies pivot_table")  # of pandas


class Expressions(Methods):
    """env: what each name is."""

    def __init__(self) -> None:
        super().__init__()
        self.env: dict[str, Kind] = {}

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
        if isinstance(function.value, ast.Name) and function.value.id not in self.env:
            return self.library_call(function, node, arguments)
        owner = self.value(function.value)
        if isinstance(owner, Frame):
            return self.method(owner, function.attr, node)
        self.attribute(function)
        return None

    def forget_what_it_gets(self, function: ast.expr, node: ast.Call, arguments: list[Kind]) -> None:
        """The user's own functions may add columns to a frame."""
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
                return Frame({k[0] for k in keys if k} if all(keys) else None)
            if function.attr == "merge" and len(arguments) > 1 and isinstance(arguments[0], Frame):
                return self.merged(arguments[0], arguments[1], keywords, node)
            if function.attr in FRAME_MAKERS:
                return Frame(None)
        elif function.value.id not in ("plt", "np", "numpy"):
            self.forget_what_it_gets(function, node, arguments)
        return None
