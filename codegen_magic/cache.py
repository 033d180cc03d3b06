"""Completions on disk, so that a step that was written before need not be written again.

An entry's name is a hash of all that decides the result: the model's weights, tokenizer, runtime, type and device;
the prompt's text and tokens; the sampling with its seed and stop rules; the version of this package. What depends
on the kernel (checks, trials, the choice among candidates) is not kept: it is done anew. Entries are small
files in the user's cache folder; the oldest go when all of them take more than a limit.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

from codegen_magic import __version__
from codegen_magic.turn import Completion, Identity, Prompt, Sampling

FOLDER = "CODEGEN_MAGIC_CACHE"  # the variable that moves the cache
LIMIT_BYTES = 64 << 20
SWEEP_EVERY = 64  # entries written between two looks at the size
UNFINISHED = "codegen_magic_"  # how the name of a file begins that is being written
_SHELF = re.compile(r"[0-9a-f]{2}")  # the first digits of a key, a folder
_ENTRY = re.compile(rf"[0-9a-f]{{62}}\.json|{UNFINISHED}\w+\.tmp")  # the other digits


class Cache:
    """One folder of completions. Nothing here raises: a cache that fails is an empty one."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self._limit = limit_bytes
        self._written = 0

    def get(self, key: str) -> Completion | None:
        path = self._path(key)
        try:
            found = Completion.from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used last, goes last
        return dataclasses.replace(found, cached=True)

    def put(self, key: str, completion: Completion) -> None:
        """Keep a completion that came to its end; one that was stopped by the user is no answer."""
        if completion.stop_reason == "cancelled":
            return
        with contextlib.suppress(OSError):
            path = self._path(key)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED, suffix=".tmp")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(completion.to_json(), file)
            Path(name).replace(path)
            self._written += 1
            if self._written % SWEEP_EVERY == 1:
                self.sweep()

    def sweep(self) -> None:
        """Remove the entries that were used longest ago until the rest is within the limit.

        The folder may be one in which the user keeps other files: only what has an entry's name is looked at.
        """
        entries = []
        for path in self.folder.glob("*/*"):
            if not (_SHELF.fullmatch(path.parent.name) and _ENTRY.fullmatch(path.name)):
                continue
            with contextlib.suppress(OSError):  # another kernel sweeps too
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        size = sum(entry[1] for entry in entries)
        for _, bytes_, path in sorted(entries):
            if size <= self._limit:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            size -= bytes_

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def cache_folder(home: Path) -> Path:
    """Where completions are kept: CODEGEN_MAGIC_CACHE, else below the folder of the models."""
    chosen = os.environ.get(FOLDER)
    return Path(chosen).expanduser() if chosen else home / "completions"


def key_of(prompt: Prompt, sampling: Sampling, identity: Identity) -> str:
    """The name of a completion; "" where the identity does not name the weights, as with a server's."""
    if not identity.weights_sha256:
        return ""
    ids = hashlib.sha256(repr(prompt.ids).encode()).hexdigest()
    about = [__version__, prompt.text, ids, sampling.to_json(), identity.to_json()]
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
