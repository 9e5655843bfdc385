from __future__ import annotations

import pytest

from salida.backup.reconcile import (
    Evidence,
    FileFacts,
    PageCount,
    external_file,
    needs_count_after,
    needs_count_later,
    reconcile_file,
    reconcile_rows,
)
from salida.model.gap import GapReason


def evidence(
    *pages: tuple[int | None, int],
    processed: int | None,
    before: int | None,
    after: int | None = None,
    later: int | None = None,
    distinct: int | None = None,
) -> Evidence:
    return Evidence(
        "Account",
        tuple(PageCount(number, *page) for number, page in enumerate(pages)),
        processed,
        before,
        after,
        later,
        distinct,
    )


def test_equal_numbers_everywhere_prove_the_rows() -> None:
    verdict = reconcile_rows(evidence((3, 3), (2, 2), processed=5, before=5, distinct=5))

    assert (verdict.org_rows, verdict.gap, verdict.findings) == (5, None, ())


@pytest.mark.parametrize(
    ("seen", "org_rows", "missing", "words"),
    [
        (evidence((3, 2), processed=2, before=2), 2, None, "page 0 states 3"),
        (evidence((3, 3), processed=4, before=3), 4, 1, "states 4 rows and has 3"),
        (evidence((3, 3), processed=3, before=3, distinct=2), 3, None, "2 distinct Ids"),
        (evidence((3, 3), processed=3, before=5, after=5, later=5), 5, 2, "counted 5, 5, 5"),
        (evidence((3, 3), processed=3, before=1, after=1, later=2), 2, -1, "archived 3"),
    ],
)
def test_any_number_that_differs_is_a_gap_that_adds_up(
    seen: Evidence, org_rows: int, missing: int | None, words: str
) -> None:
    verdict = reconcile_rows(seen)

    assert verdict.gap is not None
    assert verdict.gap.reason is GapReason.COUNT_DIFFERS
    assert words in verdict.gap.detail
    assert verdict.gap.rows == missing
    assert verdict.org_rows == org_rows == seen.rows + (missing or 0)


@pytest.mark.parametrize(("before", "after", "later"), [(2, 4, None), (4, 3, None), (5, 5, 2)])
def test_rows_between_two_counts_changed_during_the_read(
    before: int, after: int, later: int | None
) -> None:
    verdict = reconcile_rows(evidence((3, 3), processed=3, before=before, after=after, later=later))

    assert verdict.gap is None
    assert [each.code for each in verdict.findings] == ["rows_changed_meanwhile"]


def test_an_sobject_that_is_not_counted_is_said_to_be_so() -> None:
    verdict = reconcile_rows(evidence((None, 3), processed=3, before=None))

    assert verdict.gap is None
    assert [each.code for each in verdict.findings] == ["not_counted"]


def test_counts_are_asked_for_only_while_they_leave_something_open() -> None:
    assert not needs_count_after(3, 3)
    assert not needs_count_after(None, 3)
    assert needs_count_after(4, 3)
    assert not needs_count_later(4, 3, 3)
    assert not needs_count_later(4, None, 3)
    assert needs_count_later(4, 4, 3)


FILE = FileFacts("ContentVersion", "068A", "VersionData", 3, "900150983CD24FB0D6963F7D28E17F72")


def test_a_file_with_the_size_and_md5_of_its_row_is_whole() -> None:
    assert reconcile_file(FILE, size=3, md5="900150983cd24fb0d6963f7d28e17f72") is None
    assert reconcile_file(FileFacts("Attachment", "00P", "Body"), size=9, md5="") is None


@pytest.mark.parametrize(("size", "md5"), [(2, FILE.md5), (3, "d41d8cd98f00b204e9800998ecf8427e")])
def test_a_file_that_differs_is_a_gap(size: int, md5: str) -> None:
    gap = reconcile_file(FILE, size=size, md5=md5.lower())

    assert gap is not None
    assert (gap.subject, gap.reason, gap.rows) == ("ContentVersion/068A", GapReason.BLOB_DIFFERS, 1)


def test_a_link_is_a_gap_and_is_not_fetched() -> None:
    link = FileFacts("ContentVersion", "068B", "VersionData", 0, None, "E")

    gap = external_file(link)

    assert gap is not None
    assert gap.reason is GapReason.BLOB_EXTERNAL
    assert external_file(FILE) is None
