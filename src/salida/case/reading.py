"""Papers into a case: each kept by its hash, read by rules, and settled with what is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salida.agreement.papers.read import read_paper
from salida.agreement.rules import Reading, propose_all
from salida.case.files import keep_by_hash, own_name
from salida.case.terms import (
    Terms,
    keep_reading,
    load_terms,
    merge,
    papers_path,
    save_terms,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from salida.agreement.papers.page import Paper
    from salida.case.folder import Case
    from salida.model.finding import Finding


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One paper as it was kept and understood."""

    path: Path
    """Where it lies in the case."""

    paper: Paper
    reading: Reading


@dataclass(frozen=True, slots=True)
class ReadPapers:
    """What reading some papers brought."""

    taken: tuple[TakenIn, ...]
    terms: Terms
    """All the terms of the case, as they are now."""

    findings: tuple[Finding, ...]
    """What was wrong with the papers themselves."""


def take_in(case: Case, paths: Sequence[Path]) -> ReadPapers:
    """Keep and read papers; what a person confirmed stays, whatever they say.

    The papers of before are read along, because an amendment finds its lines in them.

    Raises:
        UsageError: if a file cannot be read, or is of a format that is not read. Nothing
            was changed then.
        CaseError: if the case cannot be written.
    """
    papers = _different([read_paper(path) for path in paths])
    contents = [path.read_bytes() for path in paths]
    by_hash = {each.sha256: each for each in papers}
    before = load_terms(case)
    earlier = [each for each in _kept_papers(case) if each.sha256 not in by_hash]
    readings = propose_all([*papers, *earlier])[: len(papers)]
    folder = papers_path(case)
    kept: dict[str, Path] = {}
    for path, content in zip(paths, contents, strict=True):
        place = keep_by_hash(folder, content, path.name)
        kept.setdefault(place.name.split("-")[0], place)
    for paper, reading in zip(papers, readings, strict=True):
        keep_reading(case, paper.sha256, reading.terms)
    settled = merge(before.chosen, (term for each in readings for term in each.terms))
    save_terms(case, settled.chosen)
    return ReadPapers(
        taken=tuple(
            TakenIn(kept[paper.sha256[:16]], paper, reading)
            for paper, reading in zip(papers, readings, strict=True)
        ),
        terms=load_terms(case),
        findings=tuple(finding for each in readings for finding in each.findings),
    )


def _different(papers: Sequence[Paper]) -> list[Paper]:
    """Return each content once, whatever its files are called."""
    return list({each.sha256: each for each in reversed(papers)}.values())[::-1]


def _kept_papers(case: Case) -> list[Paper]:
    folder = papers_path(case)
    if not folder.is_dir():
        return []
    return [
        replace(read_paper(path), name=own_name(path))
        for path in sorted(folder.iterdir())
        if path.suffix != ".toml" and not path.name.startswith(".")
    ]
