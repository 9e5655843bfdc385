"""What the words after a label mean: each term's value, and whether it is beyond doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salida.agreement.rules.amounts import currency_in, find_numbers, period_in, unknown_code_in
from salida.agreement.rules.dates import find_dates
from salida.agreement.rules.doubts import (
    ambiguous_date,
    clashing_numbers,
    dollar_unclear,
    months_of_notice,
    no_date,
    number_unclear,
    unknown_currency,
    working_days,
    wrong_org_id,
)
from salida.agreement.rules.folding import fold
from salida.agreement.rules.numerals import Duration, Unit, durations, percents
from salida.agreement.rules.phrases import any_of
from salida.agreement.rules.renewal_type import renewal_type_in
from salida.errors import UsageError
from salida.model.agreement import BillingFrequency, RenewalType
from salida.model.ids import record_id
from salida.model.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.agreement.rules.conventions import Conventions
    from salida.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Value:
    """A value as read; `value` is `None` when only a finding came of it."""

    value: Any
    sure: bool = True
    findings: tuple[Finding, ...] = ()


def read_value(term: str, text: str, conventions: Conventions, tail: str = "") -> Value | None:
    """Return what `text` says for a term, or `None` when it says nothing of that kind.

    `tail` is what the label adds in parentheses: `(days)`, `(EUR / month)`.
    """
    reader = _READERS.get(term)
    return reader(text.strip(), conventions, tail) if reader else _name(text)


_LONGEST_NAME = 160
_SHORTEST_NUMBER = 4
_MORE_THAN_A_WEEKDAY = 12

_PLACEHOLDER = re.compile(r"_{3,}|\.{4,}|^\W*$|:$|^(?:n/?a|none|ninguno|tbd|-+)$", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*[,;]?\s*\((?:[^)]*[\"“«'][^)]*)\).*$|\s*\((?:the|hereinafter|en adelante|in the following)\b.*$",
    re.IGNORECASE,
)


def _name(text: str) -> Value | None:
    words = _ASIDE.sub("", text).strip(" ,;:")
    if _PLACEHOLDER.search(words) or not re.search(r"[^\W\d_]{2}", words):
        return None
    return Value(words, sure=len(words) <= _LONGEST_NAME)


def _email(text: str, _conventions: Conventions, _tail: str) -> Value | None:
    addresses = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    return Value(addresses[0].rstrip("."), sure=len(set(addresses)) == 1) if addresses else None


_NUMBER_TOKEN = re.compile(
    r"(?:[#№]\s*)?((?:[A-Z]{1,6}[-/ ]?)?[A-Z0-9]*\d[A-Z0-9]*(?:[-/._][A-Z0-9]+)*)\b", re.IGNORECASE
)


def _reference(text: str, _conventions: Conventions, _tail: str) -> Value | None:
    """Read an order's or a contract's number: it holds a digit and begins the value."""
    match = _NUMBER_TOKEN.match(text.lstrip(" :.-\u2013#№"))
    if match is None or find_dates(text[:24]):
        return None
    number = match[1]
    return Value(number, sure=len(number) >= _SHORTEST_NUMBER)


_TAX_NUMBER = any_of(
    r"\b(?:[A-Z]{2}[- ]?)?[A-Z]?[-. ]?\d[\d. -]{5,12}\d?[-. ]?[A-Z]?\b",
    r"\b[A-Z]{2}\d[A-Z0-9]{7,11}\b|\b[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}\b",
)


def _tax_number(text: str, _conventions: Conventions, _tail: str) -> Value | None:
    match = _TAX_NUMBER.search(text)
    return Value(match.group().strip(" .-")) if match else None


ORG_ID = re.compile(r"\b00D[A-Za-z0-9]{15}\b|\b00D[A-Za-z0-9]{12}\b")


def _org_id(text: str, _conventions: Conventions, _tail: str) -> Value | None:
    ids = ORG_ID.findall(text)
    if not ids:
        return None
    try:
        return Value(str(record_id(ids[0])), sure=True)
    except UsageError:
        return Value(None, sure=False, findings=(wrong_org_id(ids[0]),))


def _date(text: str, conventions: Conventions, _tail: str) -> Value | None:
    dates = find_dates(text, conventions.date_order)
    if not dates:
        bad = re.search(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b", text)
        return Value(None, sure=False, findings=(no_date(bad.group()),)) if bad else None
    first = dates[0]
    # "1 October 2025 or the date of last signature" leaves open which of the two.
    extra = re.sub(r"[\W\d_]|\b\w{1,3}\b", "", text[: first.start] + text[first.end :])
    doubts = (
        [ambiguous_date(text[first.start : first.end], first.value, first.other)]
        if first.other
        else []
    )
    sure = not doubts and len(dates) == 1 and len(extra) < _MORE_THAN_A_WEEKDAY
    return Value(first.value, sure, tuple(doubts))


def _currency(text: str, conventions: Conventions, _tail: str) -> Value | None:
    named = currency_in(text, conventions.dollar)
    if named is not None:
        return Value(named[0], sure=named[1])
    code = re.fullmatch(r"\W*([A-Z]{3})\W*", text)
    return Value(None, sure=False, findings=(unknown_currency(code[1]),)) if code else None


_FREQUENCIES = (
    (re.compile(r"semi[- ]?annual|half[- ]?year|every six months|semestral|cada seis meses"), BillingFrequency.SEMIANNUAL),
    (re.compile(r"quarter|trimestral|trimestre|every three months|cada tres meses"), BillingFrequency.QUARTERLY),
    (any_of(
    r"(?<!semi)(?<!semi-)(?<!semi )\bannual|\byear|every twelve months|\bonce a year",
    r"\buna vez al ano|\banual|\bpor anos|cada ano",
), BillingFrequency.ANNUAL),
    (re.compile(r"\bmonthly|per month|every month|mensual|cada mes|por meses"), BillingFrequency.MONTHLY),
    (any_of(
    r"(?<!annually )(?<!monthly )(?<!quarterly )up[- ]?front|in full|one[- ]time",
    r"single (?:payment|invoice)|entire term|whole term|pago unico|unica factura",
    r"por todo el plazo|de una (?:sola )?vez",
), BillingFrequency.UPFRONT),
)  # fmt: skip


def _frequency(text: str, _conventions: Conventions, _tail: str) -> Value | None:
    folded = fold(text)
    named = [each for pattern, each in _FREQUENCIES if pattern.search(folded)]
    return Value(named[0], sure=len(named) == 1) if named else None


_NO_RENEWAL = any_of(
    r"^\W*(?:no\b|n\b|none|not\b|manual|ninguna|sin\b|does not|non[- ])",
    r"\b(?:not|no se) (?:automatically )?renew|expires|no renovable|manual\b|expresa",
)
_RENEWAL = re.compile(r"^\W*(?:yes|y\b|si\b|auto)|auto(?:matic)?|tacita|renews\b")


def _renewal(text: str, _conventions: Conventions, _tail: str) -> Value | None:
    folded = fold(text)
    stated = renewal_type_in(folded)
    if stated is not None:
        return Value(stated)
    if _NO_RENEWAL.search(folded):
        return Value(RenewalType.MANUAL)
    return Value(RenewalType.AUTOMATIC) if _RENEWAL.search(folded) else None


def days_of(duration: Duration, *, notice: bool) -> Value:
    """Return a duration in days. Months have no fixed length: notice counts the longest."""
    doubts = [] if duration.agrees else [clashing_numbers(duration)]
    if duration.unit is Unit.DAY:
        return Value(duration.count, sure=duration.agrees, findings=tuple(doubts))
    if duration.unit is Unit.WEEK:
        return Value(7 * duration.count, sure=duration.agrees, findings=tuple(doubts))
    if duration.unit is Unit.WORKING_DAY:
        days = -(-duration.count * 7 // 5)
        return Value(days, sure=False, findings=(*doubts, working_days(duration, days)))
    months = duration.months or 0
    days = _LONGEST[months] if notice and months < len(_LONGEST) else 30 * months
    return Value(days, sure=False, findings=(*doubts, months_of_notice(duration, days)))


_LONGEST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337, 366)
"""How many days so many months can have at most."""


def _days(text: str, tail: str, *, notice: bool) -> Value | None:
    said = list(durations(text)) or list(durations(f"{text} {tail.strip('()[]')}"))
    if said:
        value = days_of(said[0], notice=notice)
        return Value(value.value, value.sure and len(said) == 1, value.findings)
    bare = re.fullmatch(r"\d{1,3}", text)
    return Value(int(text), sure=False) if bare else None


def _notice(text: str, _conventions: Conventions, tail: str) -> Value | None:
    return _days(text, tail, notice=True)


def _data_return(text: str, _conventions: Conventions, tail: str) -> Value | None:
    return _days(text, tail, notice=False)


def _months(text: str, _conventions: Conventions, tail: str) -> Value | None:
    said = list(durations(text)) or list(durations(f"{text} {tail.strip('()[]')}"))
    months = said[0].months if said else None
    if months is not None:
        return Value(months, sure=len(said) == 1 and said[0].agrees)
    return Value(12) if re.fullmatch(r"\W*(?:annual|yearly|anual)\W*", fold(text)) else None


def _percent(text: str, _conventions: Conventions, tail: str) -> Value | None:
    said = list(percents(text)) or (list(percents(f"{text} %")) if "%" in tail else [])
    if not said:
        return None
    values = {each.value for each in said}
    indexed = re.search(r"\b(?:cpi|ipc|rpi|index|indice|inflation|inflacion)\b", fold(text))
    return Value(said[0].value, sure=len(values) == 1 and not indexed)


def read_money(
    text: str, conventions: Conventions, tail: str = "", currency: str | None = None
) -> Value | None:
    """Return the one amount of `text`; its currency may stand in the label or the order form."""
    numbers = find_numbers(text, conventions.decimal_mark)
    if not numbers:
        return None
    unknown = unknown_code_in(text)
    named = currency_in(text, conventions.dollar) or currency_in(tail, conventions.dollar)
    if unknown and not named:
        return Value(None, sure=False, findings=(unknown_currency(unknown),))
    if named is None and currency is not None:
        named = currency, True
    if named is None:
        return None
    number = numbers[0]
    doubts = [] if number.sure else [number_unclear(text[number.start : number.end])]
    if not named[1]:
        doubts.append(dollar_unclear(text))
    sure = not doubts and len(numbers) == 1
    return Value(Money(number.value, named[0]), sure, tuple(doubts))


def _money(text: str, conventions: Conventions, tail: str) -> Value | None:
    return read_money(text, conventions, tail)


def read_period(text: str) -> Value | None:
    """Return what a price pays for, when `text` names one period."""
    period = period_in(text)
    return Value(period) if period else None


_READERS: dict[str, Callable[[str, Conventions, str], Value | None]] = {
    "notice_email": _email,
    "number": _reference,
    "contract_number": _reference,
    "customer_tax_id": _tax_number,
    "org_id": _org_id,
    "start_date": _date,
    "end_date": _date,
    "effective": _date,
    "paper_date": _date,
    "currency": _currency,
    "billing_frequency": _frequency,
    "renewal_type": _renewal,
    "notice_days": _notice,
    "data_return_days": _data_return,
    "renewal_term_months": _months,
    "uplift_percent": _percent,
    "early_termination_fee": _money,
}
