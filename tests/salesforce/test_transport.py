"""Certificates, names, proxies: what can go wrong before an org says a word."""

from __future__ import annotations

import ipaddress
import select
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from salida.errors import UnavailableError, UsageError
from salida.salesforce import Client, PastedToken, Timeouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """Return a self-signed certificate for 127.0.0.1 and org.example, and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("org.example")]
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


def test_a_local_authority_is_trusted_when_it_is_named(
    start_org: Callable[..., Any],
    connect: Callable[..., Client],
    certificate: tuple[Path, ssl.SSLContext],
    token: str,
) -> None:
    file, context = certificate
    org = start_org(context)
    assert connect(PastedToken(org.url, token), ca_file=file).api_version == "66.0"


def test_an_unknown_authority_is_not(
    start_org: Callable[..., Any],
    connect: Callable[..., Client],
    certificate: tuple[Path, ssl.SSLContext],
    token: str,
    sleeps: list[float],
) -> None:
    org = start_org(certificate[1])
    with pytest.raises(UnavailableError, match="Cannot trust") as refused:
        _ = connect(PastedToken(org.url, token)).api_version
    assert "CA file" in str(refused.value.hint)
    assert org.asked == []
    assert sleeps == []


def test_a_certificate_for_another_name_is_not(
    start_org: Callable[..., Any],
    connect: Callable[..., Client],
    certificate: tuple[Path, ssl.SSLContext],
    token: str,
) -> None:
    file, context = certificate
    org = start_org(context)
    elsewhere = f"https://localhost:{org.port}"
    with pytest.raises(UnavailableError, match="Cannot trust"):
        _ = connect(PastedToken(elsewhere, token), ca_file=file).api_version


def test_a_server_without_tls_is_named(
    org: Any, connect: Callable[..., Client], token: str
) -> None:
    with pytest.raises(UnavailableError, match="does not speak TLS"):
        _ = connect(PastedToken(f"https://127.0.0.1:{org.port}", token)).api_version


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_that_holds_no_certificates_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=r"ca\.pem"):
        Client(PastedToken("https://acme.my.salesforce.com", "x"), ca_file=path)


def test_a_host_that_does_not_exist_is_named_at_once(
    connect: Callable[..., Client], token: str, sleeps: list[float]
) -> None:
    with pytest.raises(UnavailableError, match=r"acme\.invalid.*no such host"):
        _ = connect(PastedToken("https://acme.invalid", token)).api_version
    assert sleeps == []


def test_a_port_that_nobody_listens_on_is_named_at_once(
    connect: Callable[..., Client], token: str, sleeps: list[float]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnavailableError, match=rf"127\.0\.0\.1:{port}.*refused"):
        _ = connect(PastedToken(f"http://127.0.0.1:{port}", token)).api_version
    assert sleeps == []


def test_an_org_that_went_away_is_waited_for(
    start_org: Callable[..., Any], connect: Callable[..., Client], token: str, sleeps: list[float]
) -> None:
    org = start_org()
    client = connect(PastedToken(org.url, token))
    assert client.api_version
    client.close()
    org.close()
    with pytest.raises(UnavailableError, match="Cannot connect"):
        client.get_json("/limits")
    assert len(sleeps) == 7


def test_silence_before_the_first_byte_is_given_up(
    connect: Callable[..., Client], token: str, sleeps: list[float]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        client = connect(PastedToken(url, token), timeouts=Timeouts(connect=1, silence=0.05))
        with pytest.raises(UnavailableError, match="nothing arrived"):
            _ = client.api_version
    assert len(sleeps) == 7


class Proxy:
    """A CONNECT proxy that leads every host to one port of this machine."""

    def __init__(self, target: int) -> None:
        self.asked: list[bytes] = []
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve_one)
        self._thread.start()

    def _serve_one(self) -> None:
        try:
            near = self._listener.accept()[0]
        except OSError:
            return
        with near, socket.create_connection(("127.0.0.1", self._target)) as far:
            head = b""
            while b"\r\n\r\n" not in head:
                head += near.recv(4096)
            self.asked.append(head)
            near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            while True:
                for ready in select.select([near, far], [], [], 10)[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    (far if ready is near else near).sendall(data)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)


@pytest.fixture
def proxied_org(
    start_org: Callable[..., Any], certificate: tuple[Path, ssl.SSLContext]
) -> Iterator[tuple[Any, Proxy]]:
    org = start_org(certificate[1])
    proxy = Proxy(org.port)
    yield org, proxy
    proxy.close()


def test_a_proxy_of_the_environment_is_used_and_sees_no_token(
    proxied_org: tuple[Any, Proxy],
    certificate: tuple[Path, ssl.SSLContext],
    token: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org, proxy = proxied_org
    monkeypatch.setenv("https_proxy", f"http://me:p%40ss@127.0.0.1:{proxy.port}")
    monkeypatch.setenv("no_proxy", "")
    with Client(PastedToken("https://org.example", token), ca_file=certificate[0]) as client:
        assert client.api_version == "66.0"
    assert proxy.asked[0].startswith(b"CONNECT org.example:443")
    assert b"Basic bWU6cEBzcw==" in proxy.asked[0]
    assert token.encode() not in proxy.asked[0]
    assert org.asked[-1].token == token


def test_this_machine_is_never_reached_through_a_proxy(
    org: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert client.api_version == "66.0"
    assert org.count("/services/data") == 1
