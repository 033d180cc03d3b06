"""Prompts: exact text, stable prefixes, the budget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen_magic.backends.base import longest_common_prefix
from codegen_magic.backends.scripted import ByteTokenizer, ScriptedBackend
from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput, ContextFull
from codegen_magic.header import EXAMPLES
from codegen_magic.prompt import Layout, build
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.turn import Sampling

TOKENIZER = ByteTokenizer()
PLAIN = Layout("comments", "H\n\n")


def turns_of(*pairs: tuple[str, str]) -> list[Entry]:
    session, backend = Session(), ScriptedBackend(code for _, code in pairs)
    for instruction, _ in pairs:
        session.add(synthesize(session, instruction, backend, Sampling()))
    return session.entries


def test_comments_format() -> None:
    turns = turns_of(("load it\nquickly", "x = 1"), ("show it", "x"))
    prompt = build(turns, "double it", TOKENIZER, 1000, PLAIN, "# x: int\n")
    assert prompt.text == "H\n\n# load it\n# quickly\nx = 1\n\n# show it\nx\n\n# x: int\n# double it\n"
    assert prompt.ids == tuple(TOKENIZER.encode(prompt.text))


def test_learned_steps_without_a_word_of_the_kernel_stand_apart_from_the_step() -> None:
    prompt = build([], "double it", TOKENIZER, 1000, PLAIN, "# From other notebooks:\n# load it\nx = 1\n\n")
    assert prompt.text.endswith("x = 1\n\n# double it\n")


def test_chat_format() -> None:
    turns = turns_of(("load it", "x = 1"))
    prompt = build(turns, "double it", TOKENIZER, 1000, Layout("chat", "Be brief."), "# x: int")
    assert prompt.text == (
        "<system>\nBe brief.\n<user>\nload it\n<assistant>\n```python\nx = 1\n```\n"
        "<user>\n# x: int\ndouble it\n<assistant>\n```python\n"
    )


@given(st.text(min_size=1).filter(str.strip))
def test_an_instruction_is_never_formatted(instruction: str) -> None:
    text = build([], instruction, TOKENIZER, 1 << 20, PLAIN).text
    lines = text.removeprefix("H\n\n").removesuffix("\n").split("\n")
    assert all(line.startswith("#") for line in lines)
    body = "\n".join(line[2:] for line in lines)
    plain = instruction.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    assert [x.rstrip() for x in body.split("\n")] == [x.rstrip() for x in plain.split("\n")]


def test_braces_percent_and_hash_stay_as_they_are() -> None:
    step = "print {x} and {'a': 1} as %s # 100%"
    assert build([], step, TOKENIZER, 1000, PLAIN).text == f"H\n\n# {step}\n"


def test_the_oldest_turns_go_as_a_block_and_the_prefix_stays() -> None:
    turns = turns_of(*((f"step {i}", f"x{i} = {i}" + "0" * 40) for i in range(40)))
    previous, changes = build(turns[:1], "next", TOKENIZER, 600, PLAIN), 0
    for n in range(2, 41):
        prompt = build(turns[:n], "next", TOKENIZER, 600, PLAIN)
        assert len(prompt.ids) <= 600
        assert prompt.dropped == tuple(range(1, len(prompt.dropped) + 1))
        changes += prompt.dropped != previous.dropped
        if prompt.dropped == previous.dropped:
            assert longest_common_prefix(prompt.ids, previous.ids) >= len(previous.ids) - len("# next\n")
        previous = prompt
    assert 1 <= changes <= 12  # a block at a time, not one turn a step


def test_a_step_longer_than_the_context() -> None:
    with pytest.raises(ContextFull, match="shorten the step"):
        build([], "word " * 500, TOKENIZER, 200, PLAIN)


def test_unknown_format() -> None:
    with pytest.raises(BadInput, match="comments, chat"):
        build([], "x", TOKENIZER, 100, Layout("poem"))


def test_the_example_header_runs() -> None:
    import matplotlib as mpl

    mpl.use("agg")
    code = EXAMPLES.replace('"species"', '"target"').replace("petal_width", "petal width (cm)")
    code = code.replace("petal_length", "petal length (cm)").replace("sepal_length", "sepal length (cm)")
    exec(compile(code, "header", "exec"), {})
