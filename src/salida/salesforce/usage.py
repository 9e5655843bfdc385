"""How many API calls are used, as every answer says in its `Sforce-Limit-Info` header."""

from __future__ import annotations

import re
from typing import NamedTuple

_USAGE = re.compile(r"(?:^|[;,\s])api-usage=(\d+)/(\d+)")


class ApiUsage(NamedTuple):
    """API calls of the rolling 24 hours, of the whole org."""

    used: int
    max: int

    @property
    def left(self) -> int:
        """Return how many calls are left; an org may let a few more pass."""
        return max(0, self.max - self.used)


def parse_usage(header: str | None) -> ApiUsage | None:
    """Read `api-usage=18/15000; per-app-api-usage=17/250(appName=x)`; `None` if it is not there."""
    found = _USAGE.search(header or "")
    return ApiUsage(int(found[1]), int(found[2])) if found else None
