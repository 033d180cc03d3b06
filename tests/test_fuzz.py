"""10,000 random magic lines and cell bodies: whatever they hold, no traceback of ours."""

from __future__ import annotations

import random
import unicodedata

import pytest
from conftest import Notebook

from codegen_magic.marker import read_marker

SCRIPTS = "abcXYZ 019 éß Жя 数据 カナ עברית العربية हिन्दी 😀 \u202e \u200d ﷽ 𝕏"
NASTY = [
    *"'\"`{}[]()%#!?$\\/;:<>|&*=~^@,.-",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x1b[31m",
    "\x0c",
    "\u2028",
    "\ud800",
    "'''",
    '"""',
    "```",
]
OPTIONS = [
    "--model",
    "--seed",
    "--top-p",
    "--temperature",
    "--to",
    "--context",
    "--dry-run",
    "--format",
    "--",
    "-",
    "--max-new-tokens",
]
VALUES = [
    "1",
    "-1",
    "1e9",
    "nan",
    "inf",
    "x",
    "show",
    "run",
    "chat",
    "a" * 300,
    "{x}",
    "$HOME",
    "default",
    "''",
]
ANSWERS = [
    "x = 1",
    "",
    "prose only.",
    "def f(:\n",
    "```python\ny = 2\n```",
    "'''",
    "x = [1,\n" * 9,
    "\x00",
    "%magic\n!ls",
    "# c\n# d",
]


def random_text(rng: random.Random, size: int) -> str:
    return "".join(rng.choice(NASTY) if rng.random() < 0.4 else rng.choice(SCRIPTS) for _ in range(size))


def random_line(rng: random.Random) -> str:
    words = []
    for _ in range(rng.randrange(4)):
        words.append(
            rng.choice(
                [*OPTIONS, *VALUES, random_text(rng, rng.randrange(8)).replace("\n", " ").replace("\r", " ")]
            )
        )
    return " ".join(words)


@pytest.mark.filterwarnings("ignore::UserWarning:IPython", "ignore::SyntaxWarning")  # IPython's own
def test_no_input_makes_a_traceback_of_ours(notebook: Notebook) -> None:
    notebook.magics.mend = False  # what is inserted is compared with what the model wrote
    rng = random.Random(20221)
    for n in range(10_000):
        size = 1_000_000 if n in (1000, 5000) else rng.randrange(60)
        text = "word " * (size // 5) if size == 1_000_000 else random_text(rng, size)
        line = "x" * size if n == 5000 else random_line(rng)
        command = rng.random() < 0.1
        source = f"%synth {line}" if command else f"%%synth {line}\n{text}"
        notebook.model.answers = notebook.model.answers.__class__([rng.choice(ANSWERS)])
        inserted, turns = len(notebook.inserted), len(notebook.turns)
        try:
            ok, shown = notebook.run(source)
        except UnicodeEncodeError:  # IPython itself cannot hash a lone surrogate
            assert any(unicodedata.category(c) == "Cs" for c in source)
            continue
        # --to run executes what the model wrote; its own errors may have a traceback
        if "--to run" not in source:
            assert "Traceback" not in shown, source
        if not ok and "run" not in line:
            assert len(notebook.inserted) == inserted
            assert len(notebook.turns) == turns
        if len(notebook.inserted) > inserted:
            marker, code = read_marker(notebook.inserted[-1])
            assert marker is not None
            assert code.strip()
            assert any(code in answer for answer in ANSWERS)
        if len(notebook.turns) > 20:
            notebook.run("%synth reset")
