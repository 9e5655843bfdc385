"""The replica: a Salesforce-compatible HTTP server over an archive.

It keeps old integrations reading after the org is gone, and it is the org that Salida's own
backup is rehearsed on. `docs/reference/replica.md` lists every endpoint and every difference.
"""

from salida.replica.dialect import Dialect
from salida.replica.faults import Faults, Writes
from salida.replica.logins import Logins
from salida.replica.replica import Replica
from salida.replica.server import ReplicaServer, serve
from salida.replica.tls import TlsFiles, generate_local_ca

__all__ = [
    "Dialect",
    "Faults",
    "Logins",
    "Replica",
    "ReplicaServer",
    "TlsFiles",
    "Writes",
    "generate_local_ca",
    "serve",
]
