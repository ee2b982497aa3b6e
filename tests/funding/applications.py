"""Applications for the tests, made the way people make them."""

from datetime import date, datetime

from django.utils import timezone

from coordination.access import forget_standing
from funding.domain import assessment
from funding.domain.application import describe_application, start_application, submit_application
from funding.domain.application_content import consents_in_force, keep_content
from funding.domain.application_writing import set_body, set_share, write_part
from funding.domain.consent import give_consent
from funding.domain.round import close_round, draft_round, open_for_applications
from funding.domain.round_form import add_criterion, choose_parts, write_instructions
from funding.enums import Financing
from tests.funding.helpers import MKR

DURING = timezone.make_aware(datetime(2025, 2, 1, 10, 0))  # noqa: DTZ001  (made aware here)
AFTER = timezone.make_aware(datetime(2025, 2, 16, 0, 1))  # noqa: DTZ001  (made aware here)
LEVELS = ["Inte alls", "Lite", "Delvis", "Väl", "Helt"]
TEXT = "<p>Gångtunneln är mörk och undviks på kvällen.</p>"


def drafted(source, oskar, *, name="Våren 2025", parts=("problem", "calculation"), **facts):
    """A round with instructions, parts and two criteria, not yet open."""
    days = {"opens_on": date(2025, 1, 15), "closes_on": date(2025, 2, 15)}
    found = draft_round(source, actor=oskar, name=name, **days | facts)
    write_instructions(found, actor=oskar, html="<p>Sök tillsammans.</p>")
    choose_parts(found, actor=oskar, parts=dict.fromkeys(parts, ""))
    add_criterion(found, actor=oskar, name="Trygghet", weight=3, levels=LEVELS)
    add_criterion(found, actor=oskar, name="Genomförbarhet", weight=1, levels=LEVELS)
    return found


def opened(source, oskar, **facts):
    return open_for_applications(drafted(source, oskar, **facts), actor=oskar)


def written(funding_round, actor, lead, *others, title="Trygga stråk", amount_ore=MKR):
    """A draft with everything but consents: the lead and the others take part, the lead applies."""
    application = start_application(funding_round, actor=actor, lead=lead, title=title, now=DURING)
    application = describe_application(
        application,
        actor=actor,
        title=title,
        summary="Belysning och siktröjning längs stråket.",
        cost_ore=amount_ore,
        version=1,
    )
    for body in (lead, *others):
        said = {"takes_part": True, "contribution": "Bygger och sköter"}
        set_body(application, actor=actor, organization=body, **said)
    for part in application.parts.all():
        write_part(part, actor=actor, html=TEXT, version=1)
    set_share(
        application,
        actor=actor,
        organization=lead,
        financing=Financing.APPLIED,
        year=2025,
        amount_ore=amount_ore,
    )
    application.refresh_from_db()
    return application


def consent(application, user, organization):
    seen = keep_content(application).fingerprint
    return give_consent(application, actor=user, organization=organization, fingerprint_seen=seen)


def submitted(funding_round, actor, lead, *others, chairs, **values):
    """A submitted application; ``chairs`` says who consents for each body that takes part."""
    application = written(funding_round, actor, lead, *others, **values)
    for body in (lead, *others):
        consent(application, chairs[body], body)
    return submit_application(application, actor=actor, now=DURING)


def closed(funding_round, oskar):
    return close_round(funding_round, actor=oskar)


def judged(application, actor, *levels, passed=True):
    """The gate and each criterion, with a reason."""
    application.refresh_from_db()
    application.round.refresh_from_db()
    assessment.check_gate(
        application, actor=actor, passed=passed, rationale="Drivs vidare av nämnden"
    )
    for criterion, level in zip(application.round.criteria.all(), levels, strict=False):
        assessment.score_application(
            application, actor=actor, criterion=criterion, level=level, rationale="Enligt analysen"
        )
    application.refresh_from_db()
    return application


def names_in_force(application) -> list[str]:
    return sorted(str(each.organization) for each in consents_in_force(application))


def now_holds(user):
    """The user's seats have changed in the test."""
    forget_standing(user)
    return user
