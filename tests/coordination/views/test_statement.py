"""A statement's own page and the pages on which it is written and reviewed."""

import pytest
from django.test import Client
from django.urls import reverse

from coordination.domain.opinion import file_opinion
from coordination.domain.referral import find_incomplete
from coordination.domain.request import add_request, answer_request
from coordination.domain.sharing import share_statement
from coordination.domain.statement import (
    adopt_statement,
    describe_statement,
    start_statement,
    submit_statement,
    write_section,
)
from coordination.models import Meeting, Statement
from tests.factories import PersonFactory
from tests.parallel import alone, at_once, shared_database


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def html(response):
    return response.content.decode()


def words(response):
    return " ".join(html(response).split())


@pytest.fixture
def sheet(statement):
    return page("statement", statement.pk)


# --- Who sees it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "status"),
    [
        ("bo", 200),
        ("erik", 200),
        ("gun", 200),
        ("rut", 200),
        ("disa", 404),
        ("anna", 404),
        ("cecilia", 404),
    ],
)
def test_draft_is_seen_by_the_body_and_those_who_oversee(client, request, sheet, reader, status):
    client.force_login(request.getfixturevalue(reader))

    assert client.get(sheet).status_code == status


@pytest.mark.parametrize(("reader", "status"), [("disa", 200), ("anna", 200), ("cecilia", 404)])
def test_adopted_statement_is_seen_by_the_parties_of_the_matter(
    client, request, adopted, reader, status
):
    client.force_login(request.getfixturevalue(reader))

    assert client.get(page("statement", adopted.pk)).status_code == status


def test_visitor_is_sent_to_sign_in(client, sheet):
    assert client.get(sheet).url == f"/konto/login/?next={sheet}"


def test_reader_from_outside_is_told_only_what_followed_adoption(client, adopted, disa, bo):
    client.force_login(disa)
    theirs = html(client.get(page("statement", adopted.pk)))
    client.force_login(bo)
    ours = html(client.get(page("statement", adopted.pk)))

    assert "Yttrandet antogs" in theirs
    assert "Yttrandet lämnades för granskning" not in theirs
    assert "Yttrandet lämnades för granskning" in ours


# --- What it shows -------------------------------------------------------------------------------


def test_page_shows_text_requests_and_opinions(client, written, bo):
    client.force_login(bo)

    text = words(client.get(page("statement", written.pk)))

    for part in (
        "Nämnden tillstyrker.",
        "Önskemål 1 · plats i grupp",
        "plats för stadsbyggnadskontoret i styrgruppen",
        "Redovisa hur arbetet ska betalas.",
        "lämnar in ett särskilt yttrande, <strong>bilaga a</strong>",
        "Vi delar målet.",
        "<b>4 av 7</b> är klara",
    ):
        assert part in text


def test_headings_of_the_text_are_in_the_outline(client, statement, erik):
    section = statement.sections.get(kind="body")
    write_section(section, actor=erik, html="<h3>Mål</h3><p>A</p><h3>Medel</h3><p>B</p>", version=1)
    client.force_login(erik)

    text = html(client.get(page("statement", statement.pk)))

    assert '<a href="#yttrande-2"><span>Medel</span></a>' in text
    assert '<h3 id="yttrande-2">Medel</h3>' in text


def test_next_step_is_what_the_reader_can_do(client, statement, bo, erik, gun):
    write_section(statement.sections.get(kind="body"), actor=erik, html="", version=1)
    steps = {}
    for reader in (erik, gun):
        client.force_login(reader)
        steps[reader] = client.get(page("statement", statement.pk)).context["next"]

    assert steps[erik].action.url == page("statement_section", statement.pk, "yttrande")
    assert (steps[gun].title, steps[gun].action) == ("Yttrandet skrivs", None)


def test_meeting_on_the_last_day_is_in_time_if_approved_at_once(client, statement, bo, town):
    due = statement.consultee.due_on
    Meeting.objects.create(organization=town.participant, held_on=due)
    client.force_login(bo)

    assert "Ja, om paragrafen justeras omedelbart" in html(
        client.get(page("statement", statement.pk))
    )


def test_calendar_without_meetings_says_so(client, statement, bo, sheet):
    client.force_login(bo)

    text = html(client.get(sheet))

    assert "Nämndens kalender har inga kommande möten." in text
    assert page("plan_meeting", statement.consultee.organization_id) in text


def test_adopted_statement_shows_receipt_and_answers(client, adopted, bo, disa):
    answer_request(
        adopted.requests.get(position=2), actor=disa, outcome="rejected", reason="Ryms inte."
    )
    client.force_login(bo)

    text = words(client.get(page("statement", adopted.pk)))

    for part in (
        adopted.document.receipt_number,
        adopted.document.sha256,
        "Vad händer nu?",
        "Avslås",
        "Ryms inte.",
        "Väntar på svar",
        "bilaga § 201a",
        "ordförande Maja Lindqvist (MP)",
    ):
        assert part in text
    assert "Redigera" not in text
    assert "Innan nämnden antar" not in text


@pytest.mark.parametrize("many", [10, 50])
def test_page_costs_the_same_whatever_the_statement_holds(
    client, statement, bo, town, many, django_assert_num_queries, steering_group
):
    for number in range(many):
        add_request(
            statement,
            actor=bo,
            kind="seat",
            text=f"Plats {number}",
            addressee=town.board,
            seat_for=town.participant_office,
            groups=[steering_group],
        )
    for _number in range(many // 2):
        file_opinion(
            statement,
            actor=bo,
            kind="reservation",
            letter="abcdefghijklmnopqrstuvwxyz"[_number],
            authors=[PersonFactory(), PersonFactory()],
        )
    client.force_login(bo)
    url = page("statement", statement.pk)
    client.get(url)

    with django_assert_num_queries(11):
        client.get(url)


def test_adopted_page_costs_no_more_than_twelve_statements_from_outside(
    client, adopted, disa, django_assert_num_queries
):
    client.force_login(disa)
    url = page("statement", adopted.pk)
    client.get(url)

    with django_assert_num_queries(12):
        client.get(url)


def test_draft_costs_a_guest_no_more_than_twelve_statements(
    client, written, bo, cecilia, django_assert_num_queries
):
    share_statement(written, actor=bo, with_user=cecilia, until=written.consultee.due_on)
    client.force_login(cecilia)
    url = page("statement", written.pk)
    client.get(url)

    with django_assert_num_queries(12):
        client.get(url)


# --- Beginning -----------------------------------------------------------------------------------


def test_beginning_leads_to_the_draft(client, consultee, erik):
    client.force_login(erik)

    response = client.post(page("start_statement", consultee.pk))

    assert response.url == page("statement", Statement.objects.get().pk)


def test_beginning_is_for_the_bodys_officials(client, consultee, anna, cecilia):
    for reader, status in ((anna, 403), (cecilia, 404)):
        client.force_login(reader)
        assert client.post(page("start_statement", consultee.pk)).status_code == status


def test_version_two_says_so(client, adopted, disa, bo, today):
    find_incomplete(adopted.consultee, actor=disa, reason="Kostnaden saknas.", today=today)
    client.force_login(bo)
    first = html(client.get(page("statement", adopted.pk)))

    second = client.post(page("start_statement", adopted.consultee_id), follow=True)

    assert "Stadskontoret har läst svaret, men uppgifter saknas." in first
    assert "Version 2" in html(second)


def test_first_version_leads_to_the_newest_adopted_one(client, adopted, adoption, disa, bo, today):
    find_incomplete(adopted.consultee, actor=disa, reason="Kostnaden saknas.", today=today)
    second = start_statement(adopted.consultee, actor=bo, today=today)
    submit_statement(second, actor=bo)
    client.force_login(disa)
    url = page("statement", adopted.pk)
    link = page("statement", second.pk)

    assert link not in html(client.get(url))
    adopt_statement(second, **{**adoption, "paragraph": 202})
    assert link in html(client.get(url))


def test_guest_is_not_led_to_the_referral(client, statement, bo, cecilia, sheet):
    referral = page("referral", statement.consultee.referral_id)
    share_statement(statement, actor=bo, with_user=cecilia, until=statement.consultee.due_on)

    for reader, is_linked in ((bo, True), (cecilia, False)):
        client.force_login(reader)
        assert (referral in html(client.get(sheet))) is is_linked


# --- Title and stance ----------------------------------------------------------------------------


def test_title_and_stance_are_saved(client, statement, erik):
    client.force_login(erik)

    client.post(
        page("describe_statement", statement.pk),
        {"title": "Yttrande om unga", "stance": "endorses", "version": 1},
    )

    statement.refresh_from_db()
    assert (statement.title, statement.stance) == ("Yttrande om unga", "endorses")


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("", "Skriv yttrandets rubrik."),
        ("x" * 201, "Rubriken är för lång: 201 tecken."),
        ("NUL \x00", "Rubriken innehåller tecken som inte går att spara."),
        ("漢字", "Texten innehåller tecken som inte kan skrivas ut i dokument"),
    ],
)
def test_title_that_cannot_be_kept_is_said_by_its_field(client, statement, erik, title, message):
    client.force_login(erik)

    response = client.post(
        page("describe_statement", statement.pk), {"title": title, "stance": "", "version": 1}
    )

    assert response.context["form"].errors["title"][0].startswith(message)


def test_title_saved_by_somebody_else_is_shown_and_nothing_is_lost(client, statement, erik, bo):
    describe_statement(statement, actor=erik, title="Eriks rubrik", stance="endorses", version=1)
    client.force_login(bo)
    url = page("describe_statement", statement.pk)

    conflict = client.post(url, {"title": "Bos rubrik", "stance": "", "version": 1})

    assert "Eriks rubrik" in html(conflict)
    assert conflict.context["form"]["title"].value() == "Bos rubrik"
    assert conflict.context["form"]["version"].value() == 2
    client.post(url, {"title": "Bos rubrik", "stance": "", "version": 2})
    assert Statement.objects.get().title == "Bos rubrik"


# --- Sections ------------------------------------------------------------------------------------


@pytest.fixture
def body_url(statement):
    return page("statement_section", statement.pk, "yttrande")


def test_section_is_written_as_markup_without_javascript(client, statement, erik, body_url):
    client.force_login(erik)

    client.post(
        body_url, {"body": "## Mål\n\nNämnden *delar* målet.\n\n- ett\n- två", "version": 1}
    )

    assert statement.sections.get(kind="body").html == (
        "<h3>Mål</h3>\n<p>Nämnden <em>delar</em> målet.</p>\n<ul>\n<li>ett</li>\n<li>två</li>\n</ul>"
    ).replace("\n", "")


def test_section_is_written_as_html_by_the_editor(client, statement, erik, body_url):
    client.force_login(erik)
    pasted = '<h1>Mål</h1><p class="MsoNormal">Hej <b>du</b><script>alert(1)</script></p>'

    client.post(body_url, {"body": pasted, "body_format": "html", "version": 1})

    assert statement.sections.get(kind="body").html == "<h3>Mål</h3><p>Hej <strong>du</strong></p>"


def test_html_in_a_plain_textarea_is_just_text(client, statement, erik, body_url):
    client.force_login(erik)

    client.post(body_url, {"body": "<script>alert(1)</script>", "version": 1})

    assert (
        statement.sections.get(kind="body").html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_page_gives_markup_to_read_and_html_to_the_editor(client, statement, erik, body_url):
    write_section(
        statement.sections.get(kind="body"), actor=erik, html="<h3>Mål</h3><p>A & B</p>", version=1
    )
    client.force_login(erik)

    text = html(client.get(body_url))

    assert 'data-html="&lt;h3&gt;Mål&lt;/h3&gt;&lt;p&gt;A &amp;amp; B&lt;/p&gt;"' in text
    assert "## Mål\n\nA &amp; B</textarea>" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("NUL: \x00 här", "Texten innehåller ett osynligt tecken"),
        (
            "Bra! \N{SMILING FACE WITH SUNGLASSES}",
            "Texten innehåller ett tecken som inte kan skrivas",
        ),
        ("ord " * 250_000, "Texten är"),
    ],
    ids=["NUL", "emoji", "1 MB"],
)
@pytest.mark.parametrize("is_html", [True, False])
def test_text_that_cannot_be_saved_is_kept_in_its_field(
    client, statement, erik, body_url, text, message, is_html
):
    client.force_login(erik)
    data = {"body": text, "version": 1, **({"body_format": "html"} if is_html else {})}

    response = client.post(body_url, data)

    assert response.status_code == 200
    (error,) = response.context["form"].errors["body"]
    assert error.startswith(message)
    assert text.strip()[:20].replace("\x00", "") in html(response).replace("\x00", "")
    assert statement.sections.get(kind="body").version == 1


def test_two_writers_see_both_texts_and_can_save_a_third(client, statement, erik, bo, body_url):
    write_section(
        statement.sections.get(kind="body"), actor=erik, html="<p>Eriks text.</p>", version=1
    )
    client.force_login(bo)

    conflict = client.post(body_url, {"body": "Bos text.", "version": 1})

    assert conflict.status_code == 409
    assert html(conflict).count("<p>Eriks text.</p>") == 1
    assert html(conflict).count("<p>Bos text.</p>") == 1
    assert conflict.context["form"]["version"].value() == 2
    client.post(body_url, {"body": "Eriks och Bos text.", "version": 2})
    assert statement.sections.get(kind="body").html == "<p>Eriks och Bos text.</p>"


def test_text_written_while_the_body_adopted_is_shown_and_not_saved(client, adopted, erik):
    client.force_login(erik)
    url = page("statement_section", adopted.pk, "yttrande")

    response = client.post(url, {"body": "Sent omsider.", "version": 1})

    assert response.status_code == 409
    assert "Sent omsider." in html(response)
    assert "antogs medan du skrev" in html(response)
    assert adopted.sections.get(kind="body").html == "<p>Skälen.</p>"


def test_adopted_statement_has_no_page_to_write_on(client, adopted, erik):
    client.force_login(erik)

    assert client.get(page("statement_section", adopted.pk, "yttrande")).status_code == 403


def test_unknown_section_is_not_found(client, statement, erik):
    client.force_login(erik)

    assert client.get(page("statement_section", statement.pk, "inledning")).status_code == 404


def test_stranger_with_a_shared_draft_writes_only_if_told_so(
    client, statement, bo, cecilia, body_url
):
    until = statement.consultee.due_on
    client.force_login(cecilia)

    share_statement(statement, actor=bo, with_user=cecilia, until=until)
    assert client.get(body_url).status_code == 403
    share_statement(statement, actor=bo, with_user=cecilia, until=until, may_write=True)
    assert client.get(body_url).status_code == 200


# --- Review --------------------------------------------------------------------------------------


def test_draft_is_handed_over(client, statement, erik):
    client.force_login(erik)

    response = client.post(page("submit_statement", statement.pk), follow=True)

    assert "Yttrandet är lämnat för granskning." in html(response)


def test_draft_without_text_says_what_is_missing(client, statement, erik):
    write_section(statement.sections.get(kind="summary"), actor=erik, html="", version=1)
    client.force_login(erik)

    response = client.post(page("submit_statement", statement.pk))

    assert response.status_code == 409
    assert "Avsnittet saknar text: Sammanfattning. Skriv det först." in html(response)


def test_statement_is_sent_back_with_a_reason(client, in_review, bo):
    client.force_login(bo)
    url = page("send_back_statement", in_review.pk)

    assert client.post(url, {"reason": ""}).context["form"].errors == {
        "reason": ["Skriv vad som behöver ändras."]
    }
    response = client.post(url, {"reason": "Skriv om slutet."}, follow=True)
    assert "Att ändra: Skriv om slutet." in html(response)


def test_draft_cannot_be_sent_back(client, statement, bo):
    client.force_login(bo)

    response = client.post(page("send_back_statement", statement.pk), {"reason": "Nej"})

    assert "Det går inte i läget ”Utkast”" in html(response)


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [("sammanfattning", "Sammanfattningen är sparad."), ("yttrande", "Yttrandet är sparat.")],
)
def test_saved_section_is_named_with_its_right_ending(client, statement, erik, slug, sentence):
    client.force_login(erik)
    address = reverse("coordination:statement_section", args=[statement.pk, slug])

    response = client.post(address, {"body": "Ny text.", "version": 1}, follow=True)

    assert sentence in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_save_a_section_at_once_save_one_and_lose_neither(
    statement, erik, bo, body_url, tmp_path
):
    texts = ("Eriks text.", "Bos text.")
    writers = [Client(), Client()]
    for writer, user in zip(writers, (erik, bo), strict=True):
        writer.force_login(user)

    with shared_database(tmp_path):
        answers = at_once(
            lambda n: writers[n].post(body_url, {"body": texts[n], "version": 1}), threads=2
        )
        stored = alone(lambda: statement.sections.get(kind="body").html)

    (loser,) = [n for n in (0, 1) if answers[n].status_code == 409]
    assert answers[1 - loser].status_code == 302
    assert stored == f"<p>{texts[1 - loser]}</p>"
    assert all(text in html(answers[loser]) for text in texts)
    assert "Någon annan" in html(answers[loser])
