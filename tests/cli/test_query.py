from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salida.cli.formats.as_csv import neutralised
from salida.cli.formats.as_text import _as_text
from salida.practice import load_practice

if TYPE_CHECKING:
    from pathlib import Path

    from salida.archive import Archive
    from tests.cli.conftest import Salida

ACCOUNTS = "SELECT Name, AnnualRevenue, IsDeleted, CreatedDate FROM Account ORDER BY Id LIMIT 5"


def test_csv_is_what_a_program_gets(salida: Salida, practice: Archive) -> None:
    ran = salida("query", ACCOUNTS, "--archive", practice.root)

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert ran.code == 0, ran.err
    assert len(rows) == 5
    assert list(rows[0]) == ["Name", "AnnualRevenue", "IsDeleted", "CreatedDate"]
    assert rows[0]["IsDeleted"] == "false"
    assert rows[0]["CreatedDate"].endswith("Z")


def test_json_is_what_the_org_would_have_sent(salida: Salida, practice: Archive) -> None:
    ran = salida("query", ACCOUNTS, "--archive", practice.root, "--json")

    assert ran.json["totalSize"] == len(ran.json["records"]) == 5
    assert ran.json["done"] is True
    assert ran.json["records"][0]["attributes"]["type"] == "Account"


def test_parquet_keeps_the_types(salida: Salida, practice: Archive, tmp_path: Path) -> None:
    ran = salida("query", ACCOUNTS, "--archive", practice.root, "--output", tmp_path / "a.parquet")

    table: pa.Table = pq.read_table(tmp_path / "a.parquet")
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert "5 records" in ran.err
    assert table.num_rows == 5
    assert pa.types.is_boolean(table.schema.field("IsDeleted").type)
    assert pa.types.is_timestamp(table.schema.field("CreatedDate").type)


def test_a_table_is_for_people(salida: Salida, practice: Archive) -> None:
    ran = salida(
        "query", "SELECT Name FROM Account LIMIT 3", "--archive", practice.root, "--format", "table"
    )

    assert ran.out.splitlines()[0].strip() == "Name"
    assert "3 records" in ran.out


def test_a_long_table_says_what_it_leaves_out(salida: Salida, practice: Archive) -> None:
    ran = salida("query", "SELECT Id FROM Contact", "--archive", practice.root, "--format", "table")

    assert "100 of " in ran.out
    assert "--output" in ran.out


def test_a_wide_row_is_told_line_by_line(salida: Salida, practice: Archive) -> None:
    fields = "Id, OwnerId, CreatedById, LastModifiedById, Name, CreatedDate, SystemModstamp"
    soql = f"SELECT {fields} FROM Account LIMIT 1"
    ran = salida("query", soql, "--archive", practice.root, "--format", "table")

    assert "── 1" in ran.out
    assert "LastModifiedById" in ran.out


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_count_has_every_form(salida: Salida, practice: Archive, tmp_path: Path, form: str) -> None:
    outcome = practice.manifest().outcome("Product2")
    assert outcome is not None
    target = tmp_path / "answer"
    line = ["query", "SELECT COUNT() FROM Product2", "--all-rows", "--archive", practice.root]
    ran = salida(*line, "--format", form, *([] if form == "table" else ["--output", target]))

    assert ran.code == 0, ran.err
    match form:
        case "table":
            assert ran.out.strip() == str(outcome.rows)
        case "csv":
            assert target.read_text().splitlines() == ['"count"', f'"{outcome.rows}"']
        case "json":
            assert json.loads(target.read_text())["totalSize"] == outcome.rows
        case "parquet":
            assert pq.read_table(target).to_pydict() == {"count": [outcome.rows]}


@pytest.mark.parametrize(
    "soql",
    [
        pytest.param(
            "SELECT StageName, COUNT(Id) n, SUM(Amount) s, AVG(Amount) a, MAX(CloseDate) d "
            "FROM Opportunity GROUP BY StageName ORDER BY StageName",
            id="aggregate",
        ),
        pytest.param(
            "SELECT Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Id", id="children"
        ),
        pytest.param("SELECT Name FROM Account ORDER BY Id LIMIT 3 OFFSET 2", id="offset"),
    ],
)
def test_what_bulk_refuses_is_written_by_the_same_rules(
    salida: Salida, practice: Archive, soql: str
) -> None:
    rows = list(csv.DictReader(io.StringIO(salida("query", soql, "--archive", practice.root).out)))
    answer = salida("query", soql, "--archive", practice.root, "--json").json

    assert len(rows) == answer["totalSize"] > 0
    for row, record in zip(rows, answer["records"], strict=True):
        for name, text in row.items():
            value = record[name]
            if isinstance(value, int | float):
                assert Decimal(text) == pytest.approx(Decimal(str(value)))
                assert "E" not in text.upper()
            elif value is None:
                assert text == ""
            elif isinstance(value, dict):
                assert json.loads(text)["totalSize"] == value["totalSize"]
            else:
                assert text == value


def test_soft_deleted_rows_are_shown_on_request(salida: Salida, practice: Archive) -> None:
    def total(*options: str) -> int:
        line = ["query", "SELECT Id FROM Contact", "--archive", practice.root, "--json"]
        return int(salida(*line, *options).json["totalSize"])

    assert total("--all-rows") > total()


def test_the_query_may_come_from_stdin(salida: Salida, practice: Archive) -> None:
    ran = salida("query", "-", "--archive", practice.root, stdin="SELECT Id FROM Account LIMIT 1")

    assert len(ran.out.splitlines()) == 2


@pytest.fixture
def hostile(tmp_path: Path) -> Archive:
    """Return an archive whose rows try to run in a spreadsheet."""
    describe = {
        "name": "Account",
        "label": "Account",
        "keyPrefix": "001",
        "queryable": True,
        "fields": [
            {"name": "Id", "type": "id", "label": "Id", "soapType": "tns:ID"},
            {
                "name": "Name",
                "type": "string",
                "label": "Name",
                "nameField": True,
                "soapType": "xsd:string",
            },
            {
                "name": "AnnualRevenue",
                "type": "currency",
                "label": "R",
                "precision": 18,
                "scale": 2,
                "soapType": "xsd:double",
            },
        ],
        "childRelationships": [],
    }
    rows: list[dict[str, object]] = [
        {"Id": "001000000000001AAA", "Name": "=cmd|'/c calc'!A1", "AnnualRevenue": -5},
        {"Id": "001000000000002AAA", "Name": "-2+3", "AnnualRevenue": 7},
        {"Id": "001000000000003AAA", "Name": "@SUM(A1)", "AnnualRevenue": None},
        {"Id": "001000000000004AAA", "Name": "+34 600", "AnnualRevenue": 1},
        {"Id": "001000000000005AAA", "Name": "plain = text", "AnnualRevenue": 1},
    ]
    return load_practice(tmp_path / "hostile", [describe], {"Account": rows})


HOSTILE = "SELECT Name, AnnualRevenue FROM Account ORDER BY Id"


def test_csv_cannot_run_in_a_spreadsheet(salida: Salida, hostile: Archive) -> None:
    ran = salida("query", HOSTILE, "--archive", hostile.root)

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [each["Name"] for each in rows] == [
        "'=cmd|'/c calc'!A1",
        "'-2+3",
        "'@SUM(A1)",
        "'+34 600",
        "plain = text",
    ]
    assert Decimal(rows[0]["AnnualRevenue"]) == -5


def test_raw_csv_is_exactly_the_data(salida: Salida, hostile: Archive) -> None:
    ran = salida("query", HOSTILE, "--archive", hostile.root, "--raw")

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert rows[0]["Name"] == "=cmd|'/c calc'!A1"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_every_way_to_start_a_formula_is_stopped(text: str) -> None:
    assert neutralised(pa.array([text, "a" + text, ""])).to_pylist() == ["'" + text, "a" + text, ""]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Decimal("1234.50"), pa.decimal128(38, 18), "1234.5"),
        (Decimal(100), pa.decimal128(38, 18), "100"),
        (Decimal(0), pa.decimal128(38, 18), "0"),
        (Decimal("1e-18"), pa.decimal128(38, 18), "0.000000000000000001"),
        (1e22, pa.float64(), "10000000000000000000000"),
        (0.1, pa.float64(), "0.1"),
        (True, pa.bool_(), "true"),
        (None, pa.int64(), ""),
        (34_200_000_000, pa.time64("us"), "09:30:00.000Z"),
        (1_705_314_600_123_456, pa.timestamp("us", "UTC"), "2024-01-15T10:30:00.123Z"),
    ],
)
def test_values_are_written_as_salesforce_writes_them(
    value: object, kind: pa.DataType, text: str
) -> None:
    assert _as_text(pa.array([value], kind)).to_pylist() == [text]


def test_a_failed_query_leaves_the_file_of_before(
    salida: Salida, practice: Archive, tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    target.write_text("before")
    ran = salida("query", "SELECT Nme FROM Account", "--archive", practice.root, "--output", target)

    assert ran.code == 30
    assert target.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["a.csv"]


def test_an_error_points_into_the_query(salida: Salida, practice: Archive) -> None:
    ran = salida("query", "SELECT Nme FROM Account", "--archive", practice.root)

    assert ran.code == 30
    assert "No such column 'Nme'" in ran.err
    assert "ERROR at Row:1:Column:8" in ran.err


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--output", "answer.xls"], "answer.xls"),
        (["--output", "answer"], "--format"),
        (["--output", "a.csv", "--format", "table"], "screen"),
        (["--time-zone", "Mars/Olympus"], "Mars/Olympus"),
        (["--snapshot", "20200101T000000Z"], "20200101T000000Z"),
    ],
)
def test_what_cannot_be_is_explained(
    salida: Salida, practice: Archive, options: list[str], named: str
) -> None:
    ran = salida("query", "SELECT Id FROM Account", "--archive", practice.root, *options)

    assert ran.code != 0
    assert named in ran.err
    assert "hint: " in ran.err
