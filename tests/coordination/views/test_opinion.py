"""The pages on which separate opinions are filed, changed and taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.opinion import edit_opinion
from coordination.domain.statement_content import opinions_of
from coordination.models import Meeting, SeparateOpinion


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def html(response):
    return response.content.decode()


@pytest.fixture
def keeper(client, bo):
    client.force_login(bo)
    return client


@pytest.fixture
def new_url(statement):
    return page("file_opinion", statement.pk)


@pytest.fixture
def facts(members):
    tove, mans, petra, marta = (person.pk for person in members)
    return {
        "kind": "separate_opinion",
        "letter": "a",
        "title": "",
        "body": "Vi delar målet.",
        "author_1": petra,
        "author_3": tove,
        "concurring": [marta, mans],
    }


def test_opinion_is_filed_with_its_people_in_the_order_of_rows(
    keeper, statement, new_url, facts, members
):
    response = keeper.post(new_url, facts)

    tove, mans, petra, marta = members
    (filed,) = opinions_of(statement)
    assert response.url == page("statement", statement.pk) + "#sarskilt"
    assert filed.authors == [petra, tove]
    assert filed.concurring == [marta, mans]
    assert filed.opinion.html == "<p>Vi delar målet.</p>"


def test_form_offers_the_bodys_elected_members_and_the_next_letter(
    keeper, written, erik, members, chair
):
    form = keeper.get(page("file_opinion", written.pk)).context["form"]

    offered = {person for pk, person in form.fields["author_1"].choices if pk}
    assert offered == {*members, chair}
    assert form["letter"].value() == "b"
    assert len(form.author_rows) == 3


def test_more_rows_keep_what_was_typed_and_judge_nothing(keeper, statement, new_url, facts):
    form = keeper.post(new_url, {**facts, "letter": "", "rows": "3", "more_rows": "1"}).context[
        "form"
    ]

    assert len(form.author_rows) == 6
    assert form["author_1"].value() == str(facts["author_1"])
    assert "Vi delar målet." in str(form["body"])
    assert form.errors == {}
    assert not statement.opinions.exists()


def test_rows_have_an_upper_limit(keeper, new_url, facts):
    form = keeper.post(new_url, {**facts, "rows": "9" * 30, "more_rows": "1"}).context["form"]

    assert len(form.author_rows) == 60


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"author_1": "", "author_3": ""}, "author_1", "Välj minst en person"),
        ({"concurring": "author_1"}, "author_1", "Samma person kan inte stå två gånger."),
        ({"letter": "å"}, "letter", "Bilagans bokstav är en bokstav från a till z"),
        ({"letter": "b"}, "letter", "Bokstaven b hoppar över a. Skriv a."),
        ({"letter": ""}, "letter", "Skriv bilagans bokstav"),
        ({"author_2": "999999"}, "author_2", "Välj"),
        ({"body": "Bra \N{SMILING FACE WITH SUNGLASSES}"}, "body", "Texten innehåller ett tecken"),
        ({"title": "x" * 201}, "title", "Rubriken är för lång"),
    ],
)
def test_opinion_that_cannot_be_filed_says_why_by_the_field(
    keeper, statement, new_url, facts, changes, field, message
):
    changes = {name: facts.get(value, value) for name, value in changes.items()}
    expected = [None] if "concurring" in changes else facts["concurring"]

    form = keeper.post(new_url, {**facts, **changes}).context["form"]

    assert form.errors[field][0].startswith(message)
    assert form["concurring"].value() == [str(changes.get("concurring", pk)) for pk in expected]
    assert not statement.opinions.exists()


def test_opinion_is_changed(keeper, written, members):
    opinion = written.opinions.get()
    url = page("edit_opinion", opinion.pk)
    form = keeper.get(url).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name != "body"}

    keeper.post(url, {**shown, "author_2": "", "kind": "reservation", "body": "Vi säger nej."})

    (filed,) = opinions_of(written)
    assert filed.authors == members[:1]
    assert (filed.opinion.kind, filed.opinion.html) == ("reservation", "<p>Vi säger nej.</p>")


def test_two_secretaries_see_both_texts(keeper, written, bo, members):
    opinion = written.opinions.get()
    edit_opinion(
        SeparateOpinion.objects.get(pk=opinion.pk),
        actor=bo,
        kind="reservation",
        authors=members[:1],
        html="<p>Deras text.</p>",
    )

    response = keeper.post(
        page("edit_opinion", opinion.pk),
        {
            "kind": "reservation",
            "letter": "a",
            "body": "Min text.",
            "author_1": members[0].pk,
            "version": 1,
        },
    )

    assert response.status_code == 409
    assert "Deras text." in html(response)
    assert "Min text." in html(response)
    assert response.context["form"]["version"].value() == 2


def test_opinion_is_taken_back_after_a_question(keeper, written):
    url = page("withdraw_opinion", written.opinions.get().pk)

    assert "Ta tillbaka bilaga a?" in html(keeper.get(url))
    keeper.post(url)
    assert not written.opinions.exists()


def test_adopted_opinion_is_not_changed(keeper, adopted, members):
    opinion = adopted.opinions.get()

    withdrawn = keeper.post(page("withdraw_opinion", opinion.pk))
    edited = keeper.post(
        page("edit_opinion", opinion.pk),
        {"kind": "reservation", "letter": "a", "body": "Nej.", "author_1": members[0].pk},
    )

    assert withdrawn.status_code == 409
    assert "Yttrandet är antaget." in html(withdrawn)
    assert "Yttrandet är antaget." in html(edited)
    assert SeparateOpinion.objects.get().html == "<p>Vi delar målet.</p>"


def test_opinion_after_the_meeting_keeps_what_was_written(keeper, statement, new_url, facts, town):
    meeting = Meeting.objects.create(
        organization=town.participant,
        held_on=timezone.localdate(),
        closed_at=timezone.now(),
    )

    form = keeper.post(new_url, {**facts, "meeting": meeting.pk}).context["form"]

    assert "är avslutat" in form.errors["meeting"][0]
    assert form["body"].value().text == "Vi delar målet."
    assert not statement.opinions.exists()


@pytest.mark.parametrize("name", ["edit_opinion", "withdraw_opinion"])
def test_opinion_is_the_secretarys_page(client, written, erik, cecilia, name):
    url = page(name, written.opinions.get().pk)
    for reader, status in ((erik, 403), (cecilia, 404)):
        client.force_login(reader)
        assert client.get(url).status_code == status
