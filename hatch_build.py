"""Compile the gettext catalogues when the package is built or installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[misc]
    """Write a `.mo` file beside every `.po` file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile before hatchling collects files."""
        compile_catalogues(Path(self.root) / "src" / "salida" / "language")


def compile_catalogues(folder: Path) -> None:
    """Write `x.mo` for each `x.po` under `folder`."""
    for source in sorted(folder.rglob("*.po")):
        with source.open("rb") as po:
            catalogue = read_po(po)
        with source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, catalogue)
