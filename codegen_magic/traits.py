"""The settings of %%synth as traits, with a project's defaults below them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics
from traitlets import Bool, Enum, Float, Int, Unicode
from traitlets.config import Config

from codegen_magic.backends import BACKENDS, DTYPES, QUANTIZE
from codegen_magic.learn import LEARNED
from codegen_magic.models.table import DEFAULT
from codegen_magic.oneline import one_line, one_line_errors
from codegen_magic.plan import PLANNERS
from codegen_magic.prompt import FORMATS
from codegen_magic.record import MODES
from codegen_magic.session import SCOPES
from codegen_magic.settings import check_keys, project_settings

DESTINATIONS = ("insert", "replace", "show", "run")
ENOUGH = ("agreed", "good", "all")  # two good ones of one result; one that nothing speaks against; n of them
SECTION = "SynthMagics"  # of a configuration file


class Settings(Magics):
    """Defaults of %%synth."""

    model = Unicode(DEFAULT, help="A name of `codegen-magic models`, a folder, or a hub id.").tag(config=True)
    backend = Enum(BACKENDS, "auto", help="What runs the model.").tag(config=True)
    device = Unicode("auto", help="auto, cpu, cuda, cuda:1 ...").tag(config=True)
    dtype = Enum(DTYPES, "auto", help="Of torch weights.").tag(config=True)
    quantize = Enum(QUANTIZE, "none", help="Of torch's linear layers; int4 needs a GPU.").tag(config=True)
    format = Enum((*FORMATS, ""), "", help="Prompt format; empty: the model's own.").tag(config=True)
    header = Unicode(None, allow_none=True, help="The prompt's first lines; None: the format's own.").tag(
        config=True
    )
    max_new_tokens = Int(256, help="Most tokens a step may have.").tag(config=True)
    temperature = Float(0.0, help="0 is greedy.").tag(config=True)
    top_p = Float(0.95, help="Nucleus for sampling.").tag(config=True)
    seed = Int(0, help="Seed of the sampling.").tag(config=True)
    to = Enum(DESTINATIONS, "insert", help="Where the code goes.").tag(config=True)

    context = Enum(
        SCOPES, SCOPES[0], help="What a step knows of: the notebook with your own cells, or its steps alone."
    ).tag(config=True)
    grounding = Int(200, help="Tokens for what the kernel holds (names, types, columns); 0: none.").tag(
        config=True
    )
    examples = Int(0, min=0, help="Steps of your own notebooks in the prompt, those most like the step.").tag(
        config=True
    )
    learned = Unicode(LEARNED, help="The file that `codegen-magic learn` made of your notebooks.").tag(
        config=True
    )
    mend = Bool(
        True, help="Put invented names right, add missing imports and the assignment to the name asked for."
    ).tag(config=True)
    second = Bool(
        True,
        help="Where the check finds something in the only answer, ask again with the step told otherwise.",
    ).tag(config=True)
    check = Bool(False, help="Try the code in a forked child before it is inserted (Linux).").tag(config=True)
    n = Int(1, min=1, help="Candidates at most; the best is inserted.").tag(config=True)
    enough = Enum(
        ENOUGH,
        "agreed",
        help="What ends the search for candidates before --n: two that agree, a good one, or nothing.",
    ).tag(config=True)
    retry = Int(0, min=0, help="How often a step that fails its check is written again.").tag(config=True)

    cache = Bool(True, help="Take the answer to an unchanged prompt from this user's cache folder.").tag(
        config=True
    )
    planner = Enum(
        PLANNERS,
        "auto",
        help="Who splits a request into steps: the model, its sentences; auto: a chat model.",
    ).tag(config=True)

    record = Enum(
        MODES, "full", help="What `NOTEBOOK.synth.jsonl` holds: full, hashes (no words, no code), off."
    )
    record.tag(config=True)
    resume = Bool(False, help="Take up the notebook's recorded context when the extension is loaded.").tag(
        config=True
    )

    def __init__(self, shell: InteractiveShell, **kwargs: Any) -> None:
        with one_line_errors():
            project = project_settings(Path.cwd(), self.class_trait_names(config=True))
        from_user = shell.config.get(SECTION, {})
        try:
            super().__init__(shell, **{k: v for k, v in project.items() if k not in from_user} | kwargs)
        except Exception as error:  # traitlets: a value of the wrong type
            raise UsageError(one_line(str(error))) from None

    def _load_config(self, cfg: Config, section_names: Any = None, traits: Any = None) -> None:
        """traitlets only warns of an unknown name; a setting that does nothing must be an error."""
        with one_line_errors():
            check_keys(cfg.get(SECTION, {}), self.trait_names(config=True), SECTION)
        super()._load_config(cfg, section_names=section_names, traits=traits)
