"""`POST /services/oauth2/token`: every way to a session that is worth having.

Passwords are not among them: Salesforce retires that flow, and a replica has no passwords.
Error codes and descriptions: Salesforce Help, "OAuth 2.0 Authorization Errors".
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import jwt

from salida.errors import AuthenticationError
from salida.replica.call import Answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from salida.replica.call import Call
    from salida.replica.org import Org

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LONGEST_ASSERTION = timedelta(minutes=5)
_NO_STORE = {"Cache-Control": "no-cache, no-store", "Pragma": "no-cache"}


def token(org: Org, call: Call) -> Answer:
    """Exchange what the client has for a session."""
    form = dict(parse_qsl(call.body.decode(errors="replace"), keep_blank_values=True))
    try:
        grant = _GRANTS.get(form.get("grant_type", ""))
        if grant is None:
            raise refused("unsupported_grant_type", "grant type not supported")
        return json_answer(grant(org, call, form), headers=_NO_STORE)
    except AuthenticationError as error:
        body = {"error": error.error_code, "error_description": str(error.message)}
        return json_answer(body, status=400, headers=_NO_STORE)


def refused(error: str, description: str) -> AuthenticationError:
    """Return a refusal in OAuth's words (RFC 6749, 5.2)."""
    return AuthenticationError(description, status=400, error_code=error)


def check_client(org: Org, client_id: str | None) -> None:
    """Check that the app exists.

    Raises:
        AuthenticationError: if it does not.
    """
    if not same(client_id, org.logins.client_id):
        raise refused("invalid_client_id", "client identifier invalid")


def same(given: str | None, expected: str | None) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    if given is None or expected is None:
        return False
    return hmac.compare_digest(given.encode(), expected.encode())


def _by_jwt(org: Org, call: Call, form: Mapping[str, str]) -> dict[str, Any]:
    claims = _verified(org, form.get("assertion", ""))
    check_client(org, str(claims["iss"]))
    if claims["aud"] not in _audiences(org, call) and _origin(claims["aud"]) != call.origin:
        raise refused("invalid_grant", "audience is invalid")
    if str(claims["sub"]).lower() != org.logins.username.lower():
        raise refused("invalid_grant", "user hasn't approved this consumer")
    session = _session(org, call)
    # As documented, this flow answers with neither a signature nor the time of issue.
    return {
        key: session[key] for key in ("access_token", "scope", "instance_url", "id", "token_type")
    }


def _verified(org: Org, assertion: str) -> dict[str, Any]:
    """Return the claims of an assertion that this app's key signed and that is good now."""
    if org.logins.jwt_public_key is None:
        raise refused("invalid_grant", "user hasn't approved this consumer")
    try:
        claims: dict[str, Any] = jwt.decode(
            assertion,
            org.logins.jwt_public_key,
            algorithms=["RS256"],
            # The clock of the org counts, and clients write `exp` as text, too.
            options={
                "require": ["iss", "sub", "aud", "exp"],
                "verify_aud": False,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
        expires_at = datetime.fromtimestamp(int(claims["exp"]), UTC)
    except (jwt.PyJWTError, ValueError, OverflowError, OSError):
        raise refused("invalid_grant", "invalid assertion") from None
    if not timedelta() < expires_at - org.now() <= _LONGEST_ASSERTION:
        raise refused("invalid_grant", "invalid assertion")
    return claims


def _audiences(org: Org, call: Call) -> frozenset[str]:
    hosts = {"login", "test"}
    if org.identity.is_sandbox is not None:
        hosts = {"test" if org.identity.is_sandbox else "login"}
    return frozenset({*(f"https://{each}.salesforce.com" for each in hosts), call.origin})


def _origin(url: object) -> str:
    parts = urlsplit(str(url))
    return f"{parts.scheme}://{parts.netloc}"


def _by_client_credentials(org: Org, call: Call, form: Mapping[str, str]) -> dict[str, Any]:
    client_id, secret = _basic(call) or (form.get("client_id"), form.get("client_secret"))
    check_client(org, client_id)
    if not same(secret, org.logins.client_secret):
        raise refused("invalid_client", "invalid client credentials")
    return _session(org, call)


def _basic(call: Call) -> tuple[str, str] | None:
    scheme, _space, encoded = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise refused("invalid_client", "invalid client credentials") from None
    return client_id, secret


def _by_refresh_token(org: Org, call: Call, form: Mapping[str, str]) -> dict[str, Any]:
    _check_app(org, call, form)
    if not org.sessions.refreshes(form.get("refresh_token", "")):
        raise refused("invalid_grant", "expired access/refresh token")
    return _session(org, call)


def _by_code(org: Org, call: Call, form: Mapping[str, str]) -> dict[str, Any]:
    _check_app(org, call, form)
    issued = org.sessions.take_code(form.get("code", ""), org.now())
    if issued is None:
        raise refused("invalid_grant", "expired authorization code")
    if form.get("redirect_uri") != issued.redirect_uri:
        raise refused("redirect_uri_mismatch", "redirect_uri must match configuration")
    verifier = form.get("code_verifier", "")
    if issued.challenge is not None and not same(_challenge(verifier), issued.challenge):
        raise refused("invalid_grant", "invalid code verifier")
    if issued.challenge is None and not form.get("client_secret"):
        raise refused("invalid_client", "invalid client credentials")
    return {**_session(org, call), "refresh_token": org.sessions.issue_refresh_token()}


def _check_app(org: Org, call: Call, form: Mapping[str, str]) -> None:
    """Check the app's id, and its secret if one is given: a public app has none to give."""
    client_id, secret = _basic(call) or (form.get("client_id"), form.get("client_secret"))
    check_client(org, client_id)
    if secret and not same(secret, org.logins.client_secret):
        raise refused("invalid_client", "invalid client credentials")


def _challenge(verifier: str) -> str:
    """Return what the client sent ahead of `verifier` (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _by_password(_org: Org, _call: Call, _form: Mapping[str, str]) -> dict[str, Any]:
    """Refuse, as an org does in which the flow is switched off, the default since 2023."""
    raise refused("invalid_grant", "authentication failure")


def _session(org: Org, call: Call) -> dict[str, Any]:
    now = org.now()
    issued_at = str(int(now.timestamp() * 1000))
    identity = identity_url(org, call)
    secret = (org.logins.client_secret or "").encode()
    signature = hmac.digest(secret, (identity + issued_at).encode(), "sha256")
    return {
        "access_token": org.sessions.open(now),
        "signature": base64.b64encode(signature).decode(),
        "scope": "refresh_token api id",
        "instance_url": call.origin,
        "id": identity,
        "token_type": "Bearer",
        "issued_at": issued_at,
    }


def identity_url(org: Org, call: Call) -> str:
    """Return the address that says who the session's user is."""
    return f"{call.origin}/id/{org.identity.id}/{org.person().id}"


_GRANTS: Mapping[str, Callable[[Org, Call, Mapping[str, str]], dict[str, Any]]] = {
    JWT_BEARER: _by_jwt,
    "client_credentials": _by_client_credentials,
    "refresh_token": _by_refresh_token,
    "authorization_code": _by_code,
    "password": _by_password,
}
