from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from salida.replica import versions

if TYPE_CHECKING:
    from tests.replica.http_client import Http


@pytest.mark.parametrize(
    ("version", "label"),
    [
        (31, "Summer '14"),
        (42, "Spring '18"),
        (65, "Winter '26"),
        (66, "Spring '26"),
        (67, "Summer '26"),
    ],
)
def test_a_version_is_called_after_its_release(version: int, label: str) -> None:
    assert versions.label(version) == label


def test_versions_are_listed_without_a_login(http: Http) -> None:
    http.token = ""
    answer = http.get("/services/data")
    assert answer.status == 200
    listed = answer.json()
    assert [float(each["version"]) for each in listed] == [float(each) for each in range(31, 68)]
    assert listed[35] == {"label": "Spring '26", "url": "/services/data/v66.0", "version": "66.0"}
    assert "Sforce-Limit-Info" not in answer.headers


@pytest.mark.parametrize("path", ["/services/data/", "//services//data"])
def test_slashes_too_many_are_forgiven(http: Http, path: str) -> None:
    assert http.get(path).status == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/services/data/v30.0/query?q=SELECT+Id+FROM+Account", 410, "GONE"),
        ("/services/data/v21.0", 410, "GONE"),
        ("/services/data/v68.0/sobjects", 404, "NOT_FOUND"),
        ("/services/data/v66.5/sobjects", 404, "NOT_FOUND"),
        ("/services/data/v66.0/tooling/query", 404, "NOT_FOUND"),
        ("/services/async/66.0/job", 404, "NOT_FOUND"),
        ("/", 404, "NOT_FOUND"),
    ],
)
def test_what_is_not_there_is_refused_with_its_code(
    http: Http, path: str, status: int, code: str
) -> None:
    answer = http.get(path)
    assert (answer.status, answer.json()[0]["errorCode"]) == (status, code)


def test_a_method_that_a_resource_does_not_have_is_refused_with_the_ones_it_has(http: Http) -> None:
    answer = http.send("PUT", "/services/data/v66.0/query")
    assert answer.status == 405
    assert answer.json() == [
        {
            "message": "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET",
            "errorCode": "METHOD_NOT_ALLOWED",
        }
    ]


def test_a_version_lists_its_resources_in_its_own_paths(http: Http) -> None:
    resources = http.get("/services/data/v52.0").json()
    assert resources["query"] == "/services/data/v52.0/query"
    assert resources["identity"].startswith(f"{http.url}/id/00Dxx0000000001EAA/005")
    for name in ("sobjects", "limits"):
        assert http.get(resources[name]).status == 200
