"""Web server flow with PKCE: a person logs in in the browser, with whatever second factor.

The code comes back to a listener on this machine; nothing but the browser sees a password.
"""

from __future__ import annotations

import hashlib
import secrets
import webbrowser
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from salida.salesforce.authenticators.loopback import LoopbackListener
from salida.salesforce.authenticators.refresh_token import RefreshToken
from salida.salesforce.authenticators.token_endpoint import (
    DEFAULT_LOGIN_URL,
    request_token,
    session_from_answer,
)
from salida.salesforce.origin import origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce.http import Http
    from salida.salesforce.session import Session

DEFAULT_PORT = 51717
"""Salesforce wants the callback address to the letter, so the port is part of the app."""


@dataclass(frozen=True, slots=True)
class BrowserPkce:
    """Logs a person in through the browser, then lives on the refresh token."""

    client_id: str
    login_url: str = DEFAULT_LOGIN_URL
    client_secret: str | None = field(default=None, repr=False)
    port: int = DEFAULT_PORT
    """Of the callback, `http://localhost:51717/callback`; 0 takes any free one."""

    scope: str = "api refresh_token"
    wait: float = 300.0
    """Seconds that the person has for it."""

    open_browser: Callable[[str], object] = field(
        default=webbrowser.open, repr=False, compare=False
    )
    show_address: Callable[[str], None] | None = field(default=None, repr=False, compare=False)
    """Shows the address as well, for a machine whose browser does not open."""

    on_refresh_token: Callable[[str], None] | None = field(default=None, repr=False, compare=False)
    """Called with each refresh token that the org issues, to store it."""

    def authenticate(self, http: Http) -> Session:
        """Open the browser, wait for the code, exchange it.

        Raises:
            UsageError: if the port is taken.
            AuthenticationError: if the person or the org refuses, or nobody answers in time.
        """
        verifier = secrets.token_urlsafe(64)
        state = secrets.token_urlsafe(32)
        with LoopbackListener(self.port, state) as listener:
            address = self._address(listener.redirect_uri, state, verifier)
            if self.show_address is not None:
                self.show_address(address)
            # Some browsers keep whoever opened them waiting until they are closed.
            Thread(target=self.open_browser, args=(address,), daemon=True).start()
            code = listener.wait_for_code(self.wait)
        return self._exchange(http, code, verifier, listener.redirect_uri)

    def _address(self, redirect_uri: str, state: str, verifier: str) -> str:
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": self.scope,
            "state": state,
            "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{origin(self.login_url)}/services/oauth2/authorize?{urlencode(query)}"

    def _exchange(self, http: Http, code: str, verifier: str, redirect_uri: str) -> Session:
        form = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "code": code,
            "code_verifier": verifier,
        }
        if self.client_secret:
            form["client_secret"] = self.client_secret
        content = request_token(http, self.login_url, form, repeatable=False)
        issued = content.get("refresh_token")
        if not isinstance(issued, str):
            return session_from_answer(content)
        if self.on_refresh_token is not None:
            self.on_refresh_token(issued)
        renewal = RefreshToken(
            self.client_id, issued, self.login_url, self.client_secret, self.on_refresh_token
        )
        return session_from_answer(content, renewal=renewal)
