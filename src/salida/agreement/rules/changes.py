"""Amendments: what a sentence or a table changes, and to which new value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salida.agreement.rules.amounts import find_numbers
from salida.agreement.rules.columns import Column
from salida.agreement.rules.dates import find_dates
from salida.agreement.rules.doubts import ambiguous_date
from salida.agreement.rules.found import Found
from salida.agreement.rules.labels import label_in
from salida.agreement.rules.numerals import durations, percents
from salida.agreement.rules.phrases import any_of, phrase, phrases
from salida.agreement.rules.values import days_of, read_money, read_value
from salida.model.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from salida.agreement.rules.conventions import Conventions
    from salida.agreement.rules.sheet import Sentence
    from salida.agreement.rules.tables import Table

_CHANGES = any_of(
    r"amend|chang|extend|replac|modif|increas|reduc|decreas|substitut|delet|revis",
    r"restat|shall (?:now )?(?:be|read|end|expire)",
    r"will (?:now )?(?:be|read|end|expire)|is hereby|ampli|prorrog|sustitu|pasa",
    r"queda|establec|fija|reduce|aument|adelant|retras",
)
_END = any_of(
    r"end date|expir|end of (?:the )?(?:order |subscription )?term|term end",
    r"(?:order |subscription )?term (?:\w+ ){0,6}(?:end|until|through)",
    r"fecha de (?:fin|finalizacion|vencimiento|termino|terminacion)",
    r"(?:plazo|vigencia|duracion|finaliz\w+|vencimiento)",
)
_START = re.compile(r"start date|commencement date|fecha de inicio")
_NOTICE = re.compile(r"notice|preaviso|antelacion")
_UPLIFT = re.compile(r"uplift|price (?:increase|cap)|increase cap|incremento|subida|tope")
_BILLING = any_of(
    r"billing frequency|invoic\w+ frequency",
    r"(?:frecuencia|periodicidad) de (?:facturacion|pago)",
    r"(?:invoiced|billed|facturar\w*)",
)
# Just before a date or a number that is not the new one.
_OLD_BEFORE = (
    "(dated|as of|effective [date]|from|instead of|in (place|lieu) of|rather than)",
    "(currently|previously|originally|signed on|made on|entered into on)",
    "(de|del|de fecha|con fecha|con efectos|desde|a partir|en lugar de [el|la]|en vez de)",
    "(firmado|firmada|suscrito|suscrita|anteriormente|actualmente|inicialmente)",
)
_OLD = re.compile(
    rf"(?:{phrases(_OLD_BEFORE)})(?:\W+(?:on|of|the|as|de|del|el|la|los|dia|desde))*\W*$"
)
_NEW_BEFORE = (
    "(to|with|by|until|through|be|read|now|as)",
    "(hasta|por|con|a|al|en|sera|es|fijada en|fijado en|sea)",
)
_TO = re.compile(
    rf"(?<![a-z])(?:{phrases(_NEW_BEFORE)})"
    r"(?:\W+(?:on|the|el|la|los|las|una?|dia|de|follows|read|be|and including))*\W*[\"“«]?\W*$"
)
_PRODUCT = (
    r"\s+(?:of|for|de|para)\s+(?:the |la |el |las |los )?[\"“«]?(?P<product>.+?)[\"”»]?\s+"
    r"(?:subscriptions? |licen[cs]es? |line |users? |licencias? )?"
    r"(?:is|are|shall|will|has|se|pasa|pasara|queda|from|increases?|decreases?)\b"
)
_QUANTITY = re.compile(
    rf"(?:{phrase('(quantity|number of (users|licenses|licences|seats|subscriptions))')}|"
    rf"{phrase('(cantidad|numero de (usuarios|licencias|suscripciones))')}){_PRODUCT}"
)
_PRICE = re.compile(rf"{phrase('([unit|sales|net] price|precio [unitario|neto])')}{_PRODUCT}")


_FROM_AND_TO = 2


def changed_order(sentence: Sentence, conventions: Conventions) -> Iterator[Found]:
    """Yield the new values of an order form's terms that a sentence sets."""
    text = sentence.folded
    if not _CHANGES.search(text):
        return
    for name, pattern in (("end_date", _END), ("start_date", _START)):
        if pattern.search(text):
            yield from _new_date(name, sentence, conventions)
    said = list(durations(sentence.text))
    if _NOTICE.search(text) and said and _TO.search(text[: said[-1].start]):
        value = days_of(said[-1], notice=True)
        if value.value is not None:
            yield Found(
                "notice_days", value.value, value.sure, sentence.page, sentence.text, value.findings
            )
    rates = list(percents(sentence.text))
    if _UPLIFT.search(text) and rates:
        sure = bool(_TO.search(text[: rates[-1].start]))
        yield Found("uplift_percent", rates[-1].value, sure, sentence.page, sentence.text)
    if _BILLING.search(text):
        after = re.search(r".*\b(?:to|a|be|sera|por|instead)\b(.*)$", text)
        value_found = read_value("billing_frequency", after[1], conventions) if after else None
        if value_found is not None:
            yield Found(
                "billing_frequency",
                value_found.value,
                value_found.sure,
                sentence.page,
                sentence.text,
            )


def _new_date(name: str, sentence: Sentence, conventions: Conventions) -> Iterator[Found]:
    text = sentence.folded
    dates = find_dates(sentence.text, conventions.date_order)
    new = [each for each in dates if not _OLD.search(text[: each.start])]
    told = [each for each in new if _TO.search(text[: each.start])] or new
    if len(told) != 1:
        return
    date = told[0]
    found = Found(
        name, date.value, bool(_TO.search(text[: date.start])), sentence.page, sentence.text
    )
    if date.other:
        found = found.unsure(
            ambiguous_date(sentence.text[date.start : date.end], date.value, date.other)
        )
    yield found


def changed_lines(
    sentence: Sentence, conventions: Conventions, currency: str | None
) -> Iterator[tuple[str, Found]]:
    """Yield products with the new quantity or unit price that a sentence sets."""
    text = sentence.folded
    if not _CHANGES.search(text):
        return
    if match := _QUANTITY.search(text):
        numbers = find_numbers(sentence.text[match.end("product") :], conventions.decimal_mark)
        if numbers:
            product = sentence.text[match.start("product") : match.end("product")]
            sure = numbers[-1].sure and len(numbers) <= _FROM_AND_TO
            yield product, Found("quantity", numbers[-1].value, sure, sentence.page, sentence.text)
    if match := _PRICE.search(text):
        product = sentence.text[match.start("product") : match.end("product")]
        after = sentence.text[match.end("product") :]
        numbers = find_numbers(after, conventions.decimal_mark)
        if numbers:
            tail = after[numbers[-2].end if len(numbers) > 1 else 0 :]
            price = read_money(tail, conventions, currency=currency)
            if price is not None and isinstance(price.value, Money):
                yield (
                    product,
                    Found(
                        "unit_price",
                        price.value,
                        price.sure,
                        sentence.page,
                        sentence.text,
                        price.findings,
                    ),
                )


def changed_by_table(tables: Sequence[Table], conventions: Conventions) -> Iterator[Found]:
    """Yield the terms of tables that set old and new values side by side."""
    for table in tables:
        if Column.NEW not in table.headers:
            continue
        for entry in table.entries:
            name = next(
                (
                    text
                    for column, text in entry.words.items()
                    if column not in {Column.NEW, Column.OLD}
                ),
                "",
            )
            for label in label_in(name):
                value = (
                    read_value(label.term, entry.words[Column.NEW], conventions, label.tail)
                    if label.term
                    else None
                )
                if value is not None:
                    yield Found(
                        label.term, value.value, value.sure, entry.page, entry.quote, value.findings
                    )
