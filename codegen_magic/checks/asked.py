"""The variables that an instruction asks for by name: `total per city as totals`, `call it x`, `load X and y`.

Some wordings are sure (`store it in x`, `named "x"`); others (`..., in x`, `... -> x`, `a list x`) may speak
of a column or of a variable that exists: what is known of the kernel decides on those, see result.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen_magic.checks.finding import words
from codegen_magic.plan import VERBS

_QUOTE = r"[\"'`“”‘’]"
_NAME = r"[A-Za-z_]\w*"
_QUOTED = rf"{_QUOTE}?{_NAME}{_QUOTE}?"
_VERB = r"(?:call|name|named|called|naming|calling)"
_STORE = (
    r"(?:stor(?:e|es|ing)|sav(?:e|es|ing)|put(?:ting)?|assign\w*|keep\w*|writ(?:e|ing)|collect\w*|bind\w*)"
)
_DEFINE = r"(?:define|set|initiali[sz]e|declare|create|make)"
_TYPE = (
    r"(?:list|dict|dictionary|set|tuple|array|vector|matrix|data ?frame|series|string|counter|function|class|model|"
    r"classifier|regressor|pipeline|scaler|variable|figure)"
)
_END = r"(?=\s*(?:$|[.;:!?()\n]|,?\s+(?:with|using|where|respectively)\b))"
_LIST = rf"{_QUOTED}(?:(?:(?:\s*,\s*{_QUOTED})+|(?:\s*,\s*{_QUOTED})*\s*,?\s+and\s+{_QUOTED}){_END})?"
_SURE = (
    # as "x", variable "x", call it "x", named `x`
    rf"\b(?:as|variable|{_VERB})(?:\s+(?:it|this|them|the result|a variable|variable))?"
    rf"(?:\s+{_VERB})?\s+{_QUOTE}(?P<q>{_NAME}){_QUOTE}",
    # call it x, named x; name the result x, call the figure fig
    rf"\b(?:call|name)\s+(?:it|this|that|them)\s+(?P<a>{_NAME})\b",
    r"\b(?:call|name)\s+the (?!(?:function|method|index|column|axis|plot|chart|file)\b)(?:new )?\w+\s+"
    rf"(?P<k>{_NAME})\b",
    rf"\b(?:named|called)\s+(?P<b>{_NAME})\b",
    # store ... in x, save it as x, assign ... to x and y
    rf"\b{_STORE}\b[^.;\n]{{0,160}}?\b(?:in|into|to|as)\s+(?:(?:a|the|new)\s+)*(?:{_TYPE}\s+)?(?P<c>{_LIST})(?![./\\-]?\w|[/\\])",
    rf"\b{_STORE}\b[^.;\n]{{0,160}}\b(?:in|into|to|as)\s+(?P<l>{_QUOTED}){_END}",
    rf"\bvariable\s+(?P<d>{_NAME})\b",
)
_LIKELY = (
    rf"\b(?P<as>as)\s+(?:(?:a|an|the)\s+(?:new\s+)?{_TYPE}\s+)?(?P<a>{_LIST})",
    rf"\bas\s+\w+\s+{_QUOTE}(?P<quoted>{_NAME}){_QUOTE}",  # as target 'y'
    rf"(?:->|=>|→)\s*(?P<named>{_LIST})\s*\.?$",
    rf"\?\s*(?P<c>{_NAME})\s*\.?$",  # which k is best? best_k
    rf"^(?![^,]*\b(?:by|columns?|features?|fields?|keys?|drop|remove|rename|select|print|show|plot|or)\b)[^,:]+,"
    rf"\s*(?P<strict>{_NAME})\s*\.?$",  # sum of every row, row_sums
    rf"^(?!.*\bcolumns?\b)[^:]*:\s*(?P<all>{_NAME}(?:\s*,\s*{_NAME})+(?:\s*,?\s+and\s+{_NAME})?)\s*\.?$",
    rf",\s*(?:\w+\s+)?in\s+(?P<d>{_NAME})\s*\.?$",
    rf"\b(?:in|into|to)\s+(?P<strict2>{_NAME}){_END}",
    rf"\binto\s+(?P<strict3>{_LIST})",
    rf"\b(?:in|into)\s+(?P<strict4>{_NAME})\s+and\b",
    rf"\b(?:in|into)\s+(?:a|an)\s+(?:\w+\s+)?{_TYPE}\s+(?P<e>{_QUOTED})",
    rf"\b(?:a|an)\s+(?:\w+\s+){{0,3}}?{_TYPE}\s+(?P<f>{_QUOTED})"
    r"(?=\s*(?:$|[.,;:(=]|(?:with|that|which|from|containing|for|on)\b))",
    rf"\b(?:function|write|implement|define)\s+(?P<g>{_QUOTED})\s*\(",
    rf"\b(?:save|store|keep|return|get)\s+(?P<h>{_NAME}\s+and\s+{_NAME}){_END}",
    rf"\b(?:let|and)\s+(?P<i>{_QUOTED})\s+be\b",
    rf"^(?:\w+\s+)?{_DEFINE}\s+(?:(?:a|an|the)\s+(?:\w+\s+)?(?:variables?|{_TYPE}s?)\s+)?(?P<j>{_QUOTED})\s*(?:=|(?:as|to|with|be)\s)",
    r"^(?:\w+\s+)?(?:define|set|initiali[sz]e|declare)\b.*\b(?:and|variable)\s+"
    rf"(?P<k>{_QUOTED})\s+(?:=|as|to)\s+[\"'\[{{(\d-]",  # and b as 2
    rf"(?:^|\s){_QUOTE}(?P<m>{_NAME}){_QUOTE}\s*=\s",
    rf"^(?P<n>{_QUOTED})\s*(?:=(?!=)|:\s)",
    rf"^(?P<strict5>{_QUOTED})\s+is\s+(?:the|a|an)\b",
)
_GRAMMAR = words(
    "a an the it its this that them these those one each all every and or of in on as to into by with from for "
    "is are be which where whose named called if so not no then"
)
# Words that are no names unless the wording leaves no doubt.
_KINDS = words(
    "new variable variables list dict dictionary dataframe frame array column columns row rows file files csv json "
    "series set place memory disk function class zero ascending descending order alphabetical lowercase uppercase "
    "percent percentage percentages minutes index header int integer integers float floats str bool boolean numeric "
    "datetime datetimes date dates category usual before well possible needed follows expected input binary decimal "
    "decimals tuple tuples lists dicts shown below above true false none lambda argument arguments parameter "
    "parameters titles thousands note hint step task example error excel parquet feather pickle sqlite database"
)
# And units, written like this.
_PLACES = words("S3 GCS HDFS SQL KB MB GB TB Desktop Downloads Documents Drive")
_UNIT = re.compile(r"[A-Z]{3,}")  # `convert the tip to USD`: a currency, a format
_FROM = re.compile(r"\bfrom (?:[A-Z]+|\d+) $")  # `from EUR to USD`, `from 1 to n`
_PLAIN = words(  # these may be, where the wording is sure
    "result results text texts table data categories items item name names number numbers value values string "
    "strings point points line lines bar bars record records id first last"
)
_OTHER_VERBS = re.compile(
    r"\b(?:renam|convert|label|cast|chang|replac|format|titl|treat|us)\w*\b[^.;\n]*$", re.I
)
# "write a function to sum a list" says what it does, not where it goes.
_PURPOSE = re.compile(
    rf"\b(?:function|class|method|code|loop|program|script|query)s?\b(?:(?!\b{_STORE}\b).)*\bto\s+$",
    re.I | re.S,
)
_OTHER_THINGS = re.compile(
    r"\b(?:columns?|files?|index|axis|axes|labels?|titles?|rows?|keys?|sheet|legend)\s*$"
)
# Verbs whose `as x` says how, not where to: by the first word of their clause.
_HOW = words(
    "rename convert label cast change replace format title treat use read write export plot show display draw "
    "print set encode interpret return express sort mark color style consider parse add insert append turn define "
    "initialize initialise declare melt"
)
# What may follow a name that is a plain word: the end of its clause.
_ENDS = re.compile(r"\s*(?:$|[.,;:)\n(]|and\b|then\b|with\b|using\b|by\b|that\b|which\b)")
_SHOWS = words("show print plot draw report return list save store write call name label put use")
_QUOTE_AT = re.compile(_QUOTE)
_OPENERS = re.compile(r"^(?:please|now|then|next|also|and|finally|ok|let's|can you|,|\s)+", re.I)


def asked_names(instruction: str) -> list[str]:
    """Variable names that the instruction asks to be made, in order; columns and files do not count."""
    return list(asked(instruction))


def asked(instruction: str) -> dict[str, bool]:
    """The same names, each with whether the wording is sure."""
    instruction = re.split(r"\b\w*Error\b", instruction)[0]  # an error that is quoted asks for nothing
    found: dict[int, tuple[str, bool]] = {}
    for start, name in _sure(instruction):
        found.setdefault(start, (name, True))
    for start, name in _likely(instruction):
        found.setdefault(start, (name, False))
    names: dict[str, bool] = {}
    for start in sorted(found):
        name, sure = found[start]
        names[name] = names.get(name, False) or sure
    return names


def asks_more(instruction: str, name: str) -> bool:
    """Whether a demand for another value stands behind the name: `as big and count them`, not `and show it`."""
    behind = re.split(rf"\b{re.escape(name)}\b", instruction, maxsplit=1)[1:]
    clauses = re.split(r"[.;,:\n]|\b(?:and|then)\b", "".join(behind), flags=re.IGNORECASE)[1:]
    verbs = {first.group().lower() for c in clauses if (first := re.match(r"\w+", _OPENERS.sub("", c)))}
    return bool(verbs & (VERBS - _SHOWS))


def _sure(instruction: str) -> Iterator[tuple[int, str]]:
    for pattern in _SURE:
        for match in re.finditer(pattern, instruction, re.IGNORECASE):
            group, text = next((key, value) for key, value in match.groupdict().items() if value)
            # "a column called x", "a new column named 'x'", "put it in a column x"
            to_it = re.split(r"\b(?:in|into|to|as)\b", instruction[match.start() : match.start(group)])[-1]
            before = instruction[: match.start() if group in "qabk" else match.start(group) - len(to_it)]
            if re.search(r"\b(?:columns?|files?|folder|csv|json)\b", to_it) or _OTHER_THINGS.search(
                before.rstrip() if group in "qabk" else ""
            ):
                continue
            if group in "cl" and _PURPOSE.search(instruction[match.start() : match.start(group)]):
                continue
            if match.group().lower().startswith("as") and (_OTHER_VERBS.search(before) or _says_how(before)):
                continue
            yield from _names_of(
                instruction,
                match.start(group),
                text,
                following=group in "abk",
                named=group in "qab",
                sure=True,
            )


def _likely(instruction: str) -> Iterator[tuple[int, str]]:
    for pattern in _LIKELY:
        for match in re.finditer(pattern, instruction, re.IGNORECASE):
            groups = {key: value for key, value in match.groupdict().items() if value}
            says_as = groups.pop("as", None)
            group, text = next(iter(groups.items()))
            before = instruction[: match.start()]
            if says_as and _says_how(before) and not (_looks(text) and _QUOTE_AT.match(text) is None):
                continue
            if (
                not says_as
                and group not in ("all", "named")
                and (
                    _OTHER_THINGS.search(before[-30:].rstrip())
                    or re.search(r"\b(?:columns?|files?)\b", match.group())
                )
            ):
                continue
            if group == "strict2" and (_UNIT.fullmatch(text) or _FROM.search(before)):
                continue
            strict = group.startswith("strict") or group == "all"
            yield from _names_of(
                instruction,
                match.start(group),
                text,
                strict=strict,
                anywhere=group in "efgijkmn",
                named=group in ("named", "quoted", "m"),
            )


def _names_of(
    instruction: str,
    start: int,
    text: str,
    *,
    strict: bool = False,
    anywhere: bool = False,
    following: bool = False,
    named: bool = False,
    sure: bool = False,
) -> Iterator[tuple[int, str]]:
    """The names in a piece of the instruction that begins at `start`, where they may be such.

    strict: only what looks like no word; anywhere: whatever follows; following: a preposition too; named: any word.
    """
    parts = [part for part in re.finditer(_NAME, text) if part.group().lower() != "and"]
    for part in parts:
        name, begin, end = part.group(), start + part.start(), start + part.end()
        quoted = bool(_QUOTE_AT.match(instruction, begin - 1)) if begin else False
        rest = instruction[end:]
        if re.match(r"\.\w|-\w|[/\\]|\s+(?:columns?|files?)\b", rest) or (strict and not _looks(name)):
            continue
        if not quoted and name.lower() in _GRAMMAR and not (name.lower() == "a" and _ENDS.match(rest)):
            continue
        if not quoted and not named and (name.lower() in _KINDS or (name.lower() in _PLAIN and not sure)):
            continue
        if not quoted and not named and (name in _PLACES or (sure and _UNIT.fullmatch(name))):
            continue
        if re.search(r"(?:[~\w.]?[/\\]|\w-)$", instruction[:begin]):  # a path's end, `my-chart`
            continue
        if (len(parts) > 1 or anywhere) and name.lower() in VERBS and not quoted:  # as counts and plot
            continue
        follows = following and re.match(r"\s+(?:on|of|for|from|in|to|as)\b", rest)
        if quoted or anywhere or follows or _looks(name) or _ENDS.match(rest):
            yield begin, name


def _says_how(before: str) -> bool:
    clause = re.split(r"[.;,:]|\band\b", before)[-1]
    first = re.match(r"\w+", _OPENERS.sub("", clause))
    return first is not None and first.group().lower() in _HOW


def _looks(name: str) -> bool:
    return "_" in name or any(c.isdigit() or c.isupper() for c in name[1:]) or len(name) <= 2
