"""Names for places in a result that tell a client nothing and are the same each time.

A locator is the row's number, enciphered with a key that only this job has: opaque and
random to look at, and nothing has to be remembered for it.
"""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 16


class Locators:
    """Names the rows of one job."""

    def __init__(self) -> None:
        # One block per locator and a check within it: ECB repeats nothing here.
        self._cipher = Cipher(algorithms.AES(os.urandom(_BLOCK)), modes.ECB())  # noqa: S305

    def name(self, row: int) -> str:
        """Return the locator of the page that begins with `row`."""
        encryptor = self._cipher.encryptor()
        block = encryptor.update(row.to_bytes(_BLOCK, "big")) + encryptor.finalize()
        return base64.urlsafe_b64encode(block).rstrip(b"=").decode()

    def row(self, locator: str) -> int | None:
        """Return the row that `locator` names; `None` if it is none of this job's."""
        try:
            block = base64.urlsafe_b64decode(locator + "==")
        except (binascii.Error, ValueError):
            return None
        if len(block) != _BLOCK:
            return None
        decryptor = self._cipher.decryptor()
        number = int.from_bytes(decryptor.update(block) + decryptor.finalize(), "big")
        # A forged block deciphers to a number of 128 bits; a result has at most 2**48 rows.
        return number if number < 1 << 48 else None
