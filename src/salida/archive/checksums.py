"""`manifest-sha256.txt`: what `sha256sum -c` reads, one line per file, by path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\\]+)\n")


def write_checksums(hashes: Mapping[str, str]) -> bytes:
    """Return the text that states `hashes`: SHA-256 by path."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def read_checksums(raw: bytes) -> dict[str, str] | None:
    """Return SHA-256 by path, or `None` if the text is not one that `write_checksums` writes."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    hashes = {found[2]: found[1] for found in _LINE.finditer(text)}
    return hashes if write_checksums(hashes) == raw else None
