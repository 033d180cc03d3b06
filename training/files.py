"""Folders that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.errors import BadCorpus, DiskFull


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


def refuse_to_replace(out: Path, source: Path) -> None:
    """BadCorpus where `out` holds something else than packed rows, or holds the input: it would be lost."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / "manifest.json").is_file())):
        raise BadCorpus(f"{out} holds other files: give a new folder")
    if source.resolve().is_relative_to(out.resolve()):
        raise BadCorpus(f"{source} lies in {out}, which would be replaced: give a new folder")


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
        if is_full_disk(error):
            raise DiskFull(
                f"no space left to write {path}: free some; what was there before is untouched"
            ) from error
        raise


def is_full_disk(error: Exception) -> bool:
    # safetensors reports it in an exception of its own
    number = getattr(error, "errno", None)
    return number in {errno.ENOSPC, errno.EDQUOT} or "No space left" in str(error)


def same_settings(file: Path, settings: dict[str, Any]) -> None:
    """Remember what a folder is made with; BadCorpus where it was begun with something else."""
    now = json.loads(json.dumps(settings))
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        with full_disk_is_named(file):
            file.write_text(json.dumps(now, indent=2) + "\n")
        return
    before = json.loads(file.read_text())
    for key in sorted(before.keys() | now.keys()):
        if before.get(key) != now.get(key):
            raise BadCorpus(
                f"{file.parent} was begun with another `{key}`: use another folder, or the old value ({file} has it)"
            )
