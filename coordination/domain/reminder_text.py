"""The words of reminders: those it comes with, the municipality's own, and what they may name.

A text holds placeholders, {titel} or {title}: whatever else stands in braces is refused when the text
is saved, so that no letter ever goes out with a hole in it.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.reminder_policy import refuse_stale
from coordination.enums import ReminderOccasion
from coordination.models import ReminderText
from coordination.swedish import body_in_sentence
from coordination.validators import validate_one_line, validate_plain_text

SUBJECT_LIMIT, OPENING_LIMIT = 150, 1000
LONG_LATE = 90  # days; after that a letter says since when
_BRACES = re.compile(r"\{(\w*)\}")
# Swedish and English names of the same: a text may use either, in any language.
PLACEHOLDERS = {
    "namn": "name",
    "titel": "title",
    "dag": "day",
    "dagar": "days",
    "organ": "body",
    "antal": "count",
}


@dataclass(frozen=True)
class Words:
    """The subject and the first words of a letter, with placeholders."""

    subject: str
    opening: str
    version: int = 0


_DEFAULTS = {
    ReminderOccasion.BEFORE: (
        gettext_lazy("{dagar} kvar: {titel}"),
        gettext_lazy("Det här väntar på dig:"),
    ),
    ReminderOccasion.TODAY: (
        gettext_lazy("Sista dagen i dag: {titel}"),
        gettext_lazy("I dag är sista dagen för det här:"),
    ),
    ReminderOccasion.LATE: (
        gettext_lazy("Försenat {dagar}: {titel}"),
        gettext_lazy("Det här skulle ha varit klart, och väntar fortfarande på dig:"),
    ),
    ReminderOccasion.SEVERAL: (
        gettext_lazy("Påminnelse: {antal} saker väntar på dig"),
        gettext_lazy("Det här väntar på dig. Vi har samlat allt i ett brev:"),
    ),
    ReminderOccasion.ESCALATED: (
        gettext_lazy("Försenat {dagar} hos {organ}: {titel}"),
        gettext_lazy(
            "Det här skulle ha varit klart senast {dag}. Den som ansvarar är påmind, men det är"
            " inte klart än. Därför får du också veta det. Du behöver inte göra något själv, men kan"
            " behöva fråga."
        ),
    ),
    ReminderOccasion.INFORMED: (
        gettext_lazy("{antal} saker är försenade hos dem du har ansvar för"),
        gettext_lazy(
            "Det här skulle ha varit klart. De som ansvarar är påminda. Du behöver inte göra något"
            " själv, men kan behöva fråga."
        ),
    ),
}


def standard_words(occasion, language) -> Words:
    """The words it comes with."""
    subject, opening = _DEFAULTS[occasion]
    with override(language):
        words = Words(str(subject), str(opening))
    return _in_english(words) if language == "en" else words


def _in_english(words) -> Words:
    """The placeholders by the names that stand beside the text."""

    def said(text):
        return _BRACES.sub(lambda found: f"{{{PLACEHOLDERS.get(found[1], found[1])}}}", text)

    return Words(said(words.subject), said(words.opening))


class Texts:
    """Every text there is, read once for as many letters as are written."""

    def __init__(self):
        self._own = {
            (row.occasion, row.language): Words(row.subject, row.opening, row.version)
            for row in ReminderText.objects.all()
        }

    def words(self, occasion, language) -> Words:
        """The municipality's own words, else those it comes with."""
        return self._own.get((occasion, language)) or standard_words(occasion, language)

    def is_own(self, occasion, language) -> bool:
        return (occasion, language) in self._own


def fill(text, items, *, to) -> str:
    """The text with its placeholders filled for the first of the letter's items, in the active language.

    What is the reader's own stands first and is what is counted, where there is any.
    """
    first = items[0]
    counted = [item for item in items if item.is_mine] or items
    values = {
        "namn": to.given_name,
        "titel": first.deadline.title,
        "dag": date_format(first.deadline.due_on, "DATE_FORMAT"),
        "dagar": _distance(first.days),
        "organ": body_in_sentence(first.deadline.organization.name),
        "antal": str(len(counted)),
    }
    values |= {english: values[swedish] for swedish, english in PLACEHOLDERS.items()}
    filled = _BRACES.sub(lambda found: values.get(found[1], found[0]), text)
    return filled[:1].upper() + filled[1:]


def _distance(days) -> str:
    """How far away it is; nobody reads thousands of days."""
    if days < -LONG_LATE:
        return _("mer än tre månader")
    return ngettext("%(n)d dag", "%(n)d dagar", abs(days)) % {"n": abs(days)}


def change_text(occasion, language, *, actor, subject, opening, version) -> ReminderText:
    """Put the municipality's own words in a kind of reminder.

    Raises PermissionDenied, ValidationError (an unknown placeholder) and ActionRefused
    (somebody saved meanwhile).
    """
    permissions.require(permissions.can_set_reminder_rules(actor))
    subject = _accepted("subject", _("Ämnesraden"), subject, SUBJECT_LIMIT)
    opening = _accepted("opening", _("Inledningen"), opening, OPENING_LIMIT)
    with transaction.atomic():
        row = _locked(occasion, language, version)
        row.subject, row.opening = subject, opening
        row.version += 1
        row.save()
        _log("changed", row, actor)
    return row


def restore_text(occasion, language, *, actor) -> None:
    """Go back to the words it comes with; nothing happens where nobody has changed them."""
    permissions.require(permissions.can_set_reminder_rules(actor))
    with transaction.atomic():
        row = ReminderText.objects.filter(occasion=occasion, language=language).first()
        if row:
            _log("restored", row, actor)
            row.delete()


def validate_placeholders(text) -> None:
    """Refuse what stands in braces and is no placeholder, and braces that do not match."""
    known = {*PLACEHOLDERS, *PLACEHOLDERS.values()}
    for name in _BRACES.findall(text):
        if name not in known:
            raise ValidationError(
                _("”{%(name)s}” går inte att fylla i. Välj bland dem som räknas upp bredvid."),
                code="placeholder",
                params={"name": name},
            )
    if {"{", "}"} & set(_BRACES.sub("", text)):
        raise ValidationError(
            _("En klammer saknar sin motsvarighet. Skriv som {titel}."), code="braces"
        )


def _accepted(what, label, text, limit) -> str:
    """The text as it is stored. What is refused says which of the two it is by its code."""
    try:
        accepted = validate_plain_text(text, what=label, limit=limit)
        validate_placeholders(accepted)
        if what == "subject":
            validate_one_line(accepted)
    except ValidationError as refused:
        raise ValidationError(refused.messages[0], code=what) from None
    return accepted


def _locked(occasion, language, version) -> ReminderText:
    rows = ReminderText.objects.select_for_update()
    row = rows.filter(occasion=occasion, language=language).first()
    refuse_stale(row.version if row else 0, version)
    return row or ReminderText(occasion=occasion, language=language, version=0)


def _log(what, row, actor):
    record(
        f"reminder_text.{what}",
        actor=actor,
        subject=row,
        data={"occasion": row.occasion, "language": row.language, "title": row.subject},
    )
