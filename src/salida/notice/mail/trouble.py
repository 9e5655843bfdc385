"""What can go wrong with a mail server, in words, and whether the message can be out."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from salida.errors import MailRefusedError, MailUncertainError
from salida.language import Text, _
from salida.notice.mail.reply import Reply, keepable, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.mail.settings import MailSettings

_WRONG_NAME = 62
"""X509_V_ERR_HOSTNAME_MISMATCH (OpenSSL, x509_vfy.h); 64 is the same for an address."""

_WRONG_ADDRESS = 64


@contextmanager
def trusted(settings: MailSettings) -> Iterator[None]:
    """Say in words why a certificate is not good enough."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in {_WRONG_NAME, _WRONG_ADDRESS}:
            message = _("The certificate of {server} is for another name", server=settings.server)
            hint = _("Use the name that the certificate was issued for")
        else:
            message = _(
                "The certificate of {server} cannot be trusted: {reason}",
                server=settings.server,
                reason=error.verify_message,
            )
            hint = _("If it is your company's own authority, name its certificate in `ca_file`")
        raise MailRefusedError(message, hint=hint, stage="tls") from error
    except ssl.SSLError as error:
        raise MailRefusedError(
            _(
                "No encrypted connection to {server}: {reason}",
                server=settings.server,
                reason=error.reason or str(error),
            ),
            hint=_("Port 465 speaks tls, port 587 starttls; they cannot be mixed"),
            stage="tls",
        ) from error


@contextmanager
def before_content(
    stage: str, *, server: str | None = None, secrets: tuple[str, ...] = ()
) -> Iterator[None]:
    """Turn what goes wrong while nothing can be out into a refusal."""
    try:
        yield
    except smtplib.SMTPAuthenticationError:
        raise
    except smtplib.SMTPResponseException as error:
        answer = reply(error.smtp_code, as_bytes(error.smtp_error), secrets)
        raise refusal(stage, _("The mail server refused"), answer) from error
    except (smtplib.SMTPException, OSError) as error:
        reason = keepable(str(error), secrets)
        message = (
            _("The connection to the mail server broke: {reason}", reason=reason)
            if server is None
            else _("Cannot reach the mail server {server}: {reason}", server=server, reason=reason)
        )
        raise MailRefusedError(
            message,
            hint=_("Nothing was sent. Check host, port and network, and send again"),
            stage=stage,
        ) from error


def refusal(stage: str, message: Text, answer: Reply, hint: Text | None = None) -> MailRefusedError:
    """Return the error for a server that said no before it had taken anything."""
    return MailRefusedError(
        _("{message}: {reply}", message=message, reply=" / ".join(answer.shown)),
        hint=hint or _("Nothing was sent. Mend what the server names and send again"),
        stage=stage,
        reply=answer.shown,
    )


def lost(reason: str) -> MailUncertainError:
    """Return the error for a server that has the content and gave no clear answer."""
    return MailUncertainError(
        _("The mail server took the message and did not answer: {reason}", reason=reason),
        hint=_(
            "Look in the sent folder and ask whoever runs the server, then settle it by hand. "
            "It is not sent again by itself"
        ),
    )


def as_bytes(text: bytes | str) -> bytes:
    """Return what smtplib gives as bytes or, for its own complaints, as text."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
