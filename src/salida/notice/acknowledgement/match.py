"""Whether an answer is about this notice, and what says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from salida.language import Text, _, speak
from salida.model.finding import Finding, Severity
from salida.model.ids import SHORT
from salida.notice.letter import subject as subject_of
from salida.notice.shown import Several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.acknowledgement.message import IncomingMessage
    from salida.notice.notice import Notice
    from salida.notice.tracking import History

_ORG_ID = re.compile(r"\b00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\b")
_REPLY = re.compile(r"^(?:(?:re|rv|fw|fwd|aw|res|resp)\s*:\s*)+", re.IGNORECASE)
_FAILED = re.compile(r"\b(?:dkim|dmarc|spf)=(?:hard|soft)?fail\b", re.IGNORECASE)


class MatchStrength(Enum):
    """How sure it is that the answer is about this notice."""

    NONE = 0
    WEAK = 1
    PROBABLE = 2
    STRONG = 3
    CERTAIN = 4


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict, everything that speaks for it, and what speaks against it."""

    strength: MatchStrength
    reasons: tuple[Text, ...]
    findings: tuple[Finding, ...] = ()


# Points, so that two independent weak signs weigh as much as a good one.
_CERTAIN, _STRONG, _PROBABLE = 100, 60, 40


def match(message: IncomingMessage, notice: Notice, told: History) -> Match:
    """Return how well `message` fits the notice and what became of it so far."""
    signs = tuple(_signs(message, notice, told))
    points = sum(weight for weight, _reason in signs)
    strength = (
        MatchStrength.CERTAIN if points >= _CERTAIN
        else MatchStrength.STRONG if points >= _STRONG
        else MatchStrength.PROBABLE if points >= _PROBABLE
        else MatchStrength.WEAK if points
        else MatchStrength.NONE
    )  # fmt: skip
    reasons = tuple(reason for _weight, reason in signs)
    return Match(strength, reasons, tuple(_doubts(message, notice)))


def names(text: str, number: str) -> bool:
    """Whether `text` holds `number` as a whole word, whatever spaces are in it."""
    words = r"\s+".join(re.escape(each) for each in number.split())
    return (
        bool(words) and re.search(rf"(?<![\w-]){words}(?![\w-])", text, re.IGNORECASE) is not None
    )


def _signs(message: IncomingMessage, notice: Notice, told: History) -> Iterator[tuple[int, Text]]:
    answered = {*message.in_reply_to, *message.references, *message.reported_ids}
    if told.message_id in answered:
        yield 100, _("It answers the message that was sent")
    everything = f"{message.subject}\n{message.text}\n{message.quoted}"
    if names(everything, str(notice.id)):
        yield 60, _("It holds our reference")
    if notice.org_id and notice.org_id[:SHORT] in {each[:SHORT] for each in _orgs(everything)}:
        yield 50, _("It names the org {org}", org=notice.org_id)
    numbers = [each for each in _numbers(notice) if names(everything, each)]
    if numbers:
        yield 40, _("It names {numbers}", numbers=Several(tuple(numbers)))
    with speak(notice.language):
        own = str(subject_of(notice))
    if _bare(message.subject) == _bare(own):
        yield 30, _("It has the subject of the notice")
    if _from_them(message, notice):
        yield 20, _("It comes from {domain}", domain=_domain(message.sender))


def _doubts(message: IncomingMessage, notice: Notice) -> Iterator[Finding]:
    others = {each for each in _orgs(message.text) if each[:SHORT] != notice.org_id[:SHORT]}
    if notice.org_id and others:
        yield Finding(
            "answer_names_other_org",
            _("It names another org: {orgs}", orgs=", ".join(sorted(others))),
            Severity.ERROR,
            subject=message.name,
            hint=_("Ask which org it is about"),
        )
    if message.sender and notice.recipients and not _from_them(message, notice):
        yield Finding(
            "answer_from_elsewhere",
            _("It comes from {sender}, where nothing was sent to", sender=message.sender),
            subject=message.name,
            hint=_("Anybody can write any sender; ask the address in the agreement"),
        )
    if any(_FAILED.search(each) for each in message.authentication):
        yield Finding(
            "answer_not_authentic",
            _("The receiving mail server could not confirm who sent it"),
            Severity.ERROR,
            subject=message.name,
            hint=_("Do not rely on it before the sender has confirmed it another way"),
        )


def _orgs(text: str) -> set[str]:
    return set(_ORG_ID.findall(text))


def _numbers(notice: Notice) -> tuple[str, ...]:
    both = ((order.number, order.contract_number or "") for order in notice.orders)
    return tuple(dict.fromkeys(each for pair in both for each in pair if each))


def _bare(subject: str) -> str:
    return " ".join(_REPLY.sub("", subject.strip()).casefold().split())


def _from_them(message: IncomingMessage, notice: Notice) -> bool:
    domain = _domain(message.sender)
    own = {_domain(each) for each in notice.recipients}
    return any(domain == each or domain.endswith(f".{each}") for each in own if each)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
