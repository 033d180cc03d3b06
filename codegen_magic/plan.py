"""A request in words -> its steps. Pure: no model, no notebook.

list_steps("- load the file\n- plot it")      a bullet or numbered list, one step an entry
line_steps("load the file\nplot it")          one step a line
split_request("Load the file and plot it.")   a long request, by its sentences and conjunctions
"""

from __future__ import annotations

import re

# Who splits a request; auto: the model, if it is one that follows instructions.
PLANNERS = ("auto", "model", "sentences")

_ENTRY = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*+\u2022]|\(?\d{1,3}[.)]|step \d{1,3}[:.)])[ \t]+(?P<text>\S.*)$", re.IGNORECASE
)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
# Verbs that begin a step: only before one of these does "and" or a comma end the step before.
_VERB_LIST = (
    "add aggregate apply assign bin build calculate call center change check clean cluster compute "
    "concatenate convert copy count create cut define delete display divide do download draw drop encode "
    "evaluate explode export extract fill filter find fit flatten format generate get give group identify "
    "import impute insert interpolate join keep label list load look make map measure melt merge move "
    "multiply normalize open order parse pivot plot predict prepare preprocess print put read remove "
    "rename repeat replace report resample reshape reset return reverse round run sample save scale "
    "scatter score select separate set show shuffle smooth sort split standardize store strip subtract "
    "sum summarize take test tokenize train transform transpose turn update use visualize write"
)
VERBS = frozenset(_VERB_LIST.split())
LEAD = r"(?:please\s+|also\s+|now\s+|next\s+|then\s+|finally\s+|afterwards\s+|after that\s+|and\s+|,\s*)*"
_PROTECTED = re.compile(r"`[^`]*`|\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)|\{[^{}\n]*\}|\[[^\[\]\n]*\]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z`\"'(])|(?<=;)\s+|\n+")
_CONJUNCTION = re.compile(
    rf"(?:\s*,?\s+(?:and\s+then|then|and\s+finally|and\s+also|after\s+that|and)|\s*,)\s+(?={LEAD}(?P<verb>[a-z]+)\b)",
    re.IGNORECASE,
)
_NAMING = frozenset({"call", "name", "save", "store", "assign", "put", "label", "set", "do", "use"})
_BACK = re.compile(r"^(?:it|them|this|that|the result|the results|its?)\b", re.IGNORECASE)

_ANNOUNCES = re.compile(  # `Do this:`, `Please follow these steps:`
    r"(?:please |now |then |can you |could you )*(?:do |follow |perform |run |take |here are )?"
    r"(?:this|these|the|the following|my|steps|tasks)?(?: (?:\w+ )?(?:steps|tasks|things))?\W*"
)


def list_steps(text: str) -> list[str]:
    """The entries of a bullet or numbered list; [] where the text is no list of at least two entries.

    A line that is indented deeper, or a plain line below an entry, goes on with it. Text above
    the first entry is an introduction, which is part of the first step if it says more than `do this`: it is no list
    where that is more than one line.
    """
    steps: list[str] = []
    outer: int | None = None
    introduction: list[str] = []
    fenced = False
    for line in text.strip("\n").splitlines():
        fenced ^= bool(_FENCE.match(line))
        match = None if fenced else _ENTRY.match(line)
        if match and (outer is None or len(match["indent"]) <= outer):
            outer = len(match["indent"])
            steps.append(match["text"].strip())
        elif not line.strip():
            continue
        elif steps:
            steps[-1] += "\n" + line.strip()
        else:
            introduction.append(line.strip())
    if len(steps) < 2 or len(introduction) > 1:
        return []
    says = [line for line in introduction if not _ANNOUNCES.fullmatch(line.lower())]
    return [" ".join([*says, steps[0]]), *steps[1:]]


def line_steps(text: str) -> list[str]:
    """One step a line; list markers are taken off, comment signs too."""
    steps = []
    for line in text.splitlines():
        match = _ENTRY.match(line)
        step = match["text"] if match else line.strip().removeprefix("#").strip()
        if step:
            steps.append(step.strip())
    return steps


def split_request(text: str) -> list[str]:
    """The steps of a long request: its list, else its sentences, cut where a conjunction begins a new action.

    "and call it x", "and save it as y" stay with the step whose result they name; quotes and
    brackets are never cut.
    """
    listed = list_steps(text)
    if listed:
        return listed
    hidden, kept = _hide(text.strip())
    steps: list[str] = []
    for sentence in _SENTENCE.split(hidden):
        for clause in _clauses(sentence):
            clause = _tidy(clause)
            if clause:
                steps.append(clause)
    return [_show(step, kept) for step in steps]


def cell_steps(text: str, one_a_line: bool = False) -> list[str]:
    """The steps of a cell: those of its list, or of its lines where that is asked for, else the one it is."""
    return line_steps(text) if one_a_line else list_steps(text) or [text.strip()]


def _clauses(sentence: str) -> list[str]:
    clauses: list[str] = []
    start = 0
    for match in _CONJUNCTION.finditer(sentence):
        verb = match["verb"].lower()
        after = sentence[match.end() :]
        lead = re.match(LEAD, after, re.IGNORECASE)
        rest = after[(lead.end() if lead else 0) + len(verb) :].strip()
        if verb not in VERBS or (verb in _NAMING and _BACK.match(rest)):
            continue
        # `fit and transform x`: both verbs share the object; `open, high and close` are no verbs
        if not re.search(r"\w", rest) or rest.startswith(","):
            continue
        if not _has_object(sentence[start : match.start()]):
            continue
        clauses.append(sentence[start : match.start()])
        start = match.end()
    return [*clauses, sentence[start:]]


def _has_object(clause: str) -> bool:
    """`load the file` has one, `load` in `load and plot the file` has none."""
    return (
        len(re.findall(r"[\w\ue000-\uf8ff]+", re.sub(LEAD, "", clause.strip(), count=1, flags=re.IGNORECASE)))
        > 1
    )


def _tidy(clause: str) -> str:
    clause = re.sub(rf"^{LEAD}", "", clause.strip(), flags=re.IGNORECASE).strip(" ,;")
    clause = re.sub(r"(?<![.])\.$", "", clause)
    return clause[:1].upper() + clause[1:] if clause[:1].isalpha() and " " in clause else clause


def _hide(text: str) -> tuple[str, list[str]]:
    """Quoted and bracketed parts replaced by one private character each."""
    kept: list[str] = []
    if _PRIVATE.search(text):  # the user's own: nothing is hidden rather than mixed up
        return text, kept

    def put(match: re.Match[str]) -> str:
        kept.append(match.group())
        return chr(0xE000 + len(kept) - 1) if len(kept) < 6000 else match.group()

    return _PROTECTED.sub(put, text), kept


def _show(text: str, kept: list[str]) -> str:
    return _PRIVATE.sub(lambda m: kept[ord(m.group()) - 0xE000], text) if kept else text
