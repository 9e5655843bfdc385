"""Papers written after the rules, in wordings and layouts that the rules had not seen."""

from __future__ import annotations

from decimal import Decimal

from salida.agreement.proposal import PaperKind
from salida.model.agreement import BillingFrequency, PricePeriod, RenewalType
from tests.support.papers.blocks import (
    Heading,
    Pairs,
    Paper,
    Para,
    Style,
    Table,
    Title,
)
from tests.support.papers.render import to_docx, to_html, to_pdf, to_text
from tests.support.papers.sample import Sample, d, eur, gbp, line, n, on, order, usd

MONTH, YEAR, TERM = PricePeriod.MONTH, PricePeriod.YEAR, PricePeriod.TERM
AUTOMATIC, MANUAL = RenewalType.AUTOMATIC, RenewalType.MANUAL

PELICAN = Sample(
    name="pelican-quote.pdf",
    paper=Paper(
        (
            Title("Quote for Pelican Ferries Ltd."),
            Para(
                "Prepared by Salesforce for Pelican Ferries Ltd. on 4 May 2025. This quote becomes an order when signed."
            ),
            Pairs(
                (
                    ("Quote ID", "QT-20250504-7"),
                    ("Bill To Name", "Pelican Ferries Ltd."),
                    ("Subscription Period", "01 Jun 2025 - 31 May 2028"),
                    ("Invoices", "Annually"),
                )
            ),
            Table(
                ("Item", "Qty.", "List Unit Price", "Disc.", "Net Unit Price", "Net Total"),
                (
                    ("Sales Cloud Einstein 1", "210", "£500.00", "38%", "£310.00", "£2,343,600.00"),
                    ("Premier Success Plan", "1", "£60,000.00", "0%", "£60,000.00", "£60,000.00"),
                ),
                right=(1, 2, 3, 4, 5),
            ),
            Para("Prices for user licences are stated per user per month, billed annually."),
            Para(
                "Renewal: this quote does not contain an automatic renewal. The parties may agree a renewal before 31 May 2028."
            ),
        ),
        Style(size=9),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    paper_date=d("2025-05-04"),
    truth={
        **on(1, customer="Pelican Ferries Ltd."),
        **order(
            "QT-20250504-7",
            1,
            number="QT-20250504-7",
            start_date=d("2025-06-01"),
            end_date=d("2028-05-31"),
            billing_frequency=BillingFrequency.ANNUAL,
            currency="GBP",
            renewal_type=MANUAL,
        ),
        **line(
            "QT-20250504-7",
            "1",
            1,
            product="Sales Cloud Einstein 1",
            quantity=n("210"),
            list_price=gbp("500.00"),
            unit_price=gbp("310.00"),
            price_period=MONTH,
        ),
        **line(
            "QT-20250504-7",
            "2",
            1,
            product="Premier Success Plan",
            quantity=n("1"),
            list_price=gbp("60000.00"),
            unit_price=gbp("60000.00"),
            price_period=MONTH,
        ),
    },
)

QUARRY = Sample(
    name="quarry-order.docx",
    paper=Paper(
        (
            Title("Order Schedule"),
            Para(
                'This Order Schedule is made between SFDC Prairie LLC (the "Supplier") and Quarry Stone Partners LLP (the "Client") under Master Agreement No. MA-7788.'
            ),
            Para("Order Schedule Number: OS-0098"),
            Para(
                "The subscription term commences on January 15, 2026 and expires on January 14, 2029."
            ),
            Para("Fees are invoiced once a year in advance, in US dollars."),
            Table(
                ("Subscription", "Subscribed units", "Annual fee per unit"),
                (
                    ("Revenue Cloud Growth", "77", "$1,800.00"),
                    ("Salesforce Maps (add on)", "20", "$900.00"),
                ),
            ),
            Para(
                "Either party may elect not to renew by sending written notice no fewer than 60 days before the last day of the term. Absent such notice, the term is extended automatically by one year."
            ),
            Para(
                "At each extension, Supplier may increase the annual fee by a maximum of 6.5 percent."
            ),
        )
    ),
    make=to_docx,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(1, supplier="SFDC Prairie LLC", customer="Quarry Stone Partners LLP"),
        **order(
            "OS-0098",
            1,
            number="OS-0098",
            contract_number="MA-7788",
            start_date=d("2026-01-15"),
            end_date=d("2029-01-14"),
            billing_frequency=BillingFrequency.ANNUAL,
            currency="USD",
            renewal_type=AUTOMATIC,
            notice_days=60,
            renewal_term_months=12,
            uplift_percent=Decimal("6.5"),
        ),
        **line(
            "OS-0098",
            "1",
            1,
            product="Revenue Cloud Growth",
            quantity=n("77"),
            unit_price=usd("1800.00"),
            price_period=YEAR,
        ),
        **line(
            "OS-0098",
            "2",
            1,
            product="Salesforce Maps (add on)",
            quantity=n("20"),
            unit_price=usd("900.00"),
            price_period=YEAR,
            add_on=True,
        ),
    },
)

ROWAN = Sample(
    name="rowan-msa.html",
    paper=Paper(
        (
            Title("Subscription Services Agreement"),
            Para(
                'Effective as of 1 May 2023, by and between SFDC Meadow UK Limited, a company registered in England ("SFDC") and Rowan Textiles plc, whose registered office is at 3 Mill Lane, Leeds LS1 4AB ("Customer").'
            ),
            Heading("Renewal"),
            Para(
                "Subscriptions shall renew for further periods of 24 months each, unless Customer notifies SFDC of its intention not to renew by giving at least 3 months' prior written notice."
            ),
            Para("Renewal fees shall not exceed the fees of the preceding period by more than 4%."),
            Heading("Ending the agreement"),
            Para(
                "Either party shall be entitled to terminate this Agreement immediately if the other becomes insolvent."
            ),
            Para("No refunds are given for unused subscriptions."),
            Para(
                "SFDC will, for sixty (60) days after the end of the Agreement, allow Customer to download Customer Data."
            ),
            Para(
                "Any notice under this Agreement shall be sent to SFDC at 10 Meadow Row, London EC2A 1AA, or by email to legal-notices@sfdc-meadow.example."
            ),
            Para(
                "The Agreement shall be construed in accordance with the laws of England and Wales."
            ),
        )
    ),
    make=to_html,
    kind=PaperKind.MASTER_AGREEMENT,
    language="en",
    paper_date=d("2023-05-01"),
    truth=on(
        1,
        supplier="SFDC Meadow UK Limited",
        customer="Rowan Textiles plc",
        customer_address="3 Mill Lane, Leeds LS1 4AB",
        renewal_type=AUTOMATIC,
        renewal_term_months=24,
        notice_days=92,
        uplift_percent=Decimal(4),
        termination="Either party shall be entitled to terminate this Agreement immediately if the other becomes insolvent.",
        refund="No refunds are given for unused subscriptions.",
        data_return_days=60,
        notice_address="10 Meadow Row, London EC2A 1AA",
        notice_email="legal-notices@sfdc-meadow.example",
        governing_law="laws of England and Wales",
    ),
    low=frozenset({"notice_days", "renewal_type"}),
    findings=frozenset({"notice_in_months"}),
)

SIERRA = Sample(
    name="pedido-sierra.pdf",
    paper=Paper(
        (
            Title("PEDIDO DE SUSCRIPCIÓN SF/2026/0007"),
            Pairs(
                (
                    ("Titular", "Queserías Sierra Norte, S.A."),
                    ("NIF", "A05123456"),
                    ("Entrada en vigor", "1 de febrero de 2026"),
                    ("Vencimiento", "31 de enero de 2027"),
                    ("Cadencia de facturación", "Semestral"),
                    ("Divisa", "Euro"),
                )
            ),
            Table(
                ("Referencia", "Descripción", "Uds", "Importe unitario anual", "Importe anual"),
                (
                    ("SC-ENT", "Sales Cloud Enterprise", "14", "1.584,00", "22.176,00"),
                    ("SHD", "Shield (complemento)", "14", "475,20", "6.652,80"),
                    ("", "TOTAL ANUAL", "", "", "28.828,80"),
                ),
                right=(2, 3, 4),
            ),
            Para(
                "Renovación. Al vencimiento, el pedido quedará prorrogado de forma automática por anualidades sucesivas si ninguna de las partes lo denuncia por escrito con, al menos, 45 días de anticipación."
            ),
            Para(
                "Los precios se actualizarán en cada prórroga sin que el aumento pueda exceder del 3,5 %."
            ),
            Para("El cliente no tendrá derecho a devolución alguna de las cantidades pagadas."),
            Para(
                "Salesforce conservará los datos del cliente durante 30 días naturales tras la finalización del pedido para que pueda descargarlos."
            ),
        ),
        Style(language="es", ruled=False, size=9.5),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="es",
    truth={
        **on(
            1,
            customer="Queserías Sierra Norte, S.A.",
            customer_tax_id="A05123456",
            refund="El cliente no tendrá derecho a devolución alguna de las cantidades pagadas.",
            data_return_days=30,
        ),
        **order(
            "SF/2026/0007",
            1,
            number="SF/2026/0007",
            start_date=d("2026-02-01"),
            end_date=d("2027-01-31"),
            billing_frequency=BillingFrequency.SEMIANNUAL,
            currency="EUR",
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=45,
            uplift_percent=Decimal("3.5"),
        ),
        **line(
            "SF/2026/0007",
            "1",
            1,
            product="Sales Cloud Enterprise",
            quantity=n("14"),
            unit_price=eur("1584.00"),
            price_period=YEAR,
        ),
        **line(
            "SF/2026/0007",
            "2",
            1,
            product="Shield (complemento)",
            quantity=n("14"),
            unit_price=eur("475.20"),
            price_period=YEAR,
            add_on=True,
        ),
    },
    paper_date=d("2026-02-01"),
    low=frozenset({"SF/2026/0007/start_date"}),
)

TERNERA = Sample(
    name="acuerdo-laguna.docx",
    paper=Paper(
        (
            Title("Acuerdo marco de suscripción"),
            Para("REUNIDOS"),
            Para(
                'Por una parte, Salesforce Ejemplo Iberia, S.L. (en lo sucesivo, "Salesforce"), con domicilio en Plaza de la Nube, 3, 28020 Madrid.'
            ),
            Para('Por otra parte, Laguna Verde Seguros, S.A. (en lo sucesivo, "el Cliente").'),
            Para("CLÁUSULAS"),
            Para(
                "Duración. Las suscripciones no se prorrogarán de manera automática; su renovación exigirá un nuevo formulario de pedido firmado."
            ),
            Para(
                "Terminación. El Cliente podrá cancelar el acuerdo con un preaviso de 15 días si Salesforce modifica las presentes condiciones."
            ),
            Para(
                "Devolución. En caso de resolución por causa imputable a Salesforce, esta devolverá la parte proporcional de las cantidades abonadas."
            ),
            Para(
                "Notificaciones. Toda notificación se dirigirá a Salesforce Ejemplo Iberia, S.L., Departamento Jurídico, Plaza de la Nube, 3, 28020 Madrid."
            ),
            Para("El acuerdo queda sujeto al derecho español."),
        ),
        Style(language="es"),
    ),
    make=to_docx,
    kind=PaperKind.MASTER_AGREEMENT,
    language="es",
    truth=on(
        1,
        supplier="Salesforce Ejemplo Iberia, S.L.",
        customer="Laguna Verde Seguros, S.A.",
        renewal_type=MANUAL,
        termination="El Cliente podrá cancelar el acuerdo con un preaviso de 15 días si Salesforce modifica las presentes condiciones.",
        refund="En caso de resolución por causa imputable a Salesforce, esta devolverá la parte proporcional de las cantidades abonadas.",
        notice_address="Salesforce Ejemplo Iberia, S.L., Departamento Jurídico, Plaza de la Nube, 3, 28020 Madrid",
        governing_law="derecho español",
    ),
)

UMBER = Sample(
    name="umber-email.txt",
    paper=Paper(
        (
            Para("Subject: Notice of upcoming renewal - Umber Coffee Roasters"),
            Para(
                "Hello Priya, your Salesforce contract 01188432 is due to expire on 2026-08-14. It will be renewed automatically for one year starting 15 August 2026."
            ),
            Para(
                "Should you prefer not to renew, let us know in writing by giving sixty (60) days' notice prior to the expiry date."
            ),
            Para("Regards, Tom Birch, Renewals Manager"),
        )
    ),
    make=to_text,
    kind=PaperKind.RENEWAL_NOTICE,
    language="en",
    truth=order(
        "01188432",
        1,
        contract_number="01188432",
        end_date=d("2026-08-14"),
        renewal_type=AUTOMATIC,
        renewal_term_months=12,
        notice_days=60,
    ),
)

VALE = Sample(
    name="vale-amendment.html",
    paper=Paper(
        (
            Title("First Amendment"),
            Para("to Order Form Q-640023 between SFDC Meadow UK Limited and Vesper Analytics Ltd"),
            Para("Amendment effective date: 1 December 2025"),
            Para(
                "1. The End Date stated in the Order Form is deleted and replaced with 30 June 2026."
            ),
            Para("2. Renewal. The Order Form shall not automatically renew."),
            Table(
                ("Product", "New quantity", "New unit price"),
                (("Sales Cloud Professional", "25", "£76.00 per month"),),
            ),
        )
    ),
    make=to_html,
    kind=PaperKind.AMENDMENT,
    language="en",
    paper_date=d("2025-12-01"),
    truth={
        **order(
            "Q-640023",
            1,
            number="Q-640023",
            end_date=d("2026-06-30"),
            renewal_type=MANUAL,
            currency="GBP",
        ),
        **line(
            "Q-640023",
            "Sales Cloud Professional",
            1,
            product="Sales Cloud Professional",
            quantity=n("25"),
            unit_price=gbp("76.00"),
            price_period=MONTH,
        ),
    },
)

ZARZA = Sample(
    name="aviso-zarza.pdf",
    paper=Paper(
        (
            Title("Comunicación de renovación"),
            Para("Estimados señores de Zarza Moda, S.L.:"),
            Para(
                "Les informamos de que las suscripciones de Salesforce que siguen llegan a su fin:"
            ),
            Table(
                ("Pedido", "Fecha de inicio", "Fecha de fin"),
                (("P-88001", "01/07/2025", "30/06/2026"), ("P-88044", "01/10/2025", "30/09/2026")),
            ),
            Para("Si no desean que se renueven, comuníquenlo con 30 días de antelación."),
        ),
        Style(language="es"),
    ),
    make=to_pdf,
    kind=PaperKind.RENEWAL_NOTICE,
    language="es",
    truth={
        **order(
            "P-88001", 1, number="P-88001", start_date=d("2025-07-01"), end_date=d("2026-06-30")
        ),
        **order(
            "P-88044", 1, number="P-88044", start_date=d("2025-10-01"), end_date=d("2026-09-30")
        ),
    },
)

OTHERS = (PELICAN, QUARRY, ROWAN, SIERRA, TERNERA, UMBER, VALE, ZARZA)
