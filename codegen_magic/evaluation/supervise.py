"""Watch guests from outside until they answer, end, or go over a limit; then kill them."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from codegen_magic.evaluation.guest import wire
from codegen_magic.evaluation.sandbox import Guest, Limits

POLL_SECONDS = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class End:
    """How watching ended. `frames` is the raw result channel; what it means is the caller's business."""

    status: str = "exited"
    output: str = ""
    seconds: float = 0.0
    frames: bytes = field(default=b"", repr=False)


class _Over(Exception):
    """A limit was passed; its name is the status."""


def supervise(
    guests: Sequence[Guest],
    limits: Limits,
    *,
    result_fd: int | None = None,
    until: Callable[[bytes], bool] | None = None,
) -> End:
    """Wait for the first guest to end (and the result channel to close), within limits.

    until: called with what the channel holds so far; once it is true, the clock of
    `limits.seconds` starts. None starts it at once, after a fixed time for starting.
    """
    end = End()
    output = bytearray()
    result = bytearray()
    t0 = time.monotonic()
    started: float | None = None
    with selectors.DefaultSelector() as selector:
        if guests[0].output_fd is not None:
            selector.register(guests[0].output_fd, selectors.EVENT_READ, (output, limits.output_bytes))
        if result_fd is not None:
            selector.register(result_fd, selectors.EVENT_READ, (result, wire.MAX_FRAME_BYTES))
        try:
            while selector.get_map() or guests[0].process.poll() is None:
                if not selector.get_map():
                    _wait_briefly(guests[0])
                for key, _ in selector.select(POLL_SECONDS):
                    _read(selector, key.fd, *key.data)
                now = time.monotonic()
                if started is None and (until is None or until(bytes(result))):
                    started = now
                limit = limits.start_seconds if started is None else limits.seconds
                if now - (t0 if started is None else started) > limit:
                    raise _Over("timeout")
                if memory_bytes([guest.process.pid for guest in guests]) > limits.memory_bytes:
                    raise _Over("memory")
        except _Over as over:
            end.status = str(over)
    for guest in guests:
        if end.status != "exited":
            guest.kill()
    end.seconds = time.monotonic() - (started if started is not None else t0)
    end.output = output.decode(errors="replace")
    end.frames = bytes(result)
    return end


def _wait_briefly(guest: Guest) -> None:
    with contextlib.suppress(Exception):
        guest.process.wait(POLL_SECONDS)


def _read(selector: selectors.BaseSelector, fd: int, into: bytearray, most: int) -> None:
    data = os.read(fd, 1 << 16)
    if not data:
        selector.unregister(fd)
    into += data[: most + 1 - len(into)]
    if len(into) > most:
        raise _Over("output")


def descendants(roots: Sequence[int]) -> list[int]:
    """Process ids of trees: the roots and everything below them."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{name}/stat", "rb") as stat:
                    # the command's name, in parentheses, may hold anything
                    parent = int(stat.read().rpartition(b")")[2].split()[1])
                children.setdefault(parent, []).append(int(name))
    found = list(roots)
    for pid in found:
        found += children.get(pid, [])
    return found


def memory_bytes(roots: Sequence[int]) -> int:
    """Resident memory of process trees, shared pages counted for each process."""
    total = 0
    for pid in descendants(roots):
        with contextlib.suppress(OSError, IndexError, ValueError), open(f"/proc/{pid}/statm") as statm:
            total += int(statm.read().split()[1]) * _PAGE
    return total


def kill_tree(root: int) -> None:
    """SIGKILL to a tree, stopped first so that it cannot fork away. Only for unsafe guests."""
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in descendants([root]):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
