"""What an answer says: a proposal with its sentence, for a person to confirm."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salida.language import _
from salida.model.finding import Finding
from salida.model.provenance import Confidence
from salida.notice.acknowledgement.dates import NamedDay, named_days
from salida.notice.acknowledgement.english import ENGLISH
from salida.notice.acknowledgement.rules import BECAUSE, CONDITION, Rule, says
from salida.notice.acknowledgement.spanish import SPANISH
from salida.notice.tracking import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salida.notice.acknowledgement.message import IncomingMessage

_MAX_SENTENCES = 400
_LENGTH = 500
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=[^\s\d])|\n\s*\n")
_RULES = tuple(
    replace(rule, language=language)
    for language, rules in (("en", ENGLISH), ("es", SPANISH))
    for rule in rules
)
_ASKED = says(AnswerKind.QUESTION, r"")
_ARRIVED = frozenset({"delivered", "relayed", "expanded", "displayed"})


@dataclass(frozen=True, slots=True)
class Classification:
    """What the answer seems to say."""

    kind: AnswerKind
    confidence: Confidence
    """`HIGH` or `LOW`; only a person makes it more."""

    quote: str = ""
    """The sentence that says it, in its own words."""

    language: str | None = None
    reason: str = ""
    """Why they refuse, in their own words."""

    days: tuple[NamedDay, ...] = ()
    """The days that the sentences which confirm name; those of the whole answer if none does."""

    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    sentence: str
    rule: Rule
    sure: bool


def classify(message: IncomingMessage, language: str | None = None) -> Classification:
    """Return what the answer seems to say; with `language`, by the rules of that one only."""
    if message.reports:
        return _reported(message)
    sentences = _sentences(message.text)
    said = tuple(_heard(sentences, language))
    kinds = {each.rule.kind for each in said}
    if message.automatic == "auto-replied" or any(
        each.rule.kind is AnswerKind.AUTO_REPLY and each.sure for each in said
    ):
        return _automatic(message, said)
    for kind in (
        AnswerKind.REFUSAL,
        AnswerKind.CONFIRMATION,
        AnswerKind.QUESTION,
        AnswerKind.RECEIPT,
    ):
        if kind in kinds:
            return _verdict(kind, said, sentences, message)
    return Classification(
        AnswerKind.OTHER, Confidence.LOW, sentences[0][:_LENGTH] if sentences else ""
    )


def _verdict(
    kind: AnswerKind, said: tuple[_Said, ...], sentences: list[str], message: IncomingMessage
) -> Classification:
    own = [each for each in said if each.rule.kind is kind]
    best = next((each for each in own if each.sure), own[0])
    both = {AnswerKind.REFUSAL, AnswerKind.CONFIRMATION} <= {each.rule.kind for each in said}
    sure = best.sure and not both and message.automatic == ""
    days = tuple(day for each in own for day in named_days(each.sentence))
    return Classification(
        kind=kind,
        confidence=Confidence.HIGH if sure else Confidence.LOW,
        quote=best.sentence[:_LENGTH],
        language=best.rule.language or None,
        reason=_reason(best.sentence, sentences) if kind is AnswerKind.REFUSAL else "",
        days=days or named_days("\n".join(sentences)),
        findings=(_contradiction(message),) if both else (),
    )


def _reason(sentence: str, sentences: list[str]) -> str:
    """Return the sentence that gives the reason: the refusal's own, else its neighbours'."""
    place = sentences.index(sentence)
    near = [sentence, *sentences[place + 1 : place + 2], *sentences[max(0, place - 1) : place]]
    return next((each for each in near if BECAUSE.search(folded(each))), sentence)[:_LENGTH]


def _heard(sentences: list[str], language: str | None) -> Iterator[_Said]:
    """Yield what each sentence says: the first rule that fits it."""
    for sentence in sentences:
        words = folded(sentence)
        rule = next(
            (
                each
                for each in _RULES
                if language in {None, each.language} and each.pattern.search(words)
            ),
            None,
        )
        if rule is None and sentence.endswith("?"):
            rule = _ASKED
        if rule is not None and rule.kind is AnswerKind.CONFIRMATION and sentence.endswith("?"):
            rule = _ASKED
        if rule is not None:
            # "Out of the office until Monday" promises nothing that a condition could weaken.
            open_ended = rule.kind is AnswerKind.CONFIRMATION and CONDITION.search(words)
            yield _Said(sentence, rule, rule.sure and not open_ended)


def _reported(message: IncomingMessage) -> Classification:
    failed = [each for each in message.reports if each.action == "failed"]
    arrived = [each for each in message.reports if each.action in _ARRIVED]
    kind = (
        AnswerKind.UNDELIVERED if failed else AnswerKind.DELIVERED if arrived else AnswerKind.OTHER
    )
    told = (failed or arrived or list(message.reports))[0]
    quote = f"{told.recipient}: {told.action} {told.status}".strip()
    # One that arrived and one that did not: whether that is enough, only a person can say.
    sure = kind is not AnswerKind.OTHER and not (failed and arrived)
    return Classification(kind, Confidence.HIGH if sure else Confidence.LOW, quote)


def _automatic(message: IncomingMessage, said: tuple[_Said, ...]) -> Classification:
    own = next((each for each in said if each.rule.kind is AnswerKind.AUTO_REPLY), None)
    quote = own.sentence if own else message.subject
    language = own.rule.language if own else None
    return Classification(AnswerKind.AUTO_REPLY, Confidence.HIGH, quote[:_LENGTH], language)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text whose lines were broken anywhere."""
    found = (" ".join(each.split()) for each in _SENTENCE.split(text))
    return [each for each in found if each][:_MAX_SENTENCES]


def folded(text: str) -> str:
    """Return words as the rules know them: lower case, no accents, no contractions."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("\u2019", "'"))
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    for short, long in (
        ("won't", "will not"),
        ("can't", "cannot"),
        ("n't", " not"),
        ("'ve", " have"),
        ("'d ", " would "),
    ):
        plain = plain.replace(short, long)
    return plain


def _contradiction(message: IncomingMessage) -> Finding:
    return Finding(
        code="answer_contradicts_itself",
        message=_("It seems to confirm and to refuse at once"),
        subject=message.name,
        hint=_("Read it whole; ask for one plain sentence if it stays unclear"),
    )
