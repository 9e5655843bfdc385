"""All rules over one paper, and what comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.agreement.names import Level, term_name
from salida.agreement.proposal import AGREEMENT, PaperKind
from salida.agreement.rules.clauses import (
    data_return,
    early_termination_fee,
    governing_law,
    quoted_clauses,
)
from salida.agreement.rules.columns import Column
from salida.agreement.rules.conventions import conventions_of
from salida.agreement.rules.dates import find_dates
from salida.agreement.rules.folding import fold
from salida.agreement.rules.found import Found
from salida.agreement.rules.gathering import Gathering
from salida.agreement.rules.kinds import is_contract, kind_of
from salida.agreement.rules.labelled import read_pair
from salida.agreement.rules.order_forms import gather_order_forms
from salida.agreement.rules.part import Part
from salida.agreement.rules.parties import named_parties, notice_places
from salida.agreement.rules.phrases import any_of
from salida.agreement.rules.reading import Reading
from salida.agreement.rules.renewal import is_general, renewal_terms
from salida.agreement.rules.sheet import lines_of
from salida.agreement.rules.spoken_of import SPEAKS_OF_ORDERS, gather_spoken_of
from salida.agreement.rules.values import ORG_ID, read_value
from salida.language import _
from salida.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from salida.agreement.papers.page import Paper

_IN_INVOICES = frozenset(
    [
        "customer",
        "customer_address",
        "customer_tax_id",
        "supplier",
        "billing_contact",
        "org_id",
        "number",
        "contract_number",
        "currency",
    ]
)
_DATED = any_of(
    r"\bdated\b|last updated|(?:made|entered into)(?: as of)?(?: on)?\b",
    r"\bde fecha\b|, a \d|\bprepared (?:by|on)\b",
)


def propose(paper: Paper) -> Reading:
    """Return what the paper is and every term that the rules find in it.

    A term is HIGH only when its label and its value leave no doubt. What was in doubt, and
    what could not be read, is a finding.
    """
    lines = lines_of(paper)
    if not lines:
        return Reading(paper.name, PaperKind.OTHER, None, None, (), paper.findings)
    part = Part.of(lines, conventions_of("\n".join(line.row.text for line in lines)))
    language = part.conventions.language
    has_products = any(Column.PRODUCT in each.headers for each in part.tables)
    kind = kind_of(lines, has_products=has_products)
    if kind is PaperKind.OTHER and not is_contract(lines):
        findings = (*paper.findings, _not_a_contract(paper.name))
        return Reading(paper.name, kind, None, language, (), findings)
    gathering = Gathering(paper)
    gathering.add(AGREEMENT, _whole_agreement(part, kind))
    told = _gather_orders(gathering, part, kind)
    day = _paper_date(part)
    only = _IN_INVOICES if kind is PaperKind.INVOICE else None
    terms, doubts = gathering.terms(kind, day, doubtful=kind is PaperKind.OTHER, only=only)
    findings = (*paper.findings, *told, *doubts, *_about(paper.name, part, kind))
    return Reading(paper.name, kind, day, language, terms, findings)


def _whole_agreement(part: Part, kind: PaperKind) -> Iterator[Found]:
    """Yield the terms of the whole agreement: labels first, then the prose."""
    is_master = kind is PaperKind.MASTER_AGREEMENT
    for pair in part.labelled():
        name = pair.label.term
        if term_name(Level.AGREEMENT, name) and (is_master or not term_name(Level.ORDER, name)):
            yield from read_pair(pair, part.conventions)
    yield from _org_ids(part)
    yield from named_parties(part.prose)
    yield from quoted_clauses(part.prose)
    for sentence in part.prose:
        yield from notice_places(sentence)
        yield from data_return(sentence)
        yield from governing_law(sentence)
        if is_master or is_general(sentence):
            yield from renewal_terms(sentence)
            yield from early_termination_fee(sentence, part.conventions)


def _gather_orders(gathering: Gathering, part: Part, kind: PaperKind) -> list[Finding]:
    if kind in SPEAKS_OF_ORDERS:
        return gather_spoken_of(gathering, part, kind)
    return [] if kind is PaperKind.MASTER_AGREEMENT else gather_order_forms(gathering, part)


def _org_ids(part: Part) -> Iterator[Found]:
    """Yield every org Id, labelled or not: nothing else begins with 00D and is so long."""
    for line in part.lines:
        text = line.row.text
        for written in ORG_ID.findall(text):
            value = read_value("org_id", written, part.conventions)
            if value is not None:
                yield Found("org_id", value.value, value.sure, line.page, text, value.findings)


def _paper_date(part: Part) -> date | None:
    for pair in part.labelled():
        if pair.label.term in {"paper_date", "effective"}:
            for found in read_pair(pair, part.conventions):
                if found.value is not None:
                    day: date = found.value
                    return day
    for sentence in part.prose:
        if _DATED.search(sentence.folded):
            dates = find_dates(sentence.text, part.conventions.date_order)
            if len(dates) == 1:
                return dates[0].value
    return None


def _not_a_contract(paper: str) -> Finding:
    return Finding(
        "not_a_contract",
        _("This is no order form, agreement, amendment, renewal notice or invoice"),
        subject=paper,
        hint=_("Check that it is the right file; a term that it does state can be written by hand"),
    )


def _about(paper: str, part: Part, kind: PaperKind) -> Iterator[Finding]:
    if kind is PaperKind.OTHER:
        yield Finding(
            "paper_kind_unknown",
            _("It is not clear what kind of paper this is; nothing in it is taken as sure"),
            subject=paper,
            hint=_("Compare every value with the paper before you confirm it"),
        )
    names = ("salesforce", "sfdc")
    if not any(name in fold(line.row.text) for line in part.lines for name in names):
        yield Finding(
            "salesforce_not_named",
            _("The paper does not name Salesforce"),
            subject=paper,
            hint=_("Check that the contract is the one you are leaving"),
        )
