"""Who is logged in, and to which org."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salida.errors import AccessError, AuthenticationError, SalesforceError, UnavailableError
from salida.language import _
from salida.model.ids import SHORT, record_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.model.ids import RecordId
    from salida.salesforce.client import Client

_ORGANIZATION = (
    "SELECT Id, Name, OrganizationType, IsSandbox, InstanceName, NamespacePrefix, "
    "LanguageLocaleKey, DefaultLocaleSidKey, TimeZoneSidKey, CreatedDate FROM Organization"
)
_USER = (
    "SELECT Id, Username, Name, Email, UserType, Profile.Name, TimeZoneSidKey FROM User "
    "WHERE Id = '{id}'"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The org and the user of a session. What the user may not read is `None`."""

    org_id: RecordId
    user_id: RecordId | None
    instance_url: str
    api_version: str
    org_name: str | None = None
    edition: str | None = None
    """`Enterprise Edition` ..., as Organization.OrganizationType says."""

    is_sandbox: bool | None = None
    instance_name: str | None = None
    namespace: str | None = None
    language: str | None = None
    """Locale key of the org's language: `es`, `en_US`."""

    time_zone: str | None = None
    username: str | None = None
    user_name: str | None = None
    email: str | None = None
    user_type: str | None = None
    profile: str | None = None


def fetch_identity(client: Client) -> Identity:
    """Ask the org who is logged in where.

    Raises:
        AccessError: if the org has no API, or tells this user nothing about itself.
        SalesforceError: if the org refuses for another reason.
    """
    version = client.api_version
    who = _userinfo(client)
    organization = _row(client, _ORGANIZATION)
    session = client.session
    user_id = who.get("user_id") or session.user_id
    user = _row(client, _USER.format(id=_checked(user_id))) if user_id else {}
    org_id = organization.get("Id") or who.get("organization_id") or session.org_id
    if not org_id:
        raise AccessError(
            _("The org does not tell this user its own Id"),
            hint=_("Give the user the permission to read Organization"),
        )
    return Identity(
        org_id=_checked(org_id),
        user_id=_checked(user_id) if user_id else None,
        instance_url=session.instance_url,
        api_version=version,
        org_name=organization.get("Name"),
        edition=organization.get("OrganizationType"),
        is_sandbox=organization.get("IsSandbox"),
        instance_name=organization.get("InstanceName"),
        namespace=organization.get("NamespacePrefix"),
        language=organization.get("LanguageLocaleKey"),
        time_zone=organization.get("TimeZoneSidKey"),
        username=user.get("Username") or who.get("preferred_username"),
        user_name=user.get("Name") or who.get("name"),
        email=user.get("Email") or who.get("email"),
        user_type=user.get("UserType") or who.get("user_type"),
        profile=(user.get("Profile") or {}).get("Name"),
    )


def _checked(org_or_user: str) -> RecordId:
    """Return the Id with 18 characters; 15 identify it, whatever the org put behind them."""
    return record_id(org_or_user[:SHORT])


def _userinfo(client: Client) -> Mapping[str, Any]:
    """Ask the identity service. A token whose scope lacks `id` is refused there; rows may know."""
    try:
        answer: Mapping[str, Any] = client.get_json("/services/oauth2/userinfo")
    except (AuthenticationError, UnavailableError):
        raise
    except SalesforceError:
        return {}
    return answer


def _row(client: Client, soql: str) -> Mapping[str, Any]:
    try:
        records = client.get_json("/query", q=soql)["records"]
    except SalesforceError as error:
        if error.error_code in {"INVALID_FIELD", "INVALID_TYPE", "INSUFFICIENT_ACCESS"}:
            return {}
        raise
    return records[0] if records else {}
