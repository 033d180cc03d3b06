"""A file of JSON lines that is only appended to, and survives kills, full disks and two writers at once.

A line is whole or it is not there: `append` makes one write of whole lines under a lock and syncs it. A last line
that was torn all the same (the machine lost its power) is moved to `FILE.torn` by the next append.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.errors import RecordFailed

Line = dict[str, Any]
LOCK_SECONDS = 10.0  # a writer holds the lock for milliseconds; more means that it was stopped
TAIL_BYTES = 1 << 16  # read at a time in search of the last line's beginning


@dataclass(frozen=True)
class Contents:
    """The lines that can be read, and one sentence for each thing that cannot."""

    lines: tuple[Line, ...] = ()
    problems: tuple[str, ...] = ()


def read(path: Path) -> Contents:
    """All whole lines, in order. A missing file has none. Changes nothing. Raises RecordFailed."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Contents()
    except OSError as error:
        raise RecordFailed(f"the record {path} cannot be read: {error.strerror}") from error
    lines: list[Line] = []
    bad: list[int] = []
    pieces = data.split(b"\n")
    for number, piece in enumerate(pieces, 1):
        if not piece.strip():
            continue
        line = _parsed(piece)
        if line is None:
            bad.append(number)
        else:
            lines.append(line)
    return Contents(tuple(lines), tuple(_problem(path, number, number == len(pieces)) for number in bad))


def append(path: Path, lines: Sequence[Line]) -> str:
    """Add lines, all or none, and sync them to the disk.

    Returns a sentence for the user where a torn line had to be moved away, else "". Raises RecordFailed.
    """
    if not lines:
        return ""
    data = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode("ascii")
    try:
        is_new = not path.exists()
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o666)
        try:
            with _locked(descriptor, path):
                note = _repair(descriptor, path)
                _write_all_or_nothing(descriptor, data)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_folder(path.parent)
    except OSError as error:
        raise RecordFailed(f"the record {path} cannot be written: {error.strerror or error}") from error
    return note


def _parsed(piece: bytes) -> Line | None:
    try:
        line = json.loads(piece)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _problem(path: Path, number: int, is_last: bool) -> str:
    if is_last:
        return f"the last line of {path.name} is torn and was left out"
    return f"line {number} of {path.name} cannot be read and was left out"


def _write_all_or_nothing(descriptor: int, data: bytes) -> None:
    end = os.lseek(descriptor, 0, os.SEEK_END)
    try:
        if os.write(descriptor, data) == len(data):
            return
    except BaseException:
        os.ftruncate(descriptor, end)
        raise
    os.ftruncate(descriptor, end)
    raise OSError("the disk is full")


def _repair(descriptor: int, path: Path) -> str:
    """End the file in a whole line; the sentence that says so where it did not."""
    tail = _behind_last_newline(descriptor)
    if not tail:
        return ""
    if _parsed(tail) is not None:  # whole; an editor took the line end
        os.write(descriptor, b"\n")
        return ""
    aside = path.with_name(path.name + ".torn")
    with aside.open("ab") as file:
        file.write(tail + b"\n")
        file.flush()
        os.fsync(file.fileno())
    os.ftruncate(descriptor, os.lseek(descriptor, 0, os.SEEK_END) - len(tail))
    return (
        f"the last line of {path.name} was torn when a kernel or the machine stopped: moved to {aside.name}"
    )


def _behind_last_newline(descriptor: int) -> bytes:
    tail = b""
    position = os.lseek(descriptor, 0, os.SEEK_END)
    while position:
        start = max(0, position - TAIL_BYTES)
        os.lseek(descriptor, start, os.SEEK_SET)
        _, newline, after = os.read(descriptor, position - start).rpartition(b"\n")
        tail = after + tail
        if newline:
            break
        position = start
    return tail


@contextlib.contextmanager
def _locked(descriptor: int, path: Path) -> Iterator[None]:
    """One writer at a time, over processes. A file system that knows no locks is written without."""
    t0 = time.monotonic()
    while True:
        try:
            unlock = _lock(descriptor)
            break
        except BlockingIOError:
            if time.monotonic() - t0 > LOCK_SECONDS:
                raise RecordFailed(
                    f"another kernel holds the record {path}: stop that kernel, then run the step again"
                ) from None
            time.sleep(0.005)
    try:
        yield
    finally:
        unlock()


if os.name == "nt":
    import msvcrt

    _FAR = 1 << 40  # the byte that stands for the lock, far behind any line

    def _lock(descriptor: int) -> Any:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as error:
            raise BlockingIOError(str(error)) from error

        def unlock() -> None:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

        return unlock

    def _sync_folder(folder: Path) -> None:
        """Windows syncs a folder's entry with the file."""

else:
    import fcntl

    def _lock(descriptor: int) -> Any:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            return lambda: None
        return lambda: fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _sync_folder(folder: Path) -> None:
        with contextlib.suppress(OSError):  # some file systems cannot
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
