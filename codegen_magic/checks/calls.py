"""Attributes that a module does not have, and arguments that a function cannot take.

Functions and classes of libraries are asked for their signature; a user's own function only
where its signature is that of its code object (nothing wrapped, nothing overridden). Modules of
the user are not looked into beyond their dictionary.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import sys
import types
from collections.abc import Mapping
from typing import Any

from codegen_magic.checks.finding import Finding, closest
from codegen_magic.checks.names import bound_names
from codegen_magic.peek import module_dict, type_dict

# Libraries whose modules load parts of themselves on demand and list them in `dir`.
LAZY_LIBRARIES = frozenset({"numpy", "scipy", "sklearn", "pandas", "matplotlib", "seaborn"})


def module_and_call_findings(tree: ast.Module, namespace: Mapping[str, object]) -> list[Finding]:
    known = _Known(tree, namespace)
    findings = []
    tried = _tried(tree)
    for node in ast.walk(tree):
        if node in tried:
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            findings += known.attribute(node)
        elif isinstance(node, ast.Call):
            findings += known.call(node)
    return findings


def _tried(tree: ast.Module) -> set[ast.AST]:
    """What stands in a `try` that catches something: it may fail."""
    bodies = [
        node.body for node in ast.walk(tree) if isinstance(node, ast.Try | ast.TryStar) and node.handlers
    ]
    return {node for body in bodies for statement in body for node in ast.walk(statement)}


class _Known:
    """What names mean in the code: modules and functions of the namespace, of its imports and of its own."""

    def __init__(self, tree: ast.Module, namespace: Mapping[str, object]) -> None:
        imported = _imports(tree)
        own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        rebound = _rebound(tree, set(own))
        self.own = {
            name: node for name, node in own.items() if name not in rebound and not node.decorator_list
        }
        self.loads = _loaded_by(tree)
        self.main = namespace.get("__name__")
        self.made = _made_attributes(tree)
        bound = set(bound_names(tree))
        live = {name: value for name, value in namespace.items() if name not in bound}
        self.values: dict[str, object] = live | {k: v for k, v in imported.items() if k not in rebound}

    def resolve(self, node: ast.expr) -> Any:
        """The live object of `np.linalg.norm` or `area`, or None."""
        if isinstance(node, ast.Name):
            return self.values.get(node.id)
        if isinstance(node, ast.Attribute):
            parent = self.resolve(node.value)
            if issubclass(type(parent), types.ModuleType):  # isinstance would ask a live object for its class
                return module_dict(parent).get(node.attr)
        return None

    def attribute(self, node: ast.Attribute) -> list[Finding]:
        module = self.resolve(node.value)
        if type(module) is not types.ModuleType or node.attr.startswith("__"):
            return []
        names = _module_names(module)
        if names is None or node.attr in names or node.attr in self.made:
            return []
        name = str(module_dict(module).get("__name__"))
        if f"{name}.{node.attr}" in sys.modules or f"{name}.{node.attr}" in self.loads:
            return []
        public = [n for n in names if n[:1] != "_"]
        return [Finding("attribute", node.lineno, f"{name} has no {node.attr!r}", closest(node.attr, public))]

    def call(self, node: ast.Call) -> list[Finding]:
        if isinstance(node.func, ast.Name) and node.func.id in self.own:
            signature: inspect.Signature | None = _signature_of_node(self.own[node.func.id].args)
        else:
            signature = signature_of(self.resolve(node.func), self.main)
        return bind(signature, node, ast.unparse(node.func)) if signature else []


def bind(
    signature: inspect.Signature, node: ast.Call, name: str, *, bound_self: bool = False
) -> list[Finding]:
    """A finding where the call's arguments cannot be bound; silence where stars hide them."""
    if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
        return []
    args = [None] * (len(node.args) + bound_self)
    kwargs = {str(keyword.arg): None for keyword in node.keywords}
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        wrong = next((k for k in kwargs if k not in signature.parameters), "")
        return [Finding("call", node.lineno, f"{name}(): {error}", closest(wrong, signature.parameters))]
    return []


def signature_of(function: Any, main: object = "__main__") -> inspect.Signature | None:
    """The signature of a library's function or class, or of a plain function of the user's."""
    if type(function) is types.FunctionType:
        own = function.__globals__.get("__name__") in (main, "__main__")  # `wraps` copies the module's name
        if own and ({"__wrapped__", "__signature__"} & set(function.__dict__)):
            return None
    elif isinstance(type(function), type) and issubclass(type(function), type):
        module = type_dict(function).get("__module__")
        if type(module) is not str or module in ("__main__", "builtins", main):
            return None
    else:
        return None
    try:
        return inspect.signature(function)
    except (ValueError, TypeError):
        return None


def _signature_of_node(arguments: ast.arguments) -> inspect.Signature:
    """The signature of a function that only exists as source."""
    kinds = inspect.Parameter
    parameters = []
    positional = arguments.posonlyargs + arguments.args
    first_default = len(positional) - len(arguments.defaults)
    for index, argument in enumerate(positional):
        kind = kinds.POSITIONAL_ONLY if index < len(arguments.posonlyargs) else kinds.POSITIONAL_OR_KEYWORD
        parameters.append(kinds(argument.arg, kind, default=None if index >= first_default else kinds.empty))
    if arguments.vararg:
        parameters.append(kinds(arguments.vararg.arg, kinds.VAR_POSITIONAL))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        parameters.append(kinds(argument.arg, kinds.KEYWORD_ONLY, default=None if default else kinds.empty))
    if arguments.kwarg:
        parameters.append(kinds(arguments.kwarg.arg, kinds.VAR_KEYWORD))
    return inspect.Signature(parameters)


def _made_attributes(tree: ast.Module) -> set[str]:
    """Attributes that the code gives to something, or asks for with `hasattr`."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            made.add(node.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hasattr":
            made |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return made


def _imports(tree: ast.Module) -> dict[str, object]:
    """Objects behind the code's own imports, as far as the modules are loaded already."""
    found: dict[str, object] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                module = sys.modules.get(alias.name if alias.asname else alias.name.split(".")[0])
                found[alias.asname or alias.name.split(".")[0]] = module
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            source = sys.modules.get(node.module)
            for alias in node.names:
                if isinstance(source, types.ModuleType):
                    found[alias.asname or alias.name] = module_dict(source).get(alias.name)
    return found


def _loaded_by(tree: ast.Module) -> set[str]:
    """The modules that the code's own imports load: `xml.dom.minidom` brings `xml.dom` and `xml`."""
    paths: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            paths.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            paths.update(f"{node.module}.{alias.name}" for alias in node.names)
    parts = [path.split(".") for path in paths]
    return {".".join(path[:count]) for path in parts for count in range(1, len(path) + 1)}


def _rebound(tree: ast.Module, functions: set[str]) -> set[str]:
    """Names that are bound by something else than one import or one `def` of the code."""
    bound: dict[str, int] = {}
    for name in bound_names(tree):
        bound[name] = bound.get(name, 0) + 1
    assigned = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return assigned | arguments | {name for name in functions if bound[name] > 1}


def _module_names(module: types.ModuleType) -> set[str] | None:
    """All attributes of a module; None where it makes them up on demand."""
    fields = module_dict(module)
    name = fields.get("__name__")
    if "__getattr__" not in fields:
        return {key for key in fields if type(key) is str}
    if type(name) is str and name.split(".")[0] in LAZY_LIBRARIES:
        return set(dir(module)) | set(fields)
    return None


def import_findings(tree: ast.Module) -> list[Finding]:
    """`from m import x` where the loaded module m has no x."""
    findings = []
    tried = _tried(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module or node.level or node in tried:
            continue
        module = sys.modules.get(node.module)
        names = _module_names(module) if type(module) is types.ModuleType else None
        for alias in node.names:
            if names is None or alias.name == "*" or alias.name in names:
                continue
            if not _is_submodule(node.module, alias.name):
                message = f"{node.module} has no {alias.name!r}"
                findings.append(Finding("attribute", node.lineno, message, closest(alias.name, names)))
    return findings


def _is_submodule(package: str, name: str) -> bool:
    try:
        return importlib.util.find_spec(f"{package}.{name}") is not None
    except (ImportError, ValueError, AttributeError):
        return False
