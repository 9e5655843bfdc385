"""The terms of an agreement on a screen: each with its value, how sure it is, and its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.agreement.names import term_name
from salida.agreement.proposal import Scope
from salida.agreement.values import show_value
from salida.cli.layout import BAD, DOUBTFUL, GOOD, QUIET, heading, table
from salida.cli.visible import visible
from salida.language import Text, _, show_date, show_decimal
from salida.model.agreement import BillingFrequency, PricePeriod, RenewalType
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType

    from salida.agreement.proposal import ProposedTerm
    from salida.model.provenance import Provenance

CONFIDENCE = {
    Confidence.CONFIRMED: _("confirmed"),
    Confidence.HIGH: _("read, sure"),
    Confidence.LOW: _("read, unsure"),
    Confidence.UNVERIFIED: _("unverified"),
}
_STYLES = {
    Confidence.CONFIRMED: GOOD,
    Confidence.HIGH: DOUBTFUL,
    Confidence.LOW: DOUBTFUL,
    Confidence.UNVERIFIED: BAD,
}
_WORDS: dict[Enum, Text] = {
    RenewalType.AUTOMATIC: _("automatic"),
    RenewalType.MANUAL: _("manual"),
    PricePeriod.MONTH: _("month"),
    PricePeriod.YEAR: _("year"),
    PricePeriod.TERM: _("whole term"),
    BillingFrequency.MONTHLY: _("monthly"),
    BillingFrequency.QUARTERLY: _("quarterly"),
    BillingFrequency.SEMIANNUAL: _("every six months"),
    BillingFrequency.ANNUAL: _("annual"),
    BillingFrequency.UPFRONT: _("once, in advance"),
}
_WEAKEST = (Confidence.UNVERIFIED, Confidence.LOW, Confidence.HIGH, Confidence.CONFIRMED)


def label(each: ProposedTerm) -> str:
    """Return the term's name in the reader's words."""
    known = term_name(each.scope.level, each.term.name)
    return each.term.name if known is None else str(known.label)


def value_words(value: object) -> str:
    """Return a term's value as a reader wants it."""
    match value:
        case bool():
            return str(_("yes") if value else _("no"))
        case Enum():
            return str(_WORDS.get(value, str(value.value)))
        case date():
            return show_date(value)
        case Decimal():
            return show_decimal(value)
    return str(value)


def place(provenance: Provenance) -> str:
    """Return where a value was read: `MSA.pdf, p. 7`."""
    if provenance.document is None:
        return str(_("a person") if provenance.source == "person" else provenance.source)
    if provenance.page is None:
        return provenance.document
    return str(_("{paper}, p. {page}", paper=provenance.document, page=provenance.page))


def sureness(confidence: Confidence, words: Mapping[Confidence, Text] | None = None) -> Styled:
    """Return how sure a value is, so that what nobody confirmed stands out."""
    mark = "✓ " if confidence is Confidence.CONFIRMED else "? "
    return Styled(f"{mark}{(words or CONFIDENCE)[confidence]}", style=_STYLES[confidence])


def terms_lines(terms: Iterable[ProposedTerm], *, quotes: bool = False) -> Iterator[RenderableType]:
    """Yield the terms, the agreement's own first, then each order form with its lines."""
    groups: dict[Scope, list[ProposedTerm]] = {}
    for each in terms:
        groups.setdefault(each.scope, []).append(each)
    for order in sorted({scope.order for scope in groups}):
        yield ""
        yield heading(_("Order form {number}", number=order) if order else _("Agreement"))
        own = groups.get(Scope(order), [])
        if own:
            yield _terms_table(own)
        lines = {
            scope.line: groups[scope]
            for scope in sorted(groups)
            if scope.line and scope.order == order
        }
        if lines:
            yield ""
            yield _lines_table(lines)
        if quotes:
            yield from _quotes([*own, *(each for line in lines.values() for each in line)])


def _terms_table(terms: Iterable[ProposedTerm]) -> RenderableType:
    rows = [
        (
            label(each),
            value_words(each.term.value),
            sureness(each.term.provenance.confidence),
            place(each.term.provenance),
        )
        for each in terms
    ]
    columns = (
        (_("term"), False),
        (_("value"), False),
        (_("how sure"), False),
        (_("where"), False),
    )
    return table(columns, rows)


def _lines_table(lines: dict[str, list[ProposedTerm]]) -> RenderableType:
    """One row a line: what it is, how many, at which price, and the least sure of it all."""
    columns = (
        (_("line"), False),
        (_("product"), False),
        (_("quantity"), True),
        (_("unit price"), True),
        (_("per"), False),
        (_("how sure"), False),
    )
    return table(columns, [_line_row(number, terms) for number, terms in lines.items()])


def _line_row(number: str, terms: list[ProposedTerm]) -> tuple[object, ...]:
    values = {each.term.name: value_words(each.term.value) for each in terms}
    weakest = min((each.term.provenance.confidence for each in terms), key=_WEAKEST.index)
    return (
        number,
        *(values.get(name, "?") for name in ("product", "quantity", "unit_price", "price_period")),
        sureness(weakest),
    )


def _quotes(terms: Iterable[ProposedTerm]) -> Iterator[RenderableType]:
    for each in terms:
        if each.term.provenance.quote:
            line = Styled("  ")
            line.append(label(each), style="bold")
            line.append(f"  “{visible(each.term.provenance.quote)}”", style=QUIET)
            yield line


def term_document(each: ProposedTerm) -> dict[str, Any]:
    """Return a term as JSON."""
    return {
        "order": each.scope.order or None,
        "line": each.scope.line or None,
        "name": each.term.name,
        "value": show_value(each.term.value),
        "paper": each.paper.value,
        "paper_date": each.paper_date.isoformat() if each.paper_date else None,
        **each.term.provenance.to_json(),
    }
