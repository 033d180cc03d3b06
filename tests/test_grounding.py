"""What the prompt tells of the kernel: wording, order, budget, and that no user code runs."""

import sys
import threading
import time
import types

import numpy as np
import pandas as pd
import pytest

from codegen_magic.errors import BadInput
from codegen_magic.grounding import describe, estimate_tokens
from codegen_magic.schema import describe_object, parameters

PEOPLE = pd.DataFrame(
    {
        "age": [31, 45],
        "city": ["Rome", "Oslo"],
        "total bill": [1.5, 2.5],
        "day": pd.to_datetime(["2024-01-01"] * 2),
    }
)


def tell(namespace, instruction="", **options):
    options.setdefault("budget", 1000)
    return describe(namespace, instruction, **options)


def test_a_frame_is_told_with_its_columns_and_dtypes():
    assert (
        tell({"df": PEOPLE})
        == "# df: DataFrame 2x4 columns: age int, city str, 'total bill' float, day datetime\n"
    )


def test_no_values_unless_sample_is_asked_for():
    namespace = {"df": PEOPLE, "secret": "hunter2", "n": 77, "names": ["Zoe"], "d": {"Zoe": 3}}
    hidden = tell(namespace)
    shown = tell(namespace, sample=True)
    for value in ("Rome", "hunter2", "77", "Zoe"):
        assert value not in hidden
        assert value in shown


def test_the_whole_page():
    namespace = {}
    code = (
        "import numpy as np\nimport pandas as pd\nfrom math import sqrt\nfrom collections import Counter\n"
        "def area(r, scale=2, *rest, unit='m', **more): return r\n"
        "class Point:\n    def __init__(self, x, y=0): pass\n    def norm(self): return 1\n"
        "x = np.zeros((3, 4))\nnums = [1, 2]\nmixed = (1, 'a', None)\nd = {'a': 1.5}\n"
        "empty = []\np = Point(1)\n"
        "s = pd.Series([1, 2], name='price')\nrecords = [{'name': 'a', 'age': 1}, {'name': 'b', 'age': 2}]\n"
        "g = pd.DataFrame({'k': ['a'], 'v': [1]}).set_index('k')\nt = (i for i in nums)\n"
    )
    exec(code, namespace)
    namespace["__name__"] = "builtins"  # what exec makes the functions' module
    assert sorted(tell(namespace).splitlines()) == sorted(
        [
            "# imported: numpy as np, pandas as pd, Counter, sqrt",
            "# def area(r, scale=2, *rest, unit='m', **more)",
            "# class Point(x, y=0) methods: norm",
            "# x: ndarray 3x4 float",
            "# nums: list of 2 int",
            "# mixed: tuple of 3 int/str/NoneType",
            "# d: dict of 1 str to float",
            "# empty: empty list",
            "# p: Point",
            "# s: Series 2 int named price",
            "# records: list of 2 dict with keys name, age",
            "# g: DataFrame 1x1 columns: v int, index: k str",
            "# t: generator",
        ]
    )


def test_the_names_of_the_instruction_come_first_then_those_of_the_recent_code():
    namespace = {"a": 1, "b": 2, "c": 3, "df": PEOPLE, "late": 5}
    lines = tell(namespace, "add c to the mean age", recent_code="b = a\nprint(a)").splitlines()
    assert [line.split(":")[0] for line in lines] == ["# c", "# df", "# a", "# b", "# late"]


@pytest.mark.parametrize("budget", [0, 3, 10, 25, 60, 200])
def test_the_budget_holds(budget):
    wide = pd.DataFrame(np.zeros((2, 300)), columns=[f"column_{i}" for i in range(300)])
    namespace = {"wide": wide, "np": np, "x": 1, **{f"v{i}": i for i in range(100)}}
    text = tell(namespace, "use wide", budget=budget, last_error="ValueError: bad")
    assert estimate_tokens(text) <= max(budget, 1)


def test_a_mentioned_column_survives_the_cut():
    wide = pd.DataFrame(np.zeros((2, 150)), columns=[f"column_{i}" for i in range(150)])
    text = tell({"wide": wide}, "plot column_140", budget=40)
    assert "column_140 float" in text
    assert "and 14" in text


def test_a_mentioned_column_of_several_words_survives_the_cut_and_ranks_its_table():
    wide = pd.DataFrame(np.zeros((2, 61)), columns=[*(f"column_{i}" for i in range(60)), "total bill"])
    text = tell({"wide": wide, "later": pd.DataFrame({"a": [1]})}, "mean of the total bill", budget=200)
    assert "'total bill' float" in text
    assert text.index("# wide") < text.index("# later")


def test_what_has_no_line_of_its_own_is_still_named():
    text = tell({f"v{i}": i for i in range(50)}, budget=200)
    assert "# also defined: " in text


def test_the_last_error_is_one_line():
    text = tell({}, last_error="Traceback ...\n  File x\nKeyError: 'pric\x1b[0m'\n\n")
    assert text == "# last error: KeyError: 'pric [0m'\n"


def test_with_names_restricts_and_an_unknown_name_is_an_error():
    assert tell({"a": 1, "b": 2.0, "c": ""}, names=["c", "a"]) == "# c: str\n# a: int\n"
    with pytest.raises(BadInput, match="'zz'"):
        tell({"a": 1}, names=["zz"])


def test_what_the_code_in_view_tells_already_is_not_told_again():
    code = "import math\nprices = [3, 4]\n\n\ndef area(r):\n    return math.pi * r**2\n"
    namespace = {}
    exec(code, namespace)
    namespace.pop("__builtins__")
    assert "prices: list of 2 int" in tell(namespace)
    assert tell(namespace, shown=code) == ""
    assert "prices: list of 2 int" in tell(namespace, shown="import math\n")
    assert tell(namespace, shown=code, names=["prices"]) == "# prices: list of 2 int\n"
    assert "last error: KeyError" in tell(namespace, shown=code, last_error="KeyError: 1")
    both = tell(namespace | {"df": PEOPLE}, shown=code + "df = load()\n")
    assert "df: DataFrame" in both
    assert "prices: list of 2 int" in both


def test_what_belongs_to_ipython_is_hidden():
    namespace = {
        "In": [],
        "Out": {},
        "_": 1,
        "_i1": "",
        "exit": exit,
        "quit": quit,
        "get_ipython": len,
        "open": open,
    }
    assert tell(namespace) == ""


def test_a_name_cannot_break_out_of_its_line():
    evil = type("Foo\nimport os", (), {})
    frame = pd.DataFrame({"a\nimport os": [1], "b # c": [2], ("t", 1): [3]})
    text = tell({"e": evil(), "f": frame})
    assert all(line.startswith("# ") for line in text.splitlines())
    assert len(text.splitlines()) == 2


class Hostile:
    """Every way in raises and counts."""

    calls: list = []  # noqa: RUF012

    def _called(self, *args, **kwargs):
        Hostile.calls.append(args)
        raise RuntimeError("user code was called")

    __repr__ = __str__ = __len__ = __iter__ = __hash__ = __eq__ = __bool__ = __getattr__ = __format__ = (
        _called
    )
    shape = dtype = columns = property(_called)

    @property
    def __class__(self):
        Hostile.calls.append("class")
        return pd.DataFrame


class HostileMeta(type):
    def __getattribute__(cls, name):
        Hostile.calls.append(name)
        raise RuntimeError("user code was called")

    __repr__ = __instancecheck__ = __subclasscheck__ = lambda *a: Hostile.calls.append("meta")

    def __eq__(cls, other):
        Hostile.calls.append("equal")
        return NotImplemented

    __hash__ = type.__hash__


class HostileList(list):
    __repr__ = __len__ = __iter__ = Hostile._called


class HostileFrame(pd.DataFrame):
    columns = shape = index = property(Hostile._called)


class HostileStr(str):
    __slots__ = ()
    __repr__ = __str__ = __len__ = isprintable = Hostile._called


class HostileArray(np.ndarray):
    shape = dtype = property(Hostile._called)


@pytest.mark.parametrize("sample", [False, True])
def test_no_user_code_is_called(sample):
    def signed():
        pass

    signed.__signature__ = signed.__wrapped__ = Hostile()

    def with_default(a=Hostile()):  # noqa: B008
        pass

    frame = HostileFrame.__new__(HostileFrame)
    objects = [
        Hostile(),
        [Hostile()],
        {"k": Hostile()},
        (Hostile(), HostileStr("a")),
        HostileList([1]),
        frame,
    ]
    objects += [
        HostileStr("x"),
        np.zeros(3).view(HostileArray),
        HostileMeta("M", (), {}),
        signed,
        with_default,
    ]
    objects += [pd.DataFrame({"h": [Hostile()]}), pd.Series([Hostile()], dtype=object)]
    array = np.empty(1, dtype=object)
    array[0] = Hostile()
    objects += [array, types.SimpleNamespace(a=Hostile()), HostileMeta("N", (), {})()]
    namespace = {"__name__": __name__} | {f"v{i}": value for i, value in enumerate(objects)}
    Hostile.calls.clear()
    text = tell(namespace, "v0 v1", sample=sample)
    assert Hostile.calls == []
    assert len(text.splitlines()) == len(objects)
    assert "# def v10(a=...)" in text


def test_a_million_columns_and_cycles_are_fast():
    wide = pd.DataFrame(np.zeros((1, 1_000_000)), columns=[f"c{i}" for i in range(1_000_000)])
    loop: list = []
    loop.append(loop)
    ring: dict = {}
    ring["me"] = ring
    big = list(range(2_000_000))
    t0 = time.perf_counter()
    text = tell(
        {"wide": wide, "loop": loop, "ring": ring, "big": big, "huge": 10**100_000}, budget=300, sample=True
    )
    assert time.perf_counter() - t0 < 1
    assert "wide: DataFrame 1x1000000" in text
    assert "loop: list of 1 list" in text


def test_a_large_namespace_is_fast_and_keeps_what_was_asked_for():
    namespace = {f"name_{i}": i for i in range(50_000)}
    t0 = time.perf_counter()
    text = tell(namespace, "double name_17", budget=100)
    assert time.perf_counter() - t0 < 1
    assert text.startswith("# name_17: int\n")


def test_a_namespace_that_changes_meanwhile_does_no_harm():
    namespace, stop = {"a": 1}, threading.Event()

    def churn():
        while not stop.is_set():
            namespace["b"] = 1
            namespace.pop("b", None)

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        texts = {tell(namespace) for _ in range(200)}
    finally:
        stop.set()
        thread.join()
    assert all("# a: int\n" in text for text in texts)


def test_pandas_is_not_imported(monkeypatch):
    monkeypatch.delitem(sys.modules, "pandas")
    assert describe_object(PEOPLE).line("df") == "df: DataFrame"
    assert "pandas" not in sys.modules


def test_parameters_are_those_of_inspect():
    import inspect

    def f(a, b=1, *args, c, d=None, **kw):
        pass

    def g(a, *, b, c=2.5):
        pass

    for function in (f, g):
        assert parameters(function) == str(inspect.signature(function))
