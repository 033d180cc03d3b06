import re
import textwrap


def clean_tag(tag):
    """Tidy a typed tag: no '#' signs in front, lower case, no blanks at the ends; blanks and
    underscores inside become single hyphens, however many stand together. A tag with nothing
    left is 'untagged'.

    >>> clean_tag(" ##Summer  Sale_2024 ")
    'summer-sale-2024'
    >>> clean_tag("#")
    'untagged'
    """
    words = tag.strip().lstrip("#").strip().lower()
    return re.sub(r"[\s_]+", "-", words) or "untagged"


def greeting_for(name: str, hour: int, formal: bool = False) -> str:
    """Return 'Good morning' before 12, 'Good afternoon' before 18, else 'Good evening',
    followed by a comma and the name. When it is not formal, it is always 'Hi' and the name
    without a comma. A blank name leaves just the greeting.

    >>> greeting_for("Mr Sand", 13, formal=True)
    'Good afternoon, Mr Sand'
    >>> greeting_for("Ada", 8)
    'Hi Ada'
    >>> greeting_for("", 20, formal=True)
    'Good evening'
    """
    if not formal:
        return f"Hi {name}".strip()
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}, {name}" if name.strip() else f"Good {part}"


def plural_item(count: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun: 'no jars', '1 jar', '4 jars'. The plural adds an
    's' unless one is passed.

    >>> plural_item(4, "jar")
    '4 jars'
    >>> plural_item(0, "shelf", "shelves")
    'no shelves'
    >>> plural_item(1, "knife", "knives")
    '1 knife'
    """
    if count == 1:
        return f"1 {noun}"
    return f"{count or 'no'} {plural or noun + 's'}"


def mask_between(text: str, mark: str = "|") -> str:
    """Parts of a letter that stand between two marks are secret. Replace each such part by '[...]'
    and drop the marks. A mark without a partner stays, with what follows it.

    >>> mask_between("Call |Rosa| at |555 12|.")
    'Call [...] at [...].'
    >>> mask_between("half | open")
    'half | open'
    """
    sign = re.escape(mark)
    return re.sub(f"{sign}.*?{sign}", "[...]", text, flags=re.DOTALL)


def unit_position(label):
    """Find where the unit begins in a label like '250ml' or '3.5 kg': return the position of
    the first letter, or the length of the label if it has no letter.

    >>> unit_position("3.5 kg")
    4
    >>> unit_position("17")
    2
    >>> unit_position("")
    0
    """
    for position, char in enumerate(label):
        if char.isalpha():
            return position
    return len(label)


def highlight_hits(text, terms):
    """Put two asterisks before and after each whole word of the text that is one of the
    search terms, in any case. The text's own spelling is kept. Without terms nothing is
    changed.

    >>> highlight_hits("Green tea and teapots, TEA!", ["tea"])
    'Green **tea** and teapots, **TEA**!'
    >>> highlight_hits("Green tea", [])
    'Green tea'
    """
    wanted = {term.lower() for term in terms}
    return re.sub(r"\w+", lambda m: f"**{m[0]}**" if m[0].lower() in wanted else m[0], text)


def speech_bubble(text: str, width: int = 20) -> list[str]:
    """Break a text into lines of at most `width` characters, pad them to the length of the
    longest, and put '| ' before and ' |' after each. A blank text gives an empty list.

    >>> speech_bubble("see you at the pier", 8)
    ['| see you |', '| at the  |', '| pier    |']
    >>> speech_bubble(" ")
    []
    """
    lines = textwrap.wrap(text, width)
    longest = max(map(len, lines), default=0)
    return [f"| {line:<{longest}} |" for line in lines]


def typo_kind(meant: str, typed: str) -> str:
    """Tell what went wrong in typing a word: 'none' if both are equal, 'case' if only
    upper and lower case differ, 'swap' if the same letters stand in another order,
    'missing' if the typed word is shorter, 'extra' if it is longer, and otherwise
    'wrong'. The first that fits is returned.

    >>> typo_kind("Anchor", "anchor")
    'case'
    >>> typo_kind("anchor", "acnhor")
    'swap'
    >>> typo_kind("anchor", "anchr")
    'missing'
    >>> typo_kind("anchor", "ancher")
    'wrong'
    """
    if meant == typed:
        return "none"
    if meant.lower() == typed.lower():
        return "case"
    if sorted(meant) == sorted(typed):
        return "swap"
    if len(meant) == len(typed):
        return "wrong"
    return "missing" if len(typed) < len(meant) else "extra"


def first_free_label(base: str, taken: set[str]) -> str:
    """Return `base` if it is not taken yet; otherwise the first of 'base-2', 'base-3',
    ... that is free.

    >>> first_free_label("sketch", {"sketch", "sketch-2", "sketch-4"})
    'sketch-3'
    >>> first_free_label("sketch", set())
    'sketch'
    """
    label, number = base, 2
    while label in taken:
        label = f"{base}-{number}"
        number += 1
    return label


def read_switches(text: str) -> dict[str, bool]:
    """Read a line of settings such as '+grid -snap rulers': '+' means on, '-' means off, and no
    sign means on as well. A setting that is named again gets the later value.

    >>> read_switches("+grid -snap rulers")
    {'grid': True, 'snap': False, 'rulers': True}
    >>> read_switches("")
    {}
    """
    settings = {}
    for word in text.split():
        settings[word.lstrip("+-")] = not word.startswith("-")
    return settings


def comment_depth(line):
    """In a mailing list each '>' in front of a line means one more quotation; blanks may stand
    before and between the signs. Return how often the line is quoted, and the text that is left
    without blanks around it.

    >>> comment_depth("> >> See you there")
    (3, 'See you there')
    >>> comment_depth("a > b")
    (0, 'a > b')
    """
    text = line.lstrip("> ")
    return line[:len(line) - len(text)].count(">"), text.strip()
