"""History in plain Swedish: one table turns the audit trail's codes into sentences (STYLE 11).

Every application registers the sentences of its own actions, and the pages of what they are about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from coordination.components import TimelineEntry
from coordination.registry import Register
from coordination.swedish import body_in_sentence, join_names

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"%\((\w+)\)s")
NOTHING = "–"


@dataclass(frozen=True)
class Sentence:
    """How one kind of event is told: ``text`` with the event's data as ``%(name)s``.

    A part in square brackets is left out when its data are empty. ``labels`` names the vocabulary
    of a coded value, ``bodies`` the values that are names of bodies. ``internal`` events are told
    only to those who keep the matter; ``linked`` is false for what no longer exists.
    """

    code: str
    text: str
    labels: Mapping[str, Any] = field(default_factory=dict, hash=False)
    bodies: tuple[str, ...] = ()
    internal: bool = False
    linked: bool = True
    is_decision: bool = False
    # another text where the event's data say so, by the name of what is set
    instead: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class SubjectPage:
    """Where what an event is about is shown: the model's label and the name of its address."""

    code: str
    url_name: str


sentences = Register()
subject_pages = Register()


def internal_codes() -> list[str]:
    """Actions that only those who keep the matter are told of."""
    return [code for code, sentence in sentences.items() if sentence.internal]


def tell(event, *, linked=True) -> TimelineEntry:
    """An event of the audit trail as an entry of a timeline; unlinked on its subject's own page."""
    sentence = sentences.get(event.action) or _unknown(event.action)
    text = _written(sentence, {"code": event.action, **event.data})
    return TimelineEntry(
        text=text[:1].upper() + text[1:],
        at=event.at,
        actor=str(event.actor or ""),
        url=_page(event) if linked and sentence.linked else "",
        is_decision=sentence.is_decision,
    )


def _unknown(action) -> Sentence:
    return Sentence(action, _("Ändring: %(code)s."))


def _page(event) -> str:
    page = subject_pages.get(event.subject_type)
    return reverse(page.url_name, args=[event.subject_id]) if page else ""


def _written(sentence, data) -> str:
    chosen = next(
        (text for name, text in sentence.instead.items() if data.get(name)), sentence.text
    )
    text = _OPTIONAL.sub(lambda part: _unless_empty(part[1], data), str(chosen))
    return _PLACE.sub(lambda place: _value(sentence, data, place[1]), text)


def _unless_empty(part, data) -> str:
    return part if all(data.get(name) for name in _PLACE.findall(part)) else ""


def _value(sentence, data, name) -> str:
    value = data.get(name)
    if value in (None, "", []):
        return NOTHING
    if name in sentence.labels:
        return _label(sentence.labels[name], value)
    if name in sentence.bodies:
        return join_names(map(body_in_sentence, value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return join_names(map(str, value))
    return _plain(str(value))


def _plain(value: str) -> str:
    """A day or a number as Swedish writes it; any other text as it stands."""
    if _ISO_DATE.fullmatch(value):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return number_format(Decimal(value)) if _DECIMAL.fullmatch(value) else value


def _label(vocabulary, value) -> str:
    """A code's word in running text; a code that is no longer in use stays as it was written."""
    return str(dict(vocabulary.choices).get(value, value)).lower()
