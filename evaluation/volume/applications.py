"""What the grants were asked for in: an application for every initiative, with its body and its share."""

from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone

from evaluation.volume.bulk import pour, store
from evaluation.volume.town import Town
from funding.domain.priority import RANKED
from funding.enums import ApplicationState, Financing
from funding.models import Application, ApplicationBody, ApplicationShare, Round


def apply_for_money(town: Town, wanted) -> list[Application]:
    """``wanted`` gives round, initiative and amount; the applications come back in the same order.

    They are written as drafts and then submitted and granted, as the database wants it.
    """
    numbers: dict[Round, count[int]] = {}
    applications = store(
        _application(town, round_, initiative, amount, next(numbers.setdefault(round_, count(1))))
        for round_, initiative, amount in wanted
    )
    pour(ApplicationBody(application=each, organization_id=each.lead_id) for each in applications)
    pour(_share(each) for each in applications)
    closed = applications[0].round.closes_on
    submitted_at = timezone.make_aware(datetime.combine(closed, time(12)))
    Application.objects.update(state=ApplicationState.GRANTED, submitted_at=submitted_at)
    return applications


def _application(town, round_, initiative, amount, number):
    return Application(
        round=round_,
        initiative=initiative,
        lead=initiative.lead,
        title=initiative.title,
        summary=initiative.summary,
        cost_ore=amount,
        applied_ore=amount,
        financed_ore=amount,
        number=number,
        author=town.account,
        started_at=town.now - timedelta(days=680),
        sort_key=f"{RANKED}{town.chance.randint(0, 99_999):05d}",
        is_fictitious=True,
    )


def _share(application):
    return ApplicationShare(
        application=application,
        organization_id=application.lead_id,
        financing=Financing.APPLIED,
        source_id=application.round.source_id,
        year=application.round.source.year,
        amount_ore=application.applied_ore,
    )
