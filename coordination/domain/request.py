"""Requests in statements, and what becomes of them (M-10, M-11)."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline
from coordination.domain.disposition_link import accept_links, add_links
from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.domain.seat import _add_seat
from coordination.domain.text import accept_line
from coordination.enums import Outcome, RequestKind, Role
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Disposition, Organization, Request, Seat, Statement


def add_request(
    statement,
    *,
    actor,
    text,
    addressee,
    kind=RequestKind.GENERAL,
    when="",
    seat_for=None,
    groups=(),
) -> Request:
    """Add one request (önskemål) to a draft statement.

    A request for seats names whose seat it is and in which groups. Raises PermissionDenied,
    ValidationError.
    """
    permissions.require(permissions.can_write_statement(actor, statement))
    values = _checked(text=text, kind=kind, when=when, seat_for=seat_for, groups=groups)
    _refuse_foreign_groups(statement, groups)
    with transaction.atomic():
        current = _locked(statement.pk)
        permissions.require(permissions.can_write_statement(actor, current))
        last = statement.requests.aggregate(last=Max("position"))["last"] or 0
        request = Request.objects.create(
            statement=statement, position=last + 1, addressee=addressee, **values
        )
        request.groups.add(*groups)
        _log("request.added", request, actor)
    return request


def _locked(pk) -> Statement:
    """The statement as it is now, kept from others until the transaction ends, and whose it is."""
    rows = Statement.objects.select_for_update(of=("self",))
    return rows.select_related("consultee__organization").get(pk=pk)


def edit_request(
    request, *, actor, text, addressee, kind, when="", seat_for=None, groups=(), version=None
) -> Request:
    """Change a request while the statement is still a draft.

    ``version`` is what the writer saw; EditConflict with both texts when someone saved in between.
    """
    permissions.require(permissions.can_write_statement(actor, request.statement))
    values = _checked(text=text, kind=kind, when=when, seat_for=seat_for, groups=groups)
    _refuse_foreign_groups(request.statement, groups)
    with transaction.atomic():
        current = _locked(request.statement_id)
        permissions.require(permissions.can_write_statement(actor, current))
        saved = _still_asked(request)
        if version is not None and saved.version != version:
            raise EditConflict(theirs=saved, mine=values["text"])
        values |= {"addressee": addressee, "version": saved.version + 1}
        if saved.repeats_id and _asks_for_something_else(saved, values, groups):
            values["repeats"] = None  # an earlier answer was to other words
        for name, value in values.items():
            setattr(request, name, value)
        request.save()
        request.groups.set(groups)
        _log("request.edited", request, actor)
    return request


def _asks_for_something_else(saved, values, groups) -> bool:
    words = ("text", "kind", "when", "seat_for", "addressee")
    return any(getattr(saved, name) != values[name] for name in words) or {
        group.pk for group in groups
    } != set(saved.groups.values_list("pk", flat=True))


def _still_asked(request) -> Request:
    """The request as it is saved now; the statement is locked by the caller."""
    saved = Request.objects.select_related("addressee", "seat_for").filter(pk=request.pk).first()
    if not saved:
        raise ActionRefused(
            _("Någon tog bort önskemålet medan du skrev. Lägg till det igen om det ska vara med."),
            code="removed_meanwhile",
        )
    return saved


def remove_request(request, *, actor) -> None:
    """Take a request out of a draft; the others keep their order."""
    permissions.require(permissions.can_write_statement(actor, request.statement))
    with transaction.atomic():
        current = _locked(request.statement_id)
        permissions.require(permissions.can_write_statement(actor, current))
        _log("request.removed", request, actor)
        request.delete()


def _checked(*, text, kind, when, seat_for, groups):
    if kind == RequestKind.SEAT and not (seat_for and groups):
        raise ActionRefused(
            _("Välj vem som ska få platsen och i vilka grupper."), code="seat_without_group"
        )
    if any(not group.is_group for group in groups):
        raise ActionRefused(
            _("Platser kan begäras i styrgrupper och arbetsgrupper."), code="not_a_group"
        )
    return {
        "text": accept_line(text, what=_("Önskemålet"), limit=1000),
        "kind": kind,
        "when": accept_line(when, what=_("Till när"), limit=100) if when.strip() else "",
        "seat_for": seat_for if kind == RequestKind.SEAT else None,
    }


def _refuse_foreign_groups(statement, groups):
    """Accepting a request makes seats, so it may only name groups set up in the referral's matter."""
    matter = statement.consultee.referral.matter_id
    if any(group.matter_id != matter for group in groups):
        raise ActionRefused(
            _("Gruppen hör inte till det här ärendet. Välj bland ärendets egna grupper."),
            code="foreign_group",
        )


@dataclass(frozen=True)
class Answer:
    """What the sender says about one request: outcome and reason."""

    request: Request
    outcome: str
    reason: str
    links: tuple = ()  # what it led to: kind and number in ``linkable_subjects``
    seen: int | None = None  # the latest answer's number as the writer saw it, 0 for none


def answer_request(
    request, *, actor, outcome, reason, links=(), seen=None, now=None, decision=None
) -> Disposition:
    """Say what became of a request, with the reason, and tell the body that asked (M-11).

    Accepting a request for seats makes the seats, vacant, in the named groups; answering anew adds an
    answer and never takes seats away. When every request of the statement has its answer, the
    sender's deadline is kept. ``seen`` is the latest answer that the writer saw (0: none), and None
    of whoever does not say. Raises PermissionDenied, ValidationError, EditConflict.
    """
    answers = [Answer(request, outcome, reason, tuple(links), seen)]
    asked_in = request.statement or request.opinion
    return answer_requests(asked_in, answers, actor=actor, now=now, decision=decision)[0]


def answer_requests(asked_in, answers, *, actor, now=None, decision=None) -> list[Disposition]:
    """Answer several requests of one statement, or opinion, at once: all or none.

    The body that asked in a statement gets one letter about them; who files an opinion has none.
    EditConflict with both answers when somebody answered one of them after it was ``seen``.
    """
    now = now or timezone.now()
    for answer in answers:
        permissions.require(permissions.can_answer_request(actor, answer.request))
    accepted = [_accepted(answer, actor) for answer in answers]
    with transaction.atomic():
        # Two who answer at once take turns, so that the last one sees that all are answered.
        type(asked_in).objects.select_for_update().get(pk=asked_in.pk)
        _refuse_replaced(asked_in)
        given = [_answer(answer, actor=actor, now=now, decision=decision) for answer in accepted]
        new = [disposition for disposition, is_new in given if is_new]
        if new:
            if isinstance(asked_in, Statement):
                _keep_when_all_answered(asked_in, now)
                _tell_those_who_asked(asked_in, new, now)
            for disposition in new:
                _settle(disposition, actor=actor, on=timezone.localdate(now))
    return [disposition for disposition, _is_new in given]


def _refuse_replaced(asked_in):
    """Only the newest adopted version's requests are answered; the others have been taken over."""
    if isinstance(asked_in, Statement) and (newer := asked_in.newest_adopted()):
        raise ActionRefused(
            _("Yttrandet är ersatt av version %(number)s. Besvara önskemålet där.")
            % {"number": newer.number},
            code="replaced",
        )


def _accepted(answer, actor) -> Answer:
    if answer.outcome not in Outcome:
        raise ActionRefused(_("Välj vad svaret blir."), code="unknown_outcome")
    return replace(
        answer,
        reason=accept_line(answer.reason, what=_("Skälet"), limit=2000),
        links=tuple(accept_links(answer.links, answer.request, actor=actor)),
    )


def _answer(answer, *, actor, now, decision) -> tuple[Disposition, bool]:
    """The new answer, or the latest one when it says the same (a second click)."""
    # Asked of the database, under the lock: what the page had fetched may be older.
    latest = Disposition.objects.filter(request=answer.request).first()
    if latest and _says_the_same(latest, answer, decision):
        return latest, False
    if latest and answer.seen is not None and latest.pk != answer.seen:
        raise EditConflict(theirs=latest, mine=answer.reason)
    disposition = Disposition.objects.create(
        request=answer.request,
        outcome=answer.outcome,
        reason=answer.reason,
        decision=decision,
        answered_by=actor,
        answered_at=now,
    )
    add_links(disposition, answer.links)
    return disposition, True


def _says_the_same(latest, answer, decision) -> bool:
    said = (answer.outcome, answer.reason, decision and decision.pk)
    if (latest.outcome, latest.reason, latest.decision_id) != said:
        return False
    linked = set(latest.links.values_list("subject_type", "subject_id")) if answer.links else set()
    return {(code, pk) for code, pk, _label in answer.links} <= linked


def _settle(disposition, *, actor, on):
    """What follows from the answer, and the trail."""
    request = disposition.request
    if disposition.outcome == Outcome.ACCEPTED and request.kind == RequestKind.SEAT:
        for group in groups_without_seat(request, on=on):
            seat = _add_seat(
                group,
                actor=actor,
                role=Role.MEMBER,
                on_behalf_of=request.seat_for,
                required=True,
                valid_from=on,
                requested_in=request,
            )
            add_links(disposition, [("seat", seat.pk, f"{seat} ({request.seat_for})")])
    _log("request.answered", request, actor, outcome=disposition.outcome, reason=disposition.reason)


def groups_without_seat(request, *, on) -> list[Organization]:
    """The groups in which accepting a request for seats would make a seat on that day."""
    seated = Seat.objects.in_force(on).filter(on_behalf_of=request.seat_for_id)
    return list(
        request.groups.exclude(seats__requested_in=request)
        .exclude(pk__in=seated.values("organization_id"))
        .for_table()
    )


def _keep_when_all_answered(statement, now):
    if not statement.requests.filter(dispositions__isnull=True).exists():
        keep_deadline(
            "requests",
            subject_type="statement",
            subject_id=statement.pk,
            by=_("alla önskemål är besvarade"),
            at=now,
        )


def _tell_those_who_asked(statement, dispositions, now):
    body = statement.consultee.organization
    duty = (body.pk, Role.SECRETARY)
    for person in recipients_for({duty}, on=timezone.localdate(now))[duty]:
        queue_message(
            "request_answered",
            to=person,
            dedupe_key=f"disposition:{dispositions[0].pk}:{person.pk}",
            context={"statement": statement, "dispositions": dispositions},
            now=now,
            kind="request",
            matter=statement.consultee.referral.matter,
        )


def _log(action, request, actor, **data):
    said = {"text": request.text, **data}
    if request.opinion_id:
        memorandum = request.opinion.stage.memorandum
        record(action, actor=actor, subject=memorandum, matter=memorandum.matter, data=said)
        return
    statement = request.statement
    matter = statement.consultee.referral.matter if statement.is_frozen else statement.matter
    record(action, actor=actor, subject=statement, matter=matter, data=said)
