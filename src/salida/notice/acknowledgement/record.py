"""An answer as a person judged it goes into the journal, and its file into the documents."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING

from salida.errors import UsageError
from salida.language import _
from salida.notice.kept import keep
from salida.notice.mail.reply import keepable
from salida.notice.tracking import AnswerKind, History, actions, history

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from salida.journal import Journal
    from salida.notice.acknowledgement.message import IncomingMessage


def record_answer(
    journal: Journal,
    documents: Path,
    path: Path,
    message: IncomingMessage,
    *,
    notice_id: str,
    kind: AnswerKind,
    quote: str = "",
    end_date: date | None = None,
    now: datetime,
    actor: str,
) -> History:
    """Take in what `read_message` read from `path`; return the notice's history with it.

    `kind`, `quote` and `end_date` are what a person confirmed. Taking in the same answer
    with the same judgement again changes nothing; with another judgement it replaces it.

    Raises:
        UsageError: if the file has changed since it was read, or cannot be read.
        CaseError: if it cannot be kept.
    """
    told = history(journal.entries(), notice_id)
    same = (message.key, kind, end_date)
    if any((each.key, each.kind, each.end_date) == same for each in told.answers):
        return told
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("Cannot read `{path}`: {problem}", path=path, problem=error.strerror or str(error))
        ) from error
    if hashlib.sha256(content).hexdigest() != message.sha256:
        raise UsageError(
            _("`{path}` has changed since it was read", path=path), hint=_("Read it again")
        )
    # A clock that runs ahead must not make an answer the last word for ever.
    dated = message.sent_at if message.sent_at is not None and message.sent_at <= now else None
    data = {
        "notice": notice_id,
        "key": message.key,
        "kind": kind.value,
        "dated": None if dated is None else dated.astimezone(UTC).isoformat(),
        "end_date": None if end_date is None else end_date.isoformat(),
        "sender": keepable(message.sender),
        "subject": keepable(message.subject),
        "quote": keepable(quote),
        "file": keep(documents, content, path.name).to_json(),
    }
    journal.append(actions.ANSWERED, data, actor=actor, at=now)
    return history(journal.entries(), notice_id)
