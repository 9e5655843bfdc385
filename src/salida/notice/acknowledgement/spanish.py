"""How Spanish answers say it. The order matters: the first rule that fits decides."""

from __future__ import annotations

from salida.notice.acknowledgement.rules import says
from salida.notice.tracking import AnswerKind

_THING = (
    r"suscripcion(?:es)?|contratos?|acuerdos?|formularios? de pedido|pedidos?|servicios?"
    r"|licencias?|renovacion(?:es)?|cuenta"
)
_END = r"no renovacion|cancelacion|baja|resolucion|terminacion|extincion"
_BE = r"ha sido|han sido|fue|fueron|queda|quedan|quedara|quedaran|ha quedado|han quedado|esta|estan"
_RENEWED = r"(?:renovad|prorrogad)[oa]s?"
_NOT_RENEW = (
    r"no (?:se (?:renovaran?|renuevan?|prorrogaran?|van? a renovar)"
    rf"|seran? {_RENEWED}|quedaran? {_RENEWED}|renovaremos)"
)
_ENDED = r"cancelad\w*|resuelt\w*|terminad\w*|finalizad\w*|extinguid\w*|dad[oa]s? de baja"
_DONE = r"tramitad\w*|procesad\w*|completad\w*|aceptad\w*|aprobad\w*|confirmad\w*|registrad\w*"
_ASK = r"confirm\w*|facilit\w*|indi[cq]\w*|aclar\w*|envi\w*|remit\w*|especifi\w*|firm\w*|complet\w*"

SPANISH = (
    says(AnswerKind.AUTO_REPLY, r"fuera de la oficina|(?:respuesta|mensaje) automatic[oa]"),
    says(
        AnswerKind.AUTO_REPLY,
        r"(?:estoy|estare|me encuentro|me encontrare) "
        r"(?:de vacaciones|de baja|de permiso|ausente|fuera)",
    ),
    says(
        AnswerKind.AUTO_REPLY,
        r"no (?:responda|conteste|responder)",
        r"est[ea] (?:mensaje|correo)",
        sure=False,
    ),
    # Politeness that asks nothing.
    says(AnswerKind.OTHER, r"no dude en|quedamos a su disposicion"),
    says(AnswerKind.OTHER, r"si (?:tiene|tuviera|necesita) (?:alguna|cualquier|mas|otra)"),
    says(
        AnswerKind.QUESTION,
        r"por favor|rogamos|ruego|podrian?|pueden?|agradeceri(?:a|amos)|solicitamos",
        _ASK,
    ),
    says(
        AnswerKind.QUESTION,
        r"necesitamos|precisamos|requerimos",
        r"informacion|firma|formulario|datos|confirmacion|que nos",
    ),
    says(
        AnswerKind.QUESTION,
        r"debe|deben|debera|deberan|tienen? que|tendra que|es necesario",
        rf"{_ASK}|respond\w*|contest\w*|devolver",
    ),
    says(
        AnswerKind.REFUSAL,
        r"no (?:podemos|puedo|es posible|se puede|nos es posible|ha sido posible)",
        r"acept\w*|tramit\w*|proces\w*|cancel\w*|atend\w*|confirm\w*|resolv\w*|estim\w*"
        r"|acced\w*|admit\w*",
    ),
    says(
        AnswerKind.REFUSAL,
        r"no (?:procede|aceptamos|admitimos|accedemos|reconocemos|estamos de acuerdo)",
    ),
    says(
        AnswerKind.REFUSAL,
        rf"solicitud|aviso|notificacion|peticion|preaviso|{_END}",
        r"denegad\w*|rechazad\w*|desestimad\w*|no aceptad\w*|no (?:es )?valid\w*|invalid\w*"
        r"|extemporane\w*|tardi\w*|demasiado tarde",
    ),
    says(
        AnswerKind.REFUSAL,
        r"fuera de|pasado|vencido|superado|expirado|transcurrido|finalizado",
        r"plazo|preaviso",
    ),
    says(AnswerKind.REFUSAL, r"plazo", r"vencio|expiro|finalizo|cerro|vencido|expirado|cerrado"),
    says(
        AnswerKind.REFUSAL,
        r"(?<!no )(?:se ha|se han|ha sido|han sido|fue|fueron|quedo|se encuentra|esta) "
        rf"(?:ya )?(?:automaticamente )?{_RENEWED}",
    ),
    says(AnswerKind.REFUSAL, rf"(?<!no )(?:se (?:renovaran?|prorrogaran?)|seran? {_RENEWED})"),
    says(
        AnswerKind.REFUSAL, r"renovacion (?:se mantiene|es efectiva|es firme|sigue|queda en vigor)"
    ),
    says(
        AnswerKind.REFUSAL,
        r"siguen?|seguiran?|permanecen?|continuan?",
        r"obligad\w*|vigentes?|en vigor|vinculad\w*",
    ),
    says(
        AnswerKind.REFUSAL,
        r"(?:importe|cuota|saldo|compromiso)s? (?:pendiente|restante|total)s?",
        r"exigibles?|pagar|debid\w*|adeud\w*",
    ),
    # Sounds like a confirmation and is none.
    says(
        AnswerKind.REFUSAL,
        rf"no (?:confirm\w*|(?:{_BE}|hemos|se ha) (?:sido )?(?:{_ENDED}|{_DONE}))",
        sure=False,
    ),
    says(
        AnswerKind.RECEIPT,
        r"confirm(?:amos|o|a)",
        r"recepcion|recibo|recibid[oa]|haber recibido",
    ),
    says(
        AnswerKind.RECEIPT,
        r"confirmaremos|tramitaremos|procesaremos|revisaremos|responderemos|contestaremos",
    ),
    says(AnswerKind.RECEIPT, r"tom(?:ado|amos|o) (?:buena )?nota|anotad[oa]"),
    says(AnswerKind.CONFIRMATION, _THING, _NOT_RENEW),
    says(AnswerKind.CONFIRMATION, _NOT_RENEW, sure=False),
    says(
        AnswerKind.CONFIRMATION,
        r"confirm(?:amos|o|a|ar|arles?|ad[oa]s?)",
        rf"{_END}|finalizan?|finalizaran?|terminan?|terminaran?|vencimiento",
    ),
    says(AnswerKind.CONFIRMATION, _THING, _BE, _ENDED),
    says(AnswerKind.CONFIRMATION, _END, rf"(?:{_BE}) (?:{_DONE})"),
    says(
        AnswerKind.CONFIRMATION,
        r"hemos (?:tramitado|procesado|completado|aceptado|registrado|cancelado|resuelto)",
        rf"{_END}|{_THING}",
    ),
    says(
        AnswerKind.CONFIRMATION,
        r"desactivad[oa]|deshabilitad[oa]|anulad[oa]",
        r"renovacion automatica",
    ),
    says(
        AnswerKind.CONFIRMATION,
        r"renovacion automatica",
        r"desactivada|deshabilitada|anulada",
    ),
    says(
        AnswerKind.CONFIRMATION,
        _THING,
        r"(?:finaliza|finalizara|termina|terminara|vence|vencera|expira|expirara|concluye"
        r"|concluira)n?",
        sure=False,
    ),
    says(
        AnswerKind.CONFIRMATION, r"adjunt\w*", rf"confirmacion de .{{0,20}}(?:{_END})", sure=False
    ),
    says(
        AnswerKind.CONFIRMATION,
        r"proced(?:emos|eremos|o) a",
        rf"{_END}|cancelar|no renovar",
        sure=False,
    ),
    says(AnswerKind.RECEIPT, r"(?:hemos|he) recibido|recepcion de|acus(?:e|amos|o)(?: de)? recibo"),
    says(AnswerKind.RECEIPT, r"gracias por (?:su|el|contactar|ponerse)"),
    says(AnswerKind.RECEIPT, r"en tramite|numero de caso|nos pondremos en contacto"),
    says(AnswerKind.RECEIPT, r"estamos (?:revisando|estudiando|tramitando|gestionando)"),
    says(AnswerKind.RECEIPT, r"trasladado|remitido|derivado|escalado|asignado", r"al?|con"),
)
