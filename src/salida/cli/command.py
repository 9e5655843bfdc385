"""click's commands and parameters, with words in the reader's language.

click translates its own words through the process-wide locale; here every word is a
`Text`, so that `--lang` decides, and the help of one process can be shown in both.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from salida.cli.values import Folder, OneOf
from salida.language import LANGUAGES, Text, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from salida.cli.face import Face

_F = TypeVar("_F", bound="Callable[..., Any]")


class Option(click.Option):
    """An option that explains itself in the reader's language."""

    def __init__(
        self, declarations: Sequence[str], *, words: Text, metavar: Text | None = None, **rest: Any
    ) -> None:
        super().__init__(declarations, **rest)
        self.words = words
        self.metavar_words = metavar

    def row(self) -> tuple[str, str]:
        """Return how help shows it: names and value on the left, words on the right."""
        names = ", ".join([*self.opts, *self.secondary_opts])
        value = "" if self.is_flag else f" {self.value_words()}"
        words = str(self.words)
        default = self.default
        if isinstance(default, str | int | Path) and not isinstance(default, bool):
            words += " " + str(_("[default: {value}]", value=default))
        return f"{names}{value}", words

    def value_words(self) -> str:
        """Return the name of its value: `FOLDER`, or the choices unless they are too many."""
        if self.metavar_words is not None:
            return str(self.metavar_words)
        return "|".join(self.type.values) if isinstance(self.type, OneOf) else str(_("VALUE"))


class Argument(click.Argument):
    """An argument that explains itself in the reader's language."""

    def __init__(
        self, declarations: Sequence[str], *, words: Text, metavar: Text, **rest: Any
    ) -> None:
        super().__init__(declarations, **rest)
        self.words = words
        self.metavar_words = metavar

    def make_metavar(self, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        """Return its name as the usage line shows it."""
        name = str(self.metavar_words)
        return name if self.required else f"[{name}]"

    def row(self) -> tuple[str, str]:
        """Return how help shows it."""
        return str(self.metavar_words), str(self.words)


class Command(click.Command):
    """A command that explains itself in the reader's language and takes the global options."""

    def __init__(self, name: str | None, *, words: Text, **rest: Any) -> None:
        super().__init__(name, **rest)
        self.words = words
        self.params.extend(_global_options())
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, words, arguments, options and commands."""
        _write_usage(self, ctx, formatter)
        _write_words(self.words, formatter)
        arguments = [each.row() for each in self.params if isinstance(each, Argument)]
        own = [
            each.row() for each in self.params if isinstance(each, Option) and not _is_global(each)
        ]
        _write_rows(_("Arguments"), arguments, formatter)
        _write_rows(_("Options"), own, formatter)
        _write_rows(_("Everywhere"), [*_global_rows(self)], formatter)


class Group(click.Group):
    """A command of commands; each is imported only when it is called.

    `table` gives for each its words and `module:attribute`.
    """

    def __init__(
        self, name: str | None, *, words: Text, table: Mapping[str, tuple[Text, str]], **rest: Any
    ) -> None:
        super().__init__(name, **rest)
        self.words = words
        self.table = table
        self.params.extend(_global_options())
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table, which is the order of the journey."""
        return [*super().list_commands(ctx), *self.table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command."""
        if cmd_name not in self.table:
            return super().get_command(ctx, cmd_name)
        module, attribute = self.table[cmd_name][1].split(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, words, commands and options."""
        _write_usage(self, ctx, formatter)
        _write_words(self.words, formatter)
        rows = [(name, str(words)) for name, (words, _where) in self.table.items()]
        _write_rows(_("Commands"), rows, formatter)
        own = [
            each.row() for each in self.params if isinstance(each, Option) and not _is_global(each)
        ]
        _write_rows(_("Everywhere"), [*own, *_global_rows(self)], formatter)


def option(*declarations: str, **rest: Any) -> Callable[[_F], _F]:
    """Add an `Option`; without `envvar`, its variable is `SALIDA_<COMMAND>_<NAME>`."""
    return click.option(*declarations, cls=Option, **rest)


def argument(*declarations: str, **rest: Any) -> Callable[[_F], _F]:
    """Add an `Argument`."""
    return click.argument(*declarations, cls=Argument, **rest)


def command(name: str, *, words: Text) -> Callable[[Callable[..., Any]], Command]:
    """Make a `Command`; the function gets the `Face` first."""

    def made(function: Callable[..., Any]) -> Command:
        return click.command(name, cls=Command, words=words)(click.pass_obj(function))

    return made


def _global_options() -> list[click.Parameter]:
    """Return the options that stand anywhere on the line: `salida --json query`, `salida query --json`."""
    return [
        Option(
            ["-C", "--case"],
            type=Folder(),
            metavar=_("FOLDER"),
            words=_("The folder of the case; the current one if absent"),
            envvar="SALIDA_CASE",
            expose_value=False,
            callback=_set_case,
        ),
        Option(
            ["--json"],
            is_flag=True,
            words=_("Print results, progress and errors as JSON"),
            envvar="SALIDA_JSON",
            expose_value=False,
        ),
        Option(
            ["--lang"],
            type=OneOf(*LANGUAGES),
            words=_("The language; otherwise that of the locale"),
            envvar="SALIDA_LANG",
            expose_value=False,
        ),
    ]


def _set_case(ctx: click.Context, parameter: click.Parameter, folder: Path | None) -> None:
    """Note the folder; the option nearest to the end of the line wins, then the environment."""
    face: Face = ctx.obj
    inherited = ctx.get_parameter_source(parameter.name or "") is ParameterSource.ENVIRONMENT
    if folder is not None and not (inherited and ctx.parent is not None):
        face.case_folder = folder


def _is_global(option: Option) -> bool:
    return option.envvar in {"SALIDA_CASE", "SALIDA_JSON", "SALIDA_LANG"}


def _global_rows(command: click.Command) -> list[tuple[str, str]]:
    rows = [each.row() for each in command.params if isinstance(each, Option) and _is_global(each)]
    return [*rows, ("-h, --help", str(_("Show this help")))]


def _write_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    pieces = [each.make_metavar(ctx) for each in command.params if isinstance(each, Argument)]
    if isinstance(command, Group):
        pieces.append(str(_("COMMAND")))
    if any(isinstance(each, Option) for each in command.params):
        pieces.append(str(_("[OPTIONS]")))
    usage = _("Usage")
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{usage}: ")


def _write_words(words: Text, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(str(words))


def _write_rows(
    title: Text, rows: Sequence[tuple[str, str]], formatter: click.HelpFormatter
) -> None:
    if rows:
        with formatter.section(str(title)):
            formatter.write_dl(rows)
