def window_may_open(inside: float, outside: float, raining: bool) -> bool:
    """The greenhouse window may open only if it does not rain, it is above 24 degrees inside,
    and at least 3 degrees cooler outside than inside.

    >>> window_may_open(28, 25, False)
    True
    >>> window_may_open(28, 26, False)
    False
    >>> window_may_open(30, 12, True)
    False
    """
    if raining:
        return False
    return inside > 24 and inside - outside >= 3


def table_is_free(bookings, table, hour):
    """`bookings` maps a table's number to a list of the hours at which a booking begins;
    each booking lasts two hours. Check whether the table can be booked for two hours from
    `hour` on. A table that is not in `bookings` is free all day.

    >>> table_is_free({4: [17, 20]}, 4, 18)
    False
    >>> table_is_free({4: [17, 21]}, 4, 19)
    True
    >>> table_is_free({}, 9, 12)
    True
    """
    begins = bookings.get(table, [])
    return all(abs(begin - hour) >= 2 for begin in begins)


def quorum_reached(present, members, chair_present):
    """A meeting can decide when the chair is there and more than half of the members are, or without
    the chair when at least two thirds are. A club with no members can never decide.

    >>> quorum_reached(6, 10, True)
    True
    >>> quorum_reached(5, 10, True)
    False
    >>> quorum_reached(6, 9, False)
    True
    """
    if members == 0:
        return False
    if chair_present:
        return present * 2 > members
    return present * 3 >= members * 2


def strictly_alternates(stripes: list[str], colours: tuple[str, str]) -> bool:
    """Check whether a scarf's stripes go strictly back and forth between the two
    colours. It may begin with either. Any third colour makes it False. No stripes at
    all, or just one in an allowed colour, is fine.

    >>> strictly_alternates(["red", "white", "red"], ("white", "red"))
    True
    >>> strictly_alternates(["red", "red"], ("white", "red"))
    False
    >>> strictly_alternates([], ("white", "red"))
    True
    """
    known = all(stripe in colours for stripe in stripes)
    return known and all(a != b for a, b in zip(stripes, stripes[1:]))


def refund_allowed(days, opened, defective, receipt):
    """A shop takes goods back with a receipt only. Unopened goods: up to 30 days.
    Opened goods: up to 14 days. Defective ones, opened or not: up to 365 days. The last
    day still counts.

    >>> refund_allowed(20, False, False, True)
    True
    >>> refund_allowed(20, True, False, True)
    False
    >>> refund_allowed(300, True, True, True)
    True
    >>> refund_allowed(1, False, True, False)
    False
    """
    if defective:
        limit = 365
    else:
        limit = 14 if opened else 30
    return receipt and days <= limit


def alarm_needed(smoke: float, heat: float, armed: bool = True) -> str:
    """Return 'fire' if smoke is over 0.8, or if smoke is over 0.4 and at the same time
    heat over 60. Return 'check' if just one of "smoke over 0.4" and "heat over 60"
    holds. In all other cases, and whenever the system is not armed, return 'quiet'.

    >>> alarm_needed(0.5, 70)
    'fire'
    >>> alarm_needed(0.5, 20)
    'check'
    >>> alarm_needed(0.9, 20, armed=False)
    'quiet'
    """
    if not armed:
        return "quiet"
    if smoke > 0.8 or (smoke > 0.4 and heat > 60):
        return "fire"
    return "check" if smoke > 0.4 or heat > 60 else "quiet"


def complete_kit(kit, *, allow_spare=True):
    """`kit` maps the parts of a first-aid kit to pairs (needed, present). Check whether
    enough of everything is present. With `allow_spare` false, having more than needed is
    not accepted either. An empty kit is complete.

    >>> complete_kit({"plaster": (10, 12), "scissors": (1, 1)})
    True
    >>> complete_kit({"plaster": (10, 12)}, allow_spare=False)
    False
    >>> complete_kit({})
    True
    """
    return all(
        present >= needed if allow_spare else present == needed
        for needed, present in kit.values()
    )


def same_table(guest_a: dict, guest_b: dict) -> bool:
    """Two guests may share a table if neither has the other's name in 'avoids' and they have at least
    one language in common. A guest is a dictionary with 'name', 'avoids' (a list of names) and
    'languages' (a list).

    >>> ida = {"name": "Ida", "avoids": ["Rolf"], "languages": ["da", "en"]}
    >>> tom = {"name": "Tom", "avoids": [], "languages": ["en"]}
    >>> same_table(ida, tom)
    True
    >>> same_table(ida, {"name": "Rolf", "avoids": [], "languages": ["da"]})
    False
    """
    if guest_a["name"] in guest_b["avoids"] or guest_b["name"] in guest_a["avoids"]:
        return False
    return not set(guest_a["languages"]).isdisjoint(guest_b["languages"])


def password_hint_ok(hint: str, password: str) -> bool:
    """A hint is fine when it is not blank, does not contain the password (upper and lower case
    are the same here), and is not itself a part of the password.

    >>> password_hint_ok("my first boat", "Sealark9")
    True
    >>> password_hint_ok("it is SEALARK9!", "Sealark9")
    False
    >>> password_hint_ok("lark", "Sealark9")
    False
    """
    hint, password = hint.strip().lower(), password.lower()
    return bool(hint) and password not in hint and hint not in password


def photo_usable(width: int, height: int, kilobytes: int) -> bool:
    """A photo can be printed when its longer side has at least 1800 pixels, its longer side
    is at most twice the shorter, and the file is no larger than 8000 kilobytes.

    >>> photo_usable(1200, 1800, 950)
    True
    >>> photo_usable(4000, 1900, 950)
    False
    """
    short, long = sorted((width, height))
    return long >= 1800 and long <= 2 * short and kilobytes <= 8000


def which_rule_failed(speed: float, lights_on: bool, belt: bool) -> str | None:
    """Check three rules in this order and name the first that is broken: 'belt' if
    no belt is worn, 'speed' if the speed is over 50, 'lights' if the lights are
    off. Return None if all is in order.

    >>> which_rule_failed(63, False, True)
    'speed'
    >>> which_rule_failed(48, True, True) is None
    True
    """
    if not belt:
        return "belt"
    if speed > 50:
        return "speed"
    return None if lights_on else "lights"


def common_free_evening(calendars: list[set[str]], evenings: list[str]) -> str | None:
    """Each calendar is a set of evenings on which somebody is busy. Return the first of the given
    evenings on which everybody is free, or None if there is none.

    >>> common_free_evening([{"mon", "wed"}, {"tue"}], ["mon", "tue", "wed", "thu"])
    'thu'
    >>> common_free_evening([{"mon"}], ["mon"]) is None
    True
    >>> common_free_evening([], ["fri"])
    'fri'
    """
    busy = set().union(*calendars)
    return next((evening for evening in evenings if evening not in busy), None)
