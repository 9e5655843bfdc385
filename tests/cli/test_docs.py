"""docs/reference/cli.md says exactly what the commands say of themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from salida.cli.command import Argument, Command, Group, Option
from salida.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
GLOBAL = {"SALIDA_CASE", "SALIDA_JSON", "SALIDA_LANG"}


def leaves(group: Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, Group):
            yield from leaves(found, (*path, name))
        elif isinstance(found, Command):
            yield " ".join((*path, name)), found


COMMANDS = dict(leaves(main))


def section(name: str, command: Command) -> str:
    """Return the section that the reference must have for a command."""
    arguments = [each for each in command.params if isinstance(each, Argument)]
    own = [
        each for each in command.params if isinstance(each, Option) and each.envvar not in GLOBAL
    ]
    usage = " ".join(each.make_metavar(click.Context(command)) for each in arguments)
    lines = [
        f"## salida {name}",
        "",
        f"`salida {name}{f' {usage}' if usage else ''} [OPTIONS]`",
        "",
    ]
    lines += [str(command.words), ""]
    if arguments or own:
        lines += ["| argument or option | variable | what it says |", "|---|---|---|"]
    for argument in arguments:
        left, right = argument.row()
        lines.append(f"| `{left}` | | {right} |")
    for option in own:
        left, right = option.row()
        variable = option.envvar or f"SALIDA_{name.replace(' ', '_')}_{option.name}".upper()
        lines.append(f"| `{left.replace('|', chr(92) + '|')}` | `{variable}` | {right} |")
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_as_it_is(name: str) -> None:
    assert section(name, COMMANDS[name]) in REFERENCE.read_text(encoding="utf-8")


def test_nothing_is_documented_that_does_not_exist() -> None:
    titles = re.findall(r"^## salida (.+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)

    assert titles == list(COMMANDS)


def test_the_global_options_are_documented() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for each in main.params:
        assert isinstance(each, Option)
        assert f"`{each.row()[0].replace('|', chr(92) + '|')}`" in text
