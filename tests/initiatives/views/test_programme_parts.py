"""What belongs to a programme: mandate, areas, groups, participants, the review of its model."""

import pytest

from coordination.enums import PartyRole
from coordination.models import Assignment, Organization
from initiatives.models import ModelReview
from tests.factories import AreaFactory
from tests.factories.initiatives import ProgrammeFactory


@pytest.fixture
def signed_in(client, disa):
    client.force_login(disa)
    return client


def address(programme, path):
    return f"/program/{programme.pk}/{path}"


def test_party_is_added_with_its_role(signed_in, programme, town):
    signed_in.post(
        address(programme, "medverkande/"),
        {"organization": town.outside.pk, "role": "contributing", "since": "2025-03-01"},
    )

    assert programme.matter.parties.get(organization=town.outside).role == PartyRole.CONTRIBUTING


def test_lead_and_convener_are_not_added_here(signed_in, programme, town):
    signed_in.post(
        address(programme, "medverkande/"),
        {"organization": town.outside.pk, "role": "lead", "since": "2025-03-01"},
    )

    assert not programme.matter.parties.filter(organization=town.outside).exists()


def test_party_is_taken_away_with_a_reason(signed_in, programme, town):
    party = programme.matter.parties.get(organization=town.lead)
    url = address(programme, f"medverkande/{party.pk}/ta-bort/")

    assert "Skriv skälet" in signed_in.post(url, {"reason": ""}).content.decode()
    signed_in.post(url, {"reason": "Uppdraget gick över."})

    assert not programme.matter.parties.filter(pk=party.pk).exists()


def test_party_of_another_matter_is_not_found(signed_in, programme, town):
    other = ProgrammeFactory(matter__organization=town.board, lead=town.board)
    party = programme.matter.parties.first()

    url = address(other, f"medverkande/{party.pk}/ta-bort/")
    assert signed_in.post(url, {"reason": "Fel."}).status_code == 404


def test_body_confirms_its_own_part_from_the_page(client, programme, town, bo, anna):
    programme.matter.parties.create(
        organization=town.participant, role=PartyRole.CONTRIBUTING, since="2025-03-01"
    )
    client.force_login(bo)

    page = client.get(address(programme, "medverkande/")).content.decode()

    assert page.count("Bekräfta</button>") == 1


def test_areas_are_chosen(signed_in, programme, area, town):
    south = AreaFactory(name="Södra", municipality=town.municipality)

    signed_in.post(address(programme, "omraden/"), {"areas": [south.pk], "since": "2025-03-01"})

    assert list(programme.areas.all()) == [south]


def test_area_of_another_municipality_is_no_choice(signed_in, programme, area):
    answer = signed_in.post(
        address(programme, "omraden/"), {"areas": [AreaFactory().pk], "since": "2025-03-01"}
    )

    assert list(answer.context["form"].errors) == ["areas"]
    assert list(programme.areas.all()) == [area]


@pytest.fixture
def founded(matter, town):
    return ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)


def mandate(town, **changes):
    values = {
        "body": town.council.pk,
        "decided_on": "2024-09-26",
        "paragraph": 189,
        "title": "Uppdrag att samordna",
        "text": "Styrelsen ska samordna.",
    }
    return values | changes


def test_mandate_is_written_down_and_leads_on_to_its_assignments(signed_in, founded, town):
    answer = signed_in.post(address(founded, "uppdrag/"), mandate(town))

    founded.refresh_from_db()
    assert (founded.mandate.paragraph, answer.url) == (189, address(founded, "uppdrag/nytt/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"paragraph": ""}, "paragraph"),
        ({"paragraph": 0}, "paragraph"),
        ({"decided_on": "2199-01-01"}, "decided_on"),
        ({"decided_on": "26/9 2024"}, "decided_on"),
        ({"body": ""}, "body"),
    ],
)
def test_mandate_errors_stand_by_their_fields(signed_in, founded, town, wrong, field):
    answer = signed_in.post(address(founded, "uppdrag/"), mandate(town, **wrong))

    assert list(answer.context["form"].errors) == [field]


def test_assignment_of_the_mandate_is_written_down(signed_in, programme, town):
    for text in ("Ta fram arbetssätt", "Föreslå områden"):
        signed_in.post(
            address(programme, "uppdrag/nytt/"), {"receiver": town.board.pk, "text": text}
        )

    assert list(Assignment.objects.values_list("position", "text")) == [
        (1, "Ta fram arbetssätt"),
        (2, "Föreslå områden"),
    ]


def test_assignment_waits_for_the_mandate(signed_in, founded):
    assert signed_in.get(address(founded, "uppdrag/nytt/")).url == address(founded, "uppdrag/")


def test_group_is_set_up_for_the_programme(signed_in, programme):
    answer = signed_in.post(
        f"/grupper/ny/?program={programme.pk}",
        {"kind": "working_group", "name": "Arbetsgruppen", "founded_on": "2025-03-01"},
    )

    group = Organization.objects.get(name="Arbetsgruppen")
    assert (answer.url, list(programme.groups.all())) == (f"/grupper/{group.pk}/", [group])


@pytest.mark.parametrize(
    "given", ["", "?program=", "?program=x", "?program=99999", "?program=" + "9" * 30]
)
def test_group_for_no_programme_is_not_found(signed_in, programme, given):
    assert signed_in.get(f"/grupper/ny/{given}").status_code == 404


def test_group_is_set_up_by_managers_only(client, programme, love):
    client.force_login(love)

    assert client.post(f"/grupper/ny/?program={programme.pk}", {}).status_code == 403


def test_review_is_written_down_and_read_by_all(signed_in, client, programme, love):
    signed_in.post(
        address(programme, "oversyn/"),
        {"reviewed_on": "2025-05-01", "organisation": "Gruppen är lagom.", "financing": "Delvis."},
    )
    client.force_login(love)

    assert "Gruppen är lagom." in client.get(address(programme, "oversyn/")).content.decode()


def test_review_of_a_day_to_come_is_refused(signed_in, programme):
    answer = signed_in.post(
        address(programme, "oversyn/"),
        {"reviewed_on": "2199-05-01", "organisation": "Ja.", "financing": "Ja."},
    )

    assert list(answer.context["form"].errors) == ["reviewed_on"]
    assert not ModelReview.objects.exists()
