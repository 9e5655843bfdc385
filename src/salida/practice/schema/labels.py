"""The label that a name suggests, so that the tables state only the others."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_CUSTOM_ENDING = re.compile(r"__[a-z]+$")


def label_of(name: str) -> str:
    """Return `BillingPostalCode` as `Billing Postal Code`, `Fecha_Alta__c` as `Fecha Alta`.

    A reference drops nothing: `OwnerId` becomes `Owner ID`, as Salesforce writes it.
    """
    bare = _CUSTOM_ENDING.sub("", name)
    if bare != name:
        return bare.replace("_", " ").strip()
    words = _WORD.findall(bare)
    return " ".join("ID" if word == "Id" else word for word in words)
