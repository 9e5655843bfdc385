"""The words that papers print before a value, in English and Spanish; `phrases` has the notation."""

from __future__ import annotations

_NUMBER = "(number|no[.]|num[.]|nr|#|id|ref[.]|reference|code)"
_NUMERO = "(n.o|no[.]|nro[.]|num[.]|numero|id|ref[.]|referencia|codigo)"
_ORDER = "[salesforce|sfdc] (order [form|schedule]|[subscription|sales] order|quote|quotation)"
_PEDIDO = (
    "((formulario|hoja|orden|documento) de pedido|pedido [de (suscripcion|servicios|licencias)]|"
    "oferta|presupuesto|orden de servicio|hoja de encargo|formulario de contratacion)"
)
_CONTRACT = "[salesforce|sfdc] [master|subscription] (contract|agreement)"
_WHOSE = "[[initial] term|order [form]|subscription|contract|service[s]|license|licence|billing]"
_OF_IT = "[(of|of the) ([initial|order|subscription] term|subscription|order|contract)]"
_DE_ELLO = (
    "[(de|del|de la|de los) ([la] suscripcion|pedido|contrato|servicio[s]|plazo [inicial]|periodo|"
    "vigencia|licencia[s])]"
)

LABELS: dict[str, tuple[str, ...]] = {
    "customer": (
        "(customer|client|company|subscriber|licensee)['s] [[full] [legal] name]",
        "[full] legal [entity] name [of customer]",
        "name of [the] customer",
        "[contracting] customer entity",
        "sold to",
        "bill to [name|company]",
        "[el] cliente",
        "nombre [legal] (del cliente|de la empresa)",
        "(razon|denominacion) social [del cliente]",
        "empresa [cliente|contratante]",
        "suscriptor",
        "titular [del contrato]",
        "contratante",
        "facturar a",
    ),
    "customer_address": (
        "(customer['s]|company|billing|bill to|registered [office]|legal|principal) [billing] address",
        "registered office",
        "(direccion|domicilio) (del cliente|de facturacion|social [del cliente]|fiscal)",
    ),
    "customer_tax_id": (
        "[customer['s]] (vat|tax|ein|gst) [reg[.]|registration|identification] (number|no[.]|id|code|nr)",
        "vat",
        "(c.i.f.|c.i.f|cif|n.i.f.|n.i.f|nif|nif/cif|cif/nif|nif-iva|rfc|cuit|ruc) [del cliente]",
        "(numero|n.o) de (iva|identificacion fiscal) [del cliente]",
        "identificacion fiscal",
    ),
    "supplier": (
        "[salesforce|sfdc|supplier] contracting (entity|party)",
        "contracting salesforce entity",
        "(salesforce|sfdc) [legal] entity",
        "supplier [name|entity]",
        "vendor [name]",
        "[service] provider",
        "sold by",
        "seller",
        "licensor",
        "proveedor [de servicios]",
        "entidad [de salesforce] contratante [de salesforce]",
        "entidad de salesforce",
        "sociedad contratante",
        "prestador [del servicio|de servicios]",
    ),
    "notice_address": (
        "address for [legal] notices",
        "[send] [legal] notice[s] (address|to)",
        "[legal] notices (should be addressed|to be sent) to",
        "(direccion|domicilio) (a efectos de|para|de) [las] notificaciones [legales]",
        "notificaciones [legales] [a]",
    ),
    "notice_email": (
        "(e-mail|email) [address] for [legal] notices",
        "[legal] notice[s] [by] (e-mail|email) [address]",
        "(correo [electronico]|e-mail|email) (a efectos de|para|de) [las] notificaciones [legales]",
    ),
    "billing_contact": (
        "[customer] billing contact [name]",
        "accounts payable contact",
        "invoice contact",
        "[persona de] contacto (de|para) [la] facturacion",
    ),
    "account_executive": (
        "[your] [salesforce] account (executive|manager|owner)",
        "[your] [salesforce] sales (rep|representative)",
        "(ejecutivo|ejecutiva|gestor|gestora|responsable|director|directora) (de [la] cuenta[s]|comercial|de ventas)",
        "comercial [asignado]",
    ),
    "org_id": (
        "[your|customer] [salesforce|sfdc] [production] (org|org.|organization|organisation) (id|identifier)",
        "(id|id.|identificador) [de] [la] (org|organizacion) [de salesforce]",
        "org",
    ),
    "governing_law": (
        "(governing|applicable) law",
        "(ley|legislacion|derecho|normativa) aplicable",
    ),
    "number": (
        f"{_ORDER} [{_NUMBER}]",
        "(reference|ref.) (order|quote)",
        f"{_PEDIDO} [{_NUMERO}]",
        f"{_NUMERO} (de|del|de la) {_PEDIDO}",
    ),
    "contract_number": (
        f"{_CONTRACT} {_NUMBER}",
        f"contrato [marco] {_NUMERO}",
        f"{_NUMERO} (de|del|de la) contrato [marco]",
    ),
    "start_date": (
        f"{_WHOSE} (start|starts|starting|begin|begins|beginning) [date|on]",
        f"{_WHOSE} (commencement|commences) [date]",
        f"(start|beginning|commencement) date {_OF_IT}",
        f"[fecha] [de] (inicio|comienzo) {_DE_ELLO}",
        "[fecha] inicial",
        "desde",
    ),
    "end_date": (
        f"{_WHOSE} (end|ends|ending) [date|on]",
        f"{_WHOSE} (expiration|expiry|termination) [date]",
        f"{_WHOSE} expires [on]",
        f"(end|expiration|expiry) date {_OF_IT}",
        f"[fecha] [de] (fin|finalizacion|termino|terminacion|vencimiento|expiracion) {_DE_ELLO}",
        f"fecha (fin|final) {_DE_ELLO}",
        "final",
        "hasta",
    ),
    "term": (
        "[order [form]] [subscription|contract|service|license|licence] [initial] (term|period) [dates]",
        f"(plazo|periodo|vigencia|duracion) [inicial] {_DE_ELLO}",
    ),
    "effective": (
        "effective [date|as of|from|on]",
        "[fecha de] entrada en vigor",
        "con efectos desde",
    ),
    "currency": (
        "[invoice|billing|contract|order|price|pricing] currency [code]",
        "moneda [de (facturacion|pago|los precios)]",
        "divisa",
    ),
    "billing_frequency": (
        "(billing|invoicing|invoice|payment) (frequency|cycle|schedule|period|interval)",
        "billing [terms]",
        "(invoices|invoiced|billed)",
        "(frecuencia|periodicidad|cadencia|forma|modalidad) [de] [la] (facturacion|pago|cobro)",
        "facturacion",
    ),
    "renewal_type": (
        "(auto-|auto |automatic |auto)(renew|renewal|renews)",
        "renewal [type|method|option|term[s]]",
        "renews automatically",
        "renovacion [automatica]",
        "(tipo|modalidad|regimen) de renovacion",
        "prorroga [automatica|tacita]",
        "tacita reconduccion",
    ),
    "notice_days": (
        "[non-renewal|nonrenewal|non renewal|renewal|cancellation|termination] notice [period|days|term]",
        "[required] notice of (non-renewal|nonrenewal|non renewal)",
        "[plazo de|dias de] preaviso [minimo] [(de|para la) no renovacion]",
        "antelacion minima",
    ),
    "renewal_term_months": (
        "renewal (term|period|duration) [length]",
        "length of renewal [term]",
        "(plazo|periodo|duracion) de [la] (renovacion|prorroga)",
    ),
    "uplift_percent": (
        "[max|max.|maximum] [annual] [renewal] [price] (uplift|increase|cap) [cap|limit] [(at|on|upon) renewal]",
        "renewal price (cap|increase|protection)",
        "(incremento|subida|aumento|revision|tope de incremento|tope de subida) [maximo|maxima] [(de|del) (precio[s]|tarifa[s])] [(en|a|tras|por) [la] renovacion|anual] [maximo|maxima]",
    ),
    "early_termination_fee": (
        "early (termination|cancellation) (fee|charge)",
        "(penalizacion|cargo|indemnizacion|comision) por (resolucion|terminacion|cancelacion) anticipada",
    ),
    "data_return_days": (
        "[customer] data (return|export|retrieval) [period|window]",
        "[plazo de] (devolucion|recuperacion|exportacion) de [los] datos",
    ),
    "paper_date": (
        "[order [form]|quote|issue|signature|amendment|notice|agreement|invoice|contract] [effective] date [of (issue|signature|notice|this order form|last signature)]",
        "(issued|signed|dated|last updated|version of) [on]",
        "fecha [(de|del|de la) (emision|firma|pedido|contrato|efectos|adenda|factura|aviso|oferta|documento)]",
    ),
    "product": (
        "product [name]",
        "producto",
        "suscripcion contratada",
    ),
    "quantity": (
        "quantity",
        "qty",
        "[(number|no.|n.o|numero) (of|de)] (users|licenses|licences|seats|usuarios|licencias)",
        "cantidad",
    ),
    "unit_price": (
        "[net|monthly|annual] (unit price|sales price|price per (user|unit|seat|license|licence)) [per (month|year)]",
        "precio (unitario|neto|por (usuario|licencia|unidad)) [mensual|anual|neto] [(y|por|al) (mes|ano)]",
    ),
    "list_price": (
        "list price",
        "precio de (lista|tarifa|catalogo)",
    ),
}
"""For each term, and for `term`, `effective` and `paper_date`, what may stand before its value."""

OTHERS: tuple[str, ...] = (
    "(quote|offer|proposal) [form] (expiration|expiry|valid|validity|end) [date|until|through]",
    "[offer] valid (until|through)",
    "[oferta] (valido|valida) hasta",
    "validez [de la oferta]",
    "[customer] (po|p.o.|purchase order) [number|no[.]|#] [required]",
    "[(numero|n.o) de] orden de compra",
    "pedido del cliente",
    "(invoice|factura) [number|no[.]|#|n.o]",
    "payment (terms|method|due)",
    "due date",
    "(forma|condiciones|plazo|metodo) de pago",
    "(by|name|title|signature|nombre|cargo|firma|firmado|ship to|attn|email|e-mail|telefono|phone)",
    "(total|subtotal|tax|vat amount|iva|web|fax|country|pais|city|ciudad)",
)
"""What looks like a label of a term and is none; it takes its value away from the others."""

OLD = ("current", "existing", "previous", "original", "prior", "present", "actual", "anterior", "vigente")  # fmt: skip
NEW = ("new", "revised", "amended", "updated", "nuevo", "nueva", "revisado", "revisada", "modificado", "modificada")  # fmt: skip
"""Words that an amendment puts beside a label."""
