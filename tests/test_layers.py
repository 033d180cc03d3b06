"""Imports form a tree: a module imports only from lower layers."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "codegen_magic"
LAYERS = [
    {"errors", "header", "peek", "fingerprint", "plan", "parsing"},
    {"turn", "schema_tables", "fill", "oneline", "journal", "whereami", "owncode", "runmode"},
    {
        "entry",
        "marker",
        "request",
        "truncate",
        "settings",
        "backends.base",
        "schema",
        "confine",
        "frontend",
        "record",
        "cache",
        "nbfiles",
    },
    {"lookup"},
    {"cells", "parameters", "session", "prompt", "generate", "models", "grounding", "trial_child", "checks"},
    {"listing", "generate_rows", "backends", "trial", "learn", "restore"},
    {"synthesize", "export", "verify", "traits", "recorder", "recorded", "rebuild"},
    {"cell", "assist", "evaluation", "options", "materialize", "planner"},
    {"replay"},
    {
        "headless",
        "papermill_engine",
        "nbconvert_execute",
        "recheck",
        "compare",
        "freeze",
        "models.command",
        "workspace",
        "again",
    },
    {"commands", "follow"},
    {"magic", "cli"},
    {""},  # the package itself
]


def layer(module: str) -> int:
    """Of the longest known prefix of a module's dotted name inside the package."""
    for name in (module, module.rsplit(".", 1)[0], module.split(".")[0]):
        for level, names in enumerate(LAYERS):
            if name in names:
                return level
    raise AssertionError(f"codegen_magic/{module.replace('.', '/')}.py has no layer: give it one in LAYERS")


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(path: Path) -> set[str]:
    """Modules of the package that a file imports anywhere in it, type checking excepted."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("codegen_magic"):
            base = (node.module or "").removeprefix("codegen_magic").lstrip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                as_path = PACKAGE / Path(*inner.split("."))
                is_module = as_path.with_suffix(".py").exists() or as_path.is_dir()
                found.add(inner if is_module else base)
    return found - {""}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: name_of(p) or "__init__")
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    own = name_of(path)
    for other in imported(path):
        same_package = own.split(".")[0] == other.split(".")[0]
        assert same_package or layer(other) < layer(own), f"{own} must not import {other}"


def test_the_package_never_imports_the_trainer() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.split(".")[0] == "training" for name in names), path


@pytest.mark.parametrize(
    "code", ["import codegen_magic", "get_ipython().run_line_magic('load_ext', 'codegen_magic')"]
)
def test_loading_imports_no_model_library(code: str, tmp_path: Path) -> None:
    script = f"""
import sys
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
config = Config(); config.HistoryManager.enabled = False
shell = InteractiveShell.instance(config=config)
get_ipython = lambda: shell
{code}
heavy = {{"torch", "transformers", "onnxruntime", "huggingface_hub", "pandas", "sklearn"}} & set(sys.modules)
sys.exit(f"imported {{sorted(heavy)}}" if heavy else 0)
"""
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=120
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("command", ["run", "replay", "freeze"])
def test_a_command_without_jupyters_packages_says_what_to_install(command: str, tmp_path: Path) -> None:
    script = f"""
import sys
for name in ("nbclient", "nbconvert", "jupyterlab"):
    sys.modules[name] = None
from codegen_magic.cli import main
sys.exit(main(["{command}", "nb.ipynb", "-o", "out.ipynb"]))
"""
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=120
    )
    told = f"codegen-magic {command}: nbclient is not installed: run pip install 'codegen-magic[notebook]'\n"
    assert (result.returncode, result.stderr) == (1, told)


def test_the_magic_loads_where_there_is_no_posix_and_tries_nothing(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
config = Config(); config.HistoryManager.enabled = False
shell = InteractiveShell.instance(config=config)
for name in ("resource", "grp", "pwd", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
for module, names in {os: ("fork", "setsid", "killpg", "sysconf", "getuid", "O_CLOEXEC", "O_PATH"),
                      signal: ("SIGKILL", "SIGALRM", "SIGCHLD", "SIGSTOP")}.items():
    for name in names:
        delattr(module, name)
shell.run_line_magic("load_ext", "codegen_magic")
from codegen_magic.trial import run_trial
print(run_trial("x = 1", {}).reason)
"""
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=120
    )
    assert (result.returncode, result.stdout) == (0, "trial runs need Linux\n"), result.stderr
