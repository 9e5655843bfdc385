"""What an org says when it refuses, in Salesforce's own words and codes.

They are `SalesforceError`s with a status: raised anywhere, answered in one place. Their
words are not translated, because programs compare them.
Sources: REST API Developer Guide, "Status Codes and Error Responses"; recorded exchanges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import AccessError, AuthenticationError, LimitError, SalesforceError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salida.errors import SalidaError, SoqlError


def not_found() -> SalesforceError:
    """Say that there is nothing at this address."""
    message = "The requested resource does not exist"
    return SalesforceError(message, status=404, error_code="NOT_FOUND")


def no_such_key(value: str) -> SalesforceError:
    """Say that what stands in the place of a record Id is none."""
    message = f"Provided external ID field does not exist or is not accessible: {value}"
    return SalesforceError(message, status=404, error_code="NOT_FOUND")


def session_invalid() -> AuthenticationError:
    """Say that the token is unknown, revoked or expired."""
    message = "Session expired or invalid"
    return AuthenticationError(message, status=401, error_code="INVALID_SESSION_ID")


def header_invalid() -> AuthenticationError:
    """Say that the Authorization header has another scheme than `Bearer` or `OAuth`."""
    message = "INVALID_HEADER_TYPE"
    return AuthenticationError(message, status=401, error_code="INVALID_AUTH_HEADER")


def api_disabled() -> AccessError:
    """Say that the edition has no API."""
    message = "The REST API is not enabled for this Organization."
    return AccessError(message, status=403, error_code="API_DISABLED_FOR_ORG")


def requests_used_up() -> LimitError:
    """Say that the API calls of 24 hours are spent."""
    message = "TotalRequests Limit exceeded."
    return LimitError(message, status=403, error_code="REQUEST_LIMIT_EXCEEDED")


def version_retired(version: str) -> SalesforceError:
    """Say that the version is gone; only the code `GONE` has been seen, the words are ours."""
    message = f"API version {version} is retired and no longer available."
    return SalesforceError(message, status=410, error_code="GONE")


def version_differs(version: str) -> SalesforceError:
    """Say that a job has another version (Bulk API 2.0 guide: 409). Code and words are ours."""
    message = (
        f"The job was created with API version {version}; use the same version for its results"
    )
    return SalesforceError(message, status=409, error_code="INVALIDVERSION")


def method_not_allowed(method: str, allowed: Iterable[str]) -> SalesforceError:
    """Say that the resource exists, but not with this method."""
    message = f"HTTP Method '{method}' not allowed. Allowed are {','.join(allowed)}"
    return SalesforceError(message, status=405, error_code="METHOD_NOT_ALLOWED")


def json_parser(detail: str) -> SalesforceError:
    """Say that the body is no JSON, or not the JSON that the resource expects."""
    return SalesforceError(detail, status=400, error_code="JSON_PARSER_ERROR")


def read_only() -> AccessError:
    """Say that nothing can be changed. The code is Salesforce's, the words are ours."""
    return AccessError(
        _("This is a replica of an archived org: it can be read, not changed"),
        status=403,
        error_code="INSUFFICIENT_ACCESS_OR_READONLY",
    )


def bad_request(message: str, error_code: str) -> SalesforceError:
    """Say anything else that is wrong with a request."""
    return SalesforceError(message, status=400, error_code=error_code)


def query_refused(error: SoqlError) -> SalesforceError:
    """Turn the engine's refusal of a query into an HTTP answer."""
    return SalesforceError(error.message, status=400, error_code=error.error_code)


def broken(error: SalidaError) -> SalesforceError:
    """Say that the server cannot answer what is right to ask, such as from a damaged archive."""
    return SalesforceError(error.message, status=500, error_code="UNKNOWN_EXCEPTION")
