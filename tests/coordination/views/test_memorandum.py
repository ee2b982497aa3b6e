"""The pages of a memorandum, from its first words to the last body's decision, without JavaScript."""

import pytest
from django.urls import reverse

from coordination.domain.memorandum import Draft, draft_memorandum
from coordination.domain.stage import next_stage
from coordination.models import Memorandum


def url(name, *args):
    return reverse(f"coordination:{name}", args=args)


def get(client, name, *args):
    return client.get(url(name, *args))


@pytest.fixture
def way(town, drafting_committee):
    return {
        "drafting_committee": drafting_committee.pk,
        "board": town.board.pk,
        "council": town.council.pk,
    }


def text_of(memorandum, **values):
    return {
        "title": memorandum.title,
        "origin": "own_matter",
        "rows": "3",
        "version": memorandum.version,
        **values,
    }


def test_new_memorandum_leads_to_its_text(as_disa, matter, way):
    facts = {"matter": matter.pk, "title": "Samarbetet", "origin": "own_matter", **way}

    answer = as_disa.post(url("create_memorandum"), facts)

    found = Memorandum.objects.get()
    assert answer.url == url("edit_memorandum", found.pk)
    assert found.stages.count() == 4


def test_new_memorandum_without_a_deciding_body_says_so(as_disa, matter):
    answer = as_disa.post(url("create_memorandum"), {"matter": matter.pk, "title": "Samarbetet"})

    assert "Välj vem som beslutar." in answer.content.decode()
    assert not Memorandum.objects.exists()


def test_memorandum_on_a_written_question_begins_with_it(as_disa, written_question):
    answer = as_disa.get(url("create_memorandum") + f"?skrivelse={written_question.pk}")

    assert answer.context["form"].initial["title"] == "Hur följs medlen upp?"


@pytest.mark.parametrize("asked", ["x", "9" * 40, "0", "²"])
def test_address_that_names_no_question_begins_afresh(as_disa, matter, asked):
    answer = as_disa.get(url("create_memorandum"), {"skrivelse": asked, "arende": asked})

    assert answer.context["form"].initial["origin"] == "own_matter"


def test_text_presenters_and_annexes_are_saved(as_disa, memorandum, presenter):
    values = {
        "background_html": "Förbundet frågar.\n\n- ett\n- två",
        "annexes": "1. Remissen\n- Sammanfattning",
        "person_1": presenter.pk,
    }

    as_disa.post(url("edit_memorandum", memorandum.pk), text_of(memorandum, **values))

    memorandum.refresh_from_db()
    assert memorandum.annexes == ["Remissen", "Sammanfattning"]
    assert memorandum.background_html == "<p>Förbundet frågar.</p><ul><li>ett</li><li>två</li></ul>"
    assert [row.person for row in memorandum.presenter_rows.all()] == [presenter]


def test_more_rows_keep_what_was_typed(as_disa, memorandum, presenter):
    values = {"title": "Ny rubrik", "person_1": presenter.pk, "more_rows": "1"}

    form = as_disa.post(
        url("edit_memorandum", memorandum.pk), text_of(memorandum, **values)
    ).context["form"]

    assert len(form.person_rows) == 6
    assert form["title"].value() == "Ny rubrik"
    assert not form.errors


def test_two_who_write_at_once_lose_nothing(as_disa, memorandum):
    first = text_of(memorandum, title="Den första")
    as_disa.post(url("edit_memorandum", memorandum.pk), first)

    answer = as_disa.post(
        url("edit_memorandum", memorandum.pk), text_of(memorandum, title="Den andra")
    )

    assert "Någon annan sparade" in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Den andra"


def test_clauses_are_written_one_to_a_line(as_disa, memorandum):
    as_disa.post(
        url("propose_clauses", memorandum.pk), {"clauses": "1. Remissen besvaras.\n\n2. Klart."}
    )

    clauses = memorandum.stages.first().clauses.values_list("text", flat=True)
    assert list(clauses) == ["Remissen besvaras.", "Klart."]


def test_way_is_changed(as_disa, memorandum, way):
    as_disa.post(url("plan_stages", memorandum.pk), {"board": way["board"]})

    assert memorandum.stages.count() == 2


def test_hint_proposes_immediate_approval(as_disa, matter, disa, town, today):
    draft = Draft(title="Brådskande", answer_by=today)
    found = draft_memorandum(matter, actor=disa, draft=draft, bodies=[town.board])

    assert (
        "Paragrafen justeras omedelbart." in get(as_disa, "memorandum", found.pk).content.decode()
    )


def test_presented_memorandum_shows_whose_turn_it_is(as_disa, memorandum):
    facts = {"place": "Storköping", "signed_on": "2025-05-28"}

    answer = as_disa.post(url("present_memorandum", memorandum.pk), facts, follow=True)

    assert "Borgarrådsberedningen ska ta ställning" in answer.content.decode()


def test_unfinished_memorandum_says_what_is_missing(as_disa, matter, disa, town):
    found = draft_memorandum(matter, actor=disa, draft=Draft(title="PM"), bodies=[town.board])
    facts = {"place": "Storköping", "signed_on": "2025-05-28"}

    answer = as_disa.post(url("present_memorandum", found.pk), facts)

    assert "Det här saknas: föredragande" in answer.content.decode()


def test_board_s_members_read_and_do_not_write(client, love, presented):
    client.force_login(love)
    stage = next_stage(presented)

    answer = get(client, "memorandum", presented.pk)

    assert answer.status_code == 200
    assert "Anteckna resultatet" not in answer.content.decode()
    for name, pk in (
        ("edit_memorandum", presented.pk),
        ("present_memorandum", presented.pk),
        ("record_stage", stage.pk),
        ("file_stage_opinion", stage.pk),
    ):
        assert get(client, name, pk).status_code == 403


def test_outsiders_know_of_nothing(client, cecilia, presented):
    client.force_login(cecilia)

    assert get(client, "memorandum", presented.pk).status_code == 404
    assert get(client, "record_stage", next_stage(presented).pk).status_code == 404
    assert not get(client, "memoranda").context["rows"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_one_as_for_three(
    as_disa, matter, disa, town, presenter, count, django_assert_num_queries
):
    for number in range(count):
        draft = Draft(title=f"PM {number}", presenters=[presenter])
        draft_memorandum(matter, actor=disa, draft=draft, bodies=[town.board])
    get(as_disa, "memoranda")

    with django_assert_num_queries(6):
        assert len(get(as_disa, "memoranda").context["rows"]) == count
