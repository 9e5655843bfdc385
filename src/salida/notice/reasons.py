"""A thorough reason, built from facts; the company edits it before it goes out.

The guide asks for an exhaustive reason because Salesforce's form has a field for it. A fact
that is not given leaves its sentence out: the text never holds a blank to be filled in, nor
a number that nobody stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.language import Text, _, speak
from salida.notice.shown import Day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from salida.model.money import Money


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs now, what it would cost, and what the budget allows."""

    yearly: Money | None = None
    uplift_percent: Decimal | None = None
    alternative_yearly: Money | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """How many of the licences are used."""

    licences: int | None = None
    used: int | None = None
    since: date | None = None
    """First day of the time in which use was counted."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The system that takes over."""

    name: str = ""
    live_on: date | None = None


@dataclass(frozen=True, slots=True)
class InternalChange:
    """A reorganisation, a merger, another strategy: in the company's own words."""

    description: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """What the reason is built from; `None` leaves a topic out."""

    price: Price | None = None
    use: Use | None = None
    replacement: Replacement | None = None
    internal_change: InternalChange | None = None


def reason(facts: ReasonFacts, language: str) -> str:
    """Return the reason in `language`, one paragraph a topic; empty without any topic."""
    with speak(language):
        topics: list[Iterator[Text | str]] = []
        if facts.price is not None:
            topics.append(_price(facts.price))
        if facts.use is not None:
            topics.append(_use(facts.use))
        if facts.replacement is not None:
            topics.append(_replacement(facts.replacement))
        if facts.internal_change is not None:
            topics.append(_internal(facts.internal_change))
        return "\n\n".join(" ".join(str(each) for each in topic) for topic in topics)


def _price(price: Price) -> Iterator[Text | str]:
    yield _("The cost of the subscriptions is no longer in proportion to what we need.")
    if price.yearly is not None:
        yield _("They cost {amount} a year at present.", amount=price.yearly)
    if price.uplift_percent is not None:
        yield _(
            "A renewal with the price increase of {percent} % that is to be expected would "
            "exceed the budget approved for it.",
            percent=price.uplift_percent,
        )
    if price.alternative_yearly is not None:
        yield _(
            "The solution that we have chosen in their place costs {amount} a year.",
            amount=price.alternative_yearly,
        )


def _use(use: Use) -> Iterator[Text | str]:
    yield _("The licences are used far less than they were bought for.")
    if use.licences is not None and use.used is not None and use.since is not None:
        yield _(
            "Of {licences} licences, {used} have been used since {day}.",
            licences=use.licences,
            used=use.used,
            day=Day(use.since),
        )
    elif use.licences is not None and use.used is not None:
        yield _(
            "Of {licences} licences, {used} are used.",
            licences=use.licences,
            used=use.used,
        )
    yield _("As quantities cannot be decreased during the term, we adjust them at its end.")


def _replacement(replacement: Replacement) -> Iterator[Text | str]:
    if replacement.name:
        yield _(
            "After comparing several systems we have chosen {name} to manage our customer "
            "relations.",
            name=replacement.name,
        )
    else:
        yield _(
            "After comparing several systems we have decided to manage our customer relations "
            "with another one."
        )
    if replacement.live_on is not None:
        yield _(
            "It goes into operation on {day}; two systems side by side would serve no purpose.",
            day=Day(replacement.live_on),
        )


def _internal(change: InternalChange) -> Iterator[Text | str]:
    if change.decided_on is not None:
        yield _(
            "Our management decided on {day} to reorganise the work that the subscriptions serve.",
            day=Day(change.decided_on),
        )
    else:
        yield _("Our management has decided to reorganise the work that the subscriptions serve.")
    if change.description:
        yield change.description.strip()
