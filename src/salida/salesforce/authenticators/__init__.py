"""The ways to log in. Each is a frozen value with one method, `authenticate(http) -> Session`."""

from salida.salesforce.authenticators.browser_pkce import BrowserPkce
from salida.salesforce.authenticators.client_credentials import ClientCredentials
from salida.salesforce.authenticators.jwt_bearer import JwtBearer
from salida.salesforce.authenticators.pasted_token import PastedToken
from salida.salesforce.authenticators.refresh_token import RefreshToken
from salida.salesforce.authenticators.sf_cli import SfCli

__all__ = [
    "BrowserPkce",
    "ClientCredentials",
    "JwtBearer",
    "PastedToken",
    "RefreshToken",
    "SfCli",
]
