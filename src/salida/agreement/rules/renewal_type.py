"""Whether words say that a term renews by itself, or that it does not."""

from __future__ import annotations

import re

from salida.model.agreement import RenewalType

_AUTOMATIC = re.compile(
    r"automatic(?:ally)?[- ](?:renew|extend|roll)|auto[- ]?renew|(?:renew|extend)(?:s|ed)? (?:\w+ ){0,2}automatically|automatic (?:renewal|extension)|"
    r"(?:renov|prorrog)\w+ (?:\w+ ){0,4}(?:automatica|tacita)(?:mente)?|automaticamente (?:\w+ ){0,3}(?:renov|prorrog)|se (?:renov|prorrog)\w+ (?:de (?:forma|manera|modo) )?(?:automatic|tacit)[ao]|"
    r"tacita(?:mente)? (?:reconduccion|prorrog|renov)|(?:renovacion|prorroga) (?:automatica|tacita)"
)
_NOT_AUTOMATIC = re.compile(
    r"\b(?:not|no|never|nor|without|neither party) (?:\w+ ){0,4}?(?:automatic(?:ally)?[- ](?:renew|extend)|auto[- ]?renew|(?:be )?(?:renew|extend)(?:ed)? automatically|automatic (?:renewal|extension))|"
    r"\b(?:no|sin|ni|tampoco) (?:\w+ ){0,4}?(?:(?:renov|prorrog)\w+ (?:\w+ ){0,3}?(?:automatic|tacit)|automaticamente|tacita(?:mente)? (?:reconduccion|prorrog|renov)|(?:renovacion|prorroga) (?:automatica|tacita))|"
    r"\b(?:shall|will) (?:expire|end|lapse|terminate) (?:\w+ ){0,12}?unless (?:\w+ ){0,4}?(?:sign|execut|enter|agree)|"
    r"\brenew(?:s|ed)? only (?:if|upon|by|when)|\bsolo (?:se (?:renov|prorrog)\w+|podra (?:renov|prorrog)\w+)|(?:renov|prorrog)\w+ (?:unicamente|solo|solamente) (?:si|mediante|por)"
)


def renewal_type_in(folded: str) -> RenewalType | None:
    """Return what folded words say about renewal, or `None`; a denial goes first."""
    if _NOT_AUTOMATIC.search(folded):
        return RenewalType.MANUAL
    return RenewalType.AUTOMATIC if _AUTOMATIC.search(folded) else None
