"""A decision meets the applications it is about: each is granted or refused once, and in its own round."""

from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from funding.domain.application_state import lock_application, move_application
from funding.domain.assessment import refuse_conflicted
from funding.domain.priority import OUTSIDE, UNJUDGED
from funding.enums import ApplicationState
from funding.exceptions import CapExceeded
from funding.models import Exclusion

GRANTED = ApplicationState.GRANTED


def settle_applications(funding_round, awards, rejections, *, actor) -> None:
    """Bring the applications of a decision's lines to their end. Part of the decision's transaction.

    Raises ActionRefused for what cannot be granted: what is no application of a round that has some,
    another round's, not long-term, not fully judged, more than was applied for, two that exclude each
    other, or by someone disqualified.
    """
    _refuse_free_lines(funding_round, [line for line, _origin in (*awards, *rejections)])
    granted = [award for award, _origin in awards if award.application]
    refused = [rejection for rejection, _origin in rejections if rejection.application]
    ends = {line.application.pk: (line, "grant") for line in granted}
    ends |= {line.application.pk: (line, "refuse") for line in refused}
    if len(ends) < len(granted) + len(refused):
        raise ActionRefused(_("Samma ansökan står på två rader."), code="application_twice")
    _refuse_excluded([line.application for line in granted])
    for pk in sorted(ends):
        line, action = ends[pk]
        _settle(line, action, funding_round, actor)


def _refuse_free_lines(funding_round, lines):
    """Where applications are ranked, money and refusals are theirs: nobody passes the ranking by."""
    if all(line.application for line in lines):
        return
    if funding_round.applications.received().exists():
        raise ActionRefused(
            _(
                "Omgången har ansökningar. För in beslutet från beslutstabellen, "
                "så att varje belopp hör till en ansökan."
            ),
            code="application_missing",
        )


def _settle(line, action, funding_round, actor):
    current = lock_application(line.application)
    if current.round_id != funding_round.pk:
        raise ActionRefused(
            _("”%(title)s” är sökt i en annan omgång.") % {"title": current.title},
            code="strange_application",
        )
    refuse_conflicted(actor, current)
    if action == "grant":
        _refuse_grant(current, line)
    move_application(current, action)
    current.save(update_fields=["state"])


def _refuse_grant(application, award):
    if award.recipient.pk != application.lead_id:
        raise ActionRefused(
            _("Pengarna till ”%(title)s” går till den som har sökt: %(lead)s.")
            % {"title": application.title, "lead": application.lead},
            code="strange_recipient",
        )
    if application.sort_key.startswith(OUTSIDE):
        raise ActionRefused(
            _("”%(title)s” är inte långsiktig och kan inte beviljas.")
            % {"title": application.title},
            code="gate_missed",
        )
    if application.sort_key.startswith(UNJUDGED):
        raise ActionRefused(
            _("”%(title)s” är inte färdigbedömd. Bedöm den först, så får den sin plats.")
            % {"title": application.title},
            code="unjudged",
        )
    if award.amount_ore > application.applied_ore:
        raise CapExceeded(
            _("”%(title)s” har sökt %(applied)s och kan inte få mer.")
            % {"title": application.title, "applied": format_kr(application.applied_ore)},
            code="more_than_applied",
        )


def _refuse_excluded(applications):
    """Two that exclude each other are not granted: neither at once, nor one after the other."""
    first, second = Q(first__in=applications), Q(second__in=applications)
    earlier = first & Q(second__state=GRANTED) | second & Q(first__state=GRANTED)
    pairs = Exclusion.objects.filter(first & second | earlier)
    pair = pairs.select_related("first", "second").first()
    if pair:
        raise ActionRefused(
            _("”%(first)s” och ”%(second)s” utesluter varandra: %(reason)s")
            % {"first": pair.first.title, "second": pair.second.title, "reason": pair.reason},
            code="pair_excluded",
        )
