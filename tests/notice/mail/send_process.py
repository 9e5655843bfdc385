"""Send one notice in a process of its own, so that it can be killed."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from salida.journal import Journal
from salida.notice.mail import MailSettings, read_password, send_notice


def main(folder: Path, port: str, ca_file: str, password: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = "ana@acme.test"
    message["To"] = "notices@salesforce.test"
    message["Subject"] = "Non-renewal"
    message.set_content("We do not renew.\r\n")
    settings = MailSettings("localhost", int(port), user="ana", ca_file=Path(ca_file))
    with Journal.open(folder / "journal.sqlite") as journal:
        send_notice(
            message,
            settings,
            read_password({"SALIDA_SMTP_PASSWORD": password}),
            journal=journal,
            documents=folder,
            notice_id="n1",
            now=lambda: datetime.now(UTC),
            actor="ana",
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
