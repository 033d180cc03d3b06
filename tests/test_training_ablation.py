"""The same run with all groups of the data and with each left out: which programs each sees, and what it shows."""

import json

import pytest
import training_helpers as h

from training import ablation
from training.errors import BadCorpus

PARTS = {"sessions": "x = x + 1", "real-scripts": "print(data)", "written-functions": "def sum(x): return x"}
SHORT = [
    "model.context=128",
    "steps=30",
    "batch.tokens_per_step=512",
    "optimizer.lr=1e-2",
    "optimizer.warmup_steps=2",
    "lora.rank=0",
    "run.precision=fp32",
    "run.compile=false",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Three groups of forty programs, each with code of its own, twice each as copies of notebooks are."""
    folder = tmp_path_factory.mktemp("ablation")
    parent = folder / "parent"
    h.tiny_llama().save_pretrained(parent)
    h.make_tokenizer().save(str(parent / "tokenizer.json"))
    records = [
        {
            "header": "",
            "part": part,
            "source": f"{part} {number}",
            "turns": [{"instruction": f"step {number}", "grounding": grounding, "code": code}],
        }
        for part, code in PARTS.items()
        for number in range(40)
        for grounding in ("", "# x: int")
    ]
    h.write_jsonl(folder / "data" / "programs.jsonl", records)
    return folder


def read(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.fixture(scope="module")
def table(data):
    """The runs of all groups and of all but one, made once."""
    return ablation.run(data / "data", data / "parent", data / "out", SHORT, 1)


def test_a_group_that_is_left_out_is_not_learnt(data, table):
    arms = ["all", "without-generated", "without-real", "without-written"]
    assert [line.split("|")[1].strip() for line in table.read_text().splitlines()[4:]] == arms
    scores = {name: json.loads((data / "out" / name / "scores.json").read_text()) for name in arms}
    for group in ablation.GROUPS:
        held_out = f"held-out-{group}"
        assert scores[f"without-{group}"][held_out] > 2 * scores["all"][held_out]


def test_copies_of_a_program_are_on_one_side_and_every_arm_is_without_its_group(data, table):
    records = read(data / "data" / "programs.jsonl")
    rows = data / "out" / "rows"

    def sources(name):
        return [record["source"] for record in read(rows / f"{name}.jsonl")]

    held_out = {source for group in ablation.GROUPS for source in sources(f"held-out-{group}")}
    assert 0 < len(held_out) < 20
    assert set(sources("all")) == {record["source"] for record in records} - held_out
    for group in ablation.GROUPS:
        left = [r["source"] for r in records if ablation.group(r) != group and r["source"] not in held_out]
        assert sources(f"without-{group}") == left


def test_data_without_a_group_is_refused(data, tmp_path):
    lines = (data / "data" / "programs.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "programs.jsonl").write_text("".join(line for line in lines if "written" not in line))
    with pytest.raises(BadCorpus, match="no program for held-out-written: the data needs all of generated"):
        ablation.run(tmp_path, data / "parent", tmp_path / "out", SHORT, 1)


def test_other_data_in_the_same_folder_is_refused(data, table, tmp_path):
    text = (data / "data" / "programs.jsonl").read_text()
    (tmp_path / "programs.jsonl").write_text(text.replace("print(data)", "print(x)"))
    with pytest.raises(BadCorpus, match="was begun with another `programs_sha256`"):
        ablation.run(tmp_path, data / "parent", data / "out", SHORT, 1)
    with pytest.raises(BadCorpus, match="is to be a folder of"):
        ablation.run(tmp_path / "none", data / "parent", tmp_path / "other", SHORT, 1)
