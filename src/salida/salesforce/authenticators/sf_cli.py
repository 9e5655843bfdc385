"""Reuse of a login that the Salesforce CLI holds.

CLI 2.136.8 (May 2026) hides tokens from `org display` and gives them in a command of
their own; older ones show them there. Source: forcedotcom/cli issue 3560.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salida.errors import AuthenticationError, UnavailableError, UsageError
from salida.language import _
from salida.salesforce.redaction import redact
from salida.salesforce.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salida.salesforce.http import Http

_PATIENCE = 90
"""Seconds. The CLI starts slowly and may have to renew its own login."""


@dataclass(frozen=True, slots=True)
class SfCli:
    """Takes address and token from `sf`, which renews them itself each time it is asked."""

    org: str | None = None
    """User name or alias; `None` takes the CLI's default org."""

    executable: str = "sf"

    def authenticate(self, http: Http) -> Session:  # noqa: ARG002 - other ways to log in need it
        """Ask the CLI.

        Raises:
            UsageError: if there is no CLI.
            AuthenticationError: if it has no such login, or cannot renew it.
            UnavailableError: if it does not answer.
        """
        shown = self._ask("org", "display")
        token = str(shown.get("accessToken") or "")
        if not token or "redacted" in token.lower():
            token = str(
                self._ask("org", "auth", "show-access-token", "--no-prompt").get("accessToken")
                or ""
            )
        instance_url = shown.get("instanceUrl")
        if not token or not isinstance(instance_url, str):
            raise AuthenticationError(
                _("The Salesforce CLI gave no token for `{org}`", org=self.org or "default"),
                hint=_("Run `sf org login web`, then try again"),
            )
        try:
            return Session(instance_url, token, shown.get("id"))
        except UsageError as error:
            raise AuthenticationError(error.message, hint=error.hint) from error

    def _ask(self, *command: str) -> Mapping[str, Any]:
        """Run one command and return the `result` of its JSON."""
        program = shutil.which(self.executable)
        if program is None:
            raise UsageError(
                _("The Salesforce CLI `{program}` is not installed", program=self.executable),
                hint=_("Install it, or choose another way to log in"),
            )
        which_org = ("--target-org", self.org) if self.org else ()
        try:
            done = subprocess.run(
                [program, *command, *which_org, "--json"],
                check=False,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=_PATIENCE,
                # Colours would break the JSON, an update would change the tool under our feet.
                env={
                    **os.environ,
                    "NO_COLOR": "1",
                    "FORCE_COLOR": "0",
                    "SF_AUTOUPDATE_DISABLE": "true",
                    "SF_DISABLE_TELEMETRY": "true",
                },
            )
        except subprocess.TimeoutExpired:
            # Without its cause: that holds what the CLI printed, perhaps a token.
            raise UnavailableError(
                _("The Salesforce CLI did not answer within {seconds} s", seconds=_PATIENCE)
            ) from None
        return _result(done.stdout, done.stderr, " ".join(command))


def _result(stdout: bytes, stderr: bytes, command: str) -> Mapping[str, Any]:
    try:
        # Whatever the CLI warns about before its JSON is not part of it.
        answer = json.loads(stdout[max(0, stdout.find(b"{")) :])
    except ValueError:
        answer = {"message": stderr.decode("utf-8", "replace").strip()[:500]}
    result = answer.get("result") if isinstance(answer, dict) else None
    if isinstance(result, dict):
        return result
    words = str(answer.get("message") or "") if isinstance(answer, dict) else ""
    raise AuthenticationError(
        _("`sf {command}` failed: {words}", command=command, words=redact(words) or "-"),
        hint=_("Run `sf org list` to see the logins, `sf org login web` to make one"),
    )
