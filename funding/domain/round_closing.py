"""A round that closes before its day: which drafts that stops, and what their writers are told."""

from coordination.domain.audit import happening_at
from coordination.domain.message import queue_message
from coordination.models import Person
from funding.domain.consent import settle
from funding.enums import ApplicationState
from funding.models import Application, ApplicationBody


def drafts_in(funding_round):
    """The applications of a round that nobody has submitted yet."""
    return Application.objects.filter(round=funding_round, state=ApplicationState.DRAFT)


def cut_off_drafts(funding_round, *, announced, reason) -> int:
    """Tell the writers of each draft that it can no longer be submitted, and ask nobody to consent.

    Part of the transaction that closes the round. Says how many drafts there were.
    """
    drafts = list(drafts_in(funding_round).order_by("pk"))
    for draft in drafts:
        context = {"draft": draft, "round": funding_round, "announced": announced, "reason": reason}
        for person in _writers(draft):
            queue_message(
                "round_closed_early",
                to=person,
                dedupe_key=f"round_closed_early:{draft.pk}:{person.pk}",
                context=context,
                now=happening_at(),
                kind="round",
            )
        bodies = ApplicationBody.objects.filter(application=draft)
        settle(draft, list(bodies.values_list("pk", flat=True)), by=funding_round.name)
    return len(drafts)


def _writers(draft):
    """Whoever began it, and everyone who has written a part of it."""
    users = {draft.author_id, *draft.parts.values_list("updated_by", flat=True)} - {None}
    return Person.objects.filter(user__in=users).order_by("pk")
