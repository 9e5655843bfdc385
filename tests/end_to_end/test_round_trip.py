"""Invariant 1: the backup of a replica of an archive equals the archive."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from salida.archive import verify
from salida.model.ids import check_suffix
from salida.replica import Dialect

HOSTILE = [
    "NA", "null", "#N/A", "=cmd()", "true", " lead", "trail ", '"', '""', ",", "\n", "\r\n", "\r", "\x00",
    "a\x00b", '"\n"', "\u202eabc", "\U0001f600", "\ufeffx", "1E5", "0x10", "'", "\\", "\\N", "\t", "a;b", "\x1a",
]  # fmt: skip
TEXTS = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40
)


@dataclass(frozen=True)
class Long:
    """A text of many lines, short to print."""

    lines: int

    def __str__(self) -> str:
        return "\u00e9\n" * self.lines


MILLISECONDS = st.integers(0, 999).map(lambda each: each * 1000)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS_TO = [
    (datetime(year, 12, 31, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)
    for year in (1700, 4000)
]
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXTS,
    "textarea": TEXTS | st.integers(60_000, 70_000).map(Long),
    "picklist": TEXTS,
    "reference": st.just("0010000000000001AAA"),
    "boolean": st.booleans(),
    "int": st.integers(-(2**31), 2**31 - 1),
    "long": st.integers(-(2**63), 2**63 - 1),
    "currency": st.decimals(-(10**18), 10**18, places=18).map(lambda each: each.normalize()),
    "double": st.floats(allow_nan=False, allow_infinity=False),
    "percent": st.floats(-1e15, 1e15),
    "date": st.dates(date(1700, 1, 1), date(4000, 12, 31)),
    "datetime": st.integers(MILLISECONDS_TO[0], MILLISECONDS_TO[1]).map(
        lambda each: EPOCH + timedelta(milliseconds=each)
    ),
    "time": st.times().flatmap(
        lambda each: MILLISECONDS.map(lambda ms: each.replace(microsecond=ms))
    ),
}
DOES_NOT_FIT = {
    "boolean": "perhaps",
    "int": "12.5",
    # Spelled as REST's numbers are: the client reads them as exact decimals.
    "currency": "1E+99",
    "date": "31.12.2024",
    "datetime": "yesterday",
    "double": "0.12345678901234567891",
}
FIXED = [
    {"name": "Id", "type": "id"},
    {"name": "IsDeleted", "type": "boolean"},
]


@st.composite
def tables(draw: st.DrawFn, number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=6))
    fields = [
        {"name": f"Field{i}__c", "type": kind, "precision": 18 if kind == "currency" else 10}
        for i, kind in enumerate(kinds)
    ]
    if draw(st.booleans()):
        fields.append({"name": "Home__c", "type": "address", "soapType": "urn:address"})
    rows = []
    for position in range(draw(st.integers(0, 8))):
        short = f"a0{number}{position:012d}"
        row: dict[str, Any] = {"Id": short + check_suffix(short), "IsDeleted": draw(st.booleans())}
        for field in fields:
            kind = field["type"]
            if kind in DOES_NOT_FIT and draw(st.integers(0, 19)) == 0:
                row.setdefault("_verbatim", {})[field["name"]] = DOES_NOT_FIT[str(kind)]
            elif kind in VALUES:
                row[str(field["name"])] = draw(st.none() | VALUES[str(kind)])
        rows.append(row)
    describe = {
        "name": f"Thing{number}__c",
        "keyPrefix": f"a0{number}",
        "queryable": True,
        "fields": [*FIXED, *fields],
    }
    return describe, rows


ATTACHMENT = {
    "name": "Attachment",
    "keyPrefix": "00P",
    "queryable": True,
    "fields": [
        *FIXED,
        {"name": "Name", "type": "string"},
        {"name": "BodyLength", "type": "int"},
        {"name": "Body", "type": "base64", "soapType": "xsd:base64Binary"},
    ],
}


@st.composite
def attachments(
    draw: st.DrawFn,
) -> tuple[tuple[dict[str, Any], list[dict[str, Any]]], dict[Any, bytes]]:
    contents = draw(st.lists(st.binary(max_size=200), max_size=4))
    rows, files = [], {}
    for position, content in enumerate(contents):
        short = f"00P{position:012d}"
        record = short + check_suffix(short)
        rows.append(
            {"Id": record, "IsDeleted": False, "Name": draw(TEXTS), "BodyLength": len(content)}
        )
        files["Attachment", record, "Body"] = content
    return (ATTACHMENT, rows), files


ORGS = st.tuples(tables(1), tables(2), attachments())
DIALECTS = st.builds(
    Dialect,
    page_link=st.sampled_from(["resultUrl", "resultLink"]),
    next_link=st.sampled_from(["nextRecordsUrl", "nextRecordUrl"]),
    links_have_prefix=st.booleans(),
    has_result_pages=st.booleans(),
    result_page_records=st.integers(1, 4),
)


def _spelled_out(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(each) if isinstance(each, Long) else each for name, each in row.items()}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Each example starts a server and a backup: an hour of shrinking helps nobody.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(org=ORGS, dialect=DIALECTS, bulk_from_rows=st.sampled_from([1, 4, 1000]))
def test_the_backup_of_an_org_equals_the_org(
    rehearse: Any, org: Any, dialect: Dialect, bulk_from_rows: int
) -> None:
    build_org, serve, archives_equal = rehearse
    (*things, (table, files)) = org
    things = [(describe, [_spelled_out(row) for row in rows]) for describe, rows in things]
    with tempfile.TemporaryDirectory() as folder:
        source = build_org(Path(folder, "source"), [*things, table], files)
        with serve(source, dialect) as served:
            copy = served.back_up(Path(folder, "copy"), bulk_from_rows=bulk_from_rows, page_rows=3)

        archives_equal(source, copy)
        assert copy.manifest().complete
        assert not verify(copy).findings
