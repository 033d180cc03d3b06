"""Where answers end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen_magic.truncate import STOP_RULES, cell_code, cell_cut, published_cut


def published(completion: str) -> str:
    """The published script's steps written out one after the other, to compare with."""
    for word in ("print", "def"):
        found = list(re.finditer(f"^{word}", completion, re.MULTILINE))
        if len(found) > 1:
            completion = completion[: found[1].start()]
    patterns = ["^#", re.escape("<|endoftext|>"), "^'''", '^"""', "\n\n\n"]
    hits = [m.start() for m in (re.search(p, completion, re.MULTILINE) for p in patterns) if m]
    return completion[: min(hits)] if hits else completion


PIECES = ["print(1)\n", "def f():\n", "    x\n", "#", "\n", "<|endoftext|>", "'''", '"""', "y = 1", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_published_truncation_is_the_published_scripts(text: str) -> None:
    assert STOP_RULES["codegen"].code(text, True) == published(text)


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_stopping_early_gives_what_stopping_late_gives(text: str) -> None:
    final = published(text)
    for end in range(len(text) + 1):
        cut = published_cut(text[:end])
        if cut is not None:
            assert text[:cut] == final
            break


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = 1\n\n# Next step\ny = 2\n", "x = 1"),
        ("# why\nx = 1\n# and so\ny = 2\n", "# why\nx = 1\n# and so\ny = 2"),
        ("```python\n# a\n\n# b\nx = 1\n```\nIt sets x.", "# a\n\n# b\nx = 1"),
        ("Sure, here is the code:\n\n```python\nx = 1\n```\n", "x = 1"),
        ("x = 1\n```\n\nThis sets x to 1.", "x = 1"),
        ("~~~\nx = 1\n~~~", "x = 1"),
        (
            "s = '''\n# not a step\n\n# nor this\n'''\nprint(s)\n\n# Next",
            "s = '''\n# not a step\n\n# nor this\n'''\nprint(s)",
        ),
        ('s = """\n```\n"""\n\n# Next', 's = """\n```\n"""'),
        ("x = [\n    1,\n\n# inside\n    2,\n]\n\n# Next", "x = [\n    1,\n\n# inside\n    2,\n]"),
        (
            "@cache\ndef f(x):\n    return x\n\n\nclass A:\n    pass\n\n\ndef g():\n    pass\n\n# Next\n",
            "@cache\ndef f(x):\n    return x\n\n\nclass A:\n    pass\n\n\ndef g():\n    pass",
        ),
        ("%matplotlib inline\nplt.plot(x)\n", "%matplotlib inline\nplt.plot(x)"),
        ("This code sets x to one:\nx = 1\nNow x is set.", "x = 1"),
        ("I cannot do that, sorry.", ""),
        ("", ""),
        ("# only\n# comments\n", ""),
        ("print('# not a comment')\nx = \"```\"\n", "print('# not a comment')\nx = \"```\""),
    ],
)
def test_cell_rules(text: str, code: str) -> None:
    assert cell_code(text, True) == code


def test_a_loop_of_the_model_is_cut_to_its_first_round() -> None:
    assert cell_code("x = 1\n" * 50, False) == "x = 1"
    block = "a = f(a)\nb = g(a)\n"
    assert cell_code("start = 0\n" + block * 9, False) == "start = 0\na = f(a)\nb = g(a)"
    assert cell_cut("x = 1\nx = 1\ny = 2\n") is None


def test_a_statement_cut_at_the_token_limit_is_dropped() -> None:
    assert cell_code("x = 1\ny = [1, 2, 3, 4,", False) == "x = 1"
    assert cell_code("x = 1\ny = 2", False) == "x = 1\ny = 2"


@given(st.text())
def test_cell_code_never_fails_and_never_invents(text: str) -> None:
    for rules in STOP_RULES.values():
        for complete in (True, False):
            code = rules.code(text, complete)
            assert code in text
