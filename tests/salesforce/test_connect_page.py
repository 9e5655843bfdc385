"""`docs/how-to/connect-an-org.md` says what the code does."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from salida.case.secrets import NAMES
from salida.salesforce import JwtBearer
from salida.salesforce.authenticators.browser_pkce import DEFAULT_PORT
from salida.salesforce.failure import Failure
from salida.salesforce.hints import advice_for

PAGE = (Path(__file__).parents[2] / "docs/how-to/connect-an-org.md").read_text(encoding="utf-8")
MESSAGES = re.findall(r"^\| `(\w+)`: `([^`]+)` \|", PAGE, re.MULTILINE)


def test_the_callback_address_is_the_one_that_is_listened_on() -> None:
    assert set(re.findall(r"http://localhost:(\d+)/callback", PAGE)) == {str(DEFAULT_PORT)}


def test_the_variables_are_the_ones_that_are_read() -> None:
    listed = re.findall(r"^\| `SALIDA_(\w+)` \|", PAGE, re.MULTILINE)
    assert {each.lower() for each in listed} == set(NAMES)


@pytest.mark.parametrize(("code", "words"), MESSAGES)
def test_every_message_of_the_page_has_advice_in_the_code(code: str, words: str) -> None:
    advice = advice_for(Failure(400, code, words))
    assert advice is not None
    assert advice.hint is not None
    assert "connect-an-org" not in str(advice.hint)  # advice of its own, not "read the page"


def test_the_page_lists_messages() -> None:
    assert len(MESSAGES) >= 16


def test_the_key_that_the_page_makes_can_sign(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    (command,) = re.findall(r"^openssl .+$", PAGE, re.MULTILINE)
    subprocess.run(command, shell=True, cwd=tmp_path, check=True, capture_output=True)  # noqa: S602 - a command of our own page
    key = (tmp_path / "salida.key").read_text()
    assert JwtBearer("3MVG9.key", "ana@example.com", key).assertion(now=0).count(".") == 2
