"""Redirects, and answers that are read while they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import (
    SalesforceError,
    UnavailableError,
)
from salida.salesforce import Client, PastedToken

if TYPE_CHECKING:
    from collections.abc import Callable


# --- redirects


def test_a_redirect_on_the_org_keeps_the_token(org: Any, client: Client, token: str) -> None:
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": "/elsewhere?x=1"}))
    org.on("GET", "/elsewhere", org.raw(b"bytes"))
    with client.open_stream("/file") as stream:
        assert stream.read() == b"bytes"
    assert org.asked[-1].token == token
    assert org.asked[-1].query == {"x": "1"}


def test_a_redirect_to_another_host_does_not_take_the_token_along(
    org: Any, start_org: Callable[..., Any], client: Client, token: str
) -> None:
    files = start_org()
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": f"{files.url}/bytes"}))
    files.on("GET", "/bytes", files.raw(b"bytes"))
    with client.open_stream("/file") as stream:
        assert stream.read() == b"bytes"
    assert "Authorization" not in files.asked[-1].headers
    assert token not in str(files.asked[-1])


def test_a_redirect_and_back_does_not_bring_the_token_back(
    org: Any, start_org: Callable[..., Any], client: Client
) -> None:
    files = start_org()
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": f"{files.url}/bytes"}))
    files.on("GET", "/bytes", files.raw(b"", 302, headers={"Location": f"{org.url}/back"}))
    org.on("GET", "/back", org.raw(b"bytes"))
    with client.open_stream("/file") as stream:
        assert stream.read() == b"bytes"
    assert "Authorization" not in org.asked[-1].headers


@pytest.mark.parametrize(
    "target", ["http://files.example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd"]
)
def test_a_redirect_out_of_encryption_is_refused(org: Any, client: Client, target: str) -> None:
    org.data("GET", "/file", org.raw(b"", 302, headers={"Location": target}))
    with pytest.raises(SalesforceError, match="redirected"):
        client.open_stream("/file")


def test_redirects_end(org: Any, client: Client) -> None:
    org.on("GET", "/services/loop", org.raw(b"", 302, headers={"Location": "/services/loop"}))
    with pytest.raises(SalesforceError, match="without end"):
        client.send("GET", "/services/loop")


def test_a_write_is_never_redirected(org: Any, client: Client) -> None:
    org.data("POST", "/composite", org.raw(b"", 302, headers={"Location": "/elsewhere"}))
    with pytest.raises(SalesforceError, match="redirected"):
        client.send("POST", "/composite", json={})


# --- streams


def test_a_stream_is_read_in_the_pieces_asked_for(org: Any, client: Client) -> None:
    content = bytes(range(256)) * 5000
    org.data("GET", "/file", org.gzipped(content, chunked=True))
    with client.open_stream("/file") as stream:
        assert stream.encoding == "gzip"
        pieces = [stream.read(7), stream.read(1000), *stream.chunks(300_000)]
        assert stream.read(10) == b""
    assert [len(each) for each in pieces[:3]] == [7, 1000, 300_000]
    assert b"".join(pieces) == content


def test_a_negative_size_reads_the_rest_as_files_do(org: Any, client: Client) -> None:
    org.data("GET", "/file", org.raw(b"0123456789"))
    with client.open_stream("/file") as stream:
        assert stream.read(3) == b"012"
        assert stream.read(-1) == b"3456789"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda org: org.raw(b"x" * 1000, cut_after=300), id="cut"),
        pytest.param(
            lambda org: org.raw(b"x" * 1000, cut_after=300, chunked=True), id="cut chunks"
        ),
        pytest.param(lambda org: org.gzipped(b"x" * 1000, keep=-4), id="gzip without its end"),
        pytest.param(
            lambda org: org.raw(b"x" * 99, headers={"Content-Encoding": "gzip"}), id="no gzip"
        ),
    ],
)
def test_a_stream_that_breaks_says_so(
    org: Any, client: Client, broken: Callable[[Any], Any]
) -> None:
    org.data("GET", "/file", broken(org))
    stream = client.open_stream("/file")
    with pytest.raises(UnavailableError, match="broke off"):
        stream.read(-1)
    assert stream.closed


def test_a_stream_that_falls_silent_is_given_up(org: Any, client: Client) -> None:
    org.data("GET", "/file", org.raw(b"x" * 1000, stall_after=300))
    stream = client.open_stream("/file", silence=0.2)
    with pytest.raises(UnavailableError, match="nothing arrived"):
        stream.read(-1)


def test_an_encoding_nobody_asked_for_is_refused(org: Any, client: Client) -> None:
    org.data("GET", "/file", org.raw(b"x", headers={"Content-Encoding": "br"}))
    with pytest.raises(UnavailableError, match="br"):
        client.open_stream("/file")


def test_streams_give_their_connection_back(
    org: Any, connect: Callable[..., Client], token: str
) -> None:
    """One connection is enough for any number of streams: read, closed early, or broken."""
    client = connect(PastedToken(org.url, token), connections=1)
    org.data("GET", "/whole", org.raw(b"x" * 10))
    org.data("GET", "/cut", org.raw(b"x" * 1000, cut_after=10))
    for _round in range(3):
        with client.open_stream("/whole") as stream:
            assert stream.read(100) == b"x" * 10
        client.open_stream("/whole").close()
        with pytest.raises(UnavailableError):
            client.open_stream("/cut").read(-1)
    assert client.send("GET", "/whole").body == b"x" * 10
