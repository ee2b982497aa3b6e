"""What programmes and initiatives tell the kernel."""

import pytest

from coordination.domain.queries.search import search
from coordination.history import sentences
from coordination.registry import deadline_subjects, desk_panels, matter_panels


def found(user, query):
    return [(label, hit.title) for label, hits in search(user, query) for hit in hits]


def test_search_finds_programmes_and_initiatives_one_may_see(programme, initiative, anna, bo):
    assert ("Program", "Kraftsamlande insatser") in found(anna, "KRAFTSAM")
    assert found(bo, "första JOBB") == [("Insatser", "Första jobbet")]


def test_search_tells_outsiders_nothing(programme, initiative, cecilia):
    assert found(cecilia, "kraftsam") == found(cecilia, "jobbet") == []


def test_dates_lead_to_where_they_are_kept():
    urls = {code: deadline_subjects[code].url(7) for code in ("programme", "initiative")}

    assert urls == {"programme": "/program/7/oversyn/", "initiative": "/insatser/7/"}


@pytest.mark.parametrize(
    ("person", "names"), [("anna", ["Kraftsamlande insatser"]), ("cecilia", [])]
)
def test_desk_shows_the_programmes_one_sees(programme, person, names, request):
    context = desk_panels["programmes"].context(request.getfixturevalue(person))

    assert [each.name for each in context["programmes"]] == names


def test_desk_page_shows_the_panel(client, programme, anna):
    client.force_login(anna)

    assert f'href="/program/{programme.pk}/"' in client.get("/").content.decode()


def test_matter_leads_to_its_programmes(programme, anna, cecilia):
    panel = matter_panels["programmes"]

    assert [link.title for link in panel.links(anna, programme.matter)] == [
        "Kraftsamlande insatser"
    ]
    assert panel.links(cecilia, programme.matter) == []


def test_events_are_told():
    assert {"programme.established", "initiative.completed"} <= set(sentences)
