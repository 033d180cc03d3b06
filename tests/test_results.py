"""The variables that a step asks for: read from its wording, and assigned where the code has their value."""

import ast
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from codegen_magic.checks import asked_names, check

STEPS = Path(__file__).parent.parent / "benchmarks" / "steps"
DF = pd.DataFrame({"age": [31, 45], "price": [1.0, 2.0]})
SPACE = {"pd": pd, "df": DF, "nums": [3, 1, 2], "total": 1}


def bound(code):
    targets = [t for s in ast.parse(code).body if isinstance(s, ast.Assign) for t in s.targets]
    names = [
        n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    return names + [s.name for s in ast.parse(code).body if isinstance(s, ast.FunctionDef)]


def wordings():
    """(instruction, new variables of its reference code that the instruction mentions, all that the code binds)"""
    for file in sorted(STEPS.glob("*.toml")):
        for problem in tomllib.loads(file.read_text(encoding="utf-8"))["problem"]:
            known = set(bound(problem["setup"]))
            for ask, code, _ in problem["steps"]:
                names = bound(code)
                yield (
                    ask,
                    [n for n in names if n not in known and re.search(rf"\b{n}\b", ask)],
                    known | set(names),
                )
                known |= set(names)


def test_nearly_all_names_of_the_step_problems_are_read_and_hardly_any_other():
    asked, found, wrong = 0, 0, []
    for ask, names, bound_names in wordings():
        read = asked_names(ask)
        asked += len(names)
        found += len(set(names) & set(read))
        wrong += [(name, ask) for name in read if name not in bound_names]
    assert asked > 150
    assert found / asked > 0.95
    assert len(wrong) <= 2, (
        wrong
    )  # one is a value that is called like a variable, one is bound inside of a `with`


@pytest.mark.parametrize(
    ("instruction", "names"),
    [
        ("mean per group as by_group", ["by_group"]),
        ("the 3 most common words as top3", ["top3"]),
        ("mean and deviation of x as m and s", ["m", "s"]),
        ("load iris as X and y", ["X", "y"]),
        (
            "Split into X_train, X_test, y_train and y_test, with 30% for testing",
            ["X_train", "X_test", "y_train", "y_test"],
        ),
        ("which k is best? best_k", ["best_k"]),
        ("total per city -> totals", ["totals"]),
        ("sum of every row, row_sums", ["row_sums"]),
        ("average price rounded to 2 digits, in avg_price", ["avg_price"]),
        ("collect the squares in a list squares", ["squares"]),
        ("write a function discount(price, percent)", ["discount"]),
        ("Create a list my_prices = [8, 0]", ["my_prices"]),
        ("Take pages as features 'X' and times as target 'y'", ["X", "y"]),
        ("averages: the mean rating per genre", ["averages"]),
        ("store the first entry in nums1 into first", ["nums1", "first"]),
        ("save as counts and plot them", ["counts"]),
        ("call it table", ["table"]),
        ("count the users as n_users", ["n_users"]),
        ("write df to people.json as records", []),
        ("plot the price as a line", []),
        ("set date as the index", []),
        ("Fix this error: NameError: name 'weathe' is not defined.", []),
        ("sort by city, descending", []),
        ("show the first rows in a table", []),
        ("convert x to int", []),
        ("draw the histogram of price in red", []),
        ("drop the columns price, age_group", []),
        ("call the above function with 3", []),
    ],
)
def test_names_in_many_wordings(instruction, names):
    assert asked_names(instruction) == names


MENDS = [
    # instruction, code, what is put in
    ("call it m", "avg = df.age.mean()\nprint(avg)", "m = avg"),
    ("call it m", "print('mean:', df.age.mean())", "m = df.age.mean()\nprint('mean:', m)"),
    ("call it m", "avg = 3\nprint(f'mean {avg:.1f}')", "m = avg"),
    ("squares of nums as squares", "out = []\nfor n in nums:\n    out.append(n * n)", "squares = out"),
    ("count them in a dict counts", "d = {}\nfor n in nums:\n    d[n] = d.get(n, 0) + 1", "counts = d"),
    ("add them up as s", "t = 0\nfor n in nums:\n    t += n", "s = t"),
    ("sort nums, store as ordered", "nums.sort()", "ordered = nums"),
    ("sort df by age and call it old", "df.sort_values('age', inplace=True)", "old = df"),
    ("the first row as top", "df.head(1)", "top = df.head(1)"),
    ("the old ones as old", "x = df[df.age > 40]\nx.head()", "old = x"),
    (
        "mean and maximum of age as m and s",
        "df.age.mean()\ndf.age.max()",
        "m = df.age.mean()\ns = df.age.max()",
    ),
    (
        "mean and maximum of age as m and s",
        "print(df.age.mean())\nprint(df.age.max())",
        "m = df.age.mean()\nprint(m)\ns = df.age.max()\nprint(s)",
    ),
    (
        "mean and maximum of age as m and s",
        "print(df.age.mean(), df.age.max())",
        "m, s = df.age.mean(), df.age.max()",
    ),
    ("mean and maximum of age as m and s", "mean = df.age.mean()\ntop = df.age.max()", "m, s = mean, top"),
    (
        "mean and maximum of age as m and s",
        "(df.age.mean(), df.age.max())",
        "m, s = (df.age.mean(), df.age.max())",
    ),
    ("mean and maximum of age as m and s", "m = df.age.mean()\ndf.age.max()", "s = df.age.max()"),
    ("write a function named double", "def twice(n):\n    return 2 * n", "double = twice"),
    ("read it into a string called text", "with open(__file__) as f:\n    t = f.read()", "text = t"),
    ("define total_2 as 5", "x: int = 5", "total_2 = x"),
]


@pytest.mark.parametrize(("instruction", "code", "added"), MENDS)
@pytest.mark.filterwarnings("ignore:The inplace")
def test_the_value_that_the_code_makes_gets_the_name(instruction, code, added):
    report = check(code, SPACE | {"__file__": __file__}, instruction)
    assert added in report.code
    assert [f for f in report.findings if f.kind == "result"] == []
    plain, mended = (
        dict(SPACE, __file__=__file__, nums=[3, 1, 2]),
        dict(SPACE, __file__=__file__, nums=[3, 1, 2]),
    )
    exec(code, plain)
    exec(report.code, mended)
    assert set(asked_names(instruction)) <= set(mended)
    kept = [name for name in plain if name not in ("__builtins__", "df", "pd", "f")]
    assert {name: repr(mended[name]) for name in kept if not callable(plain[name])} == {
        name: repr(plain[name]) for name in kept if not callable(plain[name])
    }


def test_a_figure_and_its_axes_get_their_names():
    import matplotlib.pyplot as plt

    space = SPACE | {"plt": plt}
    report = check("plt.plot(nums)\nplt.show()", space, "plot nums, name the figure fig")
    assert report.code == "plt.plot(nums)\nfig = plt.gcf()\nplt.show()"
    assert check("df.plot()", space, "plot df and store the axes in ax").code == "ax = df.plot()\nax"


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        ("compute the mean of total", "df.age.mean()"),  # nothing is asked for
        ("total price as total", "df['total'] = df.price.sum()"),  # stored as a column
        ("mean of the values in price", "df.price.mean()"),  # a column, no new variable
        ("add 5 to every entry in total", "df.age + 5"),  # what exists is not overwritten on a vague wording
        ("mean and maximum as m and s", "m = df.age.mean()"),  # the other one is not there
        ("the mean, call it m", "def mean(x):\n    return sum(x) / len(x)"),  # a function is no mean
        ("store the sum in s", "x = 1; x"),
        ("sum as s", "for n in nums:\n    print(n)"),
    ],
)
def test_what_is_right_or_not_there_is_left_as_it_is(instruction, code):
    report = check(code, SPACE, instruction)
    assert report.code == code
    assert report.assigned == ()


def test_an_import_is_not_put_above_a_cell_magic():
    report = check("%%time\nnp.mean([1])", {})
    assert report.code.startswith("%%time")
    assert report.added_imports == ()
    assert [f.kind for f in report.findings] == ["name"]
