"""The letter: nothing that ends goes unnamed, and its page says what a lawyer would check."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.documents import (
    page_count,
    render_docx,
    render_html,
    render_pdf,
    render_plain,
    to_email,
)
from salida.language import speak
from salida.language.catalogue import catalogue
from salida.notice.cover_page import cover_page
from salida.notice.draft import Renewed
from salida.notice.letter import letter, subject
from salida.notice.notice import Ask, Channel, NoticeKind, Party

if TYPE_CHECKING:
    from salida.documents import Document
    from salida.notice.notice import Notice


def folded(text: str) -> str:
    return " ".join(text.split())


def said(document: Document) -> str:
    return folded(render_plain(document))


def pdf_text(document: Document) -> list[str]:
    with pypdfium2.PdfDocument(render_pdf(document)) as pdf:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(folded(text.get_text_range()))
            text.close()
            page.close()
        return pages


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_agreement_gives_a_letter_that_names_all_of_it(
    data: st.DataObject, company: Any
) -> None:
    agreement = data.draw(company.agreements)
    kind = data.draw(st.sampled_from(list(NoticeKind)))
    language = data.draw(st.sampled_from(["en", "es"]))
    notice = company.notice(agreement, kind=kind, language=language)

    in_text = said(letter(notice))
    in_page = folded(unescape(render_html(letter(notice))))

    for order in agreement.orders:
        assert order.number.value in in_text
        assert order.number.value in in_page
        for line in order.subscriptions:
            assert line.product.value in in_text
            assert line.product.value in in_page
    if agreement.org_id is not None:
        assert agreement.org_id.value in in_text
    for party in (agreement.customer, agreement.supplier):
        assert party is None or party.value in in_text


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_any_agreement_can_be_put_on_paper(data: st.DataObject, company: Any) -> None:
    notice = company.notice(
        data.draw(company.agreements),
        kind=data.draw(st.sampled_from(list(NoticeKind))),
        language=data.draw(st.sampled_from(["en", "es"])),
        reason=data.draw(st.text()),
    )
    document = letter(notice)

    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")
    assert render_html(document).startswith("<!doctype html>")
    assert render_plain(document).endswith("\n")


def test_the_page_says_what_is_needed(company: Any) -> None:
    page = " ".join(pdf_text(letter(company.notice())))

    for words in (
        "Acme Ibérica, S.L. hereby gives notice that it does not renew the order forms",
        "Tax number B12345678",
        "Salesforce Example Limited",
        "1 Example Quay",
        "Madrid, July 1, 2025",
        "Org Id 00D000000000001EAA",
        "Order form Q-00123456",
        "Contract number 01234567",
        "Last day of the term September 30, 2025",
        "Notice period 30 days before the end of the term",
        "1 Sales Cloud 120 September 30, 2025",
        "3 Full Sandbox (add-on) 1 September 30, 2025",
        "1 Marketing Cloud 1 January 31, 2026",
        "Notice period 60 days",
        "Of 155 licences, 61 have been used",
        "Confirm in writing, within ten days",
        "backups included (Article 28(3)(g) of Regulation (EU) 2016/679)",
        "for 30 days after the services end",
        "Address to Ana Ruiz, ana@acme.example every answer",
        "all of which are reserved",
        "e-mail to notices@salesforce.example and registered post",
        "on the day on which the first of them is received",
        "Ana Ruiz Finance director",
    ):
        assert words in page, words


def test_the_declaration_comes_before_everything_else(company: Any) -> None:
    page = pdf_text(letter(company.notice()))[0]

    assert page.index("does not renew") < page.index("Org Id")
    assert page.index("does not renew") < page.index("This letter is given under")


def test_the_letter_has_its_dates_in_its_own_language_whatever_is_spoken(company: Any) -> None:
    with speak("en"):
        spanish = said(letter(company.notice(language="es")))
    with speak("es"):
        english = said(letter(company.notice()))

    assert "30 de septiembre de 2025" in spanish
    assert "September 30, 2025" in english


def test_the_spanish_letter_is_spanish(company: Any) -> None:
    if catalogue("es").gettext("Yours faithfully,") == "Yours faithfully,":
        pytest.skip("the catalogue does not hold this letter yet")
    page = " ".join(pdf_text(letter(company.notice(language="es"))))

    assert "voluntad de no renovar" in page
    assert "Atentamente," in page
    assert "burofax" in page
    assert "copias de seguridad" in page
    for english in ("hereby", "Order form", "Yours", "This notice", "ask of you", "Last day"):
        assert english not in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeKind.NON_RENEWAL, "does not renew"),
        (NoticeKind.REDUCTION, "renews the order forms listed in section 1 only in part"),
        (NoticeKind.TERMINATION, "terminates for cause, under clause 11.3 (a) of the Agreement"),
        (NoticeKind.DATA_ACT_SWITCH, "switches to Nimbus CRM the services listed in section 1"),
    ],
)
def test_each_kind_declares_itself(company: Any, kind: NoticeKind, words: str) -> None:
    notice = company.notice(kind=kind, clause="11.3 (a)", destination="Nimbus CRM")

    assert words in said(letter(notice))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeKind.NON_RENEWAL, "for any time after the end of a line"),
        (NoticeKind.REDUCTION, "for more than is renewed"),
        (NoticeKind.TERMINATION, "for any time after the termination takes effect"),
        (NoticeKind.DATA_ACT_SWITCH, "for any time after the switch is complete"),
    ],
)
def test_billing_stops_when_the_kind_of_notice_says(
    company: Any, kind: NoticeKind, words: str
) -> None:
    assert words in said(letter(company.notice(kind=kind)))


@pytest.mark.parametrize("kind", [NoticeKind.TERMINATION, NoticeKind.DATA_ACT_SWITCH])
def test_what_ends_early_has_no_last_day(company: Any, kind: NoticeKind) -> None:
    text = said(letter(company.notice(kind=kind)))

    assert "Last day: September 30, 2025" not in text
    assert "End of its term: September 30, 2025" in text


@pytest.mark.parametrize("kind", [NoticeKind.TERMINATION, NoticeKind.DATA_ACT_SWITCH])
def test_what_may_fail_is_a_notice_of_non_renewal_as_well(company: Any, kind: NoticeKind) -> None:
    assert "In the alternative" in said(letter(company.notice(kind=kind)))
    assert "In the alternative" not in said(letter(company.notice()))


def test_a_reduction_says_how_many_go_on(company: Any) -> None:
    notice = company.notice(
        kind=NoticeKind.REDUCTION, renewed=(Renewed("Q-00123456", "1", Decimal(60)),)
    )
    page = " ".join(pdf_text(letter(notice)))

    assert "1 Sales Cloud 120 September 30, 2025 60" in page
    assert "2 Service Cloud 35 September 30, 2025 none of them" in page
    assert "delete all of it" not in page


def test_a_reduction_keeps_the_data_where_it_is(company: Any) -> None:
    asks = company.notice(kind=NoticeKind.REDUCTION).asks

    assert not {Ask.DATA_RETURN, Ask.DELETION_CERTIFICATE, Ask.FINAL_STATEMENT} & set(asks)
    assert Ask.CONFIRMATION in asks


def test_a_refund_is_asked_for_only_where_a_clause_grants_it(company: Any) -> None:
    granted = replace(company.agreement, refund=company.term("refund", "11.4 refund of fees"))

    assert Ask.PREPAID_REFUND not in company.notice(kind=NoticeKind.TERMINATION).asks
    assert Ask.PREPAID_REFUND in company.notice(granted, kind=NoticeKind.TERMINATION).asks
    assert Ask.PREPAID_REFUND not in company.notice(granted).asks


def test_outside_the_european_union_no_european_article_is_cited(company: Any) -> None:
    text = said(letter(company.notice(eu=False)))

    assert "certify the deletion in writing" in text
    assert "2016/679" not in text


def test_appexchange_products_stand_apart(company: Any) -> None:
    first = company.agreement.orders[0]
    apart = replace(
        first.subscriptions[2], product=company.term("product", "DocuSign"), marketplace=True
    )
    agreement = replace(
        company.agreement,
        orders=(replace(first, subscriptions=(*first.subscriptions[:2], apart)),),
    )

    text = said(letter(company.notice(agreement)))

    assert text.index("AppExchange products") < text.index("DocuSign")
    assert text.count("DocuSign") == 1


def test_a_quantity_that_no_paper_states_is_not_guessed(company: Any) -> None:
    first = company.agreement.orders[0]
    bare = replace(first.subscriptions[0], quantity=None)
    agreement = replace(company.agreement, orders=(replace(first, subscriptions=(bare,)),))

    assert "1 Sales Cloud all of them September 30, 2025" in " ".join(
        pdf_text(letter(company.notice(agreement)))
    )


def test_only_the_chosen_order_forms_are_ended(company: Any) -> None:
    text = said(letter(company.notice(orders=("Q-00999999",))))

    assert "Q-00999999" in text
    assert "Q-00123456" not in text


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        ((Channel.POST,), "This notice is sent by registered post with proof"),
        ((Channel.EMAIL, Channel.YOUR_ACCOUNT), "All copies are one and the same notice"),
        ((), "all of which are reserved"),
    ],
)
def test_the_letter_says_how_it_is_sent(
    company: Any, channels: tuple[Channel, ...], words: str
) -> None:
    assert words in said(letter(company.notice(channels=channels)))


def test_the_supplier_is_not_addressed_twice(company: Any) -> None:
    agreement = replace(
        company.agreement,
        notice_address=company.term(
            "notice_address", "Salesforce Example Limited\n1 Example Quay\nDublin 2"
        ),
    )
    envelope = render_plain(letter(company.notice(agreement))).split("Madrid, July")[0]

    assert envelope.count("Salesforce Example Limited") == 1


@pytest.mark.parametrize("name", ["Acme\r\nBcc: spy@evil.example", "Acme\x0bBcc: x", "Acme\u2028x"])
def test_no_name_forges_a_header(company: Any, name: str) -> None:
    forged: Notice = replace(company.notice(), customer=Party(name))

    message = to_email(
        letter(forged),
        sender="ana@acme.example",
        to=forged.recipients,
        message_id="<n1@acme.example>",
        sent_at=datetime(2025, 7, 1, tzinfo=UTC),
    )

    assert message["Bcc"] is None
    assert str(message["Subject"]).startswith("Notice of non-renewal: Acme")


def test_the_subject_names_company_and_org(company: Any) -> None:
    assert (
        str(subject(company.notice()))
        == "Notice of non-renewal: Acme Ibérica, S.L., org 00D000000000001EAA"
    )


def test_the_cover_page_has_what_the_counter_needs(company: Any) -> None:
    notice = company.notice()
    pages = page_count(render_pdf(letter(notice)))
    text = " ".join(pdf_text(cover_page(notice, pages)))

    for words in (
        "Sender Acme Ibérica, S.L. Tax number B12345678 Calle Mayor 1 28013 Madrid",
        "Addressee Salesforce Example Limited Legal Department 1 Example Quay Dublin 2",
        f"{pages} pages, without this cover page",
        "Certified text",
        "Acknowledgement of receipt",
        str(notice.id),
    ):
        assert words in text, words


def test_a_long_order_form_keeps_every_line(company: Any) -> None:
    first = company.agreement.orders[0]
    lines = tuple(
        replace(
            first.subscriptions[0], line=str(n), product=company.term("product", f"Product {n}.")
        )
        for n in range(1, 151)
    )
    agreement = replace(company.agreement, orders=(replace(first, subscriptions=lines),))

    pages = pdf_text(letter(company.notice(agreement)))

    assert len(pages) > 3
    assert all(f"Product {n}." in " ".join(pages) for n in range(1, 151))
    # A table that goes over the page repeats its header.
    assert sum("Line Product Quantity" in page for page in pages) >= 3


def test_a_line_that_ends_on_another_day_says_so(company: Any) -> None:
    first = company.agreement.orders[0]
    early = replace(first.subscriptions[0], end_date=company.term("end_date", date(2025, 8, 15)))
    agreement = replace(
        company.agreement,
        orders=(replace(first, subscriptions=(early, *first.subscriptions[1:])),),
    )
    notice = company.notice(agreement)
    page = " ".join(pdf_text(letter(notice)))

    assert "1 Sales Cloud 120 August 15, 2025" in page
    assert "2 Service Cloud 35 September 30, 2025" in page
    assert notice.end_dates == (date(2025, 8, 15), date(2025, 9, 30))


def test_a_termination_stands_on_its_grounds(company: Any) -> None:
    terminating = said(letter(company.notice(kind=NoticeKind.TERMINATION)))

    assert "2. Grounds" in terminating
    assert "does not depend on them" not in terminating
    assert "does not depend on them" in said(letter(company.notice()))
