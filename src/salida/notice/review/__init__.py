"""Everything missing or contradictory in a notice, found before it leaves."""

from salida.notice.review.facts import ReviewFacts
from salida.notice.review.whole import review

__all__ = ["ReviewFacts", "review"]
