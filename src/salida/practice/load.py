"""Build a practice org from foreign rows and their describes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import orjson

from salida.archive import Archive, OrgIdentity, SnapshotContent
from salida.errors import UsageError
from salida.language import _
from salida.model.describe import sobject_from_json
from salida.practice.company.ids import IdSeries
from salida.practice.create import DEFAULT_NOW
from salida.practice.foreign.describes import complete_describes
from salida.practice.foreign.records import LocalIds, fill
from salida.practice.foreign.write import write_blob_index, write_rows
from salida.practice.outcome import outcome_of
from salida.practice.schema import describe_global_json
from salida.practice.schema.describes import API_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from salida.model.describe import SObject

_REST_ENVELOPE = "attributes"


def load_practice(
    root: Path,
    describes: Sequence[Mapping[str, Any]],
    rows: Mapping[str, Iterable[Mapping[str, object]]],
    *,
    lookups: Mapping[str, Mapping[str, str]] | None = None,
    org: OrgIdentity | None = None,
    now: datetime = DEFAULT_NOW,
) -> Archive:
    """Create an archive at `root` from rows by sObject name.

    Args:
        root: A new or empty folder.
        describes: Full or reduced; what they lack is derived.
        rows: Values as Python's own types or as the APIs write them. `Id` may be any text or
            number that tells the rows of an sObject apart; each gets a record Id unless it is
            one. Bytes under the name of a base64 field become a blob.
        lookups: Which fields hold such ids, of which sObject: `{"Contact": {"AccountId": "Account"}}`.
        org: Who the org is; an invented one otherwise. Its user wrote what nobody else did.
        now: When what has no date was written.

    Raises:
        UsageError: if rows name an sObject or a field without a describe, share an id, or
            point to rows that are not there.
        ArchiveError: if `root` holds anything already.
    """
    complete = complete_describes(describes)
    sobjects = {name: sobject_from_json(each) for name, each in complete.items()}
    identity = org or _invented_org()
    tables = _filled(sobjects, rows, lookups or {}, identity, now)
    archive = Archive.create(root, archive_id=_archive_id(identity, now), created_at=now)
    with archive.begin(kind="practice", org=identity, started_at=now) as run:
        blobs: list[dict[str, object]] = []
        outcomes = tuple(
            outcome_of(
                sobject,
                run.put_describe(name, orjson.dumps(complete[name])),
                write_rows(run, sobject, tables.get(name, []), blobs),
            )
            for name, sobject in sobjects.items()
        )
        listing = orjson.dumps(describe_global_json(complete.values()))
        content = SnapshotContent(
            sobjects=outcomes,
            describe_global=run.put_describe_global(listing),
            blob_index=write_blob_index(run, blobs),
        )
        run.commit(content, finished_at=now)
    return archive


def _invented_org() -> OrgIdentity:
    series = {
        name: IdSeries(name, f"{prefix}0F00000", 1)
        for name, prefix in (("Organization", "00D"), ("User", "005"))
    }
    return OrgIdentity(
        id=series["Organization"].record_id(0),
        name="Practice",
        instance_url="https://practice.my.salesforce.example",
        api_version=API_VERSION,
        username="admin@practice.example",
        user_id=series["User"].record_id(0),
        is_sandbox=False,
        time_zone="UTC",
        language="en_US",
    )


def _archive_id(org: OrgIdentity, now: datetime) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"salida:practice:{org.id}:{now.isoformat()}"))


def _filled(
    sobjects: Mapping[str, SObject],
    rows: Mapping[str, Iterable[Mapping[str, object]]],
    lookups: Mapping[str, Mapping[str, str]],
    org: OrgIdentity,
    now: datetime,
) -> dict[str, list[dict[str, Any]]]:
    tables = {name: _checked(sobjects, name, each) for name, each in rows.items()}
    _add_setup(sobjects, tables, org)
    ids = LocalIds()
    for name, table in tables.items():
        ids.assign(sobjects[name], table)
    for name, table in tables.items():
        for number, row in enumerate(table):
            ids.resolve(row, lookups.get(name, {}))
            fill(row, sobjects[name], number=number, user=str(org.user_id), now=now)
    return tables


def _checked(
    sobjects: Mapping[str, SObject], name: str, rows: Iterable[Mapping[str, object]]
) -> list[dict[str, Any]]:
    """Return copies of the rows with their fields spelt as the describe does."""
    if name not in sobjects:
        raise UsageError(_("There are rows of {sobject} but no describe", sobject=name))
    table = []
    for row in rows:
        copied: dict[str, Any] = {}
        for key, value in row.items():
            field = sobjects[name].find(key)
            if field is not None:
                copied[field.name] = value
            elif key != _REST_ENVELOPE:
                raise UsageError(
                    _("{sobject} has no field `{field}`", sobject=name, field=key),
                    hint=_("Add the field to the describe, or take it out of the rows"),
                )
        table.append(copied)
    return table


def _add_setup(
    sobjects: Mapping[str, SObject], tables: dict[str, list[dict[str, Any]]], org: OrgIdentity
) -> None:
    """Add the org's own row and its user where they are described and lack rows."""
    setup: dict[str, dict[str, Any]] = {
        "Organization": {"Id": org.id, "Name": org.name, "IsSandbox": bool(org.is_sandbox)},
        "User": {
            "Id": org.user_id,
            "Username": org.username,
            "Email": org.username,
            "LastName": "Admin",
            "IsActive": True,
        },
    }
    for name, values in setup.items():
        if name in sobjects and not tables.get(name):
            tables[name] = [
                {key: value for key, value in values.items() if sobjects[name].find(key)}
            ]
