"""A team's server: any OpenAI-compatible completions endpoint (vLLM, llama.cpp's server, transformers serve).

It gives text, not logits, so it offers `complete` in the place of decoders. Only the standard library.
The key comes from CODEGEN_MAGIC_API_KEY and goes nowhere but into the request's header.
"""

from __future__ import annotations

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Decoder, Logits, TokenIds
from codegen_magic.backends.scripted import ByteTokenizer
from codegen_magic.errors import BackendUnavailable, BadInput, ModelNotFound
from codegen_magic.turn import Completion, Identity, Sampling

KEY = "CODEGEN_MAGIC_API_KEY"
ATTEMPTS = 4
FIRST_WAIT_SECONDS = 0.25  # doubled before each further attempt
BUSY = frozenset({429, 500, 502, 503, 504})
BYTES_PER_TOKEN = 3  # of code, at least: the prompt's budget is counted in bytes where no tokenizer is known


class ServerBackend:
    """One model of one server. Nothing is kept between calls; the server caches prefixes itself."""

    def __init__(self, url: str, model: str, timeout: float = 60.0, context_tokens: int = 4096) -> None:
        """url: the base, such as http://localhost:8000/v1. timeout: seconds without a byte."""
        try:
            parts = urlsplit(url)
            port = f":{parts.port}" if parts.port else ""
        except ValueError:  # an open bracket, or a port that is no number
            parts, port = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadInput(f"{url!r} is no server's address: give one like http://localhost:8000/v1")
        if parts.username or parts.password:
            raise BadInput(f"no user and password in the address: put the key into {KEY}")
        self._parts = parts
        self._timeout = timeout
        self.model = model
        self.tokenizer = ByteTokenizer()
        self.bytes_per_token = BYTES_PER_TOKEN
        self.context_length = context_tokens * BYTES_PER_TOKEN
        self.default_format = "comments"
        self.default_header: str | None = None
        self._where = f"{parts.scheme}://{parts.hostname}{port}{parts.path}".rstrip("/")
        self.identity = Identity(model=model, runtime=f"server {self._where}")

    def open(self, batch: int = 1) -> Decoder:
        """An empty decoder: the server keeps the cache."""
        return NoDecoder(batch)

    def complete(
        self,
        prompt: str,
        sampling: Sampling,
        stop: Callable[[str], int | None],
        on_text: Callable[[str, int], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Completion:
        """Stream the continuation of `prompt` until the stop rule, the end or the limit.

        ids is empty. A stream that breaks raises BackendUnavailable and gives nothing, so that no
        half answer is taken for a whole one. Closing the connection stops the server's work.
        """
        t0 = time.perf_counter()
        t1 = 0.0
        text, pieces, reason = "", 0, ""
        connection, response = self._request(prompt, sampling)
        try:
            for piece, finish in self._events(response):
                t1 = t1 or time.perf_counter()
                text += piece
                pieces += bool(piece)
                if piece and on_text is not None:
                    on_text(text, pieces)
                reason = finish
                if stop(text) is not None:
                    reason = "stop"
                elif should_stop is not None and should_stop():
                    reason = "cancelled"
                if reason:
                    break
        finally:
            connection.close()
        t2 = time.perf_counter()
        t1 = t1 or t2
        return Completion(text, (), reason, 0, t1 - t0, t2 - t1)

    def _request(
        self, prompt: str, sampling: Sampling
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """The open answer of the first attempt that the server takes."""
        body = json.dumps(
            {
                "model": self.model,
                "prompt": prompt,
                "max_tokens": sampling.max_new_tokens,
                "temperature": sampling.temperature,
                "top_p": sampling.top_p if sampling.temperature > 0 else 1.0,
                "seed": sampling.seed,
                "stream": True,
            }
        )
        wait = FIRST_WAIT_SECONDS
        for attempt in range(1, ATTEMPTS + 1):
            try:
                connection, response = self._send(body)
            except OSError as error:  # refused, unreachable, timed out, unknown host
                problem: str = self._trouble(error)
            else:
                if response.status == 200:
                    return connection, response
                try:
                    problem = self._refusal(response)
                finally:
                    connection.close()
                if response.status not in BUSY:
                    raise self._final(response.status, problem)
            if attempt < ATTEMPTS:
                time.sleep(wait)
                wait *= 2
        raise BackendUnavailable(f"{problem} ({ATTEMPTS} attempts)")

    def _send(self, body: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = _connect(self._parts, self._timeout)
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        if key := _key():
            headers["Authorization"] = f"Bearer {key}"
        try:
            connection.request("POST", self._parts.path.rstrip("/") + "/completions", body, headers)
            return connection, connection.getresponse()
        except BaseException as error:
            connection.close()
            if isinstance(error, http.client.HTTPException):
                raise ConnectionError(str(error) or "no HTTP answer") from error
            raise

    def _events(self, response: http.client.HTTPResponse) -> Iterator[tuple[str, str]]:
        """(text, "end" or "length" or "") of each event; BackendUnavailable when the stream breaks."""
        finished = False
        try:
            for line in response:
                data = line.decode("utf-8", "replace").strip()
                if not data.startswith("data:"):
                    continue
                data = data.removeprefix("data:").strip()
                if data == "[DONE]":
                    if not finished:
                        yield "", "end"
                    return
                piece, finish = _parse(data)
                finished = finished or bool(finish)
                yield piece, finish
        except (OSError, http.client.HTTPException) as error:
            raise BackendUnavailable(
                f"{self._trouble(error)}, in the middle of an answer: run the step again"
            ) from error
        if not finished:
            raise BackendUnavailable(
                f"{self._where} closed the connection in the middle of an answer: run the step again"
            )

    def _trouble(self, error: Exception) -> str:
        if isinstance(error, ConnectionRefusedError):
            return f"nothing answers at {self._where}: is the server running?"
        if isinstance(error, TimeoutError):
            return f"{self._where} sent nothing for {self._timeout:g} s"
        return f"{self._where} cannot be reached ({error})"

    def _refusal(self, response: http.client.HTTPResponse) -> str:
        try:
            said = " ".join(response.read(2000).decode("utf-8", "replace").split())[:200]
        except (OSError, http.client.HTTPException):  # it stalls, or ends too early
            said = "nothing more"
        if key := _key():
            said = said.replace(key, "***")  # some servers repeat the key they were given
        return f"{self._where} answered {response.status}: {said}"

    def _final(self, status: int, problem: str) -> Exception:
        if status in (401, 403):
            return BackendUnavailable(f"{problem}. Put a valid key into {KEY}")
        if status == 404:
            return ModelNotFound(
                f"{problem}. Check the address (it often ends in /v1) and the model {self.model!r}"
            )
        return BadInput(problem)


def _key() -> str:
    """The user's key; the line end that a file of it has does not count. Raises BadInput, which never quotes it."""
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise BadInput(f"{KEY} holds characters that no key has: set it again")
    return key


class NoDecoder:
    """Holds nothing and computes nothing."""

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.length = 0
        self.ids: list[int] = []

    def extend(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        raise BackendUnavailable("a server gives text and no logits: use a local backend for this")

    score = extend

    def rewind(self, length: int) -> None:
        """Nothing to forget."""

    def fork(self, n: int) -> NoDecoder:
        return NoDecoder(n)


def _connect(parts: SplitResult, timeout: float) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=timeout)


def _parse(data: str) -> tuple[str, str]:
    """One event's text and why the answer ended, if it did."""
    try:
        event: dict[str, Any] = json.loads(data)
        if "error" in event:
            raise BackendUnavailable(f"the server failed in the middle of an answer: {event['error']}")
        choice = (event.get("choices") or [{}])[0]
        finish = choice.get("finish_reason")
        return str(choice.get("text") or ""), {None: "", "length": "length"}.get(finish, "end")
    except (ValueError, AttributeError, TypeError, IndexError) as error:
        raise BackendUnavailable(f"the server sent an event that is no completion: {data[:100]}") from error
