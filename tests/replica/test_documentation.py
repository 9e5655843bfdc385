from __future__ import annotations

import inspect
import re
from pathlib import Path

from salida.replica import Dialect, Replica, routes
from salida.replica.queries import LARGEST_PAGE, SMALLEST_PAGE
from salida.replica.usage import DAILY_CALLS
from salida.replica.versions import NEWEST, OLDEST

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "replica.md"


def table() -> dict[str, set[str]]:
    """Return the documented paths with their methods."""
    rows = re.findall(r"^\| `(/[^`]*)` \| ([A-Z, ]+) \|", PAGE.read_text(), re.MULTILINE)
    return {path: set(methods.split(", ")) for path, methods in rows}


def test_every_resource_is_documented_with_its_methods() -> None:
    documented = table()
    for each in (*routes.OUTSIDE, *routes.INSIDE):
        reading = {name for name, function in each.methods.items() if function is not routes._write}
        if each.path in {"", "/services/data"}:
            continue  # in the text
        if reading:
            assert documented.pop(each.path) == reading, each.path
        else:
            assert f"`{each.path}`" in PAGE.read_text()
    assert documented == {}


def test_every_setting_is_documented() -> None:
    page = PAGE.read_text()
    names = list(inspect.signature(Replica.__init__).parameters)[2:]
    assert f"`Replica(archive, *, {', '.join(names)})`" in page


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    page = PAGE.read_text()
    assert f"{OLDEST}.0 to {NEWEST}.0" in page
    assert f"A page has {LARGEST_PAGE:,} records" in page
    assert f"between {SMALLEST_PAGE} and {LARGEST_PAGE:,}" in page
    assert f"api-usage=18/{DAILY_CALLS}" in page
    usual = Dialect()
    assert f"without it there are {usual.result_page_records:,} rows" in page
    assert f"{usual.result_page_bytes // 1024**2} MB end it" in page
    assert f"`{usual.page_link}`, `{usual.next_link}`" in page
