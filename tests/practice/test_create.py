"""The company's rows: they add up, hold together, and hold everything that is hard to carry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import Archive, Blob, Catalogue, verify
from salida.errors import ArchiveError
from salida.model.ids import key_prefix, record_id
from salida.model.storage import row_fields
from salida.practice import create_practice
from salida.practice.company.company import Company, Recipe
from salida.practice.company.hostile import ANYWHERE
from salida.practice.company.scale import row_counts

if TYPE_CHECKING:
    from pathlib import Path

Ask = Callable[..., list[tuple[Any, ...]]]
RECORDS = 9_000  # as in conftest


def _with_rows(archive: Archive) -> list[str]:
    return [each.name for each in archive.manifest().sobjects if each.rows]


def test_all_rows_are_there(company_archive: Archive) -> None:
    manifest = company_archive.manifest()
    assert manifest.rows == RECORDS
    assert {each.name: each.rows for each in manifest.sobjects if each.rows} == row_counts(RECORDS)
    assert manifest.complete


def test_sobjects_without_rows_say_why(company_archive: Archive) -> None:
    gaps = {each.subject: each.reason.value for each in company_archive.manifest().gaps}
    assert gaps["Aviso__e"] == gaps["AccountChangeEvent"] == "event_stream"
    assert gaps["Stock__x"] == "external_object"
    assert gaps["AggregateResult"] == "not_queryable"
    assert set(company_archive.sobject_names()) >= gaps.keys()


def test_the_archive_is_sound(company_archive: Archive) -> None:
    assert verify(company_archive).findings == ()


def test_the_same_recipe_gives_the_same_bytes(company_archive: Archive, tmp_path: Path) -> None:
    again = create_practice(tmp_path / "again", records=RECORDS, seed=7)
    assert again.manifest().to_bytes() == company_archive.manifest().to_bytes()


def test_seed_and_moment_change_the_rows() -> None:
    recipes = [
        Recipe(1_000, seed, datetime(2026, 3, day, tzinfo=UTC))
        for seed, day in ((1, 2), (2, 2), (1, 3))
    ]
    tables = []
    for company in map(Company, recipes):
        no_file = Blob(sha256="0" * 64, md5="0" * 32, bytes=0)
        company.know_blobs([no_file] * len(company.pool.contents))
        tables.append(company.rows(company.schema.sobject("Account"), 0, 10))
    one, other_seed, other_moment = tables
    assert one.column("Id") != other_seed.column("Id")
    assert one.column("Phone") != other_seed.column("Phone")
    assert one.column("Id") == other_moment.column("Id")
    assert one.column("CreatedDate") != other_moment.column("CreatedDate")


def test_a_folder_in_use_is_refused(company_archive: Archive) -> None:
    with pytest.raises(ArchiveError):
        create_practice(company_archive.root, records=RECORDS)


def test_ids_are_valid_unique_and_of_their_sobject(company_archive: Archive, ask: Ask) -> None:
    for name in _with_rows(company_archive):
        ids = [each for (each,) in ask(f"SELECT Id FROM {{{name}}}")]
        assert len(set(ids)) == len(ids), name
        assert all(record_id(each) == each for each in ids), name
        prefix = company_archive.describe(name).key_prefix or "017"
        assert {key_prefix(each) for each in ids} == {prefix}


def test_references_lead_to_rows_of_what_they_may_point_to(
    company_archive: Archive, ask: Ask
) -> None:
    with_rows = _with_rows(company_archive)
    for name in with_rows:
        for field in row_fields(company_archive.describe(name)):
            if field.type != "reference":
                continue
            targets = [each for each in field.reference_to if each in with_rows]
            ids = " UNION ALL ".join(f"SELECT Id FROM {{{each}}}" for each in targets)
            ((lost,),) = ask(
                f"SELECT count(*) FROM {{{name}}} WHERE {field.name} IS NOT NULL"
                f" AND {field.name} NOT IN ({ids})"
            )
            assert lost == 0, (name, field.name)


def test_required_fields_have_values(company_archive: Archive, ask: Ask) -> None:
    for name in _with_rows(company_archive):
        fields = [
            each.name for each in row_fields(company_archive.describe(name)) if not each.nillable
        ]
        counted = ", ".join(f"count(*) - count({each})" for each in fields)
        (empty,) = ask(f"SELECT {counted} FROM {{{name}}}")
        assert {each: n for each, n in zip(fields, empty, strict=True) if n} == {}, name


def test_texts_fit_their_fields(company_archive: Archive, ask: Ask) -> None:
    for name in _with_rows(company_archive):
        fields = [each for each in row_fields(company_archive.describe(name)) if each.length]
        measured = ", ".join(f"max(length({each.name}))" for each in fields)
        (longest,) = ask(f"SELECT {measured} FROM {{{name}}}")
        for field, length in zip(fields, longest, strict=True):
            assert (length or 0) <= field.length, (name, field.name)


def test_restricted_picklists_hold_only_their_values(company_archive: Archive, ask: Ask) -> None:
    for name in _with_rows(company_archive):
        describe = company_archive.describe_json(name)
        for field in describe["fields"]:
            if field["type"] not in {"picklist", "multipicklist"} or not field["picklistValues"]:
                continue
            allowed = {each["value"] for each in field["picklistValues"]}
            found = ask(
                f"SELECT DISTINCT {field['name']} FROM {{{name}}} WHERE {field['name']} IS NOT NULL"
            )
            used = {one for (text,) in found for one in text.split(";")}
            assert used <= allowed, (name, field["name"])


def test_unique_fields_are_unique(company_archive: Archive, ask: Ask) -> None:
    for name in _with_rows(company_archive):
        for field in row_fields(company_archive.describe(name)):
            if field.unique:
                ((same,),) = ask(
                    f"SELECT count({field.name}) - count(DISTINCT {field.name}) FROM {{{name}}}"
                )
                assert same == 0, (name, field.name)


def test_an_opportunity_costs_what_its_products_cost(ask: Ask) -> None:
    wrong = ask(
        """
        SELECT o.Id FROM {Opportunity} o JOIN (
            SELECT OpportunityId, sum(TotalPrice) AS total, count(*) AS n FROM {OpportunityLineItem} GROUP BY ALL
        ) ON OpportunityId = o.Id
        WHERE Amount <> total OR NOT HasOpportunityLineItem
        """
    )
    assert wrong == []
    ((without,),) = ask(
        "SELECT count(*) FROM {Opportunity} WHERE NOT HasOpportunityLineItem AND Id IN (SELECT OpportunityId FROM {OpportunityLineItem})"
    )
    assert without == 0


def test_a_campaign_counts_its_members_and_opportunities(ask: Ask) -> None:
    wrong = ask(
        """
        SELECT Id, NumberOfContacts, contacts, NumberOfOpportunities, opportunities FROM {Campaign} c
        LEFT JOIN (
            SELECT CampaignId, count(ContactId) AS contacts, count(LeadId) AS leads,
                count(*) FILTER (HasResponded) AS responses FROM {CampaignMember} GROUP BY ALL
        ) m ON m.CampaignId = c.Id
        LEFT JOIN (
            SELECT CampaignId, count(*) AS opportunities, sum(Amount) AS amount, count(*) FILTER (IsWon) AS won
            FROM {Opportunity} GROUP BY ALL
        ) o ON o.CampaignId = c.Id
        WHERE NumberOfContacts <> contacts OR NumberOfLeads <> leads OR NumberOfResponses <> responses
            OR NumberOfOpportunities <> opportunities OR AmountAllOpportunities <> amount
            OR NumberOfWonOpportunities <> won
        """
    )
    assert wrong == []


def test_a_plant_counts_its_readings(ask: Ask) -> None:
    wrong = ask(
        """
        SELECT i.Id FROM {Instalacion__c} i
        LEFT JOIN (SELECT Instalacion__c, count(*) AS n FROM {Lectura__c} GROUP BY ALL) l ON l.Instalacion__c = i.Id
        WHERE Numero_Lecturas__c <> coalesce(n, 0)
        """
    )
    assert wrong == []


def test_children_of_the_deleted_are_deleted_and_never_older_than_their_parents(ask: Ask) -> None:
    pairs = {
        ("Contact", "AccountId", "Account"),
        ("Opportunity", "AccountId", "Account"),
        ("OpportunityLineItem", "OpportunityId", "Opportunity"),
        ("CaseComment", "ParentId", "Case"),
        ("Visita__c", "Instalacion__c", "Instalacion__c"),
        ("Lectura__c", "Instalacion__c", "Instalacion__c"),
        ("ContentVersion", "ContentDocumentId", "ContentDocument"),
    }
    for child, field, parent in pairs:
        ((wrong,),) = ask(
            f"SELECT count(*) FROM {{{child}}} c JOIN {{{parent}}} p ON c.{field} = p.Id"
            " WHERE p.IsDeleted AND NOT c.IsDeleted OR c.CreatedDate < p.CreatedDate"
        )
        assert wrong == 0, (child, parent)


def test_nothing_changes_before_it_is_created_nor_after_now(
    company_archive: Archive, ask: Ask
) -> None:
    for name in _with_rows(company_archive):
        names = {each.name for each in company_archive.describe(name).fields}
        if not {"CreatedDate", "LastModifiedDate", "SystemModstamp"} <= names:
            continue
        wrong = ask(
            f"SELECT Id FROM {{{name}}} WHERE LastModifiedDate < CreatedDate"
            " OR SystemModstamp < LastModifiedDate OR SystemModstamp > TIMESTAMPTZ '2026-03-02 09:30:00+00'"
        )
        assert wrong == [], name


def test_a_contact_is_called_by_its_names(ask: Ask) -> None:
    assert ask("SELECT Id FROM {Contact} WHERE Name <> FirstName || ' ' || LastName") == []


@pytest.mark.parametrize(
    ("what", "sql"),
    [
        ("soft-deleted rows", "SELECT count(*) FROM {Account} WHERE IsDeleted"),
        ("merged rows", "SELECT count(MasterRecordId) FROM {Account} WHERE IsDeleted"),
        ("archived tasks", "SELECT count(*) FROM {Task} WHERE IsArchived"),
        ("archived events", "SELECT count(*) FROM {Event} WHERE IsArchived"),
        ("tasks about leads", "SELECT count(*) FROM {Task} JOIN {Lead} l ON WhoId = l.Id"),
        ("tasks about contacts", "SELECT count(*) FROM {Task} JOIN {Contact} c ON WhoId = c.Id"),
        ("tasks on plants", "SELECT count(*) FROM {Task} JOIN {Instalacion__c} i ON WhatId = i.Id"),
        ("tasks on campaigns", "SELECT count(*) FROM {Task} JOIN {Campaign} c ON WhatId = c.Id"),
        ("cases of a queue", "SELECT count(*) FROM {Case} c JOIN {Group} g ON c.OwnerId = g.Id WHERE g.Type = 'Queue'"),
        ("accounts of people who left", "SELECT count(*) FROM {Account} a JOIN {User} u ON a.OwnerId = u.Id WHERE NOT u.IsActive"),
        ("grandchildren", "SELECT count(*) FROM {Account} a JOIN {Account} b ON a.ParentId = b.Id WHERE b.ParentId IS NOT NULL"),
        ("converted leads", "SELECT count(ConvertedContactId) FROM {Lead} WHERE IsConverted"),
        ("record types", "SELECT count(DISTINCT RecordTypeId) - 1 FROM {Account}"),
        ("several choices", "SELECT count(*) FROM {Instalacion__c} WHERE Tecnologias__c LIKE '%;%'"),
        ("18 digits", "SELECT count(*) FROM {Instalacion__c} WHERE Contador_Total__c = 999999999999999999"),
        ("the first date", "SELECT count(*) FROM {Contact} WHERE Birthdate = DATE '1700-01-01'"),
        ("the last date", "SELECT count(*) FROM {Contact} WHERE Birthdate = DATE '4000-12-31'"),
        ("the first moment", "SELECT count(*) FROM {Contact} WHERE Consentimiento__c < TIMESTAMPTZ '1701-01-01 00:00:00+00'"),
        ("the last time of day", "SELECT count(*) FROM {Instalacion__c} WHERE Hora_Mantenimiento__c = TIME '23:59:59.999'"),
        ("poles", "SELECT count(*) FROM {Instalacion__c} WHERE Ubicacion__Latitude__s = -90"),
        ("rich text", "SELECT count(*) FROM {Account} WHERE Ficha__c LIKE '<h2>%'"),
        ("the longest text", "SELECT count(*) FROM {Instalacion__c} WHERE length(Notas__c) = 131072"),
        ("line ends of mails", "SELECT count(*) FROM {EmailMessage} WHERE contains(TextBody, chr(13) || chr(10))"),
        ("one document on several records", "SELECT max(n) - 2 FROM (SELECT count(*) AS n FROM {ContentDocumentLink} GROUP BY ContentDocumentId)"),
        ("three versions", "SELECT count(*) FROM {ContentVersion} WHERE VersionNumber = '3' AND IsLatest"),
        ("empty files", "SELECT count(*) FROM {ContentVersion} WHERE ContentSize = 0 AND Checksum IS NOT NULL"),
        ("notes", "SELECT count(*) FROM {ContentVersion} WHERE FileType = 'SNOTE' AND Checksum IS NULL"),
        ("links without bytes", "SELECT count(*) FROM {ContentVersion} WHERE ContentLocation = 'E' AND ContentUrl IS NOT NULL"),
        ("one title for several documents", "SELECT count(Title) - count(DISTINCT Title) FROM {ContentDocument}"),
        ("serial numbers that differ in case", "SELECT count(Numero_Serie__c) - count(DISTINCT lower(Numero_Serie__c)) FROM {Instalacion__c}"),
    ],
)  # fmt: skip
def test_the_company_has(what: str, sql: str, ask: Ask) -> None:
    ((found,),) = ask(sql)
    assert found > 0, what


def test_every_hostile_text_occurs_in_several_fields(company_archive: Archive, ask: Ask) -> None:
    places: dict[str, set[tuple[str, str]]] = {each: set() for each in ANYWHERE}
    for name in _with_rows(company_archive):
        fields = row_fields(company_archive.describe(name))
        texts = [each.name for each in fields if each.type in {"string", "textarea"}]
        found = [
            ask(
                f"SELECT DISTINCT {each} FROM {{{name}}} WHERE list_contains(?, {each})",
                list(ANYWHERE),
            )
            for each in texts
        ]
        for field, occurring in zip(texts, found, strict=True):
            for (text,) in occurring:
                places[text].add((name, field))
    assert {text: fields for text, fields in places.items() if len(fields) < 2} == {}


def test_every_row_that_has_bytes_has_a_blob_that_fits(
    company_archive: Archive, ask_archive: Callable[[Archive], Ask]
) -> None:
    catalogue = Catalogue(company_archive)
    index = {
        (sobject, record): (field, sha256, md5, size)
        for sobject, record, field, sha256, md5, size in catalogue.cursor()
        .execute(
            f"SELECT sobject, record_id, field, sha256, md5, bytes FROM {catalogue.blob_view()}"
        )
        .fetchall()
    }
    ask = ask_archive(company_archive)
    versions = ask("SELECT Id, Checksum, ContentSize, FileType FROM {ContentVersion}")
    for record, checksum, size, kind in versions:
        found = index.pop(("ContentVersion", record), None)
        assert (found is None) == (kind == "LINK")
        if found is not None:
            assert found[0] == "VersionData"
            assert found[3] == size
            assert checksum in {None, found[2]}
    for name in ("Attachment", "Document"):
        for record, size in ask(f"SELECT Id, BodyLength FROM {{{name}}}"):
            found = index.pop((name, record))
            assert (found[0], found[3]) == ("Body", size)
    assert index == {}


def test_blobs_are_the_bytes_that_they_are_named_after(company_archive: Archive) -> None:
    blobs = [each for each in (company_archive.root / "blobs").rglob("*") if each.is_file()]
    assert len(blobs) == company_archive.manifest().blobs
    assert all(hashlib.sha256(each.read_bytes()).hexdigest() == each.name for each in blobs)


@pytest.mark.slow
def test_a_large_company_is_made_in_slices_that_fit_together(
    tmp_path: Path, ask_archive: Callable[[Archive], Ask]
) -> None:
    archive = create_practice(tmp_path / "archive", records=1_300_000)
    ask = ask_archive(archive)
    for name in ("Contact", "Task", "OpportunityLineItem"):
        ((rows, ids),) = ask(f"SELECT count(*), count(DISTINCT Id) FROM {{{name}}}")
        assert rows == ids == archive.outcome(name).rows
