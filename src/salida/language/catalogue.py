"""The language in force, and the catalogue that belongs to it."""

from __future__ import annotations

import gettext
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("en", "es")
"""The languages that every text exists in."""

DEFAULT_LANGUAGE = "en"

_language: ContextVar[str] = ContextVar("salida_language", default=DEFAULT_LANGUAGE)


def current_language() -> str:
    """Return the language that texts are shown in here and now: `en` or `es`."""
    return _language.get()


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Show every text inside this block in `language`.

    Raises:
        ValueError: if `language` is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        message = f"no catalogue for {language!r}"
        raise ValueError(message)
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of `language`; English is the source and has none."""
    if language == DEFAULT_LANGUAGE:
        return gettext.NullTranslations()
    return gettext.translation("salida", Path(__file__).parent, languages=[language])
