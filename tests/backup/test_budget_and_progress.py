from __future__ import annotations

import pytest

from salida.backup.budget import Budget, calls_left
from salida.backup.progress import ProgressEvent, Tracker, seconds_left
from salida.errors import LimitError


@pytest.mark.parametrize(
    ("usage", "keep", "left"),
    [(None, 0.2, None), ((0, 1000), 0.2, 800), ((800, 1000), 0.2, 0), ((900, 1000), 0.0, 100)],
)
def test_a_share_of_the_calls_stays_with_the_business(
    usage: tuple[int, int] | None, keep: float, left: int | None
) -> None:
    assert calls_left(usage, keep) == left


def test_a_used_up_budget_stops_the_run_before_the_next_call() -> None:
    Budget(lambda: (799, 1000), 0.2).check()
    Budget(lambda: None, 0.2).check()
    with pytest.raises(LimitError):
        Budget(lambda: (800, 1000), 0.2).check()


def test_the_time_left_follows_from_the_pace_of_this_run() -> None:
    assert seconds_left(150, 250, since=100, elapsed=5.0) == 10.0
    assert seconds_left(250, 250, since=100, elapsed=5.0) == 0.0
    assert seconds_left(100, 250, since=100, elapsed=5.0) is None
    assert seconds_left(100, None, since=0, elapsed=5.0) is None


class Listener:
    def __init__(self) -> None:
        self.events: list[ProgressEvent] = []

    def event(self, event: ProgressEvent, /) -> None:
        self.events.append(event)


def test_what_arrives_adds_up_and_is_told_with_the_calls_left() -> None:
    listener = Listener()
    seconds = iter(range(100))
    tracker = Tracker(listener, lambda: (7, 93), lambda: float(next(seconds)))
    tracker.rows_expected = 10
    tracker.phase("rows")

    tracker.add("Account", rows=4, size=100)
    tracker.add("Account", rows=8, size=50)
    tracker.add("Account", sobjects=1)

    last = listener.events[-1]
    assert (last.phase, last.sobject, last.sobjects_done) == ("rows", "Account", 1)
    # The org's own count was too low: it is raised to what arrived.
    assert (last.rows, last.rows_expected, last.bytes) == (12, 12, 150)
    assert (last.calls_used, last.calls_left) == (7, 93)
    assert listener.events[1].seconds_left is not None
    assert last.to_json()["type"] == "progress"
