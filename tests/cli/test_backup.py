"""backup, verify, practice, replica: over HTTP, as a user runs them."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import pytest
import urllib3

from salida.archive import Archive
from salida.case import Case
from salida.cli.commands.verify import newest_manifest
from salida.errors import AccessError
from salida.replica import Replica, ReplicaServer
from salida.replica.call import refusal_answer

if TYPE_CHECKING:
    from salida.replica.call import Answer, Call
    from tests.cli.conftest import Org, Salida


@pytest.fixture
def copy(backed_up: Path, tmp_path: Path) -> Path:
    """Return a case with one backup that a test may damage."""
    return Path(shutil.copytree(backed_up, tmp_path / "copy"))


def test_a_backup_brings_every_row(salida: Salida, case: Path, org: Org) -> None:
    ran = salida("-C", case, "backup", "--json")

    assert ran.code == 0, ran.err
    served = org.archive.manifest()
    assert ran.json["type"] == "backup"
    assert ran.json["complete"] is True
    assert ran.json["rows"] == served.rows
    assert Archive.open(case / "archive").manifest().snapshot == ran.json["snapshot"]


def test_people_are_told_in_their_language_and_logs_in_json_lines(
    salida: Salida, case: Path
) -> None:
    ran = salida("-C", case, "backup", "--lang", "es")

    events = [json.loads(line) for line in ran.err.splitlines()]
    assert {each["type"] for each in events} == {"progress"}
    assert [each["phase"] for each in events][-1] == "done"
    assert events[-1]["rows"] > 0
    assert "Copia de seguridad" in ran.out
    assert "✓ Completo: " in ran.out


def test_the_journal_holds_the_hash_of_the_manifest(backed_up: Path) -> None:
    with Case.open(backed_up).journal() as journal:
        finished = [each for each in journal.entries() if each.action == "backup.finished"]
        assert journal.verify() == []

    manifest = newest_manifest(backed_up / "archive")
    assert manifest is not None
    line = next(
        each
        for each in (
            backed_up / "archive" / "snapshots" / manifest.snapshot / "manifest-sha256.txt"
        )
        .read_text()
        .splitlines()
        if each.endswith("/manifest.json")
    )
    assert [each.data["manifest_sha256"] for each in finished] == [line.split()[0]]


def test_verify_proves_the_archive(salida: Salida, copy: Path) -> None:
    ran = salida("-C", copy, "verify", "--json")

    assert ran.code == 0, ran.err
    assert ran.json["ok"] is True
    assert ran.json["findings"] == []
    accounts = next(each for each in ran.json["newest"]["sobjects"] if each["name"] == "Account")
    assert accounts["rows"] == accounts["counted"] > 0


def test_verify_shows_what_was_compared(salida: Salida, copy: Path) -> None:
    words = salida("verify", copy / "archive", "--lang", "es").out

    assert "contados por la org" in words
    assert "✓ igual" in words
    assert "Intacto: " in words


def test_verify_names_a_flipped_byte(salida: Salida, copy: Path) -> None:
    part = next((copy / "archive" / "data" / "Account").rglob("*.parquet"))
    raw = bytearray(part.read_bytes())
    raw[len(raw) // 2] ^= 1
    part.write_bytes(raw)

    ran = salida("-C", copy, "verify", "--json")

    assert ran.code == 4
    assert ran.error["code"] == "integrity"
    named = [each["subject"] for each in ran.json["findings"]]
    assert part.relative_to(copy / "archive").as_posix() in named


def test_verify_names_a_changed_journal(salida: Salida, copy: Path) -> None:
    with closing(sqlite3.connect(copy / "journal.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER entry_is_never_removed")
        connection.execute("DELETE FROM entry WHERE number = 2")

    ran = salida("-C", copy, "verify", "--json")

    assert ran.code == 27
    assert ran.json["ok"] is False
    assert {each["code"] for each in ran.json["findings"]} >= {"journal_entry_misplaced"}


def test_practice_makes_an_archive_of_the_size_asked_for(salida: Salida, tmp_path: Path) -> None:
    ran = salida("practice", tmp_path / "org", "--records", "1000", "--seed", "7", "--json")

    assert ran.code == 0, ran.err
    assert ran.json["seed"] == 7
    assert Archive.open(tmp_path / "org").manifest().rows == ran.json["rows"] > 900


def test_a_replica_answers_until_it_is_stopped(
    environment: None,  # noqa: ARG001 - wanted for its effect
    practice: Archive,
) -> None:
    program = Path(sys.executable).with_name("salida")
    process = subprocess.Popen(
        [program, "replica", practice.root, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    served = json.loads(process.stdout.readline())
    answer = urllib3.request("GET", f"{served['url']}/services/data", timeout=10)
    versions = answer.json()
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=30)

    assert process.returncode == 0, err
    assert versions[-1]["version"]
    assert served["client_secret"]
    assert served["secrets_file"] is None


def test_the_secrets_of_a_real_archive_are_not_printed(
    environment: None,  # noqa: ARG001 - wanted for its effect
    backed_up: Path,
) -> None:
    program = Path(sys.executable).with_name("salida")
    process = subprocess.Popen(
        [program, "replica", backed_up / "archive", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    served = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    assert served["client_secret"] is served["refresh_token"] is served["jwt_private_key"] is None
    file = Path(served["secrets_file"])
    assert file.stat().st_mode & 0o077 == 0
    assert "client_secret" in file.read_text()


def test_a_replica_is_not_opened_to_the_network_without_tls(
    salida: Salida, practice: Archive
) -> None:
    ran = salida("replica", practice.root, "--host", "0.0.0.0")  # noqa: S104 - refused

    assert ran.code == 2
    assert "--tls" in ran.err


class RefusesLeads:
    """An org whose user may not read leads, though the describe says otherwise."""

    def before(self, call: Call) -> Answer | None:
        """Refuse whatever asks for the rows of Lead."""
        asked = unquote_plus(" ".join(call.query.values())) + (call.body or b"").decode()
        if re.search(r"FROM Lead\b", asked):
            error = AccessError("no access to Lead", status=403, error_code="INSUFFICIENT_ACCESS")
            return refusal_answer(error)
        return None

    def after(self, call: Call, answer: Answer) -> Answer:  # noqa: ARG002 - the protocol's signature
        """Leave every answer as it is."""
        return answer


def test_a_gap_that_matters_ends_with_3_after_the_report(
    salida: Salida, org: Org, tmp_path: Path
) -> None:
    salida("init", tmp_path / "acme")
    with (
        Replica(org.archive, logins=org.logins, faults=RefusesLeads()) as replica,
        ReplicaServer(replica) as server,
    ):
        salida("-C", tmp_path / "acme", *replace(org, url=server.url).connect())
        spanish = salida("-C", tmp_path / "acme", "backup", "--lang", "es")
        verified = salida("-C", tmp_path / "acme", "verify", "--json")

    assert spanish.code == 3
    assert "✗ Incompleto: 1 hueco" in spanish.out
    assert "Lead  la org lo ha rechazado" in spanish.out
    assert "La instantánea tiene 1 hueco" in spanish.err
    # The bytes are as they were written; that something is missing is no damage.
    assert verified.code == 0
    assert verified.json["newest"]["complete"] is False
    (gap,) = [each for each in verified.json["newest"]["gaps"] if each["reason"] == "refused"]
    assert gap["subject"] == "Lead"
    assert "no access to Lead" in gap["detail"]
