"""The position board (ställningstaganden): who thinks what of a referral, and asks for what."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from coordination.enums import ConsulteeState, RequestKind, Stance
from coordination.models import Consultee, Disposition, Request, Statement

KINDS = {
    Stance.ENDORSES: ("success", "check"),
    Stance.ENDORSES_WITH_ADDITIONS: ("success", "plus"),
    Stance.ENDORSES_IN_PART: ("info", "info"),
    Stance.HAS_COMMENTS: ("info", "info"),
    Stance.ADVISES_AGAINST: ("danger", "close"),
    Stance.ABSTAINS: ("neutral", "wait"),
}
NOT_ANSWERED, DECLINED = "not_answered", "declined"


@dataclass(frozen=True)
class Position:
    """One asked body's position: its stance, and the requests that go with it."""

    consultee: Consultee
    code: str  # a stance, or why there is none
    label: str
    kind: str
    icon: str
    statement: Statement | None = None
    requests: list[Request] = field(default_factory=list)

    @property
    def body(self):
        return self.consultee.organization


def positions_of(referral, user) -> list[Position]:
    """Every asked body in alphabetical order. Four statements, however many bodies there are."""
    answers = Request.objects.select_related("addressee").prefetch_related(
        Prefetch("dispositions", queryset=Disposition.objects.all())
    )
    readable = (
        Statement.objects.visible_to(user)
        .adopted()
        .select_related("decision")
        .prefetch_related(Prefetch("requests", queryset=answers))
        .order_by("-number")
    )
    consultees = (
        referral.consultees.select_related("organization")
        .prefetch_related(Prefetch("statements", queryset=readable, to_attr="adopted"))
        .order_by("organization__sort_key", "pk")
    )
    return [_position(each) for each in consultees]


def _position(consultee) -> Position:
    if consultee.adopted:
        statement = consultee.adopted[0]
        kind, icon = KINDS[statement.stance]
        requests = list(statement.requests.all())
        label = statement.get_stance_display()
        return Position(consultee, statement.stance, label, kind, icon, statement, requests)
    if consultee.state == ConsulteeState.DECLINED:
        return Position(consultee, DECLINED, _("Avstår från att yttra sig"), "neutral", "wait")
    return Position(consultee, NOT_ANSWERED, _("Har inte svarat"), "warning", "clock")


def filtered(positions, *, stance="", kind="") -> list[Position]:
    """Those of one stance, or with a request of one kind; all of a body's requests stay."""
    return [
        each
        for each in positions
        if (not stance or each.code == stance)
        and (not kind or kind in {request.kind for request in each.requests})
    ]


def stances_in(positions) -> dict[str, tuple[str, int]]:
    """The stances that occur, in the order of the scale: label and how many."""
    order = [*Stance, DECLINED, NOT_ANSWERED]
    labels = {each.code: each.label for each in positions}
    codes = [each.code for each in positions]
    return {code: (labels[code], codes.count(code)) for code in order if code in labels}


def request_kinds_in(positions) -> dict[str, tuple[str, int]]:
    """The kinds of request that occur, with the number of bodies that have one."""
    held = [{request.kind for request in each.requests} for each in positions]
    return {
        kind: (str(kind.label), sum(kind in kinds for kinds in held))
        for kind in RequestKind
        if any(kind in kinds for kinds in held)
    }
