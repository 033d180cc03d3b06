"""A recipe: the packages of a corpus, their languages and licences, from a TOML file."""

from __future__ import annotations

import importlib.util
import tomllib
from dataclasses import dataclass
from pathlib import Path

from training.errors import BadCorpus, BadStage
from training.fetch import fetch
from training.filters import LANGUAGES
from training.stage import from_table


@dataclass(frozen=True)
class Package:
    # pypi:NAME==VERSION, pypi-source:NAME==VERSION, npm:NAME@VERSION, debian:NAME, installed:MODULE, folder:PATH
    origin: str
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
    prefix: str = ""  # before each text; {language} in it is the language's name


def read_recipe(path: Path) -> Recipe:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if "source" in table:
            raise BadCorpus(f"{path} is for files that you have: run training.large with it")
        packages = tuple(from_table(Package, entry, "package.") for entry in table.pop("package"))
        stages = {name: tuple(languages) for name, languages in table.pop("stages").items()}
        table["permissive_only"] = tuple(table["permissive_only"])
        recipe = Recipe(packages=packages, stages=stages, **table)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, BadStage) as error:
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
