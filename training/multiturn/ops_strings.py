"""Operations on strings."""

# ruff: noqa: E501, C416
from __future__ import annotations

# fmt: off
import re
from collections import Counter

from training.multiturn.ops import Family

F = Family("string")
e, c, d = F.e, F.c, F.d


def some_char(rng, x):
    letters = [ch for ch in x if ch.isalpha()]
    return rng.choice(letters) if letters else None


def some_part(rng, x):
    words = [w.strip(".,!?") for w in x.split()] if " " in x else [x[i : i + 2] for i in range(len(x) - 1)]
    words = [w for w in words if w]
    return rng.choice(words) if words else None


def index(rng, x):
    return rng.randrange(1, len(x)) if len(x) > 1 else None


def small(rng, **_):
    return rng.randint(2, 5)


def sep(rng, **_):
    return rng.choice(["-", "_", ", ", " ", "|", ";", "/", "", "#"])


NONEMPTY = {"when": lambda x: len(x) > 1}
TEXT = {"when": lambda x: len(x.split()) > 1}

e("upper", "x:s", "{x}.upper()", "{x} (in uppercase|in upper case|in capital letters)||the (uppercase|upper case|uppercased) (version|form) of {x}", "(convert|change|turn) {x} (to uppercase|to upper case|into capital letters)||(uppercase|capitalize all letters of) {x}", "upper|uppercased|shout|upper_string", ref=lambda x: "".join(ch.upper() for ch in x))
e("lower", "x:s", "{x}.lower()", "{x} (in lowercase|in lower case|in small letters)||the (lowercase|lower case|lowercased) (version|form) of {x}", "(convert|change|turn) {x} (to lowercase|to lower case|into small letters)||(lowercase|lower-case) {x}", "lower|lowered|lowercase|lower_string")
e("title", "x:s", "{x}.title()", "{x} in title case||the title case version of {x}", "(convert|change) {x} to title case||capitalize (every|each) word (in|of) {x}", "title|titled|title_text")
e("capitalize", "x:s", "{x}.capitalize()", "{x} with [only] the first letter capitalized||the capitalized (version|form) of {x}", "capitalize {x}||make the first letter of {x} uppercase and the rest lowercase", "capitalized")
e("swapcase", "x:s", "{x}.swapcase()", "{x} with (upper and lower case swapped|the case of (each|every) letter swapped)", "swap the case of (every letter|all letters|each character) in {x}||swap upper and lower case in {x}", "swapped")
e("reverse", "x:s", "{x}[::-1]", "(the reverse of {x}|{x} reversed|the reversed {x}|the characters of {x} in reverse order|{x} spelled backwards)", "reverse {x}||reverse the (order of the characters|characters) (in|of) {x}||flip {x} backwards", "reversed_string|backwards|rev|reversed_text", ref=lambda x: "".join(reversed(x)))
e("len", "x:s", "len({x})", "(the length of {x}|the number of characters in {x}|how many characters {x} has)", "count the (characters|number of characters) in {x}||measure the length of {x}", "length|n|size|num_chars")
e("len_nospace", "x:text", "len({x}.replace(\" \", \"\"))", "the (number of characters|length) (in|of) {x} (without|not counting|ignoring) [the] spaces", "count the characters in {x} (without|ignoring) spaces", "length|n_chars", ref=lambda x: sum(ch != " " for ch in x))
e("first", "x:s", "{x}[0]", "the first (character|letter) (of|in) {x}", "(get|take|extract) the first (character|letter) (of|from) {x}", "first|first_char|initial", **NONEMPTY)
e("last", "x:s", "{x}[-1]", "the last (character|letter) (of|in) {x}||the final character of {x}", "(get|take|extract) the last (character|letter) (of|from) {x}", "last|last_char", **NONEMPTY)
e("nth", "x:s", "{x}[{k}]", "the character at index {k} (of|in) {x}||the character of {x} at (position|index) {k}", "get the character at index {k} of {x}", "char|letter", params={"k": index}, **NONEMPTY)
e("prefix", "x:s", "{x}[:{k}]", "the first {k} (characters|letters|chars) of {x}", "(take|keep|get|extract) [only] the first {k} (characters|letters) (of|from) {x}||truncate {x} to {k} characters", "prefix|start|short|head", params={"k": index}, **NONEMPTY)
e("suffix", "x:s", "{x}[-{k}:]", "the last {k} (characters|letters|chars) of {x}", "(take|keep|get) [only] the last {k} (characters|letters) (of|from) {x}", "suffix|ending|tail", params={"k": index}, **NONEMPTY)
e("drop_first", "x:s", "{x}[1:]", "{x} without (its|the) first (character|letter)||everything but the first character of {x}", "(remove|drop|delete) the first (character|letter) (of|from) {x}", "rest|trimmed", **NONEMPTY)
e("drop_last", "x:s", "{x}[:-1]", "{x} without (its|the) last (character|letter)", "(remove|drop|delete|cut off) the last (character|letter) (of|from) {x}", "trimmed|shortened", **NONEMPTY)
e("ends", "x:s", "{x}[0] + {x}[-1]", "the first and [the] last (letters|characters) of {x} (joined|concatenated|put together)", "(join|concatenate) the first and [the] last (character|letter) of {x}", "ends|both_ends", **NONEMPTY)
e("middle", "x:s", "{x}[len({x}) // 2]", "the middle (character|letter) of {x}", "(find|get) the (middle character|character in the middle) of {x}", "middle|mid", **NONEMPTY)
e("half", "x:s", "{x}[:len({x}) // 2]", "the first half of {x}", "take the first half of {x}", "half|first_half", **NONEMPTY)
e("half2", "x:s", "{x}[len({x}) // 2:]", "the second half of {x}", "take the second half of {x}", "second_half", **NONEMPTY)
e("every_other", "x:s", "{x}[::2]", "every (second|other) (character|letter) of {x}[ starting (from|with) the first]", "(take|keep|select) every (second|other) (character|letter) of {x}", "skipped|every_second", **NONEMPTY)
e("odd_chars", "x:s", "{x}[1::2]", "the characters of {x} at odd (indices|positions|indexes)", "(take|extract) the characters at odd (indices|indexes) of {x}", "odd_chars", **NONEMPTY)
e("slice", "x:s", "{x}[{i}:{j}]", "the (substring|slice|part) of {x} from index {i} (to|up to) {j}[ (exclusive|not included)]", "slice {x} from {i} to {j}||(extract|take) the substring from index {i} to {j} of {x}", "part|sub|substring|piece", params={"i": lambda rng, x: rng.randint(0, 2), "j": lambda rng, x: rng.randint(3, 6)}, when=lambda x: len(x) > 6)
e("repeat", "x:str", "{x} * {k}", "{x} repeated {k} times", "repeat {x} {k} times", "repeated|long_string", params={"k": small}, ref=lambda x, k: "".join(x for _ in range(k)))
e("repeat_sep", "x:str", "{s}.join([{x}] * {k})", "{x} repeated {k} times and (separated by|joined with) {s}", "repeat {x} {k} times with {s} in between", "repeated", params={"k": small, "s": lambda rng, x: rng.choice(["-", ", ", " ", "+"])})
e("concat", "x:s y:s", "{x} + {y}", "{x} (followed by|concatenated with) {y}||the concatenation of {x} and {y}", "(concatenate|join|combine) {x} and {y}||append {y} to {x}||add {y} to the end of {x}", "joined|combined|full|concat")
e("concat_sp", "x:s y:s", "{x} + \" \" + {y}", "{x} and {y} (joined by|separated by|with) a space[ in between]", "(concatenate|join|combine) {x} and {y} with a space[ (between them|in between)]", "joined|combined|full_text", ref=lambda x, y: f"{x} {y}")
e("add_suffix", "x:s", "{x} + {s}", "{x} with {s} (appended|added (at|to) the end)", "(append|add) {s} to [the end of] {x}", "extended|new_string", params={"s": lambda rng, x: rng.choice(["!", "?", ".txt", " (copy)", "...", "_old", "123", "s"])})
e("add_prefix", "x:s", "{s} + {x}", "{x} with {s} (prepended|in front|added at the (start|beginning))", "(prepend|put|add) {s} (to|in front of|before) {x}", "prefixed|labeled", params={"s": lambda rng, x: rng.choice(["Mr. ", "new_", "#", "re-", "> ", "un", "Hello, "])})
e("surround", "x:s", "{s} + {x} + {s}", "{x} (surrounded by|between|wrapped in) {s}[ on both sides]", "(surround|wrap) {x} with {s}[ on both sides]", "wrapped", params={"s": lambda rng, x: rng.choice(["*", "**", "_", "|", "~"])})
e("replace_char", "x:s", "{x}.replace({a}, {b})", "{x} with (all|every|each) {a} replaced (by|with) {b}", "(replace|substitute) (all|every|each|all occurrences of|every occurrence of) {a} (in|of) {x} (with|by) {b}||change (all|every) {a} (in|of) {x} to {b}", "replaced|new_text|changed", params={"a": some_char, "b": lambda rng, x: rng.choice(list("xyz*-_o01#"))}, ref=lambda x, a, b: b.join(x.split(a)))
e("replace_word", "x:text", "{x}.replace({a}, {b})", "{x} with {a} replaced (by|with) {b}", "(replace|swap) [the word] {a} (in|of) {x} (with|by) {b}", "replaced|new_text|edited", params={"a": some_part, "b": lambda rng, x: rng.choice(["apple", "house", "blue", "nothing", "PYTHON", "42", "cat"])})
e("spaces_to", "x:text", "{x}.replace(\" \", {b})", "{x} with [all] spaces replaced (by|with) {b}", "(replace|change) (the|all|all the|every) spaces (in|of) {x} (with|by|to) {b}", "slug|replaced|new_text", params={"b": lambda rng, x: rng.choice(["-", "_", "+", "%20"])})
e("remove_spaces", "x:text", "{x}.replace(\" \", \"\")", "{x} without (spaces|any spaces|whitespace)", "(remove|delete|strip) (all|the|all the) spaces (from|in) {x}", "no_spaces|compact|stripped", ref=lambda x: "".join(ch for ch in x if ch != " "))
e("remove_char", "x:s", "{x}.replace({a}, \"\")", "{x} without (the letter|any|the character) {a}", "(remove|delete|drop) (all|every|all occurrences of|each) {a} (from|in) {x}", "removed|cleaned", params={"a": some_char})
e("only_vowels", "x:s", "[ch for ch in {x} if ch.lower() in \"aeiou\"]", "(the|a list of the|all) vowels (in|of|from) {x}[ in order]", "(collect|get|extract) (all|the) vowels (from|in|of) {x}[ (in|into|as) a list]", "vowels", ref=lambda x: re.findall("[aeiouAEIOU]", x))
e("letters", "x:text", "\"\".join(ch for ch in {x} if ch.isalpha())", "only the letters of {x}||the alphabetic characters of {x}[ (as a string|joined)]", "(keep only|extract) the (letters|alphabetic characters) (of|in|from) {x}||remove everything (that is not|but) (a letter|letters) from {x}", "letters|only_letters", ref=lambda x: "".join(filter(str.isalpha, x)))
e("digits", "x:text", "\"\".join(ch for ch in {x} if ch.isdigit())", "only the digits (of|in) {x}||the digits (in|of) {x}[ (as a string|joined)]", "(keep only|extract) the digits (of|in|from) {x}", "digits", when=lambda x: any(ch.isdigit() for ch in x))
e("strip", "x:text", "{x}.strip()", "{x} (without|with no) leading (and|or) trailing (spaces|whitespace)", "(strip|trim|remove) [the] leading and trailing (spaces|whitespace) (from|of) {x}||strip {x}||trim the whitespace around {x}", "stripped|trimmed|clean", when=lambda x: x != x.strip())
e("strip_punct", "x:text", "\"\".join(ch for ch in {x} if ch not in \".,!?;:\")", "{x} without punctuation[ marks]", "(remove|strip|drop) (the|all|all the) punctuation[ marks] (from|in) {x}", "no_punct|clean_text|cleaned", when=lambda x: any(ch in ".,!?;:" for ch in x))
e("split", "x:text", "{x}.split()", "(the words of {x}|the list of words in {x}|a list of the words in {x}|all words in {x})", "split {x} (into words|into a list of words|by spaces|on whitespace|at the spaces)||(break|divide) {x} into words||tokenize {x} by spaces", "words|tokens|word_list|parts", ref=lambda x: [w for w in re.split(r"\s+", x) if w])
e("split_on", "x:s", "{x}.split({s})", "the parts of {x} (between the|separated by) {s}", "split {x} (on|at|by) {s}||split {x} using {s} as [the] (separator|delimiter)", "parts|pieces|fields", params={"s": lambda rng, x: next((ch for ch in ",-=;:&" if ch in x), None)})
e("chars", "x:s", "list({x})", "(the list of|a list of [the]) characters (in|of) {x}||the characters of {x} as a list", "(convert|turn) {x} (to|into) a list of (characters|letters)||split {x} into (characters|single letters)", "chars|letters|characters", ref=lambda x: [ch for ch in x])
e("char_set", "x:s", "set({x})", "the (set of|unique|distinct|different) characters (in|of) {x}", "(get|find|collect) the (unique|distinct) (characters|letters) (of|in) {x}[ (as|in) a set]", "unique_chars|char_set|distinct", ref=lambda x: {ch for ch in x})
e("n_distinct", "x:s", "len(set({x}))", "the number of (distinct|unique|different) (characters|letters) in {x}||how many (different|distinct|unique) characters {x} has", "count the (distinct|unique|different) (characters|letters) (in|of) {x}", "n_unique|distinct_count|count", ref=lambda x: len(Counter(x)))
e("sorted_chars", "x:s", "sorted({x})", "(the|a) sorted list of the (characters|letters) (in|of) {x}||the (characters|letters) of {x} in alphabetical order", "sort the (characters|letters) of {x}[ alphabetically]", "sorted_chars|letters|ordered")
e("sorted_str", "x:str", "\"\".join(sorted({x}))", "a string with the (letters|characters) of {x} (sorted|in alphabetical order)", "sort the letters of {x}[ alphabetically] (and join them [back] (into|to) a string|into a new string)", "sorted_string|ordered")
e("dedupe", "x:s", "\"\".join(dict.fromkeys({x}))", "{x} (without|with no) (repeated|duplicate) (characters|letters)[, keeping the first ones]", "remove (repeated|duplicate) (characters|letters) from {x}[ (keeping|and keep) the (order|original order)]", "deduped|no_repeats|unique_string", ref=lambda x: "".join(ch for i, ch in enumerate(x) if ch not in x[:i]))
e("count_char", "x:s", "{x}.count({a})", "(how many times {a} (appears|occurs) in {x}|the number of (times {a} appears in|occurrences of {a} in|{a}s in) {x})", "count (the occurrences of|how often|the number of times) {a} [occurs|appears] in {x}||count the (letter|character) {a} in {x}", "count|n_occurrences|times", params={"a": some_char}, ref=lambda x, a: sum(ch == a for ch in x))
e("count_vowels", "x:s", "sum(ch in \"aeiou\" for ch in {x}.lower())", "the number of vowels in {x}||how many vowels {x} (has|contains)", "count the [number of] vowels in {x}", "vowels|n_vowels|vowel_count", ref=lambda x: len(re.findall("[aeiou]", x.lower())))
e("count_consonants", "x:s", "sum(ch.isalpha() and ch.lower() not in \"aeiou\" for ch in {x})", "the number of consonants in {x}", "count the [number of] consonants in {x}", "consonants|n_consonants", ref=lambda x: len(re.findall("(?i)[b-df-hj-np-tv-z]", x)), when=lambda x: x.isascii())
e("count_upper", "x:s", "sum(ch.isupper() for ch in {x})", "the number of (uppercase|capital|upper case) letters in {x}", "count the (uppercase|capital|upper case) (letters|characters) in {x}", "n_upper|capitals", ref=lambda x: len(re.findall("[A-Z]", x)), when=lambda x: x.isascii())
e("count_lower", "x:s", "sum(ch.islower() for ch in {x})", "the number of (lowercase|small|lower case) letters in {x}", "count the (lowercase|lower case) (letters|characters) in {x}", "n_lower", ref=lambda x: len(re.findall("[a-z]", x)), when=lambda x: x.isascii())
e("count_digits", "x:text", "sum(ch.isdigit() for ch in {x})", "the number of digits in {x}", "count the digits in {x}", "n_digits|digit_count", ref=lambda x: len(re.findall("[0-9]", x)))
e("count_words", "x:text", "len({x}.split())", "the number of words in {x}||the word count of {x}||how many words {x} has", "count the [number of] words in {x}", "n_words|word_count|num_words")
e("count_spaces", "x:text", "{x}.count(\" \")", "the number of spaces in {x}", "count the spaces in {x}", "n_spaces|spaces")
e("find", "x:s", "{x}.find({a})", "the (index|position) of the first {a} in {x}||the first index (where|at which) {a} (appears|occurs) in {x}", "(find|locate) the [first] (position|index) of {a} in {x}", "index|position|pos|idx", params={"a": some_char})
e("rfind", "x:s", "{x}.rfind({a})", "the (index|position) of the last {a} in {x}||the last index of {a} in {x}", "find the last (position|index) of {a} in {x}", "last_index|last_pos", params={"a": some_char}, ref=lambda x, a: max(i for i, ch in enumerate(x) if ch == a))
e("positions", "x:s", "[i for i, ch in enumerate({x}) if ch == {a}]", "(all|the|a list of the) (indices|positions|indexes) of {a} in {x}||the (indices|positions) (where|at which) {a} (occurs|appears) in {x}", "find (all|the) (indices|positions) of {a} in {x}", "positions|indices", params={"a": some_char}, ref=lambda x, a: [m.start() for m in re.finditer(re.escape(a), x)])
e("before", "x:s", "{x}.split({a})[0]", "the part of {x} before the first {a}||everything before the first {a} in {x}", "(take|get|keep) (everything|the part) before the first {a} (in|of) {x}", "before|left", params={"a": some_char}, ref=lambda x, a: x.partition(a)[0])
e("after", "x:s", "{x}.split({a}, 1)[1]", "the part of {x} after the first {a}||everything after the first {a} in {x}", "(take|get|keep) (everything|the part) after the first {a} (in|of) {x}", "after|right", params={"a": some_char}, ref=lambda x, a: x.partition(a)[2])
e("insert", "x:str", "{x}[:{k}] + {s} + {x}[{k}:]", "{x} with {s} inserted at (index|position) {k}", "insert {s} (at|into) (position|index) {k} (of|in) {x}", "inserted|new_string", params={"k": index, "s": sep}, **NONEMPTY)
e("remove_at", "x:str", "{x}[:{k}] + {x}[{k} + 1:]", "{x} without the character at index {k}", "(remove|delete) the character at (index|position) {k} (from|of) {x}", "shorter|removed", params={"k": index}, ref=lambda x, k: "".join(ch for i, ch in enumerate(x) if i != k), **NONEMPTY)
e("spread", "x:str", "{s}.join({x})", "the (characters|letters) of {x} (joined by|separated by|joined with) {s}", "(join|separate) the (characters|letters) of {x} (with|by) {s}||put {s} between (all|the) (letters|characters) of {x}", "spread|spaced|dashed", params={"s": lambda rng, x: rng.choice(["-", " ", ".", "*", ", ", "_"])})
e("double_chars", "x:str", "\"\".join(ch * 2 for ch in {x})", "{x} with (every|each) (character|letter) doubled", "(double|repeat twice) (every|each) (character|letter) (of|in) {x}", "doubled", ref=lambda x: "".join(ch + ch for ch in x))
e("rotate_left", "x:str", "{x}[{k}:] + {x}[:{k}]", "{x} rotated (left|to the left) by {k}[ (characters|positions)]", "rotate {x} [to the] left by {k}[ (characters|positions)]||move the first {k} characters of {x} to the end", "rotated", params={"k": index}, **NONEMPTY)
e("rotate_right", "x:str", "{x}[-{k}:] + {x}[:-{k}]", "{x} rotated (right|to the right) by {k}[ (characters|positions)]", "rotate {x} [to the] right by {k}[ (characters|positions)]||move the last {k} characters of {x} to the front", "rotated", params={"k": index}, **NONEMPTY)
e("pad_zero", "x:str", "{x}.zfill({k})", "{x} padded with [leading] zeros to (length|width) {k}", "pad {x} with [leading] zeros (to|up to) (length|width) {k}", "padded", params={"k": lambda rng, x: len(x) + rng.randint(1, 5)}, when=lambda x: x[:1] not in "+-")
e("ljust", "x:str", "{x}.ljust({k}, {s})", "{x} (padded|filled) on the right with {s} to (a length|a width|length) of {k}", "pad {x} on the right with {s} (to|up to) length {k}", "padded", params={"k": lambda rng, x: len(x) + rng.randint(2, 6), "s": lambda rng, x: rng.choice(list("*-. #0"))})
e("rjust", "x:str", "{x}.rjust({k}, {s})", "{x} (padded|filled) on the left with {s} to length {k}", "pad {x} on the left with {s} (to|up to) length {k}||right-align {x} in {k} characters filled with {s}", "padded|aligned", params={"k": lambda rng, x: len(x) + rng.randint(2, 6), "s": lambda rng, x: rng.choice(list("*-. #0"))})
e("center", "x:str", "{x}.center({k}, {s})", "{x} centered in a string of length {k} filled with {s}", "center {x} in a (field|string) of (width|length) {k} (filled|padded) with {s}", "centered|banner", params={"k": lambda rng, x: len(x) + rng.randint(2, 9), "s": lambda rng, x: rng.choice(list("*-= #"))})
e("words_reversed", "x:text", "\" \".join({x}.split()[::-1])", "{x} with (the|its) words in reverse order||the words of {x} in reverse order, joined by spaces", "reverse the (order of the words|words|word order) (in|of) {x}", "reversed_words|flipped", ref=lambda x: " ".join(reversed(x.split())), **TEXT)
e("each_word_reversed", "x:text", "\" \".join(word[::-1] for word in {x}.split())", "{x} with (each|every) word reversed", "reverse (each|every) word (in|of) {x}[ (but keep|keeping) the order of the words]", "reversed_words|result", **TEXT)
e("first_word", "x:text", "{x}.split()[0]", "the first word (of|in) {x}", "(get|extract|take) the first word (of|from) {x}", "first_word|first", **TEXT)
e("last_word", "x:text", "{x}.split()[-1]", "the last word (of|in) {x}", "(get|extract|take) the last word (of|from) {x}", "last_word|last", **TEXT)
e("longest_word", "x:text", "max({x}.split(), key=len)", "the longest word (in|of) {x}", "find the longest word (in|of) {x}", "longest|longest_word", **TEXT)
e("shortest_word", "x:text", "min({x}.split(), key=len)", "the shortest word (in|of) {x}", "find the shortest word (in|of) {x}", "shortest|shortest_word", **TEXT)
e("word_lengths", "x:text", "[len(word) for word in {x}.split()]", "(the lengths|a list of the lengths|the length) of (the words|each word|all words) in {x}", "(compute|get) the length of (each|every) word (in|of) {x}", "lengths|word_lengths", ref=lambda x: list(map(len, x.split())), **TEXT)
e("avg_word_length", "x:text", "sum(len(word) for word in {x}.split()) / len({x}.split())", "the (average|mean) word length (of|in) {x}||the average length of the words in {x}", "", "average|avg_length|mean_length", **TEXT)
e("initials", "x:text", "\"\".join(word[0].upper() for word in {x}.split())", "the (initials|acronym) of {x}||the uppercase first letters of the words in {x}, joined", "(build|make|create) an acronym from the first letters of the words in {x}", "acronym|initials", **TEXT)
e("first_letters", "x:text", "[word[0] for word in {x}.split()]", "(the|a list of the) first (letters|characters) of (the words|each word|all words) in {x}", "(collect|take|get) the first letter of (each|every) word in {x}", "first_letters|initials", **TEXT)
e("unique_words", "x:text", "sorted(set({x}.lower().split()))", "(the|a) sorted list of the (unique|distinct) lowercase words in {x}", "(get|list) the (unique|distinct) words of {x} in lowercase, sorted [alphabetically]", "unique_words|vocabulary", **TEXT)
e("word_count_of", "x:text", "{x}.split().count({a})", "(how many times|how often) the word {a} (appears|occurs) in {x}||the number of times the word {a} appears in {x}", "count how (often|many times) the word {a} (occurs|appears) in {x}", "count|times", params={"a": lambda rng, x: rng.choice(x.split())}, **TEXT)
e("camel", "x:text", "\"\".join(word.capitalize() for word in {x}.split())", "{x} in (camel case|CamelCase)[ without spaces]", "(convert|turn) {x} (to|into) (camel case|CamelCase)||capitalize the words of {x} and join them without spaces", "camel|camel_case", **TEXT)
e("snake", "x:text", "\"_\".join({x}.lower().split())", "{x} in (snake case|snake_case)", "(convert|turn) {x} (to|into) (snake case|snake_case)||join the lowercase words of {x} with underscores", "snake|snake_case", **TEXT)
e("char_counts", "x:s", "{ch: {x}.count(ch) for ch in {x}}", "(a dictionary with|a dict of) the (counts|number of occurrences|frequency) of (each|every) (character|letter) in {x}", "count (each|every|how often each) (character|letter) in {x}[ (and store|with) the counts in a dictionary]", "counts|char_counts|freq|frequencies", ref=lambda x: dict(Counter(x)))
e("word_counts", "x:text", "{word: {x}.split().count(word) for word in {x}.split()}", "(a dictionary with|a dict of) the (counts|frequency|frequencies) of (each|every) word in {x}||the word frequencies of {x}[ as a dictionary]", "count (each|every) word (in|of) {x}[ in a dictionary]", "counts|word_counts|freq", ref=lambda x: dict(Counter(x.split())), **TEXT)
e("most_common_char", "x:str", "max(set({x}), key={x}.count)", "the most (frequent|common) (character|letter) (in|of) {x}", "find the (most frequent|most common) (character|letter) (in|of) {x}", "most_common|top_char", when=lambda x: len(x) > 2 and (m := Counter(x).most_common(2))[0][1] > (m[1][1] if len(m) > 1 else 0))
e("ords", "x:str", "[ord(ch) for ch in {x}]", "(the|a list of the) (ASCII|unicode|character) (codes|values) of (the characters in|the letters of) {x}", "(convert|turn) (each|every) (character|letter) of {x} (to|into) its (ASCII|character) code", "codes|ascii_values", ref=lambda x: list(map(ord, x)))
e("split_lines", "x:text", "{x}.split(\", \")", "the (parts|items) of {x} separated by commas", "split {x} (at|on|by) (the commas|comma and space|', ')", "parts|items", when=lambda x: ", " in x)
e("hamming", "x:str y:str", "sum(a != b for a, b in zip({x}, {y}))", "the number of positions (where|at which) {x} and {y} differ", "count the positions (where|in which) {x} and {y} (differ|are different)", "distance|differences", when=lambda x, y: len(x) == len(y))
e("common_chars", "x:s y:s", "sorted(set({x}) & set({y}))", "(the|a) sorted list of the (characters|letters) (that appear in both|common to|shared by) {x} and {y}", "find the (characters|letters) that (occur|appear) in both {x} and {y}, sorted", "common|shared|common_chars", ref=lambda x, y: sorted({ch for ch in x if ch in y}))
e("interleave", "x:str y:str", "\"\".join(a + b for a, b in zip({x}, {y}))", "the (letters|characters) of {x} and {y} (interleaved|alternating)", "(interleave|alternate) the (letters|characters) of {x} and {y}", "mixed|interleaved", when=lambda x, y: len(x) == len(y))
e("len_diff", "x:s y:s", "abs(len({x}) - len({y}))", "the [absolute] difference between the lengths of {x} and {y}", "", "difference|diff")
e("total_len", "x:s y:s", "len({x}) + len({y})", "the (total|combined) length of {x} and {y}||the sum of the lengths of {x} and {y}", "add the lengths of {x} and {y}", "total|total_length")
e("fstring", "x:str y:int", "f\"{{x}}: {{y}}\"", "a string (with|made of) {x}, a colon, a space and {y}", "format {x} and {y} (as a string|into one string) separated by a colon and a space", "line|label|message", ref=lambda x, y: x + ": " + str(y), function=False)
e("greet", "x:str", "f\"Hello, {{x}}!\"", "the (greeting|string) 'Hello, ' followed by {x} and an exclamation mark", "build a greeting that says Hello, and then {x} and '!'", "greeting|message", ref=lambda x: "Hello, " + x + "!", function=False)
e("to_int", "x:str", "int({x})", "{x} (as an integer|converted to an (int|integer))", "(convert|cast|turn) {x} (to|into) an (integer|int)", "number|value|n", when=lambda x: x.isdecimal())
e("bin_to_int", "x:str", "int({x}, 2)", "the (decimal|integer) value of the binary (string|number) {x}", "convert the binary (string|number) {x} to (decimal|an integer)", "decimal|number", when=lambda x: set(x) <= {"0", "1"} and len(x) > 1)

c("palin", "x:s", "{x} == {x}[::-1]", "{x} is a palindrome||{x} reads the same (forwards and backwards|backwards)", ref=lambda x: all(a == b for a, b in zip(x, reversed(x), strict=True)))
c("palin_ci", "x:s", "{x}.lower() == {x}.lower()[::-1]", "{x} is a palindrome (ignoring case|when case is ignored)")
c("starts", "x:s", "{x}.startswith({a})", "{x} (starts|begins) with {a}", params={"a": lambda rng, x: rng.choice([x[0], x[:2], rng.choice("abcdest")])}, ref=lambda x, a: x[: len(a)] == a, **NONEMPTY)
c("ends_with", "x:s", "{x}.endswith({a})", "{x} ends with {a}", params={"a": lambda rng, x: rng.choice([x[-1], x[-2:], rng.choice("abcdest")])}, ref=lambda x, a: x[-len(a) :] == a, **NONEMPTY)
c("contains", "x:s", "{a} in {x}", "{x} (contains|includes) {a}||{a} (is|occurs|appears) in {x}", params={"a": lambda rng, x: rng.choice([some_part(rng, x), some_char(rng, x), rng.choice(["cat", "the", "z", "an"])])}, ref=lambda x, a: x.find(a) >= 0)
c("longer_than", "x:s", "len({x}) > {k}", "{x} (is longer than|has more than) {k} characters||the length of {x} is (greater|more) than {k}", params={"k": lambda rng, x: max(1, len(x) + rng.randint(-3, 3))})
c("all_digits", "x:str", "{x}.isdigit()", "{x} (consists only of|contains only|has only) digits")
c("all_alpha", "x:s", "{x}.isalpha()", "{x} (consists only of|contains only|has only) letters")
c("is_upper", "x:s", "{x}.isupper()", "{x} is [all] in uppercase")
c("has_upper", "x:s", "any(ch.isupper() for ch in {x})", "{x} (contains|has) (any|at least one) (uppercase|capital) letter", ref=lambda x: x != x.lower())
c("has_digit", "x:s", "any(ch.isdigit() for ch in {x})", "{x} (contains|has) (a|any|at least one) digit", ref=lambda x: bool(re.search("[0-9]", x)))
c("anagram", "x:str y:str", "sorted({x}) == sorted({y})", "{x} and {y} are anagrams[ of each other]", ref=lambda x, y: Counter(x) == Counter(y))
c("same_len", "x:s y:s", "len({x}) == len({y})", "{x} and {y} (have the same|are of equal) length")
c("longer_cmp", "x:s y:s", "len({x}) > len({y})", "{x} is longer than {y}||{x} has more characters than {y}")
c("str_eq_ci", "x:s y:s", "{x}.lower() == {y}.lower()", "{x} and {y} are (equal|the same) (ignoring case|if we ignore case|regardless of case)")
c("alpha_before", "x:str y:str", "{x} < {y}", "{x} comes before {y} (alphabetically|in alphabetical order)")
c("all_unique", "x:s", "len(set({x})) == len({x})", "all (characters|letters) (in|of) {x} are (unique|different|distinct)||{x} has no (repeated|duplicate) characters", ref=lambda x: max(Counter(x).values(), default=0) <= 1)
c("first_last", "x:s", "{x}[0] == {x}[-1]", "the first and [the] last (characters|letters) of {x} are (equal|the same|identical)", **NONEMPTY)
c("starts_vowel", "x:s", "{x}[0].lower() in \"aeiou\"", "{x} (starts|begins) with a vowel", **NONEMPTY)
