"""`README.txt`: what somebody needs who finds the archive and has no Salida."""

from __future__ import annotations

from salida.language import DEFAULT_LANGUAGE, Text, _, current_language, speak


def readme_bytes() -> bytes:
    """Return the text in the language in force, followed by English if that is another."""
    languages = dict.fromkeys((current_language(), DEFAULT_LANGUAGE))
    # A text that is not translated yet would otherwise stand there twice.
    texts = dict.fromkeys(_in(language) for language in languages)
    return "\n\n".join(texts).encode() + b"\n"


def _in(language: str) -> str:
    with speak(language):
        return "\n\n".join(str(each) for each in _paragraphs())


def _paragraphs() -> tuple[Text, ...]:
    return (
        _(
            "This folder is an archive of a Salesforce org. It can be checked and read without Salida."
        ),
        _(
            "To check it, open a terminal in this folder and run, for each snapshot:\n"
            "    sha256sum -c --quiet snapshots/SNAPSHOT/manifest-sha256.txt\n"
            "No output means that every byte is as it was written.\n"
            "On macOS, use `shasum -a 256 -c` instead of `sha256sum -c --quiet`."
        ),
        _(
            "Records are Parquet files, which DuckDB, pandas, Spark and many others read:\n"
            "    data/SOBJECT/SNAPSHOT/part-*.parquet\n"
            "    duckdb -c \"SELECT * FROM 'data/Account/*/part-*.parquet' LIMIT 10\"\n"
            "Null and the empty text are the same in Salesforce and are null here. A value that does\n"
            "not fit its column is in the column `_verbatim`, as text, under the field's name."
        ),
        _(
            "Files (versions, attachments, documents) are in `blobs`, named by their SHA-256.\n"
            "`blob-index` says which record and field each one belongs to."
        ),
        _(
            "`describe` holds the schema as the org delivered it.\n"
            "`snapshots/SNAPSHOT/manifest.json` lists every part, how the rows were counted, and\n"
            "every gap with its reason."
        ),
        _("Nothing in here is ever changed: a later snapshot only adds files."),
    )
