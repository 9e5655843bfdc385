"""Which hosts may be spoken to, and how their names are written.

Everything goes over TLS. Plain HTTP is allowed only to this machine, because then
no network sees the token; practice orgs and replicas run there.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from salida.errors import UsageError
from salida.language import _
from salida.salesforce.redaction import redact

_LIGHTNING = re.compile(r"\.lightning\.force\.com$|\.my\.salesforce-setup\.com$")


def origin(url: str) -> str:
    """Return scheme, host and port of `url`, as the base of later requests.

    A bare host name gets `https://`. The host that a browser shows in Lightning or
    Setup is turned into the My Domain host that serves the API.

    Raises:
        UsageError: if `url` names no host, or would send a token in the clear.
    """
    text = url.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.username or re.search(r"\s", text):
        raise UsageError(
            _("Not an address of an org: `{url}`", url=redact(url)),
            hint=_("It looks like https://mycompany.my.salesforce.com"),
        )
    if not is_safe(parts.scheme, host):
        raise UsageError(
            _("`{url}` is not encrypted", url=redact(url)),
            hint=_("Use https://; plain http:// is allowed only to this machine"),
        )
    name = _LIGHTNING.sub(".my.salesforce.com", host)
    shown = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def is_safe(scheme: str, host: str) -> bool:
    """Return whether a token may travel there: TLS, or plain HTTP to this machine."""
    return scheme == "https" or (scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    """Return whether `host` is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
