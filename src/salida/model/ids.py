"""Salesforce record Ids.

Salesforce shows the same Id in two forms: 15 characters, where case matters,
and 18 characters, where three check characters make it safe to ignore case.
Salida stores the 18-character form only.
"""

from __future__ import annotations

from typing import NewType

from salida.errors import UsageError
from salida.language import _

RecordId = NewType("RecordId", str)
"""An 18-character record Id."""

SHORT = 15
LONG = 18
_CHECK_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def record_id(text: str) -> RecordId:
    """Return `text` as an 18-character Id, adding or checking its suffix.

    Raises:
        UsageError: if `text` is not a record Id.
    """
    if len(text) not in {SHORT, LONG} or not (text.isascii() and text.isalnum()):
        raise UsageError(
            _("Not a Salesforce record Id: `{text}`", text=text),
            hint=_("A record Id has 15 or 18 letters and digits, such as 001D000000IRFmaIAH"),
        )
    checked = text[:SHORT] + check_suffix(text[:SHORT])
    if len(text) == LONG and text != checked:
        raise UsageError(
            _("Record Id has a wrong check suffix: `{text}`", text=text),
            hint=_("Did you mean `{checked}`?", checked=checked),
        )
    return RecordId(checked)


def key_prefix(record: RecordId) -> str:
    """Return the three characters that name the record's sObject."""
    return record[:3]


def check_suffix(case_sensitive_id: str) -> str:
    """Encode which of the 15 characters are upper case, five per character.

    Source: Salesforce Help, "Convert 15-character IDs to 18-character IDs".
    """
    suffix = ""
    for start in (0, 5, 10):
        chunk = case_sensitive_id[start : start + 5]
        bits = sum(1 << i for i, char in enumerate(chunk) if "A" <= char <= "Z")
        suffix += _CHECK_CHARACTERS[bits]
    return suffix
