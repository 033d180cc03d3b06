"""A recipe -> filtered, deduplicated, tokenised and packed rows for every stage.

    python -m training.corpus training/corpora/small.toml data/small --megabytes 40

    OUT/archives/   the packages as fetched        OUT/documents/  JSONL by language, with origin and licence
    OUT/corpus.json what came from where           OUT/rows/       packed rows: STAGE-train, LANGUAGE-valid

Steps that are done are not done again.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.writers import JsonlWriter
from tqdm import tqdm

from training import neardup, pack
from training import tokenizer as tok
from training.archives import ArchiveReader
from training.errors import BadCorpus, BadStage
from training.fetch import fetch
from training.files import sha256_of_file, whole_folder
from training.filters import (
    LANGUAGES,
    ByExtension,
    Decontaminate,
    ExactDedup,
    Licence,
    LineLengths,
    MostlyDigits,
    humaneval_problems,
)
from training.stage import from_table


@dataclass(frozen=True)
class Package:
    origin: str  # pypi:NAME==VERSION, npm:NAME@VERSION, debian:NAME, installed:MODULE, folder:PATH
    licence: str  # SPDX
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    name: str
    vocab: int
    context: int
    megabytes: float
    valid_share: float
    permissive_only: tuple[str, ...]
    shares: dict[str, float]
    stages: dict[str, tuple[str, ...]]
    packages: tuple[Package, ...]


def read_recipe(path: Path) -> Recipe:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        packages = tuple(from_table(Package, entry, "package.") for entry in table.pop("package"))
        stages = {name: tuple(languages) for name, languages in table.pop("stages").items()}
        table["permissive_only"] = tuple(table["permissive_only"])
        recipe = Recipe(packages=packages, stages=stages, **table)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, BadStage) as error:
        raise BadCorpus(f"{path} is no recipe: {error}") from error
    for language in {*recipe.shares, *(one for p in packages for one in p.languages)}:
        if language not in LANGUAGES:
            raise BadCorpus(f"{path}: no language {language!r}; known are {', '.join(LANGUAGES)}")
    return recipe


def locate(package: Package, archives: Path) -> Path:
    """The package's archive or folder on this machine."""
    kind, _, name = package.origin.partition(":")
    if kind == "folder":
        path = Path(name)
    elif kind == "installed":
        spec = importlib.util.find_spec(name)
        path = Path(spec.origin).parent if spec and spec.origin else Path(name)
    else:
        path = fetch(package.origin, archives)
    if not path.exists():
        raise BadCorpus(f"{package.origin}: {path} is not there")
    return path


def build(recipe: Recipe, out: Path) -> None:
    """All of a recipe. What is finished in `out` is kept."""
    located = [(p, locate(p, out / "archives")) for p in tqdm(recipe.packages, desc="packages", disable=None)]
    statistics = {}
    for language in tqdm(recipe.shares, desc="filtering", disable=None):
        statistics[language] = filtered(recipe, language, located, out)
    for language in recipe.shares:
        split(recipe, language, out)
    write_manifest(recipe, located, statistics, out)
    tokenizer = make_tokenizer(recipe, out)
    source = {"corpus": recipe.name, "sha256": sha256_of_file(out / "corpus.json")}
    names = [f"{stage}-train" for stage in recipe.stages] + [
        f"{language}-valid" for language in recipe.shares
    ]
    for name in [*names, "humaneval"]:
        if not (out / "rows" / name / "manifest.json").is_file():
            pack.pack(out / "documents" / name, out / "rows" / name, tokenizer, recipe.context, source)


def filtered(recipe: Recipe, language: str, located: list[tuple[Package, Path]], out: Path) -> dict[str, Any]:
    """Filter and deduplicate one language into OUT/documents/LANGUAGE; what was kept and dropped, and why."""
    final = out / "documents" / language
    report = final / "filters.json"
    if report.is_file():
        return json.loads(report.read_text())
    sources = [
        {"path": str(path), "origin": package.origin, "licence": package.licence}
        for package, path in located
        if language in package.languages
    ]
    if not sources:
        raise BadCorpus(f"recipe {recipe.name}: no package has language {language!r}")
    with whole_folder(final) as folder:
        work = folder / "work"
        steps = [ArchiveReader(sources), ByExtension([language]), LineLengths(), MostlyDigits()]
        if language in recipe.permissive_only:
            steps.append(Licence())
        # decontamination and exact deduplication see all documents in one task
        steps += [Decontaminate(humaneval_problems()), ExactDedup()]
        writer = JsonlWriter(str(work / "exact"), output_filename="${rank}.jsonl", compression=None)
        run = LocalPipelineExecutor(pipeline=[*steps, writer], tasks=1, logging_dir=str(work / "logs"))
        counts = counters(neardup.quietly(run))
        if not any((work / "exact").glob("*.jsonl")):
            dropped = {key: n for block in counts.values() for key, n in block.items() if "dropped_" in key}
            raise BadCorpus(f"{language}: 0 documents are left after filtering ({dropped}): add packages")
        counts |= counters(neardup.remove(work / "exact", folder / "kept", work / "near"))
        (folder / "filters.json").write_text(json.dumps(counts, indent=2) + "\n")
        shutil.rmtree(work)
    return counts


def counters(statistics: Any) -> dict[str, Any]:
    """{"block": {"forwarded": n, "dropped_long_line": n, ...}} of a datatrove run."""
    out: dict[str, Any] = {}
    for block in json.loads(statistics.to_json()):
        numbers = {}
        for key, value in block["stats"].items():
            total = value.get("total", 0) if isinstance(value, dict) else value
            if key.startswith(("total", "forwarded", "dropped", "not_utf8", "binary", "documents")):
                numbers[key] = int(total)
        out[block["name"]] = numbers
    return out


def split(recipe: Recipe, language: str, out: Path) -> None:
    """Documents -> LANGUAGE-valid and LANGUAGE-train, by each text's hash; train is cut at its share."""
    if (out / "documents" / f"{language}-train").is_dir():
        return
    room = recipe.megabytes * 1e6 * recipe.shares[language]
    chosen = sorted(records(out / "documents" / language / "kept"), key=lambda r: r["metadata"]["sha256"])
    valid, train, size = [], [], 0.0
    for record in chosen:
        if int(record["metadata"]["sha256"][:8], 16) < recipe.valid_share * 2**32:
            valid.append(record)
        elif size < room:
            train.append(record)
            size += len(record["text"].encode("utf-8", "replace"))
    if not valid and len(train) > 1:
        valid.append(train.pop())
    if not train or not valid:
        raise BadCorpus(
            f"{language}: {len(chosen)} documents are left after filtering, too few to train and "
            "validate: add packages to the recipe"
        )
    for name, part in (("valid", valid), ("train", train)):
        with whole_folder(out / "documents" / f"{language}-{name}") as folder:
            write(folder / "0.jsonl", part)


def records(folder: Path) -> Iterator[dict[str, Any]]:
    for file in pack.documents_in(folder):
        yield from pack.read_jsonl(file)


def write(file: Path, lines: Sequence[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_manifest(
    recipe: Recipe, located: list[tuple[Package, Path]], statistics: dict[str, Any], out: Path
) -> None:
    """corpus.json, and the stages' training documents in a fixed mixed order."""
    totals = {}
    for language in recipe.shares:
        for part in ("train", "valid"):
            texts = [record["text"] for record in records(out / "documents" / f"{language}-{part}")]
            size = sum(len(text.encode("utf-8", "replace")) for text in texts)
            totals[f"{language}-{part}"] = {"documents": len(texts), "bytes": size}
    for stage, languages in recipe.stages.items():
        folder = out / "documents" / f"{stage}-train"
        if stage in recipe.shares or folder.is_dir():  # a stage may be named as its only language
            continue
        mixed = [r for one in languages for r in records(out / "documents" / f"{one}-train")]
        with whole_folder(folder) as made:
            write(made / "0.jsonl", sorted(mixed, key=lambda r: r["metadata"]["sha256"][::-1]))
    problems = [{"text": text, "id": str(n), "metadata": {}} for n, text in enumerate(humaneval_problems())]
    with whole_folder(out / "documents" / "humaneval") as made:
        write(made / "0.jsonl", problems)
    origins = [
        {
            "origin": package.origin,
            "licence": package.licence,
            "languages": list(package.languages),
            "archive_sha256": sha256_of_file(path) if path.is_file() else None,
        }
        for package, path in located
    ]
    manifest = {"recipe": recipe.name, "packages": origins, "filters": statistics, "texts": totals}
    (out / "corpus.json").write_text(json.dumps(manifest, indent=2) + "\n")


def make_tokenizer(recipe: Recipe, out: Path) -> Any:
    """One tokenizer for all stages, trained on their training texts."""
    file = out / "tokenizer.json"
    if not file.is_file():
        names = [f"{language}-train" for language in recipe.shares]
        texts = (record["text"] for name in names for record in records(out / "documents" / name))
        tok.train(texts, recipe.vocab).save(str(file))
    return tok.load(file)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.corpus", description=__doc__.splitlines()[0])
    parser.add_argument("recipe", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--megabytes", type=float, help="of training text in all")
    args = parser.parse_args(argv)
    recipe = read_recipe(args.recipe)
    if args.megabytes is not None:
        recipe = Recipe(**(vars(recipe) | {"megabytes": args.megabytes}))
    build(recipe, args.out)
    print(json.dumps(json.loads((args.out / "corpus.json").read_text())["texts"], indent=2))
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
