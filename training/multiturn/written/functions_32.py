import math


def rug_border(width: float, length: float, rug_width: float, rug_length: float) -> float | None:
    """A rug lies in the middle of a room with its sides along the walls. Return the narrowest distance
    left between rug and wall. If the rug does not fit (it may touch the walls, but not be turned),
    return None.

    >>> rug_border(400, 500, 200, 320)
    90.0
    >>> rug_border(300, 300, 300, 200)
    0.0
    >>> rug_border(300, 300, 310, 100) is None
    True
    """
    border = min(width - rug_width, length - rug_length) / 2
    return border if border >= 0 else None


def ladder_reach(ladder: float, foot: float) -> float:
    """How high up a wall does a ladder of the given length reach when its foot stands
    `foot` away from the wall? Rounded to two digits; 0.0 if the foot is as far away as the
    ladder is long, or farther.

    >>> ladder_reach(5, 3)
    4.0
    >>> ladder_reach(4, 6)
    0.0
    """
    if foot >= ladder:
        return 0.0
    return round(math.sqrt(ladder ** 2 - foot ** 2), 2)


def ribbon_for_box(width, depth, height, bow=0):
    """Length of ribbon for a gift box: once around over width and height, once around
    over depth and height, and the extra length of the bow.

    >>> ribbon_for_box(20, 10, 5)
    80
    >>> ribbon_for_box(20, 10, 5, bow=35)
    115
    """
    over_width = 2 * (width + height)
    over_depth = 2 * (depth + height)
    return over_width + over_depth + bow


def pizza_value(diameter_cm: float, price: float) -> float:
    """Square centimetres of pizza that one unit of money buys, for a round pizza,
    rounded to one digit. A pizza that is free gives infinity.

    >>> pizza_value(30, 9)
    78.5
    >>> pizza_value(26, 0)
    inf
    """
    if price == 0:
        return math.inf
    return round(math.pi * (diameter_cm / 2) ** 2 / price, 1)


def desk_fits_corner(desk, wall_a, wall_b, gap=0):
    """Check whether a rectangular desk, given by its two sides, fits into a corner with the
    free wall lengths `wall_a` and `wall_b`. It may be turned by a right angle. At the open end
    of each wall a gap has to stay free.

    >>> desk_fits_corner((160, 80), 90, 165)
    True
    >>> desk_fits_corner((160, 80), 90, 165, gap=10)
    False
    """
    short, long = sorted(desk)
    small_wall, big_wall = sorted((wall_a, wall_b))
    return short + gap <= small_wall and long + gap <= big_wall


def sprinkler_reaches(sprinkler, radius, plants):
    """Given a sprinkler's position as an (x, y) pair and its radius, return the
    names of the plants that get water, in alphabetical order. `plants` maps names
    to (x, y) pairs. A plant exactly on the edge gets water.

    >>> sprinkler_reaches((0, 0), 5, {"rose": (3, 4), "mint": (1, 1), "fern": (5, 1)})
    ['mint', 'rose']
    >>> sprinkler_reaches((0, 0), 5, {})
    []
    """
    watered = [name for name, spot in plants.items() if math.dist(sprinkler, spot) <= radius]
    return sorted(watered)


def gravel_bags(length_m: float, width_m: float, depth_cm: float, bag_litres: int = 25) -> int:
    """How many bags of gravel cover a path of the given length and width to the given depth? A
    cubic metre is 1000 litres. A bag that has been started counts as whole.

    >>> gravel_bags(10, 1, 5)
    20
    >>> gravel_bags(3, 0.8, 4, bag_litres=20)
    5
    """
    litres = length_m * width_m * depth_cm * 10
    return math.ceil(round(litres / bag_litres, 6))


def picture_hooks(wall_width: float, frames: int) -> list[float]:
    """Hang `frames` pictures on a wall so that the distances between the hooks, and
    from the outer hooks to the ends of the wall, are all equal. Return the hooks'
    distances from the left end, rounded to one digit. No frames, no hooks.

    >>> picture_hooks(300, 2)
    [100.0, 200.0]
    >>> picture_hooks(250, 0)
    []
    """
    step = wall_width / (frames + 1)
    return [round(step * number, 1) for number in range(1, frames + 1)]


def shadow_length(height, sun_angle):
    """Return the length of the shadow of a pole on level ground when the sun stands
    `sun_angle` degrees above the horizon (more than 0, at most 90), rounded to two
    digits.

    >>> shadow_length(2, 45)
    2.0
    >>> shadow_length(10, 90)
    0.0
    """
    slope = math.tan(math.radians(sun_angle))
    return round(height / slope, 2)


def pond_fence(radius: float, distance: float, gate: float = 0.0) -> float:
    """A round pond gets a round fence that keeps the same distance from the water everywhere.
    Return the metres of fence needed if a gate of the given width is left out; one digit after
    the point, never below zero.

    >>> pond_fence(3, 1)
    25.1
    >>> pond_fence(3, 1, gate=1.2)
    23.9
    """
    around = 2 * math.pi * (radius + distance)
    return round(max(0.0, around - gate), 1)


def stair_plan(rise_cm: float, max_step: float = 19.0) -> tuple[int, float]:
    """Divide the height of a floor into equal steps, as few as possible, so that no step is
    higher than `max_step`. Return the number of steps and the height of each, rounded to
    two digits.

    >>> stair_plan(270)
    (15, 18.0)
    >>> stair_plan(38)
    (2, 19.0)
    """
    steps = math.ceil(rise_cm / max_step)
    return steps, round(rise_cm / steps, 2)


def can_pass_gate(length, width, height, gate_width, gate_height):
    """A crate may be turned as one likes before it is pushed straight through a gate. Check whether two
    of its three measures can be chosen, one no larger than the gate's width and the other no larger
    than the gate's height.

    >>> can_pass_gate(200, 90, 120, 100, 130)
    True
    >>> can_pass_gate(200, 110, 120, 100, 300)
    False
    """
    sides = (length, width, height)
    return any(
        wide <= gate_width and high <= gate_height
        for i, wide in enumerate(sides)
        for j, high in enumerate(sides)
        if i != j
    )


def walls_to_paint(room: tuple[float, float, float], openings: list[tuple[float, float]]) -> float:
    """Area of the four walls of a room given as (length, width, height), minus the openings, each given
    as (width, height). Rounded to two digits.

    >>> walls_to_paint((4, 3, 2.5), [(0.9, 2.0), (1.2, 1.0)])
    32.0
    >>> walls_to_paint((2.0, 2.0, 2.0), [])
    16.0
    """
    length, width, height = room
    walls = 2 * (length + width) * height
    return round(walls - sum(w * h for w, h in openings), 2)


def hour_hand_side(hours: int, minutes: int) -> str:
    """Tell whether the hour hand of a clock points to the 'right' or the 'left' half of the dial.
    At exactly 12 and exactly 6 o'clock the answer is 'middle'. Hours run from 0 to 23.

    >>> hour_hand_side(14, 30)
    'right'
    >>> hour_hand_side(6, 1)
    'left'
    >>> hour_hand_side(18, 0)
    'middle'
    """
    passed = (hours % 12) * 60 + minutes
    if passed in (0, 360):
        return "middle"
    return "right" if passed < 360 else "left"


def turn_heading(heading: int, turns: list[int]) -> int:
    """A boat has a heading in degrees. Each turn adds degrees clockwise (negative ones go the
    other way). Return the heading after all the turns, from 0 to 359.

    >>> turn_heading(350, [20, 5])
    15
    >>> turn_heading(10, [-30])
    340
    """
    return (heading + sum(turns)) % 360


def tank_fill_height(litres, length_cm, width_cm, height_cm):
    """Water is poured into an empty aquarium with straight walls. Return how high it stands
    in centimetres, rounded to one digit; at most the height of the aquarium, the rest runs
    over.

    >>> tank_fill_height(60, 100, 40, 50)
    15.0
    >>> tank_fill_height(500, 100, 40, 50)
    50.0
    """
    level = litres * 1000 / (length_cm * width_cm)
    return round(float(min(height_cm, level)), 1)


def shortest_cable(desk: tuple[int, int], sockets: list[tuple[int, int]]) -> int | None:
    """Cables run only along the walls' directions, never slantwise: the cable between two
    points is as long as their distance in x plus their distance in y. Return the length to
    the nearest socket, None if there is none.

    >>> shortest_cable((2, 3), [(0, 0), (4, 4)])
    3
    >>> shortest_cable((2, 3), []) is None
    True
    """
    x, y = desk
    return min((abs(x - sx) + abs(y - sy) for sx, sy in sockets), default=None)
