"""Who signs: from the sentence that names the parties, and where notices go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.rules.folding import fold
from salida.agreement.rules.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.sheet import Sentence

_SUPPLIER = re.compile(r"salesforce|\bsfdc\b")
_LEGAL_FORM = (
    r"(?:inc|llc|l\.l\.c|ltd|limited|plc|corp|corporation|gmbh|ag|s\.?l\.?u?|s\.?a\.?u?|s\.? ?de ?r\.?l\.?(?: ?de ?c\.?v)?|s\.?a\.? ?de ?c\.?v|"
    r"s\.?a\.?s|s\.?r\.?l|b\.?v|n\.?v|aps|ab|oy|pty ltd|llp|s\. ?coop|sociedad limitada|sociedad anonima|cooperativa)\b\.?"
)
# A name ends at a comma, unless what follows is only its legal form.
_NAME = rf"(?P<name>[^,;(\"]{{2,80}}?(?:,? {_LEGAL_FORM})?)"
_DEFINED = r"\(\s*(?:the |hereinafter,? |hereafter |in the following |en adelante,? |en lo sucesivo,? |together[^\")]{0,60})*(?:referred to as |denominad[oa]s? |the |el |la |\")*"
_ROLES = {
    "customer": r"(?:customer|client|you|subscriber|cliente|suscriptor)",
    "supplier": r"(?:salesforce|sfdc|supplier|provider|vendor|we|us|proveedor|prestador|licensor)",
}
_OPENINGS = r"(?:\bbetween:?\s+|\bby and between:?\s+|\bentre:?\s+|de una parte,?:?\s+|de otra(?: parte)?,?:?\s+|por una parte,?:?\s+|por (?:la )?otra(?: parte)?,?:?\s+|\band:?\s+|\by:?\s+(?!de otra|por otra|por la otra)|^\W*\(?\d\)?[.)]?\s+)"
_PARTY = {
    role: re.compile(
        rf"{_OPENINGS}{_NAME}(?P<about>(?:,|\s(?:with|having|located|whose|a|an|con|una?|domiciliad\w+|inscrita|provista|sita)\b)[^()]{{0,300}}?)?\s*{_DEFINED}{words}\b"
    )
    for role, words in _ROLES.items()
}
_INTRODUCES = re.compile(
    r"\bbetween\b|\bentre\b|de una parte|por una parte|de otra parte|por otra parte|hereinafter|en adelante|en lo sucesivo|\((?:the )?\""
)
_SEAT = re.compile(
    r"(?:with (?:its )?(?:registered|principal|head) (?:office|place of business)(?: located)? (?:at|in)|having its (?:registered|principal) (?:office|place of business)(?: located)? (?:at|in)|located at|whose registered office is (?:at|in)|"
    r"con (?:domicilio|sede)(?: social| fiscal)?(?: sito)? en|domiciliada en|con domicilio a efectos de notificaciones en)\s+(?P<seat>.{8,160}?)"
    r"(?=\s*(?:\(|;|$|, (?:con (?:c\.?i\.?f|n\.?i\.?f)|provista|and (?:company|vat|registered)|registered (?:under|with|in)|company number|vat|inscrita|representada|a company|y con|and with))|\. |, en adelante|\.$)"
)
_TAX = re.compile(
    r"(?:c\.?i\.?f|n\.?i\.?f|vat(?: (?:no|number|registration number))?|tax id)\.?:?\s*(?:n\.?o|numero|number)?\.?\s*(?P<tax>(?:[a-z]{2}[- ]?)?[a-z]?-?\d[\d.]{6,11}-?[a-z]?)\b"
)
_NOTICES_TO = re.compile(
    r"(?:notices?|notificaci(?:on|ones)|comunicaci(?:on|ones))\b.{0,120}?(?:(?:be )?(?:addressed|sent|delivered|mailed|directed|given)(?: in writing)? to(?: (?:it|us|[^,.;:]{2,40}?) at(?= ))?:?|(?:dirig\w+|enviar\w*|remit\w+|realizar\w*|efectuar\w*|enviad[ao]s)(?: por escrito)? (?:a|en)(?: la (?:siguiente )?direccion)?:?)\s+(?P<to>.{8,220}?)"
    r"(?=\s*(?:\.$|\. |;|, with a (?:required )?copy|, (?:con|y) (?:una )?copia|,? (?:and|or|y|o) (?:by|por|to|a|al) (?:e-?mail|correo|electronic)|$))"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOTICE = re.compile(r"\bnotices?\b|notificacion|comunicacion|non[- ]?renewal|no renovacion")


def named_parties(prose: Sequence[Sentence]) -> Iterator[Found]:
    """Yield customer, supplier and the customer's seat and tax number, from the opening words."""
    for sentence in prose:
        if not _INTRODUCES.search(sentence.folded):
            continue
        for role, pattern in _PARTY.items():
            for match in pattern.finditer(sentence.folded):
                yield from _party(sentence, role, match)


def _party(sentence: Sentence, role: str, match: re.Match[str]) -> Iterator[Found]:
    start, end = match.span("name")
    name = _trimmed(sentence.text[start:end])
    if name is None:
        return
    is_supplier = bool(_SUPPLIER.search(fold(name)))
    # A defined term on the wrong side, as in "the supplier of Customer", must not swap the two.
    sure = is_supplier is (role == "supplier")
    yield Found(role, name, sure, sentence.page, sentence.text)
    if role == "customer" and match["about"]:
        offset = match.start("about")
        about = sentence.folded[offset : match.end("about")]
        for term, pattern, group in (
            ("customer_address", _SEAT, "seat"),
            ("customer_tax_id", _TAX, "tax"),
        ):
            if inner := pattern.search(about):
                a, b = inner.span(group)
                words = sentence.text[offset + a : offset + b].strip(" ,.")
                yield Found(term, words, True, sentence.page, sentence.text)


def _trimmed(name: str) -> str | None:
    words = re.split(
        r"\b(?:between|entre|de una parte|de otra parte)\b[ ,:]*", name.strip(), flags=re.IGNORECASE
    )[-1]
    words = re.sub(
        r"^(?:(?:between|entre|and|y|de una parte|de otra parte|la (?:mercantil|sociedad|entidad|empresa)|the company)[ ,:]+)+",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = words.strip(" ,:")
    return (
        words if re.match(r"[\"“«]?[A-ZÁÉÍÓÚÑ0-9]|salesforce", words) and len(words) > 2 else None
    )


def notice_places(sentence: Sentence) -> Iterator[Found]:
    """Yield the address and the e-mail to which notices go."""
    text = sentence.folded
    if not _NOTICE.search(text):
        return
    match = _NOTICES_TO.search(text)
    if match is not None:
        start, end = match.span("to")
        words = sentence.text[start:end].strip(" ,:")
        # An address has a number; "notices shall be sent to the address above" has not.
        if re.search(r"\d", words) and not _EMAIL.search(words):
            about_customer = re.search(
                r"notices? to (?:the )?customer|al cliente", text[: match.start("to")]
            )
            yield Found(
                "notice_address", words, about_customer is None, sentence.page, sentence.text
            )
    addresses = set(_EMAIL.findall(sentence.text))
    for each in sorted(addresses):
        yield Found(
            "notice_email", each.rstrip("."), len(addresses) == 1, sentence.page, sentence.text
        )
