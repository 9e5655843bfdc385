"""The words that papers print before a value, in English and Spanish.

A label is matched whole, after folding: "Quote expiration date" is not "Expiration date".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from salida.agreement.rules.folding import fold

_NO = r"(?:\s*(?:no|nos|num|number|numero|nro|n\.?o|#|id|ref|reference|referencia|code|codigo)\.?|\s*#)"
_NO_ES = r"(?:n\.?\s?o|num|numero|nro|no|referencia|ref|codigo|id)\.?"
_ORDER = r"(?:(?:salesforce |sfdc )?(?:order(?: form| schedule)?|quote|quotation|subscription order|sales order))"
_ORDER_ES = r"(?:(?:formulario|hoja|orden|documento) de pedido|pedido(?: de (?:suscripcion|servicios|licencias))?|oferta|presupuesto|orden de servicio|hoja de encargo|formulario de contratacion)"
_OF = r"(?:\s(?:de|del|de la|de los)\s)"
_QUALIFIER = r"(?:(?:order(?: form)?|subscription|contract|services?|term|initial term|licen[cs]e|billing)\s)?"
_OF_TERM = (
    r"(?:\s(?:de|del|de la|of|of the)\s(?:la\s)?(?:suscripcion|pedido|contrato|servicio|servicios|plazo|periodo|vigencia|"
    r"plazo inicial|subscription|order|contract|term|initial term|licencia|licencias|order term|subscription term))?"
)

LABELS: dict[str, str] = {
    "customer": (
        r"(?:customer|client|company|subscriber|licensee)(?:\s?'s)?(?:(?:\s(?:full\s)?(?:legal\s)?name)|\s\(legal name\))?|"
        r"(?:full\s)?legal (?:entity )?name(?: of customer)?|sold to|bill to(?: name| company)?|(?:contracting )?customer entity|name of (?:the )?customer|"
        r"(?:el )?cliente|nombre (?:legal )?(?:del cliente|de la empresa)|razon social(?: del cliente)?|denominacion social(?: del cliente)?|"
        r"empresa(?: cliente| contratante)?|suscriptor|titular(?: del contrato)?|contratante|facturar a"
    ),
    "customer_address": (
        r"(?:customer(?:'s)?\s|company\s|billing\s|bill to\s|registered\s|registered office\s|legal\s|principal\s)(?:billing\s)?address|"
        r"registered office|(?:direccion|domicilio)(?: (?:del cliente|de facturacion|social|fiscal|social del cliente))"
    ),
    "customer_tax_id": (
        r"(?:customer(?:'s)?\s)?(?:vat|tax|ein|gst)(?:\s(?:reg(?:istration)?\.?|identification))?(?:\s(?:no|number|id|code|nr)\.?)(?: of customer)?|"
        r"(?:c\.?i\.?f|n\.?i\.?f|nif/cif|cif/nif|nif-iva|rfc|cuit|ruc)\.?(?: del cliente)?|(?:numero|n\.?o) de (?:iva|identificacion fiscal)(?: del cliente)?|identificacion fiscal|vat"
    ),
    "supplier": (
        r"(?:salesforce |sfdc |supplier )?contracting (?:entity|party)|(?:salesforce|sfdc)(?: legal)? entity|supplier(?: name| entity)?|vendor(?: name)?|"
        r"(?:service )?provider|sold by|seller|licensor|proveedor(?: de servicios)?|entidad(?: de salesforce)? contratante(?: de salesforce)?|"
        r"entidad de salesforce|sociedad contratante|prestador(?: del servicio| de servicios)?|(?:salesforce )?contracting salesforce entity"
    ),
    "notice_address": (
        r"(?:address for (?:legal )?notices|(?:legal )?notices? address|(?:legal )?notices(?: should be addressed| to be sent)? to|send (?:legal )?notices to|"
        r"(?:direccion|domicilio) (?:a efectos de|para|de) (?:las )?notificaciones(?: legales)?|notificaciones(?: legales)?(?: a)?)"
    ),
    "notice_email": (
        r"(?:(?:e-?mail|email)(?: address)? for (?:legal )?notices|(?:legal )?notices? (?:by )?e-?mail(?: address)?|"
        r"(?:correo(?: electronico)?|e-?mail)(?: a efectos de| para| de) (?:las )?notificaciones(?: legales)?)"
    ),
    "billing_contact": r"(?:customer )?billing contact(?: name)?|accounts payable contact|invoice contact|(?:persona de )?contacto (?:de|para) (?:la )?facturacion",
    "account_executive": (
        r"(?:your )?(?:salesforce )?(?:account executive|account manager|sales rep(?:resentative)?|account owner)|"
        r"(?:ejecutivo|gestor|responsable|director)a? (?:de (?:la )?cuentas?|comercial)|comercial(?: asignado)?|ejecutivo de ventas"
    ),
    "org_id": (
        r"(?:(?:salesforce|production|sfdc|customer|your)\s)*(?:org|organi[sz]ation)\.? ?id(?:entifier)?(?: \(15 or 18 characters\))?|"
        r"(?:id|id\.|identificador)(?: de)?(?: la)? (?:org|organizacion)(?: de salesforce)?|org"
    ),
    "governing_law": r"governing law|applicable law|(?:ley|legislacion|derecho|normativa) aplicable",
    "number": (
        rf"{_ORDER}{_NO}|(?:reference|ref)\.? (?:order|quote)|{_ORDER_ES}\s?{_NO_ES}|{_NO_ES}{_OF}(?:la )?{_ORDER_ES}|"
        rf"{_ORDER}|{_ORDER_ES}"
    ),
    "contract_number": (
        rf"(?:(?:salesforce|sfdc|master|subscription)\s)*(?:contract|agreement){_NO}|contrato(?: marco)?\s?{_NO_ES}|{_NO_ES}{_OF}contrato(?: marco)?"
    ),
    "start_date": (
        rf"{_QUALIFIER}start(?:s|ing)?(?: date| on)?|{_QUALIFIER}(?:commencement|commences)(?: date)?|{_QUALIFIER}begin(?:s|ning)?(?: date| on)?|"
        rf"(?:start|begin(?:ning)?|commencement) date{_OF_TERM}|(?:fecha )?(?:de )?(?:inicio|comienzo){_OF_TERM}|(?:fecha )?inicial|desde|fecha de entrada en vigor del plazo"
    ),
    "end_date": (
        rf"(?:current )?{_QUALIFIER}end(?:s|ing)?(?: date| on)?|{_QUALIFIER}(?:expiration|expiry|termination)(?: date)?|{_QUALIFIER}expires(?: on)?|"
        rf"(?:end|expiration|expiry) date{_OF_TERM}|(?:fecha )?(?:de )?(?:fin|finalizacion|termino|terminacion|vencimiento|expiracion){_OF_TERM}|"
        rf"(?:fecha )?final|fecha fin(?:al)?{_OF_TERM}|hasta|valido hasta el fin"
    ),
    "term": (
        r"(?:(?:order|subscription|contract|initial|service|licen[cs]e|current|existing|order form)\s)*(?:term|period)(?: \(dates\))?|"
        r"(?:(?:plazo|periodo|vigencia|duracion)(?: inicial)?)(?: (?:de|del|de la|de los) (?:suscripcion|la suscripcion|pedido|contrato|servicio|servicios|vigencia|licencias))?|term dates"
    ),
    "effective": r"effective(?: (?:date|as of|from|on))?|(?:fecha de )?entrada en vigor|con efectos desde",
    "currency": r"(?:(?:invoice|billing|contract|order|price|pricing)\s)?currency(?: code)?|moneda(?: de (?:facturacion|pago|los precios))?|divisa",
    "billing_frequency": (
        r"invoices|invoiced|billed|(?:billing|invoicing|invoice|payment)(?: frequency| cycle| schedule| period| interval)|billing(?: terms)?|"
        r"(?:frecuencia|periodicidad|cadencia|forma|modalidad) (?:de )?(?:la )?(?:facturacion|pago|cobro)|facturacion"
    ),
    "renewal_type": (
        r"(?:auto(?:matic)?[- ]?renew(?:al|s)?)(?: \(y/n\)|\?)?|renewal(?: type| method| option| terms?)?|renews automatically|renovacion(?: automatica)?\??|"
        r"(?:tipo|modalidad|regimen) de renovacion|prorroga(?: automatica| tacita)?|tacita reconduccion"
    ),
    "notice_days": (
        r"(?:(?:non[- ]?renewal|renewal|cancellation|termination)\s)?notice(?: period| days| term| of non[- ]?renewal)?(?: \(days\))?|(?:required )?notice of non[- ]?renewal|"
        r"(?:plazo de )?preaviso(?: de no renovacion| para la no renovacion| \(dias\)| minimo)?|(?:plazo|dias) de preaviso(?: de no renovacion| minimo)?|antelacion minima"
    ),
    "renewal_term_months": (
        r"renewal (?:term|period|duration)(?: length)?(?: \(months\))?|length of renewal(?: term)?|(?:plazo|periodo|duracion) de (?:la )?(?:renovacion|prorroga)(?: \(meses\))?"
    ),
    "uplift_percent": (
        r"(?:(?:max(?:imum|\.)?\s)?(?:annual\s)?(?:renewal\s)?(?:price\s)?(?:uplift|increase|cap))(?: cap| limit)?(?: (?:at|on|upon) renewal)?(?: \(%\))?|renewal price (?:cap|increase|protection)|"
        r"(?:incremento|subida|aumento|revision)(?: maxim[oa])?(?: (?:de|del) (?:precios?|tarifas?))?(?: (?:en|a|tras|por) la renovacion| por renovacion| anual| maxim[oa])*|tope de (?:incremento|subida)(?: de precios?)?"
    ),
    "early_termination_fee": (
        r"early (?:termination|cancellation) (?:fee|charge)|(?:penalizacion|cargo|indemnizacion|comision) por (?:resolucion|terminacion|cancelacion) anticipada"
    ),
    "data_return_days": (
        r"(?:(?:customer )?data (?:return|export|retrieval)(?: period| window)?)(?: \(days\))?|(?:plazo de )?(?:devolucion|recuperacion|exportacion) de (?:los )?datos(?: \(dias\))?"
    ),
    "paper_date": (
        r"(?:(?:order(?: form)?|quote|issue|signature|amendment|notice|agreement|invoice|contract)\s)?(?:effective\s)?date(?: of (?:issue|signature|notice|this order form|last signature))?|"
        r"(?:issued|signed|dated?|last updated|version of)(?: on)?|fecha(?: (?:de|del) (?:emision|firma|la firma|pedido|contrato|efectos|la adenda|adenda|la factura|factura|aviso|oferta|documento))?"
    ),
    "product": r"product(?: name)?|producto|subscription product|suscripcion contratada",
    "quantity": r"quantity|qty|(?:number|no\.?|n\.o) of (?:users|licen[cs]es|seats)|users|seats|licen[cs]es|cantidad|(?:n\.?o|numero) de (?:usuarios|licencias)|usuarios|licencias",
    "unit_price": r"(?:net |monthly |annual )?(?:unit price|sales price|price per (?:user|unit|seat|licen[cs]e))(?: per (?:month|year))?|precio (?:unitario|neto|por (?:usuario|licencia|unidad))(?: (?:mensual|anual|neto))?(?: (?:y|por|al) (?:mes|ano))?",
    "list_price": r"list price|precio de (?:lista|tarifa|catalogo)",
}  # fmt: skip
"""For each term, and for `term`, `effective` and `paper_date`, what may stand before its value."""

# What looks like one of the above and is none: matched first, so that it takes no value.
_OTHERS = (
    r"(?:quote|offer|proposal)(?: form)? (?:expiration|expiry|valid(?:ity)?|end)(?: date| until)?|(?:offer )?valid (?:until|through)|(?:oferta )?valid[ao] hasta|validez(?: de la oferta)?|"
    r"(?:customer )?(?:p\.?o\.?|purchase order)(?:\s*(?:no|number|#)\.?)?(?: required)?|(?:numero|n\.?o) de orden de compra|orden de compra|pedido del cliente|(?:invoice|factura)(?:\s*(?:no|number|n\.o|#)\.?)?|"
    r"payment (?:terms|method|due)|due date|forma de pago|condiciones de pago|plazo de pago|metodo de pago|by|name|title|signature|nombre|cargo|firma|firmado|ship to|attn|email|e-mail|telefono|phone|"
    r"total|subtotal|tax|vat amount|iva|web|fax|country|pais|city|ciudad"
)  # fmt: skip

_OLD = "current existing previous original prior present actual anterior vigente".split()
_NEW = "new revised amended updated nuevo nueva revisado revisada modificado modificada".split()
_WHICH = "|".join([*_OLD, *_NEW])
_TAIL = r"\s*(?:\([^()]{1,40}\)|\[[^\]]{1,30}\])?\s*"
_TYPED = frozenset(
    "number contract_number org_id start_date end_date paper_date term effective notice_days renewal_term_months "
    "uplift_percent data_return_days customer_tax_id quantity unit_price list_price".split()
)
"""Terms whose value is told from a label even without a colon: it holds digits."""

_END = r":|…|\.{3,}|-(?=\s)|$"
_END_OR_DIGITS = rf"{_END}|(?<=\s)(?=\S{{0,6}}\d)|(?<=#)(?=\S)"
_PATTERNS = {
    name: re.compile(
        rf"\W{{0,3}}(?:(?P<before>{_WHICH})\s)?(?P<label>{pattern})(?:\s(?P<after>{_WHICH}))?"
        rf"(?P<tail>{_TAIL})(?P<end>{_END_OR_DIGITS if name in _TYPED else _END})"
    )
    for name, pattern in LABELS.items()
}
_OTHER = re.compile(rf"\W{{0,3}}(?:{_OTHERS}){_TAIL}(?:[:.…]+|$)")
_NUMBERED = re.compile(r"^(?:\(?[a-z0-9]{1,2}[.)]\)?(?:\d{1,2}[.)]?)*\s+)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a cell."""

    term: str
    """The term's name; `term` for a range of dates; empty for a label of something else."""

    rest: int
    """Where in the cell the value begins; the cell's length when the cell holds the label alone."""

    tail: str = ""
    """What stands in parentheses after the words: `(EUR / month)`."""

    words: str = ""
    """The label's own words, folded."""

    which: str = ""
    """`old` or `new` where the label says so, as amendments do."""

    closed: bool = True
    """Whether a colon or the cell's end closes it, and not only the value's first digit."""


@lru_cache(maxsize=1 << 16)
def label_in(text: str) -> tuple[Label, ...]:
    """Return the labels that a cell begins with; several terms may share the words."""
    folded = fold(text)
    numbered = _NUMBERED.match(folded)
    skipped = numbered.end() if numbered else 0
    body = folded[skipped:]
    if _OTHER.match(body):
        return (Label("", len(text)),)
    found = []
    for name, pattern in _PATTERNS.items():
        match = pattern.match(body)
        if match:
            which = match["before"] or match["after"] or ""
            found.append(
                Label(
                    name,
                    skipped + match.end(),
                    match["tail"].strip(),
                    match["label"],
                    "old" if which in _OLD else "new" if which else "",
                    bool(match["end"]) or skipped + match.end() == len(text),
                )
            )
    return tuple(found)
