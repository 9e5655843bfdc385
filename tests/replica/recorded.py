"""Reading the recorded exchanges, and building the org that they came from."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from salida.archive import OrgIdentity
from salida.replica import Logins, Replica
from salida.replica.call import Call
from tests.replica.small_org import column, described

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Row = dict[str, Any]

RECORDED = Path(__file__).parents[2].parent / "shared" / "fixtures" / "recorded"
V = "/services/data/v66.0"
TOKEN = "00D1a000000H3O9!lasting"
IDENTITY = OrgIdentity(
    id="00D1a000000H3O9EAK",
    name="Recorded",
    instance_url="https://na24.salesforce.com",
    api_version="29.0",
    user_id="0051a000000UGT8AAO",
)
LOGINS = Logins(
    client_id="app",
    client_secret="secret",
    username="user@example.com",
    refresh_tokens=("5Aep",),
    access_tokens=(TOKEN,),
)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Exchange:
    method: str
    path: str
    soql: str
    status: int
    body: Any

    @property
    def sobject(self) -> str:
        return self._found(r"\bfrom\s+(\w+)")

    @property
    def columns(self) -> list[str]:
        return [each.strip() for each in self._found(r"select (.*?) from ").split(",")]

    @property
    def rows(self) -> list[Row]:
        return [without_attributes(each) for each in self.body["records"]]

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.soql, re.IGNORECASE)
        assert found is not None
        return found[1]


def exchanges() -> Iterator[Exchange]:
    for line in (RECORDED / "restforce_db_rest_v29.jsonl").read_text().splitlines():
        data = json.loads(line)
        body = json.loads(json.dumps(data["response_body"]).replace("<api_version>", "v66.0"))
        path = unquote(urlsplit(data["url"]).path).replace("<api_version>", "v66.0")
        yield Exchange(data["method"], path, data.get("soql") or "", data["status"], body)


def bodies() -> dict[str, Any]:
    """Return the single bodies by their file's name."""
    lines = (RECORDED / "response_bodies_misc.jsonl").read_text().splitlines()
    found = (json.loads(each) for each in lines)
    return {Path(each["file"]).stem: each["response_body"] for each in found}


def ask(
    replica: Replica,
    path: str,
    *,
    token: str = TOKEN,
    method: str = "GET",
    body: bytes = b"",
    query: Mapping[str, str] | None = None,
) -> tuple[int, Any]:
    """Put a request where the HTTP rim puts it; the rim itself is tested elsewhere."""
    headers = {"authorization": f"Bearer {token}"}
    call = Call(method, path.rstrip("/"), query=query or {}, headers=headers, body=body)
    answer = replica.answer(call)
    assert isinstance(answer.body, bytes)
    assert answer.media_type == "application/json;charset=UTF-8"
    return answer.status, json.loads(answer.body)


def org_of(
    names: Mapping[str, Sequence[str]],
    rows: Mapping[str, Sequence[Row]],
    *,
    lookups: Mapping[str, tuple[str, str]],
    kinds: Mapping[str, str] | None = None,
    children: Mapping[str, list[dict[str, str]]] | None = None,
) -> list[tuple[dict[str, Any], list[Row]]]:
    """Return describes and typed rows, for `write_org`, from fields and rows as REST showed them.

    `lookups` names the target and the relationship of a reference; `kinds` overrules the type
    that a field's values suggest; `children` are child relationships by sObject.
    """
    org = []
    for sobject, fields in names.items():
        given = rows.get(sobject, [])
        columns = []
        for name in fields:
            if name in lookups:
                target, relationship = lookups[name]
                columns.append(
                    column(name, "reference", referenceTo=[target], relationshipName=relationship)
                )
            elif name != "Id":
                sample = next((row[name] for row in given if row.get(name) is not None), None)
                kind = (kinds or {}).get(name) or _kind(sample)
                columns.append(column(name, kind, precision=15, scale=6))
        related = (children or {}).get(sobject, [])
        describe = described(sobject, "a00", *columns, childRelationships=related)
        org.append((describe, [{key: _stored(row[key]) for key in row} for row in given]))
    return org


def without_attributes(record: Row) -> Row:
    return {key: value for key, value in record.items() if key != "attributes"}


def shape(value: Any) -> Any:
    """Return the keys of a value and the kinds of what they hold."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [kind for kind, _group in itertools.groupby(shape(each) for each in value)]
    return type(value).__name__


def _kind(sample: Any) -> str:
    if isinstance(sample, bool):
        return "boolean"
    if isinstance(sample, int | float):
        return "double"
    if isinstance(sample, str) and _DATETIME.fullmatch(sample):
        return "datetime"
    if isinstance(sample, str) and _DATE.fullmatch(sample):
        return "date"
    return "string"


def _stored(value: Any) -> Any:
    if isinstance(value, str) and _DATETIME.fullmatch(value):
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(UTC)
    if isinstance(value, str) and _DATE.fullmatch(value):
        return datetime.fromisoformat(value).date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value
