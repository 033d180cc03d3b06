"""The torch backend against transformers' own forward pass, and a published CodeGen folder all the way to a cell."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import Notebook
from tiny import tiny_folder
from tiny_codegen import write_published_codegen

from codegen_magic.backends import open_backend
from codegen_magic.backends.torch_model import TorchBackend
from codegen_magic.errors import ModelBroken
from codegen_magic.marker import read_marker
from codegen_magic.models.command import main as models_command
from codegen_magic.models.folder import read_folder

IDS = list(b"import numpy as np\n")


@pytest.fixture(scope="module", params=["llama", "codegen", "gpt2"])
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TorchBackend:
    folder = tiny_folder(request.param, tmp_path_factory.mktemp(request.param))
    return TorchBackend.load(read_folder(folder), device="cpu", dtype="float32")


def reference(backend: TorchBackend, ids: list[int]) -> np.ndarray:
    """transformers' logits of every position (T, V), computed anew."""
    with torch.no_grad():
        return backend.model(torch.tensor([ids])).logits[0].numpy()


def test_prefill_and_single_steps_are_the_same(backend: TorchBackend) -> None:
    expected = reference(backend, IDS)
    decoder = backend.open()
    np.testing.assert_allclose(decoder.score(IDS[:8])[0], expected[:8], atol=1e-4)
    for position in range(8, len(IDS)):
        np.testing.assert_allclose(decoder.extend([IDS[position]])[0], expected[position], atol=1e-4)
    assert decoder.ids == IDS


def test_rewind_continues_as_if_nothing_had_been(backend: TorchBackend) -> None:
    decoder = backend.open()
    decoder.extend(IDS)
    for length in (10, 3, 0):
        decoder.rewind(length)
        assert decoder.length == length
        other = IDS[:length] + list(b"xyz")
        np.testing.assert_allclose(
            decoder.extend(other[length:])[0], reference(backend, other)[-1], atol=1e-4
        )


def test_left_padded_rows_equal_single_rows(backend: TorchBackend) -> None:
    short = IDS[:6]
    pad = len(IDS) - len(short)
    rows = np.array([IDS, [0] * pad + short])
    mask = np.array([[1] * len(IDS), [0] * pad + [1] * len(short)])
    decoder = backend.open(batch=2)
    logits = decoder.extend(rows, mask)
    np.testing.assert_allclose(logits[0], reference(backend, IDS)[-1], atol=1e-4)
    np.testing.assert_allclose(logits[1], reference(backend, short)[-1], atol=1e-4)
    logits = decoder.extend(np.array([[65], [66]]))
    np.testing.assert_allclose(logits[1], reference(backend, [*short, 66])[-1], atol=1e-4)


def test_forked_rows_go_their_own_way(backend: TorchBackend) -> None:
    decoder = backend.open()
    decoder.extend(IDS)
    forked = decoder.fork(3)
    logits = forked.extend(np.array([[65], [66], [67]]))
    for row, token in enumerate((65, 66, 67)):
        np.testing.assert_allclose(logits[row], reference(backend, [*IDS, token])[-1], atol=1e-4)
    assert decoder.ids == IDS


def test_an_interrupt_inside_the_model_leaves_an_empty_decoder(
    backend: TorchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = backend.open()
    decoder.extend(IDS)

    def interrupted(**kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(backend.model, "forward", interrupted)
        with pytest.raises(KeyboardInterrupt):
            decoder.extend([65])
    assert decoder.length == 0
    np.testing.assert_allclose(decoder.extend(IDS)[0], reference(backend, IDS)[-1], atol=1e-4)


def test_a_corrupt_file_is_one_line(tmp_path: Path) -> None:
    folder = tiny_folder("llama", tmp_path / "model")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelBroken, match="cannot load"):
        open_backend("torch", str(folder))


def test_a_published_codegen_checkpoint_becomes_a_cell(notebook: Notebook, tmp_path: Path) -> None:
    """The published pickle is converted, loaded, and writes a cell; its head is biased to write `x`."""
    published = tmp_path / "published"
    write_published_codegen(published)
    state = torch.load(published / "pytorch_model.bin", weights_only=True)
    state["lm_head.weight"].zero_()
    state["lm_head.bias"].zero_()[vocabulary_id(published, "x")] = 1
    torch.save(state, published / "pytorch_model.bin")
    assert models_command(["convert", str(published), str(tmp_path / "model")]) == 0
    notebook.shell.run_line_magic("config", "SynthMagics.header = '# h\\n'")
    ok, shown = notebook.run(f"%%synth --backend torch --model {tmp_path / 'model'} --max-new-tokens 3\nmean")
    assert ok, shown
    assert read_marker(notebook.inserted[0])[1] == "xxx"


def vocabulary_id(folder: Path, text: str) -> int:
    return int(json.loads((folder / "vocab.json").read_text())[text])
