"""What sentences say, in English and Spanish: patterns over folded words.

They look at one sentence at a time, in lower case and without accents. The order within a
language is the order of suspicion: a refusal is looked for before a confirmation, and what
only sounds like one ("we confirm receipt of your notice of non-renewal") before both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from salida.notice.tracking import AnswerKind


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something."""

    language: str
    kind: AnswerKind
    pattern: re.Pattern[str]
    sure: bool = True
    """`False` where the same words are used for something else as well."""


_EN_THING = r"(?:subscriptions?|contracts?|agreements?|order forms?|orders?|services?|licen[cs]es?|renewals?|account)"
_ES_THING = (
    r"(?:suscripcion(?:es)?|contratos?|acuerdos?|formularios? de pedido|pedidos?|servicios?|licencias?|"
    r"renovacion(?:es)?|cuenta)"
)

_ENGLISH: tuple[tuple[AnswerKind, str, bool], ...] = (
    (AnswerKind.AUTO_REPLY, r"\bout of (?:the )?office\b", True),
    (AnswerKind.AUTO_REPLY, r"\bautomat(?:ic|ed) (?:reply|response|message|e-?mail)\b", True),
    (AnswerKind.AUTO_REPLY, r"\bi am (?:currently )?(?:away|travell?ing|on (?:annual |sick |parental )?leave|on vacation|on holidays?)\b", True),
    (AnswerKind.AUTO_REPLY, r"\bdo not (?:reply|respond) to this\b", False),
    # Politeness that asks nothing.
    (AnswerKind.OTHER, r"\b(?:let (?:us|me) know if|if you have any|any (?:further |other )?questions|anything else)\b", True),
    # Sounds like a confirmation and is none.
    (AnswerKind.QUESTION, r"\b(?:please|kindly|could you|can you|would you)\b.{0,60}\b(?:confirm|provide|clarify|send|advise|specify|complete|sign|fill|tell|state)\b", True),
    (AnswerKind.QUESTION, r"\bwe (?:need|require)\b.{0,80}\b(?:information|signature|form|details|confirmation|from you)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:cannot|can not|could not|unable to|not able to|not possible to|not in a position to)\b.{0,60}\b(?:accept|process|honou?r|cancel|terminate|approve|grant|confirm|agree|accommodate|end|release)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:do|does|did|will|shall) not (?:accept|agree|approve|recogni[sz]e|honou?r)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:request|notice|cancell?ation|non-?renewal|termination)\b.{0,60}\b(?:denied|declined|rejected|refused|not accepted|not valid|invalid|too late|late|untimely|out of time)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:after|past|outside|missed|beyond)\b.{0,40}\b(?:deadline|notice period|notice window|renewal window|cut-?off)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:has|have|was|were) (?:already )?(?:been )?(?:automatically |auto-?)?renewed\b", True),
    (AnswerKind.REFUSAL, r"\b(?:will|shall|is set to|are set to|is due to) (?:still )?(?:be )?(?:automatically |auto-?)?renew(?:ed)?\b", True),
    (AnswerKind.REFUSAL, r"\b(?:remains?|are|is|still) (?:contractually |fully )?(?:bound|obligated|obliged|committed|liable|in (?:full )?force|in effect)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:remaining|full|outstanding) (?:fees|balance|commitment|amount)\b.{0,40}\b(?:due|payable|owed)\b", True),
    (AnswerKind.RECEIPT, r"\b(?:confirm|confirms|confirming|acknowledge|acknowledges|acknowledging)\b.{0,30}\b(?:receipt|received|receiving)\b", True),
    (AnswerKind.RECEIPT, r"\b(?:will|shall|going to|once|after|before) (?:we )?(?:confirm|process|review|cancel|get back|be in touch|respond|reply|handle)\b", True),
    (AnswerKind.RECEIPT, r"\byou(?:r (?:team|company))? (?:will|are|do|have|would|did|decided|chose)(?: chosen| decided)? (?:not|to not|not to)\b", True),
    (AnswerKind.CONFIRMATION, rf"\b{_EN_THING}\b.{{0,60}}\b(?:will|shall|does|do|is|are) not (?:be )?(?:auto-?|automatically )?renew(?:ed|ing)?\b", True),
    (AnswerKind.CONFIRMATION, r"\b(?:will|shall|does|do|is|are) not (?:be )?(?:auto-?|automatically )?renew(?:ed|ing)?\b", False),
    (AnswerKind.CONFIRMATION, r"\b(?:confirm|confirms|confirming|confirmed)\b.{0,80}\b(?:non-?renewal|cancell?ation|termination|not (?:be )?renew\w*|ends?|will end|will expire|expires?|(?:is|are|been) (?:cancell?ed|terminated))\b", True),
    (AnswerKind.CONFIRMATION, rf"\b{_EN_THING}\b.{{0,60}}\b(?:has|have|is|are|was|were)(?: now)?(?: been)? (?:cancell?ed|terminated|set to (?:expire|end|not renew)|marked (?:as )?(?:not renewing|non-?renewing|do not renew))\b", True),
    (AnswerKind.CONFIRMATION, r"\b(?:cancell?ation|non-?renewal|termination)(?: request| notice)? (?:has been|was|is|is now) (?:processed|completed|accepted|approved|effective|confirmed)\b", True),
    (AnswerKind.CONFIRMATION, r"\b(?:processed|completed|accepted|approved)\b.{0,30}\b(?:your|the) (?:cancell?ation|non-?renewal|termination|request (?:to cancel|not to renew))\b", True),
    (AnswerKind.CONFIRMATION, rf"\b{_EN_THING}\b.{{0,40}}\b(?:ends?|will end|expires?|will expire|terminates?|will terminate)\b", False),
    (AnswerKind.RECEIPT, r"\b(?:have|has|been|we|was) received\b|\breceipt of\b|\backnowledg|\bthank you for (?:your|the) (?:e-?mail|message|notice|letter|request)", True),
    (AnswerKind.RECEIPT, r"\b(?:is|are) (?:being )?(?:reviewed|reviewing|processed)\b|\bunder review\b|\blooking into\b|\b(?:forwarded|passed|escalated|assigned|routed)\b.{0,40}\b(?:to|on)\b|\bcase (?:number|no|id|#)|\bget back to you\b|\bbe in touch\b", True),
)  # fmt: skip

_SPANISH: tuple[tuple[AnswerKind, str, bool], ...] = (
    (AnswerKind.AUTO_REPLY, r"\bfuera de la oficina\b|\brespuesta automatica\b|\bmensaje automatico\b", True),
    (AnswerKind.AUTO_REPLY, r"\b(?:estoy|estare|me encuentro|me encontrare) (?:de vacaciones|de baja|de permiso|ausente|fuera)\b", True),
    (AnswerKind.AUTO_REPLY, r"\bno (?:responda|conteste|responder)\b.{0,20}\best[ea] (?:mensaje|correo)\b", False),
    (AnswerKind.OTHER, r"\b(?:no dude en|si (?:tiene|tuviera|necesita) (?:alguna|cualquier|mas|otra)|quedamos a su disposicion|alguna (?:otra )?(?:duda|pregunta|consulta))\b", True),
    (AnswerKind.QUESTION, r"\b(?:por favor|rogamos|ruego|podrian?|pueden?|agradeceriamos|agradeceria|solicitamos)\b.{0,60}\b(?:confirm|facilit|indi[cq]|aclar|envi|remit|especifi|firm|complet|diga)\w*", True),
    (AnswerKind.QUESTION, r"\b(?:necesitamos|precisamos|requerimos)\b.{0,80}\b(?:informacion|firma|formulario|datos|confirmacion|que nos)\b", True),
    (AnswerKind.REFUSAL, r"\bno (?:podemos|puedo|es posible|se puede|nos es posible|ha sido posible|resulta posible)\b.{0,60}\b(?:acept|tramit|proces|cancel|atend|confirm|resolv|resolucion|estim|acced|admit)\w*", True),
    (AnswerKind.REFUSAL, r"\bno (?:procede|aceptamos|admitimos|accedemos|reconocemos|estamos de acuerdo)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:solicitud|aviso|notificacion|cancelacion|peticion|preaviso|baja)\b.{0,60}\b(?:denegad|rechazad|desestimad|no aceptad|no valid|no es valid|invalid|extemporane|fuera de plazo|tardi|demasiado tarde)\w*", True),
    (AnswerKind.REFUSAL, r"\b(?:fuera de|pasado|vencido|superado|expirado|transcurrido|finalizado)\b.{0,30}\b(?:plazo|preaviso)\b", True),
    (AnswerKind.REFUSAL, r"(?<!\bno )\b(?:se (?:ha|han) (?:ya )?|ya se (?:ha|han) |ha sido |han sido |fue |fueron |quedo )(?:automaticamente )?renovad", True),
    (AnswerKind.REFUSAL, r"(?<!\bno )\bse (?:ha |han )(?:ya )?(?:automaticamente )?renovado\b", True),
    (AnswerKind.REFUSAL, r"(?<!\bno )\b(?:se renovaran?|seran? renovad[oa]s?)\b", True),
    (AnswerKind.REFUSAL, r"\b(?:sigue|siguen|seguira|seguiran|permanece|permanecen|continua|continuan)\b.{0,20}\b(?:obligad|vigente|en vigor|vinculad)\w*", True),
    (AnswerKind.REFUSAL, r"\b(?:importe|cuotas?|saldo|compromiso)s? (?:pendiente|restante|total)s?\b.{0,40}\b(?:exigible|pagar|debid|adeud)\w*", True),
    (AnswerKind.RECEIPT, r"\bconfirm(?:amos|o|a)\b.{0,30}\b(?:recepcion|recibo|recibid[oa]|haber recibido|que hemos recibido)\b", True),
    (AnswerKind.RECEIPT, r"\b(?:confirmaremos|le confirmaremos|tramitaremos|procesaremos|revisaremos|responderemos|contestaremos|una vez (?:tramitad|revisad)\w*)\b", True),
    (AnswerKind.CONFIRMATION, rf"\b{_ES_THING}\b.{{0,60}}\bno (?:se (?:renovaran?|renuevan?|va a renovar|van a renovar)|seran? renovad[oa]s?|quedaran? renovad[oa]s?)\b", True),
    (AnswerKind.CONFIRMATION, r"\bno (?:se (?:renovaran?|renuevan?|va a renovar|van a renovar)|seran? renovad[oa]s?)\b", False),
    (AnswerKind.CONFIRMATION, r"\bconfirm(?:amos|o|a|ar|arle|arles|ado|ada)\b.{0,80}\b(?:no renovacion|cancelacion|baja|resolucion|terminacion|extincion|finalizan?|finalizaran?|terminan?|terminaran?|vencimiento)\b", True),
    (AnswerKind.CONFIRMATION, rf"\b{_ES_THING}\b.{{0,60}}\b(?:ha sido|han sido|queda|quedan|quedara|quedaran|ha quedado|han quedado|esta|estan|hemos)\b.{{0,20}}\b(?:cancelad|resuelt|terminad|finalizad|extinguid|dad[oa]s? de baja)\w*", True),
    (AnswerKind.CONFIRMATION, r"\b(?:cancelacion|baja|no renovacion|resolucion)\b.{0,20}\b(?:ha sido|fue|esta|queda|ha quedado) (?:tramitad|procesad|completad|aceptad|aprobad|confirmad|registrad)\w*", True),
    (AnswerKind.CONFIRMATION, r"\bhemos (?:tramitado|procesado|completado|aceptado|registrado)\b.{0,40}\b(?:cancelacion|baja|no renovacion|resolucion)\b", True),
    (AnswerKind.CONFIRMATION, rf"\b{_ES_THING}\b.{{0,40}}\b(?:finaliza|finalizara|termina|terminara|vence|vencera|expira|expirara|concluye|concluira)n?\b", False),
    (AnswerKind.RECEIPT, r"\bhemos recibido\b|\bhe recibido\b|\bacus(?:e|amos|o)(?: de)? recibo\b|\brecepcion de\b|\bgracias por (?:su|el|contactar|ponerse)\b", True),
    (AnswerKind.RECEIPT, r"\ben tramite\b|\b(?:estamos|esta siendo) (?:revisando|revisad|estudiando|tramitando|gestionando)\w*|\b(?:trasladado|remitido|derivado|escalado|asignado)\b.{0,30}\b(?:al?|con)\b|\bnumero de caso\b|\bnos pondremos en contacto\b", True),
)  # fmt: skip

RULES = tuple(
    Rule(language, kind, re.compile(pattern), sure)
    for language, table in (("en", _ENGLISH), ("es", _SPANISH))
    for kind, pattern, sure in table
)

CONDITION = re.compile(
    r"\b(?:if|once|unless|until|as soon as|provided that|would|should|could|may|might|in case|"
    r"si|una vez|salvo que|a menos que|siempre que|en cuanto|hasta que|cuando|podrian?|deberian?)\b"
)
"""Words that make a sentence less than a promise."""

BECAUSE = re.compile(
    r"\b(?:because|since|due to|as (?:the|your|we|it)|given that|according to|under (?:section|clause|the)|"
    r"porque|ya que|debido a|dado que|puesto que|al haber|conforme a|segun)\b"
)
"""Words that begin a reason."""
