"""Take secrets out of any text before a person or a log sees it."""

from __future__ import annotations

import re

REDACTED = "[redacted]"

_SECRETS = re.compile(
    r"""
      -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----.*?(?:-----END\ [A-Z ]*PRIVATE\ KEY-----|\Z)
    | force://[^\s"'<>]+@                    # a CLI login address holds secret and refresh token
    | \b00D\w{12,15}!\S*                     # opaque access token: org Id, `!`, secret
    | \beyJ[\w-]{5,}\.[\w.-]+                # JSON web token
    | \b5Aep[\w.!-]{8,}                      # refresh token
    """,
    re.VERBOSE | re.DOTALL,
)

_LABELLED = re.compile(
    r"""
    ( \b(?:Bearer|OAuth|Basic)\s+
    | \b(?:access_token|refresh_token|id_token|client_secret|assertion|code_verifier|password|sid)
      \b["']?\s*[=:]\s*["']?
    | \b(?:code|token)=
    )
    [^\s"'&<>,;]+
    """,
    re.VERBOSE | re.IGNORECASE,
)

_USER_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]+(?=@)")


def redact(text: str, *known: str | None) -> str:
    """Return `text` without tokens, keys and secrets.

    `known` are secrets of this session, taken out wherever they stand; everything
    else is recognised by its shape or by the name in front of it.
    """
    for secret in known:
        if secret:
            text = text.replace(secret, REDACTED)
    text = _USER_IN_ADDRESS.sub(REDACTED, _SECRETS.sub(REDACTED, text))
    return _LABELLED.sub(rf"\1{REDACTED}", text)
