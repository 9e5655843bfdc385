"""Pages of Bulk CSV, made once and kept: gzipped, every value quoted, as an org prints them."""

from __future__ import annotations

import json
import random
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import duckdb

from bench.sobject import COLUMNS, Column

if TYPE_CHECKING:
    from pathlib import Path

PAGE_ROWS = 50_000
_GZIP_LEVEL = 6
_VOCABULARY = 3_000
_SYLLABLES = (
    "ba", "co", "di", "fe", "gu", "la", "mi", "no", "pe", "ra",
    "sa", "ti", "vo", "ción", "és", "ñe", "qui", "tra", "pre", "sol",
)  # fmt: skip

# i numbers the record; each column draws from its own hash of it, so that any page can be
# made alone and comes out the same.
_EXPRESSIONS = {
    "id": "'{prefix}' || lpad(i::VARCHAR, 12, '0') || 'AAA'",
    "reference": "'{prefix}' || lpad((({draw}) % {targets})::VARCHAR, 12, '0') || 'AAA'",
    "boolean": "CASE WHEN ({draw}) % 20 = 0 THEN 'true' ELSE 'false' END",
    "int": "(({draw}) % 25000)::VARCHAR",
    "date": "strftime(DATE '2012-01-01' + (({draw}) % 5000)::INTEGER, '%Y-%m-%d')",
    "datetime": (
        "strftime(TIMESTAMP '2012-01-01' + to_seconds(({draw}) % 430000000), '%Y-%m-%dT%H:%M:%S.000Z')"
    ),
    "currency": "printf('%.1f', (({draw}) % 900000000) / 100.0)",
    "percent": "printf('%.1f', (({draw}) % 1000) / 10.0)",
    "phone": "printf('+34 %d %06d', 600 + ({draw}) % 99, ({draw}) % 1000000)",
    "url": "'https://www.' || {word} || '.example/' || {word2}",
    "email": "{word} || '.' || {word2} || '@' || {word} || '.example'",
    "picklist": "list_extract({choices}, (1 + ({draw}) % len({choices}))::BIGINT)",
    "multipicklist": (
        "list_extract({choices}, 1) || ';' || list_extract({choices}, (2 + ({draw}) % (len({choices}) - 1))::BIGINT)"
    ),
}
_DOUBLE = "printf('%.{decimals}f', (({draw}) % {span}) / {divisor})"
_TEXT = (
    "array_to_string(list_transform(range((1 + ({draw}) % {words})::BIGINT),"
    " lambda k: {separator} || vocabulary[(1 + (hash(i, {salt}, k) % 1000000 / 1e6) ** 2 * {size})::BIGINT]), ' ')"
)
# One word in forty of a long text opens a paragraph, one in ninety is quoted.
_LONG_TEXT_SEPARATOR = (
    "CASE WHEN hash(k, i) % 40 = 0 THEN chr(10) WHEN hash(k, i) % 90 = 1 THEN '\"' ELSE '' END"
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page on disk."""

    file: str
    rows: int
    csv_bytes: int
    gzip_bytes: int


def make_pages(folder: Path, rows: int) -> tuple[Page, ...]:
    """Return `rows` records as pages of 50,000 in `folder`, making those that are not there."""
    listing = folder / f"pages-{rows}.json"
    if listing.exists():
        return tuple(Page(**each) for each in json.loads(listing.read_text()))
    folder.mkdir(parents=True, exist_ok=True)
    starts = range(0, rows, PAGE_ROWS)
    with ThreadPoolExecutor(2) as pool:
        pages = tuple(
            pool.map(lambda start: _make_page(folder, start, min(start + PAGE_ROWS, rows)), starts)
        )
    listing.write_text(json.dumps([asdict(each) for each in pages]))
    return pages


def _make_page(folder: Path, start: int, stop: int) -> Page:
    raw = folder / f"{start}-{stop}.csv"
    packed = raw.with_suffix(".csv.gz")
    with duckdb.connect(config={"threads": 1}) as database:
        database.execute("CREATE TABLE words AS SELECT ? AS vocabulary", [_vocabulary()])
        values = ", ".join(f'{_value(each)} AS "{each.name}"' for each in COLUMNS)
        rows = f"SELECT {values} FROM range({start}, {stop}) AS numbers(i), words"  # noqa: S608  # our own names
        database.execute(f"COPY ({rows}) TO '{raw}' (HEADER, FORCE_QUOTE *)")
    with raw.open("rb") as source, packed.open("wb") as target:
        packer = zlib.compressobj(_GZIP_LEVEL, wbits=31)
        while piece := source.read(1 << 20):
            target.write(packer.compress(piece))
        target.write(packer.flush())
    page = Page(packed.name, stop - start, raw.stat().st_size, packed.stat().st_size)
    raw.unlink()
    return page


def _vocabulary() -> list[str]:
    draw = random.Random(1)  # noqa: S311  # invented words, not secrets
    return ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(_VOCABULARY)]


def _value(column: Column) -> str:
    draw = f"(hash(i, '{column.name}') >> 1)::BIGINT"
    expression = _template(column).format(
        draw=draw,
        prefix=column.key_prefix,
        targets=column.targets,
        choices=list(column.choices),
        words=column.words,
        salt=f"'{column.name}'",
        size=_VOCABULARY - 1,
        separator=_LONG_TEXT_SEPARATOR if column.length > 255 else "''",
        word=f"vocabulary[1 + {draw} % {_VOCABULARY}]",
        word2=f"vocabulary[1 + ({draw} >> 20) % {_VOCABULARY}]",
        decimals=max(1, min(column.scale, 6)),
        span=10 ** min(column.precision, 15),
        divisor=float(10 ** min(column.scale, 13)),
    )
    if column.filled == 1:
        return expression
    absent = f"hash('{column.name}', i) % 1000 >= {round(column.filled * 1000)}"
    return f"CASE WHEN {absent} THEN '' ELSE {expression} END"


def _template(column: Column) -> str:
    if column.words:
        return _TEXT
    if column.type == "double":
        return _DOUBLE
    return _EXPRESSIONS[column.type]
