"""What the manifest of a practice org says about each sObject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.archive import SObjectOutcome
from salida.model.gap import Gap, GapReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salida.archive import Part, StoredFile
    from salida.model.describe import SObject

READER = "written"
"""The rows were not read from an org but written here."""


def outcome_of(sobject: SObject, describe: StoredFile, parts: Sequence[Part]) -> SObjectOutcome:
    """Return the outcome of `sobject`: its rows, or why an org like this one keeps none to read."""
    reason = None if parts else _why_no_rows(sobject)
    if reason is not None:
        gap = Gap(sobject.name, reason)
        return SObjectOutcome(sobject.name, "gap", describe=describe, gaps=(gap,))
    return SObjectOutcome(
        sobject.name,
        "archived",
        reader=READER,
        describe=describe,
        parts=tuple(parts),
        rows=sum(each.rows for each in parts),
    )


def _why_no_rows(sobject: SObject) -> GapReason | None:
    if sobject.name.endswith("__e") or sobject.name.endswith("ChangeEvent"):
        return GapReason.EVENT_STREAM
    if sobject.name.endswith("__x"):
        return GapReason.EXTERNAL_OBJECT
    return None if sobject.queryable else GapReason.NOT_QUERYABLE
