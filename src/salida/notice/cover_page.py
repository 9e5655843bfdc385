"""The sheet that goes with registered post: what the counter needs, and what to ask for.

In Spain this is a burofax with certified text and acknowledgement of receipt: without the
certified text the receipt proves that an envelope arrived, not what was in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.documents import Address, Bullets, Document, Facts, Heading, Paragraph
from salida.language import _, counted
from salida.notice.lead import name_of
from salida.notice.letter import envelope, subject
from salida.notice.shown import Day, alone, one_line

if TYPE_CHECKING:
    from salida.notice.notice import Notice


def cover_page(notice: Notice, pages: int) -> Document:
    """Return the cover page for a letter of so many pages (`documents.page_count`)."""
    return Document(
        title=_("Registered post with certified text and acknowledgement of receipt"),
        blocks=(
            Heading(_("Sender")),
            Address(envelope(notice.customer, tax_id=True)),
            Heading(_("Addressee")),
            Address(envelope(notice.supplier)),
            Heading(_("Item")),
            Facts(
                (
                    (_("Subject"), subject(notice)),
                    (_("Date of the letter"), alone(Day(notice.day))),
                    (_("Document"), name_of(notice.kind)),
                    (
                        _("Pages"),
                        counted(
                            "{n} page, without this cover page",
                            "{n} pages, without this cover page",
                            pages,
                        ),
                    ),
                    (_("Signed by"), _signer(notice)),
                    (_("Our reference"), str(notice.id)),
                )
            ),
            Heading(_("Services to ask for")),
            Bullets(
                (
                    _("Certified text: every page of the letter, stamped."),
                    _("Acknowledgement of receipt: name, tax number and signature, day and hour."),
                    _("A certified copy of the letter to keep."),
                )
            ),
            Paragraph(
                _(
                    "Hand in the letter as it was reviewed: a change after that would make it "
                    "another letter. Keep the receipt and mark the notice as sent with it."
                ),
                small=True,
            ),
        ),
        language=notice.language,
        day=notice.day,
        author=one_line(notice.customer.name),
        footer=_("Our reference: {id}", id=notice.id),
    )


def _signer(notice: Notice) -> str:
    return ", ".join(each for each in (notice.signer.name, notice.signer.role) if each)
