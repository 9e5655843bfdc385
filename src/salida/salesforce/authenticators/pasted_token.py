"""A token made elsewhere: pasted, or set in the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salida.errors import UsageError
from salida.language import _
from salida.salesforce.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.salesforce.http import Http

ACCESS_TOKEN_VARIABLE = "SALIDA_ACCESS_TOKEN"  # noqa: S105 - the name of a variable
INSTANCE_URL_VARIABLE = "SALIDA_INSTANCE_URL"


@dataclass(frozen=True, slots=True)
class PastedToken:
    """Uses an access token or session Id as it is. It cannot be renewed when it ends."""

    instance_url: str
    access_token: str = field(repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> PastedToken:
        """Read `SALIDA_INSTANCE_URL` and `SALIDA_ACCESS_TOKEN`.

        Raises:
            UsageError: if one of them is missing.
        """
        instance_url = environment.get(INSTANCE_URL_VARIABLE, "").strip()
        token = environment.get(ACCESS_TOKEN_VARIABLE, "").strip()
        for name, value in ((INSTANCE_URL_VARIABLE, instance_url), (ACCESS_TOKEN_VARIABLE, token)):
            if not value:
                raise UsageError(
                    _("The environment variable `{name}` is not set", name=name),
                    hint=_("Set the org's address and an access token, both"),
                )
        return cls(instance_url, token)

    def authenticate(self, http: Http) -> Session:  # noqa: ARG002 - other ways to log in need it
        """Return a session with the token as given.

        Raises:
            UsageError: if the address or the token cannot be one.
        """
        token = self.access_token.strip()
        org_id = token.partition("!")[0]
        return Session(self.instance_url, token, org_id if org_id.startswith("00D") else None)
