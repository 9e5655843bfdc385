"""Order forms in English. Every company, number and clause is invented."""

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
from tests.support.papers.sample import Sample, d, eur, gbp, line, n, on, order, usd

MONTH, YEAR, TERM = PricePeriod.MONTH, PricePeriod.YEAR, PricePeriod.TERM
AUTOMATIC, MANUAL = RenewalType.AUTOMATIC, RenewalType.MANUAL

_NORTHWIND_RENEWAL = (
    "Upon expiry the subscriptions listed above will automatically renew for successive periods of "
    "twelve (12) months, unless either party gives the other written notice of non-renewal at least "
    "sixty (60) days before the Order End Date."
)
_NORTHWIND_CAP = (
    "Salesforce may raise the unit prices at each renewal, but never by more than 5% over the prices "
    "of the term that ends."
)
_NORTHWIND_MONEY = (
    "Fees are based on the quantities purchased and not on use; payment obligations are non-cancellable "
    "and fees paid are non-refundable except where the Master Subscription Agreement says otherwise."
)

NORTHWIND = Sample(
    name="northwind-order.pdf",
    paper=Paper(
        (
            Title("Order Form"),
            Pairs(
                (
                    ("Order Form Number", "Q-0048213"),
                    ("Contract Number", "02211874"),
                    ("Customer", "Northwind Freight Limited"),
                    ("Billing Address", "14 Quayside Street, Cork T12 AB34, Ireland"),
                    ("Salesforce Contracting Entity", "Salesforce Harbour Ireland Limited"),
                    ("Org ID", "00D5g000004AbCdEAK"),
                    ("Order Start Date", "1 October 2025"),
                    ("Order End Date", "30 September 2026"),
                    ("Billing Frequency", "Annual, in advance"),
                    ("Currency", "EUR"),
                    ("Payment Terms", "Net 30 days"),
                )
            ),
            Heading("Products"),
            Table(
                ("Product", "Quantity", "List Price (per month)", "Unit Price (per month)", "Total"),
                (
                    ("Sales Cloud - Enterprise Edition", "85", "165.00", "132.00", "134,640.00"),
                    ("Service Cloud - Enterprise Edition", "40", "165.00", "140.25", "67,320.00"),
                    ("Data Storage Add-On (500 MB)", "3", "110.00", "110.00", "3,960.00"),
                    ("Total", "", "", "", "205,920.00"),
                ),
                right=(1, 2, 3, 4),
            ),
            NewPage(),
            Heading("Terms of this Order Form"),
            Para(_NORTHWIND_RENEWAL),
            Para(_NORTHWIND_CAP),
            Para(_NORTHWIND_MONEY),
            Pairs((("By", "______________"), ("Name", "Orla Devane"), ("Date", "12 September 2025"))),
        ),
        Style(footer="Confidential"),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    paper_date=d("2025-09-12"),
    truth={
        **on(
            1,
            customer="Northwind Freight Limited",
            customer_address="14 Quayside Street, Cork T12 AB34, Ireland",
            supplier="Salesforce Harbour Ireland Limited",
            org_id="00D5g000004AbCdEAK",
        ),
        **on(2, refund=_NORTHWIND_MONEY, termination=_NORTHWIND_MONEY),
        **order(
            "Q-0048213",
            1,
            number="Q-0048213",
            contract_number="02211874",
            start_date=d("2025-10-01"),
            end_date=d("2026-09-30"),
            billing_frequency=BillingFrequency.ANNUAL,
            currency="EUR",
        ),
        **order(
            "Q-0048213",
            2,
            renewal_type=AUTOMATIC,
            notice_days=60,
            renewal_term_months=12,
            uplift_percent=Decimal(5),
        ),
        **line("Q-0048213", "1", 1, product="Sales Cloud - Enterprise Edition", quantity=n("85"), list_price=eur("165.00"), unit_price=eur("132.00"), price_period=MONTH),
        **line("Q-0048213", "2", 1, product="Service Cloud - Enterprise Edition", quantity=n("40"), list_price=eur("165.00"), unit_price=eur("140.25"), price_period=MONTH),
        **line("Q-0048213", "3", 1, product="Data Storage Add-On (500 MB)", quantity=n("3"), list_price=eur("110.00"), unit_price=eur("110.00"), price_period=MONTH, add_on=True),
    },
)  # fmt: skip

HARBOR = Sample(
    name="harbor-quote.pdf",
    paper=Paper(
        (
            Title("Salesforce Order Form"),
            Pairs(
                (
                    ("Quote Number", "Q-7715502"),
                    ("Offer Valid Through", "06/30/2025"),
                    ("Company Name", "Harbor & Pine Outfitters, Inc."),
                    ("Account Executive", "Dana Whitlock"),
                    ("Bill To Address", "880 Market Row, Portland, OR 97205"),
                    ("Billing Contact", "Lee Marsh, ap@harborpine.example"),
                    ("Organization ID", "00D3i000000Xy1Z"),
                    ("Billing Frequency", "Quarterly"),
                ),
                how="double",
            ),
            Table(
                ("Product Name", "Start Date", "End Date", "Qty", "Monthly Unit Price", "Total Price"),
                (
                    ("Sales Cloud Unlimited", "07/15/2025", "07/14/2027", "120", "$ 310.00", "$ 892,800.00"),
                    ("Add-On Products",),
                    ("Sandbox Full Copy", "07/15/2025", "07/14/2027", "1", "$ 4,120.50", "$ 98,892.00"),
                    ("Inbox Seats", "01/15/2026", "07/14/2027", "30", "$ 25.00", "$ 13,500.00"),
                ),
                right=(3, 4, 5),
            ),
            Para(
                "Subscriptions do not renew automatically. They end on the End Date above unless Customer "
                "signs a new Order Form."
            ),
        ),
        Style(paper="us-letter", ruled=False, size=9),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(
            1,
            customer="Harbor & Pine Outfitters, Inc.",
            customer_address="880 Market Row, Portland, OR 97205",
            account_executive="Dana Whitlock",
            billing_contact="Lee Marsh, ap@harborpine.example",
            org_id="00D3i000000Xy1ZEAS",
        ),
        **order(
            "Q-7715502",
            1,
            number="Q-7715502",
            billing_frequency=BillingFrequency.QUARTERLY,
            renewal_type=MANUAL,
            currency="USD",
            end_date=d("2027-07-14"),
        ),
        **line("Q-7715502", "1", 1, product="Sales Cloud Unlimited", start_date=d("2025-07-15"), quantity=n("120"), unit_price=usd("310.00"), price_period=MONTH),
        **line("Q-7715502", "2", 1, product="Sandbox Full Copy", start_date=d("2025-07-15"), quantity=n("1"), unit_price=usd("4120.50"), price_period=MONTH, add_on=True),
        **line("Q-7715502", "3", 1, product="Inbox Seats", start_date=d("2026-01-15"), quantity=n("30"), unit_price=usd("25.00"), price_period=MONTH, add_on=True),
    },
)  # fmt: skip

BRAMBLE = Sample(
    name="bramble-order.docx",
    paper=Paper(
        (
            Title("Order Form"),
            Para("This Order Form is part of the Master Subscription Agreement between the parties named below."),
            Pairs(
                (
                    ("Order Form No.", "OF-2025-0917"),
                    ("Customer (legal name)", "Bramble Housing Association"),
                    ("VAT Number", "GB 284 7719 02"),
                    ("Supplier", "SFDC Meadow UK Limited"),
                    ("Subscription Term", "2025-04-01 to 2028-03-31"),
                    ("Invoicing frequency", "Yearly"),
                    ("Auto-Renewal", "Yes"),
                    ("Notice of non-renewal", "90 days"),
                    ("Renewal term", "12 months"),
                    ("Renewal price cap", "4.5%"),
                ),
                how="colon",
            ),
            Table(
                ("#", "Service", "Users", "Annual price per user", "Line total"),
                (
                    ("1", "Service Cloud Professional", "64", "GBP 780.00", "GBP 49,920.00"),
                    ("2", "Knowledge (add-on)", "64", "GBP 96.00", "GBP 6,144.00"),
                    ("3", "Formstack for AppExchange", "10", "GBP 240.00", "GBP 2,400.00"),
                    ("", "Annual total", "", "", "GBP 58,464.00"),
                ),
            ),
        ),
        Style(header="OF-2025-0917"),
    ),
    make=to_docx,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(
            1,
            customer="Bramble Housing Association",
            customer_tax_id="GB 284 7719 02",
            supplier="SFDC Meadow UK Limited",
        ),
        **order(
            "OF-2025-0917",
            1,
            number="OF-2025-0917",
            start_date=d("2025-04-01"),
            end_date=d("2028-03-31"),
            billing_frequency=BillingFrequency.ANNUAL,
            renewal_type=AUTOMATIC,
            notice_days=90,
            renewal_term_months=12,
            uplift_percent=Decimal("4.5"),
            currency="GBP",
        ),
        **line("OF-2025-0917", "1", 1, product="Service Cloud Professional", quantity=n("64"), unit_price=gbp("780.00"), price_period=YEAR),
        **line("OF-2025-0917", "2", 1, product="Knowledge (add-on)", quantity=n("64"), unit_price=gbp("96.00"), price_period=YEAR, add_on=True),
        **line("OF-2025-0917", "3", 1, product="Formstack for AppExchange", quantity=n("10"), unit_price=gbp("240.00"), price_period=YEAR, marketplace=True),
    },
)  # fmt: skip

LUMEN = Sample(
    name="lumen-order.html",
    paper=Paper(
        (
            Title("Order confirmation"),
            Para("Thank you for your order with Salesforce. Here is what you bought."),
            Pairs(
                (
                    ("Order number", "ORD/55/20931"),
                    ("Order date", "02-Nov-25"),
                    ("Client", "Lumen Dental Group plc"),
                    ("Service start date", "01-Dec-25"),
                    ("Service end date", "30-Nov-26"),
                    ("Invoice currency", "Pounds sterling"),
                    ("Payment frequency", "Monthly"),
                )
            ),
            Table(
                ("Item", "Type", "Licences", "Price", "Per", "Amount"),
                (
                    ("Starter Suite", "Edition", "12", "£20.00", "Month", "£240.00"),
                    ("Calendar Bridge", "AppExchange", "12", "£3.50", "Month", "£42.00"),
                ),
            ),
            Para(
                "Your plan renews automatically for another twelve months. To stop the renewal, tell us in "
                "writing no later than 30 days before the service end date."
            ),
        )
    ),
    make=to_html,
    kind=PaperKind.ORDER_FORM,
    language="en",
    paper_date=d("2025-11-02"),
    truth={
        **on(1, customer="Lumen Dental Group plc"),
        **order(
            "ORD/55/20931",
            1,
            number="ORD/55/20931",
            start_date=d("2025-12-01"),
            end_date=d("2026-11-30"),
            currency="GBP",
            billing_frequency=BillingFrequency.MONTHLY,
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=30,
        ),
        **line("ORD/55/20931", "1", 1, product="Starter Suite", quantity=n("12"), unit_price=gbp("20.00"), price_period=MONTH),
        **line("ORD/55/20931", "2", 1, product="Calendar Bridge", quantity=n("12"), unit_price=gbp("3.50"), price_period=MONTH, marketplace=True),
    },
)  # fmt: skip

RIDGE = Sample(
    name="ridge-order.txt",
    paper=Paper(
        (
            Title("Order Form"),
            Pairs(
                (
                    ("Order #", "SF-118204"),
                    ("Sold To", "Ridgeline Surveyors LLC"),
                    ("Vendor", "Salesforce Example, Inc."),
                    ("Term Start Date", "Oct. 1st, 2025"),
                    ("Term End Date", "Sept. 30, 2026"),
                    ("Billing", "Semi-annually in advance"),
                ),
                how="colon",
            ),
            Table(
                ("Description", "Quantity", "Unit price", "Extended"),
                (
                    ("Platform Starter", "200", "US$ 22.50", "US$ 54,000.00"),
                    ("Platform Plus", "1,050", "US$ 80.00", "US$ 1,008,000.00"),
                    ("Subtotal", "", "", "US$ 1,062,000.00"),
                    ("Sales tax", "", "", "US$ 0.00"),
                ),
            ),
            Para(
                "All prices are per user per month. Either party may prevent renewal by notice in writing "
                "given not less than forty-five (45) days prior to the end of the term; otherwise this order "
                "will renew automatically for a further period of one (1) year."
            ),
            Para(
                "If Customer terminates this order before the end of the term, Customer will pay an early "
                "termination fee of US$ 15,000.00."
            ),
        )
    ),
    make=to_text,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(1, customer="Ridgeline Surveyors LLC", supplier="Salesforce Example, Inc."),
        **order(
            "SF-118204",
            1,
            number="SF-118204",
            start_date=d("2025-10-01"),
            end_date=d("2026-09-30"),
            billing_frequency=BillingFrequency.SEMIANNUAL,
            currency="USD",
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=45,
            early_termination_fee=usd("15000.00"),
        ),
        **line("SF-118204", "1", 1, product="Platform Starter", quantity=n("200"), unit_price=usd("22.50"), price_period=MONTH),
        **line("SF-118204", "2", 1, product="Platform Plus", quantity=n("1050"), unit_price=usd("80.00"), price_period=MONTH),
    },
)  # fmt: skip

_EVERY_ORDER = (
    "Each Order Form above renews automatically for additional terms of one year unless a party notifies "
    "the other in writing of its decision not to renew at least 30 days before the end of the term of that "
    "Order Form."
)

THREE = Sample(
    name="kestrel-orders.pdf",
    paper=Paper(
        (
            Title("Order Form"),
            Pairs((("Order Form Number", "Q-300101"), ("Customer", "Kestrel Energy GmbH"), ("Start Date", "15th of March, 2025"), ("End Date", "14th of March, 2026")), how="stacked"),
            Table(("Product", "Quantity", "Unit Price"), (("Sales Cloud Enterprise", "25", "€145.00/month"),), right=(1, 2)),
            NewPage(),
            Title("Order Form"),
            Pairs((("Order Form Number", "Q-300102"), ("Customer", "Kestrel Energy GmbH"), ("Start Date", "1 July 2025"), ("End Date", "30 June 2027")), how="stacked"),
            Table(("Product", "Quantity", "Unit Price"), (("Service Cloud Enterprise", "60", "€150.00/month"), ("Shield (add-on)", "60", "€45.00/month")), right=(1, 2)),
            Title("Order Form"),
            Pairs((("Order Form Number", "Q-300103"), ("Customer", "Kestrel Energy GmbH"), ("Start Date", "1 January 2026"), ("End Date", "31 December 2026")), how="stacked"),
            Table(("Product", "Quantity", "Unit Price"), (("Tableau Viewer", "100", "€12.00/month"),), right=(1, 2)),
            NewPage(),
            Heading("Terms common to the Order Forms with Salesforce"),
            Para(_EVERY_ORDER),
        ),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(1, customer="Kestrel Energy GmbH"),
        **on(3, renewal_type=AUTOMATIC, notice_days=30, renewal_term_months=12),
        **order("Q-300101", 1, number="Q-300101", start_date=d("2025-03-15"), end_date=d("2026-03-14"), currency="EUR"),
        **line("Q-300101", "1", 1, product="Sales Cloud Enterprise", quantity=n("25"), unit_price=eur("145.00"), price_period=MONTH),
        **order("Q-300102", 2, number="Q-300102", start_date=d("2025-07-01"), end_date=d("2027-06-30"), currency="EUR"),
        **line("Q-300102", "1", 2, product="Service Cloud Enterprise", quantity=n("60"), unit_price=eur("150.00"), price_period=MONTH),
        **line("Q-300102", "2", 2, product="Shield (add-on)", quantity=n("60"), unit_price=eur("45.00"), price_period=MONTH, add_on=True),
        **order("Q-300103", 2, number="Q-300103", start_date=d("2026-01-01"), end_date=d("2026-12-31"), currency="EUR"),
        **line("Q-300103", "1", 2, product="Tableau Viewer", quantity=n("100"), unit_price=eur("12.00"), price_period=MONTH),
    },
)  # fmt: skip

ATLAS = Sample(
    name="atlas-order.pdf",
    paper=Paper(
        (
            Title("ORDER FORM Q-99410-7"),
            Para("Salesforce account team: Northern Region. This order form is governed by the main services agreement."),
            Pairs(
                (
                    ("Customer Name:", "Atlas Cold Chain B.V."),
                    ("Registered Office:", "Havenweg 210, 3089 JK Rotterdam, Netherlands"),
                    ("Tax ID:", "NL812345678B01"),
                    ("Contract No.:", "CN-2024/118"),
                    ("Billing cycle:", "Once, for the entire term"),
                )
            ),
            Table(
                ("Line", "Subscription description and edition", "No. of licences", "Net unit price per licence per year (EUR)", "Subscription begins", "Subscription ends", "Line amount (EUR)"),
                (
                    ("10", "Manufacturing Cloud for Sales, Enterprise Edition, including Account Forecasting and Sales Agreements", "15", "2,340.00", "01.02.2025", "31.01.2028", "105,300.00"),
                    ("20", "Customer Community Plus, member-based licences for dealers and resellers of the northern region", "1,200", "54.00", "01.02.2025", "31.01.2027", "129,600.00"),
                ),
                right=(2, 3, 6),
                widths=("1", "3.4", "1.4", "1.9", "1.9", "1.9", "2"),
                centred=True,
            ),
        ),
        Style(size=8.5),
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(
            1,
            customer="Atlas Cold Chain B.V.",
            customer_address="Havenweg 210, 3089 JK Rotterdam, Netherlands",
            customer_tax_id="NL812345678B01",
        ),
        **order(
            "Q-99410-7",
            1,
            number="Q-99410-7",
            contract_number="CN-2024/118",
            billing_frequency=BillingFrequency.UPFRONT,
            start_date=d("2025-02-01"),
            currency="EUR",
        ),
        **line("Q-99410-7", "10", 1, product="Manufacturing Cloud for Sales, Enterprise Edition, including Account Forecasting and Sales Agreements", quantity=n("15"), unit_price=eur("2340.00"), price_period=YEAR, end_date=d("2028-01-31")),
        **line("Q-99410-7", "20", 1, product="Customer Community Plus, member-based licences for dealers and resellers of the northern region", quantity=n("1200"), unit_price=eur("54.00"), price_period=YEAR, end_date=d("2027-01-31")),
    },
)  # fmt: skip

AMBIGUOUS = Sample(
    name="vesper-order.pdf",
    paper=Paper(
        (
            Title("Order Form"),
            Pairs(
                (
                    ("Order Form Number", "Q-640022"),
                    ("Customer", "Vesper Analytics Ltd"),
                    ("Start Date", "04/04/2025"),
                    ("End Date", "03/04/2026"),
                    ("Salesforce entity", "SFDC Meadow UK Limited, with offices in San Francisco, California and London"),
                )
            ),
            Table(
                ("Product", "Quantity", "Sales Price"),
                (("Sales Cloud Professional", "18", "$80.00 per user per month"),),
            ),
        )
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(
            1,
            customer="Vesper Analytics Ltd",
            supplier="SFDC Meadow UK Limited, with offices in San Francisco, California and London",
        ),
        **order("Q-640022", 1, number="Q-640022", start_date=d("2025-04-04"), end_date=d("2026-03-04"), currency="USD"),
        **line("Q-640022", "1", 1, product="Sales Cloud Professional", quantity=n("18"), unit_price=usd("80.00"), price_period=MONTH),
    },
    low=frozenset({"Q-640022/end_date", "Q-640022/1/unit_price", "Q-640022/currency"}),
    findings=frozenset({"date_ambiguous", "dollar_ambiguous"}),
)  # fmt: skip

SETTLED = Sample(
    name="vesper-order-2.pdf",
    paper=Paper(
        (
            Title("Order Form"),
            Pairs(
                (
                    ("Order Form Number:", "Q-640023"),
                    ("Salesforce order date:", "25/03/2025"),
                    ("Customer:", "Vesper Analytics Ltd"),
                    ("Start Date:", "04/05/2025"),
                    ("End Date:", "03/04/2026"),
                ),
                how="inline",
            ),
            Table(
                ("Product", "Quantity", "Sales Price"),
                (("Sales Cloud Professional", "18", "£80.00 per user per month"),),
            ),
        )
    ),
    make=to_pdf,
    kind=PaperKind.ORDER_FORM,
    language="en",
    paper_date=None,
    truth={
        **on(1, customer="Vesper Analytics Ltd"),
        **order("Q-640023", 1, number="Q-640023", start_date=d("2025-05-04"), end_date=d("2026-04-03"), currency="GBP"),
        **line("Q-640023", "1", 1, product="Sales Cloud Professional", quantity=n("18"), unit_price=gbp("80.00"), price_period=MONTH),
    },
)  # fmt: skip

CARDS = Sample(
    name="juniper-order.docx",
    paper=Paper(
        (
            Title("Subscription Order"),
            Para("Order placed with Salesforce by Juniper Lane Clinics."),
            Pairs((("Order no.", "J-40021"), ("Customer name", "Juniper Lane Clinics"), ("Initial term", "12 months starting 1 June 2025")), how="colon"),
            Pairs((("Product", "Health Cloud Enterprise"), ("Quantity", "35"), ("Unit price", "EUR 275.00 per month")), how="colon"),
            Pairs((("Product", "Einstein Add-on"), ("Quantity", "10"), ("Unit price", "EUR 70.00 per month")), how="colon"),
        )
    ),
    make=to_docx,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(1, customer="Juniper Lane Clinics"),
        **order("J-40021", 1, number="J-40021", start_date=d("2025-06-01"), end_date=d("2026-05-31"), currency="EUR"),
        **line("J-40021", "1", 1, product="Health Cloud Enterprise", quantity=n("35"), unit_price=eur("275.00"), price_period=MONTH),
        **line("J-40021", "2", 1, product="Einstein Add-on", quantity=n("10"), unit_price=eur("70.00"), price_period=MONTH, add_on=True),
    },
    low=frozenset({"J-40021/end_date"}),
    findings=frozenset({"end_computed"}),
)  # fmt: skip

WRONG = Sample(
    name="thistle-order.txt",
    paper=Paper(
        (
            Title("Order Form"),
            Pairs(
                (
                    ("Order Form Number", "Q-13"),
                    ("Customer", "Thistle & Sons"),
                    ("Start Date", "2025-10-01"),
                    ("End Date", "31/09/2026"),
                    ("Org ID", "00D5g000004AbCdEAA"),
                    ("Currency", "XQX"),
                ),
                how="colon",
            ),
            Table(("Product", "Quantity", "Unit Price"), (("Sales Cloud", "-4", "100.00"), ("Service Cloud", "7", "90.00"))),
            Para("Either party may decline renewal by giving Salesforce or Customer thirty (60) days notice before the end of the term."),
        )
    ),
    make=to_text,
    kind=PaperKind.ORDER_FORM,
    language="en",
    truth={
        **on(1, customer="Thistle & Sons"),
        **order("Q-13", 1, number="Q-13", start_date=d("2025-10-01"), notice_days=60),
        **line("Q-13", "1", 1, product="Sales Cloud"),
        **line("Q-13", "2", 1, product="Service Cloud", quantity=n("7")),
    },
    low=frozenset({"Q-13/notice_days"}),
    findings=frozenset({"date_impossible", "org_id_wrong", "currency_unknown", "quantity_not_positive", "price_without_currency", "numbers_differ"}),
)  # fmt: skip

ORDERS_EN = (
    NORTHWIND,
    HARBOR,
    BRAMBLE,
    LUMEN,
    RIDGE,
    THREE,
    ATLAS,
    AMBIGUOUS,
    SETTLED,
    CARDS,
    WRONG,
)
