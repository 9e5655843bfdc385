"""What became of a notice, told by the journal alone, and what is to be done next."""

from salida.notice.tracking.escalation import Demand, escalation_letter
from salida.notice.tracking.history import history
from salida.notice.tracking.reminders import Step, StepKind, WorkingDays, next_steps
from salida.notice.tracking.told import (
    Answer,
    AnswerKind,
    Attempt,
    HandSent,
    History,
    NoticeState,
    Outcome,
)

__all__ = [
    "Answer",
    "AnswerKind",
    "Attempt",
    "Demand",
    "HandSent",
    "History",
    "NoticeState",
    "Outcome",
    "Step",
    "StepKind",
    "WorkingDays",
    "escalation_letter",
    "history",
    "next_steps",
]
