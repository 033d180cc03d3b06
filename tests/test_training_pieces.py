"""Schedule, stage files, packing, batches: the pure parts."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import training_helpers as h

from training import pack, rows, stage, turns
from training import tokenizer as tok
from training.batches import Batches, Plan, permuted
from training.errors import BadCorpus, BadStage, DiskFull
from training.files import whole_folder
from training.schedule import learning_rate

# --- schedule


def test_schedule_warms_up_anneals_and_stays():
    rate = [learning_rate(s, peak=1.0, end=0.1, warmup_steps=10, steps=110) for s in range(130)]
    assert rate[0] == pytest.approx(0.1)
    assert rate[9] == 1.0
    assert rate[59] == pytest.approx(0.55)
    assert rate[109] == pytest.approx(0.1)
    assert set(rate[109:]) == {rate[109]}
    assert sorted(rate[:10]) == rate[:10]
    assert sorted(rate[9:110], reverse=True) == rate[9:110]


def test_schedule_without_warmup_begins_below_the_peak():
    assert 0.9 < learning_rate(0, peak=1.0, end=0.0, warmup_steps=0, steps=10) < 1.0


# --- stage files


def test_a_stage_reads_back_from_its_own_table(tmp_path):
    one = h.load_stage(tmp_path, tmp_path, "run.compile=true", "data.valid.b=/x", "lora.targets=[]")
    assert one.run.compile is True
    assert one.data.valid == {"text": str(tmp_path), "b": "/x"}
    assert stage.from_table(stage.Stage, json.loads(json.dumps(stage.to_table(one))), "") == one


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("optimizer.warmup=1", "unknown key optimizer.warmup: did you mean optimizer.warmup_steps"),
        ("optimiser.lr=1", "unknown key optimiser: did you mean optimizer"),
        ("steps=0", "steps = 0"),
        ("steps=ten", "steps must be int, got 'ten'"),
        ("run.compile=1", "run.compile must be bool, got 1"),
        ("run=3", "run must be a section"),
        ("run.sample_prompts=[1]", "run.sample_prompts must hold strings"),
        ("run.precision=fp16", "run.precision = 'fp16' is none of"),
        ("model.size=350M", "exclude each other"),
        ("model.heads=0", "go together"),
        ("batch.tokens_per_step=100", "batch.tokens_per_step = 100 is not a multiple of model.context = 32"),
        ("optimizer.warmup_steps=21", "optimizer.warmup_steps = 21 is more than steps = 20"),
        ("optimizer.lr_end=1.0", "optimizer.lr_end = 1.0 is above optimizer.lr"),
        ("lora.rank=4", "lora.rank needs model.parent"),
        ("name", "write section.key=value"),
    ],
)
def test_bad_stages_name_what_is_wrong(tmp_path, override, message):
    with pytest.raises(BadStage, match=message.replace(".", r"\.")):
        h.load_stage(tmp_path, tmp_path, override)


def test_missing_and_broken_stage_files(tmp_path):
    with pytest.raises(BadStage, match="no stage file"):
        stage.load(tmp_path / "absent.toml")
    (tmp_path / "broken.toml").write_text("name = [")
    with pytest.raises(BadStage, match="is not TOML"):
        stage.load(tmp_path / "broken.toml")


def test_processes_that_do_not_divide_the_step_are_refused(tmp_path):
    one = h.load_stage(tmp_path, tmp_path)
    assert [one.micro_steps(p) for p in (1, 2, 4)] == [4, 2, 1]
    with pytest.raises(BadStage, match="is 8 rows, not a multiple of"):
        one.micro_steps(3)


# --- packing


def test_rows_are_the_documents_joined_by_end_of_text(tmp_path):
    folder = h.make_rows(tmp_path)
    packed, tokenizer = rows.Rows(folder, verify=True), h.make_tokenizer()
    stream = packed.take(np.arange(len(packed)), "ids").ravel().tolist()
    expected = [t for text in h.texts() for t in [*tokenizer.encode(text).ids, tok.end_of_text(tokenizer)]]
    assert stream == expected[: len(stream)]
    counts = packed.manifest.counts
    assert counts["tokens"] == len(expected) == len(stream) + counts["dropped_tokens"]
    assert counts["dropped_tokens"] < pack.MIN_REMAINDER


def test_remainders_of_64_tokens_are_stitched_and_shorter_ones_dropped(tmp_path):
    tokenizer = h.make_tokenizer()
    one = tokenizer.encode("x").ids
    assert len(one) == 1
    for name, length in {"a": 70, "b": 80, "c": 20}.items():
        h.write_jsonl(tmp_path / "docs" / f"{name}.jsonl", [{"text": "x" * length}])
    pack.pack(tmp_path / "docs", tmp_path / "out", tokenizer, 128)
    packed = rows.Rows(tmp_path / "out")
    assert [s["rows"] for s in packed.manifest.shards] == [0, 0, 0, 1]
    assert packed.manifest.counts["stitched_remainders"] == 2
    assert packed.manifest.counts["dropped_tokens"] == 71 + 81 + 21 - 128
    assert packed.take(np.array([0]), "ids")[0].tolist() == [*one * 70, 0, *one * 57]


def test_packing_does_not_depend_on_compression(tmp_path):
    lines = "".join(json.dumps({"text": t}) + "\n" for t in h.texts())
    (tmp_path / "gz").mkdir()
    (tmp_path / "gz" / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    pack.pack(tmp_path / "gz", tmp_path / "out", h.make_tokenizer(), h.CONTEXT)
    plain = rows.Rows(h.make_rows(tmp_path)).manifest.shards
    assert rows.Rows(tmp_path / "out").manifest.shards == plain


def test_turns_learn_the_code_and_how_it_ends_only(tmp_path):
    packed, tokenizer = rows.Rows(h.make_turns(tmp_path)), h.make_tokenizer()
    every = np.arange(len(packed))
    ids, mask, positions = (packed.take(every, part) for part in ("ids", "mask", "positions"))
    learnt = tokenizer.decode(ids[mask == 1].tolist())
    made = [turn for program in h.programs() for turn in program["turns"]]
    assert learnt.endswith("\n\n#")
    assert sorted(learnt.split("\n\n#")[:-1]) == sorted(turn["code"] for turn in made)
    assert packed.manifest.counts["turns"] == len(made)
    starts = (positions == 0) & (ids != tok.end_of_text(tokenizer))
    assert starts.sum() == len(h.programs())
    seen = tokenizer.decode(ids[ids != 0].tolist())
    assert seen.count("# x: int\n# add") == len(h.programs())  # grounding before one turn of each program


def test_turns_have_the_layout_of_a_prompt():
    program = {
        "header": "import os\n\n",
        "turns": [
            {"instruction": "one\ntwo ", "grounding": "", "code": "a = 1\n"},
            {"instruction": "three", "grounding": "# a: int", "code": "b = a"},
        ],
    }
    text = {
        kind: "".join(piece for turn in turns.pieces_of(program, kind) for piece, _ in turn)
        for kind in ("none", "every")
    }
    assert text["none"] == "import os\n\n# one\n# two\na = 1\n\n# three\nb = a\n\n#"
    assert text["every"] == "import os\n\n# one\n# two\na = 1\n\n# a: int\n# three\nb = a\n\n#"


def test_the_one_grounding_that_is_shown_is_of_a_turn_that_has_one():
    for number in range(20):
        made = [{"instruction": f"step {n} of {number}", "code": "x = 1"} for n in range(4)]
        made[2]["grounding"] = "# df: columns a, b"
        text = "".join(piece for turn in turns.pieces_of({"turns": made}, "one") for piece, _ in turn)
        assert text.count("# df: columns a, b") == 1


def test_the_end_of_a_text_that_stands_in_code_is_no_end(tmp_path):
    code = "stop = '<|endoftext|>'"
    file = h.write_jsonl(tmp_path / "p.jsonl", [{"turns": [{"instruction": "add", "code": code}]}])
    tokenizer = h.make_tokenizer()
    turns.pack_turns(file, tmp_path / "out", tokenizer, 128)
    packed = rows.Rows(tmp_path / "out")
    ids, mask = (packed.take(np.arange(1), part) for part in ("ids", "mask"))
    assert tok.end_of_text(tokenizer) not in ids[mask == 1]


@pytest.mark.parametrize("make", [turns.pack_turns, pack.pack])
def test_rows_replace_nothing_but_rows(tmp_path, make):
    mine = tmp_path / "mine"
    documents = h.write_jsonl(mine / "a.jsonl", h.programs() if make is turns.pack_turns else [{"text": "x"}])
    (mine / "thesis.txt").write_text("mine")
    source = documents if make is turns.pack_turns else mine
    with pytest.raises(BadCorpus, match="holds other files: give a new folder"):
        make(source, mine, h.make_tokenizer(), 64)
    with pytest.raises(BadCorpus, match="--context 1"):
        make(source, tmp_path / "out", h.make_tokenizer(), 1)
    (mine / "manifest.json").write_text("{}")
    with pytest.raises(BadCorpus, match="which would be replaced"):
        make(source, mine, h.make_tokenizer(), 64)
    assert (mine / "thesis.txt").read_text() == "mine"
    assert documents.exists()


def test_programs_longer_than_a_row_lose_whole_turns(tmp_path):
    long = {"instruction": "add", "code": "x = " + "1 + " * 60 + "1"}
    short = {"instruction": "add", "code": "x = 1"}
    file = h.write_jsonl(tmp_path / "p.jsonl", [{"turns": [short, long]}, {"turns": [long]}])
    turns.pack_turns(file, tmp_path / "out", h.make_tokenizer(), 64)
    counts = rows.read_manifest(tmp_path / "out").counts
    assert (counts["programs"], counts["turns"], counts["dropped_turns"], counts["dropped_programs"]) == (
        2,
        1,
        1,
        1,
    )


# --- batches


@pytest.mark.parametrize("n", [1, 2, 3, 7, 64, 1000, 4097])
def test_an_order_is_a_permutation_and_differs_by_key(n):
    orders = [permuted(np.arange(n), n, key).tolist() for key in range(3)]
    for order in orders:
        assert sorted(order) == list(range(n))
    if n >= 64:
        assert orders[0] != orders[1] != orders[2]
        assert abs(np.corrcoef(np.arange(n), orders[1])[0, 1]) < 0.3


def test_batches_are_pure_and_the_step_has_the_same_rows_for_any_processes(tmp_path):
    packed = rows.Rows(h.make_rows(tmp_path))
    plans = [Plan(8, 2, processes, seed=5) for processes in (1, 2, 4)]
    for step in (0, 3, 40):
        sets = [
            [
                row
                for micro in range(4 // plan.processes)
                for rank in range(plan.processes)
                for row in Batches(packed, plan).batch(step, micro, rank).rows.tolist()
            ]
            for plan in plans
        ]
        assert sets[0] == sets[1] == sets[2] == Batches(packed, plans[0]).rows_of(step).tolist()


def test_each_pass_takes_every_row_once_in_another_order(tmp_path):
    packed = rows.Rows(h.make_rows(tmp_path))
    batches = Batches(packed, Plan(1, 1, seed=1))
    n = len(packed)
    passes = [[int(batches.rows_of(step)[0]) for step in range(e * n, (e + 1) * n)] for e in range(2)]
    assert sorted(passes[0]) == sorted(passes[1]) == list(range(n))
    assert passes[0] != passes[1]


def test_target_counts_are_the_masks_sums(tmp_path):
    text = Batches(rows.Rows(h.make_rows(tmp_path)), Plan(8, 2))
    assert text.target_count(0) == 8 * 31 == sum(int(text.batch(0, m, 0).mask.sum()) for m in range(4))
    some = Batches(rows.Rows(h.make_turns(tmp_path)), Plan(6, 2, processes=3))
    assert some.target_count(2) == sum(int(some.batch(2, 0, rank).mask.sum()) for rank in range(3)) > 0


# --- bad input


def bad_documents(tmp_path, content: bytes, name="a.jsonl"):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_bytes(content)
    pack.pack(tmp_path / "docs", tmp_path / "out", h.make_tokenizer(), h.CONTEXT)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.jsonl", "not one row of 32 tokens"),
        (b'{"text": "x"}\n', "a.jsonl", "not one row of 32 tokens"),
        (b'{"text": "x"}\n{"te', "a.jsonl", "line 2: not JSON"),
        (b"[1]\n", "a.jsonl", "line 1: an object is expected"),
        (b'{"txt": "x"}\n', "a.jsonl", "record 1: no `text`; keys are txt"),
        ('{"text": "é"}\n'.encode("latin-1"), "a.jsonl", "not UTF-8"),
        (gzip.compress(b'{"text": "x"}\n' * 9999)[:60], "a.jsonl.gz", "the archive is broken"),
        (b"no gzip", "a.jsonl.gz", "the archive is broken"),
        (b"x", "a.txt", "has no \\*.jsonl"),
    ],
)
def test_bad_documents_are_one_clear_line(tmp_path, content, name, message):
    with pytest.raises(BadCorpus, match=message) as caught:
        bad_documents(tmp_path, content, name)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_failed_packing_leaves_the_rows_before_untouched(tmp_path):
    folder = h.make_rows(tmp_path)
    before = (folder / "manifest.json").read_bytes()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.jsonl").write_text("broken")
    with pytest.raises(BadCorpus, match="not JSON"):
        pack.pack(tmp_path / "docs", folder, h.make_tokenizer(), h.CONTEXT)
    assert (folder / "manifest.json").read_bytes() == before
    assert [p.name for p in folder.parent.glob(".*")] == []


@pytest.mark.parametrize("record", [{}, {"turns": []}, {"turns": [{"code": "x"}]}, {"turns": ["x"]}])
def test_bad_programs_are_named(tmp_path, record):
    file = h.write_jsonl(tmp_path / "p.jsonl", [h.programs()[0], record])
    with pytest.raises(BadCorpus, match="record 2: `turns` must list"):
        turns.pack_turns(file, tmp_path / "out", h.make_tokenizer(), 64)


def test_missing_short_and_changed_shards_are_named(tmp_path):
    folder = h.make_rows(tmp_path)
    shard = folder / "shard-00000.ids"
    content = shard.read_bytes()
    shard.write_bytes(content[:-2] + b"\1\1")
    rows.Rows(folder)
    with pytest.raises(BadCorpus, match="is not what the manifest hashed"):
        rows.Rows(folder, verify=True)
    shard.write_bytes(content[:-2])
    with pytest.raises(BadCorpus, match=r"shard-00000\.ids has \d+ bytes"):
        rows.Rows(folder)
    shard.unlink()
    with pytest.raises(BadCorpus, match=r"shard-00000\.ids is missing"):
        rows.Rows(folder)
    (folder / "manifest.json").write_text('{"layout": "text"}')
    with pytest.raises(BadCorpus, match="is damaged"):
        rows.Rows(folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(BadCorpus, match=r"has no manifest\.json"):
        rows.Rows(folder)


def test_a_full_disk_is_named_and_leaves_nothing(tmp_path):
    def fill():
        with whole_folder(tmp_path / "new") as folder, open("/dev/full", "wb", buffering=0) as full:
            (folder / "part").write_text("x")
            full.write(b"x")  # the device answers every write with "no space left"

    with pytest.raises(DiskFull, match="no space left to write"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_defaults_are_jaxformers():
    o = stage.Optimizer()
    assert (o.beta1, o.beta2, o.eps, o.weight_decay, o.clip, o.z_loss) == (0.9, 0.999, 1e-8, 0.1, 1.0, 1e-4)
    assert replace(o, warmup_steps=3000) == o


def test_every_stage_file_is_valid_and_the_published_ones_have_the_papers_steps():
    folder = Path(stage.__file__).parent / "stages"
    loaded = {path.stem: stage.load(path) for path in sorted(folder.glob("*.toml"))}
    assert all(one.name == name for name, one in loaded.items())
    for size in ("350m", "2b", "6b", "16b"):
        nl, multi, mono = (loaded[f"{size}-{kind}"] for kind in ("nl", "multi", "mono"))
        assert [one.steps for one in (nl, multi, mono)] == [350_000, 150_000, 150_000]
        assert nl.model.size.lower() == size
        assert [multi.model.parent, mono.model.parent] == [f"runs/{size}-{k}/bundle" for k in ("nl", "multi")]
        assert len({one.batch.tokens_per_step for one in (nl, multi, mono)}) == 1
    scratch, staged, multi = (loaded[f"small-{kind}"] for kind in ("mono-scratch", "mono", "multi"))
    assert (scratch.batch, scratch.data) == (staged.batch, staged.data)
    assert scratch.steps == staged.steps + round(0.41 * multi.steps)  # multi's share of Python tokens


def test_bytes_a_token_are_those_of_its_text(tmp_path):
    from training_helpers import make_rows, make_tokenizer

    from training.measure import byte_lengths, bytes_per_target
    from training.rows import IDS, Rows

    tokenizer = make_tokenizer()
    tokenizer.add_tokens(["    "])  # a run of blanks, as CodeGen's tokenizer has them
    text = "import numpy\n    x = 'é€'\n<|endoftext|>"
    ids = tokenizer.encode(text).ids
    assert byte_lengths(tokenizer)[ids].sum() == len(text.removesuffix("<|endoftext|>").encode())
    rows = Rows(make_rows(tmp_path))
    kept = [tokenizer.decode(row[1:].tolist()) for row in rows.take(np.arange(len(rows)), IDS)]
    targets = len(rows) * (rows.context - 1)
    assert bytes_per_target(rows, 0, tokenizer) == len("".join(kept).encode()) / targets
