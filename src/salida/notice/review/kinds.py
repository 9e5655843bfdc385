"""What only one kind of notice needs: a reduction, a termination, a Data Act switch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from salida.language import _
from salida.notice.notice import Ask, NoticeKind
from salida.notice.review.facts import error, note, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.finding import Finding
    from salida.notice.notice import CoveredLine
    from salida.notice.review.facts import Reviewed

_DATA_ACT_APPLIES_FROM = date(2025, 9, 12)
"""Article 50 of Regulation (EU) 2023/2854."""


def kinds(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield what the kind of the notice asks for and the notice has not."""
    match reviewed.notice.kind:
        case NoticeKind.REDUCTION:
            yield from _reduction(reviewed)
        case NoticeKind.TERMINATION:
            yield from _termination(reviewed)
        case NoticeKind.DATA_ACT_SWITCH:
            yield from _data_act(reviewed)
        case NoticeKind.NON_RENEWAL:
            pass
    if reviewed.notice.kind is not NoticeKind.REDUCTION:
        for number, line in _all_lines(reviewed):
            if line.renew is not None:
                yield error(
                    "renewed_in_full_notice",
                    _(
                        "The letter ends everything, yet {n} of {product} are to be renewed",
                        n=line.renew,
                        product=line.product,
                    ),
                    _("Draft a reduction, or take the quantity away"),
                    f"{number}/{line.line}",
                )


def _all_lines(reviewed: Reviewed) -> Iterator[tuple[str, CoveredLine]]:
    for order in reviewed.notice.orders:
        for line in order.lines:
            yield order.number, line


def _reduction(reviewed: Reviewed) -> Iterator[Finding]:
    lines = tuple(_all_lines(reviewed))
    for number, line in lines:
        if line.renew is None:
            continue
        if line.renew <= 0 or (line.quantity is not None and line.renew > line.quantity):
            bought = _("an unknown quantity") if line.quantity is None else line.quantity
            yield error(
                "renewed_impossible",
                _(
                    "{n} of {product} cannot be renewed out of {quantity}",
                    n=line.renew,
                    product=line.product,
                    quantity=bought,
                ),
                _("Write a quantity above zero and not above the present one"),
                f"{number}/{line.line}",
            )
    if all(line.renew is None for _number, line in lines):
        yield error(
            "nothing_renewed",
            _("The letter is a reduction and renews nothing"),
            _("State the quantities to renew, or draft a non-renewal"),
        )
    elif all(line.renew is not None and line.renew == line.quantity for _number, line in lines):
        yield error(
            "nothing_reduced",
            _("The letter is a reduction and reduces nothing"),
            _("State smaller quantities"),
        )
    yield warning(
        "reduction_reprices",
        _("A smaller renewal may be priced anew, without the present discount"),
        _("Compare `salida scenarios` at list price, and ask for the price in writing first"),
    )


def _termination(reviewed: Reviewed) -> Iterator[Finding]:
    notice, agreement = reviewed.notice, reviewed.agreement
    if not notice.clause.strip():
        yield error(
            "clause_missing",
            _("A termination for cause must cite the clause that it rests on"),
            _("Find it in the master agreement under termination, and have a lawyer read it"),
        )
    if agreement.termination is None:
        yield warning(
            "termination_not_read",
            _("No paper that was read has a termination clause"),
            _("Read the master agreement, so that the letter cites what was signed"),
        )
    if Ask.PREPAID_REFUND in notice.asks and agreement.refund is None:
        yield warning(
            "refund_without_clause",
            _("The letter asks for a refund that no clause of yours grants"),
            _("Cite the clause, or leave the request to a lawyer"),
        )


def _data_act(reviewed: Reviewed) -> Iterator[Finding]:
    notice = reviewed.notice
    if notice.day < _DATA_ACT_APPLIES_FROM:
        yield error(
            "data_act_not_yet",
            _(
                "The Data Act applies from {day}, after the date of the letter",
                day=_DATA_ACT_APPLIES_FROM,
            ),
            _("Draft a non-renewal"),
        )
    if not notice.eu:
        yield error(
            "data_act_outside_eu",
            _("The Data Act protects customers in the European Union, and this one is not there"),
            _("Draft a non-renewal, or correct where the company is"),
        )
    if not notice.destination.strip():
        yield warning(
            "destination_missing",
            _("The letter does not say where the company switches to"),
            _("Name the other provider, or your own premises"),
        )
    yield note(
        "data_act_arguable",
        _(
            "A switch ends the services, yet a proportionate early termination penalty stays lawful "
            "and its effect on a fixed term is disputed"
        ),
        _("Have a lawyer read it; the letter is also a notice of non-renewal, in case it fails"),
    )
