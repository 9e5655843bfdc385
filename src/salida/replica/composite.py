"""Several requests in one: `composite` and `composite/batch`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from salida.replica import refusals
from salida.replica.call import Answer, Call, json_answer, refusal_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Dispatch = Callable[[Call], Answer]

MOST = 25
_REFERENCE = re.compile(r"@\{(?P<name>\w+)(?P<steps>(?:\.\w+|\[\d+\])*)\}")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_OK = range(200, 300)


def composite(call: Call, dispatch: Dispatch) -> Answer:
    """Answer `POST .../composite`: up to 25 requests in order, each may use answers before it."""
    requests = _requests(call, "compositeRequest")
    # Only a request that refers to answers makes it worth reading them.
    wanted = b"@{" in call.body
    bodies: dict[str, Any] = {}
    shown = []
    for each in requests:
        reference, url = str(each.get("referenceId", "")), str(each.get("url", ""))
        answer = _answer(
            call, each, _REFERENCE.sub(lambda found: _value(found, bodies), url), dispatch
        )
        if wanted and isinstance(answer.body, bytes) and answer.status in _OK:
            bodies[reference] = orjson.loads(answer.body or b"null")
        shown.append(
            {
                "body": _fragment(answer),
                "httpHeaders": dict(answer.headers),
                "httpStatusCode": answer.status,
                "referenceId": reference,
            }
        )
    return json_answer({"compositeResponse": shown})


def batch(call: Call, dispatch: Dispatch) -> Answer:
    """Answer `POST .../composite/batch`: up to 25 requests, each for itself."""
    answers = []
    for each in _requests(call, "batchRequests"):
        # `v66.0/sobjects/...`, without the `/services/data/` that all have in common.
        url = str(each.get("url", "")).removeprefix("/services/data/").lstrip("/")
        answers.append(_answer(call, each, f"/services/data/{url}", dispatch))
    results = [{"statusCode": each.status, "result": _fragment(each)} for each in answers]
    failed = any(each.status not in _OK for each in answers)
    return json_answer({"hasErrors": failed, "results": results})


def _requests(call: Call, key: str) -> list[Mapping[str, Any]]:
    body = call.json()
    requests = body.get(key) if isinstance(body, dict) else None
    if not isinstance(requests, list) or not all(isinstance(each, dict) for each in requests):
        raise refusals.json_parser(f"The request body has no list '{key}'")
    if len(requests) > MOST:
        message = f"The maximum number of subrequests is {MOST}, but there were {len(requests)}"
        raise refusals.bad_request(message, "LIMIT_EXCEEDED")
    return requests


def _answer(call: Call, request: Mapping[str, Any], url: str, dispatch: Dispatch) -> Answer:
    parts = urlsplit(url)
    body = request.get("body", request.get("richInput"))
    inner = Call(
        method=str(request.get("method", "GET")).upper(),
        path=parts.path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers=call.headers,
        body=b"" if body is None else orjson.dumps(body),
        origin=call.origin,
    )
    answer = dispatch(inner)
    if isinstance(answer.body, bytes):
        return answer
    message = "Binary content is not supported in a composite request"
    return refusal_answer(refusals.bad_request(message, "INVALID_OPERATION"))


def _fragment(answer: Answer) -> Any:
    return orjson.Fragment(answer.body) if answer.body else None


def _value(found: re.Match[str], bodies: Mapping[str, Any]) -> str:
    """Return what `@{first.records[0].Id}` stands for; left as it is if there is no such thing."""
    value: Any = bodies.get(found["name"])
    for key, index in _STEP.findall(found["steps"]):
        try:
            value = value[key] if key else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return found[0]
    return found[0] if value is None else str(value)
