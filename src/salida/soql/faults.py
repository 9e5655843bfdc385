r"""What a query got wrong, in Salesforce's own words.

Salesforce shows the part of the query around the fault, a caret under it and its place:

    \nSELECT Ids FROM Account\n       ^\nERROR at Row:1:Column:8\\nNo such column 'Ids' ...

The shape of the excerpt follows error texts that orgs were seen to send: one row of the query
at most, 30 characters to either side, widened to the next blank or comma.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import SoqlError

if TYPE_CHECKING:
    from salida.language import Text

_REACH = 30
_EDGES = " \t,"


def place(text: str, at: int) -> tuple[int, int]:
    """Return the row and column of the character at `at`, both counted from 1."""
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def excerpt(text: str, at: int) -> str:
    """Return the words around `at` with a caret under it, and its row and column."""
    row, column = place(text, at)
    row_start = at - (column - 1)
    line = text[row_start:].split("\n", 1)[0].rstrip("\r")
    fault = column - 1
    start = max(0, fault - _REACH)
    while start > 0 and line[start - 1] not in _EDGES:
        start -= 1
    end = min(len(line), fault + _REACH)
    while end < len(line) and line[end] not in _EDGES:
        end += 1
    caret = " " * (fault - start) + "^"
    return f"\n{line[start:end]}\n{caret}\nERROR at Row:{row}:Column:{column}\n"


def fault(
    text: str,
    at: int,
    message: str,
    *,
    code: str = "MALFORMED_QUERY",
    hint: Text | None = None,
) -> SoqlError:
    """Return the error for a fault at one place of the query `text`."""
    row, column = place(text, at)
    # Half a character (a lone surrogate of JSON) could not be sent back.
    words = (excerpt(text, at) + message).encode("utf-8", "replace").decode("utf-8")
    return SoqlError(words, error_code=code, row=row, column=column, hint=hint)


_SEE_DESCRIBE = "Please reference your WSDL or the describe call for the appropriate names."


def no_such_column(text: str, at: int, column: str, entity: str) -> SoqlError:
    """Return the error for a field that the sObject does not have."""
    return fault(
        text,
        at,
        f"No such column '{column}' on entity '{entity}'. If you are attempting to use a custom "
        f"field, be sure to append the '__c' after the custom field name. {_SEE_DESCRIBE}",
        code="INVALID_FIELD",
    )


def no_such_type(text: str, at: int, name: str) -> SoqlError:
    """Return the error for an sObject that the org does not have."""
    return fault(
        text,
        at,
        f"sObject type '{name}' is not supported. If you are attempting to use a custom object, "
        f"be sure to append the '__c' after the entity name. {_SEE_DESCRIBE}",
        code="INVALID_TYPE",
    )


def no_such_parent(text: str, at: int, name: str) -> SoqlError:
    """Return the error for a parent path whose relationship does not exist."""
    return fault(
        text,
        at,
        f"Didn't understand relationship '{name}' in field path. If you are attempting to use a "
        "custom relationship, be sure to append the '__r' after the custom relationship name. "
        + _SEE_DESCRIBE,
        code="INVALID_FIELD",
    )


def no_such_children(text: str, at: int, name: str) -> SoqlError:
    """Return the error for a child subquery over a relationship that does not exist."""
    return fault(
        text,
        at,
        f"Didn't understand relationship '{name}' in FROM part of query call. If you are "
        "attempting to use a custom relationship, be sure to append the '__r' after the custom "
        f"relationship name. {_SEE_DESCRIBE}",
        code="INVALID_TYPE",
    )
