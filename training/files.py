"""Folders that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from training.errors import DiskFull


@contextlib.contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """A folder to write into; it takes its final name when all is written and synced, replacing an older one.

    On any error what was written is removed and what was there before stays.
    """
    partial = final.with_name(f".{final.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with full_disk_is_named(final):
            partial.mkdir(parents=True)
            yield partial
            for file in partial.rglob("*"):
                if file.is_file():
                    sync(file)
        if final.exists():
            shutil.rmtree(final)
        partial.rename(final)
        sync(final.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def full_disk_is_named(path: Path) -> Iterator[None]:
    """Turn the system's "no space left" into DiskFull."""
    try:
        yield
    except Exception as error:
        # safetensors reports it in an exception of its own
        number = getattr(error, "errno", None)
        if number in {errno.ENOSPC, errno.EDQUOT} or "No space left" in str(error):
            raise DiskFull(
                f"no space left to write {path}: free some; what was there before is untouched"
            ) from error
        raise


def sha256_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
