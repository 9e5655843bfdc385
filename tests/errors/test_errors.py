"""The errors are a public contract: exit codes and codes never collide, never move."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from salida import errors
from salida.language import _, speak

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"


def subclasses(cls: type[errors.SalidaError]) -> list[type[errors.SalidaError]]:
    return [cls, *(s for child in cls.__subclasses__() for s in subclasses(child))]


# A room may refine an error for its own use; only these are public.
ALL = [each for each in subclasses(errors.SalidaError) if each.__module__ == errors.__name__]


def test_exit_codes_are_unique() -> None:
    assert len({each.exit_code for each in ALL}) == len(ALL)


def test_codes_are_unique() -> None:
    assert len({each.code for each in ALL}) == len(ALL)


def test_no_exit_code_is_taken_by_the_shell() -> None:
    """126 and above belong to shells: not found, and 128 plus a signal."""
    assert all(0 < each.exit_code < 126 for each in ALL)


def test_no_room_makes_errors_of_its_own() -> None:
    strangers = {
        each
        for each in subclasses(errors.SalidaError)
        if each.__module__ != errors.__name__ and "exit_code" in vars(each)
    }
    assert strangers == set()


@pytest.mark.parametrize("error", ALL, ids=lambda each: each.__name__)
def test_is_listed_in_the_module_docstring(error: type[errors.SalidaError]) -> None:
    assert re.search(rf"\b{error.__name__}\s+{error.exit_code}\b", errors.__doc__ or "")


@pytest.mark.parametrize("error", ALL, ids=lambda each: each.__name__)
def test_is_documented_for_users(error: type[errors.SalidaError]) -> None:
    assert re.search(
        rf"^\| {error.exit_code} \| `{error.code}` \|", REFERENCE.read_text(), re.MULTILINE
    )


def test_the_reference_lists_nothing_that_does_not_exist() -> None:
    listed = re.findall(r"^\| (\d+) \| `(\w+)` \|", REFERENCE.read_text(), re.MULTILINE)

    assert {(int(number), code) for number, code in listed} == {
        (each.exit_code, each.code) for each in ALL
    }


def test_an_error_is_told_in_the_language_of_the_reader() -> None:
    error = errors.NotACaseError(_("Update Salida"), hint=_("Update Salida"))

    with speak("es"):
        spanish = error.to_json()
    with speak("en"):
        english = error.to_json()

    assert english == {
        "type": "error",
        "code": "not_a_case",
        "message": "Update Salida",
        "hint": "Update Salida",
        "exit_code": 26,
    }
    assert spanish["message"] == spanish["hint"] == "Actualice Salida"


def test_a_soql_error_says_where() -> None:
    error = errors.SoqlError("unexpected token", row=1, column=8)

    assert (error.row, error.column, error.error_code) == (1, 8, "MALFORMED_QUERY")
