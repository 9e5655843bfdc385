"""SOQL over an archive: one engine for `salida query` and for the replica."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from salida.archive import Archive, Catalogue
    from salida.query.prepared import Prepared


class Engine:
    """Prepares SOQL against the describes and rows of one snapshot of an archive."""

    def __init__(self, catalogue: Catalogue, archive: Archive, snapshot: str | None = None) -> None:
        self._catalogue = catalogue
        self._archive = archive
        self._snapshot = snapshot

    def prepare(
        self,
        soql: str,
        *,
        all_rows: bool = False,
        now: datetime | None = None,
        time_zone: str = "UTC",
    ) -> Prepared:
        """Check `soql` and make it ready to run; no row is read yet.

        `all_rows` shows soft-deleted and archived rows as `queryAll` does. `now` and
        `time_zone` decide what `TODAY` and the other date literals mean.

        Raises:
            SoqlError: in Salesforce's words, with `error_code`, `row` and `column`.
            SoqlUnsupportedError: valid SOQL that an archive cannot answer, with the reason.
        """
        raise NotImplementedError
