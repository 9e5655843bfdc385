"""Nothing that is tracked tells where it was made: no folder, host or package index of anybody."""

from __future__ import annotations

import getpass
import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

_HOMES = "home|root|Users|work|mnt|media|builds|workspace"
_MACHINE_PATH = re.compile(rf"(?<![\w./:<>{{}}*$-])/(?:{_HOMES})/(?!ana\b)[\w.-]+")
# Ana is the person of our examples; she has no machine.
_INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|\bindex-url\s*=|\[\[tool\.uv\.index\]\]")
_URL = re.compile(r"https?://[^\s\"'`<>)\]}|\\,;]+")

_PUBLIC = {
    "keepachangelog.com",
    "semver.org",
    "www.apache.org",
    "login.salesforce.com",
    "test.salesforce.com",
}
_PUBLIC_DOMAINS = (
    # Reserved for examples (RFC 2606, RFC 6761), and Salesforce's own.
    ".example", ".example.com", ".example.org", ".test", ".invalid", ".localhost",
    ".salesforce.com", ".force.com", ".salesforce-setup.com", ".documentforce.com",
    ".apache.org", ".python.org", ".w3.org", ".ietf.org", ".rfc-editor.org",
)  # fmt: skip
_EXAMPLES = {
    "example.com",
    "x.com",
    "example.org",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "::1",
    "0.0.0.0",  # noqa: S104  # a text to look for, nothing listens here
}


def is_text(path: Path) -> bool:
    return b"\0" not in path.read_bytes()[:8192]


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def names_of_this_machine() -> set[str]:
    """Return what would give the maker away: its host, its user, its indexes, its folders."""
    indexes = {host_of(value) for name, value in os.environ.items() if "INDEX" in name.upper()}
    people = {socket.gethostname(), socket.getfqdn(), getpass.getuser()}
    # Too common to say anything; and `ubuntu`, `root` or `runner` are in everybody's text.
    return {each for each in indexes | people if len(each) > 7} - {"localhost"}


def foreign(text: str) -> list[str]:
    """Return what in `text` names somebody's machine or a host that nobody needs."""
    found = _MACHINE_PATH.findall(text) + _INDEX.findall(text)
    for url in _URL.findall(text):
        host = host_of(url)
        known = host in _PUBLIC | _EXAMPLES or f".{host}".endswith(_PUBLIC_DOMAINS)
        if (
            "." in host.rstrip(".").removeprefix("www.")
            and not known
            and not re.search(r"[{}$*]", url)
        ):
            found.append(url)
    return found


def test_no_tracked_file_names_a_machine_or_an_unknown_host(
    root: Path, tracked: tuple[Path, ...]
) -> None:
    guilty = {
        str(path): found
        for path in tracked
        if path != Path(__file__).relative_to(root) and is_text(root / path)
        if (found := foreign((root / path).read_text(encoding="utf-8", errors="replace")))
    }

    assert guilty == {}


def test_no_tracked_file_names_this_machine(root: Path, tracked: tuple[Path, ...]) -> None:
    names = names_of_this_machine() | {str(root)}
    guilty = [
        (str(path), name)
        for path in tracked
        for name in names
        if name in (root / path).read_text(encoding="utf-8", errors="replace")
    ]

    assert guilty == []


@pytest.mark.parametrize(
    "text",
    [
        "see /home/berta/notes.txt",
        "`/root/.cache`",
        "pip install --index-url https://example.com/simple",
        "from http://packages.corp.intranet.lan:8080/simple/",
        "resolved https://registry.npmjs.org/x/-/x-1.0.0.tgz",
    ],
)
def test_such_a_name_would_be_found(text: str) -> None:
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://acme.my.salesforce.com/services/data/v66.0/query",
        "GET /services/data/v66.0/home/",
        "http://127.0.0.1:8080/ and https://www.acme.example/x",
        "https://{host}/root/x",
    ],
)
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert foreign(text) == []
