def box_weight(box):
    """A box is a list that holds things and other boxes. A thing is just its weight, a number. Every
    box weighs 0.5 itself, in addition to what is in it. Return the whole weight.

    >>> box_weight([2, [1, 1], 3])
    8.0
    >>> box_weight([])
    0.5
    >>> box_weight(4)
    4
    """
    if not isinstance(box, list):
        return box
    return 0.5 + sum(box_weight(part) for part in box)


def shout_names(nested):
    """Return a copy of a nested list of names in which all names are in capitals. The nesting
    stays; things that are neither lists nor texts are taken over as they are.

    >>> shout_names(["ann", ["bo", 7, ["cy"]], []])
    ['ANN', ['BO', 7, ['CY']], []]
    >>> shout_names("Di")
    'DI'
    """
    if isinstance(nested, list):
        return [shout_names(part) for part in nested]
    return nested.upper() if isinstance(nested, str) else nested


def prune_empty(plan):
    """Remove all empty lists from a nested list, also those that only become empty because
    everything inside them was removed. Other values stay, in order. The outermost list is returned
    even when it is empty.

    >>> prune_empty([1, [], [2, [[]]], [[], []]])
    [1, [2]]
    >>> prune_empty([[]])
    []
    """
    kept = []
    for part in plan:
        if isinstance(part, list):
            part = prune_empty(part)
            if not part:
                continue
        kept.append(part)
    return kept


def menu_price(menu):
    """A set menu is a dictionary from names to prices; a value may also be such a dictionary again,
    a course with several parts. Add up all prices, but parts of a course cost only half (half of a
    half for parts in parts).

    >>> menu_price({"soup": 4, "main": {"fish": 10, "rice": 2}})
    10.0
    >>> menu_price({})
    0
    """
    return sum(
        menu_price(value) / 2 if isinstance(value, dict) else value
        for value in menu.values()
    )


def bracket_text(group) -> str:
    """Write a nested list of words as a text: each list in round brackets, its parts joined by ',
    '. A single word is written as it is, an empty list as '()'.

    >>> bracket_text(["salt", ["oil", "basil"], []])
    '(salt, (oil, basil), ())'
    >>> bracket_text("salt")
    'salt'
    """
    if isinstance(group, str):
        return group
    return "(" + ", ".join(bracket_text(part) for part in group) + ")"


def find_drawer(cabinet, thing, path=()):
    """Look for a thing in nested lists and return the positions that lead to it as a tuple, the
    outermost first. The first place in reading order counts. Return None if it is not there.

    >>> find_drawer(["pen", ["tape", ["key", "clip"]]], "clip")
    (1, 1, 1)
    >>> find_drawer(["pen"], "key") is None
    True
    """
    for position, part in enumerate(cabinet):
        if part == thing:
            return (*path, position)
        if isinstance(part, list):
            found = find_drawer(part, thing, (*path, position))
            if found:
                return found
    return None


def level_totals(budget, level=0, totals=None):
    """Add up the numbers of a nested list separately for each level of nesting; the outermost list
    is level 0. Return a dictionary from level to sum in ascending order of level; a level without
    numbers does not appear.

    >>> level_totals([5, [1, 2], 6, [[9]]])
    {0: 11, 1: 3, 2: 9}
    >>> level_totals([[]])
    {}
    """
    totals = {} if totals is None else totals
    for part in budget:
        if isinstance(part, list):
            level_totals(part, level + 1, totals)
        else:
            totals[level] = totals.get(level, 0) + part
    return dict(sorted(totals.items()))


def any_broken(device):
    """A device is a dictionary with a boolean 'ok' and a list 'parts' of such
    devices. Check whether the device or any of the devices in it, at any depth, is
    not ok. 'parts' may be missing.

    >>> any_broken({"ok": True, "parts": [{"ok": True, "parts": [{"ok": False}]}]})
    True
    >>> any_broken({"ok": True})
    False
    """
    if not device["ok"]:
        return True
    return any(any_broken(part) for part in device.get("parts", []))


def outline_lines(topics, depth=0):
    """Turn a nested list of topics into lines. A topic is written as '- ' and its text;
    each level of nesting is moved in by two more blanks.

    >>> outline_lines(["walls", ["paint", ["brush"]], "floor"])
    ['- walls', '  - paint', '    - brush', '- floor']
    >>> outline_lines([])
    []
    """
    lines = []
    for topic in topics:
        if isinstance(topic, list):
            lines += outline_lines(topic, depth + 1)
        else:
            lines.append("  " * depth + "- " + topic)
    return lines


def commission(seller: dict, rate: float = 0.1) -> float:
    """A seller is a dictionary with 'sales' and a list 'recruits' of sellers. The
    commission is `rate` times the own sales plus half of the commission of each recruit,
    who is paid at the same rate. Rounded to two digits at every level.

    >>> commission({"sales": 1000, "recruits": [{"sales": 400, "recruits": []}]})
    120.0
    >>> commission({"sales": 0, "recruits": []})
    0.0
    """
    below = sum(commission(recruit, rate) for recruit in seller["recruits"])
    return round(seller["sales"] * rate + below / 2, 2)


def replace_missing(record, filler="n/a"):
    """Return a copy of nested dictionaries and lists in which each None, wherever
    it stands as a value or as a list's item, is replaced by the filler. Zero, False
    and empty texts are kept.

    >>> replace_missing({"name": "Lu", "pets": [None, {"age": None, "fed": False}]})
    {'name': 'Lu', 'pets': ['n/a', {'age': 'n/a', 'fed': False}]}
    >>> replace_missing(None, "-")
    '-'
    """
    if isinstance(record, dict):
        return {key: replace_missing(value, filler) for key, value in record.items()}
    if isinstance(record, list):
        return [replace_missing(value, filler) for value in record]
    return filler if record is None else record


def fold_strip(length: float, thickness: float, longest: float) -> tuple[int, float]:
    """A paper strip is folded in half again and again until it is no longer than
    `longest`; each fold halves the length and doubles the thickness. Return the
    number of folds and the thickness at the end.

    >>> fold_strip(80, 0.1, 25)
    (2, 0.4)
    >>> fold_strip(20, 0.1, 25)
    (0, 0.1)
    """
    if length <= longest:
        return 0, thickness
    folds, final = fold_strip(length / 2, thickness * 2, longest)
    return folds + 1, final


def staircase_voices(chord: list[str], voices: int) -> list[str]:
    """Spread a chord over a number of voices: the first voice takes the chord's first note, the next
    its second and so on; when the notes are used up, it starts again with an apostrophe added to each
    note, then with two, and so on. A chord has at least one note.

    >>> staircase_voices(["C", "E", "G"], 5)
    ['C', 'E', 'G', "C'", "E'"]
    >>> staircase_voices(["A"], 3)
    ['A', "A'", "A''"]
    """
    if voices <= len(chord):
        return chord[:voices]
    return chord + staircase_voices([note + "'" for note in chord], voices - len(chord))
