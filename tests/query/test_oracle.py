"""Invariant 6: the engine's answer equals plain Python over the rows, for queries and rows made up.

The oracle below knows SOQL from the reference alone and shares nothing with the engine: it walks
rows as dictionaries (the file is long because it is one oracle). Text is ASCII, so that both sides agree on what lower case is.
"""

from __future__ import annotations

import operator
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.query import Engine

MakeEngine = Callable[..., "Engine"]
Row = Mapping[str, Any]
Test = Callable[[Row], bool]

NOW = datetime(2024, 5, 15, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
_WORDS = ["Acme", "ACME", "acme", "beta", "Beta Ltd", "100%", "a_b", "it's", "x\\y", "gamma"]
_TAGS = ["AAA", "BBB", "CCC"]

_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_EQUAL = ("=", "!=")
_TEXTS = ("Name", "Parent__r.Name")
_NULLABLE = ("Name", "Parent__r.Name", "Count__c", "Day__c", "At__c", "Parent__c", "Flag__c")
_NUMBERED = ("Count__c", "Parent__r.Size__c", "Score__c")


def _id(prefix: str, number: int) -> str:
    return f"{prefix}xx{number:010d}AAA"


PARENT = {
    "name": "Parent__c",
    "fields": [
        {"name": "Id", "type": "id"},
        {"name": "IsDeleted", "type": "boolean"},
        {"name": "Name", "type": "string"},
        {"name": "Size__c", "type": "int"},
    ],
    "childRelationships": [
        {"childSObject": "Child__c", "field": "Parent__c", "relationshipName": "Children__r"}
    ],
}
CHILD = {
    "name": "Child__c",
    "fields": [
        {"name": "Id", "type": "id"},
        {"name": "IsDeleted", "type": "boolean"},
        {"name": "Name", "type": "string"},
        {"name": "Tags__c", "type": "multipicklist"},
        {"name": "Count__c", "type": "int"},
        {"name": "Score__c", "type": "double", "precision": 10},
        {"name": "Flag__c", "type": "boolean"},
        {"name": "Day__c", "type": "date"},
        {"name": "At__c", "type": "datetime"},
        {
            "name": "Parent__c",
            "type": "reference",
            "referenceTo": ["Parent__c"],
            "relationshipName": "Parent__r",
        },
    ],
}

_names = st.none() | st.sampled_from(_WORDS)
_numbers = st.none() | st.integers(-3, 3)
_days = st.none() | st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
_moments = st.none() | st.integers(-60, 60).map(lambda hours: NOW + timedelta(hours=hours))

_parents = st.lists(
    st.fixed_dictionaries({"IsDeleted": st.booleans(), "Name": _names, "Size__c": _numbers}),
    max_size=4,
).map(lambda rows: [{"Id": _id("a01", n), **row} for n, row in enumerate(rows)])
_children = st.lists(
    st.fixed_dictionaries(
        {
            "IsDeleted": st.sampled_from([False, False, True]),
            "Name": _names,
            "Tags__c": st.none()
            | st.lists(st.sampled_from(_TAGS), min_size=1, unique=True).map(";".join),
            "Count__c": _numbers,
            "Score__c": st.none() | st.sampled_from([-1.5, 0.0, 0.25, 2.0]),
            "Flag__c": st.none() | st.booleans(),
            "Day__c": _days,
            "At__c": _moments,
            "Parent__c": st.none() | st.integers(0, 4).map(lambda n: _id("a01", n)),
        }
    ),
    max_size=12,
).map(lambda rows: [{"Id": _id("a02", n), **row} for n, row in enumerate(rows)])


@dataclass(frozen=True)
class Condition:
    """A condition twice: as SOQL, and as Python over a child row with its parent in `Parent__r`."""

    soql: str
    holds: Test


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fold(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _get(row: Row, path: str) -> Any:
    value: Any = row
    for step in path.split("."):
        value = None if value is None else value[step]
    return value


_ORDERINGS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _compare(path: str, sign: str, shown: str, wanted: Any) -> Condition:
    def holds(row: Row) -> bool:
        value = _fold(_get(row, path))
        other = _fold(wanted)
        if sign == "=":
            return bool(value == other)
        if sign == "!=":
            return bool(value != other)
        return value is not None and other is not None and bool(_ORDERINGS[sign](value, other))

    return Condition(f"{path} {sign} {shown}", holds)


def _wildcard(pattern: str) -> re.Pattern[str]:
    parts = {"%": ".*", "_": "."}
    return re.compile(
        "".join(parts.get(char, re.escape(char)) for char in pattern), re.IGNORECASE | re.DOTALL
    )


def _like(path: str, pattern: str) -> Condition:
    expression = _wildcard(pattern)

    def holds(row: Row) -> bool:
        value = _get(row, path)
        return value is not None and expression.fullmatch(value) is not None

    return Condition(f"{path} LIKE {_quoted(pattern)}", holds)


_like_tests = st.builds(
    _like,
    st.sampled_from(_TEXTS),
    st.text(alphabet="abm%_t 1'", max_size=4).filter(lambda pattern: pattern != ""),
)


def _among(path: str, words: Sequence[str | None], *, negated: bool) -> Condition:
    wanted = {_fold(word) for word in words}
    shown = ", ".join("null" if word is None else _quoted(word) for word in words)
    word = "NOT IN" if negated else "IN"
    return Condition(
        f"{path} {word} ({shown})", lambda row: (_fold(_get(row, path)) in wanted) != negated
    )


_list_tests = st.builds(
    lambda path, words, negated: _among(path, words, negated=negated),
    st.sampled_from(_TEXTS),
    st.lists(st.none() | st.sampled_from(_WORDS), min_size=1, max_size=3),
    st.booleans(),
)


def _chosen(groups: Sequence[Sequence[str]], *, negated: bool) -> Condition:
    shown = ", ".join(_quoted(";".join(group)) for group in groups)
    word = "EXCLUDES" if negated else "INCLUDES"

    def holds(row: Row) -> bool:
        tags = set((row["Tags__c"] or "").split(";"))
        return any(tags >= set(group) for group in groups) != negated

    return Condition(f"Tags__c {word} ({shown})", holds)


_tag_tests = st.builds(
    lambda groups, negated: _chosen(groups, negated=negated),
    st.lists(
        st.lists(st.sampled_from(_TAGS), min_size=1, max_size=2, unique=True),
        min_size=1,
        max_size=2,
    ),
    st.booleans(),
)

_week = TODAY - timedelta(days=(TODAY.weekday() + 1) % 7)
_RANGES = {
    "TODAY": (TODAY, TODAY + timedelta(1)),
    "YESTERDAY": (TODAY - timedelta(1), TODAY),
    "THIS_WEEK": (_week, _week + timedelta(7)),
    "LAST_MONTH": (date(2024, 4, 1), date(2024, 5, 1)),
    "LAST_N_DAYS:3": (TODAY - timedelta(3), TODAY + timedelta(1)),
    "NEXT_N_DAYS:3": (TODAY + timedelta(1), TODAY + timedelta(4)),
    "THIS_YEAR": (date(2024, 1, 1), date(2025, 1, 1)),
}


def _dated(path: str, operator: str, literal: str) -> Condition:
    first, end = _RANGES[literal]

    def holds(row: Row) -> bool:
        value = row[path]
        if value is None:
            return operator == "!="
        day = value.date() if isinstance(value, datetime) else value
        within = first <= day < end
        return {
            "=": within,
            "!=": not within,
            "<": day < first,
            "<=": day < end,
            ">": day >= end,
            ">=": day >= first,
        }[operator]

    return Condition(f"{path} {operator} {literal}", holds)


def _joined(size: int, *, negated: bool) -> Condition:
    """Children whose parent is among the parents of that size; soft-deleted parents are not."""

    def holds(row: Row) -> bool:
        if row["Parent__c"] is None:
            return negated
        parent = row["Parent__r"]
        found = parent is not None and not parent["hidden"] and parent["Size__c"] == size
        return found != negated

    word = "NOT IN" if negated else "IN"
    return Condition(f"Parent__c {word} (SELECT Id FROM Parent__c WHERE Size__c = {size})", holds)


def _comparisons() -> Iterator[Condition]:
    """Every comparison of a field with one value of its kind."""
    for path, sign, word in product(_TEXTS, _SIGNS, _WORDS):
        yield _compare(path, sign, _quoted(word), word)
    for path, sign in product(_NULLABLE, _EQUAL):
        yield _compare(path, sign, "null", None)
    for path, sign, number in product(_NUMBERED, _SIGNS, (-2, 0, 1, 0.25, 1.5)):
        yield _compare(path, sign, str(number), number)
    for sign, flag in product(_EQUAL, (True, False)):
        yield _compare("Flag__c", sign, str(flag), flag)
    for sign, days in product(_SIGNS, (-3, 0, 3)):
        day = TODAY + timedelta(days)
        yield _compare("Day__c", sign, str(day), day)
    for sign, hours in product(_SIGNS, (-5, 0, 5)):
        moment = NOW + timedelta(hours=hours)
        yield _compare("At__c", sign, f"{moment:%Y-%m-%dT%H:%M:%SZ}", moment)
    for path, sign, literal in product(("Day__c", "At__c"), _SIGNS, _RANGES):
        yield _dated(path, sign, literal)
    for size, negated in product((-1, 0, 1), (False, True)):
        yield _joined(size, negated=negated)


COMPARISONS = tuple(_comparisons())
_leaves = st.one_of(st.sampled_from(COMPARISONS), _like_tests, _list_tests, _tag_tests)


def _all(parts: Sequence[Condition]) -> Condition:
    return Condition(
        "(" + " AND ".join(each.soql for each in parts) + ")",
        lambda row: all(each.holds(row) for each in parts),
    )


def _any(parts: Sequence[Condition]) -> Condition:
    return Condition(
        "(" + " OR ".join(each.soql for each in parts) + ")",
        lambda row: any(each.holds(row) for each in parts),
    )


def _not(part: Condition) -> Condition:
    return Condition(f"(NOT {part.soql})", lambda row: not part.holds(row))


CONDITIONS = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(_all),
        st.lists(inner, min_size=2, max_size=3).map(_any),
        inner.map(_not),
    ),
    max_leaves=5,
)
_SORTABLE = ["Name", "Count__c", "Score__c", "Flag__c", "Day__c", "At__c", "Parent__r.Name", "Id"]
ORDERS = st.lists(
    st.tuples(st.sampled_from(_SORTABLE), st.booleans(), st.sampled_from([None, False, True])),
    max_size=2,
    unique_by=lambda key: key[0],
)


def _sort(rows: list[Row], keys: Sequence[tuple[str, bool, bool | None]]) -> list[Row]:
    """Sort by Id, then by each key from the last to the first: Python's sort is stable."""
    rows = sorted(rows, key=lambda row: str(row["Id"]))
    for path, descending, nulls_last in reversed(keys):
        known = [(_fold(_get(row, path)), row) for row in rows if _get(row, path) is not None]
        nulls = [row for row in rows if _get(row, path) is None]
        known.sort(key=operator.itemgetter(0), reverse=descending)
        found = [row for _key, row in known]
        rows = found + nulls if nulls_last else nulls + found
    return rows


def _shown_order(keys: Sequence[tuple[str, bool, bool | None]]) -> str:
    nulls = {None: "", False: " NULLS FIRST", True: " NULLS LAST"}
    shown = [f"{path}{' DESC' if down else ''}{nulls[last]}" for path, down, last in keys]
    return " ORDER BY " + ", ".join([*shown, "Id"])


_unhurried = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def _rows(children: Sequence[Row], parents: Sequence[Row], *, all_rows: bool) -> list[Row]:
    """The child rows that a query sees, each with its parent."""
    by_id = {
        parent["Id"]: {**parent, "hidden": parent["IsDeleted"] and not all_rows}
        for parent in parents
    }
    rows = [{**child, "Parent__r": by_id.get(child["Parent__c"])} for child in children]
    return [row for row in rows if all_rows or not row["IsDeleted"]]


def _answer(engine: Engine, soql: str, *, all_rows: bool = False) -> list[dict[str, Any]]:
    prepared = engine.prepare(soql, all_rows=all_rows, now=NOW)
    return [orjson.loads(each) for each in prepared.json_records()]


@dataclass(frozen=True)
class Bounds:
    """What follows WHERE: ORDER BY, LIMIT, OFFSET."""

    keys: Sequence[tuple[str, bool, bool | None]]
    limit: int | None
    offset: int

    @property
    def soql(self) -> str:
        limit = "" if self.limit is None else f" LIMIT {self.limit}"
        return _shown_order(self.keys) + limit + (f" OFFSET {self.offset}" if self.offset else "")


BOUNDS = st.builds(
    Bounds,
    ORDERS.map(lambda keys: [key for key in keys if key[0] != "Id"]),
    st.none() | st.integers(0, 6),
    st.integers(0, 3),
)


def _check(
    engine: Engine, seen: Sequence[Row], condition: Condition, bounds: Bounds, *, all_rows: bool
) -> None:
    kept = [row for row in seen if condition.holds(row)]
    soql = f"SELECT Id, Parent__r.Name FROM Child__c WHERE {condition.soql}"
    answer = _answer(engine, soql, all_rows=all_rows)
    assert {each["Id"] for each in answer} == {row["Id"] for row in kept}, soql

    soql += bounds.soql
    wanted = _sort(kept, bounds.keys)[bounds.offset :][: bounds.limit]
    prepared = engine.prepare(soql, all_rows=all_rows, now=NOW)
    assert prepared.count() == len(wanted), soql
    answer = list(prepared.records())
    assert [each["Id"] for each in answer] == [row["Id"] for row in wanted], soql
    names = [each["Parent__r"] and each["Parent__r"]["Name"] for each in answer]
    assert names == [row["Parent__r"] and row["Parent__r"]["Name"] for row in wanted]


_Org = tuple["Engine", list[Row], list[Row]]


@pytest.fixture(scope="module")
def settled(
    tmp_path_factory: pytest.TempPathFactory, engine_factory: Callable[..., Engine]
) -> _Org:
    """One org with every value and every pair of neighbours, for many queries."""
    parents: list[Row] = [
        {
            "Id": _id("a01", number),
            "IsDeleted": number == 3,
            "Name": [*_WORDS, None][number],
            "Size__c": [-1, 0, 1, None][number % 4],
        }
        for number in range(5)
    ]
    chance = random.Random(5)  # noqa: S311 - rows, not secrets
    children: list[Row] = [
        {
            "Id": _id("a02", number),
            "IsDeleted": number % 7 == 0,
            "Name": chance.choice([*_WORDS, None]),
            "Tags__c": chance.choice([None, "AAA", "BBB", "CCC;AAA", "AAA;BBB", "AAA;BBB;CCC"]),
            "Count__c": chance.choice([None, *range(-3, 4)]),
            "Score__c": chance.choice([None, -1.5, 0.0, 0.25, 1.5, 2.0]),
            "Flag__c": chance.choice([None, True, False]),
            "Day__c": chance.choice([None, *(TODAY + timedelta(n) for n in range(-45, 45, 3))]),
            "At__c": chance.choice([None, *(NOW + timedelta(hours=n) for n in range(-70, 70, 5))]),
            "Parent__c": chance.choice([None, *(_id("a01", n) for n in range(6))]),
        }
        for number in range(120)
    ]
    root = tmp_path_factory.mktemp("settled") / "archive"
    return engine_factory(root, [(PARENT, parents), (CHILD, children)]), parents, children


def test_every_comparison_equals_python_over_the_rows(settled: _Org) -> None:
    engine, parents, children = settled
    seen = _rows(children, parents, all_rows=False)
    for condition in COMPARISONS:
        answer = _answer(engine, f"SELECT Id FROM Child__c WHERE {condition.soql}")
        wanted = {row["Id"] for row in seen if condition.holds(row)}
        assert {each["Id"] for each in answer} == wanted, condition.soql


@settings(_unhurried, max_examples=80)
@given(condition=CONDITIONS, bounds=BOUNDS, all_rows=st.booleans())
def test_a_filtered_and_sorted_answer_equals_python_over_the_rows(
    settled: _Org, condition: Condition, bounds: Bounds, *, all_rows: bool
) -> None:
    engine, parents, children = settled
    _check(
        engine,
        _rows(children, parents, all_rows=all_rows),
        condition,
        bounds,
        all_rows=all_rows,
    )


@_unhurried
@given(parents=_parents, children=_children, condition=CONDITIONS, bounds=BOUNDS)
def test_so_it_does_for_any_rows(
    engine_over: MakeEngine,
    parents: list[Row],
    children: list[Row],
    condition: Condition,
    bounds: Bounds,
) -> None:
    engine = engine_over((PARENT, parents), (CHILD, children))
    _check(engine, _rows(children, parents, all_rows=False), condition, bounds, all_rows=False)


@_unhurried
@given(parents=_parents, children=_children, condition=CONDITIONS, least=st.integers(0, 3))
def test_groups_equal_python_over_the_rows(
    engine_over: MakeEngine,
    parents: list[Row],
    children: list[Row],
    condition: Condition,
    least: int,
) -> None:
    engine = engine_over((PARENT, parents), (CHILD, children))
    soql = (
        "SELECT Parent__r.Name, Flag__c, COUNT(Id) n, COUNT(Count__c) known, SUM(Count__c) total, "
        "COUNT_DISTINCT(Score__c) scores, MIN(Day__c) first, MAX(Score__c) best, "
        f"AVG(Count__c) mean FROM Child__c WHERE {condition.soql} "
        f"GROUP BY Parent__r.Name, Flag__c HAVING COUNT(Id) >= {least}"
    )
    groups: dict[tuple[object, object], list[Row]] = {}
    for row in _rows(children, parents, all_rows=False):
        if condition.holds(row):
            groups.setdefault((_get(row, "Parent__r.Name"), row["Flag__c"]), []).append(row)
    wanted = {}
    for key, rows in groups.items():
        counts = [row["Count__c"] for row in rows if row["Count__c"] is not None]
        scores = [row["Score__c"] for row in rows if row["Score__c"] is not None]
        days = [str(row["Day__c"]) for row in rows if row["Day__c"] is not None]
        if len(rows) >= least:
            wanted[key] = {
                "n": len(rows),
                "known": len(counts),
                "total": sum(counts) if counts else None,
                "scores": len(set(scores)),
                "first": min(days, default=None),
                "best": max(scores, default=None),
                "mean": pytest.approx(sum(counts) / len(counts)) if counts else None,
            }
    answer = _answer(engine, soql)
    assert len(answer) == len(wanted)
    for each in answer:
        del each["attributes"]
        assert wanted[each.pop("Name"), each.pop("Flag__c")] == each


@_unhurried
@given(
    parents=_parents,
    children=_children,
    condition=CONDITIONS.filter(lambda each: "Parent__r" not in each.soql),
    keys=ORDERS.map(lambda keys: [key for key in keys if key[0] in {"Name", "Score__c"}]),
    limit=st.none() | st.integers(1, 3),
    parent_limit=st.none() | st.integers(0, 3),
)
def test_child_lists_equal_python_over_the_rows(  # noqa: PLR0917
    engine_over: MakeEngine,
    parents: list[Row],
    children: list[Row],
    condition: Condition,
    keys: list[tuple[str, bool, bool | None]],
    limit: int | None,
    parent_limit: int | None,
) -> None:
    engine = engine_over((PARENT, parents), (CHILD, children))
    bound = "" if limit is None else f" LIMIT {limit}"
    soql = (
        f"SELECT Id, (SELECT Id FROM Children__r WHERE {condition.soql}{_shown_order(keys)}{bound}) "
        f"FROM Parent__c ORDER BY Id{'' if parent_limit is None else f' LIMIT {parent_limit}'}"
    )
    rows = _rows(children, parents, all_rows=False)
    wanted = []
    for parent in [each for each in parents if not each["IsDeleted"]][:parent_limit]:
        own = [row for row in rows if row["Parent__c"] == parent["Id"] and condition.holds(row)]
        ids = [row["Id"] for row in _sort(own, keys)[:limit]]
        wanted.append((parent["Id"], ids))
    found = []
    for record in _answer(engine, soql):
        listed = record["Children__r"]
        ids = [each["Id"] for each in listed["records"]] if listed else []
        assert listed is None or listed["totalSize"] == len(ids) > 0
        found.append((record["Id"], ids))
    assert found == wanted, soql
