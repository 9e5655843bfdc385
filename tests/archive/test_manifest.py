from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.archive import (
    Manifest,
    OrgIdentity,
    Part,
    SnapshotContent,
    SObjectOutcome,
    StoredFile,
)
from salida.archive.manifest import FORMAT, VERSION
from salida.archive.sealed import seal
from salida.archive.stored_text import finding_from_json, finding_to_json
from salida.errors import ArchiveVersionError, IntegrityError
from salida.language import _, counted
from salida.model.finding import Finding, Severity
from salida.model.gap import Gap, GapReason

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HASH = "c" * 64

names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,12}", fullmatch=True)
texts = st.text(max_size=20)
sizes = st.integers(0, 2**62)
moments = st.datetimes(datetime(1700, 1, 1), datetime(4000, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone
parts = st.builds(
    lambda name, number, **rest: Part(
        f"data/{name}/20261125T120000Z/part-{number:05d}.parquet", **rest
    ),
    names,
    st.integers(0, 10**6),
    rows=sizes,
    bytes=sizes,
    sha256=st.just(HASH),
    source=st.dictionaries(texts, texts | st.integers() | st.none(), max_size=3),
    min_modstamp=st.none() | moments,
    max_modstamp=st.none() | moments,
)
gaps = st.builds(Gap, texts, st.sampled_from(GapReason), texts, st.none() | sizes)
findings = st.builds(
    Finding,
    code=names,
    message=texts | st.builds(lambda n: _("{n} rows", n=n), sizes),
    severity=st.sampled_from(Severity),
    subject=st.none() | texts,
    hint=st.none() | texts,
)
outcomes = st.builds(
    SObjectOutcome,
    name=names,
    outcome=st.sampled_from(["archived", "gap"]),
    reader=st.none() | texts,
    describe=st.none() | st.just(StoredFile(f"describe/Account/{HASH}.json", HASH, 1)),
    parts=st.lists(parts, max_size=3).map(tuple),
    rows=sizes,
    omitted_fields=st.lists(names, max_size=3).map(tuple),
    counts=st.dictionaries(names, st.none() | sizes, max_size=3),
    gaps=st.lists(gaps, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
)
manifests = st.builds(
    Manifest,
    archive=texts,
    snapshot=st.just("20261125T120000Z"),
    kind=st.sampled_from(["full", "practice"]),
    started_at=moments,
    finished_at=moments,
    org=st.builds(OrgIdentity, texts, texts, texts, texts, is_sandbox=st.none() | st.booleans()),
    content=st.builds(
        SnapshotContent,
        sobjects=st.lists(outcomes, max_size=3).map(tuple),
        describe_global=st.none() | st.just(StoredFile(f"describe/_global/{HASH}.json", HASH, 2)),
        gaps=st.lists(gaps, max_size=2).map(tuple),
        findings=st.lists(findings, max_size=2).map(tuple),
        dialect=st.dictionaries(texts, st.booleans(), max_size=2),
    ),
    blobs=sizes,
    blob_bytes=sizes,
    written_by=texts,
)


def manifest(*gaps: Gap, **changes: Any) -> Manifest:
    outcome = SObjectOutcome("Account", "archived", gaps=gaps)
    org = OrgIdentity("00D", "Acme", "https://acme.example", "66.0")
    whole = Manifest("id", "20261125T120000Z", "full", NOON, NOON, org, SnapshotContent((outcome,)))
    return replace(whole, **changes)


@settings(deadline=None)
@given(manifests)
def test_a_manifest_comes_back_from_its_file_as_it_was(whole: Manifest) -> None:
    assert Manifest.from_bytes(whole.to_bytes(), path="manifest.json") == whole


def test_a_moment_of_another_zone_is_written_in_utc() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=-3)))

    assert manifest(started_at=there).to_json()["started_at"] == "2026-11-25T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("reason", "complete"),
    [
        (GapReason.NOT_QUERYABLE, True),
        (GapReason.EXTERNAL_OBJECT, True),
        (GapReason.EVENT_STREAM, True),
        (GapReason.BLOB_EXTERNAL, True),
        (GapReason.NEEDS_FILTER, False),
        (GapReason.FIELD_NOT_RETURNED, False),
        (GapReason.REFUSED, False),
        (GapReason.COUNT_DIFFERS, False),
        (GapReason.BLOB_MISSING, False),
        (GapReason.BLOB_DIFFERS, False),
    ],
)
def test_complete_means_that_only_what_nobody_could_save_is_absent(
    reason: GapReason, *, complete: bool
) -> None:
    assert manifest(Gap("Account", reason)).complete is complete


def test_every_reason_has_its_verdict_above() -> None:
    assert len(GapReason) == 10


def test_a_manifest_of_a_newer_version_is_refused_with_a_hint() -> None:
    raw = seal(FORMAT, VERSION + 1, manifest().to_json())

    with pytest.raises(ArchiveVersionError) as refused:
        Manifest.from_bytes(raw, path="snapshots/20261125T120000Z/manifest.json")

    assert refused.value.exit_code == 22
    assert "install a newer one" in str(refused.value.hint)


@pytest.mark.parametrize(
    "change",
    [
        {"sobjects": None},
        {"started_at": "yesterday"},
        {"started_at": None},
        {"blobs": {}},
        {"org": {"nickname": "x"}},
        {"gaps": [{"subject": "Account", "reason": "bad_luck"}]},
        {"findings": [{}]},
    ],
)
def test_a_sealed_file_that_is_no_manifest_is_an_integrity_error(change: dict[str, Any]) -> None:
    raw = seal(FORMAT, VERSION, {**manifest().to_json(), **change})

    with pytest.raises(IntegrityError, match=r"m\.json"):
        Manifest.from_bytes(raw, path="m.json")


@pytest.mark.parametrize("path", ["/etc/passwd", "../../x", "data/Account/../x", "lock"])
def test_a_path_that_leads_out_of_the_archive_is_refused_even_if_sealed(path: str) -> None:
    stray = {**manifest().to_json(), "describe_global": {"path": path, "sha256": HASH, "bytes": 1}}

    with pytest.raises(IntegrityError, match="path that no archive has"):
        Manifest.from_bytes(seal(FORMAT, VERSION, stray), path="m.json")


def test_a_finding_is_kept_in_english_and_can_still_be_translated() -> None:
    finding = Finding("x", counted("{n} row of {what}", "{n} rows of {what}", 2, what=_("Account")))

    stored = finding_to_json(finding)

    assert stored["message"]["text"] == "2 rows of Account"
    assert finding_from_json(stored) == finding


def test_an_sobject_is_found_whatever_the_case() -> None:
    assert manifest().outcome("aCCount") == manifest().sobjects[0]
    assert manifest().outcome("Lead") is None
