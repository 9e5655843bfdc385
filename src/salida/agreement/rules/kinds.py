"""What a paper is: told by its title, else by what it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.proposal import PaperKind
from salida.agreement.rules.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.agreement.rules.sheet import Line

_TITLE_LINES = 8

_TITLES: dict[PaperKind, re.Pattern[str]] = {
    PaperKind.AMENDMENT: re.compile(
        r"\b(?:amendment|amending agreement|addendum|change order|adenda|enmienda|novacion|modificacion (?:de|del|al|n)|"
        r"acuerdo (?:de modificacion|modificativo)|anexo (?:de modificacion|modificativo))\b"
    ),
    PaperKind.RENEWAL_NOTICE: re.compile(
        r"\b(?:renewal (?:notice|notification|reminder|invitation)|notice of (?:upcoming |your )?(?:subscription )?renewal|upcoming renewal|"
        r"(?:your|the) .{0,40}\b(?:is up for renewal|will (?:soon )?(?:automatically )?renew|renews (?:on|soon|automatically))|(?:aviso|notificacion|comunicacion|recordatorio) de (?:proxima )?renovacion|"
        r"proxima renovacion|(?:su|la) .{0,40}\bse renovara)\b"
    ),
    PaperKind.INVOICE: re.compile(r"\b(?:(?:tax |pro ?forma )?invoice|factura|credit note|nota de credito)\b"),
    PaperKind.ORDER_FORM: re.compile(
        r"\b(?:order (?:form|schedule|confirmation)|subscription order|purchase (?:schedule|order form)|(?:sales )?quote|quotation|"
        r"(?:formulario|hoja|documento|orden) de (?:pedido|contratacion|encargo|servicio)|pedido|hoja de encargo|"
        r"oferta (?:economica|comercial)|presupuesto|statement of subscription)\b"
    ),
    PaperKind.MASTER_AGREEMENT: re.compile(
        r"\b(?:(?:master |main )?(?:subscription |services? |software |licen[cs]e |cloud |online )+agreement|(?:master|main|framework) agreement|(?:general )?terms (?:of (?:service|use)|and conditions)|"
        r"(?:contrato|acuerdo) marco|condiciones generales|contrato (?:principal )?de (?:suscripcion|prestacion de servicios|servicios)|terminos (?:y condiciones|del servicio))\b"
    ),
}  # fmt: skip

_CONTRACT_WORDS = re.compile(
    r"\b(?:agreement|subscription|order form|customer|term of|renew(?:al|s)?|contrato|suscripcion|pedido|cliente|renovacion|licencias?|licen[cs]es?|invoice|factura)\b"
)


def kind_of(lines: Sequence[Line], *, has_products: bool) -> PaperKind:
    """Return the kind that the first lines name first; an order form is known by its products."""
    named = _titled(lines)
    if has_products and named in {PaperKind.MASTER_AGREEMENT, PaperKind.OTHER}:
        # A contract that lists what is bought is its own order form.
        return PaperKind.ORDER_FORM
    return named


def is_contract(lines: Sequence[Line]) -> bool:
    """Whether the words are those of a contract, an order or an invoice at all."""
    text = fold(" ".join(line.row.text for line in lines[:2000]))
    return len(set(_CONTRACT_WORDS.findall(text))) >= 3


def _titled(lines: Sequence[Line]) -> PaperKind:
    for line in lines[:_TITLE_LINES]:
        text = fold(line.row.text)
        hits = [
            (match.start(), order, kind)
            for order, (kind, pattern) in enumerate(_TITLES.items())
            if (match := pattern.search(text))
        ]
        if hits:
            # "Amendment to Order Form Q-1" names both; "Order Form, renewal" is an order form.
            return min(hits)[2]
    return PaperKind.OTHER
