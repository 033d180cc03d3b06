"""The tokenizer that every local backend shares: `tokenizers` and Jinja, no transformers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
import jinja2.ext
import jinja2.sandbox
import jinja2.utils
from tokenizers import Tokenizer as FastTokenizer

from codegen_magic.errors import BadInput, ModelBroken
from codegen_magic.models.folder import (
    TOKENIZER,
    ModelFolder,
    chat_template,
    read_folder,
    read_json,
    token_text,
)


class FolderTokenizer:
    """A model folder's tokenizer; satisfies `base.Tokenizer`."""

    def __init__(self, folder: ModelFolder) -> None:
        try:
            self._fast = FastTokenizer.from_file(str(folder.path / TOKENIZER))
        except Exception as error:  # the library raises bare Exception
            raise ModelBroken(
                f"{folder.path / TOKENIZER} cannot be read ({error}): fetch the model again with --update"
            ) from error
        self._fast.no_truncation()
        self._fast.no_padding()
        self.eos_ids: frozenset[int] = folder.eos_ids
        self.vocab_size: int = folder.tokenizer_size
        self.chat_template: str | None = chat_template(folder.path)
        self._special = special_tokens(folder.path)

    def encode(self, text: str) -> list[int]:
        """Ids of a text; special tokens in it are recognised, none are added."""
        return list(self._fast.encode(_valid(text), add_special_tokens=False).ids)

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids, special tokens left out."""
        return str(self._fast.decode([int(i) for i in ids], skip_special_tokens=True))

    def render_chat(self, messages: list[dict[str, str]]) -> str:
        """The chat template's text for messages, ending where the assistant's answer begins."""
        if self.chat_template is None:
            raise BadInput("this model has no chat template: use the prompt format 'comments'")
        try:
            return self._compiled.render(
                messages=messages, tools=None, documents=None, add_generation_prompt=True, **self._special
            )
        except jinja2.TemplateError as error:
            raise BadInput(f"the model's chat template refuses these messages: {error}") from error

    @cached_property
    def _compiled(self) -> jinja2.Template:
        try:
            return chat_environment().from_string(self.chat_template or "")
        except jinja2.TemplateError as error:
            raise ModelBroken(f"the model's chat template is not valid Jinja: {error}") from error


def load_tokenizer(folder: ModelFolder | Path | str) -> FolderTokenizer:
    """The tokenizer of a model folder."""
    return FolderTokenizer(folder if isinstance(folder, ModelFolder) else read_folder(Path(folder)))


def special_tokens(path: Path) -> dict[str, str]:
    """bos_token, eos_token ... as the templates name them."""
    found: dict[str, str] = {}
    for name in ("special_tokens_map.json", "tokenizer_config.json"):
        for key, value in read_json(path / name, required=False).items():
            if key.endswith("_token") and isinstance(value, str | dict) and token_text(value):
                found[key] = token_text(value)
    return found


def chat_environment() -> jinja2.Environment:
    """The sandbox in which templates run, with the names that transformers gives them.

    Templates come with models and are not trusted: they see no Python objects but the messages.
    """
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, jinja2.ext.loopcontrols]
    )
    environment.filters["tojson"] = _to_json
    environment.globals.update(
        raise_exception=_raise_exception,
        strftime_now=lambda format: datetime.now().strftime(format),
        dict=lambda *args, **kwargs: dict(*args, **kwargs),
        namespace=_Namespace,
    )
    return environment


class _Namespace(jinja2.utils.Namespace):
    """Jinja's namespace without underscored names, through which templates have left the sandbox."""

    def __init__(*args: Any, **kwargs: Any) -> None:
        self, rest = args[0], args[1:]
        for name in dict(*rest, **kwargs):
            _refuse_underscore(name)
        jinja2.utils.Namespace.__init__(self, *rest, **kwargs)

    def __setitem__(self, name: str, value: Any) -> None:
        _refuse_underscore(name)
        super().__setitem__(name, value)


class _Generation(jinja2.ext.Extension):
    """`{% generation %}` marks the assistant's text for training; here it only passes its body through."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's own declaration

    def parse(self, parser: Any) -> Any:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _refuse_underscore(name: object) -> None:
    if str(name).startswith("_"):
        raise jinja2.exceptions.SecurityError(f"namespace attribute {name!r} is not allowed")


def _raise_exception(message: str) -> None:
    raise jinja2.TemplateError(message)


def _to_json(value: Any, ensure_ascii: bool = False, indent: int | None = None, **options: Any) -> str:
    # Jinja's own filter escapes HTML characters
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, **options)


def _valid(text: str) -> str:
    """Lone surrogates, which no UTF-8 text can hold, become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
