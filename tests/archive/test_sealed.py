from __future__ import annotations

import hashlib
import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salida.archive.sealed import seal, unseal
from salida.errors import ArchiveVersionError, IntegrityError

# JSON text may hold half of a surrogate pair, which Python keeps as it is; two halves side by
# side are one character in JSON, and are no text that could have come from an org.
texts = st.text(st.characters()).map(lambda text: str(json.loads(json.dumps(text))))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
KEYS = {"format", "version", "checksum"}
contents = st.dictionaries(texts.filter(lambda key: key not in KEYS), values, max_size=5)


def opened(raw: bytes) -> dict[str, object]:
    return unseal(raw, kind="test", newest=1, path="a.json")


@settings(deadline=None)
@given(contents)
@example({"half a pair": "\ud83d", "name": '"checksum": "' + "0" * 64 + '"'})
def test_content_comes_back_as_it_was(content: dict[str, object]) -> None:
    found = opened(seal("test", 1, content))

    assert {key: found[key] for key in found if key not in KEYS} == content


@settings(deadline=None)
@given(contents, st.data())
def test_any_flipped_bit_is_found(content: dict[str, object], data: st.DataObject) -> None:
    raw = bytearray(seal("test", 1, content))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(IntegrityError, match=r"a\.json"):
        opened(bytes(raw))


@settings(deadline=None)
@given(contents, st.data())
def test_any_cut_is_found(content: dict[str, object], data: st.DataObject) -> None:
    raw = seal("test", 1, content)

    with pytest.raises(IntegrityError):
        opened(raw[: data.draw(st.integers(0, len(raw) - 1))])


def test_the_checksum_can_be_computed_without_salida() -> None:
    raw = seal("test", 1, {"name": "Ñandú"})
    stated = json.loads(raw)["checksum"]

    blanked = re.sub(rb'("checksum": ")[0-9a-f]{64}', rb"\g<1>" + b"0" * 64, raw, count=1)

    assert hashlib.sha256(blanked).hexdigest() == stated


def test_a_whole_file_of_a_newer_version_is_refused_with_a_hint() -> None:
    with pytest.raises(ArchiveVersionError, match="has format version 2") as refused:
        opened(seal("test", 2, {}))

    assert "reads up to version 1" in str(refused.value.hint)


def test_a_whole_file_of_another_kind_is_refused() -> None:
    with pytest.raises(IntegrityError):
        opened(seal("other", 1, {}))
