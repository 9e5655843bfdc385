"""Build a practice org from foreign rows and their describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.practice.create import DEFAULT_NOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from salida.archive import Archive, OrgIdentity


def load_practice(
    root: Path,
    describes: Sequence[Mapping[str, Any]],
    rows: Mapping[str, Iterable[Mapping[str, object]]],
    *,
    lookups: Mapping[str, Mapping[str, str]] | None = None,
    blobs: Mapping[str, Mapping[str, bytes]] | None = None,
    org: OrgIdentity | None = None,
    now: datetime = DEFAULT_NOW,
) -> Archive:
    """Create an archive at `root` from `rows` by sObject name.

    `describes` may be full or reduced; missing keys are derived. `lookups` says which
    columns hold local ids of which sObject: `{"Contact": {"AccountId": "Account"}}`.
    """
    raise NotImplementedError
