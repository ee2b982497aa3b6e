"""A meeting's papers in the browser: chosen, followed, read and shared by those who may."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.bundle import draw_up_bundles, order_bundle
from coordination.domain.queries.bundle import candidates_for
from coordination.enums import BundleState
from coordination.models import Bundle, ShareLink


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def papers(meeting):
    return page("meeting_papers", meeting.organization_id, meeting.pk)


@pytest.fixture
def ordered(meeting, in_review, bo):
    return order_bundle(meeting, actor=bo, chosen=candidates_for(meeting, bo))


@pytest.fixture
def done(ordered, plain_bundle):
    draw_up_bundles()
    return Bundle.objects.get()


def test_secretary_orders_what_is_ticked_in_the_order_of_places(
    client, papers, in_review, bo, meeting
):
    client.force_login(bo)
    assert in_review.title in text_of(client.get(papers))

    sent = {f"take_s{in_review.pk}": "on", f"place_s{in_review.pk}": "7"}
    response = client.post(papers, sent)

    bundle = Bundle.objects.get()
    assert response.url == page("bundle", bundle.pk)
    assert [part.statement for part in bundle.parts.all()] == [in_review]


def test_nothing_ticked_is_told_so(client, papers, in_review, bo):
    client.force_login(bo)

    assert "Välj minst en handling" in text_of(client.post(papers, {"place": "1"}))


def test_member_reads_but_orders_nothing(client, papers, done, erik):
    client.force_login(erik)

    assert client.get(papers).status_code == 200
    assert client.post(papers, {}).status_code == 403
    assert client.get(page("bundle_pdf", done.pk)).content == b"%PDF bundle"


@pytest.mark.parametrize("who", ["cecilia", "disa", "anna"])
def test_outsider_finds_no_papers(client, papers, done, who, request):
    client.force_login(request.getfixturevalue(who))
    pages = [papers, page("bundle", done.pk), page("bundle_pdf", done.pk)]

    assert [client.get(url).status_code for url in pages] == [404] * 3
    assert client.post(page("share_bundle", done.pk), {}).status_code == 404


def test_page_shows_how_far_the_work_has_come_and_looks_again(client, ordered, bo):
    client.force_login(bo)
    lease = timezone.now() + timedelta(minutes=5)
    Bundle.objects.update(state=BundleState.RUNNING, steps_done=2, lease_until=lease)

    text = text_of(client.get(page("bundle", ordered.pk)))

    assert "Steg 2 av 3 är klart." in text
    assert ("Se hur långt det har kommit" in text, 'hx-trigger="every 3s"' in text) == (True, True)


def test_finished_page_stands_still_and_offers_the_file(client, done, bo):
    client.force_login(bo)

    text = text_of(client.get(page("bundle", done.pk)))

    assert ("Öppna PDF" in text, "Se hur långt" in text) == (True, False)


def test_failure_is_shown_with_what_to_do(client, ordered, bo):
    client.force_login(bo)
    Bundle.objects.update(state=BundleState.FAILED, error="”Bilaga” går inte att läsa.")

    text = text_of(client.get(page("bundle", ordered.pk)))
    client.post(page("retry_bundle", ordered.pk))

    assert ("”Bilaga” går inte att läsa." in text, "Försök igen" in text) == (True, True)
    assert Bundle.objects.get().state == BundleState.QUEUED


def test_order_that_nobody_begins_tells_so_and_can_be_cancelled(client, ordered, bo):
    client.force_login(bo)
    fresh = text_of(client.get(page("bundle", ordered.pk)))
    Bundle.objects.update(requested_at=timezone.now() - timedelta(minutes=2))

    stalled = text_of(client.get(page("bundle", ordered.pk)))
    client.post(page("cancel_bundle", ordered.pk))
    after = text_of(client.get(page("bundle", ordered.pk)))

    assert ("väntar på sin tur" in fresh, "Försök igen" in fresh) == (True, False)
    assert ("Arbetet har inte börjat än" in stalled, "Försök igen" in stalled) == (True, True)
    assert ("Arbetet avbröts innan" in after, "Försök igen" in after) == (True, True)


def test_unfinished_file_is_not_there(client, ordered, bo):
    client.force_login(bo)

    assert client.get(page("bundle_pdf", ordered.pk)).status_code == 404


def test_link_is_shown_once_and_kept_as_a_hash(client, done, bo):
    client.force_login(bo)
    until = timezone.localdate() + timedelta(days=9)

    shown = client.post(
        page("share_bundle", done.pk), {"recipient": "Maja Lindqvist", "expires_on": until}
    )

    token = text_of(shown).split("/delat/")[1].split("/")[0]
    assert len(token) >= 40
    assert "no-store" in shown.headers["Cache-Control"]
    assert token not in text_of(client.get(page("bundle", done.pk)))
    assert token not in ShareLink.objects.get().token_hash


def test_link_for_too_long_is_refused_at_its_field(client, done, bo):
    client.force_login(bo)
    until = timezone.localdate() + timedelta(days=61)

    response = client.post(
        page("share_bundle", done.pk), {"recipient": "Maja", "expires_on": until}
    )

    assert "gäller i högst 60 dagar" in text_of(response)
    assert ShareLink.objects.count() == 0


def test_member_makes_no_link(client, done, erik):
    client.force_login(erik)

    assert client.post(page("share_bundle", done.pk), {}).status_code == 403
