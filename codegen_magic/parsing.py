"""Whether code could be run as a cell, and its syntax tree: Python, with IPython's own lines let through."""

from __future__ import annotations

import ast
import re
import warnings

# `%time x`, `!ls`, `files = !ls`, `df?`
_IPYTHON_LINE = re.compile(r"^([ \t]*)(?:[%!][^\n]*|(\w+)\s*=\s*[%!][^\n]*|\w+\?{1,2}[ \t]*$)", re.MULTILINE)
_FOREIGN_BODY = re.compile(r"\s*%%(?!time\b|timeit\b|capture\b|prun\b)\w")  # of a cell magic: not Python


def tree_of(code: str) -> ast.Module:
    """The syntax tree. Raises SyntaxError for whatever could not be run as a cell.

    `return` or `break` outside of where they belong count: such code parses and does not compile.
    """
    if _FOREIGN_BODY.match(code):
        return ast.Module([], [])
    try:
        return _parsed(code)  # first as it is: `% (n, total)` may begin a line of Python too
    except SyntaxError:
        return _parsed(_IPYTHON_LINE.sub(lambda m: m[1] + (f"{m[2]} = None" if m[2] else "pass"), code))


def _parsed(plain: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape in a text is no reason to refuse it
            tree = ast.parse(plain)
            # the compiler may change a tree that it is given, and IPython allows await at the top level
            compile(plain, "<step>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or type(error).__name__) from None
    return tree


def parses(code: str) -> bool:
    try:
        tree_of(code)
    except SyntaxError:
        return False
    return True
