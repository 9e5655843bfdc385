"""Ids for what the replica itself makes: jobs, cursors."""

from __future__ import annotations

import secrets
import string

from salida.model.ids import SHORT, check_suffix

_BASE_62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def new_id(key_prefix: str) -> str:
    """Return a fresh 18-character Id that starts with `key_prefix`: `750` for a job."""
    short = key_prefix + random_text(SHORT - len(key_prefix))
    return short + check_suffix(short)


def random_text(length: int) -> str:
    """Return `length` letters and digits that nobody can guess."""
    return "".join(secrets.choice(_BASE_62) for _ in range(length))
