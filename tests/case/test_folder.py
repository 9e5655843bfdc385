from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from salida.case import Case, Connection, Method, Org
from salida.errors import CaseError, NotACaseError

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
CONNECTION = Connection(
    Method.JWT,
    login_url="https://login.salesforce.com",
    client_id="3MVG9",
    username="backup@acme.example",
    key_file="~/keys/acme.pem",
)
ORG = Org("00D000000000001EAA", "Acme", "https://acme.my.salesforce.com", is_sandbox=False)


def test_a_new_case_is_read_back_as_it_was_made(case: Case) -> None:
    opened = Case.open(case.folder)

    assert opened == case
    assert opened.settings.name == "Peñón S.A."
    assert opened.settings.created_at == datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)
    assert case.documents_path.is_dir()


def test_a_case_may_be_made_in_an_empty_folder(tmp_path: Path) -> None:
    assert Case.init(tmp_path, name="Acme", language="en", now=NOW) == Case.open(tmp_path)


def test_only_the_user_may_look_into_a_new_folder(case: Case) -> None:
    if os.name != "posix":
        pytest.skip("mode bits say nothing here")
    assert case.folder.stat().st_mode & 0o077 == 0


def test_two_cases_have_different_ids(tmp_path: Path) -> None:
    one = Case.init(tmp_path / "1", name="Acme", language="en", now=NOW)
    other = Case.init(tmp_path / "2", name="Acme", language="en", now=NOW)

    assert one.settings.id != other.settings.id


def test_a_folder_with_foreign_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(CaseError) as error:
        Case.init(tmp_path, name="Acme", language="en", now=NOW)

    assert error.value.hint
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(CaseError):
        Case.init(tmp_path / "file", name="Acme", language="en", now=NOW)
    with pytest.raises(NotACaseError):
        Case.open(tmp_path / "file")


def test_a_case_is_never_made_twice(case: Case) -> None:
    before = (case.folder / "case.toml").read_bytes()

    with pytest.raises(CaseError, match="already"):
        Case.init(case.folder, name="Other", language="en", now=NOW)

    assert (case.folder / "case.toml").read_bytes() == before


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_folder_that_is_no_case_says_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotACaseError) as error:
        Case.open(tmp_path / name)

    assert "salida init" in str(error.value.hint)


def test_its_journal_is_kept_in_the_folder(case: Case) -> None:
    with case.journal() as journal:
        journal.append("case.opened", actor="ana", at=NOW)

    with Case.open(case.folder).journal() as journal:
        assert [each.action for each in journal.entries()] == ["case.opened"]
    assert case.journal_path.is_file()


def test_a_connection_is_recorded(case: Case) -> None:
    case.connected(CONNECTION, ORG)

    settings = Case.open(case.folder).settings
    assert (settings.connection, settings.org) == (CONNECTION, ORG)


def test_what_the_user_wrote_is_kept(case: Case) -> None:
    path = case.folder / "case.toml"
    mine = path.read_text().replace(
        'name = "Peñón S.A."', "# the name on the order form\nname    = 'Peñón'  # short"
    )
    path.write_text(f"{mine}\n# ask Marta before touching this\n[connection]\nmethod = 'token'\n")

    Case.open(case.folder).connected(CONNECTION, ORG)

    text = path.read_text()
    for kept in (
        "# the name on the order form\nname    = 'Peñón'  # short",
        "# ask Marta before touching this",
    ):
        assert kept in text
    assert Case.open(case.folder).settings.connection == CONNECTION


def test_a_setting_that_no_longer_holds_is_removed(case: Case) -> None:
    case.connected(CONNECTION, ORG)
    case.connected(replace(CONNECTION, method=Method.SF, key_file=None, client_id=None), ORG)

    text = (case.folder / "case.toml").read_text()
    assert "key_file" not in text
    assert 'method = "sf"' in text


def test_a_case_stays_with_its_org(case: Case) -> None:
    connected = case.connected(CONNECTION, ORG)

    with pytest.raises(CaseError, match="Acme Sandbox"):
        connected.connected(CONNECTION, replace(ORG, id="00D000000000002EAA", name="Acme Sandbox"))

    assert Case.open(case.folder).settings.org == ORG


def test_paths_of_the_settings_start_at_the_case(
    case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert case.resolve("keys/acme.pem") == case.folder / "keys" / "acme.pem"
    assert case.resolve("/etc/acme.pem").as_posix() == "/etc/acme.pem"
    assert case.resolve("~/acme.pem") == tmp_path / "acme.pem"
