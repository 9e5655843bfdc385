"""The body of an answer as it arrives: inflated, and only a little of it in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from isal import isal_zlib
from urllib3.exceptions import HTTPError

from salida.salesforce.causes import no_answer
from salida.salesforce.failure import Cause, Failure, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from urllib3 import BaseHTTPResponse

_FEED = 512 * 1024
"""Compressed bytes taken from the socket at once. They inflate to what a reader of pages asks for
at once or more, so that it gets one piece, not copies of several (measured: 12 ms of 60 a page)."""

_INFLATED = 1024 * 1024
"""Bytes inflated at once, so that a page that packs well cannot fill the memory."""

_GZIP = 31
"""zlib's window bits for a gzip wrapper."""


class Body:
    """A readable, closable stream of decoded bytes. Not for two threads at once.

    Raises `NoAnswerError` from `read` when the connection is cut, falls silent, or a
    gzip body ends before its checksum.
    """

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response
        self._read_some = self._decoder(response.headers.get("Content-Encoding", ""))
        self._left = memoryview(b"")
        self.encoding = response.headers.get("Content-Encoding", "identity").lower()

    def _decoder(self, encoding: str) -> Callable[[int], bytes]:
        match encoding.strip().lower():
            case "" | "identity":
                return self._raw
            case "gzip" | "x-gzip":
                return _Inflater(self._raw).read
            case other:
                self.close()
                raise NoAnswerError(Failure(cause=Cause.CUT, words=f"Content-Encoding: {other}"))

    def read(self, size: int) -> bytes:
        """Return exactly `size` bytes, or fewer only at the end; `b""` after it."""
        pieces = []
        wanted = size
        while wanted > 0:
            piece = self._left or memoryview(self._read_some(wanted))
            if not piece:
                break
            self._left = piece[wanted:]
            pieces.append(piece[:wanted])
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def _raw(self, size: int) -> bytes:
        try:
            return self._response.read(size, decode_content=False)
        except HTTPError as error:
            raise no_answer(error, host_answered_before=True) from None

    def close(self) -> None:
        """Give the connection back; one with unread bytes on it is dropped."""
        self._response.close()
        self._response.release_conn()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class _Inflater:
    """Inflate gzip, of one member or several, from `pull`."""

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        self._pull = pull
        self._member: Any = isal_zlib.decompressobj(_GZIP)
        self._compressed = b""
        self._started = False

    def read(self, size: int) -> bytes:
        """Return some inflated bytes, `b""` only at the end."""
        while not (self._member.eof and not self._begin_next_member()):
            # Even without input this returns what the inflater still holds inside.
            inflated = self._inflate(max(size, _INFLATED))
            if inflated:
                return inflated
            if not self._compressed and not self._member.eof and not self._refill():
                if self._started:
                    raise _cut("the compressed page has no end")
                break
        return b""

    def _refill(self) -> bool:
        self._compressed = self._pull(_FEED)
        self._started = self._started or bool(self._compressed)
        return bool(self._compressed)

    def _begin_next_member(self) -> bool:
        if not self._compressed and not self._refill():
            return False
        self._member = isal_zlib.decompressobj(_GZIP)
        return True

    def _inflate(self, limit: int) -> bytes:
        try:
            inflated: bytes = self._member.decompress(self._compressed, limit)
        except isal_zlib.error as error:  # type: ignore[misc]  # the stub calls it an instance
            raise _cut("the compressed page is damaged") from error
        member = self._member
        self._compressed = member.unused_data if member.eof else member.unconsumed_tail
        return inflated


def _cut(words: str) -> NoAnswerError:
    return NoAnswerError(Failure(cause=Cause.CUT, words=words, host_answered_before=True))
