"""Describes, fields and streams that the backup's tests share."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from salida.model.describe import Field, SObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE_FIELDS = (
    Field("Id", "id", length=18),
    Field("Name", "string", length=255),
    Field("Active__c", "boolean"),
    Field("Employees__c", "int"),
    Field("Amount", "currency", precision=18, scale=2),
    Field("Score__c", "double", precision=10, scale=2),
    Field("Start__c", "date"),
    Field("CreatedDate", "datetime"),
    Field("Opens__c", "time"),
)


@pytest.fixture
def sample() -> SObject:
    """Return an sObject with one field of each storage type."""
    return SObject("Sample__c", SAMPLE_FIELDS)


@pytest.fixture
def opened() -> Callable[[bytes], Callable[[], object]]:
    """Return what makes `open_stream` of bytes: a fresh stream at every call."""

    def stream_of(data: bytes) -> Callable[[], object]:
        @contextmanager
        def open_stream() -> Iterator[io.BytesIO]:
            yield io.BytesIO(data)

        return open_stream

    return stream_of
