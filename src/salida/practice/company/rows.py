"""The rows of one sObject as one SQL query over their numbers.

`rows/X.sql` says what is particular to X, column by column; what every sObject has (its Id,
who wrote it and when) and what stays empty follows here from the describe.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from salida.model.storage import StorageType, row_fields, storage_type
from salida.practice.company.hostile import ANYWHERE, LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.model.describe import Field, SObject

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

# Every 61st row has one text that breaks careless readers; 61 shares no factor with the
# patterns of the rows (fours, sixes, nines), so that all kinds of rows get some.
HOSTILE_STEP = 61
_HOSTILE_ROW = 7
_LONG_ROWS = 9
"""Below this row number, texts of the greatest length occur."""

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


def rows_sql(sobject: SObject, first: int, end: int, stated: Mapping[str, str]) -> str:
    """Return the query for the rows of `sobject` from number `first` up to `end`.

    Its columns are those of a part of the archive, in their order; instants are in UTC.
    `stated` gives, in lower case, the columns that `rows/X.sql` has.
    """
    texts = _hostile_fields(sobject)
    columns = [
        f"{_column(sobject, each, stated, texts, first)} AS {each.name}"
        for each in row_fields(sobject)
    ]
    return (
        f"WITH {numbers_sql(sobject.name, first, end)}, body AS ({own_sql(sobject.name)})\n"
        f"SELECT {', '.join(columns)}\nFROM body"
    )


def numbers_sql(sobject: str, first: int, end: int) -> str:
    """Return the common tables that every `rows/X.sql` reads: `numbers`.

    Its columns are the row's number and when it was created and last changed.
    """
    return f"""
        moments AS (
            SELECT range AS i, created_s(range, n_{sobject}())::BIGINT AS created FROM range({first}, {end})
        ),
        numbers AS (
            SELECT i, created, created + roll(i, 'changed') % (now_s() - created) AS changed FROM moments
        )"""  # noqa: S608  (names and numbers come from this package)


@cache
def own_sql(sobject: str) -> str:
    """Return what `rows/X.sql` holds."""
    return (_ROWS / f"{sobject}.sql").read_text("utf-8")


def sobjects_with_rows() -> tuple[str, ...]:
    """Return the names of the sObjects that the company has rows of."""
    return tuple(sorted(each.name.removesuffix(".sql") for each in _ROWS.iterdir()))


def _column(
    sobject: SObject, field: Field, stated: Mapping[str, str], texts: list[Field], first: int
) -> str:
    sql_type = "BIGINT" if field.type in REFERENCES else _SQL_TYPES[storage_type(field)]
    if field.name.lower() in stated:
        value = field.name
    else:
        value = _by_default(sobject.name, field)
    if field in texts:
        value = _with_hostile_text(field, value, texts, first)
    return f"({value})::{sql_type}"


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


def _hostile_fields(sobject: SObject) -> list[Field]:
    """Return the fields that may hold any text without breaking what rows say about each other."""
    if sobject.name in _WITHOUT_HOSTILE_TEXT:
        return []
    return [each for each in row_fields(sobject) if _may_be_hostile(each)]


def _may_be_hostile(field: Field) -> bool:
    return (
        field.type in {"string", "textarea"}
        and field.createable
        and field.updateable
        and field.length >= _LONGEST_NAME
        and not (field.unique or field.name_field or field.name in _LOOKED_UP)
        and field.compound_field_name != "Name"
    )


def _with_hostile_text(field: Field, value: str, texts: list[Field], first: int) -> str:
    place = texts.index(field)
    turn = f"i // {HOSTILE_STEP} % {len(texts)} = {place}"
    is_hostile = f"i % {HOSTILE_STEP} = {_HOSTILE_ROW} AND {turn}"
    # The turn of a field must not always bring the same texts: their number and the number
    # of fields may share a factor, so whole rounds move the list on by one.
    which = f"i // {HOSTILE_STEP} + i // {HOSTILE_STEP * len(texts) * len(ANYWHERE)}"
    cases = [f"WHEN {is_hostile} THEN hostile_short({which})"]
    if field.length > len(ANYWHERE) and first < _LONG_ROWS:
        cases.insert(0, _longest(field))
    return f"CASE {' '.join(cases)} ELSE {value} END"


def _longest(field: Field) -> str:
    """Fill a field to its last character in the first rows: plain, beyond ASCII, line ends."""
    length = min(field.length, LONGEST)
    texts = (
        f"repeat('x', {length})",
        f"repeat('ñ漢', {length // 2})",
        f"concat(repeat('una línea' || chr(10), {length // 10}), repeat('.', {length % 10}))",
    )
    return " ".join(
        f"WHEN i = {row} THEN {text}" for row, text in enumerate(texts, start=_LONG_ROWS - 3)
    )
