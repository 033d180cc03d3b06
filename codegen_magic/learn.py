"""`codegen-magic learn FOLDER`: the user's own notebooks become examples.

    codegen-magic learn ~/notebooks --to .codegen_magic
writes, from the pairs of words and code in them,
    steps.jsonl   the steps, which `nearest` searches (BM25) for those most like a new instruction
    turns.jsonl   a file for training.turns: {"turns": [{"instruction": ..., "code": ...}, ...]}, one notebook a line

A step is a code cell with its words: the markdown cell or the comment lines right above it, or the step of a generated
cell's marker. Nothing is executed, and nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.errors import BackendUnavailable, BadInput
from codegen_magic.marker import read_parts
from codegen_magic.parsing import tree_of
from codegen_magic.turn import Value

MAX_WORDS_CHARACTERS = 400
MAX_CODE_CHARACTERS = 2_000
FROM_OTHERS = "# Steps of other notebooks:"
LEARNED = ".codegen_magic/steps.jsonl"  # where `codegen-magic learn` puts them
_HEADING = re.compile(r"^#{1,6}\s*(?:\d+[.)]\s*)?", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_EMPHASIS = re.compile(r"`|(?<!\w)[*_]+|[*_]+(?!\w)|\[([^\]]*)\]\([^)]*\)")  # not the signs inside of names


@dataclass(frozen=True)
class Example(Value):
    """One step of some notebook. source: the notebook's path, relative to the folder."""

    prompt: str
    code: str
    source: str = ""


def examples_of(notebook: dict[str, Any], source: str = "") -> list[Example]:
    """The steps of a notebook (nbformat 4, as plain JSON)."""
    found: list[Example] = []
    words = ""
    for cell in notebook.get("cells", []):
        text = cell.get("source", "")
        text = "".join(text) if isinstance(text, list) else str(text)
        if cell.get("cell_type") == "markdown":
            words = _plain(text)
            continue
        if cell.get("cell_type") != "code" or not text.strip():
            continue
        parts = read_parts(text)
        if parts:
            about = cell.get("metadata", {}).get("codegen_magic", {})
            said = _recorded_words(about, len(parts)) or [part.marker.words for part in parts]
            for part, step in zip(parts, said, strict=True):
                found += _kept(" ".join(step.split()), part.code, source)
        else:
            found += _steps_of_cell(text.strip("\n"), words, source)
        words = ""
    return found


def _recorded_words(about: dict[str, Any], count: int) -> list[str]:
    """The whole words of a generated cell's steps, whose markers have their beginning; [] where they are not told."""
    lines = about.get("record", [])
    said = [str(line["instruction"]) for line in lines if isinstance(line, dict) and "instruction" in line]
    return said if len(said) == count else []


def _steps_of_cell(text: str, words: str, source: str) -> list[Example]:
    if text.lstrip().startswith("%%"):
        return []
    blocks = re.split(r"\n[ \t]*\n(?=#)", text)  # a comment after a blank line begins a step
    steps: list[Example] = []
    for index, block in enumerate(blocks):
        comment = re.match(r"(?:#[^\n]*\n)+", block)
        if comment:
            said = " ".join(line.lstrip("# ").strip() for line in comment.group().splitlines())
            steps += _kept(said, block[comment.end() :], source)
        elif index == 0 and words:
            steps += _kept(words, block, source)
    return steps


def _kept(words: str, code: str, source: str) -> list[Example]:
    """The example where it is of use: words that say something, code that parses and is not too long."""
    words, code = words.strip(), code.strip("\n").rstrip()
    try:
        has_code = bool(tree_of(code).body)
    except SyntaxError:
        return []
    fits = 3 < len(words) <= MAX_WORDS_CHARACTERS and len(code) <= MAX_CODE_CHARACTERS
    return [Example(words, code, source)] if has_code and fits else []


def _plain(markdown: str) -> str:
    """Markdown as plain words: the last paragraph, which speaks of the cell below."""
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", markdown) if p.strip()]
    last = _HEADING.sub("", paragraphs[-1]) if paragraphs else ""
    return " ".join(_EMPHASIS.sub(r"\1", last).split())


def notebooks_in(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The notebooks below a folder; checkpoints and files that are no notebooks are passed over."""
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(data, dict) and isinstance(data.get("cells"), list):
            yield str(path.relative_to(folder)), data


class Index:
    """Earlier steps, searched by the words of a new one."""

    def __init__(self, examples: Sequence[Example]) -> None:
        try:
            import bm25s  # type: ignore[import-untyped]
        except ImportError as error:
            raise BackendUnavailable("retrieval needs bm25s: run pip install bm25s") from error
        self.examples = list(dict.fromkeys(examples))
        self._bm25 = bm25s.BM25()
        words = [_words(example.prompt) for example in self.examples]
        self._has_words = any(words)
        if self._has_words:
            self._bm25.index(words, show_progress=False)

    @classmethod
    def load(cls, path: Path) -> Index:
        """From a steps.jsonl. Raises BadInput where it is none."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            return cls([Example.from_json(json.loads(line)) for line in lines])
        except (OSError, ValueError, TypeError) as error:
            raise BadInput(f"{path} is no file of `codegen-magic learn`: {error}") from error

    def nearest(self, instruction: str, k: int = 3) -> list[Example]:
        """The k examples most like the instruction, the nearest last; none that shares no word with it."""
        k = min(k, len(self.examples))
        words = _words(instruction)
        if not k or not words or not self._has_words:
            return []
        numbers, scores = self._bm25.retrieve([words], k=k, show_progress=False)
        found = [self.examples[int(i)] for i, score in zip(numbers[0], scores[0], strict=True) if score > 0]
        return found[::-1]


def nearest_steps(path: Path, instruction: str, k: int) -> list[Example]:
    """The k learned steps most like the instruction, the nearest last; the file is read again when it has changed.

    Raises BadInput where there is no such file.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        raise BadInput(f"no file {path}: run `codegen-magic learn FOLDER` on your notebooks first") from None
    return _index(path, changed).nearest(instruction, k)


@functools.lru_cache(maxsize=2)
def _index(path: Path, changed: int) -> Index:
    return Index.load(path)


def as_block(examples: Sequence[Example]) -> str:
    """Learned steps as they stand in a prompt: behind the turns, before what is told of the kernel."""
    steps = [f"# {' '.join(example.prompt.split())}\n{example.code}\n\n" for example in examples]
    return "".join([f"{FROM_OTHERS}\n", *steps]) if steps else ""


def _words(text: str) -> list[str]:
    """Lower-case words, a plural's s and the commonest endings taken off."""
    return [re.sub(r"(?<=\w{3})(?:ing|ed|es|s)$", "", word) for word in _WORD.findall(text.lower())]


def learn(folder: Path, to: Path) -> tuple[int, int]:
    """Write steps.jsonl and turns.jsonl; the numbers of notebooks and steps. Raises BadInput for none."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder: give the folder that holds your notebooks")
    books = [(source, examples_of(notebook, source)) for source, notebook in notebooks_in(folder)]
    books = [(source, examples) for source, examples in books if examples]
    if not books:
        raise BadInput(f"no notebook in {folder} has code cells with words above them")
    to.mkdir(parents=True, exist_ok=True)
    steps = [json.dumps(example.to_json()) for _, examples in books for example in examples]
    turns = [
        json.dumps({"turns": [{"instruction": e.prompt, "code": e.code} for e in examples]})
        for _, examples in books
    ]
    (to / "steps.jsonl").write_text("".join(line + "\n" for line in steps), encoding="utf-8")
    (to / "turns.jsonl").write_text("".join(line + "\n" for line in turns), encoding="utf-8")
    return len(books), len(steps)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="codegen-magic learn", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="searched for notebooks, subfolders too")
    parser.add_argument("--to", type=Path, default=Path(LEARNED).parent, help="where the files go")
    args = parser.parse_args(argv)
    notebooks, steps = learn(args.folder, args.to)
    print(f"{steps} steps of {notebooks} notebooks: {args.to / 'steps.jsonl'}, {args.to / 'turns.jsonl'}")
    return 0
