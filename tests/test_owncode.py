"""What of the user's own cells the model is told."""

from __future__ import annotations

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from codegen_magic.owncode import capped, is_ignored, plain, without_imports

transform = TransformerManager().transform_cell

PLAIN = [
    ("x = 1", "x = 1"),
    ("# mine\nx = 1  # one\n# done", "# mine\nx = 1  # one"),
    ("%load_ext codegen_magic\nimport numpy as np\n", "import numpy as np"),
    ("%matplotlib inline", ""),
    ("!pip list\n%pwd\nfiles = !ls\n", ""),
    ("x = 1\nfiles = !ls\ny = 2", "x = 1\ny = 2"),
    ("for f in a:\n    !echo {f}\nx = 1", "x = 1"),
    ("x?\nx = 1", "x = 1"),
    ("x = (7\n     % 4)", "x = (7\n     % 4)"),
    ('s = """\n%not a magic\n\n\n\n!nor this  \n"""', 's = """\n%not a magic\n\n\n\n!nor this  \n"""'),
    ("%%time\nx = 1", "x = 1"),
    ("%%bash\nls", ""),
    ("%%capture out\n%matplotlib inline\nx = 1\n", "x = 1"),
    ("# only words", ""),
    ("'only words'", ""),
    ("await f()", "await f()"),
    ("@decorated\ndef f():\n    %pwd\n\nx = 1", "x = 1"),
    ("a = 1\r\n%pwd\r\nb = 2", "a = 1\nb = 2"),
    ("  x = 1\n  %pwd\n", "x = 1"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "told"), PLAIN)
def test_magics_shell_commands_and_words_alone_are_left_out(source: str, told: str) -> None:
    assert plain(source, transform) == told


WITHOUT_IMPORTS = [
    ("import numpy as np\nx = np.arange(3)", "x = np.arange(3)"),
    ("import numpy as np; import pandas as pd\ndf = pd.read_csv(f)\ny = df.x", "df = pd.read_csv(f)\ny = df.x"),
    ("import numpy as np; x = np.arange(3)", "import numpy as np; x = np.arange(3)"),
    ("x = 1\ny = 2; import os\nimport re; import io\nz = 3", "x = 1\ny = 2; import os\nz = 3"),
    ("import e\nfrom a import (\n    b,\n); import c; x = 1", "from a import (\n    b,\n); import c; x = 1"),
    ("x = 1; from a import (\n    b,\n); import c\n# done", "x = 1; from a import (\n    b,\n); import c"),
    ("import a; import b", ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "left"), WITHOUT_IMPORTS)
def test_imports_on_a_line_with_others_take_no_other_line_with_them(code: str, left: str) -> None:
    assert without_imports(code) == left


def test_a_cell_can_ask_to_be_ignored() -> None:
    assert is_ignored("# synth-ignore\nx = 1")
    assert is_ignored("\n#synth-ignore: scratch\nx = 1")
    assert not is_ignored("x = 1  # synth-ignore")
    assert not is_ignored("# synth-ignored is no such word\nx")


def test_a_very_long_cell_keeps_its_imports_and_its_end_by_whole_statements() -> None:
    middle = "\n".join(f"v{i} = {i}" for i in range(500))
    code = f"import os\n{middle}\ndef last():\n    return 1\n"
    short = capped(code, 200)
    assert len(short) <= 200
    assert short.startswith("import os\nv4")
    assert short.endswith("v499 = 499\ndef last():\n    return 1")
    compile(short, "cell", "exec")
    assert capped("x = 1", 200) == "x = 1"
    record = "@dataclass\nclass P:\n    x: int"
    assert capped(f"{middle}\n{record}\n", 200).endswith(f"v499 = 499\n{record}")
    assert capped("x = '" + "a" * 300 + "'", 200) == ""
