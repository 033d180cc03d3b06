"""Operations on lists, tuples, sets and matrices."""

# ruff: noqa: E501, RUF007, RUF017
from __future__ import annotations

# fmt: off
from collections import Counter
from itertools import accumulate

from training.multiturn.ops import Family

F = Family("list")
e, c = F.e, F.c

SOME = {"when": lambda x: len(x) > 1}


def index(rng, x):
    return rng.randrange(0, len(x)) if x else None


def inner(rng, x):
    return rng.randint(1, len(x) - 1) if len(x) > 1 else None


def member(rng, x):
    return rng.choice(x) if x else None


def maybe_member(rng, x):
    if not x:
        return None
    return rng.choice(x) if rng.random() < 0.6 else (rng.randint(0, 30) if isinstance(x[0], int) else "kiwi")


def k25(rng, **_):
    return rng.randint(2, 5)


def k110(rng, **_):
    return rng.randint(1, 10)


EL = "(elements|numbers|values)"
e("sum", "x:nums", "sum({x})", "the (sum|total) of {x}||the sum of (all|the) (elements|numbers|values) (in|of) {x}", "sum [up] [the elements of] {x}||add (up|together) (all|the) (elements|numbers) (in|of) {x}", "total|sum_result|my_sum|s", ref=lambda x: list(accumulate(x, initial=0))[-1])
e("product", "x:ints", "math.prod({x})", "the product of (all|the) (elements|numbers|values) (in|of) {x}", "multiply (all|the|together all) (elements|numbers) (in|of) {x}[ together]", "product|prod", imports="math", ref=lambda x: list(accumulate(x, lambda a, b: a * b, initial=1))[-1], when=lambda x: len(x) < 9)
e("max", "x:nums", "max({x})", "the (maximum|largest|biggest|highest|greatest) (element|number|value) (in|of) {x}||the maximum of {x}", "find the (maximum|largest|biggest) (element|number|value) (in|of) {x}", "largest|maximum|my_max|biggest", ref=lambda x: sorted(x)[-1], **SOME)
e("min", "x:nums", "min({x})", "the (minimum|smallest|lowest) (element|number|value) (in|of) {x}||the minimum of {x}", "find the (minimum|smallest|lowest) (element|number|value) (in|of) {x}", "smallest|minimum|my_min|lowest", ref=lambda x: sorted(x)[0], **SOME)
e("len", "x:seq", "len({x})", "the (length|size) of {x}||the number of (elements|items) in {x}||how many (elements|items) {x} (has|contains)", "count the (elements|items|number of elements) (in|of) {x}", "length|n|size|count")
e("mean", "x:nums", "sum({x}) / len({x})", "the (mean|average) of {x}||the (mean|average) of (the|all) (numbers|values|elements) in {x}||the (mean|average) value of {x}", "average the (numbers|values) in {x}", "mean|average|avg", **SOME)
e("median", "x:nums", "statistics.median({x})", "the median of {x}||the median value of {x}", "", "median|med", imports="statistics", **SOME)
e("mode", "x:ints", "statistics.mode({x})", "the mode of {x}||the most (common|frequent) (number|value|element) (in|of) {x}", "", "mode|most_common", imports="statistics", when=lambda x: len(x) > 2 and Counter(x).most_common(1)[0][1] > 1, ref=lambda x: Counter(x).most_common(1)[0][0])
e("stdev", "x:nums", "statistics.stdev({x})", "the sample standard deviation of {x}", "", "sd|std|stdev", imports="statistics", when=lambda x: len(x) > 2)
e("pvar", "x:nums", "statistics.pvariance({x})", "the population variance of {x}", "", "variance|var", imports="statistics", when=lambda x: len(x) > 2)
e("sorted", "x:seq", "sorted({x})", "{x} (sorted|in sorted order|in ascending order|sorted in ascending order)||(the|a) sorted (copy|version) of {x}||the (elements|items) of {x} (sorted|in ascending order|in sorted order)", "sort {x}[ in (ascending|increasing) order]||(arrange|order) the (elements|items) of {x} in (ascending|increasing) order", "sorted_list|ordered|in_order|my_sorted")
e("sorted_desc", "x:seq", "sorted({x}, reverse=True)", "{x} (sorted in descending order|in descending order|sorted from largest to smallest)||the (elements|items) of {x} in (descending|decreasing) order", "sort {x} in (descending|decreasing|reverse) order", "descending|sorted_desc|sorted_list", ref=lambda x: sorted(x)[::-1])
e("sorted_len", "x:strs", "sorted({x}, key=len)", "{x} sorted by [the] length[ of the (words|strings)]||the (words|strings) in {x} (ordered|sorted) by length", "sort [the strings in] {x} by [their] length||sort {x} from the shortest to the longest (word|string)", "by_length|sorted_words")
e("sorted_abs", "x:ints", "sorted({x}, key=abs)", "{x} sorted by absolute value", "sort {x} by [the] absolute value[ of the numbers]", "by_abs|sorted_abs", when=lambda x: min(x, default=0) < 0)
e("sorted_last", "x:strs", "sorted({x}, key=lambda word: word[-1])", "{x} sorted by (the|their) last (letter|character)[ of each word]", "sort {x} by the last (letter|character)[ of (each|every) word]", "by_last|sorted_words", ref=lambda x: [w for _, _, w in sorted((w[-1], i, w) for i, w in enumerate(x))], when=lambda x: all(x))
e("sorted_ci", "x:strs", "sorted({x}, key=str.lower)", "{x} sorted alphabetically ignoring case", "sort {x} alphabetically (ignoring case|without regard to case)", "sorted_words|ordered")
e("sorted_mod", "x:ints", "sorted({x}, key=lambda n: n % {k})", "{x} sorted by the remainder (of division by|when divided by) {k}", "sort {x} by [the] remainder (modulo|when divided by) {k}", "by_remainder", params={"k": lambda rng, x: rng.randint(3, 9)})
e("reverse", "x:seq", "{x}[::-1]", "{x} (reversed|in reverse order|in reverse|backwards)||the (reverse|reversed version|reversed copy) of {x}||(a|the) reversed list of {x}", "reverse {x}||reverse the order of (the elements in|the items in) {x}||flip {x}", "reversed_list|rev|backwards", ref=lambda x: list(reversed(x)))
e("first", "x:seq", "{x}[0]", "the first (element|item|entry) (of|in) {x}", "(get|take) the first (element|item) (of|from) {x}", "first", **SOME)
e("last", "x:seq", "{x}[-1]", "the last (element|item|entry) (of|in) {x}", "(get|take) the last (element|item) (of|from) {x}", "last", **SOME)
e("ends", "x:seq", "[{x}[0], {x}[-1]]", "(the|a) list (of|with|containing) the first and [the] last (element|item) of {x}", "", "ends|first_last", **SOME)
e("ends_sum", "x:ints", "{x}[0] + {x}[-1]", "the sum of the first and [the] last (element|number|value) of {x}", "add the first and [the] last (element|number) of {x}", "total|ends_sum", **SOME)
e("nth", "x:seq", "{x}[{k}]", "the (element|item|value) (of {x} at (index|position) {k}|at index {k} of {x})||the (element|item) at index {k} in {x}", "(get|take|select) the (element|item) at (index|position) {k} (of|in|from) {x}", "item|element|value", params={"k": index})
e("second", "x:seq", "{x}[1]", "the second (element|item) (of|in) {x}", "", "second", when=lambda x: len(x) > 2)
e("second_last", "x:seq", "{x}[-2]", "the (second to last|second-last|next to last) (element|item) (of|in) {x}", "", "second_last", when=lambda x: len(x) > 2)
e("third", "x:seq", "{x}[2]", "the third (element|item) (of|in) {x}", "", "third", when=lambda x: len(x) > 3)
e("middle", "x:seq", "{x}[len({x}) // 2]", "the (middle element|element in the middle) of {x}", "", "middle|mid", when=lambda x: len(x) > 2)
e("take", "x:seq", "{x}[:{k}]", "the first {k} (elements|items|entries) (of|in) {x}", "(take|keep|get|select) [only] the first {k} (elements|items) (of|from) {x}", "first_few|head|top|subset", params={"k": inner})
e("take_last", "x:seq", "{x}[-{k}:]", "the last {k} (elements|items|entries) (of|in) {x}", "(take|keep|get|select) [only] the last {k} (elements|items) (of|from) {x}", "last_few|tail|subset", params={"k": inner})
e("drop", "x:seq", "{x}[{k}:]", "{x} without (its|the) first {k} (elements|items)", "(drop|skip|remove|discard) the first {k} (elements|items) (of|from) {x}", "rest|remaining", params={"k": inner})
e("drop_last", "x:seq", "{x}[:-{k}]", "{x} without (its|the) last {k} (elements|items)", "(drop|remove|cut off) the last {k} (elements|items) (of|from) {x}", "rest|trimmed", params={"k": inner})
e("trim_ends", "x:seq", "{x}[1:-1]", "{x} without (its|the) first and last (element|item)", "(remove|drop) the first and [the] last (element|item) (of|from) {x}", "inner|trimmed", when=lambda x: len(x) > 2)
e("slice", "x:seq", "{x}[{i}:{j}]", "the (slice|sublist|part) of {x} from index {i} (to|up to) {j}[ (exclusive|not included)]", "slice {x} from [index] {i} to {j}", "part|sublist|chunk", params={"i": lambda rng, x: rng.randint(1, 2), "j": lambda rng, x: rng.randint(3, len(x) - 1) if len(x) > 4 else None})
e("every_kth", "x:seq", "{x}[::{k}]", "every {k}th (element|item) of {x}[ starting (with|from) the first]", "(take|select|keep) every {k}th (element|item) (of|from) {x}", "skipped|every_kth", params={"k": lambda rng, x: rng.randint(4, 6) if len(x) > 6 else None})
e("every_second", "x:seq", "{x}[::2]", "every (second|other) (element|item) of {x}||the (elements|items) of {x} at even (indices|positions|indexes)", "(take|select|keep) every (second|other) (element|item) (of|from) {x}", "evens|every_second", **SOME)
e("odd_idx", "x:seq", "{x}[1::2]", "the (elements|items) of {x} at odd (indices|positions|indexes)", "(take|select) the (elements|items) at odd (indices|positions) (of|from) {x}", "odd_items|odds", **SOME)
e("half1", "x:seq", "{x}[:len({x}) // 2]", "the first half of {x}", "take the first half of {x}", "first_half|left", **SOME)
e("half2", "x:seq", "{x}[len({x}) // 2:]", "the second half of {x}", "take the second half of {x}", "second_half|right", **SOME)
e("concat", "x:ints y:ints", "{x} + {y}", "{x} and {y} (joined|concatenated|combined)[ into one list]||the concatenation of {x} and {y}||{x} followed by {y}||(a|one) list with all (elements|items) of {x} and {y}", "(concatenate|combine|join) {x} and {y}[ (in|into) (one|a single|a new) list]||append all (elements|items) of {y} to {x}", "combined|merged|all_items|joined", ref=lambda x, y: [*x, *y])
e("concat_s", "x:strs y:strs", "{x} + {y}", "{x} and {y} (joined|concatenated|combined)[ into one list]||the concatenation of {x} and {y}", "(concatenate|combine|join) {x} and {y}[ (in|into) (one|a single|a new) list]", "combined|merged|all_words", ref=lambda x, y: [*x, *y])
e("repeat", "x:seq", "{x} * {k}", "{x} repeated {k} times", "repeat {x} {k} times", "repeated", params={"k": lambda rng, x: rng.randint(2, 3)}, when=lambda x: len(x) < 5)
e("append", "x:ints", "{x} + [{k}]", "{x} with {k} (appended|added at the end)", "", "extended|new_list", params={"k": k110})
e("prepend", "x:ints", "[{k}] + {x}", "{x} with {k} (prepended|added at the (start|beginning|front))", "(put|insert) {k} (in front|at the start) of {x}[ as a new list]", "extended|new_list", params={"k": k110})
e("rotate", "x:seq", "{x}[{k}:] + {x}[:{k}]", "{x} rotated (left|to the left) by {k}[ (positions|places)]", "rotate {x} [to the] left by {k}[ (positions|places)]||move the first {k} (elements|items) of {x} to the end", "rotated", params={"k": inner})
e("rotate_r", "x:seq", "{x}[-{k}:] + {x}[:-{k}]", "{x} rotated (right|to the right) by {k}[ (positions|places)]", "rotate {x} [to the] right by {k}[ (positions|places)]", "rotated", params={"k": inner})
e("index", "x:seq", "{x}.index({v})", "the (index|position) of {v} in {x}", "find the (index|position) of {v} in {x}", "index|position|idx|pos", params={"v": member})
e("argmax", "x:nums", "{x}.index(max({x}))", "the (index|position) of the (largest|maximum|biggest) (element|value|number) (in|of) {x}", "find (where the maximum of {x} is|the index of the maximum of {x})", "index|max_index|pos", ref=lambda x: next(i for i, v in enumerate(x) if v == max(x)), **SOME)
e("argmin", "x:nums", "{x}.index(min({x}))", "the (index|position) of the (smallest|minimum|lowest) (element|value|number) (in|of) {x}", "find the index of the minimum of {x}", "index|min_index|pos", **SOME)
e("positions", "x:seq", "[i for i, v in enumerate({x}) if v == {v}]", "(all|the|a list of the) (indices|positions|indexes) of {v} in {x}", "find (all|the) (indices|positions|indexes) of {v} in {x}", "positions|indices", params={"v": member})
e("count", "x:seq", "{x}.count({v})", "the number of (times {v} (appears|occurs) in|occurrences of {v} in) {x}||how (often|many times) {v} (appears|occurs) in {x}", "count the occurrences of {v} in {x}", "count|n|times", params={"v": member}, ref=lambda x, v: sum(i == v for i in x))
e("unique", "x:seq", "list(dict.fromkeys({x}))", "{x} (without|with no) duplicates[ (in the original order|keeping the order|preserving order)]||the (unique|distinct) (elements|items|values) (of|in) {x}[ in (the|their) original order]", "(remove|drop|delete) [the] duplicates (from|in) {x}[ (while keeping|but keep|preserving) the order]||(remove|drop) (repeated|duplicate) (elements|items|values) from {x}", "unique|no_duplicates|deduped|distinct", ref=lambda x: [v for i, v in enumerate(x) if v not in x[:i]])
e("sorted_unique", "x:seq", "sorted(set({x}))", "(the|a) sorted list of the (unique|distinct|different) (elements|items|values) (of|in) {x}||the (unique|distinct) (elements|values) of {x}, (sorted|in ascending order)", "(get|find) the (unique|distinct) (values|elements|items) (of|in) {x} and sort them||(remove|drop) the duplicates from {x} and sort the (rest|result)", "unique|distinct|uniques")
e("to_set", "x:ints", "set({x})", "{x} (as|converted to) a set||the set of (values|elements|numbers) in {x}", "(convert|turn) {x} (to|into) a set||(make|create) a set from {x}", "unique_set|my_set|distinct")
e("n_unique", "x:seq", "len(set({x}))", "the number of (unique|distinct|different) (elements|items|values) (in|of) {x}||how many (different|distinct|unique) (values|elements) {x} (has|contains)", "count the (unique|distinct|different) (elements|values|items) (in|of) {x}", "n_unique|distinct_count", ref=lambda x: len(Counter(x)))
e("n_dups", "x:seq", "len({x}) - len(set({x}))", "how many (elements|items) {x} loses when duplicates are removed||the length of {x} minus the number of its distinct (elements|values)", "", "n_removed|extra")
e("counts", "x:seq", "dict(Counter({x}))", "(a|the) dictionary (with|of) the (counts|frequencies|number of occurrences) of the (elements|items|values) (in|of) {x}", "count how (often|many times) (each|every) (element|item|value) (occurs|appears) in {x}[ (using Counter|with a Counter)]", "counts|freq|frequencies|occurrences", imports="from collections import Counter")
e("counts_loop", "x:seq", "{v: {x}.count(v) for v in {x}}", "(a|the) dictionary (that maps|mapping) (each|every) (element|item|value) of {x} to (its count|how often it occurs|the number of times it appears)", "map (each|every) (element|item) of {x} to its count[ in a dictionary]", "counts|freq|frequency", ref=lambda x: dict(Counter(x)))
e("most_common", "x:strs", "Counter({x}).most_common(1)[0][0]", "the most (common|frequent) (element|word|item|string) (in|of) {x}", "find the most (common|frequent) (word|element|item) in {x}", "most_common|top", imports="from collections import Counter", when=lambda x: len(x) > 2 and Counter(x).most_common(1)[0][1] > 1)
e("cumsum", "x:ints", "list(accumulate({x}))", "the (cumulative|running) (sum|sums|total|totals) of {x}", "(compute|calculate) the (cumulative|running) sum of {x}[ as a list]", "running|cumulative|totals", imports="from itertools import accumulate", ref=lambda x: [sum(x[: i + 1]) for i in range(len(x))])
e("cumsum_c", "x:ints", "[sum({x}[:i + 1]) for i in range(len({x}))]", "(a|the) list (where|in which) (each|every) (element|entry) is the sum of all (elements|numbers) of {x} up to [and including] that (position|index)", "", "running|cumulative", ref=lambda x: list(accumulate(x)))
e("diffs", "x:ints", "[b - a for a, b in zip({x}, {x}[1:])]", "(the|a list of the) differences between (consecutive|neighbouring|adjacent|successive) (elements|numbers|values) (of|in) {x}", "subtract (each|every) (element|number) of {x} from the next one", "differences|diffs|deltas", ref=lambda x: [x[i + 1] - x[i] for i in range(len(x) - 1)], **SOME)
e("pair_sums", "x:ints", "[a + b for a, b in zip({x}, {x}[1:])]", "(the|a list of the) sums of (consecutive|neighbouring|adjacent) (elements|numbers) (of|in) {x}", "add (each|every) pair of (adjacent|neighbouring|consecutive) (elements|numbers) (in|of) {x}", "pair_sums|sums", ref=lambda x: [x[i + 1] + x[i] for i in range(len(x) - 1)], **SOME)
e("pairs_adj", "x:ints", "list(zip({x}, {x}[1:]))", "(the|a) list of (pairs|tuples) of (adjacent|neighbouring|consecutive) (elements|items) (of|in) {x}", "pair (each|every) (element|item) of {x} with the next one", "pairs|neighbours", ref=lambda x: [(x[i], x[i + 1]) for i in range(len(x) - 1)], **SOME)
e("max_gap", "x:ints", "max(abs(b - a) for a, b in zip({x}, {x}[1:]))", "the (largest|biggest) absolute difference between (adjacent|neighbouring|consecutive) (elements|numbers) of {x}", "", "gap|max_gap|largest_jump", **SOME)
e("dot", "x:ints y:ints", "sum(a * b for a, b in zip({x}, {y}))", "the (dot|inner) product of {x} and {y}||the sum of the (pairwise|elementwise) products of {x} and {y}", "multiply {x} and {y} (elementwise|element by element) and sum [up] the (products|results)", "dot|dot_product|product", when=lambda x, y: len(x) == len(y), ref=lambda x, y: sum(x[i] * y[i] for i in range(len(x))))
for name, sign, verb, noun in (("add", "+", "add", "sum"), ("sub", "-", "subtract", "difference"), ("mul", "*", "multiply", "product")):
    order = "{y} from {x}" if name == "sub" else "{x} and {y}"
    e(f"ew_{name}", "x:ints y:ints", f"[a {sign} b for a, b in zip({{x}}, {{y}})]", f"(the|a list of the) (elementwise|element-wise|pairwise) {noun}s of {{x}} and {{y}}", f"{verb} {order} (element by element|elementwise|element-wise)", f"{noun}s|result", when=lambda x, y: len(x) == len(y))
e("ew_max", "x:ints y:ints", "[max(a, b) for a, b in zip({x}, {y})]", "(the|a list of the) (elementwise|pairwise) (maxima|maximum|larger values) of {x} and {y}", "(take|keep) the larger (number|element|value) at (each|every) position of {x} and {y}", "larger|maxima", when=lambda x, y: len(x) == len(y))
e("zip", "x:strs y:ints", "list(zip({x}, {y}))", "(the|a) list of (pairs|tuples) (made from|of) {x} and {y}||the (elements|items) of {x} and {y} paired up", "(zip|pair|pair up) {x} (and|with) {y}[ (into|in) a list of tuples]||combine {x} and {y} into a list of (pairs|tuples)", "pairs|zipped|tuples", when=lambda x, y: len(x) == len(y), ref=lambda x, y: [(x[i], y[i]) for i in range(len(x))])
e("zipdict", "x:strs y:ints", "dict(zip({x}, {y}))", "(a|the) dictionary with {x} as keys and {y} as values||(a|the) dictionary (that maps|mapping) {x} to {y}", "(create|make|build) a dictionary (from {x} and {y}|with the elements of {x} as keys and the elements of {y} as values|with keys {x} and values {y})||map (each|every) (element|item|name) of {x} to the (corresponding|matching) (element|value) of {y}[ in a dictionary]", "mapping|lookup|table|d", when=lambda x, y: len(x) == len(y), ref=lambda x, y: {x[i]: y[i] for i in range(len(x))})
e("keep_in", "x:seq y:seq", "[v for v in {x} if v in {y}]", "(the|all) (elements|items) of {x} that are also in {y}", "keep [only] the (elements|items) of {x} that (also appear|are also) in {y}", "common|kept|in_both", function=False)
e("keep_notin", "x:seq y:seq", "[v for v in {x} if v not in {y}]", "(the|all) (elements|items) of {x} that are not in {y}", "remove (from {x} all elements of {y}|all elements of {y} from {x})", "rest|only_first|missing|difference", function=False)
e("union", "x:ints y:ints", "sorted(set({x}) | set({y}))", "(the|a) sorted list of (the|all) (elements|numbers) (that are in {x} or {y}|in {x} or {y}[ (or both|without duplicates)])", "(combine|merge) {x} and {y} without duplicates and sort the result", "union|all_items|combined", ref=lambda x, y: sorted(set(x + y)))
e("symdiff", "x:ints y:ints", "sorted(set({x}) ^ set({y}))", "(the|a) sorted list of (the|all) (elements|numbers) that are in exactly one of {x} and {y}", "", "exclusive|only_one|diff")
e("join", "x:strs", "{s}.join({x})", "the (elements|words|strings) of {x} (joined|separated) (by|with) {s}||a string of the (words|elements) in {x} (joined by|separated by) {s}", "join [the words in] {x} (with|using|by) {s}||(concatenate|combine) the (words|strings) (in|of) {x} (with|separated by) {s}", "joined|text|line|sentence", params={"s": lambda rng, x: rng.choice([" ", ", ", "-", "", " ", "_", "/", " and ", "|", " -> "])}, ref=lambda x, s: "".join(w if i == 0 else s + w for i, w in enumerate(x)))
e("join_nums", "x:ints", "\"\".join(str(n) for n in {x})", "(a|the) string with the (numbers|elements|digits) of {x} (joined|written one after another|concatenated)", "(join|concatenate) the (numbers|elements) (in|of) {x} (into|to) (a|one) string", "joined|digits|text", ref=lambda x: "".join(map(str, x)))
e("total_chars", "x:strs", "sum(len(word) for word in {x})", "the (total|combined) (number of characters in|length of) (all the words in|the words in|all strings in) {x}", "(add up|sum) the lengths of (all|the) (words|strings) in {x}", "total|total_length|n_chars", ref=lambda x: len("".join(x)))
e("longest", "x:strs", "max({x}, key=len)", "the longest (word|string|element|item) (in|of) {x}", "find the longest (word|string) (in|of) {x}", "longest|longest_word", **SOME)
e("shortest", "x:strs", "min({x}, key=len)", "the shortest (word|string|element|item) (in|of) {x}", "find the shortest (word|string) (in|of) {x}", "shortest|shortest_word", **SOME)
e("max_len", "x:strs", "max(len(word) for word in {x})", "the length of the longest (word|string) (in|of) {x}", "", "max_length|longest", ref=lambda x: len(max(x, key=len)), **SOME)
e("alpha_first", "x:strs", "min({x})", "the (word|string|element) (in|of) {x} that comes first (alphabetically|in alphabetical order)||the alphabetically first (word|string) (in|of) {x}", "", "first|earliest", **SOME)
e("second_largest", "x:nums", "sorted(set({x}))[-2]", "the second (largest|highest|biggest) [distinct] (number|value|element) (in|of) {x}", "find the second (largest|biggest) (number|value|element) (in|of) {x}", "second|runner_up|second_largest", when=lambda x: len(set(x)) > 2, ref=lambda x: max(v for v in x if v != max(x)))
e("kth_largest", "x:nums", "sorted({x}, reverse=True)[{k} - 1]", "the {k}th largest (number|value|element) (in|of) {x}", "", "kth|kth_largest", params={"k": lambda rng, x: rng.randint(4, len(x)) if len(x) > 4 else None}, ref=lambda x, k: sorted(x)[-k])
e("top_k", "x:nums", "sorted({x}, reverse=True)[:{k}]", "the {k} (largest|highest|biggest) (numbers|values|elements) (in|of) {x}[ in descending order]", "(find|get|select) the {k} (largest|biggest|highest) (numbers|values|elements) (in|of) {x}", "top|largest|top_k", params={"k": lambda rng, x: rng.randint(2, len(x) - 1) if len(x) > 3 else None})
e("bottom_k", "x:nums", "sorted({x})[:{k}]", "the {k} (smallest|lowest) (numbers|values|elements) (in|of) {x}", "(find|get|select) the {k} (smallest|lowest) (numbers|values|elements) (in|of) {x}", "smallest|bottom|lowest", params={"k": lambda rng, x: rng.randint(2, len(x) - 1) if len(x) > 3 else None})
e("sum_top_k", "x:ints", "sum(sorted({x})[-{k}:])", "the sum of the {k} (largest|highest) (numbers|values|elements) (in|of) {x}", "", "total|top_sum", params={"k": lambda rng, x: rng.randint(2, len(x) - 1) if len(x) > 3 else None}, ref=lambda x, k: sum(sorted(x, reverse=True)[:k]))
e("prod_top2", "x:ints", "sorted({x})[-1] * sorted({x})[-2]", "the product of the two (largest|biggest) (numbers|elements) (in|of) {x}", "multiply the two (largest|biggest) (numbers|elements) (in|of) {x}", "product", when=lambda x: len(x) > 2)
e("above_mean", "x:nums", "[n for n in {x} if n > sum({x}) / len({x})]", "(the|all) (numbers|values|elements) (in|of) {x} [that are] (above|greater than|larger than) (the|their) (average|mean)", "keep [only] the (numbers|values) (in|of) {x} that are (above|greater than) the (mean|average)", "above|above_average|high", ref=lambda x: [n for n in x if n * len(x) > sum(x)], when=lambda x: len(x) > 2 and all(isinstance(v, int) for v in x))
e("n_below_mean", "x:ints", "sum(n < sum({x}) / len({x}) for n in {x})", "the number of (elements|values|numbers) (in|of) {x} (below|smaller than|less than) the (average|mean)", "count the (values|numbers) in {x} that are below the (average|mean)", "below|n_below|count", when=lambda x: len(x) > 2)
e("centered", "x:ints", "[n - sum({x}) / len({x}) for n in {x}]", "{x} with the mean subtracted from (each|every) (element|number|value)", "subtract the mean of {x} from (each|every) (of its elements|element)", "centered", when=lambda x: len(x) in (2, 4, 5, 8))
e("shares", "x:ints", "[n / sum({x}) for n in {x}]", "each (element|number|value) of {x} divided by the (sum|total)||the (share|fraction) of the total for each (element|value) of {x}", "divide (each|every) (element|number|value) of {x} by (their sum|the total|the sum of the list)", "shares|fractions|proportions", when=lambda x: sum(x) > 0 and len(x) > 1)
e("chunks", "x:seq", "[{x}[i:i + {k}] for i in range(0, len({x}), {k})]", "{x} (split|divided|cut) into (chunks|sublists|groups|parts) of (length|size) {k}", "(split|divide|cut|break) {x} into (chunks|sublists|groups) of [(size|length)] {k}", "chunks|groups|parts", params={"k": k25}, when=lambda x: len(x) > 4)
e("windows", "x:ints", "[{x}[i:i + {k}] for i in range(len({x}) - {k} + 1)]", "(all|the) (windows|sublists|contiguous sublists) of (length|size) {k} (in|of) {x}", "", "windows|sublists", params={"k": lambda rng, x: rng.randint(2, 3)}, when=lambda x: len(x) > 4, ref=lambda x, k: [x[i : i + k] for i in range(len(x)) if i + k <= len(x)])
e("moving_avg", "x:ints", "[sum({x}[i:i + {k}]) / {k} for i in range(len({x}) - {k} + 1)]", "the moving averages of {x} (with window size|over a window of|with a window of) {k}", "", "moving|moving_avg|averages", params={"k": lambda rng, x: rng.choice([2, 4])}, when=lambda x: len(x) > 4)
e("remove_value", "x:seq", "[v for v in {x} if v != {v}]", "{x} without {v}||(the|all) (elements|items) (of|in) {x} (other than|that are not|except) {v}", "(remove|delete|drop) (all|every|all occurrences of|every occurrence of) {v} (from|in) {x}", "filtered|cleaned|rest|without", params={"v": member}, ref=lambda x, v: list(filter(lambda i: i != v, x)))
e("replace_value", "x:ints", "[{b} if v == {a} else v for v in {x}]", "{x} with (every|each|all) {a} replaced (by|with) {b}", "replace (every|each|all occurrences of) {a} (in|of) {x} (with|by) {b}", "replaced|changed", params={"a": member, "b": lambda rng, x: rng.choice([0, 1, -1, 100])})
e("insert_at", "x:ints", "{x}[:{k}] + [{v}] + {x}[{k}:]", "{x} with {v} inserted at (index|position) {k}", "", "inserted|new_list", params={"k": inner, "v": k110})
e("remove_at", "x:seq", "{x}[:{k}] + {x}[{k} + 1:]", "{x} without the (element|item) at (index|position) {k}", "", "shorter|rest", params={"k": inner}, ref=lambda x, k: [v for i, v in enumerate(x) if i != k])
e("enumerate", "x:strs", "list(enumerate({x}))", "(the|a) list of index and value (pairs|tuples) (for|of) {x}", "number the (elements|items) of {x} from 0[ as a list of tuples]||enumerate {x}[ as a list of tuples]", "numbered|indexed", ref=lambda x: [(i, x[i]) for i in range(len(x))])
e("idx_dict", "x:strs", "{word: i for i, word in enumerate({x})}", "(a|the) dictionary (that maps|mapping) (each|every) (word|element|item) of {x} to its (index|position)", "map (each|every) (word|element) of {x} to its (index|position)[ in a dictionary]", "index|positions|lookup", when=lambda x: len(set(x)) == len(x))
e("len_dict", "x:strs", "{word: len(word) for word in {x}}", "(a|the) dictionary (that maps|mapping) (each|every) (word|element|string) of {x} to its length", "map (each|every) (word|string) (in|of) {x} to its length[ in a dictionary]||(create|build|make) a dictionary with the words (in|of) {x} as keys and their lengths as values", "lengths|word_lengths|mapping", ref=lambda x: dict(zip(x, map(len, x), strict=True)))
e("sq_dict", "x:ints", "{n: n ** 2 for n in {x}}", "(a|the) dictionary (that maps|mapping) (each|every) (number|element) of {x} to its square", "map (each|every) number in {x} to its square[ in a dictionary]", "squares|mapping", ref=lambda x: {n: n * n for n in x})
e("group_len", "x:strs", "{n: [word for word in {x} if len(word) == n] for n in sorted({len(word) for word in {x}})}", "(a|the) dictionary (that groups|grouping) the (words|strings) (in|of) {x} by [their] length", "group the (words|strings) (in|of) {x} by [their] length[ (in|into) a dictionary]", "groups|by_length", function=False)
e("group_first", "x:strs", "{ch: [word for word in {x} if word[0] == ch] for ch in sorted({word[0] for word in {x}})}", "(a|the) dictionary (that groups|grouping) the (words|strings) (in|of) {x} by [their] first letter", "group the (words|strings) (in|of) {x} by [their] first letter[ (in|into) a dictionary]", "groups|by_letter", when=lambda x: bool(x) and all(x), function=False)
e("max_and_min", "x:nums", "(max({x}), min({x}))", "(a|the) tuple (with|of|containing) the (maximum and minimum|largest and smallest (value|number)) of {x}", "", "extremes|bounds")
e("min_and_max", "x:nums", "[min({x}), max({x})]", "(a|the) list (with|of|containing) the (minimum and maximum|smallest and [the] largest (value|number)) of {x}", "", "extremes|bounds")
e("is_between", "x:ints", "sum({i} <= n <= {j} for n in {x})", "the number of (values|elements|numbers) (in|of) {x} between {i} and {j}[ (inclusive|both included)]", "", "count|n_between", params={"i": lambda rng, x: rng.randint(0, 5), "j": lambda rng, x: rng.randint(8, 30)})
e("halves_diff", "x:ints", "sum({x}[:len({x}) // 2]) - sum({x}[len({x}) // 2:])", "the sum of the first half of {x} minus the sum of the second half", "subtract the sum of the second half of {x} from the sum of the first half", "difference|balance", when=lambda x: len(x) > 3)
e("alt_sum", "x:ints", "sum({x}[::2]) - sum({x}[1::2])", "the sum of the (elements|numbers) at even (indices|positions) of {x} minus the sum of those at odd (indices|positions)", "", "difference|alternating", when=lambda x: len(x) > 2)
e("sum_even_idx", "x:ints", "sum({x}[::2])", "the sum of the (elements|numbers) (of|in) {x} at even (indices|positions)", "add the (elements|numbers) at even (indices|positions) (of|in) {x}", "total|even_sum", when=lambda x: len(x) > 2)
e("sum_sq", "x:ints", "sum(n ** 2 for n in {x})", "the sum of [the] squares of {x}||the sum of the squared (elements|numbers|values) (of|in) {x}", "sum the squares of (the|all) (numbers|elements) in {x}", "total|sum_sq|sum_of_squares", ref=lambda x: sum(n * n for n in x))
e("norm", "x:nums", "math.sqrt(sum(n ** 2 for n in {x}))", "the (Euclidean|L2) norm of {x}||the square root of the sum of [the] squares of {x}", "", "norm|length", imports="math")
e("euclid", "x:ints y:ints", "math.dist({x}, {y})", "the [Euclidean] distance between [the points] {x} and {y}", "", "distance|dist|d", imports="math", when=lambda x, y: len(x) == len(y), ref=lambda x, y: sum((a - b) ** 2 for a, b in zip(x, y, strict=True)) ** 0.5)
e("manhattan", "x:ints y:ints", "sum(abs(a - b) for a, b in zip({x}, {y}))", "the Manhattan distance between {x} and {y}||the sum of the absolute differences (of|between) {x} and {y}", "", "distance|dist", when=lambda x, y: len(x) == len(y))
e("mse", "x:ints y:ints", "sum((a - b) ** 2 for a, b in zip({x}, {y})) / len({x})", "the mean squared (error|difference) (between|of) {x} and {y}", "", "mse|error", when=lambda x, y: len(x) == len(y))
e("combos", "x:seq", "list(combinations({x}, 2))", "all (pairs|combinations of two elements) (from|of) {x}||(a|the) list of all pairs of (elements|items) (of|from) {x}", "list all (pairs|combinations of 2 elements) (of|from) {x}", "pairs|combos", imports="from itertools import combinations", when=lambda x: 2 < len(x) < 6, ref=lambda x: [(x[i], x[j]) for i in range(len(x)) for j in range(i + 1, len(x))])
e("perms", "x:seq", "len(list(permutations({x})))", "the number of permutations of {x}", "", "n_perms", imports="from itertools import permutations", when=lambda x: 2 < len(x) < 6)
e("pad", "x:ints", "{x} + [0] * ({k} - len({x}))", "{x} (padded|filled up) with zeros (to|up to) length {k}", "pad {x} with zeros to length {k}", "padded", params={"k": lambda rng, x: len(x) + rng.randint(1, 4)})
e("clip", "x:ints", "[min(max(n, {i}), {j}) for n in {x}]", "{x} with (all|the) values (clipped|limited) to [the range] {i} to {j}", "(clip|limit) (the|all) (values|numbers) (in|of) {x} to (between {i} and {j}|the range from {i} to {j})", "clipped|limited", params={"i": lambda rng, x: rng.randint(0, 4), "j": lambda rng, x: rng.randint(6, 20)}, ref=lambda x, i, j: [sorted([i, n, j])[1] for n in x])
c("empty", "x:seq", "not {x}", "{x} is empty", ref=lambda x: len(x) == 0)
c("contains", "x:seq", "{v} in {x}", "{v} is in {x}||{x} (contains|includes) {v}", params={"v": maybe_member}, ref=lambda x, v: x.count(v) > 0)
c("is_sorted", "x:seq", "{x} == sorted({x})", "{x} is sorted[ in ascending order]||{x} is in ascending order", ref=lambda x: all(a <= b for a, b in zip(x, x[1:], strict=False)))
c("has_dups", "x:seq", "len(set({x})) < len({x})", "{x} (contains|has) [any] (duplicates|duplicate elements|repeated elements)", ref=lambda x: max(Counter(x).values(), default=0) > 1)
c("all_diff", "x:seq", "len(set({x})) == len({x})", "all (elements|items|values) (of|in) {x} are (unique|different|distinct)")
c("palin", "x:seq", "{x} == {x}[::-1]", "{x} is a palindrome||{x} is the same (forwards and backwards|when reversed)")
c("all_same", "x:seq", "len(set({x})) == 1", "all (elements|items|values) (of|in) {x} are (equal|the same|identical)")
c("increasing", "x:ints", "all(a < b for a, b in zip({x}, {x}[1:]))", "{x} is strictly increasing||each (element|number) of {x} is (greater|larger) than the one before", ref=lambda x: x == sorted(set(x)))
c("same_ends", "x:seq", "{x}[0] == {x}[-1]", "the first and [the] last (element|item) of {x} are (equal|the same)", **SOME)
c("len_gt", "x:seq", "len({x}) > {k}", "{x} has more than {k} (elements|items)||the length of {x} is greater than {k}", params={"k": k25})
c("sum_gt", "x:ints", "sum({x}) > {k}", "the sum of {x} is (greater|larger|more) than {k}", params={"k": lambda rng, x: max(0, sum(x) + rng.randint(-10, 10))})
c("same_elems", "x:ints y:ints", "sorted({x}) == sorted({y})", "{x} and {y} (contain|have) the same (elements|numbers)[ in any order]", ref=lambda x, y: Counter(x) == Counter(y))
c("share", "x:ints y:ints", "bool(set({x}) & set({y}))", "{x} and {y} have (any|at least one) (elements|values) in common", ref=lambda x, y: any(v in y for v in x))
c("subset", "x:ints y:ints", "set({x}) <= set({y})", "all (elements|numbers) of {x} are [also] in {y}", ref=lambda x, y: all(v in y for v in x))
c("sum_cmp", "x:ints y:ints", "sum({x}) > sum({y})", "the sum of {x} is (greater|larger) than the sum of {y}")

M = Family("matrix")
m = M.e
m("rows", "x:matrix", "len({x})", "the number of rows (of|in) {x}", "count the rows (of|in) {x}", "rows|n_rows")
m("cols", "x:matrix", "len({x}[0])", "the number of columns (of|in) {x}", "count the columns (of|in) {x}", "cols|n_cols")
m("row", "x:matrix", "{x}[{k}]", "the row of {x} at index {k}", "(get|take|select) the row at index {k} (of|from) {x}", "row", params={"k": index})
m("last_row", "x:matrix", "{x}[-1]", "the last row (of|in) {x}", "", "last_row|row")
m("first_row", "x:matrix", "{x}[0]", "the first row (of|in) {x}", "", "first_row|row")
m("col", "x:matrix", "[row[{k}] for row in {x}]", "the column (of {x} at index {k}|{k} of {x})[ as a list]", "(get|extract|take) (column {k}|the column at index {k}) (of|from) {x}", "column|col", params={"k": lambda rng, x: rng.randrange(len(x[0]))})
m("first_col", "x:matrix", "[row[0] for row in {x}]", "the first column (of|in) {x}", "(get|extract|take) the first column (of|from) {x}", "first_col|column")
m("elem", "x:matrix", "{x}[{i}][{j}]", "the element (of {x} in row {i} and column {j}|at row {i} and column {j} of {x})||the (value|entry) in row {i} and column {j} of {x}", "", "element|entry|cell", params={"i": index, "j": lambda rng, x: rng.randrange(len(x[0]))})
m("flat", "x:matrix", "[v for row in {x} for v in row]", "{x} flattened[ (into|to) (one|a single) list]||(all|the) (elements|numbers) of {x} in one [flat] list", "flatten {x}[ (into|to) (one|a single|a flat) list]", "flat|flattened|values", ref=lambda x: sum(x, []))
m("total", "x:matrix", "sum(sum(row) for row in {x})", "the sum of all (elements|numbers|entries) (in|of) {x}", "add (up|together) all (elements|numbers) (in|of) {x}", "total|grand_total")
m("row_sums", "x:matrix", "[sum(row) for row in {x}]", "(the|a list of the) (sum of each row|row sums|sums of the rows) (of|in) {x}", "(sum|add up) (each|every) row of {x}", "row_sums|sums", ref=lambda x: list(map(sum, x)))
m("col_sums", "x:matrix", "[sum(col) for col in zip(*{x})]", "(the|a list of the) (sum of each column|column sums|sums of the columns) (of|in) {x}", "(sum|add up) (each|every) column of {x}", "col_sums|column_sums|sums", ref=lambda x: [sum(r[j] for r in x) for j in range(len(x[0]))])
m("row_max", "x:matrix", "[max(row) for row in {x}]", "(the|a list of the) (maximum|largest (number|value)) (of|in) each row (of|in) {x}", "", "row_max|maxima")
m("col_max", "x:matrix", "[max(col) for col in zip(*{x})]", "(the|a list of the) (maximum|largest (number|value)) (of|in) each column (of|in) {x}", "", "col_max|maxima")
m("row_mean", "x:matrix", "[sum(row) / len(row) for row in {x}]", "(the|a list of the) (mean|average) of each row (of|in) {x}", "", "row_means|averages")
m("transpose", "x:matrix", "[list(col) for col in zip(*{x})]", "the transpose of {x}||{x} transposed||{x} with rows and columns swapped", "transpose {x}||swap the rows and columns of {x}", "transposed|t", ref=lambda x: [[r[j] for r in x] for j in range(len(x[0]))])
m("anti", "x:matrix", "[{x}[i][-1 - i] for i in range(len({x}))]", "the (anti-diagonal|antidiagonal|secondary diagonal) of {x}", "", "anti|anti_diagonal", when=lambda x: len(x) == len(x[0]))
m("max", "x:matrix", "max(max(row) for row in {x})", "the (largest|biggest|maximum) (element|number|value) (of|in) {x}", "", "largest|maximum", ref=lambda x: max(sum(x, [])))
m("scale", "x:matrix", "[[v * {k} for v in row] for row in {x}]", "{x} multiplied by {k}||{x} with (each|every) (element|entry) multiplied by {k}", "multiply (each|every) (element|entry) (of|in) {x} by {k}", "scaled|product", params={"k": k25})
m("best_row", "x:matrix", "max({x}, key=sum)", "the row (of|in) {x} with the (largest|highest) sum", "find the row (of|in) {x} with the (largest|highest) sum", "best_row|row", when=lambda x: len({sum(r) for r in x}) == len(x))
m("sort_rows", "x:matrix", "[sorted(row) for row in {x}]", "{x} with (each|every) row sorted", "sort (each|every) row (of|in) {x}", "sorted_rows")
m("rev_rows", "x:matrix", "[row[::-1] for row in {x}]", "{x} with (each|every) row reversed||{x} mirrored (horizontally|left to right)", "reverse (each|every) row (of|in) {x}", "mirrored|flipped")
m("add", "x:matrix y:matrix", "[[a + b for a, b in zip(r, s)] for r, s in zip({x}, {y})]", "the [elementwise] sum of {x} and {y}", "add {x} and {y} (elementwise|element by element)", "matrix_sum|total", when=lambda x, y: len(x) == len(y) and len(x[0]) == len(y[0]), function=False)
m("rot90", "x:matrix", "[list(col) for col in zip(*{x}[::-1])]", "{x} rotated (clockwise by 90 degrees|by 90 degrees clockwise)", "rotate {x} (clockwise by 90 degrees|90 degrees clockwise)", "rotated")
m("count_k", "x:matrix", "sum(row.count({k}) for row in {x})", "(how many times|how often) {k} (appears|occurs) in {x}", "count how often {k} (appears|occurs) in {x}", "count", params={"k": lambda rng, x: rng.choice(rng.choice(x))})
