from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest

from salida.language import Text, _, counted, current_language, speak
from salida.model.money import money


def test_a_text_becomes_words_where_it_is_shown() -> None:
    text = _("Update Salida")

    with speak("es"):
        assert str(text) == "Actualice Salida"
    with speak("en"):
        assert str(text) == "Update Salida"


def test_holes_are_filled_by_name_in_any_order() -> None:
    text = Text("{b} after {a}", {"a": "one", "b": "two"})

    assert str(text) == "two after one"


def test_a_text_in_a_hole_is_translated_too() -> None:
    text = Text("({inner})", {"inner": _("Update Salida")})

    with speak("es"):
        assert str(text) == "(Actualice Salida)"


@pytest.mark.parametrize(("n", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_counts_choose_their_plural(n: int, words: str) -> None:
    assert str(Text("{n} row", {"n": n}, "{n} rows")) == words


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 registros"), (1, "1 registro"), (7, "7 registros")]
)
def test_counts_choose_their_plural_in_spanish(n: int, words: str) -> None:
    with speak("es"):
        assert str(counted("{n} record", "{n} records", n)) == words


def test_braces_in_what_fills_a_hole_stay_as_they_are() -> None:
    assert str(_("Not an amount: `{amount}`", amount="{x}")) == "Not an amount: `{x}`"


def test_an_empty_text_is_empty_in_every_language() -> None:
    """gettext keeps the header of the catalogue under the empty text."""
    with speak("es"):
        assert str(Text("")) == ""


def test_words_without_a_translation_are_shown_in_english() -> None:
    with speak("es"):
        assert str(Text("nobody translated this")) == "nobody translated this"


def test_a_language_nobody_wrote_is_a_bug() -> None:
    with pytest.raises(ValueError, match="tlh"), speak("tlh"):
        pass


def test_the_language_ends_with_its_block() -> None:
    with suppress(KeyError), speak("es"):
        assert current_language() == "es"
        raise KeyError

    assert current_language() == "en"


def test_the_language_belongs_to_one_thread() -> None:
    """A server answers two readers at once; one must not change the words of the other."""
    with speak("es"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(current_language).result() == "en"
        assert current_language() == "es"


def test_a_text_travels_between_processes() -> None:
    text = counted("{n} record", "{n} records", 3)

    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Sep 30, 2026 / 1,234.5 / €120.00"),
        ("es", "30 sept 2026 / 1.234,5 / 120,00 €"),
    ],
)
def test_dates_and_amounts_in_a_text_follow_its_language(language: str, shown: str) -> None:
    text = Text(
        "{day} / {number} / {amount}",
        {"day": date(2026, 9, 30), "number": Decimal("1234.5"), "amount": money("120", "EUR")},
    )

    with speak(language):
        assert str(text).replace("\xa0", " ") == shown


def test_a_moment_without_a_time_zone_is_not_given_one() -> None:
    assert str(Text("{at}", {"at": datetime(2026, 9, 30, 8, 0)})) == "2026-09-30 08:00:00"  # noqa: DTZ001 - the case in question
