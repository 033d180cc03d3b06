"""Filters, readers, deduplication and one whole corpus, on files made here."""

import io
import json
import tarfile
import zipfile
from dataclasses import replace

import pytest
from datatrove.data import Document
from datatrove.pipeline.readers import JsonlReader

from training import archives, corpus, fetch, filters, neardup, rows
from training.errors import BadCorpus

# datatrove opens its log files and leaves them to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def reason(block, text="x = 1\n", **metadata):
    """None where the block keeps the document, else why it does not."""
    kept = block.filter(Document(text=text, id="a.py", metadata=metadata))
    return None if kept is True else kept[1]


def test_line_lengths_are_the_papers():
    block = filters.LineLengths()
    assert reason(block, ("x" * 99 + "\n") * 3) is None
    assert reason(block, ("x" * 100 + "\n") * 3) == "average_line"
    assert reason(block, "x" * 1000 + "\n" * 50) is None
    assert reason(block, "x" * 1001 + "\n" * 50) == "long_line"


def test_tables_of_digits_are_dropped_decimal_and_hexadecimal():
    block = filters.MostlyDigits()
    assert reason(block, "1" * 90 + "x" * 10) is None
    assert reason(block, "1" * 91 + "x" * 9) == "digits"
    assert reason(block, "deadBEEF 00ff " * 20) == "digits"
    assert reason(block, " \n") == "blank"


def test_languages_come_from_the_extension():
    block = filters.ByExtension(["c", "python"])
    doc = Document(text="x", id="1", metadata={"path": "src/A.H"})
    assert block.filter(doc) is True
    assert doc.metadata["language"] == "c"
    assert reason(block, path="a.rs") == "extension"
    assert reason(block, path="Makefile") == "extension"


@pytest.mark.parametrize(
    ("licence", "kept"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("(MIT OR Apache-2.0) AND GPL-3.0-only", False),
        ("GPL-3.0-only AND (MIT OR Apache-2.0)", False),
        ("(MIT OR GPL-3.0-only) AND Apache-2.0", True),
        ("(MIT", False),
        ("", False),
    ],
)
def test_licences_are_read_as_spdx_expressions(licence, kept):
    assert (reason(filters.Licence(), licence=licence) is None) is kept


def test_exact_duplicates_keep_the_first():
    block = filters.ExactDedup()
    assert [reason(block, text) for text in ("a", "b", "a", "a ")] == [None, None, "duplicate", None]


def test_humaneval_is_found_inside_other_text_and_however_it_is_laid_out():
    problem = filters.humaneval_problems()[3]
    block = filters.Decontaminate([problem])
    assert (
        reason(block, "import os\n\n" + problem.replace("    ", "\t").upper() + "\nprint()") == "contaminated"
    )
    assert reason(block, "def below(operations):\n    return any(o < 0 for o in operations)\n") is None


def test_near_duplicates_keep_one_of_each_cluster(tmp_path):
    base = [f"def function_{n}(value): return value * {n} + offset_{n % 7}" for n in range(60)]
    texts = [
        "\n".join(base),
        "\n".join([*base[:-1], "def other(): pass"]),
        "\n".join(f"x_{n} = y_{n * n}" for n in range(60)),
    ]
    (tmp_path / "in").mkdir()
    lines = [json.dumps({"text": text, "id": str(n)}) + "\n" for n, text in enumerate(texts)]
    (tmp_path / "in" / "0.jsonl").write_text("".join(lines))
    neardup.remove(tmp_path / "in", tmp_path / "work", [corpus.writer(tmp_path / "out")])
    kept = {doc.id for doc in JsonlReader(str(tmp_path / "out")).run()}
    assert len(kept) == 2
    assert "2" in kept


def put_files(opened, files):
    for name, content in files.items():
        info = tarfile.TarInfo(name)
        info.size = len(content)
        opened.addfile(info, io.BytesIO(content))


FILES = {
    "p/a.py": b"x = 1\r\n",
    "p/b.py": "y = 'é'\n".encode("latin-1"),
    "p/c.py": b"\0\1",
    "p/d.txt": b"\xef\xbb\xbfhello\n",
}


@pytest.mark.parametrize("kind", ["tar", "zip", "folder"])
def test_archives_give_text_and_count_what_is_not_utf8(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "tar":
        with tarfile.open(path, "w:gz") as tar:
            put_files(tar, FILES)
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in FILES.items():
                archive.writestr(name, content)
    else:
        for name, content in FILES.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
    reader = archives.ArchiveReader([{"path": str(path), "origin": "test:a", "licence": "MIT"}])
    got = {doc.id: doc.text for doc in reader.run()}
    assert got == {"test:a/p/a.py": "x = 1\n", "test:a/p/d.txt": "hello\n"}
    counted = {key: value.total for key, value in reader.stats.stats.items()}
    assert (counted["not_utf8"], counted["binary_or_blank"], counted["documents"]) == (1, 1, 2)


@pytest.mark.parametrize(
    ("name", "content"), [("a.tar.gz", b"\x1f\x8b broken"), ("a.deb", b"!<arch>\n"), ("a.tgz", b"")]
)
def test_broken_archives_are_one_clear_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadCorpus, match=r"cannot be read .*fetch it again"):
        list(archives.members(tmp_path / name))


def test_a_cut_archive_is_broken(tmp_path):
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as tar:
        put_files(tar, {"a.py": bytes(range(256)) * 400})
    content = (tmp_path / "a.tgz").read_bytes()
    (tmp_path / "a.tgz").write_bytes(content[: len(content) // 2])
    with pytest.raises(BadCorpus, match="cannot be read"):
        list(archives.members(tmp_path / "a.tgz"))


def test_a_folder_that_cannot_be_read_is_not_to_be_fetched_again(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text("x = 1\n")

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(archives.Path, "read_bytes", refuse)
    with pytest.raises(BadCorpus, match=r"cannot be read .*Permission denied.*take it out of the folder"):
        list(archives.members(tmp_path))


def test_a_registrys_client_that_is_missing_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadCorpus, match=r"npm:x@1 cannot be fetched: .*npm"):
        fetch.fetch("npm:x@1", tmp_path)


def test_unknown_registries_are_refused(tmp_path):
    with pytest.raises(BadCorpus, match="registry must be one of"):
        fetch.fetch("cargo:x", tmp_path)


RECIPE = """
name = "made"
vocab = 400
context = 32
megabytes = 1
valid_share = 0.3
permissive_only = ["python"]
[shares]
nl = 0.5
python = 0.5
[stages]
nl = ["nl"]
mono = ["python"]
[[package]]
origin = "folder:{folder}"
licence = "{licence}"
languages = ["nl", "python"]
"""


def make_recipe(tmp_path, licence="MIT"):
    source = tmp_path / "source"
    source.mkdir()
    for n in range(30):
        body = "".join(f"value_{n}_{i} = {i} + value_{n * i}\n" for i in range(20))
        (source / f"m{n}.py").write_text(body)
        (source / f"t{n}.txt").write_text(f"Chapter {n}.\n" + "\n".join(f"word{n * i}" for i in range(60)))
    (source / "copy.py").write_text((source / "m0.py").read_text())
    (source / "eval.py").write_text(filters.humaneval_problems()[0])
    path = tmp_path / "made.toml"
    path.write_text(RECIPE.format(folder=source, licence=licence))
    return corpus.read_recipe(path)


def test_a_recipe_becomes_packed_rows_with_every_origin_and_count(tmp_path):
    recipe = make_recipe(tmp_path)
    corpus.build(recipe, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "corpus.json").read_text())
    dropped = {
        key: n
        for block in manifest["filters"]["python"].values()
        for key, n in block.items()
        if "dropped_" in key
    }
    assert dropped["dropped_duplicate"] == 1
    assert dropped["dropped_contaminated"] == 1
    assert manifest["packages"][0]["licence"] == "MIT"
    texts = manifest["texts"]
    assert texts["python-train"]["documents"] + texts["python-valid"]["documents"] == 30
    for name in ("nl-train", "mono-train", "nl-valid", "python-valid", "humaneval"):
        packed = rows.Rows(tmp_path / "out" / "rows" / name, verify=True)
        assert len(packed) > 0
        assert packed.manifest.source["corpus"] == "made"
    train = {r["metadata"]["sha256"] for r in corpus.records(tmp_path / "out" / "documents" / "mono-train")}
    valid = {r["metadata"]["sha256"] for r in corpus.records(tmp_path / "out" / "documents" / "python-valid")}
    assert not train & valid
    before = (tmp_path / "out" / "rows" / "mono-train" / "manifest.json").stat().st_mtime_ns
    corpus.build(recipe, tmp_path / "out")
    assert (tmp_path / "out" / "rows" / "mono-train" / "manifest.json").stat().st_mtime_ns == before


def test_evaluation_problems_and_a_language_tag_by_option_and_another_folder_for_other_settings(tmp_path):
    recipe = make_recipe(tmp_path)
    prompts = ["Make a list of chapters from one to ten.", "Count the words of each chapter of it."]
    (tmp_path / "source" / "turns.txt").write_text("\n".join(prompts))
    problems = tmp_path / "p.jsonl"
    problems.write_text(json.dumps({"id": "1", "name": "x", "prompts": prompts}) + "\n")
    tagged = replace(recipe, prefix="<{language}>\n", megabytes=0.01)
    corpus.build(tagged, tmp_path / "out", problems=problems)
    manifest = json.loads((tmp_path / "out" / "corpus.json").read_text())
    assert manifest["filters"]["nl"]["multi-turn decontamination"]["dropped_contaminated"] == 1
    assert manifest["decontamination"][1]["multi-turn"] == "p.jsonl"
    train = [r["text"] for r in corpus.records(tmp_path / "out" / "documents" / "mono-train")]
    assert train
    assert all(text.startswith("<Python>\nvalue_") for text in train)
    with pytest.raises(BadCorpus, match="was begun with another `problems`"):
        corpus.build(tagged, tmp_path / "out")


def test_a_failed_task_keeps_its_logs_and_what_is_done_is_not_done_again(tmp_path, monkeypatch):
    recipe, documents = make_recipe(tmp_path), tmp_path / "out" / "documents"
    located = [(package, corpus.locate(package, tmp_path / "archives")) for package in recipe.packages]

    def build():
        return corpus.filtered(recipe, "nl", located, tmp_path / "out", corpus.LOCAL, None)

    with monkeypatch.context() as patch:
        patch.setattr(neardup.Words, "word_tokenize", lambda *_: 1 / 0)
        with pytest.raises(BadCorpus, match=r"division by zero.*look into .*nl\.work/near/logs/signatures"):
            build()
    assert any((documents / ".nl.work" / "near" / "logs" / "signatures").iterdir())
    monkeypatch.setattr(corpus.ArchiveReader, "run", lambda *_: 1 / 0)  # its task is done
    assert build()["sha256"]
    assert [path.name for path in documents.iterdir()] == ["nl"]
    assert list(corpus.records(documents / "nl" / "kept"))


def test_a_language_left_empty_by_the_filters_is_named(tmp_path):
    with pytest.raises(BadCorpus, match="python: 0 documents are left after filtering"):
        corpus.build(make_recipe(tmp_path, licence="GPL-3.0-only"), tmp_path / "out")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("languages =", "langauges ="), "unknown key package.langauges: did you mean package.languages"),
        (("nl = 0.5", "rust = 0.5"), "no language 'rust'"),
        (("vocab = 400\n", ""), "is no recipe"),
        (("name =", "name"), "is no recipe"),
    ],
)
def test_bad_recipes_are_named(tmp_path, change, message):
    path = tmp_path / "bad.toml"
    path.write_text(RECIPE.replace(*change))
    with pytest.raises(BadCorpus, match=message):
        corpus.read_recipe(path)


def test_a_recipe_in_another_encoding_is_one_line(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes(RECIPE.replace("made", "café").encode("latin-1"))
    with pytest.raises(BadCorpus, match=r"latin\.toml is no recipe"):
        corpus.read_recipe(path)


def test_the_shipped_recipes_are_valid():
    from pathlib import Path

    files = (Path(corpus.__file__).parent / "corpora").glob("*.toml")
    packaged = [
        path for path in files if "[[source]]" not in path.read_text()
    ]  # the others are of training.large
    assert {path.stem for path in packaged} == {"small", "tiny"}
    for path in packaged:
        recipe = corpus.read_recipe(path)
        assert sum(recipe.shares.values()) == pytest.approx(1.0)
        assert all(language in recipe.shares for stage in recipe.stages.values() for language in stage)
