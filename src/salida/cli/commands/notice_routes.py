"""`salida notice routes`: the way of each channel, click by click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.case import Case
from salida.case.gathering import gather
from salida.cli.command import argument, command
from salida.cli.layout import BAD, GOOD, QUIET, facts, heading
from salida.cli.notice_view import chosen
from salida.cli.record import now
from salida.cli.terms_view import place
from salida.cli.visible import visible
from salida.language import _
from salida.notice.routes import Route, routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from salida.cli.face import Face


@command(
    "routes",
    words=_(
        "Show every way to file a notice, step by step: e-mail, registered post, the Your Account "
        "app, the account executive, the Billing Portal, AppExchange. Each step says where it is "
        "known from; addresses come from your own agreement only."
    ),
)
@argument(
    "notice",
    required=False,
    metavar=_("NOTICE"),
    words=_("The beginning of its id; the newest if absent"),
)
def notice_routes(face: Face, *, notice: str | None) -> None:
    """Show the routes."""
    case = Case.open(face.case_folder)
    gathered = gather(case, now=now())
    tracked = chosen(gathered, notice)
    found = routes(gathered.terms.agreement, tracked.stored.notice)
    if face.json:
        face.document({"type": "routes", "routes": [_document(each) for each in found]})
        return
    for each in found:
        face.show(*_lines(each))


def _lines(route: Route) -> Iterator[RenderableType]:
    line = heading(route.title)
    if route.chosen:
        line.append("  ")
        line.append(str(_("✓ named in the letter")), style=GOOD)
    yield line
    if route.blocked is not None:
        yield Styled(f"  ✗ {route.blocked}", style=BAD)
    for number, step in enumerate(route.steps, start=1):
        words = Styled(f"  {number}. {step.text}")
        words.append(f"  [{visible(place(step.provenance))}]", style=QUIET)
        yield words
    rows: list[tuple[object, object]] = [(_("Proof"), route.proof)]
    if route.addresses:
        rows.insert(0, (_("Addresses"), "; ".join(route.addresses)))
    if route.permission is not None:
        rows.append((_("Needs"), route.permission))
    yield from facts(*rows)
    yield ""


def _document(route: Route) -> dict[str, Any]:
    return {
        "code": route.code,
        "title": str(route.title),
        "chosen": route.chosen,
        "blocked": None if route.blocked is None else str(route.blocked),
        "addresses": list(route.addresses),
        "permission": None if route.permission is None else str(route.permission),
        "proof": str(route.proof),
        "steps": [
            {"text": str(each.text), "provenance": each.provenance.to_json()}
            for each in route.steps
        ],
    }
