"""Where answers end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen_magic.parsing import parses
from codegen_magic.truncate import STOP_RULES, cell_code, cell_cut, lost_its_end, published_cut


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


@pytest.mark.parametrize(
    ("rules", "text", "code"),
    [
        ("fence", "```python\nx = 1\n```\n", "x = 1"),
        ("fence", "\n~~~python\nx = 1\n~~~\nIt sets x.", "x = 1"),
        ("fence", "x = 1\n```\n", "x = 1"),
        ("cell", "Drop the column with axis=1:\n```python\nx = 1\n```\n", "x = 1"),
        ("cell", "x = 1\n```\nThis sets x.", "x = 1"),
    ],
)
def test_a_fence_that_comes_letter_by_letter_ends_nothing_that_it_opens(
    rules: str, text: str, code: str
) -> None:
    cuts = (STOP_RULES[rules].cut(text[:end]) for end in range(len(text) + 1))
    stopped = next((end for end, cut in enumerate(cuts) if cut is not None), len(text))
    assert STOP_RULES[rules].code(text[:stopped], True) == code


def test_a_loop_of_the_model_is_cut_to_its_first_round() -> None:
    assert cell_code("x = 1\n" * 50, False) == "x = 1"
    block = "a = f(a)\nb = g(a)\n"
    assert cell_code("start = 0\n" + block * 9, False) == "start = 0\na = f(a)\nb = g(a)"
    assert cell_cut("x = 1\nx = 1\ny = 2\n") is None


def test_equal_lines_that_are_meant_stay() -> None:
    board = "grid = [\n" + "    [0, 0, 0],\n" * 8 + "]"
    stars = "for i in range(3):\n" + "    print('*')\n" * 4 + "    print('end')"
    for code in (board, stars, 's = """\n' + "a\n" * 8 + '"""'):
        assert cell_code(code, True) == code
    assert cell_code("x = 1\nys = [\n" + "    0,\n" * 40, False) == "x = 1"


def test_a_statement_cut_at_the_token_limit_is_dropped() -> None:
    assert cell_code("x = 1\ny = [1, 2, 3, 4,", False) == "x = 1"
    assert cell_code("x = 1\ny = 2", False) == "x = 1\ny = 2"


@given(st.text())
def test_cell_code_never_fails_and_never_invents(text: str) -> None:
    for rules in STOP_RULES.values():
        for complete in (True, False):
            code = rules.code(text, complete)
            assert code in text
            assert not rules.must_be_code or parses(code)


CODE_PIECES = ["x = 1\n", "y = [1,\n", "  2]\n", "def f():\n", "    return x\n", "return\n", "# c\n", "\n"]
CODE_PIECES += [
    "else:\n",
    "if x:\n",
    "Here it is:\n",
    "```python\n",
    "```\n",
    "%time x\n",
    "!ls\n",
    "'''",
    ")",
]


@given(st.lists(st.sampled_from(CODE_PIECES), max_size=12).map("".join), st.booleans())
def test_the_code_of_a_cell_parses_or_is_empty(text: str, complete: bool) -> None:
    for name in ("cell", "fence"):
        code = STOP_RULES[name].code(text, complete)
        assert code in text
        assert parses(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = 1\ny = = 2\nz = 3", "x = 1"),
        ("x = 1\n# now y\ny = (\n", "x = 1"),
        ("def f(x):\n    y = x + 1\n    return y y\n", ""),  # half a function would be another function
        ("x = 1\ndef f(x):\n    y = x\n    return y y\n", "x = 1"),
        ("if x:\n    y = 1\nelse:\n    y = = 2\nz = 3", ""),
        ("Here is the code:\nx = 1\ny = [1, 2", "x = 1"),
        ("x = 1\nreturn x", "x = 1"),
        ("x = [1, 2, 3, 4,", ""),
    ],
)
def test_what_does_not_parse_is_left_out_from_its_statement_on(text: str, code: str) -> None:
    assert cell_code(text, True) == code
    assert cell_code(text, False) == code


def test_an_answer_that_lost_its_end_is_told_from_one_that_did_not() -> None:
    assert lost_its_end("x = 1\ny = = 2", "cell")
    assert lost_its_end("x = 1\ny = = 2", "fence")
    for text in ("x = 1", "Here it is:\nx = 1\nIt sets x.", "```python\nx = 1\n```\nx is one"):
        assert not lost_its_end(text, "cell")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1. load it\n2. plot it\n\nHope that helps!\n", "1. load it\n2. plot it\n\n"),
        ("1. load it\n\n2. plot it\n```python\nx\n", "1. load it\n\n2. plot it\n"),
        ("Here is a plan:\n\n1. load it\n2", "Here is a plan:\n\n1. load it\n2"),
        ("- again\n" * 9, "- again\n"),
    ],
)
def test_where_a_plan_ends(text: str, kept: str) -> None:
    assert STOP_RULES["plan"].code(text, True) == kept


def test_lines_of_ipython_can_be_run_and_stray_keywords_cannot() -> None:
    good = [
        "%time x = 1",
        "files = !ls",
        "df?",
        "%%bash\nls -la |",
        "%%time\nx = 1",
        "await f()",
        "s = '\\d'",
    ]
    bad = ["return 1", "break", "%%time\nx = (", "x = \x00", "(" * 5000]
    assert [code for code in good if not parses(code)] == []
    assert [code for code in bad if parses(code)] == []
