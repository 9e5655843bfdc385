"""agreement read, show, confirm, set; dates, scenarios, claims."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from salida.journal import Journal

if TYPE_CHECKING:
    from tests.cli.conftest import Papers, Salida

PROGRAM = Path(sys.executable).with_name("salida")


def entries(case: Path, action: str) -> list[Any]:
    with Journal.open(case / "journal.sqlite") as journal:
        return [each for each in journal.entries() if each.action == action]


def terms(ran: Any) -> dict[tuple[str | None, str | None, str], dict[str, Any]]:
    return {(each["order"], each["line"], each["name"]): each for each in ran.json["terms"]}


def test_terms_are_read_with_page_and_quote(salida: Salida, papers: Papers, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    ran = salida("-C", tmp_path / "acme", "agreement", "read", *papers(), "--json")

    assert ran.code == 0, ran.err
    found = terms(ran)
    notice = found["Q-0004711", None, "notice_days"]
    assert notice["value"] == "60"
    assert notice["document"] == "order-form.pdf"
    assert notice["page"] == 1
    assert "60 days" in notice["quote"]
    assert notice["confidence"] != "confirmed"
    assert found["Q-0004711", "1", "unit_price"]["value"] == "150.00 EUR"
    assert found[None, None, "notice_days"]["value"] == "30"
    assert ran.json["unconfirmed"] == len(found)


def test_papers_are_kept_by_their_hash(salida: Salida, signed: Path, papers: Papers) -> None:
    kept = sorted(each.name for each in (signed / "documents/papers").glob("*.pdf"))
    assert {each.split("-", 1)[1] for each in kept} == {"master-agreement.pdf", "order-form.pdf"}

    (told,) = (each.data["papers"] for each in entries(signed, "agreement.read"))
    assert {each["kind"] for each in told} == {"order_form", "master_agreement"}
    assert all((signed / each["path"]).is_file() for each in told)

    salida("-C", signed, "agreement", "read", *papers())
    assert sorted(each.name for each in (signed / "documents/papers").glob("*.pdf")) == kept


def test_reading_again_keeps_what_a_person_confirmed(
    salida: Salida, confirmed: Path, papers: Papers
) -> None:
    salida("-C", confirmed, "agreement", "set", "--order", "Q-0004711", "notice_days", "90")
    ran = salida("-C", confirmed, "agreement", "read", *papers(), "--json")

    found = terms(ran)
    assert found["Q-0004711", None, "notice_days"]["value"] == "90"
    assert ran.json["unconfirmed"] == 0
    assert "papers_disagree" in {each["code"] for each in ran.json["findings"]}


def test_a_conflict_stays_visible_until_it_is_settled(salida: Salida, confirmed: Path) -> None:
    salida("-C", confirmed, "agreement", "set", "org_id", "00D2E000000AAAAUA4")

    ran = salida("-C", confirmed, "agreement", "show")
    assert "00D2E000000AAAAUA4" in ran.out
    assert "order-form.pdf, p. 1 says" in ran.out


def test_the_file_is_edited_by_hand(salida: Salida, signed: Path) -> None:
    file = signed / "agreement.toml"
    text = file.read_text()
    marked = text.replace("[order.Q-0004711.notice_days]", "# ours\n[order.Q-0004711.notice_days]")
    assert marked != text
    file.write_text(marked)

    assert salida("-C", signed, "agreement", "confirm", "notice_days").code == 0
    after = file.read_text()
    assert "# ours" in after
    found = terms(salida("-C", signed, "agreement", "show", "--json"))
    assert found["Q-0004711", None, "notice_days"]["confidence"] == "confirmed"
    assert found["Q-0004711", None, "end_date"]["confidence"] == "high"


def test_broken_toml_is_explained(salida: Salida, signed: Path) -> None:
    (signed / "agreement.toml").write_text("[agreement\n")
    ran = salida("-C", signed, "agreement", "show", "--json")

    assert ran.code == 2
    assert "agreement.toml" in ran.error["message"]


def test_confirming_is_journaled_with_what_was_confirmed(salida: Salida, signed: Path) -> None:
    ran = salida("-C", signed, "agreement", "confirm", "--all", "--json")

    assert ran.json["unconfirmed"] == 0
    (entry,) = entries(signed, "agreement.confirmed")
    assert entry.data["asked"] is False
    assert {"notice_days", "end_date"} <= {each["name"] for each in entry.data["terms"]}


def test_without_a_terminal_nothing_is_confirmed_by_itself(salida: Salida, signed: Path) -> None:
    ran = salida("-C", signed, "agreement", "confirm", "--json")

    assert ran.code == 2
    assert "--all" in ran.error["hint"]
    assert entries(signed, "agreement.confirmed") == []


def test_a_slip_in_a_name_is_pointed_at(salida: Salida, signed: Path) -> None:
    ran = salida("-C", signed, "agreement", "confirm", "notice_day", "--json")

    assert ran.code == 2
    assert "notice_days" in ran.error["hint"]


@pytest.mark.skipif(os.name != "posix", reason="terminals are made otherwise there")
def test_on_a_terminal_each_term_is_asked_for(signed: Path, environment: None) -> None:  # noqa: ARG001 - wanted for its effect
    """Yes, no, a value that does not fit and one that does, then stop."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "-C", signed, "agreement", "confirm", "--order", "Q-0004711"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    os.write(ours, b"y\nn\ne\nEURO\xc2\xa3\n\nq\n")
    out, err = process.communicate(timeout=60)
    os.close(ours)

    assert process.returncode == 0, err
    assert "order-form.pdf, p. 1" in out
    assert "“" in out
    (entry,) = entries(signed, "agreement.confirmed")
    assert entry.data["asked"] is True
    assert len(entry.data["terms"]) >= 1


def test_a_value_of_ones_own_is_confirmed(salida: Salida, signed: Path) -> None:
    ran = salida(
        *("-C", signed, "agreement", "set", "--order", "Q-0004711", "--line", "1"),
        *("unit_price", "120.50 EUR", "--json"),
    )

    assert ran.code == 0, ran.err
    assert (ran.json["value"], ran.json["confidence"]) == ("120.50 EUR", "confirmed")
    (entry,) = entries(signed, "agreement.set")
    assert (entry.data["before"], entry.data["value"]) == ("150.00 EUR", "120.50 EUR")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("notice_days", "soon"), "whole number"),
        (("end_date", "2027-03-31"), "end_date"),
        (("--line", "1", "quantity", "5"), "--order"),
        (("--order", "Q-1", "end_date", "03/04/2026"), "YYYY-MM-DD"),
        (("--order", "Q-1", "--line", "1", "--", "quantity", "-5"), "negative"),
        (("--order", "Q-1", "--line", "1", "unit_price", "5 XYZ"), "ISO 4217"),
    ],
)
def test_a_value_that_does_not_fit_is_explained(
    salida: Salida, signed: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = (signed / "agreement.toml").read_bytes()
    ran = salida("--json", "-C", signed, "agreement", "set", *arguments)

    assert ran.code == 2
    assert said in f"{ran.error['message']} {ran.error['hint']}"
    assert (signed / "agreement.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.pdf", b"%PDF-1.7 cut", 0), ("a.xlsx", b"PK", 2), ("a.txt", b"A recipe for soup.", 0)],
)
def test_what_is_no_paper_gives_a_finding_never_a_traceback(
    salida: Salida, tmp_path: Path, name: str, content: bytes, code: int
) -> None:
    salida("init", tmp_path / "acme")
    (tmp_path / name).write_bytes(content)
    ran = salida("-C", tmp_path / "acme", "agreement", "read", tmp_path / name, "--json")

    assert ran.code == code
    assert "Traceback" not in ran.err
    if code == 0:
        assert ran.json["findings"]
        assert ran.json["terms"] == []


def test_only_confirmed_terms_make_dates_binding(salida: Salida, signed: Path) -> None:
    before = {each["code"]: each for each in salida("-C", signed, "dates", "--json").json["dates"]}
    salida("-C", signed, "agreement", "confirm", "--all")
    after = {each["code"]: each for each in salida("-C", signed, "dates", "--json").json["dates"]}

    assert before["notice_deadline"]["binding"] is False
    assert after["notice_deadline"]["binding"] is True
    assert after["renewal_window_opens"]["binding"] is False
    end = date.fromisoformat(after["term_end"]["day"])
    assert date.fromisoformat(after["notice_deadline"]["day"]) == end - timedelta(days=60)


def test_every_date_explains_itself(salida: Salida, confirmed: Path) -> None:
    out = salida("-C", confirmed, "dates", "--explain", "--lang", "es").out

    assert "notice_days = 60  order-form.pdf, pág. 1" in out
    assert "60 días" in out


def test_a_missed_deadline_is_said_plainly(salida: Salida, papers: Papers, tmp_path: Path) -> None:
    salida("init", tmp_path / "late")
    soon = datetime.now(UTC).date() + timedelta(days=20)
    salida("-C", tmp_path / "late", "agreement", "read", *papers(end=soon))
    salida("-C", tmp_path / "late", "agreement", "confirm", "--all")
    out = salida("-C", tmp_path / "late", "dates").out

    assert "Missed" in out
    assert "Send the notice all the same" in out


def test_a_second_calendar_moves_events_and_adds_none(salida: Salida, confirmed: Path) -> None:
    file = confirmed / "exit.ics"
    calendars = []
    for _turn in range(2):
        assert salida("-C", confirmed, "dates", "--ics", file).code == 0
        calendars.append(Calendar.from_ical(file.read_bytes()))
    first, second = ({str(each["UID"]): each for each in one.walk("VEVENT")} for one in calendars)

    assert first.keys() == second.keys()
    assert {each["SEQUENCE"] for each in first.values()} == {0}
    assert {each["SEQUENCE"] for each in second.values()} == {1}


def test_a_region_without_holidays_is_explained(salida: Salida, confirmed: Path) -> None:
    ran = salida("-C", confirmed, "dates", "--region", "ES-ZZ", "--json")

    assert ran.code == 2
    assert "ES-ZZ" in ran.error["message"]


def test_lines_of_scenarios_sum_to_their_totals(salida: Salida, confirmed: Path) -> None:
    found = salida("-C", confirmed, "scenarios", "--json").json["scenarios"]

    assert {"renew_7", "leave_at_end", "guide_refund"} <= {each["code"] for each in found}
    for each in found:
        total, currency = each["total"].split()
        lines = [line["amount"].split() for line in each["lines"]]
        assert {line[1] for line in lines} == {currency}
        assert sum(Decimal(line[0]) for line in lines) == Decimal(total)
    refund = next(each for each in found if each["code"] == "guide_refund")
    assert refund["confidence"] == "unverified"


def test_scenarios_as_csv_are_read_by_any_program(salida: Salida, confirmed: Path) -> None:
    ran = salida("-C", confirmed, "scenarios", "--format", "csv", "--uplift", "3.5", "--keep", "50")
    rows = list(csv.DictReader(io.StringIO(ran.out)))

    assert "renew_3.5" in {each["scenario"] for each in rows}
    leaving = [each for each in rows if each["scenario"] == "leave_at_end"]
    assert sum(Decimal(each["amount"]) for each in leaving) == Decimal(leaving[0]["total"])


@pytest.mark.parametrize("wrong", [("--uplift", "-1"), ("--keep", "101"), ("--uplift", "much")])
def test_a_percentage_that_cannot_be_is_explained(
    salida: Salida, confirmed: Path, wrong: tuple[str, str]
) -> None:
    assert salida("-C", confirmed, "scenarios", *wrong, "--json").error["code"] == "usage"


def test_the_chart_can_be_read_without_seeing_it(salida: Salida, confirmed: Path) -> None:
    file = confirmed / "chart.svg"
    assert salida("-C", confirmed, "scenarios", "--chart", file, "--lang", "es").code == 0

    picture = ET.parse(file).getroot()  # noqa: S314 - written by this very test
    names = {"svg": "http://www.w3.org/2000/svg"}
    assert picture.get("role") == "img"
    told = picture.findtext("svg:desc", namespaces=names) or ""
    found = salida("-C", confirmed, "scenarios", "--lang", "es", "--json").json["scenarios"]
    assert all(each["title"] in told for each in found)
    bars = [each for each in picture.iter("{http://www.w3.org/2000/svg}rect") if each.get("stroke")]
    assert len(bars) == len(found)


def test_claims_are_shown_with_what_was_found(salida: Salida) -> None:
    assert "«" in salida("claims").out
    found = salida("claims", "--verdict", "unverified", "--json").json["claims"]
    assert {each["verdict"] for each in found} == {"unverified"}
    rows = list(csv.DictReader(io.StringIO(salida("claims", "--csv").out)))
    assert len(rows) == len(salida("claims", "--json").json["claims"])


def test_json_output_is_one_document(salida: Salida, confirmed: Path) -> None:
    for arguments in (("agreement", "show"), ("dates",), ("scenarios",), ("status",)):
        ran = salida("-C", confirmed, *arguments, "--json")
        assert json.loads(ran.out)["type"]
