from __future__ import annotations

import duckdb

from salida.practice.company.hostile import ANYWHERE, FILE_NAMES, sql_list


def test_sql_says_every_text_word_for_word() -> None:
    with duckdb.connect() as database:
        (found,) = database.execute(f"SELECT {sql_list(ANYWHERE + FILE_NAMES)}").fetchone() or ()
    assert tuple(found) == ANYWHERE + FILE_NAMES


def test_texts_fit_into_nearly_every_field() -> None:
    assert max(len(each) for each in ANYWHERE) <= 20
    assert len(set(ANYWHERE)) == len(ANYWHERE)
    assert "" not in ANYWHERE
