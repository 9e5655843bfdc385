"""Clauses about money back, leaving early, the data and the law: quoted, not interpreted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.rules.found import Found
from salida.agreement.rules.numerals import Unit, durations, percents
from salida.agreement.rules.phrases import any_of, phrase
from salida.agreement.rules.values import days_of, read_money
from salida.language import _
from salida.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.sheet import Sentence

_REFUND = any_of(
    r"\brefund|non[- ]?refundable|\breembols|no (?:son|seran) reembolsables",
    r"devolucion (?:alguna )?de (?:las |los )?(?:tarifas|importes|cantidades|cuotas|precios?)",
    r"devolver\w* (?:\w+ ){0,6}(?:importe|cantidad|tarifa|cuota)",
)
_TERMINATION = any_of(
    (
        r"\b(?:may|can|shall be entitled to|is entitled to|has the right to) (?:\w+,? ){0,6}?(?:terminate|"
        r"cancel)\b"
    ),
    r"\bmay be terminated\b",
    r"\b(?:cannot|may not|non[- ]?cancel\w+)\b.{0,60}\b(?:terminat|cancel)",
    r"non[- ]?cancell?able|termination for (?:cause|convenience)",
    (
        r"\b(?:podra|podran|puede|pueden|tendra derecho a|esta facultad[oa] para)\b.{0,60}\b(?:resolver|"
        r"rescindir|cancelar|terminar|poner fin)"
    ),
    r"no (?:podra|podran|son|seran|es|sera) (?:\w+ ){0,3}(?:cancelable|cancelad|resuelt)",
    r"\bresolucion (?:anticipada|por incumplimiento)",
)
_FEE = any_of(
    r"(?:early|anticipated) (?:termination|cancellation)",
    r"terminat\w+ (?:\w+ ){0,6}(?:before|prior to) (?:the )?(?:end|expir)",
    r"(?:resolucion|terminacion|cancelacion|baja|rescision) anticipada",
    r"(?:resuelv|cancel|rescind)\w+ (?:\w+ ){0,6}antes d",
)
_CHARGE = any_of(
    r"\bfee\b|\bcharge\b|\bpenalt|\bpay\b|penalizacion|indemnizacion|cargo|abonar",
    r"pagar|comision",
)
_DATA = re.compile(r"(?:customer|client|your|its) data|\bdata\b|\bdatos\b")
_RETURN = re.compile(
    r"\b(?:export|return|retriev|download|available|extract|copy of)\w*|"
    r"\b(?:export|devol|devuel|recuper|descarg|disposicion|extra|restitu|"
    r"copia)\w*"
)
_AFTER_END = any_of(
    r"terminat|expir|end of|cessation|finalizacion|terminacion|resolucion|extincion",
    r"vencimiento|expiracion|tras (?:el|la)",
)
_HEADING = 30
"""A heading such as "Termination for cause" is shorter than a clause."""

_GOVERNED = phrase(
    "(governed [exclusively] by|construed [and interpreted] (in accordance with|under)|subject to)"
)
_AND_CONSTRUED = phrase("and (construed|interpreted) [and enforced] (in accordance with|under|by)")
_SE_RIGE = (
    r"(?:se (?:regira|rige|regiran|rigen|interpretara)\w*|sujet[oa]s?|sometid[oa]s?)"
    r"(?: e interpretara\w*)?,? (?:exclusivamente )?(?:por|al?|de acuerdo con|de conformidad con|conforme a)"
)
_LAW = any_of(
    rf"{_GOVERNED}(?: {_AND_CONSTRUED})?,? (?:the )?(?:internal |substantive )?"
    r"(?P<law>laws? (?:of|in force in) [^,.;()]+|[\w ]{3,20} laws?\b)",
    rf"{_SE_RIGE} (?:las? |el |lo dispuesto en la )?"
    r"(?P<ley>(?:ley(?:es)?|legislacion|derecho|normativa)\b[^,.;()]*)",
)
_LAW_ENDS = re.compile(
    r"\s+(?:without|excluding|and (?:any|the|controlling|each|both|shall|"
    r"will)|and excluding|sin (?:perjuicio|consider|tener)|con exclusion|"
    r"con independencia|y (?:las partes|cualquier|se|ambas|para)|excluding|"
    r"as applied).*$"
)


def quoted_clauses(prose: Sequence[Sentence]) -> Iterator[Found]:
    """Yield the refund and the termination clause in their own words."""
    for name, pattern in (("refund", _REFUND), ("termination", _TERMINATION)):
        clause = [
            each for each in prose if pattern.search(each.folded) and len(each.text) > _HEADING
        ]
        if clause:
            words = " … ".join(dict.fromkeys(each.text for each in clause))
            yield Found(name, words, True, clause[0].page, words)


def data_return(sentence: Sentence) -> Iterator[Found]:
    """Yield the days after the end in which the data can be asked for."""
    text = sentence.folded
    if not (_DATA.search(text) and _RETURN.search(text) and _AFTER_END.search(text)):
        return
    said = [each for each in durations(sentence.text) if each.unit is not Unit.YEAR]
    for each in said[:1]:
        value = days_of(each, notice=False)
        sure = value.sure and len(said) == 1
        yield Found(
            "data_return_days", value.value, sure, sentence.page, sentence.text, value.findings
        )


def early_termination_fee(sentence: Sentence, conventions: Conventions) -> Iterator[Found]:
    """Yield the fee for leaving early; a formula is told in a finding, for it is no amount."""
    text = sentence.folded
    if not (_FEE.search(text) and _CHARGE.search(text)):
        return
    money = read_money(sentence.text, conventions) if _has_money(sentence.text) else None
    if money is not None and money.value is not None:
        yield Found(
            "early_termination_fee",
            money.value,
            money.sure,
            sentence.page,
            sentence.text,
            money.findings,
        )
    elif list(percents(sentence.text)) or re.search(r"remaining|unpaid|pendiente|restante", text):
        finding = Finding(
            "fee_is_a_formula",
            _("The early termination fee is no amount but a rule: {quote}", quote=sentence.text),
            hint=_("Compute it for your date, and write it as `early_termination_fee`"),
        )
        yield Found("early_termination_fee", None, False, sentence.page, sentence.text, (finding,))


def _has_money(text: str) -> bool:
    return bool(
        re.search(
            r"[€£$]\s?\d|\d\s?[€£$]|\b[A-Z]{3}\s?\d[\d.,]*|\d\s?(?:[A-Z]{3}|euros|dollars|dólares)\b",
            text,
        )
    )


def governing_law(sentence: Sentence) -> Iterator[Found]:
    """Yield whose law governs, as the paper names it."""
    match = _LAW.search(sentence.folded)
    if match is None:
        return
    group = "law" if match["law"] else "ley"
    start, end = match.span(group)
    ending = _LAW_ENDS.search(sentence.folded[start:end])
    law = sentence.text[start : start + ending.start()] if ending else sentence.text[start:end]
    if law.strip():
        yield Found("governing_law", law.strip(" ,"), True, sentence.page, sentence.text)
