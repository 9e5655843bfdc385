"""The grammar of the SELECT list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.soql.conditions import expression
from salida.soql.faults import fault
from salida.soql.syntax import (
    Call,
    Children,
    Fields,
    Path,
    Query,
    Selected,
    SelectItem,
    TypeOf,
    When,
)
from salida.soql.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.soql.cursor import Cursor

_FIELD_GROUPS = {"ALL", "STANDARD", "CUSTOM"}


def select_list(cursor: Cursor, subquery: Callable[[Cursor], Query]) -> tuple[SelectItem, ...]:
    """Read the items between SELECT and FROM."""
    items = [_item(cursor, subquery)]
    while cursor.take_sign(","):
        items.append(_item(cursor, subquery))
    return tuple(items)


def _item(cursor: Cursor, subquery: Callable[[Cursor], Query]) -> SelectItem:
    at = cursor.token.at
    if cursor.take_sign("("):
        query = subquery(cursor)
        cursor.expect_sign(")")
        return Children(query, _alias(cursor), at=at)
    # TYPEOF may also be the name of a field; only a name after it makes it the keyword.
    if cursor.at_word("TYPEOF") and cursor.after().kind is Kind.WORD and not _ends_item(cursor):
        return _typeof(cursor)
    selected = expression(cursor)
    if isinstance(selected, Call):
        fields = _fields(selected)
        if fields is not None:
            return fields
        _check_values(cursor, selected)
    return Selected(selected, _alias(cursor), at=at)


def _ends_item(cursor: Cursor) -> bool:
    return cursor.after().text.upper() == "FROM"


def _fields(call: Call) -> Fields | None:
    if call.name.upper() != "FIELDS" or len(call.arguments) != 1:
        return None
    argument = call.arguments[0]
    if isinstance(argument, Path) and str(argument).upper() in _FIELD_GROUPS:
        return Fields(str(argument).upper(), at=call.at)
    return None


def _check_values(cursor: Cursor, call: Call) -> None:
    """Refuse a value where SELECT has a field: `CONCAT(1, 2)`; only DISTANCE takes values."""
    if call.name.upper() in {"DISTANCE", "GEOLOCATION"}:
        return
    for argument in call.arguments:
        if isinstance(argument, Call):
            _check_values(cursor, argument)
        elif not isinstance(argument, Path):
            shown = getattr(argument, "text", None) or getattr(argument, "raw", "")
            raise fault(cursor.text, argument.at, f"unexpected token: '{shown}'")


def _alias(cursor: Cursor) -> str | None:
    return cursor.name() if cursor.at_name() else None


def _typeof(cursor: Cursor) -> TypeOf:
    at = cursor.token.at
    cursor.expect_word("TYPEOF")
    path = cursor.path()
    whens = []
    while cursor.at_word("WHEN"):
        when_at = cursor.token.at
        cursor.take()
        sobject = cursor.name()
        cursor.expect_word("THEN")
        whens.append(When(sobject, _paths(cursor), at=when_at))
    if not whens:
        raise cursor.unexpected()
    otherwise = _paths(cursor) if cursor.take_word("ELSE") else ()
    cursor.expect_word("END")
    return TypeOf(path, tuple(whens), otherwise, at=at)


def _paths(cursor: Cursor) -> tuple[Path, ...]:
    paths = [cursor.path()]
    while cursor.take_sign(","):
        paths.append(cursor.path())
    return tuple(paths)
