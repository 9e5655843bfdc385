from __future__ import annotations

import pytest

from salida.cli.preferences import Preferences, preferences


@pytest.mark.parametrize(
    ("line", "environ", "language"),
    [
        pytest.param("backup", {}, "en", id="nothing said"),
        pytest.param("--lang es backup", {}, "es", id="before the command"),
        pytest.param("backup --lang es", {}, "es", id="after the command"),
        pytest.param("backup --lang=es", {"SALIDA_LANG": "en"}, "es", id="the option wins"),
        pytest.param("backup", {"SALIDA_LANG": "es", "LANG": "en_US"}, "es", id="own variable"),
        pytest.param("backup", {"SALIDA_LANG": "fr", "LANG": "es_ES"}, "es", id="unknown language"),
        pytest.param("backup", {"LANG": "es_MX.UTF-8"}, "es", id="locale"),
        pytest.param("backup", {"LC_ALL": "C", "LANG": "es_ES"}, "en", id="LC_ALL wins"),
        pytest.param("backup", {"LC_MESSAGES": "es", "LANG": "en"}, "es", id="LC_MESSAGES"),
        pytest.param("backup", {"LC_ALL": "", "LANG": "es"}, "es", id="empty is unset"),
        pytest.param("backup --lang", {}, "en", id="cut off"),
        pytest.param("backup --lang fr", {}, "en", id="refused later, in English"),
        pytest.param("query -- --lang es", {}, "en", id="after the options' end"),
    ],
)
def test_language(line: str, environ: dict[str, str], language: str) -> None:
    assert preferences(line.split(), environ).language == language


@pytest.mark.parametrize(
    ("line", "environ", "json"),
    [
        ("backup", {}, False),
        ("backup --json", {}, True),
        ("--json backup", {}, True),
        ("backup", {"SALIDA_JSON": "1"}, True),
        ("backup", {"SALIDA_JSON": "0"}, False),
        ("query -- --json", {}, False),
    ],
)
def test_json(line: str, environ: dict[str, str], *, json: bool) -> None:
    assert preferences(line.split(), environ) == Preferences("en", json)
