"""The sObject that is measured: 60 fields, in the mix of types that a grown Account has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAME = "Account"

_BUSINESS_TYPES = ("Prospect", "Customer - Direct", "Customer - Channel", "Partner", "Other")
_INDUSTRIES = (
    "Agriculture", "Banking", "Biotechnology", "Construction", "Education", "Energy",
    "Engineering", "Healthcare", "Insurance", "Manufacturing", "Media", "Retail",
    "Technology", "Telecommunications", "Transportation", "Utilities",
)  # fmt: skip
_LEVELS = ("Hot", "Warm", "Cold")
_REGIONS = ("EMEA-North", "EMEA-South", "Américas", "APAC")


@dataclass(frozen=True, slots=True)
class Column:
    """One field, with what decides its describe and its invented values."""

    name: str
    type: str
    filled: float = 1.0
    """Share of records with a value."""

    length: int = 0
    precision: int = 0
    scale: int = 0
    words: int = 0
    """Most words of a text."""

    choices: tuple[str, ...] = ()
    refers_to: str = ""
    key_prefix: str = ""
    targets: int = 0
    """How many records a lookup leads to."""

    def describe(self) -> dict[str, Any]:
        """Return the field as a describe has it."""
        return {
            "name": self.name,
            "label": self.name.removesuffix("__c").replace("_", " "),
            "type": self.type,
            "soapType": _SOAP_TYPES.get(self.type, "xsd:string"),
            "length": self.length,
            "precision": self.precision,
            "scale": self.scale,
            "nillable": self.filled < 1,
            "custom": self.name.endswith("__c"),
            "nameField": self.name == "Name",
            "referenceTo": [self.refers_to] if self.refers_to else [],
            "picklistValues": [
                {"value": each, "label": each, "active": True, "defaultValue": False}
                for each in self.choices
            ],
        }


_SOAP_TYPES = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "int": "xsd:int",
    "double": "xsd:double",
    "percent": "xsd:double",
    "currency": "xsd:double",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
}


def _lookup(name: str, to: str, prefix: str, targets: int, filled: float = 1.0) -> Column:
    return Column(name, "reference", filled, 18, refers_to=to, key_prefix=prefix, targets=targets)


def _picklist(name: str, choices: tuple[str, ...], filled: float) -> Column:
    return Column(name, "picklist", filled, 255, choices=choices)


def _text(name: str, filled: float, words: int, length: int = 255) -> Column:
    return Column(name, "string", filled, length, words=words)


def _address(prefix: str, filled: float) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}Street", "textarea", filled, 255, words=5),
        _text(f"{prefix}City", filled, 2, 40),
        _text(f"{prefix}State", filled * 0.6, 1, 80),
        Column(f"{prefix}PostalCode", "phone", filled, 20),
        _text(f"{prefix}Country", filled, 1, 80),
        Column(f"{prefix}Latitude", "double", filled * 0.3, precision=18, scale=15),
    )


COLUMNS: tuple[Column, ...] = (
    Column("Id", "id", length=18, key_prefix="001"),
    Column("IsDeleted", "boolean"),
    _lookup("MasterRecordId", NAME, "001", 900_000, 0.02),
    _text("Name", 1.0, 4),
    _picklist("Type", _BUSINESS_TYPES, 0.7),
    _lookup("RecordTypeId", "RecordType", "012", 4),
    _lookup("ParentId", NAME, "001", 900_000, 0.15),
    *_address("Billing", 0.8),
    *_address("Shipping", 0.3),
    Column("Phone", "phone", 0.75, 40),
    Column("Fax", "phone", 0.1, 40),
    Column("AccountNumber", "phone", 0.6, 40),
    Column("Website", "url", 0.5, 255),
    _picklist("Industry", _INDUSTRIES, 0.65),
    Column("AnnualRevenue", "currency", 0.4, precision=18, scale=0),
    Column("NumberOfEmployees", "int", 0.45),
    Column("Description", "textarea", 0.35, 32_000, words=150),
    _picklist("Rating", _LEVELS, 0.4),
    _picklist("Ownership", ("Public", "Private", "Subsidiary", "Other"), 0.3),
    _text("SicDesc", 0.25, 3, 80),
    _lookup("OwnerId", "User", "005", 400),
    Column("CreatedDate", "datetime"),
    _lookup("CreatedById", "User", "005", 400),
    Column("LastModifiedDate", "datetime"),
    _lookup("LastModifiedById", "User", "005", 400),
    Column("SystemModstamp", "datetime"),
    Column("LastActivityDate", "date", 0.55),
    Column("Email__c", "email", 0.6, 80),
    _text("External_Key__c", 0.9, 1, 64),
    Column("Credit_Limit__c", "currency", 0.5, precision=16, scale=2),
    Column("Balance__c", "currency", 0.8, precision=16, scale=2),
    Column("Lifetime_Value__c", "currency", 0.8, precision=18, scale=2),
    Column("Discount__c", "percent", 0.5, precision=5, scale=2),
    Column("Health__c", "double", 0.6, precision=6, scale=3),
    Column("Ledger_Number__c", "double", 0.5, precision=18, scale=0),
    Column("Orders__c", "double", 0.7, precision=8, scale=0),
    Column("First_Order__c", "date", 0.6),
    Column("Last_Order__c", "date", 0.6),
    Column("Next_Review__c", "datetime", 0.4),
    Column("Is_Partner__c", "boolean"),
    Column("Is_Key_Account__c", "boolean"),
    Column("Opted_Out__c", "boolean"),
    _picklist("Segment__c", ("A", "B", "C", "D"), 0.9),
    _picklist("Region__c", _REGIONS, 0.9),
    _picklist("Payment_Terms__c", ("30 days", "60 days", "90 days", "Prepaid"), 0.85),
    Column("Products__c", "multipicklist", 0.5, 4099, choices=("Core", "Plus", "Flow", "Edge")),
    _lookup("Account_Manager__c", "User", "005", 400, 0.8),
    _lookup("Territory__c", "Territory__c", "a01", 60, 0.7),
    Column("Notes__c", "textarea", 0.3, 4000, words=40),
    Column("Formula_Label__c", "string", 1.0, 1300, words=3),
)  # fmt: skip


def describe() -> dict[str, Any]:
    """Return the describe of the sObject."""
    return {
        "name": NAME,
        "label": "Account",
        "labelPlural": "Accounts",
        "keyPrefix": "001",
        "custom": False,
        "queryable": True,
        "retrieveable": True,
        "replicateable": True,
        "layoutable": True,
        "fields": [each.describe() for each in COLUMNS],
        "childRelationships": [],
    }
