"""What to do about what Salesforce says: one table.

First match wins. Sources: REST API Developer Guide "Status Codes and Error Responses",
Salesforce Help "OAuth 2.0 Authorization Errors", and messages that other clients reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.errors import (
    AccessError,
    AuthenticationError,
    LimitError,
    SalesforceError,
    UnavailableError,
)
from salida.language import _

if TYPE_CHECKING:
    from salida.language import Text
    from salida.salesforce.failure import Failure


@dataclass(frozen=True, slots=True)
class Advice:
    """When `code`, `status` and `words` all fit, which error it is and what to do."""

    kind: type[SalesforceError]
    hint: Text | None
    codes: frozenset[str] = frozenset()
    """Any of these, in capitals; none means any code."""

    statuses: frozenset[int] = frozenset()
    words: str = ""
    """Part of the org's message, in lower case."""

    def fits(self, failure: Failure) -> bool:
        """Return whether this is about `failure`."""
        return (
            (not self.codes or (failure.error_code or "").upper() in self.codes)
            and (not self.statuses or failure.status in self.statuses)
            and self.words in failure.words.lower()
        )


def advice_for(failure: Failure) -> Advice | None:
    """Return the first advice that fits, or `None`."""
    return next((advice for advice in _ADVICE if advice.fits(failure)), None)


def _login(words: str, hint: Text, *codes: str) -> Advice:
    return Advice(AuthenticationError, hint, frozenset(codes), words=words)


def _access(hint: Text, *codes: str, words: str = "") -> Advice:
    return Advice(AccessError, hint, frozenset(codes), words=words)


_GRANT = "INVALID_GRANT"
_GUIDE = _("docs/how-to/connect-an-org.md explains every login step by step")

_ADVICE: tuple[Advice, ...] = (
    # --- logging in
    _login(
        "hasn't approved this consumer",
        _(
            "In the app's policies choose `Admin approved users are pre-authorized`, then assign "
            "the app to the user's profile or permission set"
        ),
    ),
    _login(
        "not admin approved",
        _("Assign the app to the user's profile or to one of the user's permission sets"),
    ),
    _login(
        "app must be installed into org",
        _("Install the app in the org first: Setup, Connected Apps OAuth Usage, Install"),
    ),
    _login(
        "",
        _("Install the app in the org first: Setup, Connected Apps OAuth Usage, Install"),
        "OAUTH_APPROVAL_ERROR_GENERIC",
        "OAUTH_EC_APP_NOT_FOUND",
    ),
    _login(
        "audience",
        _("Log in at https://test.salesforce.com for a sandbox, https://login.salesforce.com else"),
        _GRANT,
    ),
    _login(
        "assertion",
        _("The private key must belong to the certificate of the app, and the clock must be right"),
        _GRANT,
    ),
    _login("expired", _("The login ended or was revoked; log in again"), _GRANT),
    _login(
        "no client credentials user",
        _("In the app's policies enable the client credentials flow and choose a `Run As` user"),
    ),
    _login(
        "not supported on this domain",
        _("Log in at the org's own My Domain address, not at login.salesforce.com"),
    ),
    _login(
        "ip restricted",
        _("The user's profile allows logins only from some addresses or at some hours"),
    ),
    _login("", _("The user is inactive or frozen in the org"), "INACTIVE_USER"),
    _login("", _("The org is inactive: Salesforce has closed or suspended it"), "INACTIVE_ORG"),
    _login(
        "",
        _("Check the consumer key and secret of the app; a new app needs up to ten minutes"),
        "INVALID_CLIENT",
        "INVALID_CLIENT_ID",
        "UNAUTHORIZED_CLIENT",
        "INVALID_CLIENT_CREDENTIALS",
    ),
    _login(
        "",
        _("Add exactly this callback address to the app: the one that `org connect` shows"),
        "REDIRECT_URI_MISMATCH",
    ),
    _login("", _("The login was refused in the browser"), "ACCESS_DENIED"),
    _login("", _GUIDE, _GRANT, "INVALID_APP_ACCESS", "UNSUPPORTED_GRANT_TYPE"),
    _login(
        "not valid for use with the rest api",
        _("This token opens only the user interface; log in with an app that has the scope `api`"),
    ),
    _login(
        "",
        _("The login ended or was revoked; log in again, or paste a new token"),
        "INVALID_SESSION_ID",
        "INVALIDSESSIONID",
        "INVALID_AUTH_HEADER",
    ),
    _login("bad_oauth_token", _("The login ended or was revoked; log in again")),
    # --- what the org or the user may do
    _access(
        _(
            "The org has no API: its edition does not include it or Salesforce switched it off. "
            "Use the Data Export in Setup instead, or ask Salesforce for API access"
        ),
        "API_DISABLED_FOR_ORG",
    ),
    _access(
        _(
            "Give the user the permission `API Enabled`; if it is there, the org's API is switched off"
        ),
        "API_CURRENTLY_DISABLED",
    ),
    _access(
        _(
            "A transaction security policy stops the export: give the user the permission "
            "`Exempt from Transaction Security`"
        ),
        "TXN_SECURITY_METERING_ERROR",
        "TXN_SECURITY_NO_ACCESS",
    ),
    _access(
        _("Give the user the permission that the message names; `API Enabled` is the first"),
        "INSUFFICIENT_ACCESS",
        "INSUFFICIENT_ACCESS_OR_READONLY",
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        "FORBIDDEN",
        "FUNCTIONALITY_NOT_ENABLED",
        "FEATURENOTENABLED",
    ),
    # --- limits
    Advice(
        UnavailableError,
        _("Too many long requests at once; use fewer connections, or run again later"),
        frozenset({"REQUEST_LIMIT_EXCEEDED"}),
        words="concurrent",
    ),
    Advice(
        LimitError,
        _("The org's API calls of 24 hours are used up; they come back little by little"),
        frozenset({"REQUEST_LIMIT_EXCEEDED"}),
    ),
    Advice(
        LimitError,
        _("A limit of 24 hours is used up; run again tomorrow, it goes on where it was"),
        frozenset({"LIMIT_EXCEEDED", "EXCEEDEDQUOTA", "EXCEEDED_QUOTA", "EXCEEDED_MAX_API_LIMIT"}),
    ),
    Advice(LimitError, None, frozenset({"STORAGE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED"})),
    # --- requests
    Advice(
        SalesforceError,
        _("The query ran longer than the org allows; ask for fewer rows or fields at a time"),
        frozenset({"QUERY_TIMEOUT", "QUERY_TOO_COMPLICATED"}),
    ),
    Advice(
        SalesforceError,
        _("The request is longer than Salesforce reads (16,384 bytes)"),
        statuses=frozenset({414, 431}),
    ),
    Advice(
        SalesforceError,
        _("The org no longer speaks this API version; choose a newer one"),
        statuses=frozenset({410}),
    ),
    Advice(
        SalesforceError,
        _("The org no longer speaks this API version; choose a newer one"),
        frozenset({"UNSUPPORTED_API_VERSION"}),
    ),
)
