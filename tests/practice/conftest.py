"""A small company, made once, and ways to ask about its rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import Catalogue
from salida.practice import create_practice

if TYPE_CHECKING:
    from salida.archive import Archive

RECORDS = 9_000
SEED = 7

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def company_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The invented company with 9,000 records; only to be read."""
    return create_practice(
        tmp_path_factory.mktemp("company") / "archive", records=RECORDS, seed=SEED
    )


@pytest.fixture(scope="session")
def ask_archive() -> Callable[[Archive], Ask]:
    """Give a function that runs SQL over an archive; `{Account}` stands for the sObject's rows."""

    def over(archive: Archive) -> Ask:
        catalogue = Catalogue(archive)
        names = {name: catalogue.view(name) for name in archive.sobject_names()}

        def run(sql: str, *values: object) -> list[tuple[Any, ...]]:
            return catalogue.cursor().execute(sql.format(**names), list(values)).fetchall()

        return run

    return over


@pytest.fixture(scope="session")
def ask(company_archive: Archive, ask_archive: Callable[[Archive], Ask]) -> Ask:
    """Run SQL over the company."""
    return ask_archive(company_archive)


@pytest.fixture(scope="session")
def describe_fixtures() -> Path:
    """The folder of real describes."""
    folder = Path(__file__).parents[2].parent / "shared" / "fixtures" / "describe"
    if not folder.is_dir():
        pytest.skip("the shared fixtures are not beside the repository")
    return folder
