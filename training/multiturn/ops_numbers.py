"""Operations on numbers."""

# ruff: noqa: E501, UP031
from __future__ import annotations

# fmt: off
import math

from training.multiturn.ops import Family

F = Family("number")
e, c = F.e, F.c


def k29(rng, **_):
    return rng.randint(2, 9)


def k220(rng, **_):
    return rng.randint(2, 20)


POS = {"when": lambda x: 0 < x < 5000}
SMALL = {"when": lambda x: 1 < x < 25}
BIG = {"when": lambda x: 9 < x < 10**7}

e("add", "x:num y:num", "{x} + {y}", "the sum of {x} and {y}||{x} plus {y}", "add {x} and {y}||add {y} to {x}", "total|sum_xy|s|result")
e("sub", "x:num y:num", "{x} - {y}", "the difference (between|of) {x} and {y}||{x} minus {y}", "subtract {y} from {x}", "difference|diff|result")
e("mul", "x:num y:num", "{x} * {y}", "the product of {x} and {y}||{x} times {y}", "multiply {x} (by|and|with) {y}", "product|prod|result")
e("div", "x:num y:num", "{x} / {y}", "the (quotient|ratio) of {x} and {y}||{x} divided by {y}", "divide {x} by {y}", "quotient|ratio|result", when=lambda x, y: y != 0)
e("floordiv", "x:int y:int", "{x} // {y}", "the integer (division|quotient) of {x} (by|and) {y}||{x} divided by {y}, rounded down", "divide {x} by {y} (using integer division|and round down)", "quotient|q", when=lambda x, y: y > 0)
e("mod", "x:int y:int", "{x} % {y}", "the remainder (of {x} divided by {y}|when {x} is divided by {y})||{x} modulo {y}", "", "remainder|rest|r", when=lambda x, y: y > 0)
e("pow", "x:int y:int", "{x} ** {y}", "{x} (raised to the power|to the power) of {y}", "raise {x} to the power of {y}", "power|result", when=lambda x, y: 0 <= y < 8 and abs(x) < 100)
e("max2", "x:num y:num", "max({x}, {y})", "the (larger|bigger|maximum|greater) of {x} and {y}", "find the (larger|bigger|maximum) of {x} and {y}", "larger|bigger|maximum")
e("min2", "x:num y:num", "min({x}, {y})", "the (smaller|minimum|lower) of {x} and {y}", "find the (smaller|minimum) of {x} and {y}", "smaller|minimum")
e("absdiff", "x:num y:num", "abs({x} - {y})", "the absolute difference (between|of) {x} and {y}||the distance between {x} and {y}", "", "difference|distance|gap")
e("mean2", "x:num y:num", "({x} + {y}) / 2", "the (mean|average|midpoint) of {x} and {y}", "average {x} and {y}", "average|mean|mid")
e("pct", "x:num y:num", "{x} / {y} * 100", "{x} as a percentage of {y}", "", "percent|percentage", when=lambda x, y: y in (2, 4, 5, 8, 10, 20, 25, 50, 100))
e("sumsq2", "x:int y:int", "{x} ** 2 + {y} ** 2", "the sum of the squares of {x} and {y}", "add the squares of {x} and {y}", "total|sum_sq")
e("hyp", "x:int y:int", "math.sqrt({x} ** 2 + {y} ** 2)", "the (hypotenuse|length of the hypotenuse) of a right triangle with (legs|sides) {x} and {y}", "", "hypotenuse|c", imports="math", when=lambda x, y: x > 0 and y > 0)
e("area_rect", "x:num y:num", "{x} * {y}", "the area of a rectangle with (sides|width and height) {x} and {y}", "", "area", when=lambda x, y: x > 0 and y > 0)
e("perim_rect", "x:num y:num", "2 * ({x} + {y})", "the perimeter of a rectangle with sides {x} and {y}", "", "perimeter", when=lambda x, y: x > 0 and y > 0, ref=lambda x, y: x + y + x + y)
e("lcm", "x:int y:int", "math.lcm({x}, {y})", "the least common multiple of {x} and {y}||the lcm of {x} and {y}", "", "lcm|multiple", imports="math", when=lambda x, y: x > 0 and y > 0, ref=lambda x, y: x * y // math.gcd(x, y))
e("gcd", "x:int y:int", "math.gcd({x}, {y})", "the greatest common divisor of {x} and {y}||the gcd of {x} and {y}", "", "gcd|divisor", imports="math", when=lambda x, y: x > 0 and y > 0)
e("comb", "x:int y:int", "math.comb({x}, {y})", "the number of ways to choose {y} (items|elements) (from|out of) {x}", "", "ways|combinations", imports="math", when=lambda x, y: 0 < y <= x < 30)
for name, sign, k, np, vp in (
    ("plus_k", "+", k220, "{x} plus {k}||{x} increased by {k}", "add {k} to {x}||increase {x} by {k}"), ("minus_k", "-", k220, "{x} minus {k}||{x} decreased by {k}", "subtract {k} from {x}||decrease {x} by {k}"),
    ("times_k", "*", k29, "{x} (times|multiplied by) {k}||the product of {x} and {k}", "multiply {x} by {k}"), ("over_k", "/", k29, "{x} divided by {k}", "divide {x} by {k}"),
    ("intdiv_k", "//", k29, "{x} divided by {k}, rounded down||the integer quotient of {x} and {k}", "divide {x} by {k} using integer division"), ("mod_k", "%", k29, "{x} modulo {k}||the remainder of {x} divided by {k}", ""),
):  # fmt: skip
    e(name, "x:int", f"{{x}} {sign} {{k}}", np, vp, "result|y|value|new_value", params={"k": k})
e("square", "x:num", "{x} ** 2", "the square of {x}||{x} squared", "square {x}", "square|squared", ref=lambda x: x * x)
e("cube", "x:int", "{x} ** 3", "the cube of {x}||{x} cubed", "cube {x}", "cube|cubed", ref=lambda x: x * x * x)
e("double", "x:num", "{x} * 2", "(twice {x}|the double of {x}|two times {x})", "double {x}", "doubled|twice", ref=lambda x: x + x)
e("half", "x:num", "{x} / 2", "half of {x}", "halve {x}||divide {x} by 2", "half", ref=lambda x: x * 0.5)
e("neg", "x:num", "-{x}", "the negative of {x}||{x} with the sign flipped", "negate {x}||flip the sign of {x}", "negative|negated")
e("abs", "x:num", "abs({x})", "the absolute value of {x}", "", "absolute|magnitude")
e("sqrt", "x:num", "math.sqrt({x})", "the square root of {x}", "take the square root of {x}", "root|sqrt_x", imports="math", when=lambda x: 0 <= x < 10**9, ref=lambda x: x**0.5)
e("isqrt", "x:int", "math.isqrt({x})", "the integer square root of {x}||the largest integer whose square is at most {x}", "", "root", imports="math", when=lambda x: 0 <= x < 10**9)
e("round", "x:float", "round({x})", "{x} rounded to the nearest integer", "round {x}[ to the nearest integer]", "rounded", when=lambda x: abs(x) < 10**9)
e("round_k", "x:float", "round({x}, {k})", "{x} rounded to {k} (decimals|decimal places|digits after the point)", "round {x} to {k} (decimals|decimal places)", "rounded", params={"k": lambda rng, x: rng.randint(1, 3)}, when=lambda x: abs(x) < 10**9)
e("floor", "x:float", "math.floor({x})", "{x} rounded down||the floor of {x}", "round {x} down[ to an integer]", "floor|rounded_down", imports="math", when=lambda x: abs(x) < 10**9, ref=lambda x: int(x // 1))
e("ceil", "x:float", "math.ceil({x})", "{x} rounded up||the ceiling of {x}", "round {x} up[ to (an integer|the next integer)]", "ceiling|rounded_up", imports="math", when=lambda x: abs(x) < 10**9, ref=lambda x: -int(-x // 1))
e("trunc", "x:float", "int({x})", "the integer part of {x}||{x} (converted to|as) an (int|integer)", "(convert|cast) {x} to an (int|integer)", "whole|as_int", when=lambda x: abs(x) < 10**9)
e("frac", "x:float", "{x} % 1", "the fractional part of {x}", "", "fraction|frac", when=lambda x: 0 < x < 10**6)
e("tostr", "x:int", "str({x})", "{x} (as|converted to) a string", "(convert|cast|turn) {x} (to|into) a string", "text|as_string|s")
e("digits", "x:int", "[int(d) for d in str({x})]", "(the|a list of the) digits of {x}", "split {x} into (its|a list of) digits", "digits|digit_list", ref=lambda x: [ord(d) - 48 for d in f"{x}"], **BIG)
e("digit_sum", "x:int", "sum(int(d) for d in str({x}))", "the sum of the digits of {x}||the digit sum of {x}", "(sum|add up|add) the digits of {x}", "digit_sum|total", ref=lambda x: sum((x // 10**i) % 10 for i in range(9)), **BIG)
e("digit_prod", "x:int", "math.prod(int(d) for d in str({x}))", "the product of the digits of {x}", "multiply the digits of {x}", "digit_product|product", imports="math", **BIG)
e("n_digits", "x:int", "len(str({x}))", "the number of digits (of|in) {x}", "count the digits (of|in) {x}", "n_digits|length", **BIG)
e("max_digit", "x:int", "max(int(d) for d in str({x}))", "the (largest|biggest) digit (of|in) {x}", "", "largest_digit|max_digit", ref=lambda x: int(max(str(x))), **BIG)
e("last_digit", "x:int", "{x} % 10", "the last digit of {x}", "", "last_digit|last", **BIG)
e("first_digit", "x:int", "int(str({x})[0])", "the first digit of {x}", "", "first_digit|first", **BIG)
e("bin", "x:int", "bin({x})[2:]", "the binary (representation|form) of {x} (as a string|without the prefix)||{x} in binary[ (as a string|without the 0b prefix)]", "convert {x} to a binary string", "binary|bits", ref=lambda x: f"{x:b}", **POS)
e("hex", "x:int", "hex({x})[2:]", "the hexadecimal (representation|form) of {x} (as a string|without the prefix)", "convert {x} to a hexadecimal string[ without the prefix]", "hexa|hex_string", ref=lambda x: f"{x:x}", **POS)
e("ones", "x:int", "bin({x}).count(\"1\")", "the number of ones in the binary (representation|form) of {x}", "count the (ones|1 bits) in the binary form of {x}", "ones|bit_count", ref=lambda x: x.bit_count(), **POS)
e("divisors", "x:int", "[d for d in range(1, {x} + 1) if {x} % d == 0]", "(the|all|a list of the|a list of all) (divisors|factors) of {x}", "(find|list) (all|the) (divisors|factors) of {x}", "divisors|factors", ref=lambda x: sorted({d for i in range(1, int(x**0.5) + 1) if x % i == 0 for d in (i, x // i)}), **POS)
e("proper_div", "x:int", "[d for d in range(1, {x}) if {x} % d == 0]", "(the|all) proper divisors of {x}", "find (all|the) proper divisors of {x}", "divisors|proper", **POS)
e("n_divisors", "x:int", "len([d for d in range(1, {x} + 1) if {x} % d == 0])", "the number of (divisors|factors) of {x}", "count the (divisors|factors) of {x}", "n_divisors|count", **POS)
e("range1", "x:int", "list(range(1, {x} + 1))", "(the|a) list of [the] (numbers|integers) from 1 to {x}[ inclusive]", "list the (numbers|integers) from 1 to {x}", "numbers|one_to_n|sequence", when=lambda x: 1 < x < 60)
e("range0", "x:int", "list(range({x}))", "(the|a) list of [the] (numbers|integers) from 0 up to but not including {x}", "", "numbers|sequence", when=lambda x: 1 < x < 60)
e("countdown", "x:int", "list(range({x}, 0, -1))", "(the|a) list (counting down|of the numbers) from {x} down to 1", "count down from {x} to 1 in a list", "countdown|numbers", when=lambda x: 1 < x < 40)
e("evens_to", "x:int", "list(range(2, {x} + 1, 2))", "(the|a) list of the even numbers from (1|2) (to|up to) {x}", "list the even numbers (up to|until) {x}[ starting (at|from) 2]", "evens|even_numbers", ref=lambda x: [i for i in range(1, x + 1) if i % 2 == 0], **SMALL)
e("odds_to", "x:int", "list(range(1, {x} + 1, 2))", "(the|a) list of the odd numbers from 1 to {x}", "list the odd numbers (up to|until) {x}", "odds|odd_numbers", **SMALL)
e("squares_to", "x:int", "[i ** 2 for i in range(1, {x} + 1)]", "(the|a list of the) squares of the (numbers|integers) from 1 to {x}||(the|a list of the) first {x} square numbers", "", "squares", **SMALL)
e("multiples", "x:int", "[{x} * i for i in range(1, {k} + 1)]", "(the|a list of the) first {k} multiples of {x}", "list the first {k} multiples of {x}", "multiples", params={"k": lambda rng, x: rng.randint(3, 10)}, when=lambda x: x > 0)
e("powers2", "x:int", "[2 ** i for i in range({x})]", "(the|a list of the) first {x} powers of (2|two)[ starting (from|with) 1]", "", "powers", **SMALL)
e("c2f", "x:num", "{x} * 9 / 5 + 32", "{x} degrees Celsius in Fahrenheit", "convert {x} [degrees] from Celsius to Fahrenheit", "fahrenheit|f", when=lambda x: -100 < x < 1000)
e("f2c", "x:num", "({x} - 32) * 5 / 9", "{x} degrees Fahrenheit in Celsius", "convert {x} [degrees] from Fahrenheit to Celsius", "celsius|c", when=lambda x: -100 < x < 1000)
e("km2mi", "x:num", "{x} * 0.621371", "{x} kilometers in miles", "convert {x} km to miles using the factor 0.621371", "miles", when=lambda x: x > 0)
e("d2h", "x:int", "{x} * 24", "the number of hours in {x} days", "", "hours", when=lambda x: x > 0)
e("kg2lb", "x:num", "{x} * 2.20462", "the weight in pounds of {x} kilograms", "convert {x} kilograms to pounds using 2.20462 pounds per kilogram", "pounds", when=lambda x: x > 0)
e("circle_area", "x:num", "math.pi * {x} ** 2", "the area of a circle with radius {x}", "", "area", imports="math", when=lambda x: x > 0)
e("circumference", "x:num", "2 * math.pi * {x}", "the circumference of a circle with radius {x}", "", "circumference", imports="math", when=lambda x: x > 0)
e("cube_vol", "x:num", "{x} ** 3", "the volume of a cube with (side|edge) [length] {x}", "", "volume", when=lambda x: x > 0)
e("sphere", "x:num", "4 / 3 * math.pi * {x} ** 3", "the volume of a sphere with radius {x}", "", "volume", imports="math", when=lambda x: x > 0)
e("square_perim", "x:num", "4 * {x}", "the perimeter of a square with side [length] {x}", "", "perimeter", when=lambda x: x > 0)
e("disc", "x:num", "{x} * (1 - {k} / 100)", "{x} with a discount of {k} percent||the price after a {k}% discount on {x}", "apply a (discount of {k} percent|{k}% discount) to {x}", "discounted|final_price|price", params={"k": lambda rng, x: rng.choice([10, 20, 25, 50])}, when=lambda x: x > 0)
e("tax", "x:num", "{x} * (1 + {k} / 100)", "{x} plus {k}% (tax|VAT)||{x} increased by {k} percent", "add {k}% (tax|VAT) to {x}||increase {x} by {k} percent", "total|with_tax|gross", params={"k": lambda rng, x: rng.choice([5, 8, 10, 19, 20])}, when=lambda x: x > 0)
e("hm", "x:int", "divmod({x}, 60)", "the tuple of hours and [remaining] minutes in {x} minutes", "convert {x} minutes to a tuple of hours and minutes", "hours_minutes|hm", ref=lambda x: (x // 60, x - x // 60 * 60), when=lambda x: x > 0)
e("log", "x:num", "math.log({x})", "the natural logarithm of {x}", "", "log_x|ln", imports="math", when=lambda x: 0 < x < 10**9)
e("log10", "x:num", "math.log10({x})", "the base 10 logarithm of {x}||the logarithm of {x} to base 10", "", "log_x", imports="math", when=lambda x: 0 < x < 10**9)
e("log2", "x:num", "math.log2({x})", "the base 2 logarithm of {x}", "", "log_x", imports="math", when=lambda x: 0 < x < 10**9)
e("exp", "x:num", "math.exp({x})", "e to the power of {x}||the exponential of {x}", "", "exponential", imports="math", when=lambda x: -20 < x < 20)
e("sin", "x:num", "math.sin({x})", "the sine of {x}", "", "sine", imports="math", when=lambda x: abs(x) < 100)
e("radians", "x:num", "math.radians({x})", "{x} degrees in radians", "convert {x} [degrees] to radians", "radians", imports="math", when=lambda x: abs(x) < 1000)
e("next_mult", "x:int", "(({x} // {k}) + 1) * {k}", "the smallest multiple of {k} (greater than|after|above) {x}", "", "multiple|next_multiple", params={"k": k29}, ref=lambda x, k: next(i for i in range(x + 1, x + k + 1) if i % k == 0), when=lambda x: 0 < x < 10**6)
e("round10", "x:int", "round({x}, -1)", "{x} rounded to the nearest (ten|10)", "round {x} to the nearest (ten|10)", "rounded", when=lambda x: 0 < x < 10**6)
e("sign", "x:num", "\"positive\" if {x} > 0 else \"negative\" if {x} < 0 else \"zero\"", "'positive', 'negative' or 'zero' depending on the sign of {x}", "", "sign|label")
e("parity", "x:int", "\"even\" if {x} % 2 == 0 else \"odd\"", "the string 'even' if {x} is even, otherwise 'odd'", "", "parity|label")
e("clamp", "x:int", "max({i}, min({x}, {j}))", "{x} (clamped|limited) to the range {i} to {j}", "(clamp|limit) {x} to the range {i} to {j}", "clamped", params={"i": lambda rng, x: rng.randint(0, 5), "j": lambda rng, x: rng.randint(9, 50)}, ref=lambda x, i, j: sorted([i, x, j])[1])
e("fmt2", "x:float", "f\"{{x}:.2f}\"", "{x} formatted with (two|2) decimal places[ as a string]", "format {x} with (two|2) decimals[ as a string]", "formatted|text", ref=lambda x: "%.2f" % x, function=False)
e("comma", "x:int", "f\"{{x}:,}\"", "{x} formatted with (a comma|commas) as thousands separator", "format {x} with commas as thousands separators", "formatted|text", when=lambda x: x > 999, function=False)
c("even", "x:int", "{x} % 2 == 0", "{x} is even||{x} is an even number", ref=lambda x: not x & 1)
c("odd", "x:int", "{x} % 2 == 1", "{x} is odd||{x} is an odd number", ref=lambda x: bool(x & 1))
c("pos", "x:num", "{x} > 0", "{x} is (positive|greater than zero)")
c("negative", "x:num", "{x} < 0", "{x} is (negative|less than zero|below zero)")
c("gt", "x:num", "{x} > {k}", "{x} is (greater|larger|bigger|more) than {k}||{x} exceeds {k}", params={"k": lambda rng, x: max(0, int(min(x, 10**6)) + rng.randint(-9, 9))})
c("lt", "x:num", "{x} < {k}", "{x} is (less|smaller) than {k}||{x} is below {k}", params={"k": lambda rng, x: max(0, int(min(x, 10**6)) + rng.randint(-9, 9))})
c("ge", "x:num", "{x} >= {k}", "{x} is at least {k}||{x} is greater than or equal to {k}", params={"k": lambda rng, x: max(0, int(min(x, 10**6)) + rng.randint(-9, 9))})
c("between", "x:num", "{i} <= {x} <= {j}", "{x} (is|lies) between {i} and {j}[ inclusive]", params={"i": lambda rng, x: rng.randint(0, 9), "j": lambda rng, x: rng.randint(10, 100)})
c("divisible", "x:int", "{x} % {k} == 0", "{x} is (divisible by|a multiple of) {k}", params={"k": k29})
c("div_both", "x:int", "{x} % {i} == 0 and {x} % {j} == 0", "{x} is divisible by both {i} and {j}", params={"i": lambda rng, x: rng.choice([2, 3]), "j": lambda rng, x: rng.choice([5, 7])})
c("div_not", "x:int", "{x} % {i} == 0 and {x} % {j} != 0", "{x} is divisible by {i} but not by {j}", params={"i": lambda rng, x: rng.choice([2, 3]), "j": lambda rng, x: rng.choice([4, 5, 7])})
c("square_q", "x:int", "math.isqrt({x}) ** 2 == {x}", "{x} is a perfect square", imports="math", when=lambda x: 0 <= x < 10**9, ref=lambda x: round(x**0.5) ** 2 == x)
c("palin", "x:int", "str({x}) == str({x})[::-1]", "{x} is a palindrome", **BIG)
c("perfect", "x:int", "sum(d for d in range(1, {x}) if {x} % d == 0) == {x}", "{x} (is a perfect number|equals the sum of its proper divisors)", **POS)
c("gt2", "x:num y:num", "{x} > {y}", "{x} is (greater|larger|bigger|more) than {y}", ref=lambda x, y: y < x)
c("eq2", "x:int y:int", "{x} == {y}", "{x} (is equal to|equals) {y}||{x} and {y} are equal")
c("div2", "x:int y:int", "{x} % {y} == 0", "{x} is divisible by {y}||{y} divides {x}[ evenly]", when=lambda x, y: y > 0)
c("leap", "x:int", "{x} % 4 == 0 and ({x} % 100 != 0 or {x} % 400 == 0)", "{x} is a leap year", when=lambda x: 1500 < x < 2500, imports="")
