"""What a company signed: the agreement, its order forms and their subscription lines.

Never called `Contract`: that is an sObject. Every value is a `Term`, so that it carries
the document, page and quote it was read from, and whether a person confirmed it. `None`
means that no paper says so; nothing is ever guessed into its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from salida.model.money import Money
    from salida.model.term import Term


class RenewalType(Enum):
    """What happens at the end of the term if nobody does anything."""

    AUTOMATIC = "automatic"
    """It renews; a non-renewal notice must arrive in time."""

    MANUAL = "manual"
    """It ends; a new order must be signed or the org locks."""


class PricePeriod(Enum):
    """What a unit price pays for."""

    MONTH = "month"
    YEAR = "year"
    TERM = "term"
    """One price for the whole term, or a one-time charge."""


class BillingFrequency(Enum):
    """How often the supplier invoices, in advance."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    UPFRONT = "upfront"
    """Once, for the whole term."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One product line of an order form."""

    line: str
    """The line's number on the paper, or its place counted from 1."""

    product: Term[str]
    quantity: Term[Decimal] | None = None
    unit_price: Term[Money] | None = None
    price_period: Term[PricePeriod] | None = None
    list_price: Term[Money] | None = None
    start_date: Term[date] | None = None
    """Only where the line differs from its order form."""

    end_date: Term[date] | None = None
    add_on: bool = False
    marketplace: bool = False
    """An AppExchange product: it is cancelled separately."""


@dataclass(frozen=True, slots=True)
class OrderForm:
    """One order form: its term and what it orders. The last day is included in the term."""

    number: Term[str]
    start_date: Term[date] | None = None
    end_date: Term[date] | None = None
    contract_number: Term[str] | None = None
    currency: Term[str] | None = None
    billing_frequency: Term[BillingFrequency] | None = None
    renewal_type: Term[RenewalType] | None = None
    notice_days: Term[int] | None = None
    renewal_term_months: Term[int] | None = None
    uplift_percent: Term[Decimal] | None = None
    early_termination_fee: Term[Money] | None = None
    subscriptions: tuple[Subscription, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """One company's whole agreement with Salesforce, as its papers say.

    Terms of the master agreement stand here; those of an order form stand on the order
    form and take precedence.
    """

    customer: Term[str] | None = None
    customer_address: Term[str] | None = None
    customer_tax_id: Term[str] | None = None
    supplier: Term[str] | None = None
    """The contracting entity of Salesforce, as printed."""

    notice_address: Term[str] | None = None
    notice_email: Term[str] | None = None
    billing_contact: Term[str] | None = None
    account_executive: Term[str] | None = None
    org_id: Term[str] | None = None
    governing_law: Term[str] | None = None
    time_zone: Term[str] | None = None
    """An IANA name; deadlines end at midnight there."""

    renewal_type: Term[RenewalType] | None = None
    notice_days: Term[int] | None = None
    renewal_term_months: Term[int] | None = None
    uplift_percent: Term[Decimal] | None = None
    refund: Term[str] | None = None
    """The clause's own words."""

    termination: Term[str] | None = None
    early_termination_fee: Term[Money] | None = None
    data_return_days: Term[int] | None = None
    orders: tuple[OrderForm, ...] = ()
