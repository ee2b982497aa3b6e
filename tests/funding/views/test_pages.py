"""Each page of money answers the owner, and is a 404 to whoever has no part in it."""

import pytest
from django.urls import reverse

from funding.domain.entry import record_spending
from funding.domain.round_form import add_criterion, choose_parts, write_instructions
from funding.models import LedgerEntry
from tests.funding.applications import LEVELS
from tests.funding.helpers import MKR, report


@pytest.fixture
def spent(grant, erik):
    return record_spending(grant, actor=erik, **report())


def pages(grant, entry):
    funding_round = grant.round
    return {
        "rounds": reverse("funding:rounds"),
        "ledger": reverse("funding:ledger"),
        "round": reverse("funding:round", args=[funding_round.pk]),
        "source": reverse("funding:source", args=[funding_round.source.pk]),
        "grant": reverse("funding:grant", args=[grant.pk]),
        "create_round": reverse("funding:create_round"),
        "create_source": reverse("funding:create_source"),
        "change_frame": reverse("funding:change_frame", args=[funding_round.source.pk]),
        "record_applications": reverse("funding:record_applications", args=[funding_round.pk]),
        "record_decision": reverse("funding:record_decision", args=[funding_round.pk]),
        "grant_funds": reverse("funding:grant_funds", args=[funding_round.pk]),
        "report": reverse("funding:report", args=[grant.pk]),
        "complete_project": reverse("funding:complete_project", args=[grant.pk]),
        "call_off_project": reverse("funding:call_off_project", args=[grant.pk]),
        "reverse_entry": reverse("funding:reverse_entry", args=[entry.pk]),
    }


OPEN_TO_ALL = {"rounds", "ledger"}
FOR_THE_RECIPIENT = OPEN_TO_ALL | {
    *("round", "source", "grant", "report", "complete_project", "call_off_project"),
    "reverse_entry",
}


def statuses(client, user, grant, entry):
    client.force_login(user)
    return {name: client.get(url).status_code for name, url in pages(grant, entry).items()}


def test_owner_opens_every_page(client, disa, grant, spent):
    assert set(statuses(client, disa, grant, spent).values()) == {200}


def test_controller_opens_every_page(client, oskar, grant, spent):
    assert set(statuses(client, oskar, grant, spent).values()) == {200}


def test_recipient_reads_and_reports(client, erik, grant, spent):
    found = statuses(client, erik, grant, spent)

    assert {name for name, status in found.items() if status == 200} == FOR_THE_RECIPIENT
    assert {status for name, status in found.items() if name not in FOR_THE_RECIPIENT} == {403}


def test_outsider_finds_nothing(client, cecilia, grant, spent):
    found = statuses(client, cecilia, grant, spent)

    assert {name for name, status in found.items() if status == 200} == OPEN_TO_ALL
    assert {found["create_round"], found["create_source"]} == {403}
    assert {
        status
        for name, status in found.items()
        if name not in OPEN_TO_ALL | {"create_round", "create_source"}
    } == {404}


def test_outsiders_overview_and_ledger_are_empty(client, cecilia, grant, spent):
    client.force_login(cecilia)

    assert grant.round.name not in client.get(reverse("funding:rounds")).content.decode()
    assert spent.document not in client.get(reverse("funding:ledger")).content.decode()


def test_reader_of_the_matter_reads_but_changes_nothing(client, love, grant, spent):
    found = statuses(client, love, grant, spent)

    assert (found["grant"], found["round"], found["report"]) == (200, 200, 403)


def test_anonymous_visitor_is_sent_to_sign_in(client, grant, spent):
    for url in pages(grant, spent).values():
        assert client.get(url)["Location"].startswith("/konto/login/")


def test_report_is_booked_and_the_page_shows_it(client, erik, grant):
    client.force_login(erik)
    answer = client.post(
        reverse("funding:report", args=[grant.pk]),
        {
            "key": "k1",
            "kind": "used",
            "amount_ore": "125 000,50",
            "booked_on": "2025-04-12",
            "document": "Faktura 4711",
        },
        follow=True,
    )

    assert LedgerEntry.objects.get(kind="used").amount_ore == 125_000_50
    assert "Faktura 4711" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("amount_ore", "1.234", "kan betyda två olika belopp"),
        ("amount_ore", "1e309", "går inte att läsa som ett belopp"),
        ("amount_ore", "-5", "större än 0"),
        ("amount_ore", "2 mnkr", "mer än vad som finns kvar"),
        ("booked_on", "06/05/2025", "går inte att läsa som ett datum"),
        ("booked_on", "2050-01-01", "har inte varit än"),
        ("booked_on", "2024-01-01", "Pengarna beviljades"),
        ("document", "", "Skriv vilket underlag"),
        ("document", "a\x00b", "tecken som inte går att spara"),
        ("document", "x" * 201, "för långt"),
        ("kind", "granted", "Välj ett av alternativen"),
    ],
)
def test_bad_input_is_answered_by_the_field_and_kept(client, erik, grant, field, value, message):
    client.force_login(erik)
    said = {
        "key": "k1",
        "kind": "used",
        "amount_ore": "100",
        "booked_on": "2025-04-12",
        "document": "Faktura 4711",
    }
    answer = client.post(reverse("funding:report", args=[grant.pk]), said | {field: value})

    assert message in " ".join(answer.context["form"].errors[field])
    assert (answer.status_code, LedgerEntry.objects.filter(kind="used").count()) == (200, 0)


def test_double_click_books_once(client, erik, grant):
    client.force_login(erik)
    said = {
        "key": "k1",
        "kind": "used",
        "amount_ore": "100",
        "booked_on": "2025-04-12",
        "document": "Faktura 4711",
    }
    for _n in range(2):
        client.post(reverse("funding:report", args=[grant.pk]), said)
    answer = client.post(reverse("funding:report", args=[grant.pk]), said | {"amount_ore": "200"})

    assert LedgerEntry.objects.filter(kind="used").count() == 1
    assert "redan skickats med andra uppgifter" in answer.content.decode()


def lines(*awards):
    data = {"rad-TOTAL_FORMS": str(len(awards)), "rad-INITIAL_FORMS": "0"}
    for n, award in enumerate(awards):
        data |= {f"rad-{n}-{name}": value for name, value in award.items()}
    return data


def test_decision_and_its_grants_are_entered_on_two_pages(
    client, disa, funding_round, town, matter
):
    client.force_login(disa)
    answer = client.post(
        reverse("funding:record_decision", args=[funding_round.pk]),
        {
            "matter": matter.pk,
            "body": town.board.pk,
            "decided_on": "2025-03-05",
            "paragraph": "77",
            "amount_ore": "3 mnkr",
            "text": "Medlen fördelas.",
            "financing": "Centrala medel.",
        },
    )
    url, _sign, decision = answer["Location"].partition("?beslut=")
    awards = lines(
        {"title": "Trygga stråk", "recipient": town.participant.pk, "amount_ore": "2 mnkr"},
        {"title": "Öppna hallar", "recipient": town.lead.pk, "amount_ore": "1 mnkr"},
        {"title": "", "recipient": "", "amount_ore": ""},
    )
    client.post(url, {"key": "k1", "decision": decision, **awards})

    sums = funding_round.grants.order_by("pk").values_list("title", "granted_ore")
    assert list(sums) == [("Trygga stråk", 2 * MKR), ("Öppna hallar", MKR)]


def test_more_lines_are_added_without_losing_the_first(client, oskar, funding_round, town):
    client.force_login(oskar)
    url = reverse("funding:grant_funds", args=[funding_round.pk])
    answer = client.post(url, {"key": "k1", "more": "1", **lines({"title": "Trygga stråk"})})

    assert len(answer.context["lines"].forms) == 4
    assert "Trygga stråk" in answer.content.decode()


def test_grants_above_the_frame_are_refused_on_the_page(
    client, oskar, funding_round, decision, town
):
    client.force_login(oskar)
    url = reverse("funding:grant_funds", args=[funding_round.pk])
    too_much = lines({"title": "Trygga stråk", "recipient": town.lead.pk, "amount_ore": "11 mnkr"})
    answer = client.post(url, {"key": "k1", "decision": decision.pk, **too_much})

    assert "Ramen räcker inte" in answer.content.decode()
    assert funding_round.grants.count() == 0


def test_source_round_and_frame_through_the_pages(client, oskar, town):
    client.force_login(oskar)
    client.post(
        reverse("funding:create_source"),
        {
            "key": "k1",
            "owner": town.board.pk,
            "name": "Trygghetsmedel",
            "year": "2025",
            "kind": "central",
            "use": "investment",
            "frame_ore": "80 mnkr",
            "is_approximate": "on",
            "purpose": "activity",
            "deviation_percent": "10",
            "basis": "Budget 2025",
        },
    )
    source = town.board.funding_sources.get()
    client.post(
        reverse("funding:create_round"),
        {
            "source": source.pk,
            "name": "Våren",
            "opens_on": "2025-01-15",
            "closes_on": "2025-02-15",
        },
    )
    drafted = source.rounds.get()
    write_instructions(drafted, actor=oskar, html="<p>Sök.</p>")
    choose_parts(drafted, actor=oskar, parts={"problem": ""})
    add_criterion(drafted, actor=oskar, name="Trygghet", weight=1, levels=LEVELS)
    client.post(reverse("funding:open_round", args=[drafted.pk]))
    client.post(reverse("funding:close_round", args=[drafted.pk]))
    client.post(
        reverse("funding:change_frame", args=[source.pk]),
        {"key": "k2", "frame_ore": "90 mnkr", "basis": "Tilläggsbudget"},
    )

    source.refresh_from_db()
    assert (source.frame_ore, source.rounds.get().state) == (90 * MKR, "closed")


def test_row_is_taken_back_on_its_page(client, erik, grant, spent):
    client.force_login(erik)
    client.post(reverse("funding:reverse_entry", args=[spent.pk]), {"reason": "Fel bidrag"})

    grant.refresh_from_db()
    assert grant.used_ore == 0


def test_project_is_started_and_finished_on_its_pages(client, erik, grant):
    client.force_login(erik)
    client.post(reverse("funding:start_project", args=[grant.pk]))
    client.post(
        reverse("funding:complete_project", args=[grant.pk]), {"completed_on": "2025-04-30"}
    )

    grant.refresh_from_db()
    assert (grant.project_state, str(grant.completed_on)) == ("completed", "2025-04-30")
