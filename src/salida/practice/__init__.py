"""Invented orgs to serve: a coherent company at any scale, or foreign rows under their describes.

Both are written straight in the archive format, so that the replica can serve them and
the backup can be tried on them. `docs/reference/practice-org.md` says what is in there.
"""

from salida.practice.create import DEFAULT_NOW, create_practice
from salida.practice.load import load_practice

__all__ = ["DEFAULT_NOW", "create_practice", "load_practice"]
