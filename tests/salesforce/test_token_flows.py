"""The flows that end at the token endpoint, and the pasted token."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from salida.errors import AuthenticationError, SalesforceError, UnavailableError, UsageError
from salida.salesforce import ClientCredentials, JwtBearer, PastedToken, RefreshToken

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce.http import Http

TOKEN_PATH = "/services/oauth2/token"
SECRET = "9205371918321623741ABCDEF"
OLD = "5Aep861TSESvWeug_old_refresh"
NEW = "5Aep861TSESvWeug_new_refresh"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: Any, passphrase: bytes | None = None) -> str:
    lock = (
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption()
    )
    return str(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock
        ).decode()
    )


def answer(org: Any, **more: str) -> Any:
    return org.json(
        {
            "access_token": "00Dxx0000001gPF!fresh",
            "instance_url": org.url,
            "id": "https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P",
            "token_type": "Bearer",
            **more,
        }
    )


# --- JWT bearer


def test_jwt_sends_a_signed_assertion(org: Any, http: Http, key: rsa.RSAPrivateKey) -> None:
    org.on("POST", TOKEN_PATH, answer(org))
    session = JwtBearer("3MVG9.key", "ana@example.com", pem(key), org.url).authenticate(http)
    assert session.instance_url == org.url
    assert session.access_token == "00Dxx0000001gPF!fresh"
    assert (session.org_id, session.user_id) == ("00Dx0000000BV7z", "005x00000012Q9P")
    form = org.asked[-1].form
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    claims = jwt.decode(
        form["assertion"],
        key.public_key(),
        algorithms=["RS256"],
        audience="https://login.salesforce.com",
    )
    assert (claims["iss"], claims["sub"]) == ("3MVG9.key", "ana@example.com")


@pytest.mark.parametrize(
    ("login_url", "audience"),
    [
        ("https://login.salesforce.com", "https://login.salesforce.com"),
        ("https://test.salesforce.com", "https://test.salesforce.com"),
        ("test.salesforce.com", "https://test.salesforce.com"),
        ("https://acme.my.salesforce.com", "https://login.salesforce.com"),
        ("https://acme--dev.sandbox.my.salesforce.com", "https://test.salesforce.com"),
    ],
)
def test_jwt_names_the_right_audience(
    login_url: str, audience: str, key: rsa.RSAPrivateKey
) -> None:
    assertion = JwtBearer("key", "ana@example.com", pem(key), login_url).assertion(now=1_000)
    claims = jwt.decode(assertion, options={"verify_signature": False})
    assert claims["aud"] == audience
    assert 0 < claims["exp"] - 1_000 <= 180


def test_jwt_opens_a_locked_key(key: rsa.RSAPrivateKey) -> None:
    locked = pem(key, b"open sesame")
    assert JwtBearer("key", "ana", locked, passphrase="open sesame").assertion(now=0)
    with pytest.raises(UsageError, match="private key"):
        JwtBearer("key", "ana", locked, passphrase="wrong").assertion(now=0)
    with pytest.raises(UsageError, match="private key"):
        JwtBearer("key", "ana", locked).assertion(now=0)


@pytest.mark.parametrize(
    "bad", ["", "-----BEGIN PRIVATE KEY-----\nnope\n-----END PRIVATE KEY-----"]
)
def test_a_key_that_is_none_is_refused_without_being_shown(bad: str) -> None:
    with pytest.raises(UsageError) as refused:
        JwtBearer("key", "ana", bad).assertion(now=0)
    assert "nope" not in f"{refused.value} {refused.value.hint}"


def test_jwt_takes_only_rsa() -> None:
    with pytest.raises(UsageError, match="RSA"):
        JwtBearer("key", "ana", pem(ec.generate_private_key(ec.SECP256R1()))).assertion(now=0)


# --- client credentials


def test_client_credentials_travel_as_basic(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, answer(org))
    session = ClientCredentials("3MVG9.key", SECRET, org.url).authenticate(http)
    assert session.access_token == "00Dxx0000001gPF!fresh"
    assert org.asked[-1].form == {"grant_type": "client_credentials"}
    sent = org.asked[-1].headers["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == f"3MVG9.key:{SECRET}"


@pytest.mark.parametrize("host", ["https://login.salesforce.com", "test.salesforce.com"])
def test_client_credentials_need_the_orgs_own_address(http: Http, host: str) -> None:
    with pytest.raises(UsageError, match=r"salesforce\.com"):
        ClientCredentials("3MVG9.key", SECRET, host).authenticate(http)


# --- refresh token


def test_a_refresh_token_is_used_again(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, answer(org))
    way = RefreshToken("3MVG9.key", OLD, org.url, client_secret=SECRET)
    session = way.authenticate(http)
    assert org.asked[-1].form == {
        "grant_type": "refresh_token",
        "client_id": "3MVG9.key",
        "refresh_token": OLD,
        "client_secret": SECRET,
    }
    assert session.renewal == way


def test_a_replaced_refresh_token_is_kept_before_it_is_used(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, answer(org, refresh_token=NEW), answer(org))
    kept: list[str] = []
    session = RefreshToken("key", OLD, org.url, on_refresh_token=kept.append).authenticate(http)
    assert kept == [NEW]
    assert session.renewal is not None
    session.renewal.authenticate(http)
    assert org.asked[-1].form["refresh_token"] == NEW
    assert kept == [NEW]


def test_a_token_that_cannot_be_kept_is_not_used(org: Any, http: Http) -> None:
    def full(_token: str) -> None:
        raise OSError("No space left on device")

    org.on("POST", TOKEN_PATH, answer(org, refresh_token=NEW))
    with pytest.raises(OSError, match="No space"):
        RefreshToken("key", OLD, org.url, on_refresh_token=full).authenticate(http)


def test_two_processes_that_refresh_together_take_turns(
    org: Any, http: Http, sleeps: list[float]
) -> None:
    busy = org.json(
        {"error": "invalid_grant", "error_description": "Token request is already being processed"},
        400,
    )
    org.on("POST", TOKEN_PATH, busy, answer(org))
    assert RefreshToken("key", OLD, org.url).authenticate(http)
    assert sleeps == [1.0]


# --- refusals


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("invalid_grant", "expired access/refresh token"),
        ("invalid_grant", "authentication failure"),
        ("invalid_client_id", "client identifier invalid"),
        ("something_new", "words nobody knows"),
    ],
)
def test_a_refused_login_says_why(
    org: Any, http: Http, error: str, words: str, sleeps: list[float]
) -> None:
    org.on("POST", TOKEN_PATH, org.json({"error": error, "error_description": words}, 400))
    with pytest.raises(AuthenticationError, match=words) as refused:
        RefreshToken("key", OLD, org.url).authenticate(http)
    assert refused.value.error_code == error
    assert refused.value.exit_code == 11
    assert sleeps == []


def test_a_login_server_that_is_down_is_not_a_refusal(org: Any, http: Http) -> None:
    org.on("POST", TOKEN_PATH, org.raw(b"<html>maintenance</html>", 503))
    with pytest.raises(UnavailableError, match="maintenance"):
        RefreshToken("key", OLD, org.url).authenticate(http)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"access_token": "00Dxx0000001gPF!x"},
        {"instance_url": "https://acme.my.salesforce.com"},
        {"access_token": "00Dxx0000001gPF!x", "instance_url": "http://evil.example.com"},
        {"access_token": "two words", "instance_url": "https://acme.my.salesforce.com"},
        {"access_token": 7, "instance_url": "https://acme.my.salesforce.com"},
    ],
)
def test_an_answer_without_a_usable_session_is_refused(
    org: Any, http: Http, content: dict[str, object]
) -> None:
    org.on("POST", TOKEN_PATH, org.json(content))
    with pytest.raises(AuthenticationError):
        RefreshToken("key", OLD, org.url).authenticate(http)


@pytest.mark.parametrize(
    ("body", "words"), [(b"[]", "shape"), (b"<html></html>", "not JSON"), (b"", "not JSON")]
)
def test_an_answer_that_is_no_token_answer_is_explained(
    org: Any, http: Http, body: bytes, words: str
) -> None:
    org.on("POST", TOKEN_PATH, org.raw(body))
    with pytest.raises(SalesforceError, match=words):
        RefreshToken("key", OLD, org.url).authenticate(http)


def test_recorded_token_answers_are_understood(
    org: Any, http: Http, recorded: Callable[[str], list[dict[str, Any]]]
) -> None:
    """Real answers of an org, with the host in place of the one that was blotted out."""
    bodies = [
        each["response_body"]
        for each in recorded("restforce_db_rest_v29")
        if each["url"].endswith(TOKEN_PATH)
    ]
    bodies = list({str(each): each for each in bodies}.values())[:20]
    assert bodies
    org.on("POST", TOKEN_PATH, *(org.json({**each, "instance_url": org.url}) for each in bodies))
    for body in bodies:
        session = RefreshToken("key", OLD, org.url).authenticate(http)
        assert f"/id/{session.org_id}/{session.user_id}" in body["id"]


# --- pasted


def test_a_pasted_token_is_used_as_it_is(http: Http, token: str) -> None:
    session = PastedToken("acme.my.salesforce.com", f" {token}\n").authenticate(http)
    assert session.instance_url == "https://acme.my.salesforce.com"
    assert session.access_token == token
    assert session.org_id == "00Dxx0000001gPF"
