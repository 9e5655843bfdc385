"""The entry point: `salida`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from salida import __version__
from salida.cli.command import Group, Option
from salida.cli.face import Face
from salida.cli.failure import BROKEN_PIPE, INTERRUPTED, report
from salida.cli.preferences import preferences
from salida.errors import UsageError
from salida.language import _, speak

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORG = {
    "connect": (
        _("Log in to the org, test it, and remember how"),
        "salida.cli.commands.org_connect:org_connect",
    ),
    "status": (
        _("Show the org, its limits, users and records"),
        "salida.cli.commands.org_status:org_status",
    ),
}

_AGREEMENT = {
    "read": (
        _("Read the papers that were signed"),
        "salida.cli.commands.agreement_read:agreement_read",
    ),
    "show": (
        _("Show the terms, and how sure each is"),
        "salida.cli.commands.agreement_show:agreement_show",
    ),
    "confirm": (
        _("Confirm terms after comparing them with their papers"),
        "salida.cli.commands.agreement_confirm:agreement_confirm",
    ),
    "set": (
        _("State a term yourself"),
        "salida.cli.commands.agreement_set:agreement_set",
    ),
}

_NOTICE = {
    "draft": (
        _("Draft the letter that ends the agreement"),
        "salida.cli.commands.notice_draft:notice_draft",
    ),
    "review": (
        _("Find what is missing or contradictory before it leaves"),
        "salida.cli.commands.notice_review:notice_review",
    ),
    "routes": (
        _("Show the way of each channel, click by click"),
        "salida.cli.commands.notice_routes:notice_routes",
    ),
    "send": (
        _("Send it by mail, once"),
        "salida.cli.commands.notice_send:notice_send",
    ),
    "mark-sent": (
        _("Record that you sent it yourself, with the proof"),
        "salida.cli.commands.notice_mark_sent:notice_mark_sent",
    ),
    "track": (
        _("Take in answers, remind, escalate"),
        "salida.cli.commands.notice_track:notice_track",
    ),
    "settle": (
        _("Say what became of a message whose outcome nobody knew"),
        "salida.cli.commands.notice_settle:notice_settle",
    ),
}

_COMMANDS = {
    "demo": (
        _("Show everything on an invented company, on this machine"),
        "salida.cli.commands.demo:demo",
    ),
    "init": (
        _("Make a case: the folder for leaving one org"),
        "salida.cli.commands.init:init",
    ),
    "status": (
        _("Show where this exit stands, and what to do next"),
        "salida.cli.commands.status:status",
    ),
    "agreement": (_("Read and confirm what was signed"), "salida.cli.main:agreement"),
    "dates": (
        _("Show every date of the exit, and why"),
        "salida.cli.commands.dates:dates",
    ),
    "scenarios": (
        _("Compare the ways this can end, in money"),
        "salida.cli.commands.scenarios:scenarios",
    ),
    "claims": (
        _("Show what the guide claims, and what was found"),
        "salida.cli.commands.claims:claims",
    ),
    "org": (_("Connect to the org and look at it"), "salida.cli.main:org"),
    "backup": (
        _("Copy every record and file of the org into the archive"),
        "salida.cli.commands.backup:backup",
    ),
    "verify": (
        _("Prove the archive complete and unchanged"),
        "salida.cli.commands.verify:verify",
    ),
    "notice": (_("Draft, review, send and track the notice"), "salida.cli.main:notice"),
    "trouble": (
        _("Show what goes wrong while leaving, and what to write then"),
        "salida.cli.commands.trouble:trouble_command",
    ),
    "query": (
        _("Ask the archive in SOQL"),
        "salida.cli.commands.query:query",
    ),
    "journal": (
        _("Show what was done, or export it"),
        "salida.cli.commands.journal:journal",
    ),
    "practice": (
        _("Invent a company, as an archive to practise on"),
        "salida.cli.commands.practice:practice",
    ),
    "replica": (
        _("Serve an archive as Salesforce does, for existing integrations"),
        "salida.cli.commands.replica:replica",
    ),
}


class Salida(Group):
    """The outermost command: it decides the language and turns every failure into an exit code."""

    def main(  # type: ignore[override] # click's may return; a command line always exits
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - click's signature; ours has one name
        **_rest: Any,
    ) -> NoReturn:
        """Run one command line and exit."""
        sys.exit(self.run(sys.argv[1:] if args is None else args))

    def run(self, arguments: Sequence[str]) -> int:
        """Run one command line; return its exit code."""
        chosen = preferences(arguments, os.environ)
        face = Face(json=chosen.json)
        with speak(chosen.language):
            try:
                self._call(list(arguments), face)
                sys.stdout.flush()
            except click.exceptions.Exit as done:
                return done.exit_code
            except (KeyboardInterrupt, click.Abort):
                face.say(_("Stopped"))
                return INTERRUPTED
            except click.exceptions.NoArgsIsHelpError as error:
                # Bare `salida` or `salida org`: the help is the answer, and it is no success.
                sys.stderr.write(f"{error.message}\n")
                return UsageError.exit_code
            except BrokenPipeError:
                # Whoever read the output has seen enough; Python would complain again at exit.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return BROKEN_PIPE
            except Exception as error:  # noqa: BLE001 - the outermost rim: what is not known is a bug, and said so
                return report(error, face)
        return 0

    def _call(self, arguments: list[str], face: Face) -> None:
        # Not through click's own main(), which turns a broken pipe into exit code 1 unasked.
        with self.make_context(
            "salida", arguments, obj=face, auto_envvar_prefix="SALIDA"
        ) as context:
            self.invoke(context)


def _print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if wanted:
        click.echo(f"salida {__version__}")
        ctx.exit()


agreement = Group("agreement", words=_("Read and confirm what was signed."), table=_AGREEMENT)

notice = Group("notice", words=_("Draft, review, send and track the notice."), table=_NOTICE)

org = Group("org", words=_("Connect to the org and look at it."), table=_ORG)

main = Salida(
    "salida",
    words=_(
        "Take a company out of Salesforce without losing a record, a file, a deadline or money."
    ),
    table=_COMMANDS,
    params=[
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            words=_("Show the version"),
        )
    ],
)

if __name__ == "__main__":
    main()
