"""Refresh token: what an earlier login in the browser left behind."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from salida.salesforce.authenticators.token_endpoint import (
    DEFAULT_LOGIN_URL,
    request_token,
    session_from_answer,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce.http import Http
    from salida.salesforce.session import Session


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """Logs in with a stored refresh token, and follows it when the org replaces it."""

    client_id: str
    refresh_token: str = field(repr=False)
    login_url: str = DEFAULT_LOGIN_URL
    client_secret: str | None = field(default=None, repr=False)
    on_refresh_token: Callable[[str], None] | None = field(default=None, repr=False, compare=False)
    """Called with a replacement before it is used: once it is, the old one opens nothing."""

    def authenticate(self, http: Http) -> Session:
        """Exchange the refresh token for a session.

        Raises:
            AuthenticationError: if it expired or was revoked.
        """
        form = {
            "grant_type": "refresh_token",
            "client_id": self.client_id,
            "refresh_token": self.refresh_token,
        }
        if self.client_secret:
            form["client_secret"] = self.client_secret
        content = request_token(http, self.login_url, form)
        issued = content.get("refresh_token")
        if not isinstance(issued, str) or issued == self.refresh_token:
            return session_from_answer(content, renewal=self)
        if self.on_refresh_token is not None:
            self.on_refresh_token(issued)
        return session_from_answer(content, renewal=replace(self, refresh_token=issued))
