"""The frame of every command: help, usage errors, languages, exit codes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from salida import __version__
from salida.cli.command import Argument, Group, Option
from salida.cli.face import Face
from salida.cli.failure import BUG, explain, report
from salida.cli.main import main
from salida.errors import DiskFullError, SalidaError
from salida.language import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Salida


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(group, Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


ALL = list(commands(main))


def find(path: tuple[str, ...]) -> click.Command:
    found: click.Command = main
    for name in path:
        assert isinstance(found, Group)
        child = found.get_command(click.Context(found), name)
        assert child is not None
        found = child
    return found


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "salida")
@pytest.mark.parametrize("language", ["en", "es"])
def test_help_explains_everything_in_the_language(
    salida: Salida, path: tuple[str, ...], language: str
) -> None:
    ran = salida(*path, "--help", "--lang", language)

    assert ran.code == 0
    flat = " ".join(ran.out.split())
    with speak(language):
        for each in find(path).params:
            assert isinstance(each, Option | Argument)
            assert " ".join(str(each.words).split())[:30] in flat
    assert ("Usage: " if language == "en" else "Uso: ") in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_help_is_fast() -> None:
    """No heavy library is loaded for it (measured: 0.2 s; the bound is for slow machines)."""
    program = (
        "import sys; from salida.cli.main import main; main.run(['--help']); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    loaded = set(done.stdout.split())
    assert loaded.isdisjoint({"pyarrow", "duckdb", "starlette", "uvicorn", "urllib3", "tomlkit"})


def test_the_version(salida: Salida) -> None:
    assert salida("--version").out == f"salida {__version__}\n"


@pytest.mark.parametrize(
    ("line", "english", "spanish"),
    [
        pytest.param("bakcup", "no command `bakcup`", "no tiene la orden `bakcup`", id="command"),
        pytest.param("org conect", "no command `conect`", "no tiene la orden", id="subcommand"),
        pytest.param("init x --nam y", "no option `--nam`", "no tiene la opción", id="option"),
        pytest.param("init", "FOLDER is missing", "Falta CARPETA", id="argument missing"),
        pytest.param("init a b c", "takes fewer arguments", "admite menos argumentos", id="many"),
        pytest.param("init a --name", "`--name` needs a value", "necesita un valor", id="no value"),
        pytest.param("init a --json=1", "or takes none", "no admite ninguno", id="a flag's value"),
        pytest.param(
            "practice a --records x", "--records cannot be `x`", "no puede ser `x`", id="number"
        ),
        pytest.param(
            "practice a --records 5", "--records cannot be `5`", "no puede ser `5`", id="too small"
        ),
        pytest.param(
            "query q --format xls", "--format cannot be `xls`", "no puede ser `xls`", id="choice"
        ),
        pytest.param("--lang fr backup", "--lang cannot be `fr`", None, id="language"),
    ],
)
def test_a_mistyped_line_is_explained(
    salida: Salida, line: str, english: str, spanish: str | None
) -> None:
    ran = salida(*line.split())

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("error: ")
    assert english in ran.err
    assert "\n\nhint: " in ran.err
    if spanish is not None:
        translated = salida(*line.split(), SALIDA_LANG="es")
        assert translated.code == 2
        assert spanish in translated.err
        assert "\n\nconsejo: " in translated.err


def test_a_near_miss_is_named(salida: Salida) -> None:
    assert "`--name`" in salida("init", "x", "--nam", "y").err


@pytest.mark.parametrize("line", [[], ["org"]])
def test_a_group_alone_shows_its_help_and_is_no_success(salida: Salida, line: list[str]) -> None:
    ran = salida(*line)

    assert ran.code == 2
    assert "Usage: salida" in ran.err


def test_errors_are_one_json_body_for_programs(salida: Salida, tmp_path: Path) -> None:
    ran = salida("backup", "--json", "-C", tmp_path)

    assert ran.out == ""
    assert ran.error.pop("hint")
    assert {**ran.error, "hint": None} == {
        "type": "error",
        "code": "not_a_case",
        "message": f"`{tmp_path}` is not a case",
        "hint": None,
        "exit_code": ran.code,
    }


@pytest.mark.parametrize("spot", ["before", "after", "environment", "here"])
def test_the_case_is_named_in_four_ways(
    salida: Salida, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spot: str
) -> None:
    folder = tmp_path / "acme"
    salida("init", folder)
    monkeypatch.chdir(folder if spot == "here" else tmp_path)
    lines: dict[str, list[Any]] = {
        "before": ["--case", folder, "journal"],
        "after": ["journal", "-C", folder],
        "environment": ["journal"],
        "here": ["journal"],
    }
    variables = {"SALIDA_CASE": str(folder)} if spot == "environment" else {}

    assert "case.made" in salida(*lines[spot], **variables).out


def test_an_option_wins_over_the_environment(salida: Salida, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")

    ran = salida("-C", tmp_path / "acme", "journal", SALIDA_CASE=str(tmp_path / "other"))

    assert ran.code == 0, ran.err


def test_every_option_has_a_variable(salida: Salida, tmp_path: Path) -> None:
    ran = salida("init", tmp_path / "acme", "--json", SALIDA_INIT_NAME="Peñón")

    assert ran.json["name"] == "Peñón"


@pytest.mark.parametrize("json", [False, True])
def test_a_bug_says_so_with_its_traceback(
    capsys: pytest.CaptureFixture[str], *, json: bool
) -> None:
    try:
        dict[str, str]()["missing"]
    except KeyError as error:
        code = report(error, Face(json=json))

    assert code == BUG
    err = capsys.readouterr().err
    assert "KeyError" in err
    assert "bug in Salida" in err


@pytest.mark.parametrize(
    ("error", "expected", "words"),
    [
        (OSError(errno.ENOSPC, "x", "f"), DiskFullError, "no room"),
        (OSError(errno.EDQUOT, "x"), DiskFullError, "no room"),
        (PermissionError(errno.EACCES, "x", "/etc/f"), SalidaError, "`/etc/f`: permission denied"),
        (FileNotFoundError(errno.ENOENT, "x", "/f"), SalidaError, "no such file"),
        (OSError(errno.ELOOP, "too many links", "/f"), SalidaError, "too many links"),
    ],
)
def test_the_system_refusing_is_no_bug(
    error: OSError, expected: type[SalidaError], words: str
) -> None:
    explained = explain(error)

    assert type(explained) is expected
    assert words in str(explained)
    assert explained is not None
    assert explained.hint


def test_a_bug_is_not_explained_away() -> None:
    assert explain(KeyError("x")) is None
    assert explain(OSError("no path, no number")) is None


def test_colour_is_only_for_terminals(salida: Salida, tmp_path: Path) -> None:
    assert "\x1b" not in salida("init", tmp_path / "acme").out
    assert "\x1b" not in salida("init", tmp_path / "acme").err


@pytest.mark.skipif(os.name != "posix", reason="signals work otherwise there")
def test_ctrl_c_ends_with_130_and_no_traceback(environment: None, tmp_path: Path) -> None:  # noqa: ARG001 - wanted for its effect
    """A process that waits on stdin is interrupted as a terminal would do it."""
    program = Path(sys.executable).with_name("salida")
    (tmp_path / "empty").mkdir()
    process = subprocess.Popen(
        [program, "query", "-", "--archive", tmp_path / "empty"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts background jobs with the interrupt ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads in the child
    )
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert "Stopped" in err
