"""Which cause stands behind an exception of the HTTP library."""

from __future__ import annotations

import ssl

from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from salida.salesforce.failure import Cause, Failure, NoAnswerError

# In this order: some of these are kinds of others.
_KINDS: tuple[tuple[type[HTTPError], Cause, str], ...] = (
    (ProxyError, Cause.NO_CONNECTION, "the proxy does not connect"),
    (NameResolutionError, Cause.NO_SUCH_HOST, ""),
    (NewConnectionError, Cause.NO_CONNECTION, ""),
    (ConnectTimeoutError, Cause.NO_CONNECTION, "timed out"),
    (ReadTimeoutError, Cause.SILENCE, "nothing arrived for too long"),
)


def no_answer(error: HTTPError, *, host_answered_before: bool) -> NoAnswerError:
    """Return what `error` means. Its own text is not kept whole: it may quote an address."""
    cause, words = _cause(error)
    return NoAnswerError(
        Failure(cause=cause, words=words, host_answered_before=host_answered_before)
    )


def _cause(error: HTTPError) -> tuple[Cause, str]:
    if isinstance(error, SSLError):
        return _tls(error)
    for kind, cause, words in _KINDS:
        if isinstance(error, kind):
            return cause, words or _reason(error)
    return Cause.CUT, _reason(error)


def _tls(error: SSLError) -> tuple[Cause, str]:
    reason = error.args[0] if error.args else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Cause.UNTRUSTED, reason.verify_message
    if isinstance(reason, ssl.SSLError) and "WRONG_VERSION_NUMBER" in str(reason):
        return Cause.UNTRUSTED, "the server does not speak TLS"
    return Cause.CUT, _reason(error)


def _reason(error: HTTPError) -> str:
    """Return the system's own words, or the kind of error; never an address or a header."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, OSError) and inner.strerror:
            return inner.strerror
        inner = inner.__cause__ or inner.__context__
    return type(error).__name__
