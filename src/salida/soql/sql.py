"""Names and values as DuckDB SQL. Nothing a user wrote reaches SQL by any other way."""

from __future__ import annotations

from decimal import Decimal

from salida.model.storage import DECIMAL_PRECISION, DECIMAL_SCALE

DECIMAL_TYPE = f"DECIMAL({DECIMAL_PRECISION},{DECIMAL_SCALE})"
_TOO_LARGE = Decimal(10) ** (DECIMAL_PRECISION - DECIMAL_SCALE)


def name(identifier: str) -> str:
    """Return `identifier` as a quoted SQL name."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return `value` as a SQL string; DuckDB reads no escape in it but the doubled quote.

    SQL text cannot hold a NUL, so those are spelled `chr(0)`.
    """
    quoted = "'" + value.replace("'", "''") + "'"
    return "(" + quoted.replace("\0", "' || chr(0) || '") + ")" if "\0" in value else quoted


def fits_decimal(value: Decimal) -> bool:
    """Whether an archive's decimal column could hold `value` exactly."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DECIMAL_SCALE and abs(value) < _TOO_LARGE


def decimal(value: Decimal) -> str:
    """Return `value`, which must fit, as a SQL decimal."""
    return f"CAST('{value:f}' AS {DECIMAL_TYPE})"


def double(value: float) -> str:
    """Return `value` as a SQL double."""
    return f"CAST('{value!r}' AS DOUBLE)"
