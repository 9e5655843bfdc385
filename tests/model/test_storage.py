from __future__ import annotations

import json
from pathlib import Path

import pytest

from salida.model.describe import Field, SObject, sobject_from_json
from salida.model.storage import StorageType, blob_fields, row_fields, storage_type

DESCRIBES = Path(__file__).parents[3] / "shared" / "fixtures" / "describe"

TEXT = StorageType.TEXT


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param(Field("F", "boolean"), StorageType.BOOLEAN, id="boolean"),
        pytest.param(Field("F", "int"), StorageType.INTEGER, id="int"),
        pytest.param(Field("F", "long"), StorageType.INTEGER, id="long"),
        pytest.param(Field("F", "currency", precision=18), StorageType.DECIMAL, id="currency"),
        pytest.param(Field("F", "currency", precision=5), StorageType.DECIMAL, id="small currency"),
        pytest.param(Field("F", "double", precision=15), StorageType.DOUBLE, id="narrow double"),
        pytest.param(Field("F", "double", precision=16), StorageType.DECIMAL, id="wide double"),
        pytest.param(Field("F", "double", precision=18), StorageType.DECIMAL, id="widest double"),
        pytest.param(Field("F", "double"), StorageType.DOUBLE, id="double without precision"),
        pytest.param(Field("F", "percent", precision=18), StorageType.DECIMAL, id="wide percent"),
        pytest.param(Field("F", "percent", precision=3), StorageType.DOUBLE, id="percent"),
        pytest.param(Field("F", "date"), StorageType.DATE, id="date"),
        pytest.param(Field("F", "datetime"), StorageType.DATETIME, id="datetime"),
        pytest.param(Field("F", "time"), StorageType.TIME, id="time"),
        pytest.param(Field("F", "base64"), StorageType.BLOB, id="base64"),
        pytest.param(
            Field("F", "string", soap_type="xsd:base64Binary"), StorageType.BLOB, id="base64, SOAP"
        ),
        pytest.param(Field("F", "address"), StorageType.COMPOUND, id="address"),
        pytest.param(Field("F", "location"), StorageType.COMPOUND, id="location"),
        pytest.param(
            Field("F", "string", soap_type="urn:address"), StorageType.COMPOUND, id="address, SOAP"
        ),
        pytest.param(Field("F", "complexvalue"), StorageType.STRUCTURE, id="complexvalue"),
        pytest.param(
            Field("F", "complexvalue", soap_type="urn:SearchLayoutFieldsDisplayed"),
            StorageType.STRUCTURE,
            id="search layout",
        ),
        *(
            pytest.param(Field("F", name), TEXT, id=name)
            for name in [
                "id",
                "string",
                "textarea",
                "picklist",
                "multipicklist",
                "combobox",
                "reference",
                "email",
                "phone",
                "url",
                "encryptedstring",
                "anyType",
                "datacategorygroupreference",
                "somethingNew",
            ]
        ),
    ],
)
def test_storage_type(field: Field, expected: StorageType) -> None:
    assert storage_type(field) is expected


def test_a_row_keeps_the_order_of_the_describe_and_leaves_out_what_is_no_column() -> None:
    names = [("Id", "id"), ("Body", "base64"), ("Where", "address"), ("City", "string")]
    sobject = SObject("Thing", tuple(Field(name, kind) for name, kind in names))

    assert [each.name for each in row_fields(sobject)] == ["Id", "City"]
    assert [each.name for each in blob_fields(sobject)] == ["Body"]


@pytest.mark.skipif(not DESCRIBES.is_dir(), reason="the real describes are not on this machine")
def test_every_field_of_every_real_describe_is_placed() -> None:
    """Compound fields have components, and no address or file ends up as text."""
    placed = 0
    for path in sorted(DESCRIBES.rglob("*.json")):
        describe = json.loads(path.read_text())
        if not isinstance(describe, dict) or "fields" not in describe:
            continue
        sobject = sobject_from_json(describe)
        for field in sobject.fields:
            placed += 1
            if storage_type(field) is TEXT:
                assert not field.soap_type.startswith("urn:"), (sobject.name, field)
                assert field.soap_type != "xsd:base64Binary"
            if field.soap_type in {"xsd:int", "xsd:long"}:
                assert storage_type(field) is StorageType.INTEGER
            if field.type in {"double", "percent"} and field.precision > 15:
                assert storage_type(field) is StorageType.DECIMAL
    assert placed > 500
