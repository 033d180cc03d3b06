"""Little formulas and elementary steps on sets, dictionaries, matrices and lists of points."""

# ruff: noqa: E501
from __future__ import annotations

# fmt: off
import math
import statistics

from training.multiturn.ops import Family

F = Family("formula")
e, c = F.e, F.c
EQ = {"when": lambda x, y: len(x) == len(y)}
POS = {"when": lambda x: x > 0}
e("percents", "x:ints", "[v / sum({x}) * 100 for v in {x}]", "(each|every) element of {x} as a percentage of the sum", "convert the elements of {x} to percentages of their sum", "percents|percentages", when=lambda x: sum(x) != 0)
e("pct_change", "x:num y:num", "({y} - {x}) / {x} * 100", "the percentage change from {x} to {y}", "", "change|pct_change", when=lambda x, y: x != 0, ref=lambda x, y: (y - x) * 100 / x)
e("simple_interest", "x:num", "{x} * {r} / 100 * {t}", "the simple interest on {x} at {r} percent per year for {t} years", "", "interest", params={"r": lambda rng, x: rng.randint(2, 9), "t": lambda rng, x: rng.randint(2, 10)}, ref=lambda x, r, t: x * r * t / 100, **POS)
e("compound", "x:num", "{x} * (1 + {r} / 100) ** {t}", "the value of {x} after {t} years with {r} percent interest compounded yearly", "", "final_value|balance", params={"r": lambda rng, x: rng.randint(2, 9), "t": lambda rng, x: rng.randint(2, 10)}, ref=lambda x, r, t: x * (1 + r / 100) ** t, **POS)
e("discount2", "x:num", "{x} * (1 - {r} / 100)", "{x} reduced by {r} percent||{x} after a discount of {r}%", "reduce {x} by {r} percent", "reduced|new_price", params={"r": lambda rng, x: rng.choice([5, 10, 15, 20, 25, 40])}, ref=lambda x, r: x - x * r / 100, **POS)
e("cylinder", "x:num y:num", "math.pi * {x} ** 2 * {y}", "the volume of a cylinder with radius {x} and height {y}", "", "volume", imports="math", when=lambda x, y: 0 < x < 1e4 and y > 0)
e("origin_dist", "x:num y:num", "math.hypot({x}, {y})", "the distance of the point ({x}, {y}) from the origin", "", "distance|dist", imports="math", ref=lambda x, y: math.sqrt(x * x + y * y))
e("cm2in", "x:num", "{x} / 2.54", "{x} centimeters in inches", "convert {x} from centimeters to inches", "inches", **POS)
e("m2ft", "x:num", "{x} / 0.3048", "{x} meters in feet", "convert {x} from meters to feet", "feet", **POS)
e("min_sec", "x:int", "divmod({x}, 60)", "the minutes and remaining seconds in {x} seconds as a tuple", "convert {x} seconds to a tuple of minutes and seconds", "min_sec|duration", when=lambda x: x > 0, ref=lambda x: (x // 60, x - 60 * (x // 60)))
e("octal", "x:int", "oct({x})[2:]", "the octal representation of {x} as a string without (the prefix|a prefix)", "convert {x} to octal without prefix", "octal", when=lambda x: x >= 0, ref=lambda x: f"{x:o}")
e("harmonic", "x:ints", "len({x}) / sum(1 / v for v in {x})", "the harmonic mean of {x}", "", "harmonic|h_mean", when=lambda x: len(x) > 1 and min(x) > 0)
e("geo_mean", "x:ints", "math.prod({x}) ** (1 / len({x}))", "the geometric mean of {x}", "", "geo_mean|g_mean", imports="math", when=lambda x: min(x) > 0 and len(x) < 8)
e("rms", "x:ints", "math.sqrt(sum(v ** 2 for v in {x}) / len({x}))", "the root mean square of {x}", "", "rms", imports="math", ref=lambda x: math.sqrt(statistics.fmean([v * v for v in x])))
e("np_col_means", "x:matrix", "np.mean({x}, axis=0)", "the mean of each column of {x} (using|with) numpy", "", "col_means", imports="import numpy as np")
e("np_row_sums", "x:matrix", "np.sum({x}, axis=1)", "the sum of each row of {x} (using|with) numpy", "", "row_totals", imports="import numpy as np")
e("np_transpose", "x:matrix", "np.transpose({x})", "the transpose of {x} (using|with) numpy", "transpose {x} (using|with) numpy", "transposed", imports="import numpy as np")
e("set_and", "x:iset y:iset", "{x} & {y}", "the intersection of {x} and {y}||the elements that are in both {x} and {y}[ as a set]", "intersect {x} and {y}", "common|intersection", ref=lambda x, y: {v for v in x if v in y})
e("set_or", "x:iset y:iset", "{x} | {y}", "the union of {x} and {y}||the set of all elements of {x} or {y}", "unite {x} and {y}", "union|together", ref=lambda x, y: {*x, *y})
e("set_minus", "x:iset y:iset", "{x} - {y}", "the elements of {x} that are not in {y}[ as a set]||the set difference of {x} and {y}", "", "only_first|difference", ref=lambda x, y: {v for v in x if v not in y})
e("set_xor", "x:iset y:iset", "{x} ^ {y}", "the symmetric difference of {x} and {y}||the elements that are in exactly one of {x} and {y}", "", "sym_diff|exclusive", ref=lambda x, y: (x - y) | (y - x))
e("set_sorted", "x:iset", "sorted({x})", "the elements of {x} as a sorted list", "turn {x} into a sorted list", "ordered|as_list", ref=lambda x: sorted(x))
e("set_sum", "x:iset", "sum({x})", "the sum of the elements of {x}", "add up the elements of {x}", "total")
c("set_subset", "x:iset y:iset", "{x} <= {y}", "{x} is a subset of {y}", ref=lambda x, y: all(v in y for v in x))
c("set_disjoint", "x:iset y:iset", "{x}.isdisjoint({y})", "{x} and {y} have no element in common", ref=lambda x, y: not x & y)
# fmt: on
