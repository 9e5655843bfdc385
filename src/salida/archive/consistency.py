"""Whether a snapshot's content adds up: pure, over what a run hands over to be committed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from salida.archive.values import COUNT_BY_ORG, SObjectOutcome, StoredFile
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from salida.archive.manifest import Manifest, SnapshotContent


def contradictions(content: SnapshotContent, is_stored: Callable[[StoredFile], bool]) -> list[str]:
    """Return what is wrong with `content` as its maker's mistakes; empty when all is well."""
    wrong = [
        f"{name} has {times} outcomes"
        for name, times in Counter(each.name.lower() for each in content.sobjects).items()
        if times > 1
    ]
    for outcome in content.sobjects:
        wrong += _contradictions_of(outcome)
    files = [part.file for part in content.blob_index]
    if content.describe_global is not None:
        files.append(content.describe_global)
    for outcome in content.sobjects:
        files += [part.file for part in outcome.parts]
        if outcome.describe is not None:
            files.append(outcome.describe)
    wrong += [f"{each.path} was not staged as stated" for each in files if not is_stored(each)]
    return wrong


def _contradictions_of(outcome: SObjectOutcome) -> list[str]:
    wrong = []
    if outcome.outcome == "gap" and not outcome.gaps:
        wrong.append(f"{outcome.name} is a gap without a reason")
    if outcome.outcome == "gap" and outcome.parts:
        wrong.append(f"{outcome.name} is a gap and has parts")
    if outcome.outcome == "archived" and outcome.describe is None:
        wrong.append(f"{outcome.name} is archived without its describe")
    if outcome.rows != sum(part.rows for part in outcome.parts):
        wrong.append(f"{outcome.name} states {outcome.rows} rows, its parts hold others")
    folder = f"data/{outcome.name}/"
    if not all(part.path.startswith(folder) for part in outcome.parts):
        wrong.append(f"{outcome.name} names a part of another sObject")
    return wrong


def count_findings(manifest: Manifest, delivered: Iterable[str]) -> list[Finding]:
    """Return where the snapshot breaks "rows of the org = rows archived + gaps".

    Args:
        manifest: The snapshot's manifest.
        delivered: The names of all sObjects that the org's own list has.
    """
    findings = []
    for outcome in manifest.sobjects:
        unexplained = _unexplained_rows(outcome)
        if unexplained:
            findings.append(
                Finding(
                    code="counts_differ",
                    message=_(
                        "The org reports {org} rows; {rows} are here, and no gap explains the rest",
                        org=outcome.counts[COUNT_BY_ORG],
                        rows=outcome.rows,
                    ),
                    severity=Severity.ERROR,
                    subject=outcome.name,
                )
            )
    present = {each.name for each in manifest.sobjects}
    findings += [
        Finding(
            code="sobject_without_outcome",
            message=_("The org lists this sObject, and the manifest says nothing of it"),
            severity=Severity.ERROR,
            subject=name,
        )
        for name in delivered
        if name not in present
    ]
    return findings


def _unexplained_rows(outcome: SObjectOutcome) -> int:
    """Return the rows that neither the parts nor the gaps account for; negative for too many."""
    reported = outcome.counts.get(COUNT_BY_ORG)
    if reported is None:
        return 0
    gaps = [each for each in outcome.gaps if each.subject == outcome.name]
    if any(each.rows is None for each in gaps):
        # The reason is known and the number is not: the gap itself tells the reader so.
        return 0
    return reported - outcome.rows - sum(each.rows or 0 for each in gaps)
