"""Packages by name and version from the registries, with their ordinary clients; nothing of them is run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from training.errors import BadCorpus

SECONDS = 600


def fetch(origin: str, cache: Path) -> Path:
    """The archive of "pypi:NAME==VERSION", "pypi-source:NAME==VERSION", "npm:NAME@VERSION" or "debian:NAME",
    kept in `cache`.

    pypi is the wheel; pypi-source is the source archive, read from the index itself, since pip would run the
    archive's code to learn its metadata.
    """
    registry, _, name = origin.partition(":")
    folder = cache / origin.replace("/", "_").replace(":", "_")
    found = [p for p in folder.glob("*") if p.is_file()] if folder.is_dir() else []
    if found:
        return found[0]
    commands = {
        "pypi": [
            sys.executable,
            "-m",
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
    if registry not in (*commands, "pypi-source"):
        raise BadCorpus(f"{origin}: the registry must be one of {', '.join([*commands, 'pypi-source'])}")
    partial = folder.with_name(folder.name + ".partial")
    partial.mkdir(parents=True, exist_ok=True)
    if registry == "pypi-source":
        file = source_archive(name, partial)
        partial.rename(folder)
        return folder / file.name
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


def source_archive(requirement: str, folder: Path) -> Path:
    """Download the source archive of "NAME==VERSION" into `folder`; its hash is the index's."""
    name, _, version = requirement.partition("==")
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    wanted = f"{name}-{version}.tar.gz".replace("-", "_").lower()
    request = urllib.request.Request(
        f"{index}/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as reply:
            files = json.load(reply)["files"]
        entry = next((f for f in files if f["filename"].replace("-", "_").lower() == wanted), None)
        if entry is None:
            raise BadCorpus(f"{requirement}: the index has no source archive of this version")
        with urllib.request.urlopen(entry["url"], timeout=SECONDS) as reply:
            data = reply.read()
    except (urllib.error.URLError, ValueError, KeyError) as error:
        raise BadCorpus(f"{requirement} cannot be fetched: {error}") from error
    if hashlib.sha256(data).hexdigest() != entry["hashes"]["sha256"]:
        raise BadCorpus(
            f"{requirement}: the archive that came is not the one that the index names; try again"
        )
    file = folder / entry["filename"]
    file.write_bytes(data)
    return file
