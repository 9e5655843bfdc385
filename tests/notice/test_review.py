"""The review: a sound notice passes; each thing that can be wrong is found by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.language import speak
from salida.model.agreement import RenewalType
from salida.model.finding import Severity
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term
from salida.notice.draft import Renewed
from salida.notice.notice import Ask, Channel, NoticeKind, Party, Signer
from salida.notice.review import ReviewFacts, review

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.model.agreement import Agreement
    from salida.model.finding import Finding
    from salida.notice.notice import Notice

READ = Provenance("paper", Confidence.HIGH, document="order.pdf", page=1, quote="...")
SOUND = ReviewFacts(
    archive_org_id="00D000000000001", post_required=False, billing_users=("ana", "luis")
)


def reviewed(
    company: Any,
    *,
    notice: Notice | None = None,
    agreement: Agreement | None = None,
    today: date | None = None,
    facts: ReviewFacts = SOUND,
) -> dict[str, list[Finding]]:
    agreement = agreement or company.agreement
    found = review(
        notice or company.notice(agreement),
        agreement,
        company.clock(agreement),
        today=today or company.today,
        facts=facts,
    )
    codes: dict[str, list[Finding]] = {}
    for each in found:
        codes.setdefault(each.code, []).append(each)
    return codes


def test_a_sound_notice_has_no_finding(company: Any) -> None:
    assert reviewed(company) == {}


Change = dict[str, Any]

WRONG: list[tuple[str, Severity, Change]] = [
    ("customer_missing", Severity.ERROR, {"customer": Party("", ("Calle Mayor 1",), "B1")}),
    ("supplier_missing", Severity.ERROR, {"supplier": Party("", ("1 Example Quay",))}),
    ("customer_address_missing", Severity.WARNING, {"customer": Party("Acme Ibérica, S.L.")}),
    ("tax_id_missing", Severity.NOTE, {"customer": Party("Acme Ibérica, S.L.")}),
    ("differs_from_agreement", Severity.WARNING, {"customer": Party("Acme Other, S.L.")}),
    ("org_id_missing", Severity.ERROR, {"org_id": " "}),
    ("org_id_invalid", Severity.ERROR, {"org_id": "001000000000001AAA"}),
    ("org_id_invalid", Severity.ERROR, {"org_id": "00D000000000001AAB"}),
    ("org_id_differs", Severity.ERROR, {"org_id": "00D000000000002"}),
    ("signer_missing", Severity.ERROR, {"signer": Signer(" ")}),
    ("signer_role_missing", Severity.WARNING, {"signer": Signer("Ana Ruiz")}),
    ("place_missing", Severity.NOTE, {"place": ""}),
    ("no_orders", Severity.ERROR, {"orders": ()}),
    ("order_left_out", Severity.WARNING, {"orders": ()}),
    ("no_channel", Severity.ERROR, {"channels": ()}),
    ("no_written_notice", Severity.WARNING, {"channels": (Channel.YOUR_ACCOUNT,)}),
    ("address_missing", Severity.ERROR, {"supplier": Party("Salesforce Example Limited")}),
    ("recipients_missing", Severity.ERROR, {"recipients": ()}),
    ("recipient_malformed", Severity.ERROR, {"recipients": ("Jane <jane@x.example>",)}),
    ("recipient_not_agreed", Severity.WARNING, {"recipients": ("billing@salesforce.com",)}),
    ("reason_missing", Severity.WARNING, {"reason": " "}),
    ("reason_thin", Severity.WARNING, {"reason": "Too expensive for us."}),
    ("contact_missing", Severity.NOTE, {"contact": ""}),
    ("ask_left_out", Severity.WARNING, {"asks": (Ask.CONFIRMATION,)}),
    ("letter_not_of_today", Severity.WARNING, {"day": date(2025, 6, 30)}),
    ("letter_not_of_today", Severity.WARNING, {"day": date(2025, 7, 2)}),
]


@pytest.mark.parametrize(("code", "severity", "change"), WRONG)
def test_a_flaw_of_the_letter_is_found(
    company: Any, code: str, severity: Severity, change: Change
) -> None:
    found = reviewed(company, notice=replace(company.notice(), **change))

    assert [each.severity for each in found[code]][:1] == [severity]
    assert all(each.hint is not None for each in found[code])


def test_the_archives_org_may_be_written_in_either_form(company: Any) -> None:
    for written in ("00D000000000001", "00D000000000001EAA"):
        notice = replace(company.notice(), org_id=written)
        assert "org_id_differs" not in reviewed(company, notice=notice)


def test_an_org_that_could_not_be_compared_is_said(company: Any) -> None:
    found = reviewed(company, facts=replace(SOUND, archive_org_id=None))

    assert found["org_id_not_compared"][0].severity is Severity.NOTE


def lines_of(company: Any, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Notice:
    notice: Notice = company.notice()
    first, *rest = notice.orders
    return replace(notice, orders=(replace(first, lines=change(first.lines)), *rest))


@pytest.mark.parametrize(
    ("code", "subject", "change"),
    [
        ("add_on_left_out", "Q-00123456/3", lambda lines: lines[:2]),
        ("line_left_out", "Q-00123456/1", lambda lines: lines[1:]),
        ("no_lines", "Q-00123456", lambda _lines: ()),
        (
            "line_unknown",
            "Q-00123456/9",
            lambda lines: (*lines, replace(lines[0], line="9")),
        ),
        (
            "quantity_differs",
            "Q-00123456/1",
            lambda lines: (replace(lines[0], quantity=Decimal(119)), *lines[1:]),
        ),
        (
            "renewed_in_full_notice",
            "Q-00123456/1",
            lambda lines: (replace(lines[0], renew=Decimal(60)), *lines[1:]),
        ),
        (
            "appexchange_apart",
            None,
            lambda lines: (*lines[:2], replace(lines[2], marketplace=True)),
        ),
    ],
)
def test_a_flaw_of_the_lines_is_found(
    company: Any, code: str, subject: str | None, change: Callable[[Any], Any]
) -> None:
    found = reviewed(company, notice=lines_of(company, change))

    assert subject in [each.subject for each in found[code]]


def test_an_add_on_is_told_from_a_line(company: Any) -> None:
    found = reviewed(company, notice=lines_of(company, lambda _lines: ()))

    assert [each.subject for each in found["add_on_left_out"]] == ["Q-00123456/3"]
    assert [each.subject for each in found["line_left_out"]] == ["Q-00123456/1", "Q-00123456/2"]


def test_an_order_form_that_goes_on_is_named(company: Any) -> None:
    found = reviewed(company, notice=company.notice(orders=("Q-00123456",)))

    assert [each.subject for each in found["order_left_out"]] == ["Q-00999999"]


def with_first(company: Any, **changed: Any) -> Agreement:
    first, *rest = company.agreement.orders
    changed_agreement: Agreement = replace(
        company.agreement, orders=(replace(first, **changed), *rest)
    )
    return changed_agreement


def test_an_order_form_of_unknown_renewal_counts_as_renewing(company: Any) -> None:
    agreement = replace(company.agreement, renewal_type=None)
    notice = company.notice(agreement, orders=("Q-00123456",))

    assert "order_left_out" in reviewed(company, agreement=agreement, notice=notice)


def test_order_forms_need_a_number_of_their_own(company: Any) -> None:
    nameless = with_first(company, number=company.term("number", " "))
    twice = with_first(company, number=company.term("number", "Q-00999999"))

    assert "order_number_missing" in reviewed(company, agreement=nameless)
    assert reviewed(company, agreement=twice)["order_twice"][0].subject == "Q-00999999"


def test_an_unknown_account_executive_is_said(company: Any) -> None:
    agreement = replace(company.agreement, account_executive=None)
    notice = company.notice(agreement, channels=(Channel.EMAIL, Channel.ACCOUNT_EXECUTIVE))

    assert "executive_unknown" in reviewed(company, agreement=agreement, notice=notice)
    assert "executive_unknown" not in reviewed(company, agreement=agreement)


def test_an_order_form_that_ends_by_itself_may_be_left_out(company: Any) -> None:
    agreement = with_first(company, renewal_type=company.term("renewal_type", RenewalType.MANUAL))
    notice = company.notice(agreement, orders=("Q-00999999",))

    assert "order_left_out" not in reviewed(company, agreement=agreement, notice=notice)


def test_a_notice_older_than_its_agreement_is_found_out(company: Any) -> None:
    later = with_first(company, end_date=company.term("end_date", date(2026, 3, 31)))
    gone = replace(company.agreement, orders=company.agreement.orders[1:])

    assert "end_date_differs" in reviewed(company, agreement=later, notice=company.notice())
    assert "order_unknown" in reviewed(company, agreement=gone, notice=company.notice())


def test_an_order_form_without_end_has_no_deadline_and_says_so(company: Any) -> None:
    agreement = with_first(company, end_date=None)

    assert reviewed(company, agreement=agreement)["end_date_missing"][0].subject == "Q-00123456"


def test_an_end_in_the_past_is_an_error(company: Any) -> None:
    day = company.end + timedelta(days=1)
    found = reviewed(company, notice=company.notice(day=day), today=day)

    assert found["end_date_past"][0].severity is Severity.ERROR
    on_the_day = reviewed(company, notice=company.notice(day=company.end), today=company.end)
    assert "end_date_past" not in on_the_day


DEADLINE = date(2025, 8, 31)


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (DEADLINE - timedelta(days=9), None),
        (DEADLINE - timedelta(days=8), "channel_too_slow"),
        (DEADLINE - timedelta(days=3), "channel_too_slow"),
        (DEADLINE - timedelta(days=2), "every_channel_too_slow"),
        (DEADLINE, "every_channel_too_slow"),
        (DEADLINE + timedelta(days=1), "deadline_passed"),
    ],
)
def test_the_nearer_the_deadline_the_fewer_channels_are_safe(
    company: Any, today: date, code: str | None
) -> None:
    found = reviewed(company, notice=company.notice(day=today), today=today)
    shown = {"channel_too_slow", "every_channel_too_slow", "deadline_passed"} & found.keys()

    assert shown == (set() if code is None else {code})


def test_a_missed_deadline_says_what_remains(company: Any) -> None:
    today = DEADLINE + timedelta(days=1)
    finding = reviewed(company, notice=company.notice(day=today), today=today)["deadline_passed"][0]

    assert finding.severity is Severity.ERROR
    assert finding.subject == "Q-00123456"
    assert "Aug 31, 2025" in str(finding.message)
    assert finding.hint is not None


def test_a_termination_does_not_hang_on_the_renewals_deadline(company: Any) -> None:
    today = DEADLINE + timedelta(days=1)
    notice = company.notice(day=today, kind=NoticeKind.TERMINATION, clause="11.3")

    assert reviewed(company, notice=notice, today=today)["deadline_passed"][0].severity is (
        Severity.WARNING
    )


def test_a_deadline_without_dates_is_not_taken_for_fine(company: Any) -> None:
    found = review(company.notice(), company.agreement, (), today=company.today, facts=SOUND)

    assert [each.subject for each in found if each.code == "deadline_unknown"] == [
        "Q-00123456",
        "Q-00999999",
    ]


def test_terms_that_nobody_confirmed_are_named(company: Any) -> None:
    agreement = replace(
        with_first(company, end_date=Term("end_date", company.end, READ)),
        supplier=Term("supplier", "Salesforce Example Limited", READ),
    )
    found = reviewed(company, agreement=agreement)

    assert {each.subject for each in found["terms_unconfirmed"]} == {None, "Q-00123456"}
    assert "`supplier`" in str(found["terms_unconfirmed"][0].message)
    assert "`end_date`" in str(found["deadline_unconfirmed"][0].message)


def test_a_manual_renewal_turns_the_risk_round(company: Any) -> None:
    manual = company.term("renewal_type", RenewalType.MANUAL)
    one = reviewed(company, agreement=with_first(company, renewal_type=manual))
    every = reviewed(company, agreement=replace(company.agreement, renewal_type=manual))

    assert [each.subject for each in one["manual_renewal"]] == ["Q-00123456"]
    assert "no_notice_needed" not in one
    assert "Sep 30, 2025" in str(one["manual_renewal"][0].message)
    assert len(every["manual_renewal"]) == 2
    assert "no_notice_needed" in every


@pytest.mark.parametrize(
    "words",
    [
        "You will refund everything in full.",
        "We are entitled to a full refund in the first month.",
        "The rest must be a pro rata refund.",
        "We expect a refund of the unused months pro rata.",
        "Salesforce nos reembolsará el importe íntegro.",
        "Exigimos el reembolso prorrateado del resto.",
        "Solicitamos la devolución íntegra de lo pagado.",
    ],
)
def test_the_guides_refund_is_never_claimed_as_a_right(company: Any, words: str) -> None:
    said = company.notice(reason=f"{company.reason} {words}")
    asked = company.notice(own_asks=(words,))
    clause = replace(company.agreement, refund=company.term("refund", "5.3 refund"))
    unconfirmed = replace(company.agreement, refund=Term("refund", "5.3 refund", READ))

    assert "unverified_claim" in reviewed(company, notice=said)
    assert "unverified_claim" in reviewed(company, notice=asked)
    assert "unverified_claim" in reviewed(company, notice=said, agreement=unconfirmed)
    assert "unverified_claim" not in reviewed(company, notice=said, agreement=clause)


@pytest.mark.parametrize("blank", ["[name of the CRM]", "<date>", "____", "XXX", "TODO"])
def test_a_blank_in_the_reason_stops_it(company: Any, blank: str) -> None:
    found = reviewed(company, notice=company.notice(reason=f"{company.reason} {blank}"))

    assert found["reason_unfinished"][0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("holders", "leaving", "channels", "expected"),
    [
        (("ana", "luis"), {"luis"}, (Channel.EMAIL,), None),
        (("ana", "luis"), {"luis", "ana"}, (Channel.EMAIL,), Severity.WARNING),
        (("ana",), {"ana"}, (Channel.EMAIL, Channel.YOUR_ACCOUNT), Severity.ERROR),
        (None, {"ana"}, (Channel.EMAIL,), None),
    ],
)
def test_the_last_billing_user_stays(
    company: Any,
    holders: tuple[str, ...] | None,
    leaving: set[str],
    channels: tuple[Channel, ...],
    expected: Severity | None,
) -> None:
    facts = replace(SOUND, billing_users=holders, leaving_users=frozenset(leaving))
    found = reviewed(company, notice=company.notice(channels=channels), facts=facts)
    severities = [each.severity for each in found.get("last_billing_user_leaves", ())]

    assert severities == ([] if expected is None else [expected])


def test_nobody_can_decline_without_a_billing_user(company: Any) -> None:
    facts = replace(SOUND, billing_users=())
    notice = company.notice(channels=(Channel.EMAIL, Channel.YOUR_ACCOUNT))

    assert "nobody_may_decline" in reviewed(company, notice=notice, facts=facts)
    assert "nobody_may_decline" not in reviewed(company, facts=facts)


@pytest.mark.parametrize(
    ("required", "clause", "email", "channels", "code"),
    [
        (True, "11.3", "n@s.example", (Channel.EMAIL,), "post_required"),
        (True, "11.3", "n@s.example", (Channel.EMAIL, Channel.POST), None),
        (None, "notice by certified mail", "n@s.example", (Channel.EMAIL,), "post_advised"),
        (None, "mediante correo certificado", "n@s.example", (Channel.EMAIL,), "post_advised"),
        (None, "11.3", None, (Channel.EMAIL,), "post_advised"),
        (None, "11.3", "n@s.example", (Channel.EMAIL,), None),
        (False, "notice by certified mail", "n@s.example", (Channel.EMAIL,), None),
    ],
)
def test_post_is_asked_for_where_the_clause_does(
    company: Any,
    *,
    required: bool | None,
    clause: str,
    email: str | None,
    channels: tuple[Channel, ...],
    code: str | None,
) -> None:
    agreement = replace(
        company.agreement,
        termination=company.term("termination", clause),
        notice_email=None if email is None else company.term("notice_email", email),
    )
    facts = replace(SOUND, post_required=required)
    notice = company.notice(agreement, channels=channels)
    found = reviewed(company, notice=notice, agreement=agreement, facts=facts)

    assert {"post_required", "post_advised"} & found.keys() == ({code} if code else set())


@pytest.mark.parametrize(
    ("renewed", "code"),
    [
        ((), "nothing_renewed"),
        ((Renewed("Q-00123456", "1", Decimal(121)),), "renewed_impossible"),
        ((Renewed("Q-00123456", "1", Decimal(0)),), "renewed_impossible"),
        (
            (
                Renewed("Q-00123456", "1", Decimal(120)),
                Renewed("Q-00123456", "2", Decimal(35)),
                Renewed("Q-00123456", "3", Decimal(1)),
                Renewed("Q-00999999", "1", Decimal(1)),
            ),
            "nothing_reduced",
        ),
        ((Renewed("Q-00123456", "1", Decimal(60)),), None),
    ],
)
def test_a_reduction_reduces(company: Any, renewed: tuple[Renewed, ...], code: str | None) -> None:
    found = reviewed(company, notice=company.notice(kind=NoticeKind.REDUCTION, renewed=renewed))
    errors = {name for name, each in found.items() if each[0].severity is Severity.ERROR}

    assert errors == ({code} if code else set())
    assert "reduction_reprices" in found


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        ({"clause": ""}, "clause_missing", Severity.ERROR),
        ({"clause": "11.3", "reason": ""}, "reason_missing", Severity.ERROR),
    ],
)
def test_a_termination_needs_its_clause_and_its_breach(
    company: Any, change: Change, code: str, severity: Severity
) -> None:
    notice = company.notice(kind=NoticeKind.TERMINATION, **change)

    assert reviewed(company, notice=notice)[code][0].severity is severity


def test_a_termination_clause_that_was_not_read_is_said(company: Any) -> None:
    agreement = replace(company.agreement, termination=None)
    notice = company.notice(agreement, kind=NoticeKind.TERMINATION, clause="11.3")

    assert "termination_not_read" in reviewed(company, notice=notice, agreement=agreement)


def test_a_refund_needs_its_clause(company: Any) -> None:
    notice = company.notice(kind=NoticeKind.TERMINATION, clause="11.3")
    asking = replace(notice, asks=(*notice.asks, Ask.PREPAID_REFUND))

    assert "refund_without_clause" in reviewed(company, notice=asking)
    assert "refund_without_clause" not in reviewed(company, notice=notice)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"day": date(2025, 9, 11), "destination": "Nimbus"}, {"data_act_not_yet"}),
        ({"day": date(2025, 9, 12), "destination": "Nimbus"}, set()),
        ({"day": date(2025, 9, 12), "destination": ""}, {"destination_missing"}),
        (
            {"day": date(2025, 9, 12), "destination": "Nimbus", "eu": False},
            {"data_act_outside_eu"},
        ),
    ],
)
def test_a_switch_under_the_data_act_says_where_it_stands(
    company: Any, change: Change, expected: set[str]
) -> None:
    notice = company.notice(kind=NoticeKind.DATA_ACT_SWITCH, **change)
    found = reviewed(company, notice=notice, today=notice.day)
    watched = {"data_act_not_yet", "data_act_outside_eu", "destination_missing"}

    assert watched & found.keys() == expected
    assert "data_act_arguable" in found


def test_the_gravest_come_first(company: Any) -> None:
    notice = replace(company.notice(), place="", org_id="", reason="")
    found = review(
        notice,
        company.agreement,
        company.clock(company.agreement),
        today=company.today,
        facts=SOUND,
    )
    order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]

    ranks = [order.index(each.severity) for each in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_agreement_makes_the_review_crash(data: st.DataObject, company: Any) -> None:
    agreement = data.draw(company.agreements)
    written_for = data.draw(st.sampled_from([agreement, company.agreement]))
    notice = company.notice(
        written_for,
        kind=data.draw(st.sampled_from(list(NoticeKind))),
        channels=data.draw(st.lists(st.sampled_from(list(Channel)), unique=True).map(tuple)),
        reason=data.draw(st.text()),
        recipients=data.draw(st.lists(company.words, max_size=2).map(tuple)),
        renewed=data.draw(
            st.lists(
                st.builds(Renewed, st.just("Q-00123456"), st.just("1"), company.amounts), max_size=1
            ).map(tuple)
        ),
    )
    facts = data.draw(
        st.builds(
            ReviewFacts,
            archive_org_id=st.none() | company.words,
            post_required=st.none() | st.booleans(),
            billing_users=st.none() | st.lists(company.words, max_size=2).map(tuple),
            leaving_users=st.frozensets(company.words, max_size=2),
        )
    )

    found = review(
        notice, agreement, company.clock(agreement), today=data.draw(st.dates()), facts=facts
    )

    for language in ("en", "es"):
        with speak(language):
            assert all(each.to_json()["message"] for each in found)
