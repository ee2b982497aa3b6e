"""Applications (ansökningar): begun, described, copied, submitted with a receipt, withdrawn."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import permissions as rights
from coordination.domain.audit import happening_at
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused, EditConflict
from coordination.swedish import format_kr
from funding import permissions
from funding.domain.application_check import lessons_for, missing
from funding.domain.application_content import keep_content, load_contents
from funding.domain.application_state import (
    lock_application,
    log_application,
    move_application,
    refuse_closed,
)
from funding.domain.application_writing import writing
from funding.domain.consent import settle
from funding.domain.ranking import refresh_rank
from funding.domain.round import lock_round
from funding.enums import ApplicationState, Financing, PartKind
from funding.exceptions import KeyReused
from funding.models import (
    Application,
    ApplicationBody,
    ApplicationPart,
    ApplicationShare,
)
from funding.validators import validate_amount


def start_application(
    funding_round,
    *,
    actor,
    lead,
    title,
    initiative=None,
    area=None,
    is_fictitious=False,
    now=None,
    key=None,
) -> Application:
    """Begin an application on behalf of a body, with an empty text for each part of the round's form.

    Of an initiative, the bodies that take part there are affected here. ``key`` is the form's own, so
    that sending it twice begins one application. Raises PermissionDenied, ActionRefused when the
    round is closed.
    """
    rights.require(permissions.can_apply(actor, funding_round, lead))
    refuse_closed(funding_round, now=now or happening_at())
    title = accept_line(title, what=_("Projektets namn"), limit=200)
    with transaction.atomic():
        if already := _begun_with(key, funding_round, lead=lead, author=actor):
            return already
        application = Application.objects.create(
            key=key,
            round=funding_round,
            lead=lead,
            title=title,
            initiative=initiative,
            area=area,
            author=actor,
            started_at=happening_at(),
            is_fictitious=is_fictitious,
        )
        _begin_bodies(application)
        _begin_parts(application, {})
        log_application("application.started", application, actor=actor, lead=lead.name)
    return application


def _begun_with(key, funding_round, **about) -> Application | None:
    """What the same form began already; whoever sends it at the same moment waits here."""
    if key is None:
        return None
    lock_round(funding_round)
    found = Application.objects.filter(key=key).first()
    if found and (found.round_id != funding_round.pk or _differs(found, about)):
        raise KeyReused(
            _("Nyckeln är redan använd för en annan ansökan. Ladda om sidan och försök igen."),
            code="key_reused",
        )
    return found


def _differs(found, about) -> bool:
    return any(getattr(found, name) != value for name, value in about.items())


def _begin_bodies(application):
    """The lead takes part; the initiative's other bodies are affected until they say that they do."""
    ApplicationBody.objects.create(application=application, organization=application.lead)
    if application.initiative is None:
        return
    home = application.round.source.owner.home_id
    others = application.initiative.participants.filter(municipality=home)
    others = others.exclude(pk=application.lead_id).distinct()
    ApplicationBody.objects.bulk_create(
        ApplicationBody(application=application, organization=body, takes_part=False)
        for body in others
        if not body.is_group
    )


def _begin_parts(application, texts):
    asked = application.round.parts.exclude(kind=PartKind.DIALOGUE)
    ApplicationPart.objects.bulk_create(
        ApplicationPart(application=application, kind=part.kind, html=texts.get(part.kind, ""))
        for part in asked
    )


def describe_application(
    application, *, actor, title, summary, cost_ore, version, initiative=None, area=None
) -> Application:
    """Set the project's name, what it is in a sentence, its whole cost, initiative and area.

    Raises EditConflict, with what was said as ``mine``, when someone else did so meanwhile.
    """
    title = accept_line(title, what=_("Projektets namn"), limit=200)
    summary = accept_line(summary, what=_("Meningen"), limit=250) if summary.strip() else ""
    validate_amount(cost_ore, zero=True)
    said = {
        "title": title,
        "summary": summary,
        "cost_ore": cost_ore,
        "initiative": initiative,
        "area": area,
    }
    with writing(application, actor=actor) as current:
        if all(getattr(current, name) == value for name, value in said.items()):
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=said)
        changes = _changes(current, said)
        for name, value in said.items():
            setattr(current, name, value)
        current.version = version + 1
        current.save()
        log_application("application.described", current, actor=actor, changes=changes)
    return current


def _changes(application, said) -> str:
    """What becomes different, for the history: ”Hela kostnaden: 2 000 000 kr blev 3 000 000 kr”."""
    return "; ".join(
        _("%(what)s: %(before)s blev %(now)s")
        % {
            "what": _FIELDS[name],
            "before": _in_words(name, getattr(application, name)),
            "now": _in_words(name, value),
        }
        for name, value in said.items()
        if getattr(application, name) != value
    )


_FIELDS = {
    "title": gettext_lazy("projektets namn"),
    "summary": gettext_lazy("meningen"),
    "cost_ore": gettext_lazy("hela kostnaden"),
    "initiative": gettext_lazy("insatsen"),
    "area": gettext_lazy("området"),
}


def _in_words(name, value) -> str:
    if name == "cost_ore":
        return format_kr(value)
    return f"”{value}”" if value else _("tomt")


def copy_application(earlier, *, actor, into, now=None, key=None) -> Application:
    """Begin an application with what an earlier one said, its years moved to the new round's.

    Consents and dialogues are not copied: they were about the earlier one. With the same ``key`` it
    is copied once.
    """
    with transaction.atomic():
        return _copied(earlier, actor=actor, into=into, now=now, key=key)


def _copied(earlier, *, actor, into, now, key) -> Application:
    fresh = start_application(
        into,
        actor=actor,
        lead=earlier.lead,
        title=earlier.title,
        area=earlier.area,
        is_fictitious=earlier.is_fictitious,
        now=now,
        key=key and f"{key}-copy-{earlier.pk}",
    )
    if fresh.copied_from_id == earlier.pk:
        return fresh
    with writing(fresh, actor=actor) as current:
        current.copied_from, current.initiative = earlier, earlier.initiative
        current.summary, current.cost_ore = earlier.summary, earlier.cost_ore
        current.bodies.all().delete()
        ApplicationBody.objects.bulk_create(
            ApplicationBody(
                application=current,
                organization_id=body.organization_id,
                takes_part=body.takes_part,
                contribution=body.contribution,
            )
            for body in earlier.bodies.all()
        )
        texts = dict(earlier.parts.values_list("kind", "html"))
        for part in current.parts.all():
            part.html = texts.get(part.kind, "")
            part.save()
        _copy_shares(earlier, current)
        current.save()
        log_application("application.copied", current, actor=actor, earlier=earlier.title)
    return current


def _copy_shares(earlier, fresh):
    step = fresh.round.source.year - earlier.round.source.year
    ApplicationShare.objects.bulk_create(
        ApplicationShare(
            application=fresh,
            organization_id=share.organization_id,
            financing=share.financing,
            source=fresh.round.source if share.financing == Financing.APPLIED else None,
            year=share.year + step,
            amount_ore=share.amount_ore,
        )
        for share in earlier.shares.all()
    )
    fresh.applied_ore, fresh.financed_ore = earlier.applied_ore, earlier.financed_ore


def submit_application(application, *, actor, now=None) -> Application:
    """Submit the application: it gets its number, and stands still from now on.

    A second click gets the same receipt. Raises PermissionDenied, ActionRefused with what is missing.
    """
    now = now or happening_at()
    rights.require(permissions.is_applicant(actor, application))
    with transaction.atomic():
        funding_round = lock_round(application.round)
        current = lock_application(application)
        if current.state == ApplicationState.SUBMITTED:
            return current
        move_application(current, "submit")
        refuse_closed(funding_round, now=now)
        load_contents(current)
        if lacking := missing(current, lessons_for(current, actor)):
            raise ActionRefused(" ".join(each.note for each in lacking), code="incomplete")
        last = funding_round.applications.aggregate(last=Max("number"))["last"] or 0
        current.number, current.submitted_at = last + 1, now
        current.fingerprint = keep_content(current).fingerprint
        refresh_rank(current)
        current.save()
        log_application(
            "application.submitted",
            current,
            actor=actor,
            number=current.reference,
            amount=format_kr(current.applied_ore),
        )
    return current


def withdraw_application(application, *, actor, reason) -> Application:
    """Take the whole application back, with the reason; its number is not used again.

    Only the lead may; another body leaves it (``participation.leave_application``).
    """
    rights.require(permissions.speaks_for_lead(actor, application))
    reason = accept_line(reason, what=_("Skälet"), limit=500)
    with transaction.atomic():
        current = lock_application(application)
        rights.require(permissions.speaks_for_lead(actor, current))
        move_application(current, "withdraw")
        current.withdrawn_reason = reason
        current.save(update_fields=["state", "withdrawn_reason"])
        settle(
            current, list(current.bodies.values_list("pk", flat=True)), by=_("Ansökan återkallades")
        )
        log_application("application.withdrawn", current, actor=actor, reason=reason)
    return current
