"""File bytes: `VersionData`, `Body` and the like, one API call each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from salida.salesforce.client import Client
    from salida.salesforce.stream import Stream

_SILENCE = 120.0
"""Seconds without a byte after which a download counts as stalled."""


def open_blob(client: Client, sobject: str, record_id: str, field: str) -> Stream:
    """Open the bytes of a base64 field, such as `ContentVersion`, `068...`, `VersionData`.

    The org may redirect to another host; the token does not go there. Compare length and
    MD5 with the row: throttling has been seen to give empty bodies.

    Raises:
        SalesforceError: if the org refuses. Reading may raise `UnavailableError`.
    """
    path = (
        f"/sobjects/{quote(sobject, safe='')}/{quote(record_id, safe='')}/{quote(field, safe='')}"
    )
    # No compression: a stored .gz must arrive as it is stored.
    headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
    return client.open_stream(path, headers=headers, silence=_SILENCE)
