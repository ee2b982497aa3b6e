"""What is asked before a statement is adopted: what refuses it, and what the secretary confirms.

A refusal is a rule. A doubt is something that is nearly always a slip, and sometimes the truth: then
the secretary says so, and it is adopted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.domain.annex import annex_label, letters_at_stage_of, refuse_gap, refuse_letter
from coordination.domain.decision import (
    refuse_taken_paragraph,
    refuse_unless_deciding,
    shared_decision,
)
from coordination.domain.opinion_right import refuse_filed_late, refuse_without_right
from coordination.domain.quorum import (
    TakingPart,
    refuse_absent_chair,
    refuse_without_quorum,
    taking_part,
)
from coordination.domain.statement_content import StatementContent
from coordination.domain.statement_state import refuse_incomplete
from coordination.enums import Stance
from coordination.exceptions import ActionRefused
from coordination.models import Decision, Meeting, Membership, Organization, Person, Stage
from coordination.validators import validate_paragraph


@dataclass(frozen=True)
class Adoption:
    """What the secretary records after the meeting; the document shows it."""

    decided_on: date
    paragraph: int
    chair: Person
    secretary: Person
    stance: str
    immediate_approval: bool
    receipt_number: str
    at: datetime


class Doubt(TextChoices):
    """What is adopted only when the secretary says that it is right."""

    NEW_MEETING = "new_meeting", gettext_lazy("mötet finns inte i kalendern")
    BEFORE_REFERRAL = "before_referral", gettext_lazy("mötet hölls innan remissen skickades")
    ATTENDANCE_MISSING = "attendance_missing", gettext_lazy("närvaron är inte registrerad")
    TEXT_MISSING = "text_missing", gettext_lazy("ett särskilt yttrande saknar text")


@dataclass(frozen=True)
class Question:
    """A doubt in the words that the secretary ticks."""

    doubt: Doubt
    text: str


# --- What refuses --------------------------------------------------------------------------------


def refuse_unadoptable(
    content: StatementContent, adoption: Adoption, *, dispatch: bool, today: date
) -> None:
    """Both parts written, a body that decides, a meeting that has been, a free §, known signers."""
    refuse_incomplete(content.ordered_sections)
    body = content.statement.consultee.organization
    refuse_unless_deciding(body)
    if adoption.stance not in Stance:
        raise ActionRefused(_("Välj nämndens ställning innan yttrandet antas."), code="no_stance")
    refuse_meeting_to_come(adoption.decided_on, today=today)
    if dispatch and not adoption.immediate_approval:
        raise ActionRefused(
            _("Yttrandet kan skickas direkt om paragrafen justeras omedelbart. Kryssa i båda."),
            code="not_approved",
        )
    validate_paragraph(adoption.paragraph)
    shared = decision_at_stage(content.statement, adoption)
    if shared is None:
        refuse_taken_paragraph(body, year=adoption.decided_on.year, paragraph=adoption.paragraph)
    _refuse_strangers(adoption, body)
    part = part_taken(content, adoption)
    refuse_without_quorum(part)
    refuse_absent_chair(part, adoption.chair)
    taken = letters_at_stage_of(shared) if shared else set()
    refuse_unfit_opinions(content, part, meeting_of(content, adoption), taken=taken)


def decision_at_stage(statement, adoption: Adoption) -> Decision | None:
    """The § under which the body took up the matter's memorandum, if the statement shares it."""
    decision = shared_decision(
        statement.consultee.organization,
        decided_on=adoption.decided_on,
        paragraph=adoption.paragraph,
        matter=statement.matter,
    )
    if decision is None or decision.statements.exists():
        return None
    return decision if Stage.objects.filter(decision=decision).exists() else None


def refuse_unfit_opinions(
    content: StatementContent, part: TakingPart, meeting, *, taken: Collection[str] = ()
) -> None:
    """Every annex was reported in time, by those who may, and no letter is skipped or used twice.

    ``taken`` are the letters that stand under the § already, at the memorandum's stage.
    """
    letters = [filed.opinion.letter for filed in content.opinions]
    for letter in letters:
        if letter in taken:
            refuse_letter(letter, taken={*taken, *letters})
    refuse_gap([*taken, *letters])
    body = content.statement.consultee.organization
    for filed in content.opinions:
        refuse_filed_late(filed, meeting)
        refuse_without_right(part, filed.opinion.kind, [*filed.authors, *filed.concurring], body)


def part_taken(content: StatementContent, adoption: Adoption) -> TakingPart:
    """Who took part when the statement was adopted, as far as the attendance is recorded."""
    meeting = meeting_of(content, adoption)
    return taking_part(meeting, content.statement, paragraph=adoption.paragraph)


def meeting_of(content: StatementContent, adoption: Adoption) -> Meeting | None:
    """The meeting that decided, if the body's calendar has it. One statement."""
    body = content.statement.consultee.organization
    rows = Meeting.objects.standing().filter(organization=body, held_on=adoption.decided_on)
    return rows.select_related("organization").first()


def refuse_meeting_to_come(decided_on: date, *, today: date) -> None:
    """A statement is adopted after the meeting that decided it, or on its day."""
    if decided_on > today:
        raise ActionRefused(
            _("Mötet har inte varit än. Anta yttrandet efter mötet."), code="meeting_to_come"
        )


def _refuse_strangers(adoption: Adoption, body: Organization) -> None:
    """Who signs held a seat on the day: the chair in the body, the secretary there or in its office."""
    seats = Membership.objects.in_force(adoption.decided_on)
    in_body = Q(seat__organization=body)
    if not seats.filter(in_body, person=adoption.chair).exists():
        raise ActionRefused(
            _("%(person)s hade ingen plats i nämnden den dagen. Välj den som ledde mötet.")
            % {"person": adoption.chair},
            code="chair_without_seat",
        )
    in_office = in_body | Q(seat__organization__serves=body)
    if not seats.filter(in_office, person=adoption.secretary).exists():
        raise ActionRefused(
            _("%(person)s hade inget uppdrag hos nämnden den dagen. Välj mötets sekreterare.")
            % {"person": adoption.secretary},
            code="secretary_without_seat",
        )


# --- What is confirmed ---------------------------------------------------------------------------


def questions_about(content: StatementContent, adoption: Adoption) -> list[Question]:
    """What the secretary has to confirm before this adoption. A few statements."""
    asked = {
        Doubt.NEW_MEETING: _new_meeting(content, adoption),
        Doubt.BEFORE_REFERRAL: _before_referral(content, adoption),
        Doubt.ATTENDANCE_MISSING: _attendance_missing(content, adoption),
        Doubt.TEXT_MISSING: _text_missing(content, adoption),
    }
    return [Question(doubt, text) for doubt, text in asked.items() if text]


def refuse_unconfirmed(
    content: StatementContent, adoption: Adoption, *, confirmed: Collection[str]
) -> None:
    """Nothing doubtful is adopted unless the secretary has said that it is right."""
    open_ = [each for each in questions_about(content, adoption) if each.doubt not in confirmed]
    if open_:
        raise ActionRefused(
            _("Bekräfta först: %(questions)s") % {"questions": " ".join(q.text for q in open_)},
            code="unconfirmed",
        )


def referral_sent_on(statement) -> date | None:
    """The day on which the body was asked; None while the referral is a draft."""
    sent_at = statement.consultee.referral.sent_at
    return timezone.localdate(sent_at) if sent_at else None


def _new_meeting(content, adoption) -> str:
    body, day = content.statement.consultee.organization, adoption.decided_on
    if Meeting.objects.filter(organization=body, held_on=day).exists():
        return ""
    return _(
        "Mötet %(day)s finns inte i kalendern. Lägg till det. Närvaron är då inte registrerad."
    ) % {"day": _day(day)}


def _before_referral(content, adoption) -> str:
    sent_on = referral_sent_on(content.statement)
    if sent_on is None or adoption.decided_on >= sent_on:
        return ""
    return _("Mötet %(day)s hölls innan remissen skickades %(sent)s. Dagen är ändå rätt.") % {
        "day": _day(adoption.decided_on),
        "sent": _day(sent_on),
    }


def _attendance_missing(content, adoption) -> str:
    """A meeting that is not in the calendar is asked about as such: it has no attendance either."""
    part = part_taken(content, adoption)
    if part.is_recorded or _new_meeting(content, adoption):
        return ""
    return _(
        "Närvaron är inte registrerad för mötet %(day)s. Nämnden var ändå beslutför, och ingen "
        "jävig deltog."
    ) % {"day": _day(adoption.decided_on)}


def _text_missing(content, adoption) -> str:
    missing = [
        _("%(annex)s från %(names)s")
        % {
            "annex": annex_label(adoption.paragraph, filed.opinion.letter),
            "names": filed.author_names,
        }
        for filed in content.opinions
        if filed.is_empty
    ]
    if not missing:
        return ""
    return _("Texten saknas i %(annexes)s. Anta utan den, och låt handlingen säga det.") % {
        "annexes": "; ".join(missing)
    }


def _day(day: date) -> str:
    return date_format(day, "j F Y")
