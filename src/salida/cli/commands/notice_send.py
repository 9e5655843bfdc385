"""`salida notice send`: the reviewed notice, by mail, once."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.case import Case
from salida.case.gates import GateCode, gates
from salida.case.gathering import Gathered, Tracked, gather
from salida.case.marks import BACKUP, OVERRIDDEN
from salida.case.notices import message
from salida.cli.command import argument, command, option
from salida.cli.commands.notice_review import archive_org
from salida.cli.layout import DOUBTFUL, GOOD, facts, heading
from salida.cli.notice_view import chosen, notice_facts, reviewed_findings
from salida.cli.record import actor, now, record
from salida.cli.values import Whole
from salida.errors import GateError, UsageError
from salida.language import _, show_datetime, show_number
from salida.model.finding import Severity
from salida.notice.mail import MailSettings, Security, read_password, send_notice
from salida.notice.tracking import NoticeState

if TYPE_CHECKING:
    from salida.case import Mail
    from salida.cli.face import Face
    from salida.notice.mail import SendResult

_SENT_WORDS = frozenset({"send", "enviar"})


@command(
    "send",
    words=_(
        "Send a reviewed notice by mail over TLS: once, with an entry in the journal before and "
        "after, and never again by itself when nobody knows whether it went out. Refused while "
        "the archive is not proven complete, unless the deadline is nearer than a backup could "
        "take, or you give a reason. The server stands in case.toml under [mail]; the password "
        "is read from SALIDA_SMTP_PASSWORD or asked for."
    ),
)
@argument(
    "notice",
    required=False,
    metavar=_("NOTICE"),
    words=_("The beginning of its id; the newest if absent"),
)
@option("--yes", is_flag=True, words=_("Send without asking once more"))
@option(
    "--reason",
    metavar=_("REASON"),
    words=_("Why it goes out without a proven backup; written into the journal"),
)
@option(
    "--backup-days",
    type=Whole(0, 366),
    metavar=_("DAYS"),
    words=_("How many days a backup takes; estimated from the last one if absent"),
)
def notice_send(
    face: Face, *, notice: str | None, yes: bool, reason: str | None, backup_days: int | None
) -> None:
    """Send a notice."""
    case = Case.open(face.case_folder)
    gathered = gather(case, now=now(), backup_days=backup_days)
    tracked = chosen(gathered, notice)
    _refuse_unreviewed(case, gathered, tracked)
    overridden = pass_gate(face, gathered, reason)
    settings = mail_settings(case)
    ready = message(case, tracked.stored, now=now())
    _confirm(face, tracked, settings, yes=yes)
    if overridden:
        snapshot = gathered.facts.backup.snapshot
        record(case, OVERRIDDEN, {"gate": BACKUP, "reason": reason, "snapshot": snapshot})
    password = read_password(os.environ)
    question = _("Password of {user}:", user=settings.user)
    if password is None and settings.user is not None and sys.stdin.isatty() and not face.json:
        password = getpass.getpass(f"{question} ")
    with case.journal() as journal:
        result = send_notice(
            ready,
            settings,
            password,
            journal=journal,
            documents=case.documents_path,
            notice_id=tracked.stored.id,
            now=now,
            actor=actor(),
        )
    if face.json:
        face.document({"type": "sent", "id": tracked.stored.id, **_document(case, result)})
        return
    _show(face, case, result)


def _refuse_unreviewed(case: Case, gathered: Gathered, tracked: Tracked) -> None:
    """Raise unless the very notice that would go out was reviewed, and still has no error."""
    if not tracked.reviewed and tracked.state in {NoticeState.DRAFTED, NoticeState.REVIEWED}:
        raise UsageError(
            _("The notice has not been reviewed as it is now"),
            hint=_("Review it with `salida notice review`"),
        )
    found = reviewed_findings(gathered, tracked, archive_org=archive_org(case), post=None)
    errors = [each for each in found if each.severity is Severity.ERROR]
    if errors:
        raise UsageError(
            _("Since its review the notice has become wrong: {what}", what=errors[0].message),
            hint=_("Review it again with `salida notice review`"),
        )


def pass_gate(face: Face, gathered: Gathered, reason: str | None) -> bool:
    """Return whether a person's reason is what lets it out.

    Raises:
        GateError: if the archive is not proven, the deadline leaves time, and nobody says
            why it cannot wait; nothing was done.
    """
    known = gathered.facts
    if known.backup_proven or known.override is not None:
        return False
    if (reason or "").strip():
        return True
    if known.file_first:
        filed = next(each for each in gates(known) if each.code is GateCode.FILED)
        face.say(Styled(str(filed.reason), style=DOUBTFUL))
        return False
    backup = next(each for each in gates(known) if each.code is GateCode.BACKUP)
    days = known.backup.days_needed
    raise GateError(
        _(
            "The notice is not sent, because the archive is not proven complete. {reason}",
            reason=backup.reason,
        ),
        hint=_(
            "Run `salida backup` and `salida verify` first; there is time: a backup needs {days} "
            "days ({why}). Or say why it cannot wait with `--reason`",
            days=show_number(days),
            why=known.backup.days_reason,
        ),
    )


def _confirm(face: Face, tracked: Tracked, settings: MailSettings, *, yes: bool) -> None:
    """Ask once more, by typing a word.

    Raises:
        UsageError: if nobody can be asked, or the word was another.
    """
    if yes:
        return
    if face.json or not sys.stdin.isatty():
        raise UsageError(
            _("Without a terminal nobody can be asked"), hint=_("Send it with `--yes`")
        )
    face.say(heading(_("About to send")))
    for line in facts(*notice_facts(tracked), (_("Server"), settings.server)):
        face.say(line)
    question = _("Type `send` to send it:")
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in _SENT_WORDS:
        raise UsageError(_("Not sent"), hint=_("Nothing has left this computer"))


def mail_settings(case: Case) -> MailSettings:
    """Return how the case sends mail.

    Raises:
        UsageError: if `case.toml` does not say it, or says something that cannot be.
    """
    mail = case.settings.mail
    if mail is None:
        raise UsageError(
            _("`case.toml` does not say how to send mail"),
            hint=_(
                "Add `[mail]` with `host` and `sender`; the password is read from "
                "SALIDA_SMTP_PASSWORD"
            ),
        )
    security = _security(mail)
    usual = 465 if security is Security.TLS else 587
    return MailSettings(
        host=mail.host,
        port=usual if mail.port is None else mail.port,
        security=security,
        user=mail.user,
        ca_file=None if mail.ca_file is None else case.resolve(mail.ca_file),
    )


def _security(mail: Mail) -> Security:
    words = [each.value for each in Security]
    if mail.security is None:
        return Security.STARTTLS
    if mail.security not in words:
        raise UsageError(
            _(
                "`{name}` of the mail server cannot be `{value}`",
                name="security",
                value=mail.security,
            ),
            hint=_("It is one of: {values}", values=", ".join(words)),
        )
    return Security(mail.security)


def _show(face: Face, case: Case, result: SendResult) -> None:
    face.show(
        Styled(str(_("✓ Sent: the mail server took it")), style=GOOD),
        *facts(
            (_("When"), show_datetime(result.at)),
            (_("Answer"), " / ".join(result.reply.shown)),
            (_("Message-ID"), result.message_id),
            (_("Kept"), (case.documents_path / result.file.path).relative_to(case.folder)),
        ),
    )
    for each in result.refused:
        words = _("The server did not take the copy to {address}", address=each.address)
        face.show(Styled(f"  ✗ {words}", style=DOUBTFUL))
    face.show(*facts((_("Next"), "salida notice track")))


def _document(case: Case, result: SendResult) -> dict[str, Any]:
    return {
        "at": result.at.isoformat(),
        "message_id": result.message_id,
        "reply": list(result.reply.shown),
        "file": str(case.documents_path / result.file.path),
        "sha256": result.file.sha256,
        "refused": [each.address for each in result.refused],
    }
