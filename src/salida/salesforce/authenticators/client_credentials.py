"""Client credentials: the app logs in as the user that the org chose for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.errors import UsageError
from salida.language import _
from salida.salesforce.authenticators.token_endpoint import (
    DEFAULT_LOGIN_URL,
    SANDBOX_LOGIN_URL,
    request_token,
    session_from_answer,
)
from salida.salesforce.origin import origin

if TYPE_CHECKING:
    from salida.salesforce.http import Http
    from salida.salesforce.session import Session


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Logs in with the app's key and secret; the app needs a `Run As` user."""

    client_id: str
    client_secret: str = field(repr=False)
    login_url: str
    """The org's My Domain address; the shared login servers refuse this flow."""

    def authenticate(self, http: Http) -> Session:
        """Exchange key and secret for a session. There is no refresh token.

        Raises:
            UsageError: if `login_url` is a shared login server.
            AuthenticationError: if the org refuses.
        """
        host = origin(self.login_url)
        if host in {DEFAULT_LOGIN_URL, SANDBOX_LOGIN_URL}:
            raise UsageError(
                _(
                    "`{host}` does not take client credentials",
                    host=host,
                ),
                hint=_("Use the org's own address, such as https://mycompany.my.salesforce.com"),
            )
        form = {"grant_type": "client_credentials"}
        basic = (self.client_id, self.client_secret)
        return session_from_answer(request_token(http, self.login_url, form, basic=basic))
