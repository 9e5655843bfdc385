"""`salida agreement read`: papers into terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.agreement.proposal import PaperKind
from salida.case import Case
from salida.case.reading import ReadPapers, TakenIn, take_in
from salida.cli.command import argument, command
from salida.cli.commands.agreement_show import show_terms, terms_document
from salida.cli.layout import heading, table
from salida.cli.record import record
from salida.cli.summary import finding_lines
from salida.cli.values import Folder
from salida.errors import UsageError
from salida.language import _, counted, show_date, show_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from salida.cli.face import Face

KINDS = {
    PaperKind.AMENDMENT: _("amendment"),
    PaperKind.ORDER_FORM: _("order form"),
    PaperKind.MASTER_AGREEMENT: _("master agreement"),
    PaperKind.RENEWAL_NOTICE: _("renewal notice"),
    PaperKind.INVOICE: _("invoice"),
    PaperKind.OTHER: _("not clear"),
}


@command(
    "read",
    words=_(
        "Read the papers that were signed: order forms, the master agreement, amendments, renewal "
        "notices, as PDF, DOCX, HTML or text, in English or Spanish. Each is kept in the case by "
        "its hash; its terms are proposed with page and quote, and settled with those of before. "
        "Nothing counts as confirmed until a person says so."
    ),
)
@argument(
    "files", nargs=-1, required=True, type=Folder(), metavar=_("FILE..."), words=_("The papers")
)
def agreement_read(face: Face, files: Sequence[Path]) -> None:
    """Read papers."""
    case = Case.open(face.case_folder)
    for each in files:
        if not each.is_file():
            raise UsageError(
                _("`{path}` is no file", path=each),
                hint=_("Name each paper: a PDF, .docx, HTML or text file"),
            )
    result = read(case, files)
    if face.json:
        face.document(_document(case, result))
        return
    face.show(heading(_("Papers")), papers_table(result), *finding_lines(result.findings))
    show_terms(face, case, result.terms)


def read(case: Case, files: Sequence[Path]) -> ReadPapers:
    """Take papers into the case and write it down.

    Raises:
        UsageError: if a file cannot be read.
        CaseError: if the case cannot be written.
    """
    result = take_in(case, files)
    record(
        case,
        "agreement.read",
        {
            "papers": [_paper_document(case, each) for each in result.taken],
            "terms": len(result.terms.chosen),
            "unconfirmed": len(result.terms.unconfirmed),
            "conflicts": len(result.terms.conflicts),
        },
    )
    return result


def papers_table(result: ReadPapers) -> Any:
    """Return the papers with what each is and how many terms it states."""
    rows = [
        (
            each.paper.name,
            str(KINDS[each.reading.kind]),
            "" if each.reading.paper_date is None else show_date(each.reading.paper_date),
            counted("{n} page", "{n} pages", len(each.paper.pages)),
            show_number(len(each.reading.terms)),
        )
        for each in result.taken
    ]
    columns = (
        (_("paper"), False),
        (_("kind"), False),
        (_("dated"), False),
        ("", False),
        (_("terms"), True),
    )
    return table(columns, rows)


def _paper_document(case: Case, each: TakenIn) -> dict[str, Any]:
    return {
        "name": each.paper.name,
        "sha256": each.paper.sha256,
        "path": each.path.relative_to(case.folder).as_posix(),
        "kind": each.reading.kind.value,
        "paper_date": each.reading.paper_date.isoformat() if each.reading.paper_date else None,
        "language": each.reading.language,
        "pages": len(each.paper.pages),
        "terms": len(each.reading.terms),
    }


def _document(case: Case, result: ReadPapers) -> dict[str, Any]:
    document = terms_document(case, result.terms)
    return {
        "type": "papers",
        "papers": [_paper_document(case, each) for each in result.taken],
        **document,
        "findings": [
            *(each.to_json() for each in result.findings),
            *document["findings"],
        ],
    }
