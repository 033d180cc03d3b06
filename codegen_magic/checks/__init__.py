"""Static checks of generated code against the live namespace. Nothing of the user's is run.

`check` parses the code, adds imports that are missing and unambiguous, and says what will not
work: unknown names, attributes that a module lacks, columns that a DataFrame lacks, arguments that a
function cannot take, and a result that was to be stored under a name and is not. It is made to be
silent where it is not sure, so that a finding is nearly always an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from codegen_magic.checks.calls import import_findings, module_and_call_findings
from codegen_magic.checks.finding import Finding
from codegen_magic.checks.frames import column_findings
from codegen_magic.checks.names import import_for, name_finding, unknown_names
from codegen_magic.checks.result import asked_names, assign_result, missing_results
from codegen_magic.turn import Value

__all__ = ["Finding", "Report", "asked_names", "check"]

_MAGIC_LINE = re.compile(r"^([ \t]*)(?:[%!][^\n]*|(\w+)\s*=\s*[%!][^\n]*|\w+\?{1,2}\s*$)", re.MULTILINE)


@dataclass(frozen=True)
class Report(Value):
    """The code with the mends that were safe to make, and what is still wrong with it.

    added_imports: import lines put on top. assigned: asked-for names whose assignment was added.
    """

    code: str
    findings: tuple[Finding, ...] = ()
    added_imports: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()

    @property
    def parses(self) -> bool:
        return not any(finding.kind == "syntax" for finding in self.findings)


def check(code: str, namespace: Mapping[str, object], instruction: str = "", *, mend: bool = True) -> Report:
    """Check code before it runs; with `mend`, add missing imports and a missing assignment of the result."""
    space = dict(namespace)
    tree = parse(code)
    if isinstance(tree, Finding):
        return Report(code, (tree,))
    imports, unknown = _missing(tree, space)
    assigned: tuple[str, ...] = ()
    asked = missing_results(tree, asked_names(instruction), set(space))
    if mend:
        if len(asked) == 1:
            code, assigned, asked = _assigned(code, tree, asked)
        code = "".join(line + "\n" for line in imports) + code
        again = parse(code)
        tree = tree if isinstance(again, Finding) else again
    else:
        unknown |= {line.split()[-1]: 1 for line in imports}
        imports = []
    findings = [name_finding(name, line + len(imports), space, tree) for name, line in unknown.items()]
    findings += import_findings(tree) + module_and_call_findings(tree, space) + column_findings(tree, space)
    last_line = len(code.splitlines()) or 1
    findings += [Finding("result", last_line, f"the result is not stored in {name!r}") for name in asked]
    findings.sort(key=lambda finding: finding.line)
    return Report(code, tuple(dict.fromkeys(findings)), tuple(imports), assigned)


def parse(code: str) -> ast.Module | Finding:
    """The syntax tree, with IPython's magic and shell lines let through, or what is wrong."""
    plain = _MAGIC_LINE.sub(lambda m: m.group(1) + (f"{m.group(2)} = None" if m.group(2) else "pass"), code)
    try:
        return ast.parse(plain)
    except SyntaxError as error:
        return Finding("syntax", error.lineno or 1, error.msg)
    except (ValueError, RecursionError, MemoryError) as error:
        return Finding("syntax", 1, str(error) or type(error).__name__)


def _missing(tree: ast.Module, namespace: Mapping[str, object]) -> tuple[list[str], dict[str, int]]:
    """Import lines to add, and the names that remain unknown with their lines."""
    imports: list[str] = []
    unknown: dict[str, int] = {}
    for name, line in unknown_names(tree, namespace).items():
        statement = import_for(name, tree)
        if statement:
            imports.append(statement)
        else:
            unknown[name] = line
    return imports, unknown


def _assigned(code: str, tree: ast.Module, asked: list[str]) -> tuple[str, tuple[str, ...], list[str]]:
    mended = assign_result(code, tree, asked[0])
    if not mended or isinstance(parse(mended), Finding):
        return code, (), asked
    return mended, (asked[0],), []
