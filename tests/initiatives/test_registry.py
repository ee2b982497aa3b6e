"""What the applications above show on the initiatives' pages."""

import pytest
from django.db.models import Value

from initiatives.registry import (
    ColumnGroup,
    LocalPage,
    Panel,
    initiative_columns,
    initiative_panels,
    programme_pages,
    programme_panels,
)


@pytest.fixture
def panel_template(settings, tmp_path):
    (tmp_path / "money.html").write_text("<p>{{ panel.said }}</p>")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    return "money.html"


def test_programme_shows_registered_panels_and_pages(
    client, programme, disa, panel_template, monkeypatch
):
    said = {"said": "Pengarna räcker"}
    panel = Panel("money", 5, panel_template, lambda obj, user: said, place="wide")
    page = LocalPage("money", 30, "Pengarna här", lambda obj: f"/pengar/?program={obj.pk}")
    monkeypatch.setitem(programme_panels, "money", panel)
    monkeypatch.setitem(programme_pages, "money", page)
    client.force_login(disa)

    shown = client.get(f"/program/{programme.pk}/").content.decode()

    assert "<p>Pengarna räcker</p>" in shown
    assert f'href="/pengar/?program={programme.pk}"' in shown


def test_panel_without_context_is_not_shown(client, initiative, bo, panel_template, monkeypatch):
    panel = Panel("money", 5, panel_template, lambda obj, user: None)
    monkeypatch.setitem(initiative_panels, "money", panel)
    client.force_login(bo)

    assert client.get(f"/insatser/{initiative.pk}/").context["panels"].get("main", []) == []


def test_registered_columns_are_filled_for_all_rows_at_once(client, initiative, bo, monkeypatch):
    columns = {"seats": Value(7)}

    def texts(row):
        return (f"{row['seats']} kr", "3 kr")

    for code in list(initiative_columns):
        monkeypatch.delitem(initiative_columns, code)
    monkeypatch.setitem(
        initiative_columns,
        "money",
        ColumnGroup("money", 1, ("Fått", "Förbrukat"), lambda: columns, texts),
    )
    client.force_login(bo)

    page = client.get("/insatser/").content.decode()

    assert '<th scope="col" class="ks-r">Fått</th>' in page
    assert '<td class="ks-r">7 kr</td><td class="ks-r">3 kr</td>' in page
