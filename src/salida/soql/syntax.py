"""The abstract syntax of SOQL: what `parse` returns.

Every node is a frozen value. `at` is where the node starts in the query text; it takes no
part in comparisons, so that two spellings of one query are equal.
Source: SOQL and SOSL Reference, "SOQL SELECT Syntax".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Path:
    """A field, perhaps over parents: `Account.Owner.Name`."""

    names: tuple[str, ...]
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class String:
    """A string as it stands between its quotes, escapes included (see `soql.strings`)."""

    raw: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written; `currency` for `USD5000`."""

    text: str
    currency: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Boolean:
    """`TRUE` or `FALSE`."""

    value: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Null:
    """`NULL`."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time of day or a date and time, as it was written."""

    kind: str
    """`date`, `time` or `datetime`."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`TODAY`, or `LAST_N_DAYS:30` with its number; the name in upper case."""

    name: str
    number: int | None = None
    at: int = field(default=0, compare=False)


Literal: TypeAlias = String | Number | Boolean | Null | Moment | DateLiteral


@dataclass(frozen=True, slots=True)
class Call:
    """A function of fields: `COUNT(Id)`, `CALENDAR_YEAR(convertTimezone(CreatedDate))`."""

    name: str
    arguments: tuple[Expression | String | Number, ...] = ()
    at: int = field(default=0, compare=False)


Expression: TypeAlias = Path | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test of a WHERE or HAVING. `operator` is upper case; `<>` is kept as `!=`."""

    left: Expression
    operator: str
    """`=`, `!=`, `<`, `<=`, `>`, `>=`, `LIKE`, `IN`, `NOT IN`, `INCLUDES` or `EXCLUDES`."""

    right: Literal | tuple[Literal, ...] | Query
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Conditions joined by AND."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Conditions joined by OR."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """A condition turned round."""

    condition: Condition


Condition: TypeAlias = Comparison | All | Any | Not


@dataclass(frozen=True, slots=True)
class Selected:
    """One expression of the SELECT list with its alias."""

    expression: Expression
    alias: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fields:
    """`FIELDS(ALL)`, `FIELDS(STANDARD)` or `FIELDS(CUSTOM)`; `kind` is upper case."""

    kind: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class When:
    """One arm of a TYPEOF."""

    sobject: str
    fields: tuple[Path, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TypeOf:
    """`TYPEOF What WHEN Account THEN Phone ELSE Name END`."""

    path: Path
    whens: tuple[When, ...]
    otherwise: tuple[Path, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Children:
    """A child subquery in the SELECT list."""

    query: Query
    alias: str | None = None
    at: int = field(default=0, compare=False)


SelectItem: TypeAlias = Selected | Fields | TypeOf | Children


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of FROM: an sObject, a child relationship, or a path from another entry."""

    path: Path
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """`USING LOOKUP Test__c.Contact__c BIND Id = '...'`: a lookup filter applied."""

    path: Path
    bindings: tuple[tuple[str, Literal], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupBy:
    """GROUP BY; `kind` is empty, `ROLLUP` or `CUBE`."""

    expressions: tuple[Expression, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One key of ORDER BY."""

    expression: Expression
    descending: bool = False
    nulls_last: bool | None = None
    """`None` when the query does not say; Salesforce then puts nulls first, whatever the direction."""


@dataclass(frozen=True, slots=True)
class With:
    """A WITH clause.

    `kind` is `SECURITY_ENFORCED`, `USER_MODE`, `SYSTEM_MODE`, `DATA CATEGORY`, `FILTER` (such as
    `UserId = '005...'`) or `RECORDVISIBILITYCONTEXT`; `arguments` are its words as they stand.
    """

    kind: str
    arguments: tuple[str, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """One SELECT."""

    select: tuple[SelectItem, ...]
    sources: tuple[Source, ...]
    scope: str | None = None
    """USING SCOPE, lower case."""

    lookup: Lookup | None = None
    where: Condition | None = None
    with_: With | None = None
    group_by: GroupBy | None = None
    having: Condition | None = None
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int | None = None
    for_: tuple[str, ...] = ()
    """`VIEW`, `REFERENCE`, `UPDATE`."""

    update: tuple[str, ...] = ()
    """`TRACKING`, `VIEWSTAT`."""

    text: str = field(default="", compare=False, repr=False)
    at: int = field(default=0, compare=False)
