"""Samples and verdicts as JSON lines: where sampling and scoring meet, and where a killed run goes on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from codegen_magic.errors import BadInput

Row = dict[str, Any]


class Lines:
    """An append-only file of JSON lines; each line is on the disk before `add` returns."""

    def __init__(self, path: Path, resume: bool) -> None:
        """resume=False refuses a file that holds lines; resume=True drops a last line that was cut."""
        self.path = path
        if path.exists() and path.stat().st_size and not resume:
            raise BadInput(f"{path} has samples already: add --resume to go on, or choose another --out")
        path.parent.mkdir(parents=True, exist_ok=True)
        _drop_cut_line(path)
        self._file = open(path, "a", encoding="utf-8")  # noqa: SIM115
        self._lock = threading.Lock()

    def add(self, row: Row) -> None:
        with self._lock:
            self._file.write(json.dumps(row) + "\n")  # ASCII: half a surrogate pair has no UTF-8
            self._file.flush()
            os.fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def read(path: Path) -> Iterator[Row]:
    """The whole lines of a file; a last line that was cut by a kill is left out."""
    if not path.exists():
        return
    with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith("\n"):
                return
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadInput(f"{path}, line {number} is not JSON: {error}") from error


def _drop_cut_line(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError), open(path, "r+b") as file:
        data = file.read()
        if data and not data.endswith(b"\n"):
            file.truncate(data.rfind(b"\n") + 1)


def derived_seed(*parts: Any) -> int:
    """A seed from the run's seed and a sample's place in it: the same in any order and any batch."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:4], "big")
