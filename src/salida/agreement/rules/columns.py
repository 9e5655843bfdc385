"""What the headers of tables say in English and Spanish."""

from __future__ import annotations

import re
from enum import Enum

from salida.agreement.rules.folding import fold


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


# In this order: "List price" before "price", "Subscription start date" before "Subscription".
_HEADERS = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.OLD, r"(?:the )?(?:current|existing|original|previous|prior|present|actual|anterior|vigente|antes|before|old)(?: (?:value|term|wording|text|terms|valor|redaccion|texto|condicion))?|(?:valor|condicion|redaccion) (?:actual|anterior|vigente)"),
        (Column.NEW, r"(?:the )?(?:new|amended|revised|nuevo|nueva|modificado|modificada|after|despues)(?: (?:value|term|wording|text|terms|valor|redaccion|texto|condicion))?|(?:valor|condicion|redaccion) (?:nuev[oa]|modificad[oa])"),
        (Column.OTHER, r"(?:current|existing|original|previous|prior|old|actual|anterior)\b.*|.*\b(?:anterior|vigente|actual)|.*\b(?:sku|code|codigo|comments?|notes?|notas)\b.*"),
        (Column.LINE, r"(?:line|pos|position|linea|posicion|partida)\.?|(?:line|item|pos|position|linea|posicion|partida)?\s*(?:#|no|n\.?o|num|number)\.?"),
        (Column.CONTRACT, r".*\b(?:contract|contrato)\b.*(?:\b(?:no|number|id|n\.?o)\b|#).*|(?:n\.?o|numero) (?:de )?contrato|contract|contrato"),
        (Column.ORDER, r"(?:order(?: form)?|quote)(?:\s*(?:no|number|id|ref|reference|#)\.?)?|(?:n\.?o|numero)\.? (?:de )?(?:pedido|formulario(?: de pedido)?)|(?:formulario de )?pedido(?:\s*n\.?o\.?)?"),
        (Column.START, r".*\b(?:start|starts|begin|begins|commencement|inicio|desde|comienzo|from|alta)\b.*"),
        (Column.END, r".*\b(?:end|ends|expiry|expiration|expires|fin|hasta|finalizacion|vencimiento|until|through|baja)\b.*|to"),
        (Column.LIST_PRICE, r".*\b(?:list|catalogo|catalogue|tarifa oficial|pvp|de lista|de tarifa)\b.*"),
        (Column.DISCOUNT, r"(?:%|your )?\s*(?:discount|descuento|dto|desc)\b.*"),
        (Column.PERIOD, r"per|(?:price|charge|billing) (?:period|unit|per|frequency)|unit of measure|(?:billing )?frequency|frecuencia|periodicidad|unidad(?: de medida)?|base"),
        (Column.UNIT_PRICE, r".*\b(?:unit|unitari[oa]|per (?:user|seat|licen[cs]e)|por (?:usuario|licencia|unidad))\b.*"),
        (Column.TOTAL, r".*\b(?:total(?:es)?|subtotal|amount|importe|extended|line price)\b.*"),
        (Column.CURRENCY, r"currency|moneda|divisa|ccy"),
        (Column.UNIT_PRICE, r".*\b(?:price|precio|p\. unit|rate|tarifa|p\.u|fee|cuota)\b.*"),
        (Column.QUANTITY, r".*\b(?:qty|quantity|users?|seats?|licen[cs]es|units|cantidad|cant|unidades|usuarios|licencias|uds|ud)\b.*"),
        (Column.TERM, r".*\b(?:term|period|dates|months|periodo|plazo|vigencia|duracion|meses|fechas)\b.*"),
        (Column.TYPE, r".*\b(?:type|tipo|category|categoria|clase)\b.*"),
        (Column.PRODUCT, r".*\b(?:products?|services?|description|subscriptions?|item|edition|software|application|productos?|servicios?|descripcion|concepto|suscripcion(?:es)?|articulo|solucion|aplicacion|cloud)\b.*"),
    )
)  # fmt: skip

_PARENTHESES = re.compile(r"\s*[\[(][^\])]*[\])]\s*")
_GROUP = re.compile(
    r"\W*(?:(?:core |main |base |optional |additional |annual )?(?:products|subscriptions|services|licen[cs]es|editions)|"
    r"(?:product )?add[- ]?ons?(?: products| services)?|(?:optional |additional )?(?:modules|extras)|"
    r"(?:salesforce )?app ?exchange(?: products| applications| apps)?|(?:partner|third[- ]party|marketplace)(?: products| applications| apps)?|"
    r"(?:productos|suscripciones|servicios|licencias)(?: principales| base| adicionales| de terceros| de appexchange)?|complementos|modulos(?: adicionales)?|aplicaciones (?:de )?(?:appexchange|terceros|socios)|"
    r"professional services|servicios profesionales)\W*"
)
_TOTAL_ROW = re.compile(
    r"\W*(?:sub|grand |net |gross |order |annual |estimated |first[- ]year |contract )*totals?(?:\b|es\b)|\W*(?:importe|precio|suma) total|\W*total|"
    r"\W*(?:base imponible|i\.?v\.?a|vat|(?:sales )?tax|impuestos?|discount|descuento|tcv|acv)\b"
)
ADD_ON = re.compile(
    r"\badd[- ]?ons?\b|\bcomplementos?\b|\bmodulos? adicional|\boptional module|\bextras?\b|\badicional(?:es)?\b"
)
MARKETPLACE = re.compile(
    r"\bapp ?exchange\b|\bmarketplace\b|\bpartner app|\bthird[- ]party\b|\bde terceros\b|\bmanaged package\b|\bde socios\b|\bisv\b"
)


def column_of(header: str) -> Column:
    """Return what a column with that header holds."""
    folded = " ".join(re.sub(r"[/:*]", " ", _PARENTHESES.sub(" ", fold(header))).split())
    # "Price (EUR)" is told by its words; "(unit price)" has no others.
    words = folded or fold(header).strip(" ()[]")
    for column, pattern in _HEADERS:
        if pattern.fullmatch(words):
            return column
    return Column.OTHER


def is_group(text: str) -> bool:
    """Whether a row is a heading inside a table."""
    return bool(_GROUP.fullmatch(fold(text)))


def is_total(text: str) -> bool:
    """Whether a row sums up, taxes or discounts other rows."""
    return bool(_TOTAL_ROW.match(fold(text)))
