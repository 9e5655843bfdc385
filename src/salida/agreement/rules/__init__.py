"""Terms from papers by rules alone: no model, no network, the same answer every time."""

from salida.agreement.rules.joining import propose_all
from salida.agreement.rules.proposing import propose
from salida.agreement.rules.reading import Reading

__all__ = ["Reading", "propose", "propose_all"]
