"""An org of one sObject whose pages lie ready on disk: `python -m bench.org FOLDER ROWS`.

It answers what a client asks on the way to its rows (login, describe, count, one Bulk job) from
fixed texts, and hands pages to the kernel with sendfile, so that next to nothing of what is
measured is the server. Prints its URL and serves until its input closes.
"""

from __future__ import annotations

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from bench.pages import Page, make_pages
from bench.sobject import NAME, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VERSION = "66.0"
TOKEN = "00D000000000001!bench"  # noqa: S105  # the bench's own server asks for none
JOB = "750000000000001AAA"
_ORG = "00D000000000001EAA"
_USER = "005000000000001AAA"
_API = f"/services/data/v{VERSION}"
_PATHS_PER_ANSWER = 5
"""How many pages `resultPages` names at once, as documented."""


class Org(ThreadingHTTPServer):
    """The server, with the pages that it gives out."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path, pages: tuple[Page, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.folder = folder
        self.pages = pages
        self.rows = sum(each.rows for each in pages)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def job(self) -> dict[str, Any]:
        """Return the state of the one job, which is always complete."""
        return {
            "id": JOB,
            "operation": "queryAll",
            "object": NAME,
            "state": "JobComplete",
            "contentType": "CSV",
            "apiVersion": float(VERSION),
            "concurrencyMode": "Parallel",
            "lineEnding": "LF",
            "columnDelimiter": "COMMA",
            "createdById": _USER,
            "createdDate": "2026-11-01T08:00:00.000+0000",
            "systemModstamp": "2026-11-01T08:00:00.000+0000",
            "numberRecordsProcessed": self.rows,
            "retries": 0,
            "totalProcessingTime": 0,
        }

    def result_pages(self, start: int) -> dict[str, Any]:
        """Return the paths of the pages from `start` on, five at most."""
        stop = min(start + _PATHS_PER_ANSWER, len(self.pages))
        path = f"{_API}/jobs/query/{JOB}"
        more = f"{path}/resultPages?locator={stop}" if stop < len(self.pages) else None
        return {
            "resultPages": [
                {"resultUrl": f"{path}/results?locator={each}"} for each in range(start, stop)
            ],
            "nextRecordsUrl": more,
            "done": more is None,
        }

    def organization(self) -> dict[str, Any]:
        """Return the row of `Organization`."""
        return {
            "attributes": {
                "type": "Organization",
                "url": f"{_API}/sobjects/Organization/{_ORG}",
            },
            "Id": _ORG,
            "Name": "Bench",
            "InstanceName": "BENCH1",
            "IsSandbox": False,
            "OrganizationType": "Enterprise Edition",
            "LanguageLocaleKey": "en_US",
            "TimeZoneSidKey": "UTC",
            "NamespacePrefix": None,
            "TrialExpirationDate": None,
        }

    def answer_query(self, soql: str) -> dict[str, Any]:
        """Return the count of the one sObject, or the one row of the org itself."""
        if "organization" in soql.lower():
            return {"totalSize": 1, "done": True, "records": [self.organization()]}
        if "count()" in soql.lower():
            return {"totalSize": self.rows, "done": True, "records": []}
        return {"totalSize": 0, "done": True, "records": []}

    def composite(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the describes that a composite asks for."""
        return {
            "compositeResponse": [
                {
                    "body": describe(),
                    "httpHeaders": {},
                    "httpStatusCode": 200,
                    "referenceId": each["referenceId"],
                }
                for each in request["compositeRequest"]
            ]
        }


def _entry() -> dict[str, Any]:
    """Return the sObject's line of a describeGlobal."""
    return {key: value for key, value in describe().items() if not isinstance(value, list)}


_DOCUMENTS: dict[str, Callable[[Org, dict[str, str]], Any]] = {
    r"/services/data/?": lambda _org, _query: [{"label": "Bench", "url": _API, "version": VERSION}],
    r".*/userinfo": lambda org, _query: {
        "user_id": _USER,
        "organization_id": _ORG,
        "preferred_username": "bench@bench.example",
        "urls": {"rest": f"{org.url}/services/data/v{{version}}/"},
    },
    r".*/sobjects/?": lambda _org, _query: {
        "encoding": "UTF-8",
        "maxBatchSize": 200,
        "sobjects": [_entry()],
    },
    r".*/describe/?": lambda _org, _query: describe(),
    r".*/limits/?": lambda _org, _query: {
        "DailyApiRequests": {"Max": 100000, "Remaining": 99000},
        "DailyBulkV2QueryJobs": {"Max": 10000, "Remaining": 9990},
        "DailyBulkV2QueryFileStorageMB": {"Max": 976562, "Remaining": 976562},
    },
    r".*/limits/recordCount": lambda org, _query: {"sObjects": [{"name": NAME, "count": org.rows}]},
    r".*/query(All)?/?": lambda org, query: org.answer_query(query.get("q", "")),
    r".*/jobs/query/\w+/resultPages": lambda org, query: org.result_pages(
        int(query.get("locator", "0"))
    ),
    r".*/jobs/query/\w+": lambda org, _query: org.job(),
    r".*/jobs/query/?": lambda org, _query: {
        "done": True,
        "records": [org.job()],
        "nextRecordsUrl": None,
    },
}
_BY_PATTERN = [(re.compile(pattern), make) for pattern, make in _DOCUMENTS.items()]
_PAGE = re.compile(r".*/jobs/query/\w+/results")


class Answer(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Org
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer a page or a document."""
        where = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(where.query).items()}
        if _PAGE.fullmatch(where.path):
            self._send_page(int(query.get("locator", "0")))
            return
        for pattern, make in _BY_PATTERN:
            if pattern.fullmatch(where.path):
                self._send_json(200, make(self.server, query))
                return
        missing = {"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}
        self._send_json(404, [missing])

    def do_POST(self) -> None:
        """Answer a login, the making of the job, or a composite."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        path = urlsplit(self.path).path
        if path.endswith("/token"):
            login = {"access_token": TOKEN, "instance_url": self.server.url}
            self._send_json(200, {**login, "id": f"{self.server.url}/id/{_ORG}/{_USER}"})
        elif path.endswith("/composite"):
            self._send_json(200, self.server.composite(json.loads(body)))
        else:
            self._send_json(200, self.server.job())

    def do_PATCH(self) -> None:
        """Answer that the job is aborted."""
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._send_json(200, self.server.job())

    def do_DELETE(self) -> None:
        """Answer that the job is deleted."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: a line for each page would be measured too."""

    def _send_json(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Sforce-Limit-Info", "api-usage=1000/100000")
        self.end_headers()
        self.wfile.write(body)

    def _send_page(self, number: int) -> None:
        page = self.server.pages[number]
        last = number + 1 == len(self.server.pages)
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(page.gzip_bytes))
        self.send_header("Sforce-NumberOfRecords", str(page.rows))
        self.send_header("Sforce-Locator", "null" if last else str(number + 1))
        self.send_header("Sforce-Limit-Info", "api-usage=1000/100000")
        self.end_headers()
        self.wfile.flush()
        with (self.server.folder / page.file).open("rb") as file:
            self.connection.sendfile(file)


def main() -> None:
    """Serve the pages in the folder of the first argument, as many rows as the second says."""
    folder, rows = Path(sys.argv[1]), int(sys.argv[2])
    with Org(folder, make_pages(folder, rows)) as org:
        Thread(target=org.serve_forever, daemon=True).start()
        print(org.url, flush=True)
        sys.stdin.read()
        org.shutdown()


if __name__ == "__main__":
    main()
