"""An org into an archive: describe, plan, rows, files, commit."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from salida.archive import OrgIdentity, SnapshotContent, SObjectOutcome, StoredFile
from salida.backup.budget import Budget
from salida.backup.files import archive_files, list_files, write_index
from salida.backup.plan import BackupPlan, plan_backup, unreadable
from salida.backup.progress import Progress, Silent, Tracker
from salida.backup.recheck import recheck
from salida.backup.rows import archive_rows
from salida.backup.run import STOPPING, BackupOptions, Run
from salida.backup.state import State
from salida.errors import ArchiveError, SalesforceError
from salida.language import _
from salida.salesforce import describe, identity, query

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.archive import Archive, Manifest, SnapshotWriter
    from salida.model.gap import Gap
    from salida.salesforce.client import Client


def run_backup(
    client: Client,
    archive: Archive,
    *,
    options: BackupOptions | None = None,
    progress: Progress | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Manifest:
    """Back up an org: a new snapshot, or the end of one that was interrupted.

    Returns the manifest; when it is not `complete`, its gaps say what is missing and why.

    Raises:
        AuthenticationError, AccessError: if the org lets nobody in.
        LimitError: if the run's share of API calls is used up; start again later.
        UnavailableError: if the org stopped answering; start again later.
        ArchiveLockedError: if another backup writes to the archive.
        DiskFullError: if there is no room; start again when there is.
        ArchiveError: if the archive is another org's.
    """
    # Each page has its own thread already.
    pa.set_cpu_count(1)
    org = _org(client)
    with ExitStack() as stack:
        writer, resumed = _writer(archive, org, now)
        stack.enter_context(writer)
        if writer.decided is not None:
            return writer.commit(finished_at=now())
        state = State(writer.workspace / "state.sqlite")
        stack.callback(state.close)
        options = options or BackupOptions()
        pages = stack.enter_context(ThreadPoolExecutor(options.parsers, "page"))
        budget = Budget(lambda: client.api_usage, options.keep_share)
        tracker = Tracker(progress or Silent(), budget.calls)
        run = Run(client, writer, state, options, tracker, budget, pages)
        if resumed:
            recheck(run)
        return _backup(run, now)


def _backup(run: Run, now: Callable[[], datetime]) -> Manifest:
    plan, describes, describe_global = _plan(run)
    run.tracker.sobjects_total = len(plan.readers)
    run.tracker.rows_expected = sum(each.expected_rows or 0 for each in plan.readers)
    run.tracker.sobjects_done, run.tracker.rows = _already(run)
    run.tracker.phase("rows")
    archive_rows(run, plan.readers, describes)
    run.tracker.phase("files")
    list_files(run, plan.readers)
    archive_files(run)
    run.tracker.phase("commit")
    index, file_gaps = write_index(run)
    noted = [SObjectOutcome.from_json(each) for each in run.state.facts("outcome:").values()]
    outcomes = [_with_gaps(each, file_gaps.get(each.name, [])) for each in noted]
    outcomes += [_gap_outcome(each, describes.get(each.subject)) for each in plan.gaps]
    content = SnapshotContent(
        sobjects=tuple(outcomes),
        describe_global=describe_global,
        blob_index=index,
        dialect=run.keep_dialect(),
    )
    manifest = run.writer.commit(content, finished_at=now())
    run.tracker.phase("done")
    return manifest


def _already(run: Run) -> tuple[int, int]:
    """Return the sObjects and the rows that earlier processes of this run have dealt with."""
    outcomes = run.state.facts("outcome:")
    pages = run.state.pages_done()
    rows = sum(each["rows"] for each in outcomes.values())
    return len(outcomes), rows + sum(page.rows for name, page in pages if name not in outcomes)


def _plan(run: Run) -> tuple[BackupPlan, dict[str, StoredFile], StoredFile]:
    """Return the run's plan: made once, so that a resumed run follows the same one."""
    if run.state.fact("described") is None:
        _describe(run)
    listing = StoredFile.from_json(run.state.fact("global"))
    described = run.state.facts("describe:")
    files = {name: StoredFile.from_json(each) for name, each in described.items() if "path" in each}
    entries = json.loads(run.writer.place(listing.path).read_bytes())
    plan = plan_backup(
        entries,
        {name: _describe_of(run, each) for name, each in described.items()},
        run.state.fact("counts"),
        bulk_from_rows=run.options.bulk_from_rows,
    )
    return plan, files, listing


def _describe(run: Run) -> None:
    """Fetch and keep the describe of everything that may be readable."""
    run.check()
    raw = describe.fetch_global(run.client)
    run.state.note("global", run.writer.put_describe_global(raw).to_json())
    entries = json.loads(raw)["sobjects"]
    names = [str(each["name"]) for each in entries]
    run.tracker.sobjects_total = len(names)
    run.check()
    for name, answer in describe.fetch_describes(run.client, names):
        if isinstance(answer, SalesforceError):
            run.state.note(f"describe:{name}", {"refused": str(answer)})
        else:
            run.state.note(f"describe:{name}", run.writer.put_describe(name, answer).to_json())
        run.tracker.add(name)
    run.check()
    readable = [str(each["name"]) for each in entries if unreadable(each) is None]
    run.state.note("counts", _approximate_counts(run, readable))
    run.keep_dialect()
    run.state.note("described", True)


def _approximate_counts(run: Run, names: list[str]) -> dict[str, int]:
    """Return what the org knows without counting; without it, every sObject begins with REST."""
    try:
        return query.record_counts(run.client, names)
    except STOPPING:
        raise
    except SalesforceError:
        return {}


def _describe_of(run: Run, noted: dict[str, Any]) -> dict[str, Any] | SalesforceError:
    if "refused" in noted:
        return SalesforceError(noted["refused"])
    described: dict[str, Any] = json.loads(run.writer.place(noted["path"]).read_bytes())
    return described


def _with_gaps(outcome: SObjectOutcome, gaps: list[Gap]) -> SObjectOutcome:
    return replace(outcome, gaps=outcome.gaps + tuple(gaps)) if gaps else outcome


def _gap_outcome(gap: Gap, described: StoredFile | None) -> SObjectOutcome:
    return SObjectOutcome(name=gap.subject, outcome="gap", describe=described, gaps=(gap,))


def _writer(
    archive: Archive, org: OrgIdentity, now: Callable[[], datetime]
) -> tuple[SnapshotWriter, bool]:
    """Return the run to write, and whether an earlier process began it."""
    writer = archive.resume()
    if writer is None:
        snapshots = archive.snapshots()
        if snapshots:
            _refuse_another(org, archive.manifest(snapshots[-1]).org)
        return archive.begin(kind="full", org=org, started_at=now()), False
    try:
        _refuse_another(org, writer.org)
    except ArchiveError:
        writer.close()
        raise
    return writer, True


def _refuse_another(org: OrgIdentity, kept: OrgIdentity) -> None:
    if org.id != kept.id:
        raise ArchiveError(
            _(
                "The archive holds {kept}, not {org}",
                kept=f"{kept.name} ({kept.id})",
                org=f"{org.name} ({org.id})",
            ),
            hint=_("Name another folder: an archive holds one org"),
        )


def _org(client: Client) -> OrgIdentity:
    known = identity.fetch_identity(client)
    return OrgIdentity(
        id=known.org_id,
        name=known.org_name or "",
        instance_url=known.instance_url,
        api_version=known.api_version,
        username=known.username,
        user_id=known.user_id,
        edition=known.edition,
        is_sandbox=known.is_sandbox,
        instance_name=known.instance_name,
        time_zone=known.time_zone,
        language=known.language,
    )
