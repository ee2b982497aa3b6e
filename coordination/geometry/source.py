"""From bytes to a JSON document, within limits that are checked before anything is built."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
_LONGEST_INTEGER = 15

# A string without its end is taken whole, so that no text is looked through twice.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def load(data: bytes | str) -> dict[str, Any]:
    """Return the document, or say why the file cannot be read as GeoJSON."""
    if len(data) > MAX_BYTES:
        raise ValidationError(
            _(
                "Underlaget är %(size)s MB, men får vara högst 2 MB. Förenkla gränsen i kartprogrammet, "
                "så att den får färre punkter, och försök igen."
            ),
            code="too_large",
            params={"size": f"{math.ceil(len(data) / 100_000) / 10:.1f}".replace(".", ",")},
        )
    text = _decoded(data)
    _check_depth(text)
    document = _parsed(text)
    if not isinstance(document, dict):
        _refuse_form()
    return document


def _decoded(data: bytes | str) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse_form()


def _check_depth(text: str) -> None:
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            raise ValidationError(
                _(
                    "Koordinaterna har fler nivåer än ett område behöver och läses därför inte. Exportera "
                    "området på nytt som GeoJSON."
                ),
                code="too_deep",
            )


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text, parse_float=_finite, parse_int=_whole, parse_constant=_refuse_number
        )
    except json.JSONDecodeError as error:
        raise ValidationError(
            _(
                "Koordinaterna går inte att läsa som GeoJSON: fel på rad %(line)s, tecken %(column)s. "
                "Exportera området på nytt som GeoJSON."
            ),
            code="unreadable",
            params={"line": str(error.lineno), "column": str(error.colno)},
        ) from None


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse_number(digits)


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else _refuse_number(digits)


def _refuse_number(digits: str) -> NoReturn:
    raise ValidationError(
        _(
            "Bland koordinaterna står ”%(number)s”, som inte är ett tal som kan vara en koordinat. "
            "Exportera området på nytt."
        ),
        code="not_finite",
        params={"number": digits[:20]},
    )


def _refuse_form() -> NoReturn:
    raise ValidationError(
        _(
            "Det här är inte GeoJSON. Rita området på kartan, eller exportera det som GeoJSON "
            "(.geojson) från kartprogrammet."
        ),
        code="unreadable",
    )
