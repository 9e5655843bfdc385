from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import Archive, Catalogue, OrgIdentity, verify
from salida.errors import UsageError
from salida.practice import load_practice

if TYPE_CHECKING:
    from pathlib import Path

Ask = Callable[..., list[tuple[Any, ...]]]
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DESCRIBES: list[dict[str, Any]] = [
    {
        "name": "Account",
        "fields": [
            {"name": "Id", "type": "id"},
            {"name": "Name", "type": "string", "nameField": True},
            {"name": "IsDeleted", "type": "boolean"},
            {"name": "OwnerId", "type": "reference", "referenceTo": ["User"]},
            {"name": "CreatedDate", "type": "datetime"},
            {"name": "BillingCity", "type": "string", "compoundFieldName": "BillingAddress"},
            {"name": "BillingAddress", "type": "address"},
            {"name": "Revenue__c", "type": "currency"},
        ],
    },
    {
        "name": "Contact",
        "fields": [
            {"name": "Id", "type": "id"},
            {"name": "FirstName", "type": "string"},
            {"name": "LastName", "type": "string"},
            {"name": "Name", "type": "string", "nameField": True},
            {"name": "AccountId", "type": "reference", "referenceTo": ["Account"]},
        ],
    },
    {
        "name": "Cosa__c",
        "fields": [
            {"name": "Id", "type": "id"},
            {"name": "Name", "type": "string", "nameField": True, "autoNumber": True},
            {"name": "Cuenta__c", "type": "reference", "referenceTo": ["Account"]},
            {"name": "Foto__c", "type": "base64"},
        ],
    },
    {
        "name": "User",
        "fields": [
            {"name": "Id", "type": "id"},
            {"name": "Username", "type": "string"},
            {"name": "IsActive", "type": "boolean"},
        ],
    },
]
LOOKUPS = {"Contact": {"AccountId": "Account"}, "Cosa__c": {"Cuenta__c": "Account"}}


def _load(root: Path, rows: dict[str, Any], **more: Any) -> Archive:
    return load_practice(root, DESCRIBES, rows, lookups=LOOKUPS, now=NOW, **more)


@pytest.fixture
def loaded(tmp_path: Path) -> Archive:
    return _load(
        tmp_path / "archive",
        {
            "Account": [
                {"Id": 1, "Name": "Uno", "revenue__c": "12.50", "BillingAddress": {"city": "Lugo", "country": None}},
                {"Id": 2, "Name": "Dos", "Revenue__c": "a lot", "attributes": {"type": "Account"}},
            ],
            "Contact": [
                {"Id": 1, "FirstName": "Ana", "LastName": "Gil", "AccountId": "2"},
                {"Id": 2, "LastName": "Solo", "AccountId": ""},
            ],
            "Cosa__c": [{"Cuenta__c": 1, "Foto__c": b"\x89PNG"}, {"Cuenta__c": 2}],
        },
    )  # fmt: skip


def test_local_ids_become_record_ids_and_references_follow(
    loaded: Archive, ask_archive: Callable[[Archive], Ask]
) -> None:
    ask = ask_archive(loaded)
    found = ask(
        "SELECT c.Name, a.Name FROM {Contact} c LEFT JOIN {Account} a ON a.Id = AccountId ORDER BY 1"
    )
    assert found == [("Ana Gil", "Dos"), ("Solo", None)]
    assert {len(each) for (each,) in ask("SELECT Id FROM {Account}")} == {18}


def test_what_salesforce_sets_is_filled_in(
    loaded: Archive, ask_archive: Callable[[Archive], Ask]
) -> None:
    ask = ask_archive(loaded)
    found = ask(
        "SELECT DISTINCT IsDeleted, Username, CreatedDate::VARCHAR FROM {Account} JOIN {User} u ON u.Id = OwnerId"
    )
    assert found == [(False, "admin@practice.example", "2026-03-02 09:30:00+00")]
    assert ask("SELECT Name FROM {Cosa__c} ORDER BY 1") == [("000001",), ("000002",)]


def test_a_value_that_does_not_fit_stands_beside_its_column(
    loaded: Archive, ask_archive: Callable[[Archive], Ask]
) -> None:
    found = ask_archive(loaded)(
        "SELECT Name, Revenue__c, _verbatim FROM {Account} ORDER BY Revenue__c"
    )
    assert [(name, verbatim) for name, _revenue, verbatim in found] == [
        ("Uno", None),
        ("Dos", {"Revenue__c": "a lot"}),
    ]
    assert str(found[0][1]).rstrip("0") == "12.5"


def test_parts_of_a_compound_go_to_their_own_fields(
    loaded: Archive, ask_archive: Callable[[Archive], Ask]
) -> None:
    assert ask_archive(loaded)("SELECT BillingCity FROM {Account} WHERE Name = 'Uno'") == [
        ("Lugo",)
    ]


def test_bytes_become_blobs(loaded: Archive) -> None:
    catalogue = Catalogue(loaded)
    (found,) = catalogue.cursor().execute(
        f"SELECT sobject, field, sha256, bytes FROM {catalogue.blob_view()}"
    ).fetchall()  # fmt: skip
    assert (found[0], found[1], found[3]) == ("Cosa__c", "Foto__c", 4)
    with loaded.open_blob(found[2]) as blob:
        assert blob.read() == b"\x89PNG"


def test_the_archive_is_sound_and_its_describes_are_complete(loaded: Archive) -> None:
    assert verify(loaded).findings == ()
    describe = loaded.describe_json("Cosa__c")
    assert describe["keyPrefix"] == "a00"
    assert describe["custom"] is True
    children = {
        each["childSObject"]: each for each in loaded.describe_json("Account")["childRelationships"]
    }
    assert children["Contact"]["relationshipName"] == "Contacts"
    assert children["Cosa__c"]["relationshipName"] == "Cosa_Cuenta__r"
    assert [each["name"] for each in loaded.describe_global_json()["sobjects"]] == [
        "Account", "Contact", "Cosa__c", "User",
    ]  # fmt: skip


def test_the_same_rows_give_the_same_bytes(loaded: Archive, tmp_path: Path) -> None:
    rows = {"Account": [{"Id": "x", "Name": "Equis"}]}
    one, two = (_load(tmp_path / each, rows) for each in ("one", "two"))
    assert one.manifest().to_bytes() == two.manifest().to_bytes()
    assert one.manifest().to_bytes() != loaded.manifest().to_bytes()


def test_record_ids_are_kept(tmp_path: Path, ask_archive: Callable[[Archive], Ask]) -> None:
    archive = _load(
        tmp_path / "archive",
        {
            "Account": [{"Id": "001D000000IRFma", "Name": "Real"}],
            "Contact": [{"LastName": "Gil", "AccountId": "001D000000IRFmaIAH"}],
        },
    )
    ask = ask_archive(archive)
    assert ask("SELECT Id FROM {Account}") == [("001D000000IRFmaIAH",)]
    assert ask("SELECT AccountId FROM {Contact}") == [("001D000000IRFmaIAH",)]


def test_the_org_may_be_given(tmp_path: Path, ask_archive: Callable[[Archive], Ask]) -> None:
    org = OrgIdentity(
        id="00D000000000001EAA",
        name="Dada",
        instance_url="https://dada.example",
        api_version="60.0",
        username="ana@dada.example",
        user_id="005000000000001AAA",
    )
    archive = _load(tmp_path / "archive", {"Account": [{"Name": "Uno"}]}, org=org)
    assert archive.manifest().org == org
    assert ask_archive(archive)("SELECT OwnerId FROM {Account}") == [("005000000000001AAA",)]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"Pedido__c": []}, "no describe"),
        ({"Account": [{"Nombre": "Uno"}]}, "no field `Nombre`"),
        ({"Account": [{"Id": 1}, {"Id": 1}]}, "Two rows of Account"),
        ({"Contact": [{"AccountId": 5}]}, "points to Account `5`"),
    ],
)
def test_rows_that_do_not_hold_together_are_refused(tmp_path: Path, rows: Any, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        _load(tmp_path / "archive", rows)
    assert not (tmp_path / "archive").exists()
