"""The demo's middle: the archive is proven complete and answers in SOQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text as Styled

from salida.archive import Catalogue
from salida.cli.commands.verify import integrity
from salida.cli.formats.as_table import table_lines
from salida.cli.layout import facts, heading
from salida.cli.summary import gap_lines, manifest_hash, proof, verdict
from salida.language import _
from salida.query import Engine

if TYPE_CHECKING:
    from salida.archive import Archive, Manifest
    from salida.archive.verify import Verification
    from salida.cli.face import Face

_PROVEN = 8
"""sObjects in the table of the proof."""

QUESTIONS = (
    """\
SELECT Account.Name, Owner.Name, Amount FROM Opportunity
WHERE IsWon = true ORDER BY Amount DESC LIMIT 4""",
    """\
SELECT StageName, COUNT(Id) deals, SUM(Amount) total FROM Opportunity
GROUP BY StageName ORDER BY SUM(Amount) DESC LIMIT 4""",
    """\
SELECT Name, (SELECT LastName, Title FROM Contacts ORDER BY LastName LIMIT 2)
FROM Account WHERE AnnualRevenue != null ORDER BY AnnualRevenue DESC LIMIT 3""",
)
"""With a parent path, an aggregate, a child list."""


def show_proof(face: Face, manifest: Manifest, result: Verification) -> None:
    """Print what the org counted beside what is in the archive."""
    face.show(
        "",
        heading(_("Proof")),
        *proof(manifest, most=_PROVEN),
        *gap_lines(manifest.gaps),
        "",
        integrity(result),
        verdict(manifest),
        *facts((_("SHA-256"), manifest_hash(manifest))),
    )


def show_answers(face: Face, archive: Archive) -> None:
    """Print the questions and their answers."""
    face.show("", heading(_("Three questions to the archive, in SOQL")))
    with Catalogue(archive) as catalogue:
        engine = Engine(catalogue)
        for soql in QUESTIONS:
            face.show("", Styled(soql, style="cyan"))
            face.show(*table_lines(engine.prepare(soql), width=face.out.width))


def answers(archive: Archive) -> list[dict[str, Any]]:
    """Return the questions and their answers as JSON."""
    found = []
    with Catalogue(archive) as catalogue:
        engine = Engine(catalogue)
        for soql in QUESTIONS:
            prepared = engine.prepare(soql)
            records = [dict(each) for each in prepared.records()]
            found.append({"soql": soql, "total_size": prepared.count(), "records": records})
    return found
