"""A body's own PDF among the papers of its meeting: checked, stored, proposed, taken away again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coordination.domain.bundle import draw_up_bundles, order_bundle
from coordination.domain.document import read_document
from coordination.domain.meeting_paper import add_meeting_paper, remove_meeting_paper
from coordination.domain.queries.bundle import candidates_for
from coordination.models import Bundle, Document, Meeting, MeetingPaper
from tests.coordination.domain.test_signed_copy import act
from tests.coordination.domain.test_signed_copy import pdf as made
from tests.factories import MatterFactory


@pytest.fixture
def meeting(town, today):
    return Meeting.objects.create(organization=town.participant, held_on=today)


@pytest.fixture
def own(town):
    return MatterFactory(organization=town.participant, registry_number="SBN-2025-7")


@pytest.fixture
def add(meeting, own, bo):
    """Bo adds a calculation unless the test says otherwise."""

    def add(**changed):
        values = {"actor": bo, "matter": own, "title": "Kalkyl för torget", "pdf": made()}
        return add_meeting_paper(meeting, **{**values, **changed})

    return add


@pytest.fixture
def papers(meeting):
    return reverse("coordination:meeting_papers", args=[meeting.organization_id, meeting.pk])


@pytest.fixture
def adding(meeting):
    return reverse("coordination:add_meeting_paper", args=[meeting.organization_id, meeting.pk])


def test_paper_is_stored_as_it_is_and_proposed_for_the_bundle(add, meeting, bo):
    paper = add()

    assert (read_document(paper.document), paper.document.kind) == (made(), "meeting_paper")
    (candidate,) = candidates_for(meeting, bo)
    assert (candidate.document, candidate.is_proposed) == (paper.document, True)
    assert candidate.note == "Eget underlag, SBN-2025-7"


def test_paper_is_bound_into_the_bundle(add, meeting, bo):
    add()
    order_bundle(meeting, actor=bo, chosen=candidates_for(meeting, bo))

    draw_up_bundles()

    bundle = Bundle.objects.get()
    assert (bundle.state, bundle.error) == ("done", "")
    assert [part.title for part in bundle.parts.all()] == ["Kalkyl för torget"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pdf": b"Hej"}, "not_pdf"),
        ({"pdf": made(act)}, "script"),
        ({"title": " "}, "missing"),
    ],
)
def test_what_is_no_paper_is_refused(add, changed, code):
    with pytest.raises(ValidationError) as refused:
        add(**changed)

    assert (refused.value.code, Document.objects.count()) == (code, 0)


def test_same_file_twice_is_one_paper(add):
    add()

    with pytest.raises(ValidationError, match="redan tillagd"):
        add(title="Samma igen")
    assert MeetingPaper.objects.count() == 1


def test_paper_belongs_to_the_bodys_own_matter(add, matter):
    with pytest.raises(ValidationError) as refused:
        add(matter=matter)

    assert refused.value.code == "foreign_matter"


def test_only_those_who_put_papers_together_add_and_remove(add, erik):
    with pytest.raises(PermissionDenied):
        add(actor=erik)
    paper = add()
    with pytest.raises(PermissionDenied):
        remove_meeting_paper(paper, actor=erik)


def test_removed_paper_stays_in_its_matter(add, meeting, bo, own):
    paper = add()

    remove_meeting_paper(paper, actor=bo)

    assert candidates_for(meeting, bo) == []
    assert own.documents.get() == paper.document


def test_paper_is_added_and_removed_on_the_pages(client, papers, adding, own, bo):
    client.force_login(bo)
    facts = {"title": "Karta över torget", "matter": own.pk}

    refused = client.post(adding, {**facts, "file": SimpleUploadedFile("k.pdf", b"nej")})
    done = client.post(adding, {**facts, "file": SimpleUploadedFile("k.pdf", made())}, follow=True)
    gone = client.post(
        reverse("coordination:remove_meeting_paper", args=[MeetingPaper.objects.get().pk]),
        follow=True,
    )

    assert "Filen är ingen PDF." in refused.content.decode()
    assert done.redirect_chain[0][0] == papers
    assert "Karta över torget" in done.content.decode()
    assert "Inga egna underlag" in gone.content.decode()


def test_outsiders_see_no_paper(client, add, papers, adding, cecilia, erik):
    paper = add()
    client.force_login(cecilia)
    removing = reverse("coordination:remove_meeting_paper", args=[paper.pk])
    assert [client.get(adding).status_code, client.post(removing).status_code] == [404, 404]

    client.force_login(erik)
    assert client.get(adding).status_code == 403
    assert paper.document.title not in client.get(papers).content.decode()
