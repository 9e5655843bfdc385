"""The only room that speaks to Salesforce.

    client = Client(SfCli("acme"))
    for name, describe in fetch_describes(client, ["Account", "Contact"]):
        ...

`salida.salesforce.bulk`, `.query`, `.describe`, `.blobs`, `.limits` and `.identity` hold
the calls; `Client.send` is the one way that any of them reaches an org.
"""

from salida.salesforce.authenticators import (
    BrowserPkce,
    ClientCredentials,
    JwtBearer,
    PastedToken,
    RefreshToken,
    SfCli,
)
from salida.salesforce.client import Client
from salida.salesforce.dialect import Dialect
from salida.salesforce.identity import Identity, fetch_identity
from salida.salesforce.session import Authenticator, Session
from salida.salesforce.stream import Stream
from salida.salesforce.transport import Timeouts
from salida.salesforce.usage import ApiUsage

__all__ = [
    "ApiUsage",
    "Authenticator",
    "BrowserPkce",
    "Client",
    "ClientCredentials",
    "Dialect",
    "Identity",
    "JwtBearer",
    "PastedToken",
    "RefreshToken",
    "Session",
    "SfCli",
    "Stream",
    "Timeouts",
    "fetch_identity",
]
