"""Raw completion -> code. The only file that knows where a model's answer ends.

A rule set has a name, which is written into every record. `cut` is asked after each
token and ends generation at once; `code` makes the final code of the raw text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

# The scripts published with CodeGen (salesforce/CodeGen, benchmark/mtpb_sample.py), byte for byte in effect.
_PUBLISHED_TERMINALS = re.compile(r"^#|<\|endoftext\|>|^'''|^\"\"\"|\n\n\n", re.MULTILINE)

_FENCE = re.compile(r"^(?:```|~~~)[ \t]*([\w+.-]*)[^\n]*(?:\n|\Z)", re.MULTILINE)
_TRIPLE_QUOTE = re.compile(r'"""|\'\'\'')
_SAME_LINE_LIMIT = 4  # so many equal lines in a row are a loop of the model, not code
_BLOCK_REPEATS = 3


@dataclass(frozen=True)
class RuleSet:
    """cut(text) -> index where the answer ends, or None while it goes on; code(text, complete) -> code.

    `complete` is False when the token limit cut the text in the middle.
    """

    cut: Callable[[str], int | None]
    code: Callable[[str, bool], str]
    must_be_code: bool  # an answer without code is an error (a notebook cell) or a sample like any other


def published_cut(text: str) -> int | None:
    """Before the 2nd line-initial `print`, then before the 2nd `def`, then at the first terminal."""
    end = len(text)
    for word in ("print", "def"):
        starts = [match.start() for match in re.finditer(f"^{word}", text[:end], re.MULTILINE)]
        if len(starts) > 1:
            end = starts[1]
    terminal = _PUBLISHED_TERMINALS.search(text[:end])
    if terminal:
        end = terminal.start()
    return end if end < len(text) else None


def published_code(text: str, complete: bool) -> str:
    cut = published_cut(text)
    return text if cut is None else text[:cut]


def cell_cut(text: str) -> int | None:
    """The end of a notebook step: the closing fence, the next step's comment, or a loop."""
    start, fenced = _body_start(text)
    end = _scan(text[start:], steps_end_it=not fenced)
    return None if end is None else start + end


def fence_cut(text: str) -> int | None:
    """The end of an answer that the prompt already opened a fence for: comments are part of it."""
    return _scan(text, steps_end_it=False)


def cell_code(text: str, complete: bool) -> str:
    start, fenced = _body_start(text)
    end = _scan(text[start:], steps_end_it=not fenced)
    body = text[start:] if end is None else text[start : start + end]
    return _tidy(body, complete or end is not None)


def fence_code(text: str, complete: bool) -> str:
    # Some models open a fence of their own although the prompt ended with one.
    if _FENCE.match(text.lstrip()):
        return cell_code(text, complete)
    end = fence_cut(text)
    return _tidy(text if end is None else text[:end], complete or end is not None)


def parses(code: str) -> bool:
    """Whether IPython could run it: Python, with magic and shell lines let through."""
    plain = re.sub(r"^([ \t]*)[%!][^\n]*", r"\1pass", code, flags=re.MULTILINE)
    try:
        ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _body_start(text: str) -> tuple[int, bool]:
    """Where the code begins, and whether a fence opened it.

    A fence opens a block when it names a language or when only prose stands before it.
    """
    fence = _FENCE.search(text)
    if fence is None:
        return 0, False
    before = text[: fence.start()].split("\n")
    if fence.group(1) or all(_is_prose(line) for line in before):
        return fence.end(), True
    return 0, False


def _scan(body: str, steps_end_it: bool) -> int | None:
    """Index of the line that ends the code, walking line by line outside of strings and brackets."""
    lines: list[str] = []
    starts: list[int] = []
    position, quote, depth, seen_code = 0, "", 0, False
    for line in body.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if not quote:
            if bare.startswith(("```", "~~~")):
                return position
            after_blank = bool(lines) and not lines[-1].strip()
            if steps_end_it and seen_code and after_blank and depth <= 0 and bare.startswith("#"):
                return position
        lines.append(bare)
        starts.append(position)
        if line.endswith(("\n", "\r")):
            loop = _loop_start(lines)
            if loop is not None:
                return starts[loop]
        quote, change = _line_state(bare, quote)
        depth += change
        seen_code = seen_code or (bool(bare.strip()) and not bare.lstrip().startswith("#"))
        position += len(line)
    return None


def _line_state(line: str, quote: str) -> tuple[str, int]:
    """The open triple quote after this line, and how many brackets it opens more than it closes."""
    depth, index = 0, 0
    while index < len(line):
        if quote:
            end = line.find(quote, index)
            if end < 0:
                return quote, depth
            index, quote = end + 3, ""
            continue
        char = line[index]
        if char == "#":
            break
        if _TRIPLE_QUOTE.match(line, index):
            quote, index = line[index : index + 3], index + 3
        elif char in "\"'":
            index = _end_of_string(line, index)
        else:
            depth += (char in "([{") - (char in ")]}")
            index += 1
    return quote, depth


def _end_of_string(line: str, start: int) -> int:
    """Index behind the one-line string that opens at `start`."""
    index = start + 1
    while index < len(line) and line[index] != line[start]:
        index += 2 if line[index] == "\\" else 1
    return index + 1


def _loop_start(lines: list[str]) -> int | None:
    """Index of the first superfluous line if the text has begun to repeat itself."""
    for size in range(1, 7):
        repeats = _SAME_LINE_LIMIT if size == 1 else _BLOCK_REPEATS
        if len(lines) < size * repeats:
            return None
        block = lines[-size:]
        if sum(bool(line.strip()) for line in block) < max(1, size // 2) or not block[0].strip():
            continue
        if all(lines[-size * (k + 1) : len(lines) - size * k] == block for k in range(repeats)):
            return len(lines) - size * (repeats - 1)
    return None


def _tidy(body: str, complete: bool) -> str:
    """Without blank margins, prose around the code, or a last statement that was cut in the middle."""
    code = body.strip("\r\n").rstrip()
    if parses(code):
        return code if _has_code(code) else ""
    lines = code.split("\n")
    if not complete:
        for end in range(len(lines) - 1, 0, -1):
            head = "\n".join(lines[:end]).rstrip()
            if _has_code(head) and parses(head):
                return head
    return _without_prose(lines) or (code if _looks_like_code(lines) else "")


def _without_prose(lines: list[str]) -> str:
    """The longest run of whole lines that is code, if prose surrounds it; "" if there is none."""
    for start in range(min(len(lines), 40)):
        for end in range(len(lines), start, -1):
            part = "\n".join(lines[start:end]).strip("\n").rstrip()
            dropped = lines[:start] + lines[end:]
            if all(_is_prose(line) for line in dropped) and _has_code(part) and parses(part):
                return part
        if not _is_prose(lines[start]):
            return ""
    return ""


def _is_prose(line: str) -> bool:
    """Words, not code: several words in a row with no operator or call among them."""
    text = line.strip()
    return not text or bool(re.fullmatch(r"[^=(){}\[\]]*[^\W\d_]+[ ,.:;!?'’-]+[^\W\d_]+[^={}\[\]]*", text))


def _looks_like_code(lines: list[str]) -> bool:
    return any(line.strip() and not _is_prose(line) and not line.lstrip().startswith("#") for line in lines)


def _has_code(code: str) -> bool:
    """Something besides comments and blank lines."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in code.split("\n"))


STOP_RULES = {
    "codegen": RuleSet(published_cut, published_code, must_be_code=False),
    "cell": RuleSet(cell_cut, cell_code, must_be_code=True),
    "fence": RuleSet(fence_cut, fence_code, must_be_code=True),
}
