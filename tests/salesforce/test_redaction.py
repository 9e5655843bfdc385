"""No secret survives in a text that a person or a log sees."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salida.salesforce.redaction import REDACTED, redact

letters = string.ascii_letters + string.digits
opaque_tokens = st.builds(
    lambda org, secret: f"00D{org}!{secret}",
    st.text(letters, min_size=12, max_size=15),
    st.text(letters + "._", min_size=20, max_size=96),
)
web_tokens = st.builds(
    lambda header, claims, signature: f"eyJ{header}.{claims}.{signature}",
    st.text(letters + "_-", min_size=10),
    st.text(letters + "_-", min_size=10),
    st.text(letters + "_-", min_size=10),
)
refresh_tokens = st.text(letters + "._", min_size=20).map("5Aep".__add__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bearer abc.def", f"Bearer {REDACTED}"),
        ("Authorization: OAuth abc", f"Authorization: OAuth {REDACTED}"),
        ('{"access_token":"abc","id":"x"}', f'{{"access_token":"{REDACTED}","id":"x"}}'),
        ("refresh_token=abc&client_id=x", f"refresh_token={REDACTED}&client_id=x"),
        ("client_secret: abc", f"client_secret: {REDACTED}"),
        ("/callback?code=aPrx&state=1", f"/callback?code={REDACTED}&state=1"),
        ("https://me:pw@proxy.example.com/x", f"https://{REDACTED}@proxy.example.com/x"),
        (
            "force://PlatformCLI::5Aep861@acme.my.salesforce.com",
            f"{REDACTED}acme.my.salesforce.com",
        ),
        ("errorCode=QUERY_TIMEOUT", "errorCode=QUERY_TIMEOUT"),
        ("org 00Dxx0000001gPFEAY", "org 00Dxx0000001gPFEAY"),
        ("mail me@example.com", "mail me@example.com"),
        (
            "invalid_grant: expired access/refresh token",
            "invalid_grant: expired access/refresh token",
        ),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end",
            f"{REDACTED} end",
        ),
        ("-----BEGIN PRIVATE KEY-----\ncut off", REDACTED),
    ],
)
def test_what_is_taken_out(text: str, expected: str) -> None:
    assert redact(text) == expected


@given(opaque_tokens | web_tokens | refresh_tokens, st.text(), st.text())
def test_a_token_is_known_by_its_shape(token: str, before: str, after: str) -> None:
    assert token not in redact(f"{before} {token} {after}")


@given(st.text(min_size=1), st.text(), st.text())
def test_a_known_secret_goes_whatever_its_shape(secret: str, before: str, after: str) -> None:
    text = redact(before + secret + after, secret)
    assert secret not in text.replace(REDACTED, "")
