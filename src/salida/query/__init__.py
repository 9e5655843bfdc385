"""SOQL over an archive."""

from salida.query.engine import Engine
from salida.query.prepared import Column, Prepared

__all__ = ["Column", "Engine", "Prepared"]
