"""How a step is worded: a small template language, a person's habits, and slips of the keyboard.

Template language: `(a|b|c)` is a choice, `[a]` is there or not, `{x}` is a placeholder, `||`
between whole templates separates alternatives. Placeholders are filled after expansion, so
literals may hold any character.
"""

# ruff: noqa: E501
from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

INNER = re.compile(r"\(([^()\[\]]*\|[^()\[\]]*)\)|\[([^()\[\]]*)\]")
HOLE = re.compile(r"\{(\w+)\}")
TYPO_KEYS = {"a": "s", "e": "r", "i": "o", "o": "p", "t": "r", "n": "m", "s": "d", "r": "t", "l": "k"}


def expand(template: str, rng: random.Random) -> str:
    """One sentence of a template: every choice made, placeholders left."""
    text = rng.choice(template.split("||"))
    while match := INNER.search(text):
        # (a|b) is a choice, [x] is there half of the time
        choices = match[1].split("|") if match[1] is not None else [match[2], ""]
        piece = rng.choice(choices)
        text = text[: match.start()] + piece + text[match.end() :]
    return re.sub(r"  +", " ", text).strip()


def fill(text: str, values: Callable[[str], str]) -> str:
    """Placeholders replaced; the values are never expanded again."""
    return HOLE.sub(lambda match: values(match[1]), text)


FINDS = re.compile(
    r"(?i)\(?(compute|calculate|find|get|determine|show|display|print|work out|figure out|look up|let me see)\b"
)


def suits(np: str, frame: str) -> bool:
    """Whether a noun phrase goes into a frame: `for each city, ...` opens a note, `how many ...` follows some verbs."""
    if frame.startswith(("{np}", "{out}:", "{out} =")):
        return True
    if re.match("(for|by|among) ", np):
        return False
    return not re.match("(how|what|which) ", np) or bool(FINDS.match(frame))


def article(word: str) -> str:
    """`a` or `an`, as the word is spoken: an hour, a user, an x, an 8."""
    word = word.lower().lstrip("\"'`([{$#_ ")
    if re.match(r"[aefhilmnorsx](?![a-z])|8|1[18](?!\d)|hour|honest", word):
        return "an"
    if re.match(r"uni(?!n|m)|us[aeu]|ut[ei]|u(?![a-z])|eu|once|one(?![a-z])", word):
        return "a"
    return "an" if word[:1] in tuple("aeiou") else "a"


def with_article(noun: str) -> str:
    return f"{article(noun)} {noun}"


def prose(template: str, render: Callable[[str], str]) -> str:
    """The template filled by `render`; `a` or `an` before a placeholder suits what it is filled with."""
    text = render(re.sub(r"\b([Aa])n? (?=[{$])", "\\1\0 ", template))
    return re.sub(r"([Aa])\0 (?=(\S*))", lambda m: m[1] + article(m[2])[1:] + " ", text)


MAKES = re.compile(
    r"\b(copy|new|collect|collecting|list)\b|\b(make|build|create)\)? (a|an)\b|^\(?(pick|pull|get|find|for each)\b"
)


def in_place(commands: str) -> str:
    """Those of the commands that may change what they name: not `make a sorted copy of it`. "" where there is none."""
    return "||".join(command for command in commands.split("||") if not MAKES.search(command))


@dataclass(frozen=True)
class Style:
    """One writer's habits, drawn once a program."""

    quote: str  # around variable names: "", '"', "'", "`"
    noun: float  # how often a name comes with its noun: "the list nums"
    implicit: float  # how often the last result is 'it' or 'the result'
    terse: float
    chatty: float
    lower: bool  # sentences start with a small letter
    period: float
    typo: float
    text_quote: str  # around string literals
    compact: bool  # [1,2,3] instead of [1, 2, 3]
    quoted_values: bool  # "[1, 2, 3]" in quotes, as templates filled by hand have it

    @classmethod
    def draw(cls, rng: random.Random) -> Style:
        return cls(
            quote=rng.choices(["", '"', "'", "`"], [50, 32, 13, 5])[0],
            noun=rng.choice([0.05, 0.2, 0.5]),
            implicit=rng.choice([0.02, 0.1, 0.3, 0.6]),
            terse=rng.choices([0.02, 0.2, 0.7], [70, 20, 10])[0],
            chatty=rng.choices([0.0, 0.15, 0.5], [75, 17, 8])[0],
            lower=rng.random() < 0.12,
            period=rng.choices([1.0, 0.0, 0.6], [65, 22, 13])[0],
            typo=rng.choices([0.0, 0.08, 0.3], [75, 17, 8])[0],
            text_quote=rng.choices(['"', "'"], [70, 30])[0],
            compact=rng.random() < 0.2,
            quoted_values=rng.random() < 0.2,
        )

    @classmethod
    def of_notes(cls, rng: random.Random, quoted: float) -> Style:
        """A writer of notebook notes: small letters more often, quotation marks in `quoted` of all, fewer slips."""
        style = cls.draw(rng)
        return replace(
            style,
            lower=rng.random() < 0.45,
            quote=style.quote if rng.random() < quoted else "",
            typo=style.typo / 2,
        )

    def name(self, name: str) -> str:
        return f"{self.quote}{name}{self.quote}"


def literal(value: object, quote: str = '"', compact: bool = False) -> str:
    """A Python literal with one kind of quotation mark; the same text serves prose and code."""
    text = _literal(value, quote)
    if compact and not re.search(r"['\"]", text):
        text = text.replace(", ", ",")
    return text


def _literal(value: object, quote: str) -> str:
    if isinstance(value, str):
        other = "'" if quote == '"' else '"'
        quote = other if quote in value and other not in value else quote
        escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace(quote, "\\" + quote)
        return f"{quote}{escaped}{quote}"
    if isinstance(value, list):
        return "[" + ", ".join(_literal(item, quote) for item in value) + "]"
    if isinstance(value, tuple):
        inner = ", ".join(_literal(item, quote) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k, quote)}: {_literal(v, quote)}" for k, v in value.items()) + "}"
    if isinstance(value, set):
        return "{" + ", ".join(_literal(item, quote) for item in sorted(value)) + "}" if value else "set()"
    return repr(value)


def enumerate_words(parts: list[str], rng: random.Random) -> str:
    """`1, 2 and 3` in one of its usual forms."""
    if len(parts) < 2 or rng.random() < 0.4:
        return ", ".join(parts)
    last = rng.choice([" and ", ", and "]) if len(parts) > 2 else " and "
    return ", ".join(parts[:-1]) + last + parts[-1]


OPENERS = [
    "Now",
    "Next,",
    "Then",
    "Please",
    "Ok, now",
    "Let's",
    "Finally,",
    "After that,",
    "Can you",
    "I want you to",
]


def sentence(
    text: str, style: Style, rng: random.Random, first: bool = False, protect: tuple[str, ...] = ()
) -> str:
    """A finished step: opener, capital, period and slips as the writer has them.

    protect: names and literals that a slip must not touch (checked by whole words).
    """
    text = singular(text.strip())
    if style.chatty and rng.random() < style.chatty and re.match(r"[A-Za-z]+ ", text):
        opener = rng.choice(["Please", "Let's", "Can you", "First,"] if first else OPENERS)
        head = text.split(" ", 1)[0]
        if head.lower() not in {
            "what",
            "if",
            "for",
            "while",
            "how",
            "given",
            "let",
            "is",
            "does",
            "the",
            "else",
        }:
            text = f"{opener} {head[0].lower()}{text[1:]}"
    if style.lower and re.match(r"[A-Z][a-z]", text):
        text = text[0].lower() + text[1:]
    elif not style.lower and re.match(r"[a-z]+ ", text) and not any(text.startswith(p) for p in protect):
        text = text[0].upper() + text[1:]
    if style.typo and rng.random() < style.typo:
        text = slip(text, rng, protect)
    if re.match(r"(?i)what is [^.?]*$", text):
        return text + "?" if style.period else text
    if text[-1] in ".?!:" or (text.endswith(("'", '"')) and rng.random() < 0.2):
        return text
    return text + "." if rng.random() < style.period else text


UNITS = "letter|character|element|item|row|position|place|digit|time|word|number|value|entry|day|week|hour|minute|decimal"


ORDINAL = re.compile(r"\b((?:\d*[02-9])?[123])th\b")


def singular(text: str) -> str:
    """`1 letters` as people write it; `the first 1 elements` is `the first element`, `every 2th` is `every 2nd`."""
    text = ORDINAL.sub(lambda m: m[1] + {"1": "st", "2": "nd", "3": "rd"}[m[1][-1]], text)
    text = re.sub(rf"\b(first|last) 1 ({UNITS})s\b", r"\1 \2", text)
    return re.sub(rf"(?<![\d.,\[] )(?<![\w.,-])1 ({UNITS})s\b", r"1 \1", text)


def slip(text: str, rng: random.Random, protect: tuple[str, ...] = ()) -> str:
    """One slip in a plain word: two letters swapped, one lost, doubled, or its neighbour's."""
    kept = set(re.findall(r"\w+", " ".join(protect)))
    words = [
        m for m in re.finditer(r"(?<![\w'\"`\[{(.])[a-z]{4,}(?![\w'\"`\]}(=])", text) if m[0] not in kept
    ]
    if not words:
        return text
    match = rng.choice(words)
    word = match[0]
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind == 1:
        word = word[:at] + word[at + 1 :]
    elif kind == 2:
        word = word[:at] + word[at] + word[at:]
    else:
        word = word[:at] + TYPO_KEYS.get(word[at], word[at]) + word[at + 1 :]
    return text[: match.start()] + word + text[match.end() :]
