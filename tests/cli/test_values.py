from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest

from salida.cli.values import Folder, OneOf, Whole
from salida.errors import UsageError


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (OneOf("csv", "json"), "csv", "csv"),
        (Whole(0, 10), "10", 10),
        (Whole(0, 2_000_000), "1_000_000", 1_000_000),
        (Folder(), "a/b", Path("a/b")),
        (Folder(), "~/b", Path.home() / "b"),
    ],
)
def test_takes(kind: click.ParamType[Any], value: str, expected: object) -> None:
    assert kind.convert(value, None, None) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (OneOf("csv", "json"), "CSV"),
        (Whole(0, 10), "11"),
        (Whole(1, 10), "0"),
        (Whole(1, 10), "ten"),
        (Whole(1, 10), "1.0"),
        (Folder(), ""),
        (Folder(), "a\0b"),
    ],
)
def test_explains_what_it_does_not_take(kind: click.ParamType[Any], value: str) -> None:
    option = click.Option(["-n", "--number"])

    with pytest.raises(UsageError, match="--number") as error:
        kind.convert(value, option, None)

    assert error.value.hint
