"""`salida scenarios`: the ways this can end, in money."""

from __future__ import annotations

import sys
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.agreement.scenarios import ScenarioOptions
from salida.agreement.scenarios import scenarios as compute
from salida.agreement.values import show_value
from salida.case import Case
from salida.case.clock import case_clock
from salida.case.files import write_whole
from salida.case.terms import load_terms
from salida.cli.command import command, option
from salida.cli.formats.as_svg import Bar, bar_chart
from salida.cli.formats.rows import csv_text
from salida.cli.layout import BAD, QUIET, heading, table
from salida.cli.record import now
from salida.cli.terms_view import sureness
from salida.cli.values import Folder, OneOf
from salida.errors import UsageError
from salida.language import _, current_language, show_date
from salida.model.provenance import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from rich.console import RenderableType

    from salida.cli.face import Face
    from salida.model.scenario import Scenario

_RESTS_ON = {
    Confidence.CONFIRMED: _("confirmed terms"),
    Confidence.HIGH: _("terms as read"),
    Confidence.LOW: _("assumptions"),
    Confidence.UNVERIFIED: _("unverified"),
}
_BAR = 14
"""Cells of the longest bar in the table."""


@command(
    "scenarios",
    words=_(
        "Compare the ways this can end, in money: renew as it is, renew less, leave at the end of "
        "the term, leave today, and what the guide claims comes back. All cover the time from today "
        "to the end of the next term; amounts accrue by day. Lines sum to totals."
    ),
)
@option(
    "--uplift",
    "uplifts",
    multiple=True,
    metavar=_("PERCENT"),
    words=_("A price rise at renewal; may be repeated; 0, 7 and 10 if absent"),
)
@option(
    "--keep",
    metavar=_("PERCENT"),
    words=_("How much of each quantity a smaller renewal keeps; 80 if absent"),
)
@option("--lines", is_flag=True, words=_("Also the lines of each total"))
@option("--format", "form", type=OneOf("table", "csv"), words=_("The form of the answer"))
@option(
    "--chart",
    type=Folder(),
    metavar=_("FILE"),
    words=_("Write a bar chart of the totals as SVG"),
)
def scenarios(
    face: Face,
    *,
    uplifts: Sequence[str],
    keep: str | None,
    lines: bool,
    form: str | None,
    chart: Path | None,
) -> None:
    """Compare the scenarios."""
    case = Case.open(face.case_folder)
    terms = load_terms(case)
    today = case_clock(case, terms.agreement, now=now()).today
    found = compute(terms.agreement, today=today, options=_options(uplifts, keep))
    if not found:
        raise UsageError(
            _("No line of the agreement can be priced"),
            hint=_("A line needs quantity, unit price, start and end: `salida agreement show`"),
        )
    if chart is not None:
        write_whole(chart.absolute(), chart_of(found).encode())
    if face.json:
        face.document(scenarios_document(found, today))
    elif form == "csv":
        sys.stdout.write(_csv(found))
    else:
        face.show(*scenario_lines(found, today, lines=lines))
    if chart is not None:
        face.say(_("Written to {path}", path=chart))


def _options(uplifts: Sequence[str], keep: str | None) -> ScenarioOptions:
    usual = ScenarioOptions()
    return ScenarioOptions(
        uplifts=tuple(_percent("--uplift", each) for each in uplifts) or usual.uplifts,
        kept_percent=_percent("--keep", keep) if keep else usual.kept_percent,
    )


def _percent(name: str, written: str) -> Decimal:
    most = 100 if name == "--keep" else 1000
    try:
        value = Decimal(written.rstrip("% "))
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= most):
        raise UsageError(
            _("{name} cannot be `{value}`", name=name, value=written),
            hint=_("Write a number with a point, such as 7.5"),
        )
    return value


def scenario_lines(
    found: Sequence[Scenario], today: date, *, lines: bool = False
) -> Iterator[RenderableType]:
    """Yield the totals side by side, by currency, then the lines if wanted, then the notes."""
    yield heading(_("Money from {day} to the end of the next term", day=today))
    for currency, group in _by_currency(found).items():
        yield ""
        yield totals_table(currency, group)
        if lines:
            for each in group:
                yield from _lines(each)
    yield ""
    for note in dict.fromkeys(str(note) for each in found for note in each.notes):
        yield Styled(f"  · {note}", style=QUIET)


def _by_currency(found: Sequence[Scenario]) -> dict[str, list[Scenario]]:
    groups: dict[str, list[Scenario]] = defaultdict(list)
    for each in found:
        groups[each.currency].append(each)
    return groups


def totals_table(currency: str, group: Sequence[Scenario]) -> RenderableType:
    """Return the totals of one currency, each with a bar."""
    longest = max((abs(each.total.amount) for each in group), default=Decimal(0)) or Decimal(1)
    rows = []
    for each in group:
        cells = int((abs(each.total.amount) / longest * _BAR).to_integral_value())
        doubtful = each.confidence is Confidence.UNVERIFIED
        bar = Styled(("░" if doubtful else "█") * cells, style=BAD if doubtful else "cyan")
        rows.append((str(each.title), str(each.total), bar, sureness(each.confidence, _RESTS_ON)))
    columns = ((_("scenario"), False), (currency, True), ("", False), (_("rests on"), False))
    return table(columns, rows)


def _lines(each: Scenario) -> Iterator[RenderableType]:
    yield ""
    yield Styled(f"  {each.title}", style="bold")
    rows = [
        (
            str(line.title),
            "" if line.starts is None else show_date(line.starts),
            "" if line.ends is None else show_date(line.ends),
            str(line.amount),
        )
        for line in each.lines
    ]
    total = Styled(str(each.total), style="bold")
    columns = ((_("what"), False), (_("from"), False), (_("until"), False), (each.currency, True))
    yield table(columns, [*rows, (Styled(str(_("Total")), style="bold"), "", "", total)], indent=4)


def _csv(found: Sequence[Scenario]) -> str:
    header = (
        "scenario", "title", "currency", "total", "order", "line", "starts", "ends", "amount",
        "formula", "confidence",
    )  # fmt: skip
    rows = [
        (
            each.code, each.title, each.currency, f"{each.total.amount:f}", line.order or "",
            line.title, line.starts or "", line.ends or "", f"{line.amount.amount:f}",
            line.formula, line.confidence.value,
        )
        for each in found
        for line in each.lines
    ]  # fmt: skip
    return csv_text(header, rows)


def chart_of(found: Sequence[Scenario]) -> str:
    """Return the totals as an SVG bar chart; of several currencies, the first.

    Two currencies never share one axis.
    """
    currency = found[0].currency
    group = [each for each in found if each.currency == currency]
    bars = [
        Bar(
            str(each.title),
            each.total.amount,
            str(each.total),
            doubtful=each.confidence is Confidence.UNVERIFIED,
        )
        for each in group
    ]
    return bar_chart(
        str(_("What it costs until the end of the next term")),
        bars,
        language=current_language(),
        doubtful_note=str(_("Unverified: claimed by a guide, backed by no clause or statute")),
    )


def scenarios_document(found: Sequence[Scenario], today: date) -> dict[str, Any]:
    """Return the scenarios as JSON; amounts are text, so that no reader makes floats of them."""
    return {
        "type": "scenarios",
        "today": today.isoformat(),
        "scenarios": [
            {
                "code": each.code,
                "title": str(each.title),
                "currency": each.currency,
                "total": show_value(each.total),
                "confidence": each.confidence.value,
                "notes": [str(note) for note in each.notes],
                "lines": [
                    {
                        "title": str(line.title),
                        "amount": show_value(line.amount),
                        "order": line.order,
                        "starts": line.starts.isoformat() if line.starts else None,
                        "ends": line.ends.isoformat() if line.ends else None,
                        "formula": str(line.formula),
                        "confidence": line.confidence.value,
                        "inputs": [
                            {"name": one.name, "value": one.value, **one.provenance.to_json()}
                            for one in line.inputs
                        ],
                    }
                    for line in each.lines
                ],
            }
            for each in found
        ],
    }
