"""What a login gives: where the org answers, and the token that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from salida.errors import UsageError
from salida.language import _
from salida.salesforce.origin import origin

if TYPE_CHECKING:
    from salida.salesforce.http import Http

_TOKEN = re.compile(r"[\x21-\x7e]+")
_IDENTITY = re.compile(r"/id/(00D\w{12}(?:\w{3})?)/(005\w{12}(?:\w{3})?)$")


class Authenticator(Protocol):
    """A way to log in. Frozen: whatever a login learns for the next one is in `Session.renewal`."""

    def authenticate(self, http: Http) -> Session:
        """Log in and return a fresh session.

        Raises:
            AuthenticationError: if the org refuses.
            UnavailableError: if it does not answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """One login. The token is in no `repr`, no message and no log."""

    instance_url: str
    """Scheme and host that every later call goes to; an org migration changes it."""

    access_token: str = field(repr=False)
    org_id: str | None = None
    """15 or 18 characters, as the org wrote it; `None` when the login did not say."""

    user_id: str | None = None
    renewal: Authenticator | None = field(default=None, repr=False, compare=False)
    """How to log in next time, when this login learned something better, such as a refresh token."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "instance_url", origin(self.instance_url))
        # http.client quotes a header with a line break in its error: the token would be shown.
        if not _TOKEN.fullmatch(self.access_token):
            raise UsageError(
                _("The access token has characters that no token has"),
                hint=_("Paste it again, without spaces or line breaks"),
            )


def ids_from_identity_url(url: str) -> tuple[str | None, str | None]:
    """Return org and user Id from the `id` of a token answer: `https://host/id/00D.../005...`."""
    found = _IDENTITY.search(url)
    return (found[1], found[2]) if found else (None, None)
