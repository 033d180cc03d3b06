"""What an instruction speaks of and the code leaves out: a column, a variable, a number.

Half-met demands are what small models get wrong most (`rating above 7 and more than 1000 votes`, answered by the rating
alone). It is no finding, since the same can be said in other ways; candidates that use more of it are preferred.
"""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Collection, Mapping

from codegen_magic.checks.names import BUILTINS
from codegen_magic.peek import is_one_of

# Numbers that code must hold: not 0 and 1, shares in percent, dates, sizes as in 4x5, nor `3rd`.
_NUMBER = re.compile(
    r"(?<![\w.:/%-])(\d+(?:\.\d+)?)(?![\w.:/-]*\w|\s*(?:%|percent|st\b|nd\b|rd\b|th\b|decimals?\b|x\s*\d))"
)
_WORD = re.compile(r"[A-Za-z_]\w+")


def unused(
    tree: ast.Module,
    space: Mapping[str, object],
    columns: Collection[str],
    instruction: str,
    asked: Collection[str],
) -> tuple[str, ...]:
    """Words of the instruction that the code should hold and does not, in their order; `asked` are names to be made."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = " ".join(value for value in constants if isinstance(value, str))
    numbers = {value for value in constants if isinstance(value, int | float)}
    found = []
    for word in dict.fromkeys(_WORD.findall(instruction)):
        spoken = word in columns or (word in space and word not in BUILTINS and _is_data(space[word]))
        if spoken and word not in asked and word not in names and not re.search(rf"\b{word}\b", texts):
            found.append(word)
    for text in dict.fromkeys(_NUMBER.findall(instruction)):
        number = float(text)
        near = {number, number - 1, number + 1, number / 100}  # `up to 19` is range(20)
        if number > 1 and not near & numbers and text not in texts:
            found.append(text)
    return tuple(found)


def _is_data(value: object) -> bool:
    """Whether a name's value is something that a step works on."""
    no_data = (type, types.ModuleType, types.BuiltinFunctionType, type(None))
    return not is_one_of(type(value), no_data)
