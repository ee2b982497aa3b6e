"""A correction of an adopted statement: a new version with its reason; the old one stands (K-20).

Here the version that the body adopts under a new §. What only puts a clerical error right needs no
new decision: see ``clerical_correction``.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.answer_lock import lock_answer
from coordination.domain.deadline import keep_deadline
from coordination.domain.disposition_link import add_links
from coordination.domain.part_view import begin_part_views
from coordination.domain.statement_state import log_statement, refuse_recalled
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from coordination.models import Disposition, Request, Statement, StatementSection

REASON_LIMIT = 500


def correct_statement(statement, *, actor, reason) -> Statement:
    """Begin the next version of an adopted statement (rätta), with its text and requests.

    The body adopts it at a meeting under a new §; until then, and after, the earlier version stands
    as it was adopted. Separate opinions belong to the § they were filed under and are not copied.
    Raises PermissionDenied, ActionRefused.
    """
    permissions.require(permissions.can_keep_statement(actor, statement))
    reason = accept_line(reason, what=_("Skälet"), limit=REASON_LIMIT)
    with transaction.atomic():
        current = lock_answer(statement)
        refuse_uncorrectable(current)
        version = next_version(current, author=actor.person, correction_reason=reason)
        version.save(force_insert=True)
        copy_content(current, version)
        log_statement(
            "statement.correction_begun", version, actor=actor, number=version.number, reason=reason
        )
    return version


def next_version(statement, **values) -> Statement:
    """The version that comes after an adopted one, with its title and stance; not saved yet."""
    return Statement(
        consultee=statement.consultee,
        matter=statement.matter,
        number=statement.number + 1,
        stance=statement.stance,
        referred_text=statement.referred_text,
        corrects=statement,
        **{"title": statement.title, **values},
    )


def refuse_uncorrectable(statement) -> None:
    """Only what is adopted is corrected, and only its newest version while an answer is wanted."""
    if not statement.is_frozen:
        raise ActionRefused(
            _("Yttrandet är inte antaget än. Ändra texten direkt."), code="not_adopted"
        )
    refuse_recalled(statement)
    later = Statement.objects.filter(consultee=statement.consultee, number__gt=statement.number)
    if found := later.order_by("-number").first():
        raise ActionRefused(
            _("Det finns redan en version %(number)s. Rätta den i stället.")
            % {"number": found.number},
            code="corrected_already",
        )


def copy_content(earlier, version, *, texts=None, wordings=None) -> None:
    """The earlier version's sections, views and requests.

    What reads otherwise now stands in ``texts`` by the section's kind, and in ``wordings`` by the
    request's place.
    """
    texts, wordings = texts or {}, wordings or {}
    StatementSection.objects.bulk_create(
        StatementSection(
            statement=version, kind=section.kind, html=texts.get(section.kind, section.html)
        )
        for section in earlier.sections.all()
    )
    begin_part_views(version, earlier)
    for asked in earlier.requests.order_by("position").prefetch_related("groups"):
        copy = Request.objects.create(
            statement=version,
            position=asked.position,
            kind=asked.kind,
            text=wordings.get(asked.position, asked.text),
            addressee_id=asked.addressee_id,
            when=asked.when,
            seat_for_id=asked.seat_for_id,
            repeats=asked,
        )
        copy.groups.set(asked.groups.all())


def take_over_answers(statement, *, at) -> None:
    """When a correction is adopted its requests are the ones that count, with the answers they have.

    The answers to what it repeats are added to it as they were given; the earlier version keeps its
    own, and nobody owes it any more. The caller holds the transaction and has adopted the statement.
    """
    earlier = statement.corrects
    if not earlier:
        return
    # Whoever answers the earlier version now comes before or is told that it has been replaced.
    Statement.objects.select_for_update().get(pk=earlier.pk)
    for asked in statement.requests.filter(repeats__isnull=False).select_related("repeats"):
        _take_over(asked)
    keep_deadline(
        "requests",
        subject_type="statement",
        subject_id=earlier.pk,
        by=f"önskemålen följs i version {statement.number}",
        at=at,
    )


def _take_over(asked):
    answers = asked.repeats.dispositions.order_by("answered_at", "pk")
    for answer in answers.prefetch_related("links"):
        disposition = Disposition.objects.create(
            request=asked,
            outcome=answer.outcome,
            reason=answer.reason,
            decision_id=answer.decision_id,
            answered_by_id=answer.answered_by_id,
            answered_at=answer.answered_at,
        )
        add_links(
            disposition,
            [(link.subject_type, link.subject_id, link.label) for link in answer.links.all()],
        )
