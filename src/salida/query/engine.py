"""SOQL over an archive: one engine for `salida query` and for the replica."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from salida.errors import UsageError
from salida.language import _
from salida.query.fiscal import fiscal_year
from salida.query.prepared import Prepared
from salida.query.schema import ArchiveSchema
from salida.soql import MACROS, Calendar, Context, parse, translate

if TYPE_CHECKING:
    from salida.archive import Catalogue


class Engine:
    """Prepares SOQL against the describes and rows of one snapshot. Safe from any thread."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._schema = ArchiveSchema(catalogue)
        with catalogue.cursor() as cursor:
            for macro in MACROS:
                cursor.execute(macro)

    def prepare(
        self,
        soql: str,
        *,
        all_rows: bool = False,
        now: datetime | None = None,
        time_zone: str = "UTC",
    ) -> Prepared:
        """Check `soql` and make it ready to run; no record is read yet.

        Args:
            soql: One SELECT as the REST API takes it.
            all_rows: Whether soft-deleted and archived rows show, as with `queryAll`.
            now: The moment that `TODAY` and the other date literals start from.
            time_zone: The user's zone, by which days begin and end (`Europe/Madrid`).

        Raises:
            SoqlError: in Salesforce's words, with `error_code`, `row` and `column`.
            SoqlUnsupportedError: valid SOQL that an archive cannot answer, with the reason.
            UsageError: if the time zone does not exist.
        """
        query = parse(soql)
        calendar = self._calendar(soql, now or datetime.now(UTC), time_zone)
        plan = translate(query, Context(self._schema, calendar, all_rows))
        return Prepared(plan, self._catalogue)

    def _calendar(self, soql: str, now: datetime, time_zone: str) -> Calendar:
        try:
            ZoneInfo(time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise UsageError(
                _("No such time zone: `{name}`", name=time_zone),
                hint=_("Write it as the IANA database does, such as Europe/Madrid"),
            ) from error
        if "FISCAL" not in soql.upper():
            return Calendar(now, time_zone)
        month, named_by_start = fiscal_year(self._catalogue, self._schema)
        return Calendar(
            now, time_zone, fiscal_month=month, fiscal_year_named_by_start=named_by_start
        )
