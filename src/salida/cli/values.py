"""The values that options and arguments take; what does not fit is explained with a hint."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from salida.errors import UsageError
from salida.language import Text, _, show_number


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "one of"

    def __init__(self, *values: str) -> None:
        self.values = values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """Return `value` if it is one of the words."""
        if value not in self.values:
            raise refused(value, param, _("It is one of: {values}", values=", ".join(self.values)))
        return str(value)


class Whole(click.ParamType[int]):
    """A whole number within limits. `100_000`, `100000`; no group marks, which differ by country."""

    name = "whole number"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002 - click's signature
        """Return `value` as a number within the limits."""
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if not self.least <= number <= self.most:
            expected = _(
                "It is a whole number from {least} to {most}",
                least=show_number(self.least),
                most=show_number(self.most),
            )
            raise refused(value, param, expected)
        return number


class Day(click.ParamType[date]):
    """A day, as ISO 8601 writes it; other forms differ by country."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ARG002 - click's signature
        """Return `value` as a day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError as error:
            raise refused(value, param, _("Write a date as YYYY-MM-DD")) from error


class Folder(click.ParamType[Path]):
    """A path, `~` expanded. Whether it exists is for the command to say."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002 - click's signature
        """Return `value` as a path."""
        if str(value) == "" or "\0" in str(value):
            raise refused(value, param, _("It is a path"))
        return Path(value).expanduser()


def refused(value: Any, param: click.Parameter | None, hint: Text) -> UsageError:
    """Return the error for a value that does not fit."""
    name = shown_name(param)
    return UsageError(_("{name} cannot be `{value}`", name=name, value=value), hint=hint)


def shown_name(param: click.Parameter | None) -> str:
    """Return a parameter as the user wrote it: `--port`, or an argument's name in capitals."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    words = getattr(param, "metavar_words", None)
    return str(words or (param.name if param else "") or "").upper()
