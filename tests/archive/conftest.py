"""Fixtures of the archive room."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from salida.archive import Archive

HERE = Path(__file__).parent


def _load(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(f"archive_{name}", HERE / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def small() -> ModuleType:
    """The module that builds a small archive with one of everything."""
    return _load("small_archive")


@pytest.fixture(scope="session")
def small_original(small: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive; only to be read."""
    root = tmp_path_factory.mktemp("original") / "archive"
    small.build(root)
    return root


@pytest.fixture
def small_archive(small_original: Path, tmp_path: Path) -> Archive:
    """A copy of the small archive, to do anything with."""
    from salida.archive import Archive  # noqa: PLC0415 - keeps collection quick

    shutil.copytree(small_original, tmp_path / "archive")
    return Archive.open(tmp_path / "archive")
