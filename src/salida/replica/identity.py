"""Who am I: `userinfo`, the identity URL, and the end of a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from salida.replica import refusals
from salida.replica.call import Answer, json_answer
from salida.replica.dates import rest_datetime
from salida.replica.grants import identity_url

if TYPE_CHECKING:
    from salida.replica.call import Call
    from salida.replica.org import Org

_TEXT = "text/html;charset=UTF-8"
_SCHEMES = frozenset({"bearer", "oauth"})


def check_session(org: Org, call: Call) -> None:
    """Check the token of a request.

    Raises:
        AuthenticationError: 401, in the words that make a client log in again.
    """
    header = call.headers.get("authorization")
    if header is None:
        raise refusals.session_invalid()
    scheme, _space, token = header.partition(" ")
    if scheme.lower() not in _SCHEMES or not token.strip():
        raise refusals.header_invalid()
    if not org.sessions.good(token.strip(), org.now()):
        raise refusals.session_invalid()


def userinfo(org: Org, call: Call) -> Answer:
    """Answer `/services/oauth2/userinfo` (OpenID Connect)."""
    refusal = _no_token(org, call)
    if refusal is not None:
        return refusal
    person = org.person()
    return json_answer(
        {
            "sub": identity_url(org, call),
            "user_id": person.id,
            "organization_id": org.identity.id,
            "preferred_username": person.username,
            "nickname": person.get("CommunityNickname") or person.username,
            "name": person.get("Name") or person.username,
            "email": person.get("Email") or person.username,
            "email_verified": True,
            "given_name": person.get("FirstName"),
            "family_name": person.get("LastName"),
            "zoneinfo": _time_zone(org),
            "photos": {
                "picture": f"{call.origin}/profilephoto/005/F",
                "thumbnail": f"{call.origin}/profilephoto/005/T",
            },
            "profile": f"{call.origin}/{person.id}",
            "picture": f"{call.origin}/profilephoto/005/F",
            "address": {"country": person.get("Country")},
            "urls": _urls(org, call),
            "active": True,
            "user_type": _user_type(org),
            "language": person.get("LanguageLocaleKey") or org.identity.language or "en_US",
            "locale": person.get("LocaleSidKey") or org.identity.language or "en_US",
            "utcOffset": 0,
            "updated_at": rest_datetime(org.manifest.started_at),
        }
    )


def identity(org: Org, call: Call, org_id: str, user_id: str) -> Answer:
    """Answer `/id/{org}/{user}`."""
    refusal = _no_token(org, call)
    if refusal is not None:
        return refusal
    person = org.person()
    if org_id[:15] != org.identity.id[:15] or user_id[:15] != person.id[:15]:
        return Answer(status=403, body=b"Wrong_Org", media_type=_TEXT)
    return json_answer(
        {
            "id": identity_url(org, call),
            "asserted_user": True,
            "user_id": person.id,
            "organization_id": org.identity.id,
            "username": person.username,
            "nick_name": person.get("CommunityNickname") or person.username,
            "display_name": person.get("Name") or person.username,
            "email": person.get("Email") or person.username,
            "email_verified": True,
            "first_name": person.get("FirstName"),
            "last_name": person.get("LastName"),
            "timezone": _time_zone(org),
            "photos": {
                "picture": f"{call.origin}/profilephoto/005/F",
                "thumbnail": f"{call.origin}/profilephoto/005/T",
            },
            "addr_street": person.get("Street"),
            "addr_city": person.get("City"),
            "addr_state": person.get("State"),
            "addr_country": person.get("Country"),
            "addr_zip": person.get("PostalCode"),
            "mobile_phone": person.get("MobilePhone"),
            "mobile_phone_verified": False,
            "is_lightning_login_user": False,
            "status": {"created_date": None, "body": None},
            "urls": _urls(org, call),
            "active": True,
            "user_type": _user_type(org),
            "language": person.get("LanguageLocaleKey") or org.identity.language or "en_US",
            "locale": person.get("LocaleSidKey") or org.identity.language or "en_US",
            "utcOffset": 0,
            "last_modified_date": rest_datetime(org.manifest.started_at),
        }
    )


def revoke(org: Org, call: Call) -> Answer:
    """Answer `/services/oauth2/revoke`: the token in the form or in the query ends."""
    form = dict(parse_qsl(call.body.decode(errors="replace")))
    token = form.get("token") or call.query.get("token") or ""
    if org.sessions.revoke(token):
        return Answer(status=200, media_type=None)
    body = {
        "error": "unsupported_token_type",
        "error_description": "this token type is not supported",
    }
    return json_answer(body, status=400)


def _no_token(org: Org, call: Call) -> Answer | None:
    """Return the identity service's own way to say no: 403, and plain words."""
    header = call.headers.get("authorization", "")
    token = header.partition(" ")[2].strip() or call.query.get("oauth_token", "")
    if not token:
        return Answer(status=403, body=b"Missing_OAuth_Token", media_type=_TEXT)
    if not org.sessions.good(token, org.now()):
        return Answer(status=403, body=b"Bad_OAuth_Token", media_type=_TEXT)
    return None


def _time_zone(org: Org) -> str:
    return str(org.person().get("TimeZoneSidKey") or org.identity.time_zone or "UTC")


def _user_type(org: Org) -> str:
    return str(org.person().get("UserType") or "Standard").upper()


def _urls(org: Org, call: Call) -> dict[str, Any]:
    here, data, person = call.origin, f"{call.origin}/services/data/v{{version}}", org.person().id
    return {
        "rest": f"{data}/",
        "sobjects": f"{data}/sobjects/",
        "query": f"{data}/query/",
        "profile": f"{here}/{person}",
        "custom_domain": here,
    }
