"""Trial runs: what they report, and one adversarial test for every promise."""

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from codegen_magic.trial import Limits, Variable, available, run_trial

pytestmark = [pytest.mark.forks, pytest.mark.skipif(not available(), reason="trial runs need Linux")]
FAST = Limits(seconds=3)


def test_new_and_changed_variables_with_their_schema_and_the_output():
    namespace = {"a": [1], "b": 2, "df": pd.DataFrame({"x": [1, 2]}), "unused": 5}
    code = "c = b + 1\na.append(2)\ndf['y'] = df.x * 2.5\nprint('hello')\ndf.y.sum()"
    trial = run_trial(code, namespace)
    assert trial.status == "ok"
    assert trial.output == "hello\n"
    assert [(v.name, v.text, v.new) for v in trial.variables] == [
        ("a", "list of 2 int", False),
        ("c", "int", True),
        ("df", "DataFrame 2x2 columns: x int, y float", False),
    ]
    assert isinstance(trial.value, Variable)
    assert namespace == {"a": [1], "b": 2, "df": namespace["df"], "unused": 5}
    assert list(namespace["df"].columns) == ["x"]


def test_an_error_is_told_with_its_line():
    trial = run_trial("x = 1\n\ny = {}['pric']\n", {})
    assert (trial.status, trial.error, trial.error_line) == ("error", "KeyError: pric", 3)
    assert [v.name for v in trial.variables] == ["x"]


def test_syntax_errors_and_exits_are_errors():
    assert run_trial("x = (", {}).error_type == "SyntaxError"
    assert run_trial("%time x\nx = (", {}).error_type == "SyntaxError"
    assert run_trial("x = 1\nreturn x", {}).error_type == "SyntaxError"
    assert run_trial("import sys\nsys.exit(0)", {}).error_type == "SystemExit"
    assert run_trial("import os\nos._exit(0)", {}).status == "unknown"


@pytest.mark.parametrize(
    "code",
    [
        "%matplotlib inline\nx = 1",
        "files = !ls",
        "%%time\nx = 1",
        "import asyncio\nawait asyncio.sleep(0)",
        "x = await f()\ny = 1",
    ],
)
def test_what_only_a_cell_can_run_is_not_tried(code):
    trial = run_trial(code, {})
    assert (trial.status, trial.error, trial.variables) == ("unknown", "", ())
    assert "not tried" in trial.reason


def test_an_endless_loop_is_killed_in_time_and_leaves_no_zombie():
    t0 = time.monotonic()
    trial = run_trial("while True:\n    pass", {}, Limits(seconds=0.5))
    assert trial.status == "unknown"
    assert "0.5 s" in trial.reason
    assert time.monotonic() - t0 < 3
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_memory_is_limited():
    trial = run_trial("x = bytearray(3 << 30)", {}, Limits(memory_bytes=1 << 30))
    assert trial.status == "unknown", "the limit is ours, not the code's"
    assert "memory" in trial.reason


def test_output_is_cut_not_refused():
    trial = run_trial("print('x' * 10**6)", {}, Limits(output_characters=100))
    assert trial.status == "ok"
    assert len(trial.output) == 100


def test_files_and_databases_that_the_notebook_holds_open_say_nothing_of_the_code(tmp_path):
    path = tmp_path / "log.txt"
    path.write_text("text")
    with path.open() as file, contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("create table t (a)")
        for code in ("text = file.read()", "rows = database.execute('select * from t').fetchall()"):
            trial = run_trial(code, {"file": file, "database": database}, FAST)
            assert trial.status == "unknown", trial


@pytest.mark.parametrize("landlock", [True, False])
def test_a_database_of_the_users_is_not_written(landlock, tmp_path, monkeypatch):
    """SQLite opens its file itself: without landlock only the connection can be refused."""
    if not landlock:
        monkeypatch.setattr("codegen_magic.confine._landlock", lambda folder: False)
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(sqlite3.connect("shop.db")) as database:
        database.execute("create table orders (n)")
        database.execute("insert into orders values (3)")
        database.commit()
    connect = "import sqlite3\nc = sqlite3.connect('shop.db')\n"
    trial = run_trial(connect + "c.execute('delete from orders'); c.commit()", {}, FAST)
    assert trial.status == "unknown", trial
    read = run_trial(connect + "n = c.execute('select n from orders').fetchone()[0]", {}, FAST)
    assert read.status == ("ok" if "landlock" in read.guards else "unknown"), read
    for own in ("':memory:'", "'new.db'"):
        made = run_trial(f"import sqlite3\nc = sqlite3.connect({own})\nc.execute('create table t (a)')", {})
        assert made.status == "ok", made
    with contextlib.closing(sqlite3.connect("shop.db")) as database:
        assert database.execute("select n from orders").fetchall() == [(3,)]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import os\n[f for _, _, files in os.walk('.') for f in files][0]", "unknown"),
        ("list(Path('.').rglob('*.csv'))[0]", "unknown"),
        ("list(Path('.').glob('*/*.csv'))[0]", "ok"),
        ("import ast\nlist(ast.walk(ast.parse('')))[9]", "error"),
    ],
)
def test_an_error_of_code_that_walks_through_subfolders_says_nothing(code, status, tmp_path, monkeypatch):
    """They are links in a trial, which a walk does not enter."""
    monkeypatch.chdir(tmp_path)
    if status == "unknown":
        assert run_trial(code, {"Path": Path}, FAST).status == "error", "there is no subfolder"
    Path("data").mkdir()
    Path("data/a.csv").write_text("a\n1\n")
    assert run_trial(code, {"Path": Path}, FAST).status == status


def test_relative_files_can_be_read_and_new_ones_stay_in_the_trial(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("data.csv").write_text("a,b\n1,2\n")
    code = "df = pd.read_csv('data.csv')\ndf.to_csv('out.csv')\nn = len(pd.read_csv('out.csv'))"
    trial = run_trial(code, {"pd": pd})
    assert trial.status == "ok", trial
    assert os.listdir(tmp_path) == ["data.csv"]


def test_files_beside_the_working_folder_can_be_read_but_not_written(tmp_path, monkeypatch):
    for name in ("notebooks", "data"):
        (tmp_path / name).mkdir()
    prices = tmp_path / "data" / "prices.csv"
    prices.write_text("a,b\n1,2\n")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert run_trial("df = pd.read_csv('../data/prices.csv')", {"pd": pd}).status == "ok"
    assert run_trial("open('../data/prices.csv', 'w').write('gone')", {}).status == "unknown"
    assert prices.read_text() == "a,b\n1,2\n"


@pytest.mark.parametrize(
    "code",
    [
        "open(FILE, 'w').write('gone')",
        "open('data.csv', 'a').write('gone')",
        "import os; os.remove(FILE)",
        "import os; os.rename(FILE, FILE + '2')",
        "import os; os.truncate(FILE, 0)",
        "import os; os.chmod(FILE, 0)",
        "import os; os.utime(FILE, (0, 0))",
        "import os; os.mkdir(FILE + 'dir')",
        "import os; os.symlink(FILE, FILE + 'link')",
        "import shutil; shutil.rmtree(os.path.dirname(FILE))",
        "import ctypes; c = ctypes.CDLL(None, use_errno=True)\n"
        "if c.unlink(FILE.encode()) != 0: raise PermissionError('native')",
        "import ctypes; c = ctypes.CDLL(None)\n"
        "if c.syscall(90, FILE.encode(), 0) != 0: raise PermissionError('native')",
    ],
)
def test_files_outside_are_not_touched(tmp_path, monkeypatch, code):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "data.csv"
    file.write_text("keep")
    before = file.stat()
    trial = run_trial(code, {"FILE": str(file), "os": os}, FAST)
    after = file.stat()
    assert trial.status == "unknown", trial
    assert "refused" in trial.reason
    assert file.read_text() == "keep"
    assert os.listdir(tmp_path) == ["data.csv"]
    assert (before.st_mode, before.st_mtime) == (after.st_mode, after.st_mtime)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; s = socket.create_connection(('127.0.0.1', PORT), timeout=1)",
        "import urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{PORT}', timeout=1)",
        "import ctypes\nif ctypes.CDLL(None).socket(2, 1, 0) < 0: raise PermissionError('native')",
        "pd.read_csv(f'http://127.0.0.1:{PORT}/x.csv')",
    ],
)
def test_there_is_no_network(code):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        trial = run_trial(code, {"PORT": server.getsockname()[1], "pd": pd}, FAST)
        with pytest.raises(TimeoutError):
            server.accept()
    assert trial.status == "unknown", trial


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "import ctypes\nif ctypes.CDLL(None).fork() < 0: raise PermissionError('native')",
        "import os; os.kill(os.getppid(), 0)",
        "import ctypes, os\nif ctypes.CDLL(None).kill(os.getppid(), 0) < 0: raise PermissionError('native')",
        "input('name? ')",
    ],
)
def test_no_processes_programs_signals_or_questions(code):
    trial = run_trial(code, {}, FAST)
    assert trial.status == "unknown", trial
    assert trial.reason.startswith("refused")


def test_an_open_file_and_shared_memory_of_the_parent_are_out_of_reach(tmp_path):
    path = tmp_path / "array.npy"
    array = np.lib.format.open_memmap(path, mode="w+", dtype="int64", shape=(4,))
    with open(tmp_path / "log.txt", "w") as log:
        log.write("kept")
        log.flush()
        written = run_trial("log.write('lost'); log.flush()", {"log": log}, FAST)
        mapped = run_trial("array[0] = 9", {"array": array}, FAST)
    assert written.status in ("error", "unknown")
    assert mapped.status == "unknown"
    assert array.tolist() == [0, 0, 0, 0]
    assert (tmp_path / "log.txt").read_text() == "kept"


def test_threads_in_the_parent_do_no_harm():
    stop = threading.Event()

    def busy():
        while not stop.is_set():
            [bytearray(n) for n in range(1000)]  # a fork may come while they hold the allocator

    threads = [threading.Thread(target=busy) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        trials = [run_trial("z = (x @ x).sum()", {"x": np.ones((200, 200))}) for _ in range(5)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert {trial.status for trial in trials} == {"ok"}
    assert len({trial.variables[0].fingerprint for trial in trials}) == 1


def test_plots_models_and_threads_work_in_the_child():
    code = (
        "import matplotlib.pyplot as plt\nfrom sklearn.ensemble import RandomForestClassifier\n"
        "fig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()\n"
        "m = RandomForestClassifier(5, n_jobs=2).fit([[0], [1]], [0, 1])\n"
    )
    trials = [run_trial(code, {}, Limits(seconds=30))]
    namespace = {}
    exec("import matplotlib.pyplot\nfrom sklearn.ensemble import RandomForestClassifier as R", namespace)
    namespace["R"](5, n_jobs=2).fit([[0], [1]], [0, 1])  # the libraries' threads have run in the parent
    trials.append(run_trial(code, {}, Limits(seconds=30)))
    assert [(trial.status, trial.figures) for trial in trials] == [("ok", 1)] * 2, trials


def test_equal_results_have_equal_fingerprints_and_others_not():
    x = {"df": pd.DataFrame({"a": [0.1, 0.2, 0.3], "k": list("xyx")})}
    codes = ["m = df.a.mean()", "m = sum(df['a']) / len(df)", "m = df['a'].sum()"]
    one, two, three = (run_trial(code, x).variables[0].fingerprint for code in codes)
    assert one == two != three


LONG = {
    "a": (np.append(np.nan, np.arange(9_999.0))[::-1].copy(), "a[np.isnan(a)] = 3", "a[np.isnan(a)] = -1"),
    "c": (np.arange(9_999) * (1 + 1j), "c[77] = 1j", "c[77] = 2j"),
    "f": (np.arange(3e6), "f[2_999_999] = 0", "f[77] = 0"),
    "l": (list(range(5_000)), "l[4999] = -1", "l[2501] = -1"),
    "i": (np.arange(9_999), "i[77] = 0", "i[78] = 0"),
    "t": (pd.DataFrame({"k": [f"c{i}" for i in range(9_999)]}), "t.loc[7, 'k'] = 'z'", "t.loc[8, 'k'] = 'z'"),
    "w": ([f"c{i}" for i in range(9_999)], "w[7] = 'z'", "w[8] = 'z'"),
    "d": ({f"c{i}": i for i in range(5_000)}, "d['z9'] = -1", "d['z9'] = -2"),
    "u": ({f"c{i}" for i in range(5_000)}, "u.add('z9')", "u.add('z8')"),
    "o": ({"a": 2, "b": 1}, "o['a'] = o.pop('a')", "o['b'] = 3"),
    "s": (pd.Series(["x", None, "y"] * 3_000), "s[1] = 'z'", "s[1] = s[4] = 'z'"),
}


@pytest.mark.parametrize("name", LONG)
def test_a_change_deep_in_long_data_is_seen_and_told_from_another(name):
    value, *codes = LONG[name]
    changed = [run_trial(code, {name: value, "np": np}).variables for code in codes]
    assert all(changed), "it changed something"
    assert len({variables[0].fingerprint for variables in changed}) == 2


@pytest.mark.parametrize("end", ["", "\nb = [*b.tolist(), None]"])  # a list of floats and something else
def test_another_order_of_summation_is_no_difference_in_long_data(end):
    x = {"a": np.random.default_rng(0).normal(size=9_999), "np": np}
    codes = ["b = a * 3", "b = a + a + a", "b = (a[::-1] * 3)[::-1]"]
    assert len({run_trial(code + end, x).variables[0].fingerprint for code in codes}) == 1


def test_hostile_results_cannot_break_the_report():
    code = (
        "class Bad:\n    def __repr__(self): raise ValueError\n    __str__ = __repr__\n"
        "    def __getattr__(self, n): raise RuntimeError\nb = Bad()\nl = []\nl.append(l)\nraise ValueError(Bad())"
    )
    trial = run_trial(code, {})
    assert trial.error_type == "ValueError"
    assert [v.name for v in trial.variables] == ["Bad", "b", "l"]


def test_the_guards_are_named():
    guards = run_trial("1", {}).guards
    assert {"limits", "audit"} <= set(guards)


def test_an_interrupt_kills_the_child():
    code = (
        "import sys, threading, os, signal, time\n"
        "from codegen_magic.trial import run_trial, Limits\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in a shell's background jobs
        "threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "try:\n    run_trial('import time; time.sleep(60)', {}, Limits(seconds=60))\n"
        "except KeyboardInterrupt:\n    print('interrupted')\n"
        "try:\n    os.waitpid(-1, 0)\nexcept ChildProcessError:\n    print('no child')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert done.stdout == "interrupted\nno child\n"


def test_no_room_for_a_folder_is_no_trial(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    done = run_trial("x = 1", {})
    assert done.status == "unknown"
    assert "No space left" in done.reason
