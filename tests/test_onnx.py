"""Exports against torch, and the decoders' contract: rewind, fork, batches, padding."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from tiny import tiny_folder

from codegen_magic.backends import open_backend
from codegen_magic.backends.base import Backend
from codegen_magic.backends.onnx_model import OnnxBackend
from codegen_magic.backends.torch_model import TorchBackend
from codegen_magic.errors import BackendUnavailable, BadInput, ContextFull, ModelBroken
from codegen_magic.export import blocks, calibrate, export
from codegen_magic.export.check import Bound, Figures, refuse_beyond
from codegen_magic.models.folder import read_folder, write_meta

ROOT = Path(__file__).parent.parent
CASES = [
    ("llama", "fused", "fp32"),
    ("llama", "fused", "int8"),
    ("llama", "fused", "int4"),
    ("qwen2", "fused", "fp32"),
    ("qwen2", "fused", "int4"),
    pytest.param(("llama", "transformers", "fp32"), marks=pytest.mark.slow),
    ("codegen", "transformers", "fp32"),
    pytest.param(("codegen", "transformers", "int8"), marks=pytest.mark.slow),
    ("gpt2", "transformers", "fp32"),
]
TOLERANCE = {"fp32": 2e-4, "int8": 0.2, "int4": 1.5}


@pytest.fixture(scope="module")
def models(llama_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("models")
    return {"llama": llama_folder} | {k: tiny_folder(k, root / k) for k in ("qwen2", "codegen", "gpt2")}


@pytest.fixture(scope="module")
def bundle(
    models: dict[str, Path], llama_bundle: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str, str], Path]:
    """The export of a kind of model, made once: it is to be read only."""
    made = {("llama", "fused", "fp32"): llama_bundle}

    def export_once(kind: str, exporter: str, precision: str) -> Path:
        case = (kind, exporter, precision)
        if case not in made:
            out = tmp_path_factory.mktemp("bundles") / "bundle"
            with patch("codegen_magic.export.check.refuse_beyond"):  # random weights lose more than real ones
                export(models[kind], out, precision, exporter)
            made[case] = out
        return made[case]

    return export_once


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(case))
def pair(
    request: pytest.FixtureRequest, models: dict[str, Path], bundle: Callable[[str, str, str], Path]
) -> tuple[Backend, Backend, float]:
    kind, exporter, precision = request.param
    out = bundle(kind, exporter, precision)
    about = json.loads((out / "meta.json").read_text())["onnx"]
    assert about["exporter"] == exporter
    assert about["greedy_agreement"] > 0.5
    return (
        TorchBackend.load(read_folder(models[kind]), "cpu", "float32"),
        OnnxBackend.load(out),
        TOLERANCE[precision],
    )


def ids_of(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, shape)


def test_logits_are_torchs_in_one_call_in_chunks_and_token_by_token(
    pair: tuple[Backend, Backend, float],
) -> None:
    reference, ours, tolerance = pair
    ids = ids_of(300)
    expected = reference.open().score(ids)
    np.testing.assert_allclose(ours.open().score(ids), expected, atol=tolerance)
    decoder = ours.open()
    np.testing.assert_allclose(decoder.extend(ids[:200]), expected[:, 199], atol=tolerance)
    for i in range(200, 204):
        np.testing.assert_allclose(decoder.extend(ids[i : i + 1]), expected[:, i], atol=tolerance)
    np.testing.assert_allclose(decoder.score(ids[204:]), expected[:, 204:], atol=tolerance)
    assert decoder.ids == list(ids)


def test_a_rewound_decoder_is_as_if_it_had_never_gone_on(pair: tuple[Backend, Backend, float]) -> None:
    _, ours, _ = pair
    ids = ids_of(40)
    straight, rewound = ours.open(), ours.open()
    straight.extend(ids[:30])
    rewound.extend(ids[:30])
    rewound.extend(ids_of(600, seed=5))  # also grows the buffer
    rewound.rewind(30)
    np.testing.assert_allclose(rewound.score(ids[30:]), straight.score(ids[30:]), atol=1e-4)
    rewound.rewind(0)
    assert rewound.length == 0
    np.testing.assert_allclose(rewound.extend(ids[:30]), ours.open().extend(ids[:30]), atol=1e-4)


def test_left_padded_rows_give_what_each_gives_alone(pair: tuple[Backend, Backend, float]) -> None:
    _, ours, tolerance = pair
    rows = [ids_of(9, seed=1), ids_of(5, seed=2), ids_of(1, seed=3)]
    batch, mask = np.zeros((3, 9), np.int64), np.zeros((3, 9), np.int64)
    for i, row in enumerate(rows):
        batch[i, 9 - len(row) :], mask[i, 9 - len(row) :] = row, 1
    together = ours.open(3)
    first = together.extend(batch, mask)
    then = together.extend(ids_of(3, 1, seed=4))
    many = together.score(ids_of(3, 4, seed=6))
    for i, row in enumerate(rows):
        alone = ours.open()
        close = {"atol": max(tolerance / 4, 1e-4)}  # activations are rounded per call
        np.testing.assert_allclose(first[i], alone.extend(row)[0], **close)
        np.testing.assert_allclose(then[i], alone.extend(ids_of(3, 1, seed=4)[i])[0], **close)
        np.testing.assert_allclose(many[i], alone.score(ids_of(3, 4, seed=6)[i])[0], **close)


def test_forks_continue_row_0_and_leave_it_as_it_is(pair: tuple[Backend, Backend, float]) -> None:
    _, ours, tolerance = pair
    decoder = ours.open()
    decoder.extend(ids_of(20))
    fork = decoder.fork(3)
    new = ids_of(3, 1, seed=9)
    logits = fork.extend(new)
    assert (decoder.length, fork.length, fork.batch) == (20, 21, 3)
    for i in range(3):
        decoder.rewind(20)
        np.testing.assert_allclose(logits[i], decoder.extend(new[i])[0], atol=max(tolerance / 4, 1e-4))


def test_a_full_context_is_an_error_that_leaves_the_decoder_usable(
    pair: tuple[Backend, Backend, float],
) -> None:
    _, ours, _ = pair
    decoder = ours.open()
    with pytest.raises(ContextFull, match="1025 tokens do not fit"):
        decoder.extend(ids_of(1025))
    assert decoder.extend(ids_of(3)).shape == (1, 288)


def test_q4_1_weights_are_kept_exactly() -> None:
    rng = np.random.default_rng(0)
    scale = rng.random((8, 3, 1)).astype(np.float16).astype(np.float32)
    low = -rng.random((8, 3, 1)).astype(np.float16).astype(np.float32) * 12
    codes = rng.integers(0, 16, (8, 3, 32))
    codes[..., 0], codes[..., 1] = 0, 15  # GGUF's quantizer always uses both ends
    weight = (codes * scale + low).astype(np.float32).reshape(8, 96)
    np.testing.assert_allclose(blocks.to_4_bits(weight).dense(), weight, rtol=0, atol=2e-6)


def test_the_rests_are_columns_that_multiply_the_sums_of_the_activations() -> None:
    rng = np.random.default_rng(0)
    block = blocks.to_4_bits(rng.normal(0.3, 1, (8, 96)).astype(np.float32))
    joined = block.with_rests()
    assert joined.codes.shape == (8, 4, 32)
    assert joined.codes.max() <= 15
    assert not joined.rest.any()
    x = rng.normal(size=(5, 96)).astype(np.float32)
    sums = np.pad(x.reshape(5, 3, 32).sum(-1), ((0, 0), (0, 29)))
    got = np.concatenate([x, sums], axis=1) @ joined.dense().T
    exact = x @ block.dense().T
    without = exact - x.reshape(5, 3, 32).sum(-1) @ block.rest.T
    assert np.abs(got - exact).max() < np.abs(without - exact).max() / 10
    np.testing.assert_allclose(got, exact, atol=float(np.abs(sums).sum(-1).max() * block.rest.max() / 15))


def test_calibrated_blocks_lose_less_on_inputs_like_those_they_were_chosen_for() -> None:
    rng = np.random.default_rng(0)
    mixing = rng.normal(size=(96, 96)) * np.geomspace(1, 0.05, 96)  # columns that depend on each other
    seen, unseen = ((rng.normal(size=(2000, 96)) @ mixing.T).astype(np.float32) for _ in range(2))
    weight = rng.normal(size=(64, 96)).astype(np.float32)
    chosen = calibrate.to_4_bits(weight, seen.T @ seen)
    assert chosen.codes.max() <= 15
    assert chosen.zero.max() <= 15

    def lost(found: blocks.Blocks4) -> float:
        return float(np.square(unseen @ (found.dense() - weight).T).mean())

    assert lost(chosen) < 0.5 * lost(blocks.to_4_bits(weight))
    dead = calibrate.to_4_bits(np.zeros((2, 32), np.float32), np.zeros((32, 32), np.float32))
    np.testing.assert_array_equal(dead.dense(), 0)


def test_moments_are_those_of_what_the_layers_multiply_however_little_memory_there_is(
    models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codegen_magic.backends.tokenizer import load_tokenizer
    from codegen_magic.export import _fuse
    from codegen_magic.export.weights import Weights

    monkeypatch.setattr(calibrate, "TEXTS", calibrate.TEXTS[:2])
    inputs = _fuse(models["llama"], tmp_path, "fp32")
    tokenizer = load_tokenizer(models["llama"])
    plenty = calibrate.Moments(tmp_path / "model.onnx", tokenizer, inputs)
    monkeypatch.setattr(calibrate, "HELD_BYTES", 1)
    little = calibrate.Moments(tmp_path / "model.onnx", tokenizer, inputs)
    for layer in inputs:
        np.testing.assert_allclose(little[layer], plenty[layer], rtol=1e-5)
    layer = "model.layers.0.self_attn.qkv"
    weights = Weights(models["llama"])
    x = np.concatenate(
        [
            weights["model.embed_tokens.weight"][tokenizer.encode(t)[: calibrate.LENGTH]]
            for t in calibrate.TEXTS
        ]
    )
    x = x / np.sqrt(np.square(x).mean(-1, keepdims=True) + json_of(models["llama"])["rms_norm_eps"])
    x = x * weights["model.layers.0.input_layernorm.weight"]
    np.testing.assert_allclose(plenty[layer], x.T @ x, rtol=1e-3, atol=1e-2)


def json_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "config.json").read_text()))


def test_weights_off_every_grid_are_calibrated_and_lose_less(models: dict[str, Path], tmp_path: Path) -> None:
    strict = patch.dict("codegen_magic.export.check.BOUNDS", {"int4": Bound(1e-9, 1e-9)})
    with strict, patch("codegen_magic.export.check.refuse_beyond"):
        about = export(models["llama"], tmp_path / "out", "int4", "fused")
    assert about["calibrated"] is True
    assert about["divergence"] < 0.7 * about["divergence_uncalibrated"]


def test_an_export_keeps_what_its_model_says_of_prompts_and_ends(
    models: dict[str, Path], tmp_path: Path
) -> None:
    source, out = tmp_path / "model", tmp_path / "out"
    shutil.copytree(models["llama"], source)
    about = {"name": "m", "source": "s", "revision": "", "licence": "", "default_format": "comments"}
    write_meta(source, **about, default_header="", context_length=17, eos_ids=[1])
    export(source, out, "fp32", "fused")
    folder = read_folder(out)
    assert (folder.default_header, folder.context_length, folder.eos_ids) == ("", 17, frozenset({1}))


def test_q8_0_weights_are_kept_exactly() -> None:
    rng = np.random.default_rng(0)
    scale = rng.random((8, 3, 1)).astype(np.float16).astype(np.float32)
    codes = rng.integers(-127, 128, (8, 3, 32))
    codes[..., 0] = 127
    weight = (codes * scale).astype(np.float32).reshape(8, 96)
    got, found = blocks.to_8_bits(weight)
    np.testing.assert_allclose(
        (got.astype(np.float32) - 128) * found[..., None], weight.reshape(8, 3, 32), atol=1e-6
    )


def test_a_bundle_that_lost_too_much_is_refused_and_nothing_is_left(
    models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codegen_magic.export import llama

    real = llama.feed_forward
    monkeypatch.setattr(llama, "feed_forward", lambda g, p, x, w: real(g, p, g.node("Neg", [x])[0], w))
    with pytest.raises(ModelBroken, match="refused: fp32 has a divergence"):
        export(models["llama"], tmp_path / "out", "fp32", "fused")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_whole_is_one_line(models: dict[str, Path], tmp_path: Path) -> None:
    for name, change, told in (
        ("model.safetensors", lambda text: b"", "is damaged"),
        (
            "config.json",
            lambda text: text.replace(b"num_attention_heads", b"heads"),
            "says no num_attention_heads",
        ),
    ):
        folder = tmp_path / name
        shutil.copytree(models["llama"], folder)
        (folder / name).write_bytes(change((folder / name).read_bytes()))
        with pytest.raises(ModelBroken, match=told):
            export(folder, tmp_path / f"out-{name}", "int8", "fused")


def test_a_change_of_perplexity_alone_is_refused() -> None:
    figures = Figures("torch", 10, 0.0, 1.0, 10.2, 10.0, 0.0, 0.0, 0.0)
    with pytest.raises(ModelBroken, match=r"changes perplexity by 2\.00%"):
        refuse_beyond(figures, "int4")
    with pytest.raises(ModelBroken, match="divergence of nan"):
        refuse_beyond(Figures("torch", 10, 0.0, 1.0, 10.0, 10.0, float("nan"), 0.0, 0.0), "int4")


def test_bad_options_say_what_to_use(
    models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CODEGEN_MAGIC_OPTIMUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match="no precision 'int3'"):
        export(models["llama"], tmp_path / "out", "int3")
    with pytest.raises(BadInput, match="does not know model type codegen"):
        export(models["codegen"], tmp_path / "out", "fp32", "fused")
    with pytest.raises(BackendUnavailable, match="optimum-cli is not here"):
        export(models["llama"], tmp_path / "out", "fp32", "optimum")
    with pytest.raises(ModelBroken, match=r"holds no onnx/model\.onnx"):
        OnnxBackend.load(models["llama"])


def test_running_a_bundle_imports_neither_torch_nor_transformers(llama_bundle: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from codegen_magic.backends.onnx_model import OnnxBackend
decoder = OnnxBackend.load(Path({str(llama_bundle)!r})).open()
decoder.extend([1, 2, 3]); decoder.extend([4]); decoder.fork(2).extend([[5], [6]])
print(sorted({{"torch", "transformers", "onnx", "safetensors"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_a_model_gains_an_export_in_its_own_folder(models: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models["llama"], tmp_path / "model"))
    export(folder, folder, "fp32")
    assert OnnxBackend.load(folder).identity.dtype == "fp32"
    assert isinstance(open_backend("auto", str(folder)), OnnxBackend)
    assert (folder / "model.safetensors").is_file()


def test_a_ready_export_of_optimums_layout_runs_as_it_is(
    models: dict[str, Path], bundle: Callable[[str, str, str], Path], tmp_path: Path
) -> None:
    """The names, the place of the file and the open sizes that exports of the hub have."""
    import onnx

    source = bundle("gpt2", "transformers", "fp32")
    model = onnx.load(source / "onnx" / "model.onnx")
    assert {"past_key_values.0.key", "past_key_values.1.value"} <= {v.name for v in model.graph.input}
    for value in (*model.graph.input, *model.graph.output):
        if "key" in value.name or "value" in value.name:
            value.type.tensor_type.shape.dim[1].dim_param = "num_heads"
            value.type.tensor_type.shape.dim[3].dim_param = "head_size"
    ready = tmp_path / "ready"
    shutil.copytree(source, ready, ignore=shutil.ignore_patterns("onnx", "meta.json"))
    onnx.save(model, ready / "model.onnx")
    ids = ids_of(20)
    expected = TorchBackend.load(read_folder(models["gpt2"]), "cpu", "float32").open().score(ids)
    np.testing.assert_allclose(OnnxBackend.load(ready).open().score(ids), expected, atol=2e-4)


def test_a_fused_export_never_goes_to_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cache lies in CPU memory, whatever the runtime could do."""
    from codegen_magic.backends import onnx_model

    both = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(onnx_model.ort, "get_available_providers", lambda: both)
    assert onnx_model.choose_provider("auto") == ("cuda", both)
    assert onnx_model.choose_provider("auto", cpu_only=True) == ("cpu", ["CPUExecutionProvider"])
    with pytest.raises(BackendUnavailable, match="CPU only"):
        onnx_model.choose_provider("cuda", cpu_only=True)
