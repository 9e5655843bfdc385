"""The invented company, with all its hostile text and its files: served, backed up and equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.archive import verify
from salida.model.gap import GapReason
from salida.practice import create_practice
from salida.replica import Dialect

if TYPE_CHECKING:
    from pathlib import Path


def test_the_practice_company_comes_back_whole(rehearse: Any, tmp_path: Path) -> None:
    _build, serve, archives_equal = rehearse
    source = create_practice(tmp_path / "source", records=3_000)

    with serve(source, Dialect(result_page_records=200)) as served:
        copy = served.back_up(tmp_path / "copy", bulk_from_rows=100)

    archives_equal(source, copy)
    made, kept = source.manifest(), copy.manifest()
    assert kept.rows == made.rows == 3_000
    assert kept.blobs == made.blobs > 0
    assert kept.complete
    links = [each for each in kept.gaps if each.reason is GapReason.BLOB_EXTERNAL]
    assert links
    assert set(kept.gaps) - set(links) == set(made.gaps) - set(links)
    assert {each.reader for each in kept.sobjects} == {"bulk2", "rest", None}
    assert not verify(copy).findings
