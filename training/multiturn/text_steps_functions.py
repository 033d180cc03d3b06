"""Text steps that define a function or a class, that use it, and that zip two lists."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.text_steps import a

# fmt: off
# functions and a class
a("f_wc", "T:x", "def $out(text):\n    return len(text.split())", "", "write a function $out(text) that returns the number of words in text||define $out(text), it counts the words of a text||a function $out that takes text and returns its word count", "", "word_count|count_words|n_words_in", "ftxt", "$out('a b c') == 3")
a("f_vow", "T:x", 'def $out(text):\n    return sum(ch in "aeiou" for ch in text.lower())', "", "write a function $out(text) counting the vowels, in any case||define $out(text) that returns how many vowels the text has (ignore case)||function $out(text): number of vowels, upper case too", "", "count_vowels|vowel_count|n_vowels", "ftxt", "$out('Able') == 2")
a("f_clean", "W:x", "def $out(text):\n    return text.strip().lower()", "", "write a function $out(text) that strips text and makes it lower case||define $out(text): strip, then lower-case||a helper $out(text) returning the text stripped and in lower case", "", "clean|normalize|tidy_up", "fstr", "$out(' Ab ') == 'ab'")
a("f_rev", "W:x", "def $out(word):\n    return word[::-1].capitalize()", "", "write a function $out(word) that reverses the word and capitalizes the result||define $out(word), it returns the word backwards and capitalized||function $out(word): reversed, then capitalize", "", "flip|backwards|reverse_word", "fstr", "$out('abc') == 'Cba'")
a("f_long", "W:x", "def $out(word, n=$k):\n    return len(word) > n", "", "write a function $out(word, n=$k) that is true when the word has more than n letters||define $out(word, n=$k), returning whether word is longer than n||function $out with parameters word and n (default $k): is the word longer than n", "", "is_long|longer_than", "fpred", "$out('a' * 40) and not $out('')")
a("f_mail", "mails:x", 'def $out(text):\n    return re.fullmatch(r"[\\w.]+@[\\w.]+\\.\\w+", text) is not None', "", "write a validator $out(text) with re.fullmatch that checks for word characters or dots, an @, the same again, a dot and word characters||define $out(text): whether the text looks like an email (user@host.tld) by re.fullmatch||a function $out(text) that uses re.fullmatch to tell if text is an email address", "", "is_email|valid_email", "fpred", "$out('a@b.de') and not $out('a b')")
a("f_wkend", "dates:x", "def $out(day):\n    return day.weekday() >= 5", "", "write a function $out(day) that tells if a date is on a weekend||define $out(day): true for Saturday and Sunday||function $out(day) returning whether day falls on a weekend", "", "is_weekend|weekend_day", "fday", "")
a("f_quart", "dates:x", 'def $out(day):\n    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"', "", "write a function $out(day) that gives the quarter like 2024-Q1||define $out(day) returning year and quarter as in 2023-Q4||function $out(day): the quarter of the date in the form 2024-Q2", "", "quarter|to_quarter", "fdstr")
a("u_txt", "ftxt:f T:x", "$f($x)", "$f of $x||the result of $f for $x", "(apply|call) $f (to|on) $x", "", "result|answer|n")
a("u_lines", "ftxt:f mtext:x", "[$f(line) for line in $x.splitlines()]", "$f of every line in $x", "(apply|run) $f (to|on) each line of $x", "", "per_line|line_results")
a("u_msgs", "ftxt:f msgs:x", "{m: $f(m) for m in $x}", "a dict from each entry of $x to its $f", "map every entry of $x to $f of it in a dict", "", "scores|results", "dictn")
a("u_str", "fstr:f W:x", "[$f(s) for s in $x]", "$f of every entry in $x||the results of $f for $x", "(apply|run) $f (to|on|over) all entries of $x", "", "results|mapped|processed", "words", "len($out) == len($x)")
a("u_set", "fstr:f W:x", "sorted({$f(s) for s in $x})", "the distinct results of $f over $x, sorted", "run $f on all of $x and keep the different results, sorted", "", "distinct|unique_results", "words")
a("u_pred", "fpred:f L:x", "[s for s in $x if $f(s)]", "the entries of $x for which $f is true", "filter $x with $f", "", "passed|kept|filtered", "", "all($f(s) for s in $out)")
a("u_npred", "fpred:f L:x", "sum($f(s) for s in $x)", "the number of entries in $x that pass $f", "count the entries of $x for which $f is true", "how many entries of $x pass $f", "n_passed|n_true", "", "$out >= 0")
a("u_map", "fpred:f L:x", "{s: $f(s) for s in $x}", "a dict from each entry of $x to what $f says", "use $f on all of $x and collect the answers in a dict", "", "verdicts|flags", "")
a("u_day", "fday:f dates:x", "[d for d in $x if $f(d)]", "the dates in $x for which $f is true", "filter $x with $f", "", "kept|matching", "dates")
a("u_nday", "fday:f dates:x", "sum($f(d) for d in $x)", "the number of dates in $x where $f is true", "count the dates of $x that pass $f", "how many dates of $x pass $f", "n_weekend|n_hits")
a("u_quart", "fdstr:f dates:x", "Counter($f(d) for d in $x)", "a Counter of $f over $x", "count the results of $f for the dates in $x with Counter", "", "per_quarter|quarters", "counter")
a("c_text", "T:x", "class $cls:\n    def __init__(self, text):\n        self.words = text.lower().split()\n\n    def count(self, word):\n        return self.words.count(word)\n\n\n$out = $cls($x)", "", "write a class $cls that keeps the lower-case words of a text as self.words and has a method count(word); make $out from $x||a small class $cls(text): words holds the lower-cased split text, count(word) tells how often a word occurs. $out is one for $x||define $cls with an init that takes text and stores its lower-case words in words, plus count(word). Create $out with $x", "", "doc|document|body", "cdoc", "$out.words == $x.lower().split()")
a("c_use", "cdoc:o", '$o.count("$cw")', 'how often "$cw" occurs according to $o||the count of "$cw" in $o', 'ask $o for the count of "$cw"', 'how many times does $o count "$cw"', "n_$cw|hits|times")
a("c_voc", "cdoc:o", "len(set($o.words))", "the number of different words in $o", "count the distinct words of $o", "how many different words does $o have", "vocab_size|n_distinct")
# zip
a("zip_dict", "words:x nums:y", "dict(zip($x, $y))", "a dict from $x to $y", "zip $x and $y into a dict", "", "lookup|mapping|paired", "dictn", "len($out) == len(set($x))", "len($x) == len($y)")
a("zip_pairs", "words:x nums:y", "list(zip($x, $y))", "a list of pairs from $x and $y", "zip $x and $y to a list of tuples", "", "pairs|zipped|combined", "pairs", "len($out) == len($x)", "len($x) == len($y)")
a("zip_lines", "words:x nums:y", 'for name, value in zip($x, $y):\n    print(f"{name}: {value}")', "", "print each of $x with its number from $y, like name: value||loop over $x and $y together and print name: value||for every entry of $x print it with a colon and the matching value of $y", when="len($x) == len($y)")
a("geo", "nums:y", "math.prod($y) ** (1 / len($y))", "the geometric mean of $y (math.prod)", "use math.prod to compute the geometric mean of $y", "", "geo_mean|gmean", "", "$out > 0")
a("med", "nums:y", "median($y)", "the median of $y from the statistics module", "use statistics to find the median of $y", "what is the median of $y (statistics)", "mid|median_value")
