"""Composed conditions: 'the even numbers in nums that are greater than 10 but not multiples of 3'.

A predicate has an adjective ("even"), a tail ("that are even") and a clause's end ("is even"),
and its code; two or three of them make one condition. The same conditions serve lists of
numbers, of words, characters of strings, and dictionaries.
"""

# ruff: noqa: E501, RUF015
from __future__ import annotations

# fmt: off
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from training.multiturn.ops import Family
from training.multiturn.phrase import expand
from training.multiturn.program import Op

F = Family("where")


@dataclass(frozen=True)
class Pred:
    """code over {n}; adj stands before the noun, post after it ("" where there is none)."""

    code: str
    post: str
    adj: str = ""


def number_preds(rng: random.Random, values: list[int]) -> list[Pred]:
    low, high = (min(values), max(values)) if values else (0, 10)
    k = rng.choice([*values, rng.randint(low, high)]) if values else 5
    a = rng.randint(low - 1, (low + high) // 2)
    b = rng.randint((low + high) // 2, high) + 1
    d = rng.choice([2, 3, 3, 4, 5, 6, 7, 10])
    r = rng.randint(0, 9)
    return [
        Pred("{n} % 2 == 0", "that are even", "even"),
        Pred("{n} % 2 == 1", "that are odd", "odd"),
        Pred("{n} % 2 != 0", "that are not even"),
        Pred(f"{{n}} > {k}", f"(greater than|larger than|above|that are greater than|bigger than|over) {k}"),
        Pred(f"{{n}} < {k}", f"(less than|smaller than|below|that are less than|under) {k}"),
        Pred(f"{{n}} >= {k}", f"(greater than or equal to|that are at least|not smaller than) {k}"),
        Pred(f"{{n}} <= {k}", f"(less than or equal to|that are at most|not greater than|up to) {k}"),
        Pred(f"{{n}} != {k}", f"(other than|not equal to|different from) {k}"),
        Pred(f"{{n}} % {d} == 0", f"(divisible by|that are divisible by|that are multiples of|evenly divisible by) {d}"),
        Pred(f"{{n}} % {d} != 0", f"(not divisible by|that are not multiples of|that are not divisible by) {d}"),
        Pred(f"{a} <= {{n}} <= {b}", f"(between {a} and {b} (inclusive)|from {a} to {b}|between {a} and {b}, both included|in the range {a} to {b})".replace("(inclusive)", "inclusive")),
        Pred(f"{a} < {{n}} < {b}", f"strictly between {a} and {b}"),
        Pred("{n} > 0", "(greater than 0|that are positive)", "positive"),
        Pred("{n} < 0", "(less than 0|that are negative)", "negative"),
        Pred("{n} != 0", "that are not zero", "(non-zero|nonzero)"),
        Pred(f"{{n}} % 10 == {r}", f"(ending in|whose last digit is|that end with the digit|with last digit) {r}"),
        Pred(f"str({r}) in str({{n}})".replace(f"str({r})", f'"{r}"'), f"(that contain the digit|containing the digit|with the digit) {r}"),
        Pred(f"len(str(abs({{n}}))) == {rng.randint(1, 2)}", "", ""),
        Pred("len(str(abs({n}))) == 2", "(with two digits|that have exactly two digits|with exactly 2 digits)", "two-digit"),
        Pred("str({n}) == str({n})[::-1]", "(that are palindromes|that read the same backwards)"),
        Pred(f"{{n}} ** 2 > {k * 3 + 5}", f"whose square is (greater|larger) than {k * 3 + 5}"),
        Pred(f"abs({{n}}) < {abs(k) + 1}", f"(whose absolute value is (less than|below)|with an absolute value smaller than) {abs(k) + 1}"),
    ]  # fmt: skip


def word_preds(rng: random.Random, values: list[str]) -> list[Pred]:
    sample = rng.choice([v for v in values if v] or ["apple"])
    k = max(1, len(sample) + rng.randint(-1, 1))
    letter = rng.choice([ch for ch in sample.lower() if ch.isalpha()] or ["a"])
    first, last, part = sample[0], sample[-1], sample[-2:]
    return [
        Pred(f"len({{n}}) > {k}", f"(longer than {k} characters|with more than {k} (letters|characters)|that have more than {k} letters|of length greater than {k})"),
        Pred(f"len({{n}}) < {k + 1}", f"(shorter than {k + 1} characters|with (less|fewer) than {k + 1} (letters|characters))"),
        Pred(f"len({{n}}) == {k}", f"(of length {k}|with exactly {k} (letters|characters)|that have {k} letters)", ""),
        Pred(f"len({{n}}) >= {k}", f"(with at least {k} (letters|characters)|that have at least {k} characters)"),
        Pred("len({n}) % 2 == 0", "(with an even (length|number of letters)|of even length|whose length is even)"),
        Pred("len({n}) % 2 == 1", "(with an odd (length|number of letters)|of odd length)"),
        Pred(f'{{n}}.startswith("{first}")', f"(that start with|starting with|beginning with|that begin with) (QUOTE{first}QUOTE|the letter {first})"),
        Pred(f'{{n}}.endswith("{last}")', f"(that end with|ending with|ending in) (QUOTE{last}QUOTE|the letter {last})"),
        Pred(f'{{n}}.endswith("{part}")', f"(that end with|ending with|ending in) QUOTE{part}QUOTE"),
        Pred(f'"{letter}" in {{n}}', f"(that contain|containing|with|which contain) (the letter |)QUOTE{letter}QUOTE".replace("(the letter |)", "[the letter] ")),
        Pred(f'"{letter}" not in {{n}}', f"(that do not contain|not containing|without) [the letter] QUOTE{letter}QUOTE"),
        Pred('{n}[0].lower() in "aeiou"', "(that start with a vowel|starting with a vowel|beginning with a vowel)"),
        Pred('{n}[0].lower() not in "aeiou"', "(that do not start with a vowel|starting with a consonant)"),
        Pred('{n}[-1].lower() in "aeiou"', "(that end with a vowel|ending in a vowel)"),
        Pred("{n} == {n}[::-1]", "(that are palindromes|which read the same backwards)"),
        Pred("{n}.isupper()", "that are [all] uppercase", "uppercase"),
        Pred("{n}.islower()", "that are [all] lowercase", "lowercase"),
        Pred("{n}[0].isupper()", "(that start with a capital letter|starting with an uppercase letter)", "capitalized"),
        Pred("{n}[0] == {n}[-1]", "(whose first and last (letters|characters) are the same|that start and end with the same letter)"),
        Pred(f'{{n}}.count("{letter}") > 1', f"(with more than one|that contain more than one) QUOTE{letter}QUOTE"),
        Pred("len(set({n})) == len({n})", "(with no repeated letters|without repeated characters|whose letters are all different)"),
    ]  # fmt: skip


def sound(rng: random.Random, preds: list[Pred], test: Callable[[Pred], bool]) -> Pred | None:
    """One predicate, or two or three combined, that some but rarely no values satisfy."""
    preds = [p for p in preds if p.post or p.adj]
    for _ in range(12):
        pred = combine(rng, preds)
        if pred and (test(pred) or rng.random() < 0.03):
            return pred
    return None


def combine(rng: random.Random, preds: list[Pred]) -> Pred | None:
    n = rng.choices([1, 2, 3], [50, 42, 8])[0]
    if len(preds) < n:
        return None
    chosen = rng.sample(preds, n)
    adjs = [p for p in chosen if p.adj]
    first = adjs[0] if adjs and rng.random() < 0.85 else None
    rest = [p for p in chosen if p is not first]
    if any(not p.post for p in rest) or (first and any(p.adj and p.code.split()[1:2] == first.code.split()[1:2] for p in rest)):
        return None
    posts = [expand(p.post, rng) for p in rest]
    if len(chosen) > 1 and len({"".join(p.code.split(" ")[1:2]) for p in chosen}) < len(chosen) and rng.random() < 0.7:
        return None
    if not posts:
        assert first is not None
        return Pred(first.code, "", expand(first.adj, rng))
    word, sign = ("or", " or ") if first is None and len(posts) > 1 and rng.random() < 0.4 else ("and", " and ")
    if len(posts) == 1:
        post = posts[0]
    elif word == "and" and len(posts) == 2 and " not " in posts[1]:
        post = f"{posts[0]} (but|and) {posts[1]}"
    else:
        post = ", ".join(posts[:-1]) + f" {word} {posts[-1]}"
    code = sign.join(p.code for p in ([first] if first else []) + rest)
    return Pred(code, expand(post, rng), expand(first.adj, rng) if first else "")


@dataclass(frozen=True)
class Shape:
    """What is done with the elements that satisfy the condition.

    Wording placeholders: ADJ, POST, NOUN. Code placeholders: {x}, COND, N (the loop's name).
    """

    name: str
    code: str
    np: str
    vp: str
    out: str
    ref: Callable[[list[Any], Callable[[Any], bool]], Any]
    imports: str = ""
    some: bool = False  # needs at least one such element
    numbers: bool = True
    words: bool = True


SHAPES = [
    Shape("filter", "[N for N in {x} if COND]", "(the|all|all the|only the|a list of the|a list with all) ADJ NOUN (in|of|from) {x} POST", "(keep|select|take) [only] the ADJ NOUN (in|of|from) {x} POST||filter {x} to (keep|only keep) [the] ADJ NOUN POST||(find|extract|get|collect) (all|the|all the) ADJ NOUN (in|from) {x} POST", "filtered|selected|matches|kept|OUT", lambda x, p: list(filter(p, x))),
    Shape("reject", "[N for N in {x} if not (COND)]", "{x} without the ADJ NOUN POST||the elements of {x} except the ADJ NOUN POST", "(remove|drop|delete|exclude) (all|the|all the|every) ADJ NOUN POST from {x}||(remove|drop) from {x} (all|the) ADJ NOUN POST", "rest|remaining|cleaned|filtered", lambda x, p: [v for v in x if not p(v)]),
    Shape("count", "len([N for N in {x} if COND])", "the number of ADJ NOUN (in|of) {x} POST||how many ADJ NOUN POST there are in {x}", "count (the|all) ADJ NOUN (in|of) {x} POST", "count|n|how_many|n_OUT", lambda x, p: sum(map(p, x))),
    Shape("sum", "sum(N for N in {x} if COND)", "the sum of (the|all|all the) ADJ NOUN (in|of) {x} POST||the total of the ADJ NOUN (in|of) {x} POST", "(sum|add|sum up|add up) (the|all|all the|only the) ADJ NOUN (in|of) {x} POST", "total|sum_OUT|s", lambda x, p: sum(v for v in x if p(v)), words=False),
    Shape("sumsq", "sum(N ** 2 for N in {x} if COND)", "the sum of the squares of the ADJ NOUN (in|of) {x} POST", "(sum|add up) the squares of (the|all) ADJ NOUN (in|of) {x} POST", "total|sum_sq", lambda x, p: sum(v * v for v in x if p(v)), words=False),
    Shape("squares", "[N ** 2 for N in {x} if COND]", "(the squares|a list of the squares) of (the|all) ADJ NOUN (in|of) {x} POST", "square (the|all|only the) ADJ NOUN (in|of) {x} POST", "squares|squared", lambda x, p: [v * v for v in x if p(v)], words=False),
    Shape("doubled", "[N * 2 for N in {x} if COND]", "the doubles of (the|all) ADJ NOUN (in|of) {x} POST", "double (the|all|only the) ADJ NOUN (in|of) {x} POST[ (in|and put them into) a [new] list]", "doubled|doubles", lambda x, p: [2 * v for v in x if p(v)], words=False),
    Shape("max", "max(N for N in {x} if COND)", "the (largest|biggest|maximum|greatest) of the ADJ NOUN (in|of) {x} POST||the (maximum|largest) among the ADJ NOUN in {x} POST", "find the (largest|biggest|maximum) of the ADJ NOUN (in|of) {x} POST", "largest|maximum|biggest", lambda x, p: sorted(v for v in x if p(v))[-1], some=True, words=False),
    Shape("min", "min(N for N in {x} if COND)", "the (smallest|minimum|lowest) of the ADJ NOUN (in|of) {x} POST", "find the (smallest|minimum|lowest) of the ADJ NOUN (in|of) {x} POST", "smallest|minimum|lowest", lambda x, p: sorted(v for v in x if p(v))[0], some=True, words=False),
    Shape("mean", "statistics.mean(N for N in {x} if COND)", "the (mean|average) of (the|all) ADJ NOUN (in|of) {x} POST", "average (the|all|only the) ADJ NOUN (in|of) {x} POST", "mean|average|avg", lambda x, p: (lambda v: sum(v) / len(v) if sum(v) % len(v) else sum(v) // len(v))([v for v in x if p(v)]), imports="statistics", some=True, words=False),
    Shape("product", "math.prod(N for N in {x} if COND)", "the product of (the|all) ADJ NOUN (in|of) {x} POST", "multiply (the|all|all the) ADJ NOUN (in|of) {x} POST[ together]", "product|prod", lambda x, p: eval("*".join([str(v) if v >= 0 else f"({v})" for v in x if p(v)] or ["1"])), imports="math", words=False),
    Shape("first", "next(N for N in {x} if COND)", "the first of the ADJ NOUN (in|of) {x} POST", "find the first of the ADJ NOUN (in|of) {x} POST", "first|found|match", lambda x, p: [v for v in x if p(v)][0], some=True),
    Shape("last", "[N for N in {x} if COND][-1]", "the last of the ADJ NOUN (in|of) {x} POST", "find the last of the ADJ NOUN (in|of) {x} POST", "last|found", lambda x, p: [v for v in x if p(v)][-1], some=True),
    Shape("index", "[i for i, N in enumerate({x}) if COND]", "(the|all|a list of the) (indices|indexes|positions) of (the|all) ADJ NOUN (in|of) {x} POST", "find the (indices|positions) of (the|all) ADJ NOUN (in|of) {x} POST", "indices|positions|idx", lambda x, p: [i for i in range(len(x)) if p(x[i])]),
    Shape("sorted", "sorted(N for N in {x} if COND)", "(the|a) sorted list of the ADJ NOUN (in|of) {x} POST", "sort (the|only the) ADJ NOUN (in|of) {x} POST", "ordered|sorted_OUT", lambda x, p: sorted(v for v in x if p(v))),
    Shape("unique", "sorted({N for N in {x} if COND})", "(the|a) sorted list of the (distinct|unique) ADJ NOUN (in|of) {x} POST", "put the (distinct|unique) ADJ NOUN (in|of) {x} POST in a sorted list", "distinct|unique", lambda x, p: sorted({v for v in x if p(v)})),
    Shape("share", "len([N for N in {x} if COND]) / len({x})", "the (fraction|share|proportion) of ADJ NOUN (in|of) {x} POST", "", "share|fraction|ratio", lambda x, p: sum(map(p, x)) / len(x)),
    Shape("upper", "[N.upper() for N in {x} if COND]", "the uppercase (versions|forms) of (the|all) ADJ NOUN (in|of) {x} POST", "(uppercase|convert to uppercase) (the|all|only the) ADJ NOUN (in|of) {x} POST", "upper_words|shouted", lambda x, p: [v.upper() for v in x if p(v)], numbers=False),
    Shape("lens", "[len(N) for N in {x} if COND]", "the lengths of (the|all) ADJ NOUN (in|of) {x} POST", "(compute|get) the length of each of the ADJ NOUN (in|of) {x} POST", "lengths", lambda x, p: [len(v) for v in x if p(v)], numbers=False),
    Shape("join", '", ".join(N for N in {x} if COND)', "a string with (the|all) ADJ NOUN (in|of) {x} POST joined by QUOTE, QUOTE", "join (the|all) ADJ NOUN (in|of) {x} POST (by|with|using) QUOTE, QUOTE", "joined|text", lambda x, p: ", ".join(v for v in x if p(v)), numbers=False),
    Shape("longest", "max((N for N in {x} if COND), key=len)", "the longest of the ADJ NOUN (in|of) {x} POST", "find the longest of the ADJ NOUN (in|of) {x} POST", "longest", lambda x, p: max([v for v in x if p(v)], key=len), some=True, numbers=False),
]  # fmt: skip


OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}


def negated(cond: str) -> str:
    """The opposite of a condition, as people write it."""
    if " and " in cond or " or " in cond:
        return f"not ({cond})"
    found = re.findall(r" (>=|<=|==|!=|>|<|not in|in) ", cond)
    if found == ["in"]:
        return cond.replace(" in ", " not in ")
    if found == ["not in"]:
        return cond.replace(" not in ", " in ")
    if len(found) == 1:
        return cond.replace(f" {found[0]} ", f" {OPPOSITE[found[0]]} ")
    return f"not {cond}"


def shape_maker(shape: Shape, noun: str, name: str, preds: Callable[..., list[Pred]]) -> Callable[..., Op | None]:
    def make(rng: random.Random, x: list[Any]) -> Op | None:
        def holds(pred: Pred) -> Callable[[Any], bool]:
            return eval("lambda n: " + pred.code.replace("{n}", "n"))

        pred = sound(rng, preds(rng, x), lambda p: 0 < sum(map(holds(p), x)) < len(x) + (rng.random() < 0.1))
        if pred is None or (shape.some and not any(map(holds(pred), x))):
            return None
        test = holds(pred)
        cond = pred.code.replace("{n}", name)
        # the name first: a condition's own letters are not to be touched
        code = shape.code.replace("not (COND)", "\0").replace("COND", "\1").replace("N", name)
        code = code.replace("\0", negated(cond)).replace("\1", cond)
        what = expand(noun, rng)

        def word(template: str) -> str:
            return template.replace("ADJ", pred.adj).replace("POST", pred.post).replace("NOUN", what).replace("QUOTE", '"')

        tag = pred.adj.replace("-", "_") or "matches"
        out = tuple(o.replace("OUT", tag) for o in shape.out.split("|"))
        return Op(
            name="", args=(("x", ""),), code=code, np=word(shape.np), vp=word(shape.vp), out=out,
            imports=(shape.imports,) if shape.imports else (), ref=lambda x: shape.ref(x, test), family="where",
        )  # fmt: skip

    return make


def question_maker(every: bool, noun: str, name: str, preds: Callable[..., list[Pred]]) -> Callable[..., Op | None]:
    def make(rng: random.Random, x: list[Any]) -> Op | None:
        pred = combine(rng, [p for p in preds(rng, x) if p.post.startswith("that are ") or (not every and p.post)])
        if pred is None or not pred.post:
            return None
        test = eval("lambda n: " + pred.code.replace("{n}", "n"))
        cond = pred.code.replace("{n}", name)
        what = expand(noun, rng)
        if not every and not 0 < sum(map(test, x)) < len(x) and rng.random() < 0.7:
            return None
        pred = Pred(pred.code, pred.post.replace("QUOTE", '"'), pred.adj)
        if every:
            if pred.adj or " and " in pred.post or " or " in pred.post:
                return None
            clause = f"all {what} (in|of) {{x}} {pred.post[5:]}||every one of the {what} in {{x}} {pred.post[5:].replace('are', 'is', 1)}"
            return Op("", (("x", ""),), f"all({cond} for {name} in {{x}})", cond=clause, ref=lambda x: all(map(test, x)), out=("result", "all_ok", "flag"), family="where")
        clause = f"{{x}} (contains|has) (any|at least one of the) {pred.adj} {what} {pred.post}".replace("(any|at least one of the)", "any")
        return Op("", (("x", ""),), f"any({cond} for {name} in {{x}})", cond=clause, ref=lambda x: any(map(test, x)), out=("result", "found", "flag"), family="where")

    return make


def replace_maker(rng: random.Random, x: list[int]) -> Op | None:
    def some(p: Pred) -> bool:
        return 0 < sum(map(eval("lambda n: " + p.code.replace("{n}", "n")), x)) < len(x)

    pred = sound(rng, number_preds(rng, x), some)
    if pred is None:
        return None
    test = eval("lambda n: " + pred.code.replace("{n}", "n"))
    to, words, fn = rng.choice([("0", "by 0", lambda v: 0), ("-1", "by -1", lambda v: -1), ("n * 2", "by its double", lambda v: 2 * v), ("-n", "by its negative", lambda v: -v), ("n ** 2", "by its square", lambda v: v * v)])
    what = f"{pred.adj} number in {{x}} {pred.post}".replace("that are", "that is").replace("whose", "whose").strip()
    vp = f"replace (each|every) {what} {words}"
    np = f"{{x}} with (each|every) {pred.adj} number {pred.post} replaced {words}".replace("that are", "that is")
    if "that have" in vp or "that contain" in vp or "that end" in vp or "that read" in vp:
        return None
    cond = pred.code.replace("{n}", "n")
    return Op("", (("x", ""),), f"[{to} if {cond} else n for n in {{x}}]", np=np, vp=vp, out=("replaced", "changed", "result"), ref=lambda x: [fn(v) if test(v) else v for v in x], family="where")


NUMBERS, WORDS = "(numbers|elements|values|integers|numbers)", "(words|strings|elements|words)"
for shape in SHAPES:
    if shape.numbers:
        F.d(f"{shape.name}_numbers", "x:ints", shape_maker(shape, NUMBERS, "n", number_preds))
    if shape.words:
        F.d(f"{shape.name}_words", "x:strs", shape_maker(shape, WORDS, "word", word_preds))
for every in (False, True):
    F.d(f"{'all' if every else 'any'}_numbers", "x:ints", question_maker(every, NUMBERS, "n", number_preds))
    F.d(f"{'all' if every else 'any'}_words", "x:strs", question_maker(every, WORDS, "word", word_preds))
F.d("replace_numbers", "x:ints", replace_maker)

# name, code over {n}, its words for one, its words for all ("the squares of"), reference
MAPS: list[tuple[str, str, str, str, Callable[[Any], Any], str]] = [
    ("square", "{n} ** 2", "square", "squares", lambda n: n * n, "squares|squared"),
    ("cube", "{n} ** 3", "cube", "cubes", lambda n: n * n * n, "cubes|cubed"),
    ("double", "{n} * 2", "double", "doubles", lambda n: n + n, "doubled|doubles"),
    ("half", "{n} / 2", "halve", "halves", lambda n: n / 2, "halves|halved"),
    ("negate", "-{n}", "negate", "negatives", lambda n: 0 - n, "negated|negatives"),
    ("abs", "abs({n})", "take the absolute value of", "absolute values", lambda n: max(n, -n), "absolute|magnitudes"),
    ("str", "str({n})", "convert to a string", "string forms", lambda n: f"{n}", "strings|as_text"),
    ("digitsum", "sum(int(d) for d in str(abs({n})))", "compute the digit sum of", "digit sums", lambda n: sum(map(int, str(abs(n)))), "digit_sums"),
    ("bin", "bin({n})", "convert to binary", "binary forms", lambda n: bin(n), "binary"),
    ("last_digit", "abs({n}) % 10", "take the last digit of", "last digits", lambda n: int(str(n)[-1]), "last_digits"),
    ("float", "float({n})", "convert to a float", "float values", lambda n: n * 1.0, "floats"),
    ("isodd", "{n} % 2 == 1", "", "", lambda n: n % 2 == 1, ""),
]  # fmt: skip
for name, code, verb, plural, fn, out in MAPS:
    if verb:
        each = f"{verb} (each|every) (element|number) (of|in) {{x}}||{verb} all (elements|numbers|values) (of|in) {{x}}"
        if verb.startswith("convert"):
            each = f"convert (each|every) (element|number) (of|in) {{x}} {verb[8:]}"
        F.e(f"map_{name}", "x:ints", f"[{code.replace('{n}', 'n')} for n in {{x}}]", f"(the|a list of the|a list with the) {plural} of (the|all|all the) (elements|numbers|values) (in|of) {{x}}||(the|a list of the) {plural} of {{x}}", each, out, ref=lambda x, fn=fn: [fn(n) for n in x])

ARITH = [
    ("plus", "{n} + {k}", "add {k} to", "increased by {k}", lambda n, k: n + k), ("minus", "{n} - {k}", "subtract {k} from", "decreased by {k}", lambda n, k: n - k),
    ("times", "{n} * {k}", "MULT", "multiplied by {k}", lambda n, k: n * k), ("pow", "{n} ** {k}", "RAISE", "raised to the power of {k}", lambda n, k: n**k),
    ("mod", "{n} % {k}", "", "modulo {k}", lambda n, k: n % k), ("intdiv", "{n} // {k}", "DIV", "divided by {k} (rounding down|using integer division)", lambda n, k: n // k),
]  # fmt: skip
for name, code, verb, tail, fn in ARITH:
    vp = {"MULT": "multiply (each|every) (element|number|value) (of|in) {x} by {k}", "RAISE": "raise (each|every) (element|number) (of|in) {x} to the power of {k}", "DIV": "divide (each|every) (element|number) (of|in) {x} by {k} (rounding down|using integer division)", "": ""}.get(verb, f"{verb} (each|every) (element|number|value) (of|in) {{x}}||{verb} all (elements|numbers) (of|in) {{x}}")
    F.e(f"map_{name}", "x:ints", f"[{code.replace('{n}', 'n')} for n in {{x}}]", f"{{x}} with (each|every) (element|number|value) {tail}||(the|all) (elements|numbers) (of|in) {{x}}[, each] {tail}".split("||")[0], vp, "result|mapped|new_list|scaled", params={"k": lambda rng, x, p=name: rng.randint(2, 4 if p == "pow" else 12)}, ref=lambda x, k, fn=fn: [fn(n, k) for n in x])

WORDMAPS = [
    ("upper", "{n}.upper()", "(uppercase|capitalize all letters of)", "in uppercase", lambda w: w.upper(), "upper_words|shouted"), ("lower", "{n}.lower()", "lowercase", "in lowercase", lambda w: w.lower(), "lower_words|lowered"),
    ("cap", "{n}.capitalize()", "capitalize", "capitalized", lambda w: w[:1].upper() + w[1:].lower(), "capitalized"), ("rev", "{n}[::-1]", "reverse", "reversed", lambda w: "".join(reversed(w)), "reversed_words|backwards"),
    ("first", "{n}[0]", "take the first letter of", "", lambda w: w[0], "initials|first_letters"), ("last", "{n}[-1]", "take the last letter of", "", lambda w: w[-1], "last_letters"),
    ("first3", "{n}[:3]", "take the first three letters of", "cut to three letters", lambda w: w[0:3], "prefixes|short"), ("sorted", '"".join(sorted({n}))', "sort the letters of", "with sorted letters", lambda w: "".join(sorted(w)), "sorted_words"),
    ("len", "len({n})", "(compute|get|find) the length of", "", lambda w: len(w), "lengths|word_lengths"), ("vowels", 'sum(ch in "aeiou" for ch in {n}.lower())', "count the vowels (in|of)", "", lambda w: sum(map(w.lower().count, "aeiou")), "vowel_counts"),
    ("excl", '{n} + "!"', "add an exclamation mark to", "with an exclamation mark added", lambda w: f"{w}!", "excited"), ("title", "{n}.title()", "", "in title case", lambda w: w.title(), "titles"),
    ("double", "{n} * 2", "repeat twice", "repeated twice", lambda w: w + w, "doubled"),
]  # fmt: skip
for name, code, verb, tail, fn, out in WORDMAPS:
    np = f"(the|all|all the) (words|strings|elements) (of|in) {{x}} {tail}" if tail else {"first": "(the|a list of the) first (letters|characters) of (the|all|all the) (words|elements|strings) (in|of) {x}", "last": "(the|a list of the) last (letters|characters) of (the|all) (words|elements) (in|of) {x}", "len": "(the|a list of the) lengths of (the|all|all the) (words|elements|strings) (in|of) {x}", "vowels": "(the|a list of the) numbers of vowels (in|of) each (word|string) (in|of) {x}"}[name]
    vp = f"{verb} (each|every) (word|string|element) (of|in) {{x}}||{verb} all (words|strings) (of|in) {{x}}" if verb and name != "double" else ""
    F.e(f"map_word_{name}", "x:strs", f"[{code.replace('{n}', 'word')} for word in {{x}}]", np, vp, out, when=lambda x: all(x), ref=lambda x, fn=fn: [fn(w) for w in x])
