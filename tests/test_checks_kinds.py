"""The kind of thing that an instruction asks for, against what a trial made."""

import pytest

from codegen_magic.assist import Help, write_step
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.checks import Report, in_asked_kind, with_kinds
from codegen_magic.session import Session
from codegen_magic.trial import available
from codegen_magic.turn import Sampling

FRAME, SERIES, ARRAY = "DataFrame 3x2 columns: a int", "Series 3 int, index: city str", "ndarray 3 float"


def told(instruction, made):
    return [finding.message for finding in with_kinds(Report("x = 1"), instruction, made).findings]


@pytest.mark.parametrize(
    ("instruction", "made", "finding"),
    [
        (
            "read it into a list of dicts called rows",
            {"rows": FRAME},
            "rows is a DataFrame; the step asks for a list",
        ),
        ("a set of all towns as towns", {"towns": SERIES}, "towns is a Series; the step asks for a set"),
        ("count them per town in a dict town_counts", {"town_counts": SERIES}, "a dict"),
        ("the totals as a Series called totals", {"totals": "float64"}, "a Series"),
        (
            "make an array of zeros called z",
            {"z": "list of 3 int"},
            "z is a list; the step asks for an array",
        ),
        ("Let by_size be a sorted list of the names.", {"by_size": "empty set"}, "by_size is a set"),
        (
            "the cities as a set called towns_2",
            {"towns_2": "StringArray"},
            "towns_2 is a StringArray; the step asks for a set",
        ),
        ("an empty set called seen_ids", {"seen_ids": "empty dict"}, "seen_ids is a dict"),
        ("function area(w, h)", {"area": "int"}, "area is an int; the step asks for a function"),
        ("a string joined of all the words, called line", {}, None),
        ("how many letters hold a stamp? n_letters", {"n_letters": SERIES}, "the step asks for one value"),
        ("what share of the rows is empty? call it share", {"share": ARRAY}, "one value"),
        ("which stall sold most? store it in top_stall", {"top_stall": FRAME}, "one thing"),
    ],
)
def test_a_result_of_another_kind_is_found(instruction, made, finding):
    found = told(instruction, made)
    assert len(found) == (finding is not None)
    assert finding is None or finding in found[0]


@pytest.mark.parametrize(
    ("instruction", "made"),
    [
        ("a list called rows", {"rows": "list of 2 dict"}),
        ("count the words in a dict counts", {"counts": "Counter"}),
        ("an array of the names called label_3", {"label_3": "Index"}),
        ("a tuple named point", {"point": "Point"}),  # a named one
        ("a string named label", {"label": "StringDtype"}),
        ("set n to 3", {"n": "int"}),
        (
            "scale the training set X_train and keep it as the test set X_test",
            {"X_train": ARRAY, "X_test": ARRAY},
        ),
        ("a set of 20 random points as pts_2", {"pts_2": ARRAY}),
        ("draw speed as a function of time as fig_1", {"fig_1": SERIES}),
        ('count the cells with the string "waived" and set their fee_left to 0', {"waived": "int"}),
        ("load soils.csv as soil_data. How many values are missing?", {"soil_data": FRAME}),
        ("plot the number of letters in letters_df", {"letters_df": FRAME}),
        ("keep a dict from town to a string of letters in routes_2", {"routes_2": "dict of 2 str"}),
        ("how many letters has each town? n_letters", {"n_letters": SERIES}),
        ("number of letters per town as n_letters", {"n_letters": SERIES}),
        ("the number of rows and of columns as shape", {"shape": "tuple of 2 int"}),
        ("which stalls sold most? store them in top_stalls", {"top_stalls": SERIES}),
        ("which word occurs most? top_word", {"top_word": "tuple of 2 str/int"}),
        ("from the list of tuples make a dict called ages", {"ages": "dict of 3 str to int"}),
        ("sort the list by length as ordered", {"ordered": SERIES}),
        ("a list called rows", {"other": FRAME}),
        ("Turn the list words into a set, store it back in words", {"words": "set of 2 str"}),
        ("Turn the list nums into a tuple, saved as nums", {"nums": "tuple of 3 int"}),
        ("Make the list nums unique: store it as a set in nums", {"nums": "set of 2 int"}),
        ("uniq: the list elements as a set", {"uniq": "set of 2 int"}),
        ("best: the dict key with the largest value", {"best": "str"}),
        ("cols: the DataFrame columns as a list", {"cols": "list of 3 str"}),
        ("ordered: the dict items sorted by value, as a list of tuples", {"ordered": "list of 2 tuple"}),
    ],
)
def test_what_fits_or_leaves_a_doubt_is_left_alone(instruction, made):
    assert told(instruction, made) == []


@pytest.mark.skipif(not available(), reason="trial runs need Linux")
@pytest.mark.forks
def test_a_candidate_of_the_asked_kind_wins_and_the_other_is_told_why():
    answers = ["towns = {'Ulm': 2}", "towns = ['Ulm', 'Bonn']"]
    ask = "a list of the towns called towns"
    help = Help(trial=True, n=2)
    written = write_step(Session(), ask, ScriptedBackend(answers), Sampling(), {}, help)
    assert [c.turn.code for c in written.candidates] == answers[::-1]
    assert [str(f) for f in written.candidates[1].evidence.report.findings] == [
        "line 1: towns is a dict; the step asks for a list"
    ]
    repaired = write_step(Session(), ask, ScriptedBackend(answers), Sampling(), {}, Help(trial=True, retry=1))
    assert repaired.turn.code == answers[1]
    assert repaired.repairs == 1


@pytest.mark.parametrize(
    ("instruction", "code", "made", "mended"),
    [
        (
            "a set of all towns called towns",
            'towns = shop["town"].unique()',
            "StringArray",
            'towns = set(shop["town"].unique())',
        ),
        ("a list called xs", "xs = np.arange(3)", "ndarray 3 int64", "xs = np.arange(3).tolist()"),
        ("a list called xs", "xs = a + b", "Series 3 int", "xs = (a + b).tolist()"),
        ("a list called xs", "n = 3\nxs = {n}", "set of 1 int", "n = 3\nxs = list({n})"),
        (
            "a dict called sizes",
            'sizes = df.groupby("town").size()',
            "Series 3 int, index: town str",
            'sizes = df.groupby("town").size().to_dict()',
        ),
        ("a tuple called pair", "pair = sorted(\n    ages\n)", "list of 2 int", "pair = tuple(sorted(ages))"),
    ],
)
def test_a_result_is_converted_where_it_keeps_every_value(instruction, code, made, mended):
    name = instruction.split()[-1]
    report = in_asked_kind(Report(code), instruction, {name: made})
    assert report.code == mended
    assert report.converted[0].startswith(f"{name} to a ")


@pytest.mark.parametrize(
    ("instruction", "code", "made"),
    [
        ("a list called best", "best = s.nlargest(3)", "Series 3 int, index: town str"),  # its index, perhaps
        ("a list called rows", "rows = np.eye(3)", "ndarray 3x3 float64"),
        ("a list called rows", "rows = np.float64(3)", "ndarray 0-d float64"),
        ("a list called keys", "keys = {1: 2}", "dict of 1 int to int"),
        ("a dict called pairs", "pairs = [(1, 2)]", "list of 1 tuple"),
        ("a list called rows", "rows = arrays[0]", "ndarray"),
        ("a dict called late", "late = df['late'][mask]", "Series 3 int, index: int"),  # row numbers
        ("a list called xs", "xs = {1}\nprint(xs)", "set of 1 int"),  # used again
        ("a list called xs", "xs, ys = {1}, {2}", "set of 1 int"),
        ("a list called xs", "xs = []", "list of 1 int"),
        ("how many words are there? n_words", "n_words = list(words)", "list of 2 str"),
    ],
)
def test_a_result_is_left_where_other_values_may_be_meant(instruction, code, made):
    report = Report(code)
    assert in_asked_kind(report, instruction, {instruction.split()[-1]: made}) == report


@pytest.mark.skipif(not available(), reason="trial runs need Linux")
@pytest.mark.forks
def test_a_converted_candidate_is_tried_again():
    help, ask = Help(trial=True, mend=True), "a set of the towns called towns"
    answer = "towns = sorted(['Ulm', 'Ulm'])"
    written = write_step(Session(), ask, ScriptedBackend([answer]), Sampling(), {}, help)
    assert written.turn.code == "towns = set(sorted(['Ulm', 'Ulm']))"
    assert [variable.text for variable in written.evidence.trial.variables] == ["set of 1 str"]
    assert not written.evidence.report.findings
    as_it_is = Help(trial=True)
    written = write_step(Session(), ask, ScriptedBackend([answer]), Sampling(), {}, as_it_is)
    assert written.turn.code == answer
