"""Whatever an order form says, in whatever layout and notation: it is read back as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salida.agreement.papers import read_paper
from salida.agreement.rules import propose
from salida.model.money import Money
from salida.model.provenance import Confidence
from tests.support.papers.blocks import Pairs, Paper, Para, Style, Table, Title
from tests.support.papers.render import to_docx, to_html, to_pdf, to_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Line:
    product: str
    quantity: int
    price: Decimal


@dataclass(frozen=True)
class Order:
    number: str
    customer: str
    start: date
    end: date
    notice: int
    currency: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Wording:
    """How one house writes its order forms."""

    language: str
    title: str
    labels: tuple[str, str, str, str]
    headers: tuple[str, str, str, str]
    intro: str
    clause: str
    dates: tuple[str, ...]


ENGLISH = Wording(
    "en",
    "Order Form",
    ("Order Form Number", "Customer", "Start Date", "End Date"),
    ("Product", "Quantity", "Monthly Unit Price", "Total"),
    "This order form is placed with Salesforce by the customer named here.",
    "It renews automatically for one year unless either party gives written notice of non-renewal at least {days} days before the end date.",
    ("d MMMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "yyyy-MM-dd", "dd-MMM-yy", "EEEE, d MMMM yyyy"),
)
SPANISH = Wording(
    "es",
    "Formulario de pedido",
    ("N.º de pedido", "Cliente", "Fecha de inicio", "Fecha de finalización"),
    ("Producto", "Cantidad", "Precio unitario mensual", "Importe total"),
    "El cliente que se indica formula a Salesforce el presente pedido.",
    "Se renovará automáticamente por un año salvo que una de las partes comunique su voluntad de no renovar con {days} días de antelación a la fecha de finalización.",
    ("d 'de' MMMM 'de' yyyy", "dd/MM/yyyy", "dd.MM.yyyy", "d-MMM-yyyy", "d MMM yyyy", "yyyy-MM-dd"),
)

_WORDS = ("Alba", "Bruma", "Cima", "Duna", "Espiga", "Fresno", "Granito", "Hiedra", "Isla", "Jara")
customers = st.builds(
    "{} {} {}".format,
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS),
    st.sampled_from(("Ltd", "GmbH", "S.L.", "S.A.", "plc", "B.V.", "LLP")),
)
products = st.builds(
    "{} Cloud {}".format,
    st.sampled_from(("Sales", "Service", "Field", "Health", "Data", "Revenue")),
    st.sampled_from(
        ("Enterprise", "Unlimited", "Professional", "Starter 2", "Growth, per user", "(EU)")
    ),
)
lines = st.builds(Line, products, st.integers(1, 25_000), st.decimals("0.01", "99999.99", places=2))
orders = st.builds(
    lambda number, customer, start, days, notice, currency, its: Order(
        number, customer, start, start + timedelta(days=days), notice, currency, tuple(its)
    ),
    st.from_regex(r"\A(Q|SF|OF)-[0-9]{4,8}\Z"),
    customers,
    st.dates(date(2019, 1, 1), date(2035, 12, 31)),
    st.integers(27, 2000),
    st.sampled_from((15, 30, 45, 60, 90, 120)),
    st.sampled_from(("EUR", "USD", "GBP")),
    st.lists(lines, min_size=1, max_size=6),
)
_BESIDES = {"price_period", "add_on", "renewal_type", "renewal_term_months"}
"""Terms that every one of these order forms states alike."""

layouts = st.sampled_from(("grid", "colon", "double", "stacked"))


def _paper(order: Order, wording: Wording, how: str, pattern: str, *, centred: bool) -> Paper:
    def day(value: date) -> str:
        return str(format_date(value, pattern, locale=wording.language))

    def amount(value: Decimal) -> str:
        written = str(format_decimal(value, "#,##0.00", locale=wording.language))
        return f"{order.currency} {written}"

    values = (order.number, order.customer, day(order.start), day(order.end))
    rows = tuple(
        (
            each.product,
            str(format_decimal(each.quantity, "#,##0", locale=wording.language)),
            amount(each.price),
            amount(each.price * each.quantity * 12),
        )
        for each in order.lines
    )
    return Paper(
        (
            Title(wording.title),
            Para(wording.intro),
            Pairs(tuple(zip(wording.labels, values, strict=True)), how=how),  # type: ignore[arg-type]  # drawn from its words
            Table(wording.headers, rows, right=(1, 2, 3), centred=centred),
            Para(wording.clause.format(days=order.notice)),
        ),
        Style(language=wording.language, size=9),
    )


def _holds(folder: Path, name: str, content: bytes, order: Order) -> None:
    path = folder / name
    path.write_bytes(content)

    reading = propose(read_paper(path))

    found = {
        (each.scope.order, each.scope.line, each.term.name): each.term.value
        for each in reading.terms
        if each.term.provenance.confidence is Confidence.HIGH
    }
    number = order.number
    expected: dict[tuple[str, str, str], object] = {
        ("", "", "customer"): order.customer,
        (number, "", "number"): number,
        (number, "", "start_date"): order.start,
        (number, "", "end_date"): order.end,
        (number, "", "notice_days"): order.notice,
        (number, "", "currency"): order.currency,
    }
    for place, line in enumerate(order.lines, start=1):
        expected[number, str(place), "product"] = line.product
        expected[number, str(place), "quantity"] = Decimal(line.quantity)
        expected[number, str(place), "unit_price"] = Money(line.price, order.currency)
    expected |= {key: value for key, value in found.items() if key[2] in _BESIDES}
    assert found == expected
    assert reading.findings == ()


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@_settings(60)
@given(orders, st.data())
def test_an_order_form_without_pages_is_read_back(
    tmp_path: Path, order: Order, data: st.DataObject
) -> None:
    wording = data.draw(st.sampled_from((ENGLISH, SPANISH)))
    formats: dict[str, Callable[[Paper], bytes]] = {
        "txt": to_text,
        "html": to_html,
        "docx": to_docx,
    }
    ending = data.draw(st.sampled_from(sorted(formats)))
    how, pattern = data.draw(layouts), data.draw(st.sampled_from(wording.dates))
    paper = _paper(order, wording, how, pattern, centred=False)

    _holds(tmp_path, f"order.{ending}", formats[ending](paper), order)


@_settings(15)
@given(orders, st.data())
def test_an_order_form_in_pdf_is_read_back(
    tmp_path: Path, order: Order, data: st.DataObject
) -> None:
    wording = data.draw(st.sampled_from((ENGLISH, SPANISH)))
    how, pattern = data.draw(layouts), data.draw(st.sampled_from(wording.dates))
    paper = _paper(order, wording, how, pattern, centred=data.draw(st.booleans()))

    _holds(tmp_path, "order.pdf", to_pdf(paper), order)
