"""Which API version to speak."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from salida.errors import SalesforceError, UsageError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NEWEST_KNOWN = 67
"""Summer '26. A newer one may change what answers mean, so it is not taken unasked."""

OLDEST_KNOWN = 47
"""Winter '20, the first with Bulk API 2.0 queries."""


def choose_version(offered: Iterable[Mapping[str, Any]], wanted: str | None = None) -> str:
    """Return the version to speak, such as `66.0`: the one wanted, or the highest known.

    Args:
        offered: The list that `GET /services/data` answers, `[{"version": "66.0", ...}]`.
        wanted: A version the user insists on: `66.0`, `66` or `v66.0`.

    Raises:
        UsageError: if `wanted` is not a version or the org does not offer it.
        SalesforceError: if the org offers none that Salida knows.
    """
    majors = {major for each in offered if (major := _major(str(each.get("version")))) is not None}
    shown = ", ".join(f"{each}.0" for each in sorted(majors)[-3:])
    if wanted is not None:
        major = _major(wanted)
        if major is None or major not in majors:
            raise UsageError(
                _("The org does not speak API version `{version}`", version=wanted),
                hint=_("The newest that it speaks: {versions}", versions=shown),
            )
        return f"{major}.0"
    known = [each for each in majors if OLDEST_KNOWN <= each <= NEWEST_KNOWN]
    if not known:
        raise SalesforceError(
            _("The org speaks no API version that Salida knows: {versions}", versions=shown or "-"),
            hint=_("Update Salida, or name one of the org's versions"),
        )
    return f"{max(known)}.0"


def _major(text: str) -> int | None:
    found = re.fullmatch(r"v?(\d{1,3})(\.0)?", text.strip())
    return int(found[1]) if found else None
