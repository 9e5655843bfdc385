"""Which lines of a paper belong to which order form."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.agreement.rules.folding import fold
from salida.agreement.rules.found import Found
from salida.agreement.rules.pairs import pairs
from salida.agreement.rules.phrases import phrase
from salida.agreement.rules.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.sheet import Line, Sentence

_HEADING_ALONE = 30
"""What follows an order's number in a heading is short; in a sentence it is not."""

_TITLE = 60
_NUMBER_LENGTH = 4
_HEADING = re.compile(
    r"\b(?:order (?:form|schedule)|subscription order|(?:formulario|hoja) de pedido|pedido|hoja de encargo)\b"
)
_ORDER = phrase(
    "(order [form|schedule]|quote|[formulario de|hoja de|orden de] pedido|orden de servicio)"
)
_NUMBER = r"(?P<number>[a-z]{0,6}[-/]?[a-z0-9]*\d[a-z0-9]*(?:[-/.][a-z0-9]+)*)"
_MARK = r"(?:(?:no|number|num|nos|n\.?o|id|ref)\b\.?|#)"
_MENTION = re.compile(rf"\b{_ORDER}s?\s*{_MARK}?\s*:?\s*{_NUMBER}")
# "Contract 01188432": without a mark only a long number counts, for "agreement 2" is no such.
_CONTRACT_MENTION = re.compile(
    rf"\b(?:contract|agreement|contrato)\s*(?:{_MARK}\s*:?\s*(?=\S{{4}})|(?=\d{{6}})){_NUMBER}"
)


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one order form; `number` is absent where the paper has one section only."""

    number: Found | None
    lines: Sequence[Line]


def sections(lines: Sequence[Line], conventions: Conventions) -> tuple[Section, ...]:
    """Return the paper's order forms; a new number begins a new one."""
    starts: list[tuple[int, Found]] = []
    for index, found in _numbers(lines, conventions):
        if all(found.value != known.value for _start, known in starts):
            starts.append((index, found))
    if not starts:
        return (Section(None, lines),)
    bounds = [
        0,
        *(_begin(lines, index, before[0]) for before, (index, _f) in itertools.pairwise(starts)),
        len(lines),
    ]
    return tuple(
        Section(found, lines[bounds[place] : bounds[place + 1]])
        for place, (_index, found) in enumerate(starts)
    )


def _numbers(lines: Sequence[Line], conventions: Conventions) -> Iterator[tuple[int, Found]]:
    for pair in pairs(lines):
        if pair.label.term != "number" or (
            not pair.label.closed and len(pair.text) > _HEADING_ALONE
        ):
            continue
        value = read_value("number", pair.text, conventions)
        if value is not None:
            yield pair.index, Found("number", value.value, value.sure, pair.page, pair.quote)


def _begin(lines: Sequence[Line], index: int, after: int) -> int:
    """Return where an order form begins: at its title above the number, else at the number."""
    for above in range(index - 1, max(after, index - 12), -1):
        if lines[above].page != lines[index].page:
            return above + 1
        if len(lines[above].row.text) < _TITLE and _HEADING.search(fold(lines[above].row.text)):
            return above
    return index


def mentioned_orders(prose: Sequence[Sentence], lines: Sequence[Line]) -> tuple[Found, ...]:
    """Return the order forms that an amendment, a notice or an invoice speaks of."""
    return _mentions(_MENTION, "number", prose, lines)


def mentioned_contracts(prose: Sequence[Sentence], lines: Sequence[Line]) -> tuple[Found, ...]:
    """Return the contract numbers that the paper speaks of."""
    return _mentions(_CONTRACT_MENTION, "contract_number", prose, lines)


def _mentions(
    pattern: re.Pattern[str], name: str, prose: Sequence[Sentence], lines: Sequence[Line]
) -> tuple[Found, ...]:
    found: dict[str, Found] = {}
    for page, text in (
        *((each.page, each.row.text) for each in lines),
        *((each.page, each.text) for each in prose),
    ):
        for match in pattern.finditer(fold(text)):
            number = text[match.start("number") : match.end("number")]
            if len(number) >= _NUMBER_LENGTH:
                found.setdefault(number, Found(name, number, True, page, text))
    return tuple(found.values())
