"""Plain HTTP, the way any client would send it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import urllib3

if TYPE_CHECKING:
    from collections.abc import Mapping

V = "/services/data/v66.0"


@dataclass
class Http:
    """Plain requests with a session, the way any client would send them."""

    url: str
    token: str = ""
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False))

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        json_body: object = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        raw: bool = False,
    ) -> urllib3.BaseHTTPResponse:
        given = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if json_body is not None:
            body = json.dumps(json_body).encode()
            given["Content-Type"] = "application/json"
        given |= headers or {}
        question = "" if query is None else f"?{urlencode(query)}"
        return self.pool.request(
            method,
            f"{self.url}{path}{question}",
            body=body,
            headers=given,
            redirect=False,
            decode_content=not raw,
        )

    def get(self, path: str, **more: Any) -> urllib3.BaseHTTPResponse:
        return self.send("GET", path, **more)

    def query(self, soql: str, *, all_rows: bool = False, **more: Any) -> urllib3.BaseHTTPResponse:
        path = f"{V}/queryAll" if all_rows else f"{V}/query"
        return self.get(path, query={"q": soql}, **more)

    def form(self, path: str, **fields: str) -> urllib3.BaseHTTPResponse:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, body=urlencode(fields).encode(), headers=headers)

    def finished_job(self, soql: str, **request: str) -> dict[str, Any]:
        created = self.send(
            "POST", f"{V}/jobs/query", json_body={"operation": "query", "query": soql, **request}
        )
        assert created.status == 200, created.data
        return self.wait(created.json()["id"])

    def wait(self, job: str) -> dict[str, Any]:
        give_up_at = time.monotonic() + 20
        while time.monotonic() < give_up_at:
            shown: dict[str, Any] = self.get(f"{V}/jobs/query/{job}").json()
            if shown["state"] in {"JobComplete", "Failed", "Aborted"}:
                return shown
            time.sleep(0.01)
        pytest.fail(f"job {job} did not end")
