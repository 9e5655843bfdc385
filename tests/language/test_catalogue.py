"""Every text in the source has its Spanish words."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import salida

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

SOURCE = Path(salida.__file__).parent
SPANISH = SOURCE / "language" / "es" / "LC_MESSAGES" / "salida.po"
KEYWORDS = {"_": None, "counted": (1, 2)}
HOLE = re.compile(r"\{(\w*)[^}]*\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with SPANISH.open("rb") as file:
        return read_po(file, locale="es")


@pytest.fixture(scope="module")
def extracted() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(SOURCE, keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


def translated(catalogue: Catalog) -> list[Message]:
    return [each for each in catalogue if each.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Yield each call of `_` and `counted` in the source, in f-strings too."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in KEYWORDS
            ):
                yield path, node


def test_every_text_of_the_source_is_translated(
    catalogue: Catalog, extracted: set[str | tuple[str, ...]]
) -> None:
    have = {each.id for each in translated(catalogue) if all(forms(each.string))}

    assert extracted - have == set()


def test_the_catalogue_has_nothing_that_the_source_does_not_say(
    catalogue: Catalog, extracted: set[str | tuple[str, ...]]
) -> None:
    assert {each.id for each in translated(catalogue)} - extracted == set()
    assert not catalogue.obsolete
    assert "#~" not in SPANISH.read_text(encoding="utf-8")


def test_every_text_can_be_found_by_the_extractor(extracted: set[str | tuple[str, ...]]) -> None:
    """A text in an f-string, or one put together from parts, would stay English unnoticed."""
    english = {form for text in extracted for form in forms(text)}
    for path, call in calls():
        texts = call.args[:1] if call.func.id == "_" else call.args[:2]  # type: ignore[attr-defined] # `calls` asked
        for each in texts:
            where = f"{path.relative_to(SOURCE)}:{call.lineno}"
            assert isinstance(each, ast.Constant), f"{where}: not a literal"
            assert each.value in english, f"{where}: hidden from the extractor"


def test_nothing_is_marked_as_doubtful(catalogue: Catalog) -> None:
    assert [each.id for each in translated(catalogue) if each.fuzzy] == []


def test_every_plural_has_both_spanish_forms(catalogue: Catalog) -> None:
    assert catalogue.num_plurals == 2
    for each in translated(catalogue):
        if not isinstance(each.id, str):
            assert len(forms(each.string)) == 2


def test_holes_agree(catalogue: Catalog) -> None:
    """A hole that one language has and the other lacks breaks only when the text is shown."""
    for each in translated(catalogue):
        for english, spanish in zip(forms(each.id), forms(each.string), strict=True):
            assert sorted(HOLE.findall(english)) == sorted(HOLE.findall(spanish)), english


def test_no_hole_is_without_a_name(extracted: set[str | tuple[str, ...]]) -> None:
    for text in extracted:
        for form in forms(text):
            assert "" not in HOLE.findall(form), form


def test_what_stands_in_backticks_is_the_same(catalogue: Catalog) -> None:
    """Commands, options and names are not translated; only what they stand for is."""
    words = {"FOLDER": "CARPETA", "FILE": "FICHERO", "SNAPSHOT": "INSTANTÁNEA", "SOBJECT": "OBJETO"}
    for each in translated(catalogue):
        for english, spanish in zip(forms(each.id), forms(each.string), strict=True):
            for quoted in re.findall(r"`[^`]+`", english):
                expected = quoted
                for word, other in words.items():
                    expected = re.sub(rf"\b{word}\b", other, expected)
                assert expected in spanish, english


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            r"\b(tú|tu|tus|puedes|tienes|quieres|debes|haz|ejecuta)\b", id="readers are usted"
        ),
        pytest.param(r"\bbackups?\b(?!`)(?<!salida backup)", id="una copia de seguridad"),
        pytest.param(r"\blogin\b(?!\.salesforce)", id="iniciar sesión"),
        pytest.param(
            r"\b(casos? de(?! (soporte|asistencia))|carpeta del caso)\b", id="el expediente"
        ),
        pytest.param(r"\bcomandos?\b", id="una orden"),
        pytest.param(r"  +\S", id="one space between words"),
    ],
)
def test_spanish_uses_its_own_words(catalogue: Catalog, wrong: str) -> None:
    for each in translated(catalogue):
        for spanish in forms(each.string):
            bare = re.sub(r"`[^`]*`|\n +|^ +|SALIDA_\w+|--[\w-]+", "x", spanish)
            assert not re.search(wrong, bare), spanish


def test_sentences_end_alike(catalogue: Catalog) -> None:
    """A full stop or a question mark in one language is there in the other."""
    for each in translated(catalogue):
        for english, spanish in zip(forms(each.id), forms(each.string), strict=True):
            assert (english[-1] in ".?") == (spanish[-1] in ".?"), english
            assert spanish.count("?") == spanish.count("¿")
