"""Which of the documented and observed variants an org spoke.

Salesforce's own sources disagree on some answers (`docs/reference`); Salida accepts
all and keeps what it met in the manifest, so that open questions get settled by real orgs.
"""

from __future__ import annotations

from threading import Lock


class Dialect:
    """Observed variants per trait; several threads may add to it."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}
        self._lock = Lock()

    def observe(self, trait: str, variant: str) -> None:
        """Note that `trait` (`bulk.result_pages.link`) came as `variant` (`resultUrl`)."""
        with self._lock:
            self._seen.setdefault(trait, set()).add(variant)

    def to_json(self) -> dict[str, object]:
        """Return what was seen so far: each trait with its variants, sorted."""
        with self._lock:
            return {trait: sorted(self._seen[trait]) for trait in sorted(self._seen)}
