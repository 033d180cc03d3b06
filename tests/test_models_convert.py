"""Pickle checkpoints and GGUF files become safetensors, or fail clearly."""

from __future__ import annotations

import contextlib
import json
import pickle
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tiny_codegen import ADDED, EMBEDDING, VOCABULARY, write_published_codegen
from transformers import AutoModelForCausalLM, AutoTokenizer, GPTNeoConfig, GPTNeoForCausalLM

from codegen_magic.backends.tokenizer import load_tokenizer
from codegen_magic.errors import ModelBroken
from codegen_magic.models.convert import convert, convert_here
from codegen_magic.models.folder import read_folder, write_meta

END = VOCABULARY - 1


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, torch.nn.Module]:
    """The published folder, the converted one, and the model that was published."""
    published = tmp_path_factory.mktemp("published")
    model = write_published_codegen(published)
    target = published.parent / "converted"
    convert(published, target)
    return published, target, model


def test_a_published_codegen_checkpoint_gives_the_same_logits(converted):
    _, target, model = converted
    again = AutoModelForCausalLM.from_pretrained(target, dtype=torch.float32).eval()
    ids = torch.randint(0, VOCABULARY, (2, 40), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        torch.testing.assert_close(again(ids).logits, model(ids).logits, rtol=0, atol=0)


def test_the_weights_keep_their_dtype_and_the_old_mask_buffers_are_gone(converted):
    _, target, model = converted
    tensors = load_file(target / "model.safetensors")
    assert {tensor.dtype for tensor in tensors.values()} == {torch.float16}
    assert tensors.keys() == model.state_dict().keys()
    assert not list(target.glob("*.bin"))


def test_codegens_config_defects_are_repaired(converted):
    _, target, _ = converted
    for name in ("config.json", "generation_config.json"):
        config = json.loads((target / name).read_text())
        assert (config["bos_token_id"], config["eos_token_id"], config["pad_token_id"]) == (END, END, END)
    write_meta(target, name="tiny", source="local", revision="", licence="", default_format=None)
    folder = read_folder(target)
    assert folder.tokenizer_size == VOCABULARY + len(ADDED) < EMBEDDING
    assert (folder.eos_ids, folder.default_format, folder.context_length) == (
        frozenset({END}),
        "comments",
        128,
    )


def test_the_tokenizer_is_that_of_the_published_files(converted):
    published, target, _ = converted
    reference = AutoTokenizer.from_pretrained(published)
    ours = load_tokenizer(target)
    for text in ("import numpy as np\n", "x =     1", "\t\tif a:\n     b\n", "größe 日本", "a<|endoftext|>b"):
        assert ours.encode(text) == reference.encode(text)
        assert ours.decode(ours.encode(text)) == text.replace("<|endoftext|>", "")
    assert ours.encode("     ") == [END + 1]


class _Trap:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("zipped", [True, False])
def test_a_booby_trapped_pickle_does_nothing_but_fail_clearly(tmp_path, zipped):
    source, sprung = tmp_path / "source", tmp_path / "sprung"
    write_published_codegen(source)
    trap = {"transformer.wte.weight": torch.zeros(2), "x": _Trap(sprung)}
    if zipped:
        torch.save(trap, source / "pytorch_model.bin")
    else:
        (source / "pytorch_model.bin").write_bytes(pickle.dumps(trap))
    with pytest.raises(ModelBroken, match=r"pytorch_model\.bin was not loaded") as caught:
        convert(source, tmp_path / "target")
    assert not sprung.exists()
    assert "\n" not in str(caught.value)
    # the trap is a real one: loaded the unsafe way, it springs
    with contextlib.suppress(RuntimeError):  # the bare pickle is none of torch's formats, but has run by then
        torch.load(source / "pytorch_model.bin", weights_only=False)
    assert sprung.exists()


def test_damaged_and_unfit_checkpoints_fail_clearly(tmp_path):
    source = tmp_path / "source"
    write_published_codegen(source)
    weights = source / "pytorch_model.bin"
    whole = weights.read_bytes()
    state = torch.load(weights, weights_only=True)

    def fails(match: str) -> None:
        with pytest.raises(ModelBroken, match=match):
            convert_here(source, tmp_path / "target")  # as the child process calls it; 5 s faster each
        shutil.rmtree(tmp_path / "target")

    weights.write_bytes(whole[: len(whole) // 2])
    fails("was not loaded")
    torch.save([1, 2], weights)
    fails("not a table of tensors")
    torch.save({k: v for k, v in state.items() if k != "lm_head.bias"}, weights)
    fails(r"1 tensors missing \(lm_head.bias\)")
    torch.save(state | {"backdoor.weight": torch.zeros(3)}, weights)
    fails(r"1 unknown \(backdoor.weight\)")
    torch.save(state | {"lm_head.bias": torch.zeros(3)}, weights)
    fails("lm_head.bias has shape")
    torch.save(state | {"lm_head.bias": torch.full((EMBEDDING,), float("nan"))}, weights)
    fails("not finite")
    (source / "config.json").write_text("{")
    fails("config.json cannot be read")


def test_tied_embeddings_and_old_attention_buffers_are_left_out(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    write_published_codegen(source)
    torch.manual_seed(0)
    config = GPTNeoConfig(
        vocab_size=EMBEDDING, max_position_embeddings=64, hidden_size=32, num_layers=2, num_heads=4,
        attention_types=[[["global", "local"], 1]],
    )  # fmt: skip
    model = GPTNeoForCausalLM(config).eval()
    model.config.save_pretrained(source)
    state = dict(model.state_dict())
    assert state["lm_head.weight"].data_ptr() == state["transformer.wte.weight"].data_ptr()
    for layer in range(2):
        state[f"transformer.h.{layer}.attn.attention.bias"] = torch.ones(1, 1, 64, 64, dtype=torch.uint8)
        state[f"transformer.h.{layer}.attn.attention.masked_bias"] = torch.tensor(-1e9)
    torch.save(state, source / "pytorch_model.bin")
    target.mkdir()
    convert_here(source, target)
    kept = load_file(target / "model.safetensors").keys()
    assert not [
        name for name in kept if name == "lm_head.weight" or name.endswith(("attention.bias", "masked_bias"))
    ]
    again = AutoModelForCausalLM.from_pretrained(target, dtype=torch.float32).eval()
    ids = torch.arange(20)[None]
    with torch.no_grad():
        torch.testing.assert_close(again(ids).logits, model(ids).logits, rtol=0, atol=0)


def test_safetensors_get_a_tokenizer_and_the_source_stays_as_it_was(tmp_path, converted):
    published, whole, _ = converted
    source = tmp_path / "source"
    shutil.copytree(published, source)
    (source / "pytorch_model.bin").unlink()
    shutil.copy(whole / "model.safetensors", source)
    before = {file.name: file.read_bytes() for file in source.iterdir()}
    (tmp_path / "target").mkdir()
    convert_here(source, tmp_path / "target")
    write_meta(tmp_path / "target", name="t", source="local", revision="", licence="", default_format=None)
    assert read_folder(tmp_path / "target").tokenizer_size == VOCABULARY + len(ADDED)
    assert {file.name: file.read_bytes() for file in source.iterdir()} == before
    shutil.copy(whole / "tokenizer.json", source)
    with pytest.raises(ModelBroken, match="nothing to convert"):
        convert_here(source, tmp_path / "again")


def test_a_file_that_is_no_gguf_and_an_empty_folder_fail_clearly(tmp_path):
    with pytest.raises(ModelBroken, match="nothing to convert"):
        convert_here(tmp_path, tmp_path / "target")
    (tmp_path / "model.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelBroken, match="not a GGUF file"):
        convert(tmp_path, tmp_path / "target")


def test_code_beside_the_users_work_is_not_imported(tmp_path, monkeypatch):
    write_published_codegen(tmp_path / "source")
    (tmp_path / "torch.py").write_text("raise SystemExit('imported from the current folder')")
    monkeypatch.chdir(tmp_path)
    convert(tmp_path / "source", tmp_path / "target")
    assert (tmp_path / "target" / "model.safetensors").is_file()
