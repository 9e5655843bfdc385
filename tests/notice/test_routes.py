"""The ways: complete, in order, and without an address from outside."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.language import speak
from salida.model.agreement import RenewalType
from salida.notice.notice import Channel, NoticeKind
from salida.notice.routes import Route, routes


def by_code(found: tuple[Route, ...]) -> dict[str, Route]:
    return {each.code: each for each in found}


def said(route: Route) -> str:
    return " ".join(str(each.text) for each in route.steps)


def test_every_channel_has_its_way_in_the_recommended_order(company: Any) -> None:
    found = routes(company.agreement, company.notice())

    assert [each.code for each in found] == [
        "email",
        "post",
        "your_account",
        "account_executive",
        "billing_portal",
    ]
    assert [each.code for each in found if each.chosen] == ["email", "post"]
    assert all(each.blocked is None for each in found)


def test_a_termination_goes_by_post_first_and_by_no_button(company: Any) -> None:
    found = routes(company.agreement, company.notice(kind=NoticeKind.TERMINATION))

    assert found[0].code == "post"
    assert by_code(found)["your_account"].blocked is not None
    assert by_code(found)["billing_portal"].blocked is not None


@pytest.mark.parametrize(
    ("kind", "pressed", "not_pressed"),
    [
        (NoticeKind.NON_RENEWAL, "Don't Renew", "Request Changes"),
        (NoticeKind.REDUCTION, "Request Changes", "Don't Renew"),
    ],
)
def test_the_button_is_that_of_the_notice(
    company: Any, kind: NoticeKind, pressed: str, not_pressed: str
) -> None:
    route = by_code(routes(company.agreement, company.notice(kind=kind)))["your_account"]
    buttons = [button.english for step in route.steps for button in step.buttons]

    assert pressed in buttons
    assert pressed in said(route)
    assert not_pressed not in said(route)


def test_where_nothing_renews_nothing_is_declined(company: Any) -> None:
    manual = replace(
        company.agreement, renewal_type=company.term("renewal_type", RenewalType.MANUAL)
    )
    route = by_code(routes(manual, company.notice(manual)))["your_account"]

    assert "Don't Renew" not in said(route)
    assert "Sign none" in said(route)


def test_appexchange_has_a_way_only_when_something_was_bought_there(company: Any) -> None:
    first = company.agreement.orders[0]
    bought = replace(
        first.subscriptions[2], product=company.term("product", "DocuSign"), marketplace=True
    )
    agreement = replace(company.agreement, orders=(replace(first, subscriptions=(bought,)),))

    assert "appexchange" not in by_code(routes(company.agreement, company.notice()))
    route = by_code(routes(agreement, company.notice(agreement)))["appexchange"]
    assert "DocuSign" in said(route)
    assert "My Installs & Subscriptions" in said(route)


def test_without_an_address_the_way_is_blocked(company: Any) -> None:
    bare = replace(
        company.agreement, notice_email=None, notice_address=None, account_executive=None
    )
    found = by_code(routes(bare, company.notice(bare, recipients=("someone@web.example",))))

    for code in ("email", "post", "account_executive"):
        assert found[code].blocked is not None
        assert found[code].addresses == ()


def test_every_step_says_where_it_is_known_from(company: Any) -> None:
    for kind in NoticeKind:
        for route in routes(company.agreement, company.notice(kind=kind)):
            assert route.steps
            assert all(step.provenance.document for step in route.steps)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_address_comes_from_outside_the_agreement(data: st.DataObject, company: Any) -> None:
    agreement = data.draw(company.agreements)
    notice = company.notice(
        agreement,
        kind=data.draw(st.sampled_from(list(NoticeKind))),
        channels=tuple(Channel),
        recipients=("outside@web.example",),
    )
    agreed = {
        term.value.strip()
        for term in (agreement.notice_email, agreement.notice_address, agreement.account_executive)
        if term is not None
    }
    own = " ".join(line.product for order in notice.orders for line in order.lines)

    for language in ("en", "es"):
        with speak(language):
            for route in routes(agreement, notice):
                assert set(route.addresses) <= agreed
                fixed = " ".join(
                    str(step.text) for step in route.steps if own not in str(step.text)
                )
                assert not re.search(r"\S+@\S+\.\S+|415 Mission|San Francisco", fixed)
