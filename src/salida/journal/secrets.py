"""What must never reach the journal: it is kept for years and shown to auditors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SECRET_NAMES = frozenset(
    {
        "accesstoken",
        "apikey",
        "assertion",
        "authorization",
        "clientsecret",
        "codeverifier",
        "cookie",
        "passphrase",
        "password",
        "privatekey",
        "refreshtoken",
        "secret",
        "securitytoken",
        "sessionid",
        "sid",
        "token",
    }
)
_SECRET_SHAPES = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    # A Salesforce session: the org's Id, an exclamation mark, then the token itself.
    r"|\b00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?![A-Za-z0-9._]{20}"
    # A JWT: two base64url parts that both start with `{"`, and a signature.
    r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+"
    r"|\b[Bb]earer [A-Za-z0-9._~+/!-]{16,}"
    # A refresh token of a connected app starts with 5Aep.
    r"|\b5Aep[A-Za-z0-9._]{30,}"
)


def refuse_secrets(value: Any, path: str = "data") -> None:
    """Check that `value` is JSON without floats and holds nothing that looks like a secret.

    Floats are refused because money and counts are exact, and because two programs
    may print one float in two ways, which would break the hash.

    Raises:
        ValueError: naming the place, never the value, if it looks like a secret.
        TypeError: if it is not made of mappings, lists, strings, integers, booleans and null.
    """
    match value:
        case None | bool() | int():
            return
        case str():
            if _SECRET_SHAPES.search(value):
                message = f"{path} looks like a secret"
                raise ValueError(message)
        case Mapping():
            for key, each in value.items():
                _refuse_key(key, each, path)
                refuse_secrets(each, f"{path}.{key}")
        case list() | tuple():
            for index, each in enumerate(value):
                refuse_secrets(each, f"{path}[{index}]")
        case _:
            message = f"{path} cannot be kept as {type(value).__name__}"
            raise TypeError(message)


def _refuse_key(key: Any, value: Any, path: str) -> None:
    if not isinstance(key, str):
        message = f"{path} has a key that is not text"
        raise TypeError(message)
    bare = re.sub(r"[^a-z]", "", key.lower())
    if bare in _SECRET_NAMES and value and not isinstance(value, bool | int):
        message = f"{path}.{key} is named like a secret"
        raise ValueError(message)
    refuse_secrets(key, f"a key of {path}")
