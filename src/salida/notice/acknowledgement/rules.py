"""What sentences say: the form of a rule, and all of them in the order of suspicion.

A rule looks at one sentence, in lower case and without accents. The first that fits
decides, so each language lists a refusal before a confirmation, and what only sounds like
one ("we confirm receipt of your notice of non-renewal") before both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salida.notice.tracking import AnswerKind

_GAP = r"\b.{0,70}?\b"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something."""

    kind: AnswerKind
    pattern: re.Pattern[str]
    sure: bool = True
    """`False` where the same words are used for something else as well."""

    language: str = ""


def says(kind: AnswerKind, *steps: str, sure: bool = True) -> Rule:
    """Return a rule: each step in its order, not far apart, in one of its `|` variants."""
    pattern = _GAP.join(f"(?:{each})" for each in steps)
    return Rule(kind, re.compile(rf"\b{pattern}\b"), sure)


CONDITION = re.compile(
    r"\b(?:if|once|unless|until|as soon as|provided that|in case|would|should|could|may|might"
    r"|si|una vez|salvo que|a menos que|siempre que|en cuanto|hasta que|cuando|podrian?"
    r"|deberian?)\b"
)
"""Words that make a sentence less than a promise."""

BECAUSE = re.compile(
    r"\b(?:because|since|due to|as (?:the|your|we|it)|given that|according to"
    r"|under (?:section|clause|the)"
    r"|porque|ya que|debido a|dado que|puesto que|al haber|conforme a|segun)\b"
)
"""Words that begin a reason."""
