"""Order forms in Spanish. Every company, number and clause is invented."""

from __future__ import annotations

from decimal import Decimal

from salida.agreement.proposal import PaperKind
from salida.model.agreement import BillingFrequency, PricePeriod, RenewalType
from tests.support.papers.blocks import (
    Heading,
    NewPage,
    Pairs,
    Paper,
    Para,
    Style,
    Table,
    Title,
)
from tests.support.papers.render import to_docx, to_html, to_pdf, to_text
from tests.support.papers.sample import Sample, d, eur, line, n, on, order, usd

MONTH, YEAR = PricePeriod.MONTH, PricePeriod.YEAR
AUTOMATIC, MANUAL = RenewalType.AUTOMATIC, RenewalType.MANUAL

_OLIVO_RENEWAL = (
    "Llegada la fecha de finalización, el presente pedido se renovará automáticamente por períodos "
    "sucesivos de doce (12) meses, salvo que cualquiera de las partes comunique por escrito a la otra su "
    "voluntad de no renovarlo con una antelación mínima de treinta (30) días a la fecha de finalización."
)
_OLIVO_PRICE = (
    "En cada renovación, Salesforce podrá incrementar los precios unitarios en un máximo del siete por "
    "ciento (7 %) sobre los vigentes en el período anterior."
)
_OLIVO_REFUND = "Las cantidades abonadas no son reembolsables."

OLIVO = Sample(
    name="pedido-olivo.pdf",
    paper=Paper(
        (
            Title("Formulario de pedido"),
            Pairs(
                (
                    ("N.º de pedido", "Q-5500187"),
                    ("N.º de contrato", "C-88120"),
                    ("Cliente", "Almazaras del Olivo, S.L."),
                    ("CIF", "B-12345674"),
                    ("Domicilio social", "Calle de la Aceituna, 8, 23007 Jaén"),
                    ("Entidad contratante de Salesforce", "Salesforce Ejemplo Iberia, S.L."),
                    ("ID de organización", "00D5g000004ZzYx"),
                    ("Fecha de inicio", "01/04/2025"),
                    ("Fecha de finalización", "31/03/2026"),
                    ("Periodicidad de facturación", "Anual por adelantado"),
                    ("Moneda", "EUR"),
                    ("Forma de pago", "Transferencia a 30 días"),
                )
            ),
            Heading("Suscripciones contratadas"),
            Table(
                ("Producto", "Cantidad", "Precio de lista mensual", "Precio unitario mensual", "Importe total"),
                (
                    ("Sales Cloud Enterprise", "45", "165,00 €", "148,50 €", "80.190,00 €"),
                    ("Service Cloud Enterprise", "1.200", "165,00 €", "120,25 €", "1.731.600,00 €"),
                    ("Complementos",),
                    ("Almacenamiento de datos", "2", "110,00 €", "110,00 €", "2.640,00 €"),
                    ("Base imponible", "", "", "", "1.814.430,00 €"),
                    ("IVA 21 %", "", "", "", "381.030,30 €"),
                    ("Total", "", "", "", "2.195.460,30 €"),
                ),
                right=(1, 2, 3, 4),
            ),
            Heading("Condiciones del pedido"),
            Para(_OLIVO_RENEWAL),
            Para(_OLIVO_PRICE),
            Para(_OLIVO_REFUND),
            Para("En Jaén, a 20 de marzo de 2025."),
        ),
        Style(language="es", footer="Documento confidencial"),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="es",
    paper_date=d("2025-03-20"),
    truth={
        **on(
            1,
            customer="Almazaras del Olivo, S.L.",
            customer_tax_id="B-12345674",
            customer_address="Calle de la Aceituna, 8, 23007 Jaén",
            supplier="Salesforce Ejemplo Iberia, S.L.",
            org_id="00D5g000004ZzYxEAK",
            refund=_OLIVO_REFUND,
        ),
        **order(
            "Q-5500187",
            1,
            number="Q-5500187",
            contract_number="C-88120",
            start_date=d("2025-04-01"),
            end_date=d("2026-03-31"),
            billing_frequency=BillingFrequency.ANNUAL,
            currency="EUR",
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=30,
            uplift_percent=Decimal(7),
        ),
        **line("Q-5500187", "1", 1, product="Sales Cloud Enterprise", quantity=n("45"), list_price=eur("165.00"), unit_price=eur("148.50"), price_period=MONTH),
        **line("Q-5500187", "2", 1, product="Service Cloud Enterprise", quantity=n("1200"), list_price=eur("165.00"), unit_price=eur("120.25"), price_period=MONTH),
        **line("Q-5500187", "3", 1, product="Almacenamiento de datos", quantity=n("2"), list_price=eur("110.00"), unit_price=eur("110.00"), price_period=MONTH, add_on=True),
    },
)  # fmt: skip

FARO = Sample(
    name="pedido-faro.docx",
    paper=Paper(
        (
            Title("Hoja de pedido n.º HP/2025/031"),
            Para("La presente hoja de pedido se rige por el contrato marco suscrito con Salesforce Ejemplo Iberia, S.L."),
            Pairs(
                (
                    ("Razón social", "Faro Logística, S.A.U."),
                    ("N.I.F.", "A87654321"),
                    ("Vigencia", "del 1.º de octubre de 2025 al 30 de septiembre de 2026"),
                    ("Renovación automática", "Sí"),
                    ("Preaviso de no renovación", "60 días naturales"),
                    ("Plazo de renovación", "12 meses"),
                    ("Facturación", "Trimestral"),
                ),
                how="grid",
            ),
            Table(
                ("Concepto", "Uds.", "Precio por usuario y año", "Subtotal"),
                (
                    ("Suscripción Sales Cloud Professional", "22", "960,00 EUR", "21.120,00 EUR"),
                    ("Firma Fácil (AppExchange)", "22", "84,00 EUR", "1.848,00 EUR"),
                    ("Total sin impuestos", "", "", "22.968,00 EUR"),
                ),
            ),
        )
    ),
    make=to_docx,
    kind=PaperKind.ORDER_FORM,
    language="es",
    truth={
        **on(1, customer="Faro Logística, S.A.U.", customer_tax_id="A87654321"),
        **order(
            "HP/2025/031",
            1,
            number="HP/2025/031",
            start_date=d("2025-10-01"),
            end_date=d("2026-09-30"),
            renewal_type=AUTOMATIC,
            notice_days=60,
            renewal_term_months=12,
            billing_frequency=BillingFrequency.QUARTERLY,
            currency="EUR",
        ),
        **line("HP/2025/031", "1", 1, product="Suscripción Sales Cloud Professional", quantity=n("22"), unit_price=eur("960.00"), price_period=YEAR),
        **line("HP/2025/031", "2", 1, product="Firma Fácil (AppExchange)", quantity=n("22"), unit_price=eur("84.00"), price_period=YEAR, marketplace=True),
    },
)  # fmt: skip

MAREA = Sample(
    name="pedidos-marea.pdf",
    paper=Paper(
        (
            Title("Formulario de pedido"),
            Para("Salesforce Ejemplo Iberia, S.L. suministrará al cliente los servicios que siguen."),
            Pairs((("Pedido n.º", "P-70001"), ("Cliente", "Conservas Marea Alta, S. Coop."), ("Inicio", "15-ene-2025"), ("Fin", "14-ene-2026")), how="double"),
            Table(("Servicio", "Licencias", "Tarifa mensual"), (("Marketing Cloud Engagement", "1", "1.250,00 €"),), right=(1, 2)),
            NewPage(),
            Title("Formulario de pedido"),
            Pairs((("Pedido n.º", "P-70002"), ("Cliente", "Conservas Marea Alta, S. Coop."), ("Inicio", "1-jun-2025"), ("Fin", "31-may-2028")), how="double"),
            Table(("Servicio", "Licencias", "Tarifa mensual"), (("Sales Cloud Starter", "9", "25,00 €"), ("Pack de llamadas (complemento)", "9", "5,50 €")), right=(1, 2)),
        ),
        Style(language="es", ruled=False),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="es",
    truth={
        **on(1, customer="Conservas Marea Alta, S. Coop."),
        **order("P-70001", 1, number="P-70001", start_date=d("2025-01-15"), end_date=d("2026-01-14"), currency="EUR"),
        **line("P-70001", "1", 1, product="Marketing Cloud Engagement", quantity=n("1"), unit_price=eur("1250.00"), price_period=MONTH),
        **order("P-70002", 2, number="P-70002", start_date=d("2025-06-01"), end_date=d("2028-05-31"), currency="EUR"),
        **line("P-70002", "1", 2, product="Sales Cloud Starter", quantity=n("9"), unit_price=eur("25.00"), price_period=MONTH),
        **line("P-70002", "2", 2, product="Pack de llamadas (complemento)", quantity=n("9"), unit_price=eur("5.50"), price_period=MONTH, add_on=True),
    },
)  # fmt: skip

_TAJO_TERM = "El contrato tendrá una vigencia desde el treinta y uno de enero de 2025 hasta el 30 de enero del 2027."
_TAJO_END = "No habrá renovación automática: al término del plazo el contrato se extinguirá sin necesidad de aviso."
_TAJO_LAW = "El presente contrato se regirá por la legislación española, con renuncia a cualquier otro fuero."

TAJO = Sample(
    name="contrato-tajo.pdf",
    paper=Paper(
        (
            Title("Contrato de suscripción"),
            Pairs((("Contrato n.º", "CS-2025-44"),), how="colon"),
            Para(
                "De una parte, Salesforce Ejemplo Iberia, S.L. (en adelante, «el Proveedor»); y de otra parte, Talleres "
                "del Tajo, S.A., con domicilio social en Avenida del Puente, 120, 45003 Toledo, y con CIF A45009988 (en "
                "adelante, «el Cliente»)."
            ),
            Heading("Primera. Objeto"),
            Para("El Proveedor concede al Cliente el uso de las suscripciones siguientes. Los precios son mensuales y se entienden por usuario."),
            Table(
                ("Descripción del servicio", "N.º de usuarios", "Precio (€)"),
                (
                    ("Field Service, licencia de técnico con movilidad sin conexión y optimización de rutas", "31", "75,00"),
                    ("Service Cloud Enterprise", "6", "165,00"),
                ),
                right=(1, 2),
                widths=("2", "1", "1"),
            ),
            Heading("Segunda. Duración"),
            Para(_TAJO_TERM),
            Para(_TAJO_END),
            Heading("Tercera. Notificaciones"),
            Para("Las notificaciones al Proveedor se enviarán a Plaza de la Nube, 3, 28020 Madrid. También por correo electrónico: las comunicaciones irán a avisos@salesforce-ejemplo.example."),
            Para(_TAJO_LAW),
        ),
        Style(language="es", hyphenate=True, justify=True),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="es",
    truth={
        **on(
            1,
            supplier="Salesforce Ejemplo Iberia, S.L.",
            customer="Talleres del Tajo, S.A.",
            customer_address="Avenida del Puente, 120, 45003 Toledo",
            customer_tax_id="A45009988",
            notice_address="Plaza de la Nube, 3, 28020 Madrid",
            notice_email="avisos@salesforce-ejemplo.example",
            governing_law="legislación española",
        ),
        **order("CS-2025-44", 1, contract_number="CS-2025-44", start_date=d("2025-01-31"), end_date=d("2027-01-30"), renewal_type=MANUAL, currency="EUR"),
        **line("CS-2025-44", "1", 1, product="Field Service, licencia de técnico con movilidad sin conexión y optimización de rutas", quantity=n("31"), unit_price=eur("75.00"), price_period=MONTH),
        **line("CS-2025-44", "2", 1, product="Service Cloud Enterprise", quantity=n("6"), unit_price=eur("165.00"), price_period=MONTH),
    },
    findings=frozenset({"order_not_numbered"}),
)  # fmt: skip

BRISA = Sample(
    name="oferta-brisa.html",
    paper=Paper(
        (
            Title("Oferta comercial de Salesforce"),
            Pairs(
                (
                    ("Oferta n.º:", "OF-9921"),
                    ("Oferta válida hasta:", "30 de junio de 2025"),
                    ("Fecha:", "2 de junio de 2025"),
                    ("Empresa:", "Hoteles Brisa Marina, S.L.U."),
                    ("Inicio de la suscripción:", "1 jul. 2025"),
                    ("Fin de la suscripción:", "30 jun. 2026"),
                    ("Frecuencia de facturación:", "Mensual"),
                    ("Gestor de cuenta:", "Inés Carballo"),
                )
            ),
            Table(
                ("Línea", "Producto", "Cant.", "Precio unit. (€/mes)", "Dto.", "Total (€)"),
                (
                    ("1", "Sales Cloud Unlimited", "8", "1 330,50", "0 %", "127 728,00"),
                    ("2", "Módulo adicional de encuestas", "8", "12,00", "10 %", "1 036,80"),
                ),
            ),
        ),
        Style(language="es"),
    ),
    make=to_html,
    kind=PaperKind.ORDER_FORM,
    language="es",
    paper_date=d("2025-06-02"),
    truth={
        **on(1, customer="Hoteles Brisa Marina, S.L.U.", account_executive="Inés Carballo"),
        **order("OF-9921", 1, number="OF-9921", start_date=d("2025-07-01"), end_date=d("2026-06-30"), billing_frequency=BillingFrequency.MONTHLY, currency="EUR"),
        **line("OF-9921", "1", 1, product="Sales Cloud Unlimited", quantity=n("8"), unit_price=eur("1330.50"), price_period=MONTH),
        **line("OF-9921", "2", 1, product="Módulo adicional de encuestas", quantity=n("8"), unit_price=eur("12.00"), price_period=MONTH, add_on=True),
    },
)  # fmt: skip

CACTUS = Sample(
    name="orden-cactus.txt",
    paper=Paper(
        (
            Title("Orden de servicio"),
            Para("Orden de servicio celebrada con Salesforce Ejemplo de México, S. de R.L. de C.V."),
            Pairs(
                (
                    ("Orden de servicio no.", "MX-3321-B"),
                    ("Nombre del cliente", "Cactus Alimentos, S.A. de C.V."),
                    ("RFC", "CAL010203AB1"),
                    ("Fecha de inicio del servicio", "septiembre 1, 2025"),
                    ("Fecha de término del servicio", "31 de agosto del 2026"),
                    ("Moneda de los precios", "Dólares estadounidenses"),
                    ("Forma de facturación", "Un pago único por todo el plazo"),
                ),
                how="colon",
            ),
            Table(
                ("Solución", "Cantidad", "Precio unitario anual", "Importe"),
                (
                    ("Sales Cloud Enterprise", "55", "$ 1,980.00", "$ 108,900.00"),
                    ("Suma total", "", "", "$ 108,900.00"),
                ),
            ),
            Para(
                "La presente orden se prorrogará tácitamente por un año más si ninguna de las partes manifiesta su "
                "oposición con un preaviso escrito de noventa días."
            ),
        ),
        Style(language="es"),
    ),
    make=to_text,
    kind=PaperKind.ORDER_FORM,
    language="es",
    truth={
        **on(1, customer="Cactus Alimentos, S.A. de C.V.", customer_tax_id="CAL010203AB1"),
        **order(
            "MX-3321-B",
            1,
            number="MX-3321-B",
            start_date=d("2025-09-01"),
            end_date=d("2026-08-31"),
            currency="USD",
            billing_frequency=BillingFrequency.UPFRONT,
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=90,
        ),
        **line("MX-3321-B", "1", 1, product="Sales Cloud Enterprise", quantity=n("55"), unit_price=usd("1980.00"), price_period=YEAR),
    },
)  # fmt: skip

ORDERS_ES = (OLIVO, FARO, MAREA, TAJO, BRISA, CACTUS)
