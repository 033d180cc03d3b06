"""Keeps programs out that are too near to an evaluation problem, and counts them by problem."""

from __future__ import annotations

from collections import Counter

from training.decontaminate import Filter, task_of
from training.multiturn.program import Program

# Operations that are elementary each, and one problem of an evaluation together; the wording of such a chain may be
# any, so n-grams do not see it.
CHAINS = [
    Counter(line.split())
    for line in """
number.range1 list.product
number.range1 loop.prod_loop
number.range1 list.sum_sq list.sum
list.cumsum list.max
array.npcumsum array.max
loop.running list.max
list.positions list.sum
where.index_numbers list.sum
matrix.rows matrix.cols
string.strip_punct string.word_lengths
string.strip_punct where.map_word_len
where.count_numbers where.count_numbers number.max2
array.exp array.sum number.log
string.char_counts dict.max
loop.char_counts dict.max
list.mean list.stdev number.div
where.sum_numbers where.sum_numbers
list.sum list.product
where.max_numbers where.min_numbers
list.stdev number.lt
number.plus_k number.digits
number.digits list.pair_sums
string.split string.split list.keep_in
list.concat list.sorted
where.map_str list.longest
list.remove_value list.pad
string.lower string.dedupe string.sorted_chars
list.counts dict.keys_gt
matrix.anti list.sum
number.digit_sum number.bin
list.odd_idx where.sum_numbers
list.every_second where.sum_numbers
string.split where.map_word_sorted list.join
where.reject_words list.sorted_len
number.digits where.product_numbers
string.lower string.n_distinct
""".strip().splitlines()
]


class Guard(Filter):
    def keep(self, program: Program, function: str = "") -> bool:
        ops = Counter(program.ops)
        if any(chain <= ops for chain in CHAINS):
            self.dropped["a chain of operations"] += 1
            return False
        texts = program.sentences
        if program.part == "docstrings":
            head, _, doc = program.header.partition("):" if "):" in program.header else ":\n")
            function = head.rpartition("def ")[2].partition("(")[0]
            texts = [task_of(doc)]
        name = self.near(texts, function)
        if name:
            self.dropped[name] += 1
        return not name
