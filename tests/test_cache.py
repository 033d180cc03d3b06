"""The cache of completions: what decides a result is in its key, and the real model is not asked twice."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Notebook

from codegen_magic import __version__
from codegen_magic.backends import lazy
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.cache import Cache, key_of
from codegen_magic.models.table import DEFAULT
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.turn import Completion, Identity, Prompt, Sampling

DONE = Completion("x = 1\n", (1, 2), "stop", 0, 0.5, 0.5)
PROMPT = Prompt("# set x\n", (1, 2, 3), "comments")
KEY = "ab" + "12" * 31  # of the form that key_of gives
KNOWN = Identity("m", "1", "w" * 64, "t" * 64, "onnxruntime 1", "int4", "cpu")


def test_an_entry_comes_back_and_says_where_it_is_from(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    cache.put(KEY, DONE)
    assert cache.get(KEY) == dataclasses.replace(DONE, cached=True)
    other = "cd" + KEY[2:]
    cache.put(other, dataclasses.replace(DONE, stop_reason="cancelled"))
    assert cache.get(other) is None


def test_the_key_names_all_that_decides_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {key_of(PROMPT, Sampling(), KNOWN)}
    for field in dataclasses.fields(Identity):
        keys.add(key_of(PROMPT, Sampling(), dataclasses.replace(KNOWN, **{field.name: "other"})))
    changes: list[dict[str, Any]] = [
        {"temperature": 0.5}, {"top_p": 0.5}, {"seed": 1}, {"max_new_tokens": 9}, {"stop": "fence"}
    ]  # fmt: skip
    for change in changes:
        keys.add(key_of(PROMPT, dataclasses.replace(Sampling(), **change), KNOWN))
    keys.add(key_of(dataclasses.replace(PROMPT, text="# set y\n"), Sampling(), KNOWN))
    keys.add(key_of(dataclasses.replace(PROMPT, ids=(1, 2, 4)), Sampling(), KNOWN))
    monkeypatch.setattr("codegen_magic.cache.__version__", __version__ + "1")
    keys.add(key_of(PROMPT, Sampling(), KNOWN))
    assert len(keys) == 1 + 7 + 5 + 2 + 1
    assert key_of(PROMPT, Sampling(), dataclasses.replace(KNOWN, weights_sha256="")) == "", "a server's"


def test_what_is_broken_or_cannot_be_written_is_an_empty_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, DONE)
    (tmp_path / "ab" / f"{KEY[2:]}.json").write_text('{"text": 3')
    assert cache.get(KEY) is None
    (tmp_path / "file").write_text("")
    blocked = Cache(tmp_path / "file")
    blocked.put(KEY, DONE)
    assert blocked.get(KEY) is None


def test_the_cache_stays_within_its_limit_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit_bytes=3000)
    for n in range(30):
        cache.put(f"aa{n:062}", DONE)
        os.utime(tmp_path / "aa" / f"{n:062}.json", (n, n))
    assert cache.get("aa" + "0" * 62) is not None
    unfinished = tmp_path / "aa" / "codegen_magic_x1_y.tmp"
    unfinished.write_text("{")
    os.utime(unfinished, (0, 0))
    cache.sweep()
    left = [int(path.stem) for path in tmp_path.glob("*/*.json")]
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*")) <= 3000
    assert 0 in left
    assert 29 in left
    assert 1 not in left
    assert not unfinished.exists()


def test_the_users_own_files_in_the_folder_of_the_cache_are_never_removed(tmp_path: Path) -> None:
    names = [
        "2024/sales.csv",
        "ab/notes.json",
        "ab/tmpabcd1234.tmp",
        f"raw/{KEY[2:]}.json",
        "identities/a.json",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    cache = Cache(tmp_path, limit_bytes=0)
    cache.put(KEY, DONE)
    cache.sweep()
    assert cache.get(KEY) is None
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.glob("*/*")) == sorted(names)


def test_a_kernel_keeps_one_cache_so_that_not_every_step_sweeps(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = notebook.magics.completions()
    assert kept is not None
    assert notebook.magics.completions() is kept
    assert notebook.magics.completions(new=True) is None
    monkeypatch.setenv("CODEGEN_MAGIC_CACHE", str(tmp_path / "moved"))
    moved = notebook.magics.completions()
    assert moved is not None
    assert moved.folder == tmp_path / "moved"


def test_only_an_unchanged_prompt_is_answered_from_the_cache(tmp_path: Path) -> None:
    model = ScriptedBackend(["x = 1", "x = 2", "x = 3"])
    model.identity = KNOWN
    cache = Cache(tmp_path)
    session = Session()
    texts: list[str] = []
    first = synthesize(session, "set x", model, Sampling(), cache=cache)
    again = synthesize(
        session, "set x", model, Sampling(), cache=cache, on_text=lambda text, _: texts.append(text)
    )
    assert again.code == first.code == "x = 1"
    assert again.completion.cached
    assert texts == []
    assert synthesize(session, "set x", model, Sampling(seed=1), cache=cache).code == "x = 2"
    assert synthesize(session, "set x", model, Sampling()).code == "x = 3", "none asked for"


def test_the_scripted_model_and_servers_are_asked_each_time(notebook: Notebook, completions: Path) -> None:
    notebook.synth("set x", "x = 1")
    notebook.run("%synth undo")
    notebook.synth("set x", "x = 2")
    assert notebook.turns == [("set x\n", "x = 2")]
    assert list(completions.iterdir()) == []


@pytest.mark.model
def test_a_step_in_a_fresh_kernel_comes_from_the_cache_and_loads_no_model(
    default_model: Path, completions: Path, make_notebook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = "%%synth\nSet x to 1."
    first = make_notebook()
    first.magics.backend = "auto"
    assert "from the cache" not in first.run(step)[1]
    written = first.turns
    first.shell.run_line_magic("unload_ext", "codegen_magic")
    loads: list[Any] = []
    real = lazy.LazyBackend.loaded
    monkeypatch.setattr(lazy.LazyBackend, "loaded", lambda self: loads.append(1) or real(self))
    second = make_notebook()
    second.magics.backend = "auto"
    ok, shown = second.run(step)
    assert ok
    assert "from the cache" in shown
    assert second.turns == written
    assert loads == []
    assert f"unloaded {DEFAULT}: onnxruntime" in second.run("%synth status")[1]
    assert (
        second.magics.sessions["default"].turns[0].identity
        == first.magics.sessions["default"].turns[0].identity
    )
    second.run("%synth undo")
    second.run("%config SynthMagics.cache = False")
    ok, shown = second.run(step)
    assert ok
    assert "from the cache" not in shown
    assert second.turns == written
    assert loads
    assert json.loads(next((completions / "identities").iterdir()).read_text())["model"] == DEFAULT
