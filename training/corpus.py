"""A recipe -> filtered, deduplicated, tokenised and packed rows for every stage.

    python -m training.corpus training/corpora/small.toml data/small --megabytes 40

    OUT/archives/   the packages as fetched        OUT/documents/  JSONL by language, with origin and licence
    OUT/corpus.json what came from where           OUT/rows/       packed rows: STAGE-train, LANGUAGE-valid

Steps that are done are not done again.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from datatrove.pipeline.writers import JsonlWriter
from tqdm import tqdm

from codegen_magic.models.folder import hash_file
from training import executors, neardup, pack
from training import tokenizer as tok
from training.archives import ArchiveReader
from training.decontaminate import multi_turn_problems
from training.errors import BadCorpus
from training.executors import LOCAL, Cluster
from training.files import same_settings, whole_folder
from training.filters import (
    ByExtension,
    Decontaminate,
    DecontaminateTurns,
    ExactDedup,
    LanguageTag,
    Licence,
    LineLengths,
    MostlyDigits,
    humaneval_problems,
    is_valid,
)
from training.recipe import Package, Recipe, locate, read_recipe


def build(recipe: Recipe, out: Path, cluster: Cluster = LOCAL, problems: Path | None = None) -> None:
    """All of a recipe. What is finished in `out` is kept. problems: multi-turn ones to keep out, JSONL."""
    used = {"recipe": asdict(recipe), "problems": problems and hash_file(problems)}
    same_settings(out / "settings.json", used)
    located = [(p, locate(p, out / "archives")) for p in tqdm(recipe.packages, desc="packages", disable=None)]
    statistics = {}
    for language in tqdm(recipe.shares, desc="filtering", disable=None):
        statistics[language] = filtered(recipe, language, located, out, cluster, problems)
    for language in recipe.shares:
        split(recipe, language, out)
    write_manifest(recipe, located, statistics, out, problems)
    tokenizer = make_tokenizer(recipe, out)
    source = {"corpus": recipe.name, "sha256": hash_file(out / "corpus.json")}
    names = [f"{stage}-train" for stage in recipe.stages] + [
        f"{language}-valid" for language in recipe.shares
    ]
    for name in [*names, "humaneval"]:
        if not (out / "rows" / name / "manifest.json").is_file():
            with pack.left_out_if_short(name):
                pack.pack(out / "documents" / name, out / "rows" / name, tokenizer, recipe.context, source)


def writer(folder: Path) -> JsonlWriter:
    return JsonlWriter(str(folder), output_filename="${rank}.jsonl", compression=None)


def filtered(
    recipe: Recipe,
    language: str,
    located: list[tuple[Package, Path]],
    out: Path,
    cluster: Cluster,
    problems: Path | None,
) -> dict[str, Any]:
    """Filter and deduplicate one language into OUT/documents/LANGUAGE; what was kept and dropped, and why."""
    final = out / "documents" / language
    work = final.with_name(f".{language}.work")  # stays where a task fails: with its logs and what is done
    report = final / "filters.json"
    if report.is_file():
        shutil.rmtree(work, ignore_errors=True)
        return json.loads(report.read_text())
    sources = [
        {"path": str(path), "origin": package.origin, "licence": package.licence}
        for package, path in located
        if language in package.languages
    ]
    if not sources:
        raise BadCorpus(f"recipe {recipe.name}: no package has language {language!r}")
    same_settings(work / "settings.json", {"tasks": cluster.tasks})
    steps = [ArchiveReader(sources), ByExtension([language]), LineLengths(), MostlyDigits()]
    if language in recipe.permissive_only:
        steps.append(Licence())
    # decontamination and exact deduplication see all documents in one task
    steps.append(Decontaminate(humaneval_problems()))
    if problems:
        steps.append(DecontaminateTurns(multi_turn_problems(problems)))
    steps.append(ExactDedup())
    counts = cluster.run([*steps, writer(work / "exact")], work / "logs", tasks=1)
    if not any((work / "exact").glob("*.jsonl")):
        shutil.rmtree(work)
        dropped = {key: n for block in counts.values() for key, n in block.items() if "dropped_" in key}
        raise BadCorpus(f"{language}: 0 documents are left after filtering ({dropped}): add packages")
    tag = [LanguageTag(recipe.prefix)] if recipe.prefix else []
    counts |= neardup.remove(work / "exact", work / "near", [*tag, writer(work / "kept")], cluster)
    with whole_folder(final) as folder:
        shutil.copytree(work / "kept", folder / "kept")
        (folder / "filters.json").write_text(json.dumps(counts, indent=2) + "\n")
    shutil.rmtree(work)
    return counts


def split(recipe: Recipe, language: str, out: Path) -> None:
    """Documents -> LANGUAGE-valid and LANGUAGE-train, by each text's hash; train is cut at its share."""
    if (out / "documents" / f"{language}-train").is_dir():
        return
    room = recipe.megabytes * 1e6 * recipe.shares[language]
    chosen = sorted(records(out / "documents" / language / "kept"), key=lambda r: r["metadata"]["sha256"])
    valid, train, size = [], [], 0.0
    for record in chosen:
        if is_valid(record["metadata"]["sha256"], recipe.valid_share):
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
    recipe: Recipe,
    located: list[tuple[Package, Path]],
    statistics: dict[str, Any],
    out: Path,
    problems: Path | None,
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
    solutions = [{"text": text, "id": str(n), "metadata": {}} for n, text in enumerate(humaneval_problems())]
    with whole_folder(out / "documents" / "humaneval") as made:
        write(made / "0.jsonl", solutions)
    origins = [
        {
            "origin": package.origin,
            "licence": package.licence,
            "languages": list(package.languages),
            "archive_sha256": hash_file(path) if path.is_file() else None,
        }
        for package, path in located
    ]
    manifest = {"recipe": recipe.name, "packages": origins, "filters": statistics, "texts": totals}
    manifest["decontamination"] = ["HumanEval"]
    if problems:
        manifest["decontamination"] += [{"multi-turn": problems.name, "sha256": hash_file(problems)}]
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
    parser.add_argument("--problems", type=Path, help="multi-turn problems (JSONL) to keep out")
    parser.add_argument("--prefix", help="instead of the recipe's: a text before each, {language} in it")
    executors.add_options(parser)
    args = parser.parse_args(argv)
    recipe = read_recipe(args.recipe)
    given = {name: getattr(args, name) for name in ("megabytes", "prefix") if getattr(args, name) is not None}
    build(replace(recipe, **given), args.out, executors.from_options(args), args.problems)
    print(json.dumps(json.loads((args.out / "corpus.json").read_text())["texts"], indent=2))
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
