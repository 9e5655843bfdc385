"""The language and the form of everything a run prints.

Decided before the command line is parsed, because the parser's own complaints and
`--help` must follow them too, wherever on the line they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salida.language import DEFAULT_LANGUAGE, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order of POSIX: the first that is set decides."""

TRUE = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a run speaks."""

    language: str
    """`en` or `es`."""

    json: bool
    """Whether results and errors are JSON."""


def preferences(arguments: Sequence[str], environ: Mapping[str, str]) -> Preferences:
    """Return what the command line asks for, else the environment, else English words."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return Preferences(
        language=_language(own, environ),
        json="--json" in own or environ.get("SALIDA_JSON", "").lower() in TRUE,
    )


def _language(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            wanted = arguments[place + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
        else:
            continue
        if wanted in LANGUAGES:
            return wanted
    if environ.get("SALIDA_LANG") in LANGUAGES:
        return environ["SALIDA_LANG"]
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "")
    return "es" if locale.lower().startswith("es") else DEFAULT_LANGUAGE
