from datetime import UTC, date, datetime

import pytest

from coordination.components import (
    Action,
    Badge,
    ChainBody,
    ChainStep,
    ChecklistItem,
    DateItem,
    Receipt,
    SeatRow,
    Step,
    Task,
    TaskGroup,
    TimelineEntry,
)
from coordination.templatetags.kraftsam.lists import initials


def test_tasks_are_grouped_with_their_date_and_one_act(render):
    late = Task("Svara", "/1/", "Remiss", due=date(2025, 5, 26), action=Action("Svara", "/1/svar/"))

    shown = render("{% tasks groups %}", groups=[TaskGroup("Försenat", [late])])

    assert 'Försenat <span class="ks-num">1 sak</span>' in shown
    assert "Försenad 9 dagar" in shown
    assert '<a class="ks-task__title" href="/1/">Svara</a>' in shown
    assert 'href="/1/svar/"' in shown


def test_task_may_show_a_state_instead_of_a_date(render):
    task = Task("Fyll i ledare", "/1/", badge=Badge("warning", "Uppgifter saknas", "missing"))

    shown = render("{% tasks groups %}", groups=[TaskGroup("Senare", [task], note="två veckor")])

    assert "Uppgifter saknas" in shown
    assert "Inget datum" not in shown
    assert "två veckor" in shown


def test_timeline_marks_decisions_and_names_who(render):
    at = datetime(2025, 5, 28, 12, 50, tzinfo=UTC)
    entries = [TimelineEntry("Antog yttrandet", at, "Bo", "/1/", is_decision=True)]

    shown = render("{% timeline entries %}", entries=entries)

    assert '<li data-kind="decision"><a href="/1/">Antog yttrandet</a>' in shown
    assert "28 maj 2025, 14.50</time> · Bo" in shown


def test_timeline_without_entries_says_so(render):
    assert "Inget har hänt ännu." in render("{% timeline entries %}", entries=[])
    assert "Tyst." in render('{% timeline entries empty="Tyst." %}', entries=[])


@pytest.mark.parametrize(
    ("state", "word"), [("ok", "(klart)"), ("todo", "(saknas)"), ("wait", "(väntar)")]
)
def test_checklist_says_its_state_in_words(render, state, word):
    shown = render("{% checklist items %}", items=[ChecklistItem("Ställning vald", state)])

    assert f'data-state="{state}"' in shown
    assert word in shown


def test_checklist_of_unknown_state_raises(render):
    with pytest.raises(ValueError, match="the checklist state is 'maybe'"):
        render("{% checklist items %}", items=[ChecklistItem("x", "maybe")])


def test_steps_show_what_is_done_and_where_one_is(squeezed):
    stages = [Step("Skriv", "done"), Step("Anta", "current"), Step("Skicka")]

    shown = squeezed('{% steps items label="Steg" %}', items=stages)

    assert 'Skriv<span class="ks-sr"> (klart)</span>' in shown
    assert 'aria-current="step"><span class="ks-steps__n">2</span>Anta' in shown
    assert '<span class="ks-steps__n">3</span>Skicka' in shown


def test_chain_leads_from_decision_to_bodies(render):
    steps = [
        ChainStep("Uppdraget", "KF", decided_on=date(2024, 9, 26), paragraph="§ 189", url="/b/"),
        ChainStep("Ansvar", "Nämnder", bodies=[ChainBody("Kulturnämnden", "/k/", "late")]),
    ]

    shown = render("{% chain steps %}", steps=steps)

    assert "1. Uppdraget" in shown
    assert '26 september 2024, <a href="/b/">§\u00a0189</a>' in shown
    assert "(har inte bekräftat)" in shown


def test_seats_show_who_sits_and_what_is_vacant(render):
    rows = [
        SeatRow("Elsa Mårdh", "Ordförande"),
        SeatRow(vacant=True, action=Action("Tillsätt", "/t/")),
    ]

    shown = render("{% seats rows %}", rows=rows)

    assert '<span class="ks-avatar" aria-hidden="true">EM</span>' in shown
    assert "<li data-vacant>" in shown
    assert "Ledig plats" in shown
    assert 'href="/t/"' in shown


@pytest.mark.parametrize(
    ("name", "letters"), [("Elsa Mårdh", "EM"), ("åke", "Å"), ("Anna Maria Öst", "AÖ"), ("", "")]
)
def test_initials_are_first_and_last(name, letters):
    assert initials(name) == letters


def test_dates_name_the_year_when_it_is_another(render):
    items = [DateItem(date(2025, 6, 6), "Rapport"), DateItem(date(2026, 1, 16), "Möte", "/m/")]

    shown = render("{% dates items %}", items=items)

    assert "<b>6</b> jun</time>" in shown
    assert "<b>16</b> jan 2026</time>" in shown


def test_receipt_proves_and_says_what_happens_now(render):
    given = Receipt(
        "Yttrandet är skickat",
        "KV-1",
        datetime(2025, 5, 28, 13, 4, tzinfo=UTC),
        rows=[("Beslut", "§ 201")],
        checksum="9f2c",
        next_text="Du får svar.",
        actions=[Action("Hämta PDF", "/pdf/")],
    )

    shown = render("{% receipt given %}", given=given)

    assert '<dd class="ks-num">KV-1</dd>' in shown
    assert "28 maj 2025, 15.04" in shown
    assert "§\u00a0201" in shown
    assert '<dd class="ks-hash">9f2c</dd>' in shown
    assert "<b>Vad händer nu?</b> Du får svar." in shown
