"""Handing one message to a mail server (RFC 6409), step by step.

Each step either succeeds, or raises an error that says whether the message can be out.
Until the server has asked for the content (354) it cannot; from then on only its answer
tells.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.errors import MailRefusedError, UsageError
from salida.language import _
from salida.notice.mail.reply import Reply, login_secrets, reply
from salida.notice.mail.settings import PASSWORD_VARIABLE, Security
from salida.notice.mail.trouble import as_bytes, before_content, lost, refusal, trusted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.mail.outgoing import Outgoing
    from salida.notice.mail.settings import MailSettings

_CLIENT = "[127.0.0.1]"
"""How we introduce ourselves: the name of the machine is nobody's business."""

_GO_ON = 354
_GOODBYE_SECONDS = 5
_DELIVERY_REPORT = "NOTIFY=SUCCESS,FAILURE,DELAY"
"""RFC 3461: servers on the way report what became of it."""


@dataclass(frozen=True, slots=True)
class Encryption:
    """What the connection is encrypted with, as negotiated."""

    version: str
    cipher: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A recipient of a copy whom the server does not take."""

    address: str
    reply: Reply


class Submission:
    """A connection that is encrypted and logged in."""

    def __init__(
        self, connection: smtplib.SMTP, settings: MailSettings, secrets: tuple[str, ...]
    ) -> None:
        self._connection = connection
        self._settings = settings
        self._secrets = secrets
        self.encryption = _encryption(connection)

    def envelope(self, message: Outgoing) -> tuple[Refused, ...]:
        """Name sender and recipients; return whoever of the copies is not taken.

        Raises:
            MailRefusedError: if the sender or one whom the message is for is not taken.
        """
        with before_content("sender"):
            sized = self._connection.has_extn("size")
            options = [f"size={len(message.content)}"] if sized else []
            answer = self._heard(self._connection.mail(message.sender, options))
        if not _positive(answer):
            raise refusal("sender", _("The mail server refused the sender or the size"), answer)
        for address in message.to:
            answer = self._recipient(address)
            if not _positive(answer):
                raise refusal(
                    "recipients",
                    _("The mail server refused the recipient `{address}`", address=address),
                    answer,
                    _("Nobody has received it. Correct the address and send again"),
                )
        answers = [(address, self._recipient(address)) for address in message.copies]
        return tuple(Refused(*each) for each in answers if not _positive(each[1]))

    def content(self, content: bytes) -> Reply:
        """Hand over the message and return the answer that accepts it.

        Raises:
            MailRefusedError: if the server answered that it does not take it.
            MailUncertainError: if the server was given content and nothing is known of it.
        """
        with before_content("content"):
            answer = self._heard(self._connection.docmd("DATA"))
        if answer.code != _GO_ON:
            raise refusal("content", _("The mail server does not want the message"), answer)
        try:
            self._connection.send(_transparent(content) + b".\r\n")
            _wait(self._connection, self._settings.answer_seconds)
            answer = self._heard(self._connection.getreply())
        except (smtplib.SMTPException, OSError) as error:
            raise lost(str(error)) from error
        match answer.code // 100:
            case 2:
                return answer
            case 4 | 5:
                raise refusal("content", _("The mail server refused the message"), answer)
        raise lost(" ".join(answer.shown))

    def _recipient(self, address: str) -> Reply:
        options = [_DELIVERY_REPORT] if self._connection.has_extn("dsn") else []
        with before_content("recipients"):
            return self._heard(self._connection.rcpt(address, options))

    def _heard(self, answer: tuple[int, bytes]) -> Reply:
        return reply(*answer, self._secrets)


@contextmanager
def submission(settings: MailSettings, password: str | None) -> Iterator[Submission]:
    """Connect, encrypt and log in; take leave at the end, whatever the server thinks of it.

    Raises:
        UsageError: if a user is set without a password, or the certificates cannot be read.
        MailRefusedError: if the server cannot be reached or trusted, or refuses the login.
    """
    if settings.user is not None and not password:
        raise UsageError(
            _("The mail server asks for a password, and none is set"),
            hint=_("Set it in the environment as {variable}", variable=PASSWORD_VARIABLE),
        )
    context = settings.tls_context()
    connection = _connect(settings, context)
    try:
        if settings.security is Security.STARTTLS:
            _encrypt(connection, settings, context)
        secrets: tuple[str, ...] = ()
        if settings.user is not None and password:
            secrets = login_secrets(settings.user, password)
            _log_in(connection, settings.user, password, secrets)
        yield Submission(connection, settings, secrets)
        # The journal has its entry by now; a server that fails to say goodbye changes nothing.
        with suppress(smtplib.SMTPException, OSError):
            _wait(connection, _GOODBYE_SECONDS)
            connection.quit()
    finally:
        with suppress(OSError):
            connection.close()


def _connect(settings: MailSettings, context: ssl.SSLContext) -> smtplib.SMTP:
    with before_content("connect", server=settings.server):
        if settings.security is Security.TLS:
            with trusted(settings):
                return smtplib.SMTP_SSL(
                    settings.host,
                    settings.port,
                    local_hostname=_CLIENT,
                    timeout=settings.timeout_seconds,
                    context=context,
                )
        return smtplib.SMTP(
            settings.host, settings.port, local_hostname=_CLIENT, timeout=settings.timeout_seconds
        )


def _encrypt(connection: smtplib.SMTP, settings: MailSettings, context: ssl.SSLContext) -> None:
    with before_content("tls"), trusted(settings):
        connection.ehlo()
        if not connection.has_extn("starttls"):
            raise MailRefusedError(
                _("The mail server {server} does not offer encryption", server=settings.server),
                hint=_(
                    "Use its port 465 with tls, or ask who runs it. Nothing is sent in the open"
                ),
                stage="tls",
            )
        connection.starttls(context=context)
        connection.ehlo()


def _log_in(connection: smtplib.SMTP, user: str, password: str, secrets: tuple[str, ...]) -> None:
    if not (user + password).isascii():
        # smtplib would raise a UnicodeEncodeError, and that shows the password.
        raise UsageError(
            _("The mail user and its password must be without accents"),
            hint=_("Ask for an app password, which has letters and digits only"),
        )
    try:
        with before_content("login", secrets=secrets):
            connection.login(user, password)
    except smtplib.SMTPAuthenticationError as error:
        answer = reply(error.smtp_code, as_bytes(error.smtp_error), secrets)
        raise refusal(
            "login",
            _("The mail server refused the login of {user}", user=user),
            answer,
            _("Check {variable}; many servers want an app password", variable=PASSWORD_VARIABLE),
        ) from None


def _positive(answer: Reply) -> bool:
    return answer.code // 100 == 2  # noqa: PLR2004 - RFC 5321, 4.2.1: the first digit says it


def _transparent(content: bytes) -> bytes:
    """Double a dot that begins a line (RFC 5321, 4.5.2) and end the last line."""
    stuffed = re.sub(rb"(?m)^\.", b"..", content)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _wait(connection: smtplib.SMTP, seconds: int) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


def _encryption(connection: smtplib.SMTP) -> Encryption:
    socket = connection.sock
    if not isinstance(socket, ssl.SSLSocket):
        # Cannot happen, and must not: from here on passwords and letters are spoken.
        message = "the connection is not encrypted"
        raise TypeError(message)
    cipher = socket.cipher()
    return Encryption(socket.version() or "", cipher[0] if cipher else "")
