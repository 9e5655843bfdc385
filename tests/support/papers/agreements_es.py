"""Master agreements, amendments, notices and invoices in Spanish. All of it is invented."""

from __future__ import annotations

from decimal import Decimal

from salida.agreement.proposal import PaperKind
from salida.model.agreement import PricePeriod, RenewalType
from tests.support.papers.blocks import (
    Columns,
    Heading,
    NewPage,
    Pairs,
    Paper,
    Para,
    Style,
    Table,
    Title,
)
from tests.support.papers.render import to_docx, to_pdf, to_text
from tests.support.papers.sample import Sample, d, eur, line, n, on, order

AUTOMATIC = RenewalType.AUTOMATIC

_FILLER = (
    (
        "El Proveedor pondrá los Servicios a disposición del Cliente durante el plazo contratado y el Cliente "
        "los utilizará conforme a la documentación, respondiendo de los actos de sus usuarios autorizados."
    ),
    (
        "Cada parte guardará secreto sobre la información confidencial de la otra y no la revelará salvo a "
        "aquellos empleados y asesores que la precisen y queden obligados en los mismos términos."
    ),
    (
        "Las facturas se abonarán en el plazo de treinta (30) días. Los importes vencidos devengarán intereses "
        "de demora del 1,5 % mensual. El Proveedor podrá suspender los Servicios previo aviso de diez (10) días."
    ),
)
_RENEWAL = (
    "Salvo que el formulario de pedido disponga otra cosa, las suscripciones se prorrogarán automáticamente "
    "por períodos de un (1) año, a menos que una de las partes notifique a la otra por escrito su decisión "
    "de no prorrogarlas con al menos dos meses de antelación al vencimiento del plazo en curso."
)
_PRICE = (
    "El precio de cada prórroga no podrá superar en más de un cinco por ciento (5 %) el precio del período "
    "precedente, salvo que la renovación se contrate por menor volumen."
)
_REFUND = "Si el Cliente resolviera por incumplimiento del Proveedor, este reembolsará las tarifas pagadas por anticipado que correspondan al plazo restante."
_TERMINATION = "Cualquiera de las partes podrá resolver el contrato si la otra incumple y no lo subsana dentro de los treinta (30) días siguientes al requerimiento."
_FEE = "La resolución anticipada por voluntad del Cliente devengará una penalización de 12.500,00 euros."
_DATA = "Durante los treinta (30) días siguientes a la terminación del contrato, el Cliente podrá exportar sus datos; transcurrido ese plazo, el Proveedor los suprimirá."
_LAW = "Este contrato se rige por las leyes de España y las partes se someten a los juzgados de Madrid."

MARCO = Sample(
    name="contrato-marco.pdf",
    paper=Paper(
        (
            Title("Contrato marco de servicios"),
            Columns(
                (
                    Para(
                        "En Madrid, a 14 de enero de 2025. Entre Salesforce Ejemplo Iberia, S.L. (en adelante, el "
                        "«Proveedor») y Almazaras del Olivo, S.L., con domicilio en Calle de la Aceituna, 8, 23007 "
                        "Jaén (en adelante, el «Cliente»), se conviene lo que sigue."
                    ),
                    *(Heading(f"{number}. Estipulaciones") for number in (1,)),
                    *(Para(f"{text} {lead}") for lead in ("Lo anterior alcanza a las filiales del Cliente.", "Lo mismo rige para los servicios de consultoría.") for text in _FILLER),
                    Heading("8. Duración y prórroga"),
                    Para(_RENEWAL),
                    Para(_PRICE),
                    Heading("9. Resolución"),
                    Para(_TERMINATION),
                    Para(_REFUND),
                    Para(_FEE),
                    Heading("10. Datos"),
                    Para(_DATA),
                    *(Para(f"{text} Esta previsión se aplica asimismo a las aplicaciones de terceros.") for text in (*_FILLER, *_FILLER, *_FILLER)),
                    Heading("14. Ley aplicable y notificaciones"),
                    Para(_LAW),
                    Para("Las notificaciones dirigidas al Proveedor se remitirán por escrito a Plaza de la Nube, 3, 28020 Madrid."),
                )
            ),
        ),
        Style(language="es", size=9.5, hyphenate=True, justify=True, footer="Contrato marco de servicios"),
    ),
    make=to_pdf,
    kind=PaperKind.MASTER_AGREEMENT,
    language="es",
    paper_date=d("2025-01-14"),
    truth={
        **on(
            1,
            supplier="Salesforce Ejemplo Iberia, S.L.",
            customer="Almazaras del Olivo, S.L.",
            customer_address="Calle de la Aceituna, 8, 23007 Jaén",
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=62,
            uplift_percent=Decimal(5),
            termination=f"{_TERMINATION} … {_FEE}",
            refund=_REFUND,
            early_termination_fee=eur("12500.00"),
            data_return_days=30,
        ),
        **on(2, governing_law="leyes de España", notice_address="Plaza de la Nube, 3, 28020 Madrid"),
    },
    low=frozenset({"notice_days"}),
    findings=frozenset({"notice_in_months"}),
)  # fmt: skip

GENERAL = Sample(
    name="condiciones-generales.docx",
    paper=Paper(
        (
            Title("Condiciones generales de contratación"),
            Pairs((("Fecha de entrada en vigor", "1 de marzo de 2024"), ("Proveedor", "Salesforce Ejemplo Iberia, S.L."), ("Dirección a efectos de notificaciones", "Plaza de la Nube, 3, 28020 Madrid"), ("Correo electrónico para notificaciones", "avisos@salesforce-ejemplo.example"), ("Legislación aplicable", "Derecho común español"), ("Plazo de devolución de datos", "30 días"))),
            *(Para(text) for text in _FILLER),
            Para("7.1 El plazo de cada suscripción se renovará automáticamente por anualidades sucesivas, es decir, por periodos de un año. Quien no desee renovar lo comunicará por escrito con 45 días de antelación al vencimiento."),
            Para("7.2 Los precios podrán revisarse en la renovación según el IPC, con un tope del 4 %."),
        ),
        Style(language="es"),
    ),
    make=to_docx,
    kind=PaperKind.MASTER_AGREEMENT,
    language="es",
    paper_date=d("2024-03-01"),
    truth=on(
        1,
        supplier="Salesforce Ejemplo Iberia, S.L.",
        notice_address="Plaza de la Nube, 3, 28020 Madrid",
        notice_email="avisos@salesforce-ejemplo.example",
        governing_law="Derecho común español",
        data_return_days=30,
        renewal_type=AUTOMATIC,
        renewal_term_months=12,
        notice_days=45,
        uplift_percent=Decimal(4),
    ),
    low=frozenset({"uplift_percent"}),
)  # fmt: skip

ADENDA = Sample(
    name="adenda-olivo.pdf",
    paper=Paper(
        (
            Title("Adenda n.º 1 al formulario de pedido Q-5500187"),
            Para("En Jaén, a 12 de noviembre de 2025."),
            Para("Salesforce Ejemplo Iberia, S.L. y el cliente acuerdan modificar el formulario de pedido Q-5500187, de fecha 20 de marzo de 2025, en los términos que siguen."),
            Para("Primero. La fecha de finalización pasa del 31 de marzo de 2026 al 30 de septiembre de 2026."),
            Para("Segundo. El precio unitario de Sales Cloud Enterprise se reduce de 148,50 € a 139,00 € al mes."),
            Para("Tercero. La cantidad de Service Cloud Enterprise pasa de 1.200 a 1.150 licencias."),
            Para("Cuarto. El preaviso de no renovación queda fijado en sesenta (60) días."),
        ),
        Style(language="es"),
    ),
    make=to_pdf,
    kind=PaperKind.AMENDMENT,
    language="es",
    paper_date=d("2025-11-12"),
    truth={
        **order("Q-5500187", 1, number="Q-5500187", end_date=d("2026-09-30"), notice_days=60),
        **line("Q-5500187", "Sales Cloud Enterprise", 1, product="Sales Cloud Enterprise", unit_price=eur("139.00")),
        **line("Q-5500187", "Service Cloud Enterprise", 1, product="Service Cloud Enterprise", quantity=n("1150")),
    },
)  # fmt: skip

ADENDA_TABLE = Sample(
    name="adenda-faro.docx",
    paper=Paper(
        (
            Title("Acuerdo de modificación"),
            Para("Acuerdo de modificación de la hoja de pedido HP/2025/031 con Salesforce Ejemplo Iberia, S.L."),
            Pairs((("Fecha de firma", "05/05/2026"), ("Nueva fecha de fin", "31/12/2026"), ("Fecha de fin anterior", "30/09/2026")), how="colon"),
            Heading("Productos que se añaden"),
            Table(("Producto", "Cantidad", "Precio unitario mensual"), (("Data Cloud, créditos", "500", "0,85 €"),)),
        ),
        Style(language="es"),
    ),
    make=to_docx,
    kind=PaperKind.AMENDMENT,
    language="es",
    paper_date=d("2026-05-05"),
    truth={
        **order("HP/2025/031", 1, number="HP/2025/031", end_date=d("2026-12-31"), currency="EUR"),
        **line("HP/2025/031", "Data Cloud, créditos", 1, product="Data Cloud, créditos", quantity=n("500"), unit_price=eur("0.85"), price_period=PricePeriod.MONTH),
    },
)  # fmt: skip

AVISO = Sample(
    name="aviso-renovacion.txt",
    paper=Paper(
        (
            Title("Aviso de renovación"),
            Para("Estimado cliente: le recordamos que su contrato n.º C-88120 con Salesforce vence el 31 de marzo de 2026."),
            Para("De no mediar comunicación en contrario, se renovará automáticamente el 1 de abril de 2026 por doce meses más."),
            Para("Si no desea renovar, deberá comunicarlo por escrito con un mínimo de treinta días de antelación al vencimiento."),
        ),
        Style(language="es"),
    ),
    make=to_text,
    kind=PaperKind.RENEWAL_NOTICE,
    language="es",
    truth=order("C-88120", 1, contract_number="C-88120", end_date=d("2026-03-31"), renewal_type=AUTOMATIC, renewal_term_months=12, notice_days=30),
)  # fmt: skip

FACTURA = Sample(
    name="factura-olivo.pdf",
    paper=Paper(
        (
            Title("Factura"),
            Pairs((("Factura n.º", "F-2025-771"), ("Fecha de la factura", "02/04/2025"), ("Fecha de vencimiento", "02/05/2025"), ("Cliente", "Almazaras del Olivo, S.L."), ("N.º de pedido", "Q-5500187"), ("Moneda", "EUR")), how="stacked"),
            Table(("Concepto", "Cantidad", "Precio", "Importe"), (("Sales Cloud Enterprise", "45", "1.782,00", "80.190,00"), ("Total", "", "", "80.190,00")), right=(1, 2, 3)),
            NewPage(),
            Para("Emitida por Salesforce Ejemplo Iberia, S.L. Gracias por su confianza."),
        ),
        Style(language="es", size=9),
    ),
    make=to_pdf,
    kind=PaperKind.INVOICE,
    language="es",
    paper_date=d("2025-04-02"),
    truth={
        **on(1, customer="Almazaras del Olivo, S.L."),
        **order("Q-5500187", 1, number="Q-5500187", currency="EUR"),
    },
)  # fmt: skip

AGREEMENTS_ES = (MARCO, GENERAL, ADENDA, ADENDA_TABLE, AVISO, FACTURA)
