"""A meeting's papers: ordered, drawn up as a job that survives its runner, bound and numbered."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination.documents.bundle import _part_bytes
from coordination.domain import bundle as job
from coordination.domain.adoption import approve_statement
from coordination.domain.bundle import (
    LEASE,
    cancel_bundle,
    claim_bundle,
    draw_up_bundles,
    order_bundle,
    read_bundle,
    retry_bundle,
)
from coordination.domain.bundle_content import bundle_content
from coordination.domain.clerical_correction import correct_clerical_error
from coordination.domain.document import store_document
from coordination.domain.memorandum import present_memorandum
from coordination.domain.queries.bundle import candidates_for
from coordination.enums import BundleState
from coordination.models import AuditEvent, Bundle, Decision, Document, Meeting
from coordination.registry import document_types
from coordination.tasks import tick
from tests.conftest import member
from tests.pdf import Pdf


@pytest.fixture
def chosen(meeting, in_review, bo):
    return candidates_for(meeting, bo)


@pytest.fixture
def ordered(meeting, chosen, bo):
    return order_bundle(meeting, actor=bo, chosen=chosen)


def stored(content, matter, number="K-2025-0A0A0A0A", kind="proposal"):
    return store_document(
        content,
        matter=matter,
        kind=kind,
        title="Tjänsteutlåtande",
        receipt_number=number,
        at=timezone.now(),
    )


def test_document_is_offered_once_and_only_as_it_stands_now(adopted, bo, meeting, today, now):
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    text = approved.sections.get(kind="summary").html.replace(".", " nu.", 1)
    version = correct_clerical_error(
        approved,
        actor=bo,
        reason="Ett ord saknades.",
        title=approved.title,
        texts={"summary": text},
        only_clerical=True,
        at=now,
    )
    for number in ("K-2025-0A0A0A0A", "K-2025-0B0B0B0B"):
        stored(b"%PDF underlag", approved.matter, number)
    stored(b"%PDF kvittens", approved.matter, "K-2025-0C0C0C0C", kind="statement_receipt")

    offered = candidates_for(adopted.decision.meeting, bo)

    assert [each.statement for each in offered if each.statement] == [version]
    assert [each.title for each in offered if each.document] == ["Tjänsteutlåtande"]


def test_what_the_meeting_is_to_adopt_is_proposed(chosen, in_review):
    assert [(each.statement, each.is_proposed) for each in chosen] == [(in_review, True)]


def test_draft_can_be_chosen_but_is_not_proposed(meeting, written, bo):
    assert [each.is_proposed for each in candidates_for(meeting, bo)] == [False]


def test_documents_of_the_items_matters_can_be_chosen(meeting, in_review, bo):
    document = stored(b"%PDF", in_review.matter)

    keys = [each.key for each in candidates_for(meeting, bo)]

    assert keys == [f"s{in_review.pk}", f"d{document.pk}"]


def test_outsider_is_offered_nothing(meeting, in_review, cecilia):
    stored(b"%PDF", in_review.matter)

    assert candidates_for(meeting, cecilia) == []


def test_candidates_cost_the_same_statements_with_more_documents(
    meeting, in_review, bo, django_assert_num_queries
):
    for number in range(3):
        stored(b"%PDF", in_review.matter, f"K-2025-0000000{number}")
    candidates_for(meeting, bo)  # the standing is read once

    with django_assert_num_queries(6):
        candidates_for(meeting, bo)


@pytest.mark.parametrize("who", ["erik", "cecilia", "disa"])
def test_only_those_who_keep_the_papers_order_them(meeting, chosen, who, request):
    with pytest.raises(PermissionDenied):
        order_bundle(meeting, actor=request.getfixturevalue(who), chosen=chosen)

    assert Bundle.objects.count() == 0


def test_nothing_chosen_is_refused(meeting, bo):
    with pytest.raises(ValidationError) as refused:
        order_bundle(meeting, actor=bo, chosen=[])

    assert refused.value.code == "nothing_chosen"


def test_second_order_waits_for_the_first(meeting, chosen, ordered, bo):
    with pytest.raises(ValidationError) as refused:
        order_bundle(meeting, actor=bo, chosen=chosen)

    assert refused.value.code == "under_way"


def test_order_is_drawn_up_once_and_kept(ordered, plain_bundle):
    assert (draw_up_bundles(), draw_up_bundles()) == (1, 0)

    ordered.refresh_from_db()
    assert (ordered.state, ordered.pages, ordered.error) == (BundleState.DONE, 9, "")
    assert read_bundle(ordered) == b"%PDF bundle"
    assert [part.first_page for part in ordered.parts.all()] == [3]


def test_two_runners_do_not_take_the_same_bundle(ordered):
    now = timezone.now()

    assert claim_bundle(now=now) == ordered
    assert claim_bundle(now=now) is None


def test_bundle_whose_runner_died_is_taken_up_again(ordered, plain_bundle):
    now = timezone.now()
    claim_bundle(now=now)  # and the runner dies

    assert draw_up_bundles(now=now + LEASE - timedelta(seconds=1)) == 0
    assert draw_up_bundles(now=now + LEASE + timedelta(seconds=1)) == 1


def test_runner_that_lost_its_lease_changes_nothing(ordered, plain_bundle):
    now = timezone.now()
    late = claim_bundle(now=now)
    claim_bundle(now=now + LEASE * 2)

    assert job._draw_up(late) == 0
    assert Bundle.objects.get().state == BundleState.RUNNING


def test_bundle_that_dies_every_time_ends_with_its_reason(ordered, plain_bundle):
    now = timezone.now()
    for attempt in range(job.MOST_ATTEMPTS):
        claim_bundle(now=now + attempt * LEASE * 2)

    assert draw_up_bundles(now=now + 20 * LEASE) == 0
    assert "avbröts flera gånger" in Bundle.objects.get().error


def test_progress_is_counted_part_by_part(ordered, monkeypatch):
    seen = []

    def render(content, *, progress):
        progress()
        seen.append(Bundle.objects.get().steps_done)
        raise RuntimeError("boom")

    plain = replace(document_types["bundle"], render=render)
    monkeypatch.setitem(document_types, "bundle", plain)
    draw_up_bundles()

    failed = Bundle.objects.get()
    assert (seen, failed.state) == ([1], BundleState.FAILED)
    assert failed.error == "Något oväntat gick fel. Felet är antecknat. Försök igen."


def test_failed_bundle_is_tried_again_by_its_secretary(ordered, plain_bundle, bo, erik):
    Bundle.objects.update(state=BundleState.FAILED, error="nej")

    with pytest.raises(PermissionDenied):
        retry_bundle(ordered, actor=erik)
    retry_bundle(ordered, actor=bo)

    assert draw_up_bundles() == 1


def test_order_that_nobody_began_is_tried_again_after_a_minute(ordered, plain_bundle, bo):
    just_now = ordered.requested_at + timedelta(seconds=59)
    with pytest.raises(ValidationError) as refused:
        retry_bundle(ordered, actor=bo, now=just_now)

    again = retry_bundle(ordered, actor=bo, now=just_now + timedelta(seconds=2))
    assert (refused.value.code, again.state) == ("not_failed", BundleState.QUEUED)


def test_bundle_that_is_being_drawn_up_is_not_begun_twice(ordered, bo):
    now = timezone.now()
    claim_bundle(now=now)

    with pytest.raises(ValidationError):
        retry_bundle(ordered, actor=bo, now=now + LEASE - timedelta(seconds=1))
    again = retry_bundle(ordered, actor=bo, now=now + LEASE + timedelta(seconds=1))

    assert (again.state, again.lease_until) == (BundleState.QUEUED, None)


def test_cancelled_order_makes_room_for_another(meeting, chosen, ordered, plain_bundle, bo, erik):
    with pytest.raises(PermissionDenied):
        cancel_bundle(ordered, actor=erik)
    cancel_bundle(ordered, actor=bo)

    assert (draw_up_bundles(), Bundle.objects.get().was_cancelled) == (0, True)
    order_bundle(meeting, actor=bo, chosen=chosen)
    assert draw_up_bundles() == 1


def test_work_stops_when_it_is_cancelled(ordered, bo, monkeypatch):
    def render(content, *, progress):
        cancel_bundle(ordered, actor=bo)
        progress()

    plain = replace(document_types["bundle"], render=render)
    monkeypatch.setitem(document_types, "bundle", plain)

    assert (draw_up_bundles(), Bundle.objects.get().was_cancelled) == (0, True)


def test_finished_bundle_is_not_cancelled(ordered, plain_bundle, bo):
    draw_up_bundles()

    with pytest.raises(ValidationError) as refused:
        cancel_bundle(ordered, actor=bo)

    assert refused.value.code == "not_under_way"


def test_minutes_tick_finds_an_order_that_the_queue_lost(ordered, plain_bundle):
    tick()

    assert Bundle.objects.get().is_done


def test_finished_bundle_is_not_tried_again(ordered, plain_bundle, bo):
    draw_up_bundles()

    with pytest.raises(ValidationError) as refused:
        retry_bundle(ordered, actor=bo)

    assert refused.value.code == "not_failed"


def test_file_that_is_no_pdf_fails_by_name(meeting, in_review, bo):
    document = stored(b"hej", in_review.matter)
    chosen = [each for each in candidates_for(meeting, bo) if each.document == document]
    order_bundle(meeting, actor=bo, chosen=chosen)

    draw_up_bundles()

    assert "”Tjänsteutlåtande” går inte att läsa som PDF" in Bundle.objects.get().error


def test_damaged_file_fails_by_its_receipt(meeting, in_review, bo):
    document = stored(b"hej", in_review.matter)
    Document.objects.get(pk=document.pk).file.storage.delete(document.file.name)
    chosen = [each for each in candidates_for(meeting, bo) if each.document == document]
    order_bundle(meeting, actor=bo, chosen=chosen)

    draw_up_bundles()

    assert "K-2025-0A0A0A0A är skadad eller saknas" in Bundle.objects.get().error


def test_bound_file_is_numbered_through_with_bookmarks_and_links(
    meeting, in_review, adopted_elsewhere, bo
):
    order_bundle(meeting, actor=bo, chosen=candidates_for(meeting, bo))

    assert draw_up_bundles() == 1
    bundle = Bundle.objects.get()

    file = pikepdf.open(io.BytesIO(read_bundle(bundle)))
    pages = len(file.pages)
    assert pages == bundle.pages
    assert stamps(file) == [f"Handlingar s. {n} ({pages})" for n in range(1, pages + 1)]
    with file.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [part.title for part in bundle.parts.all()]
    targets = [link_target(file, note) for note in file.pages[0].Annots]
    assert targets == [part.first_page for part in bundle.parts.all()]
    assert str(file.Root.Lang) == "sv"


@pytest.fixture
def adopted_elsewhere(in_review):
    """A stored PDF in the same matter, of another size and turned."""
    sheet = pikepdf.new()
    sheet.add_blank_page(page_size=(842, 595))
    sheet.pages[0].rotate(90, relative=True)
    written = io.BytesIO()
    sheet.save(written)
    return stored(written.getvalue(), in_review.matter)


def stamps(file):
    """The stamp on each page, as text."""
    buffer = io.BytesIO()
    file.save(buffer)
    texts = [page.extract_text() for page in pypdf.PdfReader(buffer).pages]
    return [next(line for line in text.split("\n") if "Handlingar s." in line) for text in texts]


def link_target(file, note):
    """The number of the page that a link leads to."""
    return next(
        number
        for number, page in enumerate(file.pages, start=1)
        if page.obj.objgen == note.Dest[0].objgen
    )


def test_second_bundle_tells_what_has_changed(meeting, in_review, bo, plain_bundle, monkeypatch):
    chosen = candidates_for(meeting, bo)
    order_bundle(meeting, actor=bo, chosen=chosen)
    draw_up_bundles()
    same = order_bundle(meeting, actor=bo, chosen=chosen)
    unchanged = bundle_content(same).parts[0].change
    in_review.sections.filter(kind="body").update(html="<p>Andra skäl.</p>")

    assert (unchanged, bundle_content(same).parts[0].change) == (
        "Oförändrad",
        "Ändrad",
    )


def test_summary_tells_what_is_asked_and_how_others_stand(ordered):
    (item,) = bundle_content(ordered).items

    assert item.asked.endswith(". Vad anser nämnden om förslaget?")
    assert item.cost == ""
    assert item.positions == "ingen ställning vald. Andra: inga ännu."


def test_cost_is_that_of_the_items_own_matter(ordered, in_review, matter, bo, today):
    body = in_review.consultee.organization
    spent = {"body": body, "decided_on": today, "title": "Bidrag", "financing": "Ram"}
    Decision.objects.create(matter=matter, paragraph=1, amount_ore=900_00, **spent)
    (elsewhere,) = bundle_content(ordered).items
    Decision.objects.create(matter=in_review.matter, paragraph=2, amount_ore=500_00, **spent)
    (own,) = bundle_content(ordered).items

    assert (elsewhere.cost, own.cost.partition(",")[0]) == ("", "500\N{NO-BREAK SPACE}kr")


def test_each_step_is_in_the_audit_trail(ordered, plain_bundle):
    draw_up_bundles()

    events = AuditEvent.objects.filter(subject_type="coordination.bundle").order_by("sequence")
    assert [event.action for event in events] == ["bundle.ordered", "bundle.done"]


# --- Memoranda -----------------------------------------------------------------------------------


@pytest.fixture
def board_meeting(town):
    return Meeting.objects.create(organization=town.board, held_on=date(2025, 6, 18))


def keys(meeting, user):
    return [
        (each.key[0], each.note.split(",")[0], each.is_proposed)
        for each in candidates_for(meeting, user)
    ]


def test_draft_memorandum_is_offered_to_those_who_may_read_it(
    board_meeting, memorandum, disa, cecilia
):
    assert keys(board_meeting, disa) == [("m", "Utkast till promemoria", False)]
    assert keys(board_meeting, cecilia) == []


def test_presented_memorandum_is_proposed_with_its_file(board_meeting, presented, disa):
    assert keys(board_meeting, disa)[0] == ("d", "Promemoria", True)


def test_draft_memorandum_is_bound_as_a_draft(board_meeting, memorandum, disa):
    secretary = member(board_meeting.organization, "secretary", "Siv")
    chosen = candidates_for(board_meeting, disa)
    bundle = order_bundle(board_meeting, actor=secretary, chosen=chosen)

    (part,) = bundle_content(bundle).parts
    assert part.draft == memorandum
    assert "Utkast" in Pdf(_part_bytes(part, timezone.now())).title


def test_bundled_draft_that_was_presented_meanwhile_is_its_stored_file(
    board_meeting, memorandum, disa, today
):
    secretary = member(board_meeting.organization, "secretary", "Siv")
    bundle = order_bundle(
        board_meeting, actor=secretary, chosen=candidates_for(board_meeting, disa)
    )
    done = present_memorandum(memorandum, actor=disa, signed_on=today, place="Ort", today=today)

    (part,) = bundle_content(bundle).parts
    assert (part.draft, part.fingerprint) == (None, done.document.sha256)
