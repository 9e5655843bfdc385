"""Fixtures of outgoing mail."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from salida.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator


def _load(name: str) -> Any:
    path = Path(__file__).parent / f"{name}.py"
    specification = importlib.util.spec_from_file_location(f"notice_mail_{name}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def post() -> Any:
    """The module of the mail server."""
    return _load("post_office")


@pytest.fixture(scope="session")
def authority(post: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return post.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def localhost(authority: Any) -> Any:
    """A server's TLS context for localhost, signed by `authority`."""
    return authority.server_context("localhost")


@pytest.fixture
def office(post: Any, localhost: Any) -> Iterator[Any]:
    with post.PostOffice(localhost) as running:
        yield running


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def letter() -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Ana Ruiz Núñez <ana@acme.test>"
    message["To"] = "Notices <notices@salesforce.test>"
    message["Cc"] = "legal@acme.test"
    message["Subject"] = "Aviso de no renovación"
    message["Date"] = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
    message["Message-ID"] = "<first@acme.test>"
    message.set_content("Señores:\r\n\r\n.un punto al principio\r\n.\r\nNo renovamos.\r\n")
    message.add_attachment(b"%PDF-1.7 \x00\xff", maintype="application", subtype="pdf")
    return message
