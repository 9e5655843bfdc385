"""An archive's snapshot as the schema that SOQL is translated against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import SoqlUnsupportedError
from salida.language import _

if TYPE_CHECKING:
    from salida.archive import Catalogue
    from salida.model.describe import SObject


class ArchiveSchema:
    """The describes and views of one snapshot; implements `salida.soql.Schema`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._archive = catalogue.archive
        self._outcomes = {each.name.lower(): each for each in catalogue.manifest.sobjects}
        self._verbatim: dict[str, frozenset[str]] = {}

    def find(self, name: str) -> SObject | None:
        """Return the describe of the sObject called `name`, whatever its case, or `None`."""
        outcome = self._outcomes.get(name.lower())
        if outcome is None or outcome.describe is None:
            return None
        return self._archive.describe(outcome.name, self._catalogue.snapshot)

    def gap(self, name: str) -> SoqlUnsupportedError | None:
        """Return the error for an sObject whose rows the snapshot lacks, `None` for any other."""
        outcome = self._outcomes.get(name.lower())
        if outcome is None or outcome.outcome != "gap":
            return None
        reasons = ", ".join(sorted({each.reason.value for each in outcome.gaps}))
        return SoqlUnsupportedError(
            _(
                "The archive has no rows of {sobject}: {reason}",
                sobject=outcome.name,
                reason=reasons,
            ),
            hint=_("`salida verify` lists every gap of the archive"),
            error_code="INVALID_TYPE",
        )

    def relation(self, sobject: str) -> str:
        """Return the view of `sobject`.

        Raises:
            SoqlUnsupportedError: if the snapshot has a gap where its rows should be.
        """
        gap = self.gap(sobject)
        if gap is not None:
            raise gap
        return self._catalogue.view(sobject)

    def holds(self, sobject: str) -> bool:
        """Whether the snapshot has any row of `sobject`."""
        outcome = self._outcomes.get(sobject.lower())
        return outcome is not None and any(part.rows for part in outcome.parts)

    def verbatim(self, sobject: str) -> frozenset[str]:
        """Return the fields of which some row keeps a value in `_verbatim`."""
        if sobject not in self._verbatim:
            self._verbatim[sobject] = self._read_verbatim(sobject)
        return self._verbatim[sobject]

    def omitted(self, sobject: str) -> frozenset[str]:
        """Return the fields whose values the snapshot does not have."""
        return frozenset(self._outcomes[sobject.lower()].omitted_fields)

    def _read_verbatim(self, sobject: str) -> frozenset[str]:
        if not self.holds(sobject):
            return frozenset()
        view = self._catalogue.view(sobject)
        with self._catalogue.cursor() as cursor:
            rows = cursor.execute(
                f"SELECT DISTINCT unnest(map_keys(_verbatim)) FROM {view} "  # noqa: S608 - the view is quoted
                "WHERE _verbatim IS NOT NULL"
            ).fetchall()
        return frozenset(row[0] for row in rows)
