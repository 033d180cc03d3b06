"""Operations from the standard library: regular expressions, dates, JSON, collections, files."""

# ruff: noqa: E501
from __future__ import annotations

# fmt: off
import collections
import datetime as dt
import json
import re

from training.multiturn.ops import Family

F = Family("re")
e = F.e
R = "re"
T = {"when": lambda x: len(x) > 3}
e("digits", "x:text", "re.findall(r\"\\d+\", {x})", "(all|the|a list of all) (numbers|digit sequences|runs of digits) in {x} [as strings]", "find all (numbers|runs of digits) in {x} (with|using) (a regex|a regular expression|re)", "numbers|found|matches", imports=R, when=lambda x: any(c.isdigit() for c in x))
e("ints", "x:text", "[int(n) for n in re.findall(r\"\\d+\", {x})]", "(all|the) (numbers|integers) in {x} as (ints|integers)", "extract (all|the) integers from {x}", "numbers|values", imports=R, when=lambda x: any(c.isdigit() for c in x))
e("words", "x:text", "re.findall(r\"\\w+\", {x})", "(all|the|a list of the) words (of|in) {x} (without punctuation|, found with a regular expression)", "find all words in {x} (with|using) (a regex|a regular expression|re)", "words|tokens", imports=R)
e("caps", "x:text", "re.findall(r\"[A-Z]\\w*\", {x})", "(all|the) (capitalized words|words that start with a capital letter) in {x}[ (using|with) a regex]", "find all words in {x} that start with a capital letter (using|with) (a regex|a regular expression)", "names|capitalized", imports=R, when=lambda x: any(c.isupper() for c in x))
e("emails", "x:text", "re.findall(r\"[\\w.]+@[\\w.]+\\w\", {x})", "(all|the) email addresses in {x}", "(find|extract) all email addresses (in|from) {x}", "emails", imports=R, when=lambda x: "@" in x)
e("long", "x:text", "re.findall(r\"\\b\\w{5,}\\b\", {x})", "(all|the) words with at least (five|5) (letters|characters) in {x} (using|with) a regex", "", "long_words|matches", imports=R)
e("sub_digits", "x:text", "re.sub(r\"\\d\", \"#\", {x})", "{x} with (every|each) digit replaced by '#'", "replace (every|each) digit (of|in) {x} (by|with) '#'[ using a regex]", "masked", imports=R, when=lambda x: any(c.isdigit() for c in x))
e("sub_space", "x:text", "re.sub(r\"\\s+\", \" \", {x})", "{x} with runs of whitespace replaced by (one|a single) space", "replace runs of whitespace in {x} (by|with) a single space", "clean|collapsed", imports=R)
e("sub_nonalpha", "x:text", "re.sub(r\"[^a-zA-Z ]\", \"\", {x})", "{x} without characters that are not letters or spaces", "remove everything except letters and spaces from {x}[ (with|using) a regex]", "letters_only|clean", imports=R)
e("sub_vowels", "x:text", "re.sub(r\"[aeiouAEIOU]\", \"*\", {x})", "{x} with all vowels replaced by '*'", "replace (all|the) vowels in {x} (by|with) '*'[ using (re|a regex)]", "masked|starred", imports=R)
e("split", "x:text", "re.split(r\"[,;.!?] *\", {x})", "{x} split at punctuation marks", "split {x} at (punctuation marks|commas, semicolons, periods, question and exclamation marks)", "parts|pieces", imports=R, when=lambda x: any(c in ",;.!?" for c in x))
e("count", "x:text", "len(re.findall({p}, {x}))", "the number of matches of the (pattern|regex|regular expression) {p} in {x}", "count the matches of the (pattern|regex) {p} in {x}", "n_matches|count", params={"p": lambda rng, x: rng.choice(["[aeiou]", "[A-Z]", "the", "[0-9]", "o.", "[a-m]"])}, imports=R)
e("find_pat", "x:text", "re.findall({p}, {x})", "all matches of the (pattern|regex|regular expression) {p} in {x}", "find all matches of the (pattern|regex) {p} in {x}", "matches|found", params={"p": lambda rng, x: rng.choice(["[aeiou]", "[A-Z][a-z]+", "[a-z]ing", "o[a-z]", "[bcd].", "[a-z]+"])}, imports=R)
F.c("match", "x:s", "bool(re.fullmatch({p}, {x}))", "{x} matches the pattern {p} completely", params={"p": lambda rng, x: rng.choice(["[a-z]+", "[A-Z][a-z]*", "[0-9]+", "[a-z ]+", "[a-zA-Z]{4,}"])}, imports=R)
F.c("search", "x:s", "bool(re.search({p}, {x}))", "the (pattern|regex) {p} (is found|occurs) in {x}||{x} contains a match of the (pattern|regex) {p}", params={"p": lambda rng, x: rng.choice(["[0-9]", "[A-Z]", "th", "[aeiou]{2}", "ss|tt|ll", "^[a-m]"])}, imports=R)

J = Family("json")
J.e("dumps", "x:anydict", "json.dumps({x})", "{x} as a JSON string||the JSON (text|string) of {x}", "(convert|serialize|dump) {x} to [a] JSON [string]", "text|json_text|encoded", imports="json")
J.e("dumps_l", "x:ints", "json.dumps({x})", "{x} as a JSON string", "(convert|serialize|dump) {x} to [a] JSON [string]", "text|json_text", imports="json", ref=lambda x: str(x))
J.e("dumps_r", "x:records", "json.dumps({x})", "{x} as a JSON string", "(convert|serialize|dump) {x} to [a] JSON [string]", "text|json_text", imports="json")
J.e("sorted", "x:dict", "json.dumps({x}, sort_keys=True)", "{x} as a JSON string with sorted keys", "dump {x} to JSON with sorted keys", "text|json_text", imports="json", ref=lambda x: json.dumps({k: x[k] for k in sorted(x)}))
J.e("round", "x:anydict", "json.loads(json.dumps({x}))", "the result of dumping {x} to JSON and loading it again||a copy of {x} made by way of JSON", "dump {x} to JSON and load it again", "loaded|restored", imports="json", ref=lambda x: x)
J.b("file", "x:anydict", "with open({f}, \"w\") as f:\n    json.dump({x}, f)\nwith open({f}) as f:\n    {out} = json.load(f)", "(write|save) {x} to the JSON file {f} and load it back (as|into) {out}", lambda x, f: x, "loaded|data2", params={"f": lambda rng, x: rng.choice(["data.json", "out.json", "config.json"])}, imports="json")

D = Family("date")
DI = "from datetime import date"
DT = "from datetime import datetime"
TD = "from datetime import date, timedelta"


def iso(x):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", x))


def year_ok(x):
    return 1900 < x < 2100


D.e("make", "x:int", "date({x}, {m}, {d})", "the date of day {d} in month {m} of [the] year {x}", "", "day|d|when", params={"m": lambda rng, x: rng.randint(1, 12), "d": lambda rng, x: rng.randint(1, 28)}, imports=DI, when=year_ok)
D.e("iso", "x:date", "{x}.isoformat()", "{x} as a string (in ISO format|like 2024-01-31)", "format {x} in ISO format", "text|iso", imports="")
D.e("fmt", "x:date", "{x}.strftime(\"%d.%m.%Y\")", "{x} formatted as day.month.year", "format {x} as (day.month.year|dd.mm.yyyy)", "text|formatted")
D.e("weekday", "x:date", "{x}.strftime(\"%A\")", "the (name of the weekday|weekday name) of {x}||the day of the week of {x}", "", "weekday|day_name", ref=lambda x: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][x.weekday()])
D.e("month_name", "x:date", "{x}.strftime(\"%B\")", "the name of the month of {x}", "", "month|month_name")
D.e("year", "x:date", "{x}.year", "the year of {x}", "", "year")
D.e("month", "x:date", "{x}.month", "the month of {x}[ as a number]", "", "month")
D.e("plus", "x:date", "{x} + timedelta(days={k})", "the date {k} days after {x}||{x} plus {k} days", "add {k} days to {x}", "later|due|new_date", params={"k": lambda rng, x: rng.choice([1, 7, 10, 30, 45, 90, 100])}, imports="from datetime import timedelta", ref=lambda x, k: dt.date.fromordinal(x.toordinal() + k))
D.e("minus", "x:date", "{x} - timedelta(weeks={k})", "the date {k} weeks before {x}", "subtract {k} weeks from {x}", "earlier|start", params={"k": lambda rng, x: rng.randint(1, 12)}, imports="from datetime import timedelta", ref=lambda x, k: dt.date.fromordinal(x.toordinal() - 7 * k))
D.e("doy", "x:date", "{x}.timetuple().tm_yday", "the day of the year of {x}", "", "day_of_year", ref=lambda x: (x - dt.date(x.year, 1, 1)).days + 1)
D.e("days_since", "x:date", "({x} - date({y}, 1, 1)).days", "the number of days from January 1, {y} to {x}", "", "days|n_days", params={"y": lambda rng, x: rng.choice([2000, 1990, 1970, 2020])}, imports=DI)
D.c("weekend", "x:date", "{x}.weekday() >= 5", "{x} falls on a weekend")

C = Family("collections")
C.e("common", "x:s", "Counter({x}).most_common({k})", "the {k} most common (characters|letters) (of|in) {x} with their counts[ (using|with) Counter]", "(use Counter to find|find with Counter) the {k} most common characters of {x}", "common|top", params={"k": lambda rng, x: rng.randint(1, 3)}, imports="from collections import Counter")
C.e("common_words", "x:text", "Counter({x}.split()).most_common({k})", "the {k} most common words (of|in) {x} with their counts", "use Counter to find the {k} most common words in {x}", "common|top_words", params={"k": lambda rng, x: rng.randint(1, 3)}, imports="from collections import Counter", ref=lambda x, k: collections.Counter(x.split(None)).most_common(k))
C.e("counter", "x:s", "Counter({x})", "a Counter of the (characters|letters) (of|in) {x}", "count the (characters|letters) of {x} with a Counter", "counts|counter", imports="from collections import Counter", function=False)
C.e("deque_rot", "x:ints", "deque({x}, maxlen={k})", "a deque with the last {k} (elements|numbers) of {x}", "", "last_items|dq", params={"k": lambda rng, x: rng.randint(2, 4)}, imports="from collections import deque", function=False)
C.e("product", "x:strs", "[a + b for a, b in product({x}, repeat=2)]", "all concatenations of two (words|strings) from {x}, repeats included", "", "combos", imports="from itertools import product", when=lambda x: len(x) < 4)
C.e("reduce", "x:ints", "reduce(lambda a, b: a * b, {x})", "the product of the (numbers|elements) of {x} (using|with) reduce", "multiply the (numbers|elements) of {x} with reduce", "product", imports="from functools import reduce", when=lambda x: 1 < len(x) < 8, ref=lambda x: __import__("math").prod(x))
C.e("map_str", "x:ints", "list(map(str, {x}))", "(a|the) list of strings made from {x} (using|with) map", "use map to convert the (numbers|elements) of {x} to strings", "strings", imports="", ref=lambda x: [f"{n}" for n in x])
C.e("map_int", "x:strs", "list(map(int, {x}))", "the (strings|elements) of {x} as integers", "use map to convert the (strings|elements) of {x} to integers", "ints|numbers", when=lambda x: all(w.isdigit() for w in x))
C.e("filter_l", "x:ints", "list(filter(lambda n: n > {k}, {x}))", "the (elements|numbers) of {x} greater than {k} (using|with) filter and a lambda", "use filter to keep the (elements|numbers) of {x} greater than {k}", "filtered", params={"k": lambda rng, x: sorted(x)[len(x) // 2] if x else None}, ref=lambda x, k: [n for n in x if n > k])
C.e("heap", "x:ints", "heapq.nsmallest({k}, {x})", "the {k} smallest (elements|numbers) of {x} (using|with) heapq", "", "smallest", params={"k": lambda rng, x: rng.randint(2, 4) if len(x) > 4 else None}, imports="heapq", ref=lambda x, k: sorted(x)[:k])
C.e("bisect", "x:ints", "bisect.bisect_left({x}, {k})", "the index at which {k} would be inserted in the sorted list {x}", "", "pos|index", params={"k": lambda rng, x: rng.randint(0, 30)}, imports="bisect", when=lambda x: x == sorted(x) and len(x) > 3, ref=lambda x, k: sum(v < k for v in x))
C.e("groupby", "x:s", "[(ch, len(list(group))) for ch, group in groupby({x})]", "(a|the) list of character and length tuples for the runs of equal characters in {x}", "", "runs", imports="from itertools import groupby", when=lambda x: len(x) < 14)
C.e("ascii", "x:int", "chr({x})", "the character with (code|code point) {x}", "", "char", when=lambda x: 33 <= x < 123)
C.e("b64", "x:s", "base64.b64encode({x}.encode()).decode()", "the base64 encoding of {x} as a string", "(encode {x} in base64|base64-encode {x})", "encoded", imports="base64")
C.e("wrap", "x:text", "textwrap.wrap({x}, {k})", "{x} wrapped into lines of at most {k} characters", "wrap {x} to lines of at most {k} characters", "lines", params={"k": lambda rng, x: rng.choice([10, 12, 20])}, imports="textwrap", when=lambda x: len(x) > 20)
C.e("fraction", "x:int y:int", "Fraction({x}, {y})", "the fraction {x} over {y} as a Fraction", "", "fraction|frac", imports="from fractions import Fraction", when=lambda x, y: y > 0, function=False)
C.b("file_lines", "x:strs", "with open({f}, \"w\") as f:\n    f.write(\"\\n\".join({x}))\nwith open({f}) as f:\n    {out} = f.read().splitlines()", "(write|save) {x} to {f}, one (item|word) per line, and read the lines back into {out}", lambda x, f: list(x), "lines|loaded", params={"f": lambda rng, x: rng.choice(["words.txt", "out.txt", "items.txt"])}, when=lambda x: all(x))
C.b("file_text", "x:text", "with open({f}, \"w\") as f:\n    f.write({x})\nwith open({f}) as f:\n    {out} = f.read()", "(write|save) {x} to the file {f} and read it back (as|into) {out}", lambda x, f: x, "content|loaded", params={"f": lambda rng, x: rng.choice(["note.txt", "out.txt", "text.txt"])})
C.b("try_int", "x:s", "try:\n    {out} = int({x})\nexcept ValueError:\n    {out} = -1", "(convert|cast) {x} to an integer and store it in {out}, or -1 if (it is not a number|that fails)||try to convert {x} to an int; (store|save) the result in {out}, use -1 if it fails", lambda x: int(x) if re.fullmatch(r"\s*[+-]?\d+(_\d+)*\s*", x) else -1, "value|number")
C.b("try_div", "x:int y:int", "try:\n    {out} = {x} / {y}\nexcept ZeroDivisionError:\n    {out} = None", "divide {x} by {y} and store the result in {out}, or None (if {y} is 0|in case of a division by zero)", lambda x, y: x / y if y else None, "quotient|result")
C.b("try_key", "x:dict", "try:\n    {out} = {x}[{k}]\nexcept KeyError:\n    {out} = 0", "look up {k} in {x} and store the value in {out}, or 0 if (the key is missing|there is no such key), with try and except", lambda x, k: x.get(k, 0), "value", params={"k": lambda rng, x: rng.choice([*x, "unknown", "x"])})
