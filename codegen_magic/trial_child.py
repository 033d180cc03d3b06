"""The child's half of a trial run. It starts right after the fork and ends with `os._exit`."""

from __future__ import annotations

import ast
import builtins
import errno
import gc
import io
import json
import os
import random
import signal
import sys
import tempfile
import traceback
from types import CodeType, ModuleType
from typing import Any, NoReturn

from codegen_magic.confine import Limits, Refused, confine, die_with_parent, freeze_shared_memory
from codegen_magic.fingerprint import fingerprint
from codegen_magic.parsing import parses
from codegen_magic.schema import describe_object

FILENAME = "<trial>"
MAX_REPORT = 1 << 20
MAX_VARIABLES = 50
MESSAGE_CHARACTERS = 500
WORK = ".codegen_magic_trial"  # no name that a folder beside it has


class Output(io.StringIO):
    """What is printed, as far as the limit; the rest is dropped, not an error."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.left = limit

    def write(self, text: str) -> int:
        super().write(text[: self.left])
        self.left -= min(self.left, len(text))
        return len(text)


def run(code: str, namespace: dict[str, Any], limits: Limits, folder: str, report_fd: int) -> NoReturn:
    """Confine this process, run the code in `namespace` itself, write one JSON report, end."""
    status = 1
    try:
        _leave_the_parent(report_fd)
        output = Output(limits.output_characters)
        _redirect(folder, output)
        guards = confine(folder, limits)
        report = _try(code, namespace)
        report |= {"output": output.getvalue(), "guards": guards}
        data = json.dumps(report).encode("ascii")
        while data:
            data = data[os.write(report_fd, data) :]
        status = 0
    finally:
        os._exit(status)


def working_folder(folder: str) -> str:
    """Of the code, in the trial's own folder."""
    return os.path.join(folder, WORK)


def _leave_the_parent(report_fd: int) -> None:
    """Own session, no inherited files or shared memory, signals at their defaults, no garbage collection.

    Inherited descriptors are closed: an open file's position, a socket or the kernel's
    channels are shared with the parent, so that using one would reach it.
    """
    os.setsid()
    die_with_parent()
    gc.disable()  # no finalizers of what the parent owns
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.closerange(3, report_fd)
    os.closerange(
        report_fd + 1, os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") < 1 << 16 else 1 << 16
    )
    freeze_shared_memory()


def _redirect(folder: str, output: Output) -> None:
    os.chdir(working_folder(folder))
    os.environ |= {
        "TMPDIR": folder,
        "MPLBACKEND": "agg",
        "CUDA_VISIBLE_DEVICES": "",
        "HIP_VISIBLE_DEVICES": "",
    }
    os.environ |= {"JOBLIB_MULTIPROCESSING": "0", "LOKY_MAX_CPU_COUNT": "1"}
    tempfile.tempdir = folder
    sys.dont_write_bytecode = True
    sys.stdout = sys.stderr = output
    sys.stdin = io.StringIO()
    builtins.input = _no_input
    _quiet_displays()
    _no_workers()


def _no_workers() -> None:
    """joblib (scikit-learn's n_jobs) falls back to one process: its pools need semaphores, which are refused."""
    for name in ("joblib.parallel", "joblib._parallel_backends"):
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "mp"):
            module.mp = None  # type: ignore[attr-defined]


def _no_input(prompt: object = "", /) -> str:
    raise Refused("a trial run has nobody to ask for input")


def _quiet_displays() -> None:
    """Displays and figures must not go through the notebook's own channels."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.switch_backend("agg")
    interactive = sys.modules.get("IPython.core.interactiveshell")
    if interactive is not None and interactive.InteractiveShell.initialized():
        from IPython.core.displaypub import CapturingDisplayPublisher

        interactive.InteractiveShell.instance().display_pub = CapturingDisplayPublisher()


def _try(code: str, namespace: dict[str, Any]) -> dict[str, Any]:
    report: dict[str, Any] = {"status": "ok", "variables": [], "value": None}
    try:
        tree = ast.parse(code, FILENAME)
        compiled = _compiled(tree)
    except (SyntaxError, ValueError) as error:
        if parses(code):  # as a cell, with IPython's help
            return report | {
                "status": "unknown",
                "reason": "magic lines and a cell's own await are not tried",
            }
        return report | {"status": "error"} | _error(error)
    before = _state(namespace, tree)
    random.seed(0)  # the same draw for every candidate: they are compared
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
    try:
        value = _execute(*compiled, namespace)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: it is the code's end, not ours
        refused = _refusal(error)
        if refused:
            return report | {"status": "unknown", "reason": f"refused: {refused}"}
        if isinstance(error, MemoryError):
            return report | {"status": "unknown", "reason": "it needs more memory than a trial may take"}
        report |= {"status": "error"} | _error(error)
        value = None
    report["variables"] = _changes(namespace, before)
    report["figures"] = _figures()
    if value is not None:
        report["value"] = _variable("", value, True)
    return report


def _compiled(tree: ast.Module) -> tuple[CodeType, CodeType | None]:
    """The statements, and apart from them the last one where it is an expression."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return compile(tree, FILENAME, "exec"), None
    rest = ast.Module(tree.body[:-1], [])
    return compile(rest, FILENAME, "exec"), compile(ast.Expression(last.value), FILENAME, "eval")


def _execute(statements: CodeType, last: CodeType | None, namespace: dict[str, Any]) -> object:
    """Run the statements; the value of the last one where it is an expression."""
    exec(statements, namespace)
    return eval(last, namespace) if last is not None else None


def _state(namespace: dict[str, Any], tree: ast.Module) -> dict[str, tuple[Any, str]]:
    """The variables before, with fingerprints of those that the code names: these may be changed in place."""
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return {
        name: (value, fingerprint(value) if name in named else "")
        for name, value in namespace.items()
        if not name.startswith("_")
    }


def _changes(namespace: dict[str, Any], before: dict[str, tuple[Any, str]]) -> list[dict[str, Any]]:
    changed: list[dict[str, Any]] = []
    for name, value in namespace.items():
        if name.startswith("_") or isinstance(value, ModuleType) or len(changed) >= MAX_VARIABLES:
            continue
        old, old_print = before.get(name, (None, ""))
        if name in before and old is value and (not old_print or old_print == fingerprint(value)):
            continue
        changed.append(_variable(name, value, name not in before))
    return sorted(changed, key=lambda item: str(item["name"]))


def _variable(name: str, value: object, new: bool) -> dict[str, Any]:
    text = describe_object(value).line("")
    return {"name": name, "text": text.removeprefix(": "), "fingerprint": fingerprint(value), "new": new}


def _figures() -> int:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return len(pyplot.get_fignums()) if pyplot is not None else 0


def _error(error: BaseException) -> dict[str, Any]:
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == FILENAME and line is None:
            line = number
            break
    try:
        message = str(error.args[0] if isinstance(error, KeyError) and error.args else error)
    except Exception:
        message = ""
    kind = type(error).__name__
    return {"error_type": kind, "error_message": message[:MESSAGE_CHARACTERS], "error_line": line or 0}


def _is_closed(error: object) -> bool:
    """Whether a descriptor was used that the notebook had opened."""
    if isinstance(error, OSError):
        return error.errno == errno.EBADF
    return type(error).__module__ == "sqlite3" and str(error) == "disk I/O error"


def _is_read_only(error: object) -> bool:
    """Whether SQLite was kept from writing a file of the user's."""
    return type(error).__module__ == "sqlite3" and str(error) == "attempt to write a readonly database"


def _refusal(error: BaseException | None) -> str:
    """What a guard said, where one is behind this error (libraries wrap them)."""
    seen = 0
    while error is not None and seen < 10:
        inner = getattr(error, "reason", None)
        for found in (error, inner):
            if isinstance(found, PermissionError):
                return str(found)[:MESSAGE_CHARACTERS]
            if _is_closed(found):
                return "the notebook's open files are closed in a trial"
            if _is_read_only(found):
                return "a trial run may not write a database of yours"
        error, seen = error.__cause__ or error.__context__, seen + 1
    return ""
