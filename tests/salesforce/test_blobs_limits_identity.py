"""File bytes, limits, and who is logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from salida.errors import AccessError, SalesforceError, UnavailableError
from salida.salesforce import Identity, fetch_identity
from salida.salesforce.blobs import open_blob
from salida.salesforce.limits import Limit, fetch_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from salida.salesforce import Client

USERINFO = "/services/oauth2/userinfo"


def test_a_blob_is_its_bytes(org: Any, client: Client) -> None:
    """A stored gzip file stays packed: it is content, not an encoding."""
    content = b"\x1f\x8b\x08" + bytes(range(256)) * 1000
    org.data("GET", "/sobjects/ContentVersion/068R000000AbcdeIAA/VersionData", org.raw(content))
    with open_blob(client, "ContentVersion", "068R000000AbcdeIAA", "VersionData") as blob:
        assert b"".join(blob.chunks(1000)) == content
    assert org.asked[-1].headers["Accept-Encoding"] == "identity"


def test_an_empty_blob_is_empty(org: Any, client: Client) -> None:
    org.data("GET", "/sobjects/Attachment/00P/Body", org.raw(b""))
    with open_blob(client, "Attachment", "00P", "Body") as blob:
        assert blob.read() == b""


def test_a_cut_blob_says_so(org: Any, client: Client) -> None:
    org.data("GET", "/sobjects/Attachment/00P/Body", org.raw(b"x" * 999, cut_after=10))
    with open_blob(client, "Attachment", "00P", "Body") as blob, pytest.raises(UnavailableError):
        blob.read()


def test_a_blob_that_is_gone_says_so(client: Client) -> None:
    with pytest.raises(SalesforceError) as gone:
        open_blob(client, "Attachment", "00P", "Body")
    assert gone.value.status == 404


def test_limits_are_read(
    org: Any, client: Client, recorded: Callable[[str], list[dict[str, Any]]]
) -> None:
    """A real answer; its nested counts per app are no limits of their own."""
    (body,) = [
        each["response_body"]
        for each in recorded("response_bodies_misc")
        if each["file"].endswith("MockLimits.json")
    ]
    org.data("GET", "/limits", org.json(body))
    limits = fetch_limits(client)
    assert limits["DailyApiRequests"] == Limit(max=15000, remaining=14953)
    assert set(limits) == set(body)


def test_a_user_who_may_not_see_limits_is_told(org: Any, client: Client) -> None:
    org.data("GET", "/limits", org.error(403, "INSUFFICIENT_ACCESS"))
    with pytest.raises(AccessError):
        fetch_limits(client)


# --- identity


def rows(org: Any) -> Callable[[Any], Any]:
    def answer(asked: Any) -> Any:
        if "FROM Organization" in asked.query["q"]:
            row = {
                "Id": "00Dxx0000001gPFEAY",
                "Name": "Peñón, S.A.",
                "OrganizationType": "Enterprise Edition",
                "IsSandbox": False,
                "InstanceName": "EU48",
                "NamespacePrefix": None,
                "LanguageLocaleKey": "es",
                "TimeZoneSidKey": "Europe/Madrid",
            }
        else:
            assert "WHERE Id = '005xx000001Sv6AAAS'" in asked.query["q"]
            row = {
                "Id": "005xx000001Sv6AAAS",
                "Username": "ana@example.com",
                "Name": "Ana",
                "Email": "ana@example.com",
                "UserType": "Standard",
                "Profile": {"Name": "System Administrator"},
            }
        return org.json({"totalSize": 1, "done": True, "records": [row]})

    return answer


def test_the_org_and_the_user_are_known(org: Any, client: Client) -> None:
    org.on(
        "GET",
        USERINFO,
        org.json({"user_id": "005xx000001Sv6AAAS", "organization_id": "00Dxx0000001gPFEAY"}),
    )
    org.data("GET", "/query", rows(org))
    assert fetch_identity(client) == Identity(
        org_id=fetch_identity(client).org_id,
        user_id=fetch_identity(client).user_id,
        instance_url=org.url,
        api_version="66.0",
        org_name="Peñón, S.A.",
        edition="Enterprise Edition",
        is_sandbox=False,
        instance_name="EU48",
        namespace=None,
        language="es",
        time_zone="Europe/Madrid",
        username="ana@example.com",
        user_name="Ana",
        email="ana@example.com",
        user_type="Standard",
        profile="System Administrator",
    )
    assert fetch_identity(client).org_id == "00Dxx0000001gPFEAY"
    assert fetch_identity(client).user_id == "005xx000001Sv6AAAS"


def test_a_token_without_the_scope_id_still_knows_its_org(org: Any, client: Client) -> None:
    org.on("GET", USERINFO, org.raw(b"Missing_OAuth_Token", 403))
    org.data("GET", "/query", rows(org))
    identity = fetch_identity(client)
    assert (identity.org_name, identity.user_id) == ("Peñón, S.A.", None)


def test_a_user_who_reads_nothing_is_known_by_the_token(
    org: Any, client: Client, recorded: Callable[[str], list[dict[str, Any]]]
) -> None:
    """A real answer of the identity service; neither Organization nor User can be queried."""
    (who,) = [
        each["response_body"]
        for each in recorded("response_bodies_misc")
        if each["file"].endswith("MockIdentity.json")
    ]
    org.on("GET", USERINFO, org.json({**who, "user_id": "005xx000001Sv6AAAS"}))
    org.data(
        "GET", "/query", org.error(400, "INVALID_TYPE", "sObject type 'User' is not supported.")
    )
    identity = fetch_identity(client)
    assert identity.org_id[:15] == who["organization_id"][:15]
    assert identity.edition is None


def test_an_org_without_api_is_told_at_once(org: Any, client: Client) -> None:
    org.on("GET", USERINFO, org.json({"user_id": "005xx000001Sv6AAAS"}))
    org.data("GET", "/query", org.error(403, "API_DISABLED_FOR_ORG", "API is not enabled"))
    with pytest.raises(AccessError, match="not enabled"):
        fetch_identity(client)
