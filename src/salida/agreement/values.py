"""A term's value as text and back, as `agreement.toml` and the command line write it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from salida.agreement.names import TermName, ValueKind
from salida.errors import UsageError
from salida.language import Text, _
from salida.model.ids import record_id
from salida.model.money import Money, money

if TYPE_CHECKING:
    from enum import Enum


def parse_value(name: TermName, written: object) -> Any:
    """Return the value of a term as a person wrote it.

    Money is `1234.50 EUR`, a date `2026-09-30` (also TOML's own date), a choice one of its
    words, a flag true or false.

    Raises:
        UsageError: if it is not a value of that kind, or out of its range.
    """
    text = written.isoformat() if isinstance(written, date) else str(written).strip()
    if not text:
        raise _wrong(name, text, _("Write a value, or remove the term"))
    if name.name == "org_id":
        return str(record_id(text))
    return _PARSERS[name.kind](name, text)


def show_value(value: object) -> str:
    """Return a value as `parse_value` reads it."""
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(getattr(value, "value", value))


def _text(_name: TermName, text: str) -> str:
    return text


def _date(name: TermName, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong(name, text, _("Write a date as YYYY-MM-DD")) from error


def _whole(name: TermName, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise _wrong(name, text, _("Write a whole number, such as 30"))
    return int(text)


def _decimal(name: TermName, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _wrong(name, text, _("Write a number with a point, such as 7.5")) from error
    if not number.is_finite() or number < 0:
        raise _wrong(name, text, _("It cannot be negative"))
    return number


def _money(name: TermName, text: str) -> Money:
    amount, _space, currency = text.rpartition(" ")
    if not amount:
        raise _wrong(name, text, _("Write an amount and a currency, such as 1234.50 EUR"))
    value = money(amount.strip(), currency)
    if value.amount < 0:
        raise _wrong(name, text, _("It cannot be negative"))
    return value


def _choice(name: TermName, text: str) -> Enum:
    kinds = name.choices
    assert kinds is not None  # noqa: S101 - every CHOICE of the table has its words
    try:
        return kinds(text.lower())
    except ValueError as error:
        words = ", ".join(str(each.value) for each in kinds)
        raise _wrong(name, text, _("Write one of: {words}", words=words)) from error


def _flag(name: TermName, text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise _wrong(name, text, _("Write true or false"))
    return text.lower() == "true"


_PARSERS = {
    ValueKind.TEXT: _text,
    ValueKind.DATE: _date,
    ValueKind.WHOLE: _whole,
    ValueKind.DECIMAL: _decimal,
    ValueKind.MONEY: _money,
    ValueKind.CHOICE: _choice,
    ValueKind.FLAG: _flag,
}


def _wrong(name: TermName, text: str, hint: Text) -> UsageError:
    return UsageError(
        _("`{name}` cannot be `{text}`", name=name.name, text=text),
        hint=hint,
    )
