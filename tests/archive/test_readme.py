from __future__ import annotations

import pytest

from salida.archive.readme import readme_bytes
from salida.language import LANGUAGES, speak


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_language_the_english_text_is_there_once(language: str) -> None:
    english = readme_bytes().decode()

    with speak(language):
        readme = readme_bytes().decode()

    assert readme.count(english.rstrip()) == 1
    assert readme.endswith(english)
