"""A real mail server on the loopback, with certificates of its own and bad days on request."""

from __future__ import annotations

import asyncio
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

USER = "ana"
PASSWORD = "s3cr3t-of-ana"


@dataclass(frozen=True)
class Delivered:
    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass
class PostOffice:
    """What the server does; tests change it before or while a client talks to it."""

    tls: ssl.SSLContext | None
    implicit: bool = False
    delivery_reports: bool = False
    mailbox: list[Delivered] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Recipient to reply."""

    content_reply: str | None = None
    """Instead of taking the content."""

    at: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What to do when the conversation reaches a moment."""

    silent_at: str | None = None
    cut_at: str | None = None
    heard: list[str] = field(default_factory=list)
    """The moments, in their order."""

    port: int = 0
    connections: list[_Counter] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *_exception: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _open(self) -> None:
        self._server = await self._loop.create_server(
            lambda: _Counter(self, self._loop),
            "127.0.0.1",
            0,
            ssl=self.tls if self.implicit else None,
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        others = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for connection in self.connections:
            connection.cut()
        await asyncio.sleep(0.01)

    def moment(self, name: str) -> None:
        self.heard.append(name)
        self.at.get(name, lambda: None)()


class _Counter(SMTP):
    """One conversation."""

    def __init__(self, office: PostOffice, loop: asyncio.AbstractEventLoop) -> None:
        upgrades = office.tls is not None and not office.implicit
        super().__init__(
            _Clerk(office),
            hostname="mail.test",
            loop=loop,
            tls_context=office.tls if upgrades else None,
            require_starttls=upgrades,
            authenticator=_check,
            # aiosmtpd warns where it cannot see the encryption itself.
            auth_required=upgrades,
            auth_require_tls=upgrades,
        )
        self._office = office
        office.connections.append(self)

    def cut(self) -> None:
        """Close the socket below the encryption, without a word."""
        raw: Any = self._original_transport if self._tls_protocol is not None else self.transport
        if raw is not None:
            raw.abort()

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd names it
        await self.reached("data")
        await super().smtp_DATA(arg)
        self._office.moment("answered")

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd names it
        # aiosmtpd knows no option of RCPT; those of RFC 3461 are noted and taken off.
        if self._office.delivery_reports and arg is not None and "NOTIFY=" in arg:
            arg, _space, option = arg.rpartition(" ")
            self._office.heard.append(option)
        await super().smtp_RCPT(arg)

    async def smtp_QUIT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd names it
        await self.reached("quit")
        await super().smtp_QUIT(arg)

    async def reached(self, name: str) -> None:
        self._office.moment(name)
        if self._office.silent_at == name:
            await asyncio.sleep(60)
        if self._office.cut_at == name:
            self.cut()
            raise asyncio.CancelledError


class _Clerk:
    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_EHLO(  # noqa: N802 - aiosmtpd names and calls it
        self, server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        await server.reached("ehlo")
        extra = ["250-DSN"] if self._office.delivery_reports else []
        return [*responses[:-1], *extra, responses[-1]]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd names and calls it
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        await server.reached("mail")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names and calls it
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        await server.reached("rcpt")
        if address in self._office.refused:
            return self._office.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd names it
        await server.reached("content")
        if self._office.content_reply is not None:
            return self._office.content_reply
        self._office.mailbox.append(
            Delivered(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.content))
        )
        await server.reached("stored")
        return "250 2.0.0 queued as 4711"


def _check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    good = isinstance(given, LoginPassword) and (
        (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    )
    return AuthResult(success=good, handled=good or False, message=None)


@dataclass(frozen=True)
class Authority:
    """A certificate authority that tests make in a moment."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "ca.pem"

    def server_context(self, *names: str) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        ca_key = ec.generate_private_key(ec.SECP256R1())
        ca = _certificate("Test CA", "Test CA", ca_key.public_key(), ca_key, ())
        cert = _certificate(names[0], "Test CA", key.public_key(), ca_key, names)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
        chain = self.folder / "server.pem"
        chain.write_bytes(
            cert.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        return context


def _certificate(
    subject: str,
    issuer: str,
    public_key: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    names: tuple[str, ...],
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None), critical=True)
    )
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(each) for each in names])
        builder = builder.add_extension(alternatives, critical=False)
    return builder.sign(signer, hashes.SHA256())
