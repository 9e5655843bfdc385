"""JSON files that carry their own checksum.

The checksum is the SHA-256 of the file's bytes with the checksum's own 64 digits set to
`0`. It is defined on bytes, so that one flipped space is found as well, and so that any
language can check it without agreeing on a canonical JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from salida.errors import ArchiveVersionError, IntegrityError
from salida.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANK = "0" * 64
_CHECKSUM = re.compile(rb'"checksum": "([0-9a-f]{64})"')


def seal(kind: str, version: int, content: Mapping[str, Any]) -> bytes:
    """Return `content` as the bytes of a JSON file: UTF-8, keys in the order given."""
    body = {"format": kind, "version": version, "checksum": _BLANK, **content}
    # JSON may carry half of a surrogate pair, which UTF-8 cannot; written as the escape
    # that it came as (`\\ud83d`), it is valid JSON again and returns unchanged.
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    raw = text.encode("utf-8", "backslashreplace")
    digest = hashlib.sha256(raw).hexdigest()
    return raw.replace(_BLANK.encode(), digest.encode(), 1)


def unseal(raw: bytes, *, kind: str, newest: int, path: str) -> dict[str, Any]:
    """Return the content of a sealed file.

    Args:
        raw: The bytes of the file.
        kind: The `format` that it must state.
        newest: The newest `version` that the caller understands.
        path: Named in the errors.

    Raises:
        IntegrityError: if any byte differs from what was written.
        ArchiveVersionError: if the file is whole but of a newer version.
    """
    found = _CHECKSUM.search(raw)
    if found is None:
        raise _damaged(path)
    start, end = found.span(1)
    blanked = raw[:start] + _BLANK.encode() + raw[end:]
    if hashlib.sha256(blanked).hexdigest().encode() != found[1]:
        raise _damaged(path)
    content: dict[str, Any] = json.loads(raw)
    if content.get("format") != kind:
        raise _damaged(path)
    version = content.get("version")
    if not isinstance(version, int) or version > newest:
        raise ArchiveVersionError(
            _("`{path}` has format version {version}", path=path, version=version),
            hint=_("This Salida reads up to version {newest}; install a newer one", newest=newest),
        )
    return content


def _damaged(path: str) -> IntegrityError:
    return IntegrityError(
        _("`{path}` is not as it was written", path=path),
        hint=_("Restore it from a copy of the archive"),
    )
