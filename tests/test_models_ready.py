"""Fetching where torch is absent: ready ONNX exports of a hub on loopback, or one line that says what to install."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("torch")  # the tests make their models with it; what they test goes without
pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from hub_server import Server, serve

from codegen_magic.errors import BackendUnavailable, FetchFailed
from codegen_magic.models import fetch as fetch_module
from codegen_magic.models import files, store
from codegen_magic.models.fetch import fetch
from codegen_magic.models.table import DEFAULT, MODELS, HubSource, ModelSpec, lookup

NAME, WEIGHTS, READY = "tiny-model", "someone/tiny", "someone/tiny-ONNX"
ROOT = Path(__file__).resolve().parents[1]
WITHOUT_TORCH = """
import sys
sys.modules["torch"] = sys.modules["transformers"] = None
from codegen_magic.backends import open_backend
from codegen_magic.models.fetch import fetch
path = fetch(sys.argv[1], progress=False)
backend = open_backend("auto", sys.argv[1])
print(path, backend.identity.dtype, backend.open().extend([1, 2, 3]).shape)
"""


@pytest.fixture(scope="module")
def made(llama_folder: Path, llama_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model's weights/ and its ready/ export."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(llama_folder, root / "weights")
    shutil.copytree(llama_bundle, root / "ready", ignore=shutil.ignore_patterns("meta.json"))
    (root / "ready" / "README.md").write_text("a model")
    return root


@pytest.fixture
def hub(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A hub with the weights in one repository and the export in another, and a table that names both."""
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    spec = ModelSpec(NAME, "llama", "comments", 1024, "MIT", 1, (HubSource(WEIGHTS),), onnx_repo=READY)
    for module in (fetch_module, store):
        monkeypatch.setattr(module, "lookup", lambda name: spec if name == NAME else lookup(name))
    with serve() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        for repo, kind in ((WEIGHTS, "weights"), (READY, "ready")):
            server.repos[repo] = tmp_path / kind
            shutil.copytree(made / kind, tmp_path / kind)
        yield server


@pytest.fixture
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_module, "find_spec", lambda name: None)


def files_of(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def asked_for(hub: Server) -> list[str]:
    return [path for _, path, _ in hub.behaviour.requests if "/resolve/" in path]


def test_without_torch_a_model_of_the_table_is_its_ready_export(hub: Server, no_torch: None) -> None:
    path = fetch(NAME, progress=False)
    assert files_of(path) == {
        "config.json", "generation_config.json", "meta.json", "tokenizer.json", "tokenizer_config.json",
        "onnx/model.onnx", "onnx/model.onnx.data",
    }  # fmt: skip
    meta = json.loads((path / "meta.json").read_text())
    assert (meta["source"], meta["onnx"]) == (f"hub:{READY}", {"precision": "fp32", "exporter": "hub"})
    assert set(meta["files_sha256"]) == {"onnx/model.onnx"}  # the file in large-file storage
    assert not any(WEIGHTS + "/" in path for path in asked_for(hub))


def test_a_hub_id_that_holds_an_export_runs_in_a_process_without_torch(hub: Server) -> None:
    shutil.copytree(hub.repos[READY] / "onnx", hub.repos[WEIGHTS] / "onnx")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH, WEIGHTS], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.split(maxsplit=2) == [str(store.store_path(WEIGHTS)), "fp32", "(1, 288)\n"], (
        done.stderr
    )
    assert not any(path.endswith(".safetensors") for path in asked_for(hub))


def test_the_4_bit_graph_is_taken_where_the_other_is_large_and_runs_under_its_own_name(
    hub: Server, no_torch: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codegen_magic.backends import open_backend

    graph = hub.repos[READY] / "onnx" / "model.onnx"
    shutil.copy(graph.with_name("model.onnx.data"), graph.with_name("model_q4.onnx_data"))
    import onnx

    model = onnx.load(graph, load_external_data=False)
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == "location":
                entry.value = "model_q4.onnx_data"
    onnx.save(model, graph.with_name("model_q4.onnx"))
    monkeypatch.setattr(files, "EXACT_BYTES", 1000)
    path = fetch(NAME, progress=False)
    assert {name for name in files_of(path) if "/" in name} == {
        "onnx/model_q4.onnx",
        "onnx/model_q4.onnx_data",
    }
    assert open_backend("auto", str(path)).identity.dtype == "int4"


@pytest.mark.parametrize(
    ("bytes_of", "graph"),
    [
        ({"model.safetensors": 5}, ""),
        ({"onnx/model.onnx": 654, "onnx/model_q4.onnx": 200}, "onnx/model.onnx"),
        (
            {"onnx/model.onnx": 567, "onnx/model.onnx_data": 1960, "onnx/model_q4.onnx": 862},
            "onnx/model_q4.onnx",
        ),
        ({"onnx/model.onnx": 5000}, "onnx/model.onnx"),
        ({"model.onnx": 5, "onnx/model_fp16.onnx": 3}, "model.onnx"),
        ({"onnx/model_q4.onnx": 5}, "onnx/model_q4.onnx"),
    ],
)
def test_which_graph_is_taken(bytes_of: dict[str, int], graph: str) -> None:
    assert files.choose_graph({name: size * 10**6 for name, size in bytes_of.items()}) == graph


def test_with_torch_weights_are_taken_and_an_export_only_where_there_are_none(hub: Server) -> None:
    shutil.copytree(hub.repos[READY] / "onnx", hub.repos[WEIGHTS] / "onnx")
    path = fetch(NAME, progress=False)
    assert {name for name in files_of(path) if name.endswith((".safetensors", ".onnx"))} == {
        "model.safetensors"
    }
    assert (fetch(READY, progress=False) / "onnx" / "model.onnx").is_file()


def test_an_export_and_weights_of_one_repository_are_pinned_apart(
    hub: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(hub.repos[READY] / "onnx", hub.repos[WEIGHTS] / "onnx")
    fetch(WEIGHTS, progress=False)
    monkeypatch.setattr(fetch_module, "find_spec", lambda name: None)
    hub.behaviour.commit = "b" * 40
    assert (fetch(WEIGHTS, progress=False, update=True) / "onnx" / "model.onnx").is_file()
    pins = json.loads((store.home() / "pins.json").read_text())
    assert [list(pin["sha256"]) for pin in pins.values()] == [["model.safetensors"], ["onnx/model.onnx"]]


def test_what_is_left_of_a_cut_export_does_not_come_with_the_weights(
    hub: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(hub.repos[READY] / "onnx", hub.repos[WEIGHTS] / "onnx")
    hub.behaviour.corrupt = {"model.onnx.data"}
    monkeypatch.setattr(fetch_module, "find_spec", lambda name: None)
    with pytest.raises(FetchFailed, match="does not match its hash"):
        fetch(WEIGHTS, progress=False)
    monkeypatch.setattr(fetch_module, "find_spec", find_spec)
    assert not any("onnx" in name for name in files_of(fetch(WEIGHTS, progress=False)))


def test_safetensors_alone_are_fetched_and_it_is_said_that_no_export_is_ready(
    hub: Server, no_torch: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (fetch(WEIGHTS) / "model.safetensors").is_file()
    assert (
        f"{WEIGHTS} has no ready ONNX export: make one with `codegen-magic export" in capsys.readouterr().err
    )


def test_what_would_have_to_be_converted_is_refused_before_any_download(hub: Server, no_torch: None) -> None:
    (hub.repos[WEIGHTS] / "model.safetensors").rename(hub.repos[WEIGHTS] / "pytorch_model.bin")
    for name in (WEIGHTS, DEFAULT):
        with pytest.raises(
            BackendUnavailable, match=rf"{name} has no ready .* 'codegen-magic\[torch\]'"
        ) as caught:
            fetch(name, progress=False)
        assert "\n" not in str(caught.value)
        assert not store.is_stored(name)
    assert asked_for(hub) == []


def test_the_default_model_is_not_built_on_a_ready_export_of_its_base(hub: Server, no_torch: None) -> None:
    hub.repos["HuggingFaceTB/SmolLM2-135M-Instruct"] = hub.repos[READY]
    fetch("smollm2-135m", progress=False)
    with pytest.raises(BackendUnavailable, match=f"{DEFAULT} has no ready ONNX export"):
        fetch(DEFAULT, progress=False)


def test_a_table_whose_repository_lost_its_export_says_so(hub: Server, no_torch: None) -> None:
    shutil.rmtree(hub.repos[READY] / "onnx")
    with pytest.raises(FetchFailed, match=f"{READY} holds neither safetensors nor .* nor onnx/model.onnx"):
        fetch(NAME, progress=False)


def test_the_documentation_lists_the_tables_exports() -> None:
    written = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    rows = {f"| {name} | {spec.onnx_repo} |" for name, spec in MODELS.items() if spec.onnx_repo}
    section = written.split("## Without torch")[1].split("\n## ")[0]
    assert {line for line in section.splitlines() if line.startswith("| ") and "/" in line} == rows
