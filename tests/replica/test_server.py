from __future__ import annotations

import os
import signal
import socket
import ssl
import stat
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import urllib3
from cryptography import x509

from salida.errors import IntegrityError, UsageError
from salida.query import Prepared
from salida.replica import Replica, ReplicaServer, generate_local_ca, serve
from salida.replica.call import Answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from salida.archive import Archive
    from salida.replica import Logins
    from salida.replica.call import Call
    from tests.replica.conftest import Run
    from tests.replica.http_client import Http

V = "/services/data/v66.0"


def test_https_is_trusted_by_who_trusts_the_local_ca(run: Run, tmp_path: Path) -> None:
    files = generate_local_ca(tmp_path / "tls")
    running = run(tls=files)
    assert running.url.startswith("https://127.0.0.1:")
    port = running.url.rsplit(":", 1)[1]
    trusting = urllib3.PoolManager(ca_certs=str(files.ca), retries=False)
    for host in ("127.0.0.1", "localhost"):
        answer = trusting.request("GET", f"https://{host}:{port}/services/data")
        assert answer.status == 200
    trusting.clear()
    stranger = urllib3.PoolManager(retries=False)
    with pytest.raises(urllib3.exceptions.SSLError):
        stranger.request("GET", f"{running.url}/services/data")
    stranger.clear()


def test_the_strictest_check_finds_nothing_wrong_with_the_certificates(tmp_path: Path) -> None:
    files = generate_local_ca(tmp_path, hosts=["replica.example.com"])
    context = ssl.create_default_context(cafile=str(files.ca))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.cert, files.key)
    for host in ("replica.example.com", "localhost", "127.0.0.1", "::1"):
        _handshake(context, server, host)


def _handshake(client: ssl.SSLContext, server: ssl.SSLContext, host: str) -> None:
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(to_client, to_server, server_hostname=host)
    theirs = server.wrap_bio(to_server, to_client, server_side=True)
    for _round in range(3):
        for end in (ours, theirs):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert ours.version() is not None


def test_certificates_are_kept_until_they_are_about_to_end(tmp_path: Path) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    first = generate_local_ca(tmp_path, now=now).ca.read_bytes()
    assert generate_local_ca(tmp_path, now=now + timedelta(days=366)).ca.read_bytes() == first
    assert generate_local_ca(tmp_path, hosts=["other"], now=now).ca.read_bytes() != first
    second = generate_local_ca(tmp_path, now=now).ca.read_bytes()
    assert generate_local_ca(tmp_path, now=now + timedelta(days=368)).ca.read_bytes() != second


def test_only_the_owner_may_read_the_key_and_the_cas_key_is_nowhere(tmp_path: Path) -> None:
    files = generate_local_ca(tmp_path)
    if os.name == "posix":
        assert stat.S_IMODE(files.key.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "ca.pem",
        "server-key.pem",
        "server.pem",
    ]
    key = files.key.read_bytes()
    assert key.count(b"PRIVATE KEY") == 2
    ca = x509.load_pem_x509_certificate(files.ca.read_bytes())
    cert = x509.load_pem_x509_certificate(files.cert.read_bytes())
    assert cert.public_key() != ca.public_key()


def test_a_port_that_is_taken_is_a_usage_error(
    small_archive: Archive, practice_logins: Logins
) -> None:
    with (
        Replica(small_archive, logins=practice_logins) as replica,
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UsageError, match="Cannot listen on"),
    ):
        ReplicaServer(replica, port=taken.getsockname()[1])


def test_a_server_stops_although_a_client_keeps_its_connection(
    small_archive: Archive, practice_logins: Logins
) -> None:
    with Replica(small_archive, logins=practice_logins) as replica:
        with ReplicaServer(replica) as server:
            connection = urllib3.HTTPConnectionPool("127.0.0.1", server.port)
            assert connection.request("GET", "/services/data").status == 200
        with pytest.raises(urllib3.exceptions.HTTPError):
            connection.request("GET", "/services/data", retries=False)
        connection.close()


def test_a_server_does_not_wait_for_idle_clients_to_say_goodbye_over_tls(
    small_archive: Archive, practice_logins: Logins, tmp_path: Path
) -> None:
    files = generate_local_ca(tmp_path)
    with Replica(small_archive, logins=practice_logins) as replica:
        server = ReplicaServer(replica, tls=files)
        server.start()
        connection = urllib3.HTTPSConnectionPool("localhost", server.port, ca_certs=str(files.ca))
        assert connection.request("GET", "/services/data").status == 200
        started = time.monotonic()
        server.stop()
        assert time.monotonic() - started < 4  # uvicorn alone would wait for five seconds
        connection.close()


def test_serving_in_the_foreground_ends_on_a_signal(
    small_archive: Archive, practice_logins: Logins
) -> None:
    told: list[str] = []
    answered: list[int] = []

    def on_ready(url: str) -> None:
        told.append(url)
        threading.Thread(target=ask_and_stop, args=(url,)).start()

    def ask_and_stop(url: str) -> None:
        pool = urllib3.PoolManager(retries=False)
        answered.append(pool.request("GET", f"{url}/services/data").status)
        pool.clear()
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    with Replica(small_archive, logins=practice_logins) as replica:
        serve(replica, on_ready=on_ready)
    assert told[0].startswith("http://127.0.0.1:")
    assert answered == [200]
    assert signal.getsignal(signal.SIGTERM) is before


def test_closing_leaves_nothing_on_the_disk(
    small_archive: Archive, practice_logins: Logins, tmp_path: Path
) -> None:
    with Replica(small_archive, logins=practice_logins, spool=tmp_path):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_many_clients_are_answered_at_once(http: Http) -> None:
    found: list[int] = []

    def ask() -> None:
        for _time in range(5):
            answer = http.query(
                "SELECT Id, Name, Owner.Name FROM Reading__c LIMIT 500".replace(", Owner.Name", "")
            )
            found.append(len(answer.json()["records"]))

    threads = [threading.Thread(target=ask) for _thread in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [500] * 40


def test_a_damaged_archive_is_the_servers_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_self: Prepared) -> int:
        raise IntegrityError("The archive cannot be read")

    monkeypatch.setattr(Prepared, "count", damaged)
    answer = run().client().query("SELECT Id FROM Account")
    assert answer.status == 500
    assert answer.json() == [
        {"message": "The archive cannot be read", "errorCode": "UNKNOWN_EXCEPTION"}
    ]


def test_a_body_of_any_size_is_not_taken(http: Http) -> None:
    answer = http.send("POST", f"{V}/composite", body=b" " * (17 * 1024 * 1024))
    assert answer.status == 413


def test_head_is_get_without_a_body(http: Http) -> None:
    answer = http.send("HEAD", f"{V}/sobjects/Account/describe")
    assert (answer.status, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 100


class Unavailable:
    """A fault for every query, and a mark on every answer."""

    def before(self, call: Call) -> Answer | None:
        return json_answer([], status=503) if call.path.endswith("/query") else None

    def after(self, call: Call, answer: Answer) -> Answer:
        return replace(answer, headers={**answer.headers, "X-Path": call.path})


def test_faults_may_take_the_place_of_an_answer_and_change_it(run: Run) -> None:
    http = run(faults=Unavailable()).client()
    assert http.query("SELECT Id FROM Account").status == 503
    answer = http.get(f"{V}/sobjects")
    assert (answer.status, answer.headers["X-Path"]) == (200, f"{V}/sobjects")


class Cut:
    """A fault that ends a stream in its middle."""

    def before(self, call: Call) -> Answer | None:
        assert call.version == ""  # not taken apart yet
        return None

    def after(self, call: Call, answer: Answer) -> Answer:
        return replace(answer, body=self._cut()) if call.path.endswith("/results") else answer

    def _cut(self) -> Iterator[bytes]:
        yield b'"Id"\n'
        raise ConnectionResetError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_may_break_off_an_answer(run: Run) -> None:
    http = run(faults=Cut()).client()
    job = http.finished_job("SELECT Id FROM Account")["id"]
    with pytest.raises(urllib3.exceptions.HTTPError):
        http.get(f"{V}/jobs/query/{job}/results")


class Endless:
    """A fault that never stops sending."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def before(self, call: Call) -> Answer | None:
        return Answer(body=self._endless()) if call.path.endswith("/describe") else None

    def after(self, call: Call, answer: Answer) -> Answer:
        assert call.method == "GET"
        return answer

    def _endless(self) -> Iterator[bytes]:
        try:
            while True:
                yield b" " * 65_536
        finally:
            self.ended.set()


def test_a_client_that_hangs_up_ends_its_answer(run: Run) -> None:
    faults = Endless()
    http = run(faults=faults).client()
    answer = http.pool.request("GET", f"{http.url}{V}/sobjects/A/describe", preload_content=False)
    assert len(answer.read(100_000)) == 100_000
    answer.close()
    http.pool.clear()
    assert faults.ended.wait(20)


class Creating:
    """Accepts a new record without keeping it: only the seam is tried."""

    def answer(self, call: Call) -> Answer:
        assert call.json() == {"Name": "New"}
        return json_answer({"id": "001", "success": True, "errors": []}, status=201)


def test_a_practice_org_may_accept_writes(run: Run) -> None:
    http = run(writes=Creating()).client()
    answer = http.send("POST", f"{V}/sobjects/Account", json_body={"Name": "New"})
    assert (answer.status, answer.json()["success"]) == (201, True)
