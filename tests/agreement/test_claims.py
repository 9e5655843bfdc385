"""The guide's claims: each with its words, its sources and an honest verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from salida.agreement.claims import CLAIMS, Claim, Verdict, claims
from salida.model.provenance import Confidence

GUIDE = Path(__file__).parents[3] / "shared" / "mission" / "guide-es.txt"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda each: each.code)
def test_a_claim_has_a_source_and_what_is_done_with_it(claim: Claim) -> None:
    assert claim.sources
    assert str(claim.found)
    assert str(claim.treatment)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda each: each.code)
def test_the_quote_is_the_guides_own(claim: Claim) -> None:
    if not GUIDE.exists():
        pytest.skip("the guide is not beside this checkout")

    assert claim.quote in GUIDE.read_text(encoding="utf-8")


def test_an_unverified_claim_is_never_confident() -> None:
    assert {each.confidence for each in claims([Verdict.UNVERIFIED])} == {Confidence.UNVERIFIED}


def test_the_codes_are_unique() -> None:
    assert len({each.code for each in CLAIMS}) == len(CLAIMS)
