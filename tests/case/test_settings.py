from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.case import Connection, Method, Org, Settings
from salida.case.settings import new_settings, read_settings, with_connection
from salida.errors import CaseError

PATH = Path("case.toml")
GOOD = """\
format = 1
id = "b7"
name = "Acme"
language = "es"
created_at = 2026-03-01T09:30:00Z
"""

# TOML forbids control characters in plain strings; tomlkit escapes them.
words = st.text(st.characters(codec="utf-8"), max_size=20)
optional = st.none() | words
connections = st.builds(
    Connection,
    st.sampled_from(Method),
    optional,
    optional,
    optional,
    optional,
    optional,
    optional,
    optional,
)
orgs = st.builds(Org, words, words, words, optional, st.none() | st.booleans(), optional)


@given(words, st.sampled_from(["en", "es"]), connections, orgs)
def test_settings_are_read_back_as_they_were_written(
    name: str, language: str, connection: Connection, org: Org
) -> None:
    settings = Settings("b7", name, language, datetime(2026, 3, 1, tzinfo=UTC))  # type: ignore[arg-type] # drawn from the two

    text = with_connection(new_settings(settings), connection, org, PATH)

    read = read_settings(text, PATH)
    assert (read.name, read.language, read.created_at) == (name, language, settings.created_at)
    assert (read.connection, read.org) == (connection, org)


def test_writing_the_same_again_changes_nothing() -> None:
    connection = Connection(Method.SF, username="ana")
    org = Org("00D1", "Acme", "https://acme.example")
    once = with_connection(GOOD, connection, org, PATH)

    assert with_connection(once, connection, org, PATH) == once


def test_empty_tables_say_nothing() -> None:
    settings = read_settings(f"{GOOD}[connection]\n[org]\n", PATH)

    assert settings.connection is None
    assert settings.org is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("name = ", "line 1", id="no TOML"),
        pytest.param(GOOD + 'name = "again"\n', "TOML", id="the same key twice"),
        pytest.param(GOOD.replace("format = 1", "format = 2"), "newer", id="a newer format"),
        pytest.param(GOOD.replace("format = 1", "format = 'x'"), "format", id="a wrong format"),
        pytest.param(GOOD.replace('"es"', '"fr"'), "language", id="another language"),
        pytest.param(GOOD.replace('name = "Acme"', "name = 3"), "name", id="a number for a text"),
        pytest.param(GOOD.replace('name = "Acme"\n', ""), "name", id="a missing setting"),
        pytest.param(GOOD.replace("2026-03-01T09:30:00Z", "'soon'"), "created_at", id="no date"),
        pytest.param(f"{GOOD}nmae = 'x'\n", "nmae", id="a misspelt setting"),
        pytest.param(f"{GOOD}connection = 'jwt'\n", "connection", id="no table"),
        pytest.param(f"{GOOD}[connection]\nmethod = 'magic'\n", "connection.method", id="method"),
        pytest.param(f"{GOOD}[connection]\nclient_id = 'x'\n", "connection.method", id="no method"),
        pytest.param(
            f"{GOOD}[connection]\nmethod='jwt'\nclient_secret = 'x'\n", "secret", id="a secret"
        ),
        pytest.param(f"{GOOD}password = 'x'\n", "secret", id="a secret at the top"),
        pytest.param(f"{GOOD}[org]\nid = '00D'\n", "org.name", id="half an org"),
    ],
)
def test_what_is_wrong_is_named_with_a_hint(text: str, named: str) -> None:
    with pytest.raises(CaseError, match=named) as error:
        read_settings(text, PATH)

    assert error.value.hint
    assert "case.toml" in str(error.value)
