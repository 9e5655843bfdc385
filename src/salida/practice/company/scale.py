"""How many rows each sObject has, so that all of them together are as many as asked for."""

from __future__ import annotations

from salida.errors import UsageError
from salida.language import _

SMALLEST = 1_000
"""The company's setup and fewest files alone take about 350 rows."""

_SETUP = {
    "Organization": 1,
    "UserLicense": 4,
    "Profile": 7,
    "UserRole": 10,
    "PermissionSet": 12,
    "Group": 6,
    "GroupMember": 12,
    "QueueSobject": 3,
    "RecordType": 10,
    "Folder": 4,
    "Pricebook2": 2,
    "Product2": 24,
    "PricebookEntry": 48,
}
_RECORDS_PER_USER = 4000
_FEWEST_USERS = 24
_MOST_USERS = 3000

# Of a thousand rows that are no setup. What follows from a parent is counted below instead.
_PER_MILLE = {
    "Account": 50,
    "Contact": 80,
    "Lead": 45,
    "Campaign": 1,
    "CampaignMember": 50,
    "Case": 45,
    "CaseComment": 50,
    "AccountHistory": 30,
    "Event": 40,
    "EmailMessage": 40,
    "Note": 4,
    "Attachment": 4,
    "Document": 1,
    "Instalacion__c": 25,
    "Visita__c": 40,
    "Lectura__c": 50,
    "Proyecto__c": 8,
}
_OPPORTUNITIES_PER_MILLE = 60
_DOCUMENTS_PER_MILLE = 4


def row_counts(records: int) -> dict[str, int]:
    """Return the rows of every sObject that has any; they add up to `records`.

    Raises:
        UsageError: if `records` is too small for a company.
    """
    if records < SMALLEST:
        raise UsageError(
            _("A practice org needs at least {n} records", n=SMALLEST),
            hint=_("Ask for {n} records or more", n=SMALLEST),
        )
    users = min(max(records // _RECORDS_PER_USER, _FEWEST_USERS), _MOST_USERS)
    counts = {
        **_SETUP,
        "User": users,
        "UserLogin": users,
        "PermissionSetAssignment": users + (users + 2) // 3,
    }
    rest = records - sum(counts.values())
    counts.update({name: max(rest * share // 1000, 4) for name, share in _PER_MILLE.items()})
    counts.update(_opportunities(fours=max(rest * _OPPORTUNITIES_PER_MILLE // 4000, 2)))
    counts.update(_files(fours=max(rest * _DOCUMENTS_PER_MILLE // 4000, 5)))
    counts["Participante__c"] = 2 * counts["Proyecto__c"]
    counts["Task"] = records - sum(counts.values())
    return dict(sorted(counts.items()))


def _opportunities(fours: int) -> dict[str, int]:
    """Opportunities come in fours with no, one, two and three products (`macros.sql`)."""
    return {
        "Opportunity": 4 * fours,
        "OpportunityLineItem": 6 * fours,
        "OpportunityContactRole": 3 * fours,
        "OpportunityHistory": 6 * fours,
    }


def _files(fours: int) -> dict[str, int]:
    """Documents come in fours with one, one, one and three versions (`macros.sql`)."""
    return {
        "ContentDocument": 4 * fours,
        "ContentVersion": 6 * fours,
        "ContentDocumentLink": 9 * fours,
    }
