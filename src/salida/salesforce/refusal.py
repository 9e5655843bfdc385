"""Turn a failure into the error that a person reads: the org's own words, and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salida.errors import (
    AccessError,
    AuthenticationError,
    SalesforceError,
    UnavailableError,
)
from salida.language import _
from salida.salesforce.failure import Cause
from salida.salesforce.hints import advice_for
from salida.salesforce.redaction import redact
from salida.salesforce.retry import MAX_RETRY_AFTER

if TYPE_CHECKING:
    from salida.language import Text
    from salida.salesforce.failure import Failure

_NEEDS_LOGIN = 401
_FORBIDDEN = 403
_SERVER_FAULT = 500
_BUSY = frozenset({406, 408, 420, 429})


def error_for(
    failure: Failure,
    request: str,
    *secrets: str | None,
    otherwise: type[SalesforceError] = SalesforceError,
) -> SalesforceError:
    """Return the error to raise.

    Args:
        failure: What the last attempt met.
        request: What was asked, as shown to a person: `GET /services/data/v66.0/limits`,
            or the host when nothing was reached. Never with its query string.
        secrets: Tokens of this session, to be taken out of the org's words.
        otherwise: The error for a refusal that no rule knows.
    """
    if failure.cause is not None:
        return _no_answer(failure, request)
    failure = replace(
        failure,
        words=redact(failure.words, *secrets),
        error_code=redact(failure.error_code, *secrets) if failure.error_code else None,
    )
    advice = advice_for(failure)
    kind = advice.kind if advice else _kind_of_status(failure.status or 0, otherwise)
    hint = advice.hint if advice else None
    if hint is None and kind is UnavailableError:
        hint = _overdue(failure)
    return kind(
        _message(failure, request),
        hint=hint,
        status=failure.status,
        error_code=failure.error_code,
    )


def _message(failure: Failure, request: str) -> Text:
    code = failure.error_code or f"HTTP {failure.status}"
    if failure.words:
        return _(
            "Salesforce refused `{request}`: {words} ({code})",
            request=request,
            words=failure.words,
            code=code,
        )
    return _("Salesforce refused `{request}` ({code})", request=request, code=code)


def _kind_of_status(status: int, otherwise: type[SalesforceError]) -> type[SalesforceError]:
    if status == _NEEDS_LOGIN:
        return AuthenticationError
    if status == _FORBIDDEN:
        return AccessError
    if status in _BUSY or status >= _SERVER_FAULT:
        return UnavailableError
    return otherwise


def _overdue(failure: Failure) -> Text:
    if failure.retry_after is not None and failure.retry_after > MAX_RETRY_AFTER:
        return _("The org asks to wait {seconds} seconds", seconds=int(failure.retry_after))
    return _("Look at status.salesforce.com, then run the command again; it goes on where it was")


def _no_answer(failure: Failure, request: str) -> UnavailableError:
    request = redact(request)
    detail = redact(failure.words)
    match failure.cause:
        case Cause.NO_SUCH_HOST:
            message = _("Cannot reach `{request}`: no such host", request=request)
            hint = _(
                "Check the address, such as https://mycompany.my.salesforce.com, and the network"
            )
        case Cause.NO_CONNECTION:
            message = _("Cannot connect to `{request}`: {detail}", request=request, detail=detail)
            hint = _("Check the network, the firewall, and HTTPS_PROXY if there is a proxy")
        case Cause.UNTRUSTED:
            message = _("Cannot trust `{request}`: {detail}", request=request, detail=detail)
            hint = _(
                "If your network opens TLS, or the org is a local one, name its certificate "
                "authority as the CA file; verification is never switched off"
            )
        case Cause.SILENCE:
            message = _("No answer to `{request}`: {detail}", request=request, detail=detail)
            hint = _("Run the command again; it goes on where it was")
        case _:
            message = _(
                "The answer to `{request}` broke off: {detail}", request=request, detail=detail
            )
            hint = _("Run the command again; it goes on where it was")
    return UnavailableError(message, hint=hint)
