"""Who signs: from the sentence that names the parties, and where notices go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.rules.folding import fold
from salida.agreement.rules.found import Found
from salida.agreement.rules.phrases import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.sheet import Sentence

_SUPPLIER = re.compile(r"salesforce|\bsfdc\b")

_LEGAL_FORMS = (
    r"inc|llc|l\.l\.c|ltd|limited|plc|corp|corporation|gmbh|ag|llp|aps|ab|oy|pty ltd",
    r"s\.? ?de ?r\.?l\.?(?: ?de ?c\.?v)?|s\.?a\.? ?de ?c\.?v|s\.?l\.?u?|s\.?a\.?u?",
    r"s\.?a\.?s|s\.?r\.?l|b\.?v|n\.?v|s\. ?coop|sociedad (?:limitada|anonima)|cooperativa",
)
# A name ends at a comma, unless what follows is only its legal form.
_NAME = rf"(?P<name>[^,;(\"]{{2,80}}?(?:,? (?:{'|'.join(_LEGAL_FORMS)})\b\.?)?)"

_OPENINGS = (
    r"\b(?:by and )?between:?\s+|\bentre:?\s+|\band:?\s+|^\W*\(?\d\)?[.)]?\s+",
    r"(?:de|por) una parte,?:?\s+|(?:de|por) (?:la )?otra(?: parte)?,?:?\s+",
    r"\by:?\s+(?!(?:de|por) (?:la )?otra)",
)
_ABOUT = (
    r"(?P<about>(?:,|\s(?:with|having|located|whose|an?|con|una?|domiciliad\w+|inscrita|provista|sita)\b)"
    r"[^()]{0,300}?)?"
)
_DEFINED = (
    r"\(\s*(?:the |hereinafter,? |hereafter |in the following |en adelante,? |en lo sucesivo,? )*"
    r"(?:together[^\")]{0,60})?(?:referred to as |denominad[oa]s? |the |el |la |\")*"
)
_ROLES = {
    "customer": r"(?:customer|client|you|subscriber|cliente|suscriptor)",
    "supplier": r"(?:salesforce|sfdc|supplier|provider|vendor|we|us|proveedor|prestador|licensor)",
}
_PARTY = {
    role: re.compile(rf"(?:{'|'.join(_OPENINGS)}){_NAME}{_ABOUT}\s*{_DEFINED}{words}\b")
    for role, words in _ROLES.items()
}
_INTRODUCES = any_of(
    r"\bbetween\b|\bentre\b|(?:de|por) (?:una|otra|la otra) parte",
    r"hereinafter|en adelante|en lo sucesivo|\((?:the )?\"",
)

_SEATED = (
    r"with (?:its )?(?:registered|principal|head) (?:office|place of business)(?: located)? (?:at|in)",
    r"having its (?:registered|principal) (?:office|place of business)(?: located)? (?:at|in)",
    r"located at|whose registered office is (?:at|in)",
    r"con (?:domicilio|sede)(?: social| fiscal)?(?: sito)? en|domiciliada en",
    r"con domicilio a efectos de notificaciones en",
)
_SEAT_ENDS = (
    r"\(|;|$|\.$|\. |, en adelante|, (?:y |and )?(?:con|provista|with) (?:c\.?i\.?f|n\.?i\.?f|company|vat)",
    r", (?:registered (?:under|with|in)|company number|vat|inscrita|representada|a company|y con|and with)",
)
_SEAT = re.compile(
    rf"(?:{'|'.join(_SEATED)})\s+(?P<seat>.{{8,160}}?)(?=\s*(?:{'|'.join(_SEAT_ENDS)}))"
)
_TAX = re.compile(
    r"(?:c\.?i\.?f|n\.?i\.?f|vat(?: (?:no|number|registration number))?|tax id)\.?:?\s*"
    r"(?:n\.?o|numero|number)?\.?\s*(?P<tax>(?:[a-z]{2}[- ]?)?[a-z]?-?\d[\d.]{6,11}-?[a-z]?)\b"
)

_SEND = r"(?:be )?(?:addressed|sent|delivered|mailed|directed|given)(?: in writing)? to"
_ENVIAR = r"(?:dirig\w+|enviar\w*|remit\w+|realizar\w*|efectuar\w*|enviad[ao]s)(?: por escrito)?"
_SENT_TO = (
    rf"{_SEND}(?: (?:it|us|[^,.;:]{{2,40}}?) at(?= ))?:?",
    rf"{_ENVIAR} (?:a|en)(?: la (?:siguiente )?direccion)?:?",
)
_PLACE_ENDS = (
    r"\.$|\. |;|$|, with a (?:required )?copy|, (?:con|y) (?:una )?copia",
    r",? (?:and|or|y|o) (?:by|por|to|a|al) (?:e-?mail|correo|electronic)",
)
_NOTICES_TO = re.compile(
    rf"(?:notices?|notificaci(?:on|ones)|comunicaci(?:on|ones))\b.{{0,120}}?(?:{'|'.join(_SENT_TO)})"
    rf"\s+(?P<to>.{{8,220}}?)(?=\s*(?:{'|'.join(_PLACE_ENDS)}))"
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
        (
            r"^(?:(?:between|entre|and|y|de una parte|de otra parte|la (?:mercantil|"
            r"sociedad|entidad|empresa)|the company)[ ,:]+)+"
        ),
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = words.strip(" ,:")
    return (
        words
        if re.match(r"[\"“«]?[A-ZÁÉÍÓÚÑ0-9]|salesforce", words) and len(words) > len("SL")
        else None
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
