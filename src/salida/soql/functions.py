"""The functions of SOQL as SQL: dates, labels, distance, aggregates.

Source: SOQL and SOSL Reference, "Date Functions", "Aggregate Functions", "toLabel()",
"Location-Based SOQL Queries".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _
from salida.model.describe import Field
from salida.model.storage import StorageType
from salida.soql import faults, sql
from salida.soql.compound import components
from salida.soql.literals import NOT_IN_ROWS, NUMBERS
from salida.soql.scope import Scope, Value
from salida.soql.syntax import Call, Expression, Number, Path, String

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.errors import SoqlError

AGGREGATES = frozenset({"COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX", "GROUPING"})
_INTEGER = Field("", "int")
_DOUBLE = Field("", "double")
_DATE = Field("", "date")
_DATED = frozenset({StorageType.DATE, StorageType.DATETIME})


def is_aggregate(expression: Expression) -> bool:
    """Whether `expression` gathers several rows into one value."""
    return isinstance(expression, Call) and expression.name.upper() in AGGREGATES


class Functions:
    """Evaluates expressions of one SELECT."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._calendar = scope.context.calendar

    def value(self, expression: Expression) -> Value:
        """Return the value of a path or a function.

        Raises:
            SoqlError: for an unknown function or one that does not fit its argument.
            SoqlUnsupportedError: for a function that an archive cannot compute.
        """
        if isinstance(expression, Path):
            return self._scope.resolve(expression)
        name = expression.name.upper()
        if name in AGGREGATES:
            return self._aggregate(name, expression)
        if name in _DATE_PARTS:
            return self._date_part(name, expression)
        if name == "DISTANCE":
            return self._distance(expression)
        if name == "TOLABEL":
            return self._label(expression)
        if name == "CONVERTCURRENCY":
            return self._converted(expression)
        if name == "FORMAT":
            raise SoqlUnsupportedError(
                _("FORMAT() shows values in the habits of one user, which no archive knows"),
                hint=_("Select the field itself"),
            )
        raise self._unexpected(expression)

    def _unexpected(self, call: Call) -> SoqlError:
        return faults.fault(self._scope.text, call.at, f"unexpected token: '{call.name}'")

    def _argument(self, call: Call) -> Value:
        if len(call.arguments) != 1 or isinstance(call.arguments[0], String | Number):
            raise self._unexpected(call)
        return self.value(call.arguments[0])

    def _aggregate(self, name: str, call: Call) -> Value:
        if name == "COUNT" and not call.arguments:
            return Value("count(*)", _INTEGER, StorageType.INTEGER)
        value = self._argument(call)
        plain = value.storage not in NOT_IN_ROWS
        numeric = value.storage in NUMBERS
        ordered = plain and value.storage is not StorageType.BOOLEAN
        fits = {"SUM": numeric, "AVG": numeric, "MIN": ordered, "MAX": ordered}.get(name, plain)
        if not fits:
            raise faults.fault(
                self._scope.text,
                call.at,
                f"field {value.field.name} does not support aggregate operator {name}",
            )
        return _gathered(name, value)

    def _date_part(self, name: str, call: Call) -> Value:
        argument = call.arguments[0] if len(call.arguments) == 1 else None
        local = isinstance(argument, Call) and argument.name.upper() == "CONVERTTIMEZONE"
        value = self._argument(argument if local and isinstance(argument, Call) else call)
        if value.storage not in _DATED or (
            value.storage is StorageType.DATE and name in {"HOUR_IN_DAY", "DAY_ONLY"}
        ):
            raise faults.fault(
                self._scope.text,
                call.at,
                f"field {value.field.name} does not support function {name}",
            )
        moment = value.sql
        if value.storage is StorageType.DATETIME:
            # Without convertTimezone() date functions see UTC, whoever asks.
            zone = self._calendar.time_zone if local else "UTC"
            moment = f"timezone({sql.text(zone)}, {moment})"
        if name == "DAY_ONLY":
            return Value(f"CAST({moment} AS DATE)", _DATE, StorageType.DATE)
        part = _DATE_PARTS[name](moment, self._calendar.fiscal_month)
        if name == "FISCAL_YEAR" and self._calendar.fiscal_year_named_by_start:
            part = f"({part} - {0 if self._calendar.fiscal_month == 1 else 1})"
        return Value(f"CAST({part} AS BIGINT)", _INTEGER, StorageType.INTEGER)

    def _distance(self, call: Call) -> Value:
        if len(call.arguments) != 3:  # noqa: PLR2004 - a location, a location, a unit
            raise self._unexpected(call)
        here, there, unit = call.arguments
        radius = _EARTH.get(unit.raw.lower()) if isinstance(unit, String) else None
        if radius is None or isinstance(here, String | Number):
            raise self._unexpected(call)
        one, other = self._point(here, call), self._point(there, call)
        return Value(_haversine(one, other, radius), _DOUBLE, StorageType.DOUBLE)

    def _point(self, argument: Expression | String | Number, call: Call) -> tuple[str, str]:
        if isinstance(argument, Call) and argument.name.upper() == "GEOLOCATION":
            numbers = [each.text for each in argument.arguments if isinstance(each, Number)]
            if len(numbers) == 2:  # noqa: PLR2004 - latitude and longitude
                return sql.double(float(numbers[0])), sql.double(float(numbers[1]))
        if isinstance(argument, Path):
            value = self._scope.resolve(argument)
            parts = dict(components(value))
            if "latitude" in parts and "longitude" in parts and value.table is not None:
                table = value.table
                latitude = self._scope.value(table, parts["latitude"])
                return latitude.sql, self._scope.value(table, parts["longitude"]).sql
        raise self._unexpected(call)

    def _label(self, call: Call) -> Value:
        value = self._argument(call)
        if value.storage is not StorageType.TEXT:
            raise faults.fault(
                self._scope.text,
                call.at,
                f"field {value.field.name} does not support function toLabel",
            )
        renamed = [each for each in value.field.picklist_values if each.label != each.value]
        if not renamed:
            return value
        arms = " ".join(
            f"WHEN {sql.text(each.value)} THEN {sql.text(each.label)}" for each in renamed
        )
        return Value(
            f"CASE {value.sql} {arms} ELSE {value.sql} END",
            value.field,
            StorageType.TEXT,
            value.names,
            value.table,
        )

    def _converted(self, call: Call) -> Value:
        value = self._argument(call)
        if value.storage not in NUMBERS:
            raise self._unexpected(call)
        if value.table is not None and value.table.entity.find("CurrencyIsoCode"):
            raise SoqlUnsupportedError(
                _("convertCurrency() needs the user's currency and the org's rates"),
                hint=_("Select the field itself and CurrencyIsoCode"),
            )
        return value


_COUNTS = {
    "COUNT": "count({})",
    "COUNT_DISTINCT": "count(DISTINCT {})",
    "GROUPING": "CAST(grouping({}) AS BIGINT)",
}


def _gathered(name: str, value: Value) -> Value:
    column, field, storage = value.sql, value.field, value.storage
    if name in _COUNTS:
        return Value(_COUNTS[name].format(column), _INTEGER, StorageType.INTEGER)
    if name == "AVG":
        return Value(f"avg({column})", _DOUBLE, StorageType.DOUBLE)
    if name == "SUM":
        total = (
            f"CAST(sum({column}) AS BIGINT)" if storage is StorageType.INTEGER else f"sum({column})"
        )
        return Value(total, field, storage)
    function = name.lower()
    if storage is StorageType.TEXT:
        # As ORDER BY would put them: first without regard to case, then by it.
        best = f"{function}(struct_pack(folded := lower({column}), kept := {column}))"
        ranked = f"struct_extract({best} FILTER (WHERE {column} IS NOT NULL), 'kept')"
        return Value(ranked, field, storage)
    return Value(f"{function}({column})", field, storage)


def _months_in(moment: str, fiscal_month: int) -> str:
    return f"((month({moment}) - {fiscal_month} + 12) % 12)"


# A week of SOQL begins with the first day of the year or the month, whatever day that is.
_DATE_PARTS: dict[str, Callable[[str, int], str]] = {
    "CALENDAR_YEAR": lambda moment, _month: f"year({moment})",
    "CALENDAR_QUARTER": lambda moment, _month: f"quarter({moment})",
    "CALENDAR_MONTH": lambda moment, _month: f"month({moment})",
    "DAY_IN_MONTH": lambda moment, _month: f"day({moment})",
    "DAY_IN_WEEK": lambda moment, _month: f"(dayofweek({moment}) + 1)",
    "DAY_IN_YEAR": lambda moment, _month: f"dayofyear({moment})",
    "DAY_ONLY": lambda moment, _month: moment,
    "HOUR_IN_DAY": lambda moment, _month: f"hour({moment})",
    "WEEK_IN_MONTH": lambda moment, _month: f"((day({moment}) - 1) // 7 + 1)",
    "WEEK_IN_YEAR": lambda moment, _month: f"((dayofyear({moment}) - 1) // 7 + 1)",
    "FISCAL_MONTH": lambda moment, month: f"({_months_in(moment, month)} + 1)",
    "FISCAL_QUARTER": lambda moment, month: f"({_months_in(moment, month)} // 3 + 1)",
    # Named by the year in which it ends.
    "FISCAL_YEAR": lambda moment, month: (
        f"year({moment})"
        if month == 1
        else f"(year({moment}) + CASE WHEN month({moment}) >= {month} THEN 1 ELSE 0 END)"
    ),
}

_EARTH = {"km": 6371.0088, "mi": 3958.7613}
"""The mean radius of the earth (IUGG)."""


def _haversine(one: tuple[str, str], other: tuple[str, str], radius: float) -> str:
    latitude, longitude = f"radians({one[0]})", f"radians({one[1]})"
    to_latitude, to_longitude = f"radians({other[0]})", f"radians({other[1]})"
    chord = (
        f"pow(sin(({to_latitude} - {latitude}) / 2), 2) + cos({latitude}) * cos({to_latitude})"
        f" * pow(sin(({to_longitude} - {longitude}) / 2), 2)"
    )
    # Rounding may lift the chord above one, of which there is no arcsine.
    return f"({2 * radius!r} * asin(sqrt(CASE WHEN {chord} > 1 THEN 1 ELSE {chord} END)))"
