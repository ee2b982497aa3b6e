"""The pages of a programme."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coordination.domain.assignment import give_assignment
from coordination.enums import PartyRole
from coordination.models import Matter
from initiatives.enums import ProgrammeState
from initiatives.models import Programme
from initiatives.registry import initiative_columns, programme_panels
from tests.factories import (
    DeadlineFactory,
    MatterPartyFactory,
    MembershipFactory,
    OrganizationFactory,
    ReferralFactory,
    SeatFactory,
)
from tests.factories.initiatives import InitiativeFactory, ProgrammeAreaFactory, ProgrammeFactory

PAGES = ("", "insatser/", "medverkande/", "historik/", "oversyn/")
ACTS = ("redigera/", "starta/", "avsluta/", "omraden/", "uppdrag/", "uppdrag/nytt/")


@pytest.fixture
def alone(monkeypatch):
    """Without what other applications add to the pages: they count their own statements."""
    for register in (programme_panels, initiative_columns):
        for code in list(register):
            monkeypatch.delitem(register, code)


def shown(client, programme, path=""):
    return client.get(f"/program/{programme.pk}/{path}").content.decode()


def facts(programme, **changes):
    values = {
        "name": programme.name,
        "aim": programme.aim,
        "goal": programme.goal,
        "starts_on": programme.starts_on,
        "ends_on": "",
        "lead": programme.lead_id,
        "convener": programme.convener_id,
        "mandate": programme.mandate_id or "",
        "version": programme.version,
    }
    return values | changes


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES + ACTS)
def test_programme_is_not_told_of_to_outsiders(client, programme, cecilia, path):
    client.force_login(cecilia)

    assert client.get(f"/program/{programme.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", ["anna", "disa", "love", "rut"])
def test_programme_is_read_by_those_who_see_its_matter(client, programme, path, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(f"/program/{programme.pk}/{path}").status_code == 200


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize("person", ["anna", "love", "rut"])
def test_programme_is_changed_by_managers_only(client, programme, path, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.post(f"/program/{programme.pk}/{path}", {}).status_code == 403
    assert Programme.objects.get().version == 1


@pytest.mark.parametrize("path", ["medverkande/", "oversyn/"])
@pytest.mark.parametrize("person", ["anna", "love", "rut"])
def test_what_readers_see_they_cannot_send(client, programme, path, person, request):
    client.force_login(request.getfixturevalue(person))

    assert (
        "<form" not in shown(client, programme, path).partition("<main")[2].partition("</main")[0]
    )
    assert client.post(f"/program/{programme.pk}/{path}", {}).status_code == 403


def test_anonymous_visitors_are_sent_to_sign_in(client, programme):
    answer = client.get(f"/program/{programme.pk}/")

    assert answer.url == f"/konto/login/?next=/program/{programme.pk}/"


# --- The list ------------------------------------------------------------------------------------


def test_list_holds_what_one_may_see(client, programme, anna, cecilia):
    client.force_login(anna)
    assert "Kraftsamlande insatser" in client.get("/program/").content.decode()

    client.force_login(cecilia)
    assert "Inga program ännu" in client.get("/program/").content.decode()


@pytest.mark.parametrize("programmes", [10, 50])
def test_list_costs_the_same_whatever_its_length(
    client, matter, disa, programmes, django_assert_num_queries
):
    ProgrammeFactory.create_batch(programmes, matter=matter)
    client.force_login(disa)
    client.get("/program/")

    with django_assert_num_queries(5):
        client.get("/program/")


# --- The page ------------------------------------------------------------------------------------


def test_page_tells_the_way_from_mandate_to_responsibility(client, programme, town, anna):
    client.force_login(anna)

    page = shown(client, programme)

    for expected in ("Kommunfullmäktige", "§\N{NO-BREAK SPACE}189", "stadskontoret", "1 nämnd"):
        assert expected in page
    assert "Fritidsnämnden har inte bekräftat uppdraget." in page


def test_page_tells_that_all_have_confirmed(client, programme, matter, anna):
    matter.parties.update(acknowledged_on=date(2024, 10, 10))
    client.force_login(anna)

    assert "Alla har tagit emot uppdraget." in shown(client, programme)


def test_page_shows_assignments_with_their_state(client, programme, town, disa, today):
    give_assignment(
        programme.mandate, actor=disa, receiver=town.board, text="Föreslå områden", today=today
    )
    client.force_login(disa)

    page = shown(client, programme)

    assert "Föreslå områden" in page
    assert "Inte bekräftat" in page


def test_page_shows_areas_groups_and_vacancies(client, programme, area, steering_group, town, disa):
    seat = SeatFactory(organization=steering_group, on_behalf_of=town.lead)
    client.force_login(disa)

    page = shown(client, programme)

    assert "Norra staden" in page
    assert "1 av 1 plats ledig" in page
    assert f'href="/platser/{seat.pk}/tillsatt/"' in page


def test_page_offers_readers_no_vacancy_to_fill(client, programme, steering_group, love):
    SeatFactory(organization=steering_group)
    client.force_login(love)

    assert "/platser/" not in shown(client, programme)


def test_page_shows_referrals_that_are_sent_only(client, programme, town, anna):
    ReferralFactory(matter=programme.matter, sender=town.central_office, title="Utkastet")
    ReferralFactory(
        matter=programme.matter,
        sender=town.central_office,
        title="Den skickade",
        state="sent",
        sent_at=timezone.now(),
    )
    client.force_login(anna)

    page = shown(client, programme)

    assert ("Den skickade" in page, "Utkastet" in page) == (True, False)


def fill(programme, town, size):
    """A programme with ``size`` of everything that the page shows."""
    steering = OrganizationFactory(
        kind="steering_group", matter=programme.matter, municipality=town.municipality
    )
    programme.groups.add(steering)
    for _turn in range(size):
        link = ProgrammeAreaFactory(programme=programme, area__municipality=town.municipality)
        InitiativeFactory(programme=programme, lead=town.lead).areas.add(link.area)
        MatterPartyFactory(matter=programme.matter, role=PartyRole.SPECIAL_RESPONSIBILITY)
        MembershipFactory(seat=SeatFactory(organization=steering))
        SeatFactory(organization=steering)
        DeadlineFactory(matter=programme.matter, organization=town.board)
        ReferralFactory(
            matter=programme.matter, sender=town.board, state="sent", sent_at=timezone.now()
        )


@pytest.mark.parametrize("size", [10, 50])
def test_page_costs_the_same_whatever_the_programmes_size(
    client, programme, town, disa, alone, size, django_assert_num_queries
):
    fill(programme, town, size)
    client.force_login(disa)
    shown(client, programme)

    with django_assert_num_queries(10):
        shown(client, programme)


@pytest.mark.parametrize("size", [10, 50])
@pytest.mark.parametrize(("path", "statements"), [("medverkande/", 7), ("historik/", 5)])
def test_other_pages_cost_the_same_whatever_the_programmes_size(
    client, programme, town, disa, alone, size, path, statements, django_assert_num_queries
):
    fill(programme, town, size)
    client.force_login(disa)
    shown(client, programme, path)

    with django_assert_num_queries(statements):
        shown(client, programme, path)


# --- A new one -----------------------------------------------------------------------------------


@pytest.fixture
def new(town):
    return {
        "name": "Trygg stad",
        "aim": "Fler ska vara trygga.",
        "goal": "Otryggheten ska minska.",
        "starts_on": "2025-01-01",
        "lead": town.board.pk,
        "convener": town.central_office.pk,
    }


def test_programme_is_established_in_a_matter(client, matter, new, disa):
    client.force_login(disa)

    answer = client.post("/program/nytt/", new | {"matter": matter.pk})

    programme = Programme.objects.get()
    assert (answer.url, programme.matter) == (f"/program/{programme.pk}/", matter)


def test_programme_is_established_in_a_new_matter(client, new, town, disa):
    client.force_login(disa)

    client.post("/program/nytt/", new | {"matter": f"ny-{town.board.pk}"})

    assert Programme.objects.get().matter.organization == town.board


def test_programme_is_not_established_in_a_matter_of_others(client, new, town, anna, cecilia):
    foreign = Matter.objects.create(
        organization=town.outside, registry_number="KUL-1", title="Annat", opened_on="2025-01-01"
    )
    client.force_login(cecilia)
    assert client.post("/program/nytt/", new | {"matter": foreign.pk}).status_code == 302

    client.force_login(anna)
    assert client.get("/program/nytt/").status_code == 403


def test_wrong_days_are_told_by_the_field_and_input_is_kept(client, matter, new, disa):
    client.force_login(disa)

    answer = client.post(
        "/program/nytt/", new | {"matter": matter.pk, "ends_on": "2024-01-01", "aim": "Viktigt."}
    )

    assert list(answer.context["form"].errors) == ["ends_on"]
    assert "Viktigt." in answer.content.decode()
    assert not Programme.objects.exists()


@pytest.mark.parametrize("bad", ["a\x00b", "x" * 5000])
def test_text_that_cannot_be_stored_is_refused(client, matter, new, disa, bad):
    client.force_login(disa)

    answer = client.post("/program/nytt/", new | {"matter": matter.pk, "aim": bad})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["aim"])


# --- Changes -------------------------------------------------------------------------------------


def test_programme_is_edited(client, programme, disa):
    client.force_login(disa)

    client.post(f"/program/{programme.pk}/redigera/", facts(programme, name="Kraftsamling"))

    assert Programme.objects.get().name == "Kraftsamling"


def test_two_who_edit_at_once_see_both_texts_and_choose(client, programme, disa):
    client.force_login(disa)
    mine = facts(programme, goal="Mitt mål")
    Programme.objects.get().save()
    programme.goal, programme.version = "Deras mål", 2
    programme.save()

    answer = client.post(f"/program/{programme.pk}/redigera/", mine)

    page = answer.content.decode()
    assert ("Deras mål" in page, "Mitt mål" in page) == (True, True)
    assert Programme.objects.get().goal == "Deras mål"

    client.post(f"/program/{programme.pk}/redigera/", mine | {"version": 2})
    assert Programme.objects.get().goal == "Mitt mål"


def test_programme_starts_and_ends_by_confirming(client, programme, disa):
    programme.state = ProgrammeState.PLANNED
    programme.save()
    client.force_login(disa)

    client.post(f"/program/{programme.pk}/starta/")
    assert Programme.objects.get().state == ProgrammeState.RUNNING

    client.post(f"/program/{programme.pk}/avsluta/", {"reason": "Uppdraget är slutfört."})
    assert Programme.objects.get().state == ProgrammeState.ENDED


def test_start_of_a_running_programme_is_refused_in_words(client, programme, disa):
    client.force_login(disa)

    page = client.post(f"/program/{programme.pk}/starta/").content.decode()

    assert "Det går inte i läget ”Pågår”." in page


def test_history_is_read_page_by_page(client, programme, disa, today):
    from coordination.domain.matter import involve

    for _turn in range(60):
        involve(
            programme.matter,
            OrganizationFactory(),
            actor=disa,
            role=PartyRole.CONTRIBUTING,
            since=today,
        )
    client.force_login(disa)

    first = client.get(f"/program/{programme.pk}/historik/").context["page"]
    second = client.get(f"/program/{programme.pk}/historik/{first.next_url}").context["page"]

    assert (len(first.entries), len(second.entries), second.next_url) == (50, 10, "")


def test_late_dates_stand_first_with_what_to_do(client, programme, town, disa):
    DeadlineFactory(
        matter=programme.matter,
        organization=town.central_office,
        subject_type="programme",
        subject_id=programme.pk,
        title="Se över modellen",
        due_on=timezone.localdate() - timedelta(days=9),
    )
    client.force_login(disa)

    page = client.get(f"/program/{programme.pk}/")

    assert page.context["next_step"].title == "Försenat: Se över modellen"
    assert "försenad 9 dagar" in page.content.decode()
