"""SOQL over an archive."""

from salida.query.engine import Engine
from salida.query.prepared import Prepared
from salida.soql import Column

__all__ = ["Column", "Engine", "Prepared"]
