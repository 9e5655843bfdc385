"""Every paper of the tests, and the comparison of a reading with the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from salida.agreement.papers import Paper, read_paper
from salida.agreement.rules import Reading, propose
from tests.support.papers.agreements_en import AGREEMENTS_EN
from tests.support.papers.agreements_es import AGREEMENTS_ES
from tests.support.papers.orders_en import ORDERS_EN
from tests.support.papers.orders_es import ORDERS_ES
from tests.support.papers.others import OTHERS

if TYPE_CHECKING:
    from salida.agreement.proposal import ProposedTerm
    from salida.model.provenance import Confidence
    from tests.support.papers.sample import Sample

SAMPLES: tuple[Sample, ...] = (*ORDERS_EN, *AGREEMENTS_EN, *ORDERS_ES, *AGREEMENTS_ES, *OTHERS)


@dataclass(frozen=True, slots=True)
class Read:
    """A sample, as a file that was read."""

    sample: Sample
    paper: Paper
    reading: Reading

    def proposed(self) -> dict[str, list[ProposedTerm]]:
        """Return the proposed terms by place and name, as the truth names them."""
        found: dict[str, list[ProposedTerm]] = {}
        for each in self.reading.terms:
            found.setdefault(place(each), []).append(each)
        return found

    def wrong(self, confidence: Confidence) -> list[tuple[str, Any]]:
        """Return what is proposed with that confidence and is not true."""
        return [
            (place(each), each.term.value)
            for each in self.reading.terms
            if each.term.provenance.confidence is confidence
            and (each.term.value, each.term.provenance.page) != self.sample.truth.get(place(each))
        ]


def place(each: ProposedTerm) -> str:
    return f"{each.scope}/{each.term.name}" if str(each.scope) else each.term.name


def read_sample(sample: Sample) -> Read:
    """Write the sample to a file, read it back and let the rules propose."""
    with TemporaryDirectory(prefix="salida-paper-") as folder:
        path = Path(folder) / sample.name
        path.write_bytes(sample.make(sample.paper))
        paper = read_paper(path)
    return Read(sample, paper, propose(paper))
