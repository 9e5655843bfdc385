"""Where Salesforce's own texts disagree, or promise nothing: which way this replica answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Dialect:
    """Variants of the wire; the defaults are those of the Bulk API 2.0 guide's examples."""

    page_link: Literal["resultUrl", "resultLink"] = "resultUrl"
    """The key of a link in `resultPages`: the guide says one, the Postman collection the other."""

    next_link: Literal["nextRecordsUrl", "nextRecordUrl"] = "nextRecordsUrl"
    """The guide's example and its field table differ."""

    links_have_prefix: bool = True
    """Whether links start with `/services/data/vNN.N`."""

    has_result_pages: bool = True
    """`False`: 404, as before version 58.0."""

    result_page_records: int = 50_000
    """Rows of a result page when the client does not say; the guide's sample has as many."""

    result_page_bytes: int = 64 * 1024 * 1024
    """Bytes of CSV after which a page ends anyway, before compression."""
