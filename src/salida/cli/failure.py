"""What a run says when it fails, and its exit code."""

from __future__ import annotations

import errno
import sys
import traceback
from typing import TYPE_CHECKING

import click
from rich.text import Text as Styled

from salida.cli.face import print_json
from salida.cli.values import shown_name
from salida.errors import DiskFullError, SalidaError, UsageError
from salida.language import Text, _

if TYPE_CHECKING:
    from salida.cli.face import Face

INTERRUPTED = 130
"""128 + SIGINT, as shells count."""

BROKEN_PIPE = 141
"""128 + SIGPIPE."""

BUG = 1

# EFBIG: a limit on the size of files (`ulimit -f`, some quotas).
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_REASONS = {
    errno.EACCES: _("permission denied"),
    errno.EPERM: _("permission denied"),
    errno.ENOENT: _("no such file or folder"),
    errno.EEXIST: _("it exists already"),
    errno.EISDIR: _("it is a folder"),
    errno.ENOTDIR: _("it is no folder"),
    errno.EROFS: _("the disk is read-only"),
    errno.ENAMETOOLONG: _("the name is too long"),
}


def explain(error: BaseException) -> SalidaError | None:
    """Return `error` as one that a person can act on, or `None` if it is a bug."""
    if isinstance(error, SalidaError):
        return error
    if isinstance(error, click.UsageError):
        return _usage_error(error)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return DiskFullError(
            _("The disk has no room left"),
            hint=_("Free some room and run the same command again"),
        )
    if isinstance(error, OSError) and error.filename is not None:
        reason = _REASONS.get(error.errno or 0, error.strerror)
        return SalidaError(
            _("Cannot use `{path}`: {reason}", path=error.filename, reason=reason),
            hint=_("Check the path and its permissions"),
        )
    return None


def report(error: BaseException, face: Face) -> int:
    """Tell on stderr why the run failed; return its exit code."""
    known = explain(error)
    if known is None:
        return _report_bug(error, face)
    if face.json:
        print_json(known.to_json(), sys.stderr)
        return known.exit_code
    _print(face, known.message, known.hint)
    return known.exit_code


def _print(face: Face, message: Text | str, hint: Text | str | None) -> None:
    error_title, hint_title = _("error"), _("hint")
    face.say(Styled.assemble((f"{error_title}:", "bold red"), " ", str(message)))
    if hint is not None:
        face.say("")
        face.say(Styled.assemble((f"{hint_title}:", "bold cyan"), " ", str(hint)))


def _report_bug(error: BaseException, face: Face) -> int:
    trace = "".join(traceback.format_exception(error))
    message = _("This is a bug in Salida, not a mistake of yours")
    hint = _("Please report it with the text above; look first that no secret is in it")
    if face.json:
        body = {
            "type": "error",
            "code": "bug",
            "message": str(message),
            "hint": str(hint),
            "exit_code": BUG,
            "traceback": trace,
        }
        print_json(body, sys.stderr)
    else:
        sys.stderr.write(trace)
        _print(face, message, hint)
    return BUG


def _usage_error(error: click.UsageError) -> UsageError:  # noqa: PLR0911 - a table: one return for each kind
    """Say in the reader's language what click says in English."""
    path = error.ctx.command_path if error.ctx else "salida"
    help_hint = _("See `{command} --help`", command=path)
    match error:
        case click.NoSuchOption():
            return UsageError(
                _("`{command}` has no option `{name}`", command=path, name=error.option_name),
                hint=_did_you_mean(error.possibilities) or help_hint,
            )
        case click.MissingParameter():
            return UsageError(_("{name} is missing", name=shown_name(error.param)), hint=help_hint)
        case click.BadOptionUsage():
            return UsageError(
                _("`{name}` needs a value, or takes none", name=error.option_name), hint=help_hint
            )
        case click.BadParameter():
            return UsageError(
                _("{name} does not take this value", name=shown_name(error.param)), hint=help_hint
            )
        case click.NoSuchCommand():
            return UsageError(
                _("`{command}` has no command `{name}`", command=path, name=error.command_name),
                hint=_did_you_mean(error.possibilities) or help_hint,
            )
    if isinstance(error.ctx, click.Context) and isinstance(error.ctx.command, click.Group):
        return UsageError(_("`{command}` needs a command", command=path), hint=help_hint)
    return UsageError(
        _("`{command}` takes fewer arguments", command=path),
        hint=_("Put quotes around a text with spaces; see `{command} --help`", command=path),
    )


def _did_you_mean(possible: list[str] | None) -> Text | None:
    if not possible:
        return None
    return _("Did you mean {names}?", names=", ".join(f"`{each}`" for each in possible))
