"""Quantized weights, compiled steps and placement: what a GPU is for. The parts that need none run on the CPU."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import Notebook
from tiny import tiny_folder

from codegen_magic import backends
from codegen_magic.backends import open_backend
from codegen_magic.backends.base import Logits
from codegen_magic.backends.torch_model import TorchBackend, device_map
from codegen_magic.backends.torch_static import StaticDecoder, can_compile, compiled_step
from codegen_magic.errors import BackendUnavailable, BadInput
from codegen_magic.evaluation.__main__ import main as evaluate
from codegen_magic.generate import generate
from codegen_magic.models.folder import read_folder
from codegen_magic.models.store import store_path
from codegen_magic.recheck import model_opener
from codegen_magic.turn import Sampling

IDS = list(b"import numpy as np\n")
needs_torchao = pytest.mark.skipif(
    importlib.util.find_spec("torchao") is None,
    reason="torchao is not installed: pip install 'codegen-magic[gpu]'",
)


def on_gpu(test: Any) -> Any:
    missing = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
    return pytest.mark.gpu(missing(test))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def folder(kind: str) -> Path:
        if kind not in made:
            made[kind] = tiny_folder(kind, tmp_path_factory.mktemp(kind))
        return made[kind]

    return folder


def load(folder: Path, **options: Any) -> TorchBackend:
    return TorchBackend.load(read_folder(folder), **{"device": "cpu", "dtype": "float32", **options})


def divergence(a: Logits, b: Logits) -> float:
    """Mean Kullback-Leibler divergence of the last axis, in nats."""
    p, q = (torch.log_softmax(torch.tensor(x), dim=-1) for x in (a, b))
    return float((p.exp() * (p - q)).sum(-1).mean())


def step_of(backend: TorchBackend) -> StaticDecoder:
    """Its static decoder, whose graph is traced whole and run by torch: no compiler is needed."""
    return StaticDecoder(backend, compiled_step(backend.model, backend="eager"))


# quantized weights


@needs_torchao
@pytest.mark.parametrize("kind", ["llama", "codegen"])
def test_int8_is_near_the_model_it_was_made_of(kind: str, folders: Callable[[str], Path]) -> None:
    whole, small = load(folders(kind)), load(folders(kind), quantize="int8")
    expected, found = whole.open().score(IDS)[0], small.open().score(IDS)[0]
    assert 0 < divergence(expected, found) < 0.002
    assert (small.identity.dtype, whole.identity.dtype) == ("int8 float32", "float32")
    assert "torchao" in small.identity.runtime
    assert "torchao" not in whole.identity.runtime


@needs_torchao
def test_a_tied_output_matrix_stays_the_embedding(folders: Callable[[str], Path]) -> None:
    model = load(folders("llama"), quantize="int8").model
    assert model.lm_head.weight is model.model.embed_tokens.weight
    assert type(model.lm_head.weight) is torch.nn.Parameter
    assert type(model.model.layers[0].mlp.up_proj.weight) is not torch.nn.Parameter


@needs_torchao
def test_greedy_text_in_int8(folders: Callable[[str], Path]) -> None:
    """The whole loop: a cache that is extended, and the same text from one that is rewound."""
    backend = open_backend("auto", str(folders("llama")), "cpu", quantize="int8")
    decoder = backend.open()
    first, again = (
        generate(decoder, backend.tokenizer, IDS, Sampling(max_new_tokens=12), lambda text: None)
        for _ in range(2)
    )
    assert len(first.ids) == 12
    assert first.ids == again.ids


@needs_torchao
def test_a_record_in_int8_is_verified_in_int8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", str(tmp_path))
    folder = tiny_folder("llama", store_path("own/tiny"))
    (folder / "meta.json").write_text('{"name": "own/tiny"}')
    open_for = model_opener()
    for quantize in ("none", "int8"):
        identity = load(folder, quantize=quantize).identity
        assert open_for({"identity": identity.to_json()}).identity == identity


@needs_torchao
def test_a_model_without_linear_layers_is_not_called_int8(folders: Callable[[str], Path]) -> None:
    with pytest.raises(
        BadInput, match="GPT2LMHeadModel has no linear layers that int8 fits: load it without"
    ):
        load(folders("gpt2"), quantize="int8")


@needs_torchao
def test_int4_without_a_gpu_says_what_to_use(folders: Callable[[str], Path]) -> None:
    with pytest.raises(BackendUnavailable, match="int4 needs a CUDA device, not cpu: use --quantize int8"):
        load(folders("llama"), quantize="int4")


def test_without_torchao_the_command_is_named(
    folders: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backends, "_installed", lambda *packages: "torchao" not in packages)
    with pytest.raises(BackendUnavailable, match=r"run pip install 'codegen-magic\[gpu\]'"):
        open_backend("torch", str(folders("llama")), quantize="int8")


def test_quantize_is_of_torch_alone(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="for the torch backend, not for onnx"):
        open_backend("onnx", "any", quantize="int8")
    with pytest.raises(BadInput, match="use one of none, int8, int4"):
        open_backend("torch", "any", quantize="int3")


@needs_torchao
def test_quantize_in_a_notebook(notebook: Notebook, folders: Callable[[str], Path]) -> None:
    """As an option and as a setting; both are recorded, and neither takes the other's answer from the cache."""
    line = f"%%synth --backend torch --model {folders('llama')} --max-new-tokens 2 --to show"
    notebook.shell.run_line_magic("config", "SynthMagics.device = 'cpu'")
    for option in ("--quantize int8", ""):
        assert notebook.run(f"{line} {option}\nmean")[0]
    notebook.shell.run_line_magic("config", "SynthMagics.quantize = 'int8'")
    assert notebook.run(f"{line}\nmedian")[0]
    assert notebook.run(f"{line} --quantize none\nmedian")[0]
    loaded = {key[4]: value.identity.dtype for key, value in notebook.magics.backends.items()}
    assert loaded["int8"].startswith("int8 ")
    assert loaded["none"] in ("float32", "bfloat16")


@needs_torchao
def test_quantize_in_an_evaluation(
    folders: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.py").write_text("import numpy as np\n" * 3)
    common = ["perplexity", str(tmp_path), "--model", str(folders("llama")), "--dtype", "float32"]
    for quantize in ("none", "int8"):
        assert evaluate([*common, "--device", "cpu", "--quantize", quantize]) == 0
    whole, small = (line for line in capsys.readouterr().out.splitlines() if " 57 " in line)
    assert whole != small


# one graph a token


@pytest.mark.parametrize("kind", ["llama", "codegen", "gpt2"])
def test_the_fixed_cache_gives_the_logits_of_the_growing_one(
    kind: str, folders: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prompt, single steps, a cache that doubles, a rewind, padding, a fork."""
    monkeypatch.setattr("codegen_magic.backends.torch_static.FIRST_POSITIONS", 16)
    backend = load(folders(kind))
    fixed, growing = step_of(backend), backend.open()

    def same(*args: Any) -> None:
        np.testing.assert_allclose(fixed.extend(*args), growing.extend(*args), atol=1e-4)

    same(IDS[:14])
    for token in IDS[14:]:
        same([token])
    for length in (9, 4, 0):
        fixed.rewind(length)
        growing.rewind(length)
        same(list(b"xyz"))
        same([65])
    fixed.rewind(0)
    growing.rewind(0)
    same([0, 0, *IDS[:5]], np.array([[0, 0, 1, 1, 1, 1, 1]]))
    same([66])
    rows = np.array([[65], [66]])
    np.testing.assert_allclose(fixed.fork(2).extend(rows), growing.fork(2).extend(rows), atol=1e-4)
    assert fixed.ids == growing.ids


@needs_torchao
@pytest.mark.parametrize("quantize", ["none", "int8"])
def test_single_tokens_are_one_graph_compiled_once(quantize: str, folders: Callable[[str], Path]) -> None:
    backend = load(folders("llama"), quantize=quantize)
    torch._dynamo.reset()
    torch._dynamo.utils.counters.clear()
    decoder = step_of(backend)
    decoder.extend(IDS)
    assert not torch._dynamo.utils.counters["stats"]  # a prompt has another length each time
    for token in range(65, 70):
        decoder.extend([token])
    decoder.rewind(4)
    decoder.extend(IDS)
    decoder.score([65])
    assert torch._dynamo.utils.counters["stats"]["unique_graphs"] == 1
    assert not torch._dynamo.utils.counters["graph_break"]


def test_an_interrupt_leaves_an_empty_fixed_cache(
    folders: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = load(folders("llama"))
    decoder = step_of(backend)
    decoder.extend(IDS)

    def interrupted(**kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(backend.model.model.layers[1], "forward", lambda *a, **k: interrupted())
        with pytest.raises(KeyboardInterrupt):
            decoder.extend(IDS)
    assert decoder.length == 0
    np.testing.assert_allclose(decoder.extend(IDS), backend.open().extend(IDS), atol=1e-4)


# where it runs


def test_attention_is_sdpa_where_the_architecture_has_it(folders: Callable[[str], Path]) -> None:
    used = {
        kind: load(folders(kind)).model.config._attn_implementation for kind in ("llama", "gpt2", "codegen")
    }
    assert used == {"llama": "sdpa", "gpt2": "sdpa", "codegen": "eager"}


def test_layers_are_spread_over_several_gpus_only() -> None:
    assert device_map("cuda", 1) == {"": "cuda:0"}
    assert device_map("cuda", 4) == "auto"
    assert device_map("cuda:1", 4) == {"": "cuda:1"}


def test_nothing_is_compiled_on_a_cpu(folders: Callable[[str], Path]) -> None:
    backend = load(folders("llama"), compiled=True)
    assert not can_compile(backend.model)
    assert type(backend.open()).__name__ == "TorchDecoder"
    assert "compiled" not in backend.identity.runtime


@needs_torchao
@on_gpu
@pytest.mark.parametrize(("quantize", "most"), [("none", 0.001), ("int8", 0.004), ("int4", 0.2)])
def test_a_compiled_gpu_step_is_near_float32_on_the_cpu(
    quantize: str, most: float, folders: Callable[[str], Path]
) -> None:
    expected = load(folders("llama")).open().score(IDS)[0]
    backend = load(folders("llama"), device="cuda", dtype="auto", quantize=quantize, compiled=True)
    decoder = backend.open()
    assert isinstance(decoder, StaticDecoder)
    found = [decoder.extend(IDS[:5])[0], *(decoder.extend([token])[0] for token in IDS[5:])]
    assert divergence(expected[4:], np.array(found)) < most
    assert backend.identity.runtime.endswith("compiled")


@pytest.mark.gpu
@pytest.mark.skipif(torch.cuda.device_count() < 2, reason="needs two CUDA devices")
def test_two_gpus_share_the_layers(folders: Callable[[str], Path]) -> None:
    backend = load(folders("llama"), device="cuda")
    assert len(set(backend.model.hf_device_map.values())) > 1
    assert backend.identity.device == "cuda"
    np.testing.assert_allclose(
        backend.open().extend(IDS), load(folders("llama")).open().extend(IDS), atol=1e-3
    )


# the benchmark


@needs_torchao
def test_the_benchmark_leaves_out_what_cannot_run_here(
    folders: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a CPU: nothing is compiled, and int4 is named with its reason."""
    from benchmarks.gpu import main

    figures = tmp_path / "figures.json"
    short = ["--prompt-tokens", "8", "--new-tokens", "2", "--json", str(figures)]
    assert main([str(folders("llama")), "--device", "cpu", *short]) == 0
    rows = {row["engine"]: row for row in json.loads(figures.read_text())["rows"]}
    assert list(rows) == ["model.generate", "ours", "ours, compiled", "ours, int8"]
    assert all(row["decode_tokens_per_second"] > 0 for row in rows.values())
    assert rows["ours, int8"]["weights_gb"] < rows["ours"]["weights_gb"]
    assert "ours, int4: left out: int4 needs a CUDA device" in capsys.readouterr().out


@needs_torchao
@on_gpu
def test_the_benchmark_on_a_gpu(folders: Callable[[str], Path], tmp_path: Path) -> None:
    from benchmarks.gpu import ENGINES, main

    figures = tmp_path / "figures.json"
    short = ["--prompt-tokens", "16", "--new-tokens", "4", "--json", str(figures)]
    assert main([str(folders("llama")), *short]) == 0
    rows = json.loads(figures.read_text())["rows"]
    assert [row["engine"] for row in rows] == list(ENGINES)
    assert rows[2]["runtime"].endswith("compiled")
