"""A notice that a person sent: the post, a portal, an app in the org. The proof is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.errors import UsageError
from salida.language import _
from salida.notice.kept import KeptFile, keep
from salida.notice.tracking import actions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from salida.journal import Journal
    from salida.notice.notice import Channel

_MAX_BYTES = 100 * 1024 * 1024


def mark_sent(
    journal: Journal,
    documents: Path,
    *,
    notice_id: str,
    channel: Channel,
    sent_at: datetime,
    proofs: Sequence[Path],
    now: datetime,
    actor: str,
) -> tuple[KeptFile, ...]:
    """Record that the notice went out through `channel`, and keep what proves it.

    A proof is whatever would convince a judge: the receipt of the burofax, a picture of
    the app's last page, the portal's confirmation. Saying the same twice changes nothing.

    Raises:
        UsageError: if there is no proof, one cannot be read, or `sent_at` is to come.
        CaseError: if a proof cannot be kept.
    """
    if sent_at.utcoffset() is None:
        message = "a notice is sent at a moment with its time zone"
        raise ValueError(message)
    if sent_at > now:
        raise UsageError(
            _("It cannot have been sent at a moment that is still to come"),
            hint=_("Give the date on the receipt"),
        )
    if not proofs:
        raise UsageError(
            _("Nothing proves that it was sent"),
            hint=_("Add the receipt, or a picture of the page that confirms it"),
        )
    contents = [(path, _read(path)) for path in proofs]
    kept = tuple(keep(documents, content, path.name) for path, content in contents)
    data = {
        "notice": notice_id,
        "channel": channel.value,
        "sent_at": sent_at.isoformat(),
        "proofs": [each.to_json() for each in kept],
    }
    known = (each.data for each in journal.entries() if each.action == actions.SENT_BY_HAND)
    if data not in known:
        journal.append(actions.SENT_BY_HAND, data, actor=actor, at=now)
    return kept


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(
                _("`{path}` is too large for a proof", path=path),
                hint=_("Save the page or the receipt as PDF"),
            )
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("Cannot read `{path}`: {problem}", path=path, problem=error.strerror or str(error))
        ) from error
    if not content:
        raise UsageError(_("`{path}` is empty", path=path), hint=_("Save the proof again"))
    return content
