"""The schema of an org: every sObject, and each one's fields, byte for byte as delivered."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

from salida.errors import AuthenticationError, LimitError, SalesforceError, UnavailableError
from salida.salesforce.composite import MOST_READS, read_together
from salida.salesforce.refusal import error_for
from salida.salesforce.retry import retry_delay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from salida.salesforce.client import Client
    from salida.salesforce.composite import SubAnswer

    Described = tuple[str, bytes | SalesforceError]


def fetch_global(client: Client) -> bytes:
    """Return the JSON that lists every sObject (`GET /sobjects`). Raises SalesforceError."""
    return client.send("GET", "/sobjects").body


def fetch_describe(client: Client, sobject: str) -> bytes:
    """Return the JSON of one sObject's describe. Raises SalesforceError."""
    return client.send("GET", _path(sobject)).body


def fetch_describes(
    client: Client, names: Sequence[str], *, workers: int = 4
) -> Iterator[Described]:
    """Yield each name, in order, with its describe or the org's refusal.

    Asks for 25 at a time in one API call; a group whose composite is refused, and a
    member that the org was too busy for, is asked for one by one.

    Args:
        client: The org.
        names: sObjects.
        workers: Calls at a time.

    Raises:
        SalesforceError: if the login or a limit ends before all are asked.
    """
    pending: deque[Future[list[Described]]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="describe") as pool:
        try:
            for start in range(0, len(names), MOST_READS):
                group = names[start : start + MOST_READS]
                pending.append(pool.submit(_describe_group, client, group))
                if len(pending) > workers:  # so that describes never pile up in memory
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def _describe_group(client: Client, group: Sequence[str]) -> list[Described]:
    try:
        answers = read_together(client, [_path(name) for name in group])
    except SalesforceError as error:
        if _stops_everything(error):
            raise
        client.dialect.observe("describe.composite", "refused")
        return [(name, _describe_one(client, name)) for name in group]
    client.dialect.observe("describe.composite", "used")
    return [
        (name, _settle(client, name, answer)) for name, answer in zip(group, answers, strict=True)
    ]


def _settle(client: Client, name: str, answer: SubAnswer) -> bytes | SalesforceError:
    if answer.failure is None:
        return answer.body
    if retry_delay(answer.failure, 1, repeatable=True, jitter=0.0) is not None:
        return _describe_one(client, name)
    return error_for(answer.failure, answer.request)


def _describe_one(client: Client, name: str) -> bytes | SalesforceError:
    try:
        return fetch_describe(client, name)
    except SalesforceError as error:
        if _stops_everything(error):
            raise
        return error


def _stops_everything(error: SalesforceError) -> bool:
    """Return whether the next sObject would fare no better: no login, no calls left, no network."""
    no_network = isinstance(error, UnavailableError) and error.status is None
    return no_network or isinstance(error, AuthenticationError | LimitError)


def _path(sobject: str) -> str:
    return f"/sobjects/{quote(sobject, safe='')}/describe"
