from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from salida.journal.secrets import refuse_secrets


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"password": "x"}, id="by name"),
        pytest.param({"login": {"Client-Secret": "x"}}, id="by name, deep, in another spelling"),
        pytest.param({"all": [{"refresh_token": "x"}]}, id="in a list"),
        pytest.param({"sid": "x"}, id="a session id"),
        pytest.param({"note": "-----BEGIN RSA PRIVATE KEY-----\nMII"}, id="a private key"),
        pytest.param({"note": f"got 00D000000000001!{'AQ' * 15}"}, id="a Salesforce session"),
        pytest.param({"note": f"eyJ{'a' * 20}.eyJ{'b' * 20}.c"}, id="a JWT"),
        pytest.param({"note": f"Authorization: Bearer {'x' * 30}"}, id="a header"),
        pytest.param({"note": f"5Aep{'x' * 60}"}, id="a refresh token"),
        pytest.param({f"5Aep{'x' * 60}": 1}, id="in a key"),
    ],
)
def test_refuses_what_looks_like_a_secret(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="secret") as refusal:
        refuse_secrets(data)

    # The refusal itself may be logged, so it must not repeat the secret.
    assert "xxxx" not in str(refusal.value)
    assert "AQAQ" not in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        {"token": None, "password": "", "secret": True},
        {"org": "00D000000000001EAA", "tokens_left": 3, "client_id": "3MVG9abc"},
        {"path": "/home/ana/casos/acme", "rows": {"Account": 12}, "done": True},
    ],
)
def test_lets_everything_else_pass(data: dict[str, Any]) -> None:
    refuse_secrets(data)


@pytest.mark.parametrize("value", [1.5, Decimal(1), b"bytes", {1: "a"}, {"set": {1}}])
def test_refuses_what_json_cannot_keep_exactly(value: Any) -> None:
    with pytest.raises(TypeError):
        refuse_secrets({"value": value})
