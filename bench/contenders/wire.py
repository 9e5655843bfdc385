"""What the bounds share: the paths of the pages, and their bytes as they come."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from os import cpu_count
from threading import local
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.org import JOB, VERSION
from bench.pages import PAGE_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

CORES = cpu_count() or 1


def over_all_pages(url: str, rows: int, use: Callable[[bytearray], int]) -> int:
    """Give every page, compressed, to `use`, a thread for each core; return the sum of its results."""
    here = local()

    def fetch(number: int) -> int:
        if not hasattr(here, "connection"):
            here.connection = HTTPConnection(urlsplit(url).netloc)
        return use(_body(here.connection, number))

    with ThreadPoolExecutor(CORES) as pool:
        return sum(pool.map(fetch, range(-(-rows // PAGE_ROWS))))


def _body(connection: HTTPConnection, number: int) -> bytearray:
    """Return one page. `readinto` is the cheapest way that Python has to take it."""
    connection.request(
        "GET", f"/services/data/v{VERSION}/jobs/query/{JOB}/results?locator={number}"
    )
    answer = connection.getresponse()
    body = bytearray(int(answer.headers["Content-Length"]))
    view = memoryview(body)
    while view:
        view = view[answer.readinto(view) :]
    answer.read()
    return body


def record_count(url: str) -> int:
    """Return how many records the org says it has."""
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", f"/services/data/v{VERSION}/jobs/query/{JOB}")
    return int(json.loads(connection.getresponse().read())["numberRecordsProcessed"])
