"""When the org's fiscal year begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salida.archive import Catalogue
    from salida.query.schema import ArchiveSchema

_FIELDS = ("FiscalYearStartMonth", "UsesStartDateAsFiscalYearName")


def fiscal_year(catalogue: Catalogue, schema: ArchiveSchema) -> tuple[int, bool]:
    """Return the first month, and whether the year is named by the date on which it begins.

    An archive without the Organization row answers for a calendar year.
    """
    organization = schema.find("Organization")
    if organization is None or not schema.holds("Organization"):
        return 1, False
    if any(organization.find(each) is None for each in _FIELDS):
        return 1, False
    month, named_by_start = (f'"{each}"' for each in _FIELDS)
    with catalogue.cursor() as cursor:
        row = cursor.execute(
            f"SELECT {month}, {named_by_start} FROM {catalogue.view('Organization')} LIMIT 1"  # noqa: S608 - names of this module
        ).fetchone()
    return (int(row[0] or 1), bool(row[1])) if row else (1, False)
