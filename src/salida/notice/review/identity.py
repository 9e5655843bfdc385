"""Who writes to whom, about which org, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.errors import UsageError
from salida.language import Text, _
from salida.model.ids import record_id
from salida.notice.review.facts import error, note, warning
from salida.notice.shown import Several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.model.finding import Finding
    from salida.model.term import Term
    from salida.notice.review.facts import Reviewed

_ORG_PREFIX = "00D"


def identity(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield what is wrong with the parties, the org Id and the signature."""
    yield from _parties(reviewed)
    yield from _org(reviewed)
    yield from _signature(reviewed)
    yield from _differing(reviewed)
    yield from _unconfirmed(reviewed)


def _parties(reviewed: Reviewed) -> Iterator[Finding]:
    notice = reviewed.notice
    if not notice.customer.name.strip():
        yield error(
            "customer_missing",
            _("The letter does not say which company gives notice"),
            _("Write `customer` as the order form names it, with its legal form"),
        )
    if not notice.supplier.name.strip():
        yield error(
            "supplier_missing",
            _("The contracting entity of Salesforce is not named"),
            _("It stands in the master agreement, under whom you are contracting with"),
        )
    if not notice.customer.address:
        yield warning(
            "customer_address_missing",
            _("The company's own address is missing"),
            _("Write `customer_address`; registered post cannot be returned without it"),
        )
    if not notice.customer.tax_id:
        yield note(
            "tax_id_missing",
            _("The company's tax number is missing"),
            _("Write `customer_tax_id`, so that no other company of that name is meant"),
        )


def _org(reviewed: Reviewed) -> Iterator[Finding]:
    written = reviewed.notice.org_id.strip()
    if not written:
        yield error(
            "org_id_missing",
            _("The letter does not say which org it is about"),
            _("In the org: Setup, Company Information; or `salida org status`"),
        )
        return
    own = _as_org_id(written)
    if own is None:
        yield error(
            "org_id_invalid",
            _("`{id}` is no org Id", id=written),
            _("An org Id begins with 00D and has 15 or 18 characters; case matters in the first"),
        )
        return
    archived = reviewed.facts.archive_org_id
    if archived is None:
        yield note(
            "org_id_not_compared",
            _("The org Id was not compared with an archive: there is none yet"),
            _("Back up the org, then review again"),
        )
    elif _as_org_id(archived) != own:
        yield error(
            "org_id_differs",
            _(
                "The letter is about org {letter}, the archive holds {archive}",
                letter=written,
                archive=archived,
            ),
            _("Find out which of the two this agreement pays for; a sandbox has its own Id"),
        )


def _as_org_id(text: str) -> str | None:
    try:
        org = record_id(text.strip())
    except UsageError:
        return None
    return org if org.startswith(_ORG_PREFIX) else None


def _signature(reviewed: Reviewed) -> Iterator[Finding]:
    notice = reviewed.notice
    if not notice.signer.name.strip():
        yield error(
            "signer_missing",
            _("Nobody is named to sign"),
            _("Name a person who may bind the company, as its powers of attorney say"),
        )
    elif not notice.signer.role.strip():
        yield warning(
            "signer_role_missing",
            _("The letter does not say as what {name} signs", name=notice.signer.name),
            _("Write the office, such as director or attorney-in-fact"),
        )
    if not notice.place.strip():
        yield note("place_missing", _("The letter names no place"), _("Write where it is signed"))


def _differing(reviewed: Reviewed) -> Iterator[Finding]:
    # A notice holds copies: it may be older than a correction of the agreement.
    notice, agreement = reviewed.notice, reviewed.agreement
    written = {
        "customer": (notice.customer.name, agreement.customer),
        "customer_tax_id": (notice.customer.tax_id, agreement.customer_tax_id),
        "supplier": (notice.supplier.name, agreement.supplier),
        "org_id": (notice.org_id, agreement.org_id),
        "customer_address": (_joined(notice.customer.address), agreement.customer_address),
        "notice_address": (_joined(notice.supplier.address), agreement.notice_address),
    }
    for name, (in_letter, term) in written.items():
        agreed = "" if term is None else str(term.value)
        if in_letter and _folded(in_letter) != _folded(agreed):
            yield warning(
                "differs_from_agreement",
                _(
                    "`{name}` is `{letter}` in the letter and `{agreed}` in the agreement",
                    name=name,
                    letter=in_letter,
                    agreed=agreed,
                ),
                _("Draft the notice again, or correct the agreement"),
                name,
            )


def _joined(lines: tuple[str, ...]) -> str:
    return "\n".join(lines)


def _folded(words: str) -> str:
    return " ".join(words.split())


def _unconfirmed(reviewed: Reviewed) -> Iterator[Finding]:
    """Yield one finding for the whole agreement and one for each order form."""
    agreement = reviewed.agreement
    general: tuple[Term[Any] | None, ...] = (
        agreement.customer,
        agreement.customer_address,
        agreement.customer_tax_id,
        agreement.supplier,
        agreement.notice_address,
        agreement.notice_email,
        agreement.org_id,
    )
    yield from _not_binding(general, None)
    covered = {order.number for order in reviewed.notice.orders}
    for order in agreement.orders:
        if str(order.number.value) in covered:
            lines: tuple[Term[Any] | None, ...] = tuple(
                term
                for line in order.subscriptions
                for term in (line.product, line.quantity, line.end_date)
            )
            yield from _not_binding(
                (order.number, order.contract_number, order.end_date, *lines),
                str(order.number.value),
            )


def _not_binding(terms: tuple[Term[Any] | None, ...], subject: str | None) -> Iterator[Finding]:
    names: tuple[Text | str, ...] = tuple(
        dict.fromkeys(f"`{term.name}`" for term in terms if term is not None and not term.binding)
    )
    if names:
        yield warning(
            "terms_unconfirmed",
            _("Nobody has confirmed these terms of the letter: {names}", names=Several(names)),
            _("Compare each with its paper and confirm it: `salida agreement confirm`"),
            subject,
        )
