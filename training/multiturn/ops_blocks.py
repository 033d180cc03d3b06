"""Operations of several lines: loops that build something, as people describe them."""

# ruff: noqa: E501
from __future__ import annotations

# fmt: off
from training.multiturn.ops import Family

F = Family("loop")
b, i = F.b, F.i
EACH = "(For each|For every|Loop over|Iterate over|Iterating over)"


def k29(rng, **_):
    return rng.randint(2, 9)


def mid(rng, x):
    return sorted(x)[len(x) // 2] if x else None


def letter(rng, x):
    letters = [ch for ch in x if ch.isalpha()]
    return rng.choice(letters) if letters else None


b("squares", "x:ints", "{out} = []\nfor n in {x}:\n    {out}.append(n ** 2)", "(loop|iterate) over {x} and append the square of each (number|element) to a [new] list {out}||for each (number|element) in {x}, append its square to a list [(named|called)] {out}", lambda x: [n * n for n in x], "squares|result")
b("positives", "x:ints", "{out} = []\nfor n in {x}:\n    if n > {k}:\n        {out}.append(n)", "for each (number|element) (of|in) {x}, if it is (greater|larger) than {k}, append it to [a] list {out}||(loop|iterate) over {x} and (add|append) every (number|element) (greater than|above) {k} to a new list {out}", lambda x, k: [n for n in x if n > k], "kept|result|selected", params={"k": mid})
b("evens_odds", "x:ints", "{out} = {\"even\": [], \"odd\": []}\nfor n in {x}:\n    if n % 2 == 0:\n        {out}[\"even\"].append(n)\n    else:\n        {out}[\"odd\"].append(n)", "put the (numbers|elements) of {x} into a dictionary {out} with the keys 'even' and 'odd' holding lists", lambda x: {"even": [n for n in x if n % 2 == 0], "odd": [n for n in x if n % 2]}, "groups|parity")
b("sum_loop", "x:ints", "{out} = 0\nfor n in {x}:\n    {out} += n", "(initialize|create) [a variable] {out} (with|to) 0 and add (each|every) (element|number) of {x} to it[ in a loop]", sum, "total|s|acc")
b("prod_loop", "x:ints", "{out} = 1\nfor n in {x}:\n    {out} *= n", "(initialize|set) {out} (with|to) 1 and multiply it by (each|every) (element|number) of {x}[ in a loop]", lambda x: __import__("math").prod(x), "product|prod", when=lambda x: len(x) < 8)
b("sum_if", "x:ints", "{out} = 0\nfor n in {x}:\n    if n % {k} == 0:\n        {out} += n", "(set|initialize) {out} to 0, then add (each|every) (number|element) of {x} that is divisible by {k} to it||(loop|iterate) over {x} and add (each|every) number divisible by {k} to {out}, which starts at 0", lambda x, k: sum(n for n in x if n % k == 0), "total|acc", params={"k": lambda rng, x: rng.choice([2, 3, 4, 5])})
b("count_if", "x:ints", "{out} = 0\nfor n in {x}:\n    if n < {k}:\n        {out} += 1", "(set|initialize) [a counter] {out} to 0 and increase it by 1 for (each|every) (number|element) of {x} (less|smaller) than {k}", lambda x, k: len([n for n in x if n < k]), "count|counter|n", params={"k": mid})
b("max_loop", "x:ints", "{out} = {x}[0]\nfor n in {x}:\n    if n > {out}:\n        {out} = n", "find the largest (number|element) of {x} with a loop (and store it in|, as) {out}", max, "largest|best", when=lambda x: len(x) > 1)
b("min_loop", "x:ints", "{out} = {x}[0]\nfor n in {x}:\n    if n < {out}:\n        {out} = n", "using a loop, find the smallest (number|element) of {x} and (store|save) it in {out}", min, "smallest|lowest", when=lambda x: len(x) > 1)
b("running", "x:ints", "{out} = []\ntotal = 0\nfor n in {x}:\n    total += n\n    {out}.append(total)", "(loop|go) through {x} keeping a running total and append the total after each (number|element) to a list {out}", lambda x: [sum(x[: j + 1]) for j in range(len(x))], "running|sums")
b("dedupe", "x:seq", "{out} = []\nfor item in {x}:\n    if item not in {out}:\n        {out}.append(item)", "for each (item|element) in {x}, append it to [a list] {out} if it is not [already] in there||(loop|iterate) over {x} and add each (item|element) to {out} unless it is already there", lambda x: list(dict.fromkeys(x)), "unique|seen|distinct")
b("counts", "x:seq", "{out} = {}\nfor item in {x}:\n    {out}[item] = {out}.get(item, 0) + 1", "count the (elements|items) of {x} in a dictionary {out} using a loop||(loop|iterate) over {x} and count (each|every) (item|element) in a dictionary {out}||(create|initialize) an empty dictionary {out}, then for each (element|item) in {x} increment its count", lambda x: {v: x.count(v) for v in x}, "counts|freq|tally")
b("char_counts", "x:s", "{out} = {}\nfor ch in {x}:\n    {out}[ch] = {out}.get(ch, 0) + 1", "count (each|every) (character|letter) of {x} in a dictionary {out}[ using a loop]||iterate over the characters of {x} and count them in a dictionary {out}", lambda x: {v: x.count(v) for v in x}, "counts|freq|char_counts")
b("rev_str", "x:str", "{out} = \"\"\nfor ch in {x}:\n    {out} = ch + {out}", "build the reverse of {x} in {out} (by adding each character in front|with a loop that puts each character in front)", lambda x: x[::-1], "reversed_s|backwards")
b("no_letter", "x:s", "{out} = \"\"\nfor ch in {x}:\n    if ch != {k}:\n        {out} += ch", "(loop|iterate) over [the characters of] {x} and add (each|every) character except {k} to a string {out}", lambda x, k: x.replace(k, ""), "kept|cleaned", params={"k": letter})
b("vowel_loop", "x:s", "{out} = 0\nfor ch in {x}:\n    if ch in \"aeiou\":\n        {out} += 1", "(go|loop) through {x} and count the lowercase vowels in {out}", lambda x: sum(map(x.count, "aeiou")), "vowels|count")
b("upper_every", "x:str", "{out} = \"\"\nfor i, ch in enumerate({x}):\n    {out} += ch.upper() if i % 2 == 0 else ch.lower()", "build a string {out} from {x} in which the characters at even (indices|positions) are uppercase and the others lowercase", lambda x: "".join(c.upper() if j % 2 == 0 else c.lower() for j, c in enumerate(x)), "alternating|wavy")
b("words_len", "x:strs", "{out} = []\nfor word in {x}:\n    {out}.append(len(word))", "for each (word|string) in {x}, append its length to a list {out}||(loop|iterate) over {x} and collect the length of (each|every) word in {out}", lambda x: list(map(len, x)), "lengths")
b("long_words", "x:strs", "{out} = []\nfor word in {x}:\n    if len(word) > {k}:\n        {out}.append(word.upper())", "for each (word|string) in {x} (longer than|with more than) {k} (characters|letters), append its uppercase version to [a list] {out}", lambda x, k: [w.upper() for w in x if len(w) > k], "long_words|shouted", params={"k": lambda rng, x: rng.randint(3, 6)})
b("concat", "x:strs", "{out} = \"\"\nfor word in {x}:\n    {out} += word[0]", "(build|make) a string {out} from the first letters of the (words|strings) in {x} with a loop", lambda x: "".join(w[0] for w in x), "initials|acronym", when=lambda x: all(x))
b("group_len", "x:strs", "{out} = {}\nfor word in {x}:\n    {out}.setdefault(len(word), []).append(word)", "group the (words|strings) (of|in) {x} by length in a dictionary {out}[ with a loop]", lambda x: {n: [w for w in x if len(w) == n] for n in dict.fromkeys(map(len, x))}, "groups|by_length")
b("group_first", "x:strs", "{out} = {}\nfor word in {x}:\n    {out}.setdefault(word[0], []).append(word)", "group the (words|strings) (of|in) {x} by first letter in a dictionary {out}", lambda x: {c: [w for w in x if w[0] == c] for c in dict.fromkeys(w[0] for w in x)}, "groups|by_letter", when=lambda x: all(x))
b("enumerate", "x:strs", "{out} = []\nfor i, word in enumerate({x}, 1):\n    {out}.append(f\"{i}. {word}\")", "number the (items|words) of {x} from 1 as strings like '1. word' in a list {out}", lambda x: [str(j + 1) + ". " + w for j, w in enumerate(x)], "numbered|lines")
b("pairs", "x:ints", "{out} = []\nfor i in range(len({x})):\n    for j in range(i + 1, len({x})):\n        {out}.append(({x}[i], {x}[j]))", "(collect|put) all pairs of (elements|numbers) of {x} (in|into) a list {out} using two nested loops", lambda x: [(x[j], x[k]) for j in range(len(x)) for k in range(j + 1, len(x))], "pairs", when=lambda x: 2 < len(x) < 6)
b("compare_next", "x:ints", "{out} = 0\nfor a, b in zip({x}, {x}[1:]):\n    if b > a:\n        {out} += 1", "count in {out} how often a number in {x} is (greater|larger) than the one before", lambda x: sum(x[j + 1] > x[j] for j in range(len(x) - 1)), "increases|n_up", when=lambda x: len(x) > 2)
b("diag", "x:matrix", "{out} = []\nfor row in {x}:\n    {out}.append(max(row))", "for each row of {x}, append its largest (value|element|number) to a list {out}", lambda x: list(map(max, x)), "row_max|maxima")
b("flatten", "x:matrix", "{out} = []\nfor row in {x}:\n    for value in row:\n        {out}.append(value)", "flatten with two nested loops {x} into a list {out}", lambda x: [v for r in x for v in r], "flat|values")
b("count_cells", "x:matrix", "{out} = 0\nfor row in {x}:\n    for value in row:\n        if value > {k}:\n            {out} += 1", "count the (values|elements|entries) of {x} (greater than|above) {k} with nested loops and store the count (in|as) {out}", lambda x, k: sum(v > k for r in x for v in r), "count|n", params={"k": lambda rng, x: rng.choice(x[0])})
b("dict_filter", "x:dict", "{out} = []\nfor key, value in {x}.items():\n    if value > {k}:\n        {out}.append(key)", "(loop|iterate|go) (over|through) {x} and collect the keys with a value (greater than|above) {k} in a list {out}||for each (key and value|item) in {x}, append the key to {out} if the value is greater than {k}", lambda x, k: [a for a in x if x[a] > k], "names|selected|keys", params={"k": lambda rng, x: rng.choice(list(x.values()))})
b("dict_total", "x:dict", "{out} = 0\nfor value in {x}.values():\n    {out} += value", "add up the values of {x} in {out} (using|with) a loop", lambda x: sum(x.values()), "total")
b("dict_lines", "x:dict", "{out} = []\nfor key, value in {x}.items():\n    {out}.append(f\"{key}={value}\")", "for each item of {x}, append a string 'key=value' to a list {out}", lambda x: [f"{a}={v}" for a, v in x.items()], "lines|parts")
b("first_over", "x:ints", "{out} = None\nfor n in {x}:\n    if n > {k}:\n        {out} = n\n        break", "find the first (number|element) of {x} (greater than|above) {k} with a loop that stops there, store it in {out} (None if there is none)", lambda x, k: next((n for n in x if n > k), None), "found|first", params={"k": lambda rng, x: sorted(x)[len(x) // 2 - 1] if len(x) > 2 else None})
b("take_while", "x:ints", "{out} = []\nfor n in {x}:\n    if n > {k}:\n        break\n    {out}.append(n)", "append the numbers of {x} to [a list] {out} until (one|a number) is greater than {k}", lambda x, k: list(__import__("itertools").takewhile(lambda n: n <= k, x)), "taken|start", params={"k": mid})
b("merge_str", "x:strs", "{out} = \"\"\nfor word in {x}:\n    {out} += word + \" \"\n{out} = {out}.strip()", "concatenate the words of {x} with a space after each into {out} and strip it", lambda x: " ".join(x).strip(), "text|line")
b("range_sq", "x:int", "{out} = []\nfor i in range(1, {x} + 1):\n    {out}.append(i * {k})", "for each number from 1 to {x}, append (it|the number) times {k} to a list {out}", lambda x, k: [j * k for j in range(1, x + 1)], "multiples|table", params={"k": k29}, when=lambda x: 1 < x < 20)
b("fizz", "x:int", "{out} = []\nfor i in range(1, {x} + 1):\n    if i % {k} == 0:\n        {out}.append(\"hit\")\n    else:\n        {out}.append(i)", "make a list {out} of the numbers from 1 to {x} in which multiples of {k} are replaced by 'hit'", lambda x, k: ["hit" if j % k == 0 else j for j in range(1, x + 1)], "sequence|game", params={"k": lambda rng, x: rng.randint(3, 6)}, when=lambda x: 3 < x < 20)
b("halving", "x:int", "{out} = 0\nn = {x}\nwhile n > 1:\n    n //= 2\n    {out} += 1", "count in {out} how often {x} can be halved (integer division) until it is 1", lambda x: x.bit_length() - 1, "steps|halvings", when=lambda x: 1 < x < 10**6)
b("unpack", "x:pairs", "{out} = {}\nfor name, value in {x}:\n    {out}[name] = value", "put the (tuples|pairs) of {x} into a dictionary {out} (with|using) a loop", dict, "mapping|table")
b("sum_pairs", "x:pairs", "{out} = 0\nfor name, value in {x}:\n    {out} += value", "(loop|iterate) over {x} and add the second (element|item) of each (tuple|pair) to {out}", lambda x: sum(v for _, v in x), "total")
b("two_lists", "x:strs y:ints", "{out} = {}\nfor key, value in zip({x}, {y}):\n    {out}[key] = value", "build a dictionary {out} with a loop over {x} and {y} together, the (items|elements) of {x} as keys", lambda x, y: dict(zip(x, y, strict=True)), "mapping|lookup", when=lambda x, y: len(x) == len(y))
b("bigger_each", "x:ints y:ints", "{out} = []\nfor a, b in zip({x}, {y}):\n    {out}.append(max(a, b))", "go through {x} and {y} together and append the larger number of each pair to {out}", lambda x, y: [max(x[j], y[j]) for j in range(len(x))], "larger|result", when=lambda x, y: len(x) == len(y))
