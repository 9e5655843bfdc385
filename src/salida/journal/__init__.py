"""The journal of a case: what Salida did, for whom, and when.

A SQLite file that only grows. Each entry is one line of canonical JSON that carries
the SHA-256 of the line before it, so that any change can be found, also without
Salida: exported as JSON lines, `sed -n 7p journal.jsonl | sha256sum` gives the
`previous` of line 8.
"""

from salida.journal.chain import GENESIS, Entry, Head, check_lines
from salida.journal.store import Journal

__all__ = ["GENESIS", "Entry", "Head", "Journal", "check_lines"]
