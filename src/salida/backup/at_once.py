"""Many things of a run at a time, and which of them the org did not answer for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, TypeVar

from salida.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from salida.backup.run import Run

T = TypeVar("T")


def at_once(
    run: Run,
    work: Callable[[T], object],
    things: Iterable[T],
    *,
    threads: int,
    most_unanswered: int,
) -> list[T]:
    """Do `work` for each thing and return those that the org did not answer for, to try later.

    Args:
        run: Told to stop when one thing ends it.
        work: What to do; it raises `UnavailableError` where the org does not answer.
        things: What to do it for.
        threads: How many at a time.
        most_unanswered: So many may fail by themselves; with more, the org is down.

    Raises:
        UnavailableError: if more than that were not answered.
        Exception: whatever else `work` raised; what is in flight has ended by then.
    """
    unanswered: list[T] = []
    with ThreadPoolExecutor(threads, "backup") as pool:
        futures = {pool.submit(work, each): each for each in things}
        try:
            for future in as_completed(futures):
                try:
                    future.result()
                except UnavailableError:
                    unanswered.append(futures[future])
                    if len(unanswered) > most_unanswered:
                        raise
        except BaseException:
            run.stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return unanswered
