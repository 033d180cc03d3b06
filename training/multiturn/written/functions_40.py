from collections import defaultdict


def rent_shares(rent: float, rooms: dict[str, float]) -> dict[str, float]:
    """Half of the rent is split evenly among the tenants, the other half in proportion to the size of
    their rooms. `rooms` maps tenants to square metres. Return each tenant's share rounded to two
    digits; no tenants, no shares.

    >>> rent_shares(1200, {"Uma": 20, "Vic": 10})
    {'Uma': 700.0, 'Vic': 500.0}
    >>> rent_shares(1200, {})
    {}
    """
    area = sum(rooms.values())
    return {
        tenant: round(rent / 2 / len(rooms) + rent / 2 * size / area, 2)
        for tenant, size in rooms.items()
    }


def hall_temperature(outside, people, heaters_on):
    """Guess the temperature of a sports hall: start from 12 degrees, or from the outside
    temperature if that is higher; add 0.5 for each full ten people and 4 for each heater that is
    on, but never go above 26. One digit after the point.

    >>> hall_temperature(3, 25, 1)
    17.0
    >>> hall_temperature(18.4, 0, 0)
    18.4
    >>> hall_temperature(20, 100, 2)
    26.0
    """
    warm = max(12, outside) + people // 10 * 0.5 + heaters_on * 4
    return round(float(min(26, warm)), 1)


def seed_calendar(seeds, month):
    """`seeds` maps plants to a (first month, last month) pair in which they can be
    sown; the span may go over the end of the year, such as (11, 2). Return the
    plants that can be sown in the month, in alphabetical order.

    >>> seed_calendar({"peas": (3, 5), "garlic": (10, 1), "kale": (5, 7)}, 5)
    ['kale', 'peas']
    >>> seed_calendar({"peas": (3, 5), "garlic": (10, 1)}, 12)
    ['garlic']
    """
    return sorted(
        plant
        for plant, (first, last) in seeds.items()
        if (first <= month <= last if first <= last else month >= first or month <= last)
    )


def stamp_card(visits: int, free_every: int = 10) -> tuple[int, int]:
    """A sauna gives a free visit after every `free_every` paid ones; the free visit itself earns no
    stamp. Of all visits so far return how many were free and how many stamps are on the current
    card.

    >>> stamp_card(11)
    (1, 0)
    >>> stamp_card(10)
    (0, 10)
    >>> stamp_card(7, free_every=3)
    (1, 3)
    """
    free, stamps = divmod(visits, free_every + 1)
    return free, stamps


def noise_points(loud_minutes: list[int], night: bool) -> int:
    """Penalty points for a party: each loud spell counts 1 point up to 10 minutes, 2 points up to
    30 minutes and 5 beyond that. At night all points are doubled. Spells of 0 minutes count
    nothing.

    >>> noise_points([5, 30, 31, 0], night=False)
    8
    >>> noise_points([10], night=True)
    2
    """
    points = 0
    for minutes in loud_minutes:
        if minutes > 30:
            points += 5
        elif minutes > 10:
            points += 2
        elif minutes > 0:
            points += 1
    return points * 2 if night else points


def index_recipes(recipes: dict[str, list[str]]) -> dict[str, list[str]]:
    """Turn a dictionary from recipe to ingredients round: return, for each ingredient, the
    recipes that use it, in the order of the dictionary. Ingredients are sorted by name. An
    ingredient listed twice in one recipe names the recipe once.

    >>> index_recipes({"pesto": ["oil", "basil"], "dip": ["oil", "oil"]})
    {'basil': ['pesto'], 'oil': ['pesto', 'dip']}
    >>> index_recipes({})
    {}
    """
    index = defaultdict(list)
    for recipe, ingredients in recipes.items():
        for ingredient in set(ingredients):
            index[ingredient].append(recipe)
    return dict(sorted(index.items()))


def pool_lane(speed: float, lanes: dict[int, float]) -> int | None:
    """Each lane has the least speed (metres a minute) its swimmers should have. Give a
    swimmer the lane with the highest least speed he or she still reaches; of lanes with
    the same speed the one with the lower number. None if too slow for all.

    >>> pool_lane(42, {1: 20, 2: 35, 3: 35, 4: 50})
    2
    >>> pool_lane(10, {1: 20}) is None
    True
    """
    reached = [lane for lane, least in lanes.items() if speed >= least]
    return min(reached, key=lambda lane: (-lanes[lane], lane), default=None)


def split_shopping(items: list[tuple[str, int]], bag_limit: int) -> list[list[str]]:
    """Pack (name, weight) items into bags in the given order: an item goes into the current
    bag if the bag then does not weigh more than the limit, otherwise a new bag is begun. An
    item that is too heavy by itself gets a bag of its own.

    >>> split_shopping([("milk", 3), ("rice", 2), ("flour", 1), ("melon", 9)], 5)
    [['milk', 'rice'], ['flour'], ['melon']]
    >>> split_shopping([], 5)
    []
    """
    bags, load = [], 0
    for name, weight in items:
        if bags and load + weight <= bag_limit:
            bags[-1].append(name)
            load += weight
        else:
            bags.append([name])
            load = weight
    return bags
