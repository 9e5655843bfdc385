from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from salida.cli.visible import visible


@given(st.text())
def test_nothing_that_is_shown_can_act_on_a_terminal(text: str) -> None:
    shown = visible(text)

    assert len(shown) == len(text)
    assert not any(unicodedata.category(each) == "Cc" for each in shown)
    assert not any(
        unicodedata.bidirectional(each) in {"RLO", "LRO", "RLE", "LRE"} for each in shown
    )


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_stay_as_they_are(text: str) -> None:
    assert visible(text) == text


def test_an_escape_sequence_is_seen() -> None:
    assert visible("\x1b[2Jhola\n\x00") == "␛[2Jhola⏎␀"
