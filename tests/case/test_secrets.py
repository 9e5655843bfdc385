from __future__ import annotations

import os
from pathlib import Path

import pytest

from salida.case import Secrets, add_secrets, read_secrets, secrets_path, store_secrets
from salida.errors import CaseError

STORED = Secrets(client_secret='very "secret"', refresh_token="5Aep861")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path)}


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"HOME": "/h"}, "linux", "/h/.config/salida/secrets/b7.toml"),
        ({"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "linux", "/x/salida/secrets/b7.toml"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Application Support/salida/secrets/b7.toml"),
        ({"USERPROFILE": "/u", "APPDATA": "/a"}, "win32", "/a/salida/secrets/b7.toml"),
    ],
)
def test_the_file_is_where_the_platform_keeps_settings(
    environ: dict[str, str], platform: str, expected: str
) -> None:
    assert secrets_path("b7", environ, platform) == Path(expected)


def test_secrets_are_kept_for_the_next_run(environ: dict[str, str]) -> None:
    store_secrets("b7", STORED, environ)

    assert read_secrets("b7", environ) == STORED
    assert read_secrets("other", environ) == Secrets()


def test_the_environment_wins(environ: dict[str, str]) -> None:
    store_secrets("b7", STORED, environ)

    given = {**environ, "SALIDA_CLIENT_SECRET": "newer", "SALIDA_REFRESH_TOKEN": ""}
    assert read_secrets("b7", given) == Secrets("newer", "5Aep861")


def test_storing_nothing_removes_the_file(environ: dict[str, str]) -> None:
    store_secrets("b7", STORED, environ)

    assert store_secrets("b7", Secrets(), environ) is None
    assert not secrets_path("b7", environ).exists()


@pytest.mark.skipif(os.name != "posix", reason="mode bits say nothing here")
def test_only_the_user_may_read_the_file(environ: dict[str, str]) -> None:
    path = store_secrets("b7", STORED, environ)

    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="mode bits say nothing here")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_file_that_others_may_touch_is_refused(environ: dict[str, str], mode: int) -> None:
    path = store_secrets("b7", STORED, environ)
    assert path is not None
    path.chmod(mode)

    with pytest.raises(CaseError) as error:
        read_secrets("b7", environ)

    assert "chmod 600" in str(error.value.hint)


def test_a_damaged_file_is_named_without_its_content(environ: dict[str, str]) -> None:
    path = store_secrets("b7", STORED, environ)
    assert path is not None
    path.write_text("refresh_token = 5Aep861\n")

    with pytest.raises(CaseError) as error:
        read_secrets("b7", environ)

    assert "5Aep" not in f"{error.value} {error.value.hint}"


def test_secrets_are_not_shown() -> None:
    assert "secret" not in repr(STORED).replace("Secrets", "")
    assert "5Aep" not in repr(STORED)


def test_a_newer_secret_is_kept_beside_the_others(environ: dict[str, str]) -> None:
    store_secrets("b7", STORED, environ)

    add_secrets("b7", Secrets(refresh_token="5Aep999"), environ)

    assert read_secrets("b7", environ) == Secrets('very "secret"', "5Aep999")


def test_what_the_environment_gives_is_not_written_down(environ: dict[str, str]) -> None:
    given = {**environ, "SALIDA_ACCESS_TOKEN": "from outside"}

    add_secrets("b7", Secrets(refresh_token="5Aep999"), given)

    assert read_secrets("b7", environ) == Secrets(refresh_token="5Aep999")
