import re


def mask_iban(iban):
    """Return the account number with everything but its first four and last three characters
    replaced by `*`. Spaces are dropped first and do not come back. A number of seven characters
    or fewer is returned without masking.

    >>> mask_iban("DE44 5001 0517 5407")
    'DE44*********407'
    >>> mask_iban("AB 123")
    'AB123'
    """
    compact = iban.replace(" ", "")
    hidden = len(compact) - 7
    if hidden <= 0:
        return compact
    return compact[:4] + "*" * hidden + compact[-3:]


def format_locker_code(wing, floor, number):
    """Build the label of a locker: the wing's letter in upper case, the floor as two
    digits, a dash and the number padded to four digits. Floors below zero are written with
    a `B` before the two digits.

    >>> format_locker_code("c", 3, 57)
    'C03-0057'
    >>> format_locker_code("a", -1, 1204)
    'AB01-1204'
    """
    basement = "B" if floor < 0 else ""
    return f"{wing.upper()}{basement}{abs(floor):02d}-{number:04d}"


def hide_house_number(address: str) -> str:
    """Replace each run of digits in the address by a single `?`. Everything else
    stays as it is.

    >>> hide_house_number("Mill Lane 14b, flat 203")
    'Mill Lane ?b, flat ?'
    >>> hide_house_number("Old Harbour")
    'Old Harbour'
    """
    return re.sub(r"\d+", "?", address)


def initials_badge(full_name: str) -> str:
    """Given a person's full name, make the text for a round badge: the first letters of
    the first and the last word, in capitals. Somebody with only one name gets the first
    two letters of it, also in capitals. An empty or blank name gives `'??'`.

    >>> initials_badge("maria de los santos")
    'MS'
    >>> initials_badge("Cher")
    'CH'
    >>> initials_badge("  ")
    '??'
    """
    words = full_name.upper().split()
    if not words:
        return "??"
    if len(words) == 1:
        return words[0][:2]
    return words[0][0] + words[-1][0]


def tidy_plate(plate):
    """Clean up a typed licence plate: upper case, only letters and digits are kept, and a
    dash goes between every change from letter to digit or from digit to letter.

    >>> tidy_plate("kx 42.9 b")
    'KX-429-B'
    >>> tidy_plate("77 aa")
    '77-AA'
    >>> tidy_plate("...")
    ''
    """
    kept = re.sub(r"[^A-Z0-9]", "", plate.upper())
    return "-".join(re.findall(r"[A-Z]+|[0-9]+", kept))


def yes_or_no(answer: str) -> bool | None:
    """Read a typed answer. Spaces around it, a final full stop and upper case do not matter. 'y',
    'yes', 'ok' and 'sure' mean True; 'n', 'no' and 'nope' mean False; for anything else the function
    returns None.

    >>> yes_or_no(" Yes. ")
    True
    >>> yes_or_no("NOPE")
    False
    >>> yes_or_no("maybe") is None
    True
    """
    word = answer.strip().lower().removesuffix(".")
    if word in {"y", "yes", "ok", "sure"}:
        return True
    if word in {"n", "no", "nope"}:
        return False
    return None


def shelf_position(code: str) -> tuple[int, int]:
    """A shelf code is one capital letter for the row (A is row 1) followed by a number, the slot.
    Return row and slot as a pair of integers.

    >>> shelf_position("C17")
    (3, 17)
    >>> shelf_position("A4")
    (1, 4)
    """
    row = ord(code[0]) - ord("A") + 1
    return row, int(code[1:])


def strip_reply_marks(subject):
    """Take 'Re:', 'Fw:' and 'Fwd:' (any case) off the front of a mail's subject, as many as
    there are, together with the blanks after them.

    >>> strip_reply_marks("RE: Fwd: re: Boiler in unit 4")
    'Boiler in unit 4'
    >>> strip_reply_marks("Regarding rent")
    'Regarding rent'
    """
    marks = r"^((re|fwd?):\s*)+"
    return re.sub(marks, "", subject, flags=re.IGNORECASE)


def spell_serial(serial: str, alphabet: dict[str, str]) -> str:
    """Spell a serial number for the telephone. Each letter, looked up in capitals, is
    said with its word in `alphabet`; a character that is not in there is said as it is.
    The parts are joined with a blank.

    >>> spell_serial("b7x", {"B": "Bravo", "X": "X-ray"})
    'Bravo 7 X-ray'
    >>> spell_serial("", {"B": "Bravo"})
    ''
    """
    spoken = [alphabet.get(char.upper(), char) for char in serial]
    return " ".join(spoken)


def starred_review(score: float) -> str:
    """Show a score between 0 and 5 as five characters: a `*` for each whole point, then a `+` if at
    least half a point is left over, then `.` up to five characters.

    >>> starred_review(3.5)
    '***+.'
    >>> starred_review(2.4)
    '**...'
    >>> starred_review(5)
    '*****'
    """
    whole = int(score)
    stars = "*" * whole + ("+" if score - whole >= 0.5 else "")
    return stars.ljust(5, ".")


def same_ingredient(left: str, right: str) -> bool:
    """Check whether two ingredient names mean the same thing for the kitchen: they are
    compared without upper case, without blanks and hyphens, and a single final 's' of
    either is ignored.

    >>> same_ingredient("Bay-Leaf S", "bayleaf")
    True
    >>> same_ingredient("Chick peas", "chickpea")
    True
    >>> same_ingredient("rice", "rye")
    False
    """
    def simplify(name):
        return name.lower().replace(" ", "").replace("-", "").removesuffix("s")

    return simplify(left) == simplify(right)


def wrap_in_tag(text, tag, skip_blank=True):
    """Put an opening and a closing tag around a text: <tag>text</tag>. When
    `skip_blank` is true, a text that is empty or only blanks comes back unchanged
    instead.

    >>> wrap_in_tag("sold out", "em")
    '<em>sold out</em>'
    >>> wrap_in_tag(" ", "em")
    ' '
    >>> wrap_in_tag("", "td", skip_blank=False)
    '<td></td>'
    """
    if skip_blank and not text.strip():
        return text
    return f"<{tag}>{text}</{tag}>"


def group_barcode(barcode: str, sizes: list[int]) -> str:
    """Cut a barcode into groups of the given sizes, from the left, and join them with
    blanks. What is left after the last size forms one more group; groups that would be
    empty are left out.

    >>> group_barcode("4006381333931", [1, 6, 6])
    '4 006381 333931'
    >>> group_barcode("12345", [2])
    '12 345'
    >>> group_barcode("123", [2, 2, 2])
    '12 3'
    """
    groups = []
    for size in sizes:
        groups.append(barcode[:size])
        barcode = barcode[size:]
    groups.append(barcode)
    return " ".join(group for group in groups if group)


def blank_out(sentence: str, word: str) -> str:
    """Make a gap text: every occurrence of `word` as a whole word, in any case,
    becomes as many underscores as the word has letters. Parts of longer words are
    left alone.

    >>> blank_out("The tap drips; fix the tape or the Tap.", "tap")
    'The ___ drips; fix the tape or the ___.'
    >>> blank_out("No gap here", "tap")
    'No gap here'
    """
    gap = "_" * len(word)
    return re.sub(rf"\b{re.escape(word)}\b", gap, sentence, flags=re.IGNORECASE)
