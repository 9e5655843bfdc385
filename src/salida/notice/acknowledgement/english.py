"""How English answers say it. The order matters: the first rule that fits decides."""

from __future__ import annotations

from salida.notice.acknowledgement.rules import says
from salida.notice.tracking import AnswerKind

_THING = (
    r"subscriptions?|contracts?|agreements?|order forms?|orders?|services?|licen[cs]es?"
    r"|renewals?|account"
)
_END = r"non-?renewal|cancell?ation|termination"
_BE = r"has|have|is|are|was|were|has been|have been|is now|are now"
_NOT_RENEW = r"(?:will|shall|does|do|is|are) not (?:be )?(?:auto-?|automatically )?renew(?:ed|ing)?"
_AUTO_RENEWAL = r"auto-?renew\w*|automatic renewals?"
_ENDED = r"cancell?ed|terminated|set to (?:expire|end|not renew)|marked (?:as )?non-?renewing"
_DONE = r"processed|completed|accepted|approved|recorded|registered|confirmed|effective"

ENGLISH = (
    says(AnswerKind.AUTO_REPLY, r"out of (?:the )?office"),
    says(AnswerKind.AUTO_REPLY, r"automat(?:ic|ed) (?:reply|response|message|e-?mail)"),
    says(AnswerKind.AUTO_REPLY, r"i am (?:currently )?(?:away|travell?ing|on .{0,12}?leave)"),
    says(AnswerKind.AUTO_REPLY, r"i am (?:currently )?on (?:vacation|holidays?)"),
    says(AnswerKind.AUTO_REPLY, r"do not (?:reply|respond) to this", sure=False),
    # Politeness that asks nothing.
    says(AnswerKind.OTHER, r"let (?:us|me) know if|if you have any|anything else"),
    says(AnswerKind.OTHER, r"any (?:further |other )?questions"),
    says(
        AnswerKind.QUESTION,
        r"please|kindly|could you|can you|would you",
        r"confirm|provide|clarify|send|advise|specify|complete|sign|fill|tell|state",
    ),
    says(
        AnswerKind.QUESTION,
        r"we (?:need|require)",
        r"information|signature|form|details|confirmation|from you",
    ),
    says(
        AnswerKind.QUESTION,
        r"you (?:must|need to|have to)|you are required to",
        r"confirm|provide|send|specify|complete|sign|fill|reply|respond|return",
    ),
    says(
        AnswerKind.REFUSAL,
        r"cannot|can not|could not|unable to|not able to|not possible to|not in a position to",
        r"accept|process|honou?r|cancel|terminate|approve|grant|confirm|agree|accommodate|end"
        r"|release",
    ),
    says(
        AnswerKind.REFUSAL,
        r"(?:do|does|did|will|shall) not (?:accept|agree|approve|recogni[sz]e|honou?r)",
    ),
    says(
        AnswerKind.REFUSAL,
        rf"request|notice|{_END}",
        r"denied|declined|rejected|refused|not accepted|not valid|invalid|late|untimely"
        r"|out of time",
    ),
    says(
        AnswerKind.REFUSAL,
        r"after|past|outside|missed|beyond",
        r"deadline|notice period|notice window|renewal window|cut-?off",
    ),
    says(AnswerKind.REFUSAL, r"window|notice period|deadline", r"closed|passed|expired|lapsed"),
    says(
        AnswerKind.REFUSAL,
        r"(?:has|have|was|were) (?:already )?(?:been )?(?:automatically |auto-?)?renewed",
    ),
    says(
        AnswerKind.REFUSAL,
        r"(?:will|shall|(?:is|are) (?:set|due) to) (?:still )?(?:be )?"
        r"(?:automatically |auto-?)?renew(?:ed)?",
    ),
    says(AnswerKind.REFUSAL, _THING, r"renews for (?:another|a further|an additional)"),
    says(AnswerKind.REFUSAL, r"renewal (?:stands|is binding|remains|applies)"),
    says(
        AnswerKind.REFUSAL,
        r"(?:remains?|are|is|still) (?:contractually |fully )?"
        r"(?:bound|obligated|obliged|committed|liable|in (?:full )?force|in effect)",
    ),
    says(
        AnswerKind.REFUSAL,
        r"(?:remaining|full|outstanding) (?:fees|balance|commitment|amount)",
        r"due|payable|owed",
    ),
    # Sounds like a confirmation and is none.
    says(
        AnswerKind.REFUSAL,
        rf"not (?:yet )?(?:been |be )?(?:{_ENDED}|{_DONE}|confirming)",
        sure=False,
    ),
    says(AnswerKind.RECEIPT, r"confirm\w*|acknowledg\w+", r"receipt|received|receiving"),
    says(
        AnswerKind.RECEIPT,
        r"(?:will|shall|going to|once|after|before) (?:we )?"
        r"(?:confirm|process|review|cancel|get back|be in touch|respond|reply|handle)",
    ),
    says(
        AnswerKind.RECEIPT,
        r"you(?:r (?:team|company))? (?:will|are|do|have|would|did|decided|chose)"
        r"(?: chosen| decided)? (?:not|to not|not to)",
    ),
    says(AnswerKind.RECEIPT, r"noted|understand|aware of", r"intent\w*|decision|wish|not to renew"),
    says(AnswerKind.CONFIRMATION, _THING, _NOT_RENEW),
    says(AnswerKind.CONFIRMATION, _NOT_RENEW, sure=False),
    says(
        AnswerKind.CONFIRMATION,
        r"confirm(?:s|ing|ed)?",
        rf"{_END}|not (?:be )?renew\w*|ends|will end|will expire|expires?"
        r"|(?:is|are|been) (?:cancell?ed|terminated)",
    ),
    says(AnswerKind.CONFIRMATION, _THING, rf"(?:{_BE}) (?:now )?(?:been )?(?:{_ENDED})"),
    says(AnswerKind.CONFIRMATION, rf"(?:{_END})(?: request| notice)? (?:{_BE}) (?:{_DONE})"),
    says(
        AnswerKind.CONFIRMATION,
        _DONE,
        rf"(?:your|the) (?:{_END}|request (?:to cancel|not to renew))",
    ),
    says(AnswerKind.CONFIRMATION, r"turned off|switched off|disabled|deactivated", _AUTO_RENEWAL),
    says(
        AnswerKind.CONFIRMATION,
        _AUTO_RENEWAL,
        rf"(?:{_BE}) (?:turned off|switched off|disabled|deactivated)",
    ),
    says(
        AnswerKind.CONFIRMATION,
        _THING,
        r"ends?|will end|expires?|will expire|terminates?|will terminate|lapses?|will lapse",
        sure=False,
    ),
    says(
        AnswerKind.CONFIRMATION,
        r"attached|enclosed",
        rf"confirmation of .{{0,20}}(?:{_END})",
        sure=False,
    ),
    says(AnswerKind.RECEIPT, r"(?:have|has|been|we|was) received|receipt of|acknowledg\w+"),
    says(
        AnswerKind.RECEIPT, r"thank you for (?:your|the) (?:e-?mail|message|notice|letter|request)"
    ),
    says(AnswerKind.RECEIPT, r"(?:is|are) (?:being )?(?:reviewed|reviewing|processed)"),
    says(AnswerKind.RECEIPT, r"under review|looking into|case (?:number|no|id)|get back to you"),
    says(AnswerKind.RECEIPT, r"forwarded|passed|escalated|assigned|routed", r"to|on"),
    says(AnswerKind.RECEIPT, r"be in touch"),
)
