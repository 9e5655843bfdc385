"""init, org connect, org status, journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from salida.case import Case, Method, secrets_path
from salida.journal import check_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Org, Salida


def test_init_makes_a_case(salida: Salida, tmp_path: Path) -> None:
    ran = salida("init", tmp_path / "acme", "--name", "Peñón S.A.", "--documents-language", "es")

    assert ran.code == 0
    assert str(tmp_path / "acme" / "case.toml") in ran.out
    settings = Case.open(tmp_path / "acme").settings
    assert (settings.name, settings.language) == ("Peñón S.A.", "es")


def test_init_takes_the_language_of_the_run(salida: Salida, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme", "--lang", "es")

    assert Case.open(tmp_path / "acme").settings.language == "es"


def test_connecting_records_how_and_to_whom(case: Path, org: Org) -> None:
    settings = Case.open(case).settings

    assert settings.connection is not None
    assert settings.connection.method is Method.JWT
    assert settings.org is not None
    assert settings.org.id == org.archive.manifest().org.id
    assert settings.org.name == org.archive.manifest().org.name


def test_connecting_with_a_secret_from_the_environment_stores_nothing(
    salida: Salida, org: Org, tmp_path: Path
) -> None:
    salida("init", tmp_path / "acme")
    ran = salida(
        *("-C", tmp_path / "acme", "org", "connect", "--json", "--method", "client_credentials"),
        *("--login-url", org.url, "--client-id", org.logins.client_id),
        SALIDA_CLIENT_SECRET=org.logins.client_secret or "",
    )

    assert ran.code == 0, ran.err
    assert ran.json["id"] == org.archive.manifest().org.id
    case = Case.open(tmp_path / "acme")
    text = (case.folder / "case.toml").read_text() + (
        tmp_path / "acme/journal.sqlite"
    ).read_bytes().decode("latin-1")
    assert (org.logins.client_secret or "") not in text
    assert not secrets_path(
        case.settings.id, {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    ).exists()


def test_a_refresh_token_opens_the_org(salida: Salida, org: Org, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    ran = salida(
        *("-C", tmp_path / "acme", "org", "connect", "--method", "refresh_token"),
        *("--login-url", org.url, "--client-id", org.logins.client_id),
        SALIDA_REFRESH_TOKEN=org.logins.refresh_tokens[0],
        SALIDA_CLIENT_SECRET=org.logins.client_secret or "",
    )

    assert ran.code == 0, ran.err
    assert "Connected" in ran.out


def test_connecting_again_needs_only_what_changes(salida: Salida, case: Path) -> None:
    ran = salida("-C", case, "org", "connect", "--api-version", "60.0", "--json")

    assert ran.code == 0, ran.err
    assert ran.json["api_version"] == "60.0"
    assert ran.json["method"] == "jwt"


def test_connecting_without_a_method_is_explained(salida: Salida, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    ran = salida("-C", tmp_path / "acme", "org", "connect")

    assert ran.code == 2
    assert "--method" in ran.err


@pytest.mark.parametrize(
    ("method", "named"),
    [
        ("jwt", "client_id"),
        ("client_credentials", "client_id"),
        ("refresh_token", "client_id"),
        ("token", "instance_url"),
        ("browser", "client_id"),
    ],
)
def test_what_a_method_lacks_is_named(
    salida: Salida, tmp_path: Path, method: str, named: str
) -> None:
    salida("init", tmp_path / "acme")
    ran = salida("-C", tmp_path / "acme", "org", "connect", "--method", method, "--json")

    assert ran.code == 2
    assert named in ran.error["message"]
    assert ran.error["hint"]
    assert Case.open(tmp_path / "acme").settings.connection is None


def test_a_missing_secret_is_named(salida: Salida, org: Org, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    ran = salida(
        *("-C", tmp_path / "acme", "org", "connect", "--method", "token"),
        *("--instance-url", org.url),
    )

    assert ran.code == 2
    assert "SALIDA_ACCESS_TOKEN" in ran.err


def test_a_case_is_not_backed_up_before_it_is_connected(salida: Salida, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    ran = salida("-C", tmp_path / "acme", "backup")

    assert ran.code == 25
    assert "salida org connect" in ran.err
    assert not (tmp_path / "acme" / "archive").exists()


def test_status_shows_the_org(salida: Salida, case: Path, org: Org) -> None:
    ran = salida("-C", case, "org", "status", "--json")

    assert ran.code == 0, ran.err
    manifest = org.archive.manifest()
    accounts = manifest.outcome("Account")
    assert accounts is not None
    assert ran.json["id"] == manifest.org.id
    assert 0 < ran.json["records"]["Account"] <= accounts.rows
    assert ran.json["limits"]["DailyApiRequests"]["max"] > 0
    assert ran.json["users"] > 0

    words = salida("-C", case, "org", "status", "--lang", "es").out
    assert "Usuarios activos" in words
    assert "DailyApiRequests" in words


def test_the_journal_tells_what_was_done(salida: Salida, case: Path) -> None:
    ran = salida("-C", case, "journal")

    assert "case.made" in ran.out
    assert "org.connected" in ran.out


def test_the_journal_is_exported_with_its_chain(salida: Salida, case: Path) -> None:
    printed = salida("-C", case, "journal", "--json").out.splitlines()
    salida("-C", case, "journal", "--output", case / "journal.jsonl")
    written = (case / "journal.jsonl").read_text().splitlines()

    assert printed == written
    assert check_lines(written) == []
    assert [json.loads(each)["action"] for each in written] == ["case.made", "org.connected"]
