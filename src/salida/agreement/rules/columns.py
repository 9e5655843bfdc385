"""What the headers of tables say in English and Spanish."""

from __future__ import annotations

import re
from enum import Enum

from salida.agreement.rules.folding import fold
from salida.agreement.rules.phrases import any_of, phrase, phrases


class Column(Enum):
    """What a column of a table holds."""

    LINE = "line"
    ORDER = "order"
    CONTRACT = "contract"
    START = "start"
    END = "end"
    TERM = "term"
    """A range of dates, or a number of months."""

    LIST_PRICE = "list price"
    DISCOUNT = "discount"
    TOTAL = "total"
    UNIT_PRICE = "unit price"
    QUANTITY = "quantity"
    PERIOD = "period"
    CURRENCY = "currency"
    TYPE = "type"
    OLD = "old"
    NEW = "new"
    PRODUCT = "product"
    OTHER = "other"


def _anywhere(written: str) -> str:
    """Return the expression of a header's phrase; `*` is any words before or after."""
    core = phrase(written.removeprefix("* ").removesuffix(" *"))
    before = r"(?:.*(?<![a-z0-9]))?" if written.startswith("* ") else ""
    after = r"(?:(?![a-z0-9]).*)?" if written.endswith(" *") else ""
    return f"{before}(?:{core}){after}"


_VALUE = "[value|term|wording|text|terms|valor|redaccion|texto|condicion]"

# In this order: "List price" goes before "price", "Subscription start date" before "Subscription".
_HEADERS = (
    (Column.OLD, f"[the] (current|existing|original|previous|prior|present|actual|anterior|vigente|antes|before|old) {_VALUE}"),
    (Column.OLD, "(valor|condicion|redaccion) (actual|anterior|vigente)"),
    (Column.NEW, f"[the] (new|amended|revised|nuevo|nueva|modificado|modificada|after|despues) {_VALUE}"),
    (Column.NEW, "(valor|condicion|redaccion) (nuevo|nueva|modificado|modificada)"),
    (Column.OTHER, "(current|existing|original|previous|prior|old|actual|anterior) *"),
    (Column.OTHER, "* (anterior|vigente|actual)"),
    (Column.OTHER, "* (sku|code|codigo|comment|comments|note|notes|notas) *"),
    (Column.LINE, "(line|pos|position|linea|posicion|partida|#|no|no.|n.o|num|number)"),
    (Column.LINE, "(line|item|pos|position|linea|posicion|partida) (#|no|no.|n.o|num|number)"),
    (Column.CONTRACT, "* (contract|contrato) (no|no.|number|id|n.o|#)"),
    (Column.CONTRACT, "[(n.o|numero) de] (contract|contrato)"),
    (Column.ORDER, "(order [form]|quote) [no|no.|number|id|ref|reference|#]"),
    (Column.ORDER, "[(n.o|numero) [de]] [formulario de] pedido [n.o]"),
    (Column.START, "* (start|starts|begin|begins|commencement|inicio|desde|comienzo|from|alta) *"),
    (Column.END, "* (end|ends|expiry|expiration|expires|fin|hasta|finalizacion|vencimiento|until|through|baja) *"),
    (Column.END, "to"),
    (Column.LIST_PRICE, "* (list|catalogo|catalogue|tarifa oficial|pvp|de lista|de tarifa) *"),
    (Column.DISCOUNT, "[%|your] (discount|descuento|dto|dto.|disc|disc.|desc|desc.) *"),
    (Column.PERIOD, "(per|base|unidad [de medida]|unit of measure|[billing] frequency|frecuencia|periodicidad)"),
    (Column.PERIOD, "(price|charge|billing) (period|unit|per)"),
    (Column.UNIT_PRICE, "* (unit|unit.|unitario|unitaria|per (user|seat|license|licence)|por (usuario|licencia|unidad)) *"),
    (Column.TOTAL, "* (total|totales|subtotal|amount|importe|extended|line price) *"),
    (Column.CURRENCY, "(currency|moneda|divisa|ccy)"),
    (Column.UNIT_PRICE, "* (price|precio|rate|tarifa|p.u.|fee|cuota) *"),
    (Column.QUANTITY, "* (qty|qty.|quantity|user|users|seats|licenses|licences|units|cantidad|cant|cant.|unidades|usuarios|licencias|uds|uds.|ud) *"),
    (Column.TERM, "* (term|period|dates|months|periodo|plazo|vigencia|duracion|meses|fechas) *"),
    (Column.TYPE, "* (type|tipo|category|categoria|clase) *"),
    (Column.PRODUCT, "* (product|products|service|services|description|subscription|subscriptions|item|edition|software|application|cloud) *"),
    (Column.PRODUCT, "* (producto|productos|servicio|servicios|descripcion|concepto|suscripcion|suscripciones|articulo|solucion|aplicacion) *"),
)  # fmt: skip
"""What each column may be called; `*` stands for any words, or none."""

_GROUPS = (
    "[core|main|base|optional|additional|annual] (products|subscriptions|services|licenses|licences|editions)",
    "[product] (add-on|add on|addon)[s] [products|services]",
    "[optional|additional] (modules|extras)",
    "[salesforce] (appexchange|app exchange) [products|applications|apps]",
    "(partner|third-party|third party|marketplace) [products|applications|apps]",
    "(productos|suscripciones|servicios|licencias) [principales|base|adicionales|de terceros|de appexchange]",
    "complementos",
    "modulos [adicionales]",
    "aplicaciones [de] (appexchange|terceros|socios)",
    "(professional services|servicios profesionales)",
)
_TOTALS = (
    "[sub|grand|net|gross|order|annual|estimated|first-year|contract] (total|totals|totales)",
    "subtotal[s]",
    "(importe|precio|suma) total",
    "(base imponible|iva|i.v.a|vat|[sales] tax|impuesto[s]|discount|descuento|tcv|acv)",
)

_LONGEST = 120
_PARENTHESES = re.compile(r"\s*[\[(][^\])]*[\])]\s*")
_PATTERNS = tuple((column, re.compile(_anywhere(written))) for column, written in _HEADERS)
_GROUP = re.compile(rf"\W*(?:{phrases(_GROUPS)})\W*")
_TOTAL_ROW = re.compile(rf"\W*(?:{phrases(_TOTALS)})\b")
ADD_ON = any_of(
    r"\badd[- ]?ons?\b",
    r"\bcomplementos?\b",
    r"\bmodulos? adicional",
    r"\boptional module",
    r"\bextras?\b",
    r"\badicional(?:es)?\b",
)
"""Words, folded, that mark an add-on."""

MARKETPLACE = any_of(
    r"\bapp ?exchange\b",
    r"\bmarketplace\b",
    r"\bpartner app",
    r"\bthird[- ]party\b",
    r"\bde terceros\b",
    r"\bde socios\b",
    r"\bmanaged package\b",
    r"\bisv\b",
)
"""Words, folded, that mark a product which is cancelled at AppExchange."""


def column_of(header: str) -> Column:
    """Return what a column with that header holds; a sentence heads no column."""
    if len(header) > _LONGEST:
        return Column.OTHER
    folded = " ".join(re.sub(r"[/:*]", " ", _PARENTHESES.sub(" ", fold(header))).split())
    # "Price (EUR)" is told by its words; "(unit price)" has no others.
    words = folded or fold(header).strip(" ()[]")
    for column, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return column
    return Column.OTHER


def is_group(text: str) -> bool:
    """Whether a row is a heading inside a table."""
    return bool(_GROUP.fullmatch(fold(text)))


def is_total(text: str) -> bool:
    """Whether a row sums up, taxes or discounts other rows."""
    return bool(_TOTAL_ROW.match(fold(text)))
