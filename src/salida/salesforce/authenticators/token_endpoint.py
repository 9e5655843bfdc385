"""The OAuth token endpoint, which every flow but two ends at."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from salida.errors import AuthenticationError, UsageError
from salida.language import _
from salida.salesforce.failure import RefusedError
from salida.salesforce.http import unknown_shape
from salida.salesforce.origin import origin
from salida.salesforce.refusal import error_for
from salida.salesforce.session import Session, ids_from_identity_url
from salida.salesforce.transport import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.salesforce.http import Http
    from salida.salesforce.session import Authenticator

TOKEN_PATH = "/services/oauth2/token"  # noqa: S105 - a path
DEFAULT_LOGIN_URL = "https://login.salesforce.com"
SANDBOX_LOGIN_URL = "https://test.salesforce.com"

_OPEN_FIELDS = frozenset({"grant_type", "client_id", "redirect_uri"})


def request_token(
    http: Http,
    login_url: str,
    form: Mapping[str, str],
    *,
    basic: tuple[str, str] | None = None,
    repeatable: bool = True,
) -> Mapping[str, Any]:
    """Ask for a token and return the answer's fields.

    Args:
        http: Sends and retries.
        login_url: `https://login.salesforce.com`, `https://test.salesforce.com`, or the org's own host.
        form: The grant.
        basic: Client id and secret, for the flows that send them as HTTP Basic.
        repeatable: Whether the grant may be sent twice; an authorization code may not.

    Raises:
        AuthenticationError: if the org refuses, with its words.
        UnavailableError: if it does not answer.
    """
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if basic is not None:
        headers["Authorization"] = "Basic " + b64encode(":".join(basic).encode()).decode()
    request = Request(
        method="POST",
        url=origin(login_url) + TOKEN_PATH,
        headers=headers,
        body=urlencode(form).encode(),
        repeatable=repeatable,
    )
    try:
        answer = http.send(request)
    except RefusedError as refused:
        secrets = [value for name, value in form.items() if name not in _OPEN_FIELDS]
        secrets += [basic[1]] if basic else []
        place = urlsplit(request.url).netloc + TOKEN_PATH
        raise error_for(
            refused.failure, place, *secrets, otherwise=AuthenticationError
        ) from refused
    content = answer.json()
    if not isinstance(content, dict):
        raise unknown_shape(request.shown)
    return content


def session_from_answer(
    content: Mapping[str, Any], *, renewal: Authenticator | None = None
) -> Session:
    """Return the session that a token answer describes.

    Raises:
        AuthenticationError: if it lacks a token or the org's address, or these are unusable.
    """
    token, instance_url = content.get("access_token"), content.get("instance_url")
    if not isinstance(token, str) or not isinstance(instance_url, str):
        raise AuthenticationError(
            _("The login answered without a token or without the org's address")
        )
    org_id, user_id = ids_from_identity_url(str(content.get("id") or ""))
    try:
        return Session(instance_url, token, org_id, user_id, renewal)
    except UsageError as error:
        raise AuthenticationError(error.message, hint=error.hint) from error
