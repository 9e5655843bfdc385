"""Whole runs against an org that answers as scripted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import Archive, Catalogue, verify
from salida.backup import BackupOptions, run_backup
from salida.errors import ArchiveError, LimitError, UnavailableError
from salida.model.gap import GapReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce import Client

OPTIONS = BackupOptions(sobjects_at_once=3, parsers=2, downloads=2, page_rows=2)
ACCOUNT = {"Id": "id", "Name": "string", "AnnualRevenue": "currency", "IsDeleted": "boolean"}


def account_rows(count: int) -> list[dict[str, Any]]:
    return [
        {
            "Id": f"001{i:012d}AAA",
            "Name": f"Acme {i}",
            "AnnualRevenue": "1.5E7",
            "IsDeleted": "false",
        }
        for i in range(count)
    ]


def rows_of(archive: Archive, sobject: str) -> list[tuple[Any, ...]]:
    with Catalogue(archive) as catalogue:
        view = catalogue.view(sobject)
        return (
            catalogue.cursor()
            .execute(f"SELECT * EXCLUDE (_verbatim) FROM {view} ORDER BY 1")
            .fetchall()
        )


def test_every_row_arrives_whichever_api_reads_it(
    org: Any, client: Client, archive: Archive
) -> None:
    rows = account_rows(5)
    org.table("Account", ACCOUNT, rows, count=2_000)
    org.table("Lead", ACCOUNT, rows, count=3)

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert rows_of(archive, "Account") == rows_of(archive, "Lead") != []
    assert {each.name: (each.reader, each.rows) for each in manifest.sobjects} == {
        "Account": ("bulk2", 5),
        "Lead": ("rest", 5),
        "Organization": ("rest", 1),
    }
    assert org.jobs == {}, "the job is deleted when its rows are safe"
    assert not verify(archive).findings


def test_what_does_not_fit_is_kept_as_rest_and_bulk_spelled_it(
    org: Any, client: Client, archive: Archive
) -> None:
    row = {"Id": "001000000000000AAA", "AnnualRevenue": "1E99", "IsDeleted": "false"}
    org.table("Account", ACCOUNT, [row], count=2_000)
    org.table("Lead", {**ACCOUNT, "Odd": "anyType"}, [row], count=1)
    record = b'{"Id":"001000000000000AAA","AnnualRevenue":1E99,"Odd":{"a":[1.50,"1.5",null]}}'
    org.script = lambda _method, _path, query: (
        org._json({}).__class__(200, b'{"totalSize":1,"done":true,"records":[' + record + b"]}")
        if query.get("q", "").endswith("FROM Lead")
        else None
    )

    run_backup(client, archive, options=OPTIONS)

    kept = {}
    with Catalogue(archive) as catalogue:
        for name in ("Account", "Lead"):
            kept[name] = (
                catalogue.cursor()
                .execute(f"SELECT _verbatim['AnnualRevenue'] FROM {catalogue.view(name)}")
                .fetchall()
            )
        odd = catalogue.cursor().execute(f"SELECT Odd FROM {catalogue.view('Lead')}").fetchall()
    assert kept == {"Account": [("1E99",)], "Lead": [("1E99",)]}
    assert odd == [('{"a":[1.50,"1.5",null]}',)]


def test_an_sobject_that_bulk_refuses_is_read_through_rest(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    org.table("Account", ACCOUNT, account_rows(3), count=2_000)
    words = "Entity 'Account' is not supported by the Bulk API."
    org.script = lambda method, path, _query: (
        refuse(400, "INVALIDENTITY", words)
        if method == "POST" and path.endswith("/jobs/query")
        else None
    )

    manifest = run_backup(client, archive, options=OPTIONS)

    account = manifest.outcome("Account")
    assert account is not None
    assert (account.reader, account.rows, account.gaps) == ("rest", 3, ())


def test_an_sobject_that_every_api_refuses_is_a_gap_with_the_orgs_words(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    org.table("Account", ACCOUNT, account_rows(3))
    org.table("Vote", ACCOUNT, account_rows(3))
    words = "Implementation restriction: you must filter"
    org.script = lambda _method, _path, query: (
        refuse(400, "MALFORMED_QUERY", words)
        if re.search("FROM (Account|Vote)", query.get("q", ""))
        else None
    )

    manifest = run_backup(client, archive, options=OPTIONS)

    assert not manifest.complete
    reasons = {each.subject: each.reason for each in manifest.gaps}
    assert reasons == {"Account": GapReason.REFUSED, "Vote": GapReason.NEEDS_FILTER}
    assert all(words in each.detail for each in manifest.gaps)


def test_a_small_looking_sobject_that_turns_out_large_goes_to_bulk(
    org: Any, client: Client, archive: Archive
) -> None:
    rows = account_rows(20_001)
    org.table("Account", ACCOUNT, rows, count=5)
    org.page_rows = 10_000

    manifest = run_backup(client, archive, options=OPTIONS)

    account = manifest.outcome("Account")
    assert account is not None
    assert (account.reader, account.rows, len(account.parts)) == ("bulk2", 20_001, 3)


def test_a_page_that_comes_short_is_fetched_again(
    org: Any, client: Client, archive: Archive
) -> None:
    org.table("Account", ACCOUNT, account_rows(5), count=2_000)
    cut = iter([True, True])

    def script(_method: str, path: str, query: dict[str, str]) -> Any:
        if not (path.endswith("/results") and query.get("locator") == "L2" and next(cut, False)):
            return None
        whole = org._page(list(ACCOUNT), account_rows(4)[2:], None)
        return type(whole)(200, whole.body[: whole.body.rindex(b'"001')], whole.headers)

    org.script = script

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert len(org.asked(r"results\?locator=L2$")) == 3
    assert len(org.asked(r"results\?locator=L0$")) == 1
    assert [row[0] for row in rows_of(archive, "Account")] == [
        each["Id"] for each in account_rows(5)
    ]


def test_pages_that_are_listed_short_are_looked_for_one_by_one(
    org: Any, client: Client, archive: Archive
) -> None:
    org.table("Account", ACCOUNT, account_rows(5), count=2_000)
    root = "/services/data/v66.0/jobs/query"

    def script(_method: str, path: str, _query: dict[str, str]) -> Any:
        if not path.endswith("/resultPages"):
            return None
        job = path.split("/")[-2]
        return org._json(
            {"resultPages": [{"resultUrl": f"{root}/{job}/results?locator=L0"}], "done": True}
        )

    org.script = script

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert len(rows_of(archive, "Account")) == 5
    assert len(org.asked("maxRecords=2")) == 3


def test_a_list_of_pages_that_breaks_off_is_replaced_by_looking_one_by_one(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    org.table("Account", ACCOUNT, account_rows(5), count=2_000)
    root = "/services/data/v66.0/jobs/query"

    def script(_method: str, path: str, query: dict[str, str]) -> Any:
        if not path.endswith("/resultPages"):
            return None
        if query:
            return refuse(400, "INVALIDLOCATOR", "The locator is not valid")
        job = path.split("/")[-2]
        return org._json(
            {
                "resultPages": [{"resultUrl": f"{root}/{job}/results?locator=L0"}],
                "nextRecordsUrl": f"{root}/{job}/resultPages?locator=next",
                "done": False,
            }
        )

    org.script = script

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert len(rows_of(archive, "Account")) == 5
    assert len(org.asked("maxRecords=2")) == 3


def test_rows_that_the_org_counts_and_never_returns_are_a_gap(
    org: Any, client: Client, archive: Archive
) -> None:
    org.table("Account", ACCOUNT, account_rows(5), count=2_000)
    org.script = lambda _method, _path, query: (
        org._json({"totalSize": 7, "done": True, "records": []})
        if "COUNT()" in query.get("q", "")
        else None
    )

    manifest = run_backup(client, archive, options=OPTIONS)

    (gap,) = manifest.gaps
    assert (gap.subject, gap.reason, gap.rows) == ("Account", GapReason.COUNT_DIFFERS, 2)
    assert not verify(archive).findings, "5 rows and a gap of 2 are the org's 7"


def test_rows_that_came_during_the_read_are_explained(
    org: Any, client: Client, archive: Archive
) -> None:
    org.table("Account", ACCOUNT, account_rows(5), count=2_000)
    counts = iter([4, 6])
    org.script = lambda _method, _path, query: (
        org._json({"totalSize": next(counts), "done": True, "records": []})
        if "COUNT()" in query.get("q", "")
        else None
    )

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert [each.code for each in manifest.findings] == ["rows_changed_meanwhile"]


def test_the_same_row_twice_is_a_gap(org: Any, client: Client, archive: Archive) -> None:
    rows = account_rows(4)
    org.table("Account", ACCOUNT, [*rows[:3], rows[0]], count=2_000)

    manifest = run_backup(client, archive, options=OPTIONS)

    (gap,) = manifest.gaps
    assert (gap.reason, gap.detail) == (GapReason.COUNT_DIFFERS, "3 distinct Ids in 4 rows")


def test_a_job_that_is_gone_starts_over_and_the_rest_does_not(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    org.table("Account", ACCOUNT, account_rows(5), count=2_000)
    org.table("Lead", ACCOUNT, account_rows(5))
    limit = refuse(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    org.script = lambda _method, _path, query: limit if query.get("locator") == "L4" else None
    with pytest.raises(LimitError):
        run_backup(client, archive, options=OPTIONS)
    org.jobs.clear()
    org.script = lambda _method, _path, _query: None
    before = len(org.requests)

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert len(rows_of(archive, "Account")) == 5
    later = org.requests[before:]
    assert not [each for each in later if "/describe" in each]
    assert len([each for each in later if each.startswith("POST")]) == 1


LINK = {"Id": "id", "ContentDocumentId": "reference"}


def test_links_of_files_are_read_by_document_where_the_org_wants_a_filter(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    documents = [{"Id": f"069{i:012d}AAA"} for i in range(3)]
    links = [
        {"Id": f"06A{i:012d}AAA", "ContentDocumentId": documents[i % 3]["Id"]} for i in range(5)
    ]
    org.table("ContentDocument", {"Id": "id"}, documents)
    org.table("ContentDocumentLink", LINK, links)
    words = "Implementation restriction: ContentDocumentLink requires a filter by a single Id"
    org.script = lambda _method, _path, query: (
        refuse(400, "MALFORMED_QUERY", words)
        if query.get("q", "").endswith("FROM ContentDocumentLink")
        else None
    )

    manifest = run_backup(client, archive, options=OPTIONS)

    assert len(rows_of(archive, "ContentDocumentLink")) == 5
    (gap,) = manifest.gaps
    assert (gap.subject, gap.reason) == ("ContentDocumentLink", GapReason.NEEDS_FILTER)


VERSION = {
    "Id": "id",
    "ContentSize": "int",
    "Checksum": "string",
    "ContentLocation": "picklist",
    "VersionData": "base64",
}
ABC = "900150983cd24fb0d6963f7d28e17f72"


def version(number: int, size: int | None, md5: str | None, location: str = "S") -> dict[str, Any]:
    return {
        "Id": f"068{number:012d}AAA",
        "ContentSize": size,
        "Checksum": md5,
        "ContentLocation": location,
    }


def test_files_are_compared_with_their_rows_and_what_differs_is_kept_and_said(
    org: Any, client: Client, archive: Archive
) -> None:
    whole, wrong, missing, link, empty, note = (
        version(0, 3, ABC),
        version(1, 4, ABC),
        version(2, 3, ABC),
        version(3, None, None, "E"),
        version(4, 0, None),
        version(5, 3, "not an MD5"),
    )
    org.table("ContentVersion", VERSION, [whole, wrong, missing, link, empty, note])
    org.files = {each["Id"]: b"abc" for each in (whole, wrong, note)}

    manifest = run_backup(client, archive, options=OPTIONS)

    assert {each.subject.partition("/")[2]: each.reason for each in manifest.gaps} == {
        wrong["Id"]: GapReason.BLOB_DIFFERS,
        missing["Id"]: GapReason.BLOB_MISSING,
        link["Id"]: GapReason.BLOB_EXTERNAL,
    }
    with Catalogue(archive) as catalogue:
        stored = (
            catalogue.cursor()
            .execute(f"SELECT record_id, bytes FROM {catalogue.blob_view()} ORDER BY 1")
            .fetchall()
        )
    assert stored == [(whole["Id"], 3), (wrong["Id"], 3), (empty["Id"], 0), (note["Id"], 3)]
    asked = [len(org.asked(f"{each['Id']}/VersionData")) for each in (whole, wrong, link, empty)]
    assert asked == [1, 3, 0, 0]
    assert not verify(archive).findings


def test_one_sobject_that_the_org_cannot_deliver_does_not_end_the_run(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    for name in ("Account", "Lead", "Case"):
        org.table(name, ACCOUNT, account_rows(3))
    error = refuse(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred")
    org.script = lambda _method, _path, query: error if "FROM Lead" in query.get("q", "") else None

    manifest = run_backup(client, archive, options=OPTIONS)

    assert [(each.subject, each.reason) for each in manifest.gaps] == [("Lead", GapReason.REFUSED)]
    assert len(rows_of(archive, "Case")) == 3


def test_an_org_that_stops_answering_ends_the_run_which_goes_on_later(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    for name in ("Account", "Lead", "Case"):
        org.table(name, ACCOUNT, account_rows(3))
    down = refuse(503, "SERVER_UNAVAILABLE", "Server is temporarily unavailable")
    org.script = lambda _method, _path, _query: down if org.asked("FROM Lead") else None
    with pytest.raises(UnavailableError):
        run_backup(client, archive, options=OPTIONS)
    org.script = lambda _method, _path, _query: None

    manifest = run_backup(client, archive, options=OPTIONS)

    assert manifest.complete
    assert len(rows_of(archive, "Lead")) == 3
    assert len(org.asked("/sobjects/Lead/describe")) == 1


def test_an_archive_holds_one_org(org: Any, client: Client, archive: Archive) -> None:
    run_backup(client, archive, options=OPTIONS)
    org.rows["Organization"] = [{"Id": "00D000000000002EAA", "Name": "Other"}]

    with pytest.raises(ArchiveError):
        run_backup(client, archive, options=OPTIONS)

    assert len(archive.snapshots()) == 1
    assert archive.resume() is None


def test_what_a_power_cut_took_from_the_disk_is_fetched_again_and_nothing_else(
    org: Any, client: Client, archive: Archive, refuse: Callable[..., Any]
) -> None:
    org.table("Account", ACCOUNT, account_rows(6), count=2_000)
    org.table("Lead", ACCOUNT, account_rows(3), count=2)
    org.table("Case", ACCOUNT, account_rows(3), count=1)
    org.table(
        "ContentVersion", VERSION, [version(0, 3, ABC), version(1, 3, ABC), version(2, 3, None)]
    )
    org.files = {f"068{n:012d}AAA": text for n, text in enumerate([b"abc", b"abc", b"xyz"])}
    limit = refuse(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    org.script = lambda _method, path, _query: limit if "068000000000002AAA" in path else None
    one_by_one = replace(OPTIONS, downloads=1)
    with pytest.raises(LimitError):
        run_backup(client, archive, options=one_by_one)
    (lost, short) = (
        next(archive.root.glob(f"staging/*/tree/data/{each}"))
        for each in ("Lead/*/*", "Account/*/*1.parquet")
    )
    lost.unlink()
    short.write_bytes(bytes(short.stat().st_size))
    next(archive.root.glob("staging/*/tree/blobs/*/*")).write_bytes(b"abd")
    org.script = lambda _method, _path, _query: None
    before = len(org.requests)

    run_backup(client, archive, options=one_by_one)

    later = "\n".join(org.requests[before:])
    assert ("FROM Lead" in later, "FROM Case" in later) == (True, False)
    assert len(re.findall("VersionData", later)) == 3
    assert len(rows_of(archive, "Account")) == 6
    assert not verify(archive).findings
