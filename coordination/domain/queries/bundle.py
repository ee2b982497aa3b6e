"""Reads of the page with a meeting's papers: what could be taken along, and what was drawn up."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.enums import (
    STATEMENT_FROZEN,
    DocumentKind,
    MemorandumState,
    StageState,
    StatementState,
)
from coordination.models import (
    Bundle,
    Document,
    Matter,
    MeetingPaper,
    Memorandum,
    ReferredText,
    Stage,
    Statement,
)

MOST_SHOWN = 100
# What tells of a paper is none: nobody reads it at a meeting.
NO_PAPERS = (DocumentKind.STATEMENT_RECEIPT, DocumentKind.SIGNED_COPY)


@dataclass(frozen=True)
class Candidate:
    """A document that could be among the papers; ``is_proposed`` when it belongs to an item."""

    key: str
    title: str
    note: str
    is_proposed: bool
    statement: Statement | None = None
    document: Document | None = None
    memorandum: Memorandum | None = None


def candidates_for(meeting, user) -> list[Candidate]:
    """What the user may put among a meeting's papers, what belongs to its items first.

    Statements that the meeting is to adopt or has adopted, the referred texts that they answer and
    memoranda that it takes up; the body's own papers; then other documents of the same matters. Six
    statements.
    """
    statements = _statements(meeting, user)
    texts = _texts(statements, user)
    memoranda = _memoranda(meeting, user)
    own = _own_papers(meeting, user)
    taken = {each.document.pk for each in (*texts, *memoranda, *own) if each.document}
    taken |= {statement.document_id for statement in statements}
    first = [*_in_pairs(statements, texts), *memoranda, *own]
    return [*first, *_others(meeting, user, statements, taken)][:MOST_SHOWN]


def _statements(meeting, user):
    rows = Statement.objects.visible_to(user).filter(
        consultee__organization=meeting.organization_id
    )
    open_ones = rows.filter(state__in=[StatementState.DRAFT, StatementState.REVIEW])
    adopted = rows.filter(state__in=STATEMENT_FROZEN, decision__meeting=meeting)
    related = ("document", "matter", "consultee__referral", "decision")
    found = list(
        (open_ones | adopted).select_related(*related).order_by("decision__paragraph", "pk")
    )
    # Of what was corrected, the version that stands now.
    replaced = {each.corrects_id for each in found if each.is_frozen}
    return [each for each in found if each.pk not in replaced]


def _texts(statements, user) -> list[Candidate]:
    rows = ReferredText.objects.filter(
        document__in=Document.objects.visible_to(user).values("pk"),
        sent_at__isnull=False,
        referral__in={each.consultee.referral_id for each in statements},
    ).select_related("document", "referral")
    latest = {row.referral_id: row for row in rows.order_by("number")}
    return [
        Candidate(
            f"d{row.document_id}",
            f"{row.referral.title}, {row}",
            _("Remitterad text"),
            is_proposed=True,
            document=row.document,
        )
        for row in latest.values()
    ]


def _in_pairs(statements, texts):
    """Each statement, followed by the text that it answers the first time that one is answered."""
    by_title = {each.document.pk: each for each in texts if each.document}
    rows = {
        row.referral_id: by_title.get(row.document_id)
        for row in ReferredText.objects.filter(document__in=by_title)
    }
    for statement in statements:
        yield _statement(statement)
        if text := rows.pop(statement.consultee.referral_id, None):
            yield text


def _statement(statement) -> Candidate:
    if statement.is_frozen:
        note = _("Antaget yttrande")
    elif statement.state == StatementState.REVIEW:
        note = _("Förslag till yttrande")
    else:
        note = _("Utkast som inte är granskat")
    return Candidate(
        f"s{statement.pk}",
        statement.title,
        f"{note}, {statement.matter.registry_number}",
        is_proposed=statement.state != StatementState.DRAFT,
        statement=statement,
    )


def _memoranda(meeting, user) -> list[Candidate]:
    """What the meeting has taken up, or its body is to take up: presented, or still a draft."""
    mine = Q(meeting=meeting) | Q(body=meeting.organization_id, state=StageState.AWAITED)
    stages = Stage.objects.visible_to(user).filter(mine)
    rows = Memorandum.objects.filter(pk__in=stages.values("memorandum")).exclude(
        ~Q(state=MemorandumState.DRAFT), document=None
    )
    return [_memorandum(each) for each in rows.select_related("document", "matter").order_by("pk")]


def _memorandum(memorandum) -> Candidate:
    number = memorandum.matter.registry_number
    if not memorandum.is_fixed:
        note = _("Utkast till promemoria, %(number)s") % {"number": number}
        key = f"m{memorandum.pk}"
        return Candidate(key, memorandum.title, note, is_proposed=False, memorandum=memorandum)
    return Candidate(
        f"d{memorandum.document_id}",
        memorandum.title,
        _("Promemoria, %(number)s") % {"number": number},
        is_proposed=True,
        document=memorandum.document,
    )


def _own_papers(meeting, user) -> list[Candidate]:
    """The PDFs that the body has added to the meeting."""
    rows = Document.objects.visible_to(user).filter(meeting_paper__meeting=meeting)
    return [
        Candidate(
            f"d{row.pk}",
            row.title,
            _("Eget underlag, %(number)s") % {"number": row.matter.registry_number},
            is_proposed=True,
            document=row,
        )
        for row in rows.select_related("matter").order_by("meeting_paper__pk")
    ]


def papers_of(meeting, user) -> list[MeetingPaper]:
    """The body's own papers of a meeting, which can be taken away. One statement."""
    mine = Document.objects.visible_to(user).values("pk")
    return list(
        meeting.papers.filter(document__in=mine).select_related(
            "document__matter", "added_by__person"
        )
    )


def matters_for(meeting, user):
    """The body's own matters, the latest first: where a paper of its own can be kept."""
    rows = Matter.objects.visible_to(user).filter(organization=meeting.organization_id)
    latest = rows.order_by("-opened_on", "-pk").values("pk")[:MOST_SHOWN]
    return Matter.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).order_by("-pk")


def _others(meeting, user, statements, taken):
    """Other documents in the matters of the items, and in those the meeting has decided in; each once."""
    matters = {each.matter_id for each in statements}
    matters |= {each.consultee.referral.matter_id for each in statements}
    rows = (
        Document.objects.visible_to(user)
        .filter(matter__in=[*matters, *meeting.decisions.values_list("matter_id", flat=True)])
        .exclude(pk__in=[pk for pk in taken if pk])
        .exclude(kind__in=NO_PAPERS)
        .exclude(statement__corrections__state__in=STATEMENT_FROZEN)
        .select_related("matter")[:MOST_SHOWN]
    )
    for row in {row.sha256: row for row in reversed(rows)}.values():
        note = f"{row.matter.registry_number}, {row.drawn_up_at:%Y-%m-%d}"
        yield Candidate(f"d{row.pk}", row.title, note, is_proposed=False, document=row)


def bundles_of(meeting, user, *, limit=10) -> list[Bundle]:
    """The meeting's latest bundles that the user may see, with their parts and links."""
    rows = Bundle.objects.visible_to(user).filter(meeting=meeting)
    return list(rows.select_related("requested_by").prefetch_related("parts", "links")[:limit])
