"""The names under which the journal keeps what happens to a notice; they never change.

Every entry's data has `notice`, the notice's id.
"""

DRAFTED = "notice.drafted"
REVIEWED = "notice.reviewed"

SENDING = "notice.sending"
"""About to hand over the content. Until an outcome stands behind it, nobody knows."""

SENT = "notice.sent"
REFUSED = "notice.refused"
UNCERTAIN = "notice.uncertain"
SETTLED = "notice.settled"
"""A person says what became of an uncertain attempt."""

SENT_BY_HAND = "notice.sent_by_hand"
ANSWERED = "notice.answered"
REMINDED = "notice.reminded"
"""A reminder or an escalation went out."""
