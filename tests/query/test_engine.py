"""What an archive cannot answer, and what the engine says then."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import IntegrityError, SoqlError, SoqlUnsupportedError, UsageError

if TYPE_CHECKING:
    from salida.query import Engine

MakeEngine = Callable[..., "Engine"]


def test_a_gap_is_told_with_its_reason_and_never_answered_with_nothing(
    org_engine: Engine,
) -> None:
    for soql in (
        "SELECT Id FROM Secret__c",
        "SELECT Id FROM Unseen__c",
        "SELECT Id FROM Account WHERE Id IN (SELECT Account__c FROM Secret__c)",
        "SELECT (SELECT Id FROM Secrets__r) FROM Account",
    ):
        with pytest.raises(SoqlUnsupportedError, match="refused") as caught:
            org_engine.prepare(soql).count()
        assert caught.value.error_code == "INVALID_TYPE"


def test_an_sobject_that_no_query_can_read_is_refused_as_salesforce_does(
    org_engine: Engine,
) -> None:
    with pytest.raises(SoqlError, match="entity type FlexQueueItem does not support query") as e:
        org_engine.prepare("SELECT Id FROM FlexQueueItem")
    assert e.value.error_code == "INVALID_TYPE_FOR_OPERATION"


def test_a_parent_that_is_not_in_the_archive_is_named(engine_over: MakeEngine) -> None:
    describe = {
        "name": "Thing__c",
        "fields": [
            {"name": "Id", "type": "id"},
            {
                "name": "Owner__c",
                "type": "reference",
                "referenceTo": ["User"],
                "relationshipName": "Owner__r",
            },
        ],
    }
    engine = engine_over((describe, []))
    with pytest.raises(SoqlUnsupportedError, match="User"):
        engine.prepare("SELECT Owner__r.Name FROM Thing__c")


def test_a_structure_is_not_in_the_rows(org_engine: Engine) -> None:
    with pytest.raises(SoqlUnsupportedError, match="Layout__c"):
        org_engine.prepare("SELECT Layout__c FROM Account")


def test_an_address_can_be_selected_and_nothing_else(org_engine: Engine) -> None:
    for soql, use in (
        ("SELECT Id FROM Account WHERE BillingAddress = 'x'", "filtered"),
        ("SELECT Id FROM Account ORDER BY BillingAddress", "sorted"),
        ("SELECT COUNT(Id) FROM Account GROUP BY BillingAddress", "grouped"),
    ):
        with pytest.raises(SoqlError, match=f"'BillingAddress' can not be {use} in a query call"):
            org_engine.prepare(soql)


def test_an_unknown_time_zone_is_a_wrong_setting(org_engine: Engine) -> None:
    with pytest.raises(UsageError, match="Europe/Nowhere"):
        org_engine.prepare("SELECT Id FROM Account", time_zone="Europe/Nowhere")


def test_a_sum_too_large_for_a_decimal_is_an_error_of_the_query(engine_over: MakeEngine) -> None:
    describe = {
        "name": "Thing__c",
        "fields": [{"name": "Id", "type": "id"}, {"name": "Money__c", "type": "currency"}],
    }
    rows: list[dict[str, Any]] = [
        {"Id": f"a00xx000000000{n}AAA", "Money__c": Decimal(99999999999999999999)} for n in (1, 2)
    ]
    prepared = engine_over((describe, rows)).prepare("SELECT SUM(Money__c) FROM Thing__c")
    with pytest.raises(SoqlError) as caught:
        list(prepared.json_records())
    assert caught.value.error_code == "NUMBER_OUTSIDE_VALID_RANGE"
    with pytest.raises(SoqlError):
        prepared.arrow().read_all()


def test_a_damaged_part_is_an_integrity_error(engine_over: MakeEngine, tmp_path: Any) -> None:
    describe = {"name": "Thing__c", "fields": [{"name": "Id", "type": "id"}]}
    engine = engine_over((describe, [{"Id": "a00xx0000000001AAA"}]))
    prepared = engine.prepare("SELECT Id FROM Thing__c")
    [part] = tmp_path.rglob("part-*.parquet")
    part.chmod(0o600)
    part.write_bytes(b"")
    with pytest.raises(IntegrityError):
        list(prepared.json_records())
    with pytest.raises(IntegrityError):
        prepared.count()
