"""What comes back: read, matched to the notice, and judged, for a person to confirm."""

from salida.notice.acknowledgement.classify import Classification, classify
from salida.notice.acknowledgement.compare import compare
from salida.notice.acknowledgement.match import Match, MatchStrength, match
from salida.notice.acknowledgement.message import (
    AttachedFile,
    DeliveryReport,
    Form,
    IncomingMessage,
)
from salida.notice.acknowledgement.read import read_message
from salida.notice.acknowledgement.record import record_answer

__all__ = [
    "AttachedFile",
    "Classification",
    "DeliveryReport",
    "Form",
    "IncomingMessage",
    "Match",
    "MatchStrength",
    "classify",
    "compare",
    "match",
    "read_message",
    "record_answer",
]
