"""Prose and the code that people wrote under it, as turns. Nothing is run here.

A script is cut at its top-level comments, a gallery script at its prose blocks. In a docstring, numpydoc's
Examples alternate prose and interpreter lines. In a notebook, a Markdown cell's last paragraph is the
instruction of the code cell below it.
"""

from __future__ import annotations

import ast
import doctest
import json
import re
from collections.abc import Iterator
from typing import Any

MAX_STEP = 600  # characters
MAX_SESSION = 1500  # characters of prose and code
REMOTE = re.compile(r"fetch_|urlopen|urllib|requests|download|input\(|subprocess|argparse|# doctest: \+SKIP")
SECTION = re.compile(r"(?m)^Examples?\n-{4,}\n(?P<text>(?:.*\n?)*?)(?=^[A-Z][\w ]+\n-{4,}\n|\Z)")
ACTS = frozenset(
    ["print", "show", "plot", "fit", "append", "extend", "update", "savefig", "set_title", "to_csv"]
)
USUAL = {
    "np": "import numpy as np", "pd": "import pandas as pd", "plt": "import matplotlib.pyplot as plt",
    "nx": "import networkx as nx", "xr": "import xarray as xr", "sns": "import seaborn as sns",
}  # fmt: skip


def docstring_sessions(text: str) -> Iterator[dict[str, Any]]:
    """Programs of one module: one a docstring that has an Examples section with prose."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            section = SECTION.search((ast.get_docstring(node) or "") + "\n")
            program = session(alternation(section["text"])) if section else None
            if program:
                yield program


def alternation(section: str) -> list[tuple[str, str]]:
    """(prose, code) in the order of the section."""
    try:
        parts = doctest.DocTestParser().parse(section)
    except ValueError:
        return []
    steps: list[tuple[str, str]] = []
    prose = ""
    for part in parts:
        if isinstance(part, str):
            prose += " " + part
            continue
        if "SKIP" in str(part.options) or "+SKIP" in part.source or part.exc_msg:
            return steps
        asked, prose = clean(prose), ""
        if asked or not steps:
            steps.append((asked, shown(part.source)))
        else:
            steps[-1] = (steps[-1][0], steps[-1][1] + "\n" + shown(part.source))
    return steps


def shown(source: str) -> str:
    """An example's lines without the test runner's directives."""
    return re.sub(r"\s*# doctest:.*", "", source).rstrip()


def only_shows(code: str) -> bool:
    """Whether a step ends in a value, or a call of unknown effect, that it neither keeps nor prints.

    Documentation shows results so; a notebook's step that says "drop the column" means the frame to be changed.
    """
    last = ast.parse(code).body[-1]
    if not isinstance(last, ast.Expr):
        return False
    return not (isinstance(last.value, ast.Call) and ast.unparse(last.value.func).split(".")[-1] in ACTS)


def notebook_session(text: str) -> dict[str, Any] | None:
    """A notebook's cells as one program."""
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    steps: list[tuple[str, str]] = []
    prose = ""
    for cell in cells:
        source = "".join(cell.get("source", ""))
        if cell.get("cell_type") == "markdown":
            prose = source.strip().split("\n\n")[-1]
        elif cell.get("cell_type") == "code":
            code = "\n".join(
                line for line in source.splitlines() if not line.startswith(("%", "!")) and line.strip()
            )
            if code:
                steps.append((clean(prose), code))
            prose = ""
    return session(steps)


def session(steps: list[tuple[str, str]]) -> dict[str, Any] | None:
    """Turns of the steps that have good prose; what comes before the first goes into the header."""
    code = "\n".join(code for _, code in steps)
    missing = [line for name, line in USUAL.items() if re.search(rf"\b{name}\.", code) and line not in code]
    header, turns, total = "".join(line + "\n" for line in missing), [], 0
    for asked, lines in steps:
        total += len(asked) + len(lines)
        if total > MAX_SESSION or len(lines) > MAX_STEP or not parses(lines) or REMOTE.search(lines):
            break
        if good_prose(asked):
            turns.append({"instruction": asked, "grounding": "", "code": lines})
        elif turns:
            turns[-1]["code"] += "\n" + lines
        else:
            header += lines + "\n"
    header = header and header + "\n"
    return {"turns": turns, "header": header} if turns and len(header) < 700 else None


def good_prose(text: str) -> bool:
    """Words that could be an instruction: a sentence of moderate length, without links and markup."""
    return (
        14 < len(text) < 200
        and len(text.split()) > 2
        and re.match(r"[A-Z]", text) is not None
        and not re.search(r"http|\.\. |::|>>>|\[\d+\]_|[|]{2}|^\W", text)
    )


def gallery_steps(text: str) -> list[tuple[str, str]]:
    """(prose, code) blocks of a sphinx-gallery script, or comment -> code segments of a plain one."""
    body = (
        re.sub(r'(?s)^.*?("""|\'\'\').*?\1', "", text, count=1)
        if text.lstrip()[:40].find('"""') >= 0
        else text
    )
    blocks = re.split(r"(?m)^# ?(?:%%|#{10,}).*\n", body)
    steps: list[tuple[str, str]] = []
    for block in blocks:
        steps += comment_segments(block)
    return steps


def comment_segments(block: str) -> list[tuple[str, str]]:
    """Top-level comments with the code that follows, up to the next one."""
    steps: list[tuple[str, str]] = []
    comment: list[str] = []
    code: list[str] = []
    for line in [*block.splitlines(), "# end"]:
        if line.startswith("#"):
            if code and "".join(code).strip():
                steps.append((clean(" ".join(comment)), "\n".join(code).strip("\n")))
                comment, code = [], []
            comment.append(line.lstrip("# ").strip())
        else:
            code.append(line)
    return [(c, k) for c, k in steps if k.strip()]


def clean(prose: str) -> str:
    """One line of plain words from reStructuredText."""
    prose = re.sub(r":\w+(?::\w+)?:`~?([^`<]*?)(?:\s*<[^>]*>)?`", r"\1", prose)
    prose = re.sub(r"\.\. \w+::.*", "", prose)
    prose = re.sub(r"[-=~^*]{4,}", " ", prose).replace("``", "").replace("`_", "").replace("`", "")
    prose = re.sub(r"\s+", " ", prose).strip()
    if len(prose) > 220:
        prose = ". ".join(prose.split(". ")[-2:])
    return prose


def script_program(text: str) -> dict[str, Any] | None:
    """A script as turns: uncommented code goes into the header, which is not learnt."""
    header, turns = "", []
    total = 0
    for prose, code in gallery_steps(text):
        code = "\n".join(line for line in code.splitlines() if line.strip())
        if len(code) > MAX_STEP or not parses(code) or REMOTE.search(code):
            break
        total += len(code) + len(prose)
        if total > 1800:
            break
        good = (
            12 < len(prose) < 260
            and re.match(r"[A-Za-z`]", prose)
            and "License" not in prose
            and "Author" not in prose
            and "http" not in prose
        )
        if not good and not turns:
            header += code + "\n\n"
        elif not good:
            turns[-1]["code"] += "\n" + code
        else:
            turns.append({"instruction": prose, "grounding": "", "code": code})
    turns = [t for t in turns if len(t["code"]) > 8]
    return {"turns": turns, "header": header} if turns and len(header) < 900 else None


def parses(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True
