"""An order form: its own terms and its subscription lines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

from salida.agreement.names import Level, term_name
from salida.agreement.proposal import Scope
from salida.agreement.rules.clauses import early_termination_fee
from salida.agreement.rules.found import Found
from salida.agreement.rules.labelled import read_effective, read_pair, read_range
from salida.agreement.rules.lines import Lines, from_pairs, from_tables, stated_period
from salida.agreement.rules.orders import mentioned_contracts, sections
from salida.agreement.rules.part import Part
from salida.agreement.rules.renewal import is_general, renewal_terms
from salida.agreement.rules.stated_terms import stated_term
from salida.agreement.rules.values import read_value
from salida.language import _
from salida.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.gathering import Gathering
    from salida.agreement.rules.pairs import Pair
    from salida.agreement.rules.sheet import Sentence

_INVOICED = re.compile(
    r"\b(?:invoiced|billed|invoices? (?:are|is|will be|shall be) (?:issued|sent)|"
    r"se facturar?an?|facturad[oa]s?|facturacion sera)\b"
)


def gather_order_forms(gathering: Gathering, paper: Part) -> list[Finding]:
    """Gather the terms of each order form that the paper is; a finding where one has no number."""
    findings: list[Finding] = []
    for section in sections(paper.lines, paper.conventions):
        whole = len(section.lines) == len(paper.lines)
        part = paper if whole else Part.of(section.lines, paper.conventions)
        if section.number is not None:
            scope = Scope(str(section.number.value))
            gathering.add(scope, [section.number])
        else:
            name = _contract_of(part) or PurePath(gathering.paper.name).stem
            scope = Scope(name)
            findings.append(_no_number(gathering.paper.name, name))
        _order_form(gathering, scope, part)
    return findings


def _order_form(gathering: Gathering, scope: Scope, part: Part) -> None:
    labelled = part.labelled()
    gathering.add(scope, order_terms(labelled, part.prose, part.conventions))
    contracts = mentioned_contracts(part.prose, part.lines)
    if gathering.value(scope, "contract_number") is None and len(contracts) == 1:
        gathering.add(scope, contracts)
    currency, period = prices(gathering, scope, part)
    lines = from_tables(part.tables, part.conventions, currency=currency, period=period)
    if not lines:
        lines = from_pairs(labelled, part.conventions, currency=currency, period=period)
    add_lines(gathering, scope, lines)


def order_terms(
    labelled: Sequence[Pair], prose: Sequence[Sentence], conventions: Conventions
) -> Iterator[Found]:
    """Yield the terms of an order form from its labels and its prose."""
    for pair in labelled:
        name = pair.label.term
        if name == "term":
            yield from read_range(pair, conventions)
        elif name == "effective":
            yield from read_effective(pair, conventions)
        elif name != "number" and pair.label.which != "old" and term_name(Level.ORDER, name):
            yield from read_pair(pair, conventions)
    for sentence in prose:
        yield from stated_term(sentence, conventions)
        yield from _billing(sentence, conventions)
        if not is_general(sentence):
            yield from renewal_terms(sentence)
            yield from early_termination_fee(sentence, conventions)


def _billing(sentence: Sentence, conventions: Conventions) -> Iterator[Found]:
    """Yield how often it is invoiced, where a sentence says so."""
    match = _INVOICED.search(sentence.folded)
    if match is None:
        return
    value = read_value("billing_frequency", sentence.text[match.start() :], conventions)
    if value is not None:
        yield Found("billing_frequency", value.value, value.sure, sentence.page, sentence.text)


def prices(gathering: Gathering, scope: Scope, part: Part) -> tuple[str | None, Found | None]:
    """Return the currency and the period of prices that do not say theirs."""
    stated = gathering.value(scope, "currency")
    found = (stated_period(each.folded, each.page, each.text) for each in part.prose)
    periods = [each for each in found if each is not None]
    agree = len({each.value for each in periods}) == 1
    return (str(stated.value) if stated and stated.sure else None), periods[0] if agree else None


def add_lines(gathering: Gathering, scope: Scope, lines: Lines) -> None:
    """Gather the lines; dates that all of them share are the order form's own."""
    for name in ("start_date", "end_date"):
        own = [[each for each in found if each.name == name] for found in lines.values()]
        dates = {each.value for each in chain.from_iterable(own)}
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
    priced = [
        each
        for each in chain.from_iterable(lines.values())
        if each.name == "unit_price" and each.value
    ]
    currencies = {each.value.currency for each in priced}
    if gathering.value(scope, "currency") is None and len(currencies) == 1:
        currency = currencies.pop()
        gathering.add(scope, [replace(priced[0], name="currency", value=currency, findings=())])


def _contract_of(part: Part) -> str | None:
    """Return the contract's number, by which an order form without one of its own goes."""
    for pair in part.labelled():
        if pair.label.term == "contract_number":
            value = read_value("contract_number", pair.text, part.conventions)
            if value is not None:
                return str(value.value)
    return None


def _no_number(paper: str, name: str) -> Finding:
    return Finding(
        "order_not_numbered",
        _("The order form has no number; it is called {name}", name=name),
        subject=paper,
        hint=_("Find its number in Your Account or on an invoice, and write it"),
    )
