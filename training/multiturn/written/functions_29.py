import math


def courier_price(weight_kg: float, express: bool = False) -> float:
    """Price of a parcel: 4.50 up to and including 2 kg, 7.00 up to and including 10 kg, and
    above that 7.00 plus 0.60 for each started kilogram over 10. Express adds 30 percent. The
    result is rounded to two digits.

    >>> courier_price(2)
    4.5
    >>> courier_price(11.2)
    8.2
    >>> courier_price(5, express=True)
    9.1
    """
    if weight_kg <= 2:
        price = 4.5
    elif weight_kg <= 10:
        price = 7.0
    else:
        price = 7.0 + 0.6 * math.ceil(weight_kg - 10)
    return round(price * 1.3 if express else price, 2)


def water_bill(litres, steps):
    """Work out a stepped water bill. `steps` is a list of (limit, price) pairs in rising order
    of limit; litres up to the first limit cost the first price each, those between the first
    and the second limit the second price, and so on. Litres above the last limit cost the last
    price too. No steps means a bill of 0.

    >>> water_bill(150, [(100, 2), (200, 3)])
    350
    >>> water_bill(250, [(100, 2), (200, 3)])
    650
    >>> water_bill(40, [])
    0
    """
    total = below = price = 0
    for limit, price in steps:
        total += max(0, min(litres, limit) - below) * price
        below = limit
    return total + max(0, litres - below) * price


def badge_for_distance(km: float) -> str:
    """Return the walking club's badge for a year's distance: 'gold' from 1000 km,
    'silver' from 500 km, 'bronze' from 200 km, and 'none' below that.

    >>> badge_for_distance(500)
    'silver'
    >>> badge_for_distance(199.9)
    'none'
    """
    for limit, badge in ((1000, "gold"), (500, "silver"), (200, "bronze")):
        if km >= limit:
            return badge
    return "none"


def late_fee(days_late, daily_fee, grace=2, ceiling=15.0):
    """The fee for bringing back a tool late. Nothing is due for the first `grace` days;
    every day after those costs `daily_fee`; and the whole fee is never more than
    `ceiling`.

    >>> late_fee(2, 1.5)
    0.0
    >>> late_fee(5, 1.5)
    4.5
    >>> late_fee(40, 1.5)
    15.0
    """
    charged_days = max(0, days_late - grace)
    return float(min(ceiling, charged_days * daily_fee))


def tariff_zone(distance: float, borders: list[float]) -> int:
    """Given the borders between the zones in rising order, tell the zone of a stop.
    Zone 1 ends at the first border; a stop exactly on a border belongs to the inner
    (lower) zone.

    >>> tariff_zone(3.2, [2, 5, 9])
    2
    >>> tariff_zone(5, [2, 5, 9])
    2
    >>> tariff_zone(30, [2, 5, 9])
    4
    """
    crossed = [border for border in borders if distance > border]
    return len(crossed) + 1


def may_ride_alone(age: int, height_cm: int, has_pass: bool) -> bool:
    """A child may ride the coaster alone when it is at least 10 years old and 130 cm tall. With
    a pass the age does not matter, but the height still does.

    >>> may_ride_alone(11, 131, False)
    True
    >>> may_ride_alone(8, 140, True)
    True
    >>> may_ride_alone(12, 125, True)
    False
    """
    if height_cm < 130:
        return False
    return has_pass or age >= 10


def exactly_one_reason(sick, holiday, training):
    """Check whether just one of the three absence boxes is ticked - not none, not
    two, not all.

    >>> exactly_one_reason(False, True, False)
    True
    >>> exactly_one_reason(True, True, False)
    False
    >>> exactly_one_reason(False, False, False)
    False
    """
    boxes = [bool(sick), bool(holiday), bool(training)]
    return boxes.count(True) == 1


def frost_warning(temperatures, wet):
    """Pick the word for the road sign. 'ice' if it is wet and any temperature is at or below zero,
    'cold' if it is dry and any is at or below zero, 'watch' if the lowest is above zero but not
    above 3, otherwise 'clear'. Without temperatures the sign says 'no data'.

    >>> frost_warning([2.0, -0.5], wet=True)
    'ice'
    >>> frost_warning([0], wet=False)
    'cold'
    >>> frost_warning([3, 8], wet=True)
    'watch'
    >>> frost_warning([], wet=True)
    'no data'
    """
    if not temperatures:
        return "no data"
    lowest = min(temperatures)
    if lowest <= 0:
        return "ice" if wet else "cold"
    return "watch" if lowest <= 3 else "clear"


def stamps_for_purchase(cents: int, happy_hour: bool = False) -> int:
    """A cafe gives one stamp for every full 250 cents. In the happy hour the stamps are
    doubled, but no purchase ever earns more than ten.

    >>> stamps_for_purchase(740)
    2
    >>> stamps_for_purchase(740, happy_hour=True)
    4
    >>> stamps_for_purchase(2000, happy_hour=True)
    10
    """
    stamps = cents // 250
    return min(10, stamps * 2 if happy_hour else stamps)


def lift_load_state(weights, limit):
    """Say how a lift is loaded: 'empty' with nobody in it, 'overload' if the weights together are over
    the limit, 'full' if they are over 90 percent of it, and 'ok' in all other cases.

    >>> lift_load_state([70, 82], 160)
    'full'
    >>> lift_load_state([70, 95], 160)
    'overload'
    >>> lift_load_state([], 160)
    'empty'
    >>> lift_load_state([90], 100)
    'ok'
    """
    if not weights:
        return "empty"
    load = sum(weights)
    if load > limit:
        return "overload"
    return "full" if load > 0.9 * limit else "ok"


def cheaper_plan(minutes):
    """Plan 'flat' costs 20 a month. Plan 'basic' costs 5 plus 0.10 for each minute
    over 60. Return the name of the one that costs less; if both cost the same,
    'basic'.

    >>> cheaper_plan(100)
    'basic'
    >>> cheaper_plan(210)
    'basic'
    >>> cheaper_plan(211)
    'flat'
    """
    basic_cents = 500 + 10 * max(0, minutes - 60)
    return "flat" if basic_cents > 2000 else "basic"


def group_ticket_cost(adults: int, children: int) -> int:
    """Cheapest entry for a group at the zoo. An adult pays 12 and a child 6; a family
    ticket for 30 lets in up to two adults and any number of children. At most one
    family ticket may be bought.

    >>> group_ticket_cost(2, 1)
    30
    >>> group_ticket_cost(2, 0)
    24
    >>> group_ticket_cost(3, 4)
    42
    """
    single = 12 * adults + 6 * children
    family = 30 + 12 * max(0, adults - 2)
    return min(single, family)


def pick_fan_level(humidity):
    """Fan level of a bathroom: 0 below 50 percent humidity, then one level up for each full 15
    percent from 50 on, starting with level 1 at 50; level 3 is the highest there is.

    >>> [pick_fan_level(h) for h in (49, 50, 64, 65, 99)]
    [0, 1, 1, 2, 3]
    >>> pick_fan_level(0)
    0
    """
    if humidity < 50:
        return 0
    return min(3, 1 + int((humidity - 50) // 15))


def discount_reason(age: int, student: bool, member_years: int) -> list[str]:
    """List all reasons for which a guest gets a discount, in this order: 'child' under 14, 'senior'
    from 65, 'student', and 'loyal' from five years of membership. A child is never listed as a student
    as well.

    >>> discount_reason(70, False, 6)
    ['senior', 'loyal']
    >>> discount_reason(13, True, 0)
    ['child']
    >>> discount_reason(30, False, 4)
    []
    """
    reasons = {
        "child": age < 14,
        "senior": age >= 65,
        "student": student and age >= 14,
        "loyal": member_years >= 5,
    }
    return [reason for reason, holds in reasons.items() if holds]


def rounded_tip(bill, percent):
    """Return the tip for which bill and tip together make a whole number: add the
    percentage to the bill, round the sum up to the next whole number and take the bill off
    again. The tip is rounded to two digits.

    >>> rounded_tip(37.4, 10)
    4.6
    >>> rounded_tip(20.0, 0)
    0.0
    """
    full_price = bill * (100 + percent) / 100
    return round(math.ceil(full_price) - bill, 2)
