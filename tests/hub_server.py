"""A loopback server that answers as the Hugging Face Hub and as a package index do, and can misbehave."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".bin", ".onnx", ".onnx_data")  # kept in large-file storage, so described by sha256


@dataclass
class Behaviour:
    """What the server does with the next requests."""

    cut_after: dict[str, int] = field(
        default_factory=dict
    )  # file name -> bytes sent before the connection drops
    cuts: dict[str, int] = field(default_factory=dict)  # file name -> how often it is cut, all by default
    corrupt: set[str] = field(default_factory=set)  # file names that are sent with a wrong byte
    requests: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, Range
    commit: str = "a" * 40
    licence: str = "mit"


@dataclass
class Server:
    url: str
    behaviour: Behaviour
    repos: dict[str, Path]
    wheels: dict[str, Path]

    def downloads(self, name: str) -> list[str]:
        """The Range header of every GET of a file."""
        return [r for method, path, r in self.behaviour.requests if method == "GET" and path.endswith(name)]


@contextmanager
def serve() -> Iterator[Server]:
    server = Server("", Behaviour(), {}, {})

    class Handler(_Handler):
        state = server

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.state.behaviour.requests.append((self.command, path, self.headers.get("Range") or ""))
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"] and len(parts) >= 4:
            self._send_info("/".join(parts[2:4]), body)
        elif len(parts) >= 5 and parts[2] == "resolve" and "/".join(parts[:2]) in self.state.repos:
            self._send_file(self.state.repos["/".join(parts[:2])].joinpath(*parts[4:]), body)
        elif parts[0] == "simple" and len(parts) >= 2:
            self._send_index(parts[1], body)
        elif parts[0] == "wheels" and parts[1] in self.state.wheels:
            self._send_file(self.state.wheels[parts[1]], body)
        else:
            self._send(404, b"{}", body, {"X-Error-Code": "RepoNotFound"})

    def _send_info(self, repo: str, body: bool) -> None:
        if repo not in self.state.repos:
            self._send(404, b"{}", body, {"X-Error-Code": "RepoNotFound"})
            return
        siblings = []
        folder = self.state.repos[repo]
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            data = file.read_bytes()
            name = file.relative_to(folder).as_posix()
            entry: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": git_sha1(data)}
            if file.name.endswith(LARGE):
                entry["lfs"] = {
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "size": len(data),
                    "pointerSize": 1,
                }
            siblings.append(entry)
        info = {
            "id": repo,
            "sha": self.state.behaviour.commit,
            "siblings": siblings,
            "cardData": {"license": self.state.behaviour.licence},
        }
        self._send(200, json.dumps(info).encode(), body, {"Content-Type": "application/json"})

    def _send_file(self, file: Path, body: bool) -> None:
        if not file.is_file():
            self._send(404, b"{}", body, {"X-Error-Code": "EntryNotFound"})
            return
        data = file.read_bytes()
        large = file.name.endswith(LARGE)
        etag = hashlib.sha256(data).hexdigest() if large else git_sha1(data)
        if file.name in self.state.behaviour.corrupt:
            data = bytes([data[0] ^ 1]) + data[1:]
        headers = {
            "ETag": f'"{etag}"',
            "X-Repo-Commit": self.state.behaviour.commit,
            "Accept-Ranges": "bytes",
        }
        start = 0
        status = 200
        if (wanted := self.headers.get("Range")) and wanted.startswith("bytes="):
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            status = 206
        self._send(status, data[start:], body, headers, self._bytes_before_cut(file.name, start))

    def _bytes_before_cut(self, name: str, start: int) -> int | None:
        behaviour = self.state.behaviour
        if name not in behaviour.cut_after or self.command == "HEAD" or behaviour.cuts.get(name, 1) <= 0:
            return None
        if name in behaviour.cuts:
            behaviour.cuts[name] -= 1
        return max(0, behaviour.cut_after[name] - start)

    def _send_index(self, package: str, body: bool) -> None:
        links = "".join(f'<a href="/wheels/{name}">{name}</a>' for name in self.state.wheels)
        self._send(
            200,
            f"<!DOCTYPE html><html><body>{links}</body></html>".encode(),
            body,
            {"Content-Type": "text/html"},
        )

    def _send(
        self, status: int, data: bytes, body: bool, headers: dict[str, str], cut_after: int | None = None
    ) -> None:
        self.send_response(status)
        for key, value in ({"Content-Length": str(len(data))} | headers).items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(data if cut_after is None else data[:cut_after])
        if cut_after is not None:
            self.close_connection = True


def git_sha1(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
