"""Frames, grants and terms are changed on pages that ask for the decision."""

import pytest
from django.urls import reverse

from tests.factories.funding import GrantFactory, SourceFactory
from tests.funding.helpers import MKR


def form(decision, **said):
    return {
        "key": "k1",
        "amount_ore": "100 tkr",
        "decision": decision.pk if decision else "",
        "reason": "Behövs",
    } | said


def post(client, name, pk, said):
    url = reverse(f"funding:{name}", args=[pk])
    assert client.get(url).status_code == 200
    return client.post(url, said)


def test_frame_is_transferred(client, oskar, source, decision, town):
    other = SourceFactory(owner=town.board, frame=MKR)
    client.force_login(oskar)
    post(client, "transfer_frame", source.pk, form(decision, to=other.pk))

    other.refresh_from_db()
    assert other.frame_ore == 11 * MKR // 10
    page = client.get(reverse("funding:source", args=[other.pk])).content.decode()
    assert "Från Gemensamma medel 2025. Behövs" in page


def test_decision_that_is_missing_is_said_by_its_field(client, oskar, source, town):
    other = SourceFactory(owner=town.board, frame=MKR)
    client.force_login(oskar)
    answer = post(client, "transfer_frame", source.pk, form(None, to=other.pk))

    assert "Utan beslut flyttas inga pengar" in " ".join(answer.context["form"].errors["decision"])


def test_grant_is_repurposed(client, oskar, grant, funding_round, decision):
    other = GrantFactory(round=funding_round, decision=decision)
    client.force_login(oskar)
    post(client, "repurpose_grant", grant.pk, form(decision, to=other.pk))

    other.refresh_from_db()
    assert other.left_ore == 11 * MKR // 10
    assert client.get(reverse("funding:grant", args=[other.pk])).status_code == 200


@pytest.mark.parametrize("name", ["exempt_source", "exempt_grant"])
def test_exception_is_noted(client, oskar, source, grant, decision, name):
    row = source if name == "exempt_source" else grant
    client.force_login(oskar)
    post(client, name, row.pk, form(decision))

    row.refresh_from_db()
    assert row.exempt_ore == MKR // 10
    page = client.get(reverse("funding:source", args=[source.pk])).content.decode()
    assert ("Behövs" in page) == (row is source)


def test_terms_are_changed_and_shown(client, oskar, source, town):
    state = SourceFactory(owner=town.board, name="Statsbidrag", kind="state", frame=2 * MKR)
    client.force_login(oskar)
    post(
        client,
        "set_terms",
        state.pk,
        {
            "purpose": "administration",
            "co_financing_percent": "100",
            "deviation_percent": "5",
            "version": "1",
        },
    )
    post(
        client,
        "set_terms",
        source.pk,
        {
            "purpose": "activity",
            "co_finances": state.pk,
            "deviation_percent": "5",
            "version": "1",
        },
    )

    rows = client.get(reverse("funding:source", args=[state.pk])).context["co_financing"]
    assert (rows[0].expected_ore, rows[0].actual_ore, rows[0].deviation_ore) == (
        2 * MKR,
        10 * MKR,
        8 * MKR,
    )


def test_second_to_change_the_terms_is_shown_the_first_ones(client, oskar, source):
    client.force_login(oskar)
    said = {"purpose": "administration", "deviation_percent": "5", "version": "1"}
    post(client, "set_terms", source.pk, said)
    late = {"purpose": "activity", "deviation_percent": "25", "version": "1"}
    answer = post(client, "set_terms", source.pk, late)

    source.refresh_from_db()
    told = {each.label: (each.theirs, each.mine) for each in answer.context["form"].differences}
    assert (answer.status_code, source.deviation_percent, source.version) == (409, 5, 2)
    assert told["Verksamhet eller förvaltning"] == ("Förvaltningsmedel", "Verksamhetsmedel")
    post(client, "set_terms", source.pk, late | {"version": "2"})
    source.refresh_from_db()
    assert (source.deviation_percent, source.version) == (25, 3)


def test_curtain_syndrome_is_visible(client, oskar, source):
    client.force_login(oskar)
    url = reverse("funding:rounds")
    assert "Inget till lokal och samordning" in client.get(url).content.decode()

    SourceFactory(owner=source.owner, purpose="administration", frame=MKR)
    assert "Inget till lokal och samordning" not in client.get(url).content.decode()


def test_reserved_equity_has_its_last_day(client, oskar, town):
    client.force_login(oskar)
    said = {"key": "k1", "owner": town.board.pk, "name": "Reserv", "year": "2025"}
    said |= {"kind": "reserved_equity", "use": "investment", "frame_ore": "5 mnkr"}
    said |= {"basis": "Bokslut", "purpose": "activity", "deviation_percent": "10"}
    answer = client.post(reverse("funding:create_source"), said)
    assert "sista dag" in " ".join(answer.context["form"].errors["expires_on"])

    client.post(reverse("funding:create_source"), said | {"expires_on": "2027-12-31"})
    assert str(town.board.funding_sources.get().expires_on) == "2027-12-31"


def test_closed_books_take_no_report(client, oskar, source, grant):
    client.force_login(oskar)
    post(client, "close_books", source.pk, {"through": "2025-04-30"})
    said = {"key": "k1", "kind": "paid", "amount_ore": "100", "document": "F 1"}
    answer = client.post(
        reverse("funding:report", args=[grant.pk]), said | {"booked_on": "2025-04-01"}
    )

    assert "stängda till och med" in " ".join(answer.context["form"].errors["booked_on"])


def test_project_number_is_one_grants_own(client, erik, grant, funding_round):
    GrantFactory(round=funding_round, recipient=grant.recipient, project_code="41207")
    client.force_login(erik)
    answer = post(client, "set_project_code", grant.pk, {"code": "41207"})
    assert "används redan" in str(answer.context["form"].errors)

    post(client, "set_project_code", grant.pk, {"code": "41208"})
    assert "41208" in client.get(reverse("funding:grant", args=[grant.pk])).content.decode()
