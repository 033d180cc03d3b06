"""Try code on a copy of the live namespace: in a forked child, under limits, its effects thrown away.

What it is for: to see whether a candidate runs, what it prints and which variables it makes,
before the user is shown it. The parent's memory is untouched (a fork is a copy), writes go to a
temporary folder or are refused, there is no network, no new process and no GPU; confine.py says
which guards hold where. What it is not: a jail for hostile code. The child may read every
file and everything in the notebook's memory, and on kernels without landlock and seccomp only
Python's own audit events stand guard, which do not see what a library in C opens by itself.

Threads other than the caller's do not exist in the child; a library that waits for one of its
own (torch after its first operation, for instance) hangs there, is killed, and counts as unknown.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codegen_magic import trial_child
from codegen_magic.confine import Limits

__all__ = ["Limits", "Trial", "Variable", "available", "run_trial"]

MAX_LINKS = 2000  # entries of the working folder, and of the one above, that a trial sees
_WALKS = re.compile(r"(?<!\bast\.)\b(?:walk|rglob)\b|\*\*/")  # these do not enter a folder that is a link


@dataclass(frozen=True)
class Variable:
    """A variable that the code made or changed. text: its schema, as in the grounding."""

    name: str
    text: str
    fingerprint: str
    new: bool


@dataclass(frozen=True)
class Trial:
    """What happened. status: "ok", "error" (the code raised), "unknown" (nothing can be said).

    error_line counts from 1 in the code. value: the schema and fingerprint of the last
    expression, if it is one and not None. guards: see confine.py.
    """

    status: str
    reason: str = ""
    error_type: str = ""
    error_message: str = ""
    error_line: int = 0
    output: str = ""
    variables: tuple[Variable, ...] = ()
    value: Variable | None = None
    figures: int = 0
    guards: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def error(self) -> str:
        return f"{self.error_type}: {self.error_message}" if self.error_type else ""


def available() -> bool:
    """Whether trials can be made here: Linux, with fork."""
    return sys.platform == "linux" and hasattr(os, "fork")


def run_trial(code: str, namespace: dict[str, Any], limits: Limits | None = None) -> Trial:
    """Run `code` in a child that shares nothing with this process but a pipe; wait for it.

    `namespace` itself is only copied by the fork. Returns within limits.seconds and a little;
    an interrupt kills the child and goes on.
    """
    if not available():
        return Trial("unknown", "trial runs need Linux")
    limits = limits or Limits()
    t0 = time.monotonic()
    folder = ""
    try:
        folder = tempfile.mkdtemp(prefix="codegen_magic_trial_")
        _link_surroundings(os.getcwd(), folder)
        report, reason = _fork_and_read(code, namespace, limits, folder)
    except OSError as error:
        report, reason = b"", f"no trial was possible: {error}"
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    trial = _trial(report, reason, time.monotonic() - t0)
    if trial.status == "error" and trial.error_type != "SyntaxError" and _sees_too_little(code):
        return Trial(
            "unknown", "walk and rglob do not enter the subfolders in a trial", seconds=trial.seconds
        )
    return trial


def _sees_too_little(code: str) -> bool:
    """Whether the code walks through folders, where the working folder's subfolders are only links in a trial."""
    if not _WALKS.search(code):
        return False
    try:
        with os.scandir() as entries:
            return any(entry.is_dir() for entry in entries)
    except OSError:
        return True


def _link_surroundings(source: str, folder: str) -> None:
    """A working folder in `folder`, the entries of `source` in it and those beside `source` (`../data`) beside it."""
    work = trial_child.working_folder(folder)
    os.mkdir(work)
    _link_entries(source, work)
    with contextlib.suppress(OSError):  # the folder above may not be readable
        _link_entries(os.path.dirname(source), folder)


def _link_entries(source: str, folder: str) -> None:
    """Links: reading works, writing is refused."""
    with os.scandir(source) as entries:
        for _, entry in zip(range(MAX_LINKS), entries, strict=False):
            os.symlink(os.path.join(source, entry.name), os.path.join(folder, entry.name))


def _fork_and_read(code: str, namespace: dict[str, Any], limits: Limits, folder: str) -> tuple[bytes, str]:
    read_end, write_end = os.pipe()
    try:
        with warnings.catch_warnings():
            # Python warns of forks in a process with threads; a child that hangs for it is killed below.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
    except OSError:
        os.close(read_end)
        os.close(write_end)
        raise
    if pid == 0:
        trial_child.run(code, namespace, limits, folder, write_end)  # never returns
    os.close(write_end)
    try:
        report, reason = _read(read_end, limits)
    finally:
        os.close(read_end)
        status = _kill(pid)
    if reason or report:
        return report, reason
    return b"", f"the trial ended by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(
        status
    ) else "the code ended it"


def _read(fd: int, limits: Limits) -> tuple[bytes, str]:
    """All that the child writes, until it ends or its time is over."""
    deadline = time.monotonic() + limits.seconds
    poller = select.poll()
    poller.register(fd, select.POLLIN | select.POLLHUP)
    chunks: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            return b"", f"it was not done after {limits.seconds:g} s"
        if not poller.poll(left * 1000):
            continue
        chunk = os.read(fd, 1 << 16)
        if not chunk:
            return b"".join(chunks), ""
        chunks.append(chunk)
        if sum(map(len, chunks)) > trial_child.MAX_REPORT:
            return b"", "the report is too long"


def _kill(pid: int) -> int:
    """End the child and its group, and reap it. The wait status, 0 where another has reaped it."""
    for kill in (os.kill, os.killpg):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0


def _trial(report: bytes, reason: str, seconds: float) -> Trial:
    if reason:
        return Trial("unknown", reason, seconds=seconds)
    try:
        data = json.loads(report)
        variables = tuple(_variable(item) for item in data.pop("variables"))
        value = data.pop("value")
        guards = tuple(data.pop("guards"))
        made = _variable(value) if value else None
        return Trial(**data, variables=variables, value=made, guards=guards, seconds=seconds)
    except (ValueError, TypeError, KeyError):
        return Trial("unknown", "the report cannot be read", seconds=seconds)


def _variable(data: Mapping[str, Any]) -> Variable:
    return Variable(str(data["name"]), str(data["text"]), str(data["fingerprint"]), bool(data["new"]))
