"""%%synth and %synth in a real shell, with the scripted model behind the real token loop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Notebook
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from codegen_magic.backends.base import Logits
from codegen_magic.cell import StepDisplay
from codegen_magic.marker import MARKER, read_marker


def test_a_step_becomes_an_executable_cell(notebook: Notebook) -> None:
    ok, shown = notebook.synth("set x to one", "x = 1")
    assert ok
    assert notebook.turns == [("set x to one\n", "x = 1")]
    (source,) = notebook.inserted
    assert MARKER.match(source)
    assert "set x to one" in source.split("\n")[0]
    assert read_marker(source)[1] == "x = 1"
    assert "greedy" in shown
    assert "inserted below" in shown
    assert notebook.run(source)[0]
    assert notebook.shell.user_ns["x"] == 1


def test_the_model_sees_earlier_steps(notebook: Notebook) -> None:
    notebook.synth("set x to one", "x = 1")
    notebook.synth("double it", "x = x * 2")
    assert notebook.model.prompts[1].endswith("# set x to one\nx = 1\n\n# double it\n")


def test_dry_run_prints_the_exact_prompt_and_asks_nothing(notebook: Notebook) -> None:
    notebook.synth("set x to {one} %s", "x = 1")
    ok, shown = notebook.synth("double it", options="--dry-run")
    assert ok
    assert len(notebook.model.prompts) == 1
    notebook.synth("double it", "x = 2")
    assert shown == notebook.model.prompts[1]


def test_destinations(notebook: Notebook) -> None:
    assert notebook.synth("a", "a = 1", options="--to show")[0]
    assert notebook.inserted == []
    assert "a" not in notebook.shell.user_ns
    ok, shown = notebook.synth("b", "b = 2\nprint('ran', b)", options="--to run")
    assert ok
    assert "ran 2" in shown
    assert notebook.shell.user_ns["b"] == 2
    ok, shown = notebook.synth("c", "1 / 0", options="--to run")
    assert not ok
    assert "the generated code failed" in shown


def test_contexts_are_separate_and_named_in_the_marker(notebook: Notebook) -> None:
    notebook.synth("a", "a = 1")
    notebook.synth("b", "b = 1", options="--context other")
    assert "a = 1" not in notebook.model.prompts[1]
    marker, _ = read_marker(notebook.inserted[1])
    assert marker is not None
    assert (marker.context, marker.number) == ("other", 1)


def test_undo_reset_context_status_help(notebook: Notebook) -> None:
    for n in range(3):
        notebook.synth(f"step {n}", f"x{n} = {n}")
    shown = notebook.run("%synth context")[1]
    assert "[2] step 1" in shown
    assert "x1 = 1" in shown
    assert "tokens in comments format" in shown
    assert "undone [3] step 2" in notebook.run("%synth undo")[1]
    assert len(notebook.turns) == 2
    assert "context  default: 2 turns" in notebook.run("%synth status")[1]
    assert "2 turns forgotten" in notebook.run("%synth reset")[1]
    assert notebook.turns == []
    assert "nothing to undo" in notebook.run("%synth undo 5")[1]
    assert "%synth undo" in notebook.run("%synth help")[1]


def test_use_a_scripted_file(notebook: Notebook, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps(["y = 5"]))
    assert notebook.run("%synth use answers.json --backend scripted")[0]
    notebook.run("%%synth\nset y")
    assert notebook.turns[-1] == ("set y\n", "y = 5")


def test_use_a_server(notebook: Notebook) -> None:
    ok, shown = notebook.run("%synth use coder@http://localhost:8000/v1 --backend server")
    assert ok, shown
    assert "steps are written by coder@http://localhost:8000/v1" in shown
    assert (notebook.magics.model, notebook.magics.backend) == ("coder@http://localhost:8000/v1", "server")


def test_a_servers_context_is_told_in_bytes(notebook: Notebook) -> None:
    notebook.synth("set x", "x = 5")
    notebook.run("%synth use coder@http://localhost:8000/v1 --backend server")
    shown = notebook.run("%synth context")[1]
    assert "[1] set x  (written, 5 bytes)" in shown
    assert "of 12288 bytes in comments format" in shown


BAD_CELLS = [
    ("%%synth\n   \n", "the step is empty"),
    ("%%synth --steps\n\u00a0\n# \n", "the step is empty"),
    ("%%synth\n", "empty"),
    ("%%synth don't stop\nx", "the step goes below the %%synth line"),
    ("%%synth --context 'a\nx", "only options go there"),
    ("%%synth load the data\nx", "the step goes below the %%synth line"),
    ("%%synth --temprature 1\nx", "did you mean '--temperature'"),
    ("%%synth --temperature hot\nx", "invalid float value"),
    ("%%synth --temperature -3\nx", "temperature -3.0 is out of range"),
    ("%%synth --max-new-tokens 0\nx", "max_new_tokens 0 is out of range"),
    ("%%synth --to nowhere\nx", "invalid choice: 'nowhere'"),
    ("%%synth --format poem\nx", "no prompt format 'poem'"),
    ("%%synth --backend torhc\nx", "no backend 'torhc'"),
    ("%%synth --backend torch --model smollm2-135\nx", "did you mean 'smollm2-135m'"),
    ("%%synth --backend torch --model ./nothing-here\nx", "no model"),
    ("%%synth --backend scripted --model nothing.json\nx", "reads its answers from a JSON file"),
    ("%%synth --context ../x\nx", "use letters, digits"),
    ("%synth undoo", "did you mean 'undo'"),
    ("%synth undo many", "give the number of turns"),
    ("%synth undo 0", "number of 1 or more"),
    ("%synth use", "use which model?"),
    ("%synth use no-such-model --backend torch", "no model"),
    ("%synth use smollm2-135m --backend torhc", "no backend 'torhc'"),
    ("%synth use coder --backend server", "NAME@ADDRESS"),
    ("%synth reset other", "reset other: it takes no words"),
    ("%synth undo 2 other", "undo 2 other: give the number of turns"),
    ("%synth use coder@localhost --backend server", "is no server's address"),
]


@pytest.mark.parametrize(("source", "message"), BAD_CELLS)
def test_bad_input_is_one_clear_line_and_changes_nothing(
    notebook: Notebook, source: str, message: str
) -> None:
    notebook.synth("a", "a = 1")
    inserted = list(notebook.inserted)
    ok, shown = notebook.run(source)
    assert not ok
    assert message in shown
    assert "Traceback" not in shown
    assert len([line for line in shown.splitlines() if line.strip()]) == 1, shown
    assert notebook.inserted == inserted
    assert len(notebook.turns) == 1


@pytest.mark.parametrize(
    ("answer", "message"), [("", "answered nothing"), ("I cannot do that.", "answered without code")]
)
def test_a_model_that_writes_no_code(notebook: Notebook, answer: str, message: str) -> None:
    ok, shown = notebook.synth("do it", answer)
    assert not ok
    assert message in shown
    assert "Traceback" not in shown
    assert notebook.inserted == []
    assert notebook.turns == []


def test_a_step_longer_than_the_context(notebook: Notebook) -> None:
    notebook.model.context_length = 4000
    ok, shown = notebook.synth("word " * 2000, "x = 1")
    assert not ok
    assert "shorten the step" in shown
    assert notebook.turns == []


def raising(error: BaseException) -> Callable[..., Logits]:
    def extend(*args: Any) -> Logits:
        raise error

    return extend


@pytest.mark.parametrize(
    ("error", "message"), [(KeyboardInterrupt(), "interrupted"), (MemoryError(), "out of memory")]
)
def test_failures_inside_the_model(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, error: BaseException, message: str
) -> None:
    notebook.synth("a", "a = 1")
    with monkeypatch.context() as patch:
        patch.setattr(notebook.magics.decoder("default", notebook.model), "extend", raising(error))
        ok, shown = notebook.synth("b")
    assert not ok
    assert message in shown
    assert "Traceback" not in shown
    assert len(notebook.inserted) == len(notebook.turns) == 1
    assert notebook.synth("b", "b = 2")[0], "the next step works"


def test_an_interrupt_in_the_middle_shows_what_was_written(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = notebook.magics.decoder("default", notebook.model)
    extend, calls = decoder.extend, iter(range(100))
    monkeypatch.setattr(
        decoder, "extend", lambda *a: raising(KeyboardInterrupt())() if next(calls) > 6 else extend(*a)
    )
    ok, shown = notebook.synth("b", "result = 12345")
    assert not ok
    assert "result" in shown
    assert "12345" not in shown
    assert "nothing was inserted" in shown
    assert notebook.inserted == []
    assert notebook.turns == []


def test_an_interrupt_while_loading(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codegen_magic.workspace.open_backend", raising(KeyboardInterrupt()))
    ok, shown = notebook.run("%%synth --model other\nx")
    assert not ok
    assert "interrupted" in shown
    assert "Traceback" not in shown


def test_a_cell_of_several_steps_is_taken_back_as_a_whole(notebook: Notebook) -> None:
    notebook.synth("before", "a = 1")
    ok, shown = notebook.synth("- set b\n- set c\n- say something", "b = 2", "c = 3", "I cannot do that.")
    assert not ok
    assert "answered without code" in shown
    assert [instruction for instruction, _ in notebook.turns] == ["before\n"]
    assert len(notebook.inserted) == 1


def test_an_interrupted_fix_is_one_line(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook.synth("divide", "1 / 0")
    notebook.run(notebook.inserted[0])
    monkeypatch.setattr(
        notebook.magics.decoder("default", notebook.model), "extend", raising(KeyboardInterrupt())
    )
    ok, shown = notebook.run("%synth fix")
    assert not ok
    assert "interrupted" in shown
    assert "Traceback" not in shown
    assert notebook.turns == [("divide\n", "1 / 0")]


def test_a_fix_that_failed_too_is_fixed_again(notebook: Notebook) -> None:
    notebook.synth("divide", "1 / 0")
    notebook.run(notebook.inserted[0])
    notebook.model.answers.append("2 / 0")
    assert notebook.run("%synth fix")[0]
    notebook.model.answers.append("2 / 1")
    assert notebook.run("%synth fix")[0]  # nothing was run in between: the first cell's error still stands
    assert notebook.turns == [("divide\n", "2 / 1")]


def test_the_growing_code_of_a_chat_model_ends_with_its_fence(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules: set[str] = set()
    monkeypatch.setattr(StepDisplay, "on_text", lambda self, text, tokens: rules.add(self.rules))
    notebook.synth("load", "x = 1")
    notebook.synth("set x", "x = 1\n\n# More\ny = 2\n```", options="--format chat")
    assert rules == {"cell", "fence"}
    notebook.run(notebook.inserted[1].replace("x = 1", "1 / 0"))
    rules.clear()
    notebook.model.answers.append("x = 1\n```")
    assert notebook.run("%synth fix --format chat")[0]
    assert rules == {"fence"}


def test_the_model_is_loaded_once(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(
        "codegen_magic.workspace.open_backend", lambda *key: opened.append(key) or notebook.model
    )
    for _ in range(3):
        notebook.model.answers.append("x = 1")
        notebook.run("%%synth --model other\nset x")
    assert len(opened) == 1


# settings


def test_defaults_from_pyproject(shell: InteractiveShell, make_notebook: Callable[[], Notebook]) -> None:
    Path("pyproject.toml").write_text("[tool.codegen_magic]\ntemperature = 0.5\nseed = 3\n")
    notebook = make_notebook()
    notebook.synth("a", "a = 1")
    sampling = notebook.magics.sessions["default"].turns[0].sampling
    assert (sampling.temperature, sampling.seed) == (0.5, 3)


def test_config_goes_before_pyproject_and_options_before_both(
    shell: InteractiveShell, make_notebook: Callable[[], Notebook]
) -> None:
    Path("pyproject.toml").write_text("[tool.codegen_magic]\nseed = 3\ntemperature = 0.5\n")
    shell.config.SynthMagics.seed = 4
    notebook = make_notebook()
    assert (notebook.magics.seed, notebook.magics.temperature) == (4, 0.5)
    assert notebook.run("%config SynthMagics.seed = 5")[0]
    notebook.synth("a", "a = 1")
    notebook.synth("b", "b = 1", options="--seed 6")
    assert [t.sampling.seed for t in notebook.magics.sessions["default"].turns] == [5, 6]


def test_an_unknown_key_is_an_error_with_the_close_match(shell: InteractiveShell, capsys: Any) -> None:
    Path("pyproject.toml").write_text("[tool.codegen_magic]\ntemprature = 0.5\n")
    shell.run_cell("%load_ext codegen_magic")
    assert "unknown setting 'temprature'" in (err := "".join(capsys.readouterr()))
    assert "did you mean 'temperature'" in err
    assert "Traceback" not in err
    assert "synth" not in shell.magics_manager.magics["cell"]


def test_an_unknown_name_in_config(notebook: Notebook, caplog: pytest.LogCaptureFixture) -> None:
    notebook.run("%config SynthMagics.modle = 'x'")
    assert "did you mean 'model'" in caplog.text


def test_a_setting_of_the_wrong_type(shell: InteractiveShell, capsys: Any) -> None:
    Path("pyproject.toml").write_text("[tool.codegen_magic]\nseed = 'three'\n")
    shell.run_cell("%load_ext codegen_magic")
    assert "seed" in (err := "".join(capsys.readouterr()))
    assert "Traceback" not in err


# completion and unloading


def complete(shell: InteractiveShell, text: str) -> list[str]:
    with provisionalcompleter():
        return [found.text for found in shell.Completer.completions(text, len(text))]


def test_completion(notebook: Notebook) -> None:
    assert "--temperature" in complete(notebook.shell, "%%synth --te")
    assert "smollm2-135m" in complete(notebook.shell, "%%synth --model smol")
    assert "show" in complete(notebook.shell, "%%synth --to s")
    assert "context" in complete(notebook.shell, "%synth con")
    assert "smollm2-135m" in complete(notebook.shell, "%synth use smol")


def test_unload_leaves_nothing_behind(shell: InteractiveShell) -> None:
    def state() -> tuple[Any, ...]:
        manager = shell.magics_manager
        return (
            sorted(manager.magics["line"]),
            sorted(manager.magics["cell"]),
            sorted(manager.registry),
            sorted(c.__class__.__name__ for c in shell.configurables),
            sorted(map(str, shell.strdispatchers["complete_command"].strs)),
            {name: list(callbacks) for name, callbacks in shell.events.callbacks.items()},
            sorted(shell.user_ns),
        )

    shell.run_line_magic("unload_ext", "autoreload")  # so that IPython's own extension magics are there
    before = state()
    for _ in range(2):
        shell.run_line_magic("load_ext", "codegen_magic")
        assert "synth" in shell.magics_manager.magics["cell"]
        shell.run_line_magic("unload_ext", "codegen_magic")
    assert state() == before


def test_learned_steps_are_shown_where_they_are_asked_for(notebook: Notebook, tmp_path: Path) -> None:
    pytest.importorskip("bm25s")
    ok, told = notebook.synth("plot x", options="--examples 1 --dry-run")
    assert not ok
    assert "codegen-magic learn" in told
    (tmp_path / ".codegen_magic").mkdir()
    line = json.dumps({"prompt": "plot prices", "code": "prices.plot()"})
    (tmp_path / ".codegen_magic" / "steps.jsonl").write_text(line + "\n")
    assert "prices.plot()" in notebook.synth("plot x", options="--examples 1 --dry-run")[1]
    notebook.synth("make x", "x = 1")
    assert "prices.plot()" not in notebook.run("%synth context plot x")[1]
    notebook.run("%config SynthMagics.examples = 2")
    assert "# Steps of other notebooks:\n# plot prices" in notebook.run("%synth context plot x")[1]
    assert "other notebooks" not in notebook.run("%synth context")[1]


def test_a_plan_is_shown_for_editing_and_nothing_is_written(notebook: Notebook) -> None:
    ok, told = notebook.run("%synth plan load a.csv and plot price by region")
    assert ok
    assert "2 steps, split by its sentences" in told
    notebook.model.default_format = "chat"
    notebook.model.answers.append("1. Read a.csv.\n2. Draw prices.\n")
    ok, told = notebook.synth("load a.csv and plot it", options="--plan")
    assert ok
    assert "2 steps, split by scripted: change them before you run them\n1. Read a.csv." in told
    assert notebook.inserted[-1] == "%%synth --steps\nRead a.csv.\nDraw prices."
    assert notebook.turns == []
    assert "plan what?" in notebook.run("%synth plan")[1]


def test_a_plan_keeps_the_options_of_its_cell(notebook: Notebook) -> None:
    notebook.synth("load a.csv and plot it", options="--context eda --plan --n 2")
    assert notebook.inserted[0].splitlines()[0] == "%%synth --steps --context eda --n 2"
