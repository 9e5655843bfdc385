"""The notice itself: everything it says, as a value that is stored and reviewed later.

It holds copies, not references: what was sent stays what was sent, also after a person
corrects a term of the agreement. `salida.notice.letter` puts it into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from salida.model.agreement import RenewalType


class NoticeKind(Enum):
    """What the notice does."""

    NON_RENEWAL = "non_renewal"
    REDUCTION = "reduction"
    """Renew, but fewer: the quantities to renew are stated, the rest ends."""

    TERMINATION = "termination"
    """Termination for cause before the end of the term; it cites its clause."""

    DATA_ACT_SWITCH = "data_act_switch"
    """A switch under articles 23 to 29 of Regulation (EU) 2023/2854."""


class Channel(Enum):
    """How a notice reaches Salesforce."""

    YOUR_ACCOUNT = "your_account"
    """The Your Account app in the org."""

    BILLING_PORTAL = "billing_portal"
    """For people without a Salesforce licence."""

    ACCOUNT_EXECUTIVE = "account_executive"
    EMAIL = "email"
    POST = "post"
    """Registered post with proof of content and receipt; in Spain, a burofax."""


class Ask(Enum):
    """Something that the notice asks Salesforce to do, in the order of the letter."""

    CONFIRMATION = "confirmation"
    BILLING_STOP = "billing_stop"
    NO_RENEWAL_INVOICE = "no_renewal_invoice"
    PREPAID_REFUND = "prepaid_refund"
    """Only for a termination, and only where a clause grants it."""

    FINAL_STATEMENT = "final_statement"
    SWITCH_ASSISTANCE = "switch_assistance"
    """Only for a switch under the Data Act."""

    DATA_RETURN = "data_return"
    DELETION_CERTIFICATE = "deletion_certificate"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for the customer, and as what."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A company as it stands in the letter."""

    name: str
    address: tuple[str, ...] = ()
    """Lines without the name, as on an envelope."""

    tax_id: str = ""


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """One product line that the notice ends."""

    line: str
    product: str
    quantity: Decimal | None = None
    """`None`: no paper states it; the letter then says all of them."""

    end_date: date | None = None
    add_on: bool = False
    marketplace: bool = False
    renew: Decimal | None = None
    """How many go on. Only in a reduction; `None` means that none does."""


@dataclass(frozen=True, slots=True)
class CoveredOrder:
    """One order form that the notice is about, with every line that it covers."""

    number: str
    contract_number: str | None = None
    end_date: date | None = None
    renewal_type: RenewalType | None = None
    notice_days: int | None = None
    lines: tuple[CoveredLine, ...] = ()

    def end_of(self, line: CoveredLine) -> date | None:
        """Return the last day of a line: its own, or the order form's."""
        return line.end_date or self.end_date


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice from the customer to Salesforce."""

    id: UUID
    """Stands in the letter as its reference, so that an answer can be matched."""

    kind: NoticeKind
    language: str
    """`en` or `es`."""

    day: date
    """The date on the letter."""

    signer: Signer
    place: str
    customer: Party
    supplier: Party
    recipients: tuple[str, ...]
    """E-mail addresses."""

    org_id: str
    """As the agreement states it, 15 or 18 characters; empty when nothing does."""

    orders: tuple[CoveredOrder, ...]
    reason: str
    """Paragraphs apart by a blank line, in the notice's language; a person may edit it."""

    asks: tuple[Ask, ...]
    channels: tuple[Channel, ...]
    contact: str = ""
    """Who answers questions: name, telephone, e-mail."""

    clause: str = ""
    """The clause that a termination rests on: `11.3 (a)`."""

    data_return_days: int | None = None
    destination: str = ""
    """Where a Data Act switch goes: the other provider, or the customer's own premises."""

    eu: bool = True
    """Whether European law on data protection applies."""

    own_asks: tuple[str, ...] = ()
    """Further requests in the company's own words."""

    def lines(self, *, marketplace: bool) -> Iterator[tuple[CoveredOrder, CoveredLine]]:
        """Yield the lines with their order form: AppExchange products, or all the others."""
        for order in self.orders:
            for line in order.lines:
                if line.marketplace is marketplace:
                    yield order, line

    @property
    def end_dates(self) -> tuple[date, ...]:
        """The different days on which something of it ends, earliest first."""
        ends = {order.end_date for order in self.orders}
        ends |= {order.end_of(line) for order in self.orders for line in order.lines}
        return tuple(sorted(day for day in ends if day is not None))
