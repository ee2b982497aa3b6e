"""What an application still lacks before it can be submitted (T-02, T-03)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination import richtext
from coordination.enums import OrganizationKind
from coordination.swedish import format_kr, join_names
from funding.domain.application_content import bodies_taking_part, bodies_without_consent
from funding.enums import PartKind
from funding.registry import lesson_sources


@dataclass(frozen=True)
class Requirement:
    """One thing that an application must have: what, whether it is there, what is missing."""

    code: str
    label: str
    met: bool
    note: str = ""


def lessons_for(application, user) -> list[tuple[str, str]]:
    """Lessons tagged to the same problem or area, from whoever keeps them."""
    return [
        lesson
        for source in lesson_sources.ordered()
        for lesson in source.lessons(application, user)
    ]


def asks_for_lessons(application) -> bool:
    """Whether the round wants to know how lessons were used."""
    return any(part.kind == PartKind.LESSONS for part in application.round.parts.all())


def requirements(application, lessons) -> list[Requirement]:
    """Everything that is asked of an application, in the order of its page (``load_contents``).

    With ``lessons`` (``lessons_for``) it must say how they were used; without, it may.
    """
    bodies = bodies_taking_part(application)
    waiting = bodies_without_consent(application)
    return [
        _about(application),
        *_parts(application, lessons),
        _contributions(bodies),
        _sums(application),
        _consents(bodies, waiting),
    ]


def missing(application, lessons) -> list[Requirement]:
    """What is asked for and not there."""
    return [each for each in requirements(application, lessons) if not each.met]


def _about(application):
    return Requirement(
        "about",
        _("Projektet i en mening"),
        met=bool(application.summary),
        note=_("Skriv i en mening vad projektet är."),
    )


def _parts(application, lessons):
    texts = {part.kind: part.html for part in application.parts.all()}
    for asked in application.round.parts.all():
        if asked.kind == PartKind.DIALOGUE:
            yield _dialogue(application)
        elif asked.kind != PartKind.LESSONS or lessons:
            yield Requirement(
                asked.kind,
                asked.get_kind_display(),
                met=not richtext.is_empty(texts.get(asked.kind, "")),
                note=_("Texten är inte skriven."),
            )


def _dialogue(application):
    """A district committee that applies itself has nobody to ask."""
    itself = application.lead.kind == OrganizationKind.DISTRICT_COMMITTEE
    return Requirement(
        PartKind.DIALOGUE,
        PartKind.DIALOGUE.label,
        met=itself or bool(application.dialogues.all()),
        note=_("Skriv vilken stadsdelsnämnd ni har talat med och var det står."),
    )


def _contributions(bodies):
    silent = [body.organization.name for body in bodies if not body.contribution]
    return Requirement(
        "bodies",
        _("Vad var och en gör"),
        met=bool(bodies) and not silent,
        note=_("Skriv vad %(bodies)s gör.") % {"bodies": join_names(silent)} if silent else "",
    )


def _sums(application):
    left = application.unfinanced_ore
    if not application.applied_ore:
        note = _("Skriv hur mycket ni söker.")
    elif left > 0:
        note = _("%(left)s av kostnaden har ingen finansiering.") % {"left": format_kr(left)}
    else:
        note = _("Andelarna är %(over)s mer än kostnaden.") % {"over": format_kr(-left)}
    return Requirement(
        "shares",
        _("Kostnaden och andelarna"),
        met=bool(application.applied_ore) and not left,
        note=note,
    )


def _consents(bodies, waiting):
    names = join_names([body.organization.name for body in waiting])
    return Requirement(
        "consents",
        _("Samtycke från alla som deltar"),
        met=bool(bodies) and not waiting,
        note=_("Samtycke saknas från %(bodies)s.") % {"bodies": names},
    )
