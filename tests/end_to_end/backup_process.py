"""A backup in a process of its own, so that a test can end it without warning.

Prints the phase of every progress event, one a line.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from salida.archive import Archive
from salida.backup import BackupOptions, ProgressEvent, run_backup
from salida.salesforce import Client, PastedToken


class Printer:
    def event(self, event: ProgressEvent, /) -> None:
        sys.stdout.write(f"{event.phase}\n")
        sys.stdout.flush()


def main(url: str, token: str, root: str, now: str) -> None:
    moment = datetime.fromisoformat(now)
    options = BackupOptions(sobjects_at_once=4, parsers=2, downloads=4, bulk_from_rows=50)
    with Client(PastedToken(url, token), sleep=lambda each: time.sleep(each / 10)) as client:
        run_backup(
            client,
            Archive.open(Path(root)),
            options=options,
            progress=Printer(),
            now=lambda: moment,
        )


main(*sys.argv[1:])
