"""What an application says, as one value: for consents, receipts and comparison."""

from django.db.models import Prefetch, prefetch_related_objects

from coordination.domain.audit import happening_at
from funding.domain.ledger import fingerprint
from funding.models import (
    ApplicationBody,
    ApplicationPart,
    ApplicationShare,
    ApplicationVersion,
    Consent,
    Dialogue,
)

CONTENTS = (
    Prefetch("bodies", ApplicationBody.objects.select_related("organization")),
    Prefetch("parts", ApplicationPart.objects.select_related("updated_by__person")),
    Prefetch("shares", ApplicationShare.objects.select_related("organization", "source")),
    Prefetch("dialogues", Dialogue.objects.select_related("organization", "document")),
    Prefetch(
        "consents",
        Consent.objects.select_related("organization", "version", "given_by__person"),
    ),
    "round__parts",
)


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
            [body, day.isoformat(), evidence, *([notes] if notes else [])]
            for body, day, evidence, notes in application.dialogues.order_by(
                "organization", "held_on"
            ).values_list("organization", "held_on", "evidence", "document__sha256")
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


def load_contents(*applications) -> None:
    """Read all that applications hold, so that pages and checks ask the database no more."""
    prefetch_related_objects(applications, *CONTENTS)


def bodies_taking_part(application) -> list:
    return [body for body in application.bodies.all() if body.takes_part]


def consents_in_force(application) -> list:
    """The consents that nothing has ended."""
    return [each for each in application.consents.all() if each.withdrawn_at is None]


def bodies_without_consent(application) -> list:
    """The bodies that take part and have not consented to this text, in their order."""
    given = {each.organization_id for each in consents_in_force(application)}
    return [body for body in bodies_taking_part(application) if body.organization_id not in given]


def show_consents(application) -> None:
    """Put each body's consent in force beside it, for the table on its pages."""
    given = {each.organization_id: each for each in consents_in_force(application)}
    for body in application.bodies.all():
        body.consent = given.get(body.organization_id)
