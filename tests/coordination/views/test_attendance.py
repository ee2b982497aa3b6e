"""A meeting's page: its attendance is filled in, its items tell who took part."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.attendance import Present, record_attendance
from coordination.enums import Role
from coordination.models import Meeting
from tests.conftest import member


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def html(response):
    return response.content.decode()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def meeting(town, today):
    return Meeting.objects.create(organization=town.participant, held_on=today)


@pytest.fixture
def keeper(client, bo):
    client.force_login(bo)
    return client


@pytest.fixture
def url(meeting):
    return page("meeting", meeting.organization_id, meeting.pk)


def test_secretary_ticks_who_was_there(keeper, url, meeting, town, members):
    sixten = member(town.participant, Role.SUBSTITUTE, "Sixten").person
    tove, mans, *_rest = members

    keeper.post(
        url,
        {
            f"here_{tove.pk}": "on",
            f"as_{sixten.pk}": str(mans.pk),
            f"span_{sixten.pk}": "206–",
            "seen": "",
        },
    )

    rows = meeting.attendances.order_by("pk").values_list(
        "person", "role", "serving_for", "from_paragraph"
    )
    assert list(rows) == [
        (tove.pk, "member", None, None),
        (sixten.pk, "serving_substitute", mans.pk, 206),
    ]
    form = keeper.get(url).context["form"]
    assert form[f"span_{sixten.pk}"].value() == "206–"


def test_secretary_writes_who_began_to_serve_and_who_came_back(keeper, url, meeting, town, members):
    sixten = member(town.participant, Role.SUBSTITUTE, "Sixten").person
    tove, mans, *_rest = members
    sent = {
        f"here_{mans.pk}": "on",
        f"span_{mans.pk}": "–203, 206–",
        f"here_{tove.pk}": "on",
        f"span_{tove.pk}": "–205",
        f"as_{sixten.pk}": "substitute",
        f"span_{sixten.pk}": "–205",
        f"as_{sixten.pk}_2": str(tove.pk),
        f"span_{sixten.pk}_2": "206–",
    }

    keeper.post(url, {**sent, "seen": ""})

    response = keeper.get(url)
    form = response.context["form"]
    shown = {name: form[name].value() for name in sent}
    assert shown == {name: True if value == "on" else value for name, value in sent.items()}
    assert response.context["read"].serving == 3
    again = keeper.post(url, {**sent, "seen": form["seen"].value()})
    assert (again.status_code, meeting.attendances.count()) == (302, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [("tvåhundra", "Skriv paragraferna som"), ("9–3", "Den första paragrafen")],
)
def test_paragraphs_that_cannot_be_read_keep_the_ticks(
    keeper, url, meeting, members, text, message
):
    tove = members[0]

    response = keeper.post(url, {f"here_{tove.pk}": "on", f"span_{tove.pk}": text, "seen": ""})

    assert message in html(response)
    assert response.context["form"][f"here_{tove.pk}"].value() is True
    assert not meeting.attendances.exists()


def test_second_secretary_is_told_and_nothing_is_lost(keeper, url, meeting, bo, members, today):
    record_attendance(meeting, actor=bo, present=[Present(members[0])], today=today)

    response = keeper.post(url, {f"here_{members[1].pk}": "on", "seen": ""})

    assert "Någon annan sparade närvaron" in html(response)
    assert meeting.attendances.get().person == members[0]


def test_reader_sees_who_was_there_but_no_form_and_no_reasons(
    client, url, meeting, cecilia, bo, members, today
):
    record_attendance(meeting, actor=bo, present=[Present(members[0])], today=today)
    client.force_login(cecilia)

    response = client.get(url)

    assert (str(members[0]) in html(response), response.context["form"]) == (True, None)
    assert "Anteckna jäv" not in html(response)
    assert client.post(url, {}).status_code == 403


def test_recusal_is_written_and_removed_on_its_pages(keeper, url, meeting, in_review, members):
    facts = {"person": members[0].pk, "item": f"statement-{in_review.pk}", "reason": ""}
    assert "Skriv varför" in html(keeper.post(page("record_recusal", meeting.pk), facts))

    keeper.post(page("record_recusal", meeting.pk), {**facts, "reason": "Äger marken."})
    assert "Äger marken." in html(keeper.get(url))

    keeper.post(page("remove_recusal", meeting.recusals.get().pk))
    assert not meeting.recusals.exists()


@pytest.mark.parametrize("number", [1, 10])
def test_page_costs_the_same_at_any_size(
    keeper, url, meeting, town, bo, today, number, django_assert_num_queries
):
    people = [member(town.participant, Role.MEMBER, f"Ledamot {n}").person for n in range(number)]
    record_attendance(meeting, actor=bo, present=map(Present, people), today=today)
    keeper.get(url)

    with django_assert_num_queries(11):
        keeper.get(url)
