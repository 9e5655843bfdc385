"""Every text a person sees, in English or Spanish.

`_("Cannot read {path}", path=p)` makes a `Text`: the English words and the values
that fill them. It becomes a string only where it is shown, in the language that is
set there, so that one error can be printed in Spanish on a page and logged in
English. Catalogues are gettext's; numbers and dates follow the CLDR through Babel.
"""

from salida.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, current_language, speak
from salida.language.formats import (
    show_bytes,
    show_date,
    show_datetime,
    show_decimal,
    show_duration,
    show_money,
    show_number,
)
from salida.language.text import Text, _, counted

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Text",
    "_",
    "counted",
    "current_language",
    "show_bytes",
    "show_date",
    "show_datetime",
    "show_decimal",
    "show_duration",
    "show_money",
    "show_number",
    "speak",
]
