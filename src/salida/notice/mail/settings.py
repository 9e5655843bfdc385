"""Where the company's mail is handed in. The password is never part of it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from salida.errors import UsageError
from salida.language import Text, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PASSWORD_VARIABLE = "SALIDA_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
_LAST_PORT = 65535


class Security(Enum):
    """How the connection is encrypted. There is no third way: plain text is never spoken."""

    STARTTLS = "starttls"
    """Begins in plain text and is encrypted before login or message (RFC 3207); port 587."""

    TLS = "tls"
    """Encrypted from the first byte (RFC 8314); port 465."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How to hand in a message for sending.

    Raises:
        UsageError: when made with a host, port, user or waiting time that cannot be.
    """

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str | None = None
    """`None` for a server inside the company that asks for no login."""

    ca_file: Path | None = None
    """A certificate authority (PEM) to trust beside the usual ones."""

    timeout_seconds: int = 60
    """How long each step before the message may take."""

    answer_seconds: int = 600
    """How long to wait for the answer to the message. RFC 5321, 4.5.3.2.6 asks for ten
    minutes: who gives up earlier does not know whether it was sent."""

    def __post_init__(self) -> None:
        if not _is_name(self.host):
            raise _wrong("host", self.host, _("Write the mail server's name: smtp.example.com"))
        if not 0 < self.port <= _LAST_PORT:
            raise _wrong("port", str(self.port), _("Usual are 587 for starttls and 465 for tls"))
        if self.user is not None and not _is_name(self.user):
            raise _wrong("user", self.user, _("Write the user as the mail server knows it"))
        if min(self.timeout_seconds, self.answer_seconds) <= 0:
            waits = f"{self.timeout_seconds}, {self.answer_seconds}"
            raise _wrong("timeout_seconds, answer_seconds", waits, _("Write seconds above 0"))

    @property
    def server(self) -> str:
        """Host and port, as the journal names the server."""
        return f"{self.host}:{self.port}"

    @property
    def patience_seconds(self) -> int:
        """How long one attempt can still be under way after it was announced in the journal.

        The answer to DATA, handing over the bytes, the answer to them.
        """
        return 2 * self.timeout_seconds + self.answer_seconds

    def tls_context(self) -> ssl.SSLContext:
        """Return what certificates are checked with: name, chain and dates, always.

        Raises:
            UsageError: if `ca_file` cannot be read as certificates.
        """
        context = ssl.create_default_context()
        if self.ca_file is not None:
            try:
                context.load_verify_locations(cafile=self.ca_file)
            except (OSError, ssl.SSLError) as error:
                raise UsageError(
                    _("Cannot read certificates from `{path}`", path=self.ca_file),
                    hint=_("Name the PEM file of the authority that signed the server's"),
                ) from error
        return context


def read_password(environ: Mapping[str, str]) -> str | None:
    """Return the mail password; `None` when the environment holds none."""
    return environ.get(PASSWORD_VARIABLE) or None


def _is_name(text: str) -> bool:
    """Whether `text` is one printable word, so that it cannot smuggle in another command."""
    return bool(text) and text.isprintable() and not any(each.isspace() for each in text)


def _wrong(name: str, value: str, hint: Text) -> UsageError:
    return UsageError(
        _("`{name}` of the mail server cannot be `{value}`", name=name, value=value), hint=hint
    )
