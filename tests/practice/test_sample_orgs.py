"""Two real data sets under real describes, loaded as practice orgs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import verify
from salida.model.storage import row_fields

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from salida.archive import Archive

Ask = Callable[..., list[tuple[Any, ...]]]
SETUP_ROWS = 2  # the org's own row and its user's


@pytest.mark.parametrize(("name", "rows"), [("npsp", 17_285), ("pmm", 1_267)])
def test_every_row_is_loaded_and_holds_together(
    name: str,
    rows: int,
    sample_orgs: ModuleType,
    tmp_path: Path,
    ask_archive: Callable[[Archive], Ask],
) -> None:
    org = sample_orgs.sample_org(name)
    assert org.count == rows
    archive = org.load(tmp_path / "archive")
    assert archive.manifest().rows == rows + SETUP_ROWS
    assert verify(archive).findings == ()
    ask = ask_archive(archive)
    for sobject, table in org.rows.items():
        described = archive.describe(sobject)
        assert archive.outcome(sobject).rows == len(table)
        references = [each for each in row_fields(described) if each.type == "reference"]
        for field in references:
            ids = " UNION ALL ".join(
                f"SELECT Id FROM {{{each}}}"
                for each in field.reference_to
                if archive.manifest().outcome(each)
            )
            if not ids:
                continue
            ((lost,),) = ask(
                f"SELECT count(*) FROM {{{sobject}}} WHERE {field.name} NOT IN ({ids})"
            )
            assert lost == 0, (sobject, field.name)


def test_values_arrive_as_the_dump_has_them(
    sample_orgs: ModuleType, tmp_path: Path, ask_archive: Callable[[Archive], Ask]
) -> None:
    org = sample_orgs.sample_org("npsp")
    ask = ask_archive(org.load(tmp_path / "archive"))
    names = sorted(str(row["Name"]) for row in org.rows["Opportunity"])
    assert sorted(name for (name,) in ask("SELECT Name FROM {Opportunity}")) == names
    total = sum(float(str(row["Amount"])) for row in org.rows["Opportunity"] if row["Amount"])
    assert float(ask("SELECT sum(Amount) FROM {Opportunity}")[0][0]) == pytest.approx(total)
    pairs = {
        (str(row["npe4__Contact__c"]), str(row["npe4__RelatedContact__c"]))
        for row in org.rows["npe4__Relationship__c"]
    }
    ((distinct,),) = ask(
        "SELECT count(DISTINCT (npe4__Contact__c, npe4__RelatedContact__c)) FROM {npe4__Relationship__c}"
    )
    assert distinct == len(pairs)


def test_standard_sobjects_keep_their_real_describes(
    sample_orgs: ModuleType, tmp_path: Path
) -> None:
    archive = sample_orgs.sample_org("npsp").load(tmp_path / "archive")
    contact = archive.describe("Contact")
    assert contact.key_prefix == "003"
    fields = {each.name: each for each in contact.fields}
    assert fields["LastName"].compound_field_name == "Name"
    assert fields["Primary_Affiliation__c"].reference_to == ("Account",)
    amount = archive.describe("npe01__OppPayment__c").find("npe01__Payment_Amount__c")
    assert amount is not None
    assert amount.type == "double"
