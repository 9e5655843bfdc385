"""A notice as JSON and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.errors import UsageError
from salida.notice.draft import Renewed
from salida.notice.notice import NoticeKind
from salida.notice.stored import from_json, to_json


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_notice_comes_back_unchanged(data: st.DataObject, company: Any) -> None:
    notice = company.notice(
        data.draw(company.agreements),
        kind=data.draw(st.sampled_from(list(NoticeKind))),
        language=data.draw(st.sampled_from(["en", "es"])),
        reason=data.draw(st.text()),
        own_asks=data.draw(st.lists(st.text()).map(tuple)),
    )

    assert from_json(orjson.loads(orjson.dumps(to_json(notice)))) == notice


def test_a_quantity_is_stored_as_text(company: Any) -> None:
    notice = company.notice(
        kind=NoticeKind.REDUCTION, renewed=(Renewed("Q-00123456", "1", Decimal("0.10")),)
    )

    assert to_json(notice)["orders"][0]["lines"][0]["renew"] == "0.10"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "something else"),
        (("version",), 2),
        (("id",), "no uuid"),
        (("kind",), "divorce"),
        (("language",), "fr"),
        (("day",), "yesterday"),
        (("day",), 20250701),
        (("recipients",), "one@x.example"),
        (("signer",), "Ana"),
        (("eu",), "yes"),
        (("data_return_days",), True),
        (("orders", 0, "lines", 0, "quantity"), 1.5),
        (("orders", 0, "lines", 0, "quantity"), "a dozen"),
        (("orders", 0, "renewal_type"), "perhaps"),
        (("orders", 0, "lines"), None),
    ],
)
def test_what_is_no_notice_is_refused_in_words(
    company: Any, path: tuple[str | int, ...], value: object
) -> None:
    stored: Any = to_json(company.notice())
    place = stored
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(UsageError) as refusal:
        from_json(stored)

    assert refusal.value.hint is not None


def test_a_missing_part_is_refused_in_words(company: Any) -> None:
    for name in to_json(company.notice()):
        stored = to_json(company.notice())
        del stored[name]
        with pytest.raises(UsageError):
            from_json(stored)
