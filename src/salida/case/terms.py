"""The terms of a case: `agreement.toml`, and the readings of its papers beside it.

agreement.toml                    what counts: one value for each term; made to be edited
documents/papers/<hash>-<name>    each paper, as it was taken in
documents/papers/<hash>.toml      what that paper says, so that conflicts stay visible
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.checks import check
from salida.agreement.file import FILE_NAME, read_terms, write_terms
from salida.agreement.settle import Settlement, settle
from salida.case.files import write_whole
from salida.errors import CaseError
from salida.language import _
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from salida.agreement.proposal import ProposedTerm, Scope
    from salida.case.folder import Case
    from salida.model.agreement import Agreement
    from salida.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a case, and everything that is wrong with them."""

    chosen: tuple[ProposedTerm, ...]
    agreement: Agreement
    unreadable: tuple[Finding, ...] = ()
    """What `agreement.toml` says and cannot be read."""

    conflicts: tuple[Finding, ...] = ()
    """Where papers, or a paper and a person, disagree."""

    defects: tuple[Finding, ...] = ()
    """What is missing or contradictory in what counts."""

    @property
    def unconfirmed(self) -> tuple[ProposedTerm, ...]:
        """The terms that no person has confirmed."""
        return tuple(each for each in self.chosen if not each.term.binding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, what cannot be read first."""
        return (*self.unreadable, *self.defects, *self.conflicts)

    def find(self, scope: Scope, name: str) -> ProposedTerm | None:
        """Return the term of that name there, if there is one."""
        for each in self.chosen:
            if each.scope == scope and each.term.name == name:
                return each
        return None


def terms_path(case: Case) -> Path:
    """Where the terms are written."""
    return case.folder / FILE_NAME


def papers_path(case: Case) -> Path:
    """Where the papers are kept."""
    return case.documents_path / "papers"


def load_terms(case: Case) -> Terms:
    """Return the terms of a case; none when no paper was read and nothing written.

    Raises:
        UsageError: if `agreement.toml` is not TOML.
        CaseError: if it cannot be read.
    """
    written, unreadable = read_terms(_text(terms_path(case)))
    # What counts is what the file says: a person may have chosen against precedence.
    settled = settle(written)
    return Terms(
        chosen=settled.chosen,
        agreement=settled.agreement,
        unreadable=unreadable,
        conflicts=_conflicts(written, _readings(case)),
        defects=check(settled.agreement) if settled.chosen else (),
    )


def save_terms(case: Case, terms: Iterable[ProposedTerm]) -> None:
    """Write the terms that count; comments and order of the file stay.

    Raises:
        CaseError: if the file cannot be written.
    """
    path = terms_path(case)
    write_whole(path, write_terms(terms, _text(path)).encode())


def keep_reading(case: Case, sha256: str, terms: Iterable[ProposedTerm]) -> None:
    """Keep what one paper says beside it.

    Raises:
        CaseError: if it cannot be written.
    """
    write_whole(papers_path(case) / f"{sha256}.toml", write_terms(terms).encode())


def merge(before: Iterable[ProposedTerm], found: Iterable[ProposedTerm]) -> Settlement:
    """Return what counts once papers were read: what a person confirmed stays.

    Terms of a paper that is read again take the place of what it said before.
    """
    found = tuple(found)
    again = {each.term.provenance.sha256 for each in found}
    kept = (
        each
        for each in before
        if each.term.provenance.confidence is Confidence.CONFIRMED
        or each.term.provenance.sha256 is None
        or each.term.provenance.sha256 not in again
    )
    return settle((*kept, *found))


def _conflicts(
    written: tuple[ProposedTerm, ...], readings: Iterable[ProposedTerm]
) -> tuple[Finding, ...]:
    """Return the disagreements about terms that count; a term that a person removed is no matter."""
    places = {(each.scope, each.term.name) for each in written}
    known = (each for each in readings if (each.scope, each.term.name) in places)
    return settle((*written, *known)).findings


def _readings(case: Case) -> Iterable[ProposedTerm]:
    for path in sorted(papers_path(case).glob("*.toml")):
        terms, _findings = read_terms(_text(path))
        yield from terms


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(
            _("Cannot read `{path}`: {reason}", path=path, reason=str(error)),
            hint=_("Check the disk and the permissions of the case folder"),
        ) from error
