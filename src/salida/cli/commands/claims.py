"""`salida claims`: what the guide says, beside what was found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from salida.agreement.claims import Claim, Verdict
from salida.agreement.claims import claims as claims_with
from salida.cli.command import command, option
from salida.cli.formats.rows import csv_text
from salida.cli.layout import BAD, DOUBTFUL, GOOD, QUIET, facts, heading
from salida.cli.values import OneOf
from salida.language import _
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from salida.cli.face import Face

VERDICTS = {
    Verdict.AGREES: _("agrees with the sources"),
    Verdict.PARTLY: _("partly so"),
    Verdict.UNVERIFIED: _("unverified"),
    Verdict.CONTRADICTED: _("contradicted"),
}
_SURE = {
    Confidence.CONFIRMED: _("confirmed"),
    Confidence.HIGH: _("high"),
    Confidence.LOW: _("low"),
    Confidence.UNVERIFIED: _("none: nothing backs it"),
}
_STYLES = {
    Verdict.AGREES: GOOD,
    Verdict.PARTLY: DOUBTFUL,
    Verdict.UNVERIFIED: BAD,
    Verdict.CONTRADICTED: BAD,
}


@command(
    "claims",
    words=_(
        "Show what the guide to cancelling claims, what was found about each claim, from which "
        "sources, and how Salida treats it. An unverified claim is never presented as a right."
    ),
)
@option(
    "--verdict",
    type=OneOf(*(each.value for each in Verdict)),
    words=_("Only claims with this verdict"),
)
@option("--csv", "as_csv", is_flag=True, words=_("As CSV"))
def claims(face: Face, *, verdict: str | None, as_csv: bool) -> None:
    """Show the claims."""
    wanted = tuple(Verdict) if verdict is None else (Verdict(verdict),)
    found = claims_with(wanted)
    if face.json:
        face.document({"type": "claims", "claims": [_document(each) for each in found]})
    elif as_csv:
        header = (
            "code",
            "quote",
            "claim",
            "found",
            "verdict",
            "confidence",
            "sources",
            "treatment",
        )
        rows = [[*map(_joined, _document(each).values())] for each in found]
        sys.stdout.write(csv_text(header, rows))
    else:
        face.show(heading(_("The guide against the sources")))
        for each in found:
            face.show(*_lines(each))


def _lines(each: Claim) -> Iterator[RenderableType]:
    yield ""
    line = Styled(str(each.claim), style="bold")
    line.append(f"  {VERDICTS[each.verdict]}", style=_STYLES[each.verdict])
    yield line
    yield Styled(f"  «{each.quote}»", style=QUIET)
    yield from facts(
        (_("Found"), each.found),
        (_("Salida"), each.treatment),
        (_("Sources"), "; ".join(each.sources)),
        (_("Confidence"), _SURE[each.confidence]),
    )


def _document(each: Claim) -> dict[str, object]:
    return {
        "code": each.code,
        "quote": each.quote,
        "claim": str(each.claim),
        "found": str(each.found),
        "verdict": each.verdict.value,
        "confidence": each.confidence.value,
        "sources": list(each.sources),
        "treatment": str(each.treatment),
    }


def _joined(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else value
