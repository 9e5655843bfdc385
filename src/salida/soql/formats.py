"""Values as Salesforce prints them, in DuckDB SQL, so that no row is touched in Python.

REST and Bulk API 2.0 print numbers as Java's `Double.toString` does: `955.0`, `9.0E7`,
`1.6147805824397E13`. Decimals take the same layout with all of their digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.model.storage import StorageType
from salida.soql import sql

if TYPE_CHECKING:
    from collections.abc import Callable

# Within CASE, DuckDB computes a part as often as it is written: the common ways name it once.
MACROS = (
    # A mantissa without its point: "16147805824397" -> "1.6147805824397"
    """CREATE MACRO IF NOT EXISTS java_mantissa(digits) AS
         left(digits, 1) || '.' || CASE WHEN length(digits) > 1 THEN substr(digits, 2) ELSE '0' END""",
    # "16147805824397.000" -> "1.6147805824397E13"
    """CREATE MACRO IF NOT EXISTS java_large(digits) AS
         java_mantissa(rtrim(replace(digits, '.', ''), '0')) || 'E' || (strpos(digits, '.') - 2)""",
    # "0.00012" -> "1.2E-4"
    """CREATE MACRO IF NOT EXISTS java_small(digits) AS
         java_mantissa(rtrim(ltrim(replace(digits, '.', ''), '0'), '0')) || 'E-'
         || (length(digits) - 1 - length(ltrim(replace(digits, '.', ''), '0')))""",
    # "1e-05" -> "1.0E-5"
    """CREATE MACRO IF NOT EXISTS java_scientific(written) AS
         split_part(written, 'e', 1)
         || CASE WHEN contains(split_part(written, 'e', 1), '.') THEN '' ELSE '.0' END
         || 'E' || CAST(split_part(written, 'e', 2) AS INTEGER)""",
    """CREATE MACRO IF NOT EXISTS java_far(size, digits) AS
         CASE WHEN contains(digits, 'e') THEN java_scientific(digits)
              WHEN size >= 10000000 THEN java_large(digits)
              ELSE java_small(digits) END""",
    """CREATE MACRO IF NOT EXISTS java_signed(number) AS
         CASE WHEN number < 0 THEN '-' ELSE '' END
         || java_far(abs(number), CAST(abs(number) AS VARCHAR))""",
    """CREATE MACRO IF NOT EXISTS is_plain(number) AS
         (abs(number) < 10000000 AND (abs(number) >= 0.001 OR number = 0))""",
    # Printing decimals is half of the time of a page, so the usual ones take a short way: one
    # expression cuts the zeros behind the last digit (18 of them are stored) and keeps one.
    r"""CREATE MACRO IF NOT EXISTS java_decimal(number) AS
         CASE WHEN is_plain(number)
              THEN regexp_extract(CAST(number AS VARCHAR), '^-?\d+\.\d(?:\d*[1-9])?')
              ELSE java_signed(number) END""",
    # DuckDB prints the fewest digits that read back as the same double, as Java does.
    """CREATE MACRO IF NOT EXISTS java_double(number) AS
         CASE WHEN is_plain(number) THEN CAST(number AS VARCHAR) ELSE java_signed(number) END""",
    """CREATE MACRO IF NOT EXISTS iso_moment(moment) AS
         strftime(make_timestamp(epoch_us(moment)), '%Y-%m-%dT%H:%M:%S.%g')""",
    """CREATE MACRO IF NOT EXISTS iso_time(clock) AS
         strftime(DATE '1970-01-01' + clock, '%H:%M:%S.%gZ')""",
    # Text that a column could not hold, as JSON: a number stays a number.
    """CREATE MACRO IF NOT EXISTS json_verbatim(written) AS
         CASE WHEN regexp_full_match(written, '-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?')
              THEN written ELSE CAST(to_json(written) AS VARCHAR) END""",
)
"""What a DuckDB connection must run before the SQL of a plan."""


def _varchar(value: str) -> str:
    return f"CAST({value} AS VARCHAR)"


def _quoted(shown: str) -> str:
    return f"""'"' || {shown} || '"'"""


_JSON: dict[StorageType, Callable[[str], str]] = {
    StorageType.TEXT: lambda value: _varchar(f"to_json({value})"),
    StorageType.BOOLEAN: _varchar,
    StorageType.INTEGER: _varchar,
    StorageType.DECIMAL: lambda value: f"java_decimal({value})",
    StorageType.DOUBLE: lambda value: f"java_double({value})",
    StorageType.DATE: lambda value: _quoted(_varchar(value)),
    StorageType.DATETIME: lambda value: _quoted(f"iso_moment({value}) || '+0000'"),
    StorageType.TIME: lambda value: _quoted(f"iso_time({value})"),
}
_BULK: dict[StorageType, Callable[[str], str]] = {
    StorageType.TEXT: lambda value: value,
    StorageType.BOOLEAN: _varchar,
    StorageType.INTEGER: _varchar,
    StorageType.DECIMAL: lambda value: f"java_decimal({value})",
    StorageType.DOUBLE: lambda value: f"java_double({value})",
    StorageType.DATE: _varchar,
    StorageType.DATETIME: lambda value: f"iso_moment({value}) || 'Z'",
    StorageType.TIME: lambda value: f"iso_time({value})",
}


def as_json(value: str, storage: StorageType, verbatim: str | None = None) -> str:
    """Return SQL for `value` as JSON text, `null` included.

    `verbatim` is SQL for the text that stands in when the value did not fit its column.
    """
    parts = [_JSON[storage](value)]
    if verbatim is not None:
        parts.append(f"json_verbatim({verbatim})")
    return f"coalesce({', '.join(parts)}, 'null')"


def as_bulk(value: str, storage: StorageType, verbatim: str | None = None) -> str:
    """Return SQL for `value` as Bulk API 2.0 prints it; null is the empty string."""
    parts = [_BULK[storage](value)]
    if verbatim is not None:
        parts.append(verbatim)
    return f"coalesce({', '.join(parts)}, '')"


def json_object(members: list[tuple[str, str]]) -> str:
    """Return SQL for a JSON object; each member is a key and SQL for its JSON text."""
    parts: list[str] = []
    for position, (key, value) in enumerate(members):
        opening = "{" if position == 0 else ","
        parts += [sql.text(f'{opening}"{key}":'), value]
    return f"concat({', '.join(parts)}, '}}')" if parts else "'{}'"
