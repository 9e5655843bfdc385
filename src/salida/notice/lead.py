"""What each kind of notice declares: its name and the sentences that come first.

They are written to be read alone: whoever reads only the first lines knows what ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.language import Text, _
from salida.notice.notice import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.notice import Notice

_NAMES = {
    NoticeKind.NON_RENEWAL: _("Notice of non-renewal"),
    NoticeKind.REDUCTION: _("Notice of partial non-renewal"),
    NoticeKind.TERMINATION: _("Notice of termination for cause"),
    NoticeKind.DATA_ACT_SWITCH: _("Notice of switching under the Data Act"),
}
_SUBSIDIARY = _(
    "In the alternative, and without prejudice to the above, this letter is also notice that "
    "none of these order forms is renewed at the end of its term."
)


def name_of(kind: NoticeKind) -> Text:
    """Return what the letter calls itself."""
    return _NAMES[kind]


def customer_of(notice: Notice) -> Text | str:
    """Return who gives the notice, in the words of a sentence."""
    return notice.customer.name or _("The customer")


def declaration(notice: Notice) -> Text:
    """Return the one sentence that must not be missed."""
    match notice.kind:
        case NoticeKind.NON_RENEWAL:
            return _(
                "{customer} hereby gives notice that it does not renew the order forms listed "
                "in section 1. Every product line listed there ends at the end of the day stated "
                "for it and is not renewed, neither automatically nor for any other term.",
                customer=customer_of(notice),
            )
        case NoticeKind.REDUCTION:
            return _(
                "{customer} hereby gives notice that it renews the order forms listed in section "
                "1 only in part. Of each product line only the quantity in the column “Renewed” "
                "goes on. Whatever exceeds it, and every line without such a quantity, ends at "
                "the end of the day stated for it and is not renewed.",
                customer=customer_of(notice),
            )
        case NoticeKind.TERMINATION:
            return _termination(notice)
        case NoticeKind.DATA_ACT_SWITCH:
            return _(
                "Under Article 25 of Regulation (EU) 2023/2854 (the Data Act), {customer} hereby "
                "gives notice that it switches to {destination} the services listed in section 1.",
                customer=customer_of(notice),
                destination=notice.destination
                or _("another provider or its own premises, which it will name in time"),
            )


def _termination(notice: Notice) -> Text:
    if not notice.clause:
        return _(
            "{customer} hereby terminates for cause, on the grounds stated below, the order forms "
            "listed in section 1.",
            customer=customer_of(notice),
        )
    return _(
        "{customer} hereby terminates for cause, under clause {clause} of the Agreement, the "
        "order forms listed in section 1.",
        customer=customer_of(notice),
        clause=notice.clause,
    )


def consequences(notice: Notice) -> Iterator[Text]:
    """Yield what follows from the declaration, one paragraph each."""
    yield _(
        "This letter is given under the agreement between {customer} and {supplier}, with its "
        "order forms and every amendment (the “Agreement”). Where the Agreement asks for prior "
        "notice of non-renewal, this letter is that notice.",
        customer=customer_of(notice),
        supplier=notice.supplier.name or _("your company"),
    )
    if notice.kind is NoticeKind.REDUCTION:
        yield _(
            "This letter accepts no new price. A price other than the present unit price binds "
            "{customer} only once it has agreed to it in writing.",
            customer=customer_of(notice),
        )
    if notice.kind is NoticeKind.TERMINATION:
        yield _(
            "The termination takes effect as the Agreement provides: on receipt of this letter "
            "or, where a period to cure is granted, at the end of that period if the breach has "
            "not been cured."
        )
        yield _SUBSIDIARY
    if notice.kind is NoticeKind.DATA_ACT_SWITCH:
        yield _(
            "The notice period begins when this letter is received and is two months at most. "
            "It is followed by a transitional period of 30 days at most and by at least 30 days "
            "in which the data can be retrieved, after which it must be erased."
        )
        yield _SUBSIDIARY
