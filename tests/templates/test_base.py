"""The frame of every page, and what all templates and style files keep to."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

STATIC = Path(settings.BASE_DIR) / "static"
STYLES = sorted((STATIC / "css").rglob("*.css"))


@pytest.fixture
def page(client, bo):
    """The component sheet as Bo sees it."""
    client.force_login(bo)
    return client.get(reverse("coordination:components")).content.decode()


def test_base_names_the_reader_and_the_municipality(page):
    assert '<span class="ks-user__name">Bo Testsson</span>' in page
    assert "Sekreterare, stadsbyggnadsnämnden" in page
    assert '<span class="ks-brand__org">Storköping</span>' in page


def test_base_has_one_heading_a_skip_link_and_landmarks(page):
    assert page.count("<h1") == 1
    assert '<a class="ks-skip" href="#innehall">' in page
    assert all(f"<{landmark}" in page for landmark in ("header", 'main id="innehall"', "footer"))


def test_base_says_who_is_here_in_one_statement(client, bo, django_assert_num_queries):
    client.force_login(bo)

    with django_assert_num_queries(3):  # session, user, and the reader's seat
        client.get(reverse("coordination:components"))


def test_base_signs_out_and_forgets_drafts(page):
    assert f'<form method="post" action="{reverse("account_logout")}" data-forget-drafts>' in page


def test_base_searches_by_get(page):
    assert (
        f'<form class="ks-search" role="search" action="{reverse("coordination:search")}">' in page
    )


def test_base_offers_the_other_language(client):
    there = reverse("coordination:help")

    swedish = client.get(there).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": there})
    english = client.get(there).content.decode()

    assert '<html lang="sv"' in swedish
    assert "In English" in swedish
    assert '<html lang="en"' in english
    assert "På svenska" in english


def test_base_says_that_it_is_a_demonstration_only_there(client, settings):
    settings.DEMO = True
    assert "Personer, ärendenummer" in client.get(reverse("coordination:help")).content.decode()

    settings.DEMO = False
    assert "Personer, ärendenummer" not in client.get(reverse("coordination:help")).content.decode()


def test_base_shows_no_menu_to_those_who_are_not_signed_in(client):
    shown = client.get(reverse("coordination:help")).content.decode()

    assert "ks-nav" not in shown
    assert "ks-user" not in shown


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_style_files_point_only_at_files_that_exist(style):
    # A picture that stands in the address itself (data:) is no file.
    for url in re.findall(r'url\("?(?!data:)([^")]+)"?\)', style.read_text()):
        target = (style.parent / url).resolve().relative_to(STATIC.resolve())
        assert finders.find(target.as_posix()), url


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_style_files_name_no_colour_but_the_tokens(style):
    if style.name != "tokens.css":
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl", style.read_text())


def test_every_component_template_has_its_style():
    styles = {path.stem for path in (STATIC / "css" / "components").glob("*.css")}
    templates = {path.stem for path in (settings.BASE_DIR / "templates/components").glob("*.html")}
    # parts of another component, or dressed by the one they belong to
    parts = {
        "action": "actions",
        "bar-chart": "chart",
        "cell": "grid",
        "fact": "facts",
        "field-description": "field",
        "field-error": "field",
        "legend": "grid",
        "line-chart": "chart",
        "map-assets": "map",
        "submit": "button",
    }

    assert {parts.get(name, name) for name in templates} <= styles
