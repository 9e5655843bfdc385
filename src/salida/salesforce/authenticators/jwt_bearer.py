"""JWT bearer: a server logs in as a named user by signing with the app's private key."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from salida.errors import UsageError
from salida.language import _
from salida.salesforce.authenticators.token_endpoint import (
    DEFAULT_LOGIN_URL,
    SANDBOX_LOGIN_URL,
    request_token,
    session_from_answer,
)

if TYPE_CHECKING:
    from salida.salesforce.http import Http
    from salida.salesforce.session import Session

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIFETIME = 120
"""Seconds. Salesforce takes at most 180; the rest is for clocks that differ."""

_SANDBOX = re.compile(r"^test\.salesforce\.com$|\.sandbox\.my\.salesforce\.com$|^cs\d+\.")


@dataclass(frozen=True, slots=True)
class JwtBearer:
    """Logs in without a person and without a stored password. The flow to prefer."""

    client_id: str
    """The app's consumer key."""

    username: str
    private_key: str = field(repr=False)
    """RSA key in PEM whose certificate was uploaded to the app."""

    login_url: str = DEFAULT_LOGIN_URL
    passphrase: str | None = field(default=None, repr=False)
    audience: str | None = None
    """Whom the assertion is for; by default production or sandbox, by the login address."""

    def authenticate(self, http: Http) -> Session:
        """Sign an assertion and exchange it. There is no refresh token: sign again next time.

        Raises:
            UsageError: if the key cannot be used.
            AuthenticationError: if the org refuses.
        """
        form = {"grant_type": _GRANT, "assertion": self.assertion(now=int(time.time()))}
        return session_from_answer(request_token(http, self.login_url, form))

    def assertion(self, *, now: int) -> str:
        """Return the signed token that says who logs in; `now` in seconds since 1970."""
        claims = {
            "iss": self.client_id,
            "sub": self.username,
            "aud": self.audience or _audience(self.login_url),
            "exp": now + _LIFETIME,
        }
        return jwt.encode(claims, self._key(), algorithm="RS256")

    def _key(self) -> RSAPrivateKey:
        password = self.passphrase.encode() if self.passphrase else None
        try:
            key = load_pem_private_key(self.private_key.encode(), password)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise UsageError(
                _("Cannot read the private key"),
                hint=_("It is a file in PEM; give its passphrase too if it has one"),
            ) from error
        if not isinstance(key, RSAPrivateKey):
            raise UsageError(
                _("The private key is not an RSA key"),
                hint=_("Salesforce takes only RSA here; docs/how-to/connect-an-org.md makes one"),
            )
        return key


def _audience(login_url: str) -> str:
    """Return what Salesforce wants as `aud`: the login server, also when My Domain is used."""
    host = urlsplit(login_url if "://" in login_url else f"https://{login_url}").hostname or ""
    return SANDBOX_LOGIN_URL if _SANDBOX.search(host) else DEFAULT_LOGIN_URL
