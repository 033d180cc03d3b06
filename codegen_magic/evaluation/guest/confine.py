"""The first thing a guest does: take its task, give up what it does not need, then run."""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any


def start() -> dict[str, Any]:
    """Read the task from standard input, apply its limits and drop root. Returns the task."""
    with os.fdopen(os.dup(0), "rb") as stream:
        task: dict[str, Any] = json.loads(stream.read())
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    _limit(task["limits"])
    if task["uid"] is not None:
        os.setgroups([])
        os.setresgid(task["uid"], task["uid"], task["uid"])
        os.setresuid(task["uid"], task["uid"], task["uid"])
    sys.set_int_max_str_digits(0)
    return task


def _limit(limits: dict[str, Any]) -> None:
    def both(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    both(resource.RLIMIT_CORE, 0)
    both(resource.RLIMIT_AS, limits["memory_bytes"])
    both(resource.RLIMIT_CPU, int(limits["cpu_seconds"]) + 1)
    both(resource.RLIMIT_FSIZE, limits["disk_bytes"])
    both(resource.RLIMIT_NOFILE, limits["open_files"])
    both(resource.RLIMIT_MEMLOCK, 64 << 10)
    both(resource.RLIMIT_MSGQUEUE, 0)
    both(resource.RLIMIT_NPROC, limits["processes"])
