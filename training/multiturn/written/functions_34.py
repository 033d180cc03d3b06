from decimal import Decimal
from fractions import Fraction


def swiss_amount(value):
    """Write an amount the Swiss way: an apostrophe between groups of three digits, two digits after the
    point, and '.-' instead of '.00' for whole amounts.

    >>> swiss_amount(1234567.5)
    "1'234'567.50"
    >>> swiss_amount(2000)
    "2'000.-"
    """
    text = f"{value:,.2f}".replace(",", "'")
    return text.removesuffix("00") + "-" if text.endswith(".00") else text


def signed_change(value: float, digits: int = 1) -> str:
    """Format a change with its sign always shown: '+2.5' or '-0.3'. A change that is zero
    after rounding to the given number of digits is shown as '±0'.

    >>> signed_change(2.46)
    '+2.5'
    >>> signed_change(-0.04)
    '±0'
    >>> signed_change(-3, digits=0)
    '-3'
    """
    if round(value, digits) == 0:
        return "±0"
    return f"{value:+.{digits}f}"


def compact_views(count):
    """Shorten a number of views: below 1000 as it is; below a million in thousands with
    'k'; from there on in millions with 'M'. Thousands and millions have one digit after
    the point, cut off, not rounded, and a '.0' is left out.

    >>> compact_views(999)
    '999'
    >>> compact_views(15990)
    '15.9k'
    >>> compact_views(3049999)
    '3M'
    """
    if count < 1000:
        return str(count)
    unit, size = ("k", 1000) if count < 1_000_000 else ("M", 1_000_000)
    tenths = count * 10 // size
    return f"{tenths / 10:.1f}".removesuffix(".0") + unit


def decimal_comma(value):
    """Write a number for a German invoice: two digits after a comma, full stops between
    groups of three digits.

    >>> decimal_comma(12345.678)
    '12.345,68'
    >>> decimal_comma(-7)
    '-7,00'
    """
    swapped = str.maketrans(",.", ".,")
    return f"{value:,.2f}".translate(swapped)


def drill_size(millimetres: float) -> str:
    """Name a drill in sixteenths of an inch: round its size to the nearest 1/16 inch
    (an inch is 25.4 mm) and write it as a reduced fraction followed by '"'. Whole
    inches come as a plain number.

    >>> drill_size(6.35)
    '1/4"'
    >>> drill_size(25.4)
    '1"'
    >>> drill_size(38)
    '3/2"'
    """
    sixteenths = round(millimetres / 25.4 * 16)
    return f'{Fraction(sixteenths, 16)}"'


def cups_as_text(quarters: int) -> str:
    """Write a number of quarter cups the way recipes do: whole cups, then a blank and
    the reduced rest as '1/4', '1/2' or '3/4'. Without whole cups only the rest is
    written, without a rest only the whole cups; zero quarters is '0'.

    >>> cups_as_text(6)
    '1 1/2'
    >>> cups_as_text(3)
    '3/4'
    >>> cups_as_text(0)
    '0'
    """
    whole, rest = divmod(quarters, 4)
    fraction = ["", "1/4", "1/2", "3/4"][rest]
    if not whole:
        return fraction or "0"
    return f"{whole} {fraction}".strip()


def ordinal_floor(floor):
    """Give the name of a floor: 'ground floor' for 0, 'basement' for -1, 'basement 2'
    for -2 and so on, otherwise '1st floor', '2nd floor', '3rd floor', '4th floor' ...
    Mind 11th, 12th and 13th. No house has more than 99 floors.

    >>> ordinal_floor(-2)
    'basement 2'
    >>> ordinal_floor(22)
    '22nd floor'
    >>> ordinal_floor(12)
    '12th floor'
    """
    if floor == 0:
        return "ground floor"
    if floor < 0:
        return "basement" if floor == -1 else f"basement {-floor}"
    ending = "th" if 10 < floor < 20 else {1: "st", 2: "nd", 3: "rd"}.get(floor % 10, "th")
    return f"{floor}{ending} floor"


def trim_zeros(number: str) -> str:
    """Shorten a number given as a text: superfluous zeros before it and, if it has a decimal
    point, after it are removed, and so is a point that then stands at the end. A zero stays in
    front of the point.

    >>> trim_zeros("007.50")
    '7.5'
    >>> trim_zeros("0.500")
    '0.5'
    >>> trim_zeros("0400")
    '400'
    >>> trim_zeros("00.00")
    '0'
    """
    whole, _, decimals = number.partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def percent_bar(share: float, width: int = 10) -> str:
    """Draw a share between 0 and 1 as a bar in square brackets: filled places are '='
    and empty ones ' '. The number of filled places is cut off, not rounded. After the
    bar comes a blank and the share as a whole percentage.

    >>> percent_bar(0.5)
    '[=====     ] 50%'
    >>> percent_bar(0.99, width=4)
    '[=== ] 99%'
    """
    filled = int(share * width)
    return f"[{'=' * filled:<{width}}] {share:.0%}"


def price_label(cents: int, currency: str = "EUR") -> str:
    """Return the text for a price label. Zero is 'free'. Below one hundred cents write '45
    ct', otherwise the amount with two digits, a blank and the currency.

    >>> price_label(45)
    '45 ct'
    >>> price_label(1205, "CHF")
    '12.05 CHF'
    >>> price_label(0)
    'free'
    """
    if cents == 0:
        return "free"
    if cents < 100:
        return f"{cents} ct"
    return f"{cents // 100}.{cents % 100:02d} {currency}"


def read_altitude(text: str) -> float:
    """Read an altitude such as '1 250 m' or '4,100 ft' and return metres. Blanks and commas
    only group digits. Feet are multiplied by 0.3048. The result is rounded to one digit;
    without a unit, metres are meant.

    >>> read_altitude("1 250 m")
    1250.0
    >>> read_altitude("4,100 ft")
    1249.7
    >>> read_altitude("90")
    90.0
    """
    text = text.replace(" ", "").replace(",", "")
    factor = 0.3048 if text.endswith("ft") else 1
    return round(float(text.rstrip("mft")) * factor, 1)


def same_price(left: str, right: str) -> bool:
    """Check whether two price texts stand for the same amount. Each may have a currency
    sign from '$€£' in front, blanks around it, and superfluous zeros. The sign itself does
    not matter.

    >>> same_price("$4.50", " 4.5 ")
    True
    >>> same_price("€04", "£4.00")
    True
    >>> same_price("4.5", "45")
    False
    """
    signs = " $€£"
    return Decimal(left.strip(signs)) == Decimal(right.strip(signs))


def pad_version(version: str, parts: int = 3) -> str:
    """Bring a version number to the given number of parts: missing ones are filled
    up with 0, extra ones are cut off. A leading 'v' is dropped.

    >>> pad_version("v2.1")
    '2.1.0'
    >>> pad_version("1.4.7.9", 2)
    '1.4'
    """
    numbers = version.removeprefix("v").split(".")
    numbers += ["0"] * (parts - len(numbers))
    return ".".join(numbers[:parts])


def number_range_text(numbers):
    """Describe a list of amounts as 'from LOW to HIGH', as 'always X' when they are all equal, and as
    'nothing' for an empty list.

    >>> number_range_text([4, 9, 6])
    'from 4 to 9'
    >>> number_range_text([3, 3])
    'always 3'
    >>> number_range_text([])
    'nothing'
    """
    if not numbers:
        return "nothing"
    low, high = min(numbers), max(numbers)
    return f"always {low}" if low == high else f"from {low} to {high}"


def align_on_point(numbers):
    """Put blanks in front of the number texts so that their decimal points stand below each
    other. A text without a point is treated as if the point came at its end. An empty list
    stays empty.

    >>> align_on_point(["3.5", "120", "14.25"])
    ['  3.5', '120', ' 14.25']
    >>> align_on_point([])
    []
    """
    wholes = [len(number.partition(".")[0]) for number in numbers]
    widest = max(wholes, default=0)
    return [" " * (widest - whole) + number for whole, number in zip(wholes, numbers)]
