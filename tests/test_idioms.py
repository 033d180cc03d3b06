"""The lines that guesses come from: the most useful ones, of generated programs alone."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from training.errors import TrainingError
from training.idioms import choose, main, read, runs


def test_frequent_lines_come_first_and_say_something_new() -> None:
    lines = Counter({"n = len(df)": 9, "import pandas as pd": 5, "m = len(df)": 4, "x = y + z": 1})
    assert runs("n = len(df)") & runs("m = len(df)")
    chosen = choose(lines, 1000)
    assert chosen == [
        "n = len(df)",
        "import pandas as pd",
        "m = len(df)",
    ]  # the last for its first words alone
    assert choose(lines, len("n = len(df)") + 1) == ["n = len(df)"]
    assert choose(Counter({"x = y + z": 2}), 1000) == []  # too rare


def test_code_that_people_wrote_is_left_out(tmp_path: Path) -> None:
    programs = [
        {"part": "sessions", "turns": [{"code": "df.head()"}, {"code": "df.head()\n\nn = len(df)"}]},
        {"part": "real-scripts", "turns": [{"code": "theirs = 1"}]},
    ]
    file = tmp_path / "train.jsonl"
    file.write_text("".join(json.dumps(program) + "\n" for program in programs))
    assert read([file]) == Counter({"df.head()": 2, "": 1, "n = len(df)": 1})
    file.write_text(json.dumps(programs[1]) + "\n")
    with pytest.raises(TrainingError, match="no generated programs"):
        read([file])


def test_the_file_ends_with_the_most_useful_line(tmp_path: Path) -> None:
    code = ["import pandas as pd"] * 9 + ["df = df.dropna()"] * 5
    program = {"part": "chains", "turns": [{"code": line} for line in code]}
    (tmp_path / "train.jsonl").write_text(json.dumps(program) + "\n")
    assert main([str(tmp_path / "train.jsonl"), str(tmp_path / "out.txt")]) == 0
    assert (tmp_path / "out.txt").read_text() == "df = df.dropna()\nimport pandas as pd\n"
