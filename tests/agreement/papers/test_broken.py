"""Papers that break on purpose: a finding in words each time, never a traceback."""

from __future__ import annotations

import io
import shutil
import zipfile
from time import process_time
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from salida.agreement.papers import read_paper
from salida.agreement.rules import propose
from salida.errors import UsageError
from salida.model.finding import Severity
from salida.model.provenance import Confidence
from tests.support.papers.agreements_en import MSA_WORD
from tests.support.papers.orders_en import NORTHWIND
from tests.support.papers.orders_es import OLIVO
from tests.support.papers.raw_pdf import Picture, picture_pdf, text_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from salida.agreement.papers import Paper

CONTRACT = [
    "Order Form",
    "Order Form Number: Q-0099881",
    "Salesforce customer: see below",
    "Customer: Elm & Ash Partners LLP",
    "Start Date: 1 October 2025",
    "End Date: 30 September 2026",
]


def read(folder: Path, name: str, content: bytes) -> Paper:
    path = folder / name
    path.write_bytes(content)
    return read_paper(path)


def codes(paper: Paper) -> list[str]:
    return [each.code for each in paper.findings]


def test_the_hand_written_pdf_is_read_when_it_has_no_password(tmp_path: Path) -> None:
    paper = read(tmp_path, "order.pdf", text_pdf([CONTRACT]))

    assert [text for _page, text in paper.lines()] == CONTRACT


def test_a_pdf_with_a_password_is_told_and_not_read(tmp_path: Path) -> None:
    content = text_pdf([CONTRACT], password="open sesame")
    with pypdfium2.PdfDocument(content, password="open sesame") as pdf:
        assert "Q-0099881" in pdf[0].get_textpage().get_text_range()

    paper = read(tmp_path, "order.pdf", content)

    assert codes(paper) == ["paper_encrypted"]
    assert paper.pages == ()
    assert propose(paper).terms == ()


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    paper = read(tmp_path, "order.pdf", text_pdf([CONTRACT], password=""))

    assert paper.findings == ()
    assert [text for _page, text in paper.lines()] == CONTRACT


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.6, 0.9, 0.999])
def test_a_pdf_that_was_cut_is_told(tmp_path: Path, share: float) -> None:
    whole = NORTHWIND.make(NORTHWIND.paper)

    paper = read(tmp_path, "cut.pdf", whole[: int(share * len(whole))])

    assert paper.findings
    assert {each.severity for each in paper.findings} == {Severity.ERROR}
    assert codes(paper)[0] in {"paper_damaged", "paper_scanned"}


def test_a_file_that_is_only_called_pdf_is_told(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "order.pdf", b"%PDF-1.7 nothing follows")) == ["paper_damaged"]
    assert codes(read(tmp_path, "order2.pdf", b"\x00\x01\x02" * 100)) == ["paper_damaged"]


def _picture_of(content: bytes) -> Picture:
    with pypdfium2.PdfDocument(content) as pdf:
        bitmap = pdf[0].render(scale=200 / 72, grayscale=True)
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        pixels = b"".join(
            rows[at * stride : at * stride + bitmap.width] for at in range(bitmap.height)
        )
        return Picture(bitmap.width, bitmap.height, pixels)


def test_a_scanned_page_is_told_where_tesseract_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    paper = read(tmp_path, "scan.pdf", picture_pdf(_picture_of(OLIVO.make(OLIVO.paper))))

    assert codes(paper) == ["paper_scanned"]
    assert str(paper.findings[0].message) == "These pages are pictures without text: 1"
    assert "tesseract" in str(paper.findings[0].hint)
    assert propose(paper).terms == ()


def test_a_tesseract_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    paper = read(tmp_path, "scan.pdf", picture_pdf(Picture(10, 10, bytes(100))))

    assert codes(paper) == ["paper_scanned"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed here")
def test_a_scanned_page_is_recognised_and_nothing_in_it_is_sure(tmp_path: Path) -> None:
    paper = read(tmp_path, "scan.pdf", picture_pdf(_picture_of(OLIVO.make(OLIVO.paper))))

    reading = propose(paper)

    assert codes(paper) == ["paper_recognised"]
    found = {each.term.name: each.term for each in reading.terms if not each.scope.line}
    assert found["number"].value == "Q-5500187"
    assert str(found["end_date"].value) == "2026-03-31"
    assert found["notice_days"].value == 30
    assert {each.term.provenance.confidence for each in reading.terms} == {Confidence.LOW}


def test_five_hundred_pages_are_read_in_seconds(tmp_path: Path) -> None:
    prose = [
        f"Line {number} of a schedule of services, descriptions and policies."
        for number in range(45)
    ]
    pages = [[f"Schedule {number}", *prose] for number in range(499)]
    content = text_pdf([CONTRACT, *pages])
    started = process_time()

    reading = propose(read(tmp_path, "long.pdf", content))

    assert process_time() - started < 15
    assert {
        str(each.scope): each.term.value for each in reading.terms if each.term.name == "number"
    } == {"Q-0099881": "Q-0099881"}


@pytest.mark.parametrize(
    "seed",
    ["(", "[", "the (", "renew ", "between A (the ", "1,000 ", "twenty ", "notices to ", "12/12/"],
)
def test_a_line_made_to_keep_the_rules_busy_does_not(tmp_path: Path, seed: str) -> None:
    lines = [*CONTRACT, seed * (50_000 // len(seed))]
    paper = read(tmp_path, "busy.txt", "\n".join(lines).encode())
    started = process_time()

    propose(paper)

    assert process_time() - started < 5


def test_more_pages_than_any_contract_has_are_told(tmp_path: Path) -> None:
    paper = read(tmp_path, "endless.pdf", text_pdf([["Order Form"]] * 2010))

    assert codes(paper) == ["paper_too_long"]
    assert len(paper.pages) == 2000


RECIPE = """Lentils with chorizo

Wash 400 g of lentils. Start on a low flame; the end comes after 45 minutes.
Serves 4 people. Price per portion: 1,20 EUR. Notice how the colour changes.
"""
MINUTES = """Minutes of the meeting of 3 March 2026

Start date of the office move: 1 October 2026. End date: 30 November 2026.
Customer: nobody came. Quantity of chairs: 40.
"""
HORARIO = """Horario de autobuses

Desde el 1 de septiembre de 2025 hasta el 30 de junio de 2026.
Precio del billete: 1,40 €. Número de plazas: 55.
"""


@pytest.mark.parametrize("text", [RECIPE, MINUTES, HORARIO], ids=["recipe", "minutes", "timetable"])
def test_what_is_no_contract_gives_no_terms(tmp_path: Path, text: str) -> None:
    reading = propose(read(tmp_path, "paper.txt", text.encode()))

    assert reading.terms == ()
    assert [each.code for each in reading.findings] == ["not_a_contract"]


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "empty.txt", b"")) == ["paper_empty"]
    assert codes(read(tmp_path, "empty.html", b"<p> </p>")) == ["paper_empty"]


def test_a_word_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(201):
                part.write(bytes(1 << 20))
    assert len(buffer.getvalue()) < 1 << 20

    paper = read(tmp_path, "bomb.docx", buffer.getvalue())

    assert codes(paper) == ["paper_damaged"]
    assert "far more" in str(paper.findings[0].message)


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    whole = MSA_WORD.make(MSA_WORD.paper)
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(buffer, "w") as target:
        for each in source.infolist():
            data = source.read(each)
            if each.filename == "word/document.xml":
                data = data.replace(b"?>", b"?>" + entities.encode(), 1)
                data = data.replace(b"Main Services Agreement", b"&j;")
            target.writestr(each, data)

    paper = read(tmp_path, "laughs.docx", buffer.getvalue())

    assert sum(len(text) for _page, text in paper.lines()) < 100_000


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.99])
def test_a_word_file_that_was_cut_is_told(tmp_path: Path, share: float) -> None:
    whole = MSA_WORD.make(MSA_WORD.paper)

    assert codes(read(tmp_path, "cut.docx", whole[: int(share * len(whole))])) == ["paper_damaged"]


def test_a_word_file_with_a_password_is_told(tmp_path: Path) -> None:
    content = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000)

    paper = read(tmp_path, "locked.docx", content)

    assert codes(paper) == ["paper_damaged"]
    assert "password" in str(paper.findings[0].message)


HOSTILE = (
    b"""<html><head><script>Customer: Evil Corp</script><style>td { color: red }</style></head>
<body><h1>Order Form</h1><p>Salesforce customer agreement and subscription</p>
<div style="display: none">Notice period: 1 day</div><span hidden>End Date: 1 January 2099</span>
<p>Order Form Number: Q-4711</p><!-- Start Date: 1 January 1999 --><p>End Date: 30 September 2026</p>
<table><tr><td colspan="99999999999">Customer</td></tr></table></table></td></div></div>
<p onclick="x">Customer: &lt;b&gt;Ash &amp; Elm&lt;/b&gt; Ltd<br><img src="http://tracker.example/x.png">
"""
    + b"<div>" * 30_000
)


def test_hostile_html_gives_only_what_a_reader_would_see(tmp_path: Path) -> None:
    reading = propose(read(tmp_path, "order.html", HOSTILE))

    found = {each.term.name: each.term.value for each in reading.terms}
    assert str(found["end_date"]) == "2026-09-30"
    assert found["number"] == "Q-4711"
    assert "notice_days" not in found
    assert "start_date" not in found
    assert "Evil Corp" not in found.values()


def test_what_cannot_be_opened_or_is_of_no_known_format_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Cannot read"):
        read_paper(tmp_path / "absent.pdf")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    with pytest.raises(UsageError, match="format is not known"):
        read_paper(tmp_path / "sheet.xlsx")
    with pytest.raises(UsageError, match="Cannot read"):
        read_paper(tmp_path)


def test_a_pdf_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    paper = read(tmp_path, "order.txt", text_pdf([CONTRACT]))

    assert [text for _page, text in paper.lines()] == CONTRACT
