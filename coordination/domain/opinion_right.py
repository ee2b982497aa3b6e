"""Who may file which opinion, and until when: reservations by those who took part (KL 4:27)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.domain.quorum import TakingPart
from coordination.enums import OpinionKind
from coordination.exceptions import ActionRefused
from coordination.models import MeetingRoutine, SeparateOpinion
from coordination.swedish import join_names


def body_of(opinion):
    """The body in which the opinion is filed: the statement's own, or the stage's."""
    return opinion.stage.body if opinion.stage_id else opinion.statement.consultee.organization


def refuse_late_meeting(opinion) -> None:
    """An opinion is reported at one of the body's own meetings, before it is closed."""
    meeting = opinion.meeting
    if meeting is None:
        return
    if meeting.organization_id != body_of(opinion).pk:
        raise ActionRefused(
            _("Sammanträdet hör till en annan nämnd. Välj ett av nämndens egna."),
            code="foreign_meeting",
        )
    if meeting.cancelled_at:
        raise ActionRefused(_("Sammanträdet är inställt. Välj ett annat."), code="foreign_meeting")
    if meeting.closed_at:
        raise ActionRefused(
            _(
                "Sammanträdet %(day)s är avslutat. En reservation eller ett särskilt yttrande "
                "anmäls innan dess (4 kap. 27 § kommunallagen). Texten du skrev står kvar."
            )
            % {"day": date_format(meeting.held_on, "j F Y")},
            code="meeting_closed",
        )


def refuse_late_change(current, kind, people, meeting) -> None:
    """Once the meeting is closed nobody joins in, and no other kind becomes a reservation."""
    before = set(current.signers.values_list("person_id", flat=True))
    reserves = kind == OpinionKind.RESERVATION != current.kind
    if reserves or {person.pk for person in people} - before:
        refuse_late_meeting(
            SeparateOpinion(statement=current.statement, stage=current.stage, meeting=meeting)
        )


def refuse_filed_late(filed, meeting) -> None:
    """At adoption: what was filed without a meeting was filed before the one that decided was closed."""
    opinion = filed.opinion
    if not (meeting and meeting.closed_at and opinion.filed_at):
        return
    if opinion.filed_at > meeting.closed_at:
        raise ActionRefused(
            _(
                "Bilaga %(letter)s från %(names)s anmäldes efter att sammanträdet avslutades. Ta "
                "tillbaka den, eller välj det sammanträde då den anmäldes."
            )
            % {"letter": opinion.letter, "names": filed.author_names},
            code="filed_late",
        )


def refuse_without_right(part: TakingPart, kind, people, body) -> None:
    """Whoever reserves themselves took part in the item; for the rest, the body's own rules.

    Nothing is refused while the attendance is not recorded.
    """
    if not part.is_recorded:
        return
    wide = kind != OpinionKind.RESERVATION and substitutes_may_file(body)
    allowed = part.was_there if wide else part.includes
    if without := [person for person in people if not allowed(person)]:
        raise ActionRefused(
            _(
                "%(names)s deltog inte i ärendet enligt närvaron. Bara den som har deltagit kan "
                "lämna en reservation, och nämndens egna regler säger vem som kan lämna ett "
                "särskilt yttrande."
            )
            % {"names": join_names(without)},
            code="took_no_part",
        )


def substitutes_may_file(body) -> bool:
    """Whether the body's rules let substitutes who do not serve file anything but reservations."""
    return MeetingRoutine.objects.filter(organization=body, substitutes_may_file=True).exists()
