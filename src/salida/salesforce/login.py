"""The session in force, and who may renew it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from salida.errors import AuthenticationError
from salida.language import _

if TYPE_CHECKING:
    from salida.salesforce.failure import Failure
    from salida.salesforce.http import Http
    from salida.salesforce.session import Authenticator, Session

_NO_SESSION = 401
_FORBIDDEN = 403


class Login:
    """Keeps one session for all threads and renews it once, however many ask."""

    def __init__(self, authenticator: Authenticator, http: Http) -> None:
        self._authenticator = authenticator
        self._http = http
        self._session: Session | None = None
        self._refused: tuple[Session | None, AuthenticationError] | None = None
        self._lock = Lock()

    @property
    def session(self) -> Session:
        """Return the session in force, logging in if there is none yet."""
        return self._session or self.renew(None)

    def renew(self, ended: Session | None) -> Session:
        """Return a session newer than `ended`, the one that the failed request used.

        A refusal is kept for the threads that wait behind it: repeating a refused login
        from each of them could lock the user out.

        Raises:
            AuthenticationError: if the org refuses, or there is nothing to renew with.
            UnavailableError: if it does not answer.
        """
        with self._lock:
            if self._session is not None and self._session is not ended:
                return self._session
            if self._refused is not None and self._refused[0] is ended:
                raise _copy(self._refused[1])
            try:
                self._session = self._fresh(ended)
            except AuthenticationError as error:
                self._refused = (ended, error)
                raise
            return self._session

    def _fresh(self, ended: Session | None) -> Session:
        way = (ended.renewal if ended else None) or self._authenticator
        session = way.authenticate(self._http)
        if ended is not None and session.access_token == ended.access_token:
            raise AuthenticationError(
                _("The login has ended, and this way of logging in gives the same token again"),
                hint=_("Paste a new access token, or log in again with the tool that made it"),
                status=_NO_SESSION,
                error_code="INVALID_SESSION_ID",
            )
        return session


def session_ended(failure: Failure) -> bool:
    """Return whether a fresh login would help."""
    words = failure.words.lower()
    if failure.status == _NO_SESSION:
        # A token that is "not valid for use with the REST API" lives, but is of the wrong
        # kind; a new one of its kind helps no more.
        return "not valid for use" not in words and failure.error_code in {
            None,
            "INVALID_SESSION_ID",
        }
    # The identity service answers in plain text, with 403.
    return failure.status == _FORBIDDEN and "bad_oauth_token" in words


def _copy(error: AuthenticationError) -> AuthenticationError:
    """Return the same refusal for another thread, so that tracebacks do not grow together."""
    return AuthenticationError(
        error.message, hint=error.hint, status=error.status, error_code=error.error_code
    )
