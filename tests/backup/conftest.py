"""An org that answers as scripted, over HTTP, and the describes that the backup's tests share.

It knows nothing of Salida: it is what a test double of Salesforce has to be to make the
backup meet refusals, damage and interruptions that a faithful replica does not produce.
"""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from salida.archive import Archive
from salida.model.describe import Field, SObject
from salida.salesforce import Client, PastedToken

if TYPE_CHECKING:
    from pathlib import Path

ROOT = "/services/data/v66.0"

SAMPLE_FIELDS = (
    Field("Id", "id", length=18),
    Field("Name", "string", length=255),
    Field("Active__c", "boolean"),
    Field("Employees__c", "int"),
    Field("Amount", "currency", precision=18, scale=2),
    Field("Score__c", "double", precision=10, scale=2),
    Field("Start__c", "date"),
    Field("CreatedDate", "datetime"),
    Field("Opens__c", "time"),
)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def refusal(status: int, code: str, message: str) -> Reply:
    return Reply(status, json.dumps([{"errorCode": code, "message": message}]).encode())


Row = dict[str, Any]
Script = Callable[[str, str, dict[str, str]], Reply | None]


class ScriptedOrg:
    """Tables of text, answered as Salesforce would; `script` may answer first."""

    def __init__(self) -> None:
        self.types: dict[str, dict[str, str]] = {"Organization": {"Id": "id", "Name": "string"}}
        self.rows: dict[str, list[Row]] = {
            "Organization": [{"Id": "00D000000000001EAA", "Name": "Acme"}]
        }
        self.counts: dict[str, int] = {}
        self.files: dict[str, bytes] = {}
        self.page_rows = 2
        self.script: Script = lambda _method, _path, _query: None
        self.requests: list[str] = []
        self.jobs: dict[str, str] = {}
        self.usage = (1, 15_000)
        self.url = ""
        self._lock = threading.Lock()

    def table(
        self, name: str, types: dict[str, str], rows: list[Row], count: int | None = None
    ) -> None:
        self.types[name] = types
        self.rows[name] = rows
        self.counts[name] = len(rows) if count is None else count

    def asked(self, pattern: str) -> list[str]:
        return [each for each in self.requests if re.search(pattern, each)]

    def answer(self, method: str, target: str, body: bytes) -> Reply:
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self._lock:
            self.requests.append(f"{method} {unquote(target)}")
        reply = self.script(method, parts.path, query)
        return reply or self._answer(method, parts.path.removeprefix(ROOT), query, body)

    def _answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Reply:  # noqa: PLR0911 - one for each resource
        if path == "/services/data":
            return self._json([{"label": "Spring", "url": ROOT, "version": "66.0"}])
        if path == "/services/oauth2/userinfo":
            return self._json(
                {"user_id": "005000000000001AAA", "organization_id": "00D000000000001EAA"}
            )
        if path == "/sobjects":
            return self._json(
                {"sobjects": [{"name": each, "queryable": True} for each in self.types]}
            )
        if path == "/limits/recordCount":
            names = query["sObjects"].split(",")
            return self._json(
                {
                    "sObjects": [
                        {"name": n, "count": self.counts[n]} for n in names if n in self.counts
                    ]
                }
            )
        if path in {"/query", "/queryAll"}:
            return self._query(query["q"])
        if path == "/composite":
            return self._composite(json.loads(body))
        if path.startswith("/jobs/query"):
            return self._bulk(
                method, path.removeprefix("/jobs/query").strip("/").split("/"), query, body
            )
        if found := re.fullmatch(r"/sobjects/(\w+)/describe", path):
            return self._json(self._describe(found[1]))
        if (found := re.fullmatch(r"/sobjects/\w+/(\w+)/\w+", path)) and found[1] in self.files:
            return Reply(200, self.files[found[1]])
        return refusal(404, "NOT_FOUND", "The requested resource does not exist")

    def _json(self, content: object) -> Reply:
        return Reply(200, json.dumps(content).encode())

    def _describe(self, name: str) -> dict[str, Any]:
        fields = [
            {"name": each, "type": kind, "soapType": "xsd:base64Binary" if kind == "base64" else ""}
            for each, kind in self.types[name].items()
        ]
        return {"name": name, "queryable": True, "fields": fields}

    def _composite(self, content: dict[str, Any]) -> Reply:
        answers = []
        for each in content["compositeRequest"]:
            reply = self.answer(each["method"], each["url"], b"")
            answers.append(
                {
                    "body": json.loads(reply.body),
                    "httpHeaders": {},
                    "httpStatusCode": reply.status,
                    "referenceId": each["referenceId"],
                }
            )
        return self._json({"compositeResponse": answers})

    def _select(self, soql: str) -> tuple[list[str], list[Row]]:
        found = re.fullmatch(
            r"SELECT (.+) FROM (\w+)(?: WHERE (\w+) (?:IN \((.*)\)|= (.*)))?", soql
        )
        assert found is not None, soql
        rows = self.rows.get(found[2], [])
        if found[3]:
            wanted = re.findall(r"'(\w+)'", found[4] or found[5])
            rows = [each for each in rows if each.get(found[3]) in wanted]
        return found[1].split(", "), rows

    def _query(self, soql: str) -> Reply:
        names, rows = self._select(soql)
        if names == ["COUNT()"]:
            return self._json({"totalSize": len(rows), "done": True, "records": []})
        records = [{name: row.get(name) for name in names} for row in rows]
        return self._json({"totalSize": len(rows), "done": True, "records": records})

    def _bulk(self, method: str, path: list[str], query: dict[str, str], body: bytes) -> Reply:
        if method == "POST":
            job = f"750{len(self.jobs):015d}"
            self.jobs[job] = json.loads(body)["query"]
        else:
            job = path[0]
        if job not in self.jobs:
            return refusal(404, "NOT_FOUND", "The requested resource does not exist")
        names, rows = self._select(self.jobs[job])
        if method == "DELETE":
            del self.jobs[job]
            return Reply(204)
        if path[1:] == ["resultPages"]:
            starts = range(0, len(rows), self.page_rows)
            links = [
                {"resultUrl": f"{ROOT}/jobs/query/{job}/results?locator=L{each}"} for each in starts
            ]
            return self._json({"resultPages": links, "done": True})
        if path[1:] == ["results"]:
            start = int(query.get("locator", "L0")[1:])
            size = int(query.get("maxRecords", self.page_rows))
            return self._page(
                names,
                rows[start : start + size],
                start + size if start + size < len(rows) else None,
            )
        return self._json(
            {
                "id": job,
                "operation": "queryAll",
                "object": self.jobs[job].rpartition(" ")[2],
                "state": "UploadComplete" if method == "POST" else "JobComplete",
                "apiVersion": 66.0,
                "numberRecordsProcessed": len(rows),
            }
        )

    def _page(self, names: list[str], rows: list[Row], following: int | None) -> Reply:
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(
            ["" if row.get(name) is None else row[name] for name in names] for row in rows
        )
        headers = {
            "Sforce-NumberOfRecords": str(len(rows)),
            "Sforce-Locator": "null" if following is None else f"L{following}",
        }
        return Reply(200, text.getvalue().encode(), headers)


@pytest.fixture
def org() -> Iterator[ScriptedOrg]:
    """Return an org with no sObjects but Organization; `org.url` is where it listens."""
    scripted = ScriptedOrg()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = scripted.answer(self.command, self.path, body)
            self.send_response(reply.status)
            self.send_header("Sforce-Limit-Info", "api-usage={}/{}".format(*scripted.usage))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            if "Content-Length" in reply.headers:  # a cut body
                self.close_connection = True

        do_GET = do_POST = do_DELETE = do_PATCH = _handle  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    scripted.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield scripted
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(org: ScriptedOrg) -> Iterator[Client]:
    """Return a client of the scripted org that waits for nothing."""
    token = PastedToken(org.url, "00D000000000001!made.up")
    with Client(token, sleep=lambda _seconds: None, jitter=lambda: 0.0) as client:
        yield client


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive")


@pytest.fixture
def sample() -> SObject:
    """Return an sObject with one field of each storage type."""
    return SObject("Sample__c", SAMPLE_FIELDS)


@pytest.fixture
def refuse() -> Callable[[int, str, str], Reply]:
    """Return what makes a refusal in the shape of Salesforce's."""
    return refusal
