"""An answer is read as it came; what a stranger can send never raises."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.documents import Document, Paragraph, render_pdf
from salida.errors import UsageError
from salida.notice.acknowledgement import (
    DeliveryReport,
    Form,
    IncomingMessage,
    classify,
    read_message,
)
from salida.notice.acknowledgement.eml import read_eml
from salida.notice.acknowledgement.html_words import visible
from salida.notice.acknowledgement.read import _outlook, _pdf
from salida.notice.acknowledgement.words import apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STATUS = b"""\
From: MAILER-DAEMON@mail.example
To: ana@acme.example
Subject: Undelivered Mail
Message-ID: <d1@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; Notices@Salesforce.example
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; legal@salesforce.example
Action: delivered
Status: 2.0.0
--b
Content-Type: text/rfc822-headers

From: ana@acme.example
Message-ID: <first@acme.example>
--b--
"""

RECEIPT = b"""\
From: jane@salesforce.example
Subject: Read: Notice
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b
Content-Type: text/plain

Your message was displayed.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;jane@salesforce.example
Original-Message-ID: <first@acme.example>
Disposition: manual-action/MDN-sent-manually; displayed/warning
--b--
"""


def test_an_email_is_read_whole(reply: EmailMessage, write: Callable[[str, bytes], Path]) -> None:
    reply.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Año.pdf")
    content = bytes(reply)

    read = read_message(write("reply.eml", content))

    assert read.form is Form.EMAIL
    assert read.sha256 == hashlib.sha256(content).hexdigest()
    assert (read.sender, read.sender_name) == ("jane.doe@salesforce.example", "Jane Doe")
    assert read.to == ("ana@acme.example",)
    assert read.copies == ("legal@acme.example",)
    assert read.sent_at == datetime(2025, 7, 3, 10, tzinfo=UTC)
    assert read.subject == "RE: Aviso de no renovación"
    assert read.message_id == read.key == "<r1@salesforce.example>"
    assert read.in_reply_to == ("<first@acme.example>",)
    assert read.references == ("<zero@acme.example>", "<first@acme.example>")
    assert read.authentication == ("mx.acme.example; dkim=pass header.d=salesforce.example",)
    assert "will not renew" in read.text
    assert "hereby give notice" not in read.text
    assert "hereby give notice" in read.quoted
    (file,) = read.attachments
    assert (file.name, file.media_type, file.bytes) == ("Año.pdf", "application/pdf", 8)
    assert file.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert read.findings == ()


def test_an_email_of_html_only_is_read_as_it_is_seen(write: Callable[[str, bytes], Path]) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = "jane@salesforce.example"
    message.set_content(
        "<style>p{}</style><p>We <b>confirm</b> it.</p><blockquote>We do not renew</blockquote>",
        subtype="html",
    )

    read = read_message(write("a.eml", bytes(message)))

    assert read.text == "We confirm it."
    assert read.quoted == "> We do not renew"


def test_a_message_inside_the_message_is_a_file_and_not_its_word(
    write: Callable[[str, bytes], Path],
) -> None:
    inside = EmailMessage(policy=SMTP)
    inside["Message-ID"] = "<inside@x.example>"
    inside.set_content("We confirm that the contract will not renew.")
    outer = EmailMessage(policy=SMTP)
    outer["Message-ID"] = "<outer@x.example>"
    outer.set_content("See below.")
    outer.add_attachment(inside)

    read = read_message(write("a.eml", bytes(outer)))

    assert read.text == "See below."
    assert read.message_id == "<outer@x.example>"
    assert read.reported_ids == ()
    assert [each.media_type for each in read.attachments] == ["message/rfc822"]


def test_a_delivery_report_says_who_got_it_and_what_it_is_about(
    write: Callable[[str, bytes], Path],
) -> None:
    read = read_message(write("a.eml", STATUS))

    assert read.reports == (
        DeliveryReport("notices@salesforce.example", "failed", "5.1.1"),
        DeliveryReport("legal@salesforce.example", "delivered", "2.0.0"),
    )
    assert read.reported_ids == ("<first@acme.example>",)


def test_a_read_receipt_is_a_report_too(write: Callable[[str, bytes], Path]) -> None:
    read = read_message(write("a.eml", RECEIPT))

    assert read.reports == (DeliveryReport("jane@salesforce.example", "displayed"),)
    assert read.reported_ids == ("<first@acme.example>",)


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        (b"Auto-Submitted: auto-replied; owner=x\n", "auto-replied"),
        (b"Auto-Submitted: auto-generated\n", "auto-generated"),
        (b"Auto-Submitted: no\n", ""),
        (b"X-Autoreply: yes\n", "auto-replied"),
        (b"", ""),
    ],
)
def test_a_machine_that_says_so_is_known(
    write: Callable[[str, bytes], Path], headers: bytes, automatic: str
) -> None:
    assert read_message(write("a.eml", headers + b"\nhello\n")).automatic == automatic


def test_an_outlook_file_is_read_whole(outlook: Any, write: Callable[[str, bytes], Path]) -> None:
    content = outlook.outlook_file(
        {
            0x001A: "IPM.Note",
            0x0037: "RE: Notice of non-renewal",
            0x0C1A: "Jane Doe",
            0x0C1F: "Jane.Doe@salesforce.example",
            0x1000: "We confirm it.\r\n" + "All of it.\r\n" * 500 + "\r\n________________________________\r\nFrom: Ana\r\nWe do not renew",
            0x1035: "<r1@salesforce.example>",
            0x1042: "<first@acme.example>",
            0x1039: "<zero@acme.example> <first@acme.example>",
        },
        sent_at=datetime(2025, 7, 3, 10, tzinfo=UTC),
        recipients=("Ana@acme.example",),
        attachments=(("Año.pdf", b"%PDF" * 2000), ("b.txt", b"hi")),
    )  # fmt: skip

    read = read_message(write("reply.msg", content))

    assert read.form is Form.OUTLOOK
    assert (read.sender, read.sender_name) == ("jane.doe@salesforce.example", "Jane Doe")
    assert read.to == ("ana@acme.example",)
    assert read.sent_at == datetime(2025, 7, 3, 10, tzinfo=UTC)
    assert read.message_id == "<r1@salesforce.example>"
    assert read.in_reply_to == ("<first@acme.example>",)
    assert read.references == ("<zero@acme.example>", "<first@acme.example>")
    assert read.text.startswith("We confirm it.\nAll of it.")
    assert "We do not renew" in read.quoted
    assert [(each.name, each.bytes) for each in read.attachments] == [
        ("Año.pdf", 8000),
        ("b.txt", 2),
    ]


def test_the_headers_that_came_over_the_net_win_over_outlooks_own(
    outlook: Any, write: Callable[[str, bytes], Path]
) -> None:
    content = outlook.outlook_file(
        {
            0x0037: "Notice",
            0x0C1F: "/O=EXCHANGE/CN=JANE",
            0x007D: "From: Jane <jane@salesforce.example>\r\nIn-Reply-To: <first@acme.example>\r\n"
            "Authentication-Results: mx; spf=pass\r\nAuto-Submitted: auto-replied\r\n\r\n",
        }
    )

    read = read_message(write("a.msg", content))

    assert read.sender == "jane@salesforce.example"
    assert read.in_reply_to == ("<first@acme.example>",)
    assert read.authentication == ("mx; spf=pass",)
    assert read.automatic == "auto-replied"


def test_the_content_decides_over_the_name(
    outlook: Any, write: Callable[[str, bytes], Path]
) -> None:
    content = outlook.outlook_file({0x0037: "Notice"})

    assert read_message(write("a.eml", content)).form is Form.OUTLOOK


@pytest.fixture(scope="session")
def pdf() -> bytes:
    words = Paragraph("We confirm that order form Q-1 ends on 30 September 2025.")
    return render_pdf(Document("Your notice", (words,), "en", date(2025, 7, 3)))


def test_a_letter_is_read_from_pdf_and_text(
    pdf: bytes, write: Callable[[str, bytes], Path]
) -> None:
    for name, content in (
        ("a.pdf", pdf),
        ("a.txt", "Señores: We confirm that order form Q-1 ends".encode("cp1252")),
        ("b.txt", "Señores: We confirm that order form Q-1 ends".encode("utf-16")),
    ):
        read = read_message(write(name, content))
        assert read.form is Form.LETTER
        assert "We confirm that order form Q-1 ends" in " ".join(read.text.split())
        assert read.key == hashlib.sha256(content).hexdigest()


def test_the_text_of_a_scan_may_be_given(write: Callable[[str, bytes], Path]) -> None:
    scan = io.BytesIO()
    with pypdfium2.PdfDocument.new() as pdf:
        pdf.new_page(595, 842).close()
        pdf.save(scan)
    path = write("scan.pdf", scan.getvalue())

    assert [each.code for each in read_message(path).findings] == ["letter_without_text"]
    assert read_message(path, text="We confirm it.").text == "We confirm it."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.msg", b"not a compound file"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.pdf", b"%PDF-1.7 cut"),
        ("a.pdf", b"hello"),
        ("a.txt", b""),
    ],
)
def test_a_damaged_file_is_a_finding(
    write: Callable[[str, bytes], Path], name: str, content: bytes
) -> None:
    read = read_message(write(name, content))

    assert len(read.findings) == 1
    assert read.text == ""
    assert read.sha256 == hashlib.sha256(content).hexdigest()


def test_what_cannot_be_read_at_all_is_said(
    write: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="format"):
        read_message(write("a.xlsx", b"PK"))
    with pytest.raises(UsageError, match="Cannot read"):
        read_message(tmp_path / "absent.eml")


def test_parts_within_parts_end_somewhere_and_are_told(
    write: Callable[[str, bytes], Path],
) -> None:
    nested = b"\nhello\n"
    for level in range(60):
        mark = b"b%d" % level
        nested = (
            b'Content-Type: multipart/mixed; boundary="' + mark + b'"\n\n--' + mark + b"\n" + nested
            + b"\n--" + mark + b"--\n"
        )  # fmt: skip

    read = read_message(write("a.eml", nested))

    assert [each.code for each in read.findings] == ["message_not_read_whole"]


_HEADERS = st.sampled_from(
    ["From", "To", "Date", "Subject", "Message-ID", "References", "Content-Type",
     "Content-Transfer-Encoding", "Content-Disposition", "Auto-Submitted", "MIME-Version"]
)  # fmt: skip
_VALUES = st.one_of(
    st.binary(max_size=60).map(lambda raw: raw.replace(b"\n", b"")),
    st.sampled_from(
        [b"=?utf-8?b?/w==?=", b"=?x-none?q?=ZZ?=", b"=?utf-8?q?", b"multipart/mixed; boundary=b",
         b"multipart/report; boundary=b", b"message/delivery-status", b"message/rfc822",
         b'text/plain; charset="x-none"', b"text/html; charset=utf-16", b"base64", b"uuencode",
         b"<<>>@", b"Mon, 99 Zzz 0000 99:99:99 +9999", b"\xed\xa0\x80 <a@b>", b"(((((", b'"']
    ),
)  # fmt: skip


@given(
    headers=st.lists(st.tuples(_HEADERS, _VALUES), max_size=8),
    body=st.binary(max_size=200) | st.just(b"--b\n\n\xff\xfe\n--b\nAction: failed\n\nx: y\n--b--"),
)
def test_no_email_of_a_stranger_raises(headers: list[tuple[str, bytes]], body: bytes) -> None:
    content = b"".join(name.encode() + b": " + value + b"\n" for name, value in headers)

    _check(read_eml(content + b"\n" + body, "a.eml"))


@given(data=st.data())
def test_no_outlook_file_of_a_stranger_raises(outlook: Any, data: Any) -> None:
    content = bytearray(
        outlook.outlook_file(
            {0x0037: "Notice", 0x1000: "words" * 900, 0x0C1F: "a@b.example"},
            sent_at=datetime(2025, 7, 3, tzinfo=UTC),
            recipients=("c@d.example",),
            attachments=(("a", b"b"),),
        )
    )
    for _each in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(content)))

    _check(_outlook(bytes(content[:cut]), "a.msg"))


@given(data=st.data())
def test_no_pdf_of_a_stranger_raises(pdf: bytes, data: Any) -> None:
    content = bytearray(pdf)
    for _each in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    _check(_pdf(bytes(content), "a.pdf"))


def _check(read: IncomingMessage) -> None:
    """Whatever came in can be written down and shown."""
    words = f"{read.subject}{read.text}{read.quoted}{read.sender}{read.sender_name}"
    assert words.encode("utf-8").decode("utf-8") == words
    assert "\0" not in words


@pytest.mark.parametrize(
    "begins",
    [
        "On Tue, 1 Jul 2025 at 09:30, Ana Ruiz <ana@acme.example> wrote:",
        "El mar, 1 jul 2025 a las 9:30, Ana Ruiz (<ana@acme.example>) escribió:",
        "-----Original Message-----",
        "-----Mensaje original-----",
        "________________________________",
        "From: Ana Ruiz\nSent: Tuesday\nTo: Jane",
        "De: Ana Ruiz\nEnviado el: martes\nPara: Jane",
        "> quoted",
    ],
)
def test_what_is_quoted_is_not_the_senders_word(begins: str) -> None:
    own, quoted = apart(f"Thank you.\nJane\n\n{begins}\nWe do not renew.\n> at all\n")

    assert own.startswith("Thank you.\nJane")
    assert "> at all" not in own
    assert "> at all" in quoted
    if begins != "> quoted":
        assert "We do not renew." not in own


def test_a_sentence_with_from_is_no_quotation() -> None:
    text = "It ends on 30 September.\nFrom: that day on nothing is billed."

    assert apart(text) == (text, "")


def test_html_shows_no_script_and_parts_its_blocks() -> None:
    html = "<head><title>x</title></head><p>a&amp;b</p><script>c</script><div>d<br>e</div>"

    assert visible(html) == "a&b\nd\ne"


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("a < b and 1 <2<br>c", "a < b and 1 <2\nc"),
        ("1 < 2 <!-- no --> 3", "1 < 2 3"),
        ("<!doctype html><P>One</P>", "One"),
        ("a<!-- never closed", "a"),
        ("<SCRIPT>x</SCRIPT >b", "b"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> b\nc"),
    ],
)
def test_html_is_seen_as_a_browser_shows_it(html: str, seen: str) -> None:
    assert visible(html) == seen


@pytest.mark.timeout(20)
@pytest.mark.parametrize("header", [b"From", b"Content-Type: text/plain; x", b"Subject"])
@pytest.mark.parametrize("piece", [b"(", b";", b":;", b"=?", b'"', b" x*0*=a;", b"a=b;\n "])
def test_no_header_takes_time_squared_or_raises(header: bytes, piece: bytes) -> None:
    content = header + b": " + (piece * 600_000)[:600_000] + b"\n\nWe confirm it.\n"

    assert "We confirm it." in read_eml(content, "a.eml").text


def test_a_header_that_cannot_be_decoded_is_kept_as_it_is() -> None:
    assert read_eml(b"Subject: =?utf-8?b?a?=\n\n", "a.eml").subject == "=?utf-8?b?a?="


def test_a_message_that_is_passed_on_in_the_open_is_a_file_too() -> None:
    content = (
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee below.\n--b\n'
        b"Content-Type: message/rfc822\n\nSubject: inside\n\nWe confirm it.\n--b--\n"
    )

    read = read_eml(content, "a.eml")

    assert read.text == "See below."
    assert [each.media_type for each in read.attachments] == ["message/rfc822"]


def test_a_charset_that_the_library_stumbles_over_loses_no_more_than_its_part() -> None:
    content = b"Subject: hello\nContent-Type: text/plain; charset*=x''utf-8\n\n\xff\n"

    assert read_eml(content, "a.eml").subject == "hello"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<p ", "<!--", "<a b='", "</", "<script>", "<style", "\n", "> ", "on "]
)
def test_no_text_takes_time_squared(letter: Any, piece: str) -> None:
    endless = (piece * 200_000)[:200_000]

    for words in (endless, visible(endless)):
        own, _quoted = apart(words)
        classify(letter(own))
