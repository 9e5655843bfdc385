"""Everything that the describes of a whole org offer can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest

from salida.archive import Archive, Catalogue
from salida.model.storage import StorageType, row_fields, storage_type
from salida.practice import create_practice
from salida.query import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Engine]]:
    archive = create_practice(tmp_path_factory.mktemp("practice") / "archive", records=2_000)
    with Catalogue(archive) as catalogue:
        yield archive, Engine(catalogue)


def test_every_field_in_every_form(company: tuple[Archive, Engine]) -> None:
    archive, engine = company
    for name in archive.sobject_names():
        describe = archive.describe(name)
        if not describe.queryable or archive.outcome(name).outcome == "gap":
            continue
        omitted = archive.outcome(name).omitted_fields
        fields = [each.name for each in row_fields(describe) if each.name not in omitted]
        prepared = engine.prepare(f"SELECT {', '.join(fields)} FROM {name}", all_rows=True)
        rows = archive.outcome(name).rows
        assert prepared.count() == rows
        assert prepared.arrow().read_all().num_rows == rows
        assert prepared.bulk_csv().read_all().num_rows == rows
        first = next(prepared.json_records(), None)
        assert (first is None) == (rows == 0)
        if first is not None:
            assert list(orjson.loads(first)) == ["attributes", *fields]


def test_every_parent_and_every_compound_field(company: tuple[Archive, Engine]) -> None:
    archive, engine = company
    names = set(archive.sobject_names())
    for name in sorted(names):
        describe = archive.describe(name)
        if not describe.queryable or archive.outcome(name).outcome == "gap":
            continue
        items = ["Id"] if describe.find("Id") else []
        items += [
            each.name for each in describe.fields if storage_type(each) is StorageType.COMPOUND
        ]
        items += [
            f"{each.relationship_name}.Id"
            for each in describe.fields
            if each.relationship_name and names & set(each.reference_to)
        ]
        if items:
            prepared = engine.prepare(f"SELECT {', '.join(items)} FROM {name} LIMIT 50")
            assert len(list(prepared.json_records())) == prepared.count()


def test_every_child_list(company: tuple[Archive, Engine]) -> None:
    archive, engine = company
    names = set(archive.sobject_names())
    for name in sorted(names):
        describe = archive.describe(name)
        lists = [
            each.relationship_name
            for each in describe.child_relationships
            if each.relationship_name
            and each.child_sobject in names
            and archive.outcome(each.child_sobject).outcome != "gap"
        ]
        if lists and describe.queryable and archive.outcome(name).outcome != "gap":
            items = ", ".join(f"(SELECT Id FROM {each} LIMIT 3)" for each in lists[:8])
            prepared = engine.prepare(f"SELECT Id, {items} FROM {name} LIMIT 20")
            assert len(list(prepared.json_records())) == prepared.count()
