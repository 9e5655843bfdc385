"""Whether words say that a term renews by itself, or that it does not."""

from __future__ import annotations

from salida.agreement.rules.phrases import any_of
from salida.model.agreement import RenewalType

_AUTOMATIC = any_of(
    r"automatic(?:ally)?[- ](?:renew|extend|roll)|auto[- ]?renew",
    r"(?:renew|extend)(?:s|ed)? (?:\w+ ){0,2}automatically",
    r"automatic (?:renewal|extension)",
    r"(?:renov|prorrog)\w+ (?:\w+ ){0,4}(?:automatica|tacita)(?:mente)?",
    r"automaticamente (?:\w+ ){0,3}(?:renov|prorrog)",
    r"se (?:renov|prorrog)\w+ (?:de (?:forma|manera|modo) )?(?:automatic|tacit)[ao]",
    r"tacita(?:mente)? (?:reconduccion|prorrog|renov)",
    r"(?:renovacion|prorroga) (?:automatica|tacita)",
)
_NOT_AUTOMATIC = any_of(
    (
        r"\b(?:not|no|never|nor|without|neither party) (?:\w+ ){0,4}?(?:automatic(?:ally)?[- ](?:renew|"
        r"extend)|auto[- ]?renew|(?:be )?(?:renew|extend)(?:ed)? automatically|"
        r"automatic (?:renewal|extension))"
    ),
    (
        r"\b(?:no|sin|ni|tampoco) (?:\w+ ){0,4}?(?:(?:renov|prorrog)\w+ (?:\w+ ){0,3}?(?:automatic|"
        r"tacit)|automaticamente|tacita(?:mente)? (?:reconduccion|prorrog|"
        r"renov)|(?:renovacion|prorroga) (?:automatica|tacita))"
    ),
    (
        r"\b(?:shall|will) (?:expire|end|lapse|terminate) (?:\w+ ){0,12}?unless (?:\w+ ){0,4}?(?:sign|"
        r"execut|enter|agree)"
    ),
    r"\brenew(?:s|ed)? only (?:if|upon|by|when)",
    r"\bsolo (?:se (?:renov|prorrog)\w+|podra (?:renov|prorrog)\w+)",
    r"(?:renov|prorrog)\w+ (?:unicamente|solo|solamente) (?:si|mediante|por)",
)


def renewal_type_in(folded: str) -> RenewalType | None:
    """Return what folded words say about renewal, or `None`; a denial goes first."""
    if _NOT_AUTOMATIC.search(folded):
        return RenewalType.MANUAL
    return RenewalType.AUTOMATIC if _AUTOMATIC.search(folded) else None
