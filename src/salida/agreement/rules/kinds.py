"""What a paper is: told by its title, else by what it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.proposal import PaperKind
from salida.agreement.rules.folding import fold
from salida.agreement.rules.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.agreement.rules.sheet import Line

_TITLE_LINES = 8
_ENOUGH = 3
"""So many different words of contracts make one; a recipe has fewer."""

_TITLES: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.AMENDMENT: (
        "(amendment|addendum|change order)",
        "amending agreement",
        "(adenda|enmienda|novacion)",
        "modificacion (de|del|al|n.o)",
        "(acuerdo|anexo) (de modificacion|modificativo)",
    ),
    PaperKind.RENEWAL_NOTICE: (
        "renewal (notice|notification|reminder|invitation)",
        "notice of [upcoming|your] [subscription] renewal",
        "upcoming renewal",
        "is up for renewal",
        "will [soon] [automatically] renew",
        "renews (on|soon|automatically)",
        "(aviso|notificacion|comunicacion|recordatorio) de [proxima] renovacion",
        "proxima renovacion",
        "se renovara",
    ),
    PaperKind.INVOICE: (
        "[tax|proforma|pro forma] invoice",
        "factura",
        "(credit note|nota de credito)",
    ),
    PaperKind.ORDER_FORM: (
        "order (form|schedule|confirmation)",
        "subscription order",
        "purchase (schedule|order form)",
        "(quote|quotation)",
        "(formulario|hoja|documento|orden) de (pedido|contratacion|encargo|servicio)",
        "pedido",
        "oferta (economica|comercial)",
        "presupuesto",
    ),
    PaperKind.MASTER_AGREEMENT: (
        "(master|main|framework|subscription|service|services|software|license|licence|cloud) agreement",
        "[general] terms (of (service|use)|and conditions)",
        "(contrato|acuerdo) (marco|de (suscripcion|servicios|prestacion de servicios))",
        "condiciones generales",
        "terminos (y condiciones|del servicio)",
    ),
}
"""What each kind of paper calls itself; `phrases` has the notation."""

_CONTRACT_WORDS = (
    "(agreement|subscription|order form|customer|term of|renewal|renewals|invoice|license|licenses)",
    "(contrato|suscripcion|pedido|cliente|renovacion|licencia|licencias|factura|licence|licences)",
)

_PATTERNS = {
    kind: re.compile(rf"(?<![a-z])(?:{phrases(written)})\b") for kind, written in _TITLES.items()
}
_CONTRACT = re.compile(rf"\b(?:{phrases(_CONTRACT_WORDS)})\b")


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
    return len(set(_CONTRACT.findall(text))) >= _ENOUGH


def _titled(lines: Sequence[Line]) -> PaperKind:
    for line in lines[:_TITLE_LINES]:
        text = fold(line.row.text)
        hits = [
            (match.start(), order, kind)
            for order, (kind, pattern) in enumerate(_PATTERNS.items())
            if (match := pattern.search(text))
        ]
        if hits:
            # "Amendment to Order Form Q-1" names both; "Order Form, renewal" is an order form.
            return min(hits)[2]
    return PaperKind.OTHER
