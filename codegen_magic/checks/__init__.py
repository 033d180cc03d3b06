"""Static checks of generated code against the live namespace. Nothing of the user's is run.

`check` parses the code, adds imports that are missing and unambiguous, and says what will not
work: unknown names, attributes that a module lacks, columns that a DataFrame lacks, arguments that a
function cannot take, and a result that was to be stored under a name and is not. It is made to be
silent where it is not sure, so that a finding is nearly always an error.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from codegen_magic.checks.asked import asked, asked_names, asks_more
from codegen_magic.checks.assign import assign_results
from codegen_magic.checks.calls import import_findings, module_and_call_findings
from codegen_magic.checks.convert import converted
from codegen_magic.checks.finding import Finding
from codegen_magic.checks.frames import column_findings, column_names, missing_columns
from codegen_magic.checks.keep import keep_change
from codegen_magic.checks.kinds import misfits
from codegen_magic.checks.linked import link
from codegen_magic.checks.names import import_for, magic_binds, name_finding, unknown_names
from codegen_magic.checks.order import sorted_down
from codegen_magic.checks.rename import rename_columns, rename_variables
from codegen_magic.checks.result import missing_results
from codegen_magic.checks.unused import unused
from codegen_magic.parsing import tree_of
from codegen_magic.turn import Value

__all__ = ["Finding", "Report", "asked_names", "check", "in_asked_kind", "with_kinds"]

_ASKS_FUNCTION = re.compile(r"\b(?:functions?|class|method|lambda|def)\b|\w\(", re.IGNORECASE)


@dataclass(frozen=True)
class Report(Value):
    """The code with the mends that were safe to make, and what is still wrong with it.

    added_imports: import lines put on top. assigned: what was asked for, or what a command changes (a table, a
    column), whose assignment was added. renamed: "old -> new", names and columns that did not exist and could only
    mean these. converted: "the sort to descending", or "x to a list", which a trial saw to be of another kind.
    unused: columns, variables and numbers of the instruction that the code leaves out.
    """

    code: str
    findings: tuple[Finding, ...] = ()
    added_imports: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def parses(self) -> bool:
        return not any(finding.kind == "syntax" for finding in self.findings)


def check(code: str, namespace: Mapping[str, object], instruction: str = "", *, mend: bool = True) -> Report:
    """Check code before it runs; with `mend`, put names right that can mean one thing only, add missing
    imports and a missing assignment of the result."""
    space = dict(namespace)
    tree = parse(code)
    if isinstance(tree, Finding):
        return Report(code, (tree,))
    renamed: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    if mend:
        code, tree, renamed = _renamed(code, tree, space, instruction)
        down = sorted_down(code, tree, space, instruction)
        if down not in ("", code) and (sound := _sound(down)):
            code, tree, turned = down, sound, ("the sort to descending",)
    imports, unknown = _missing(code, tree, space)
    wanted, columns = asked(instruction), column_names(space)
    missing = [] if magic_binds(code) else missing_results(tree, wanted, set(space), columns)
    left_out = unused(tree, space, columns, instruction, wanted)
    assigned: tuple[str, ...] = ()
    if mend:
        functions = bool(_ASKS_FUNCTION.search(instruction))
        if missing:
            further = asks_more(instruction, missing[0])
            mended, given = assign_results(code, tree, missing, wanted, functions, space, further), missing
        else:
            mended, given = keep_change(code, tree, space, instruction)
        if mended and not isinstance(parse(mended), Finding):
            code, assigned, missing = mended, tuple(given), []
        with_imports = "".join(line + "\n" for line in imports) + code
        again = parse(with_imports)
        if isinstance(again, Finding) or code.lstrip().startswith("%%"):  # a cell magic stays the first line
            mend = False
        else:
            code, tree = with_imports, again
    if not mend:
        unknown |= {line.split()[-1]: 1 for line in imports}
        imports = []
    findings = [name_finding(name, line + len(imports), space, tree) for name, line in unknown.items()]
    findings += import_findings(tree) + module_and_call_findings(tree, space) + column_findings(tree, space)
    last_line = len(code.splitlines()) or 1
    findings += [Finding("result", last_line, f"the result is not stored in {name!r}") for name in missing]
    findings.sort(key=lambda finding: finding.line)
    told = tuple(dict.fromkeys(findings))
    return Report(code, told, tuple(imports), assigned, renamed, turned, left_out)


def with_kinds(report: Report, instruction: str, made: Mapping[str, str]) -> Report:
    """The report after the code was tried: with what was made as something else than asked for (kinds.py)."""
    last_line = len(report.code.splitlines()) or 1
    found = [misfit.finding(last_line) for misfit in misfits(instruction, asked(instruction), made)]
    return dataclasses.replace(report, findings=(*report.findings, *found))


def in_asked_kind(report: Report, instruction: str, made: Mapping[str, str]) -> Report:
    """The report of the tried code with its one result of another kind converted, where that is safe (convert.py)."""
    found = misfits(instruction, asked(instruction), made)
    tree = _sound(report.code)
    if len(found) != 1 or tree is None:
        return report
    name, own, kind = found[0]
    code = converted(report.code, tree, name, own, made[name], kind)
    if not code or _sound(code) is None:
        return report
    return dataclasses.replace(report, code=code, converted=(*report.converted, f"{name} to a {kind}"))


def parse(code: str) -> ast.Module | Finding:
    """The syntax tree, with IPython's magic and shell lines let through, or what is wrong."""
    try:
        return tree_of(code)
    except SyntaxError as error:
        return Finding("syntax", error.lineno or 1, error.msg)


def _sound(code: str) -> ast.Module | None:
    """The tree of mended code; None where the mend broke it."""
    tree = parse(code)
    return None if isinstance(tree, Finding) else tree


def _renamed(
    code: str, tree: ast.Module, space: Mapping[str, object], instruction: str
) -> tuple[str, ast.Module, tuple[str, ...]]:
    """Variables first, since which table is meant decides on its columns; then what the table's values tell.

    A mend that breaks the code is not made.
    """
    told: tuple[str, ...] = ()
    for columns in (False, True):
        if columns:
            new, names = rename_columns(code, tree, missing_columns(tree, space))
        else:
            new, names = rename_variables(code, tree, _missing(code, tree, space)[1], space, instruction)
        again = parse(new)
        if names and not isinstance(again, Finding):
            code, tree = new, again
            told += tuple(f"{old} -> {right}" for old, right in names.items())
    new, linked = link(code, tree, space, instruction)
    again = parse(new)
    if linked and not isinstance(again, Finding):
        code, tree, told = new, again, (*told, *linked)
    return code, tree, told


def _missing(
    code: str, tree: ast.Module, namespace: Mapping[str, object]
) -> tuple[list[str], dict[str, int]]:
    """Import lines to add, and the names that remain unknown with their lines; neither where magic lines bind names."""
    imports: list[str] = []
    unknown: dict[str, int] = {}
    for name, line in ({} if magic_binds(code) else unknown_names(tree, namespace)).items():
        statement = import_for(name, tree)
        if statement:
            imports.append(statement)
        else:
            unknown[name] = line
    return imports, unknown
