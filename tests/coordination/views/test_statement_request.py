"""The pages on which a draft's requests are added, changed and removed."""

import pytest
from django.urls import reverse

from coordination.models import Request


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


@pytest.fixture
def writer(client, erik):
    client.force_login(erik)
    return client


@pytest.fixture
def facts(town):
    return {
        "text": "Redovisa hur arbetet ska betalas.",
        "kind": "financing",
        "addressee": town.board.pk,
        "when": "2025-09-30",
    }


def test_request_is_added(writer, statement, facts, town):
    response = writer.post(page("add_request", statement.pk), facts)

    (request,) = statement.requests.all()
    assert response.url == page("statement", statement.pk) + "#onskemal"
    assert (request.text, request.kind, request.addressee, request.when) == (
        "Redovisa hur arbetet ska betalas.",
        "financing",
        town.board,
        "2025-09-30",
    )


def test_request_for_seats_names_whose_and_where(writer, statement, facts, town, steering_group):
    seats = {"kind": "seat", "seat_for": town.participant_office.pk, "groups": [steering_group.pk]}

    writer.post(page("add_request", statement.pk), {**facts, **seats})

    request = Request.objects.get()
    assert (request.seat_for, list(request.groups.all())) == (
        town.participant_office,
        [steering_group],
    )


def test_request_of_another_kind_names_no_groups(writer, statement, facts, town, steering_group):
    seats = {"seat_for": town.participant_office.pk, "groups": [steering_group.pk]}

    writer.post(page("add_request", statement.pk), {**facts, **seats})

    request = Request.objects.get()
    assert (request.seat_for, request.groups.count()) == (None, 0)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"text": ""}, "text", "Skriv vad nämnden önskar."),
        ({"text": "NUL \x00"}, "text", "Önskemålet innehåller tecken"),
        ({"text": "x" * 1001}, "text", "Önskemålet är för långt"),
        ({"addressee": ""}, "addressee", "Välj vem önskemålet riktas till."),
        ({"when": "x" * 101}, "when", "Till när är för långt"),
        ({"kind": "seat"}, "seat_for", "Välj vem som ska få platsen."),
        ({"kind": "seat"}, "groups", "Välj minst en grupp."),
    ],
)
def test_wrong_input_is_said_by_the_field(writer, statement, facts, changes, field, message):
    form = writer.post(page("add_request", statement.pk), {**facts, **changes}).context["form"]

    assert form.errors[field][0].startswith(message)
    assert not statement.requests.exists()


def test_request_is_changed_and_removed(writer, written, facts):
    request = written.requests.get(position=2)

    changed = {**facts, "text": "Ändrat.", "version": request.version}
    writer.post(page("edit_request", request.pk), changed)
    request.refresh_from_db()
    assert request.text == "Ändrat."
    assert "Ta bort önskemålet?" in writer.get(page("remove_request", request.pk)).content.decode()
    writer.post(page("remove_request", request.pk))
    assert [each.position for each in written.requests.all()] == [1]


def test_two_who_change_a_request_see_both_texts(writer, written, facts):
    request = written.requests.get(position=2)
    address = page("edit_request", request.pk)
    writer.post(address, {**facts, "text": "Deras.", "version": 1})

    response = writer.post(address, {**facts, "text": "Mitt.", "version": 1})

    form = response.context["form"]
    assert (response.status_code, form["text"].value()) == (409, "Mitt.")
    assert "Deras önskemål står nedanför ditt." in form.non_field_errors()[0]
    assert "<p>Deras.</p>" in response.content.decode()
    assert Request.objects.get(pk=request.pk).text == "Deras."

    writer.post(address, {**facts, "text": "Båda.", "version": form["version"].value()})
    assert Request.objects.get(pk=request.pk).text == "Båda."


def test_addressee_is_asked_for_in_words(writer, statement):
    response = writer.get(page("add_request", statement.pk))

    assert "Välj vem som ska svara" in response.content.decode()
    assert "---------" not in response.content.decode()


@pytest.mark.parametrize("name", ["edit_request", "remove_request"])
def test_adopted_request_stands(writer, adopted, name):
    request = adopted.requests.first()

    assert writer.post(page(name, request.pk)).status_code == 403
    assert Request.objects.filter(pk=request.pk).exists()


@pytest.mark.parametrize(("reader", "status"), [("cecilia", 404), ("gun", 403)])
def test_request_is_the_writers_page(client, request, written, reader, status):
    client.force_login(request.getfixturevalue(reader))
    asked = written.requests.first()

    assert client.get(page("edit_request", asked.pk)).status_code == status
    assert client.get(page("add_request", written.pk)).status_code == status
