"""What array sessions start from: cells of the user's own, and the numbers and words of steps."""

# ruff: noqa: E501
from __future__ import annotations

import random

# fmt: off
OWN = [  # the user's own cell: imports that a prompt does not have, code
    "{a} = np.arange({rc}).reshape({nr}, {nc})",
    "{a} = np.arange(1, {rc1}).reshape({nr}, {nc})",
    "rng = np.random.default_rng({seed})\n{d} = rng.normal(size={n})",
    "rng = np.random.default_rng({seed})\n{d} = rng.normal({mu}, {sd}, size={n})",
    "rng = np.random.default_rng({seed})\n{a} = rng.integers(0, {top}, size=({nr}, {nc}))",
    "rng = np.random.default_rng({seed})\nx = rng.uniform(0, 10, {n})\ny = 2 * x + rng.normal(0, 1, {n})",
    "rng = np.random.default_rng({seed})\ngroup_a = rng.normal({mu}, {sd}, 40)\ngroup_b = rng.normal({mu2}, {sd}, 40)",
    "rng = np.random.default_rng({seed})\nX = rng.normal(size=({n}, {nc}))",
    "rng = np.random.default_rng({seed})\npoints = rng.uniform(0, 10, size=({few}, 2))",
    "rng = np.random.default_rng({seed})",
    "A = np.array([[2., 1.], [1., 3.]])\nb = np.array([3., 5.])",
    "A = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]])\nb = np.array([1.0, 2.0, 3.0])",
    "M = np.array([[2, 0, 1], [1, 3, 2], [1, 1, 4]])\nv = np.array([1, 2, 3])",
    "t = np.linspace(0, {xt}, {n})\nsignal = np.sin(2 * np.pi * t) + 0.1 * np.cos(9 * t)",
    "t = np.arange(0, {xt}, 0.05)\ny = np.exp(-t / 2) * np.cos(4 * t)",
    "x = np.linspace(-{xt}, {xt}, {n})\ny = x ** 2 - 2 * x",
    "img = np.random.default_rng({seed}).random(({side}, {side}))",
    "img = np.zeros(({side}, {side}))\nimg[4:9, 3:10] = 1.0",
    "temps = np.array({floats})",
    "temps = np.array({floats})\nhumidity = np.array({floats2})",
    "{s} = np.array({ints})",
    "{s} = np.array({ints})\nweights = np.array({ints2})",
    "readings = np.array({nans})",
    "x = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])\ny = np.array({six})",
    "pts = np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0], [1.0, 1.0]])",
    "angles = np.deg2rad(np.arange(0, 360, 30))",
    "prices = np.array({floats})\nqty = np.array({ints2_8})",
    "rng = np.random.default_rng({seed})\nheights = rng.normal(170, 8, size={n})\nmass = 0.9 * heights - 90 + rng.normal(0, 6, size={n})",
    "K = np.array({square})\nf = np.array([1.0, 2.0])",
    "t = np.linspace(0, {xt}, {n})\nnoisy = np.sin(t) + np.random.default_rng({seed}).normal(0, 0.2, t.size)",
    "rolls = np.random.default_rng({seed}).integers(1, 7, size={n})",
    "W = np.random.default_rng({seed}).normal(size=({nc}, {nc}))",
    "x = np.arange(0, {few})\ny = x ** 2 + 3",
    "{people} = np.array({named})\n{s} = np.array({ints8})",
    "{people} = np.array({named})\n{s} = np.array({ints8})\n{f} = np.array({floats})",
    "cities = np.array({towns})\ntemps = np.array({floats})",
    "imgs = np.random.default_rng({seed}).random(({few}, 8, 8))",
    "images = np.random.default_rng({seed}).integers(0, 256, size=({few}, {side}, {side}))",
    "deltas = np.array({signed})",
]
LABELS = ["high low medium", "big small medium", "hot cold mild", "pass fail retry", "old young adult", "long short medium", "fast slow normal", "gold none silver", "yes no maybe", "late early on_time", "loud quiet normal", "heavy light medium"]
PEOPLE = ["Ana", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kim", "Leo", "Mia", "Nico", "Olga", "Paul", "Rosa", "Sam", "Tim", "Uma", "Vera", "Zoe"]
TOWNS = ["Oslo", "Lima", "Cairo", "Rome", "Bern", "Quito", "Lyon", "Porto", "Graz", "Turin", "Delhi", "Perth", "Kyoto", "Dakar", "Seoul", "Riga"]
# fmt: on


def numbers(rng: random.Random) -> dict[str, str]:
    """What a step may need besides its arrays, in the spelling that text and code share."""
    nr, nc, top = rng.randint(2, 6), rng.randint(3, 7), rng.choice([10, 20, 50, 100])
    p, q = rng.sample(range(1, 8), 2)
    ints = [rng.randint(0, 12) for _ in range(rng.randint(7, 10))]
    floats = [round(rng.uniform(8, 32), 1) for _ in range(8)]
    gaps = [str(f) for f in floats]
    for at in rng.sample(range(8), 2):
        gaps[at] = "np.nan"
    few = [round(rng.uniform(0.5, 9.5), 1) for _ in range(6)]
    pick = rng.choice
    labels = pick(LABELS).split()
    return {key: str(value) for key, value in {
        "nr": nr, "nc": nc, "rc": nr * nc, "rc1": nr * nc + 1, "rcm": nr * nc - 1, "top": top, "topm": top - 1, "seed": pick([0, 0, 1, 2, 3, 7, 42, 42, 123]),
        "n": pick([40, 50, 100, 100, 200, 500]), "mu": pick([0, 5, 10, 50, 100, 170]), "mu2": pick([6, 12, 55, 101]), "sd": pick([1, 2, 3, 5, 10]),
        "few": pick([5, 8, 10, 20]), "xt": pick([2, 3, 4, 5, 6, 10]), "side": pick([16, 20, 32]), "k": pick([2, 3, 3, 4, 5]), "k2": pick([6, 7, 8]),
        "d": pick([1, 2, 2, 3]), "deg": pick([2, 3]), "pc": pick([5, 10, 20, 40, 75, 80, 90, 95, 99]), "pc2": pick([9, 95, 975, 99]), "bins": pick([8, 10, 15, 20, 25, 30, 40]),
        "s2": p + q, "p2": p * q, "zz": pick([0.5, 1, 1.5, 1.96, 2, 2.5]), "ten": pick([6, 8, 10, 12, 20]), "nine": pick([8, 9, 10, 11]),
        "color": pick(["red", "green", "black", "purple", "steelblue", "gray"]), "cmap": pick(["gray", "viridis", "hot", "magma", "coolwarm"]),
        "title": pick(["Result", "Signal over time", "Measurements", "Curve", "Overview", "First look"]), "file": pick(["out", "data", "result", "values", "run1", "saved"]), "pic": pick(["plot", "figure", "fig1", "curve", "overview"]),
        "ints": ints, "ints2": [rng.randint(1, 5) for _ in ints], "floats": floats, "floats2": [rng.randint(30, 95) for _ in floats],
        "nans": "[" + ", ".join(gaps) + "]", "six": few, "square": [[rng.randint(2, 6), rng.randint(0, 1)], [rng.randint(0, 1), rng.randint(2, 6)]],
        "la": labels[0], "lb": labels[1], "lc": labels[2], "pa": rng.randint(0, 9), "pb": rng.randint(0, 9),
        "people": pick(["names", "players", "students", "people", "runners"]), "named": rng.sample(PEOPLE, 8), "towns": rng.sample(TOWNS, 8), "f": pick(["hours", "heights", "times", "rates"]),
        "ints8": rng.sample(range(3, 99), 8), "signed": [rng.randint(-9, 9) for _ in range(9)],
        "a": pick(["a", "arr", "grid", "m", "scores", "table"]), "s": pick(["scores", "counts", "sales", "ages", "goals"]),
    }.items()}  # fmt: skip
