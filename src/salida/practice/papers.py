"""The papers that an invented company signed: an order form, its master agreement, a notice.

Their words are the invented company's own, so they are data, not texts to translate. Dates
lie around the day that is given, so that the notice deadline is always still ahead.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salida.documents import Block, Document, Facts, Heading, Paragraph, Table, render_pdf
from salida.language import show_date, show_money, speak

NOTICE_DAYS = 60
_AHEAD = timedelta(days=100)
"""The term ends at the end of the month that lies so far ahead."""

_LINES = (
    ("Sales Cloud - Enterprise Edition", 60, Decimal(150), Decimal(165)),
    ("Service Cloud - Enterprise Edition", 25, Decimal(150), Decimal(165)),
    ("Data Storage (add-on, 10 GB)", 2, Decimal(115), Decimal(125)),
)
_MONTHS = 12
_UPLIFT = 7


@dataclass(frozen=True, slots=True)
class PracticePaper:
    """One paper, as a file."""

    name: str
    content: bytes
    """PDF."""


@dataclass(frozen=True, slots=True)
class PracticeTerm:
    """What the papers are about."""

    customer: str
    org_id: str
    start: date
    end: date
    order: str = "Q-0004711"
    contract: str = "00192837"


def practice_term(customer: str, org_id: str, today: date) -> PracticeTerm:
    """Return a term of one year, whose notice deadline lies ahead of `today`."""
    far = today + _AHEAD
    end = date(far.year, far.month, calendar.monthrange(far.year, far.month)[1])
    after = end + timedelta(days=1)
    return PracticeTerm(customer, org_id, date(after.year - 1, after.month, 1), end)


def practice_papers(term: PracticeTerm, language: str) -> tuple[PracticePaper, ...]:
    """Return the papers in `language`: `en` or `es`."""
    order_form, master = (
        (_order_form_es, _master_es) if language == "es" else (_order_form_en, _master_en)
    )
    names = (
        ("formulario-de-pedido.pdf", "contrato-marco.pdf")
        if language == "es"
        else ("order-form.pdf", "master-agreement.pdf")
    )
    with speak(language):
        return (
            PracticePaper(names[0], render_pdf(order_form(term, language))),
            PracticePaper(names[1], render_pdf(master(term, language))),
        )


def _document(term: PracticeTerm, title: str, language: str, blocks: tuple[Block, ...]) -> Document:
    return Document(
        title=title,
        blocks=blocks,
        language=language,
        day=term.start - timedelta(days=20),
        footer=f"Salesforce · {term.customer}",
    )


def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(
        (product, str(quantity), show_money(price, "EUR"), show_money(listed, "EUR"),
         show_money(price * quantity * _MONTHS, "EUR"))
        for product, quantity, price, listed in _LINES
    )  # fmt: skip


def _order_form_en(term: PracticeTerm, language: str) -> Document:
    return _document(
        term,
        "Order Form",
        language,
        (
            Facts(
                (
                    ("Order number", term.order),
                    ("Contract number", term.contract),
                    ("Customer", term.customer),
                    ("Org Id", term.org_id),
                    ("Order start date", show_date(term.start, long=True)),
                    ("Order end date", show_date(term.end, long=True)),
                    ("Currency", "EUR"),
                    ("Billing frequency", "Annual"),
                )
            ),
            Heading("Products"),
            Table(
                ("Product", "Quantity", "Unit price per month", "List price", "Total"),
                _rows(),
                right=frozenset({1, 2, 3, 4}),
            ),
            Heading("Renewal"),
            Paragraph(
                "The subscriptions renew automatically for periods of 12 months, unless either "
                f"party gives written notice of non-renewal at least {NOTICE_DAYS} days before "
                "the end of the subscription term."
            ),
        ),
    )


def _master_en(term: PracticeTerm, language: str) -> Document:
    return _document(
        term,
        "Main Services Agreement",
        language,
        (
            Paragraph(
                "This agreement is made between: SFDC Practice Limited, a Salesforce company with "
                "its registered office at Level 1, Block A, Nova Park, Dublin 18, Ireland "
                f"(“SFDC”), and {term.customer}, with its registered office at Calle del Viento "
                "12, 28013 Madrid, Spain, VAT number ESB12345674 (“Customer”)."
            ),
            Heading("5. Fees"),
            Paragraph(
                "Payment obligations are non-cancelable and fees paid are non-refundable. "
                "Quantities purchased cannot be decreased during the subscription term."
            ),
            Heading("11. Term and termination"),
            Paragraph(
                "Except as otherwise specified in an Order Form, subscriptions automatically renew "
                "for additional one year terms, unless either party gives the other written notice "
                "at least 30 days before the end of the relevant subscription term. The per-unit "
                f"price at renewal will increase by up to {_UPLIFT}% over the prior term."
            ),
            Paragraph(
                "Upon request by Customer made within 30 days after the effective date of "
                "termination or expiration, SFDC will make Customer Data available for export."
            ),
            Heading("13. Notices and governing law"),
            Paragraph(
                "Notices shall be addressed to: SFDC Practice Limited, Level 1, Block A, Nova "
                "Park, Dublin 18, Ireland. Notices of non-renewal may be sent by e-mail to "
                "notices@sfdc.example. This Agreement is governed by the laws of Ireland."
            ),
        ),
    )


def _order_form_es(term: PracticeTerm, language: str) -> Document:
    return _document(
        term,
        "Formulario de pedido",
        language,
        (
            Facts(
                (
                    ("Número de pedido", term.order),
                    ("Número de contrato", term.contract),
                    ("Cliente", term.customer),
                    ("Id. de la organización", term.org_id),
                    ("Fecha de inicio", show_date(term.start, long=True)),
                    ("Fecha de finalización", show_date(term.end, long=True)),
                    ("Moneda", "EUR"),
                    ("Frecuencia de facturación", "Anual"),
                )
            ),
            Heading("Productos"),
            Table(
                ("Producto", "Cantidad", "Precio unitario al mes", "Precio de tarifa", "Total"),
                _rows(),
                right=frozenset({1, 2, 3, 4}),
            ),
            Heading("Renovación"),
            Paragraph(
                "Las suscripciones se renovarán automáticamente por periodos de 12 meses, salvo que "
                "cualquiera de las partes notifique por escrito su no renovación con una antelación "
                f"mínima de {NOTICE_DAYS} días al final del plazo de suscripción."
            ),
        ),
    )


def _master_es(term: PracticeTerm, language: str) -> Document:
    return _document(
        term,
        "Contrato marco de servicios",
        language,
        (
            Paragraph(
                "De una parte, SFDC Practice Limited, sociedad del grupo Salesforce, con domicilio "
                "social en Level 1, Block A, Nova Park, Dublín 18, Irlanda (en adelante, «SFDC»), y "
                f"de otra parte, {term.customer}, con domicilio social en calle del Viento 12, 28013 "
                "Madrid, España, con NIF B12345674 (en adelante, el «Cliente»)."
            ),
            Heading("5. Tarifas"),
            Paragraph(
                "Las obligaciones de pago no son cancelables y las tarifas abonadas no son "
                "reembolsables. Las cantidades adquiridas no podrán reducirse durante el plazo de "
                "suscripción."
            ),
            Heading("11. Duración y resolución"),
            Paragraph(
                "Salvo que un formulario de pedido disponga otra cosa, las suscripciones se "
                "renovarán automáticamente por periodos adicionales de un año, salvo que cualquiera "
                "de las partes lo notifique por escrito con al menos 30 días de antelación al final "
                "del plazo de suscripción correspondiente. El precio unitario en la renovación "
                f"aumentará hasta un {_UPLIFT} % respecto del plazo anterior."
            ),
            Paragraph(
                "A petición del Cliente, formulada dentro de los 30 días siguientes a la fecha de "
                "terminación o expiración, SFDC pondrá los datos del Cliente a su disposición para "
                "su exportación."
            ),
            Heading("13. Notificaciones y ley aplicable"),
            Paragraph(
                "Las notificaciones se dirigirán a: SFDC Practice Limited, Level 1, Block A, Nova "
                "Park, Dublín 18, Irlanda. La notificación de no renovación podrá enviarse por "
                "correo electrónico a notices@sfdc.example. Este contrato se rige por las leyes de "
                "Irlanda."
            ),
        ),
    )
