"""Who may log in to the replica, and with what."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass(frozen=True, slots=True)
class Logins:
    """One app and one user. Secrets never appear in the `repr`, so no log can show them."""

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    """Needed for client credentials; `None` switches that flow off."""

    username: str = "admin@example.com"
    jwt_public_key: str | None = field(default=None, repr=False)
    """PEM, of a public key or a certificate; `None` switches the JWT bearer flow off."""

    refresh_tokens: tuple[str, ...] = field(default=(), repr=False)
    access_tokens: tuple[str, ...] = field(default=(), repr=False)
    """Sessions that never expire, for clients that take a pasted token."""

    redirect_uris: tuple[str, ...] = ()
    """Where the browser flow may lead back to, besides any port of the same computer."""

    consent_password: str | None = field(default=None, repr=False)
    """What a person types on the consent page. `None` switches the browser flow off;
    `""` makes a click enough, which only an invented org should allow."""

    jwt_private_key: str | None = field(default=None, repr=False)
    """PEM, unencrypted: only for invented logins, so that a client can be given it."""

    @classmethod
    def invent(cls, seed: int | None = None, *, username: str = "admin@example.com") -> Logins:
        """Return logins with every flow open, for a practice org.

        `seed` fixes the client id, so that a configuration can be written down; every secret
        is drawn anew from the operating system.
        """
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        mark = secrets.token_hex(8) if seed is None else f"{seed:016x}"
        return cls(
            client_id=f"3MVG9.practice.{mark}",
            client_secret=secrets.token_hex(32).upper(),
            username=username,
            jwt_public_key=_public_pem(key),
            refresh_tokens=(f"5Aep861{secrets.token_urlsafe(40)}",),
            access_tokens=(),
            consent_password="",
            jwt_private_key=_private_pem(key),
        )


def _public_pem(key: rsa.RSAPrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def _private_pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
