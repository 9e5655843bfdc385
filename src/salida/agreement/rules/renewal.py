"""Clauses about the end of a term: does it renew, for how long, and with what notice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from salida.agreement.rules.found import Found
from salida.agreement.rules.numerals import Duration, Unit, durations, percents
from salida.agreement.rules.phrases import any_of
from salida.agreement.rules.renewal_type import renewal_type_in
from salida.agreement.rules.values import days_of
from salida.language import _
from salida.model.agreement import RenewalType
from salida.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.agreement.rules.sheet import Sentence

_END = any_of(
    r"renew|expir|end of (?:the|its|each|any|this|that|then)|end date",
    r"(?:then[- ])?current term|renov|prorrog|vencimiento|finalizacion|expiracion",
    r"fin del|fecha de fin|termino del|plazo en curso",
)
_NOTICE = any_of(
    r"notice|notif|inform|advis|in writing|written|preaviso|antelacion|anticipacion",
    r"comuni|aviso|por escrito",
)
_OPT_OUT = any_of(
    r"non[- ]?renew|not (?:to )?(?:be )?renew|not (?:\w+ ){0,3}renew",
    r"\bnot (?:wish|want|desire|intend)|no (?:dese|quier|quisier|tenga intencion)",
    r"(?:unless|except|if|either|any) (?:\w+ ){0,3}part(?:y|ies)",
    r"opt[- ]?(?:ing )?out|cancel|prevent|declin|stop the renewal|automatically",
    r"no (?:\w+ ){0,4}?(?:renov|prorrog)|no renovacion|salvo que|a menos que",
    r"cualquiera de las partes|evitar|oponer|automatica|tacita|denuncia",
)
_PRICE = any_of(
    r"\bpric(?:e|es|ing)\b|\bfees?\b|\brates?\b|uplift|\bprecios?\b|\btarifas?\b",
    r"incremento|subida",
)
_STRONG = any_of(
    r"non[- ]?renew|not (?:to )?(?:be )?renew|not (?:\w+ ){0,3}renew",
    r"(?:either|neither|any|one) (?:of the )?part(?:y|ies)|a party",
    r"customer (?:gives|notif|provid|inform|must|may|shall)|opt[- ]?out|cancel",
    r"no (?:\w+ ){0,4}?(?:renov|prorrog)|no renovacion|cualquiera de las partes",
    r"una de las partes|el cliente (?:\w+ ){0,2}(?:comuni|notif|avis|pre)|denuncia",
)
_REMINDER = re.compile(r"\bremind|\brecordatorio|\brecordar|courtesy|\bcortesia")
_BEFORE = re.compile(
    r"(?:antelacion|anticipacion|preaviso|notice(?: period)? of|notice period is|"
    r"preaviso (?:es|sera) de)(?:,? \w+){0,5}\s*$"
)
_AFTER = re.compile(
    r"^['\u2019]?s?['\u2019]?\s*\)?,?\s*(?:or more |o mas |\w+ ){0,2}?(?:prior|before|in advance|advance|notice|preceding|ahead|written|"
    r"de (?:antelacion|anticipacion|preaviso)|(?:como minimo )?antes|previ[oa]s?|con (?:antelacion|anterioridad)|a la (?:fecha|finalizacion|expiracion|terminacion)|al (?:vencimiento|termino|fin)|respecto|anterior)"
)
_WITHIN = re.compile(
    r"\b(?:within|dentro de|in|durante|during)(?: the| los| las| the last| los ultimos)?\s*$"
)
_BEFORE_END = re.compile(
    r"^.{0,40}(?:before|prior to|ahead of|in advance of|preceding|antes d|"
    r"anterior|previ|a la|al).{0,40}(?:end\b|expir|vencim|finaliz|termino|"
    r"fin\b)"
)
_RENEWS_UNLESS = re.compile(
    r"\b(?:shall|will) (?:be )?(?:renew|extend)(?:ed)?\b.{0,120}\bunless\b|"
    r"\bse (?:renov|prorrog)aran?\b.{0,120}\b(?:salvo|a menos)\b"
)
_EVERY = any_of(
    r"\b(?:each|all|any) order forms?\b|\border forms\b",
    r"\b(?:cada|todos los) (?:formularios? de )?pedidos?\b",
)


def renewal_terms(sentence: Sentence) -> Iterator[Found]:
    """Yield what a sentence says about renewal, notice, renewal term and uplift."""
    yield from _renewal_type(sentence)
    yield from _notice_days(sentence)
    yield from _renewal_term(sentence)
    yield from _uplift(sentence)


def is_general(sentence: Sentence) -> bool:
    """Whether a sentence speaks of every order form, wherever it stands."""
    return bool(_EVERY.search(sentence.folded))


def _renewal_type(sentence: Sentence) -> Iterator[Found]:
    kind = renewal_type_in(sentence.folded)
    if kind is not None:
        yield Found("renewal_type", kind, True, sentence.page, sentence.text)
    elif _RENEWS_UNLESS.search(sentence.folded):
        # It does not say "automatically", but nobody has to do anything.
        yield Found("renewal_type", RenewalType.AUTOMATIC, False, sentence.page, sentence.text)


def _notice_days(sentence: Sentence) -> Iterator[Found]:
    text = sentence.folded
    if _REMINDER.search(text) or not (
        _END.search(text) and _NOTICE.search(text) and _OPT_OUT.search(text)
    ):
        return
    if _PRICE.search(text) and not _STRONG.search(text):
        # "unless Salesforce notifies different pricing 60 days before renewal" is no such notice.
        return
    said = [each for each in durations(sentence.text) if _is_notice(text, each)]
    for each in said:
        value = days_of(each, notice=True)
        about_the_end = _RENEWS.search(text) or _BEFORE_END.search(text[each.end :])
        sure = value.sure and bool(about_the_end) and len({one.count for one in said}) == 1
        yield Found("notice_days", value.value, sure, sentence.page, sentence.text, value.findings)


def _is_notice(text: str, duration: Duration) -> bool:
    before, after = text[: duration.start], text[duration.end :]
    # "within 30 days before the end" limits when to speak, not until when.
    if _WITHIN.search(before) or duration.unit is Unit.YEAR:
        return False
    return bool(_BEFORE.search(before) or _AFTER.match(after))


_RENEWS = re.compile(r"renew|extend|extension|renov|prorrog|sucesiv|successive")
_PERIOD_BEFORE = re.compile(
    r"(?:periods?|terms?|plazos?|periodos?|prorrogas?|renovaciones|renewals?)(?:,? \w+){0,5}\s*$|"
    r"\b(?:for|por|of|durante)(?: (?:a|an|an additional|additional|successive|"
    r"further|another|otros?|otra|un|una|sucesiv[oa]s|subsequent|consecutive))*\s*$"
)
_PERIOD_AFTER = re.compile(
    r"^['\u2019]?s?['\u2019]?\s*(?:\w+ ){0,2}?(?:periods?|terms?|plazos?|periodos?|"
    r"each|cada un[oa]|adicional(?:es)?|mas\b|sucesiv)"
)
_RELATIVE = any_of(
    r"equal (?:to|in (?:length|duration))|same (?:length|duration|period)",
    r"whichever is|expiring|igual(?:es)?|misma duracion|identic[oa]",
    r"(?:lo|el|la) que sea (?:menor|mas cort)|mas corto|si esta fuera inferior",
)


def _renewal_term(sentence: Sentence) -> Iterator[Found]:
    text = sentence.folded
    if not _RENEWS.search(text) or renewal_type_in(text) is RenewalType.MANUAL:
        return
    said = [
        each
        for each in durations(sentence.text)
        if each.months
        and (_PERIOD_BEFORE.search(text[: each.start]) or _PERIOD_AFTER.match(text[each.end :]))
        and not _is_notice(text, each)
    ]
    relative = _RELATIVE.search(text)
    if not said and re.search(
        (
            r"(?:renew|renov|prorrog)\w* (?:\w+ ){0,3}?(?:annually|yearly|anualmente)|"
            r"successive annual|(?:sucesivas )?anualidades|anuales sucesivos|"
            r"annual (?:renewal )?(?:terms|periods)|periodos anuales"
        ),
        text,
    ):
        yield Found("renewal_term_months", 12, relative is None, sentence.page, sentence.text)
    for each in said:
        found = Found("renewal_term_months", each.months, each.agrees, sentence.page, sentence.text)
        if relative is not None:
            found = found.unsure(_shorter(each))
        yield replace(found, sure=found.sure and len(said) == 1)


_RAISE = any_of(
    r"increas|uplift|rais|\bris(?:e|es|ing)\b|exceed|higher|cap\b|capped|adjust",
    r"more than|increment|subida|subir|aument|elevar|superar|superior|revis|actualiz",
    r"exced",
)
_AT_RENEWAL = any_of(
    r"renew|\bextension|\bextended|renov|prorrog|subsequent (?:term|period)",
    r"successive|periodos? sucesiv",
)
_NOT_UPLIFT = any_of(
    r"interest|late|overdue|discount|per month|vat\b|tax|intereses|demora|descuento",
    r"iva\b|impuesto|disponibilidad|uptime|availability",
)


def _uplift(sentence: Sentence) -> Iterator[Found]:
    text = sentence.folded
    if not (_RAISE.search(text) and _AT_RENEWAL.search(text) and _PRICE.search(text)):
        return
    said = list(percents(sentence.text))
    indexed = re.search(r"\b(?:cpi|ipc|rpi|index|indice|inflation|inflacion)\b", text)
    for each in {one.value: one for one in said}.values():
        sure = (
            len({one.value for one in said}) == 1 and not indexed and not _NOT_UPLIFT.search(text)
        )
        yield Found("uplift_percent", each.value, sure, sentence.page, sentence.text)


def _shorter(duration: Duration) -> Finding:
    return Finding(
        "renewal_term_relative",
        _(
            "The renewal may be shorter than {months} months: as long as the term that ends",
            months=duration.months or 0,
        ),
        hint=_("Compare it with the term of each order form, and confirm the months"),
    )
