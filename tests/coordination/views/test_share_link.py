"""A read-only link: opened without an account while it holds, and not a day longer."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from coordination.domain.bundle import draw_up_bundles, order_bundle
from coordination.domain.queries.bundle import candidates_for
from coordination.domain.share_link import make_share_link, revoke_share_link
from coordination.models import AuditEvent, Bundle, ShareLink
from coordination.views import share_link


@pytest.fixture(autouse=True)
def nobody_has_asked(db):
    cache.clear()


@pytest.fixture
def made(meeting, in_review, bo, plain_bundle):
    order_bundle(meeting, actor=bo, chosen=candidates_for(meeting, bo))
    draw_up_bundles()
    until = timezone.localdate() + timedelta(days=9)
    return make_share_link(Bundle.objects.get(), actor=bo, recipient="Maja", expires_on=until)


def landing(token):
    return reverse("coordination:shared_papers", args=[token])


def file_of(token):
    return reverse("coordination:shared_pdf", args=[token])


def test_link_opens_the_papers_without_an_account(client, made):
    _link, token = made

    assert file_of(token) in client.get(landing(token)).content.decode()
    assert client.get(file_of(token)).content == b"%PDF bundle"


def test_each_opening_is_noted_but_not_the_look_before(client, made):
    link, token = made

    client.get(landing(token))
    client.head(file_of(token))
    client.get(file_of(token))
    client.get(file_of(token))

    link.refresh_from_db()
    events = AuditEvent.objects.filter(action="bundle.opened").values_list("actor", "data__to")
    assert (link.opened, list(events)) == (2, [(None, "Maja")] * 2)


def test_answers_are_told_to_no_search_engine_and_no_other_site(client, made):
    _link, token = made

    for url in (landing(token), file_of(token)):
        headers = client.get(url).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in headers["Cache-Control"]


def test_revoked_link_is_gone(client, made, bo):
    link, token = made
    revoke_share_link(link, actor=bo)

    answers = [client.get(url) for url in (landing(token), file_of(token))]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "har återkallat länken" in answers[0].content.decode()


def test_link_holds_on_its_last_day_and_not_the_day_after(client, made):
    link, token = made
    statuses = []
    for day in (timezone.localdate(), timezone.localdate() - timedelta(days=1)):
        ShareLink.objects.filter(pk=link.pk).update(expires_on=day)
        statuses.append(client.get(file_of(token)).status_code)

    assert statuses == [200, 410]


def test_guessed_token_finds_nothing(client, made):
    link, token = made

    for guess in (token[:-1], token + "x", link.token_hash, "1"):
        assert client.get(file_of(guess)).status_code == 404


def test_who_asks_too_often_waits(client, made, monkeypatch):
    _link, token = made
    monkeypatch.setattr(share_link, "MOST_A_MINUTE", 2)
    at = timezone.now()
    monkeypatch.setattr(share_link.timezone, "now", lambda: at)

    assert [client.get(landing(token)).status_code for _turn in range(3)] == [200, 200, 429]


def test_link_changes_nothing(client, made):
    _link, token = made

    assert client.post(landing(token)).status_code == 405


@pytest.mark.parametrize("who", ["erik", "cecilia"])
def test_only_those_who_keep_the_papers_take_a_link_back(client, made, who, request):
    link, _token = made
    client.force_login(request.getfixturevalue(who))

    status = client.post(reverse("coordination:unshare_bundle", args=[link.pk])).status_code

    link.refresh_from_db()
    assert (status, link.revoked_at) == ({"erik": 403, "cecilia": 404}[who], None)
