"""What tells the reader of a memorandum's page where it stands: badges, the chain, the next step."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.components import Action, Badge
from coordination.domain.memorandum import missing_parts, proposes_immediate_approval
from coordination.domain.queries.memorandum import MemorandumContent, StageContent
from coordination.enums import MemorandumState, StageKind, StageResult
from coordination.swedish import body_in_sentence, join_names

STATES = {
    MemorandumState.DRAFT: ("neutral", "edit"),
    MemorandumState.PRESENTED: ("info", "started"),
    MemorandumState.DECIDED: ("success", "check"),
}
RESULTS = {
    StageResult.PROPOSED: ("info", "check"),
    StageResult.APPROVAL: ("success", "check"),
    StageResult.REJECTION: ("neutral", "block"),
    StageResult.TABLED: ("warning", "clock"),
    StageResult.REFERRED_BACK: ("warning", "late"),
    StageResult.PARTLY_APPROVED: ("accent", "started"),
    StageResult.ADDITION: ("accent", "started"),
}


@dataclass(frozen=True)
class Link:
    """One stage as the page shows it: its badge, what it says of the proposal, and what may be done."""

    content: StageContent
    title: str
    badge: Badge
    line: str
    day: str
    votes: str
    shows_clauses: bool
    is_next: bool
    can_keep: bool

    @property
    def anchor(self) -> str:
        return f"led-{self.content.stage.pk}"


@dataclass(frozen=True)
class Next:
    """The one thing to do now, or who has the next move."""

    title: str
    text: str = ""
    action: Action | None = None


def state_badge(memorandum) -> Badge:
    """The memorandum's state in colour, symbol and word."""
    kind, icon = STATES[memorandum.state]
    return Badge(kind, memorandum.get_state_display(), icon)


def result_badge(stage) -> Badge:
    """What came of a stage, or that it waits."""
    if not stage.is_frozen:
        return Badge("neutral", _("Väntar"), "clock")
    kind, icon = RESULTS[stage.result]
    return Badge(kind, stage.get_result_display(), icon)


def links(content: MemorandumContent, can_keep) -> list[Link]:
    """The chain, the next stage marked. ``can_keep`` tells whether the reader records at a stage."""
    waiting = next((each.stage.pk for each in content.stages if not each.stage.is_frozen), None)
    is_out = content.memorandum.is_fixed
    shown: list[Link] = []
    before: list[str] = []
    for each in content.stages:
        is_next = is_out and each.stage.pk == waiting
        shown.append(
            Link(
                content=each,
                title=_title(content, each.stage),
                badge=result_badge(each.stage),
                line=_line(each.stage),
                day=_day(each.stage),
                votes=_votes(each.stage),
                shows_clauses=bool(each.clauses) and each.clauses != before,
                is_next=is_next,
                can_keep=is_next and can_keep(each.stage),
            )
        )
        before = each.clauses or before
    return shown


def _title(content, stage) -> str:
    if stage.body:
        return stage.body.name
    return join_names(content.presenters) or _("Föredragande")


def _line(stage) -> str:
    """What the stage did with the proposal, in the words that minutes use."""
    if not stage.is_frozen:
        return ""
    sentences = {
        StageResult.PROPOSED: _("Lägger fram förslaget."),
        StageResult.APPROVAL: _("Tillstyrker föredragandens förslag.")
        if stage.kind == StageKind.DRAFTING_COMMITTEE
        else _("Bifaller förslaget."),
        StageResult.REJECTION: _("Avslår förslaget."),
        StageResult.TABLED: _("Bordlägger ärendet till nästa möte."),
        StageResult.REFERRED_BACK: _("Skickar tillbaka ärendet för ny beredning."),
        StageResult.PARTLY_APPROVED: _("Godkänner förslaget delvis."),
        StageResult.ADDITION: _("Bifaller förslaget och anför därutöver något eget."),
    }
    return sentences[stage.result]


def _day(stage) -> str:
    if not stage.held_on:
        return ""
    day = date_format(stage.held_on, "j F Y")
    reference = stage.decision.reference if stage.decision else ""
    return ", ".join(filter(None, [day, reference]))


def _votes(stage) -> str:
    if not stage.has_vote:
        return ""
    return _("%(yes)s ja, %(no)s nej, %(abstained)s avstår") % {
        "yes": stage.votes_for,
        "no": stage.votes_against,
        "abstained": stage.votes_abstained,
    }


def next_step(content: MemorandumContent, shown: list[Link], can) -> Next | None:
    """The one thing to do now with the memorandum, for a reader with the rights ``can``."""
    memorandum = content.memorandum
    if memorandum.state == MemorandumState.DRAFT:
        return _while_written(content, can)
    waiting = next((link for link in shown if link.is_next), None)
    if waiting is None:
        return None
    body = waiting.content.stage.body
    title = _("%(body)s ska ta ställning") % {"body": body.name if body else _("Föredraganden")}
    if not waiting.can_keep:
        return Next(title, _("Sekreteraren antecknar resultatet efter mötet."))
    url = reverse("coordination:record_stage", args=[waiting.content.stage.pk])
    text = _("Lägg först till reservationer och särskilda uttalanden. Anteckna sedan resultatet.")
    return Next(title, text, Action(_("Anteckna resultatet"), url, "check"))


def _while_written(content, can) -> Next | None:
    memorandum = content.memorandum
    missing = missing_parts(memorandum, content.proposal.stage)
    if not can["write"]:
        return None
    if missing:
        url = reverse("coordination:edit_memorandum", args=[memorandum.pk])
        if missing == [_("förslag till beslut")]:
            url = reverse("coordination:propose_clauses", args=[memorandum.pk])
        return Next(
            _("Skriv klart promemorian"),
            _("Det här saknas: %(what)s.") % {"what": join_names(missing)},
            Action(_("Fortsätt skriva"), url, "edit"),
        )
    first = content.bodies[0].stage.body
    if not can["present"]:
        return Next(_("Promemorian är klar att föredras"))
    url = reverse("coordination:present_memorandum", args=[memorandum.pk])
    text = _("Promemorian går till %(body)s. Efter det står texten fast.") % {
        "body": body_in_sentence(first.name)
    }
    return Next(_("Föredra promemorian"), text, Action(_("Föredra"), url, "check"))


def immediate_approval_hint(memorandum, *, today) -> str:
    """The proposal to approve the paragraph at once, with its reason; empty when there is time."""
    if memorandum.is_fixed or not proposes_immediate_approval(memorandum, today=today):
        return ""
    return _(
        "Vanlig justering kan bli klar först efter remisstidens slut %(day)s. Lägg till punkten "
        "”Paragrafen justeras omedelbart.” sist i förslaget."
    ) % {"day": date_format(memorandum.answer_by, "j F Y")}
