"""The rows of one sObject as one SQL query over their numbers.

`rows/X.sql` says what is particular to X, column by column; what every sObject has (its Id,
who wrote it and when) and what stays empty follows here from the describe.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from salida.model.storage import StorageType, row_fields, storage_type
from salida.practice.company.hostile import ANYWHERE, LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.model.describe import Field, SObject

_ALIAS = re.compile(r"\bAS (\w+)")
_ROWS = resources.files("salida.practice.company") / "rows"

REFERENCES = frozenset({"id", "reference"})
"""Types whose columns hold records, as numbers until they are written out."""

_SQL_TYPES = {
    StorageType.TEXT: "VARCHAR",
    StorageType.BOOLEAN: "BOOLEAN",
    StorageType.INTEGER: "BIGINT",
    StorageType.DECIMAL: "DECIMAL(38, 18)",
    StorageType.DOUBLE: "DOUBLE",
    StorageType.DATE: "DATE",
    StorageType.DATETIME: "TIMESTAMP",
    StorageType.TIME: "TIME",
}

# Every 29th row has one text that breaks careless readers; 29 shares no factor with the
# patterns of the rows (fours, sixes, nines), so that all kinds of rows get some.
HOSTILE_STEP = 29
_HOSTILE_ROW = 7
_TEXTS_APART = 11
LONG_ROWS = range(6, 9)
"""Rows whose texts have the greatest length that their fields allow."""

_LONGEST_PLAIN = 60

# Setup that people and programs look up by name stays readable.
_WITHOUT_HOSTILE_TEXT = frozenset(
    {
        "Folder",
        "Group",
        "Organization",
        "PermissionSet",
        "Pricebook2",
        "PricebookEntry",
        "Profile",
        "RecordType",
        "UserLicense",
        "UserRole",
    }
)
_LOOKED_UP = frozenset(
    {"Alias", "CommunityNickname", "DeveloperName", "EmployeeNumber", "PathOnClient", "Title"}
)
_LONGEST_NAME = 20


def rows_sql(sobject: SObject, *, with_longest: bool) -> str:
    """Return the query for the rows of `sobject` from number `$1` up to `$2`.

    Its columns are those of a part of the archive, in their order; instants are in UTC and
    records are numbers. `with_longest` fills the texts of the first rows to their greatest length.
    """
    fields = row_fields(sobject)
    places = {each.name: place for place, each in enumerate(filter(_may_be_hostile, fields))}
    if sobject.name in _WITHOUT_HOSTILE_TEXT:
        places = {}
    columns = [
        f"({_value(sobject.name, each, places, with_longest)})::{_sql_type(each)} AS {each.name}"
        for each in fields
    ]
    return f"""
        WITH {_numbers_sql(sobject.name)}, body AS ({own_sql(sobject.name)}),
        turns AS (SELECT *, {_turn_sql(sobject.name, len(places))} FROM body)
        SELECT {", ".join(columns)} FROM turns
    """  # noqa: S608  (names and numbers come from this package)


def slots_sql(sobject: str, field: str) -> str:
    """Return the query for which content each row of a slice holds, as the blob index wants it."""
    return f"""
        WITH {_numbers_sql(sobject)}, body AS ({own_sql(sobject)})
        SELECT '{sobject}' AS sobject, id_{sobject}(i) AS record_id, '{field}' AS field,
            file_sha256(_slot) AS sha256, file_md5(_slot) AS md5, file_bytes(_slot) AS bytes
        FROM body WHERE _slot IS NOT NULL
    """  # noqa: S608  (names come from this package)


@cache
def stated_columns(sobject: str) -> frozenset[str]:
    """Return the columns that `rows/X.sql` has, in lower case, as its text names them.

    DuckDB would say the same, but to ask it costs a fifth of a small company's time.
    """
    return frozenset(name.lower() for name in _ALIAS.findall(own_sql(sobject)))


def _numbers_sql(sobject: str) -> str:
    """Return the common tables that every `rows/X.sql` reads: `numbers`.

    Its columns are the row's number and when it was created and last changed.
    """
    return f"""
        moments AS (
            SELECT range AS i, created_s(range, n_{sobject}())::BIGINT AS created FROM range($1, $2)
        ),
        numbers AS (
            SELECT i, created, created + roll(i, 'changed') % (now_s() - created) AS changed FROM moments
        )"""  # noqa: S608  (names come from this package)


@cache
def own_sql(sobject: str) -> str:
    """Return what `rows/X.sql` holds."""
    return (_ROWS / f"{sobject}.sql").read_text("utf-8")


@cache
def sobjects_with_rows() -> tuple[str, ...]:
    """Return the names of the sObjects that the company has rows of."""
    return tuple(sorted(each.name.removesuffix(".sql") for each in _ROWS.iterdir()))


def _value(
    sobject: str,
    field: Field,
    places: Mapping[str, int],
    with_longest: bool,  # noqa: FBT001  (passed on by one caller)
) -> str:
    value = (
        field.name if field.name.lower() in stated_columns(sobject) else _by_default(sobject, field)
    )
    if field.name not in places:
        return value
    cases = [f"WHEN _turn = {places[field.name]} THEN _hostile"]
    if with_longest and field.length > _LONGEST_PLAIN:
        cases.insert(0, _longest(field))
    return f"CASE {' '.join(cases)} ELSE {value} END"


def _sql_type(field: Field) -> str:
    return "BIGINT" if field.type in REFERENCES else _SQL_TYPES[storage_type(field)]


def _turn_sql(sobject: str, fields: int) -> str:
    """Return which field of a row, if any, has hostile text, and which text.

    Each sObject starts elsewhere in the list, so that small ones do not all have the same
    few texts. The number of texts and the number of fields may share a factor; then a field
    would always meet the same texts, so every whole round of both moves the list on by one.
    """
    if fields == 0:
        return "NULL AS _turn"
    start = sobjects_with_rows().index(sobject) * _TEXTS_APART
    round_of_both = HOSTILE_STEP * fields * len(ANYWHERE)
    is_hostile = f"i % {HOSTILE_STEP} = {_HOSTILE_ROW}"
    which = f"{start} + i // {HOSTILE_STEP} + i // {round_of_both}"
    return f"""
        CASE WHEN {is_hostile} THEN i // {HOSTILE_STEP} % {fields} END AS _turn,
        CASE WHEN {is_hostile} THEN hostile_short({which}) END AS _hostile
    """


def _by_default(sobject: str, field: Field) -> str:
    common = {
        "Id": f"id_{sobject}(i)",
        "OwnerId": "id_User(owner(i))",
        "CreatedById": "id_User(writer(i, 'created by'))",
        "CreatedDate": "moment(created)",
        "LastModifiedById": "id_User(writer(i, 'changed by'))",
        "LastModifiedDate": "moment(changed)",
        "SystemModstamp": "moment(changed)",
    }
    nothing = "false" if field.type == "boolean" else "NULL"
    return common.get(field.name, nothing)


def _may_be_hostile(field: Field) -> bool:
    """Say whether a field may hold any text without breaking what rows say about each other."""
    return (
        field.type in {"string", "textarea"}
        and field.createable
        and field.updateable
        and field.length >= _LONGEST_NAME
        and not (field.unique or field.name_field or field.name in _LOOKED_UP)
        and field.compound_field_name != "Name"
    )


def _longest(field: Field) -> str:
    """Fill a field to its last character in the first rows: plain, beyond ASCII, line ends."""
    length = min(field.length, LONGEST)
    texts = (
        f"repeat('x', {length})",
        f"repeat('ñ漢', {length // 2})",
        f"concat(repeat('una línea' || chr(10), {length // 10}), repeat('.', {length % 10}))",
    )
    return " ".join(
        f"WHEN i = {row} THEN {text}" for row, text in zip(LONG_ROWS, texts, strict=True)
    )
