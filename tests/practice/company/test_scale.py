from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.errors import UsageError
from salida.practice.company.rows import sobjects_with_rows
from salida.practice.company.scale import SMALLEST, row_counts


@given(st.integers(SMALLEST, 20_000_000))
def test_the_counts_add_up_to_what_was_asked_for(records: int) -> None:
    counts = row_counts(records)
    assert sum(counts.values()) == records
    assert min(counts.values()) > 0
    assert set(counts) == set(sobjects_with_rows())


@given(st.integers(SMALLEST, 20_000_000))
def test_children_are_as_many_as_their_parents_patterns_say(records: int) -> None:
    counts = row_counts(records)
    assert counts["OpportunityLineItem"] * 2 == counts["Opportunity"] * 3
    assert counts["ContentVersion"] * 2 == counts["ContentDocument"] * 3
    assert counts["Contact"] >= counts["Account"]
    assert counts["Task"] < records // 5


def test_a_company_needs_some_records() -> None:
    with pytest.raises(UsageError, match="at least 1000 records"):
        row_counts(SMALLEST - 1)
