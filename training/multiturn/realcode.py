"""Code that people wrote, from archives of permissively licensed packages.

Functions whose docstring has examples that run true (signature and docstring -> body); example scripts, cut at
their comments or at sphinx-gallery's prose blocks; docstrings' examples and notebooks (realprose.py); and whole
functions and classes as they stand, so that a model that learns steps does not forget code. Every record names
its package, version, licence and file.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import random
import re
import signal
import tarfile
import textwrap
import tokenize
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegen_magic.owncode import first_line
from training.decontaminate import task_of
from training.multiturn.guard import Guard
from training.multiturn.realprose import docstring_sessions, notebook_session, only_shows, script_program
from training.multiturn.verify import Job, check, workers

PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|ISC|Unlicense|matplotlib)\b", re.I)
COPYLEFT = re.compile(r"\b([AL]?GPL(v?\d[\w.+-]*)?|General Public License|Mozilla|MPL|CC-BY)(?!\w)")
MAX_BODY, MAX_DOC = 900, 700  # characters
SECONDS = 5
PER_PACKAGE = 500  # records; one package must not be most of the data
DEFINITIONS_PER_PACKAGE = 50
DEFINITION = (200, 1600)  # characters


def members(archive: Path) -> Iterator[tuple[str, str]]:
    """(path without the top folder, text) of each Python file and of the metadata."""
    wanted = re.compile(r"(\.py|\.ipynb|PKG-INFO|METADATA)$")
    if archive.suffix == ".whl" or archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as z:
            for name in sorted(z.namelist()):
                if wanted.search(name):
                    yield name, z.read(name).decode("utf-8", "replace")
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and wanted.search(member.name) and member.size < 400_000:
                file = tar.extractfile(member)
                if file is not None:
                    yield member.name.split("/", 1)[-1], file.read().decode("utf-8", "replace")


def licence(metadata: str) -> dict[str, str]:
    """Name, version and licence as the package's own metadata has them."""
    head = metadata.split("\n\n", 1)[0]

    def value(key: str) -> str:
        match = re.search(rf"(?m)^{key}: (.+)$", head)
        return match[1].strip() if match else ""

    classifiers = "; ".join(re.findall(r"(?m)^Classifier: License :: (.+)$", head))
    return {
        "name": value("Name"),
        "version": value("Version"),
        "licence": value("License-Expression") or classifiers or value("License"),
    }


def lines_of(text: str) -> list[str]:
    """The lines as `ast` counts them: a form feed ends none."""
    return io.StringIO(text).readlines()


def functions(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(imports, signature with docstring, body, name) of each top-level function with examples."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    lines = lines_of(text)
    imports = own_imports(tree)
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.decorator_list or len(node.body) < 2:
            continue
        doc = ast.get_docstring(node)
        if not doc or ">>>" not in doc or "+SKIP" in doc or len(doc) > 3 * MAX_DOC:
            continue
        try:
            shown = docstring(doc)
        except ValueError:  # examples that doctest cannot read: options of another runner, odd indentation
            continue
        first = node.body[0]
        body = "".join(lines[first_line(node.body[1]) : node.end_lineno])
        head = "".join(lines[node.lineno - 1 : node.body[0].lineno - 1])
        if len(body) > MAX_BODY or body.count("\n") > 25 or first.end_lineno is None or "#" in head:
            continue
        used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        needed = "\n".join(dict.fromkeys(code for name, code in imports.items() if name in used))
        yield needed, head + shown, strip_comments(body), node.name


def own_imports(tree: ast.Module) -> dict[str, str]:
    """Name -> the import line that brings it, for absolute imports at the top level."""
    out = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for a in node.names:
                out[a.asname or a.name.split(".")[0]] = ast.unparse(ast.Import([a]))
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module != "__future__":
            for a in node.names:
                out[a.asname or a.name] = ast.unparse(ast.ImportFrom(node.module, [a], 0))
    return out


def docstring(doc: str) -> str:
    """The first paragraph and the examples; the parameters' tables are left out."""
    summary = doc.split("\n\n")[0].strip()
    examples = doctest.DocTestParser().get_examples(doc)
    shown = []
    for example in examples[:4]:
        source = example.source.rstrip("\n").splitlines()
        shown += [
            f">>> {source[0]}",
            *(f"... {line}" for line in source[1:]),
            *example.want.rstrip("\n").splitlines(),
        ]
    inner = textwrap.indent("\n".join([summary, "", *shown]), "    ")
    return f'    """{inner.strip()}\n    """\n'


def strip_comments(code: str) -> str:
    """Code without its comments and blank lines; unchanged where it cannot be read."""
    out = textwrap.dedent(code)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(out).readline))
    except (tokenize.TokenError, IndentationError):
        return code
    lines = out.splitlines()
    for token in tokens:
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return textwrap.indent("\n".join(line for line in lines if line.strip()), "    ")


def passes(job: tuple[str, str, str]) -> bool:
    """Whether a function's shown examples run true with nothing but its imports."""
    imports, head, body = job
    source = f"{imports}\n{head}{body}\n"
    space: dict[str, Any] = {"__name__": "example"}
    signal.alarm(SECONDS)
    try:
        exec(compile(source, "example", "exec"), space)
        name = re.match(r"def (\w+)", head)
        doc = space[name[1]].__doc__ if name else ""
        test = doctest.DocTestParser().get_doctest(doc, space, "example", None, 0)
        # an example that imports tests the installed function, not the one that is shown
        if not any(e.want for e in test.examples) or any("import " in e.source for e in test.examples):
            return False
        runner = doctest.DocTestRunner(
            verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        )
        with contextlib.redirect_stdout(io.StringIO()):
            return runner.run(test, out=lambda _: None).failed == 0
    except BaseException:
        return False
    finally:
        signal.alarm(0)


def collect_real(
    archives: list[Path], guard: Guard, seed: int, jobs: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Records of all archives, and the manifest: packages, licences, counts, what was dropped."""
    records: list[dict[str, Any]] = []
    packages: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    for archive in sorted(
        a
        for p in archives
        for a in ([p] if p.is_file() else [*p.glob("*.tar.gz"), *p.glob("*.whl"), *p.glob("*.zip")])
    ):
        files = list(members(archive))
        info = next(
            (licence(t) for n, t in files if n.endswith(("PKG-INFO", "METADATA"))),
            {"name": archive.name, "version": "", "licence": ""},
        )
        if not PERMISSIVE.search(info["licence"]) or COPYLEFT.search(info["licence"]):
            counts["packages without a permissive licence"] += 1
            continue
        found: list[dict[str, Any]] = []
        source = f"{info['name']} {info['version']}"
        found += real_functions(files, source, guard, jobs, counts)
        for part, programs in (
            ("real-scripts", scripts(files)),
            ("real-examples", examples(files, counts)),
        ):
            found += real_sessions(part, programs, source, guard, jobs, counts)
        if len(found) > PER_PACKAGE:
            counts["records above a package's share"] += len(found) - PER_PACKAGE
            found = random.Random(seed).sample(found, PER_PACKAGE)
        whole = list(real_definitions(files, source, guard, counts))
        whole = random.Random(seed).sample(whole, min(len(whole), DEFINITIONS_PER_PACKAGE))
        counts["real-definitions"] += len(whole)
        found += whole
        records += found
        packages.append({**info, "archive": archive.name, "records": len(found)})
    random.Random(seed).shuffle(records)
    return records, {"packages": packages, "counts": dict(counts)}


def real_functions(
    files: list[tuple[str, str]],
    source: str,
    guard: Guard,
    jobs: int,
    counts: Counter[str],
    part: str = "real-functions",
) -> list[dict[str, Any]]:
    found = [
        (path, *f)
        for path, text in files
        if path.endswith(".py") and "/test" not in path
        for f in functions(text)
    ]
    out, seen = [], set()
    with workers(jobs) as pool:
        for (path, imports, head, body, name), good in zip(
            found, pool.map(passes, [(i, h, b) for _, i, h, b, _ in found], chunksize=8), strict=True
        ):
            if not good:
                counts["functions whose examples did not run true"] += 1
            elif len(head) > MAX_DOC + 200 or body in seen:
                counts["functions too long or twice"] += 1
            elif guard.near([task_of(head)], name):
                counts["functions near an evaluation problem"] += 1
            else:
                seen.add(body)
                counts["functions"] += 1
                header = (imports + "\n\n\n" if imports else "") + head
                out.append(
                    {
                        "turns": [{"instruction": "", "grounding": "", "code": body}],
                        "header": header,
                        "source": f"{source}: {path}",
                        "part": part,
                    }
                )
    return out


def definitions(text: str) -> Iterator[tuple[str, str, str]]:
    """(name, docstring, source) of each top-level function and class of a middling length."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    lines = lines_of(text)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            source = "".join(lines[first_line(node) : node.end_lineno])
            if DEFINITION[0] <= len(source) <= DEFINITION[1]:
                yield node.name, ast.get_docstring(node) or "", source


def real_definitions(
    files: list[tuple[str, str]], source: str, guard: Guard, counts: Counter[str]
) -> Iterator[dict[str, Any]]:
    """Functions and classes to be learnt whole; they are not run, the package was released with them."""
    for path, text in files:
        if path.endswith(".py") and not re.search(r"(^|/)(tests?|testing|_vendor|f2py|distutils)/", path):
            for name, doc, code in definitions(text):
                if guard.near([task_of(doc)], name):
                    counts["real-definitions near an evaluation problem"] += 1
                else:
                    turn = {"instruction": "", "grounding": "", "code": code}
                    yield {
                        "turns": [turn],
                        "header": "",
                        "source": f"{source}: {path}",
                        "part": "real-definitions",
                    }


def scripts(files: list[tuple[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, program) of the example scripts and notebooks."""
    for path, text in files:
        if re.search(r"(^|/)(examples?|galler(y|ies)|tutorials?|plot_types|users_explain|docs?)/", path):
            program = script_program(text) if path.endswith(".py") else None
            program = notebook_session(text) if path.endswith(".ipynb") else program
            if program:
                yield path, program


def examples(files: list[tuple[str, str]], counts: Counter[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, program) of the docstrings whose examples are told in prose and keep what they make."""
    for path, text in files:
        if path.endswith(".py") and not re.search(r"(^|/)(tests?|f2py|distutils)/", path):
            for program in docstring_sessions(text):
                if any(only_shows(turn["code"]) for turn in program["turns"]):
                    counts["real-examples that only show a value"] += 1
                else:
                    yield path, program


def real_sessions(
    part: str,
    programs: Iterator[tuple[str, dict[str, Any]]],
    source: str,
    guard: Guard,
    jobs: int,
    counts: Counter[str],
) -> list[dict[str, Any]]:
    """Those that run and are near no evaluation problem."""
    out = []
    for path, program in programs:
        if guard.near([t["instruction"] for t in program["turns"]]):
            counts[f"{part} near an evaluation problem"] += 1
        else:
            out.append({**program, "source": f"{source}: {path}", "part": part})
    kept = []
    with workers(jobs) as pool:
        runs = [Job(r["header"], "", [(t["code"], {}, None, "") for t in r["turns"]]) for r in out]
        for record, reason in zip(out, pool.map(check, runs, chunksize=4), strict=True):
            if reason:
                counts[f"{part} that did not run: {reason}"] += 1
            else:
                counts[part] += 1
                counts[f"{part}, steps"] += len(record["turns"])
                kept.append(record)
    return kept


__all__ = ["collect_real"]
