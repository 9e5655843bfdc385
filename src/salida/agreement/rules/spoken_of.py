"""Amendments, renewal notices and invoices: papers about order forms that stand elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salida.agreement.proposal import PaperKind, Scope
from salida.agreement.rules.changes import changed_by_table, changed_lines, changed_order
from salida.agreement.rules.columns import Column
from salida.agreement.rules.found import Found
from salida.agreement.rules.labelled import read_pair
from salida.agreement.rules.lines import Lines, from_tables
from salida.agreement.rules.order_forms import add_lines, order_terms, prices
from salida.agreement.rules.orders import mentioned_contracts, mentioned_orders
from salida.agreement.rules.renewal import renewal_terms
from salida.agreement.rules.values import read_value
from salida.language import _
from salida.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.gathering import Gathering
    from salida.agreement.rules.pairs import Pair
    from salida.agreement.rules.part import Part
    from salida.agreement.rules.tables import Entry

SPEAKS_OF_ORDERS = frozenset({PaperKind.AMENDMENT, PaperKind.RENEWAL_NOTICE, PaperKind.INVOICE})
"""Kinds of papers that are no order form but name one."""


def gather_spoken_of(gathering: Gathering, paper: Part, kind: PaperKind) -> list[Finding]:
    """Gather what the paper says of the order form that it names, or of those that it lists."""
    if kind is PaperKind.INVOICE:
        _invoiced(gathering, paper)
        return []
    listed = list(_listed(paper))
    for scope, found in listed:
        gathering.add(scope, found)
    if listed:
        return []
    labelled = [each for each in paper.labelled_beside_tables() if _counts(each, kind)]
    named, contracts = _named(labelled, paper), mentioned_contracts(paper.prose, paper.lines)
    named = named or contracts
    if len(named) != 1:
        return [_which_order(gathering.paper.name, named)]
    scope = Scope(str(named[0].value))
    gathering.add(scope, [*named, *contracts])
    if kind is PaperKind.AMENDMENT:
        gathering.add(scope, order_terms(labelled, (), paper.conventions))
        _amended(gathering, scope, paper)
    else:
        gathering.add(scope, order_terms(labelled, paper.prose, paper.conventions))
    currency, period = prices(gathering, scope, paper)
    lines = from_tables(paper.tables, paper.conventions, currency=currency, period=period)
    add_lines(gathering, scope, _by_product(lines))
    return []


def _invoiced(gathering: Gathering, paper: Part) -> None:
    """Gather the numbers of an invoice; its dates and prices are one charge's, not the order's."""
    labelled = paper.labelled()
    named = _named(labelled, paper)
    if len(named) == 1:
        scope = Scope(str(named[0].value))
        gathering.add(scope, [*named, *mentioned_contracts(paper.prose, paper.lines)])
        for pair in labelled:
            if pair.label.term in {"contract_number", "currency"}:
                gathering.add(scope, read_pair(pair, paper.conventions))


def _named(labelled: Sequence[Pair], paper: Part) -> tuple[Found, ...]:
    """Return the order numbers behind a label, each once; without one, those in the text."""
    numbers = (each for each in labelled if each.label.term == "number")
    found = (one for each in numbers for one in read_pair(each, paper.conventions))
    by_number = {each.value: each for each in found}
    return tuple(by_number.values()) or mentioned_orders(paper.prose, paper.lines)


def _counts(pair: Pair, kind: PaperKind) -> bool:
    """In an amendment the old value does not count; in a notice the next term's does not."""
    return pair.label.which != ("old" if kind is PaperKind.AMENDMENT else "new")


def _amended(gathering: Gathering, scope: Scope, paper: Part) -> None:
    gathering.add(scope, changed_by_table(paper.tables, paper.conventions))
    for sentence in paper.prose:
        gathering.add(scope, changed_order(sentence, paper.conventions))
        for found in renewal_terms(sentence):
            if not gathering.has(scope, found.name):
                gathering.add(scope, [found])
    currency, _period = prices(gathering, scope, paper)
    for sentence in paper.prose:
        for product, found in changed_lines(sentence, paper.conventions, currency):
            name = Found("product", product, found.sure, found.page, found.quote)
            gathering.add(Scope(scope.order, product), [name, found])


def _by_product(lines: Lines) -> Lines:
    """Name lines by their product: places in an amendment are not those of the order form."""
    named: Lines = {}
    for number, found in lines.items():
        product = next((each.value for each in found if each.name == "product"), number)
        named[str(product)] = found
    return named


def _listed(paper: Part) -> Iterator[tuple[Scope, list[Found]]]:
    """Yield the order forms that a table lists with their dates."""
    for table in paper.tables:
        numbered = {Column.ORDER, Column.CONTRACT} & set(table.headers)
        if not numbered or Column.END not in table.headers:
            continue
        for entry in table.entries:
            found = list(_listed_terms(entry, paper.conventions))
            number = next((e for e in found if e.name in {"number", "contract_number"}), None)
            if number is not None:
                yield Scope(str(number.value)), found


def _listed_terms(entry: Entry, conventions: Conventions) -> Iterator[Found]:
    for name, column in (
        ("number", Column.ORDER),
        ("contract_number", Column.CONTRACT),
        ("start_date", Column.START),
        ("end_date", Column.END),
    ):
        value = read_value(name, entry.words.get(column, ""), conventions)
        if value is not None:
            yield Found(name, value.value, value.sure, entry.page, entry.quote, value.findings)


def _which_order(paper: str, named: Sequence[Found]) -> Finding:
    if named:
        numbers = ", ".join(str(each.value) for each in named)
        message = _(
            "The paper names several order forms, so what it sets belongs to none: {numbers}",
            numbers=numbers,
        )
    else:
        message = _("The paper does not name the order form that it is about")
    hint = _("Write its terms under the right order form yourself")
    return Finding("order_not_named", message, subject=paper, hint=hint)
