"""Papers that a body adds to a meeting's papers: a PDF of its own, stored in one of its matters."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.referred_text import accept_pdf
from coordination.domain.text import accept_line
from coordination.enums import DocumentKind
from coordination.exceptions import ActionRefused
from coordination.models import Meeting, MeetingPaper

MOST_PAPERS = 50
TITLE_LIMIT = 200


def add_meeting_paper(meeting, *, actor, matter, title, pdf: bytes, now=None) -> MeetingPaper:
    """Keep a PDF in one of the body's matters, and put it among the meeting's papers.

    Refuses what is no PDF or could act by itself. The same file twice is one paper. Raises
    PermissionDenied, ValidationError.
    """
    from coordination.pdf_inspection import refuse_active_pdf  # loads the PDF reader

    now = now or timezone.now()
    permissions.require(permissions.can_bundle_papers(actor, meeting.organization))
    if matter.organization_id != meeting.organization_id:
        raise ActionRefused(
            _("Ärendet hör till en annan nämnd. Välj ett av nämndens egna."), code="foreign_matter"
        )
    title = accept_line(title, what=_("Rubriken"), limit=TITLE_LIMIT)
    refuse_active_pdf(accept_pdf(pdf))
    with transaction.atomic():
        current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        _refuse_unwanted(current)
        document = store_document(
            pdf,
            matter=matter,
            kind=DocumentKind.MEETING_PAPER,
            title=title,
            receipt_number=new_receipt_number(now),
            at=now,
        )
        if current.papers.filter(document__sha256=document.sha256).exists():
            raise ActionRefused(_("Den filen är redan tillagd."), code="attached_already")
        paper = MeetingPaper.objects.create(meeting=current, document=document, added_by=actor)
        data = {"title": title, "held_on": current.held_on, "sha256": document.sha256}
        record("meeting.paper_added", actor=actor, subject=current, matter=matter, data=data)
    return paper


def _refuse_unwanted(meeting):
    if meeting.cancelled_at:
        raise ActionRefused(_("Sammanträdet är inställt."), code="cancelled")
    if meeting.papers.count() >= MOST_PAPERS:
        raise ActionRefused(
            _("Högst %(most)s egna underlag får plats vid ett sammanträde.")
            % {"most": MOST_PAPERS},
            code="too_many_papers",
        )


def remove_meeting_paper(paper, *, actor) -> None:
    """Take a paper away from the meeting's papers; the document stays in its matter."""
    meeting, document = paper.meeting, paper.document
    permissions.require(permissions.can_bundle_papers(actor, meeting.organization))
    with transaction.atomic():
        if not MeetingPaper.objects.filter(pk=paper.pk).delete()[0]:
            return  # somebody else was first
        record(
            "meeting.paper_removed",
            actor=actor,
            subject=meeting,
            matter=document.matter,
            data={"title": document.title, "held_on": meeting.held_on},
        )
