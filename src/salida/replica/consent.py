"""`/services/oauth2/authorize`: the page on which a person lets an app in.

It stands in for Salesforce's login and consent pages, in both languages at once, because
the person has chosen none yet. For practice a click is enough; a replica of a real archive
asks for the password that was set for it, or has no such page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from salida.errors import AuthenticationError
from salida.language import LANGUAGES, Text, _, speak
from salida.replica.call import Answer
from salida.replica.grants import check_client, refused, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.replica.call import Call
    from salida.replica.org import Org

_HTML = "text/html; charset=utf-8"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_CARRIED = (
    "response_type",
    "client_id",
    "redirect_uri",
    "state",
    "code_challenge",
    "code_challenge_method",
    "scope",
)
_SECURE = {
    "Cache-Control": "no-store",
    # No frame may hold the page, so that no click can be stolen for it.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def authorize(org: Org, call: Call) -> Answer:
    """Show the page, or lead back with a code when it comes back approved."""
    given = (
        dict(parse_qsl(call.body.decode(errors="replace"))) if call.method == "POST" else call.query
    )
    try:
        _check(org, given)
    except AuthenticationError as error:
        return _page(_error(error), status=400)
    if call.method != "POST":
        return _page(_form(org, given))
    if given.get("choice") != "allow":
        return _lead_back(
            given, error="access_denied", error_description="end-user denied authorization"
        )
    if org.logins.consent_password and not same(given.get("password"), org.logins.consent_password):
        return _page(_form(org, given, wrong_password=True), status=403)
    code = org.sessions.issue_code(
        client_id=given["client_id"],
        redirect_uri=given["redirect_uri"],
        challenge=given.get("code_challenge") or None,
        now=org.now(),
    )
    return _lead_back(given, code=code)


def _check(org: Org, given: Mapping[str, str]) -> None:
    """Check what must be right before anything may be sent back to the app's address."""
    if org.logins.consent_password is None:
        raise refused("invalid_request", "this flow is switched off")
    if given.get("response_type") != "code":
        raise refused("unsupported_response_type", "response type not supported")
    check_client(org, given.get("client_id"))
    if not _may_lead_to(org, given.get("redirect_uri", "")):
        raise refused("redirect_uri_mismatch", "redirect_uri must match configuration")
    if given.get("code_challenge") and given.get("code_challenge_method") != "S256":
        raise refused("invalid_request", "code_challenge_method must be S256")


def _may_lead_to(org: Org, uri: str) -> bool:
    parts = urlsplit(uri)
    local = parts.scheme == "http" and parts.hostname in _LOOPBACK
    return local or uri in org.logins.redirect_uris


def _lead_back(given: Mapping[str, str], **result: str) -> Answer:
    uri = given["redirect_uri"]
    state = {"state": given["state"]} if "state" in given else {}
    joint = "&" if urlsplit(uri).query else "?"
    location = f"{uri}{joint}{urlencode({**result, **state})}"
    return Answer(status=302, headers={**_SECURE, "Location": location}, media_type=None)


def _form(org: Org, given: Mapping[str, str], *, wrong_password: bool = False) -> str:
    app = given["client_id"]
    hidden = "".join(
        f'<input type="hidden" name="{each}" value="{escape(given[each])}">'
        for each in _CARRIED
        if each in given
    )
    # Outside of the f-strings, where the catalogue's tool does not look.
    label, refusal = _both(_("Password of this replica")), _both(_("That is not the password"))
    allow, deny = _both(_("Allow")), _both(_("Deny"))
    password = (
        f"<p><label>{label} "
        '<input type="password" name="password" autocomplete="off" autofocus></label></p>'
        if org.logins.consent_password
        else ""
    )
    wrong = f'<p role="alert">{refusal}</p>' if wrong_password else ""
    question = _("Let the app {app} read this org as {user}?", app=app, user=org.logins.username)
    return (
        f'<h1>{_both(question)}</h1>{wrong}<form method="post">{hidden}{password}'
        f'<button name="choice" value="allow">{allow}</button> '
        f'<button name="choice" value="deny">{deny}</button></form>'
    )


def _error(error: AuthenticationError) -> str:
    words = escape(f"{error.error_code}: {error.message}")
    title = _both(_("This app cannot be let in"))
    return f"<h1>{title}</h1><p>{words}</p>"


def _both(text: Text) -> str:
    """Return a text in every language, one after the other."""
    spoken = []
    for language in LANGUAGES:
        with speak(language):
            spoken.append(f'<span lang="{language}">{escape(str(text))}</span>')
    return " · ".join(spoken)


def _page(content: str, *, status: int = 200) -> Answer:
    page = (
        '<!doctype html><html><head><meta charset="utf-8"><title>Salida</title>'
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:1rem system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}"
        "button{font:inherit;padding:.5rem 1rem}</style></head>"
        f"<body>{content}</body></html>"
    )
    return Answer(status=status, body=page.encode(), headers=_SECURE, media_type=_HTML)
