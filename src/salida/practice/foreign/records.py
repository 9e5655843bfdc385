"""Foreign rows with their Ids, references and system fields in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.errors import UsageError
from salida.language import _
from salida.model.ids import LONG, SHORT, RecordId, check_suffix, record_id
from salida.practice.company.ids import IdSeries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from salida.model.describe import Field, SObject

_POD_AND_ZEROS = "0F00000"
_MOMENTS = ("CreatedDate", "LastModifiedDate", "SystemModstamp")
_PEOPLE = ("CreatedById", "LastModifiedById", "OwnerId")


class LocalIds:
    """Which record Id each foreign row has, by the id that its file gave it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], RecordId] = {}

    def assign(self, sobject: SObject, rows: Iterable[dict[str, Any]]) -> None:
        """Give every row its record Id in place; one that is a record Id already is kept.

        Raises:
            UsageError: if two rows have the same id.
        """
        series = IdSeries(sobject.name, f"{sobject.key_prefix}{_POD_AND_ZEROS}", start=1)
        for number, row in enumerate(rows):
            local = str(row.get("Id") or f"row {number}")
            if (sobject.name, local) in self._known:
                raise UsageError(
                    _("Two rows of {sobject} have the id `{id}`", sobject=sobject.name, id=local)
                )
            given = as_record_id(local)
            assigned = series.record_id(number) if given is None else given
            self._known[sobject.name, local] = assigned
            row["Id"] = assigned

    def resolve(self, row: dict[str, Any], lookups: Mapping[str, str]) -> None:
        """Replace the local ids in a row, in place.

        Raises:
            UsageError: if a row that a reference points to is not there.
        """
        for field, target in lookups.items():
            local = row.get(field)
            if local is None or local == "":
                continue
            found = self._known.get((target, str(local))) or as_record_id(str(local))
            if found is None:
                raise UsageError(
                    _(
                        "{field} points to {target} `{id}`, which is not among the rows",
                        field=field,
                        target=target,
                        id=local,
                    )
                )
            row[field] = found


def as_record_id(text: str) -> RecordId | None:
    """Return `text` as a record Id, or `None` when it is none."""
    if len(text) not in {SHORT, LONG} or not (text.isascii() and text.isalnum()):
        return None
    if len(text) == LONG and check_suffix(text[:SHORT]) != text[SHORT:]:
        return None
    return record_id(text)


def fill(row: dict[str, Any], sobject: SObject, *, number: int, user: str, now: datetime) -> None:
    """Fill in, in place, what Salesforce itself would have set and the row lacks."""
    _spread_compounds(row, sobject)
    defaults: dict[str, Any] = dict.fromkeys(_MOMENTS, now) | dict.fromkeys(_PEOPLE, user)
    for field in sobject.fields:
        if field.name in row and row[field.name] not in (None, ""):
            continue
        value = defaults.get(field.name, _own_value(field, row, number))
        if value is not None:
            row[field.name] = value


def _own_value(field: Field, row: Mapping[str, Any], number: int) -> object:
    if field.type == "boolean" and not field.nillable:
        return False
    if field.auto_number:
        return f"{number + 1:06}"
    if field.name_field and field.name == "Name":
        words = (row.get("FirstName"), row.get("LastName"))
        return " ".join(str(each) for each in words if each) or None
    return None


def _spread_compounds(row: dict[str, Any], sobject: SObject) -> None:
    """Give the parts of an address or a location, as REST nests them, to their own fields."""
    for field in sobject.fields:
        nested = row.get(field.compound_field_name) if field.compound_field_name else None
        if not isinstance(nested, dict) or field.name in row:
            continue
        stem = field.name.lower().removesuffix("__s")
        part = next((key for key in nested if stem.endswith(key.lower())), None)
        if part is not None:
            row[field.name] = nested[part]
