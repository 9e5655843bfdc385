from __future__ import annotations

from datetime import date

import pytest

from salida.language import _, speak
from salida.model.finding import Finding, Severity
from salida.model.gap import Gap, GapReason, gap_from_json
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term


@pytest.mark.parametrize("reason", list(GapReason))
@pytest.mark.parametrize("rows", [None, 0, 12])
def test_a_gap_survives_the_manifest(reason: GapReason, rows: int | None) -> None:
    gap = Gap("Account", reason, detail="INVALID_TYPE", rows=rows)

    assert gap_from_json(gap.to_json()) == gap


def test_an_unknown_gap_reason_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(ValueError, match="lost_in_space"):
        gap_from_json({"subject": "Account", "reason": "lost_in_space"})


def test_a_finding_is_told_in_the_language_of_the_reader() -> None:
    finding = Finding("x", _("Update Salida"), Severity.NOTE, hint=_("Update Salida"))

    with speak("en"):
        english = finding.to_json()
    with speak("es"):
        spanish = finding.to_json()

    assert english["message"] == english["hint"] == "Update Salida"
    assert spanish["message"] != english["message"]
    assert spanish["severity"] == "note"


@pytest.mark.parametrize("confidence", list(Confidence))
def test_only_what_a_person_confirmed_is_binding(confidence: Confidence) -> None:
    term = Term("end_date", date(2026, 12, 31), Provenance("paper", confidence, page=2))

    assert term.binding is (confidence is Confidence.CONFIRMED)
    assert term.provenance.to_json()["page"] == 2
