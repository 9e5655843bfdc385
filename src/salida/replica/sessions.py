"""What was handed out at login: sessions, refresh tokens, authorization codes.

They live in memory and end with the server. Only hashes are kept, so that neither a dump
nor a debugger shows a token.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from salida.replica.ids import random_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

SESSION_LIFE = timedelta(hours=2)
"""Without a request: the default of an org's session settings."""

_CODE_LIFE = timedelta(minutes=15)
_MOST = 10_000
"""Sessions and codes kept at once; the oldest give way."""


@dataclass(frozen=True, slots=True)
class Code:
    """What an authorization code was given out for."""

    client_id: str
    redirect_uri: str
    challenge: str | None
    """Base64url of the SHA-256 of the verifier (RFC 7636), when the client sent one."""

    expires_at: datetime


class Sessions:
    """Issues tokens and knows which are good. Safe from any thread."""

    def __init__(
        self,
        org_id: str,
        *,
        lasting: Iterable[str] = (),
        refresh_tokens: Iterable[str] = (),
        life: timedelta = SESSION_LIFE,
    ) -> None:
        self._org_id = org_id
        self._life = life
        self._lasting = {_hash(each) for each in lasting}
        self._refresh = {_hash(each) for each in refresh_tokens}
        self._last_used: dict[str, datetime] = {}
        self._codes: dict[str, Code] = {}
        self._lock = threading.Lock()

    def open(self, now: datetime) -> str:
        """Return a new access token: opaque, as `00D...!...`."""
        token = f"{self._org_id[:15]}!AQ{random_text(94)}"
        with self._lock:
            _make_room(self._last_used)
            self._last_used[_hash(token)] = now
        return token

    def good(self, token: str, now: datetime) -> bool:
        """Whether `token` opens the API now; using it keeps it alive."""
        key = _hash(token)
        with self._lock:
            if key in self._lasting:
                return True
            last_used = self._last_used.get(key)
            if last_used is None:
                return False
            if now - last_used > self._life:
                del self._last_used[key]
                return False
            self._last_used[key] = now
            return True

    def issue_refresh_token(self) -> str:
        """Return a token with which sessions can be opened again and again."""
        token = f"5Aep861{random_text(80)}"
        with self._lock:
            self._refresh.add(_hash(token))
        return token

    def refreshes(self, token: str) -> bool:
        """Whether `token` is a good refresh token."""
        with self._lock:
            return _hash(token) in self._refresh

    def revoke(self, token: str) -> bool:
        """End a session or a refresh token; `False` if there is none like it."""
        key = _hash(token)
        with self._lock:
            known = key in self._last_used or key in self._refresh or key in self._lasting
            self._last_used.pop(key, None)
            self._refresh.discard(key)
            self._lasting.discard(key)
        return known

    def issue_code(
        self, *, client_id: str, redirect_uri: str, challenge: str | None, now: datetime
    ) -> str:
        """Return a code that can be exchanged for tokens once."""
        code = f"aPrx{random_text(60)}"
        with self._lock:
            _make_room(self._codes)
            self._codes[_hash(code)] = Code(client_id, redirect_uri, challenge, now + _CODE_LIFE)
        return code

    def take_code(self, code: str, now: datetime) -> Code | None:
        """Return what `code` was given out for and forget it; `None` if it is not good."""
        with self._lock:
            issued = self._codes.pop(_hash(code), None)
        return issued if issued is not None and now <= issued.expires_at else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _make_room(kept: dict[str, datetime] | dict[str, Code]) -> None:
    while len(kept) >= _MOST:
        del kept[next(iter(kept))]
