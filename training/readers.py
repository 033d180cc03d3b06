"""Files that you have -> documents: JSONL, Parquet, archives and folders, read by many tasks."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.readers import JsonlReader, ParquetReader

from training.archives import ArchiveReader
from training.errors import BadCorpus
from training.filters import LANGUAGES

KINDS = ("jsonl", "parquet", "archives")


@dataclass(frozen=True)
class Source:
    """One folder of files. Columns are named by what the files call them."""

    name: str
    kind: str  # jsonl (also .gz and .zst), parquet, archives (tar, zip, wheels, .deb, and folders)
    languages: tuple[str, ...]  # several: told apart by the extension in `path_column`
    pattern: str = ""  # files of the folder, for instance *.jsonl.zst; "": all
    text_column: str = "text"
    path_column: str = ""
    licence_column: str = ""
    licence: str = ""  # of all documents, where there is no column
    code: bool = True  # the paper's filters of lines and digits apply; prose has long lines

    def check(self) -> None:
        """BadCorpus where the source contradicts itself."""
        if self.kind not in KINDS:
            raise BadCorpus(f"source.kind = {self.kind!r} is none of {', '.join(KINDS)}")
        for language in self.languages:
            if language not in LANGUAGES:
                raise BadCorpus(
                    f"source {self.name}: no language {language!r}; known: {', '.join(LANGUAGES)}"
                )
        if not self.languages:
            raise BadCorpus(f"source {self.name}: languages is empty")
        if len(self.languages) > 1 and not self.path_column and self.kind != "archives":
            raise BadCorpus(f"source {self.name}: several languages need path_column, to tell them apart")

    def reader(self, folder: Path) -> Any:
        """The datatrove block that reads `folder`."""
        if not folder.exists():
            raise BadCorpus(f"source {self.name}: {folder} is not there")
        if self.kind == "archives":
            found = sorted(p for p in folder.glob(self.pattern or "*"))
            return ArchiveReader(
                [{"path": str(p), "origin": f"{self.name}:{p.name}", "licence": self.licence} for p in found]
            )
        kind = Jsonl if self.kind == "jsonl" else Parquet
        return kind(
            str(folder),
            glob_pattern=self.pattern or None,
            adapter=partial(adapted, source=self),
            text_key="text",
        )


def adapted(
    reader: Any, record: dict[str, Any], path: str, number: int | str, source: Source
) -> dict[str, Any]:
    """A record -> datatrove's fields. Only what the manifest and the filters need is kept of it."""
    if source.text_column not in record:
        raise BadCorpus(
            f"{path}, record {number}: no column {source.text_column!r}; there are {', '.join(record)}"
        )
    metadata = {
        "origin": source.name,
        "licence": str(record.get(source.licence_column) or source.licence),
        "language": source.languages[0] if len(source.languages) == 1 else "",
        "path": str(record.get(source.path_column) or ""),
    }
    return {"text": record[source.text_column], "id": f"{source.name}/{path}/{number}", "metadata": metadata}


class Jsonl(JsonlReader):
    """datatrove's reader, but a broken line is an error that names it and not a line of a log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, add_file_path=False, **kwargs)

    def read_file(self, filepath: str) -> DocumentsPipeline:
        number = 0
        try:
            with self.data_folder.open(filepath, "r", compression=self.compression) as lines:
                for number, line in enumerate(lines, start=1):
                    if not line.strip():
                        continue
                    document = self.get_document_from_dict(json.loads(line), filepath, number)
                    if document:
                        yield document
        except json.JSONDecodeError as error:
            raise BadCorpus(f"{filepath}, line {number}: not JSON ({error})") from error
        except UnicodeDecodeError as error:
            raise BadCorpus(f"{filepath}, after line {number}: not UTF-8; convert the file first") from error
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BadCorpus(f"{filepath}, after line {number}: broken ({error}); fetch it again") from error


class Parquet(ParquetReader):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_file_path = False

    def read_file(self, filepath: str) -> DocumentsPipeline:
        from pyarrow import ArrowException

        try:
            yield from super().read_file(filepath)
        except (ArrowException, OSError) as error:
            why = str(error).splitlines()[0]
            raise BadCorpus(f"{filepath} is no whole Parquet file ({why}); fetch it again") from error
