from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from salida.case import Case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Return a fresh case."""
    now = datetime(2026, 3, 1, 9, 30, 15, 999, tzinfo=UTC)
    return Case.init(tmp_path / "acme", name="Peñón S.A.", language="es", now=now)
