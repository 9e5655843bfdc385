"""Findings about one value: why it is not sure, and what a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from datetime import date

    from salida.agreement.rules.numerals import Duration


def ambiguous_date(written: str, value: date, other: date) -> Finding:
    """Return what is said of a date of digits that reads two ways."""
    return Finding(
        "date_ambiguous",
        _(
            "`{written}` is {one} or {other}; the earlier one is proposed",
            written=written,
            one=value,
            other=other,
        ),
        hint=_(
            "Find out which comes first in this paper, the day or the month, and confirm the date"
        ),
    )


def no_date(written: str) -> Finding:
    """Return what is said of digits in the shape of a date that no calendar has."""
    return Finding(
        "date_impossible",
        _("`{written}` is no date", written=written),
        Severity.ERROR,
        hint=_("Ask for the paper to be corrected, and write the date that was agreed"),
    )


def clashing_numbers(duration: Duration) -> Finding:
    """Return what is said of words and digits that differ."""
    return Finding(
        "numbers_differ",
        _(
            "The number in words and the number in digits differ; the digits say {count}",
            count=duration.count,
        ),
        hint=_("Ask which of the two was agreed"),
    )


def months_of_notice(duration: Duration, days: int) -> Finding:
    """Return what is said of a notice in months; days are what is counted."""
    return Finding(
        "notice_in_months",
        _(
            "The paper says {count} months; {days} days is the longest that can be",
            count=duration.months or 0,
            days=days,
        ),
        hint=_("Count the months back from the end date, and confirm the days"),
    )


def working_days(duration: Duration, days: int) -> Finding:
    """Return what is said of a notice in working days."""
    return Finding(
        "notice_in_working_days",
        _(
            "The paper says {count} working days; without holidays that is {days} days",
            count=duration.count,
            days=days,
        ),
        hint=_("Count the working days back from the end date, and confirm the days"),
    )


def wrong_org_id(written: str) -> Finding:
    """Return what is said of an org Id whose check characters do not fit."""
    return Finding(
        "org_id_wrong",
        _("`{written}` is no org Id: its last three characters do not fit", written=written),
        Severity.ERROR,
        hint=_("Compare it with Setup > Company Information in the org"),
    )


def unknown_currency(code: str) -> Finding:
    """Return what is said of three capitals where a currency should be."""
    return Finding(
        "currency_unknown",
        _("Unknown currency: `{currency}`", currency=code),
        Severity.ERROR,
        hint=_("Write its ISO 4217 code, such as EUR or USD"),
    )


def number_unclear(written: str) -> Finding:
    """Return what is said of a mark that groups or divides."""
    return Finding(
        "number_ambiguous",
        _(
            "It is not clear whether the mark in `{written}` groups thousands or divides",
            written=written,
        ),
        hint=_("Compare it with the line's total, and confirm the number"),
    )


def dollar_unclear(written: str) -> Finding:
    """Return what is said of a bare dollar sign."""
    return Finding(
        "dollar_ambiguous",
        _("`{written}` does not say which dollar it is; US dollars are proposed", written=written),
        hint=_("Find the currency in the paper, and confirm it"),
    )
