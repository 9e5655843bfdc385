"""Real rows under real describes: served, backed up and equal row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import verify
from salida.replica import Dialect

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("name", "rows"), [("npsp", 17_285), ("pmm", 1_267)])
def test_a_real_org_comes_back_row_by_row(
    rehearse: Any, sample_orgs: Any, tmp_path: Path, name: str, rows: int
) -> None:
    _build, serve, archives_equal = rehearse
    sample = sample_orgs.sample_org(name)
    source = sample.load(tmp_path / "source")

    with serve(source, Dialect(result_page_records=500)) as served:
        copy = served.back_up(tmp_path / "copy", bulk_from_rows=100)

    archives_equal(source, copy)
    manifest = copy.manifest()
    assert manifest.complete
    assert {each.reader for each in manifest.sobjects} == {"bulk2", "rest"}
    # The rows of the app's own data, and not a few of setup beside them.
    assert sum(manifest.outcome(each).rows for each in sample.rows) >= rows
    assert not verify(copy).findings
