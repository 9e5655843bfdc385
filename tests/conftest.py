"""Fixtures that several rooms share."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from types import ModuleType

# An example that is slow on a busy machine is no wrong answer; benchmarks measure speed.
settings.register_profile("salida", deadline=None)
settings.load_profile("salida")

_SUPPORT = Path(__file__).parent / "support"


@pytest.fixture(scope="session")
def sample_orgs() -> ModuleType:
    """The module that makes practice orgs of NPSP's and PMM's sample data; see there."""
    specification = importlib.util.spec_from_file_location(
        "support_sample_orgs", _SUPPORT / "sample_orgs.py"
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    if not module.has_samples():
        pytest.skip("the shared fixtures are not beside the repository")
    return module
