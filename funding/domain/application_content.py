"""What an application says, as one value: for consents, receipts and comparison."""

from django.db.models import F

from coordination.domain.audit import happening_at
from funding.domain.ledger import fingerprint
from funding.models import ApplicationVersion


def content_of(application) -> dict:
    """Everything that participating bodies consent to. Four statements, whatever its size."""
    return {
        "title": application.title,
        "summary": application.summary,
        "lead": application.lead_id,
        "initiative": application.initiative_id,
        "area": application.area_id,
        "cost_ore": application.cost_ore,
        "bodies": _rows(application.bodies, "organization", "takes_part", "contribution"),
        "parts": dict(application.parts.order_by("kind").values_list("kind", "html")),
        "shares": _rows(
            application.shares, "organization", "financing", "source", "year", "amount_ore"
        ),
        "dialogues": [
            [body, day.isoformat(), evidence]
            for body, day, evidence in application.dialogues.order_by(
                "organization", "held_on"
            ).values_list("organization", "held_on", "evidence")
        ],
    }


def _rows(rows, *names) -> list[list]:
    return [list(row) for row in rows.order_by(*names).values_list(*names)]


def keep_content(application) -> ApplicationVersion:
    """The application as it is now, kept once for as long as nothing changes."""
    content = content_of(application)
    said = fingerprint(content)
    latest = application.versions.first()
    if latest and latest.fingerprint == said:
        return latest
    return ApplicationVersion.objects.create(
        application=application,
        number=latest.number + 1 if latest else 1,
        fingerprint=said,
        content=content,
        kept_at=happening_at(),
    )


def is_current(consent, application) -> bool:
    """Whether what was consented to is what the application says now."""
    return consent.version.fingerprint == fingerprint(content_of(application))


def consents_in_force(application):
    """The consents that nothing has ended, with who gave them."""
    return application.consents.filter(withdrawn_at__isnull=True).select_related(
        "organization", "given_by__person", "version"
    )


def bodies_without_consent(application) -> list:
    """The bodies that take part and have not consented to this text, in their order."""
    given = consents_in_force(application).order_by().values("organization")
    rows = application.bodies.filter(takes_part=True).exclude(organization__in=given)
    return list(rows.select_related("organization").order_by(F("organization__sort_key")))
