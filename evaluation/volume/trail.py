"""Two events an initiative in the audit trail, linked as ``audit.record`` links them one by one."""

from coordination.domain.audit import digest
from coordination.models import AuditEvent, AuditHead
from evaluation.volume.bulk import pour
from evaluation.volume.town import Town


def leave_trail(town: Town, initiatives) -> None:
    """Go on from the chain's end, which moves with it."""
    head = AuditHead.objects.select_for_update().get(pk=1)
    pour(_link(event, head) for event in _events(town, initiatives))
    head.save(update_fields=["sequence", "hash"])


def _link(event, head):
    event.sequence, event.previous_hash = head.sequence + 1, head.hash
    event.hash = digest(event)
    head.sequence, head.hash = event.sequence, event.hash
    return event


def _events(town, initiatives):
    for initiative in initiatives:
        said = {"title": initiative.title, "lead": initiative.lead.name}
        yield _event(town, initiative, "initiative.proposed", said)
        yield _event(town, initiative, "initiative.started", {"on": str(initiative.starts_on)})


def _event(town, initiative, action, data):
    return AuditEvent(
        at=town.now,
        actor=town.account,
        action=action,
        subject_type=initiative._meta.label_lower,
        subject_id=initiative.pk,
        matter=initiative.programme.matter,
        data=data,
    )
