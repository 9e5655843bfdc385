"""Runs the clients of `how-to/point-existing-tools-at-the-replica.md` against a replica with TLS."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from salida.archive import Archive
from salida.practice import create_practice
from salida.replica import Logins, Replica, ReplicaServer, generate_local_ca

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.docs.conftest import Blocks

PAGE = "docs/how-to/point-existing-tools-at-the-replica.md"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment that the page's reader has, with the replica running."""
    folder = tmp_path_factory.mktemp("replica")
    create_practice(folder / "archive", records=1000)
    logins = Logins.invent(1)
    tls = generate_local_ca(folder / "tls")
    with (
        Replica(Archive.open(folder / "archive"), logins=logins) as replica,
        ReplicaServer(replica, tls=tls) as server,
    ):
        yield {
            **os.environ,
            "REPLICA": server.url,
            "REQUESTS_CA_BUNDLE": str(tls.ca),
            "CLIENT_ID": logins.client_id,
            "CLIENT_SECRET": logins.client_secret or "",
        }


def test_simple_salesforce_reads_as_the_page_says(served: dict[str, str], blocks: Blocks) -> None:
    (snippet,) = blocks(PAGE, "python")

    done = subprocess.run(
        [sys.executable, "-"],
        input=snippet,
        env=served,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.skipif(shutil.which("curl") is None, reason="this system has no curl")
def test_curl_counts_as_the_page_says(served: dict[str, str], blocks: Blocks) -> None:
    login = requests.post(
        f"{served['REPLICA']}/services/oauth2/token",
        data={
            "grant_type": "client_credentials",
            "client_id": served["CLIENT_ID"],
            "client_secret": served["CLIENT_SECRET"],
        },
        verify=served["REQUESTS_CA_BUNDLE"],
        timeout=30,
    )
    curl = blocks(PAGE, "sh")[-1]

    done = subprocess.run(
        ["sh", "-c", curl],
        env={**served, "TOKEN": login.json()["access_token"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert '"totalSize":' in done.stdout
    assert '"done":true' in done.stdout
