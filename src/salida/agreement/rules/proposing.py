"""All rules over one paper, and what comes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from salida.agreement.names import Level, term_name
from salida.agreement.proposal import AGREEMENT, PaperKind, Scope
from salida.agreement.rules.changes import changed_by_table, changed_lines, changed_order
from salida.agreement.rules.clauses import (
    data_return,
    early_termination_fee,
    governing_law,
    quoted_clauses,
)
from salida.agreement.rules.columns import Column
from salida.agreement.rules.conventions import Conventions, conventions_of
from salida.agreement.rules.dates import find_dates
from salida.agreement.rules.folding import fold
from salida.agreement.rules.found import Found
from salida.agreement.rules.gathering import Gathering
from salida.agreement.rules.kinds import is_contract, kind_of
from salida.agreement.rules.lines import Lines, from_pairs, from_tables, stated_period
from salida.agreement.rules.orders import Section, mentioned_contracts, mentioned_orders, sections
from salida.agreement.rules.pairs import Pair, pairs
from salida.agreement.rules.parties import named_parties, notice_places
from salida.agreement.rules.reading import Reading
from salida.agreement.rules.renewal import is_general, renewal_terms
from salida.agreement.rules.sheet import Line, Sentence, lines_of, sentences
from salida.agreement.rules.stated_terms import end_after, end_computed, stated_term
from salida.agreement.rules.tables import Table, find_tables
from salida.agreement.rules.values import ORG_ID, read_value
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from salida.agreement.papers.page import Paper

_NAMES_ONE_ORDER = frozenset({PaperKind.ORDER_FORM, PaperKind.OTHER})
_LISTS_ORDERS = frozenset({PaperKind.AMENDMENT, PaperKind.RENEWAL_NOTICE})
_SPEAKS_OF_ORDERS = frozenset({PaperKind.AMENDMENT, PaperKind.RENEWAL_NOTICE, PaperKind.INVOICE})

_INVOICED = re.compile(
    r"\b(?:invoiced|billed|invoices? (?:are|is|will be|shall be) (?:issued|sent)|se facturar?an?|facturad[oa]s?|facturacion sera)\b"
)

_IN_INVOICES = frozenset({"customer", "customer_address", "customer_tax_id", "supplier", "billing_contact", "org_id", "number", "contract_number", "currency"})  # fmt: skip
"""An invoice's dates and prices are those of one charge, not of the order form."""


def propose(paper: Paper) -> Reading:
    """Return what the paper is and every term that the rules find in it.

    A term is HIGH only when its label and its value leave no doubt. What was in doubt, and
    what could not be read, is a finding.
    """
    lines = lines_of(paper)
    conventions = conventions_of("\n".join(line.row.text for line in lines))
    tables = find_tables(lines)
    kind = kind_of(lines, has_products=any(Column.PRODUCT in each.headers for each in tables))
    findings = list(paper.findings)
    if not lines:
        return Reading(paper.name, PaperKind.OTHER, None, None, (), tuple(findings))
    if kind is PaperKind.OTHER and not is_contract(lines):
        findings.append(_not_a_contract(paper))
        return Reading(paper.name, kind, None, conventions.language, (), tuple(findings))
    prose = sentences(lines)
    gathering = Gathering(paper)
    gathering.add(AGREEMENT, _agreement(lines, prose, tables, conventions, kind))
    findings += _orders(gathering, paper, lines, prose, conventions, kind)
    day = _paper_date(lines, prose, conventions)
    only = _IN_INVOICES if kind is PaperKind.INVOICE else None
    terms, doubts = gathering.terms(kind, day, doubtful=kind is PaperKind.OTHER, only=only)
    findings += [*doubts, *_about_paper(paper, lines, kind)]
    return Reading(paper.name, kind, day, conventions.language, terms, tuple(findings))


def _agreement(
    lines: Sequence[Line],
    prose: Sequence[Sentence],
    tables: Sequence[Table],
    conventions: Conventions,
    kind: PaperKind,
) -> Iterator[Found]:
    """Yield the terms of the whole agreement: labels first, then the prose."""
    only_here = kind is PaperKind.MASTER_AGREEMENT
    for pair in pairs(lines, _taken(tables, kind)):
        name = pair.label.term
        if term_name(Level.AGREEMENT, name) and (only_here or not term_name(Level.ORDER, name)):
            yield from _read(pair, conventions)
    yield from _org_ids(lines, conventions)
    yield from named_parties(prose)
    yield from quoted_clauses(prose)
    for sentence in prose:
        yield from notice_places(sentence)
        yield from data_return(sentence)
        yield from governing_law(sentence)
        if only_here or is_general(sentence):
            yield from renewal_terms(sentence)
            yield from early_termination_fee(sentence, conventions)


def _orders(
    gathering: Gathering,
    paper: Paper,
    lines: Sequence[Line],
    prose: Sequence[Sentence],
    conventions: Conventions,
    kind: PaperKind,
) -> list[Finding]:
    """Gather the terms of each order form that the paper is or speaks of."""
    if kind is PaperKind.MASTER_AGREEMENT:
        return []
    if kind in _SPEAKS_OF_ORDERS:
        return _spoken_of(gathering, paper, lines, prose, conventions, kind)
    findings: list[Finding] = []
    for section in sections(lines, conventions):
        number = section.number
        if number is None:
            number, finding = _unnumbered(paper, section, conventions)
            findings.append(finding)
        _order_form(gathering, Scope(str(number.value)), section, number, conventions)
    return findings


def _order_form(
    gathering: Gathering, scope: Scope, section: Section, number: Found, conventions: Conventions
) -> None:
    tables = find_tables(section.lines)
    labelled = list(pairs(section.lines, _taken(tables)))
    prose = sentences(section.lines)
    if section.number is not None:
        gathering.add(scope, [number])
    gathering.add(scope, _order_terms(labelled, prose, conventions))
    contracts = mentioned_contracts(prose, section.lines)
    if gathering.value(scope, "contract_number") is None and len(contracts) == 1:
        gathering.add(scope, contracts)
    currency, period = _prices(gathering, scope, tables, prose)
    lines = from_tables(tables, conventions, currency=currency, period=period)
    if not lines:
        lines = from_pairs(labelled, conventions, currency=currency, period=period)
    _add_lines(gathering, scope, lines)


def _order_terms(
    labelled: Sequence[Pair], prose: Sequence[Sentence], conventions: Conventions
) -> Iterator[Found]:
    for pair in labelled:
        name = pair.label.term
        if name == "term":
            yield from _range(pair, conventions)
        elif name == "effective":
            yield from _effective(pair, conventions)
        elif name != "number" and pair.label.which != "old" and term_name(Level.ORDER, name):
            yield from _read(pair, conventions)
    for sentence in prose:
        yield from stated_term(sentence, conventions)
        yield from _billing(sentence, conventions)
        if not is_general(sentence):
            yield from renewal_terms(sentence)
            yield from early_termination_fee(sentence, conventions)


def _billing(sentence: Sentence, conventions: Conventions) -> Iterator[Found]:
    """Yield how often it is invoiced, where a sentence says so."""
    match = _INVOICED.search(sentence.folded)
    value = (
        read_value("billing_frequency", sentence.text[match.start() :], conventions)
        if match
        else None
    )
    if value is not None:
        yield Found("billing_frequency", value.value, value.sure, sentence.page, sentence.text)


def _prices(
    gathering: Gathering, scope: Scope, tables: Sequence[Table], prose: Sequence[Sentence]
) -> tuple[str | None, Found | None]:
    """Return the currency and the period of prices that do not say theirs."""
    stated = gathering.value(scope, "currency")
    periods = [
        found for each in prose if (found := stated_period(each.folded, each.page, each.text))
    ]
    agree = len({each.value for each in periods}) == 1
    return (str(stated.value) if stated and stated.sure else None), periods[0] if agree else None


def _add_lines(gathering: Gathering, scope: Scope, lines: Lines) -> None:
    """Keep the lines; dates that all of them share are the order form's own."""
    for name in ("start_date", "end_date"):
        own = [[each for each in found if each.name == name] for found in lines.values()]
        dates = {each.value for each in sum(own, [])}
        if lines and all(own) and len(dates) == 1 and gathering.value(scope, name) is None:
            gathering.add(scope, own[0])
    for number, found in lines.items():
        for each in found:
            stated = gathering.value(scope, each.name) if each.name.endswith("_date") else None
            if stated is None or stated.value != each.value:
                gathering.add(Scope(scope.order, number), [each])
    _common_currency(gathering, scope, lines)


def _common_currency(gathering: Gathering, scope: Scope, lines: Lines) -> None:
    """Where no label names the currency, it is the one that every price is in."""
    prices = [
        each
        for found in lines.values()
        for each in found
        if each.name == "unit_price" and each.value
    ]
    currencies = {each.value.currency for each in prices}
    if gathering.value(scope, "currency") is None and len(currencies) == 1:
        first = prices[0]
        gathering.add(
            scope, [replace(first, name="currency", value=first.value.currency, findings=())]
        )


def _spoken_of(
    gathering: Gathering,
    paper: Paper,
    lines: Sequence[Line],
    prose: Sequence[Sentence],
    conventions: Conventions,
    kind: PaperKind,
) -> list[Finding]:
    """Gather what an amendment, a renewal notice or an invoice says of the order forms it names."""
    tables = find_tables(lines)
    listed = list(_listed(tables, conventions)) if kind in _LISTS_ORDERS else []
    for scope, found in listed:
        gathering.add(scope, found)
    contracts = mentioned_contracts(prose, lines)
    labelled = [each for each in pairs(lines, _taken(tables, kind)) if _counts(each, kind)]
    named = _named(labelled, conventions) or mentioned_orders(prose, lines) or contracts
    if listed:
        return []
    if len(named) != 1:
        return [_which_order(paper, named)] if kind is not PaperKind.INVOICE else []
    scope = Scope(str(named[0].value))
    gathering.add(scope, [*named, *contracts])
    gathering.add(
        scope, _order_terms(labelled, () if kind is PaperKind.AMENDMENT else prose, conventions)
    )
    if kind is PaperKind.AMENDMENT:
        _amended(gathering, scope, tables, prose, conventions)
    currency, period = _prices(gathering, scope, tables, prose)
    lines_found = from_tables(tables, conventions, currency=currency, period=period)
    _add_lines(gathering, scope, _by_product(lines_found))
    return []


def _named(labelled: Sequence[Pair], conventions: Conventions) -> tuple[Found, ...]:
    """Return the order numbers that stand behind a label, each once."""
    found = (
        one for each in labelled if each.label.term == "number" for one in _read(each, conventions)
    )
    return tuple({each.value: each for each in found}.values())


def _counts(pair: Pair, kind: PaperKind) -> bool:
    """In an amendment the old value does not count; in a notice the next term's does not."""
    return pair.label.which != ("old" if kind is PaperKind.AMENDMENT else "new")


def _amended(
    gathering: Gathering,
    scope: Scope,
    tables: Sequence[Table],
    prose: Sequence[Sentence],
    conventions: Conventions,
) -> None:
    gathering.add(scope, changed_by_table(tables, conventions))
    for sentence in prose:
        gathering.add(scope, changed_order(sentence, conventions))
        for found in renewal_terms(sentence):
            if not gathering.has(scope, found.name):
                gathering.add(scope, [found])
    currency, _period = _prices(gathering, scope, tables, prose)
    for sentence in prose:
        for product, found in changed_lines(sentence, conventions, currency):
            line = Scope(scope.order, product)
            name = Found("product", product, found.sure, found.page, found.quote)
            gathering.add(line, [name, found])


def _by_product(lines: Lines) -> Lines:
    """Name lines by their product: places in an amendment are not those of the order form."""
    named: Lines = {}
    for number, found in lines.items():
        product = next((each.value for each in found if each.name == "product"), number)
        named[str(product)] = found
    return named


def _listed(
    tables: Sequence[Table], conventions: Conventions
) -> Iterator[tuple[Scope, list[Found]]]:
    """Yield the order forms that a table lists with their dates."""
    for table in tables:
        if (
            not {Column.ORDER, Column.CONTRACT} & set(table.headers)
            or Column.END not in table.headers
        ):
            continue
        for entry in table.entries:
            found = []
            for name, column in (
                ("number", Column.ORDER),
                ("contract_number", Column.CONTRACT),
                ("start_date", Column.START),
                ("end_date", Column.END),
            ):
                value = read_value(name, entry.words.get(column, ""), conventions)
                if value is not None:
                    found.append(
                        Found(
                            name, value.value, value.sure, entry.page, entry.quote, value.findings
                        )
                    )
            order = next(
                (each for each in found if each.name in {"number", "contract_number"}), None
            )
            if order is not None:
                yield Scope(str(order.value)), found


def _read(pair: Pair, conventions: Conventions) -> Iterator[Found]:
    label = pair.label
    value = read_value(label.term, pair.text, conventions, label.tail)
    if value is not None:
        sure = value.sure and pair.whole
        yield Found(label.term, value.value, sure, pair.page, pair.quote, value.findings)


def _effective(pair: Pair, conventions: Conventions) -> Iterator[Found]:
    """An order form's effective date is its start or only its signature: never sure."""
    value = read_value("start_date", pair.text, conventions)
    if value is not None:
        yield Found("start_date", value.value, False, pair.page, pair.quote, value.findings)


def _range(pair: Pair, conventions: Conventions) -> Iterator[Found]:
    """Read "Term: 1 October 2025 to 30 September 2026", or a start and a length."""
    dates = find_dates(pair.text, conventions.date_order)
    if len(dates) == 2:
        for name, each in zip(("start_date", "end_date"), dates, strict=True):
            yield Found(name, each.value, each.other is None, pair.page, pair.quote)
    elif len(dates) == 1 and dates[0].other is None:
        months = read_value("renewal_term_months", pair.text, conventions)
        yield Found("start_date", dates[0].value, True, pair.page, pair.quote)
        if months is not None and months.value:
            end = end_after(dates[0].value, months.value)
            yield Found("end_date", end, False, pair.page, pair.quote, (end_computed(end),))


def _org_ids(lines: Sequence[Line], conventions: Conventions) -> Iterator[Found]:
    """Yield every org Id, labelled or not: nothing else begins with 00D and is so long."""
    for line in lines:
        for written in ORG_ID.findall(line.row.text):
            value = read_value("org_id", written, conventions)
            if value is not None:
                yield Found(
                    "org_id", value.value, value.sure, line.page, line.row.text, value.findings
                )


def _paper_date(
    lines: Sequence[Line], prose: Sequence[Sentence], conventions: Conventions
) -> date | None:
    for pair in pairs(lines):
        if pair.label.term in {"paper_date", "effective"}:
            value = read_value("paper_date", pair.text, conventions)
            if value is not None and value.value is not None:
                day: date = value.value
                return day
    for sentence in prose:
        if any(
            word in sentence.folded
            for word in ("dated", "de fecha", "last updated", "made on", "entered into", ", a ")
        ):
            dates = find_dates(sentence.text, conventions.date_order)
            if len(dates) == 1:
                return dates[0].value
    return None


def _taken(tables: Iterable[Table], kind: PaperKind = PaperKind.ORDER_FORM) -> frozenset[int]:
    """Return the lines in which a label heads a column. One order form's dates may look the same."""
    lists = kind in _LISTS_ORDERS
    return frozenset(
        index
        for each in tables
        if lists or Column.PRODUCT in each.headers
        for index in range(each.first, each.last + 1)
    )


def _unnumbered(paper: Paper, section: Section, conventions: Conventions) -> tuple[Found, Finding]:
    """Return what an order form without a number is called: its contract, else its file."""
    for pair in pairs(section.lines):
        if pair.label.term == "contract_number":
            value = read_value("contract_number", pair.text, conventions)
            if value is not None:
                found = Found("number", value.value, False, pair.page, pair.quote)
                return found, _no_number(paper, str(value.value))
    name = PurePath(paper.name).stem
    return Found("number", name, False, 1, ""), _no_number(paper, name)


def _no_number(paper: Paper, name: str) -> Finding:
    return Finding(
        "order_not_numbered",
        _("The order form has no number; it is called {name}", name=name),
        subject=paper.name,
        hint=_("Find its number in Your Account or on an invoice, and write it"),
    )


def _which_order(paper: Paper, named: Sequence[Found]) -> Finding:
    if named:
        numbers = ", ".join(str(each.value) for each in named)
        message = _(
            "The paper names several order forms, so what it sets belongs to none: {numbers}",
            numbers=numbers,
        )
    else:
        message = _("The paper does not name the order form that it is about")
    hint = _("Write its terms under the right order form yourself")
    return Finding("order_not_named", message, subject=paper.name, hint=hint)


def _not_a_contract(paper: Paper) -> Finding:
    return Finding(
        "not_a_contract",
        _(
            "This is no order form, agreement, amendment, renewal notice or invoice; no term was taken from it"
        ),
        subject=paper.name,
        hint=_("Check that it is the right file; a term that it does state can be written by hand"),
    )


def _about_paper(paper: Paper, lines: Sequence[Line], kind: PaperKind) -> Iterator[Finding]:
    if kind is PaperKind.OTHER:
        yield Finding(
            "paper_kind_unknown",
            _("It is not clear what kind of paper this is; nothing in it is taken as sure"),
            subject=paper.name,
            hint=_("Compare every value with the paper before you confirm it"),
        )
    if not any(
        "salesforce" in fold(line.row.text) or "sfdc" in fold(line.row.text) for line in lines
    ):
        yield Finding(
            "salesforce_not_named",
            _("The paper does not name Salesforce"),
            Severity.WARNING,
            paper.name,
            _("Check that the contract is the one you are leaving"),
        )
