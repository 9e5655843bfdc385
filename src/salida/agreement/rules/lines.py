"""Subscription lines: from the entries of a product table, or from labels in turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.rules.amounts import currency_in, find_numbers
from salida.agreement.rules.columns import ADD_ON, MARKETPLACE, Column
from salida.agreement.rules.dates import find_dates
from salida.agreement.rules.doubts import number_unclear
from salida.agreement.rules.folding import fold
from salida.agreement.rules.found import Found
from salida.agreement.rules.values import Value, read_money, read_period, read_value
from salida.language import _
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.pairs import Pair
    from salida.agreement.rules.tables import Entry, Table

_START_AND_END = 2

Lines = dict[str, list[Found]]
"""The terms of each line, by the line's number on the paper or its place counted from 1."""

_PRICES_PER = re.compile(
    r"\b(?:price|prices|fees|rates|precios?|tarifas|importes)\b[^.]{0,60}?\b(?:per|a|each|por|al|y|and|/)\s?(?:user|usuario|unit|unidad|licen[cs]e|licencia)?\s?,?(?:\s?(?:and|y|per|por|al|/)\s?)*(?P<period>month|year|annum|mes|ano)\b|"
    r"\b(?:prices|precios|fees|tarifas)\b[^.]{0,40}\b(?P<word>monthly|annual|yearly|mensuales|anuales)\b"
)


def from_tables(
    tables: Sequence[Table], conventions: Conventions, *, currency: str | None, period: Found | None
) -> Lines:
    """Return the lines of the product tables, numbered on where a second table follows."""
    lines: Lines = {}
    for table in tables:
        if Column.PRODUCT not in table.headers:
            continue
        for entry in table.entries:
            number = _number(entry, len(lines) + 1, lines)
            found = list(_entry(entry, table.headers, conventions, currency, period))
            if found:
                lines[number] = found
    return lines


def _number(entry: Entry, place: int, lines: Lines) -> str:
    written = re.match(r"\W*(\d{1,4}(?:\.\d{1,3})*)\W*$", entry.words.get(Column.LINE, ""))
    number = written[1].lstrip("0") if written else ""
    return number if number and number not in lines else str(place)


def _entry(
    entry: Entry,
    headers: Mapping[Column, str],
    conventions: Conventions,
    currency: str | None,
    period: Found | None,
) -> Iterator[Found]:
    def found(name: str, value: Value) -> Found:
        return Found(name, value.value, value.sure, entry.page, entry.quote, value.findings)

    words = entry.words
    if Column.PRODUCT in words:
        yield found("product", Value(_clean(words[Column.PRODUCT])))
    if Column.QUANTITY in words:
        yield found("quantity", read_quantity(words[Column.QUANTITY], conventions))
    own = currency_in(words.get(Column.CURRENCY, ""), conventions.dollar)
    for name, column in (("unit_price", Column.UNIT_PRICE), ("list_price", Column.LIST_PRICE)):
        if column not in words:
            continue
        known = own[0] if own else currency
        price = read_money(words[column], conventions, headers[column], known)
        if price is not None:
            yield found(name, price)
        elif find_numbers(words[column], conventions.decimal_mark):
            yield found(name, Value(None, sure=False, findings=(_no_currency(words[column]),)))
    per = _period(words, headers) or (Value(period.value, period.sure) if period else None)
    if per is not None and Column.UNIT_PRICE in words:
        yield found("price_period", per)
    yield from _dates(entry, conventions)
    yield from _marks(entry)


def _clean(product: str) -> str:
    return re.sub(r"\s+", " ", product).strip(" *•·-\u2013")


def read_quantity(text: str, conventions: Conventions) -> Value:
    """Return a quantity; one that is not positive is told and not proposed."""
    numbers = find_numbers(text, conventions.decimal_mark)
    if not numbers:
        return Value(None, sure=False)
    first = numbers[0]
    if first.value <= 0:
        return Value(None, sure=False, findings=(_not_positive(text),))
    doubts = () if first.sure else (number_unclear(text),)
    return Value(first.value, first.sure and len(numbers) == 1, doubts)


def _period(words: Mapping[Column, str], headers: Mapping[Column, str]) -> Value | None:
    for text in (
        words.get(Column.UNIT_PRICE),
        words.get(Column.PERIOD),
        headers.get(Column.UNIT_PRICE),
    ):
        if text and (value := read_period(text)):
            return value
    return None


def _dates(entry: Entry, conventions: Conventions) -> Iterator[Found]:
    for name, column in (("start_date", Column.START), ("end_date", Column.END)):
        value = read_value(name, entry.words.get(column, ""), conventions)
        if value is not None:
            yield Found(name, value.value, value.sure, entry.page, entry.quote, value.findings)
    dates = find_dates(entry.words.get(Column.TERM, ""), conventions.date_order)
    if len(dates) == _START_AND_END:
        for name, date in zip(("start_date", "end_date"), dates, strict=True):
            yield Found(name, date.value, date.other is None, entry.page, entry.quote)


def _marks(entry: Entry) -> Iterator[Found]:
    text = fold(
        " ".join(
            (entry.words.get(Column.PRODUCT, ""), entry.words.get(Column.TYPE, ""), entry.group)
        )
    )
    for name, pattern in (("add_on", ADD_ON), ("marketplace", MARKETPLACE)):
        if pattern.search(text):
            yield Found(name, True, True, entry.page, entry.quote)


def from_pairs(
    pairs: Sequence[Pair], conventions: Conventions, *, currency: str | None, period: Found | None
) -> Lines:
    """Return the lines of a paper that lists each product under labels, one after the other."""
    lines: Lines = {}
    for pair in pairs:
        name = pair.label.term
        if name == "product":
            value = read_value(name, pair.text, conventions)
            if value is not None:
                lines[str(len(lines) + 1)] = [
                    Found(name, value.value, value.sure, pair.page, pair.quote)
                ]
                marked = fold(pair.text)
                lines[str(len(lines))] += [
                    Found(mark, True, True, pair.page, pair.quote)
                    for mark, pattern in (("add_on", ADD_ON), ("marketplace", MARKETPLACE))
                    if pattern.search(marked)
                ]
        elif lines and name in {"quantity", "unit_price", "list_price"}:
            lines[str(len(lines))] += _labelled(pair, conventions, currency, period)
    return lines


def _labelled(
    pair: Pair, conventions: Conventions, currency: str | None, period: Found | None
) -> Iterator[Found]:
    name = pair.label.term
    if name == "quantity":
        value: Value | None = read_quantity(pair.text, conventions)
    else:
        value = read_money(pair.text, conventions, pair.label.tail, currency)
    if value is None:
        return
    yield Found(name, value.value, value.sure, pair.page, pair.quote, value.findings)
    if name == "unit_price":
        per = read_period(f"{pair.text} {pair.label.tail} {pair.label.words}")
        if per is not None:
            yield Found("price_period", per.value, per.sure, pair.page, pair.quote)
        elif period is not None:
            yield Found("price_period", period.value, period.sure, period.page, period.quote)


def stated_period(text: str, page: int, quote: str) -> Found | None:
    """Return what all prices pay for, when a sentence (folded) says so."""
    match = _PRICES_PER.search(text)
    value = read_period(match["period"] or match["word"]) if match else None
    return Found("price_period", value.value, True, page, quote) if value else None


def _not_positive(written: str) -> Finding:
    return Finding(
        "quantity_not_positive",
        _("The quantity is {quantity}", quantity=written),
        Severity.ERROR,
        hint=_("Ask what the line means; a credit is no subscription"),
    )


def _no_currency(written: str) -> Finding:
    return Finding(
        "price_without_currency",
        _("`{price}` has no currency, and neither has its order form", price=written),
        hint=_("Find the currency in the paper, and write the price with it"),
    )
