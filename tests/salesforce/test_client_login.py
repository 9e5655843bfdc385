"""One login for all threads, renewed when it ends."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import (
    AuthenticationError,
)
from salida.salesforce import Client, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce.http import Http

EXPIRED = "Session expired or invalid"


@dataclass(frozen=True)
class Numbered:
    """Gives a new token each time, and counts."""

    url: str
    logins: list[int]

    def authenticate(self, http: Http) -> Session:  # noqa: ARG002
        self.logins.append(len(self.logins))
        return Session(self.url, f"00Dxx0000001gPF!token{len(self.logins)}")


def test_an_ended_session_is_renewed_and_the_request_repeated(
    org: Any, connect: Callable[..., Client]
) -> None:
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", EXPIRED), org.json({"ok": 1}))
    logins: list[int] = []
    client = connect(Numbered(org.url, logins))
    assert client.get_json("/limits") == {"ok": 1}
    assert len(logins) == 2
    assert org.asked[-1].token.endswith("token2")


def test_the_identity_services_own_words_for_it_are_understood(
    org: Any, connect: Callable[..., Client]
) -> None:
    org.on(
        "GET", "/services/oauth2/userinfo", org.raw(b"Bad_OAuth_Token", 403), org.json({"ok": 1})
    )
    logins: list[int] = []
    assert connect(Numbered(org.url, logins)).get_json("/services/oauth2/userinfo") == {"ok": 1}
    assert len(logins) == 2


def test_many_threads_share_one_renewal(org: Any, connect: Callable[..., Client]) -> None:
    """Sixteen requests fail together with the first token; one login serves them all."""
    together = threading.Barrier(16)

    def answer(asked: Any) -> Any:
        if asked.token.endswith("token1"):
            together.wait(10)
            return org.error(401, "INVALID_SESSION_ID", EXPIRED)
        return org.json({"token": asked.token})

    org.data("GET", "/limits", answer)
    logins: list[int] = []
    client = connect(Numbered(org.url, logins), connections=16)
    assert client.api_version
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(client.get_json, ["/limits"] * 16))
    assert answers == [{"token": "00Dxx0000001gPF!token2"}] * 16
    assert len(logins) == 2


def test_a_refused_renewal_is_not_repeated_by_every_thread(
    org: Any, connect: Callable[..., Client]
) -> None:
    together = threading.Barrier(8)

    def answer(asked: Any) -> Any:  # noqa: ARG001
        together.wait(10)
        return org.error(401, "INVALID_SESSION_ID", EXPIRED)

    @dataclass(frozen=True)
    class OnlyOnce:
        logins: list[int]

        def authenticate(self, http: Http) -> Session:  # noqa: ARG002
            self.logins.append(1)
            if len(self.logins) > 1:
                raise AuthenticationError("expired access/refresh token")
            return Session(org.url, "00Dxx0000001gPF!only")

    org.data("GET", "/limits", answer)
    logins: list[int] = []
    client = connect(OnlyOnce(logins), connections=8)
    assert client.api_version

    def ask(_number: int) -> str:
        with pytest.raises(AuthenticationError) as refused:
            client.get_json("/limits")
        return str(refused.value)

    with ThreadPoolExecutor(8) as pool:
        words = set(pool.map(ask, range(8)))
    assert words == {"expired access/refresh token"}
    assert len(logins) == 2


def test_a_renewed_session_may_live_on_another_host(
    start_org: Callable[..., Any], connect: Callable[..., Client]
) -> None:
    old, new = start_org(), start_org()
    old.data("GET", "/limits", old.error(401, "INVALID_SESSION_ID", EXPIRED))
    new.data("GET", "/limits", new.json({"host": "new"}))

    @dataclass(frozen=True)
    class Moving:
        hosts: list[str]

        def authenticate(self, http: Http) -> Session:  # noqa: ARG002
            host = self.hosts.pop(0)
            return Session(host, f"00Dxx0000001gPF!at{host[-4:]}")

    client = connect(Moving([old.url, new.url]))
    assert client.get_json("/limits") == {"host": "new"}


def test_a_session_that_ends_at_once_again_is_an_error(
    org: Any, connect: Callable[..., Client]
) -> None:
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", EXPIRED))
    logins: list[int] = []
    with pytest.raises(AuthenticationError, match=EXPIRED):
        connect(Numbered(org.url, logins)).get_json("/limits")
    assert len(logins) == 2


def test_a_pasted_token_cannot_be_renewed(org: Any, client: Client) -> None:
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", EXPIRED))
    with pytest.raises(AuthenticationError) as refused:
        client.get_json("/limits")
    assert "aste a new access token" in str(refused.value.hint)


def test_a_token_of_the_wrong_kind_is_not_renewed(org: Any, connect: Callable[..., Client]) -> None:
    words = "This session is not valid for use with the REST API"
    org.data("GET", "/limits", org.error(401, "INVALID_SESSION_ID", words))
    logins: list[int] = []
    with pytest.raises(AuthenticationError, match=words):
        connect(Numbered(org.url, logins)).get_json("/limits")
    assert len(logins) == 1
