"""Corpora of files: every kind of reader, many tasks, a stand-in for Slurm's commands; bad files."""

import gzip
import json
import os
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import training_helpers as h
from datatrove.data import Document
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from training import decontaminate, executors, filters, large, pack, rows
from training import tokenizer as tok
from training.corpus import main as corpus_command
from training.errors import BadCorpus, DiskFull
from training.executors import Cluster
from training.readers import Source

# datatrove opens its log files and leaves them to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
PROBLEM = {
    "id": "7",
    "name": "evens",
    "prompts": [
        "Assign the list of integers to a variable named L.",
        "Filter the even numbers of the list in place.",
        "Print the sum of squares of what is left.",
    ],
}


def code(n):
    return "".join(f"value_{n}_{i} = {i} + other_{n * i}\n" for i in range(20))


def records(numbers):
    return [{"content": code(n), "path": f"src/m{n}.py", "license": "mit"} for n in numbers]


def write_gz(path, made):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in made).encode()))


SOURCE = Source("github", "jsonl", ("c", "python"), "*.jsonl.gz", "content", "path", "license")


@pytest.fixture
def recipe(tmp_path):
    h.make_tokenizer().save(str(tmp_path / "tokenizer.json"))
    return large.Recipe(
        "made", str(tmp_path / "tokenizer.json"), 32, 0.2, "mono", (SOURCE,), True, "# {language}\n"
    )


@pytest.fixture
def files(tmp_path):
    """Three files with, in all, 24 good documents and one of every kind that is dropped."""
    evaluation = [{"content": filters.humaneval_problems()[0], "path": "a.py", "license": "mit"}]
    turns = "\n".join(f"# {prompt}\npass" for prompt in PROBLEM["prompts"])
    evaluation.append({"content": turns, "path": "b.py", "license": "mit"})
    near = {"content": code(3) + "last = 1\n", "path": "n.py", "license": "mit"}
    others = [{"content": code(99), "path": "x.py", "license": "gpl-2.0"}]
    others.append({"content": code(98), "path": "x.rs", "license": "mit"})
    c_file = {"content": "int main() {\n  return 0;\n}\n", "path": "m.c", "license": "Apache-2.0"}
    write_gz(tmp_path / "in" / "0.jsonl.gz", [*records(range(12)), *evaluation])
    write_gz(tmp_path / "in" / "1.jsonl.gz", [*records(range(12, 23)), near, *others])
    write_gz(tmp_path / "in" / "2.jsonl.gz", [*records([5]), c_file])
    h.write_jsonl(tmp_path / "problems.jsonl", [PROBLEM])
    return tmp_path / "in"


def built(recipe, files, out, cluster):
    large.build(recipe, {"github": files}, out, cluster, files.parent / "problems.jsonl")
    return json.loads((out / "corpus.json").read_text())


def texts_in(folder):
    return sorted(text for file in pack.documents_in(folder) for text in pack.read_texts(file))


def test_files_become_rows_and_every_drop_is_counted(recipe, files, tmp_path):
    manifest = built(recipe, files, tmp_path / "out", Cluster(tasks=3))
    assert large.dropped({"github": manifest["filters"]["github"]}) == {
        "dropped_contaminated": 2,
        "dropped_licence": 1,
        "dropped_extension": 1,
    }
    documents = tmp_path / "out" / "documents"
    python = texts_in(documents / "python-train") + texts_in(documents / "python-valid")
    assert len(python) == len(set(python)) == 23  # the second copy of 5 and one of the near pair are gone
    assert all(text.startswith("# Python\nvalue_") for text in python)
    assert manifest["decontamination"][1]["multi-turn"] == "problems.jsonl"
    packed = rows.Rows(tmp_path / "out" / "rows" / "mono-train", verify=True)
    assert packed.manifest.source["corpus"] == "made"
    assert packed.manifest.counts["documents"] == sum(
        len(texts_in(folder)) for folder in documents.glob("*-train")
    )


def test_the_number_of_tasks_and_a_second_run_change_nothing(recipe, files, tmp_path):
    built(recipe, files, tmp_path / "one", Cluster(tasks=1))
    built(recipe, files, tmp_path / "four", Cluster(tasks=4))
    names = [p.name for p in (tmp_path / "one" / "documents").iterdir()]
    assert sorted(names) == sorted(p.name for p in (tmp_path / "four" / "documents").iterdir())
    count = [rows.read_manifest(tmp_path / n / "rows" / "mono-train").counts for n in ("one", "four")]
    assert count[0]["documents"] == count[1]["documents"]
    manifest = tmp_path / "one" / "rows" / "mono-train" / "manifest.json"
    before = manifest.stat().st_mtime_ns, (tmp_path / "one" / "corpus.json").read_text()
    built(recipe, files, tmp_path / "one", Cluster(tasks=1))
    assert (manifest.stat().st_mtime_ns, (tmp_path / "one" / "corpus.json").read_text()) == before
    with pytest.raises(BadCorpus, match=r"was begun with another `tasks`"):
        built(recipe, files, tmp_path / "one", Cluster(tasks=2))


def test_packing_by_tasks_gives_the_rows_of_packing_alone(tmp_path):
    h.make_tokenizer().save(str(tmp_path / "tokenizer.json"))
    for n in range(5):
        h.write_jsonl(tmp_path / "docs" / f"{n}.jsonl", [{"text": t} for t in h.texts(9, seed=n)])
    pack.pack(tmp_path / "docs", tmp_path / "alone", tok.load(tmp_path), 128)
    files = pack.documents_in(tmp_path / "docs")
    pack.pack_on(Cluster(tasks=3), files, tmp_path / "tasks", tmp_path / "tokenizer.json", 128, {"a": 1})
    alone, tasks = (rows.read_manifest(tmp_path / name) for name in ("alone", "tasks"))
    assert (tasks.shards, tasks.counts) == (alone.shards, alone.counts)
    rows.Rows(tmp_path / "tasks", verify=True)
    assert {p.suffix for p in (tmp_path / "tasks").iterdir()} == {".ids", ".json"}


def test_validation_texts_that_do_not_fill_a_row_are_left_out_with_a_line(recipe, tmp_path, capsys):
    out = tmp_path / "out"
    for name, text in (("python-train", code(1)), ("python-valid", "x = 1\n"), ("c-valid", code(2))):
        h.write_jsonl(out / "documents" / name / "0.jsonl", [{"text": text}])
    (out / "corpus.json").write_text("{}")
    large.pack_all(recipe, out, Cluster())
    assert sorted(p.name for p in (out / "rows").iterdir()) == ["c-valid", "mono-train"]
    assert "python-valid is left out: not one row of 32 tokens came out" in capsys.readouterr().err
    with pytest.raises(BadCorpus, match="not one row"), pack.left_out_if_short("python-train"):
        pack.pack(out / "documents" / "python-valid", out / "more", h.make_tokenizer(), 32)


def test_packing_that_was_killed_while_it_tidied_up_is_done_again(tmp_path, monkeypatch):
    h.make_tokenizer().save(str(tmp_path / "tokenizer.json"))
    for n in range(3):
        h.write_jsonl(tmp_path / "docs" / f"{n}.jsonl", [{"text": t} for t in h.texts(9, seed=n)])
    files = pack.documents_in(tmp_path / "docs")

    def pack_all():
        pack.pack_on(Cluster(), files, tmp_path / "rows", tmp_path / "tokenizer.json", 128, {"a": 1})

    unlinked = []
    unlink = Path.unlink

    def killed_at_the_second(path, *args, **kwargs):
        if path.name.startswith("part-"):
            unlinked.append(path)
            if len(unlinked) == 2:
                raise KeyboardInterrupt
        unlink(path, *args, **kwargs)

    monkeypatch.setattr(Path, "unlink", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        pack_all()
    monkeypatch.undo()
    pack_all()
    rows.Rows(tmp_path / "rows", verify=True)


# --- readers


def test_blank_lines_between_records_are_passed_over(recipe, tmp_path):
    (tmp_path / "in").mkdir()
    lines = "\n\n".join(json.dumps(record) for record in records(range(12)))
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    large.build(recipe, {"github": tmp_path / "in"}, tmp_path / "out", Cluster(), None)
    documents = tmp_path / "out" / "documents"
    assert sum(len(texts_in(folder)) for folder in documents.iterdir()) == 12


def test_parquet_gives_the_same_documents_as_json_lines(files):
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow

    made = pack.read_jsonl(files / "0.jsonl.gz")
    parquet.write_table(pyarrow.Table.from_pylist(list(made)), files / "0.parquet")
    got = [
        [(doc.text, doc.metadata) for doc in source.reader(files).run()]
        for source in (
            replace(SOURCE, pattern="0.jsonl.gz"),
            replace(SOURCE, kind="parquet", pattern="*.parquet"),
        )
    ]
    assert got[0] == got[1]
    assert got[0][0][1] == {"origin": "github", "licence": "mit", "language": "", "path": "src/m0.py"}
    (files / "0.parquet").write_bytes((files / "0.parquet").read_bytes()[:-9])
    with pytest.raises(BadCorpus, match=r"0\.parquet is no whole Parquet file"):
        list(replace(SOURCE, kind="parquet", pattern="*.parquet").reader(files).run())


def test_archives_are_a_source_too(tmp_path):
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as archive:
        archive.writestr("p/a.py", "x = 1\n")
    docs = list(Source("mine", "archives", ("python", "c"), licence="MIT").reader(tmp_path / "in").run())
    assert [(d.text, d.metadata["licence"], d.metadata["path"]) for d in docs] == [
        ("x = 1\n", "MIT", "p/a.py")
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(b'{"content": "x"}\n{"con'), "line 2: not JSON"),
        (gzip.compress(b'{"text": "x"}\n'), "no column 'content'; there are text"),
        (gzip.compress('{"content": "é"}\n'.encode("latin-1")), "not UTF-8"),
        (gzip.compress(b'{"content": "x"}\n' * 9999)[:60], "broken"),
    ],
)
def test_broken_files_end_the_run_with_one_line_that_names_them(recipe, tmp_path, content, message):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(content)
    with pytest.raises(BadCorpus, match=rf"a\.jsonl\.gz.*{message}") as caught:
        large.build(recipe, {"github": tmp_path / "in"}, tmp_path / "out", Cluster(), None)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out" / "rows").exists()


def test_an_empty_corpus_says_what_was_dropped(recipe, tmp_path):
    write_gz(tmp_path / "in" / "a.jsonl.gz", [records([1])[0] | {"license": "gpl-3.0"}])
    with pytest.raises(BadCorpus, match=r"0 documents are left after filtering .*'dropped_licence': 1"):
        large.build(recipe, {"github": tmp_path / "in"}, tmp_path / "out", Cluster(), None)


def test_a_full_disk_while_filtering_is_one_line(recipe, files, tmp_path, monkeypatch):
    def on_a_full_disk(*_, **__):
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"x")  # the device answers every write with "no space left"

    monkeypatch.setattr(JsonlWriter, "_write", on_a_full_disk)
    with pytest.raises(DiskFull, match="no space left to write"):
        large.build(recipe, {"github": files}, tmp_path / "out", Cluster(), None)
    monkeypatch.undo()
    large.build(recipe, {"github": files}, tmp_path / "out", Cluster(), None)  # and goes on from there


# --- evaluation problems


def test_a_multi_turn_problem_is_found_with_other_values_in_a_long_file(tmp_path):
    prompts = [
        "Assign the list {A} to a variable named L.",
        "Filter the numbers above {B} of the list in place.",
        "Print the sum of squares of what is left.",
    ]
    file = h.write_jsonl(tmp_path / "p.jsonl", [PROBLEM | {"prompts": prompts}])
    block = filters.DecontaminateTurns(decontaminate.multi_turn_problems(file))
    values = {"{A}": "[4, 8, 15]", "{B}": "-2.5", "L.": "numbers."}
    other = [re.sub(r"{.}|L\.", lambda found: values[found[0]], prompt) for prompt in prompts]
    assert not set(other[:2]) & set(prompts)
    lines = [code(1), *(f"    # {line}" for line in other), code(2)]
    assert block.filter(Document(text="\n".join(lines), id="1")) == (False, "contaminated")
    assert block.filter(Document(text=code(1) + f"# {other[0]}\n", id="2")) is True


@pytest.mark.parametrize("content", ["", "{", '{"name": "x"}', "[1]"])
def test_a_file_without_problems_is_refused(tmp_path, content):
    (tmp_path / "p.jsonl").write_text(content)
    if not content:
        assert decontaminate.multi_turn_problems(tmp_path / "p.jsonl") == []
        return
    with pytest.raises(BadCorpus, match="has no multi-turn problems"):
        decontaminate.multi_turn_problems(tmp_path / "p.jsonl")


# --- executors

SBATCH = """#!{python}
import os, re, subprocess, sys
script = open(sys.argv[-1]).read()
name = re.search(r"--job-name=(.*)", script)[1]
open({log!r}, "a").write(script)
last = int(re.search(r"--array=0-(\\d+)", script)[1])
for task in range(last + 1):
    own = {{"SLURM_ARRAY_TASK_ID": str(task), "SLURM_JOB_ID": "7", "SLURM_NODELIST": "here"}}
    subprocess.run(["bash", sys.argv[-1]], env=os.environ | own, check=True, stdout=subprocess.DEVNULL)
print("Submitted batch job 7")
"""
SRUN = '#!/bin/bash\nwhile [ "${1:0:1}" = "-" ]; do [ "$1" = "-n" ] && shift; shift; done\nexec "$@"\n'


@pytest.fixture
def slurm(tmp_path, monkeypatch):
    """sbatch, srun and scontrol that run a job's tasks here, one after the other; the scripts they got."""
    log = tmp_path / "scripts"
    folder = tmp_path / "slurm"
    folder.mkdir()
    made = {"sbatch": SBATCH.format(python=sys.executable, log=str(log)), "srun": SRUN}
    made["scontrol"] = "#!/bin/bash\necho here\n"
    for name, text in made.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(large.__file__).parent.parent))
    return log


def test_slurm_runs_every_task_of_a_pipeline_and_counts_over_all(slurm, files, tmp_path):
    cluster = Cluster("slurm", 2, 2, {"partition": "cpu", "time": "1:00:00"})
    steps = [SOURCE.reader(files), filters.ByExtension(["python"]), large.writer(tmp_path / "out", "${rank}")]
    counts = cluster.run(steps, tmp_path / "logs")
    assert counts["language"]["dropped_extension"] == 2
    assert len(list(JsonlReader(str(tmp_path / "out")).run())) == counts["language"]["forwarded"] == 28
    script = slurm.read_text()
    for line in ("--partition=cpu", "--time=1:00:00", "--array=0-1%2", "--wait"):
        assert f"#SBATCH {line}\n" in script
    assert cluster.run(steps, tmp_path / "logs") == counts  # all are done: nothing is submitted again
    assert slurm.read_text() == script


def test_slurm_without_its_commands_or_settings_is_one_line(files, tmp_path, monkeypatch):
    steps = [SOURCE.reader(files)]
    with pytest.raises(BadCorpus, match=r"Slurm needs --executor-option partition="):
        Cluster("slurm", 2).run(steps, tmp_path / "logs")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadCorpus, match=r"a task failed .*sbatch"):
        Cluster("slurm", 2, 1, {"partition": "a", "time": "1"}).run(steps, tmp_path / "logs")
    made = {"partition": "a", "time": "1", "partitoin": "b"}
    with pytest.raises(BadCorpus, match=r"--executor-option: .*'partitoin'"):
        Cluster("slurm", 2, 1, made).run(steps, tmp_path / "logs")


@pytest.mark.filterwarnings("ignore:placement_group:DeprecationWarning")  # as an error it hangs datatrove
def test_ray_runs_the_same_pipeline(files, tmp_path):
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    try:
        options = {"mem_per_cpu_gb": "0"}
        steps = [SOURCE.reader(files), filters.ByExtension(["python"])]
        counts = Cluster("ray", 2, 1, options).run(steps, tmp_path / "logs")
    finally:
        ray.shutdown()
    assert counts["language"]["forwarded"] == 28


def test_ray_is_asked_for_by_name_where_it_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(executors.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BadCorpus, match="the package ray is not installed"):
        Cluster("ray").run([], tmp_path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--tasks", "0"], "--tasks and --workers must be at least 1"),
        (["--executor-option", "partition"], "write NAME=VALUE"),
    ],
)
def test_bad_executor_options_are_named(tmp_path, options, message):
    recipe = Path(large.__file__).parent / "corpora" / "tiny.toml"
    with pytest.raises(BadCorpus, match=message):
        corpus_command([str(recipe), str(tmp_path), *options])


# --- recipes


def test_the_shipped_recipes_for_large_corpora_are_valid():
    folder = Path(large.__file__).parent / "corpora"
    made = {name: large.read_recipe(folder / f"{name}.toml") for name in ("pile", "bigquery", "bigpython")}
    assert [one.stage for one in made.values()] == ["nl", "multi", "mono"]
    assert all(one.context == 2048 for one in made.values())
    assert made["bigquery"].prefix == "{language}\n"
    assert len(made["bigquery"].sources[0].languages) == 6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "csv"}, "source.kind = 'csv' is none of"),
        ({"languages": ()}, "languages is empty"),
        ({"languages": ("rust",)}, "no language 'rust'"),
        ({"path_column": ""}, "several languages need path_column"),
    ],
)
def test_bad_sources_are_named(change, message):
    with pytest.raises(BadCorpus, match=message):
        replace(SOURCE, **change).check()


def test_a_source_without_a_place_and_the_wrong_command_are_named(recipe, tmp_path):
    with pytest.raises(BadCorpus, match=r"where is github\? Give --source github=FOLDER"):
        large.build(recipe, {}, tmp_path / "out", Cluster(), None)
    folder = Path(large.__file__).parent / "corpora"
    with pytest.raises(BadCorpus, match=r"has no \[\[source\]\]|unknown key"):
        large.read_recipe(folder / "tiny.toml")
    with pytest.raises(BadCorpus, match=r"run training\.large with it"):
        corpus_command([str(folder / "pile.toml"), str(tmp_path)])
