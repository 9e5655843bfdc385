"""A case: one company leaving one Salesforce agreement, in one folder.

    case.toml        name, language, how to log in, which org; made to be edited by hand
    agreement.toml   the terms of the agreement (`salida.case.terms`); likewise
    journal.sqlite   what was done, by whom, when (`salida.journal`)
    archive/         the org's records and files (`salida.archive`)
    documents/       order forms, letters, reports

Secrets are never in the folder, because it is copied, shared and kept for years: they
come from the environment or from a file that only the user can read (`secrets`).
"""

from salida.case.folder import Case
from salida.case.secrets import (
    Secrets,
    add_secrets,
    private_folder,
    read_secrets,
    secrets_path,
    store_secrets,
)
from salida.case.settings import Clock, Connection, Mail, Method, Org, Settings

__all__ = [
    "Case",
    "Clock",
    "Connection",
    "Mail",
    "Method",
    "Org",
    "Secrets",
    "Settings",
    "add_secrets",
    "private_folder",
    "read_secrets",
    "secrets_path",
    "store_secrets",
]
