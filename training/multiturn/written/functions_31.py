def locker_colour(number: int) -> str:
    """The lockers of a pool are painted by number: those divisible by 10 are 'white', otherwise those
    whose last digit is 5 or more are 'blue', and all others 'green'.

    >>> [locker_colour(n) for n in (20, 37, 41, 105)]
    ['white', 'blue', 'green', 'blue']
    >>> locker_colour(7)
    'blue'
    """
    if number % 10 == 0:
        return "white"
    return "blue" if number % 10 >= 5 else "green"


def meter_rollover(old, new, digits=5):
    """Consumption between two readings of a counter that has `digits` digits and starts
    again at zero after the highest number. It ran over at most once.

    >>> meter_rollover(120, 450)
    330
    >>> meter_rollover(99990, 15)
    25
    >>> meter_rollover(8, 3, digits=1)
    5
    """
    numbers = 10 ** digits
    return (new - old) % numbers


def raffle_prize(ticket):
    """Tell the prize of a raffle ticket. Three equal last digits win 'hamper'; two equal last digits
    win 'mug'; a ticket that leaves 4 when divided by 9 wins 'pen'; the others win 'nothing'. The first
    rule that fits counts. Short tickets are read as four digits with leading zeros.

    >>> raffle_prize(2777)
    'hamper'
    >>> raffle_prize(1244)
    'mug'
    >>> raffle_prize(13)
    'pen'
    >>> raffle_prize(2)
    'nothing'
    """
    digits = f"{ticket:04d}"
    if len(set(digits[-3:])) == 1:
        return "hamper"
    if digits[-1] == digits[-2]:
        return "mug"
    return "pen" if ticket % 9 == 4 else "nothing"


def crate_remainders(bottles, crate_sizes):
    """Given a number of bottles and several sizes of crate, return the size with
    which the fewest bottles are left over. On a tie take the largest crate.

    >>> crate_remainders(50, [6, 12, 20])
    12
    >>> crate_remainders(60, [6, 12, 20])
    20
    """
    def left_over(size):
        return bottles % size, -size

    return min(crate_sizes, key=left_over)


def control_digit(order_number):
    """The shop's own control digit: the digits at even positions (counting from 0)
    are added once, the others three times; the control digit is what the sum lacks
    to the next multiple of 7. It is 0 if the sum already is a multiple of 7.

    >>> control_digit("123")
    4
    >>> control_digit("7")
    0
    >>> control_digit("")
    0
    """
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(order_number))
    return -total % 7


def house_side(number: int, bridge_at: int) -> str:
    """Which side of the street is a house on? Before the bridge odd numbers are 'north'
    and even ones 'south'; from the number `bridge_at` on it is the other way round.

    >>> house_side(7, 40)
    'north'
    >>> house_side(41, 40)
    'south'
    >>> house_side(40, 40)
    'north'
    """
    odd = number % 2 == 1
    before = number < bridge_at
    return "north" if odd == before else "south"


def team_of_runner(start_number: int, teams: list[str]) -> str:
    """Runners are dealt out to the teams in blocks of three start numbers: 1-3 belong to the first
    team, 4-6 to the second, and so on; after the last team it goes on with the first.

    >>> team_of_runner(4, ["red", "blue"])
    'blue'
    >>> team_of_runner(7, ["red", "blue"])
    'red'
    """
    block = (start_number - 1) // 3
    return teams[block % len(teams)]


def lucky_seats(seats: list[int], birthday: int) -> list[int]:
    """A seat is lucky if its number ends with the two digits of the birthday (day
    of the month, with a leading zero) or leaves no rest when divided by it. Return
    the lucky seats in ascending order, each once.

    >>> lucky_seats([109, 36, 20, 209, 18], 9)
    [18, 36, 109, 209]
    >>> lucky_seats([], 9)
    []
    """
    lucky = {seat for seat in seats if seat % 100 == birthday or seat % birthday == 0}
    return sorted(lucky)


def odometer_is_special(km):
    """A driver takes a photo of the odometer when the number has at least four digits
    and, apart from the first, all digits are zeros or all digits are nines. Check
    whether this number is such a one.

    >>> odometer_is_special(30000)
    True
    >>> odometer_is_special(4999)
    True
    >>> odometer_is_special(500)
    False
    >>> odometer_is_special(20090)
    False
    """
    text = str(km)
    return len(text) >= 4 and set(text[1:]) in ({"0"}, {"9"})


def split_item_number(number: int) -> dict[str, int]:
    """Take a seven-digit item number apart: the first two digits are the 'group', the next three the
    'model' and the last two the 'size'. Leading zeros of the whole number may be missing.

    >>> split_item_number(1204538)
    {'group': 12, 'model': 45, 'size': 38}
    >>> split_item_number(300142)
    {'group': 3, 'model': 1, 'size': 42}
    """
    rest, size = divmod(number, 100)
    group, model = divmod(rest, 1000)
    return {"group": group, "model": model, "size": size}


def bin_day(house: int, week: int) -> str:
    """Return the day the bin is emptied. In even weeks houses whose number leaves 0, 1 or 2 when
    divided by three get 'Mon', 'Wed' and 'Fri'; in odd weeks the three days are shifted by one
    place, so that a rest of 0 gets 'Wed', 1 gets 'Fri' and 2 gets 'Mon'.

    >>> bin_day(9, 20)
    'Mon'
    >>> bin_day(9, 21)
    'Wed'
    >>> bin_day(11, 21)
    'Mon'
    """
    days = ("Mon", "Wed", "Fri")
    shift = week % 2
    return days[(house + shift) % 3]


def next_service_km(odometer, interval, offset=0):
    """Services are due at `offset`, `offset + interval`, `offset + 2 * interval` and so on.
    Return the first of these that lies strictly above the odometer's reading (never one below
    `offset`).

    >>> next_service_km(31200, 15000)
    45000
    >>> next_service_km(15000, 15000)
    30000
    >>> next_service_km(300, 15000, offset=1000)
    1000
    """
    if odometer < offset:
        return offset
    return odometer + interval - (odometer - offset) % interval


def weigh_digits(code: str, weights: list[int]) -> int:
    """Multiply each digit of the code by its weight and return the sum of the products. If the code
    is longer than the list of weights, the weights start over. Dashes in the code are skipped and
    use up no weight.

    >>> weigh_digits("12-34", [1, 10])
    64
    >>> weigh_digits("---", [5])
    0
    """
    digits = [int(char) for char in code if char != "-"]
    return sum(digit * weights[i % len(weights)] for i, digit in enumerate(digits))
