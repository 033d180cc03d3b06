"""Operations on dictionaries, lists of pairs, and lists of records."""

# ruff: noqa: E501, C416, SIM401
from __future__ import annotations

# fmt: off
from training.multiturn.ops import Family

F = Family("dict")
e, c = F.e, F.c


def key(rng, x):
    return rng.choice(list(x)) if x else None


def limit(rng, x):
    vs = list(x.values())
    return rng.choice(vs) if rng.random() < 0.5 else rng.randint(min(vs), max(vs))


e("keys", "x:anydict", "list({x})", "(the|a) list of [the] keys (of|in) {x}||the keys of {x}[ as a list]", "(get|list|collect) the keys of {x}[ (in|as) a list]", "keys|names", ref=lambda x: [k for k in x])
e("values", "x:dict", "list({x}.values())", "(the|a) list of [the] values (of|in) {x}||the values of {x}[ as a list]", "(get|list|collect) the values of {x}[ (in|as) a list]", "values|vals", ref=lambda x: [x[k] for k in x])
e("items", "x:dict", "list({x}.items())", "(the|a) list of key-value (pairs|tuples) (of|in) {x}", "(convert|turn) {x} (to|into) a list of tuples", "items|pairs", ref=lambda x: [(k, x[k]) for k in x])
e("get", "x:anydict", "{x}[{k}]", "the value (of|for) [the key] {k} in {x}||the value stored under {k} in {x}", "(look up|get) {k} in {x}||get the value for [the key] {k} from {x}", "value|entry|found", params={"k": key})
e("get_default", "x:dict", "{x}.get({k}, 0)", "the value (of|for) {k} in {x}, or 0 if it is (missing|not there)", "look up {k} in {x} with a default of 0", "value|amount", params={"k": lambda rng, x: rng.choice([*x, "unknown", "other"])}, ref=lambda x, k: x[k] if k in x else 0)
e("len", "x:anydict", "len({x})", "the number of (keys|entries|items) (in|of) {x}", "count the (entries|keys|items) (in|of) {x}", "n|size|n_items")
e("sum", "x:dict", "sum({x}.values())", "the (sum|total) of (the|all) values (in|of) {x}", "(sum|add up|add) (the|all) values (in|of) {x}", "total|sum_values", ref=lambda x: sum(x[k] for k in x))
e("mean", "x:dict", "sum({x}.values()) / len({x})", "the (average|mean) of (the|all) values (in|of) {x}||the (average|mean) value in {x}", "average the values (in|of) {x}", "average|mean")
e("max", "x:dict", "max({x}.values())", "the (largest|highest|maximum) value (in|of) {x}", "", "highest|maximum", ref=lambda x: sorted(x.values())[-1])
e("min", "x:dict", "min({x}.values())", "the (smallest|lowest|minimum) value (in|of) {x}", "", "lowest|minimum")
e("argmax", "x:dict", "max({x}, key={x}.get)", "the key (with|that has) the (largest|highest|maximum|biggest) value (in|of) {x}", "find the key with the (largest|highest|maximum) value in {x}", "best|winner|top|best_key", ref=lambda x: next(k for k in x if x[k] == max(x.values())))
e("argmin", "x:dict", "min({x}, key={x}.get)", "the key (with|that has) the (smallest|lowest|minimum) value (in|of) {x}", "find the key with the (smallest|lowest) value in {x}", "worst|lowest_key|cheapest", ref=lambda x: next(k for k in x if x[k] == min(x.values())))
e("sort_values", "x:dict", "dict(sorted({x}.items(), key=lambda item: item[1]))", "{x} sorted by value||(a|the) dictionary with the items of {x} sorted by value[ in ascending order]", "sort {x} by [its] values[ in ascending order]", "by_value|sorted_dict|ranked", ref=lambda x: {k: x[k] for k in sorted(x, key=lambda k: x[k])})
e("sort_desc", "x:dict", "dict(sorted({x}.items(), key=lambda item: item[1], reverse=True))", "{x} sorted by value in descending order", "sort {x} by [its] values (in descending order|from high to low)", "ranked|by_value")
e("sort_keys", "x:dict", "dict(sorted({x}.items()))", "{x} sorted by key||(a|the) dictionary with the items of {x} sorted by key", "sort {x} by [its] keys[ alphabetically]", "by_key|sorted_dict", ref=lambda x: {k: x[k] for k in sorted(x)})
e("sorted_keys", "x:dict", "sorted({x})", "(the|a) sorted list of the keys (of|in) {x}", "sort the keys of {x}[ alphabetically]", "sorted_keys|names")
e("keys_by_value", "x:dict", "sorted({x}, key={x}.get, reverse=True)", "(the|a list of the) keys of {x} sorted by their values in descending order", "(rank|order) the keys of {x} by value from high to low", "ranking|ranked")
e("top2", "x:dict", "sorted({x}, key={x}.get, reverse=True)[:2]", "the (two|2) keys (with|that have) the (largest|highest) values (in|of) {x}", "", "top|top_two", when=lambda x: len(x) > 2)
for name, sign, words in (("gt", ">", "(greater than|above|larger than|more than|over)"), ("lt", "<", "(less than|below|smaller than|under)"), ("ge", ">=", "(of at least|greater than or equal to)")):
    fn = {">": lambda a, b: a > b, "<": lambda a, b: a < b, ">=": lambda a, b: a >= b}[sign]
    e(f"filter_{name}", "x:dict", f"{{k: v for k, v in {{x}}.items() if v {sign} {{t}}}}".replace("{k: v", "{k: v").replace("{t}}", "{t}}"), f"(a|the) dictionary with (only the|the) (items|entries) of {{x}} (with a value|whose value is) {words} {{t}}".replace("(with a value|whose value is)", "with a value" if name == "ge" else "(with a value|whose value is)"), f"(keep|select) only the (items|entries) (of|in) {{x}} with a value {words} {{t}}", "filtered|selected|kept", params={"t": limit}, ref=lambda x, t, fn=fn: {k: x[k] for k in x if fn(x[k], t)})
    e(f"keys_{name}", "x:dict", f"[k for k, v in {{x}}.items() if v {sign} {{t}}]", f"(the|a list of the|all) keys (of|in) {{x}} with a value {words} {{t}}", f"(find|list|collect) (the|all) keys (of|in) {{x}} (with|that have) a value {words} {{t}}", "names|keys|selected", params={"t": limit}, ref=lambda x, t, fn=fn: [k for k in x if fn(x[k], t)])
    e(f"count_{name}", "x:dict", f"sum(v {sign} {{t}} for v in {{x}}.values())", f"the number of (entries|values|items) (in|of) {{x}} {words} {{t}}".replace("(entries|values|items)", "values"), f"count the values (in|of) {{x}} {words} {{t}}", "count|n", params={"t": limit}, ref=lambda x, t, fn=fn: len([k for k in x if fn(x[k], t)]))
e("double", "x:dict", "{k: v * {m} for k, v in {x}.items()}", "{x} with all values multiplied by {m}", "multiply (every|each) value (of|in) {x} by {m}", "scaled|updated", params={"m": lambda rng, x: rng.randint(2, 10)}, ref=lambda x, m: {k: x[k] * m for k in x})
e("plus", "x:dict", "{k: v + {m} for k, v in {x}.items()}", "{x} with (all|the) values increased by {m}", "(add {m} to (every|each) value (of|in) {x}|increase (every|each) value (of|in) {x} by {m})", "raised|updated", params={"m": lambda rng, x: rng.randint(1, 20)})
e("upper_keys", "x:dict", "{k.upper(): v for k, v in {x}.items()}", "{x} with (the|all) keys in uppercase", "(uppercase|convert to uppercase) (the|all) keys (of|in) {x}", "upper|renamed")
e("lower_keys", "x:dict", "{k.lower(): v for k, v in {x}.items()}", "{x} with (the|all) keys in lowercase", "lowercase (the|all) keys (of|in) {x}", "lower|renamed")
e("invert", "x:dicts", "{v: k for k, v in {x}.items()}", "{x} with keys and values swapped||the inverse of {x}", "(swap|exchange) the keys and values of {x}||invert {x}", "inverted|swapped", ref=lambda x: dict(zip(x.values(), x, strict=True)))
e("long_keys", "x:anydict", "[k for k in {x} if len(k) > {m}]", "(the|all|a list of the) keys (of|in) {x} (longer than|with more than) {m} (letters|characters)", "", "long_keys|names", params={"m": lambda rng, x: rng.randint(3, 6)})
e("lines", "x:dict", "[f\"{k}: {v}\" for k, v in {x}.items()]", "a list of strings 'key: value' for (each|every) (item|entry) (of|in) {x}", "format (each|every) (item|entry) of {x} as 'key: value'[ in a list]", "lines|rows", ref=lambda x: [k + ": " + str(x[k]) for k in x])
e("share", "x:dict", "{k: round(v / sum({x}.values()), 2) for k, v in {x}.items()}", "(a|the) dictionary with (each|every) value of {x} divided by the (sum|total) of the values, rounded to 2 decimals", "", "shares|fractions")
e("merge", "x:dict y:dict", "{**{x}, **{y}}", "{x} and {y} merged[ into one dictionary]||(a|the) dictionary with the (items|entries) of {x} and {y}", "(merge|combine) {x} and {y}[ into one dictionary]", "merged|combined", function=False)
e("copy_without", "x:dict", "{k: v for k, v in {x}.items() if k != {a}}", "{x} without (the key|the entry for) {a}", "", "rest|reduced", params={"a": key})
e("max_len_key", "x:anydict", "max({x}, key=len)", "the longest key (of|in) {x}", "", "longest|longest_key")
e("keys_by_letter", "x:anydict", "[k for k in {x} if k.startswith({a})]", "(the|all) keys (of|in) {x} that start with {a}", "", "matches|keys", params={"a": lambda rng, x: rng.choice(list(x))[0]})
e("joined", "x:anydict", "\", \".join({x})", "(a|the) string with the keys of {x} (joined|separated) by ', '", "join the keys of {x} with ', '", "text|joined")
c("has", "x:anydict", "{k} in {x}", "{k} is a key (of|in) {x}||{x} (has|contains) the key {k}", params={"k": lambda rng, x: rng.choice([*x, "unknown", "apple"])}, ref=lambda x, k: any(k == i for i in x))
c("has_value", "x:dict", "{v} in {x}.values()", "any (key|entry) (of|in) {x} has the value {v}||{v} is one of the values (of|in) {x}", params={"v": lambda rng, x: rng.choice([*x.values(), 5])})
c("all_over", "x:dict", "all(v > {t} for v in {x}.values())", "all values (of|in) {x} are (greater|larger|more) than {t}", params={"t": lambda rng, x: rng.randint(0, 40)})
c("any_over", "x:dict", "any(v > {t} for v in {x}.values())", "any value (of|in) {x} is (greater|larger|more) than {t}", params={"t": lambda rng, x: rng.randint(5, 900)})
e("l_sum", "x:dictl", "{k: sum(v) for k, v in {x}.items()}", "(a|the) dictionary with the (sum|total) of (each|every) list (of|in) {x}||the (sum|total) for each key of {x}", "(sum|add up) the list of (each|every) key (of|in) {x}", "totals|sums", ref=lambda x: {k: sum(x[k]) for k in x})
e("l_mean", "x:dictl", "{k: sum(v) / len(v) for k, v in {x}.items()}", "(a|the) dictionary with the (average|mean) of (each|every) list (of|in) {x}||the (average|mean) for each key of {x}", "average the (list|values) of (each|every) key (of|in) {x}", "averages|means")
e("l_len", "x:dictl", "{k: len(v) for k, v in {x}.items()}", "(a|the) dictionary with the (number of values|length of the list) (for|of) each key (of|in) {x}", "", "lengths|counts")
e("l_best", "x:dictl", "max({x}, key=lambda k: sum({x}[k]))", "the key (of|in) {x} whose list has the largest sum", "", "best|top")
e("l_all", "x:dictl", "[n for v in {x}.values() for n in v]", "(all|the) numbers (of|in) (all|the) lists of {x} in one list", "collect (all|the) numbers from the lists (of|in) {x} in one list", "numbers|flat")
P = Family("pairs")
p = P.e
p("sort2", "x:pairs", "sorted({x}, key=lambda pair: pair[1])", "{x} sorted by the second (element|item)[ of each (tuple|pair)]", "sort {x} by the second (element|item)[ of (each|every) (tuple|pair)]", "by_second|ordered", ref=lambda x: [x[i] for i in sorted(range(len(x)), key=lambda i: x[i][1])])
p("sort2d", "x:pairs", "sorted({x}, key=lambda pair: pair[1], reverse=True)", "{x} sorted by the second (element|item) in descending order", "sort {x} by the second (element|item) in descending order", "ranked|ordered")
p("sort1", "x:pairs", "sorted({x})", "{x} sorted by the first (element|item)", "sort {x} by the first (element|item)", "ordered|sorted_pairs", when=lambda x: len({a for a, _ in x}) == len(x))
p("firsts", "x:pairs", "[a for a, b in {x}]", "(the|a list of the) first (elements|items) of (the|all) (tuples|pairs) in {x}", "(take|collect|extract) the first (element|item) of (each|every) (tuple|pair) in {x}", "names|firsts")
p("seconds", "x:pairs", "[b for a, b in {x}]", "(the|a list of the) second (elements|items) of (the|all) (tuples|pairs) in {x}", "(take|collect|extract) the second (element|item) of (each|every) (tuple|pair) in {x}", "values|seconds")
p("dict", "x:pairs", "dict({x})", "{x} (as|converted to) a dictionary", "(convert|turn) {x} (to|into) a dictionary||(make|create|build) a dictionary from {x}", "mapping|lookup|d", ref=lambda x: {a: b for a, b in x})
p("sum2", "x:pairs", "sum(b for a, b in {x})", "the sum of the second (elements|items) (of|in) {x}", "(sum|add up) the second (elements|items) of the (tuples|pairs) in {x}", "total")
p("max2", "x:pairs", "max({x}, key=lambda pair: pair[1])", "the (tuple|pair) (of|in) {x} with the (largest|highest) second (element|item)", "", "best|top", ref=lambda x: next(t for t in x if t[1] == max(b for _, b in x)))
p("max_name", "x:pairs", "max({x}, key=lambda pair: pair[1])[0]", "the (name|first element) of the (tuple|pair) (of|in) {x} with the (largest|highest) (number|second element)", "", "best|winner")
p("filter2", "x:pairs", "[pair for pair in {x} if pair[1] > {t}]", "(the|all) (tuples|pairs) (of|in) {x} whose second (element|item) is (greater|larger|more) than {t}", "keep [only] the (tuples|pairs) (of|in) {x} whose second (element|item) is greater than {t}", "filtered|kept", params={"t": lambda rng, x: rng.choice(x)[1]})
p("swap", "x:pairs", "[(b, a) for a, b in {x}]", "{x} with the two (elements|items) of (each|every) (tuple|pair) swapped", "swap the (elements|items) of (each|every) (tuple|pair) in {x}", "swapped|flipped")
p("unzip", "x:pairs", "[list(part) for part in zip(*{x})]", "(a list of two lists with the first and the second elements of|the two lists you get by unzipping) {x}", "unzip {x} into two lists[ in a list]", "columns|unzipped")
R = Family("records")


def field(rng, x):
    return next((k for k, v in x[0].items() if isinstance(v, int)), None)


def name_field(rng, x):
    return next((k for k, v in x[0].items() if isinstance(v, str)), None)


r = R.e
r("column", "x:records", "[row[{f}] for row in {x}]", "(the|a list of the) {f} values (of|in) {x}||(the|a list of the) values of {f} in {x}", "(collect|extract|get) the {f} (of|from) (each|every) (record|dictionary|entry) in {x}", "column|field_values", params={"f": field})
r("names", "x:records", "[row[{f}] for row in {x}]", "(the|a list of the) {f} values (of|in) {x}", "(collect|extract|get) the {f} (of|from) (each|every) (record|dictionary|entry) in {x}", "names|labels", params={"f": name_field})
r("total", "x:records", "sum(row[{f}] for row in {x})", "the (sum|total) of {f} (in|over|across) {x}||the sum of the {f} values in {x}", "(sum|add up) the {f} (of|over) all (records|entries) in {x}", "total", params={"f": field})
r("mean", "x:records", "sum(row[{f}] for row in {x}) / len({x})", "the (average|mean) {f} (in|of|over) {x}", "average the {f} over all (records|entries) in {x}", "average|mean", params={"f": field})
r("sort", "x:records", "sorted({x}, key=lambda row: row[{f}])", "{x} sorted by {f}", "sort {x} by {f}[ in ascending order]", "ordered|by_field", params={"f": field}, ref=lambda x, f: [x[i] for i in sorted(range(len(x)), key=lambda i: x[i][f])])
r("sortd", "x:records", "sorted({x}, key=lambda row: row[{f}], reverse=True)", "{x} sorted by {f} in descending order", "sort {x} by {f} (in descending order|from high to low)", "ordered|ranked", params={"f": field})
r("best", "x:records", "max({x}, key=lambda row: row[{f}])", "the (record|entry|dictionary) (in|of) {x} with the (largest|highest) {f}", "find the (record|entry|dictionary) in {x} with the (largest|highest) {f}", "best|top", params={"f": field})
r("best_name", "x:records", "max({x}, key=lambda row: row[{f}])[{g}]", "the {g} of the (record|entry) in {x} with the (largest|highest) {f}", "", "best|top_name", params={"f": field, "g": name_field})
r("filter", "x:records", "[row for row in {x} if row[{f}] > {t}]", "(the|all) (records|entries|dictionaries) (of|in) {x} with {f} (greater than|above|over) {t}", "(keep|select) [only] the (records|entries) (of|in) {x} with {f} (greater than|above) {t}", "filtered|selected", params={"f": field, "t": lambda rng, x: next(v for v in rng.choice(x).values() if isinstance(v, int))})
r("map", "x:records", "{row[{g}]: row[{f}] for row in {x}}", "(a|the) dictionary (that maps|mapping) {g} to {f} for (each|every) (record|entry) (of|in) {x}", "map {g} to {f} for (each|every) (record|entry) in {x}[ in a dictionary]", "lookup|mapping", params={"f": field, "g": name_field})
r("count", "x:records", "len([row for row in {x} if row[{f}] > {t}])", "the number of (records|entries) (of|in) {x} with {f} (greater than|above) {t}", "count the (records|entries) in {x} with {f} (greater than|above) {t}", "count|n", params={"f": field, "t": lambda rng, x: next(v for v in rng.choice(x).values() if isinstance(v, int))})
