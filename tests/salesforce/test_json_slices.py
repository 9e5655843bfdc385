"""Values cut out of JSON stay as they were written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salida.salesforce.json_slices import items, members

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
styles = st.sampled_from([{}, {"indent": 1}, {"ensure_ascii": False}, {"separators": (",", ":")}])


@settings(max_examples=40)
@given(st.dictionaries(st.text(), values), styles)
def test_every_member_is_found(content: dict[str, Any], style: dict[str, Any]) -> None:
    found = {name: json.loads(value) for name, value in members(json.dumps(content, **style))}
    assert found == content


@settings(max_examples=40)
@given(st.lists(values), styles)
def test_every_item_is_found(content: list[Any], style: dict[str, Any]) -> None:
    assert [json.loads(each) for each in items(json.dumps(content, **style))] == content


def test_not_a_byte_is_changed() -> None:
    body = r'{ "scale" : 1.50, "label":"\u00d1\/", "big": 123456789012345678901234567890 }'
    text = f' {{"a" : 1 ,\n"body": {body} , "z":[] }} '
    assert dict(members(text)) == {"a": "1", "body": body, "z": "[]"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a"}', '{"a":1,}', '{"a":1 "b":2}', "null"])
def test_what_is_not_an_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        list(members(text))


@pytest.mark.parametrize("text", ["", "{}", "[", "[1,]", "[1 2]", "null"])
def test_what_is_not_a_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        list(items(text))
