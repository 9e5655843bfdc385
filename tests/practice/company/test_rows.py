from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pyarrow as pa
import pytest

from salida.archive import Blob
from salida.model.storage import row_fields
from salida.practice.company.company import Company, Recipe
from salida.practice.company.rows import sobjects_with_rows, stated_columns


@pytest.fixture(scope="module")
def company() -> Company:
    made = Company(Recipe(60_000, 3, datetime(2026, 3, 2, tzinfo=UTC)))
    no_file = Blob(sha256="0" * 64, md5="0" * 32, bytes=0)
    made.know_blobs([no_file] * len(made.pool.contents))
    return made


@pytest.mark.parametrize("name", ["Account", "Opportunity", "Instalacion__c", "ContentVersion"])
def test_slices_are_the_whole_in_pieces(name: str, company: Company) -> None:
    sobject = company.schema.sobject(name)
    count = company.counts[name]
    cuts = [0, 1, 7, count // 2, count]
    pieces = [company.rows(sobject, *ends) for ends in pairwise(cuts)]
    assert pa.concat_tables(pieces) == company.rows(sobject, 0, count)


@pytest.mark.parametrize("name", sobjects_with_rows())
def test_every_column_is_a_field_or_a_step_on_the_way(name: str, company: Company) -> None:
    """A misspelt column would be empty in silence."""
    fields = {each.name.lower() for each in row_fields(company.schema.sobject(name))}
    steps = {"campaign", "n", "won", "amount", "amount_won"} if name == "Campaign" else set()
    stray = {each for each in stated_columns(name) - fields - steps if not each.startswith("_")}
    assert stray == set()


def test_columns_come_in_the_order_of_the_describe(company: Company) -> None:
    sobject = company.schema.sobject("Task")
    assert company.rows(sobject, 0, 1).schema.names == [each.name for each in row_fields(sobject)]
