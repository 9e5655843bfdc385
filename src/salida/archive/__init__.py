"""The archive: the only room that knows the disk format.

`docs/reference/archive-format.md` specifies it to the byte.
"""

from salida.archive.archive import Archive
from salida.archive.blob import BlobWriter
from salida.archive.catalogue import Catalogue
from salida.archive.identity import Identity
from salida.archive.manifest import Manifest, SnapshotContent
from salida.archive.part import PartWriter
from salida.archive.snapshot import SnapshotWriter
from salida.archive.values import (
    COUNT_BY_ORG,
    Blob,
    OrgIdentity,
    Part,
    SObjectOutcome,
    StoredFile,
)
from salida.archive.verify import Verification, VerifyProgress, verify

__all__ = [
    "COUNT_BY_ORG",
    "Archive",
    "Blob",
    "BlobWriter",
    "Catalogue",
    "Identity",
    "Manifest",
    "OrgIdentity",
    "Part",
    "PartWriter",
    "SObjectOutcome",
    "SnapshotContent",
    "SnapshotWriter",
    "StoredFile",
    "Verification",
    "VerifyProgress",
    "verify",
]
