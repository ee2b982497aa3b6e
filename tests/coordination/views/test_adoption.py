"""The pages on which a statement is adopted, approved and sent."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.documents.exceptions import DocumentTooLargeError
from coordination.domain.adoption import adopt_statement
from coordination.domain.attendance import Present, record_attendance
from coordination.forms.adoption import AdoptionForm
from coordination.history import tell
from coordination.models import (
    AuditEvent,
    Decision,
    Meeting,
    Person,
    Referral,
    SectionComment,
    SeparateOpinion,
    Statement,
)
from coordination.registry import DocumentType, document_types
from tests.factories import DecisionFactory
from tests.parallel import alone, at_once, shared_database


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def html(response):
    return response.content.decode()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def meeting(town, today):
    return Meeting.objects.create(organization=town.participant, held_on=today - timedelta(days=1))


@pytest.fixture(autouse=True)
def sent_on(consultee, today):
    """The referral was sent a week before the body's latest meeting."""
    day = today - timedelta(days=8)
    at = timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001
    Referral.objects.filter(pk=consultee.referral_id).update(sent_at=at)
    return day


@pytest.fixture
def attended(meeting, chair, members, bo, today):
    """Who was there is written down: the chair and the four members."""
    present = [Present(each) for each in (chair, *members)]
    return record_attendance(meeting, actor=bo, present=present, today=today)


@pytest.fixture
def facts(meeting, attended, chair, bo):
    """The form as the secretary fills it in."""
    return {
        "meeting": meeting.held_on.isoformat(),
        "other_day": "",
        "paragraph": "201",
        "chair": chair.pk,
        "secretary": bo.person_id,
        "stance": "endorses",
    }


@pytest.fixture
def keeper(client, bo):
    client.force_login(bo)
    return client


@pytest.fixture
def adopt_url(in_review):
    return page("adopt_statement", in_review.pk)


@pytest.fixture
def check_url(in_review):
    return page("check_adoption", in_review.pk)


# --- The form ------------------------------------------------------------------------------------


def test_meeting_or_another_day_is_needed_and_neither_is_called_optional(
    keeper, adopt_url, meeting
):
    shown = html(keeper.get(adopt_url))

    assert "Välj ett möte eller skriv en annan dag." in shown
    assert "(frivilligt)" not in shown


def test_empty_list_of_meetings_says_which_are_shown(keeper, adopt_url):
    assert "bara hållna möten visas här" in html(keeper.get(adopt_url))


def test_form_proposes_meeting_paragraph_chair_and_secretary(
    keeper, adopt_url, meeting, matter, town, chair, bo
):
    DecisionFactory(matter=matter, body=town.participant, decided_on=meeting.held_on, paragraph=200)

    form = keeper.get(adopt_url).context["form"]

    assert {
        name: form[name].value() for name in ("meeting", "paragraph", "chair", "secretary")
    } == {
        "meeting": meeting.held_on.isoformat(),
        "paragraph": 201,
        "chair": chair.pk,
        "secretary": bo.person_id,
    }


def test_form_offers_members_as_chair_and_officials_as_secretary(
    keeper, adopt_url, erik, chair, bo
):
    form = keeper.get(adopt_url).context["form"]

    assert chair in form.fields["chair"].queryset
    assert not set(form.fields["chair"].queryset) & {erik.person, bo.person}
    assert set(form.fields["secretary"].queryset) == {erik.person, bo.person}


def test_form_is_for_whoever_keeps_the_minutes(client, adopt_url, erik, cecilia):
    for reader, status in ((erik, 403), (cecilia, 404)):
        client.force_login(reader)
        assert client.get(adopt_url).status_code == status


def test_draft_is_reviewed_before_it_is_adopted(keeper, written):
    response = keeper.get(page("adopt_statement", written.pk), follow=True)

    assert response.redirect_chain == [(page("submit_statement", written.pk), 302)]
    assert "Lämna yttrandet för granskning först." in html(response)


# --- The check -----------------------------------------------------------------------------------


def test_check_shows_what_will_stand_and_changes_nothing(keeper, check_url, facts, in_review):
    text = " ".join(html(keeper.get(check_url, facts)).split())

    for part in (
        "att tillstyrka förslaget, och",
        "att lämna yttrandet till stadskontoret som svar på remissen.",
        "Maja Lindqvist (MP)",
        "Bilaga § 201a",
        page("statement_pdf", in_review.pk),
    ):
        assert part in text
    assert Statement.objects.get(pk=in_review.pk).state == "review"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"paragraph": ""}, "paragraph", "Skriv paragrafens nummer"),
        ({"paragraph": "tvåhundra"}, "paragraph", "Skriv paragrafen som ett tal"),
        ({"stance": ""}, "stance", "Välj nämndens ställning."),
        ({"chair": ""}, "chair", "Välj vem som ledde mötet."),
        ({"secretary": "x"}, "secretary", "Välj"),
        ({"meeting": "annan"}, "other_day", "Skriv vilken dag mötet hölls."),
        (
            {"meeting": "annan", "other_day": "31/12/2024"},
            "other_day",
            "”31/12/2024” går inte att läsa",
        ),
        (
            {"meeting": "annan", "other_day": "2025-02-30"},
            "other_day",
            "Datumet 2025-02-30 finns inte",
        ),
        ({"dispatch": "on"}, "dispatch", "Yttrandet kan skickas direkt bara om"),
    ],
)
def test_incomplete_form_says_so_by_the_field_and_keeps_the_rest(
    keeper, check_url, facts, changes, field, message
):
    form = keeper.get(check_url, {**facts, **changes}).context["form"]

    assert form.errors[field][0].startswith(message)
    assert form["chair"].value() == str(changes.get("chair", facts["chair"]))


def test_what_was_checked_can_be_changed(keeper, check_url, adopt_url, facts):
    check = keeper.get(check_url, facts)
    back = f"{adopt_url}?{check.wsgi_request.GET.urlencode()}"

    assert back.replace("&", "&amp;") in html(check)
    assert keeper.get(back).context["form"]["paragraph"].value() == "201"


# --- Adopting ------------------------------------------------------------------------------------


def seen(client, check_url, facts):
    return client.get(check_url, facts).context["form"]["seen"].value()


def test_statement_is_adopted_as_it_was_checked(
    keeper, check_url, adopt_url, facts, plain_document
):
    response = keeper.post(
        adopt_url, {**facts, "seen": seen(keeper, check_url, facts)}, follow=True
    )

    adopted = Statement.objects.get()
    assert (adopted.state, adopted.decision.paragraph, adopted.stance) == (
        "adopted",
        201,
        "endorses",
    )
    assert f"Yttrandet är antaget, {adopted.decision.reference}." in html(response)
    assert adopted.document.receipt_number in html(response)


def test_meeting_that_was_not_in_the_calendar_is_put_there(
    keeper, adopt_url, facts, town, today, plain_document
):
    other = {**facts, "meeting": "annan", "other_day": str(today), "confirmed": "new_meeting"}
    keeper.post(adopt_url, other)

    assert Statement.objects.get().decision.meeting == Meeting.objects.get(held_on=today)


def test_immediate_approval_and_dispatch_in_one_go(keeper, adopt_url, facts, plain_document):
    keeper.post(adopt_url, {**facts, "immediate_approval": "on", "dispatch": "on"})

    assert Statement.objects.get().state == "dispatched"


def test_second_click_lands_on_the_adopted_statement(keeper, adopt_url, facts, plain_document):
    keeper.post(adopt_url, facts)

    response = keeper.post(adopt_url, {**facts, "paragraph": "202"}, follow=True)

    assert "Yttrandet är redan antaget." in html(response)
    assert list(Decision.objects.values_list("paragraph", flat=True)) == [201]


def test_colleague_who_is_quicker_is_told_of(keeper, adopt_url, facts, in_review, monkeypatch):
    """The other one adopts between our checks and our transaction."""

    def other_adopts_first(content, adoption):
        if adoption.paragraph == 201:
            keeper.post(adopt_url, {**facts, "paragraph": "202"})
        return b"%PDF"

    slow = DocumentType("statement", "test", other_adopts_first)
    monkeypatch.setitem(document_types, "statement", slow)

    response = keeper.post(adopt_url, facts)

    assert response.url == page("statement", in_review.pk)
    assert list(Decision.objects.values_list("paragraph", flat=True)) == [202]


def test_text_changed_after_the_check_is_not_adopted(
    keeper, check_url, adopt_url, facts, in_review, plain_document
):
    fingerprint = seen(keeper, check_url, facts)
    in_review.sections.filter(kind="body").update(html="<p>Något annat.</p>")

    response = keeper.post(adopt_url, {**facts, "seen": fingerprint})

    assert "Någon ändrade yttrandet medan du antog det." in html(response)
    assert response.context["form"]["paragraph"].value() == "201"
    assert Statement.objects.get().state == "review"


def test_taken_paragraph_and_meeting_to_come_are_said_by_their_fields(
    keeper, adopt_url, facts, matter, town, meeting, today
):
    DecisionFactory(matter=matter, body=town.participant, decided_on=meeting.held_on, paragraph=201)
    tomorrow = {"meeting": "annan", "other_day": str(today + timedelta(days=1))}

    taken = keeper.post(adopt_url, facts).context["form"]
    to_come = keeper.post(adopt_url, {**facts, **tomorrow}).context["form"]

    assert "är redan använd" in taken.errors["paragraph"][0]
    assert to_come.errors["other_day"] == ["Mötet har inte varit än. Anta yttrandet efter mötet."]
    assert Statement.objects.get().state == "review"


# --- What is confirmed ---------------------------------------------------------------------------


def asked(response):
    return [doubt for doubt, _text in response.context["confirmation"].fields["confirmed"].choices]


def test_usual_adoption_asks_nothing(keeper, check_url, facts):
    response = keeper.get(check_url, facts)

    assert asked(response) == []
    assert "Bekräfta först" not in html(response)


def test_no_meeting_since_the_referral_was_sent_is_no_meeting_to_propose(
    keeper, adopt_url, meeting, sent_on
):
    Meeting.objects.filter(pk=meeting.pk).update(held_on=sent_on - timedelta(days=1))

    form = keeper.get(adopt_url).context["form"]

    assert form["meeting"].value() == ""
    assert [key for key, _label in form.fields["meeting"].choices] == ["", "annan"]


def test_meeting_on_the_day_of_sending_is_proposed(keeper, adopt_url, meeting, sent_on):
    Meeting.objects.filter(pk=meeting.pk).update(held_on=sent_on)

    assert keeper.get(adopt_url).context["form"]["meeting"].value() == sent_on.isoformat()


def test_meeting_that_is_not_in_the_calendar_is_asked_about(keeper, check_url, facts, today):
    response = keeper.get(check_url, {**facts, "meeting": "annan", "other_day": str(today)})

    assert asked(response) == ["new_meeting"]
    assert "finns inte i kalendern. Lägg till det." in html(response)


def test_meeting_before_the_referral_was_sent_is_asked_about(keeper, check_url, facts, sent_on):
    before = sent_on - timedelta(days=1)
    other = {**facts, "meeting": "annan", "other_day": str(before)}

    assert asked(keeper.get(check_url, other)) == ["new_meeting", "before_referral"]


def test_opinion_without_text_is_asked_about_by_its_authors(keeper, check_url, facts):
    SeparateOpinion.objects.update(html="")

    response = keeper.get(check_url, facts)

    assert asked(response) == ["text_missing"]
    assert "Texten saknas i bilaga § 201a från" in " ".join(html(response).split())


def test_unanswered_question_stops_the_adoption_and_keeps_what_was_filled_in(
    keeper, adopt_url, facts, plain_document
):
    SeparateOpinion.objects.update(html="")

    response = keeper.post(adopt_url, facts)

    assert "Du har inte kryssat i: Texten saknas" in html(response)
    assert response.context["form"]["paragraph"].value() == "201"
    assert Statement.objects.get().state == "review"

    keeper.post(adopt_url, {**facts, "confirmed": "text_missing"})
    assert Statement.objects.get().state == "adopted"


def test_meeting_to_come_is_refused_at_the_first_step(keeper, check_url, facts, today):
    tomorrow = {"meeting": "annan", "other_day": str(today + timedelta(days=1))}

    response = keeper.get(check_url, {**facts, **tomorrow})

    assert response.context["form"].errors["other_day"] == [
        "Mötet har inte varit än. Anta yttrandet efter mötet."
    ]
    assert "confirmation" not in response.context


def test_document_that_cannot_be_made_is_explained(keeper, adopt_url, facts, monkeypatch):
    def too_large(content, adoption):
        raise DocumentTooLargeError

    monkeypatch.setitem(document_types, "statement", DocumentType("statement", "test", too_large))

    response = keeper.post(adopt_url, facts)

    assert "Dokumentet är för stort för att skapas som PDF." in html(response)
    assert Statement.objects.get().state == "review"


# --- Approved and sent ---------------------------------------------------------------------------


def test_approval_is_recorded_and_then_the_statement_is_sent(keeper, adopted, today):
    keeper.post(page("approve_statement", adopted.pk), {"on": str(today)})
    response = keeper.post(page("dispatch_statement", adopted.pk), follow=True)

    assert "Yttrandet är skickat till stadskontoret." in html(response)
    assert Statement.objects.get().state == "dispatched"


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "Skriv vilken dag protokollet justerades."),
        ("2024-01-01", "Protokollet justeras efter mötet"),
        ("i går", "”i går” går inte att läsa som ett datum."),
    ],
)
def test_wrong_day_of_approval_is_said_by_the_field(keeper, adopted, day, message):
    response = keeper.post(page("approve_statement", adopted.pk), {"on": day})

    assert response.context["form"].errors["on"][0].startswith(message)


def test_unapproved_statement_is_not_sent(keeper, adopted):
    response = keeper.post(page("dispatch_statement", adopted.pk))

    assert response.status_code == 409
    assert "Det går inte i läget ”Antaget”" in html(response)


@pytest.mark.parametrize("name", ["approve_statement", "dispatch_statement"])
def test_only_the_secretary_approves_and_sends(client, adopted, erik, disa, name):
    for reader in (erik, disa):
        client.force_login(reader)
        assert client.post(page(name, adopted.pk)).status_code == 403


def test_day_that_is_written_is_enough(facts, today):
    form = AdoptionForm(
        {**facts, "meeting": "", "other_day": str(today)},
        meetings=[Meeting(held_on=today)],
        members=Person.objects.all(),
        officials=Person.objects.all(),
        addressee="x",
    )

    assert (form.is_valid(), form.decided_on) == (True, today)


def test_check_page_shows_the_text_and_what_is_not_done_with(client, bo, in_review, facts):
    client.force_login(bo)
    section = in_review.sections.get(kind="body")
    SectionComment.objects.create(section=section, text="x", author=bo, written_at=timezone.now())

    response = client.get(page("check_adoption", in_review.pk), facts)

    assert response.context["unresolved"] == 1
    assert section.html in html(response)
    assert "Vi delar målet." in html(response)  # the separate opinion
    assert page("comments", in_review.pk) in html(response)


def test_paragraph_approved_at_once_is_told_as_such(in_review, adoption, bo):
    adopt_statement(in_review, **{**adoption, "immediate_approval": True})

    told = AuditEvent.objects.get(action="statement.approved")

    assert tell(told).text.startswith("Paragrafen justerades omedelbart ")


# --- Two at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_adopt_once_and_both_are_told(
    keeper, bo, check_url, adopt_url, facts, plain_document, tmp_path
):
    sent = {**facts, "seen": seen(keeper, check_url, facts)}
    second = Client()
    second.force_login(bo)

    with shared_database(tmp_path):
        pages = at_once(
            lambda n: html((keeper, second)[n].post(adopt_url, sent, follow=True)), threads=2
        )
        decided = alone(lambda: list(Decision.objects.values_list("paragraph", flat=True)))

    assert decided == [201]
    assert sum("Yttrandet är antaget, §" in each for each in pages) == 1
    assert sum("Yttrandet är redan antaget." in each for each in pages) == 1
