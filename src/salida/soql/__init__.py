"""SOQL: text to syntax to SQL. Pure; `salida.query` runs it."""

from salida.soql.dates import Calendar
from salida.soql.formats import MACROS
from salida.soql.parser import parse
from salida.soql.plan import Column, Plan
from salida.soql.schema import Context, Schema
from salida.soql.syntax import Query
from salida.soql.translate import translate

__all__ = [
    "MACROS",
    "Calendar",
    "Column",
    "Context",
    "Plan",
    "Query",
    "Schema",
    "parse",
    "translate",
]
