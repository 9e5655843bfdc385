"""Whether an answer is about this notice, and whether it confirms all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from salida.journal import GENESIS, Entry
from salida.notice.acknowledgement import (
    Form,
    IncomingMessage,
    MatchStrength,
    classify,
    compare,
    match,
)
from salida.notice.tracking import History, history

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.notice.notice import Notice

    Letter = Callable[..., IncomingMessage]

ORG = "00D000000000001EAA"


@pytest.fixture(scope="session")
def notice(company: Any) -> Notice:
    made: Notice = company.notice()
    return made


@pytest.fixture(scope="session")
def told(notice: Notice) -> History:
    data = {"notice": str(notice.id), "message_id": "<first@acme.example>"}
    at = datetime(2025, 7, 1, tzinfo=UTC)
    return history([Entry(1, at, "ana", "notice.sending", data, GENESIS)], str(notice.id))


@pytest.mark.parametrize(
    ("changed", "strength"),
    [
        ({"in_reply_to": ("<first@acme.example>",)}, MatchStrength.CERTAIN),
        ({"references": ("<x@y>", "<first@acme.example>")}, MatchStrength.CERTAIN),
        ({"reported_ids": ("<first@acme.example>",)}, MatchStrength.CERTAIN),
        ({"text": "Your reference 6F3A1A80-5d5e-4c35-9f0e-2f1d9d7c0a11"}, MatchStrength.STRONG),
        ({"text": f"About {ORG} and Q-00123456"}, MatchStrength.STRONG),
        ({"text": f"About {ORG[:15]}"}, MatchStrength.PROBABLE),
        ({"quoted": "order form Q-00123456"}, MatchStrength.PROBABLE),
        ({"text": "contract 01234567"}, MatchStrength.PROBABLE),
        ({"text": "order form Q-001234567"}, MatchStrength.NONE),
        ({"text": "order form XQ-00123456"}, MatchStrength.NONE),
        ({"subject": f"Re: RE: Notice of non-renewal: Acme Ibérica, S.L., org {ORG}"}, MatchStrength.STRONG),
        ({"sender": "jane@mail.salesforce.example"}, MatchStrength.WEAK),
        ({"sender": "jane@notsalesforce.example"}, MatchStrength.NONE),
        ({"in_reply_to": ("<other@acme.example>",)}, MatchStrength.NONE),
        ({"text": f"About {ORG[:14]}X"}, MatchStrength.NONE),
    ],
)  # fmt: skip
def test_an_answer_fits_as_well_as_its_signs(
    letter: Letter, notice: Notice, told: History, changed: dict[str, Any], strength: MatchStrength
) -> None:
    found = match(letter(**{"text": "hello", **changed}), notice, told)

    assert found.strength is strength
    assert bool(found.reasons) is (strength is not MatchStrength.NONE)


def test_nothing_is_answered_before_anything_was_sent(letter: Letter, notice: Notice) -> None:
    message = letter("hello", in_reply_to=("<first@acme.example>",))

    assert match(message, notice, history([], "x")).strength is MatchStrength.NONE


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"text": "org 00D000000000002EAA"}, ["answer_names_other_org"]),
        ({"sender": "jane@else.example"}, ["answer_from_elsewhere"]),
        ({"authentication": ("mx; dkim=pass; dmarc=fail",)}, ["answer_not_authentic"]),
        ({"authentication": ("mx; spf=softfail",)}, ["answer_not_authentic"]),
        ({"text": f"org {ORG}", "sender": "jane@salesforce.example",
          "authentication": ("mx; dkim=pass",)}, []),
    ],
)  # fmt: skip
def test_what_speaks_against_it_is_a_finding(
    letter: Letter, notice: Notice, told: History, changed: dict[str, Any], codes: list[str]
) -> None:
    found = match(letter(**{"text": "hello", **changed}), notice, told)

    assert [each.code for each in found.findings] == codes


BOTH = "Order forms Q-00123456 and Q-00999999 will not renew and end on"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"{BOTH} 30 September 2025 and 31 January 2026.", []),
        (f"{BOTH} 30 September 2025 and 31 January 2027.",
         ["confirmation_names_other_end", "confirmation_leaves_out_end"]),
        (f"{BOTH} 30 September 2025.", ["confirmation_leaves_out_end"]),
        ("We confirm your non-renewal.",
         ["confirmation_without_end", "confirmation_leaves_out_order"]),
        ("Order form Q-00123456 will not renew after 30 September 2025 or 31 January 2026.",
         ["confirmation_leaves_out_order"]),
        ((f"{BOTH} 30 September 2025 and 31 January 2026. This is for Sales Cloud and "
         "Service Cloud."), ["confirmation_leaves_out_line"]),
        ((f"{BOTH} 30 September 2025 and 31 January 2026: Sales Cloud, Service Cloud, "
         "full sandbox, Marketing Cloud."), []),
        (f"We cannot accept it. {BOTH} 1 May 2030.", []),
    ],
)  # fmt: skip
def test_a_confirmation_is_held_against_the_notice(
    letter: Letter, notice: Notice, text: str, codes: list[str]
) -> None:
    message = letter(text)

    assert [each.code for each in compare(message, classify(message), notice)] == codes


def test_a_day_that_can_be_two_is_told(letter: Letter, notice: Notice) -> None:
    first = replace(notice.orders[0], end_date=datetime(2026, 4, 3, tzinfo=UTC).date())
    message = letter("Order form Q-00123456 will not renew and ends on 03/04/2026.")

    found = compare(message, classify(message), replace(notice, orders=(first,)))

    assert [each.code for each in found] == ["confirmation_day_ambiguous"]


def test_a_product_inside_the_name_of_another_is_not_named(letter: Letter, notice: Notice) -> None:
    lines = tuple(
        replace(notice.orders[0].lines[0], line=str(n), product=product)
        for n, product in enumerate(("Sales Cloud", "Sales Cloud Einstein"))
    )
    one = replace(notice, orders=(replace(notice.orders[0], lines=lines),))
    message = letter("Sales Cloud Einstein will not renew: the order ends on 30 September 2025.")

    (found,) = compare(message, classify(message), one)

    assert found.code == "confirmation_leaves_out_line"
    assert "Sales Cloud" in str(found.message)


def test_what_the_answer_quotes_confirms_no_order(letter: Letter, notice: Notice) -> None:
    message = letter(
        "We confirm your non-renewal on 30 September 2025 and 31 January 2026.",
        quoted="Q-00123456 Q-00999999",
        form=Form.EMAIL,
    )

    codes = [each.code for each in compare(message, classify(message), notice)]

    assert codes == ["confirmation_leaves_out_order"]
