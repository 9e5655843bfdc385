"""A token made elsewhere and pasted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.salesforce.session import Session

if TYPE_CHECKING:
    from salida.salesforce.http import Http


@dataclass(frozen=True, slots=True)
class PastedToken:
    """Uses an access token or session Id as it is. It cannot be renewed when it ends."""

    instance_url: str
    access_token: str = field(repr=False)

    def authenticate(self, http: Http) -> Session:  # noqa: ARG002 - other ways to log in need it
        """Return a session with the token as given.

        Raises:
            UsageError: if the address or the token cannot be one.
        """
        token = self.access_token.strip()
        org_id = token.partition("!")[0]
        return Session(self.instance_url, token, org_id if org_id.startswith("00D") else None)
