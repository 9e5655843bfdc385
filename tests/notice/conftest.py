"""A company, its agreement and its notices, for every test of the room."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import strategies as st

from salida.language import _
from salida.model.agreement import Agreement, OrderForm, RenewalType, Subscription
from salida.model.keydate import Input, KeyDate, KeyDateKind
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term
from salida.notice.draft import NoticeRequest, draft
from salida.notice.notice import NoticeKind, Signer

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from salida.notice.notice import Notice

T = TypeVar("T")

CONFIRMED = Provenance("paper", Confidence.CONFIRMED, document="order.pdf", page=1, quote="...")
TODAY = date(2025, 7, 1)
END = date(2025, 9, 30)
REASON = (
    "The cost of the subscriptions is no longer in proportion to what we need. They cost 180,000 "
    "EUR a year. Of 155 licences, 61 have been used since March. After comparing several systems "
    "we have decided for another one, which goes into operation in September."
)


def term(name: str, value: T) -> Term[T]:
    return Term(name, value, CONFIRMED)


def signed() -> Agreement:
    first = OrderForm(
        number=term("number", "Q-00123456"),
        contract_number=term("contract_number", "01234567"),
        end_date=term("end_date", END),
        subscriptions=(
            Subscription("1", term("product", "Sales Cloud"), term("quantity", Decimal(120))),
            Subscription("2", term("product", "Service Cloud"), term("quantity", Decimal(35))),
            Subscription(
                "3", term("product", "Full Sandbox"), term("quantity", Decimal(1)), add_on=True
            ),
        ),
    )
    second = OrderForm(
        number=term("number", "Q-00999999"),
        end_date=term("end_date", date(2026, 1, 31)),
        notice_days=term("notice_days", 60),
        subscriptions=(
            Subscription("1", term("product", "Marketing Cloud"), term("quantity", Decimal(1))),
        ),
    )
    return Agreement(
        customer=term("customer", "Acme Ibérica, S.L."),
        customer_address=term("customer_address", "Calle Mayor 1\n28013 Madrid"),
        customer_tax_id=term("customer_tax_id", "B12345678"),
        supplier=term("supplier", "Salesforce Example Limited"),
        notice_address=term("notice_address", "Legal Department\n1 Example Quay\nDublin 2"),
        notice_email=term("notice_email", "notices@salesforce.example"),
        account_executive=term("account_executive", "Jane Doe, jane@salesforce.example"),
        org_id=term("org_id", "00D000000000001EAA"),
        renewal_type=term("renewal_type", RenewalType.AUTOMATIC),
        notice_days=term("notice_days", 30),
        data_return_days=term("data_return_days", 30),
        termination=term("termination", "11.3 Either party may terminate for cause"),
        orders=(first, second),
    )


def request(**changed: Any) -> NoticeRequest:
    return replace(
        NoticeRequest(
            id=uuid.UUID("6f3a1a80-5d5e-4c35-9f0e-2f1d9d7c0a11"),
            kind=NoticeKind.NON_RENEWAL,
            language="en",
            day=TODAY,
            signer=Signer("Ana Ruiz", "Finance director"),
            place="Madrid",
            reason=REASON,
            contact="Ana Ruiz, ana@acme.example",
        ),
        **changed,
    )


def clock(agreement: Agreement) -> tuple[KeyDate, ...]:
    """The notice dates of the clock, worked out here: the room may not import the agreement."""
    dates: list[KeyDate] = []
    for order in agreement.orders:
        days = order.notice_days or agreement.notice_days
        if order.end_date is None or days is None:
            continue
        deadline = order.end_date.value - timedelta(days=days.value)
        inputs = (
            Input("end_date", order.end_date.value.isoformat(), order.end_date.provenance),
            Input("notice_days", str(days.value), days.provenance),
        )
        for code, margin in (
            ("notice_deadline", 0),
            ("send_in_app_by", 2),
            ("send_by_email_by", 3),
            ("send_by_post_by", 9),
        ):
            dates.append(
                KeyDate(
                    code=code,
                    day=deadline - timedelta(days=margin),
                    kind=KeyDateKind.DEADLINE,
                    title=_("Last day for the non-renewal notice to arrive"),
                    formula=_("{end} - {days} days", end=order.end_date.value, days=days.value),
                    inputs=inputs,
                    confidence=Confidence.CONFIRMED
                    if all(each.provenance.confidence is Confidence.CONFIRMED for each in inputs)
                    else Confidence.LOW,
                    order=str(order.number.value),
                )
            )
    return tuple(dates)


_CONFIDENCE = st.sampled_from(list(Confidence))
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).filter(lambda words: words == " ".join(words.split()))
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
_AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)


def _terms(name: str, values: SearchStrategy[T]) -> SearchStrategy[Term[T]]:
    return st.builds(
        Term,
        st.just(name),
        values,
        st.builds(Provenance, st.just("paper"), _CONFIDENCE, document=st.just("order.pdf")),
    )


def _maybe(name: str, values: SearchStrategy[T]) -> SearchStrategy[Term[T] | None]:
    return st.none() | _terms(name, values)


_LINES = st.builds(
    Subscription,
    line=st.integers(1, 99).map(str),
    product=_terms("product", _WORDS),
    quantity=_maybe("quantity", _AMOUNTS),
    end_date=_maybe("end_date", _DAYS),
    add_on=st.booleans(),
    marketplace=st.booleans(),
)
_ORDERS = st.builds(
    OrderForm,
    number=_terms("number", _WORDS),
    contract_number=_maybe("contract_number", _WORDS),
    end_date=_maybe("end_date", _DAYS),
    renewal_type=_maybe("renewal_type", st.sampled_from(list(RenewalType))),
    notice_days=_maybe("notice_days", st.integers(0, 400)),
    subscriptions=st.lists(_LINES, max_size=4).map(tuple),
)
_AGREEMENTS = st.builds(
    Agreement,
    customer=_maybe("customer", _WORDS),
    customer_address=_maybe("customer_address", st.text(max_size=40)),
    customer_tax_id=_maybe("customer_tax_id", _WORDS),
    supplier=_maybe("supplier", _WORDS),
    notice_address=_maybe("notice_address", st.text(max_size=40)),
    notice_email=_maybe("notice_email", _WORDS),
    account_executive=_maybe("account_executive", _WORDS),
    org_id=_maybe("org_id", st.just("00D000000000001EAA") | _WORDS),
    renewal_type=_maybe("renewal_type", st.sampled_from(list(RenewalType))),
    notice_days=_maybe("notice_days", st.integers(0, 400)),
    refund=_maybe("refund", _WORDS),
    termination=_maybe("termination", _WORDS),
    data_return_days=_maybe("data_return_days", st.integers(0, 400)),
    orders=st.lists(_ORDERS, max_size=3).map(tuple),
)


class Company:
    """What the tests of this room start from; a value of one is changed with `replace`."""

    today = TODAY
    end = END
    reason = REASON
    agreement = signed()
    agreements = _AGREEMENTS
    amounts = _AMOUNTS
    words = _WORDS
    term: Callable[..., Term[Any]] = staticmethod(term)
    request = staticmethod(request)
    clock = staticmethod(clock)

    def notice(self, agreement: Agreement | None = None, **changed: Any) -> Notice:
        return draft(agreement or self.agreement, request(**changed))


@pytest.fixture(scope="session")
def company() -> Company:
    return Company()
