"""Classic algorithms and small helpers as functions, several ways to write some of them."""

# ruff: noqa: E501, C416, RUF005, UP031
from __future__ import annotations

# fmt: off
import itertools
import math
import random
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from training.multiturn import values
from training.multiturn.builder import Builder
from training.multiturn.phrase import expand, literal
from training.multiturn.program import base_namespace, kind_of


@dataclass(frozen=True)
class Algorithm:
    """A function: what it is asked for, ways to write it, what it must return.

    code: bodies over the parameters' names; F is the function's own name.
    """

    name: str
    params: tuple[tuple[str, str], ...]
    what: str  # "returns ..."
    code: tuple[str, ...]
    ref: Callable[..., Any]
    imports: str = ""
    draw: Callable[[random.Random], tuple[Any, ...]] | None = None


ALGORITHMS: list[Algorithm] = []


def A(name: str, params: str, what: str, *code: str, ref: Callable[..., Any], imports: str = "", draw: Callable[..., Any] | None = None) -> None:
    pairs = tuple((p.split(":")[0], p.split(":")[1]) for p in params.split())
    ALGORITHMS.append(Algorithm(name, pairs, what, tuple(textwrap.dedent(c).strip("\n") for c in code), ref, imports, draw))


def n_in(low: int, high: int) -> Callable[[random.Random], tuple[int]]:
    return lambda rng: (rng.randint(low, high),)


def sorted_list(rng: random.Random) -> list[int]:
    return sorted(set(values.ints(rng, rng.randint(4, 9))))


def is_prime(n: int) -> bool:
    return n > 1 and all(n % d for d in range(2, n))


A("first_primes|n_primes", "n:int", "(a|the) list of the first n (primes|prime numbers)", "primes = []\ni = 2\nwhile len(primes) < n:\n    if all(i % p for p in primes):\n        primes.append(i)\n    i += 1\nreturn primes", ref=lambda n: list(itertools.islice(filter(is_prime, itertools.count()), n)), draw=n_in(1, 15))
A("next_prime", "n:int", "the (smallest|next) prime [number] greater than n", "n += 1\nwhile n < 2 or any(n % d == 0 for d in range(2, int(n ** 0.5) + 1)):\n    n += 1\nreturn n", ref=lambda n: next(filter(is_prime, itertools.count(n + 1))), draw=n_in(1, 120))
A("fibonacci_list|fib_numbers|first_fibs", "n:int", "(a|the) list of the first n Fibonacci numbers (starting with 0 and 1|starting from 0)", "numbers = []\na, b = 0, 1\nfor _ in range(n):\n    numbers.append(a)\n    a, b = b, a + b\nreturn numbers", ref=lambda n: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597][:n], draw=n_in(1, 15))
A("fib_up_to", "limit:int", "(a|the) list of the Fibonacci numbers (not greater than|up to) limit, starting with 0, 1", "numbers = []\na, b = 0, 1\nwhile a <= limit:\n    numbers.append(a)\n    a, b = b, a + b\nreturn numbers", ref=lambda limit: [f for f in [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987] if f <= limit], draw=n_in(1, 900))
A("sum_fib", "n:int", "the sum of the first n Fibonacci numbers starting with 0 and 1", "a, b = 0, 1\ntotal = 0\nfor _ in range(n):\n    total += a\n    a, b = b, a + b\nreturn total", ref=lambda n: sum([0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610][:n]), draw=n_in(1, 14))
A("power", "base:int exp:int", "base raised to the power exp using a loop", "result = 1\nfor _ in range(exp):\n    result *= base\nreturn result", ref=lambda base, exp: base**exp, draw=lambda r: (r.randint(2, 9), r.randint(0, 6)))
A("power_rec", "base:int exp:int", "base to the power of exp recursively", "if exp == 0:\n    return 1\nreturn base * F(base, exp - 1)", ref=lambda base, exp: base**exp, draw=lambda r: (r.randint(2, 9), r.randint(0, 6)))
A("fact_rec|factorial_rec", "n:int", "n factorial (recursively|using recursion)||the factorial of n recursively", "if n <= 1:\n    return 1\nreturn n * F(n - 1)", "return 1 if n <= 1 else n * F(n - 1)", ref=math.factorial, draw=n_in(0, 9))
A("double_factorial", "n:int", "the product of all (numbers|integers) from n down to 1 in steps of 2", "result = 1\nwhile n > 1:\n    result *= n\n    n -= 2\nreturn result", ref=lambda n: math.prod(range(n, 0, -2)), draw=n_in(1, 12))
A("digital_root|digit_root", "n:int", "the (digital root of n|single digit left when the digits of n are summed repeatedly)", "while n > 9:\n    n = sum(int(d) for d in str(n))\nreturn n", ref=lambda n: 0 if n == 0 else 1 + (n - 1) % 9, draw=n_in(1, 99999))
A("is_armstrong|armstrong", "n:int", "True if n (is an Armstrong number|equals the sum of its digits each raised to the number of digits)", "digits = [int(d) for d in str(n)]\nreturn sum(d ** len(digits) for d in digits) == n", ref=lambda n: sum(int(d) ** len(str(n)) for d in str(n)) == n, draw=lambda r: (r.choice([153, 370, 371, 9, 10, 407, 500, 1634, r.randint(1, 999)]),))
A("is_perfect|perfect_number", "n:int", "True if n is a perfect number", "return n > 1 and sum(d for d in range(1, n) if n % d == 0) == n", ref=lambda n: n in (6, 28, 496), draw=lambda r: (r.choice([6, 28, 496, r.randint(2, 500)]),))
A("is_happy", "n:int", "True if n is a happy number, i.e. repeatedly summing the squares of its digits reaches 1", "seen = set()\nwhile n != 1 and n not in seen:\n    seen.add(n)\n    n = sum(int(d) ** 2 for d in str(n))\nreturn n == 1", ref=lambda n: n in {1, 7, 10, 13, 19, 23, 28, 31, 32, 44, 49, 68, 70, 79, 82, 86, 91, 94, 97, 100}, draw=n_in(1, 100))
A("from_binary|bin_to_int", "bits:str", "the integer value of a string of binary digits bits", "value = 0\nfor bit in bits:\n    value = value * 2 + int(bit)\nreturn value", "return int(bits, 2)", ref=lambda bits: int(bits, 2), draw=lambda r: (f"{r.randint(1, 300):b}",))
A("from_roman", "s:str", "the integer value of a Roman numeral s", "values = {\"I\": 1, \"V\": 5, \"X\": 10, \"L\": 50, \"C\": 100, \"D\": 500, \"M\": 1000}\ntotal = 0\nfor a, b in zip(s, s[1:] + \" \"):\n    if values.get(b, 0) > values[a]:\n        total -= values[a]\n    else:\n        total += values[a]\nreturn total", ref=lambda s: {"XIV": 14, "IX": 9, "MCMXC": 1990, "XLII": 42, "VIII": 8, "CDXLIV": 444, "MMXXIV": 2024}[s], draw=lambda r: (r.choice(["XIV", "IX", "MCMXC", "XLII", "VIII", "CDXLIV", "MMXXIV"]),))
A("binary_search|search_sorted", "nums:sorted target:int", "the index of target in a sorted list nums, or -1 if it is not there (using binary search|by binary search)", "low, high = 0, len(nums) - 1\nwhile low <= high:\n    mid = (low + high) // 2\n    if nums[mid] == target:\n        return mid\n    if nums[mid] < target:\n        low = mid + 1\n    else:\n        high = mid - 1\nreturn -1", ref=lambda nums, target: nums.index(target) if target in nums else -1, draw=lambda r: (lambda x: (x, r.choice([*x, 3])))(sorted_list(r)))
A("linear_search|find_index", "nums:ints target:int", "the index of the first target in nums, or -1 if it is missing", "for i, n in enumerate(nums):\n    if n == target:\n        return i\nreturn -1", "return nums.index(target) if target in nums else -1", ref=lambda nums, target: next((i for i in range(len(nums)) if nums[i] == target), -1), draw=lambda r: (lambda x: (x, r.choice([*x, 3])))(values.ints(r)))
A("bubble_sort", "nums:ints", "nums sorted with (bubble sort|the bubble sort algorithm)", "nums = nums[:]\nfor i in range(len(nums)):\n    for j in range(len(nums) - 1 - i):\n        if nums[j] > nums[j + 1]:\n            nums[j], nums[j + 1] = nums[j + 1], nums[j]\nreturn nums", ref=sorted)
A("selection_sort", "nums:ints", "nums sorted with selection sort", "nums = nums[:]\nfor i in range(len(nums)):\n    smallest = min(range(i, len(nums)), key=lambda j: nums[j])\n    nums[i], nums[smallest] = nums[smallest], nums[i]\nreturn nums", ref=sorted)
A("insertion_sort", "nums:ints", "nums sorted with insertion sort", "result = []\nfor n in nums:\n    i = len(result)\n    while i > 0 and result[i - 1] > n:\n        i -= 1\n    result.insert(i, n)\nreturn result", ref=sorted)
A("quick_sort|quicksort", "nums:ints", "nums sorted with quicksort", "if len(nums) <= 1:\n    return nums\npivot = nums[0]\nleft = [n for n in nums[1:] if n < pivot]\nright = [n for n in nums[1:] if n >= pivot]\nreturn F(left) + [pivot] + F(right)", ref=sorted)
A("merge_sort", "nums:ints", "nums sorted with merge sort", "if len(nums) <= 1:\n    return nums\nmid = len(nums) // 2\nleft, right = F(nums[:mid]), F(nums[mid:])\nmerged = []\nwhile left and right:\n    merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))\nreturn merged + left + right", ref=sorted)
A("flatten_deep|flatten", "items:nested", "a flat list of all (elements|numbers) of an arbitrarily nested list items", "flat = []\nfor item in items:\n    if isinstance(item, list):\n        flat.extend(F(item))\n    else:\n        flat.append(item)\nreturn flat", ref=lambda items: [int(t) for t in str(items).replace("[", " ").replace("]", " ").replace(",", " ").split()], draw=lambda r: ([r.randint(0, 9), [r.randint(0, 9), [r.randint(0, 9), r.randint(0, 9)]], [r.randint(0, 9)]],))
A("depth", "items:nested", "how deeply a list items is nested, 1 for a flat list", "if not isinstance(items, list):\n    return 0\nreturn 1 + max((F(item) for item in items), default=0)", ref=lambda items: max(itertools.accumulate((c == "[") - (c == "]") for c in str(items))), draw=lambda r: (r.choice([[1, [2, [3]]], [1, 2], [[1], [2, [3, [4]]]], [[5, 6], 7]]),))
A("is_sorted_fn|is_ascending", "nums:ints", "True if nums is sorted in ascending order", "return all(a <= b for a, b in zip(nums, nums[1:]))", "return nums == sorted(nums)", ref=lambda nums: all(nums[i] <= nums[i + 1] for i in range(len(nums) - 1)))
A("majority", "nums:ints", "the element that makes up more than half of nums, or None", "for n in nums:\n    if nums.count(n) > len(nums) / 2:\n        return n\nreturn None", ref=lambda nums: next((k for k, v in Counter(nums).items() if 2 * v > len(nums)), None), draw=lambda r: (r.choice([[1, 1, 2], [3, 3, 3, 1, 2], [5, 5, 5, 5, 2, 1, 5]]),))
A("first_repeat", "items:ints", "the first element of items that (appears|occurs) (a second time|twice), or None", "seen = set()\nfor item in items:\n    if item in seen:\n        return item\n    seen.add(item)\nreturn None", ref=lambda items: next((items[i] for i in range(len(items)) if items[i] in items[:i]), None))
A("first_unique_char|first_single", "s:str", "the first character of s that (occurs|appears) only once, or None", "for ch in s:\n    if s.count(ch) == 1:\n        return ch\nreturn None", ref=lambda s: next((c for c, k in Counter(s).items() if k == 1), None))
A("longest_run", "nums:ints", "the length of the longest run of equal (consecutive|neighbouring) elements in nums", "best = run = 1\nfor a, b in zip(nums, nums[1:]):\n    run = run + 1 if a == b else 1\n    best = max(best, run)\nreturn best", ref=lambda nums: max(len(list(g)) for _, g in itertools.groupby(nums)), draw=lambda r: ([r.choice([1, 1, 2, 3]) for _ in range(r.randint(4, 10))],))
A("group_runs|compress_runs", "items:ints", "a list of (value, count) tuples for the runs of equal consecutive elements in items", "runs = []\nfor item in items:\n    if runs and runs[-1][0] == item:\n        runs[-1] = (item, runs[-1][1] + 1)\n    else:\n        runs.append((item, 1))\nreturn runs", ref=lambda items: [(k, len(list(g))) for k, g in itertools.groupby(items)], draw=lambda r: ([r.choice([1, 1, 2, 3]) for _ in range(r.randint(4, 9))],))
A("rle_decode|expand_runs", "pairs:runs", "a string in which each character of the (character, count) pairs is repeated count times", "return \"\".join(ch * count for ch, count in pairs)", ref=lambda pairs: "".join(c for c, k in pairs for _ in range(k)), draw=lambda r: ([(r.choice("abcxyz"), r.randint(1, 4)) for _ in range(r.randint(2, 4))],))
A("is_pangram|pangram", "s:text", "True if s contains every letter of the alphabet", "return set(\"abcdefghijklmnopqrstuvwxyz\") <= set(s.lower())", ref=lambda s: len({c for c in s.lower() if "a" <= c <= "z"}) == 26, draw=lambda r: (r.choice(["The quick brown fox jumps over the lazy dog", "hello world", "Pack my box with five dozen liquor jugs"]),))
A("is_isogram", "s:str", "True if no letter occurs more than once in s", "return len(set(s.lower())) == len(s)", ref=lambda s: max(Counter(s.lower()).values()) == 1)
A("word_freq|count_words", "text:text", "a dictionary with the number of occurrences of each word in text in lowercase", "counts = {}\nfor word in text.lower().split():\n    counts[word] = counts.get(word, 0) + 1\nreturn counts", ref=lambda text: dict(Counter(text.lower().split())))
A("letter_freq|char_frequency", "s:str", "a dictionary with the (frequency|count) of each (character|letter) in s", "counts = {}\nfor ch in s:\n    counts[ch] = counts.get(ch, 0) + 1\nreturn counts", ref=lambda s: dict(Counter(s)))
A("invert|invert_dict", "d:dicts", "a dictionary with the keys and values of d swapped", "return {value: key for key, value in d.items()}", ref=lambda d: dict(zip(d.values(), d.keys(), strict=True)))
A("merge_dicts|add_dicts", "a:dict b:dict", "a dictionary with the keys of a and b in which the values of common keys are added", "result = dict(a)\nfor key, value in b.items():\n    result[key] = result.get(key, 0) + value\nreturn result", ref=lambda a, b: {k: a.get(k, 0) + b.get(k, 0) for k in [*a, *[x for x in b if x not in a]]})
A("best_key|key_of_max", "d:dict", "the key (with|that has) the (largest|highest|biggest) value in d", "return max(d, key=d.get)", "best = None\nfor key in d:\n    if best is None or d[key] > d[best]:\n        best = key\nreturn best", ref=lambda d: next(k for k, v in d.items() if v == max(d.values())))
A("group_by_length", "words:strs", "a dictionary that groups the words by their length", "groups = {}\nfor word in words:\n    groups.setdefault(len(word), []).append(word)\nreturn groups", ref=lambda words: {k: [w for w in words if len(w) == k] for k in dict.fromkeys(map(len, words))})
A("group_by_first", "words:strs", "a dictionary that groups the words by their first letter", "groups = {}\nfor word in words:\n    groups.setdefault(word[0], []).append(word)\nreturn groups", ref=lambda words: {k: [w for w in words if w[0] == k] for k in dict.fromkeys(w[0] for w in words)})
A("group_anagrams", "words:strs", "a list of lists in which the words that are anagrams of each other are together", "groups = {}\nfor word in words:\n    groups.setdefault(\"\".join(sorted(word)), []).append(word)\nreturn list(groups.values())", ref=lambda words: [[w for w in words if sorted(w) == list(k)] for k in dict.fromkeys(tuple(sorted(w)) for w in words)], draw=lambda r: (r.sample(["eat", "tea", "tan", "ate", "nat", "bat", "tab"], 5),))
A("chunk|split_chunks", "items:ints size:int", "items split into (chunks|lists) of length size", "return [items[i:i + size] for i in range(0, len(items), size)]", ref=lambda items, size: [items[i * size : i * size + size] for i in range(-(-len(items) // size))], draw=lambda r: (values.ints(r), r.randint(1, 4)))
A("rotate_list|rotate", "items:ints k:int", "items rotated to the left by k (places|positions)", "k %= len(items)\nreturn items[k:] + items[:k]", ref=lambda items, k: [items[(i + k) % len(items)] for i in range(len(items))], draw=lambda r: (values.ints(r), r.randint(0, 9)))
A("mat_mul|matrix_product", "a:matrix b:matrix", "the matrix product of a and b", "return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]", "result = []\nfor row in a:\n    result.append([sum(x * y for x, y in zip(row, col)) for col in zip(*b)])\nreturn result", ref=lambda a, b: [[sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))] for i in range(len(a))], draw=lambda r: ([[r.randint(0, 5) for _ in range(2)] for _ in range(2)], [[r.randint(0, 5) for _ in range(2)] for _ in range(2)]))
A("identity_matrix|identity", "n:int", "the n x n identity matrix as a nested list", "return [[1 if i == j else 0 for j in range(n)] for i in range(n)]", ref=lambda n: [[int(i == j) for j in range(n)] for i in range(n)], draw=n_in(1, 4))
A("det2|determinant2", "m:matrix", "the determinant of a 2x2 matrix m", "return m[0][0] * m[1][1] - m[0][1] * m[1][0]", ref=lambda m: m[0][0] * m[1][1] - m[0][1] * m[1][0], draw=lambda r: ([[r.randint(-5, 9) for _ in range(2)] for _ in range(2)],))
A("pascal_row|pascal", "n:int", "row n of Pascal's triangle as a list, where row 0 is [1]", "row = [1]\nfor _ in range(n):\n    row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]\nreturn row", ref=lambda n: [math.comb(n, k) for k in range(n + 1)], draw=n_in(0, 7))
A("hanoi|hanoi_moves", "n:int", "the number of moves needed for the tower of Hanoi with n disks", "if n == 0:\n    return 0\nreturn 2 * F(n - 1) + 1", ref=lambda n: 2**n - 1, draw=n_in(1, 10))
A("climb_stairs|stairs", "n:int", "the number of ways to climb n stairs taking 1 or 2 steps at a time", "a, b = 1, 1\nfor _ in range(n):\n    a, b = b, a + b\nreturn a", "if n <= 1:\n    return 1\nreturn F(n - 1) + F(n - 2)", ref=lambda n: [1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144][n], draw=n_in(1, 11))
A("min_coins|coin_change", "coins:coins amount:int", "the smallest number of coins that add up to amount, or -1 if it is not possible", "best = [0] + [float(\"inf\")] * amount\nfor total in range(1, amount + 1):\n    for coin in coins:\n        if coin <= total:\n            best[total] = min(best[total], best[total - coin] + 1)\nreturn best[amount] if best[amount] < float(\"inf\") else -1", ref=lambda coins, amount: _coins(tuple(coins), amount), draw=lambda r: (r.choice([[1, 2, 5], [1, 5, 10, 25], [2, 5], [3, 7]]), r.randint(1, 40)))
A("edit_distance|levenshtein", "a:str b:str", "the (edit|Levenshtein) distance between a and b", "previous = list(range(len(b) + 1))\nfor i, x in enumerate(a, 1):\n    current = [i]\n    for j, y in enumerate(b, 1):\n        current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))\n    previous = current\nreturn previous[-1]", ref=lambda a, b: _edit(a, b), draw=lambda r: r.choice([("kitten", "sitting"), ("flaw", "lawn"), ("book", "back"), ("abc", "abc"), ("sunday", "saturday")]))
A("lcs_length", "a:str b:str", "the length of the longest common subsequence of a and b", "if not a or not b:\n    return 0\nif a[-1] == b[-1]:\n    return 1 + F(a[:-1], b[:-1])\nreturn max(F(a[:-1], b), F(a, b[:-1]))", ref=lambda a, b: max(len(s) for n in range(len(a) + 1) for s in itertools.combinations(a, n) if _subseq(s, b)), draw=lambda r: r.choice([("abcde", "ace"), ("stone", "longest"), ("abc", "xyz"), ("aggtab", "gxtxayb")]))
A("is_subsequence", "a:str b:str", "True if a is a subsequence of b", "it = iter(b)\nreturn all(ch in it for ch in a)", "i = 0\nfor ch in b:\n    if i < len(a) and a[i] == ch:\n        i += 1\nreturn i == len(a)", ref=lambda a, b: _subseq(a, b), draw=lambda r: r.choice([("ace", "abcde"), ("aec", "abcde"), ("pto", "python"), ("tp", "python")]))
A("is_rotation", "a:str b:str", "True if b is a rotation of a", "return len(a) == len(b) and b in a + a", ref=lambda a, b: any(a[i:] + a[:i] == b for i in range(len(a))), draw=lambda r: r.choice([("abcd", "cdab"), ("abcd", "acbd"), ("waterbottle", "erbottlewat")]))
A("subsets|all_subsets", "items:three", "(a|the) list of all subsets of items", "result = [[]]\nfor item in items:\n    result += [subset + [item] for subset in result]\nreturn result", ref=lambda items: _subsets(items), draw=lambda r: ([1, 2, 3][: r.randint(1, 3)],))
A("gcd_list", "nums:posints", "the greatest common divisor of all numbers in nums", "result = 0\nfor n in nums:\n    result = math.gcd(result, n)\nreturn result", ref=lambda nums: max(d for d in range(1, max(nums) + 1) if all(n % d == 0 for n in nums)), imports="math", draw=lambda r: ([r.randint(1, 12) * 6 for _ in range(3)],))
A("best_profit|max_profit", "prices:ints", "the largest profit from buying once and selling once later, 0 if there is none", "best = 0\nlowest = prices[0]\nfor price in prices:\n    lowest = min(lowest, price)\n    best = max(best, price - lowest)\nreturn best", ref=lambda prices: max([0] + [prices[j] - prices[i] for i in range(len(prices)) for j in range(i, len(prices))]))
A("product_except_self", "nums:ints", "a list in which each element is the product of all the other elements of nums", "return [math.prod(nums[:i] + nums[i + 1:]) for i in range(len(nums))]", ref=lambda nums: [math.prod(v for j, v in enumerate(nums) if j != i) for i in range(len(nums))], imports="math", draw=lambda r: ([r.randint(1, 6) for _ in range(4)],))
A("trapped_peaks|find_peaks|peaks", "nums:ints", "the elements of nums that are greater than both of their neighbours", "return [nums[i] for i in range(1, len(nums) - 1) if nums[i - 1] < nums[i] > nums[i + 1]]", ref=lambda nums: [b for a, b, c in zip(nums, nums[1:], nums[2:], strict=False) if b > a and b > c])
A("leaders", "nums:ints", "the elements of nums that are greater than all elements to their right", "result = []\nfor i, n in enumerate(nums):\n    if all(n > m for m in nums[i + 1:]):\n        result.append(n)\nreturn result", ref=lambda nums: [n for i, n in enumerate(nums) if not nums[i + 1 :] or n > max(nums[i + 1 :])])
A("partition_even_odd|split_even_odd", "nums:ints", "a tuple of two lists, the even and the odd numbers of nums", "even = [n for n in nums if n % 2 == 0]\nodd = [n for n in nums if n % 2 == 1]\nreturn even, odd", ref=lambda nums: (list(filter(lambda n: not n % 2, nums)), list(filter(lambda n: n % 2, nums))))
A("running_mean", "nums:ints", "a list of the running averages of nums", "result = []\ntotal = 0\nfor i, n in enumerate(nums, 1):\n    total += n\n    result.append(total / i)\nreturn result", ref=lambda nums: [sum(nums[:i]) / i for i in range(1, len(nums) + 1)])
A("weighted_mean", "values:ints weights:ints", "the weighted average of values with the given weights", "return sum(v * w for v, w in zip(values, weights)) / sum(weights)", ref=lambda values, weights: sum(values[i] * weights[i] for i in range(len(values))) / sum(weights), draw=lambda r: ([r.randint(1, 9) for _ in range(3)], [r.randint(1, 5) for _ in range(3)]))
A("compound|compound_interest", "principal:int rate:float years:int", "the amount after years years when principal grows by rate percent each year", "return principal * (1 + rate / 100) ** years", ref=lambda principal, rate, years: principal * (1 + rate / 100) ** years, draw=lambda r: (r.choice([100, 1000, 2500]), r.choice([2.5, 5.0, 3.0]), r.randint(1, 10)))
A("bmi", "weight:float height:float", "the body mass index for a weight in kg and a height in m", "return weight / height ** 2", ref=lambda weight, height: weight / height**2, draw=lambda r: (r.choice([60.0, 72.5, 80.0]), r.choice([1.6, 1.75, 1.8])))
A("distance|euclidean", "p:point q:point", "the [Euclidean] distance between the points p and q", "return math.sqrt(sum((a - b) ** 2 for a, b in zip(p, q)))", "return math.dist(p, q)", ref=lambda p, q: sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5, imports="math", draw=lambda r: ((r.randint(0, 9), r.randint(0, 9)), (r.randint(0, 9), r.randint(0, 9))))
A("triangle_type", "a:int b:int c:int", "'equilateral', 'isosceles' or 'scalene' depending on the sides a, b and c", "if a == b == c:\n    return \"equilateral\"\nif a == b or b == c or a == c:\n    return \"isosceles\"\nreturn \"scalene\"", ref=lambda a, b, c: {1: "equilateral", 2: "isosceles", 3: "scalene"}[len({a, b, c})], draw=lambda r: tuple(r.randint(3, 5) for _ in range(3)))
A("grade|letter_grade", "score:int", "'A' for a score of at least 90, 'B' for at least 80, 'C' for at least 70, otherwise 'F'", "if score >= 90:\n    return \"A\"\nif score >= 80:\n    return \"B\"\nif score >= 70:\n    return \"C\"\nreturn \"F\"", ref=lambda score: "A" if score > 89 else "B" if score > 79 else "C" if score > 69 else "F", draw=n_in(40, 100))
A("is_leap|leap_year", "year:int", "True if year is a leap year", "return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)", ref=lambda year: __import__("calendar").isleap(year), draw=lambda r: (r.choice([1900, 2000, 2024, 2023, 2100, r.randint(1800, 2100)]),))
A("days_in_month", "month:int", "the number of days in a month of a year that is not a leap year", "return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]", ref=lambda month: __import__("calendar").monthrange(2023, month)[1], draw=n_in(1, 12))
A("seconds_to_hms|format_time", "seconds:int", "seconds formatted as a string HH:MM:SS", "return f\"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}\"", ref=lambda seconds: "%02d:%02d:%02d" % (seconds // 3600, seconds % 3600 // 60, seconds % 60), draw=n_in(0, 20000))
A("clean_words|normalize_text", "text:text", "a list of the lowercase words of text without punctuation", "return [word.strip(\".,!?;:\").lower() for word in text.split()]", ref=lambda text: [w.lower().strip(".,!?;:") for w in text.split()])
A("title_case", "s:text", "s with the first letter of each word (in uppercase|capitalized)", "return \" \".join(word.capitalize() for word in s.split())", ref=lambda s: " ".join(w[:1].upper() + w[1:].lower() for w in s.split()))
A("censor|mask_word", "text:text word:str", "text with every occurrence of word replaced by asterisks of the same length", "return text.replace(word, \"*\" * len(word))", ref=lambda text, word: ("*" * len(word)).join(text.split(word)), draw=lambda r: (lambda t: (t, r.choice(t.split())))(r.choice(["the cat and the dog", "one fish two fish", "to be or not to be"])))
A("zip_to_dict|pairs_to_dict", "keys:strs values:ints", "a dictionary from the lists keys and values", "return dict(zip(keys, values))", "return {key: value for key, value in zip(keys, values)}", ref=lambda keys, values: {k: v for k, v in zip(keys, values, strict=False)}, draw=lambda r: (["a", "b", "c"], [r.randint(1, 9) for _ in range(3)]))
A("bfs|shortest_path", "graph:graph start:str goal:str", "the (length of the shortest path|smallest number of edges) from start to goal in a graph given as (a dictionary of neighbour lists|an adjacency dictionary)", "queue = [(start, 0)]\nseen = {start}\nwhile queue:\n    node, steps = queue.pop(0)\n    if node == goal:\n        return steps\n    for neighbour in graph[node]:\n        if neighbour not in seen:\n            seen.add(neighbour)\n            queue.append((neighbour, steps + 1))\nreturn -1", ref=lambda graph, start, goal: _bfs(graph, start, goal), draw=lambda r: ({"A": ["B", "C"], "B": ["D"], "C": ["D", "E"], "D": ["F"], "E": ["F"], "F": []}, "A", r.choice("BCDEF")))
A("dfs|reachable", "graph:graph start:str", "a list of the nodes reachable from start in depth-first order, for a graph given as an adjacency dictionary", "visited = []\nstack = [start]\nwhile stack:\n    node = stack.pop()\n    if node not in visited:\n        visited.append(node)\n        stack.extend(reversed(graph[node]))\nreturn visited", ref=lambda graph, start: _dfs(graph, start, []), draw=lambda r: (r.choice([{"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, {"A": ["C"], "B": ["A"], "C": ["B"], "D": ["A"]}]), "A"))
A("newton_sqrt|my_sqrt", "x:int", "the square root of x computed with 20 steps of Newton's method, starting from x", "guess = x\nfor _ in range(20):\n    guess = (guess + x / guess) / 2\nreturn guess", ref=lambda x: x**0.5, draw=n_in(2, 100))
A("histogram|bars", "counts:dict", "a list of strings like 'name: ***' with as many asterisks as the value, one for each item of counts", "return [f\"{key}: {'*' * value}\" for key, value in counts.items()]", ref=lambda counts: [k + ": " + "*" * v for k, v in counts.items()], draw=lambda r: ({w: r.randint(1, 6) for w in ("a", "b", "c")},))


def _coins(coins: tuple[int, ...], amount: int) -> int:
    level, reached = 0, {0}
    while amount not in reached:
        level += 1
        grown = {v + c for v in reached for c in coins if v + c <= amount}
        if not grown or level > amount:
            return -1
        reached = grown
    return level


def _edit(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return _edit(a[1:], b[1:])
    return 1 + min(_edit(a[1:], b), _edit(a, b[1:]), _edit(a[1:], b[1:]))


def _subseq(a: Any, b: Any) -> bool:
    at = 0
    for ch in a:
        found = [i for i in range(at, len(b)) if b[i] == ch]
        if not found:
            return False
        at = found[0] + 1
    return True


def _subsets(items: list[Any]) -> list[list[Any]]:
    return [[]] if not items else _subsets(items[:-1]) + [s + [items[-1]] for s in _subsets(items[:-1])]


def _bfs(graph: dict[str, list[str]], start: str, goal: str) -> int:
    level, front = 0, {start}
    while goal not in front:
        level, front = level + 1, {n for v in front for n in graph[v]}
        if level > 20:
            return -1
    return level


def _dfs(graph: dict[str, list[str]], node: str, seen: list[str]) -> list[str]:
    seen.append(node)
    for other in graph[node]:
        if other not in seen:
            _dfs(graph, other, seen)
    return seen


KIND = {"sorted": "ints", "posints": "ints", "coins": "ints", "three": "ints"}
ASK = [
    "(Write|Define|Create|Implement) a function {f} that (takes|gets) {args} and returns {what}", "(Write|Define|Create|Implement) a function [called] {f} with (parameters|arguments) {args} that returns {what}",
    "(Implement|Write) {f}({args}) that returns {what}", "(Write|Define|Implement) a function {f}({args}) (returning|which returns) {what}", "Implement a function {f} (to compute|that computes|that returns) {what}, given {args}",
    "Create a function {f}({args}) to (get|find|compute) {what}",
]  # fmt: skip


def define(builder: Builder, make: Any) -> Any:
    """A step that defines one of the algorithms; arguments fit variables where they can."""
    rng, style = builder.rng, builder.style
    algorithm = rng.choice(ALGORITHMS)
    name = builder.fresh(algorithm.name.split("|"))
    code = source(algorithm, name, rng)
    params = [p for p, _ in algorithm.params]
    args = " and ".join([", ".join(params[:-1]), params[-1]]) if len(params) > 1 else params[0]
    template = rng.choice(ASK)
    shown = ", ".join(params) if "({args})" in template else args
    what = expand(rng.choice(algorithm.what.split("||")), rng)
    if what.startswith("True if") and ("compute" in template or "to (get" in template):
        template = ASK[0]
    text = expand(template, rng)
    q = name if "{f}(" in text else style.name(name)
    text = text.replace("{f}", q).replace("{args}", shown).replace("{what}", what)
    space = base_namespace()
    exec(code, space)
    args_value = example(algorithm, rng)
    value = space[name](*args_value)
    wanted = algorithm.ref(*args_value)
    if value != wanted and not (isinstance(value, float) and abs(value - wanted) < 1e-6):
        raise AssertionError(f"algorithm {algorithm.name}: {value!r} is not {wanted!r} for {args_value!r}")
    if rng.random() < 0.15 and len(repr(args_value)) < 60 and not isinstance(value, float):
        shown_args = ", ".join(literal(a, style.text_quote) for a in args_value)
        text += f". {rng.choice(['For example,', 'E.g.', 'Example:'])} {name}({shown_args}) {rng.choice(['returns', '=', '->'])} {literal(value, style.text_quote)}"
    builder.add(text, builder.need([i for i in [algorithm.imports] if i]) + code, {}, "", protect=(name, *params))
    builder.ops.append("algorithm." + algorithm.name.split("|")[0])
    kinds = tuple(KIND.get(k, k) for _, k in algorithm.params)
    function = make(name, kinds, space[name])
    if algorithm.draw is not None and rng.random() < 0.75:
        call_example(builder, name, args_value, value)
        return make(name, ("never",), space[name])
    return function


def source(algorithm: Algorithm, name: str, rng: random.Random) -> str:
    body = rng.choice(algorithm.code).replace("F(", f"{name}(")
    return f"def {name}({', '.join(p for p, _ in algorithm.params)}):\n" + textwrap.indent(body, "    ")


def example(algorithm: Algorithm, rng: random.Random) -> tuple[Any, ...]:
    if algorithm.draw is not None:
        return tuple(algorithm.draw(rng))
    out: list[Any] = []
    for _, kind in algorithm.params:
        like = next((v for v in out if isinstance(v, list)), None)
        out.append(values.draw(KIND.get(kind, kind), rng, like))
    return tuple(out)


def call_example(builder: Builder, name: str, args: tuple[Any, ...], value: Any) -> None:
    """A step that calls the function with literals, or with a variable made for it."""
    from training.multiturn.functions import APPLY, PRINT_CALL
    from training.multiturn.phrase import fill

    rng, style = builder.rng, builder.style
    codes = [literal(a, style.text_quote) for a in args]
    if rng.random() < 0.4 and kind_of(args[0]) in values.NAMES and len(codes[0]) < 70:
        values.introduce(builder, kind_of(args[0]), value=args[0])
        assert builder.last is not None
        codes[0] = builder.last.name
        builder.used.add(builder.last.name)
    printing = rng.random() < 0.6
    shown = " and ".join(codes)
    text = expand(rng.choice(PRINT_CALL if printing else APPLY), rng)
    q = name if "{f}(" in text else style.name(name)
    if "{f}(" in text:
        shown = ", ".join(codes)
    out = builder.fresh(["result", "output", "answer", "res"])
    text = fill(text, lambda key: {"f": q, "x": shown, "out": style.name(out)}[key])
    call = f"{name}({', '.join(codes)})"
    if printing:
        builder.add(text, f"print({call})", {}, f"{value}\n", (name, *codes))
    else:
        builder.add(text, f"{out} = {call}", {out: value}, "", (name, out, *codes))
        builder.bind(out, value)
    builder.ops.append("call.example")
