"""Which versions of the API the replica speaks, and how Salesforce calls them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.replica import refusals
from salida.replica.call import Answer, json_answer

if TYPE_CHECKING:
    from salida.replica.call import Call

OLDEST = 31
"""21.0 to 30.0 were retired in Summer '25."""

NEWEST = 67
"""Summer '26."""

_WINTER_26 = 65
_SEASONS = ("Winter", "Spring", "Summer")
_PATH = re.compile(r"/services/data/v(?P<version>\d{1,3}(?:\.\d)?)(?P<rest>/.*|)")


def label(version: int) -> str:
    """Return the release that brought `version`: 66 -> `Spring '26`."""
    years, season = divmod(version - _WINTER_26, len(_SEASONS))
    return f"{_SEASONS[season]} '{(26 + years) % 100:02d}"


def list_versions() -> Answer:
    """Answer `GET /services/data`, which needs no login."""
    return json_answer(
        [
            {"label": label(each), "url": f"/services/data/v{each}.0", "version": f"{each}.0"}
            for each in range(OLDEST, NEWEST + 1)
        ]
    )


def split(path: str) -> tuple[str, str] | None:
    """Return the version and the rest of a path under `/services/data/vNN.N`, or `None`.

    Raises:
        SalesforceError: 410 for a retired version, 404 for one that does not exist yet.
    """
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    number = float(match["version"])
    if number < OLDEST:
        raise refusals.version_retired(match["version"])
    if number > NEWEST or number != int(number):
        raise refusals.not_found()
    return f"{int(number)}.0", match["rest"]


def list_resources(call: Call, *, identity: str) -> Answer:
    """Answer `GET /services/data/vNN.N`: the resources that this server has."""
    names = ("composite", "jobs", "limits", "query", "queryAll", "sobjects")
    return json_answer({"identity": identity, **{each: call.at(f"/{each}") for each in names}})
