"""A notice as JSON, so that it lies in the case's documents and can be reviewed later.

Numbers with decimals are text, so that no reader turns them into floats.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from salida.errors import UsageError
from salida.language import LANGUAGES, _
from salida.model.agreement import RenewalType
from salida.notice.notice import (
    Ask,
    Channel,
    CoveredLine,
    CoveredOrder,
    Notice,
    NoticeKind,
    Party,
    Signer,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "salida-notice"
VERSION = 1


def to_json(notice: Notice) -> dict[str, Any]:
    """Return the notice as JSON values; `from_json` gives it back unchanged."""
    written = _plain(asdict(notice))
    return {"format": FORMAT, "version": VERSION, **written}


def from_json(stored: Mapping[str, Any]) -> Notice:
    """Return a stored notice.

    Raises:
        UsageError: if it is no notice, of a newer version, or was edited into something
            that cannot be read.
    """
    if stored.get("format") != FORMAT:
        raise UsageError(
            _("This file holds no notice"), hint=_("Draft it with `salida notice draft`")
        )
    if stored.get("version") != VERSION:
        raise UsageError(
            _("A newer Salida wrote this notice: version {version}", version=stored.get("version")),
            hint=_("Update Salida"),
        )
    try:
        return _notice(stored)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise UsageError(
            _("The notice cannot be read: {problem}", problem=f"{type(error).__name__}: {error}"),
            hint=_("Undo the last edit, or draft the notice again"),
        ) from error


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Enum():
            return value.value
        case UUID() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
    return value


def _notice(stored: Mapping[str, Any]) -> Notice:
    language = _words(stored["language"])
    if language not in LANGUAGES:
        raise ValueError(language)
    return Notice(
        id=UUID(stored["id"]),
        kind=NoticeKind(stored["kind"]),
        language=language,
        day=date.fromisoformat(stored["day"]),
        signer=Signer(_words(stored["signer"]["name"]), _words(stored["signer"]["role"])),
        place=_words(stored["place"]),
        customer=_party(stored["customer"]),
        supplier=_party(stored["supplier"]),
        recipients=_several(stored["recipients"]),
        org_id=_words(stored["org_id"]),
        orders=tuple(_order(each) for each in stored["orders"]),
        reason=_words(stored["reason"]),
        asks=tuple(Ask(each) for each in stored["asks"]),
        channels=tuple(Channel(each) for each in stored["channels"]),
        contact=_words(stored["contact"]),
        clause=_words(stored["clause"]),
        data_return_days=_whole(stored["data_return_days"]),
        destination=_words(stored["destination"]),
        eu=_flag(stored["eu"]),
        own_asks=_several(stored["own_asks"]),
    )


def _party(stored: Mapping[str, Any]) -> Party:
    return Party(_words(stored["name"]), _several(stored["address"]), _words(stored["tax_id"]))


def _order(stored: Mapping[str, Any]) -> CoveredOrder:
    contract, renewal = stored["contract_number"], stored["renewal_type"]
    return CoveredOrder(
        number=_words(stored["number"]),
        contract_number=None if contract is None else _words(contract),
        end_date=_day(stored["end_date"]),
        renewal_type=None if renewal is None else RenewalType(renewal),
        notice_days=_whole(stored["notice_days"]),
        lines=tuple(_line(each) for each in stored["lines"]),
    )


def _line(stored: Mapping[str, Any]) -> CoveredLine:
    return CoveredLine(
        line=_words(stored["line"]),
        product=_words(stored["product"]),
        quantity=_number(stored["quantity"]),
        end_date=_day(stored["end_date"]),
        add_on=_flag(stored["add_on"]),
        marketplace=_flag(stored["marketplace"]),
        renew=_number(stored["renew"]),
    )


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _several(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_words(each) for each in value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _whole(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError(value)
    return value


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(_words(value))


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_words(value))
