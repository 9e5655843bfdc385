"""notice draft, review, routes, send, mark-sent, track, settle; trouble; status."""

from __future__ import annotations

import email
import json
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from salida.journal import Journal

if TYPE_CHECKING:
    from tests.cli.conftest import Papers, Ran, Salida

PROGRAM = Path(sys.executable).with_name("salida")
SIGNER = ("--signer", "Laura Vidal", "--role", "Managing director")


def actions(case: Path) -> list[str]:
    with Journal.open(case / "journal.sqlite") as journal:
        return [each.action for each in journal.entries()]


def gate_states(ran: Ran) -> dict[str, str]:
    return {each["code"]: each["state"] for each in ran.json["gates"]}


def status(salida: Salida, case: Path) -> dict[str, str]:
    return gate_states(salida("-C", case, "status", "--json"))


@pytest.fixture
def draft(salida: Salida) -> Any:
    def make(case: Path, *more: object) -> dict[str, Any]:
        ran = salida("-C", case, "notice", "draft", *SIGNER, *more, "--json")
        assert ran.code == 0, ran.err
        told: dict[str, Any] = ran.json
        return told

    return make


@pytest.fixture
def ready(salida: Salida, proven: Path, draft: Any, office: Any, authority: Any) -> Path:
    """A case with a proven backup, a reviewed notice, and a mail server."""
    text = (proven / "case.toml").read_text()
    (proven / "case.toml").write_text(
        f'{text}\n[mail]\nhost = "localhost"\nport = {office.port}\nuser = "ana"\n'
        f'sender = "laura@brisalta.example"\nca_file = "{authority.file}"\n'
    )
    draft(proven)
    assert salida("-C", proven, "notice", "review").code == 0
    return proven


def test_a_draft_is_written_in_every_form(salida: Salida, confirmed: Path, draft: Any) -> None:
    told = draft(confirmed, "--language", "es")

    folder = Path(told["folder"])
    assert {each.name for each in folder.iterdir()} == {
        "notice.json",
        "letter.pdf",
        "letter.docx",
        "letter.html",
        "cover.pdf",
    }
    page = (folder / "letter.html").read_text()
    assert "Q-0004711" in page
    assert "Sales Cloud - Enterprise Edition" in page
    assert "Data Storage (add-on, 10 GB)" in page
    assert actions(confirmed)[-1] == "notice.drafted"
    assert told["state"] == "drafted"
    assert salida("-C", confirmed, "notice", "routes", "--json").json["routes"]


def test_without_papers_nothing_is_drafted(salida: Salida, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    ran = salida("-C", tmp_path / "acme", "notice", "draft", "--json")

    assert ran.code == 2
    assert "agreement read" in ran.error["hint"]


def test_a_review_names_what_is_missing_and_ends_with_3(
    salida: Salida, confirmed: Path, draft: Any
) -> None:
    draft(confirmed)
    file = next((confirmed / "documents/notice").glob("*/notice.json"))
    stored = json.loads(file.read_text())
    stored["signer"]["name"] = ""
    stored["supplier"]["name"] = ""
    file.write_text(json.dumps(stored))
    ran = salida("-C", confirmed, "notice", "review", "--json")

    assert ran.code == 3
    document = json.loads(ran.out)
    assert document["ok"] is False
    assert "notice.reviewed" not in actions(confirmed)


def test_an_edit_after_the_review_undoes_it(salida: Salida, ready: Path) -> None:
    file = next((ready / "documents/notice").glob("*/notice.json"))
    stored = json.loads(file.read_text())
    stored["reason"] = "Another reason."
    file.write_text(json.dumps(stored))

    ran = salida("-C", ready, "notice", "send", "--yes", "--json")
    assert ran.code == 2
    assert "review" in ran.error["hint"]
    assert salida("-C", ready, "notice", "review").code == 0
    assert "Another reason." in (file.parent / "letter.html").read_text()


def test_a_notice_is_refused_without_a_proven_backup(
    salida: Salida, confirmed: Path, draft: Any
) -> None:
    draft(confirmed)
    salida("-C", confirmed, "notice", "review")
    ran = salida("-C", confirmed, "notice", "send", "--yes", "--json")

    assert ran.code == 41
    assert "There is no backup yet" in ran.error["message"]
    assert "salida backup" in ran.error["hint"]
    assert status(salida, confirmed)["notice_filed"] == "blocked"


def test_a_backup_that_nobody_verified_proves_nothing(
    salida: Salida, proven: Path, draft: Any
) -> None:
    """The entry of the verification is the evidence; without it the gate is open again."""
    assert status(salida, proven)["backup_proven"] == "passed"
    part = next((proven / "archive/data").rglob("*.parquet"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.chmod(0o644)
    part.write_bytes(bytes(content))
    assert salida("-C", proven, "verify").code == 4
    draft(proven)
    salida("-C", proven, "notice", "review")

    assert status(salida, proven)["backup_proven"] == "open"
    assert salida("-C", proven, "notice", "send", "--yes").code == 41


def test_sent_once_and_never_again(salida: Salida, ready: Path, office: Any, post: Any) -> None:
    ran = salida(
        *("-C", ready, "notice", "send", "--yes", "--json"), SALIDA_SMTP_PASSWORD=post.PASSWORD
    )

    assert ran.code == 0, ran.err
    (delivered,) = office.mailbox
    assert delivered.recipients == ("notices@sfdc.example",)
    message = email.message_from_bytes(delivered.content, policy=default)
    assert [each.get_content_type() for each in message.iter_attachments()] == ["application/pdf"]
    assert status(salida, ready)["notice_filed"] == "passed"

    again = salida(
        *("-C", ready, "notice", "send", "--yes", "--json"), SALIDA_SMTP_PASSWORD=post.PASSWORD
    )
    assert again.code == 40
    assert len(office.mailbox) == 1


def test_a_reason_lets_it_out_and_stands_in_the_journal(
    salida: Salida, ready: Path, office: Any, post: Any
) -> None:
    (ready / "archive/archive.json").rename(ready / "away.json")
    assert salida("-C", ready, "notice", "send", "--yes").code == 41
    ran = salida(
        *("-C", ready, "notice", "send", "--yes", "--reason", "The org is a sandbox"),
        SALIDA_SMTP_PASSWORD=post.PASSWORD,
    )

    assert ran.code == 0, ran.err
    assert len(office.mailbox) == 1
    with Journal.open(ready / "journal.sqlite") as journal:
        (entry,) = [each for each in journal.entries() if each.action == "gate.overridden"]
    assert entry.data["reason"] == "The org is a sandbox"
    assert status(salida, ready)["backup_proven"] == "overridden"


def test_a_deadline_nearer_than_a_backup_lets_it_out(
    salida: Salida, papers: Papers, tmp_path: Path, draft: Any
) -> None:
    case = tmp_path / "late"
    salida("init", case)
    end = datetime.now(UTC).date() + timedelta(days=62)
    salida("-C", case, "agreement", "read", *papers(end=end))
    salida("-C", case, "agreement", "confirm", "--all")
    draft(case)
    salida("-C", case, "notice", "review")

    told = salida("-C", case, "status", "--json").json
    assert told["next"]["code"] in {"file_notice", "plan_people"}
    ran = salida("-C", case, "notice", "send", "--yes")
    # What stops it now is only that no mail server is known.
    assert ran.code == 2
    assert "file first" in ran.err
    assert "[mail]" in ran.err


def test_without_a_word_nothing_is_sent(salida: Salida, ready: Path, office: Any) -> None:
    assert salida("-C", ready, "notice", "send", "--json").error["code"] == "usage"
    assert office.mailbox == []


@pytest.mark.skipif(os.name != "posix", reason="terminals are made otherwise there")
@pytest.mark.parametrize(("typed", "sent"), [("enviar", 1), ("yes", 0)])
def test_on_a_terminal_the_word_is_typed(
    ready: Path, office: Any, post: Any, typed: str, sent: int
) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "-C", ready, "notice", "send"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "SALIDA_SMTP_PASSWORD": post.PASSWORD},
        text=True,
    )
    os.close(theirs)
    os.write(ours, f"{typed}\n".encode())
    _out, err = process.communicate(timeout=60)
    os.close(ours)

    assert "notices@sfdc.example" in err
    assert len(office.mailbox) == sent
    assert (process.returncode == 0) is bool(sent)


def test_a_broken_connection_is_settled_by_a_person(
    salida: Salida, ready: Path, office: Any, post: Any
) -> None:
    office.cut_at = "stored"
    ran = salida(
        *("-C", ready, "notice", "send", "--yes", "--json"), SALIDA_SMTP_PASSWORD=post.PASSWORD
    )
    assert ran.code == 51
    assert salida("-C", ready, "notice", "send", "--yes").code == 40
    assert status(salida, ready)["notice_filed"] == "open"

    settled = salida(
        *("-C", ready, "notice", "settle", "--outcome", "sent", "--json"),
        *("--reason", "It is in the sent folder"),
    )
    assert settled.code == 0, settled.err
    assert status(salida, ready)["notice_filed"] == "passed"
    assert len(office.mailbox) == 1


def test_sent_by_hand_with_its_proof(salida: Salida, proven: Path, draft: Any) -> None:
    draft(proven)
    receipt = proven.parent / "burofax.pdf"
    receipt.write_bytes(b"%PDF-1.7 receipt")
    ran = salida(
        *("-C", proven, "notice", "mark-sent", "--channel", "post", "--proof", receipt, "--json")
    )

    assert ran.code == 0, ran.err
    assert ran.json["state"] == "sent"
    (proof,) = ran.json["proofs"]
    assert (proven / "documents" / proof["path"]).read_bytes() == receipt.read_bytes()
    assert status(salida, proven)["notice_filed"] == "passed"


def answer_file(case: Path, told: dict[str, Any], words: str) -> Path:
    path = case.parent / "answer.eml"
    path.write_text(
        "From: Renewals <renewals@sfdc.example>\r\nTo: laura@brisalta.example\r\n"
        f"Subject: Re: notice\r\nMessage-ID: <answer@sfdc.example>\r\n\r\n{words}\r\n"
        f"Your reference: {told['id']}\r\n",
        newline="",
    )
    return path


def test_a_confirmation_in_writing_passes_the_gate(
    salida: Salida, proven: Path, draft: Any
) -> None:
    told = draft(proven)
    receipt = proven.parent / "receipt.txt"
    receipt.write_text("sent")
    salida("-C", proven, "notice", "mark-sent", "--channel", "post", "--proof", receipt)
    answer = answer_file(
        proven, told, "We confirm that order form Q-0004711 will not renew and ends as you say."
    )

    shown = salida("-C", proven, "notice", "track", "--answer", answer, "--json")
    assert shown.code == 0, shown.err
    assert shown.json["answer"]["recorded_as"] is None
    assert status(salida, proven)["notice_confirmed"] == "open"

    kept = salida(
        *("-C", proven, "notice", "track", "--answer", answer, "--kind", "confirmation", "--json")
    )
    assert kept.json["answer"]["proposed"] == "confirmation"
    assert kept.json["state"] == "confirmed"
    assert status(salida, proven)["notice_confirmed"] == "passed"


def test_a_reminder_is_written_and_noted(salida: Salida, proven: Path, draft: Any) -> None:
    draft(proven)
    assert salida("-C", proven, "notice", "track", "--write", "remind").code == 2
    receipt = proven.parent / "receipt.txt"
    receipt.write_text("sent")
    salida("-C", proven, "notice", "mark-sent", "--channel", "post", "--proof", receipt)
    ran = salida("-C", proven, "notice", "track", "--write", "remind", "--json")

    assert ran.code == 0, ran.err
    assert {Path(each).suffix for each in ran.json["written"]} == {".pdf", ".docx", ".html"}
    assert all(Path(each).stat().st_size for each in ran.json["written"])
    after = salida("-C", proven, "notice", "track", "--done", "remind", "--json")
    assert "remind" not in {each["step"] for each in after.json["steps"]}


def test_troubles_are_listed_and_one_is_drafted(
    salida: Salida, confirmed: Path, draft: Any
) -> None:
    names = {each["code"] for each in salida("trouble", "--json").json["troubles"]}
    assert {"fees", "refused", "no_backup", "obstacle"} <= names
    draft(confirmed)
    ran = salida(
        *("-C", confirmed, "trouble", "fees", "--write", "--json", "--language", "es"),
        *("--invoice", "INV-7", "--amount", "1234.50 EUR"),
    )

    assert ran.code == 0, ran.err
    page = Path(next(each for each in ran.json["written"] if each.endswith(".html"))).read_text()
    assert "INV-7" in page
    assert "1.234,50" in page
    assert salida("trouble", "nonsense").code == 2


def test_status_is_a_table_with_one_next_step(salida: Salida, confirmed: Path) -> None:
    told = salida("-C", confirmed, "status", "--json").json
    out = salida("-C", confirmed, "status", "--lang", "es").out

    assert [each["code"] for each in told["gates"]] == [
        "agreement_confirmed",
        "backup_proven",
        "people_planned",
        "notice_filed",
        "notice_confirmed",
        "statements_clean",
        "deletion_certified",
    ]
    assert told["next"]["code"] == "back_up"
    assert "salida backup" in out


def test_a_fresh_case_has_a_status(salida: Salida, tmp_path: Path) -> None:
    salida("init", tmp_path / "acme")
    told = salida("-C", tmp_path / "acme", "status", "--json").json

    assert told["next"]["code"] == "read_papers"
    assert salida("-C", tmp_path / "acme", "status").code == 0


def test_a_mark_needs_a_note_and_can_be_withdrawn(salida: Salida, confirmed: Path) -> None:
    assert salida("-C", confirmed, "status", "--mark", "people", "--json").error["code"] == "usage"
    marked = salida(
        "-C", confirmed, "status", "--mark", "people", "--note", "Laura and Iván stay", "--json"
    )
    assert gate_states(marked)["people_planned"] == "passed"
    back = salida("-C", confirmed, "status", "--unmark", "people", "--json")
    assert gate_states(back)["people_planned"] == "open"


def test_a_proof_that_was_changed_proves_nothing(salida: Salida, confirmed: Path) -> None:
    proof = confirmed.parent / "plan.txt"
    proof.write_text("who stays")
    marked = salida(
        *("-C", confirmed, "status", "--mark", "people", "--note", "settled"),
        *("--file", proof, "--json"),
    )
    assert gate_states(marked)["people_planned"] == "passed"

    kept = next((confirmed / "documents/proofs").iterdir())
    kept.write_text("somebody else stays")
    assert status(salida, confirmed)["people_planned"] == "open"
