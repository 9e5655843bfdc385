"""Describes, as the org delivered them: byte for byte."""

from __future__ import annotations

from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from salida.replica import refusals
from salida.replica.call import Answer, json_answer

if TYPE_CHECKING:
    from datetime import datetime

    from salida.replica.call import Call
    from salida.replica.org import Org


def describe_global(org: Org, call: Call) -> Answer:
    """Answer `GET .../sobjects`."""
    file = org.manifest.content.describe_global
    if file is None:
        raise refusals.not_found()
    return _unless_known(org, call, org.archive.path(file.path).read_bytes())


def describe(org: Org, call: Call, sobject: str) -> Answer:
    """Answer `GET .../sobjects/X/describe`."""
    name = org.describe(sobject).name
    return _unless_known(org, call, org.archive.describe_bytes(name, org.snapshot))


def basic_info(org: Org, sobject: str) -> Answer:
    """Answer `GET .../sobjects/X`: its line of the list. An archive knows no recent items."""
    name = org.describe(sobject).name
    shown = _line_of(org, name) or _own_line(org.archive.describe_json(name, org.snapshot))
    return json_answer({"objectDescribe": shown, "recentItems": []})


def _line_of(org: Org, name: str) -> dict[str, Any] | None:
    if org.manifest.content.describe_global is None:
        return None
    listed = org.archive.describe_global_json(org.snapshot)["sobjects"]
    return next((each for each in listed if each["name"] == name), None)


def _own_line(described: dict[str, Any]) -> dict[str, Any]:
    """Return a describe without what only describes have: its lists and objects."""
    return {
        key: value
        for key, value in described.items()
        if key == "urls" or not isinstance(value, list | dict)
    }


def _unless_known(org: Org, call: Call, body: bytes) -> Answer:
    """Answer with `body`, or 304 if the client has it since the snapshot was taken."""
    changed_at = org.manifest.started_at.replace(microsecond=0)
    headers = {"Last-Modified": format_datetime(changed_at, usegmt=True)}
    known_since = _http_date(call.headers.get("if-modified-since"))
    if known_since is not None and known_since >= changed_at:
        return Answer(status=304, headers=headers, media_type=None)
    return Answer(body=body, headers=headers)


def _http_date(text: str | None) -> datetime | None:
    try:
        moment = None if text is None else parsedate_to_datetime(text)
    except ValueError:
        return None
    # A date without a zone cannot be compared; HTTP dates have one.
    return moment if moment is not None and moment.tzinfo is not None else None
