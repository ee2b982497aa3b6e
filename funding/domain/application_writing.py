"""Writing an application together: its parts, the bodies it affects, their shares.

Whatever changes what the application says ends the consents to what it said before.
"""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination import richtext
from coordination.domain.audit import happening_at
from coordination.domain.section_version import keep_earlier_text, keep_version, settle_version
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import SavedBy
from coordination.exceptions import ActionRefused, EditConflict
from funding import permissions
from funding.domain.application_state import lock_application, log_application
from funding.domain.consent import end_consents, settle
from funding.domain.source import FIRST_YEAR, YEARS_AHEAD
from funding.enums import Financing
from funding.models import (
    ApplicationBody,
    ApplicationPart,
    ApplicationShare,
)
from funding.validators import validate_amount

MOST_BODIES, MOST_SHARES = 40, 200


@contextmanager
def writing(application, *, actor):
    """The draft, held while it is written in. Raises PermissionDenied once it is submitted."""
    rights.require(permissions.can_write_application(actor, application))
    with transaction.atomic():
        current = lock_application(application)
        rights.require(permissions.can_write_application(actor, current))
        yield current
        end_consents(current, actor=actor)


def write_part(part, *, actor, html, version, way=SavedBy.TYPED) -> ApplicationPart:
    """Save the text of a part, cleaned. ``version`` is what the writer saw when they began.

    Every text is kept as a version; autosaves that follow each other closely are one, and are told
    of once.

    Raises EditConflict with both texts when someone saved in between, ValidationError on text that
    cannot be stored or printed, PermissionDenied once the application is submitted.
    """
    html = accept_rich_text(html)
    with writing(part.application, actor=actor) as application:
        current = application.parts.select_related("updated_by__person").get(pk=part.pk)
        if current.html == html:
            if way == SavedBy.TYPED:
                settle_version(current)
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=html)
        keep_earlier_text(current)
        current.html, current.version, current.updated_by = html, version + 1, actor
        current.save()
        if keep_version(current, way=way):
            _log_writing(application, current, actor=actor)
    return current


def _log_writing(application, part, *, actor):
    words = richtext.word_count(part.html)
    log_application(
        "application.part_written", application, actor=actor, part=part.kind, words=words
    )


def restore_part(version, *, actor, seen) -> ApplicationPart:
    """Save an earlier text of a part once more as the newest; nothing between is removed.

    ``seen`` is the part's version that the reader looked at. Raises all that ``write_part`` does.
    """
    return write_part(
        version.part, actor=actor, html=version.html, version=seen, way=SavedBy.RESTORED
    )


# --- The bodies that it affects -------------------------------------------------------------------


def set_body(application, *, actor, organization, takes_part, contribution="") -> ApplicationBody:
    """Say that a body is affected, whether it takes part, and what it then does.

    The lead always takes part. A body that only is affected has no share.
    """
    contribution = (
        accept_line(contribution, what=_("Vad nämnden gör"), limit=300)
        if contribution.strip()
        else ""
    )
    with writing(application, actor=actor) as current:
        _refuse_strange_body(current, organization)
        if not takes_part:
            _refuse_standing_aside(current, organization)
        body, created = ApplicationBody.objects.update_or_create(
            application=current,
            organization=organization,
            defaults={"takes_part": takes_part, "contribution": contribution},
        )
        if created and current.bodies.count() > MOST_BODIES:
            raise ActionRefused(
                _("En ansökan kan ha högst %(most)s nämnder.") % {"most": MOST_BODIES},
                code="too_many_bodies",
            )
        if not takes_part:
            settle(current, [body.pk], by=_("Deltar inte"))
        log_application(
            "application.body_set", current, actor=actor, body=organization.name, part=takes_part
        )
    return body


def remove_body(body, *, actor) -> None:
    """The body is not affected after all."""
    with writing(body.application, actor=actor) as current:
        _refuse_standing_aside(current, body.organization)
        settle(current, [body.pk], by=_("Berörs inte"))
        log_application(
            "application.body_removed", current, actor=actor, body=body.organization.name
        )
        current.bodies.filter(pk=body.pk).delete()


def _refuse_strange_body(application, organization):
    home = application.round.source.owner.home_id
    if organization.is_group or organization.home_id != home:
        raise ActionRefused(
            _("%(body)s kan inte delta. Välj en nämnd, en förvaltning eller ett bolag i kommunen.")
            % {"body": organization.name},
            code="strange_body",
        )


def _refuse_standing_aside(application, organization):
    if application.lead_id == organization.pk:
        raise ActionRefused(_("Huvudsökanden deltar alltid."), code="lead_takes_part")
    if application.shares.filter(organization=organization).exists():
        raise ActionRefused(
            _("%(body)s har en andel av kostnaden. Ta bort andelen först.")
            % {"body": organization.name},
            code="has_share",
        )


# --- Shares ---------------------------------------------------------------------------------------


def set_share(
    application, *, actor, organization, financing, year, amount_ore, source=None
) -> ApplicationShare:
    """Say what a body pays, or applies for, in a year; said again, it is changed.

    Money that is applied for is the round's own. Raises ValidationError, ActionRefused.
    """
    _refuse_nothing(amount_ore)
    _refuse_year(year, application.round.source if financing == Financing.APPLIED else None)
    with writing(application, actor=actor) as current:
        if not current.bodies.filter(organization=organization, takes_part=True).exists():
            raise ActionRefused(
                _("%(body)s deltar inte i ansökan. Lägg till den som deltagande först.")
                % {"body": organization.name},
                code="takes_no_part",
            )
        if financing == Financing.APPLIED:
            source = current.round.source
        share, _created = ApplicationShare.objects.update_or_create(
            application=current,
            organization=organization,
            financing=financing,
            source=source,
            year=year,
            defaults={"amount_ore": amount_ore},
        )
        if current.shares.count() > MOST_SHARES:
            raise ActionRefused(
                _("En ansökan kan ha högst %(most)s andelar.") % {"most": MOST_SHARES},
                code="too_many_shares",
            )
        add_up(current)
        log_application(
            "application.share_set", current, actor=actor, body=organization.name, year=year
        )
    return share


def remove_share(share, *, actor) -> None:
    """Take a share away."""
    with writing(share.application, actor=actor) as current:
        current.shares.filter(pk=share.pk).delete()
        add_up(current)
        log_application(
            "application.share_removed",
            current,
            actor=actor,
            body=share.organization.name,
            year=share.year,
        )


def _refuse_nothing(amount_ore):
    if amount_ore == 0:
        raise ValidationError(
            _("Skriv ett belopp större än 0 kr, eller ta bort andelen."), code="amount_not_positive"
        )
    validate_amount(amount_ore)


def _refuse_year(year, source=None):
    """A likely year; of a source's money none before the source's own."""
    last = timezone.localdate(happening_at()).year + YEARS_AHEAD
    first = max(FIRST_YEAR, source.year) if source else FIRST_YEAR
    if not first <= year <= last:
        raise ValidationError(
            _("Skriv ett år mellan %(first)s och %(last)s."),
            code="year_unlikely",
            params={"first": first, "last": last},
        )


def add_up(application):
    """The sums beside the shares, from the shares."""
    sums = application.shares.aggregate(
        applied=Sum("amount_ore", filter=Q(financing=Financing.APPLIED), default=0),
        all=Sum("amount_ore", default=0),
    )
    application.applied_ore, application.financed_ore = sums["applied"], sums["all"]
    application.save(update_fields=["applied_ore", "financed_ore"])
