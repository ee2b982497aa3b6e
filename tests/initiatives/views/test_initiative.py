"""The pages of initiatives."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import InitiativeState, ParticipationRole
from initiatives.models import Initiative
from initiatives.registry import initiative_columns, initiative_panels
from tests.factories import AreaFactory, DeadlineFactory, OrganizationFactory
from tests.factories.initiatives import InitiativeFactory, ParticipationFactory

PAGES = ("", "historik/")
ACTS = ("redigera/", "starta/", "avsluta/", "inforliva/", "stoppa/", "ateruppta/")


@pytest.fixture
def alone(monkeypatch):
    """Without what other applications add to the pages: they count their own statements."""
    for register in (initiative_panels, initiative_columns):
        for code in list(register):
            monkeypatch.delitem(register, code)


def address(initiative, path=""):
    return f"/insatser/{initiative.pk}/{path}"


def titles(answer):
    return [row.title for row in answer.context["list"].table.rows]


def facts(initiative, **changes):
    values = {
        "title": initiative.title,
        "summary": initiative.summary,
        "description": "",
        "lead": initiative.lead_id,
        "starts_on": initiative.starts_on,
        "ends_on": initiative.ends_on,
        "version": initiative.version,
    }
    return values | changes


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, *ACTS, "medverkande/"])
def test_initiative_is_not_told_of_to_outsiders(client, initiative, cecilia, path):
    client.force_login(cecilia)

    assert client.get(address(initiative, path)).status_code == 404
    assert client.post(address(initiative, path), {}).status_code in {404, 405}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", ["anna", "bo", "erik", "disa", "love", "rut"])
def test_initiative_is_read_by_participants_and_parties(client, initiative, path, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(initiative, path)).status_code == 200


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize("person", ["anna", "love", "rut"])
def test_initiative_is_changed_by_nobody_else(client, running, path, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.post(address(running, path), {"reason": "Nej."}).status_code == 403
    assert Initiative.objects.get().state == InitiativeState.RUNNING


def test_participant_reads_no_more_of_the_programme_than_its_name(client, initiative, bo):
    client.force_login(bo)

    page = client.get(address(initiative)).content.decode()

    assert "Kraftsamlande insatser" in page
    assert f"/program/{initiative.programme_id}/" not in page


# --- The list ------------------------------------------------------------------------------------


@pytest.fixture
def varied(programme, town, area):
    """Three initiatives that differ in state, area, lead and words."""
    InitiativeFactory(programme=programme, title="Åsnan", lead=town.lead).areas.add(area)
    InitiativeFactory(programme=programme, title="Bollen", lead=town.participant)
    InitiativeFactory(
        programme=programme,
        title="Ängen",
        summary="Odling på gården.",
        lead=town.lead,
        state=InitiativeState.RUNNING,
    )


def test_lists_hold_what_one_may_see(client, programme, varied, bo, anna, cecilia):
    expected = {bo: ["Bollen"], anna: ["Bollen", "Åsnan", "Ängen"], cecilia: []}

    for user, found in expected.items():
        client.force_login(user)
        assert titles(client.get("/insatser/")) == found


def test_list_is_narrowed_by_state_area_lead_and_words(client, programme, varied, area, town, disa):
    client.force_login(disa)

    def narrowed(query):
        return titles(client.get(f"/program/{programme.pk}/insatser/?{query}"))

    assert narrowed("lage=running") == ["Ängen"]
    assert narrowed(f"omrade={area.pk}") == ["Åsnan"]
    assert narrowed(f"leder={town.lead.pk}") == ["Åsnan", "Ängen"]
    assert narrowed("q=ÄNG") == ["Ängen"]
    assert narrowed("q=odling") == ["Ängen"]
    assert narrowed("q=finns+inte") == []


@pytest.mark.parametrize(
    "query", ["lage=sova", "omrade=x", "omrade=999999", "leder=-1", "q=%00", "efter=§", "fore=1"]
)
def test_filters_that_make_no_sense_narrow_nothing(client, programme, varied, disa, query):
    client.force_login(disa)

    assert len(titles(client.get(f"/program/{programme.pk}/insatser/?{query}"))) == 3


def test_states_are_counted_within_the_other_filters(client, programme, varied, town, disa):
    client.force_login(disa)

    answer = client.get(f"/program/{programme.pk}/insatser/?leder={town.lead.pk}")

    assert [(c.label, c.count) for c in answer.context["list"].states] == [
        ("Alla", 2),
        ("Planeras", 1),
        ("Pågår", 1),
    ]


def test_list_goes_on_page_by_page(client, programme, town, disa):
    for number in range(1, 121):
        InitiativeFactory(programme=programme, title=f"Insats {number}", lead=town.lead)
    client.force_login(disa)
    url, pages = f"/program/{programme.pk}/insatser/", []

    answer = client.get(url)
    while True:
        pages.append(titles(answer))
        onward = answer.context["list"].page.next_url
        if not onward:
            break
        answer = client.get(url + onward)

    assert [len(page) for page in pages] == [50, 50, 20]
    assert pages[0][:2] + pages[2][-1:] == ["Insats 1", "Insats 2", "Insats 120"]


@pytest.mark.parametrize("rows", [10, 50])
def test_programmes_list_costs_the_same_whatever_its_length(
    client, programme, town, disa, alone, rows, django_assert_num_queries
):
    for _turn in range(rows):
        InitiativeFactory(programme=programme).areas.add(
            AreaFactory(municipality=town.municipality)
        )
    client.force_login(disa)
    url = f"/program/{programme.pk}/insatser/"
    client.get(url)

    with django_assert_num_queries(7):
        client.get(url)


@pytest.mark.parametrize("rows", [10, 50])
def test_list_of_all_costs_the_same_whatever_its_length(
    client, programme, town, bo, alone, rows, django_assert_num_queries
):
    for _turn in range(rows):
        InitiativeFactory(programme=programme, lead=town.participant)
    client.force_login(bo)
    client.get("/insatser/")

    with django_assert_num_queries(6):
        client.get("/insatser/")


# --- The page ------------------------------------------------------------------------------------


def test_page_tells_who_does_what_and_who_is_missing(client, initiative, town, bo):
    ParticipationFactory(
        initiative=initiative, organization=town.outside, role=ParticipationRole.CARRIES_OUT
    )
    client.force_login(bo)

    rows = client.get(address(initiative)).context["participants"]

    assert [(row.name, row.missing) for row in rows] == [
        ("Stadsbyggnadsnämnden", False),
        ("Kulturnämnden", False),
        ("Ingen är utsedd", True),
    ]


def test_page_offers_the_acts_of_its_state_to_those_who_may(client, running, bo, love):
    client.force_login(bo)
    acts = client.get(address(running)).context["acts"]
    assert [act.label for act in acts] == ["Avsluta insatsen", "Stoppa insatsen"]

    client.force_login(love)
    page = client.get(address(running))
    assert (page.context["acts"], "Redigera insatsen" in page.content.decode()) == ([], False)


@pytest.mark.parametrize("size", [10, 50])
def test_page_costs_the_same_whatever_the_initiatives_size(
    client, initiative, town, disa, alone, size, django_assert_num_queries
):
    for _turn in range(size):
        ParticipationFactory(initiative=initiative)
        initiative.areas.add(AreaFactory(municipality=town.municipality))
        initiative.groups.add(
            OrganizationFactory(
                kind="working_group",
                matter=initiative.programme.matter,
                municipality=town.municipality,
            )
        )
    DeadlineFactory(subject_type="initiative", subject_id=initiative.pk, kind="initiative_end")
    client.force_login(disa)
    client.get(address(initiative))

    with django_assert_num_queries(9):
        client.get(address(initiative))


# --- New and changed -----------------------------------------------------------------------------


def test_initiative_is_proposed(client, programme, area, town, disa):
    client.force_login(disa)

    client.post(
        f"/insatser/ny/?program={programme.pk}",
        {
            "title": "Öppna skolgården",
            "summary": "Kvällsöppet.",
            "lead": town.lead.pk,
            "areas": [area.pk],
        },
    )

    initiative = Initiative.objects.get()
    assert (initiative.title, list(initiative.areas.all())) == ("Öppna skolgården", [area])


def test_officials_propose_for_their_own_body_only(client, programme, town, bo, matter):
    matter.parties.create(organization=town.participant, role="contributing", since="2025-01-01")
    client.force_login(bo)
    given = {"title": "Ny", "summary": "Något nytt."}
    url = f"/insatser/ny/?program={programme.pk}"

    assert client.post(url, given | {"lead": town.lead.pk}).status_code == 200
    assert client.post(url, given | {"lead": town.participant.pk}).status_code == 302
    assert Initiative.objects.get().lead == town.participant


@pytest.mark.parametrize("person", ["love", "rut"])
def test_readers_propose_nothing(client, programme, person, request):
    client.force_login(request.getfixturevalue(person))

    answer = client.post(f"/insatser/ny/?program={programme.pk}", {"title": "Ny"})

    assert (answer.status_code, Initiative.objects.count()) == (403, 0)


def test_initiative_is_edited_with_a_reason_for_another_last_day(client, initiative, bo):
    client.force_login(bo)
    changed = facts(initiative, ends_on="2026-06-30")

    answer = client.post(address(initiative, "redigera/"), changed)
    assert list(answer.context["form"].errors) == ["reason"]

    client.post(address(initiative, "redigera/"), changed | {"reason": "Sen leverans"})
    assert str(Initiative.objects.get().ends_on) == "2026-06-30"


def test_two_who_edit_at_once_see_both_texts(client, initiative, bo):
    client.force_login(bo)
    mine = facts(initiative, title="Mitt namn")
    initiative.title, initiative.version = "Deras namn", 2
    initiative.save()

    page = client.post(address(initiative, "redigera/"), mine).content.decode()

    assert ("Deras namn" in page, "Mitt namn" in page) == (True, True)
    assert Initiative.objects.get().title == "Deras namn"


# --- From state to state -------------------------------------------------------------------------


def test_initiative_is_completed_on_a_day(client, running, bo):
    client.force_login(bo)
    today = timezone.localdate()

    client.post(address(running, "avsluta/"), {"on": today})

    found = Initiative.objects.get()
    assert (found.state, found.completed_on) == (InitiativeState.COMPLETED, today)


def test_completion_on_a_day_to_come_is_refused_by_its_field(client, running, bo):
    client.force_login(bo)
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = client.post(address(running, "avsluta/"), {"on": tomorrow})

    assert list(answer.context["form"].errors) == ["on"]


def test_start_without_responsibility_is_refused_in_words(client, initiative, bo):
    client.force_login(bo)

    page = client.post(address(initiative, "starta/"), {"on": timezone.localdate()})

    assert "Utse först vem som genomför och följer upp." in page.content.decode()


def test_initiative_is_stopped_and_taken_up_again(client, running, bo):
    client.force_login(bo)

    client.post(address(running, "stoppa/"), {"reason": "Pengarna räckte inte."})
    assert "Pengarna räckte inte." in client.get(address(running)).content.decode()

    client.post(address(running, "ateruppta/"))
    assert Initiative.objects.get().state == InitiativeState.PLANNED


def test_what_was_completed_is_incorporated(client, running, bo):
    running.state, running.completed_on = InitiativeState.COMPLETED, running.starts_on
    running.save()
    client.force_login(bo)

    client.post(address(running, "inforliva/"), {"reason": "Skolan fortsätter."})

    assert Initiative.objects.get().state == InitiativeState.INCORPORATED
