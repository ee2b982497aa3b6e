"""A reminder about an invented duty: to see how a text reads, and to try it in one's own mail program."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination import permissions
from coordination.domain.message import draft_message, queue_messages
from coordination.domain.reminder_letter import Due, gathered
from coordination.domain.reminder_text import Texts, Words, fill
from coordination.enums import ReminderAudience, ReminderOccasion
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, Organization, OutgoingMessage, Person

_DAYS = {
    ReminderOccasion.BEFORE: 7,
    ReminderOccasion.TODAY: 0,
    ReminderOccasion.LATE: -7,
    ReminderOccasion.SEVERAL: 7,
    ReminderOccasion.ESCALATED: -14,
    ReminderOccasion.INFORMED: -28,
}


def sample_letter(occasion, language, words: Words, *, now, to=None) -> OutgoingMessage:
    """A letter with the given words, not in the outbox."""
    to = to or Person(given_name="Maria", family_name="Exempel", email="maria@kommun.example")
    with override(language):
        items = _items(occasion, timezone.localdate(now))
        context = {
            "items": items,
            "subject": fill(words.subject, items, to=to),
            "opening": fill(words.opening, items, to=to),
            **gathered(items),
        }
    return draft_message(
        "reminder",
        to=to,
        dedupe_key=f"reminder-sample:{to.pk}:{now.isoformat()}",
        context=context,
        now=now,
        kind="sample",
        language=language,
    )


def send_sample(occasion, language, *, actor, now) -> OutgoingMessage:
    """Send the letter, as it is stored, to whoever asks. Raises PermissionDenied, ActionRefused."""
    permissions.require(permissions.can_set_reminder_rules(actor))
    if not (actor.person and actor.person.email):
        raise ActionRefused(
            _("Ditt konto har ingen person med e-postadress att skicka till."), code="no_address"
        )
    words = Texts().words(occasion, language)
    message = sample_letter(occasion, language, words, now=now, to=actor.person)
    message.subject = _("Prov: %(subject)s") % {"subject": message.subject}
    with transaction.atomic():
        queue_messages([message])
    return message


def _items(occasion, today) -> list[Due]:
    """An invented statement, and for a gathered letter an invented report too."""
    body = Organization(name="Kulturnämnden")
    days = _DAYS[occasion]
    escalated = occasion in {ReminderOccasion.ESCALATED, ReminderOccasion.INFORMED}
    audience = ReminderAudience.CHAIR if escalated else ReminderAudience.OWNER
    titles = [(_("Yttrande över Trygga parker"), days)]
    if occasion in {ReminderOccasion.SEVERAL, ReminderOccasion.INFORMED}:
        titles.append((_("Uppföljningsrapport för Läxhjälp på biblioteket"), days - 10))
    return [
        Due(
            Deadline(
                kind="statement",
                title=title,
                organization=body,
                due_on=today + timedelta(days=left),
                rule=_("Svarsdagen i remissen"),
            ),
            left,
            "/",
            _("Se ärendet") if escalated else _("Öppna"),
            audience,
        )
        for title, left in titles
    ]
