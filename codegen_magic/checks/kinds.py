"""What kind of thing an instruction asks for under a name, and whether a variable is one.

`a list called x`, `x: a dict`, `how many of them are red? n`. Silent where the wording or the type leaves a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from codegen_magic.checks.finding import Finding

ONE_VALUE, ONE_THING = "one value", "one thing"
_CONTAINERS = {"list", "dict", "set", "tuple", "DataFrame", "Series"}
_ARRAYS = {"ndarray", "Index", "StringArray", "ArrowStringArray", "Categorical"}  # what `unique` gives, too
_SCALARS = {"int", "float", "complex", "bool", "str", "int64", "float64", "NoneType"}
_FITS = {
    "list": {"list"},
    "dict": {"dict", "Counter", "defaultdict", "OrderedDict"},
    "set": {"set", "frozenset"},
    "tuple": {"tuple"},
    "string": {"str"},
    "DataFrame": {"DataFrame"},
    "Series": {"Series"},
    "array": _ARRAYS,
    "function": {"function"},
    ONE_VALUE: _SCALARS,  # how many
    ONE_THING: _SCALARS | {"list", "tuple", "set"},  # which: there may be ties
}
# Of other types nothing is said.
_CLEAR = _CONTAINERS | _ARRAYS | _SCALARS | {"function"} | _FITS["dict"] | _FITS["set"]
_SPELLED = {"dictionary": "dict", "dataframe": "DataFrame", "data frame": "DataFrame"}

_NO_SET = re.compile(
    r"\b(?:train(?:ing)?|test(?:ing)?|val(?:idation)?|hold-?out|held-out|data) sets?\b", re.IGNORECASE
)
_KIND = r"(?P<kind>list|dict(?:ionary)?|set|tuple|string|data ?frame|(?-i:Series)|array|function)"
_A = r"\b(?:an?|one|the|as|new)\s+(?:[\w-]+\s+){0,2}?"
_CALLED = r"(?:(?:called|named)\s+[`'\"]?|`?)"
# What may follow the kind: `the dict key` is no dict.
_ENDS = (
    r"\b(?=\s*(?:$|[.,;:!?()\[\u2192-]|(?:of|with|without|that|which|containing|holding|mapping|from|for|and|where|whose|in|by|"
    r"sorted|ordered|keyed|made|to|has|having)\b))"
)
_HEADS = (
    rf"(?:{_A}|^\s*(?!set\b)){_KIND}\s+{_CALLED}NAME\b",  # a list called x; the list x; function f(a)
    rf"\b(?:as|into)\s+(?:an?\s+)?(?:[\w-]+\s+)?{_KIND}\s+(?:in|under)\s+[`'\"]?NAME\b",  # as a list in x
    rf"\bNAME[`'\"]?(?:\s*[:,=]\s*|\s+(?:is|be|should be)\s+)(?:an?|the)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?{_KIND}{_ENDS}",  # x: a list
    rf"\bNAME[`'\"]?\s*:\s*{_KIND}{_ENDS}",  # x: list of ...
)
_INTO = re.compile(
    rf"\b(?:as|to|into|in|makes?|build) (?:an? |one )(?:[\w-]+ ){{0,2}}?{_KIND}\b", re.IGNORECASE
)
_FAR_HEAD = (  # a list of words called x
    rf"(?:\b(?:an?|as|into)\s+(?:[\w-]+\s+){{0,2}}?|^\s*){_KIND} (?<!function )of (?!\d)"
    rf"(?:(?!\b(?:and|to|into|make|turn)\b)[^.;:,])*?"
    rf"(?:\b(?:called|named|as|in)\s+|->\s*|\u2192\s*)[`'\"]?NAME\b"
)
_STARTS = (
    r"(?:^|[.;:!?]|\b(?:and|then)\b)[\s,]*(?:(?:count|find|get|compute|calculate|store|save|put|keep)\s+)?"
)
_COUNT = re.compile(
    rf"{_STARTS}(?:how (?:many|much)\b|(?:what|the) (?:fraction|share|proportion|percentage) of\b|"
    r"what (?:fraction|share|proportion|percentage)\b|(?:the )?(?:total )?number of\b)",
    re.IGNORECASE,
)
_WHICH = re.compile(rf"{_STARTS}(?:in |at |on )?which (?:is\b|(?!\w+s\b))", re.IGNORECASE)
_SPEAKS_OF = re.compile(r"\b(?:in|of|from)\s+$", re.IGNORECASE)
_PUTS = re.compile(r"\b(?:store|save|put|keep|assign|write)\b[^.;:!?]*$", re.IGNORECASE)
_PARTED = re.compile(
    r"\b(?:each|every|per|by|both|respectively|"
    r"list|dict\w*|set|tuple|series|array|table|data ?frame|columns?|function)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:all|are|were|have|do|two|three|four|five|[2-9]|\d\d+|ones|those|these)\b", re.IGNORECASE
)


class Misfit(NamedTuple):
    """A variable that has the type `own` instead of the asked `kind`."""

    name: str
    own: str
    kind: str

    def finding(self, line: int) -> Finding:
        told = self.kind if self.kind in (ONE_VALUE, ONE_THING) else _with_article(self.kind)
        return Finding("result", line, f"{self.name} is {_with_article(self.own)}; the step asks for {told}")


def misfits(instruction: str, names: Iterable[str], made: Mapping[str, str]) -> list[Misfit]:
    """The asked names that were made as something else than was asked for.

    made: the schema of each variable that the code made, as the grounding tells it (`list of 3 int`).
    """
    asked = [(name, _asked(instruction, name)) for name in names]
    found = [Misfit(name, _misfit(made.get(name, ""), kind), kind) for name, kind in asked]
    return [misfit for misfit in found if misfit.own]


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _asked(instruction: str, name: str) -> str:
    """The kind that the name is to be, or ""."""
    own, instruction = re.escape(name), _NO_SET.sub("rows", instruction)
    for head in (*_HEADS, _FAR_HEAD):
        match = re.search(head.replace("NAME", own), instruction, re.IGNORECASE)
        if match and (head != _FAR_HEAD or not re.search(_KIND, instruction[: match.start()], re.IGNORECASE)):
            kinds = {_kind(match["kind"])} | {
                _kind(other["kind"]) for other in _INTO.finditer(instruction, match.end("kind"))
            }
            return kinds.pop() if len(kinds) == 1 else ""  # `turn the list x into a set`
    return _one(instruction, instruction.rpartition(name)[0])


def _kind(word: str) -> str:
    word = word.lower()
    return "Series" if word == "series" else _SPELLED.get(word, word)


def _one(instruction: str, before: str) -> str:
    """Whether it asks for one value, or one thing, in the words before the name."""
    if _PARTED.search(instruction) or (_SPEAKS_OF.search(before) and not _PUTS.search(before)):
        return ""
    counts = [match.end() for match in _COUNT.finditer(before)]
    if counts:
        return "" if re.search(r"\band\b", instruction[counts[-1] :]) else ONE_VALUE
    return ONE_THING if _WHICH.search(before) and not _SEVERAL.search(instruction) else ""


def _misfit(schema: str, kind: str) -> str:
    """The type that a variable has instead of the asked kind; "" where it fits or nothing can be said."""
    own = schema.removeprefix("empty ").partition(" ")[0]
    own = "function" if own == "def" else own
    return own if kind and own in _CLEAR and own not in _FITS[kind] else ""
