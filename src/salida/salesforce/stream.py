"""A large answer that the caller reads piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from salida.salesforce.failure import NoAnswerError
from salida.salesforce.refusal import error_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from salida.salesforce.transport import RawAnswer

_CHUNK = 1024 * 1024


class Stream:
    """Decoded bytes of one answer, in bounded memory. Close it, or use it in `with`.

    It has what a file has that others read from: `read`, `closed`, `readable`, `seekable`.
    """

    def __init__(self, raw: RawAnswer, request: str) -> None:
        self.status = raw.status
        self.headers = raw.headers
        self.request = request
        """What was asked, as messages name it."""

        self.encoding = raw.body.encoding
        """`gzip` or `identity`: how it travelled; `read` gives it decoded."""

        self._body = raw.body
        self._closed = False

    def read(self, size: int = _CHUNK) -> bytes:
        """Return exactly `size` bytes, or fewer only at the end; `b""` after it.

        A negative `size` reads all that is left, as files do.

        Raises:
            UnavailableError: if the connection broke, fell silent, or the body ended early.
        """
        if size < 0:
            return b"".join(self.chunks())
        try:
            return self._body.read(size)
        except NoAnswerError as error:
            self.close()
            raise error_for(error.failure, self.request) from error

    def chunks(self, size: int = _CHUNK) -> Iterator[bytes]:
        """Yield the rest in pieces of `size` bytes. Raises as `read` does."""
        while piece := self.read(size):
            yield piece

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def readable(self) -> bool:
        """Return `True`, as files that can be read do."""
        return True

    def writable(self) -> bool:
        """Return `False`."""
        return False

    def seekable(self) -> bool:
        """Return `False`: what was read is gone."""
        return False

    def close(self) -> None:
        """Give the connection back. May be called twice."""
        if not self._closed:
            self._closed = True
            self._body.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
