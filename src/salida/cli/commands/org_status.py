"""`salida org status`: the org as it is now."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from salida.backup.plan import unreadable
from salida.case import Case
from salida.case.login import check_org, open_client
from salida.cli.command import command
from salida.cli.commands.org_connect import edition_words
from salida.cli.layout import facts, heading, table
from salida.errors import SalesforceError
from salida.language import _, show_number
from salida.salesforce import fetch_identity
from salida.salesforce.describe import fetch_global
from salida.salesforce.limits import Limit, fetch_limits
from salida.salesforce.query import record_counts

if TYPE_CHECKING:
    from salida.cli.face import Face
    from salida.salesforce import Client, Identity

LARGEST = 15
"""How many sObjects are shown; `--json` gives all."""

_LIMITS = (
    "DailyApiRequests",
    "DailyBulkV2QueryJobs",
    "DailyBulkV2QueryFileStorageMB",
    "DataStorageMB",
    "FileStorageMB",
)
"""What a backup uses up, and what the company pays for."""

_ACTIVE_USERS = "SELECT COUNT() FROM User WHERE IsActive = true"


@command(
    "status",
    words=_(
        "Show the org as it is now: who is logged in, what its limits still allow, how many users "
        "are active, and which sObjects hold the most records. Record counts are the org's own "
        "estimates."
    ),
)
def org_status(face: Face) -> None:
    """Show the org."""
    case = Case.open(face.case_folder)
    with open_client(case, os.environ) as client:
        identity = fetch_identity(client)
        check_org(case, identity)
        limits = _limits(client)
        users = client.get_json("/query", q=_ACTIVE_USERS)["totalSize"]
        records = record_counts(client, _queryable(client))
    if face.json:
        face.document(_document(identity, limits, users, records))
        return
    _show(face, identity, limits, users, records)


def _limits(client: Client) -> dict[str, Limit]:
    """Return the limits, empty when this user may not see them."""
    try:
        return fetch_limits(client)
    except SalesforceError as error:
        if error.status in {403, 404}:
            return {}
        raise


def _queryable(client: Client) -> list[str]:
    described = json.loads(fetch_global(client))
    return [each["name"] for each in described["sobjects"] if unreadable(each) is None]


def _document(
    identity: Identity, limits: dict[str, Limit], users: int, records: dict[str, int]
) -> dict[str, Any]:
    return {
        "type": "org_status",
        "id": identity.org_id,
        "name": identity.org_name,
        "instance_url": identity.instance_url,
        "edition": identity.edition,
        "is_sandbox": identity.is_sandbox,
        "username": identity.username,
        "api_version": identity.api_version,
        "users": users,
        "limits": {
            name: {"max": limit.max, "remaining": limit.remaining} for name, limit in limits.items()
        },
        "records": records,
    }


def _show(
    face: Face,
    identity: Identity,
    limits: dict[str, Limit],
    users: int,
    records: dict[str, int],
) -> None:
    largest = sorted(records.items(), key=lambda each: (-each[1], each[0]))
    held = [each for each in largest if each[1]]
    face.show(
        heading(f"{identity.org_name or identity.org_id}"),
        *facts(
            (_("Org"), identity.org_id),
            (_("Edition"), edition_words(identity.edition, is_sandbox=identity.is_sandbox)),
            (_("Address"), identity.instance_url),
            (_("User"), identity.username or "?"),
            (_("Active users"), show_number(users)),
            (_("Records"), show_number(sum(records.values()))),
        ),
        "",
        heading(_("Limits")),
    )
    if limits:
        columns = ((_("Limit"), False), (_("left"), True), (_("of"), True))
        rows = [
            (name, show_number(limits[name].remaining), show_number(limits[name].max))
            for name in _LIMITS
            if name in limits
        ]
        face.show(table(columns, rows))
    else:
        face.show(_("  This user may not see them"))
    shown = [(name, show_number(number)) for name, number in held[:LARGEST]]
    face.show(
        "",
        heading(_("Largest sObjects")),
        table(((_("sObject"), False), (_("records"), True)), shown),
    )
    if len(held) > LARGEST:
        more = _("and {n} more; `--json` gives all", n=show_number(len(held) - LARGEST))
        face.show(f"  {more}")
