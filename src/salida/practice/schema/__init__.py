"""What the sObjects of a practice org look like, as data.

Compact tables hold names, types, references and what else does not follow from them;
the complete describes that an org would deliver are derived.
"""

from salida.practice.schema.complete import complete_describe
from salida.practice.schema.describes import RecordType, child_relationships, describe_global_json
from salida.practice.schema.org import PracticeSchema, schema_rows

__all__ = [
    "PracticeSchema",
    "RecordType",
    "child_relationships",
    "complete_describe",
    "describe_global_json",
    "schema_rows",
]
