"""What is written to Salesforce when the notice stays unanswered, or is refused.

Four letters of rising weight: a reminder to the seller, one to the seller's manager, the
text of a support case, and a formal demand for registered post (in Spain, a burofax). All
say the same facts; only what is asked for, and what follows from silence, differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.documents import (
    Address,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from salida.language import Text, _, counted
from salida.notice.letter import envelope
from salida.notice.notice import Channel, NoticeKind
from salida.notice.shown import Day, alone, one_line
from salida.notice.tracking.reminders import StepKind
from salida.notice.tracking.told import AnswerKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from salida.notice.notice import Notice
    from salida.notice.tracking.told import History

WRITTEN = (StepKind.REMIND, StepKind.MANAGER, StepKind.SUPPORT, StepKind.LEGAL)
"""The steps that a letter belongs to."""

_DEMAND_DAYS = 5
"""Working days that the demand leaves for an answer."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What the letters are about."""

    notice: Notice
    told: History
    zone: ZoneInfo
    deadline: date | None = None
    """The last day for the notice to arrive."""

    refusal: str = ""
    """Salesforce's own words, when it refused."""

    manager: str = ""
    """The name of the seller's manager, when it is known."""


def escalation_letter(step: StepKind, demand: Demand, *, day: date) -> Document:
    """Return the letter for `step`, in the notice's language and dated `day`.

    Raises:
        ValueError: for a step that needs no letter, or a notice that was never sent.
    """
    if step not in WRITTEN or demand.told.sent_at is None:
        message = f"no letter for {step.value}"
        raise ValueError(message)
    writer = _Writer(demand)
    return Document(
        title=writer.title(step),
        blocks=tuple(writer.blocks(step, demand.told.sent_at, day)),
        language=demand.notice.language,
        day=day,
        author=demand.notice.customer.name,
        footer=_("Our reference: {reference}", reference=str(demand.notice.id)),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    demand: Demand

    def title(self, step: StepKind) -> Text:
        words = {
            StepKind.REMIND: _("Reminder: {notice}, {customer}", **self._names()),
            StepKind.MANAGER: _("Unanswered: {notice}, {customer}", **self._names()),
            StepKind.SUPPORT: _("Please confirm in writing: {notice}", **self._names()),
            StepKind.LEGAL: _("Formal demand: {notice}, {customer}", **self._names()),
        }
        return words[step]

    def blocks(self, step: StepKind, sent_at: datetime, day: date) -> Iterator[Block]:
        notice = self.demand.notice
        if step is StepKind.LEGAL:
            yield Address(envelope(notice.customer, tax_id=True))
            yield Address(envelope(notice.supplier), right=True)
        if step is not StepKind.SUPPORT:
            place = notice.place
            yield Paragraph(
                _("{place}, {day}", place=place, day=Day(day)) if place else alone(Day(day))
            )
            yield Paragraph(self._salutation(step))
        yield Paragraph(self._opening(step, sent_at))
        if self.demand.refusal:
            yield Paragraph(
                _(
                    "You answered: “{words}”. We do not agree: the notice met the form and the "
                    "time that the agreement asks for, and we uphold it in full.",
                    words=self.demand.refusal,
                )
            )
        yield Facts(tuple(self._facts()))
        yield Heading(_("What has happened so far"))
        yield self._chronology()
        yield Heading(_("What we ask for"))
        yield Bullets(tuple(self._asks()), numbered=True)
        yield Paragraph(self._consequence(step), strong=step is StepKind.LEGAL)
        yield Paragraph(_("Yours faithfully,"))
        yield Signature(notice.signer.name, notice.signer.role)

    def _salutation(self, step: StepKind) -> Text:
        if step is StepKind.MANAGER and self.demand.manager:
            return _("Dear {name},", name=self.demand.manager)
        return _("Dear Sir or Madam,")

    def _opening(self, step: StepKind, sent_at: datetime) -> Text:
        names = {**self._names(), "day": Day(self._there(sent_at))}
        words = {
            StepKind.REMIND: _(
                "On {day} we sent you our {notice}. We have no written confirmation of it yet "
                "and ask you to send it.",
                **names,
            ),
            StepKind.MANAGER: _(
                "On {day} we sent our {notice} to your colleagues. It is still not confirmed in "
                "writing. We ask you to see to it yourself.",
                **names,
            ),
            StepKind.SUPPORT: _(
                "{customer} sent its {notice} on {day} and has no written confirmation of it. "
                "Please pass this case to whoever handles contracts and billing.",
                **names,
            ),
            StepKind.LEGAL: _(
                "By this registered letter {customer} formally demands written confirmation of "
                "its {notice} of {day}, which it hereby repeats in full.",
                **names,
            ),
        }
        return words[step]

    def _facts(self) -> Iterator[tuple[Text, Text | str]]:
        notice = self.demand.notice
        yield _("Customer"), notice.customer.name
        yield _("Our reference"), str(notice.id)
        if notice.org_id:
            yield _("Org Id"), notice.org_id
        for order in notice.orders:
            if order.end_date is None:
                yield _("Order form"), order.number
            else:
                ends = _("{number}, ends on {day}", number=order.number, day=Day(order.end_date))
                yield _("Order form"), ends
        if self.demand.deadline is not None:
            yield _("Last day for the notice"), alone(Day(self.demand.deadline))
        if self.demand.told.message_id is not None:
            yield _("Message-ID of the notice"), self.demand.told.message_id

    def _chronology(self) -> Table:
        told = self.demand.told
        events: list[tuple[datetime, Text]] = [
            (each.ended_at, _("We sent the notice by e-mail"))
            for each in told.attempts
            if each.outcome is Outcome.SENT and each.ended_at is not None
        ]
        events += [(each.sent_at, _CHANNELS[each.channel]) for each in told.by_hand]
        events += [(each.at, _ANSWERS[each.kind]) for each in told.answers]
        events += [(at, _STEPS[step]) for step, at in told.reminded if step in _STEPS]
        rows = tuple(
            (alone(Day(self._there(at))), words)
            for at, words in sorted(events, key=lambda each: each[0])
        )
        return Table((_("Day"), _("What")), rows)

    def _asks(self) -> Iterator[Text]:
        for order in self.demand.notice.orders:
            if order.end_date is None:
                yield _(
                    "Confirm in writing what the notice says for order form {number}.",
                    number=order.number,
                )
            elif self.demand.notice.kind is NoticeKind.REDUCTION:
                yield _(
                    "Confirm in writing that order form {number} goes on after {day} only in the "
                    "quantities of the notice.",
                    number=order.number,
                    day=Day(order.end_date),
                )
            else:
                yield _(
                    "Confirm in writing that order form {number} ends on {day}, with every "
                    "product line, and does not renew.",
                    number=order.number,
                    day=Day(order.end_date),
                )
        if self.demand.notice.kind is NoticeKind.REDUCTION:
            yield _("Invoice no more than that, and withdraw any invoice that says otherwise.")
        else:
            yield _("Issue no invoice for any time after that, and withdraw any that was issued.")
        yield _("Name the person who handles this, with telephone and e-mail address.")

    def _consequence(self, step: StepKind) -> Text:
        if step is StepKind.LEGAL:
            return counted(
                "If no written confirmation has arrived {n} working day after you receive this, "
                "we shall rely on the notice as given, return unpaid every invoice for a later "
                "time, and take the steps that the law allows us, at your cost where it provides "
                "so. All rights are reserved.",
                "If no written confirmation has arrived {n} working days after you receive this, "
                "we shall rely on the notice as given, return unpaid every invoice for a later "
                "time, and take the steps that the law allows us, at your cost where it provides "
                "so. All rights are reserved.",
                _DEMAND_DAYS,
            )
        if step is StepKind.REMIND:
            return _("An answer to this message is enough. Please keep our reference in it.")
        return _("The notice stands as it was given, whether or not it is confirmed.")

    def _names(self) -> dict[str, object]:
        notice = self.demand.notice
        return {"notice": _KINDS[notice.kind], "customer": one_line(notice.customer.name)}

    def _there(self, moment: datetime) -> date:
        """Return the day that it was where the agreement counts its days."""
        return moment.astimezone(self.demand.zone).date()


_KINDS = {
    NoticeKind.NON_RENEWAL: _("non-renewal notice"),
    NoticeKind.REDUCTION: _("notice of a reduced renewal"),
    NoticeKind.TERMINATION: _("notice of termination"),
    NoticeKind.DATA_ACT_SWITCH: _("notice of a switch under the Data Act"),
}
_CHANNELS = {
    Channel.YOUR_ACCOUNT: _("We filed it in the Your Account app"),
    Channel.BILLING_PORTAL: _("We filed it in the billing portal"),
    Channel.ACCOUNT_EXECUTIVE: _("We gave it to our account executive"),
    Channel.EMAIL: _("We sent the notice by e-mail"),
    Channel.POST: _("We sent the notice by registered post"),
    None: _("We sent the notice"),
}
_ANSWERS = {
    AnswerKind.DELIVERED: _("Its delivery was reported"),
    AnswerKind.UNDELIVERED: _("It was reported as not delivered"),
    AnswerKind.AUTO_REPLY: _("An automatic answer came"),
    AnswerKind.RECEIPT: _("You acknowledged receipt"),
    AnswerKind.CONFIRMATION: _("You confirmed it"),
    AnswerKind.PARTIAL: _("You confirmed a part of it"),
    AnswerKind.REFUSAL: _("You refused it"),
    AnswerKind.QUESTION: _("You asked a question"),
    AnswerKind.OTHER: _("You answered"),
}
_STEPS = {
    StepKind.REMIND.value: _("We reminded you"),
    StepKind.ANSWER.value: _("We answered your question"),
    StepKind.MANAGER.value: _("We wrote to the manager"),
    StepKind.SUPPORT.value: _("We opened a support case"),
    StepKind.LEGAL.value: _("We sent a formal demand by registered post"),
}
