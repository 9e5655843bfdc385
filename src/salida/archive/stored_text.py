"""Findings as a manifest keeps them: readable by anyone, and still translatable.

`text` is the English sentence, for whoever opens the file. The template and its values
stand beside it, so that Salida shows the finding in the language of its reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salida.language import Text, speak
from salida.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return `finding` as a manifest stores it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "message": _text_to_json(finding.message),
        "hint": None if finding.hint is None else _text_to_json(finding.hint),
    }


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """Read what `finding_to_json` wrote."""
    return Finding(
        code=data["code"],
        message=_text_from_json(data["message"]),
        severity=Severity(data["severity"]),
        subject=data["subject"],
        hint=None if data["hint"] is None else _text_from_json(data["hint"]),
    )


def _text_to_json(text: Text | str) -> dict[str, Any]:
    if isinstance(text, str):
        return {"text": text}
    with speak("en"):
        shown = str(text)
    return {
        "text": shown,
        "template": text.english,
        "plural": text.english_plural,
        "values": {name: _value_to_json(each) for name, each in text.values.items()},
    }


def _text_from_json(data: Mapping[str, Any]) -> Text | str:
    if "template" not in data:
        return str(data["text"])
    values = {name: _value_from_json(each) for name, each in data["values"].items()}
    return Text(data["template"], values, data["plural"])


def _value_to_json(value: object) -> object:
    if isinstance(value, Text):
        return _text_to_json(value)
    # Anything else (a path, a date, an exact number) is shown as its own text anyway.
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _value_from_json(value: object) -> object:
    return _text_from_json(value) if isinstance(value, dict) else value
