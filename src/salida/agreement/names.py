"""The terms that Salida knows: their names, where each may stand and what its value is.

One table, so that the reader of papers, `agreement.toml`, the command line and the
documentation cannot disagree about a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from salida.language import Text, _
from salida.model.agreement import BillingFrequency, PricePeriod, RenewalType


class Level(Enum):
    """Where a term stands."""

    AGREEMENT = "agreement"
    ORDER = "order"
    LINE = "line"


class ValueKind(Enum):
    """What a term's value is."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    """A whole number that is not negative: days, months."""

    DECIMAL = "decimal"
    MONEY = "money"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class TermName:
    """One known term."""

    name: str
    level: Level
    kind: ValueKind
    label: Text
    choices: type[Enum] | None = None


TERMS: tuple[TermName, ...] = (
    TermName("customer", Level.AGREEMENT, ValueKind.TEXT, _("Customer")),
    TermName("customer_address", Level.AGREEMENT, ValueKind.TEXT, _("Customer's address")),
    TermName("customer_tax_id", Level.AGREEMENT, ValueKind.TEXT, _("Customer's tax number")),
    TermName("supplier", Level.AGREEMENT, ValueKind.TEXT, _("Contracting entity of Salesforce")),
    TermName("notice_address", Level.AGREEMENT, ValueKind.TEXT, _("Address for notices")),
    TermName("notice_email", Level.AGREEMENT, ValueKind.TEXT, _("E-mail for notices")),
    TermName("billing_contact", Level.AGREEMENT, ValueKind.TEXT, _("Billing contact")),
    TermName("account_executive", Level.AGREEMENT, ValueKind.TEXT, _("Account executive")),
    TermName("org_id", Level.AGREEMENT, ValueKind.TEXT, _("Org Id")),
    TermName("governing_law", Level.AGREEMENT, ValueKind.TEXT, _("Governing law")),
    TermName("time_zone", Level.AGREEMENT, ValueKind.TEXT, _("Time zone")),
    TermName("refund", Level.AGREEMENT, ValueKind.TEXT, _("Refund clause")),
    TermName("termination", Level.AGREEMENT, ValueKind.TEXT, _("Termination clause")),
    TermName("data_return_days", Level.AGREEMENT, ValueKind.WHOLE, _("Days to ask for the data")),
    *(
        each
        for level in (Level.AGREEMENT, Level.ORDER)
        for each in (
            TermName("renewal_type", level, ValueKind.CHOICE, _("Renewal"), RenewalType),
            TermName("notice_days", level, ValueKind.WHOLE, _("Notice days")),
            TermName("renewal_term_months", level, ValueKind.WHOLE, _("Renewal term in months")),
            TermName("uplift_percent", level, ValueKind.DECIMAL, _("Uplift in percent")),
            TermName("early_termination_fee", level, ValueKind.MONEY, _("Early termination fee")),
        )
    ),
    TermName("number", Level.ORDER, ValueKind.TEXT, _("Order number")),
    TermName("contract_number", Level.ORDER, ValueKind.TEXT, _("Contract number")),
    TermName("start_date", Level.ORDER, ValueKind.DATE, _("Start of the term")),
    TermName("end_date", Level.ORDER, ValueKind.DATE, _("End of the term")),
    TermName("currency", Level.ORDER, ValueKind.TEXT, _("Currency")),
    TermName(
        "billing_frequency",
        Level.ORDER,
        ValueKind.CHOICE,
        _("Billing frequency"),
        BillingFrequency,
    ),
    TermName("product", Level.LINE, ValueKind.TEXT, _("Product")),
    TermName("quantity", Level.LINE, ValueKind.DECIMAL, _("Quantity")),
    TermName("unit_price", Level.LINE, ValueKind.MONEY, _("Unit price")),
    TermName("price_period", Level.LINE, ValueKind.CHOICE, _("Price per"), PricePeriod),
    TermName("list_price", Level.LINE, ValueKind.MONEY, _("List price")),
    TermName("start_date", Level.LINE, ValueKind.DATE, _("Start of the line")),
    TermName("end_date", Level.LINE, ValueKind.DATE, _("End of the line")),
    TermName("add_on", Level.LINE, ValueKind.FLAG, _("Add-on")),
    TermName("marketplace", Level.LINE, ValueKind.FLAG, _("AppExchange product")),
)

_BY_PLACE = {(each.level, each.name): each for each in TERMS}


def term_name(level: Level, name: str) -> TermName | None:
    """Return the known term of that name at that level, or `None`."""
    return _BY_PLACE.get((level, name))


def names_at(level: Level) -> tuple[TermName, ...]:
    """Return the terms of a level, in the order they are shown."""
    return tuple(each for each in TERMS if each.level is level)
