"""init, org connect, org status, journal."""

from __future__ import annotations

import json
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from salida.case import Case, Method, secrets_path
from salida.journal import check_lines
from salida.salesforce import Client, ClientCredentials

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


SF = """#!/bin/sh
[ "$1 $2 $3 $4" = "org display --target-org acme" ] || exit 127
echo '{{"status":0,"result":{{"id":"{org}","instanceUrl":"{url}","accessToken":"{token}"}}}}'
"""


def access_token(org: Org) -> str:
    """Log in beside Salida, as whoever set the other program up has done."""
    logins = org.logins
    with Client(ClientCredentials(logins.client_id, logins.client_secret or "", org.url)) as client:
        return client.session.access_token


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for `sf` is a shell script")
def test_the_login_of_the_sf_command_is_borrowed_and_never_kept(
    salida: Salida, org: Org, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = access_token(org)
    program = tmp_path / "programs" / "sf"
    program.parent.mkdir()
    program.write_text(SF.format(org=org.archive.manifest().org.id, url=org.url, token=token))
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    salida("init", tmp_path / "acme")

    ran = salida(
        *("-C", tmp_path / "acme", "org", "connect", "--method", "sf", "--username", "acme"),
        "--json",
    )

    assert ran.code == 0, ran.err
    assert (ran.json["id"], ran.json["method"]) == (org.archive.manifest().org.id, "sf")
    assert salida("-C", tmp_path / "acme", "org", "status").code == 0
    kept = [each for each in tmp_path.rglob("*") if each.is_file() and each != program]
    assert not [each for each in kept if token.encode() in each.read_bytes()]


BROWSER = """
import re, sys, urllib.parse, urllib.request
open("opened", "w").write(sys.argv[1])
page = urllib.request.urlopen(sys.argv[1]).read().decode()
form = dict(re.findall(r'name="(\\w+)" value="([^"]*)"', page), choice="allow")
data = urllib.parse.urlencode(form).encode()
urllib.request.urlopen(sys.argv[1].partition("?")[0], data).read()
"""


def test_a_login_in_the_browser_comes_back_to_the_port_of_the_app_and_is_kept(
    binary: Salida, org: Org, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    browser = tmp_path / "browser.py"
    browser.write_text(BROWSER)
    assert binary("init", tmp_path / "acme").code == 0

    ran = binary(
        *("-C", tmp_path / "acme", "org", "connect", "--method", "browser", "--json"),
        *("--login-url", org.url, "--client-id", org.logins.client_id, "--port", port),
        BROWSER=f"{sys.executable} {browser} %s",
        SALIDA_CLIENT_SECRET=org.logins.client_secret or "",
    )

    assert ran.code == 0, ran.err
    assert f"localhost%3A{port}%2Fcallback" in (tmp_path / "opened").read_text()
    assert ran.json["method"] == "refresh_token"
    assert binary("-C", tmp_path / "acme", "org", "status").code == 0


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
