from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from salida.practice import create_practice
from salida.replica import Logins, Replica
from salida.replica.usage import Rolling, record_count

if TYPE_CHECKING:
    from pathlib import Path

    from tests.replica.conftest import Run
    from tests.replica.http_client import Http

V = "/services/data/v66.0"


def test_only_the_last_24_hours_count() -> None:
    start = datetime(2026, 11, 25, tzinfo=UTC)
    count = Rolling(100)
    assert count.add(3, start) == 3
    assert count.add(4, start + timedelta(hours=12)) == 7
    assert count.used(start + timedelta(hours=23, minutes=59)) == 7
    assert count.used(start + timedelta(hours=24, minutes=15)) == 4
    assert count.used(start + timedelta(days=3)) == 0


def test_every_answer_tells_how_many_calls_are_used(run: Run) -> None:
    http = run(daily_calls=15000).client()
    assert http.get(f"{V}/limits").headers["Sforce-Limit-Info"] == "api-usage=1/15000"
    assert http.get(f"{V}/nothing").headers["Sforce-Limit-Info"] == "api-usage=2/15000"
    told = http.get(f"{V}/limits").json()
    assert told["DailyApiRequests"] == {"Max": 15000, "Remaining": 14997}
    assert all(set(each) == {"Max", "Remaining"} for each in told.values())


def test_calls_beyond_the_limit_are_refused_and_logins_are_not_calls(run: Run) -> None:
    running = run(daily_calls=2)
    http = running.client()
    assert [http.get(f"{V}/limits").status for _time in range(2)] == [200, 200]
    refused = http.get(f"{V}/limits")
    assert refused.status == 403
    assert refused.headers["Sforce-Limit-Info"] == "api-usage=2/2"
    assert refused.json() == [
        {"message": "TotalRequests Limit exceeded.", "errorCode": "REQUEST_LIMIT_EXCEEDED"}
    ]
    assert http.get("/services/oauth2/userinfo").status == 200


def test_an_org_without_api_says_so_and_lets_one_log_in(run: Run) -> None:
    running = run(api_enabled=False)
    answer = running.client().get(f"{V}/sobjects")
    assert answer.status == 403
    assert answer.json() == [
        {
            "message": "The REST API is not enabled for this Organization.",
            "errorCode": "API_DISABLED_FOR_ORG",
        }
    ]
    login = running.client("").form(
        "/services/oauth2/token",
        grant_type="client_credentials",
        client_id=running.logins.client_id,
        client_secret=running.logins.client_secret or "",
    )
    assert login.status == 200


def test_record_counts_leave_out_what_query_does_not_show(http: Http) -> None:
    asked = http.get(f"{V}/limits/recordCount", query={"sObjects": "account,Task,Nothing__c"})
    assert asked.json() == {
        "sObjects": [{"count": 24, "name": "Account"}, {"count": 1, "name": "Task"}]
    }
    names = [each["name"] for each in http.get(f"{V}/limits/recordCount").json()["sObjects"]]
    assert "Reading__c" in names
    assert "Aviso__e" not in names


def test_record_counts_leave_out_rows_that_are_kept_elsewhere(
    practice_logins: Logins, tmp_path: Path
) -> None:
    """`Stock__x` can be queried in an org, which asks the other system; an archive has no rows."""
    practice = create_practice(tmp_path / "practice", records=1000)
    with Replica(practice, logins=practice_logins) as replica:
        answer = record_count(replica.org, None)
    assert isinstance(answer.body, bytes)
    counted = {each["name"]: each["count"] for each in json.loads(answer.body)["sObjects"]}
    assert practice.describe("Stock__x").queryable
    assert "Stock__x" not in counted
    assert counted["Organization"] == 1
