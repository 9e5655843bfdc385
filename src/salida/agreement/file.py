"""`agreement.toml`: the terms in a file that a person reads, edits and confirms.

    [agreement.notice_days]
    value = 30
    confidence = "high"
    document = "MSA.pdf"
    page = 7
    quote = "at least 30 days before the end"

    [order."Q-00123".end_date]
    value = 2026-09-30

    [order."Q-00123".line."1".unit_price]
    value = "120.00 EUR"

A bare `notice_days = 30` is a value that a person wrote, hence confirmed. What cannot be
read becomes a finding; the rest of the file still counts.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from salida.agreement.names import Level, TermName, names_at, term_name
from salida.agreement.proposal import AGREEMENT, PaperKind, ProposedTerm, Scope
from salida.agreement.values import parse_value, show_value
from salida.errors import UsageError
from salida.language import _
from salida.model.finding import Finding, Severity
from salida.model.provenance import Confidence, Provenance
from salida.model.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from salida.language import Text

FILE_NAME = "agreement.toml"
_HEADER = """\
The terms of the agreement, as read from its papers and confirmed by a person.
Compare each with its paper, then write confidence = "confirmed". A bare
name = value is yours and counts as confirmed. Only confirmed terms make dates binding."""


def write_terms(terms: Iterable[ProposedTerm], previous: str = "") -> str:
    """Return the file with these terms; comments and order of `previous` stay.

    Terms that `previous` has and `terms` has not are removed.
    """
    file = tomlkit.parse(previous) if previous else _empty()
    wanted = {_path(each): each for each in terms}
    for path in list(_term_paths(file)):
        if path not in wanted:
            _remove(file, path)
    for path, each in wanted.items():
        _put(file, path, each)
    return tomlkit.dumps(file)


def read_terms(text: str) -> tuple[tuple[ProposedTerm, ...], tuple[Finding, ...]]:
    """Return the terms of the file, and a finding for each that cannot be read.

    Raises:
        UsageError: if the text is not TOML.
    """
    try:
        file = tomlkit.parse(text).unwrap()
    except TOMLKitError as error:
        raise UsageError(
            _("`{file}` is not valid TOML: {problem}", file=FILE_NAME, problem=str(error)),
            hint=_("Mend the line, or delete the file and read the papers again"),
        ) from error
    terms: list[ProposedTerm] = []
    findings: list[Finding] = []
    for scope, name, written in _entries(file):
        known = term_name(scope.level, name)
        if known is None:
            findings.append(_unknown(scope, name))
            continue
        try:
            terms.append(_read(scope, known, written))
        except UsageError as error:
            findings.append(_unreadable(scope, name, error))
    return tuple(terms), tuple(findings)


def _empty() -> tomlkit.TOMLDocument:
    file = tomlkit.document()
    for line in _HEADER.splitlines():
        file.add(tomlkit.comment(line))
    file.add(tomlkit.nl())
    return file


def _path(each: ProposedTerm) -> tuple[str, ...]:
    scope, name = each.scope, each.term.name
    if scope.level is Level.AGREEMENT:
        return "agreement", name
    if scope.level is Level.ORDER:
        return "order", scope.order, name
    return "order", scope.order, "line", scope.line, name


def _term_paths(file: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name in file.get("agreement", {}):
        yield "agreement", name
    for order, terms in file.get("order", {}).items():
        for name in terms:
            if name != "line":
                yield "order", order, name
        for line, its in terms.get("line", {}).items():
            for name in its:
                yield "order", order, "line", line, name


def _entries(file: Mapping[str, Any]) -> Iterator[tuple[Scope, str, Any]]:
    for path in _term_paths(file):
        value: Any = file
        for step in path:
            value = value[step]
        match path:
            case ("agreement", name):
                yield AGREEMENT, name, value
            case ("order", order, name):
                yield Scope(order), name, value
            case ("order", order, "line", line, name):
                yield Scope(order, line), name, value


def _remove(file: Any, path: tuple[str, ...]) -> None:
    for step in path[:-1]:
        file = file[step]
    del file[path[-1]]


def _put(file: Any, path: tuple[str, ...], each: ProposedTerm) -> None:
    for step in path[:-1]:
        if step not in file:
            file[step] = tomlkit.table(is_super_table=True)
        file = file[step]
    old = file.get(path[-1])
    table: Any = old if isinstance(old, Mapping) else tomlkit.table()
    for key, value in _written(each).items():
        if value is None:
            table.pop(key, None)
        elif table.get(key) != value:
            table[key] = value
    file[path[-1]] = table


def _written(each: ProposedTerm) -> dict[str, Any]:
    provenance = each.term.provenance
    return {
        "value": _plain(each.term.value),
        "confidence": provenance.confidence.value,
        "source": None if provenance.source == "paper" else provenance.source,
        "document": provenance.document,
        "page": provenance.page,
        "quote": provenance.quote,
        "sha256": provenance.sha256,
        "paper": None if each.paper is PaperKind.OTHER else each.paper.value,
        "paper_date": each.paper_date,
    }


def _plain(value: object) -> Any:
    """Return a value as TOML's own type where it has one; an amount of money is text."""
    if isinstance(value, bool | int | date):
        return value
    return show_value(value)


def _read(scope: Scope, name: TermName, written: Any) -> ProposedTerm:
    if not isinstance(written, Mapping):
        by_hand = Provenance(source="person", confidence=Confidence.CONFIRMED)
        return ProposedTerm(scope, Term(name.name, parse_value(name, written), by_hand))
    if "value" not in written:
        raise UsageError(_("it has no `value`"))
    provenance = Provenance(
        source=str(written.get("source") or ("paper" if "document" in written else "person")),
        confidence=_word(Confidence, written.get("confidence", "unverified")),
        document=_optional(written, "document"),
        page=written["page"] if isinstance(written.get("page"), int) else None,
        quote=_optional(written, "quote"),
        sha256=_optional(written, "sha256"),
    )
    day = written.get("paper_date")
    return ProposedTerm(
        scope=scope,
        term=Term(name.name, parse_value(name, written["value"]), provenance),
        paper=_word(PaperKind, written.get("paper", "other")),
        paper_date=day if isinstance(day, date) else None,
    )


def _optional(written: Mapping[str, Any], key: str) -> str | None:
    value = written.get(key)
    return None if value is None else str(value)


def _word(kinds: Any, word: object) -> Any:
    try:
        return kinds(str(word))
    except ValueError as error:
        words = ", ".join(each.value for each in kinds)
        raise UsageError(_("`{word}` is none of: {words}", word=word, words=words)) from error


def _unknown(scope: Scope, name: str) -> Finding:
    near = difflib.get_close_matches(name, [each.name for each in names_at(scope.level)], 1)
    hint: Text = _("Remove it, or see the list of terms in the documentation")
    if near:
        hint = _("Did you mean `{name}`?", name=near[0])
    return Finding(
        code="unknown_term",
        severity=Severity.WARNING,
        subject=_subject(scope, name),
        message=_("No term is called `{name}` there; it is not used", name=name),
        hint=hint,
    )


def _unreadable(scope: Scope, name: str, error: UsageError) -> Finding:
    return Finding(
        code="unreadable_term",
        severity=Severity.ERROR,
        subject=_subject(scope, name),
        message=_("This term is not used: {problem}", problem=error.message),
        hint=error.hint,
    )


def _subject(scope: Scope, name: str) -> str:
    return f"{scope}: {name}" if str(scope) else name
