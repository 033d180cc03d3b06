"""Corpora larger than a machine: files that you have -> filtered, deduplicated, packed rows, on any executor.

    python -m training.large training/corpora/bigpython.toml data/bigpython --source github=/data/github-python \
        --executor slurm --tasks 1000 --executor-option partition=cpu --executor-option time=24:00:00

    In OUT: documents/LANGUAGE-train, LANGUAGE-valid   JSONL, by the text's hash    rows          packed rows
            work                                       the steps between            corpus.json   counts and settings

Steps: read and filter, exact duplicates, near duplicates, tag and split, pack. Each is cut into --tasks; what is
done is not done again, so the same command goes on after a failure.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from datatrove.pipeline.writers import JsonlWriter
from tqdm import tqdm

from codegen_magic.models.folder import hash_file
from training import decontaminate, executors, filters, neardup, pack, readers
from training import tokenizer as tok
from training.errors import BadCorpus, BadStage
from training.executors import Cluster
from training.files import same_settings
from training.stage import from_table


@dataclass(frozen=True)
class Recipe:
    name: str
    tokenizer: str  # codegen-nl, codegen-multi, or a folder
    context: int
    valid_share: float  # of the documents, chosen by the text's hash
    stage: str  # what the rows are for; its languages are all of the sources'
    sources: tuple[readers.Source, ...] = ()
    permissive_only: bool = False
    prefix: str = ""  # before each text; {language} in it is the language's name
    buckets: int = 14  # of MinHash, 8 hashes each


def read_recipe(path: Path) -> Recipe:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = tuple(from_table(readers.Source, entry, "source.") for entry in table.pop("source", []))
        recipe = replace(from_table(Recipe, table, ""), sources=sources)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, BadStage) as error:
        raise BadCorpus(f"{path} is no recipe for large corpora: {error}") from error
    if not recipe.sources:
        raise BadCorpus(f"{path} has no [[source]]: recipes of packages are for training.corpus")
    for source in recipe.sources:
        source.check()
    return recipe


def build(
    recipe: Recipe, places: dict[str, Path], out: Path, cluster: Cluster, problems: Path | None
) -> None:
    """All steps of a recipe. places: {source: folder}; problems: multi-turn problems to keep out, JSONL."""
    missing = [source.name for source in recipe.sources if source.name not in places]
    if missing:
        raise BadCorpus(f"where is {missing[0]}? Give --source {missing[0]}=FOLDER")
    used = {
        "recipe": asdict(recipe),
        "tasks": cluster.tasks,
        "problems": problems and hash_file(problems),
    }
    same_settings(out / "work" / "settings.json", used)
    work = out / "work"
    counts = {
        source.name: cluster.run(
            filtering(recipe, source, places[source.name], work / "filtered", problems),
            work / "logs" / f"filter-{source.name}",
        )
        for source in recipe.sources
    }
    if not any((work / "filtered").glob("*.jsonl.gz")):
        raise BadCorpus(f"{recipe.name}: 0 documents are left after filtering ({dropped(counts)})")
    counts["exact"] = neardup.remove_exact(
        work / "filtered", work / "exact", [writer(work / "unique", "${rank}")], cluster
    )
    tail = [filters.Part(recipe.valid_share)]
    tail += [filters.LanguageTag(recipe.prefix)] if recipe.prefix else []
    tail += [writer(out / "documents", "${language}-${part}/${rank}")]
    counts["near"] = neardup.remove(work / "unique", work / "near", tail, cluster, recipe.buckets)
    manifest = {"recipe": asdict(recipe), "decontamination": ["HumanEval"], "filters": counts}
    if problems:
        manifest["decontamination"] += [{"multi-turn": problems.name, "sha256": hash_file(problems)}]
    (out / "corpus.json").write_text(json.dumps(manifest, indent=2) + "\n")
    pack_all(recipe, out, cluster)


def writer(folder: Path, name: str) -> JsonlWriter:
    return JsonlWriter(str(folder), output_filename=f"{name}.jsonl.gz", compression="gzip")


def filtering(
    recipe: Recipe, source: readers.Source, folder: Path, out: Path, problems: Path | None
) -> list[Any]:
    """The paper's filters over one source."""
    steps: list[Any] = [source.reader(folder)]
    if len(source.languages) > 1 or source.path_column or source.kind == "archives":
        steps.append(filters.ByExtension(source.languages))
    if recipe.permissive_only:
        steps.append(filters.Licence())
    if source.code:
        steps += [filters.LineLengths(), filters.MostlyDigits()]
    steps.append(filters.Decontaminate(filters.humaneval_problems()))
    if problems:
        steps.append(filters.DecontaminateTurns(decontaminate.multi_turn_problems(problems)))
    return [*steps, filters.Digest(), writer(out, f"{source.name}-${{rank}}")]


def dropped(counts: dict[str, Any]) -> dict[str, int]:
    """{"dropped_long_line": n, ...} over all sources and blocks."""
    found: dict[str, int] = {}
    for blocks in counts.values():
        for block in blocks.values():
            for key, n in block.items():
                if key.startswith("dropped_"):
                    found[key] = found.get(key, 0) + n
    return found


def pack_all(recipe: Recipe, out: Path, cluster: Cluster) -> None:
    tokenizer_file = out / "tokenizer.json"
    if not tokenizer_file.is_file():
        make_tokenizer(recipe.tokenizer, out).save(str(tokenizer_file))
    languages = sorted({language for source in recipe.sources for language in source.languages})
    folders = {f"{recipe.stage}-train": [out / "documents" / f"{one}-train" for one in languages]}
    folders |= {f"{one}-valid": [out / "documents" / f"{one}-valid"] for one in languages}
    source = {"corpus": recipe.name, "sha256": hash_file(out / "corpus.json")}
    for name, parts in tqdm(folders.items(), desc="packing", disable=None):
        present = [part for part in parts if part.is_dir()]
        if present and not (out / "rows" / name / "manifest.json").is_file():
            files = [file for part in present for file in pack.documents_in(part)]
            with pack.left_out_if_short(name):
                pack.pack_on(cluster, files, out / "rows" / name, tokenizer_file, recipe.context, source)


def make_tokenizer(name: str, out: Path) -> Any:
    """CodeGen's own of GPT-2's vocabulary, fetched once, or the one in a folder."""
    if name not in ("codegen-nl", "codegen-multi"):
        return tok.load(Path(name))
    vocab, merges = tok.read_gpt2(tok.fetch_gpt2(out / "gpt2"))
    return tok.codegen_tokenizer(vocab, merges, whitespace=name == "codegen-multi")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.large", description=__doc__.splitlines()[0])
    parser.add_argument("recipe", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--source", action="append", default=[], metavar="NAME=FOLDER", help="where it lies")
    parser.add_argument("--problems", type=Path, help="multi-turn problems (JSONL) to keep out")
    parser.add_argument("--prefix", help="instead of the recipe's: a text before each, {language} in it")
    executors.add_options(parser)
    args = parser.parse_args(argv)
    recipe = read_recipe(args.recipe)
    if args.prefix is not None:
        recipe = replace(recipe, prefix=args.prefix)
    places = {name: Path(place) for name, _, place in (one.partition("=") for one in args.source)}
    build(recipe, places, args.out, executors.from_options(args), args.problems)
    print((args.out / "corpus.json").read_text())
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
