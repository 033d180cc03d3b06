"""Generated code in a fresh interpreter that can reach nothing: bubblewrap, seccomp, limits.

A guest sees the interpreter and system libraries read-only and a small /tmp of its own;
no network, no home, no environment, no /proc, no other process. What it may use is
limited, and at the end its whole process tree is killed.

    outcome = run("print(1 + 1)")     # Outcome(status="exited", output="2\n", ...)

Isolation has two forms, tried in this order: as root (every guest under a user id of its
own) and unprivileged (in a user namespace). Where neither is to be had, `Unavailable` says why.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from codegen_magic.errors import CodegenMagicError
from codegen_magic.evaluation import seccomp

GUEST = Path(__file__).parent / "guest"
LIBRARY = "/run/library"  # where the guest's own modules lie, inside
SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/alternatives")
NOBODY = 65534
_FIRST_UID = 0x40000000  # user ids of guests under root: above any account, one for each guest
_counter = itertools.count()


class Unavailable(CodegenMagicError):
    """Generated code cannot be isolated on this machine."""


@dataclass(frozen=True)
class Limits:
    """What a guest may use. `memory_bytes` bounds each process, and all of them together."""

    seconds: float = 10.0  # wall clock, from the moment that the interpreter is ready
    cpu_seconds: float = 20.0  # each process
    memory_bytes: int = 2 << 30
    processes: int = 32  # threads included
    open_files: int = 64
    output_bytes: int = 1 << 20
    disk_bytes: int = 64 << 20
    start_seconds: float = 60.0  # for the interpreter to start, on a busy machine


@dataclass(frozen=True)
class Outcome:
    """How a guest ended. None of it is a verdict: a program chooses its output and exit code.

    status: "exited", "timeout", "memory" or "output" (it went over that limit and was killed).
    """

    status: str
    exit_code: int
    output: str  # standard output and error together
    seconds: float


def run(code: str, limits: Limits | None = None, *, unsafe: bool = False) -> Outcome:
    """Run a program as a script. unsafe=True runs it with your own rights when isolation is missing."""
    from codegen_magic.evaluation.supervise import supervise

    limits = limits or Limits()
    with Guest("script", {"code": code}, limits, capture=True, unsafe=unsafe) as guest:
        end = supervise([guest], limits, until=None)
    return Outcome(end.status, guest.exit_code(), end.output, end.seconds)


class Guest:
    """One sandboxed process tree. As a context manager it leaves nothing alive behind it.

    main: a module of `guest/`; task: what it reads from standard input (JSON);
    fds: descriptors that it keeps, under the same numbers.
    """

    def __init__(
        self,
        main: str,
        task: dict[str, Any],
        limits: Limits,
        *,
        fds: Iterable[int] = (),
        capture: bool = False,
        unsafe: bool = False,
    ) -> None:
        mode = isolation(unsafe)
        self.uid = _FIRST_UID + (os.getpid() * 1024 + next(_counter)) % 0x20000000 if mode == "root" else None
        self._folder = tempfile.TemporaryDirectory(prefix="guest-") if mode == "unsafe" else None
        task = {**task, "limits": dataclasses.asdict(limits), "uid": self.uid}
        inner = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _boot(main, LIBRARY)]
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as filter_file:
            stdin.write(json.dumps(task).encode())
            stdin.seek(0)
            if mode == "unsafe":
                command = [*inner[:-1], _boot(main, str(GUEST.parent))]
            else:
                filter_file.write(seccomp.program())
                filter_file.seek(0)
                command = [*_bubblewrap(mode, limits, filter_file.fileno()), *inner]
            self.process = self._start(command, stdin, [*fds, filter_file.fileno()], capture)

    def _start(self, command: list[str], stdin: IO[bytes], fds: list[int], capture: bool) -> Any:
        output = subprocess.PIPE if capture else subprocess.DEVNULL
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT if capture else subprocess.DEVNULL,
            pass_fds=fds,
            env=ENVIRONMENT,  # bubblewrap's own environment too: its memory could be read
            cwd=self._folder.name if self._folder else "/",
            start_new_session=True,
        )

    @property
    def output_fd(self) -> int | None:
        return None if self.process.stdout is None else int(self.process.stdout.fileno())

    def exit_code(self) -> int:
        return int(self.process.wait())

    def kill(self) -> None:
        """Kill the whole tree: bubblewrap's death takes its PID namespace, and all in it, along."""
        if self._folder is not None:
            from codegen_magic.evaluation.supervise import kill_tree

            kill_tree(self.process.pid)
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Guest:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()
        if self._folder is not None:
            self._folder.cleanup()


ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp",
    "TMPDIR": "/tmp",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


def _boot(main: str, library: str) -> str:
    package = f"{GUEST.name}.{main}"
    return f"import sys; sys.path.append({library!r}); from {package} import main; main()"


def _bubblewrap(mode: str, limits: Limits, filter_fd: int) -> list[str]:
    """The command line up to the program; `mode` is "root" or "user"."""
    command = [str(shutil.which("bwrap")), "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "sandbox"]
    command += ["--cap-drop", "ALL"]
    if mode == "root":
        # only to step down to the guest's own user id, before any untrusted code runs
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    size = str(limits.disk_bytes)
    command += [
        "--size",
        size,
        "--perms",
        "1777",
        "--tmpfs",
        "/tmp",
    ]  # first: the interpreter may live below it
    paths = list(dict.fromkeys([*SYSTEM, *interpreter_folders()]))
    for parent in _parents([*paths, f"{LIBRARY}/{GUEST.name}"]):
        command += ["--perms", "0755", "--dir", parent]  # made by the way, they would be closed to the guest
    for path in paths:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        else:
            command += ["--ro-bind-try", path, path]
    command += ["--ro-bind", str(GUEST), f"{LIBRARY}/{GUEST.name}"]
    command += ["--dev", "/dev", "--size", size, "--perms", "1777", "--tmpfs", "/dev/shm"]
    command += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
    return [*command, "--seccomp", str(filter_fd), "--"]


def _parents(paths: Iterable[str]) -> list[str]:
    """Every folder above the paths, outermost first, that is not itself one of them."""
    paths = list(paths)
    above = {str(parent) for path in paths for parent in Path(path).parents} - {"/", "/tmp", *paths}
    inside = [path for path in above if any(path.startswith(f"{other}/") for other in paths)]
    return sorted(above.difference(inside))


def interpreter_folders() -> list[str]:
    """Where this interpreter and its packages live, outermost first."""
    folders = {os.path.realpath(p) for p in (sys.base_prefix, sys.base_exec_prefix)} | {sys.prefix}
    home = os.path.realpath(os.path.expanduser("~"))
    for folder in folders:
        if os.path.commonpath([home, folder]) == folder:
            raise Unavailable(
                f"the interpreter's folder {folder} holds the home folder: use a virtual environment"
            )
    folders |= {os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))}
    return sorted(folder for folder in folders if not folder.startswith("/usr/"))


def visible_in_tmp() -> list[str]:
    """What a guest finds in its own /tmp: nothing, or the way to an interpreter that lives below it."""
    return sorted({Path(folder).parts[2] for folder in interpreter_folders() if folder.startswith("/tmp/")})


def isolation(unsafe: bool = False) -> str:
    """How guests are isolated here: "root", "user", or "unsafe" when that was allowed."""
    mode, reason = _probe()
    if mode:
        return mode
    if unsafe:
        return "unsafe"
    raise Unavailable(
        f"generated code cannot be isolated here ({reason}). Install bubblewrap (apt-get install bubblewrap) and "
        "allow user namespaces (docker: --security-opt seccomp=unconfined, or --privileged), "
        "or pass --unsafe to run it with your own rights"
    )


@functools.cache
def _probe() -> tuple[str, str]:
    """The first form of isolation that works here, or "" and the reason why none does."""
    if sys.platform != "linux":
        return "", f"there is no bubblewrap for {sys.platform}"
    if shutil.which("bwrap") is None:
        return "", "bubblewrap is not installed"
    if not seccomp.supported():
        return "", "there is no system call filter for this processor"
    reasons = []
    for mode in ("root", "user"):
        if mode == "root" and os.geteuid() != 0:
            continue
        problem = _try(mode)
        if not problem:
            return mode, ""
        reasons.append(f"as {mode}: {problem}")
    return "", "; ".join(reasons)


_SELF_TEST = """
import os, socket, sys
try:
    socket.socket(socket.AF_INET)
    sys.exit("the network is reachable")
except PermissionError:
    pass
if os.getuid() == 0 or set(os.listdir("/tmp")) - set({visible}):
    sys.exit("the guest was not confined")
children = 0
try:
    while children < {limit} + 1:
        if os.fork() == 0:
            import time
            time.sleep(60)
        children += 1
    sys.exit("the limit of processes does not hold")
except OSError:
    print("confined")
"""


def _try(mode: str) -> str:
    """Run the self-test in this mode; "" if every promise held, else what went wrong."""
    limits = Limits(processes=8)
    task = {"code": _SELF_TEST.format(limit=limits.processes, visible=visible_in_tmp())}
    task |= {"limits": dataclasses.asdict(limits), "uid": _FIRST_UID - 1 if mode == "root" else None}  # type: ignore[dict-item]
    with tempfile.TemporaryFile() as filter_file:
        filter_file.write(seccomp.program())
        filter_file.seek(0)
        command = [*_bubblewrap(mode, limits, filter_file.fileno()), sys.executable, "-I", "-B", "-c"]
        done = subprocess.run(
            [*command, _boot("script", LIBRARY)],
            input=json.dumps(task).encode(),
            capture_output=True,
            env=ENVIRONMENT,
            pass_fds=[filter_file.fileno()],
            timeout=60,
        )
    if done.stdout == b"confined\n":
        return ""
    return (done.stderr.decode(errors="replace").strip() or "the self-test failed").splitlines()[-1]
