"""Ways this can end, in money, side by side. Pure.

All of them cover the same span, from today to the end of the next term, so that their
totals compare. Amounts accrue by day; what was already invoiced is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from salida.agreement.data_act import add_months
from salida.agreement.explain import cite, weakest
from salida.agreement.fees import CONVENTION, MONTHS_IN_YEAR, fee, months_between
from salida.agreement.priced_lines import PricedLine, currencies, priced_lines
from salida.language import Text, _
from salida.model.keydate import Input
from salida.model.provenance import Confidence, Provenance
from salida.model.scenario import Scenario, ScenarioLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from salida.model.agreement import Agreement
    from salida.model.money import Money

_ONE_DAY = timedelta(days=1)
_HUNDRED = Decimal(100)
_FIRST_MONTH_DAYS = 30
_ASSUMED = Provenance(source="assumption", confidence=Confidence.LOW)
_DENIES = re.compile(
    r"non[- ]?refundable|not (?:be )?refund|no refund|non[- ]?cancel"
    r"|no (?:son|es|ser\w+|se) (?:\w+ )?reembols|sin (?:derecho a )?(?:reembolso|devoluci)|no (?:se )?devol",
    re.IGNORECASE,
)
_GUIDE = Provenance(
    source="guide",
    confidence=Confidence.UNVERIFIED,
    document="InvestGlass, Cómo cancelar la suscripción a Salesforce",
    quote="Salesforce le reembolsará el importe íntegro",
)


@dataclass(frozen=True, slots=True)
class ScenarioOptions:
    """What the company assumes."""

    uplifts: tuple[Decimal, ...] = (Decimal(0), Decimal(7), Decimal(10))
    """Percent on every price at renewal; no default holds for every contract."""

    kept_percent: Decimal = Decimal(80)
    """How much of each quantity a smaller renewal keeps."""


def scenarios(
    agreement: Agreement, *, today: date, options: ScenarioOptions | None = None
) -> tuple[Scenario, ...]:
    """Return the scenarios of each currency of the agreement."""
    chosen = options or ScenarioOptions()
    lines, notes = priced_lines(agreement)
    return tuple(
        scenario
        for currency in currencies(lines)
        for scenario in _in_one_currency(
            agreement,
            today,
            chosen,
            tuple(each for each in lines if each.currency == currency),
            notes,
        )
    )


def _in_one_currency(
    agreement: Agreement,
    today: date,
    options: ScenarioOptions,
    lines: tuple[PricedLine, ...],
    notes: tuple[Text, ...],
) -> list[Scenario]:
    currency = lines[0].currency
    committed = _remaining(lines, today)

    def scenario(code: str, title: Text, rest: Iterable[ScenarioLine], *more: Text) -> Scenario:
        all_lines = (*committed, *rest)
        return Scenario(
            code, title, currency, all_lines, _weakest_line(all_lines), (*notes, *more, CONVENTION)
        )

    return [
        *(
            scenario(
                f"renew_{percent.normalize():f}",
                _("Renew as it is, prices up {percent} %", percent=percent),
                _renewed(lines, percent, _as_is, _stated_uplift(agreement, percent)),
            )
            for percent in _uplifts(agreement, options)
        ),
        scenario(
            "shrink_current",
            _("Renew {kept} % of the licences at today's price", kept=options.kept_percent),
            _renewed(lines, Decimal(0), _keep(options.kept_percent, listed=False)),
            _("A smaller renewal may lose its discount: compare with list price"),
        ),
        scenario(
            "shrink_list",
            _("Renew {kept} % of the licences at list price", kept=options.kept_percent),
            _renewed(lines, Decimal(0), _keep(options.kept_percent, listed=True)),
            *_without_list_price(lines),
        ),
        scenario("leave_at_end", _("Leave at the end of the term"), ()),
        scenario("leave_today", _("Leave today"), _termination_fee(agreement, currency)),
        scenario(
            "guide_refund",
            _("Leave today with the refund that the guide claims"),
            _claimed_refund(agreement, lines, today),
            _(
                "Unverified: the published terms call fees non-refundable. Count on it only if "
                "a clause of your agreement or a statute says so."
            ),
        ),
    ]


def _uplifts(agreement: Agreement, options: ScenarioOptions) -> list[Decimal]:
    stated = [order.uplift_percent for order in agreement.orders] + [agreement.uplift_percent]
    return sorted({*options.uplifts, *(each.value for each in stated if each is not None)})


def _stated_uplift(agreement: Agreement, percent: Decimal) -> Input | None:
    """Return the agreement's own uplift, where it is the one that is looked at.

    With several order forms only the master agreement's holds for every line.
    """
    own = [order.uplift_percent for order in agreement.orders if order.uplift_percent is not None]
    term = agreement.uplift_percent if not own else (own[0] if len(agreement.orders) == 1 else None)
    return cite(term) if term is not None and term.value == percent else None


def _remaining(lines: tuple[PricedLine, ...], today: date) -> tuple[ScenarioLine, ...]:
    """Return the fees that are committed from today to the end of each line's term."""
    return tuple(
        ScenarioLine(
            title=_("{product}: rest of the current term", product=each.product),
            amount=fee(
                each.unit_price,
                each.period,
                each.quantity,
                (max(today, each.start), each.end),
                (each.start, each.end),
            ),
            formula=_price_formula(each, max(today, each.start), each.end, each.unit_price),
            inputs=each.inputs,
            confidence=weakest(each.inputs),
            order=each.order,
            starts=max(today, each.start),
            ends=each.end,
        )
        for each in lines
        if each.end >= today
    )


def _renewed(
    lines: tuple[PricedLine, ...],
    percent: Decimal,
    changed: Callable[[PricedLine], tuple[Decimal, Money]],
    stated: Input | None = None,
) -> tuple[ScenarioLine, ...]:
    assumed = stated or Input("uplift_percent", f"{percent.normalize():f}", _ASSUMED)
    return tuple(_renewed_line(each, percent, *changed(each), assumed) for each in lines)


def _renewed_line(
    each: PricedLine, percent: Decimal, quantity: Decimal, price: Money, assumed: Input
) -> ScenarioLine:
    starts, ends = each.end + _ONE_DAY, _renewal_end(each)
    raised = price * (1 + percent / _HUNDRED)
    inputs = (*each.inputs, assumed)
    amount = fee(raised, each.period, quantity, (starts, ends), (starts, ends))
    return ScenarioLine(
        title=_("{product}: next term", product=each.product),
        amount=amount,
        formula=_(
            "{quantity} x {price} a {period} x {months} months, {percent} % uplift",
            quantity=quantity,
            price=price,
            period=each.period.value,
            months=months_between(starts, ends),
            percent=percent,
        ),
        inputs=inputs,
        confidence=weakest(inputs),
        order=each.order,
        starts=starts,
        ends=ends,
    )


def _renewal_end(each: PricedLine) -> date:
    """Return the last day of the next term: the expiring term or a year, whichever is shorter.

    The agreement's own renewal term takes the place of that rule.
    """
    expiring = int(months_between(each.start, each.end)) or MONTHS_IN_YEAR
    months = each.renewal_months or min(expiring, MONTHS_IN_YEAR)
    return add_months(each.end + _ONE_DAY, months) - _ONE_DAY


def _as_is(each: PricedLine) -> tuple[Decimal, Money]:
    return each.quantity, each.unit_price


def _keep(percent: Decimal, *, listed: bool) -> Callable[[PricedLine], tuple[Decimal, Money]]:
    def changed(each: PricedLine) -> tuple[Decimal, Money]:
        # Licences are whole: what is kept is rounded up, or somebody loses theirs.
        kept = (each.quantity * percent / _HUNDRED).to_integral_value(rounding="ROUND_CEILING")
        price = each.list_price if listed and each.list_price is not None else each.unit_price
        return kept, price

    return changed


def _without_list_price(lines: tuple[PricedLine, ...]) -> tuple[Text, ...]:
    return tuple(
        _(
            "The papers give no list price for {product}; today's price is used",
            product=each.product,
        )
        for each in lines
        if each.list_price is None
    )


def _termination_fee(agreement: Agreement, currency: str) -> tuple[ScenarioLine, ...]:
    stated = [(str(order.number.value), order.early_termination_fee) for order in agreement.orders]
    found: list[ScenarioLine] = []
    for order, term in [*stated, (None, agreement.early_termination_fee)]:
        if term is not None and term.value.currency == currency:
            inputs = (cite(term),)
            found.append(
                ScenarioLine(
                    title=_("Early termination fee"),
                    amount=term.value.rounded(),
                    formula=_("{amount}, as the clause states it", amount=term.value),
                    inputs=inputs,
                    confidence=weakest(inputs),
                    order=order,
                )
            )
    return tuple(found)


def _claimed_refund(
    agreement: Agreement, lines: tuple[PricedLine, ...], today: date
) -> tuple[ScenarioLine, ...]:
    """Return what the guide says comes back: all in the first 30 days, pro rata after."""
    source = Input("refund", _GUIDE.quote or "", _GUIDE)
    if agreement.refund is not None and _grants_refund(agreement.refund.value):
        source = cite(agreement.refund)
    return tuple(
        _refund_line(each, today, source) for each in lines if each.start <= today <= each.end
    )


def _grants_refund(clause: str) -> bool:
    """Whether a refund clause may back the claim; most of them say that nothing comes back."""
    return not _DENIES.search(clause)


def _refund_line(each: PricedLine, today: date, source: Input) -> ScenarioLine:
    in_first_month = (today - each.start).days < _FIRST_MONTH_DAYS
    starts = each.start if in_first_month else today
    amount = fee(
        each.unit_price, each.period, each.quantity, (starts, each.end), (each.start, each.end)
    )
    title = (
        _("{product}: full refund in the first month", product=each.product)
        if in_first_month
        else _("{product}: refund of the unused part", product=each.product)
    )
    inputs = (*each.inputs, source)
    return ScenarioLine(
        title=title,
        amount=-amount,
        formula=_price_formula(each, starts, each.end, each.unit_price),
        inputs=inputs,
        confidence=weakest(inputs),
        order=each.order,
        starts=starts,
        ends=each.end,
    )


def _price_formula(each: PricedLine, starts: date, ends: date, price: Money) -> Text:
    return _(
        "{quantity} x {price} a {period} x {months} months",
        quantity=each.quantity,
        price=price,
        period=each.period.value,
        months=months_between(starts, ends, each.start).quantize(Decimal("0.0001")).normalize(),
    )


def _weakest_line(lines: tuple[ScenarioLine, ...]) -> Confidence:
    inputs = [each for line in lines for each in line.inputs]
    return weakest(inputs) if inputs else Confidence.LOW
