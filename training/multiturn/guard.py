"""Keeps programs out that are too near to an evaluation problem, and counts them by problem."""

from __future__ import annotations

from training.decontaminate import Filter, task_of
from training.multiturn.program import Program


class Guard(Filter):
    def keep(self, program: Program, function: str = "") -> bool:
        texts = program.sentences
        if program.part == "docstrings":
            head, _, doc = program.header.partition("):" if "):" in program.header else ":\n")
            function = head.rpartition("def ")[2].partition("(")[0]
            texts = [task_of(doc)]
        name = self.near(texts, function)
        if name:
            self.dropped[name] += 1
        return not name
