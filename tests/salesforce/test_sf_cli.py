"""Reuse of the Salesforce CLI's login, played by a small program on the PATH."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import AuthenticationError, UsageError
from salida.salesforce import SfCli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from salida.salesforce.http import Http

REDACTED = "[REDACTED] Use 'sf org auth show-access-token' to view"
DISPLAY = {
    "id": "00Dxx0000001gPFEAY",
    "instanceUrl": "https://acme.my.salesforce.com",
    "username": "ana@example.com",
}

_PROGRAM = """#!{python}
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "calls"), "a") as calls:
    calls.write(json.dumps([sys.argv[1:], os.environ.get("NO_COLOR")]) + "\\n")
with open(os.path.join(here, "answers.json")) as file:
    answers = json.load(file)
words = [each for each in sys.argv[1:] if not each.startswith("-")]
for command, (status, out, err) in answers.items():
    if words[: len(command.split())] == command.split():
        sys.stdout.write(out)
        sys.stderr.write(err)
        sys.exit(status)
sys.stderr.write("Warning: " + " ".join(words) + " is not a sf command.")
sys.exit(127)
"""


@pytest.fixture
def install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Callable[[], list[Any]]]:
    """Return a function that puts an `sf` with given answers on the PATH; it returns its calls."""

    def put(**answers: tuple[int, str, str]) -> Callable[[], list[Any]]:
        program = tmp_path / "sf"
        program.write_text(_PROGRAM.format(python=sys.executable))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        named = {name.replace("__", "-").replace("_", " "): each for name, each in answers.items()}
        (tmp_path / "answers.json").write_text(json.dumps(named))
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        calls = tmp_path / "calls"
        return lambda: [json.loads(line) for line in calls.read_text().splitlines()]

    return put


def result(**fields: object) -> tuple[int, str, str]:
    return 0, json.dumps({"status": 0, "result": fields, "warnings": []}), ""


def failure(message: str) -> tuple[int, str, str]:
    return 1, json.dumps({"status": 1, "name": "NamedOrgNotFoundError", "message": message}), ""


def test_a_cli_before_may_2026_shows_the_token(
    install: Callable[..., Any], http: Http, token: str
) -> None:
    calls = install(org_display=result(**DISPLAY, accessToken=token))
    session = SfCli("acme").authenticate(http)
    assert session.access_token == token
    assert session.instance_url == "https://acme.my.salesforce.com"
    assert session.org_id == "00Dxx0000001gPFEAY"
    assert calls() == [[["org", "display", "--target-org", "acme", "--json"], "1"]]


def test_a_newer_cli_is_asked_for_the_token_itself(
    install: Callable[..., Any], http: Http, token: str
) -> None:
    calls = install(
        org_display=result(**DISPLAY, accessToken=REDACTED),
        org_auth_show__access__token=result(accessToken=token),
    )
    assert SfCli("acme").authenticate(http).access_token == token
    assert calls()[1][0] == [
        "org",
        "auth",
        "show-access-token",
        "--no-prompt",
        "--target-org",
        "acme",
        "--json",
    ]


def test_without_a_name_the_default_org_is_taken(
    install: Callable[..., Any], http: Http, token: str
) -> None:
    calls = install(org_display=result(**DISPLAY, accessToken=token))
    SfCli().authenticate(http)
    assert calls()[0][0] == ["org", "display", "--json"]


def test_warnings_before_the_json_do_no_harm(
    install: Callable[..., Any], http: Http, token: str
) -> None:
    status, out, _err = result(**DISPLAY, accessToken=token)
    install(org_display=(status, f" »   Warning: update available\n{out}", "noise"))
    assert SfCli("acme").authenticate(http).access_token == token


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {"org_display": failure("No authorization information found for acme.")},
            "No authorization",
        ),
        ({"org_display": (1, "", "command org:display not found")}, "not found"),
        ({"org_display": (0, "[]", "")}, "failed"),
        ({"org_display": result(username="ana@example.com", accessToken="00Dxx!x")}, "no token"),
        ({"org_display": result(**DISPLAY, accessToken=REDACTED)}, "is not a sf command"),
        (
            {
                "org_display": result(**DISPLAY, accessToken=REDACTED),
                "org_auth_show__access__token": result(),
            },
            "no token",
        ),
        (
            {
                "org_display": result(
                    **{**DISPLAY, "instanceUrl": "http://x.com"}, accessToken="00Dxx!x"
                )
            },
            "not encrypted",
        ),
    ],
)
def test_what_the_cli_cannot_give_is_explained(
    install: Callable[..., Any], http: Http, answers: dict[str, Any], words: str
) -> None:
    install(**answers)
    with pytest.raises(AuthenticationError, match=words):
        SfCli("acme").authenticate(http)


def test_a_missing_cli_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, http: Http
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="`sf` is not installed"):
        SfCli().authenticate(http)


def test_the_clis_words_are_redacted(install: Callable[..., Any], http: Http, token: str) -> None:
    install(org_display=failure(f"expired access/refresh token {token}"))
    with pytest.raises(AuthenticationError, match="expired") as refused:
        SfCli("acme").authenticate(http)
    assert token not in str(refused.value)
