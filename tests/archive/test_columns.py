from __future__ import annotations

import pyarrow as pa
import pytest

from salida.archive.columns import (
    BLOB_INDEX_SCHEMA,
    BLOB_INDEX_SQL,
    VERBATIM,
    arrow_schema,
    arrow_type,
    repeating_columns,
    sql_columns,
    sql_type,
)
from salida.model.describe import Field, SObject


@pytest.mark.parametrize(
    ("field", "arrow", "sql"),
    [
        (Field("F", "string"), pa.string(), "VARCHAR"),
        (Field("F", "type_of_tomorrow"), pa.string(), "VARCHAR"),
        (Field("F", "boolean"), pa.bool_(), "BOOLEAN"),
        (Field("F", "int"), pa.int64(), "BIGINT"),
        (Field("F", "long"), pa.int64(), "BIGINT"),
        (Field("F", "currency"), pa.decimal128(38, 18), "DECIMAL(38,18)"),
        (Field("F", "double", precision=18), pa.decimal128(38, 18), "DECIMAL(38,18)"),
        (Field("F", "double", precision=15), pa.float64(), "DOUBLE"),
        (Field("F", "percent"), pa.float64(), "DOUBLE"),
        (Field("F", "date"), pa.date32(), "DATE"),
        (Field("F", "datetime"), pa.timestamp("us", "UTC"), "TIMESTAMP WITH TIME ZONE"),
        (Field("F", "time"), pa.time64("us"), "TIME"),
    ],
)
def test_each_type_has_its_column(field: Field, arrow: pa.DataType, sql: str) -> None:
    assert arrow_type(field) == arrow
    assert sql_type(field) == sql


@pytest.mark.parametrize("kind", ["base64", "address", "location", "complexvalue", "json"])
def test_what_is_no_column_has_no_type(kind: str) -> None:
    with pytest.raises(ValueError, match="is no column of a row"):
        arrow_type(Field("F", kind))


ACCOUNT = SObject(
    "Account",
    (
        Field("Id", "id"),
        Field("Name", "string"),
        Field("Industry", "picklist"),
        Field("OwnerId", "reference"),
        Field("IsDeleted", "boolean"),
        Field("BillingAddress", "address"),
    ),
)


def test_columns_stand_in_the_order_of_the_describe() -> None:
    assert arrow_schema(ACCOUNT).names == ["Id", "Name", "Industry", "OwnerId", "IsDeleted"]
    assert arrow_schema(ACCOUNT, verbatim=True).names[-1] == VERBATIM
    assert list(sql_columns(ACCOUNT)) == [*arrow_schema(ACCOUNT).names, VERBATIM]


def test_a_part_may_have_some_fields_only() -> None:
    assert arrow_schema(ACCOUNT, fields=ACCOUNT.fields[:2]).names == ["Id", "Name"]


def test_only_columns_whose_values_repeat_get_a_dictionary() -> None:
    assert repeating_columns(ACCOUNT) == ("Industry", "OwnerId", "IsDeleted")


def test_the_blob_index_has_one_set_of_columns() -> None:
    assert BLOB_INDEX_SCHEMA.names == list(BLOB_INDEX_SQL)
