"""The pages name no command and no option that does not exist."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest

from salida.cli.main import main as command_line

if TYPE_CHECKING:
    from pathlib import Path

# In a block, after a prompt or a path; in a sentence, between backticks.
_IN_BLOCK = re.compile(r"^(?:\$ )?(?:\S*/)?salida (.+)$", re.MULTILINE)
_IN_SENTENCE = re.compile(r"`salida ([^`]+)`")
_FENCED = re.compile(r"^```(?:console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def command_lines(text: str) -> list[str]:
    blocks = "\n".join(_FENCED.findall(text))
    return _IN_BLOCK.findall(blocks) + _IN_SENTENCE.findall(text)


def unknown(line: str) -> str | None:
    """Return the first word or option of `line` that Salida does not know."""
    command: click.Command = command_line
    known = options_of(command)
    for word in shlex.split(re.sub(r"[\[\]…]", " ", line), comments=True):
        if word.startswith("-") and len(word) > 1:
            if word.split("=")[0] not in known:
                return word
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            if found is None:
                # A value of an option such as --case, or nothing that we know.
                if not known & set(shlex.split(line)):
                    return word
                continue
            command = found
            known |= options_of(command)
    return None


def options_of(command: click.Command) -> set[str]:
    context = click.Context(command)
    declared = {name for each in command.get_params(context) for name in each.opts}
    return declared | {"-h", "--help"}


def test_every_command_and_option_exists(root: Path, markdown: tuple[Path, ...]) -> None:
    lines = [
        (str(page), line)
        for page in markdown
        for line in command_lines((root / page).read_text(encoding="utf-8"))
    ]

    assert {"backup", "verify", "query"} <= {line.split()[0] for _page, line in lines}
    assert [(page, line) for page, line in lines if unknown(line)] == []


@pytest.mark.parametrize("line", ["bakcup", "query --fromat csv", "org conect", "replica x --tsl"])
def test_a_slip_would_be_found(line: str) -> None:
    assert unknown(line)


@pytest.mark.parametrize(
    "line", ["--help", "-C acme query 'SELECT Id FROM Account'", "org connect --method sf"]
)
def test_what_exists_is_known(line: str) -> None:
    assert unknown(line) is None
