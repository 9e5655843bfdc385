"""A date that somebody must act on or know of, and why it is that date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from salida.language import Text
    from salida.model.provenance import Confidence, Provenance


class KeyDateKind(Enum):
    """What a key date asks of the reader."""

    DEADLINE = "deadline"
    """Something must have happened by the end of that day."""

    RECOMMENDED = "recommended"
    WINDOW = "window"
    """A window opens or closes; nothing is lost by itself."""

    EVENT = "event"
    """It happens anyway: the term ends, the org locks."""


@dataclass(frozen=True, slots=True)
class Input:
    """One value that a date or an amount was computed from."""

    name: str
    value: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class KeyDate:
    """One date of the clock; it explains itself."""

    code: str
    """`notice_deadline`, `renewal_window_opens`, `term_end` ..., stable."""

    day: date
    kind: KeyDateKind
    title: Text
    formula: Text
    """How it was computed, in words: `30 Sep 2025 - 30 days`."""

    inputs: tuple[Input, ...]
    confidence: Confidence
    """The weakest of its inputs; only `CONFIRMED` may be shown as binding."""

    order: str | None = None
    """The order form's number, or `None` when it concerns the whole agreement."""

    if_missed: Text | None = None
    """What is lost, and what remains possible."""
