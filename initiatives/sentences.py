"""How the events of programmes and initiatives are told, and the pages of what they are about."""

from django.utils.translation import gettext_lazy as _

from coordination.history import Sentence, SubjectPage, sentences, subject_pages
from initiatives.enums import ParticipationRole

PROGRAMMES = (
    Sentence("programme.established", _("Programmet %(name)s inrättades.")),
    Sentence("programme.edited", _("Uppgifterna om programmet ändrades.")),
    Sentence(
        "programme.mandated",
        _("Programmet fick sitt uppdrag av %(body)s %(day)s[, %(reference)s]."),
        bodies=("body",),
    ),
    Sentence("programme.started", _("Programmet startade.")),
    Sentence("programme.ended", _("Programmet avslutades. Skäl: %(reason)s")),
    Sentence("programme.model_reviewed", _("Modellen sågs över %(on)s.")),
    Sentence("programme.area_added", _("Området %(area)s pekades ut.")),
    Sentence("programme.area_removed", _("Området %(area)s är inte längre utpekat.")),
    Sentence("programme.group_attached", _("Gruppen %(group)s började arbeta för programmet.")),
)
INITIATIVES = (
    Sentence(
        "initiative.proposed",
        _("Insatsen %(title)s föreslogs, ledd av %(lead)s."),
        bodies=("lead",),
    ),
    Sentence("initiative.edited", _("Uppgifterna om insatsen %(title)s ändrades.")),
    Sentence("initiative.started", _("Insatsen %(title)s startade %(on)s.")),
    Sentence("initiative.completed", _("Insatsen %(title)s avslutades %(on)s.")),
    Sentence(
        "initiative.incorporated",
        _("Insatsen %(title)s införlivades i ordinarie verksamhet: %(reason)s"),
    ),
    Sentence("initiative.stopped", _("Insatsen %(title)s stoppades. Skäl: %(reason)s")),
    Sentence("initiative.resumed", _("Insatsen %(title)s togs upp igen.")),
    Sentence(
        "initiative.joined",
        _("%(organization)s fick en roll i insatsen %(title)s: %(role)s."),
        labels={"role": ParticipationRole},
    ),
    Sentence(
        "initiative.left",
        _("%(organization)s lämnade rollen %(role)s i insatsen %(title)s. Skäl: %(reason)s"),
        labels={"role": ParticipationRole},
    ),
    Sentence(
        "initiative.lead_changed", _("%(organization)s tog över ledningen av insatsen %(title)s.")
    ),
)
PAGES = {
    "initiatives.programme": "initiatives:programme",
    "initiatives.initiative": "initiatives:initiative",
}


def register() -> None:
    """Put the sentences and pages in the table."""
    for sentence in (*PROGRAMMES, *INITIATIVES):
        sentences.register(sentence)
    for code, url_name in PAGES.items():
        subject_pages.register(SubjectPage(code, url_name))
