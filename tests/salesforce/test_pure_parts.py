"""What needs no server: addresses, sessions, versions, usage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.errors import SalesforceError, UsageError
from salida.salesforce import ApiUsage, Dialect, Session
from salida.salesforce.origin import origin
from salida.salesforce.session import ids_from_identity_url
from salida.salesforce.usage import parse_usage
from salida.salesforce.versions import choose_version


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
        ("https://acme.my.salesforce.com/", "https://acme.my.salesforce.com"),
        (" acme.my.salesforce.com ", "https://acme.my.salesforce.com"),
        ("https://acme.my.salesforce.com/lightning/r/Account", "https://acme.my.salesforce.com"),
        ("https://acme.lightning.force.com/one/one.app", "https://acme.my.salesforce.com"),
        ("https://acme.my.salesforce-setup.com/lightning/setup", "https://acme.my.salesforce.com"),
        (
            "https://acme--dev.sandbox.lightning.force.com",
            "https://acme--dev.sandbox.my.salesforce.com",
        ),
        ("https://ACME.my.salesforce.com:8443", "https://acme.my.salesforce.com:8443"),
        ("http://localhost:8080/x", "http://localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_becomes_its_origin(typed: str, expected: str) -> None:
    assert origin(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "http://acme.my.salesforce.com",
        "ftp://acme.my.salesforce.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "https://",
        "",
        "https://user:secret@acme.my.salesforce.com",
        "https://acme.my.salesforce.com:port",
        "acme my.salesforce.com",
    ],
)
def test_an_address_that_would_leak_or_leads_nowhere_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        origin(typed)
    assert refused.value.hint
    assert "secret" not in str(refused.value)


def test_a_session_shows_all_but_its_token(token: str) -> None:
    session = Session("https://acme.my.salesforce.com/", token, "00Dxx0000001gPF", None)
    assert session.instance_url == "https://acme.my.salesforce.com"
    assert "00Dxx0000001gPF" in repr(session)
    assert token not in repr(session)
    assert token not in str(session)
    assert token not in f"{session}"


@pytest.mark.parametrize("bad", ["", "two words", "line\nbreak", "tab\t", "ñ", "null\x00"])
def test_a_token_that_no_header_can_hold_is_refused_without_being_shown(bad: str) -> None:
    with pytest.raises(UsageError) as refused:
        Session("https://acme.my.salesforce.com", bad)
    assert not bad or bad not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://login.salesforce.com/id/00D1a000000H3O9EAK/0051a000000UGT8AAO",
            ("00D1a000000H3O9EAK", "0051a000000UGT8AAO"),
        ),
        (
            "https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P",
            ("00Dx0000000BV7z", "005x00000012Q9P"),
        ),
        ("https://login.salesforce.com/id/foo/bar", (None, None)),
        ("", (None, None)),
    ],
)
def test_the_identity_address_holds_two_ids(
    url: str, expected: tuple[str | None, str | None]
) -> None:
    assert ids_from_identity_url(url) == expected


@pytest.mark.parametrize(
    ("offered", "wanted", "expected"),
    [
        pytest.param(["64.0", "65.0", "66.0"], None, "66.0", id="the newest"),
        pytest.param(["66.0", "67.0", "68.0", "99.0"], None, "67.0", id="but none unknown"),
        pytest.param(["20.0", "50.0"], None, "50.0", id="an old org"),
        pytest.param(["100", "50.0"], None, "50.0", id="as one real body writes it"),
        pytest.param(["65.0", "66.0"], "65.0", "65.0", id="wanted"),
        pytest.param(["65.0", "66.0"], "v65", "65.0", id="wanted, written shorter"),
        pytest.param(["66.0", "70.0"], "70.0", "70.0", id="wanted, though unknown"),
    ],
)
def test_which_version_is_spoken(offered: list[str], wanted: str | None, expected: str) -> None:
    assert choose_version([{"version": each} for each in offered], wanted) == expected


@pytest.mark.parametrize(
    ("offered", "wanted", "error"),
    [
        (["65.0"], "66.0", UsageError),
        (["65.0"], "latest", UsageError),
        (["20.0"], None, SalesforceError),
        ([], None, SalesforceError),
    ],
)
def test_no_version_in_common(
    offered: list[str], wanted: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        choose_version([{"version": each} for each in offered], wanted)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("api-usage=18/15000", ApiUsage(18, 15000)),
        ("api-usage=25/5000; per-app-api-usage=17/250(appName=sample)", ApiUsage(25, 5000)),
        ("per-app-api-usage=17/250(appName=sample); api-usage=25/5000", ApiUsage(25, 5000)),
        ("per-app-api-usage=17/250(appName=sample)", None),
        ("api-usage=many", None),
        ("", None),
        (None, None),
    ],
)
def test_usage_is_read_from_its_header(header: str | None, expected: ApiUsage | None) -> None:
    assert parse_usage(header) == expected


@given(st.text())
def test_no_header_breaks_the_reader(header: str) -> None:
    parse_usage(header)


def test_calls_left_are_never_negative() -> None:
    assert ApiUsage(18, 15000).left == 14982
    assert ApiUsage(15010, 15000).left == 0


def test_a_dialect_keeps_every_variant_once() -> None:
    dialect = Dialect()
    for variant in ("resultUrl", "resultLink", "resultUrl"):
        dialect.observe("bulk.result_pages.link", variant)
    dialect.observe("bulk.page.end", "null")
    assert dialect.to_json() == {
        "bulk.page.end": ["null"],
        "bulk.result_pages.link": ["resultLink", "resultUrl"],
    }
