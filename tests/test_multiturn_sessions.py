"""Data-science sessions and repairs: they run, the grounding is the prompt's, names are known."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pandas as pd
import pytest

pytest.importorskip("codegen_magic.grounding", reason="the grounding comment comes with the package")

from training.multiturn import tables, verify
from training.multiturn.arrays import Arrays
from training.multiturn.chains import Chains
from training.multiturn.generate import Recipe, build, generate, hold_out, workplace
from training.multiturn.modelling import Modelling
from training.multiturn.ops import load
from training.multiturn.ops_pandas import STEPS
from training.multiturn.phrase import Style, expand
from training.multiturn.program import ERROR, ERROR_TYPE, Program, TurnDraft
from training.multiturn.repairs import Repairs, break_code
from training.multiturn.session import Session
from training.multiturn.session_slots import slots_for
from training.multiturn.sessions import Sessions, do_step, same_again
from training.multiturn.texts import Texts
from training.multiturn.verify import check, examine, job_of, settle

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


def test_rows_or_a_copy_that_a_step_asks_for_do_not_replace_the_frame() -> None:
    takes = ("copy", "head", "tail", "nlargest", "nsmallest", "sample")
    texts = {True: [], False: []}
    for step in [s for s in STEPS if s.name in (*takes, "filter_gt", "filter_lt", "sort_desc")]:
        for seed in range(60):
            style = replace(Style.draw(random.Random(seed)), typo=0.0)
            s = Session(random.Random(seed), style, "", False, grounded=0)
            s.space["df"] = pd.DataFrame({"age": range(30), "n": range(30)})
            s.frames["df"] = [tables.Column(c, "int", (), 0, 30) for c in ("age", "n")]
            if do_step(s, step) and s.turns[0].code.startswith("df = df"):
                texts[step.name in takes].append(s.turns[0].text)
    assert texts[True] == []
    assert len(texts[False]) > 5
    altering = re.compile(r"(?i)\b(keep|drop|remove|throw|get rid|sort|order)\b")
    assert [text for text in texts[False] if not altering.search(text)] == []


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


def test_days_are_compared_with_times_only_where_both_are_days() -> None:
    after = [s for s in STEPS if s.name in ("d_after", "d_between", "date_range", "d_n_after")]
    before = [s for s in STEPS if s.name in ("d_before", "d_from", "date_after")]
    s = Session(random.Random(1), Style.draw(random.Random(1)), "", False)
    s.frames["df"] = [tables.Column("day", "date"), tables.Column("n", "int")]
    for freq, fits in (("D", True), ("7h", False)):
        days = pd.date_range("2024-03-01", periods=40, freq=freq)
        s.space["df"] = pd.DataFrame({"day": days.strftime("%Y-%m-%d %H:%M"), "n": range(40)})
        assert {slots_for(s, step) is not None for step in after} == {fits}
        assert all(slots_for(s, step) is not None for step in before)


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
    broken = [p for p in repairs if p.broken and raised(p)]
    again = [p for p in broken if f"# {p.sentences[0]}\n" in p.header]
    assert len(again) > 5
    assert all("# last error: " in p.turns[0].grounding for p in again)
    assert all(
        "Error: " in p.turns[0].grounding + p.sentences[0] or "Error" in p.sentences[0] for p in broken
    )
    assert not any(ERROR in p.sentences[0] or ERROR_TYPE in p.sentences[0] for p in broken)


def raised(program: Program) -> bool:
    """Whether the broken code raises and the rest is right; what it raises is then in the program."""
    reason, grounding = examine(job_of(program), sentence=program.sentences[0])
    if not reason:
        settle(program, 0, grounding)
    return not reason


def repair_of(broken: str, code: str, sentence: str = "Get the price as p") -> Program:
    setup = "import pandas as pd\ndf = pd.DataFrame({'price': [1.5, 2.5]})"
    turn = TurnDraft(sentence, code, {}, None)
    return Program([turn], f"# {sentence}\n{broken}\n\n", "", "repairs", [], [sentence], setup, [], broken)


def test_a_repair_tells_the_error_that_its_broken_code_raises() -> None:
    program = repair_of('p = df[["pric"]]', 'p = df[["price"]]')
    assert raised(program)
    error = "KeyError: \"None of [Index(['pric'], dtype='str')] are in the [columns]\""
    assert program.turns[0].grounding.splitlines()[-1].replace("object", "str") == f"# last error: {error}"
    asked = repair_of("p = df.pric", "p = df.price", f"I get {ERROR}. Fix the {ERROR_TYPE}")
    assert raised(asked)
    error = "AttributeError: 'DataFrame' object has no attribute 'pric'"
    assert asked.sentences == [f"I get {error}. Fix the AttributeError"]
    assert asked.turns[0].grounding == ""


def test_a_repair_of_code_that_runs_is_no_repair() -> None:
    program = repair_of('df["prices"] = 1', 'df["price"] = 1')
    assert check(job_of(program)) == "broken code raises nothing"


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
        assert broken != code


def test_what_is_held_out_takes_all_with_the_same_code_along() -> None:
    codes = {"frame." + s.name: s.code.removeprefix("{out} = ") for s in STEPS}
    codes |= {name: op.code for name, op in load().items() if op.code}
    for seed in range(5):
        held = hold_out(random.Random(seed), 0.03)
        gone = {codes[name] for name in held if name in codes}
        assert {name for name, code in codes.items() if code in gone} <= held
        assert len(held) == pytest.approx(0.03 * len({*codes, *load()}), abs=8)


def test_the_same_again_is_not_what_is_held_out() -> None:
    held = frozenset({"frame.by_month", "frame.by_month_mean"})
    made = Sessions(random.Random(7), held, frozenset({"frame.group_mean", "frame.group_sum"}))
    with workplace():
        found = [p for p in (_try(made.make) for _ in range(60)) if p is not None]
    again = [t for p in found for t in p.turns if re.search(r"(?i)\bsame\b", t.text)]
    assert again
    assert not any("to_period" in t.code or ".dt.month)" in t.code for t in again)


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


def wordings(step) -> set[str]:
    """Some of the sentences that a step's templates give."""
    templates = "||".join(t for t in (step.np, step.vp, step.ask) if t).split("||")
    return {expand(template, random.Random(seed)) for template in templates for seed in range(12)}


def test_a_wording_tells_months_of_the_calendar_from_months_of_the_year() -> None:
    periods = [s for s in STEPS if 'to_period("M"))[' in s.code]
    numbers = [s for s in STEPS if re.search(r'dt\.month\)\["\{n\}"\]\.(sum|mean|median|max)\(\)$', s.code)]
    assert periods
    assert len(numbers) > 3
    years = re.compile("year included|year and month|year-month|month of each year|month period")
    assert [w for s in periods for w in wordings(s) if not years.search(w)] == []
    told = re.compile(r"month number|month of the year|months 1 to 12|month of \{t\}")
    assert [w for s in numbers for w in wordings(s) if years.search(w) or not told.search(w)] == []


def test_a_step_that_fails_leaves_no_trace() -> None:
    s = Session(random.Random(1), Style.draw(random.Random(1)), "", False)
    assert s.run("import pandas as pd\ndf = pd.DataFrame({'n': [1, 2]})")
    for code, condition in (("df['m'] = df['n']\nx = 1", "False"), ("df['n'] = 0\nx = no_such_name", "")):
        assert not s.add("do it", s.need(["import math"]) + code, condition)
        assert list(s.space["df"].columns) == ["n"]
        assert s.space["df"]["n"].tolist() == [1, 2]
        assert "x" not in s.space
        assert "import math" not in s.imports
    assert s.turns == []


def test_one_column_against_another_has_the_other_on_the_x_axis() -> None:
    pairs = []
    for step in [s for s in STEPS if re.search("scatter|regression", s.name)]:
        x, y = re.findall(r"\{([nm])\}", step.code)[:2]
        found = [re.search(r"\{([nm])\} (?:against|versus|vs) \{([nm])\}", w) for w in wordings(step)]
        pairs += [(m[1], m[2]) == (y, x) for m in found if m]
    assert len(pairs) > 5
    assert all(pairs)


def test_the_same_by_a_column_follows_a_step_that_groups() -> None:
    steps = [step for step in STEPS if step.name in ("value_counts", "group_mean")]
    by = {step.name: set() for step in steps}
    for seed in range(30):
        for step in steps:
            s = Session(random.Random(seed), Style.draw(random.Random(seed)), "", False, grounded=0)
            s.space["df"] = pd.DataFrame({"city": list("aabb"), "kind": list("xyxy"), "n": range(4)})
            s.frames["df"] = [tables.Column(c, "cat", ("a", "b")) for c in ("city", "kind")]
            s.previous = (step, {"df": "df", "c": "city", "n": "n"})
            if same_again(s, STEPS):
                by[step.name].add(bool(re.search(r"\b(by|per)\b", s.turns[0].text)))
    assert by == {"value_counts": {False}, "group_mean": {True}}


def test_a_change_in_percent_is_worded_so_and_a_fraction_is_not() -> None:
    steps = [s for s in STEPS if s.code.rstrip(" *01").endswith(".pct_change()")]
    assert len(steps) > 3
    percent = {s.name: "* 100" in s.code for s in steps}
    assert set(percent.values()) == {True, False}
    for step in steps:
        said = {bool(re.search("percent|times 100", w)) for w in wordings(step)}
        assert said == {percent[step.name]}, step.name
