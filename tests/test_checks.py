"""Static checks: what is found, what is mended, and what must not be claimed."""

import ast
import collections
import math
import sys
import types

import numpy as np
import pandas as pd
import pytest

from codegen_magic.checks import Finding, asked_names, calls, check
from codegen_magic.checks.names import bound_names

DF = pd.DataFrame({"age": [31, 45], "city": ["Rome", "Oslo"], "price": [1.0, 2.0]})


def area(radius, scale=1):
    return radius * scale


SPACE = {"pd": pd, "np": np, "df": DF, "area": area, "math": math, "s": DF["age"], "__name__": __name__}


def messages(code, instruction="", mend=True, **extra):
    report = check(code, SPACE | extra, instruction, mend=mend)
    return [(f.kind, f.line, f.suggestion) for f in report.findings]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = (", [("syntax", 1, "")]),
        ("y = x + 1\nx = 2", [("name", 1, "")]),
        ("dff.head()", [("name", 1, "df")]),
        ("total = 0\ntotal += 1\nkilometres += 1", [("name", 3, "")]),
        ("np.meen([1])", [("attribute", 1, "mean")]),
        ("np.linalg.nrm([1])", [("attribute", 1, "norm")]),
        ("math.squareroot(2)", [("attribute", 1, "")]),
        ("from math import sqroot", [("attribute", 1, "sqrt")]),
        ("from sklearn.linear_model import LinearRegresion", [("attribute", 1, "LinearRegression")]),
        ("df['pric']", [("column", 1, "price")]),
        ("x = 1\ndf.Price.mean()", [("column", 2, "price")]),
        ("df[['age', 'town']]", [("column", 1, "")]),
        ("df.groupby('cty')['price'].mean()", [("column", 1, "city")]),
        ("df.groupby('city')['cost'].mean()", [("column", 1, "")]),
        ("df.groupby('city').agg({'prices': 'sum'})", [("column", 1, "price")]),
        ("df.groupby('city').agg(total=('prices', 'sum'))", [("column", 1, "price")]),
        ("df.sort_values(by=['ages'])", [("column", 1, "age")]),
        ("df.loc[df.age > 3, 'pricee']", [("column", 1, "price")]),
        ("df['age'].meen()", [("attribute", 1, "mean")]),
        ("df.drop(columns=['prize'])", [("column", 1, "price")]),
        ("d2 = df.drop(columns='price')\nd2['price']", [("column", 2, "")]),
        ("d2 = df.rename(columns={'age': 'years'})\nd2.sort_values('age')", [("column", 2, "")]),
        ("d = pd.DataFrame({'a': [1]})\nd['b'] + 1", [("column", 2, "")]),
        ("df.sort_values(col='age')", [("call", 1, "")]),
        ("area()", [("call", 1, "")]),
        ("area(1, 2, 3)", [("call", 1, "")]),
        ("area(1, scal=2)", [("call", 1, "scale")]),
        ("def f(a, *, b): return a\nf(1)", [("call", 2, "")]),
        ("from sklearn.cluster import KMeans\nKMeans(n_cluster=3)", [("call", 2, "n_clusters")]),
    ],
)
def test_what_is_wrong_is_found(code, expected):
    import sklearn.cluster
    import sklearn.linear_model  # noqa: F401 - a module that is not loaded is not judged

    assert messages(code, mend=False) == expected


@pytest.mark.parametrize(
    "code",
    [
        "df['new'] = df.age * 2\ndf.new.mean()",
        "df.assign(double=lambda d: d.age * 2)['double']",
        "df['a b'] = 1\ndf.groupby('a b').size()",
        "x = df.rename(columns={'age': 'years'})\nx.years",
        "df.set_index('city').groupby('city').price.sum().reset_index()",
        "t = df.groupby('city').price.mean().reset_index()\nt['price']",
        "d = df.set_index('city')\nd = d.reset_index()\nd['city']",
        "m = df.merge(pd.DataFrame({'city': ['a'], 'zip': [1]}), on='city')\nm.zip",
        "for c in df.columns:\n    df[c + '_x'] = df[c]\ndf['age_x']",
        "df.columns = ['a', 'b', 'c']\ndf.a",
        "df.columns = [c.upper() for c in df.columns]\ndf['AGE']",
        "area(df)\ndf['anything']",
        "def add(d):\n    d['z'] = 1\nadd(df)\ndf['z']",
        "if True:\n    df['q'] = 1\ndf['q']",
        "df.query('age > 3')['price'].plot(kind='bar')",
        "df.price.str.upper()",
        "df.loc[0, 'flag'] = True\ndf.flag",
        "df[df['age'] > 1]['price'].sum()",
        "counts = df['city'].value_counts()\ncounts.Rome",
        "[x for x in range(3) if x]\n{k: v for k, v in {}.items()}",
        "def f(n):\n    return g(n)\ndef g(n):\n    return n\nf(1)",
        "class A:\n    x = 1\n    y = x + 1\nA().y",
        "with open('f') as handle:\n    handle.read()",
        "try:\n    import nothing\nexcept ImportError as e:\n    print(e)",
        "(n := 5) + n",
        "lambda a: a",
        "%matplotlib inline\n!ls\nfiles = !ls\nprint(files)",
        "np.random.default_rng(0).normal(size=3)",
        "area(*[1, 2])\narea(**{'radius': 1})",
        "pd.io.common\npd.api.types.is_numeric_dtype(df.age)",
        "import os.path\nos.path.join('a', 'b')",
        "df.pivot_table(index='city', values='price', aggfunc='sum')",
        "df.astype({'age': float}).astype('str')",
        "match 3:\n    case [a, *b]:\n        print(a, b)\n    case {'k': c, **rest}:\n        print(c, rest)\n",
        "global q\nq = 1\nq",
        "from math import *\nfloor(sin(1))",
        "df.drop('age', axis=1)['price']\ndf.drop([0])['price']",
        "df.insert(0, 'id', [1, 2])\ndf.dropna(inplace=True)\ndf['price']",
    ],
)
def test_what_is_right_is_not_blamed(code):
    findings = check(code, SPACE).findings
    assert findings == ()


@pytest.mark.parametrize(
    "code",
    [
        'import codegen_absent.part.leaf\ncodegen_absent.part.leaf("a b")',
        "import codegen_absent\nfrom codegen_absent import part\ncodegen_absent.part",
        "import codegen_absent\nfrom codegen_absent.part import leaf\ncodegen_absent.part.other",
    ],
)
def test_a_submodule_that_the_code_itself_loads_is_there(code, monkeypatch):
    monkeypatch.setitem(sys.modules, "codegen_absent", types.ModuleType("codegen_absent"))
    last = len(code.splitlines())
    assert [f for f in check(code, {}).findings if f.line == last] == []
    assert [f.line for f in check("import codegen_absent\ncodegen_absent.part", {}).findings] == [2]


@pytest.mark.parametrize(
    ("line", "binds"),
    [
        ("%run prep.py", True),
        ("%store -r cleaned", True),
        ("%time cleaned = load()", True),
        ("%store cleaned", False),
        ("%matplotlib inline", False),
    ],
)
def test_a_name_that_a_magic_line_may_bind_is_left_alone(line, binds):
    code = f"{line}\ncleaned['price'].mean()"
    report = check(code, {"df": DF})
    assert report.code == (code if binds else code.replace("cleaned['", "df['"))
    assert not report.findings


def test_a_name_that_a_magic_line_assigns_is_not_missing():
    assert not check("%time m = df.age.mean()", SPACE, "call it m").findings


def test_missing_imports_are_added_when_they_are_clear():
    report = check("plt.plot(np.arange(3))\nc = Counter('abc')\nnow = datetime.now()\nzz()", {})
    assert report.added_imports == (
        "import matplotlib.pyplot as plt",
        "import numpy as np",
        "from collections import Counter",
        "from datetime import datetime",
    )
    assert report.code.startswith("import matplotlib.pyplot as plt\nimport numpy as np\n")
    assert [(f.kind, f.line) for f in report.findings] == [("name", 8)]


def test_an_import_of_what_is_not_installed_is_not_added():
    report = check("px.bar()", {})
    assert report.added_imports == ()
    assert [f.kind for f in report.findings] == ["name"]


def test_datetime_is_the_module_or_the_class_by_its_use():
    assert check("datetime.datetime(2024, 1, 1)", {}).added_imports == ("import datetime",)
    assert check("datetime(2024, 1, 1)", {}).added_imports == ("from datetime import datetime",)


@pytest.mark.parametrize(
    ("instruction", "names"),
    [
        ('Assign the mean price to a variable named "mean_price".', ["mean_price"]),
        ("Compute the mean age and call it avg_age", ["avg_age"]),
        ("filter rows where age > 30, store in adults", ["adults"]),
        ("Count the negatives as 'n_neg' and the positives as 'n_pos'", ["n_neg", "n_pos"]),
        ("save the result to totals", ["totals"]),
        ("make a function named area that takes r", ["area"]),
        ("put the top 3 cities into top3", ["top3"]),
        ("add a column named 'ratio' with price / age", []),
        ("create a new column called ratio", []),
        ("save df to 'out.csv'", []),
        ("save the plot as plot.png", []),
        ("sort by age in descending order", []),
        ("convert the date column to datetime", []),
        ("split the text into words", []),
        ("Store the sorted values in a list called ordered", ["ordered"]),
        ("name the index 'key'", []),
        ("call the function area with 3", []),
        ("label the x axis as 'age'", []),
        ("rename the column age to 'years'", []),
        ("convert city to 'category'", []),
        ("write a function to sum and average a list", []),
        ("Write a function that converts a number to hex", []),
        ("write a function that adds two numbers and save their sum to total", ["total"]),
        ("write the sum to total", ["total"]),
        ("convert the price from EUR to USD", []),
        ("give the price in USD", []),
        ("convert the price from F to C", []),
        ("sum the numbers from 1 to n", []),
        ("write the table to S3", []),
        ("save df to SQLite", []),
        ("call it S3", ["S3"]),
    ],
)
def test_the_asked_names_are_read_from_the_instruction(instruction, names):
    assert asked_names(instruction) == names


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("df.age.mean()", "m = df.age.mean()\nm"),
        ("print(df.age.mean())", "m = df.age.mean()\nprint(m)"),
        ("x = 1\ndf.age.mean()", "x = 1\nm = df.age.mean()\nm"),
        ("avg = df.age.mean()", "avg = df.age.mean()\nm = avg"),
        ("(df\n  .age\n  .mean())", None),
    ],
)
def test_an_unassigned_result_is_assigned(code, expected):
    report = check(code, SPACE, "compute the mean age and call it m")
    assert report.assigned == ("m",)
    assert expected is None or report.code == expected
    space = dict(SPACE)
    exec(report.code, space)
    assert space["m"] == 38


def test_a_variable_that_is_there_is_not_overwritten_for_a_result_with_another_name():
    ask = "keep the rows with price above 1 as dear"
    report = check('df = df[df["price"] > 1]', SPACE, ask)
    assert (report.code, report.assigned) == ('dear = df[df["price"] > 1]', ("dear",))
    own = check('part = df.dropna()\npart = part[part["price"] > 1]', SPACE, ask)
    assert own.code.endswith("\ndear = part")


@pytest.mark.parametrize(
    ("code", "mended"),
    [
        ('d2 = df[df["age"] > 40]\nlen(d2)', None),
        ('d2 = df[df["age"] > 40]\nprint(len(d2))', None),
        ('d2 = df[df["age"] > 40]\nn = len(d2)', None),
        ('d2 = df[df["age"] > 40]\nd2', 'd2 = df[df["age"] > 40]\nbig = d2\nbig'),
        ('df[df["age"] > 40]', 'big = df[df["age"] > 40]\nbig'),
    ],
)
def test_the_name_of_an_earlier_demand_is_not_given_to_the_value_of_a_later_one(code, mended):
    report = check(code, SPACE, "keep the rows with age above 40 as big and count them")
    assert report.code == (mended or code)
    assert bool(report.findings) == (mended is None)


def test_a_demand_to_show_what_was_named_is_no_other_value():
    code = 'd2 = df[df["age"] > 40]\nd2["price"].mean()'
    assert check(code, SPACE, "mean price of age above 40 as m and print it").assigned == ("m",)


@pytest.mark.parametrize(
    ("instruction", "code", "mended"),
    [
        ("Drop the city column", 'df.drop(columns=["city"])', 'df = df.drop(columns=["city"])\ndf'),
        ("then set city as the index", 'df.set_index("city")', 'df = df.set_index("city")\ndf'),
        ("use city as the index", 'df.set_index("city")', 'df = df.set_index("city")\ndf'),
        ("make city upper case", 'df["city"].str.upper()', 'df["city"] = df["city"].str.upper()\ndf["city"]'),
        ("round s to whole numbers", "s.round()", "s = s.round()\ns"),
        (
            "encode the city column as numbers",
            'df["city"].map({"Rome": 0, "Oslo": 1})',
            'df["city"] = df["city"].map({"Rome": 0, "Oslo": 1})\ndf["city"]',
        ),
        ("convert s to months", "s.apply(lambda v: 12 * v)", "s = s.apply(lambda v: 12 * v)\ns"),
        ("sort numbers", "sorted(numbers)", "numbers = sorted(numbers)\nnumbers"),
        (
            "drop rows without a price",
            'df.dropna(subset=["price"]).reset_index(drop=True)',
            'df = df.dropna(subset=["price"]).reset_index(drop=True)\ndf',
        ),
    ],
)
def test_a_command_without_a_name_changes_what_it_speaks_of(instruction, code, mended):
    report = check(code, SPACE | {"numbers": [3, 1]}, instruction)
    assert report.code == mended
    assert report.assigned == (mended.split(" = ")[0],)
    assert check(code, SPACE | {"numbers": [3, 1]}, instruction, mend=False).code == code


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        ("show df without city", 'df.drop(columns=["city"])'),
        ("sort df by price and show it", 'df.sort_values("price")'),
        ("sort df by price", 'df.sort_values("price").head(1)'),
        ("drop the city column", 'df.drop(columns=["city"], inplace=True)'),
        ("what is left without city?", 'df.drop(columns=["city"])'),
        ("turn price into a list", 'df["price"].tolist()'),
        ("make city upper case", 'df["city"].str.len()'),
        ("set df to its mean", "df.mean()"),
        ("Use the price to mark dear rows", 'df["price"].map(lambda p: p > 1)'),
        ("sort df by price without changing it", 'df.sort_values("price")'),
        ("fill price with 0 but keep the original", 'df["price"].fillna(0)'),
        ("split city into two columns", 'df["city"].str.split(" ", expand=True)'),
        ("make a rounded table", "df.round()"),
        ("Set a flag for each row where the price is above 2", 'df["price"].apply(lambda v: v > 2)'),
        ("Set a flag where the price is missing", 'df["price"].astype(bool)'),
        ("Make labels of the price", 'df["price"].replace({1.0: "a"})'),
        ("Convert each city to its number of letters", 'df["city"].apply(len)'),
        ("Convert the city to its length", 'df["city"].map(len)'),
        ("order of cities by price", 'df.sort_values("price")'),
        ("drop in price by age", 'df.sort_values("age")'),
    ],
)
def test_what_only_looks_is_not_kept(instruction, code):
    assert check(code, SPACE, instruction).code == code


@pytest.mark.parametrize(
    "code", ["df.plot()", "df.insert(0, 'a', 1); print()", "for i in s: pass", "print()", "x = 1; x"]
)
def test_a_result_that_is_not_there_is_reported(code):
    report = check(code, SPACE, "call it m")
    assert report.code == code
    assert Finding("result", 1, "the result is not stored in 'm'") in report.findings


@pytest.mark.parametrize(
    ("instruction", "code", "left_out"),
    [
        ("rows with price above 7 and age over 40 as good", 'good = df[df["price"] > 7]', ("age", "40")),
        ("rows with price above 7 and age over 40 as good", "good = df.query('price > 7 and age > 40')", ()),
        ("histogram of age with 15 bins", 'df["age"].hist()', ("15",)),
        ("histogram of age with 15 bins", "df.age.hist(bins=15)", ()),
        ("use area on price as city", 'city = df["price"] * 2', ("area",)),
        ("the numbers up to 19 as x", "x = np.arange(20)", ()),
        ("price plus 20% rounded to 2 decimals as p", 'p = (df["price"] * 1.2).round(2)', ()),
        ("the 5th row as r", "r = df.iloc[4]", ()),
        ("In df, sum price as p", 'p = df["price"].sum()', ()),
        ("drop 2024-05-17 and scale to 0..1 as r", "r = 1", ()),
    ],
)
def test_what_an_instruction_speaks_of_and_the_code_leaves_out(instruction, code, left_out):
    assert check(code, SPACE | {"In": [""], "Out": {}}, instruction).unused == left_out


def test_no_user_code_is_called():
    calls = []

    class Nosy:
        def __getattr__(self, name):
            calls.append(name)
            raise AttributeError(name)

        def __call__(self, *args):
            calls.append("call")

    def wrapper():
        pass

    nosy = Nosy()
    nosy_calls_before = list(calls)
    wrapper.__wrapped__ = nosy
    code = "nosy.anything\nnosy(1)\nwrapper(1, 2)\nnosy['x']\nx = nosy + 1"
    report = check(code, SPACE | {"nosy": nosy, "wrapper": wrapper, "C": collections.Counter})
    assert calls == nosy_calls_before
    assert report.findings == ()


def test_findings_are_values():
    finding = Finding("column", 2, "there is no column 'pric'", "price")
    assert Finding.from_json(finding.to_json()) == finding
    assert str(finding) == "line 2: there is no column 'pric' (did you mean price?)"


WEATHER = pd.DataFrame({"date": ["2024-01-01"], "temp_c": [2.0], "rain_mm": [1.0], "station": ["a"]})
TABLES = {"df": WEATHER, "stations": pd.DataFrame({"station": ["a"], "height": [9]}), "X_train": 1}


@pytest.mark.parametrize(
    ("code", "mended", "renamed"),
    [
        ("weather.head()", None, ()),  # two tables: which?
        ('weather["station"].unique()', None, ()),
        ('weather["rain_mm"].sum()', 'df["rain_mm"].sum()', ("weather -> df",)),
        ("w[w['height'] > 3]", "stations[stations['height'] > 3]", ("w -> stations",)),
        ('df["Temp C"].max()', 'df["temp_c"].max()', ("Temp C -> temp_c",)),
        ("df['temperature'].max()", "df['temp_c'].max()", ("temperature -> temp_c",)),
        ('df.groupby("stations")["rain"].sum()', 'df.groupby("station")["rain_mm"].sum()', None),
        ('df["wind"].max()', None, ()),
        ('df["rain_change"].mean()', None, ()),  # more than the column says
        ('df["Rain"] / df["rain"]', 'df["rain_mm"] / df["rain"]', ("Rain -> rain_mm",)),  # not both
        ("""print(f'rain{df["temp_c"].max()}')""", None, ()),
        ("Xtrain + 1", "X_train + 1", ("Xtrain -> X_train",)),
        ("total + 1", None, ()),
        ('x = "temperature"; df["temperature"] = x', None, ()),  # a new column
        ("é = 'ü'; w['height']", "é = 'ü'; stations['height']", ("w -> stations",)),
    ],
)
def test_invented_names_that_can_mean_one_thing_are_put_right(code, mended, renamed):
    report = check(code, TABLES)
    assert report.code == (mended or code)
    assert renamed is None or report.renamed == renamed
    assert check(code, TABLES, mend=False).code == code


def test_a_sole_table_is_meant_by_any_name_but_one_that_the_step_speaks_of():
    assert check("sales.describe()", {"df": WEATHER}, "summary of the numbers").code == "df.describe()"
    report = check("sales.describe()", {"df": WEATHER}, "summary of sales")
    assert (report.code, [f.kind for f in report.findings]) == ("sales.describe()", ["name"])


ORDERS = pd.DataFrame(
    {
        "status": ["late", "paid", "Open"],
        "order": ["a1", "b2", "c3"],
        "placed": pd.to_datetime(["2024-01-01", "2024-02-03", "2024-02-04"]),
        "amount": [1, 2, 3],
    }
)
BOUGHT = {
    "pd": pd,
    "orders": ORDERS,
    "by_day": ORDERS.set_index("placed"),
    "sent": ORDERS.assign(customer_note="new"),
    "texts": ORDERS.assign(placed_date="2024-01-01").drop(columns="placed"),
}


@pytest.mark.parametrize(
    ("instruction", "code", "mended"),
    [
        (
            "count the late ones",
            'n = (orders["state"] == "late").sum()',
            'n = (orders["status"] == "late").sum()',
        ),
        ("count the late orders", "(orders['order'] == 'late').sum()", "(orders['status'] == 'late').sum()"),
        ("is it open?", 'orders["status"] == "open"', 'orders["status"] == "Open"'),
        (
            "late and paid ones",
            'orders[orders["order"].isin(["late", "paid"])]',
            'orders[orders["status"].isin(["late", "paid"])]',
        ),
        (
            "Drop the late orders",
            'orders.drop(columns="late")',
            'orders = orders[orders["status"] != "late"]\norders',
        ),
        ("remove the small ones", "orders[orders.amount > 1]", "orders = orders[orders.amount > 1]\norders"),
        (
            "amount per month",
            'orders.groupby("month")["amount"].sum()',
            'orders.groupby(orders["placed"].dt.month)["amount"].sum()',
        ),
        (
            "per month and status",
            'orders.groupby(["month", "status"]).size()',
            'orders.groupby([orders["placed"].dt.month, "status"]).size()',
        ),
        ("weekdays", 'orders["day_name"].value_counts()', 'orders["placed"].dt.day_name().value_counts()'),
        ("by year", 'by_day.groupby(by="year").size()', "by_day.groupby(by=by_day.index.year).size()"),
        ("quarters", 'texts["quarter"]', 'pd.to_datetime(texts["placed_date"]).dt.quarter'),
        ("days", 'orders["day"]', 'orders["placed"].dt.day'),
        ("per day", 'orders.groupby("day").size()', 'orders.groupby(orders["placed"].dt.date).size()'),
    ],
)
def test_values_and_dates_tell_which_column_is_meant(instruction, code, mended):
    report = check(code, BOUGHT, instruction)
    assert report.code == mended
    assert not report.findings
    assert report.renamed or report.assigned
    exec(report.code, dict(BOUGHT))


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        ("those whose order is late", 'orders[orders["order"] == "late"]'),  # the column is spoken of
        ("count the late ones", 'orders[orders["order"] == "gone"]'),  # not a word of the step
        ("the paid ones", 'orders[orders["status"] == "paid"]'),  # it stands there
        ("late ones", 'orders["order"] = "late"\norders[orders["order"] == "late"]'),  # changed before
        ("rows of a1", 'both = orders.assign(status="a1")\nboth[both["amount"] == "a1"]'),  # no live table
        ("per month", 'orders["month"] = 1\norders.groupby("month").size()'),
        ("per month", 'orders.insert(0, "month", 1)\norders.groupby("month").size()'),
        ("per month", 'add_month(orders)\norders.groupby("month").size()'),
        (
            "per month",
            'def monthly(orders):\n    orders["month"] = 1\n    return orders.groupby("month").size()',
        ),
        ("list what is late", 'orders["amount"] == "late"'),  # numbers hold no text
        ("how many customers are paid", 'sent[sent["customer_note"] == "paid"]'),  # none is an answer
        ("month of each", 'sums = [orders["month"].sum() for orders in tables]'),  # another table's name
        ("month of each", 'top = groups.apply(lambda orders: orders["month"].max())'),
        ("per month", 'tools.add_month(orders)\norders.groupby("month").size()'),
        ("per month", 'n = tools.add_month(frame=orders)\norders.groupby("month").size()'),
    ],
)
def test_what_can_be_meant_as_it_stands_is_left_alone(instruction, code):
    assert check(code, BOUGHT, instruction).code == code


def test_a_word_in_two_columns_is_not_guessed():
    twice = ORDERS.assign(note=["late", "x", "y"])
    code = 'orders[orders["order"] == "late"]'
    assert check(code, {"orders": twice}, "the late ones").code == code
    assert check('orders.drop(columns="late")', {"orders": twice}, "those late").renamed == ()


def test_values_of_large_tables_and_of_foreign_arrays_are_not_read(monkeypatch):
    monkeypatch.setattr("codegen_magic.checks.linked.MAX_ROWS", 2)
    code = 'orders[orders["order"] == "late"]'
    assert check(code, BOUGHT, "the late ones").code == code
    monkeypatch.undo()

    class Trap(str):
        def __eq__(self, other):
            raise AssertionError("user code was called")

        __hash__ = str.__hash__

        def casefold(self):
            raise AssertionError("user code was called")

    traps = pd.DataFrame({"a": pd.Series([Trap("late")], dtype=object), "b": ["x"]})
    code = 'traps[traps["b"] == "late"]'
    assert check(code, {"traps": traps}, "the late ones").code == code


BILLS = pd.DataFrame(
    {"customer_id": [1, 2], "city": ["Rome", "Oslo"], "total_bill": [9.0, 7.0], "tip": [1.0, 2.0]}
).assign(date=pd.to_datetime(["2024-01-01", "2024-02-03"]))
TILL = {
    "pd": pd,
    "np": np,
    "math": types.ModuleType("math"),
    "df": BILLS,
    "data": BILLS,
    "train": BILLS.copy(),
    "test": BILLS.copy(),
    "tables": [BILLS],
    "pop": pd.DataFrame({"people": [1, 2]}, index=pd.Index(["a", "b"], name="code")),
}


@pytest.mark.parametrize(
    "code",
    [
        'for d in [train, test]:\n    d["total"] = d["total_bill"] + d["tip"]\nprint(train["total"].mean())',
        'for tb in tables:\n    tb["day"] = tb["date"].dt.day_name()\nprint(df.groupby("day")["tip"].sum())',
        'for name, tb in {"a": train}.items():\n    tb.insert(0, "total", 1)\ntrain["total"]',
        'for i in range(1):\n    tables[i]["total"] = 1\ndf["total"]',
        'df.index.name = "id"\ndf = df.reset_index()\nprint(df["id"].max())',
        'df.index.names = ["id"]\ndf.reset_index()["id"]',
        'df.index.rename("id", inplace=True)\ndf.reset_index()["id"]',
        'df.index = df["date"]\nd2 = df.drop(columns="date").reset_index()\nd2["date"]',
        'df.set_index("city", append=True).reset_index()["level_0"]',
        'd2 = df.set_index("date", drop=False)\nd2.date',
        'd2 = pd.DataFrame({"index": [1], "level": [2]}).reset_index()\nd2["level_0"]',
        'm = pop.merge(pop.copy(), left_index=True, right_index=True).reset_index()\nm["code"]',
        'def add_total():\n    df["total"] = df["total_bill"] + df["tip"]\nadd_total()\nprint(df["total"].sum())',
        'def add_day():\n    df["day"] = 1\nadd_day()\nprint(df.groupby("day")["tip"].sum())',
        'bill = df["total"] if "total" in df.columns else df["total_bill"] + df["tip"]',
        'for i in range(1):\n    if "total" in df.columns:\n        print(df["total"].sum())',
        'df = df.drop("total", axis=1, errors="ignore")',
        'x = 1\nif x > 2:\n    del df["tip"]\nelse:\n    df["tip"]',
        'for i in range(2):\n    if i:\n        df["half"]\n    else:\n        df["half"] = 1',
        'match 1:\n    case 1:\n        df["total"] = 1\ndf["total"]',
        'df.plot(kind="bar", x="city", y="tip")',
        'data["day"] = data["date"].dt.day_name()\nprint(df.groupby("day")["tip"].sum())',
        'own = df\nown["day"] = own["date"].dt.day_name()\nprint(df.groupby("day")["tip"].sum())',
        'small, big = df[df["tip"] < 2], df\nbig["total"] = 1\ndf["total"].sum()',
        'own = df if len(df) else None\nown["total"] = 1\ndf["total"].sum()',
        'own = tables[0]\nown["total"] = 1\ndf["total"].sum()',
        'own = tables[0]\nown.insert(0, "total", 1)\ndf["total"].sum()',
        'own = tables[0]\nown.columns = ["total" if c == "tip" else c for c in df]\ndf["total"].sum()',
        'import types\nbox = types.SimpleNamespace(df=df)\nbox.df["total"] = 1\ndf["total"].sum()',
        '(own := df)["total"] = 1\ndf["total"].sum()',
        'df.__setitem__("total", 1)\ndf["total"].sum()',
        't = pd.DataFrame({"tip_count": df["city"].value_counts()}).reset_index()\nout = t["city"].tolist()',
        't = pd.DataFrame({"a": [1]}, index=pd.Index(["x"], name="id")).reset_index()\nt["id"]',
        't = pd.DataFrame({"a": [1]}, columns=["a", "b"])\nt["b"]',
        'try:\n    df["total"]\nexcept KeyError:\n    print("none")',
        "try:\n    from math import sumproduct\nexcept ImportError:\n    sumproduct = None",
        'f = np.trapezium if hasattr(np, "trapezium") else np.trapezoid',
        'math.whole = int\nmath.whole("3")',
        "class Own:\n    place = __qualname__\n    def name(self):\n        return __class__.__name__",
    ],
)
def test_what_changes_a_table_by_another_way_is_neither_blamed_nor_changed(code):
    report = check(code, TILL, "print it")
    assert (report.code, report.findings, report.renamed) == (code, (), ())
    exec(code, {k: v.copy() if isinstance(v, pd.DataFrame) else v for k, v in TILL.items()} | _aliases())


def _aliases():
    """One new table under its names."""
    own = BILLS.copy()
    return {"df": own, "data": own, "tables": [own]}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('for i in range(2):\n    print(i)\ndf["totals"]', 3),
        ('if True:\n    df["tax"] = 1\nelse:\n    df["taxi"]', 4),
        ('for c in df.columns:\n    print(c.upper())\ndf["taxi"]', 3),
        ('counts = {}\ncounts["a"] = 1\ndf["taxi"]', 3),
        ('words = ["a"]\nwords.insert(0, "b")\nwords[0] = "c"\ndf["taxi"]', 4),
        ('n, own = 3, df\nown["tax"] = 1\ndf["taxi"]', 3),
        ('t = pd.DataFrame({"a": [1], "b": np.arange(1)})\nt["c"]', 2),
        ('a = [1]\nt = pd.DataFrame({"a": a})\nt["c"]', 3),
    ],
)
def test_what_no_branch_makes_is_still_missed(code, line):
    assert [(f.kind, f.line) for f in check(code, TILL, mend=False).findings] == [("column", line)]


GRADES = pd.DataFrame({"name": ["Ann", "Bo", "Cy"], "sex": ["F", "M", "F"], "grade": ["A", "B", "A"]})


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        ("count how many grades are F, call it n", 'n = int((df["grade"] == "F").sum())'),
        ("count the F, call it n", 'n = int((df["name"] == "F").sum())'),  # too short to tell
        ("count the annual ones, call it n", 'n = int((df["grade"] == "Ann").sum())'),  # part of a word
    ],
)
def test_a_short_text_or_a_part_of_a_word_tells_no_column(instruction, code):
    assert check(code, {"df": GRADES}, instruction).code == code


def test_names_and_values_of_a_table_go_into_code_as_literals():
    name, text = 'placed"].x or print("ran") or orders["placed', 'pa"id\\'
    orders = ORDERS.rename(columns={"placed": name}).assign(status=["late", text, "open"])
    for instruction, code in [
        ("per month", 'orders["month"]'),
        (text, f"orders[orders['order'] == {text!r}]"),
    ]:
        mended = check(code, {"orders": orders}, instruction).code
        assert mended != code
        assert "print" not in {n.id for n in ast.walk(ast.parse(mended)) if isinstance(n, ast.Name)}
        assert len(eval(mended, {"orders": orders}))


def test_a_table_whose_columns_are_not_known_keeps_its_own():
    mixed = pd.DataFrame({"month": [1, 2], 0: [3, 4]}, index=pd.date_range("2024-01-01", periods=2))
    code = 'mixed["month"].value_counts()'
    assert check(code, {"mixed": mixed}, "count the months").code == code


def test_a_mend_over_several_lines_is_neither_made_nor_told():
    code = 'orders.drop(\n    columns="late"\n)'
    report = check(code, BOUGHT, "show it without the late orders")
    assert report.code == code
    assert not report.renamed


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.sort(arr)", "result = np.sort(arr)\nresult"),
        ("np.append(arr, 4)", "result = np.append(arr, 4)\nresult"),
        ("df.add(df)", "result = df.add(df)\nresult"),
        ("items.append(4)", "items.append(4)\nresult = items"),
        ("made = [1]\nmade.append(4)", "made = [1]\nmade.append(4)\nresult = made"),
        ("import random\nrandom.shuffle(items)", "import random\nrandom.shuffle(items)"),
    ],
)
def test_what_changes_in_place_is_named_and_what_gives_a_value_is_not_lost(code, expected):
    space = SPACE | {"arr": np.arange(3), "items": [1, 2]}
    assert check(code, space, "store it in result", mend=True).code == expected


@pytest.mark.parametrize(
    "code",
    [
        'if "Price" in df.columns:\n    df = df.drop(columns="Price")',
        'df = df.drop(columns=["Price"], errors="ignore")',
        'try:\n    df = df.drop(columns="Price")\nexcept KeyError:\n    pass',
        'df.insert(0, "Price", 1)\ndf["Price"]',
        'df = df.assign(**{"Price": 1})\ndf["Price"]',
        'r = df.reset_index(names="Price")\nr["Price"]',
        'm = df.merge(df, on=["age", "city", "price"], indicator="Price")\nm["Price"]',
    ],
)
def test_a_column_that_the_code_makes_or_allows_to_be_absent_keeps_its_name(code):
    assert check(code, SPACE, "", mend=True).code == code


@pytest.mark.parametrize(
    "code",
    [
        'print("%d items"\n      % 3)',
        "x = (\n    7\n    % 3\n)",
        'msg = """\n%d items\n""" % 3',
        "%time df\n!ls\ndf?\n\nx = 1",
    ],
)
def test_a_line_that_begins_with_a_percent_sign_may_be_python(code):
    report = check(code, SPACE, "", mend=True)
    assert report.parses
    assert report.code == code


def test_a_number_of_many_digits_is_read():
    assert check(f"x = {'9' * 400}", SPACE, "set x to 5", mend=True).parses


def test_the_code_is_not_read_again_for_every_name_of_the_kernel(monkeypatch):
    read = []

    def counted(tree):
        read.append(tree)
        return bound_names(tree)

    monkeypatch.setattr(calls, "bound_names", counted)
    counts = []
    for names in (1, 1000):
        read.clear()
        check("a = area(2)\nb = np.sqrt(a)", SPACE | {f"v{n}": n for n in range(names)})
        counts.append(len(read))
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize(
    "ask",
    [
        "Round all prices to 1 decimal but don't change df",
        "Round df to 1 decimal, not in place",
        "Round df to 1 decimal, do not modify it",
        "Round df to 1 decimal but keep df as it is",
    ],
)
def test_a_table_that_is_to_stay_is_not_overwritten(ask):
    assert check("df.round(1)", SPACE, ask).code == "df.round(1)"


@pytest.mark.parametrize(
    "ask",
    [
        "Save df to out_dir/sales.csv",
        "Save the model to models_v2/best.pkl",
        "Save the chart as my-chart.png",
        "Save the chart to ~/charts",
        "Save the plot to Desktop",
        "Store the time in UTC",
    ],
)
def test_a_file_or_a_place_is_no_variable(ask):
    assert asked_names(ask) == []
    assert check('df.to_html("x.html")', SPACE | {"out_dir": "x"}, ask).code == 'df.to_html("x.html")'


def test_a_live_object_is_not_asked_for_its_class_nor_its_metaclass_whether_it_is_equal():
    class Own(type):
        def __eq__(cls, other):
            raise AssertionError("user code was called")

        __hash__ = type.__hash__

    class Proxy(metaclass=Own):
        def __getattribute__(self, name):
            raise AssertionError("user code was called")

    assert check("y = x.a.b(1)", {"x": Proxy()}, "use x").findings == ()


def test_values_are_looked_up_without_a_copy_of_what_a_user_attached():
    class Own:
        def __deepcopy__(self, memo):
            raise AssertionError("user code was called")

    orders = ORDERS.copy()
    orders.attrs["own"] = Own()
    report = check('late = orders[orders["order"] == "late"]', {"orders": orders, "pd": pd}, "the late ones")
    assert report.renamed


def test_a_wrapped_function_of_the_users_is_not_asked_for_the_inner_ones_arguments():
    space = {"__name__": "__main__"}
    exec(
        "import functools, statistics\n"
        "@functools.wraps(statistics.mean)\ndef mean(data, weights=None):\n    return 1",
        space,
    )
    assert check("mean([1], weights=[2])", space).findings == ()
