"""Answers, and the files they come in."""

from __future__ import annotations

import importlib.util
import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from salida.notice.acknowledgement import Form, IncomingMessage

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def outlook() -> Any:
    """The module that writes .msg files."""
    path = Path(__file__).parent / "outlook_file.py"
    specification = importlib.util.spec_from_file_location("notice_outlook_file", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def reply() -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Jane Doe <Jane.Doe@salesforce.example>"
    message["To"] = "Ana Ruiz <ana@acme.example>"
    message["Cc"] = "legal@acme.example"
    message["Date"] = "Thu, 03 Jul 2025 12:00:00 +0200"
    message["Subject"] = "RE: Aviso de no renovación"
    message["Message-ID"] = "<r1@salesforce.example>"
    message["In-Reply-To"] = "<first@acme.example>"
    message["References"] = "<zero@acme.example> <first@acme.example>"
    message["Authentication-Results"] = "mx.acme.example; dkim=pass header.d=salesforce.example"
    message.set_content(
        "Dear Ana,\r\n\r\nWe confirm that order form Q-00123456 will not renew and ends on\r\n"
        "30 September 2025.\r\n\r\nOn Tue, 1 Jul 2025 at 09:30, Ana Ruiz <ana@acme.example> wrote:\r\n"
        "> We hereby give notice that we do not renew.\r\n"
    )
    return message


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.fixture(scope="session")
def letter() -> Callable[..., IncomingMessage]:
    """Make an answer that says `text`."""

    def letter(text: str, **changed: Any) -> IncomingMessage:
        given: dict[str, Any] = {"name": "a.txt", "sha256": "0" * 64, "form": Form.LETTER}
        return IncomingMessage(**{**given, "text": text, **changed})

    return letter
