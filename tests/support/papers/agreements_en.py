"""Master agreements, amendments, notices and invoices in English. All of it is invented."""

from __future__ import annotations

from decimal import Decimal

from salida.agreement.proposal import PaperKind
from salida.model.agreement import BillingFrequency, RenewalType
from tests.support.papers.blocks import (
    Columns,
    Heading,
    Pairs,
    Paper,
    Para,
    Style,
    Table,
    Title,
)
from tests.support.papers.render import to_docx, to_html, to_pdf, to_text
from tests.support.papers.sample import Sample, d, eur, line, n, on, order

AUTOMATIC, MANUAL = RenewalType.AUTOMATIC, RenewalType.MANUAL

_FILLER = (
    (
        "The Services are made available to Customer and its Users for the internal business purposes of "
        "Customer, in the manner that the Documentation describes, and Customer answers for the acts of its Users."
    ),
    (
        "Each party keeps the Confidential Information of the other with the care that it takes of its own, and "
        "discloses it to nobody but those of its employees and advisers who need it and are bound likewise."
    ),
    (
        "Salesforce maintains safeguards for the security, confidentiality and integrity of Customer Data, and "
        "engages subprocessors only under terms that protect Customer Data no less than these."
    ),
    (
        "Invoiced amounts are due thirty (30) days from the invoice date. Overdue amounts may bear interest at "
        "1.5% per month. If an amount is 30 days or more overdue, Salesforce may suspend the Services after ten "
        "(10) days' prior notice."
    ),
)

_REFUND = (
    "Except as this Agreement expressly provides, payment obligations are non-cancelable, fees paid are "
    "non-refundable and quantities purchased cannot be decreased during the relevant term."
)
_RENEWAL = (
    "Except as an Order Form provides otherwise, subscriptions automatically renew for additional periods "
    "equal to the expiring subscription term or one (1) year, whichever is shorter, unless either party "
    "gives the other written notice of non-renewal at least thirty (30) days before the end of the relevant "
    "subscription term."
)
_PRICES = (
    "The per-unit price during a renewal term rises by up to seven percent (7%) over the price of the term "
    "before, unless Salesforce notifies Customer of different pricing at least 60 days before the renewal."
)
_CAUSE = (
    "A party may terminate this Agreement for cause upon 30 days' written notice to the other party of a "
    "material breach if the breach remains uncured when that period ends."
)
_REFUND_ON_CAUSE = (
    "If Customer terminates this Agreement for cause, Salesforce will refund any prepaid fees covering the "
    "remainder of the term of all Order Forms after the effective date of termination."
)
_DATA = (
    "Upon request made within 30 days after the effective date of termination or expiration of this "
    "Agreement, Salesforce will make Customer Data available to Customer for export or download."
)
_LAW = (
    "This Agreement is governed by the laws of the State of California, without regard to its rules on "
    "conflicts of laws."
)

MSA_COLUMNS = Sample(
    name="msa-columns.pdf",
    paper=Paper(
        (
            Title("Master Subscription Agreement"),
            Columns(
                (
                    Para(
                        'This Master Subscription Agreement ("Agreement") is entered into between Salesforce '
                        'Example, Inc. ("Salesforce") and Harbor & Pine Outfitters, Inc. ("Customer") and was '
                        "last updated on September 9, 2025."
                    ),
                    Heading("1. Use of the Services"),
                    *(Para(text) for text in _FILLER),
                    *(Para(f"Again, and for every Affiliate: {text}") for text in _FILLER[:3]),
                    Heading("5. Fees"),
                    Para(_REFUND),
                    Heading("11. Term and termination"),
                    Para(_RENEWAL),
                    Para(_PRICES),
                    Para(_CAUSE),
                    Para(_REFUND_ON_CAUSE),
                    Para(_DATA),
                    *(Para(f"The same holds for Non-Salesforce Applications. {text}") for text in _FILLER),
                    *(Para(f"For services of consultants: {text}") for text in (*_FILLER, *_FILLER)),
                    Heading("12. Notices and law"),
                    Para(
                        "Notices to Salesforce must be in writing and be sent to 1200 Harbor Plaza, 9th Floor, San "
                        "Mateo, CA 94401, with a copy to the legal department."
                    ),
                    Para(_LAW),
                )
            ),
        ),
        Style(size=9, hyphenate=True, justify=True, paper="us-letter", footer="Master Subscription Agreement, September 2025"),
    ),
    make=to_pdf,
    kind=PaperKind.MASTER_AGREEMENT,
    language="en",
    paper_date=d("2025-09-09"),
    truth={
        **on(1, customer="Harbor & Pine Outfitters, Inc.", supplier="Salesforce Example, Inc."),
        **on(1, refund=f"{_REFUND} … {_REFUND_ON_CAUSE}", renewal_type=AUTOMATIC, notice_days=30, renewal_term_months=12),
        **on(1, uplift_percent=Decimal(7), termination=f"{_REFUND} … {_CAUSE}", data_return_days=30),
        **on(
            2,
            notice_address="1200 Harbor Plaza, 9th Floor, San Mateo, CA 94401",
            governing_law="laws of the State of California",
        ),
    },
    low=frozenset({"renewal_term_months"}),
    findings=frozenset({"renewal_term_relative"}),
)  # fmt: skip

_UK_RENEWAL = (
    "10.2 Unless an Order Form states that it does not, every subscription is extended automatically for "
    "successive one-year terms. A party that does not wish the extension must inform the other in writing "
    "sixty days prior to the expiry of the current term, failing which the extension takes effect."
)
_UK_PRICE = "10.3 On renewal the fees may increase by no more than six per cent."
_UK_TERMINATION = "10.4 Customer may terminate for convenience only at the end of a term."
_UK_DATA = (
    "10.6 For a period of 45 days following expiry or termination Customer may retrieve its data; "
    "thereafter Supplier deletes it."
)
_UK_FEE = (
    "10.5 On termination before the end of a term by Customer without cause, Customer shall pay 100% of the "
    "fees remaining for that term as an early termination charge."
)

MSA_WORD = Sample(
    name="msa-uk.docx",
    paper=Paper(
        (
            Title("Main Services Agreement"),
            Pairs((("Date", "3 February 2024"), ("Supplier", "SFDC Meadow UK Limited"), ("Customer", "Bramble Housing Association"))),
            Para("This agreement sets out the terms on which Salesforce services are supplied."),
            *(Para(text.replace("Salesforce", "Supplier")) for text in _FILLER),
            Para(_UK_RENEWAL),
            Para(_UK_PRICE),
            Para(_UK_TERMINATION),
            Para(_UK_FEE),
            Para(_UK_DATA),
            Para("12.1 Any notice of non-renewal may be given by email to contracts.uk@sfdc-meadow.example."),
            Para("14. This agreement is governed by and construed in accordance with English law."),
        )
    ),
    make=to_docx,
    kind=PaperKind.MASTER_AGREEMENT,
    language="en",
    paper_date=d("2024-02-03"),
    truth={
        **on(
            1,
            supplier="SFDC Meadow UK Limited",
            customer="Bramble Housing Association",
            renewal_type=AUTOMATIC,
            renewal_term_months=12,
            notice_days=60,
            uplift_percent=Decimal(6),
            termination=_UK_TERMINATION,
            data_return_days=45,
            notice_email="contracts.uk@sfdc-meadow.example",
            governing_law="English law",
        )
    },
    findings=frozenset({"fee_is_a_formula"}),
)  # fmt: skip

_TXT_RENEWAL = "The Subscription Term shall not renew automatically. It shall expire at its end unless the parties sign a further Order Form."

MSA_TEXT = Sample(
    name="terms-of-service.txt",
    paper=Paper(
        (
            Title("Terms of Service"),
            Para('These terms apply between Salesforce Example, Inc. (hereinafter "Provider") and Ridgeline Surveyors LLC, located at 7 Summit Road, Denver, CO 80202 (hereinafter "Customer").'),
            Para(_TXT_RENEWAL),
            Para("Customer may not cancel an Order Form before its end; however, Customer may terminate upon ninety (90) days notice if Provider discontinues a Service."),
            Para("All notices shall be addressed to: Provider Legal, 44 Canyon Drive, Boulder, CO 80301."),
            Para("These terms shall be governed exclusively by the internal laws of the State of Colorado."),
        )
    ),
    make=to_text,
    kind=PaperKind.MASTER_AGREEMENT,
    language="en",
    truth={
        **on(
            1,
            supplier="Salesforce Example, Inc.",
            customer="Ridgeline Surveyors LLC",
            customer_address="7 Summit Road, Denver, CO 80202",
            renewal_type=MANUAL,
            termination="Customer may not cancel an Order Form before its end; however, Customer may terminate upon ninety (90) days notice if Provider discontinues a Service.",
            notice_address="Provider Legal, 44 Canyon Drive, Boulder, CO 80301",
            governing_law="laws of the State of Colorado",
        )
    },
)  # fmt: skip

AMENDMENT = Sample(
    name="northwind-amendment.pdf",
    paper=Paper(
        (
            Title("Amendment No. 2 to Order Form Q-0048213"),
            Para('This Amendment is made on 17 February 2026 between Salesforce Harbour Ireland Limited ("Salesforce") and Northwind Freight Limited ("Customer").'),
            Para("The parties signed Order Form Q-0048213 dated 12 September 2025 and now change it as follows."),
            Para("1. The Order End Date is changed from 30 September 2026 to 31 December 2026."),
            Para("2. The quantity of Service Cloud - Enterprise Edition is increased from 40 to 55."),
            Para("3. The unit price of Data Storage Add-On (500 MB) is reduced from EUR 110.00 to EUR 99.50 per month."),
            Para("4. The period of notice of non-renewal is changed from sixty (60) days to forty-five (45) days before the Order End Date."),
            Para("Everything else in the Order Form remains as it was."),
        ),
        Style(size=11),
    ),
    make=to_pdf,
    kind=PaperKind.AMENDMENT,
    language="en",
    paper_date=d("2026-02-17"),
    truth={
        **on(1, supplier="Salesforce Harbour Ireland Limited", customer="Northwind Freight Limited"),
        **order("Q-0048213", 1, number="Q-0048213", end_date=d("2026-12-31"), notice_days=45),
        **line("Q-0048213", "Service Cloud - Enterprise Edition", 1, product="Service Cloud - Enterprise Edition", quantity=n("55")),
        **line("Q-0048213", "Data Storage Add-On (500 MB)", 1, product="Data Storage Add-On (500 MB)", unit_price=eur("99.50")),
    },
)  # fmt: skip

AMENDMENT_TABLE = Sample(
    name="bramble-change.docx",
    paper=Paper(
        (
            Title("Addendum"),
            Para("Addendum to Order Form OF-2025-0917 with SFDC Meadow UK Limited. The following terms replace the ones shown."),
            Pairs((("Addendum date", "2026-01-20"), ("Date", "20 January 2026"))),
            Table(
                ("Provision", "Current", "Amended"),
                (
                    ("End date", "31 March 2028", "30 June 2028"),
                    ("Billing frequency", "Yearly", "Quarterly"),
                    ("Renewal price cap", "4.5%", "3%"),
                ),
            ),
        )
    ),
    make=to_docx,
    kind=PaperKind.AMENDMENT,
    language="en",
    paper_date=d("2026-01-20"),
    truth=order(
        "OF-2025-0917",
        1,
        number="OF-2025-0917",
        end_date=d("2028-06-30"),
        billing_frequency=BillingFrequency.QUARTERLY,
        uplift_percent=Decimal(3),
    ),
)  # fmt: skip

NOTICE = Sample(
    name="lumen-renewal.html",
    paper=Paper(
        (
            Title("Your Salesforce subscription will renew soon"),
            Para("Dear Lumen Dental Group, this is a courtesy reminder 90 days ahead of your renewal."),
            Para("Your current term for order ORD/55/20931 ends on 30 November 2026 and will renew automatically on 1 December 2026 for a further 12 months."),
            Para("If you do not wish to renew, please give us written notice at least 30 days before the end of the current term."),
            Pairs((("New price per licence", "£22.00 per month"), ("Notice date", "1 September 2026"))),
        )
    ),
    make=to_html,
    kind=PaperKind.RENEWAL_NOTICE,
    language="en",
    paper_date=d("2026-09-01"),
    truth=order("ORD/55/20931", 1, number="ORD/55/20931", end_date=d("2026-11-30"), renewal_type=AUTOMATIC, renewal_term_months=12, notice_days=30),
)  # fmt: skip

NOTICE_LIST = Sample(
    name="kestrel-renewals.pdf",
    paper=Paper(
        (
            Title("Renewal Notice"),
            Para("Salesforce informs Kestrel Energy GmbH of the order forms that come to their end within the next year."),
            Table(
                ("Order Form Number", "Start Date", "End Date", "Annual value"),
                (
                    ("Q-300101", "15 Mar 2025", "14 Mar 2026", "€43,500.00"),
                    ("Q-300103", "1 Jan 2026", "31 Dec 2026", "€14,400.00"),
                ),
                right=(3,),
            ),
        )
    ),
    make=to_pdf,
    kind=PaperKind.RENEWAL_NOTICE,
    language="en",
    truth={
        **order("Q-300101", 1, number="Q-300101", start_date=d("2025-03-15"), end_date=d("2026-03-14")),
        **order("Q-300103", 1, number="Q-300103", start_date=d("2026-01-01"), end_date=d("2026-12-31")),
    },
)  # fmt: skip

INVOICE = Sample(
    name="northwind-invoice.pdf",
    paper=Paper(
        (
            Title("Invoice"),
            Pairs(
                (
                    ("Invoice Number", "INV-20118"),
                    ("Invoice Date", "1 October 2025"),
                    ("Due Date", "31 October 2025"),
                    ("Customer", "Northwind Freight Limited"),
                    ("Order Form Number", "Q-0048213"),
                    ("Contract Number", "02211874"),
                    ("Billing period start", "1 October 2025"),
                    ("End Date", "30 September 2026"),
                ),
                how="double",
            ),
            Table(("Description", "Quantity", "Unit Price", "Amount"), (("Sales Cloud - Enterprise Edition", "85", "1,584.00", "134,640.00"), ("VAT 23%", "", "", "30,967.20"), ("Total EUR", "", "", "165,607.20")), right=(1, 2, 3)),
            Para("Pay to Salesforce Harbour Ireland Limited within 30 days."),
        )
    ),
    make=to_pdf,
    kind=PaperKind.INVOICE,
    language="en",
    paper_date=d("2025-10-01"),
    truth={
        **on(1, customer="Northwind Freight Limited"),
        **order("Q-0048213", 1, number="Q-0048213", contract_number="02211874"),
    },
)  # fmt: skip

AGREEMENTS_EN = (
    MSA_COLUMNS,
    MSA_WORD,
    MSA_TEXT,
    AMENDMENT,
    AMENDMENT_TABLE,
    NOTICE,
    NOTICE_LIST,
    INVOICE,
)
