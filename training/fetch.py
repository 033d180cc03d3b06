"""Packages by name and version from the registries, with their ordinary clients; nothing of them is run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from training.errors import BadCorpus

SECONDS = 600


def fetch(origin: str, cache: Path) -> Path:
    """The archive of "pypi:NAME==VERSION", "npm:NAME@VERSION" or "debian:NAME", kept in `cache`.

    PyPI: the wheel, since building a source archive's metadata would run its code.
    """
    registry, _, name = origin.partition(":")
    folder = cache / origin.replace("/", "_").replace(":", "_")
    found = [p for p in folder.glob("*") if p.is_file()] if folder.is_dir() else []
    if found:
        return found[0]
    commands = {
        "pypi": [
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-input",
            "--only-binary=:all:",
            "--dest",
            ".",
            name,
        ],
        "npm": ["npm", "pack", "--silent", "--ignore-scripts", name],
        "debian": ["apt-get", "download", "-qq", name],
    }
    if registry not in commands:
        raise BadCorpus(f"{origin}: the registry must be one of {', '.join(commands)}")
    partial = folder.with_name(folder.name + ".partial")
    partial.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            commands[registry], cwd=partial, capture_output=True, text=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadCorpus(f"{origin} cannot be fetched: {error}") from error
    files = [p for p in partial.glob("*") if p.is_file()]
    if done.returncode or not files:
        last = (done.stderr.strip().splitlines() or ["no file came"])[-1]
        raise BadCorpus(f"{origin} cannot be fetched: {last}")
    partial.rename(folder)
    return folder / files[0].name
