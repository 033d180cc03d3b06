"""A model in a process of its own, so that the process that runs notebooks can fork without harm.

Requests and answers are JSON and raw numbers, never pickles: one side runs generated code.
Each request has an id that never comes again; an answer to somebody who was killed is skipped.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from codegen_magic.backends import open_backend
from codegen_magic.backends.tokenizer import load_tokenizer
from codegen_magic.models.store import find
from codegen_magic.turn import Identity

KEPT_DECODERS = 2


def serve(connection: Connection, backend_name: str, model: str) -> None:
    """Load the model, say what it is, and answer until the other side is gone."""
    backend = open_backend(backend_name, model)
    about = {"identity": backend.identity.to_json(), "context_length": backend.context_length}
    about |= {"default_format": backend.default_format, "default_header": backend.default_header}
    about |= {"same_in_batch": getattr(backend.open(), "same_in_batch", False)}
    connection.send_bytes(json.dumps(about).encode())
    decoders: dict[str, Any] = {}
    forks: dict[str, Any] = {}  # the latest of each decoder
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        key = request["decoder"]
        decoders[key] = decoders.pop(key, None) or backend.open()  # the one that was used last is last
        for old in list(decoders)[:-KEPT_DECODERS]:
            del decoders[old]
            forks.pop(old, None)
        if request["do"] == "fork":
            forks[key] = decoders[key].fork(request["rows"])
        logits, error = _answer(forks.get(key) if request["in_fork"] else decoders[key], request)
        header = {"id": request["id"], "shape": logits.shape, "error": error}
        connection.send_bytes(json.dumps(header).encode())
        connection.send_bytes(np.ascontiguousarray(logits, dtype=np.float32).tobytes())


def _answer(decoder: Any, request: dict[str, Any]) -> tuple[Any, str]:
    try:
        if decoder is None or decoder.length < request["held"]:
            raise LookupError("the decoder was dropped since, for newer ones")
        if request["do"] != "fork":
            decoder.rewind(request["held"])
        if request["do"] in ("rewind", "fork"):
            return np.zeros(0), ""
        return getattr(decoder, request["do"])(request["ids"]), ""
    except Exception as error:  # it is told to the asking side, which raises it
        return np.zeros(0), f"{type(error).__name__}: {error}"


class RemoteBackend:
    """The model at the other end of a connection; satisfies `base.Backend`."""

    def __init__(self, backend_name: str, model: str) -> None:
        context = multiprocessing.get_context("spawn")  # a process without this one's modules and threads
        self._connection, far = context.Pipe()
        self._process = context.Process(target=serve, args=(far, backend_name, model), daemon=True)
        self._process.start()
        far.close()
        about = json.loads(self._connection.recv_bytes())
        self.identity = Identity.from_json(about["identity"])
        self.context_length: int = about["context_length"]
        self.default_format: str = about["default_format"]
        self.default_header: str | None = about["default_header"]
        self.same_in_batch: bool = about["same_in_batch"]
        self.tokenizer = load_tokenizer(Path(find(model).path))
        self._numbers = itertools.count()

    def open(self, batch: int = 1) -> RemoteDecoder:
        assert batch == 1, "a remote decoder has one row"
        return RemoteDecoder(self, f"{os.getpid()}-{next(self._numbers)}")

    def close(self) -> None:
        self._connection.close()
        self._process.terminate()
        self._process.join()

    def ask(self, request: dict[str, Any]) -> Any:
        request["id"] = f"{os.getpid()}-{next(self._numbers)}"
        self._connection.send_bytes(json.dumps(request).encode())
        while True:
            header = json.loads(self._connection.recv_bytes())
            data = self._connection.recv_bytes()
            if header["id"] == request["id"]:
                break
        if header["error"]:
            raise RuntimeError(header["error"])
        return np.frombuffer(data, dtype=np.float32).reshape(header["shape"])


class RemoteDecoder:
    """Satisfies `base.Decoder` for one row, or for the rows of its fork."""

    def __init__(
        self, backend: RemoteBackend, key: str, batch: int = 1, ids: Sequence[int] | None = None
    ) -> None:
        """ids: what a fork begins with; None: no fork."""
        self._backend, self._key, self.batch = backend, key, batch
        self.same_in_batch = backend.same_in_batch
        self._is_fork = ids is not None
        self.ids = list(ids or ())

    @property
    def length(self) -> int:
        return len(self.ids)

    def extend(self, ids: Any, mask: Any = None) -> Any:
        return self._add("extend", ids)

    def score(self, ids: Any, mask: Any = None) -> Any:
        return self._add("score", ids)

    def rewind(self, length: int) -> None:
        self._ask({"do": "rewind", "held": length})
        del self.ids[length:]

    def fork(self, n: int) -> RemoteDecoder:
        """The fork before this one is no longer of use then."""
        self._ask({"do": "fork", "rows": n, "held": self.length})
        return RemoteDecoder(self._backend, self._key, n, self.ids)

    def _add(self, do: str, ids: Any) -> Any:
        new = np.asarray(ids, np.int64)
        held, self.ids = self.ids, []  # empty should it raise
        answer = self._ask({"do": do, "ids": new.tolist(), "held": len(held)})
        self.ids = held + [int(i) for i in new.reshape(-1, new.shape[-1])[0]]
        return answer

    def _ask(self, request: dict[str, Any]) -> Any:
        in_fork = self._is_fork and request["do"] != "fork"
        return self._backend.ask(request | {"decoder": self._key, "in_fork": in_fork})
