"""Data-science sessions and repairs: they run, the grounding is the prompt's, names are known."""

from __future__ import annotations

import random
import re

import pytest

pytest.importorskip("codegen_magic.grounding", reason="the grounding comment comes with the package")

from training.multiturn import verify
from training.multiturn.arrays import Arrays
from training.multiturn.chains import Chains
from training.multiturn.generate import Recipe, build, generate, workplace
from training.multiturn.modelling import Modelling
from training.multiturn.ops_pandas import STEPS
from training.multiturn.program import Program
from training.multiturn.repairs import Repairs, break_code
from training.multiturn.sessions import Sessions
from training.multiturn.texts import Texts
from training.multiturn.verify import check, job_of

# programs as people write them leave files open
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module", autouse=True)
def patience():
    """What a program may take on a busy machine is not what these tests are about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "SECONDS", 120)
        yield


@pytest.fixture(scope="module")
def draws() -> list[Program | None]:
    """What 250 draws of sessions give; None where one gave nothing."""
    made = Sessions(random.Random(4))
    with workplace():
        return [_try(made.make) for _ in range(250)]


@pytest.fixture(scope="module")
def programs(draws):
    return [p for p in draws[:50] if p is not None]


@pytest.fixture(scope="module")
def repairs() -> list[Program]:
    rng = random.Random(3)
    with workplace():
        made = Repairs(rng, Sessions(rng), Chains(rng))
        return [p for p in (_try(made.make) for _ in range(60)) if p is not None]


def drawn(kind) -> list[Program]:
    """What 50 draws give."""
    made = kind(random.Random(4))
    with workplace():
        return [p for p in (_try(made.make) for _ in range(50)) if p is not None]


def test_sessions_run_and_their_conditions_hold(programs) -> None:
    assert len(programs) > 35
    assert [reason for reason in (check(job_of(p)) for p in programs) if reason] == []


@pytest.mark.parametrize("kind", [Modelling, Arrays, Texts])
def test_sessions_of_each_kind_run_and_tell_what_they_need(kind) -> None:
    programs = drawn(kind)
    assert len(programs) > 30
    assert [reason for reason in (check(job_of(p)) for p in programs) if reason] == []
    assert all(sum(bool(t.grounding) for t in p.turns) <= 1 for p in programs)
    assert len({op for p in programs for op in p.ops}) > 40
    imports = [line for p in programs for line in p.header.splitlines() if re.match("import|from", line)]
    assert imports == []  # a prompt has the user's own cells without theirs


def test_a_table_of_the_users_own_is_in_the_text_without_its_import(programs) -> None:
    own = [p for p in programs if re.fullmatch(r"(\w+ = pd\.read_csv\([^\n]+\)\n){1,2}\n", p.header)]
    assert len(own) > 8
    with_pandas = [[t.code for t in p.turns if re.search(r"\bpd\.", t.code)] for p in own]
    assert any(with_pandas)
    assert all("import pandas as pd\n" in codes[0] for codes in with_pandas if codes)


def test_a_command_that_names_no_result_changes_what_it_names(draws) -> None:
    editing = re.compile(
        r"(?i)(set(?! aside)|rename|drop|remove|sort|order|round|encode|one-hot encode|fill|delete|discard|"
        r"get rid of|throw|narrow|arrange|replace)\b"
    )
    naming = re.compile(
        r"(?i)\b(as|in|into|to|call|called|name|named|store|save|result) \W?\w+\W?\.?$|->|=>|=|:"
    )
    turns = [t for p in draws if p is not None for t in p.turns]
    commands = [t for t in turns if editing.match(t.text) and not naming.search(t.text)]
    assert len(commands) > 15
    assert [
        t.code
        for t in commands
        if not re.search(r"^\w+(\.columns|(\.loc)?\[[^\n]*\])? [*/]?= ", t.code, re.M)
    ] == []


def test_the_editing_steps_are_drawn_run_and_hold() -> None:
    names = {"frame." + step.name for step in STEPS if step.name.startswith("e_")}
    makers = {f"frame.{name}" for name in ("note_mean", "note_median", "note_group_sum", "filter_gt")}
    made = Sessions(random.Random(8), prefer=frozenset(names | makers))
    with workplace():
        programs = [p for p in (_try(made.make) for _ in range(200)) if p is not None]
    assert len(names - {op for p in programs for op in p.ops}) <= len(names) / 6  # rarely met needs
    some = random.Random(1).sample(programs, 25)
    assert [reason for reason in (check(job_of(p)) for p in some) if reason] == []


def test_a_column_known_to_hold_datetimes_is_not_parsed_again() -> None:
    names = frozenset("frame." + step.name for step in STEPS if step.name.startswith(("d_", "i_", "r_")))
    made = Sessions(random.Random(6), prefer=names)
    with workplace():
        programs = [p for p in (_try(made.make) for _ in range(80)) if p is not None]
    assert len(names & {op for p in programs for op in p.ops}) > 40
    codes = [p.header + "".join(t.code for t in p.turns) for p in programs]
    assert any(".dt." in code and "to_datetime" not in code for code in codes)
    assert any(").dt." in code and "parse_dates" not in code for code in codes)
    for code in codes:
        for column in re.findall(r'parse_dates=\["([^"]+)"\]', code):
            assert not re.search(rf'pd\.to_datetime\(\w+\["{re.escape(column)}"\]\)\.dt', code)
    some = random.Random(1).sample(programs, 15)
    assert [reason for reason in (check(job_of(p)) for p in some) if reason] == []


def test_a_second_table_is_joined_on_the_column_that_both_have(programs) -> None:
    two = [p for p in programs if p.header.count("pd.read_csv(") == 2]
    assert len(two) > 2
    made = Sessions(random.Random(5), prefer=frozenset({"frame.e_merge", "frame.e_merge_left"}))
    with workplace():
        found = [p for p in (_try(made.make) for _ in range(60)) if p is not None]
    joins = [
        t.code for p in found for t in p.turns if ".merge(" in t.code and p.header.count("read_csv(") == 2
    ]
    assert joins
    assert all(re.search(r'on="[^"]+"', code) for code in joins)


def test_a_repair_is_asked_for_as_the_magic_asks(repairs) -> None:
    again = [p for p in repairs if "repair" in p.ops and f"# {p.sentences[0]}\n" in p.header]
    assert len(again) > 5
    assert all("# last error: " in p.turns[0].grounding for p in again)


def test_grounding_stands_before_one_step_at_most(programs) -> None:
    assert all(sum(bool(t.grounding) for t in p.turns) <= 1 for p in programs)
    shown = [t.grounding for p in programs for t in p.turns if t.grounding]
    assert len(shown) > 15
    assert all(line.startswith("# ") for text in shown for line in text.splitlines())
    assert not any("_mpl" in text for text in shown)


def test_columns_in_code_stand_in_the_text_before_it(programs) -> None:
    unknown = 0
    for program in programs:
        text = program.header
        for sentence, turn in zip(program.sentences, program.turns, strict=True):
            text += turn.grounding + sentence
            columns = re.findall(r"\[\"([A-Za-z_ ]+)\"\]", turn.code)
            unknown += any(c not in text and not turn.grounding for c in columns)
            text += turn.code
    assert unknown <= len(programs) * 0.05


def test_repairs_end_in_the_code_that_works(repairs) -> None:
    assert len(repairs) > 15
    with workplace():
        assert sum(bool(check(job_of(p))) for p in repairs) <= 1


def _try(make):
    try:
        return make()
    except (ValueError, TypeError, IndexError, KeyError, AttributeError):
        return None


def test_broken_code_is_another_code() -> None:
    code = 'means = df.groupby("city")["price"].mean()'
    for seed in range(20):
        broken = break_code(code, random.Random(seed))
        assert broken is not None
        assert broken[0] != code
        assert re.match(r"\w*Error: ", broken[1])


def test_one_command_writes_the_files(tmp_path) -> None:
    report = generate(tmp_path, 40, 7, 2, Recipe(dev=5), None)
    assert report["programs"] == 40
    assert {f.name for f in tmp_path.iterdir()} == {"train.jsonl", "dev.jsonl", "report.json"}
    assert len((tmp_path / "train.jsonl").read_text().splitlines()) == 40


def test_several_seeds_and_real_code_become_one_mixed_file(tmp_path):
    (tmp_path / "code").mkdir()
    recipe = Recipe(dev=0, sessions=0, repairs=0, real=[str(tmp_path / "code")])
    report = build(tmp_path / "turns", 5, [3, 4], 1, recipe, None)
    assert {"seed-3", "seed-4", "real"} == set(report)
    parts = [(tmp_path / "turns" / f"seed-{s}" / "train.jsonl").read_text().splitlines() for s in (3, 4)]
    whole = (tmp_path / "turns" / "programs.jsonl").read_text().splitlines()
    assert sorted(whole) == sorted(parts[0] + parts[1])
    assert parts[0] != parts[1]
    assert len(whole) == 10
