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
        Pred("{n} % 2 == 0", "that are (even|divisible by 2|divisible by two)", "even"),
        Pred("{n} % 2 == 1", "that are odd", "odd"),
        Pred("{n} % 2 != 0", "that are (not even|not divisible by 2|not divisible by two)"),
        Pred(f"{{n}} > {k}", f"(greater than|larger than|above|that are greater than|bigger than|over|higher than|exceeding|in excess of|that exceed|that are above|with a value above|whose value exceeds|which are larger than|that lie above|that are more than) {k}"),
        Pred(f"{{n}} < {k}", f"(less than|smaller than|below|that are less than|under|lower than|that are below|that lie below|with a value below|which are smaller than|whose value is less than|that fall short of|that are under) {k}"),
        Pred(f"{{n}} >= {k}", f"(greater than or equal to|that are at least|not smaller than|of at least|that are not less than|no smaller than|not less than|not below|equal to or above|which are no lower than|with a value of at least) {k}"),
        Pred(f"{{n}} <= {k}", f"(less than or equal to|that are at most|not greater than|up to|of at most|no greater than|no higher than|not above|equal to or below|that do not exceed|with a value of at most|that are no larger than) {k}"),
        Pred(f"{{n}} != {k}", f"(other than|not equal to|different from|that are not|that are not equal to|that differ from|unequal to|that do not equal|which are anything but) {k}"),
        Pred(f"{{n}} % {d} == 0", f"(divisible by|that are divisible by|that are multiples of|evenly divisible by|that leave no remainder when divided by|that can be divided evenly by|which are multiples of|with remainder 0 when divided by|whose remainder is 0 on division by|that are evenly divisible by) {d}"),
        Pred(f"{{n}} % {d} != 0", f"(not divisible by|that are not multiples of|that are not divisible by|that leave a remainder when divided by|that cannot be divided evenly by|which are not multiples of|indivisible by|not evenly divisible by|with a non-zero remainder when divided by) {d}"),
        Pred(f"{a} <= {{n}} <= {b}", f"(between {a} and {b} inclusive|from {a} to {b}|between {a} and {b}, both included|in the range {a} to {b}|that lie between {a} and {b} inclusive|in the range from {a} to {b}, ends included|that are at least {a} and at most {b}|no smaller than {a} and no larger than {b}|that fall in the range {a} to {b}|of at least {a} but at most {b})"),
        Pred(f"{a} < {{n}} < {b}", f"(strictly between {a} and {b}|that lie strictly between {a} and {b}|greater than {a} but less than {b}|above {a} and below {b}|between {a} and {b}, both excluded|that are more than {a} but less than {b}|between {a} and {b} exclusive)"),
        Pred("{n} > 0", "(greater than 0|that are positive|above zero|above 0|larger than zero|that are greater than zero|which are positive)", "positive"),
        Pred("{n} < 0", "(less than 0|that are negative|below zero|below 0|smaller than zero|that are less than zero|which are negative)", "negative"),
        Pred("{n} != 0", "that are (not zero|different from zero|not equal to zero|anything but zero)", "(non-zero|nonzero)"),
        Pred(f"{{n}} % 10 == {r}", f"(ending in|whose last digit is|that end with the digit|with last digit|that end in|with the last digit|finishing in|whose final digit is|ending with the digit) {r}"),
        Pred(f"str({r}) in str({{n}})".replace(f"str({r})", f'"{r}"'), f"(that contain the digit|containing the digit|with the digit|that have the digit|that include the digit|whose digits include|in which there is the digit|having among their digits a) {r}"),
        Pred("len(str(abs({n}))) == 2", "(with two digits|that have exactly two digits|with exactly 2 digits|made up of two digits|that are two digits long|consisting of two digits|that have two digits)", "two-digit"),
        Pred("str({n}) == str({n})[::-1]", "(that are palindromes|that read the same backwards|that stay the same when reversed|that read the same forwards and backwards|which are palindromes|whose digits read the same in both directions)"),
        Pred(f"{{n}} ** 2 > {k * 3 + 5}", f"(whose square is (greater|larger|more) than|with a square (above|greater than|over)|whose square exceeds|that have a square (above|greater than)|whose square is above) {k * 3 + 5}"),
        Pred(f"abs({{n}}) < {abs(k) + 1}", f"(whose absolute value is (less than|below)|with an absolute value smaller than|with an absolute value below|that have an absolute value (below|less than)|whose magnitude is (below|less than|smaller than)|of magnitude less than) {abs(k) + 1}"),
    ]  # fmt: skip


def word_preds(rng: random.Random, values: list[str]) -> list[Pred]:
    sample = rng.choice([v for v in values if v] or ["apple"])
    k = max(1, len(sample) + rng.randint(-1, 1))
    letter = rng.choice([ch for ch in sample.lower() if ch.isalpha()] or ["a"])
    first, last, part = sample[0], sample[-1], sample[-2:]
    return [
        Pred(f"len({{n}}) > {k}", f"(longer than {k} characters|with more than {k} (letters|characters)|that have more than {k} letters|of length greater than {k}|of more than {k} (letters|characters)|whose length is (greater|more) than {k}|that are longer than {k} (letters|characters)|whose length exceeds {k}|having more than {k} (letters|characters)|made up of more than {k} letters)"),
        Pred(f"len({{n}}) < {k + 1}", f"(shorter than {k + 1} characters|with (less|fewer) than {k + 1} (letters|characters)|of fewer than {k + 1} (letters|characters)|whose length is (less than|below) {k + 1}|that are shorter than {k + 1} (letters|characters)|that have fewer than {k + 1} (letters|characters)|of length less than {k + 1}|having fewer than {k + 1} (letters|characters))"),
        Pred(f"len({{n}}) == {k}", f"(of length {k}|with exactly {k} (letters|characters)|that have {k} letters|of exactly {k} (letters|characters)|whose length is {k}|that are {k} (letters|characters) long|that are exactly {k} (letters|characters) long|made up of {k} letters|that consist of {k} letters|having {k} letters)", ""),
        Pred(f"len({{n}}) >= {k}", f"(with at least {k} (letters|characters)|that have at least {k} characters|of at least {k} (letters|characters)|whose length is at least {k}|that are at least {k} (letters|characters) long|of length {k} or more|with {k} or more (letters|characters)|having at least {k} (letters|characters))"),
        Pred("len({n}) % 2 == 0", "(with an even (length|number of letters)|of even length|whose length is even|that have an even (length|number of letters)|whose number of letters is even|with a length divisible by 2|made up of an even number of letters|having an even number of letters)"),
        Pred("len({n}) % 2 == 1", "(with an odd (length|number of letters)|of odd length|whose length is odd|that have an odd (length|number of letters)|whose number of letters is odd|made up of an odd number of letters|having an odd number of letters)"),
        Pred(f'{{n}}.startswith("{first}")', f"(that start with|starting with|beginning with|that begin with|which start with|which begin with) (QUOTE{first}QUOTE|the letter {first})||(whose first letter is|with the first letter|that have the prefix|whose first character is) QUOTE{first}QUOTE"),
        Pred(f'{{n}}.endswith("{last}")', f"(that end with|ending with|ending in|that end in|which end with|that finish with) (QUOTE{last}QUOTE|the letter {last})||(whose last letter is|with the last letter|that have the suffix|whose last character is) QUOTE{last}QUOTE"),
        Pred(f'{{n}}.endswith("{part}")', f"(that end with|ending with|ending in|that end in|which end with|with the ending|with the suffix|that have the ending|that finish with|having the suffix) QUOTE{part}QUOTE"),
        Pred(f'"{letter}" in {{n}}', f"(that contain|containing|with|which contain|that include|that have|including|having) [the letter] QUOTE{letter}QUOTE||(in which QUOTE{letter}QUOTE (occurs|appears)|with QUOTE{letter}QUOTE in them|that have QUOTE{letter}QUOTE in them|in which there is QUOTE{letter}QUOTE)"),
        Pred(f'"{letter}" not in {{n}}', f"(that do not contain|not containing|without|that lack|lacking|that do not have|that do not include|which do not contain) [the letter] QUOTE{letter}QUOTE||(in which QUOTE{letter}QUOTE does not (occur|appear)|without QUOTE{letter}QUOTE in them|with no QUOTE{letter}QUOTE in them|free of QUOTE{letter}QUOTE)"),
        Pred('{n}[0].lower() in "aeiou"', "(that start with a vowel|starting with a vowel|beginning with a vowel|that begin with a vowel|whose first letter is a vowel|with a vowel at the start|having a vowel as first letter|which start with a vowel|with a vowel as the first letter)"),
        Pred('{n}[0].lower() not in "aeiou"', "(that do not start with a vowel|starting with a consonant|not starting with a vowel|that do not begin with a vowel|whose first letter is not a vowel|that start with a consonant|with no vowel at the start|which do not start with a vowel)"),
        Pred('{n}[-1].lower() in "aeiou"', "(that end with a vowel|ending in a vowel|ending with a vowel|that end in a vowel|whose last letter is a vowel|with a vowel at the end|with a vowel as the last letter|which end with a vowel|having a vowel as last letter)"),
        Pred("{n} == {n}[::-1]", "(that are palindromes|which read the same backwards|that read the same in both directions|that stay the same when reversed|which are palindromes|that read the same forwards and backwards|equal to their own reverse)"),
        Pred("{n}.isupper()", "that are ([all] uppercase|in uppercase|all in capitals|written in capital letters|in upper case|all caps)", "uppercase"),
        Pred("{n}.islower()", "that are ([all] lowercase|in lowercase|all in small letters|written in small letters|in lower case)", "lowercase"),
        Pred("{n}[0].isupper()", "(that start with a capital letter|starting with an uppercase letter|beginning with a capital [letter]|whose first letter is (uppercase|a capital)|with a capital first letter|that begin with an uppercase letter|with an uppercase letter at the start|that have a capital first letter|starting with a capital)", "capitalized"),
        Pred("{n}[0] == {n}[-1]", "(whose first and last (letters|characters) are the same|that start and end with the same letter|that begin and end with the same letter|starting and ending with the same (letter|character)|whose first (letter|character) equals the last|with the same (letter|character) at both ends|which end with the letter they start with|whose last letter is the same as the first)"),
        Pred(f'{{n}}.count("{letter}") > 1', f"(with more than one|that contain more than one|that have more than one|containing more than one|having more than one|with at least two occurrences of|that contain at least two occurrences of|which contain more than one) QUOTE{letter}QUOTE||(in which QUOTE{letter}QUOTE (occurs|appears) more than once|that contain QUOTE{letter}QUOTE more than once)"),
        Pred("len(set({n})) == len({n})", "(with no repeated letters|without repeated characters|whose letters are all different|in which no letter (occurs|appears) twice|that have no repeated letters|without any repeated letter|that use each letter only once|made up of different letters only|in which all letters are different|whose letters are all distinct)"),
    ]  # fmt: skip


def sound(rng: random.Random, preds: list[Pred], test: Callable[[Pred], bool]) -> Pred | None:
    """One predicate, or two or three combined, that some but rarely no values satisfy."""
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
    Shape("filter", "[N for N in {x} if COND]", "(the|all|all the|only the|a list of the|a list with all) ADJ NOUN (in|of|from) {x} POST||those ADJ NOUN (in|of) {x} POST||{x} (filtered|reduced|narrowed down) to the ADJ NOUN POST||every one of the ADJ NOUN in {x} POST, as a list||just the ADJ NOUN (in|of|from) {x} POST||{x} with only the ADJ NOUN POST (kept|left)||a list of (all|the) ADJ NOUN POST (that are in|taken from|found in) {x}||what is left of {x} when only the ADJ NOUN POST are kept", "(keep|select|take) [only] the ADJ NOUN (in|of|from) {x} POST||filter {x} to (keep|only keep) [the] ADJ NOUN POST||(find|extract|get|collect) (all|the|all the) ADJ NOUN (in|from) {x} POST||(pick|pull|take) out [all] the ADJ NOUN in {x} POST||narrow {x} down to the ADJ NOUN POST||(list|gather) (all|the|all the) ADJ NOUN (in|of|from) {x} POST||go through {x} and (collect|keep) the ADJ NOUN POST||keep (nothing but|just|only) the ADJ NOUN POST (of|from) {x}||from {x}, (take|select|pick|keep) (all|the|only the) ADJ NOUN POST||(reduce|cut down|cut) {x} to its ADJ NOUN POST||make a list of the ADJ NOUN (in|of|from) {x} POST||look through {x} for ADJ NOUN POST and (collect|list) them||use a list comprehension to keep the ADJ NOUN (in|of|from) {x} POST", "filtered|selected|matches|kept|OUT", lambda x, p: list(filter(p, x))),
    Shape("reject", "[N for N in {x} if not (COND)]", "{x} without the ADJ NOUN POST||the elements of {x} except the ADJ NOUN POST||{x} with the ADJ NOUN POST (removed|taken out|left out|dropped)||{x} minus the ADJ NOUN POST||everything in {x} (but|except) the ADJ NOUN POST||what is left of {x} once the ADJ NOUN POST are (gone|removed|dropped)||a copy of {x} that lacks the ADJ NOUN POST||{x} cleared of ADJ NOUN POST||the rest of {x} after (dropping|removing) the ADJ NOUN POST", "(remove|drop|delete|exclude) (all|the|all the|every) ADJ NOUN POST from {x}||(remove|drop) from {x} (all|the) ADJ NOUN POST||(get rid of|throw away|throw out|take out|discard) (all|the|all the) ADJ NOUN POST (from|in) {x}||filter (all|the|all the) ADJ NOUN POST out of {x}||keep everything in {x} (except|but) the ADJ NOUN POST||leave out (all|the) ADJ NOUN POST in {x}||from {x}, (remove|drop|delete) (all|the|all the) ADJ NOUN POST||(clear|rid|free) {x} of (all|the) ADJ NOUN POST||go through {x} and skip the ADJ NOUN POST, keeping the rest||(weed|sort|throw) the ADJ NOUN POST out of {x}", "rest|remaining|cleaned|filtered", lambda x, p: [v for v in x if not p(v)]),
    Shape("count", "len([N for N in {x} if COND])", "the number of ADJ NOUN (in|of) {x} POST||how many ADJ NOUN POST there are in {x}||how many ADJ NOUN POST {x} (has|contains)||the count of ADJ NOUN (in|of) {x} POST||the total number of ADJ NOUN POST in {x}||the number of ADJ NOUN POST that {x} (has|contains)||how many ADJ NOUN there are in {x} POST", "count (the|all) ADJ NOUN (in|of) {x} POST||(find|work out|determine|figure out) how many ADJ NOUN POST {x} has||(tally|count up) the ADJ NOUN (in|of) {x} POST||count how many ADJ NOUN POST there are in {x}||see how many ADJ NOUN POST {x} contains||get the number of ADJ NOUN (in|of) {x} POST||go through {x} and count the ADJ NOUN POST||in {x}, count (the|all) ADJ NOUN POST", "count|n|how_many|n_OUT", lambda x, p: sum(map(p, x))),
    Shape("sum", "sum(N for N in {x} if COND)", "the sum of (the|all|all the) ADJ NOUN (in|of) {x} POST||the total of the ADJ NOUN (in|of) {x} POST||what the ADJ NOUN (in|of) {x} POST add up to||the ADJ NOUN (in|of) {x} POST, (added up|summed)||the sum over the ADJ NOUN (in|of) {x} POST||the combined total of (the|all) ADJ NOUN (in|of) {x} POST||the sum of only the ADJ NOUN in {x} POST||the sum of the ADJ NOUN POST that {x} contains", "(sum|add|sum up|add up) (the|all|all the|only the) ADJ NOUN (in|of) {x} POST||(total|tot up|add together) (the|all|all the) ADJ NOUN (in|of) {x} POST||take the sum of (the|all the) ADJ NOUN (in|of) {x} POST||work out what the ADJ NOUN in {x} POST add up to||go through {x} and add up the ADJ NOUN POST||in {x}, (sum|add up) (the|only the) ADJ NOUN POST||find the (sum|total) of the ADJ NOUN (in|of) {x} POST||pick the ADJ NOUN POST out of {x} and (sum them|add them up)", "total|sum_OUT|s", lambda x, p: sum(v for v in x if p(v)), words=False),
    Shape("sumsq", "sum(N ** 2 for N in {x} if COND)", "the sum of the squares of the ADJ NOUN (in|of) {x} POST||what the squares of the ADJ NOUN in {x} POST add up to||the squares of the ADJ NOUN (in|of) {x} POST, (summed|added up)||the total of the squares of (the|all) ADJ NOUN in {x} POST||the squared ADJ NOUN (in|of) {x} POST, added up||the sum of squares over the ADJ NOUN (in|of) {x} POST", "(sum|add up) the squares of (the|all) ADJ NOUN (in|of) {x} POST||square the ADJ NOUN (in|of) {x} POST and (add up the squares|sum them|add them up)||total the squares of (the|all) ADJ NOUN in {x} POST||add the squares of the ADJ NOUN (in|of) {x} POST together||take the sum of the squares of the ADJ NOUN in {x} POST||go through {x} and add up the squares of the ADJ NOUN POST||work out what the squares of the ADJ NOUN in {x} POST add up to", "total|sum_sq", lambda x, p: sum(v * v for v in x if p(v)), words=False),
    Shape("squares", "[N ** 2 for N in {x} if COND]", "(the squares|a list of the squares) of (the|all) ADJ NOUN (in|of) {x} POST||the ADJ NOUN (in|of) {x} POST, (squared|each squared)||a list with the square of (each|every one) of the ADJ NOUN in {x} POST||the squared values of the ADJ NOUN (in|of) {x} POST||the second powers of the ADJ NOUN (in|of) {x} POST||the squares you get from the ADJ NOUN in {x} POST", "square (the|all|only the) ADJ NOUN (in|of) {x} POST||take the squares of (the|all|only the) ADJ NOUN (in|of) {x} POST||(list|collect|work out) the squares of (the|all) ADJ NOUN (in|of) {x} POST||raise (the|all the|only the) ADJ NOUN (in|of) {x} POST to the power of 2||pick out the ADJ NOUN in {x} POST and square (them|each of them)||make a list of the squares of the ADJ NOUN (in|of) {x} POST||go through {x} and square the ADJ NOUN POST, leaving out the rest||multiply each of the ADJ NOUN in {x} POST by itself, leaving out the rest", "squares|squared", lambda x, p: [v * v for v in x if p(v)], words=False),
    Shape("doubled", "[N * 2 for N in {x} if COND]", "the doubles of (the|all) ADJ NOUN (in|of) {x} POST||the ADJ NOUN (in|of) {x} POST, (each doubled|doubled|times two)||a list with twice each of the ADJ NOUN in {x} POST||the doubled values of the ADJ NOUN (in|of) {x} POST||twice the ADJ NOUN (in|of) {x} POST, element by element||the ADJ NOUN (in|of) {x} POST multiplied by 2", "double (the|all|only the) ADJ NOUN (in|of) {x} POST[ (in|and put them into) a [new] list]||take the doubles of (the|all|only the) ADJ NOUN (in|of) {x} POST||(list|collect|work out) the doubles of (the|all) ADJ NOUN (in|of) {x} POST||multiply (the|all the|only the) ADJ NOUN (in|of) {x} POST by (2|two), leaving out the rest||pick out the ADJ NOUN in {x} POST and double (them|each of them)||make a list of the doubled ADJ NOUN (in|of) {x} POST||go through {x} and double the ADJ NOUN POST, dropping the rest", "doubled|doubles", lambda x, p: [2 * v for v in x if p(v)], words=False),
    Shape("max", "max(N for N in {x} if COND)", "the (largest|biggest|maximum|greatest) of the ADJ NOUN (in|of) {x} POST||the (maximum|largest) among the ADJ NOUN in {x} POST||the maximum of the ADJ NOUN (in|of) {x} POST||the highest of (all|the) ADJ NOUN (in|of) {x} POST||whichever of the ADJ NOUN in {x} POST is (largest|biggest|highest)||the top value among the ADJ NOUN in {x} POST", "find the (largest|biggest|maximum) of the ADJ NOUN (in|of) {x} POST||(get|pick|take|look up|determine) the (largest|biggest|highest) of the ADJ NOUN (in|of) {x} POST||take the maximum of the ADJ NOUN (in|of) {x} POST||see which of the ADJ NOUN in {x} POST is (largest|biggest|highest)||of the ADJ NOUN in {x} POST, (pick|take|get) the (largest|biggest|highest)||look for the (largest|highest) among the ADJ NOUN in {x} POST||keep the ADJ NOUN of {x} POST and take their maximum", "largest|maximum|biggest", lambda x, p: sorted(v for v in x if p(v))[-1], some=True, words=False),
    Shape("min", "min(N for N in {x} if COND)", "the (smallest|minimum|lowest) of the ADJ NOUN (in|of) {x} POST||the (smallest|lowest) among the ADJ NOUN in {x} POST||the minimum over the ADJ NOUN (in|of) {x} POST||whichever of the ADJ NOUN in {x} POST is (smallest|lowest)||the lowest value among the ADJ NOUN in {x} POST", "find the (smallest|minimum|lowest) of the ADJ NOUN (in|of) {x} POST||(get|pick|take|look up|determine) the (smallest|lowest) of the ADJ NOUN (in|of) {x} POST||take the minimum of the ADJ NOUN (in|of) {x} POST||see which of the ADJ NOUN in {x} POST is (smallest|lowest)||of the ADJ NOUN in {x} POST, (pick|take|get) the (smallest|lowest)||look for the (smallest|lowest) among the ADJ NOUN in {x} POST||keep the ADJ NOUN of {x} POST and take their minimum", "smallest|minimum|lowest", lambda x, p: sorted(v for v in x if p(v))[0], some=True, words=False),
    Shape("mean", "statistics.mean(N for N in {x} if COND)", "the (mean|average) of (the|all) ADJ NOUN (in|of) {x} POST||the ADJ NOUN (in|of) {x} POST, averaged||what the ADJ NOUN in {x} POST are on average||the (mean|average) over the ADJ NOUN (in|of) {x} POST||the (mean|average) value of the ADJ NOUN in {x} POST||the (average|mean) of only the ADJ NOUN in {x} POST||the arithmetic mean of the ADJ NOUN (in|of) {x} POST", "average (the|all|only the) ADJ NOUN (in|of) {x} POST||take the (mean|average) of (the|all the) ADJ NOUN (in|of) {x} POST||(find|get|work out) the (mean|average) of the ADJ NOUN (in|of) {x} POST||pick out the ADJ NOUN in {x} POST and average them||keep only the ADJ NOUN of {x} POST and take their (mean|average)||average over the ADJ NOUN (in|of) {x} POST||see what the ADJ NOUN in {x} POST are on average", "mean|average|avg", lambda x, p: (lambda v: sum(v) / len(v) if sum(v) % len(v) else sum(v) // len(v))([v for v in x if p(v)]), imports="statistics", some=True, words=False),
    Shape("product", "math.prod(N for N in {x} if COND)", "the product of (the|all) ADJ NOUN (in|of) {x} POST||the ADJ NOUN (in|of) {x} POST, multiplied together||what you get by multiplying (the|all) ADJ NOUN in {x} POST||the product over the ADJ NOUN (in|of) {x} POST||(the|all) ADJ NOUN (in|of) {x} POST multiplied (together|with each other)||the product of only the ADJ NOUN in {x} POST", "multiply (the|all|all the) ADJ NOUN (in|of) {x} POST[ together]||take the product of (the|all the) ADJ NOUN (in|of) {x} POST||(find|get|work out) the product of the ADJ NOUN (in|of) {x} POST||pick out the ADJ NOUN in {x} POST and multiply them (together|with each other)||multiply together (the|all the|only the) ADJ NOUN (in|of) {x} POST||multiply up the ADJ NOUN (in|of) {x} POST||go through {x} and multiply the ADJ NOUN POST with each other", "product|prod", lambda x, p: eval("*".join([str(v) if v >= 0 else f"({v})" for v in x if p(v)] or ["1"])), imports="math", words=False),
    Shape("first", "next(N for N in {x} if COND)", "the first of the ADJ NOUN (in|of) {x} POST||whichever of the ADJ NOUN in {x} POST comes first||the earliest of the ADJ NOUN (in|of) {x} POST||the one of the ADJ NOUN in {x} POST that (comes|appears) first", "find the first of the ADJ NOUN (in|of) {x} POST||(get|pick|take|fetch|grab) the first of the ADJ NOUN (in|of) {x} POST||look for the first of the ADJ NOUN in {x} POST||of the ADJ NOUN in {x} POST, (take|get|pick) the first||see which of the ADJ NOUN in {x} POST comes first||go through {x} until you meet the first of the ADJ NOUN POST||search {x} for the first of the ADJ NOUN POST", "first|found|match", lambda x, p: [v for v in x if p(v)][0], some=True),
    Shape("last", "[N for N in {x} if COND][-1]", "the last of the ADJ NOUN (in|of) {x} POST||whichever of the ADJ NOUN in {x} POST comes last||the final one of the ADJ NOUN (in|of) {x} POST||the one of the ADJ NOUN in {x} POST that (comes|appears) last", "find the last of the ADJ NOUN (in|of) {x} POST||(get|pick|take|fetch|grab) the last of the ADJ NOUN (in|of) {x} POST||look for the last of the ADJ NOUN in {x} POST||of the ADJ NOUN in {x} POST, (take|get|pick) the last||see which of the ADJ NOUN in {x} POST comes last||keep the ADJ NOUN of {x} POST and take the last one||search {x} for the last of the ADJ NOUN POST", "last|found", lambda x, p: [v for v in x if p(v)][-1], some=True),
    Shape("index", "[i for i, N in enumerate({x}) if COND]", "(the|all|a list of the) (indices|indexes|positions) of (the|all) ADJ NOUN (in|of) {x} POST||where in {x} the ADJ NOUN POST are, as a list of indices||the index of each of the ADJ NOUN in {x} POST, as a list||a list with the (index|position) of each of the ADJ NOUN (in|of) {x} POST||the (indices|positions) at which {x} has ADJ NOUN POST||all (indices|positions) of {x} that hold ADJ NOUN POST", "find the (indices|positions) of (the|all) ADJ NOUN (in|of) {x} POST||(list|collect|gather|get) the (indices|positions) of (the|all|all the) ADJ NOUN (in|of) {x} POST||find [out] where in {x} the ADJ NOUN POST are, as a list of indices||note down the (index|position) of each of the ADJ NOUN in {x} POST||locate the ADJ NOUN in {x} POST and list (their indices|their positions)||go through {x} and collect the (indices|positions) of the ADJ NOUN POST||get the (indices|positions) at which {x} has ADJ NOUN POST||see at which (indices|positions) of {x} there are ADJ NOUN POST", "indices|positions|idx", lambda x, p: [i for i in range(len(x)) if p(x[i])]),
    Shape("sorted", "sorted(N for N in {x} if COND)", "(the|a) sorted list of the ADJ NOUN (in|of) {x} POST||the ADJ NOUN (in|of) {x} POST (in ascending order|in sorted order|put in order)||an ordered list of (the|all) ADJ NOUN (in|of) {x} POST||those ADJ NOUN in {x} POST, sorted||the ADJ NOUN (in|of) {x} POST, arranged in ascending order||{x} filtered to the ADJ NOUN POST and sorted", "sort (the|only the) ADJ NOUN (in|of) {x} POST||(pick|pull) out the ADJ NOUN in {x} POST and (sort them|put them in ascending order)||(arrange|put|list) the ADJ NOUN (in|of) {x} POST in (ascending|sorted) order||order the ADJ NOUN (in|of) {x} POST||filter {x} to the ADJ NOUN POST and sort (them|what is left)||make a sorted list of the ADJ NOUN (in|of) {x} POST||keep only the ADJ NOUN of {x} POST and sort them", "ordered|sorted_OUT", lambda x, p: sorted(v for v in x if p(v))),
    Shape("unique", "sorted({N for N in {x} if COND})", "(the|a) sorted list of the (distinct|unique) ADJ NOUN (in|of) {x} POST||the (distinct|unique|different) ADJ NOUN (in|of) {x} POST (in sorted order|in ascending order|as a sorted list)||each of the ADJ NOUN in {x} POST once, in a sorted list||the ADJ NOUN (in|of) {x} POST without duplicates, sorted||the sorted set of ADJ NOUN (in|of) {x} POST, as a list||a list of the (different|distinct) ADJ NOUN (in|of) {x} POST in ascending order", "put the (distinct|unique) ADJ NOUN (in|of) {x} POST in a sorted list||list the (distinct|unique|different) ADJ NOUN (in|of) {x} POST in (sorted|ascending) order||sort the (distinct|unique|different) ADJ NOUN (in|of) {x} POST||pick out the ADJ NOUN in {x} POST, drop duplicates and sort [them]||(get|collect|find) the (distinct|unique) ADJ NOUN (in|of) {x} POST and sort them||make a sorted list without duplicates of the ADJ NOUN (in|of) {x} POST||list each of the ADJ NOUN in {x} POST once, sorted", "distinct|unique", lambda x, p: sorted({v for v in x if p(v)})),
    Shape("share", "len([N for N in {x} if COND]) / len({x})", "the (fraction|share|proportion) of ADJ NOUN (in|of) {x} POST||what (fraction|share|proportion) of {x} consists of ADJ NOUN POST||how large a (fraction|share|part) of {x} the ADJ NOUN POST make up||the number of ADJ NOUN POST in {x} divided by its length||the (fraction|share|proportion) of {x} that (is made up of|consists of) ADJ NOUN POST||the relative frequency of ADJ NOUN POST in {x}||ADJ NOUN POST as a (fraction|share|proportion) of {x}", "(find|work out|determine) (which|what) (fraction|share|proportion) of {x} consists of ADJ NOUN POST||count the ADJ NOUN (in|of) {x} POST and divide by the length of the list||divide the number of ADJ NOUN POST in {x} by its length||get the (fraction|share|proportion) of ADJ NOUN (in|of) {x} POST||see how large a (fraction|share) of {x} the ADJ NOUN POST make up||express the number of ADJ NOUN POST in {x} as a fraction of its length", "share|fraction|ratio", lambda x, p: sum(map(p, x)) / len(x)),
    Shape("upper", "[N.upper() for N in {x} if COND]", "the uppercase (versions|forms) of (the|all) ADJ NOUN (in|of) {x} POST||the ADJ NOUN (in|of) {x} POST, in (uppercase|upper case|capitals)||the ADJ NOUN (in|of) {x} POST, written in capital letters||a list of the ADJ NOUN (in|of) {x} POST in (uppercase|upper case)||all-caps versions of the ADJ NOUN (in|of) {x} POST||{x} filtered to the ADJ NOUN POST, each in upper case", "(uppercase|convert to uppercase) (the|all|only the) ADJ NOUN (in|of) {x} POST||put (the|all|only the) ADJ NOUN (in|of) {x} POST in (upper case|capitals), leaving out the rest||pick out the ADJ NOUN in {x} POST and (uppercase them|put them in upper case)||write the ADJ NOUN of {x} POST in capital letters, leaving out the rest||keep only the ADJ NOUN of {x} POST and convert them to upper case||make a list of the ADJ NOUN (in|of) {x} POST in upper case||turn the ADJ NOUN (in|of) {x} POST into upper case, dropping the rest", "upper_words|shouted", lambda x, p: [v.upper() for v in x if p(v)], numbers=False),
    Shape("lens", "[len(N) for N in {x} if COND]", "the lengths of (the|all) ADJ NOUN (in|of) {x} POST||how long each of the ADJ NOUN in {x} POST is, as a list||a list with the length of each of the ADJ NOUN in {x} POST||the numbers of characters of the ADJ NOUN in {x} POST, as a list||a list of the lengths of the ADJ NOUN (in|of) {x} POST", "(compute|get) the length of each of the ADJ NOUN (in|of) {x} POST||(list|collect|find|work out) the lengths of (the|all) ADJ NOUN (in|of) {x} POST||measure each of the ADJ NOUN in {x} POST and list the lengths||pick out the ADJ NOUN in {x} POST and take (their lengths|the length of each)||make a list of how long the ADJ NOUN in {x} POST are||count the characters in each of the ADJ NOUN in {x} POST, as a list||for each of the ADJ NOUN in {x} POST, take the length", "lengths", lambda x, p: [len(v) for v in x if p(v)], numbers=False),
    Shape("join", '", ".join(N for N in {x} if COND)', "a string with (the|all) ADJ NOUN (in|of) {x} POST joined by QUOTE, QUOTE||the ADJ NOUN (in|of) {x} POST in one string, (separated by|joined by|with) QUOTE, QUOTE||one string of (the|all) ADJ NOUN (in|of) {x} POST with QUOTE, QUOTE between them||(the|all) ADJ NOUN (in|of) {x} POST joined with QUOTE, QUOTE||a string that lists the ADJ NOUN (in|of) {x} POST separated by QUOTE, QUOTE||{x} filtered to the ADJ NOUN POST and joined by QUOTE, QUOTE", "join (the|all) ADJ NOUN (in|of) {x} POST (by|with|using) QUOTE, QUOTE||put (the|all) ADJ NOUN (in|of) {x} POST in one string, separated by QUOTE, QUOTE||pick out the ADJ NOUN in {x} POST and join them (with|by) QUOTE, QUOTE||use QUOTE, QUOTE to join the ADJ NOUN (in|of) {x} POST||make a string of the ADJ NOUN (in|of) {x} POST with QUOTE, QUOTE between them||string together the ADJ NOUN (in|of) {x} POST with QUOTE, QUOTE in between||list the ADJ NOUN (in|of) {x} POST in one string, separated by QUOTE, QUOTE", "joined|text", lambda x, p: ", ".join(v for v in x if p(v)), numbers=False),
    Shape("longest", "max((N for N in {x} if COND), key=len)", "the longest of the ADJ NOUN (in|of) {x} POST||the longest among the ADJ NOUN in {x} POST||whichever of the ADJ NOUN in {x} POST is longest||the one with the most characters among the ADJ NOUN in {x} POST", "find the longest of the ADJ NOUN (in|of) {x} POST||(get|pick|take|look up) the longest of the ADJ NOUN (in|of) {x} POST||see which of the ADJ NOUN in {x} POST is longest||of the ADJ NOUN in {x} POST, (pick|take|get) the longest||look for the longest among the ADJ NOUN in {x} POST||keep the ADJ NOUN of {x} POST and take the longest||work out which of the ADJ NOUN in {x} POST has the most characters", "longest", lambda x, p: max([v for v in x if p(v)], key=len), some=True, numbers=False),
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
            return template.replace("ADJ", pred.adj).replace(" POST", f" {pred.post}" if pred.post else "").replace("NOUN", what).replace("QUOTE", '"')

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
            clause = f"all {what} (in|of) {{x}} {pred.post[5:]}||every one of the {what} in {{x}} {pred.post[5:].replace('are', 'is', 1)}||each of the {what} in {{x}} {pred.post[5:].replace('are', 'is', 1)}||{{x}} (contains|holds|has) only {what} {pred.post}||{{x}} consists (only|entirely) of {what} {pred.post}||there are only {what} {pred.post} in {{x}}||{{x}} contains nothing but {what} {pred.post}"
            if "all " not in pred.post and " not " not in pred.post:
                clause += f"||the {what} (in|of) {{x}} {pred.post[5:].replace('are', 'are all', 1)}"
            return Op("", (("x", ""),), f"all({cond} for {name} in {{x}})", cond=clause, ref=lambda x: all(map(test, x)), out=("result", "all_ok", "flag"), family="where")
        clause = f"{{x}} (contains|has) (any|at least one of the) {pred.adj} {what} {pred.post}".replace("(any|at least one of the)", "any") + f"||there are [any] {pred.adj} {what} {pred.post} in {{x}}||any {pred.adj} {what} {pred.post} (can be found|occur|appear) in {{x}}||among its elements, {{x}} has [any] {pred.adj} {what} {pred.post}||some {pred.adj} {what} {pred.post} are (in|among the elements of) {{x}}||{{x}} includes [any] {pred.adj} {what} {pred.post}"
        return Op("", (("x", ""),), f"any({cond} for {name} in {{x}})", cond=clause, ref=lambda x: any(map(test, x)), out=("result", "found", "flag"), family="where")

    return make


PLURAL = [
    (r"\b(that|which) are\b", r"\1 is"), (r"\bpalindromes\b", "a palindrome"), (r"\bnot multiples of\b", "not a multiple of"), (r"(?<!a )\bmultiples of\b", "a multiple of"),
    (r"\b(that|which) have\b", r"\1 has"), (r"\b(that|which) do not\b", r"\1 does not"), (r"\btheir digits\b", "its digits"),
    (r"\b(that|which) (exceed|lie|fall|leave|differ|end|contain|include|read|stay)\b", r"\1 \2s"),
]  # fmt: skip


def singular_post(post: str) -> str:
    """A condition's end for one number: 'that are even' becomes 'that is even'."""
    for pattern, one in PLURAL:
        post = re.sub(pattern, one, post)
    return post


def replace_maker(rng: random.Random, x: list[int]) -> Op | None:
    def some(p: Pred) -> bool:
        return 0 < sum(map(eval("lambda n: " + p.code.replace("{n}", "n")), x)) < len(x)

    pred = sound(rng, number_preds(rng, x), some)
    if pred is None:
        return None
    test = eval("lambda n: " + pred.code.replace("{n}", "n"))
    to, words, fn = rng.choice([("0", "by 0", lambda v: 0), ("-1", "by -1", lambda v: -1), ("n * 2", "by its double", lambda v: 2 * v), ("-n", "by its negative", lambda v: -v), ("n ** 2", "by its square", lambda v: v * v)])
    post, to_words = singular_post(pred.post), words[3:]
    each = f"(each|every) {pred.adj} number"
    vp = "||".join([
        f"replace {each} in {{x}} {post} {words}", f"replace {each} {post} in {{x}} {words}", f"in {{x}}, replace {each} {post} {words}",
        f"in {{x}}, (change|turn) {each} {post} into {to_words}", f"go through {{x}} and replace {each} {post} {words}",
        f"swap {each} {post} in {{x}} for {to_words}", f"in {{x}}, leave the rest as it is but replace {each} {post} {words}",
    ])  # fmt: skip
    np = "||".join([
        f"{{x}} with {each} {post} replaced {words}", f"a copy of {{x}} in which {each} {post} is replaced {words}",
        f"{{x}} where {each} {post} (has been|is) replaced {words}", f"{{x}} with {each} {post} changed to {to_words}, the rest left as it is", f"{{x}} after replacing {each} {post} {words}",
        f"the list {{x}} gives when {each} {post} is replaced {words}",
    ])  # fmt: skip
    if to in ("0", "-1"):
        vp += f"||put {to} in place of {each} {post} in {{x}}||substitute {to} for {each} {post} in {{x}}||set {each} {post} in {{x}} to {to}, in a new list"
        np += f"||{{x}} with {to} in place of {each} {post}||{{x}} with {each} {post} set to {to}"
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

SINGULAR = {
    "square": "square", "cube": "cube", "double": "double", "half": "half", "negate": "negative", "abs": "absolute value", "str": "string form",
    "digitsum": "digit sum", "bin": "binary form (with 0b)", "last_digit": "last digit", "float": "float value",
}  # fmt: skip
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
    ("bin", "bin({n})", "convert to binary (with 0b)", "binary forms (with 0b)", lambda n: bin(n), "binary"),
    ("last_digit", "abs({n}) % 10", "take the last digit of", "last digits", lambda n: int(str(n)[-1]), "last_digits"),
    ("float", "float({n})", "convert to a float", "float values", lambda n: n * 1.0, "floats"),
]  # fmt: skip
EACH, ALL, NUMS = "(each|every) (element|number|value)", "(all|all the|all of the) (elements|numbers|values)", "(elements|numbers|values|entries)"
for name, code, verb, plural, fn, out in MAPS:
    head, to = ("convert", verb[7:]) if verb.startswith("convert") else (verb, "")
    each = "||".join([
        f"{head} {EACH} (of|in) {{x}}{to}", f"{head} {ALL} (of|in) {{x}}{to}", f"go through {{x}} and {head} {EACH}{to}", f"in {{x}}, {head} {EACH}{to}", f"for each of the {NUMS} (in|of) {{x}}, (take|get) the {SINGULAR[name]}",
        f"(make|build|create) a list of the {plural} of the {NUMS} (in|of) {{x}}", f"(list|collect|take|work out|get) the {plural} of the {NUMS} (in|of) {{x}}", f"turn {{x}} into a list of the {plural} of its {NUMS}", f"replace {EACH} (of|in) {{x}} by its {SINGULAR[name]} in a new list", f"map {EACH} of {{x}} to its {SINGULAR[name]} in a list",
    ])  # fmt: skip
    np = "||".join([
        f"(the|a list of the|a list with the) {plural} of (the|all|all the) {NUMS} (in|of) {{x}}", f"(the|a list of the) {plural} of {{x}}", f"the {SINGULAR[name]} of {EACH} (in|of) {{x}}, as a list", f"a list that has the {SINGULAR[name]} of {EACH} (in|of) {{x}}",
        f"{{x}} with {EACH} replaced by its {SINGULAR[name]}", f"{{x}} turned into a list of {plural}", f"a list with the {SINGULAR[name]} of (each|every) (element|number|value) (in|of) {{x}}",
    ])  # fmt: skip
    F.e(f"map_{name}", "x:ints", f"[{code.replace('{n}', 'n')} for n in {{x}}]", np, each, out, ref=lambda x, fn=fn: [fn(n) for n in x])

ARITH = [
    ("plus", "{n} + {k}", "increased by {k}", lambda n, k: n + k), ("minus", "{n} - {k}", "decreased by {k}", lambda n, k: n - k),
    ("times", "{n} * {k}", "multiplied by {k}", lambda n, k: n * k), ("pow", "{n} ** {k}", "raised to the power of {k}", lambda n, k: n**k),
    ("mod", "{n} % {k}", "modulo {k}", lambda n, k: n % k), ("intdiv", "{n} // {k}", "divided by {k} (rounding down|using integer division)", lambda n, k: n // k),
]  # fmt: skip
ARITH_VP = {
    "plus": "add {k} to EACH (of|in) {x}||add {k} to ALL (of|in) {x}||increase EACH (of|in) {x} by {k}||raise ALL (of|in) {x} by {k}||go through {x} and add {k} to EACH||in {x}, add {k} to EACH||shift ALL (of|in) {x} up by {k}||make EACH (of|in) {x} {k} larger||(make|build) a list of the NUMS of {x}, each plus {k}",
    "minus": "subtract {k} from EACH (of|in) {x}||subtract {k} from ALL (of|in) {x}||take {k} away from EACH (of|in) {x}||decrease EACH (of|in) {x} by {k}||lower ALL (of|in) {x} by {k}||go through {x} and subtract {k} from EACH||reduce EACH (of|in) {x} by {k}||shift ALL (of|in) {x} down by {k}||make EACH (of|in) {x} {k} smaller||(make|build) a list of the NUMS of {x}, each minus {k}",
    "times": "multiply EACH (of|in) {x} by {k}||multiply ALL (of|in) {x} by {k}||scale ALL (of|in) {x} by [a factor of] {k}||take EACH (of|in) {x} times {k}||go through {x} and multiply EACH by {k}||in {x}, multiply EACH by {k}||make EACH (of|in) {x} {k} times as large||(make|build) a list of the NUMS of {x}, each times {k}||use a list comprehension to multiply the NUMS of {x} by {k}",
    "pow": "raise EACH (of|in) {x} to the power of {k}||raise ALL (of|in) {x} to the power of {k}||take EACH (of|in) {x} to the power {k}||go through {x} and raise EACH to the power of {k}||in {x}, raise EACH to the power of {k}||(list|get|compute) the NUMS of {x} to the power of {k}||(make|build) a list of the NUMS of {x}, each to the power of {k}||use {k} as the exponent for EACH (of|in) {x}",
    "mod": "take EACH (of|in) {x} modulo {k}||(get|list|find) the remainder of EACH (of|in) {x} when divided by {k}||reduce ALL (of|in) {x} modulo {k}||divide EACH (of|in) {x} by {k} and keep the remainder||go through {x} and take EACH modulo {k}||(make|build) a list of the NUMS of {x} modulo {k}||work out what is left when EACH of {x} is divided by {k}, as a list",
    "intdiv": "divide EACH (of|in) {x} by {k} (rounding down|using integer division)||divide ALL (of|in) {x} by {k} (rounding down|using integer division)||integer-divide EACH (of|in) {x} by {k}||floor-divide ALL (of|in) {x} by {k}||go through {x} and divide EACH by {k}, rounding down||(list|find) how many whole times {k} goes into EACH (of|in) {x}||use integer division to divide the NUMS of {x} by {k}||divide EACH (of|in) {x} by {k} and (drop|discard) the remainder",
}
ARITH_NP = {
    "plus": "the NUMS of {x} plus {k}||{x} with {k} added to EACH||a list of the NUMS of {x}, each {k} larger||{x} shifted up by {k}, element by element",
    "minus": "the NUMS of {x} minus {k}||{x} with {k} subtracted from EACH||a list of the NUMS of {x}, each {k} smaller||{x} shifted down by {k}, element by element",
    "times": "the NUMS of {x} times {k}||{k} times EACH of {x}, as a list||a list of the NUMS of {x}, each times {k}||{x} scaled by [a factor of] {k}, element by element",
    "pow": "the NUMS of {x} to the power of {k}||EACH of {x} to the power {k}, as a list||the powers of the NUMS in {x}, with exponent {k}",
    "mod": "the NUMS of {x} modulo {k}||the remainders of the NUMS of {x} (when divided by|on division by) {k}||a list of what is left when the NUMS of {x} are divided by {k}||the remainder of EACH (of|in) {x} modulo {k}, as a list",
    "intdiv": "the NUMS of {x} floor-divided by {k}||how many whole times {k} goes into EACH (of|in) {x}, as a list||the whole-number quotients of the NUMS of {x} and {k}||{x} divided by {k} element by element, rounded down",
}


def spelled(template: str) -> str:
    """A template with its capitals spelled out."""
    return template.replace("EACH", EACH).replace("ALL", ALL).replace("NUMS", NUMS)


for name, code, tail, fn in ARITH:
    vp = spelled(ARITH_VP[name])
    np = spelled(f"{{x}} with EACH {tail}||(the|all) NUMS (of|in) {{x}}, each {tail}||a list of the NUMS (of|in) {{x}}, each {tail}||EACH (of|in) {{x}} {tail}, as a list||" + ARITH_NP[name])
    F.e(f"map_{name}", "x:ints", f"[{code.replace('{n}', 'n')} for n in {{x}}]", np, vp, "result|mapped|new_list|scaled", params={"k": lambda rng, x, p=name: rng.randint(2, 4 if p == "pow" else 12)}, ref=lambda x, k, fn=fn: [fn(n, k) for n in x])

WORDMAPS = [
    ("upper", "{n}.upper()", "(uppercase|capitalize all letters of)", "in uppercase", lambda w: w.upper(), "upper_words|shouted"), ("lower", "{n}.lower()", "lowercase", "in lowercase", lambda w: w.lower(), "lower_words|lowered"),
    ("cap", "{n}.capitalize()", "capitalize", "capitalized", lambda w: w[:1].upper() + w[1:].lower(), "capitalized"), ("rev", "{n}[::-1]", "reverse", "reversed", lambda w: "".join(reversed(w)), "reversed_words|backwards"),
    ("first", "{n}[0]", "take the first letter of", "", lambda w: w[0], "initials|first_letters"), ("last", "{n}[-1]", "take the last letter of", "", lambda w: w[-1], "last_letters"),
    ("first3", "{n}[:3]", "take the first three letters of", "cut to three letters", lambda w: w[0:3], "prefixes|short"), ("sorted", '"".join(sorted({n}))', "sort the letters of", "with sorted letters", lambda w: "".join(sorted(w)), "sorted_words"),
    ("len", "len({n})", "(compute|get|find) the length of", "", lambda w: len(w), "lengths|word_lengths"), ("vowels", 'sum(ch in "aeiou" for ch in {n}.lower())', "count the vowels (in|of)", "", lambda w: sum(map(w.lower().count, "aeiou")), "vowel_counts"),
    ("excl", '{n} + "!"', "add an exclamation mark to", "with an exclamation mark added", lambda w: f"{w}!", "excited"), ("title", "{n}.title()", "", "in title case", lambda w: w.title(), "titles"),
    ("double", "{n} * 2", "repeat twice", "repeated twice", lambda w: w + w, "doubled"),
]  # fmt: skip
WORDMAP_MORE: dict[str, tuple[str, str]] = {
    "upper": ("{x} with WEACH in (upper case|capitals|capital letters)||an all-caps version of {x}||the uppercase (versions|forms) of WALL (of|in) {x}||{x} all in capital letters, word by word", "convert WEACH (of|in) {x} to (uppercase|upper case)||put WALL (of|in) {x} in (upper case|capital letters)||write WEACH (of|in) {x} in (capitals|capital letters)||go through {x} and uppercase WEACH||turn WALL (of|in) {x} into upper case||make a list of WALL (of|in) {x} in upper case"),
    "lower": ("{x} with WEACH in (lower case|small letters)||an all-lowercase version of {x}||the lowercase (versions|forms) of WALL (of|in) {x}||{x} all in small letters, word by word", "convert WEACH (of|in) {x} to (lowercase|lower case)||put WALL (of|in) {x} in (lower case|small letters)||write WEACH (of|in) {x} in small letters||go through {x} and lowercase WEACH||turn WALL (of|in) {x} into lower case||make a list of WALL (of|in) {x} in lower case"),
    "cap": ("{x} with WEACH capitalized||the capitalized (versions|forms) of WALL (of|in) {x}||{x} with a capital first letter for WEACH and the rest in lower case||a list with WEACH of {x} capitalized", "go through {x} and capitalize WEACH||make the first letter of WEACH in {x} a capital and the rest lowercase||write WEACH of {x} with a capital first letter and the rest in lower case||in {x}, capitalize WEACH||give WALL (of|in) {x} a capital first letter, the rest being lower case||make a list of the capitalized forms of WALL in {x}"),
    "rev": ("{x} with WEACH (spelled backwards|reversed|turned around)||WALL (of|in) {x}, each spelled backwards||{x} with the letters of WEACH in reverse order||a list with the reverse of WEACH in {x}", "spell WEACH (of|in) {x} backwards||reverse the letters of WEACH in {x}||go through {x} and reverse WEACH||turn WEACH of {x} around, keeping their places in the list||write WALL (of|in) {x} backwards, keeping the order of the list||flip the letters of WEACH in {x}"),
    "first": ("for WEACH of {x} its first (letter|character), as a list||what WEACH of {x} starts with, as a list of letters||the initial letters of WALL in {x}||a list with the first (letter|character) of WEACH in {x}||the initials of WALL in {x}, as a list", "(get|collect|list|pull out|extract) the first (letter|character) of WEACH (of|in) {x}||list what letter WEACH of {x} starts with||go through {x} and collect the first letters||make a list of the initial letters of WALL in {x}||for WEACH of {x}, take the first (letter|character)||cut WEACH of {x} down to its first letter"),
    "last": ("for WEACH of {x} its last (letter|character), as a list||what WEACH of {x} ends with, as a list of letters||the final letters of WALL in {x}||a list with the last (letter|character) of WEACH in {x}||the ending letters of WALL in {x}, as a list", "(get|collect|list|pull out|extract) the last (letter|character) of WEACH (of|in) {x}||list what letter WEACH of {x} ends with||go through {x} and collect the last letters||make a list of the final letters of WALL in {x}||for WEACH of {x}, take the last (letter|character)||cut WEACH of {x} down to its last letter"),
    "first3": ("the first three (letters|characters) of WEACH (of|in) {x}, as a list||{x} with WEACH (cut|shortened|truncated) to its first three letters||the three-letter prefixes of WALL in {x}||a list with the first 3 letters of WEACH in {x}", "(cut|shorten|truncate) WEACH (of|in) {x} to its first three letters||(keep|get|list) the first three letters of WEACH (of|in) {x}||go through {x} and cut WEACH to its first 3 letters||for WEACH of {x}, take the first three letters||abbreviate WALL (of|in) {x} to their first three letters||make a list of the first three letters of WEACH in {x}"),
    "sorted": ("{x} with the letters of WEACH (in alphabetical order|sorted|in sorted order)||WALL (of|in) {x}, each with its letters in alphabetical order||a list of strings with the sorted letters of WEACH in {x}||{x} with WEACH rewritten in alphabetical order of its letters", "put the letters of WEACH in {x} in alphabetical order||arrange the letters of WEACH (of|in) {x} alphabetically||go through {x} and sort the letters of WEACH||rewrite WEACH of {x} with its letters in alphabetical order||within WEACH of {x}, sort the letters||for WEACH of {x}, sort the letters and join them again"),
    "len": ("how long WEACH in {x} is, as a list||the number of (letters|characters) of WEACH in {x}, as a list||a list with the length of WEACH in {x}||the word lengths in {x}, as a list", "count the (letters|characters) of WEACH in {x}||measure WEACH in {x} and list the lengths||(list|collect|work out) the lengths of WALL in {x}||for WEACH of {x}, take the length||go through {x} and collect the lengths||make a list of how long WEACH in {x} is"),
    "vowels": ("how many vowels WEACH in {x} has, as a list||the vowel counts of WALL in {x}||a list with the number of vowels in WEACH of {x}||the number of vowels in WEACH of {x}, as a list", "for WEACH of {x}, count the vowels||(list|work out|find) how many vowels WEACH in {x} has||go through {x} and count the vowels in WEACH||make a list of the vowel counts of WALL in {x}||(get|collect) the number of vowels in WEACH of {x}||tally the vowels of WEACH in {x}"),
    "excl": ("{x} with an exclamation mark at the end of WEACH||WALL (of|in) {x}, each followed by an exclamation mark||{x} with '!' (added|appended) to WEACH||a list of WALL in {x}, each ending in an added '!'", "(append|add) '!' to WEACH (of|in) {x}||put an exclamation mark after WEACH (of|in) {x}||put '!' at the end of WEACH (of|in) {x}||go through {x} and add an exclamation mark to WEACH||end WEACH of {x} with an added exclamation mark||attach an exclamation mark to the end of WEACH in {x}"),
    "title": ("{x} with WEACH in title case||the title-case (versions|forms) of WALL (of|in) {x}||WALL (of|in) {x}, each converted to title case||a list with WEACH of {x} in title case||{x} with title case applied to WEACH", "(convert|change) WEACH (of|in) {x} to title case||put WEACH (of|in) {x} in title case||write WALL (of|in) {x} in title case||title-case WEACH (of|in) {x}||go through {x} and put WEACH in title case||apply title case to WALL (of|in) {x}||turn WALL (of|in) {x} into title case"),
    "double": ("{x} with WEACH (repeated|written) twice||WALL (of|in) {x}, each written twice in a row||a list of strings, each with one of the words in {x} twice in a row||{x} with WEACH doubled", "repeat WEACH (of|in) {x} twice||write WEACH (of|in) {x} twice in a row, as one string||double WEACH (of|in) {x}, so that a word becomes that word twice||go through {x} and write WEACH twice in a row||make WEACH of {x} a string that has it twice||duplicate the text of WEACH in {x}"),
}


def spelled_words(template: str) -> str:
    """A template with its capitals spelled out."""
    return template.replace("WEACH", "(each|every) (word|string)").replace("WALL", "(the|all|all the) (words|strings|elements)")


for name, code, verb, tail, fn, out in WORDMAPS:
    np = f"(the|all|all the) (words|strings|elements) (of|in) {{x}} {tail}" if tail else {"first": "(the|a list of the) first (letters|characters) of (the|all|all the) (words|elements|strings) (in|of) {x}", "last": "(the|a list of the) last (letters|characters) of (the|all) (words|elements) (in|of) {x}", "len": "(the|a list of the) lengths of (the|all|all the) (words|elements|strings) (in|of) {x}", "vowels": "(the|a list of the) numbers of vowels (in|of) each (word|string) (in|of) {x}"}[name]
    vp = f"{verb} (each|every) (word|string|element) (of|in) {{x}}||{verb} all (words|strings) (of|in) {{x}}" if verb and name != "double" else ""
    np, vp = (("||".join(filter(None, (own, spelled_words(more))))) for own, more in zip((np, vp), WORDMAP_MORE[name], strict=True))
    F.e(f"map_word_{name}", "x:strs", f"[{code.replace('{n}', 'word')} for word in {{x}}]", np, vp, out, when=lambda x: all(x), ref=lambda x, fn=fn: [fn(w) for w in x])
