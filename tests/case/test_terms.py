"""Terms of a case: what a person confirmed stays, whatever is read later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from salida.agreement.proposal import AGREEMENT, PaperKind, ProposedTerm, Scope
from salida.case.confirming import confirm, matching, own_value, replaced
from salida.case.files import keep_by_hash, own_name, sha256_of
from salida.case.terms import merge
from salida.errors import UsageError
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from pathlib import Path


def read(value: int, *, paper: str = "a", name: str = "notice_days") -> ProposedTerm:
    provenance = Provenance(
        "paper", Confidence.HIGH, document=f"{paper}.pdf", page=1, quote="...", sha256=paper * 64
    )
    return ProposedTerm(AGREEMENT, Term(name, value, provenance), PaperKind.MASTER_AGREEMENT)


def test_what_a_person_confirmed_stays() -> None:
    settled = merge([confirm(read(30))], [read(60)])

    assert [each.term.value for each in settled.chosen] == [30]
    assert [each.code for each in settled.findings] == ["papers_disagree"]


def test_a_paper_that_is_read_again_replaces_only_what_it_said_itself() -> None:
    before = [read(30), read(12, paper="b", name="renewal_term_months")]
    settled = merge(before, [read(60)])

    assert {each.term.name: each.term.value for each in settled.chosen} == {
        "notice_days": 60,
        "renewal_term_months": 12,
    }
    assert settled.findings == ()


def test_confirming_keeps_page_and_quote() -> None:
    before = read(30)
    after = confirm(before)

    assert after.term.binding
    assert after.term.provenance.quote == before.term.provenance.quote
    assert (after.paper, after.scope) == (before.paper, before.scope)


def test_a_value_takes_the_place_of_the_one_that_was_read() -> None:
    mine = own_value(AGREEMENT, "notice_days", "45")
    new = own_value(Scope("Q-1"), "end_date", "2026-09-30")

    assert replaced([read(30)], [mine, new]) == (mine, new)


def test_terms_are_found_by_name_order_and_line() -> None:
    lines = [own_value(Scope("Q-1", line), "quantity", line) for line in ("1", "2")]
    terms = [read(30), *lines]

    assert matching(terms, [], order="Q-1", line="2") == (lines[1],)
    assert matching(terms, ["notice_days"], order=None, line=None) == (terms[0],)
    with pytest.raises(UsageError, match="quantty"):
        matching(terms, ["quantty"], order=None, line=None)
    with pytest.raises(UsageError):
        matching(terms, [], order="Q-9", line=None)


@pytest.mark.parametrize(
    "name", ["contrato marco.pdf", "../../etc/passwd", "ñ" * 300 + ".pdf", "..", "a\nb.docx"]
)
def test_a_file_is_kept_once_under_a_name_that_every_disk_takes(tmp_path: Path, name: str) -> None:
    kept = keep_by_hash(tmp_path / "papers", b"content", name)
    again = keep_by_hash(tmp_path / "papers", b"content", "another name.pdf")

    assert kept == again
    assert kept.parent == tmp_path / "papers"
    assert len(kept.name.encode()) <= 255
    assert own_name(kept)
    assert sha256_of(kept) is not None
    assert kept.read_bytes() == b"content"


def test_a_kept_file_that_was_changed_is_kept_anew(tmp_path: Path) -> None:
    kept = keep_by_hash(tmp_path, b"content", "a.pdf")
    kept.write_bytes(b"something else")

    assert keep_by_hash(tmp_path, b"content", "a.pdf").read_bytes() == b"content"
