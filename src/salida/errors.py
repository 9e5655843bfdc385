"""Every error that Salida raises on purpose, with its exit code.

    SalidaError                   1  something went wrong that we can explain
    ├── UsageError                2  the command or the configuration is wrong
    ├── IncompleteError           3  finished, but with gaps; the report lists them
    ├── IntegrityError            4  stored bytes differ from the bytes written
    ├── SalesforceError          10  the org refused a request
    │   ├── AuthenticationError  11  the login or token was refused
    │   ├── AccessError          12  this user may not read or change this
    │   ├── LimitError           13  an org limit is used up
    │   └── UnavailableError     14  no usable answer after every retry
    ├── ArchiveError             20  the archive directory cannot be used
    │   ├── NotAnArchiveError    21  the path holds no archive
    │   ├── ArchiveVersionError  22  a newer Salida wrote this archive
    │   ├── ArchiveLockedError   23  another Salida is writing to it
    │   └── DiskFullError        24  the disk has no room left
    ├── CaseError                25  the case folder cannot be used
    │   ├── NotACaseError        26  the path holds no case
    │   └── JournalError         27  the journal was changed or cannot be read
    ├── SoqlError                30  the query is wrong
    │   └── SoqlUnsupportedError 31  valid SOQL that Salida does not run
    ├── PlanError                40  the plan no longer fits the org; nothing changed
    ├── GateError                41  a gate of the case is not passed; nothing was done
    ├── MailRefusedError         50  the message was not sent; it may be tried again
    └── MailUncertainError       51  nobody can say whether the message was sent

A programming mistake stays a built-in exception. A defect found in the user's
data is not an error but a `Finding`, because one defect must not hide the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from salida.language import Text


class SalidaError(Exception):
    """Something went wrong that we can explain.

    `message` says what failed and on what, `hint` what to do about it. Both are
    `Text`, so they are shown in the language of whoever reads them; a plain string
    is allowed for words that came from outside, such as an org's own answer.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: Text | str, *, hint: Text | str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return str(self.message)

    def to_json(self) -> dict[str, object]:
        """Return the one error body used by `--json` and by the web API."""
        return {
            "type": "error",
            "code": self.code,
            "message": str(self.message),
            "hint": None if self.hint is None else str(self.hint),
            "exit_code": self.exit_code,
        }


class UsageError(SalidaError):
    """The command or the configuration is wrong."""

    code = "usage"
    exit_code = 2


class IncompleteError(SalidaError):
    """Finished, but with gaps; the report lists them."""

    code = "incomplete"
    exit_code = 3


class IntegrityError(SalidaError):
    """Stored bytes differ from the bytes written."""

    code = "integrity"
    exit_code = 4


class SalesforceError(SalidaError):
    """The org refused a request.

    `status` is the HTTP status and `error_code` Salesforce's own code, when known.
    """

    code = "salesforce"
    exit_code = 10

    def __init__(
        self,
        message: Text | str,
        *,
        hint: Text | str | None = None,
        status: int | None = None,
        error_code: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.error_code = error_code


class AuthenticationError(SalesforceError):
    """The login or token was refused."""

    code = "authentication"
    exit_code = 11


class AccessError(SalesforceError):
    """The user of the session may not read or change this."""

    code = "access"
    exit_code = 12


class LimitError(SalesforceError):
    """An org limit is used up."""

    code = "limit"
    exit_code = 13


class UnavailableError(SalesforceError):
    """No usable answer after every retry."""

    code = "unavailable"
    exit_code = 14


class ArchiveError(SalidaError):
    """The archive directory cannot be used."""

    code = "archive"
    exit_code = 20


class NotAnArchiveError(ArchiveError):
    """The path holds no archive."""

    code = "not_an_archive"
    exit_code = 21


class ArchiveVersionError(ArchiveError):
    """A newer Salida wrote this archive."""

    code = "archive_version"
    exit_code = 22


class ArchiveLockedError(ArchiveError):
    """Another Salida is writing to it."""

    code = "archive_locked"
    exit_code = 23


class DiskFullError(ArchiveError):
    """The disk has no room left."""

    code = "disk_full"
    exit_code = 24


class CaseError(SalidaError):
    """The case folder cannot be used."""

    code = "case"
    exit_code = 25


class NotACaseError(CaseError):
    """The path holds no case."""

    code = "not_a_case"
    exit_code = 26


class JournalError(CaseError):
    """The journal was changed or cannot be read."""

    code = "journal"
    exit_code = 27


class SoqlError(SalidaError):
    """The query is wrong.

    `error_code` is Salesforce's (`MALFORMED_QUERY`, `INVALID_FIELD`, `INVALID_TYPE` ...);
    `row` and `column` count from 1 and point into the query text when known.
    """

    code = "soql"
    exit_code = 30

    def __init__(
        self,
        message: Text | str,
        *,
        hint: Text | str | None = None,
        error_code: str = "MALFORMED_QUERY",
        row: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.error_code = error_code
        self.row = row
        self.column = column


class SoqlUnsupportedError(SoqlError):
    """Valid SOQL that Salida does not run."""

    code = "soql_unsupported"
    exit_code = 31


class PlanError(SalidaError):
    """The plan no longer fits the org; nothing changed."""

    code = "plan"
    exit_code = 40


class GateError(SalidaError):
    """A gate of the case is not passed; nothing was done."""

    code = "gate"
    exit_code = 41


class MailRefusedError(SalidaError):
    """The message was not sent, and that is certain; it may be tried again.

    `stage` is how far it came (`connect`, `tls`, `login`, `sender`, `recipients`, `content`,
    `withdrawn`), `reply` the mail server's own lines, code first, when it said any.
    """

    code = "mail_refused"
    exit_code = 50

    def __init__(
        self,
        message: Text | str,
        *,
        hint: Text | str | None = None,
        stage: str,
        reply: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.stage = stage
        self.reply = reply


class MailUncertainError(SalidaError):
    """Nobody can say whether the message was sent; it is not sent again by itself."""

    code = "mail_uncertain"
    exit_code = 51
