"""A model that is loaded when the first token is asked of it: a step out of the cache needs only its tokenizer.

What a backend says of itself before it is loaded was noted when it was loaded last, under everything that decides it:
the weights, the packages' versions, the device asked for. Where nothing was noted, it is loaded at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Backend, Decoder, Logits, TokenIds, Tokenizer
from codegen_magic.backends.tokenizer import load_tokenizer
from codegen_magic.models.folder import ModelFolder
from codegen_magic.turn import Identity

PACKAGES = ("onnxruntime", "onnxruntime-gpu", "torch", "transformers", "torchao")


class LazyBackend:
    """A backend whose `load` is called once, by the first decoder that computes."""

    def __init__(self, folder: ModelFolder, identity: Identity, load: Callable[[], Backend]) -> None:
        self.tokenizer: Tokenizer = load_tokenizer(folder)
        self.context_length = folder.context_length
        self.default_format = folder.default_format
        self.default_header = folder.default_header
        self._identity = identity
        self._load = load
        self._loaded: Backend | None = None

    @property
    def identity(self) -> Identity:
        return self._loaded.identity if self._loaded else self._identity

    @property
    def is_loaded(self) -> bool:
        return self._loaded is not None

    def loaded(self) -> Backend:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def open(self, batch: int = 1) -> Decoder:
        return LazyDecoder(self, batch)


class LazyDecoder:
    """Empty until it is asked for logits."""

    def __init__(self, backend: LazyBackend, batch: int) -> None:
        self.batch = batch
        self._backend = backend
        self._decoder: Decoder | None = None

    def _real(self) -> Decoder:
        if self._decoder is None:
            self._decoder = self._backend.loaded().open(self.batch)
        return self._decoder

    @property
    def draft_tokens(self) -> int:
        return int(getattr(self._real(), "draft_tokens", 0))

    @property
    def same_in_batch(self) -> bool:
        return bool(getattr(self._real(), "same_in_batch", False))

    @property
    def length(self) -> int:
        return self._decoder.length if self._decoder else 0

    @property
    def ids(self) -> list[int]:
        return self._decoder.ids if self._decoder else []

    def extend(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        return self._real().extend(ids, mask)

    def score(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        return self._real().score(ids, mask)

    def rewind(self, length: int) -> None:
        if self._decoder:
            self._decoder.rewind(length)

    def fork(self, n: int) -> Decoder:
        return self._decoder.fork(n) if self._decoder else LazyDecoder(self._backend, n)


def open_lazily(
    folder: ModelFolder, asked: tuple[str, ...], notes: Path, load: Callable[[], Backend]
) -> Backend:
    """The backend, loaded only where nothing was noted of it.

    asked: backend, device, dtype, quantize. notes: a folder.
    """
    path = notes / f"{_key(folder, asked)}.json"
    with contextlib.suppress(OSError, ValueError, TypeError):
        return LazyBackend(folder, Identity.from_json(json.loads(path.read_text(encoding="utf-8"))), load)
    backend = load()
    with contextlib.suppress(OSError):
        _note(path, backend.identity)
    return backend


def _note(path: Path, identity: Identity) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(identity.to_json(), file)
    Path(name).replace(path)


def _key(folder: ModelFolder, asked: tuple[str, ...]) -> str:
    files = [
        (f.name, f.stat().st_size, f.stat().st_mtime_ns)
        for f in sorted(folder.path.rglob("*"))
        if f.is_file()
    ]
    versions = [_version(package) for package in PACKAGES]
    gpus = [os.environ.get("CUDA_VISIBLE_DEVICES", ""), Path("/dev/nvidiactl").exists()]
    about = [asked, str(folder.path.resolve()), files, versions, gpus]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
