"""Several processes of one run on this machine, and how a run is told to stop.

On a CPU that has other work too, one process a core with one thread each is the fast form: the threads of one
process wait for each other at every operation, and one that the system has put aside holds up all.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

STOPPED = 143  # exit status after SIGTERM, with a checkpoint
LAUNCHER = "TRAINING_LAUNCHER_PID"
GRACE_SECONDS = 10.0  # for the others to end by themselves after one has failed


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def stop_on_sigterm() -> Iterator[Any]:
    """A function that says whether to stop: SIGTERM came, or the launcher is gone, whose command would start
    a second run beside this one. The handler before is put back at the end."""
    came = []
    launcher = int(os.environ.get(LAUNCHER, "0"))
    old = signal.signal(signal.SIGTERM, lambda *_: came.append(True))
    try:
        yield lambda: bool(came) or (launcher != 0 and os.getppid() != launcher)
    finally:
        signal.signal(signal.SIGTERM, old)


def launch(arguments: Sequence[str], count: int) -> int:
    """Run `python -m ARGUMENTS` as `count` processes of one group; the first status that is not 0, else 0.

    SIGTERM is handed on, so that every process saves and leaves. When one fails, the others are ended.
    """
    environment = os.environ | {
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(free_port()),
        "WORLD_SIZE": str(count),
        "LOCAL_WORLD_SIZE": str(count),
        "OMP_NUM_THREADS": str(max(1, cores() // count)),
        LAUNCHER: str(os.getpid()),
    }
    started: list[subprocess.Popen[bytes]] = []
    with stop_on_sigterm() as stop:
        try:
            for rank in range(count):
                own = {"RANK": str(rank), "LOCAL_RANK": str(rank)}
                started.append(subprocess.Popen([sys.executable, "-m", *arguments], env=environment | own))
            return wait_for(started, stop)
        finally:
            for process in started:
                process.kill()
                process.wait()


def wait_for(started: Sequence[subprocess.Popen[bytes]], stop: Any) -> int:
    """Until all have ended, or GRACE_SECONDS after the first that failed."""
    told, deadline, status = False, float("inf"), 0
    while None in [process.poll() for process in started] and time.monotonic() < deadline:
        if stop() and not told:
            told = True
            for process in started:
                process.terminate()
        failed = [p.returncode for p in started if p.returncode not in (None, 0, STOPPED)]
        if failed and status == 0:
            status, deadline = failed[0], time.monotonic() + GRACE_SECONDS
        time.sleep(0.05)
    return status or next((process.returncode for process in started if process.returncode), 0)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
