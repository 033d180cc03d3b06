"""Source files inside folders, tar, zip, npm, wheel and Debian archives, one document a file."""

from __future__ import annotations

import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

from training.errors import BadCorpus

MAX_FILE_BYTES = 1 << 20  # larger sources are generated
# RuntimeError: an encrypted zip
BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    """(path inside, content) of every regular file of a folder or an archive, up to MAX_FILE_BYTES."""
    try:
        if path.is_dir():
            yield from _folder(path)
        elif zipfile.is_zipfile(path):
            yield from _zip(path)
        elif path.suffix == ".deb":
            yield from _deb(path)
        else:
            with tarfile.open(path) as tar:
                yield from _tar(tar)
    except BROKEN as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        advice = "take it out of the folder" if path.is_dir() else "delete it and fetch it again"
        raise BadCorpus(f"{path} cannot be read ({why}): {advice}") from error


def _folder(path: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= MAX_FILE_BYTES:
            yield str(file.relative_to(path)), file.read_bytes()


def _zip(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir() and info.file_size <= MAX_FILE_BYTES:
                yield info.filename, archive.read(info)


def _tar(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in tar:
        if member.isfile() and member.size <= MAX_FILE_BYTES:
            file = tar.extractfile(member)
            if file is not None:
                yield member.name.removeprefix("./"), file.read()


def _deb(path: Path) -> Iterator[tuple[str, bytes]]:
    done = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], capture_output=True)
    if done.returncode:
        raise EOFError(done.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
        for name, content in _tar(tar):
            # Debian compresses documentation file by file
            yield (name[:-3], gzip.decompress(content)) if name.endswith(".gz") else (name, content)


class ArchiveReader(PipelineStep):
    """A datatrove reader: sources is a list of {"path", "origin", "licence"}; tasks share it out."""

    type, name = "reader", "archives"

    def __init__(self, sources: list[dict[str, Any]]) -> None:
        super().__init__()
        self.sources = sources

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for source in self.sources[rank::world_size]:
            counts: Counter[str] = Counter()
            for inside, content in members(Path(source["path"])):
                try:
                    text = content.decode("utf-8-sig")
                except UnicodeDecodeError:
                    counts["not_utf8"] += 1
                    self.stat_update("not_utf8")
                    continue
                if "\0" in text or not text.strip():
                    self.stat_update("binary_or_blank")
                    continue
                self.stat_update("documents")
                metadata = {"path": inside, "origin": source["origin"], "licence": source["licence"]}
                yield Document(
                    text=text.replace("\r\n", "\n"), id=f"{source['origin']}/{inside}", metadata=metadata
                )
