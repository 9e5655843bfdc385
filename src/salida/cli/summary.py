"""What a snapshot holds and what it does not, in words: shown by backup, verify and demo."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.archive import COUNT_BY_ORG
from salida.cli.layout import BAD, DOUBTFUL, GOOD, QUIET, heading, table
from salida.cli.visible import visible
from salida.language import _, counted, show_bytes, show_datetime, show_duration, show_number
from salida.model.finding import Severity
from salida.model.gap import Gap, GapReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from salida.archive import Manifest, SObjectOutcome
    from salida.model.finding import Finding

LISTED = 20
"""How many gaps, findings or sObjects are listed on a screen; `--json` gives all."""

REASONS = {
    GapReason.NOT_QUERYABLE: _("no query can read it"),
    GapReason.EXTERNAL_OBJECT: _("its rows live in another system"),
    GapReason.EVENT_STREAM: _("it is delivered as an event, never stored"),
    GapReason.NEEDS_FILTER: _("Salesforce lists it only with a filter"),
    GapReason.FIELD_NOT_RETURNED: _("no API returned this field"),
    GapReason.REFUSED: _("the org refused"),
    GapReason.COUNT_DIFFERS: _("the org counts other rows than arrived"),
    GapReason.BLOB_MISSING: _("the org did not return the bytes of a file"),
    GapReason.BLOB_DIFFERS: _("a file arrived with other bytes than the org states"),
    GapReason.BLOB_EXTERNAL: _("the file is a link to another system"),
}


def snapshot_document(manifest: Manifest) -> dict[str, Any]:
    """Return the summary of a snapshot as JSON: numbers per sObject, every gap, every finding."""
    return {
        "snapshot": manifest.snapshot,
        "complete": manifest.complete,
        "org": manifest.org.to_json(),
        "started_at": manifest.started_at.isoformat(),
        "finished_at": manifest.finished_at.isoformat(),
        "rows": manifest.rows,
        "files": file_versions(manifest),
        "blobs": manifest.blobs,
        "blob_bytes": manifest.blob_bytes,
        "manifest_sha256": manifest_hash(manifest),
        "sobjects": [
            {
                "name": each.name,
                "outcome": each.outcome,
                "rows": each.rows,
                "counted": each.counts.get(COUNT_BY_ORG),
                "gaps": [gap.to_json() for gap in each.gaps],
            }
            for each in manifest.sobjects
        ],
        "gaps": [each.to_json() for each in manifest.gaps],
        "findings": [each.to_json() for each in manifest.findings],
    }


def manifest_hash(manifest: Manifest) -> str:
    """Return the SHA-256 of the manifest's file: whoever keeps it can prove the rest."""
    return hashlib.sha256(manifest.to_bytes()).hexdigest()


def snapshot_facts(manifest: Manifest) -> list[tuple[object, object]]:
    """Return labels and values that say what a snapshot holds."""
    archived = sum(each.outcome == "archived" for each in manifest.sobjects)
    stored = sum(part.bytes for each in manifest.sobjects for part in each.parts)
    seconds = (manifest.finished_at - manifest.started_at).total_seconds()
    return [
        (_("Org"), f"{manifest.org.name} ({manifest.org.id})"),
        (_("Snapshot"), manifest.snapshot),
        (_("Taken"), show_datetime(manifest.started_at)),
        (_("Took"), show_duration(seconds)),
        (
            _("sObjects"),
            _("{n} of {all}", n=show_number(archived), all=show_number(len(manifest.sobjects))),
        ),
        (_("Records"), _amount(manifest.rows, stored)),
        (
            _("Files"),
            _(
                "{n}, of which {different} differ · {size}",
                n=show_number(file_versions(manifest)),
                different=show_number(manifest.blobs),
                size=show_bytes(manifest.blob_bytes),
            ),
        ),
    ]


def file_versions(manifest: Manifest) -> int:
    """Return how many files there are, every version counted; equal bytes are stored once."""
    return sum(part.rows for part in manifest.content.blob_index)


def _amount(number: int, size: int) -> str:
    return f"{show_number(number)} · {show_bytes(size)}"


def proof(manifest: Manifest, *, most: int = LISTED) -> Iterator[RenderableType]:
    """Yield the table of what the org counted beside what is in the archive."""
    held = [each for each in manifest.sobjects if each.outcome == "archived"]
    shown = sorted(held, key=lambda each: (-each.rows, each.name))[:most]
    if any(each.counts.get(COUNT_BY_ORG) is not None for each in held):
        columns = (
            (_("sObject"), False),
            (_("counted by the org"), True),
            (_("in the archive"), True),
            ("", False),
        )
        yield table(columns, [_proof_row(each) for each in shown])
    else:
        # An invented archive: no org has counted it.
        yield table(
            ((_("sObject"), False), (_("in the archive"), True)),
            [(each.name, show_number(each.rows)) for each in shown],
        )
    if len(held) > most:
        rest = held_rows(held) - held_rows(shown)
        more = counted(
            "and {n} more sObject with {rows} records",
            "and {n} more sObjects with {rows} records",
            len(held) - most,
            rows=show_number(rest),
        )
        yield Styled(f"  {more}", style=QUIET)


def held_rows(outcomes: Iterable[SObjectOutcome]) -> int:
    """Return the rows of all together."""
    return sum(each.rows for each in outcomes)


def _proof_row(outcome: SObjectOutcome) -> tuple[object, ...]:
    by_org = outcome.counts.get(COUNT_BY_ORG)
    if by_org is None:
        return outcome.name, "?", show_number(outcome.rows), Styled(str(_("not counted")), QUIET)
    mark = _mark(by_org == outcome.rows, str(_("equal")), str(_("differs")))
    return outcome.name, show_number(by_org), show_number(outcome.rows), mark


def _mark(good: bool, yes: str, no: str) -> Styled:  # noqa: FBT001 - the one thing it is about
    return Styled(f"✓ {yes}", GOOD) if good else Styled(f"✗ {no}", BAD)


def verdict(manifest: Manifest) -> Styled:
    """Return one line that says whether everything is there."""
    if manifest.complete:
        return _mark(
            good=True,
            yes=str(_("Complete: every record and file that the org keeps is here")),
            no="",
        )
    serious = sum(1 for _each in serious_gaps(manifest.gaps))
    words = counted("Not complete: {n} gap", "Not complete: {n} gaps", serious)
    return _mark(good=False, yes="", no=str(words))


def serious_gaps(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Yield the gaps that leave something out which the org keeps and lets be read."""
    return (each for each in gaps if not each.reason.natural)


def gap_lines(gaps: Sequence[Gap]) -> Iterator[RenderableType]:
    """Yield the gaps: those that matter one by one, those by nature as numbers."""
    serious = list(serious_gaps(gaps))
    if serious:
        yield ""
        yield heading(_("Gaps"), style=BAD)
        for each in serious[:LISTED]:
            yield _gap_line(each)
        if len(serious) > LISTED:
            yield _more(len(serious) - LISTED)
    natural = Counter(each.reason for each in gaps if each.reason.natural)
    if natural:
        yield ""
        yield heading(_("Nothing to save"))
        for reason, number in natural.most_common():
            line = Styled(f"  {show_number(number):>5}  ", no_wrap=True, overflow="ignore")
            yield line.append(str(REASONS[reason]), style=QUIET)


def _gap_line(gap: Gap) -> Styled:
    line = Styled("  ", no_wrap=True, overflow="ignore")
    line.append(visible(gap.subject), style="bold")
    line.append(f"  {REASONS[gap.reason]}")
    if gap.rows is not None:
        line.append(f" ({show_number(gap.rows)})")
    if gap.detail:
        line.append(f": {visible(gap.detail)}", style=QUIET)
    return line


def finding_lines(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    """Yield the findings, the worst first."""
    if not findings:
        return
    order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    styles = {Severity.ERROR: BAD, Severity.WARNING: DOUBTFUL, Severity.NOTE: QUIET}
    yield ""
    yield heading(_("Findings"))
    for each in sorted(findings, key=lambda one: order.index(one.severity))[:LISTED]:
        line = Styled("  ", no_wrap=True, overflow="ignore")
        line.append(f"{visible(each.subject or each.code)}  ", style="bold")
        line.append(visible(str(each.message)), style=styles[each.severity])
        if each.hint is not None:
            line.append(f"  {visible(str(each.hint))}", style=QUIET)
        yield line
    if len(findings) > LISTED:
        yield _more(len(findings) - LISTED)


def _more(number: int) -> Styled:
    words = _("and {n} more; `--json` gives all", n=show_number(number))
    return Styled(f"  {words}", style=QUIET)
