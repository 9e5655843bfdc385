"""Clauses that an archive reads past, and those that it cannot answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _
from salida.soql import faults
from salida.soql.functions import is_aggregate
from salida.soql.syntax import Call, Children, Fields, Selected, TypeOf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salida.soql.scope import Value
    from salida.soql.syntax import Query

_FIELDS_LIMIT = 200
_OFFSET_LIMIT = 2000

# Permissions end with the org: whoever holds the archive sees all of it.
_READ_PAST = frozenset({"SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE"})


def refuse_clauses(query: Query) -> None:
    """Raise for a clause whose answer lies outside an archive.

    Raises:
        SoqlUnsupportedError: with the reason.
    """
    if query.scope not in {None, "everything"}:
        raise SoqlUnsupportedError(
            _("USING SCOPE {scope} depends on who asks; an archive has no user", scope=query.scope),
            hint=_("Filter by OwnerId instead"),
        )
    if query.lookup is not None:
        raise SoqlUnsupportedError(
            _("USING LOOKUP applies a lookup filter, which describes do not tell"),
            hint=_("Write the filter into WHERE"),
        )
    if query.with_ is not None and query.with_.kind not in _READ_PAST:
        raise SoqlUnsupportedError(
            _("WITH {kind} needs settings that an archive does not hold", kind=query.with_.kind),
            hint=_("Leave the clause out"),
        )


def check_limits(query: Query) -> None:
    """Raise where Salesforce limits a query that is otherwise right."""
    unbounded = any(isinstance(each, Fields) and each.kind != "STANDARD" for each in query.select)
    if unbounded and (query.limit is None or query.limit > _FIELDS_LIMIT):
        first = next(each for each in query.select if isinstance(each, Fields))
        raise faults.fault(
            query.text, first.at, "The SOQL FIELDS function must have a LIMIT of at most 200"
        )
    if query.offset is not None and query.offset > _OFFSET_LIMIT:
        raise faults.fault(
            query.text,
            query.at,
            "Maximum SOQL offset allowed is 2000",
            code="NUMBER_OUTSIDE_VALID_RANGE",
        )


def bulk_refusal(query: Query, values: Iterable[Value]) -> str | None:
    """Return the words with which Bulk API 2.0 refuses `query`, or `None`.

    Source: Bulk API 2.0 Developer Guide, "SOQL Considerations"; the texts are those seen.
    """
    compound = any(each.storage.value == "compound" for each in values)
    binary = next((each for each in values if each.storage.value == "blob"), None)
    name = binary.field.name if binary else ""
    selected = [each.expression for each in query.select if isinstance(each, Selected)]
    count = any(isinstance(each, Call) and is_aggregate(each) for each in selected)
    reasons = (
        (
            query.group_by is not None or count,
            "Aggregate Relationships not supported in Bulk Query",
        ),
        (_has(query, Children), "Nested Queries not supported in Bulk Query"),
        (_has(query, TypeOf), "TYPEOF not supported in Bulk Query"),
        (_has(query, Fields), "FIELDS function not supported in Bulk Query"),
        (query.offset is not None, "Offset not supported in Bulk Query"),
        (compound, "Selecting compound data not supported in Bulk Query"),
        (
            binary is not None,
            f"FeatureNotEnabled : Cannot serialize value for '{name}' in CSV format",
        ),
    )
    return next((words for applies, words in reasons if applies), None)


def _has(query: Query, kind: type) -> bool:
    return any(isinstance(each, kind) for each in query.select)
