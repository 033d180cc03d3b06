"""Raw completion -> code. The only file that knows where a model's answer ends.

A rule set has a name, which is written into every record. `cut` is asked after each
token and ends generation at once; `code` makes the final code of the raw text: in a
notebook it parses, or is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from codegen_magic.parsing import parses

# The scripts published with CodeGen (salesforce/CodeGen, benchmark/mtpb_sample.py), byte for byte in effect.
_PUBLISHED_TERMINALS = re.compile(r"^#|<\|endoftext\|>|^'''|^\"\"\"|\n\n\n", re.MULTILINE)

_FENCE = re.compile(r"^(?:```|~~~)[ \t]*([\w+.-]*)[^\n]*(?:\n|\Z)", re.MULTILINE)
_TRIPLE_QUOTE = re.compile(r'"""|\'\'\'')
_LIST_ENTRY = re.compile(r"\s*(?:[-*+\u2022]|\(?\d{1,3}[.)])\s+\S")
_SAME_LINE_LIMIT = 6  # so many equal lines in a row are a loop of the model, not code
_BLOCK_REPEATS = 3
_WITHIN = 12  # inside of brackets and of texts, equal lines are as often meant: a board, a table
MAX_PROSE_LINES = 40  # in front of the code


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
    body = text[start:]
    last = body.rfind("\n") + 1
    if not fenced and body.startswith(("```", "~~~"), last):  # it opens one if a language follows
        body = body[:last]
    end = _scan(body, steps_end_it=not fenced)
    return None if end is None else start + end


def fence_cut(text: str) -> int | None:
    """The end of an answer that the prompt already opened a fence for: comments are part of it."""
    return cell_cut(text) if _opens_own_fence(text) else _scan(text, steps_end_it=False)


def plan_cut(text: str) -> int | None:
    """The end of a list of steps: other text behind a blank line, a fence, or a loop."""
    position, seen, after_blank = 0, False, False
    for line in text.splitlines(keepends=True):
        is_entry = bool(_LIST_ENTRY.match(line))
        if seen and (
            line.startswith("```") or (after_blank and line.endswith("\n") and line.strip() and not is_entry)
        ):
            return position
        seen, after_blank = seen or is_entry, not line.strip()
        position += len(line)
    return _scan(text, steps_end_it=False)


def plan_text(text: str, complete: bool) -> str:
    end = plan_cut(text)
    return text if end is None else text[:end]


def cell_code(text: str, complete: bool) -> str:
    return _tidy(*_cell_body(text, complete))


def fence_code(text: str, complete: bool) -> str:
    return _tidy(*_fence_body(text, complete))


def lost_its_end(text: str, rules: str) -> bool:
    """Whether a complete answer's last part was left out, by a notebook's rules, because it does not parse."""
    body = (_fence_body if rules == "fence" else _cell_body)(text, True)[0].strip("\r\n").rstrip()
    return not parses(body) and not _without_prose(body.split("\n"))


def _cell_body(text: str, complete: bool) -> tuple[str, bool]:
    """What may be code, and whether it came to its end."""
    start, fenced = _body_start(text)
    end = _scan(text[start:], steps_end_it=not fenced)
    return (text[start:], complete) if end is None else (text[start : start + end], True)


def _fence_body(text: str, complete: bool) -> tuple[str, bool]:
    if _opens_own_fence(text):
        return _cell_body(text, complete)
    end = fence_cut(text)
    return (text, complete) if end is None else (text[:end], True)


def _opens_own_fence(text: str) -> bool:
    """Some models open a fence of their own although the prompt ended with one."""
    return _FENCE.match(text.lstrip()) is not None


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
            loop = _loop_start(lines, within=bool(quote) or depth > 0)
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


def _loop_start(lines: list[str], within: bool) -> int | None:
    """Index of the first superfluous line if the text has begun to repeat itself."""
    for size in range(1, 7):
        repeats = _WITHIN if within else _SAME_LINE_LIMIT if size == 1 else _BLOCK_REPEATS
        if len(lines) < size * repeats:
            return None
        block = lines[-size:]
        if sum(bool(line.strip()) for line in block) < max(1, size // 2) or not block[0].strip():
            continue
        if all(lines[-size * (k + 1) : len(lines) - size * k] == block for k in range(repeats)):
            return len(lines) - size * (repeats - 1)
    return None


def _tidy(body: str, complete: bool) -> str:
    """The body without blank margins, prose around the code, and what does not parse: code that parses, or ""."""
    code = body.strip("\r\n").rstrip()
    if parses(code):
        return code if _has_code(code) else ""
    lines = code.split("\n")
    ways = (_without_prose, _whole_statements) if complete else (_whole_statements, _without_prose)
    return ways[0](lines) or ways[1](lines)


def _whole_statements(lines: list[str]) -> str:
    """The statements before the one that is cut or wrong, without prose in front; "" where there is none.

    Statements of the outermost level count: half a function would run, and do something else.
    """
    for start in range(min(len(lines), MAX_PROSE_LINES)):
        for end in range(len(lines) - 1, start, -1):
            if not _begins_statement(lines[end]):
                continue
            head = _without_last_comments(lines[start:end])
            if _has_code(head) and parses(head):
                return head
        if not _is_prose(lines[start]):
            return ""
    return ""


def _begins_statement(line: str) -> bool:
    """Whether the line is the first of a statement of the outermost level."""
    return bool(re.match(r"(?!(?:else|elif|except|finally|case)\b)[^\s)\]}]", line))


def _without_last_comments(lines: list[str]) -> str:
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines = lines[:-1]
    return "\n".join(lines).strip("\n").rstrip()


def _without_prose(lines: list[str]) -> str:
    """The longest run of whole lines that is code, if prose surrounds it; "" if there is none."""
    for start in range(min(len(lines), MAX_PROSE_LINES)):
        for end in range(len(lines), start, -1):
            part = "\n".join(lines[start:end]).strip("\n").rstrip()
            dropped = lines[:start] + lines[end:]
            inside = any(line[:1].isspace() for line in lines[end:] if line.strip())  # of the last statement
            if all(_is_prose(line) for line in dropped) and not inside and _has_code(part) and parses(part):
                return part
        if not _is_prose(lines[start]):
            return ""
    return ""


def _is_prose(line: str) -> bool:
    """Words, not code: several words in a row with no operator or call among them."""
    text = line.strip()
    return not text or bool(re.fullmatch(r"[^=(){}\[\]]*[^\W\d_]+[ ,.:;!?'’-]+[^\W\d_]+[^={}\[\]]*", text))


def looks_like_code(text: str) -> bool:
    """Whether any line is neither prose nor a comment."""
    return any(
        line.strip() and not _is_prose(line) and not line.lstrip().startswith("#")
        for line in text.split("\n")
    )


def _has_code(code: str) -> bool:
    """Something besides comments and blank lines."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in code.split("\n"))


STOP_RULES = {
    "codegen": RuleSet(published_cut, published_code, must_be_code=False),
    "cell": RuleSet(cell_cut, cell_code, must_be_code=True),
    "plan": RuleSet(plan_cut, plan_text, must_be_code=False),
    "fence": RuleSet(fence_cut, fence_code, must_be_code=True),
}
