"""Batches of independent rows give what one row at a time gives; runs go on after a kill."""

from __future__ import annotations

import json
import math
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from codegen_magic.backends import open_backend  # noqa: E402
from codegen_magic.errors import BadInput  # noqa: E402
from codegen_magic.evaluation import mtpb, run  # noqa: E402
from codegen_magic.evaluation.batch import Batch, run_jobs  # noqa: E402
from codegen_magic.evaluation.perplexity import perplexity, prompt_perplexity, token_nats, windows  # noqa: E402
from codegen_magic.evaluation.rows import open_rows  # noqa: E402
from codegen_magic.evaluation.samples import Lines, read  # noqa: E402
from codegen_magic.generate import generate  # noqa: E402
from codegen_magic.truncate import STOP_RULES  # noqa: E402
from codegen_magic.turn import Sampling  # noqa: E402


@pytest.fixture(scope="module")
def backend(llama_folder: Path) -> Any:
    return open_backend("torch", str(llama_folder), dtype="float32")


@pytest.fixture(scope="module", params=["torch", "onnx"])
def either(request: pytest.FixtureRequest, backend: Any) -> Any:
    """The model on torch, and its export without rounding."""
    if request.param == "torch":
        return backend
    return open_backend("onnx", str(request.getfixturevalue("llama_bundle")))


PROMPTS = ["# one\n", "# a longer step\nx = 1\n", "# one\n# and more", "import numpy as np\n" * 3, "z"] * 3


def _draw(job: tuple[int, str], decoder: Any, backend: Any, temperature: float) -> tuple[Any, ...]:
    """Two turns on one decoder: the second goes back to the middle of the first."""
    number, prompt = job
    sampling = Sampling(temperature, 0.9, number, 5 + number, "codegen")
    stop = STOP_RULES["codegen"].cut
    first = generate(decoder, backend.tokenizer, backend.tokenizer.encode(prompt), sampling, stop)
    again = prompt + first.text[:4] + "\n# next\n"
    second = generate(decoder, backend.tokenizer, backend.tokenizer.encode(again), sampling, stop)
    return first.ids, first.stop_reason, second.ids, second.stop_reason


@pytest.mark.parametrize("temperature", [0.0, 0.9])
@pytest.mark.parametrize("rows", [2, 4, 32])
def test_a_batch_gives_what_one_row_gives(either: Any, temperature: float, rows: int) -> None:
    jobs = list(enumerate(PROMPTS))
    alone = {job: _draw(job, either.open(), either, temperature) for job in jobs}
    batched = dict(run_jobs(either, jobs, lambda job, d: _draw(job, d, either, temperature), rows))
    assert batched == alone


def test_rows_that_go_back_have_the_logits_of_a_fresh_decoder(either: Any) -> None:
    rng = np.random.default_rng(0)
    rows = open_rows(either, 3)
    assert rows is not None

    def extend(new: Any) -> Any:
        """All rows by the same number of ids, in as many calls as it takes."""
        wishes, out = [[int(i) for i in ids] for ids in new], {}
        while any(wishes):
            pending = [row for row, wish in enumerate(wishes) if wish]
            assert len(pending) == len(wishes)
            for row, (taken, logits) in rows.advance(wishes).items():
                del wishes[row][:taken]
                if not wishes[row]:
                    out[row] = logits
        return [out[row] for row in range(len(new))]

    first = rng.integers(0, 256, (3, 9))
    extend(first)
    for row, keep in enumerate((9, 4, 0)):
        rows.forget(row, keep)
    second = rng.integers(0, 256, (3, 5))
    together = extend(second)
    rows.pack([0, 2])
    third = rng.integers(0, 256, (2, 3))
    packed = extend(third)
    for row, keep in enumerate((9, 4, 0)):
        alone = either.open().extend([*first[row, :keep], *second[row]])
        assert np.allclose(together[row], alone[0], atol=1e-4)
    for index, (row, keep) in enumerate(((0, 9), (2, 0))):
        alone = either.open().extend([*first[row, :keep], *second[row], *third[index]])
        assert np.allclose(packed[index], alone[0], atol=1e-4)


def test_a_batch_needs_fewer_passes_than_its_jobs_need_tokens(either: Any) -> None:
    batch = Batch(open_rows(either, 8), 8)
    jobs = list(enumerate(PROMPTS))
    results = list(batch.run(jobs, lambda job, d: _draw(job, d, either, 0.0)))
    tokens = sum(len(r[0]) + len(r[2]) for _, r in results)
    assert batch.passes < tokens


def test_samples_of_one_prompt_share_it(either: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """On ONNX the prompt is computed once, whichever rows and however often they are refilled."""
    if not hasattr(either, "session"):
        pytest.skip("torch computes a prompt for each row, all rows at once")
    from codegen_magic.backends.onnx_shared import SharedCache

    computed = []
    run_as_ever = SharedCache.run

    def counted(self: Any, row: Any, ids: Any, held: Any, keep_all: bool = False) -> Any:
        computed.append(ids.size)
        return run_as_ever(self, row, ids, held, keep_all)

    monkeypatch.setattr(SharedCache, "run", counted)
    prompt = either.tokenizer.encode("x = 1\n" * 50)

    def work(seed: int, decoder: Any) -> tuple[int, ...]:
        sampling = Sampling(0.9, 0.9, seed, 5, "codegen")
        return generate(decoder, either.tokenizer, prompt, sampling, lambda text: None).ids

    drawn = dict(run_jobs(either, range(20), work, 4))
    assert len(set(drawn.values())) > 1
    assert sum(computed) <= len(prompt) + sum(map(len, drawn.values()))


def test_a_job_that_fails_ends_the_batch_with_its_error(either: Any) -> None:
    def work(job: int, decoder: Any) -> int:
        decoder.extend([1, 2])
        if job == 3:
            raise BadInput("job 3")
        return job

    with pytest.raises(BadInput, match="job 3"):
        list(run_jobs(either, range(10), work, 4))


def _problems(path: Path, count: int = 3) -> Path:
    rows = [
        {
            "id": str(i + 1),
            "name": f"p{i}",
            "description": "",
            "category": ["math", "string"][i % 2],
            "prompts": ["Assign {a} to x.", "Print x."],
            "inputs": [{"a": 1}, {"a": [2, 3]}],
            "outputs": [1, [2, 3]],
            "max_gen_length": 24,
        }
        for i in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_run_is_the_same_in_any_batch_and_after_a_cut(either: Any, tmp_path: Path) -> None:
    data = _problems(tmp_path / "p.jsonl")
    settings: dict[str, Any] = {"data": data, "n": 2, "temperatures": (0.5,), "modes": ("multi", "single")}

    def rows_of(folder: Path) -> dict[Any, Any]:
        rows = list(read(folder / run.SAMPLES))
        assert len({mtpb.row_key(row) for row in rows}) == len(rows)
        return {mtpb.row_key(row): row for row in rows}

    drawn = run.sample("mtpb", either, tmp_path / "a", rows=1, progress=False, **settings)
    assert drawn == 3 * 2 * 2 * 2
    run.sample("mtpb", either, tmp_path / "b", rows=5, progress=False, **settings)
    assert rows_of(tmp_path / "a") == rows_of(tmp_path / "b")
    samples = tmp_path / "b" / run.SAMPLES
    samples.write_bytes(samples.read_bytes()[:-1000])  # in the middle of a line
    assert run.sample("mtpb", either, tmp_path / "b", rows=3, resume=True, progress=False, **settings) > 0
    assert rows_of(tmp_path / "a") == rows_of(tmp_path / "b")
    assert run.sample("mtpb", either, tmp_path / "b", resume=True, progress=False, **settings) == 0
    with pytest.raises(BadInput, match="add --resume"):
        run.sample("mtpb", either, tmp_path / "b", progress=False, **settings)
    with pytest.raises(BadInput, match="begun with another seed"):
        run.sample("mtpb", either, tmp_path / "b", resume=True, seed=1, progress=False, **settings)


def test_a_run_names_the_system_and_not_its_build() -> None:
    assert run.versions()["platform"] == " ".join((platform.system(), platform.machine()))
    assert platform.release() not in str(run.versions())


def test_a_killed_run_goes_on(llama_folder: Path, tmp_path: Path) -> None:
    """SIGKILL in the middle of sampling: no sample is lost or drawn twice, and the result is the same."""
    data = _problems(tmp_path / "p.jsonl", 12)
    command = [sys.executable, "-m", "codegen_magic.evaluation", "mtpb", "sample", "--data", str(data)]
    command += ["--model", str(llama_folder), "--dtype", "float32", "--rows", "2", "--quiet", "--out"]
    process = subprocess.Popen([*command, str(tmp_path / "killed")], cwd=Path(__file__).parents[1])
    samples = tmp_path / "killed" / run.SAMPLES
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if samples.exists() and samples.read_bytes().count(b"\n") >= 2:
            break
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = len(list(read(samples)))
    assert 0 < before < 24
    subprocess.run(
        [*command, str(tmp_path / "killed"), "--resume"], check=True, cwd=Path(__file__).parents[1]
    )
    subprocess.run([*command, str(tmp_path / "whole")], check=True, cwd=Path(__file__).parents[1])

    def by_key(path: Path) -> dict[Any, Any]:
        return {mtpb.row_key(row): row for row in read(path)}

    assert len(list(read(samples))) == 24
    assert by_key(samples) == by_key(tmp_path / "whole" / run.SAMPLES)


def test_a_run_is_scored_measured_and_reported(
    llama_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command, step by step, as a user calls it."""
    from codegen_magic.evaluation import sandbox
    from codegen_magic.evaluation.__main__ import main

    try:
        sandbox.isolation()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))
    data, out = _problems(tmp_path / "p.jsonl"), tmp_path / "out"
    common = ["--out", str(out), "--data", str(data), "--model", str(llama_folder), "--quiet"]
    assert main(["mtpb", "sample", *common, "--mode", "multi", "single", "--problems", "1-2"]) == 0
    assert main(["mtpb", "score", *common]) == 0
    assert main(["mtpb", "perplexity", *common]) == 0
    page = capsys.readouterr().out
    result = json.loads((out / "report.json").read_text())
    groups = {line["group"] for line in result["tables"]}
    assert {"multi-turn, t 0.0", "single-turn, t 0.0, category math", "multi-turn, t 0.0, turns 2"} <= groups
    assert result["samples"] == 8
    assert result["model"]["weights_sha256"]
    assert sum(line["samples"] for line in result["prompt_perplexity"]) == 8
    assert "| mean prompt perplexity | bits per byte |" in page
    assert "| CodeGen-Mono 16.1B | 47.34 / 38.74 | quoted |" in page
    assert "| CodeGen-Mono 2.7B | 38.72 / - | quoted; - not confirmed, left out |" in page
    assert "| CodeGen-NL 350M | - | not confirmed, left out |" in page
    assert "--mode multi single --problems 1,2 --n 1 --temperature 0 --top-p 0.95 --seed 0" in page
    verdicts = out / run.VERDICTS
    verdicts.write_text("".join(verdicts.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(BadInput, match="1 of 8 samples are not drawn and scored yet"):
        main(["mtpb", "report", *common])
    other = _problems(tmp_path / "other.jsonl", count=1)
    with pytest.raises(BadInput, match="is not the file that the samples were drawn from"):
        main(["mtpb", "report", *common[:2], "--data", str(other)])
    assert main(["perplexity", str(data), "--suffix", ".jsonl", "--model", str(llama_folder)]) == 0
    assert "bits per byte" in capsys.readouterr().out


def test_lines_end_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n{"a": 2')
    assert list(read(path)) == [{"a": 1}]
    with Lines(path, resume=True) as lines:
        lines.add({"a": "\u2028é"})
        lines.add({"a": "\ud800 and \udc80"})  # as a program's exception may say
    assert list(read(path)) == [{"a": 1}, {"a": "\u2028é"}, {"a": "\ud800 and \udc80"}]


def test_perplexity_is_the_models_own_loss(backend: Any) -> None:
    ids = backend.tokenizer.encode("def f(x):\n    return x + 1\n" * 20)
    nats = token_nats(backend.open(), ids, backend.tokenizer.vocab_size)
    with torch.inference_mode():
        logits = backend.model(input_ids=torch.tensor([ids])).logits[0, :-1, : backend.tokenizer.vocab_size]
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(ids[1:])).item()
    assert nats.mean() == pytest.approx(loss, rel=1e-4)


def test_windows_count_every_token_once() -> None:
    for length in (1, 2, 7, 8, 9, 30):
        ids = list(range(length))
        counted = [token for part, n in windows(ids, 8, 3) for token in list(part)[len(part) - n :]]
        assert counted == ids[1:]


def test_bits_per_byte_and_perplexity(backend: Any) -> None:
    texts = ["x = 1\n" * 10, "é" * 30]
    result = perplexity(backend, texts)
    assert (result.files, result.bytes) == (2, 120)
    assert result.tokens == 120  # one a byte, each predicted: an end-of-text stands in front
    assert result.bits_per_byte == pytest.approx(math.log2(result.perplexity))
    narrow = perplexity(backend, texts, window=16, stride=8)
    assert narrow.tokens == 120
    assert narrow.nats != result.nats


def test_prompt_perplexity_counts_the_prompts_only(backend: Any, tmp_path: Path) -> None:
    data = _problems(tmp_path / "p.jsonl", 1)
    run.sample("mtpb", backend, tmp_path / "r", data=data, modes=("multi", "single"), rows=1, progress=False)
    for row in read(tmp_path / "r" / run.SAMPLES):
        program = row["program"]
        ids = backend.tokenizer.encode(program)
        nats = token_nats(backend.open(), ids, backend.tokenizer.vocab_size)
        chosen, start = [], 0
        for turn in row["turns"]:
            text = "".join(f"# {line}\n" for line in turn["instruction"].split("\n"))
            start = program.index(text, start)
            chosen += list(nats[len(program[:start].encode()) - 1 :][: len(text.encode())])
        result = prompt_perplexity(backend, backend.open(), row)
        assert result.perplexity == pytest.approx(math.exp(np.mean(chosen)), rel=1e-3)
        assert result.bytes == result.tokens == len(chosen)  # one id a byte
        assert result.bits_per_byte == pytest.approx(math.log2(result.perplexity))
