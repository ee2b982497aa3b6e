import re

import pytest
from django.conf import settings
from django.urls import reverse

from coordination.templatetags.kraftsam import register
from coordination.views.component_sheet import sheet


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("help", "Svara på en remiss"),
        ("accessibility", "WCAG 2.2"),
        ("glossary", "Nämndens svar på en remiss."),
    ],
)
def test_pages_about_kraftsam_are_open_to_all(client, name, words):
    response = client.get(reverse(f"coordination:{name}"))

    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize("name", ["help", "accessibility"])
def test_contact_is_the_address_of_the_installation(client, settings, name):
    settings.SUPPORT_EMAIL = "hjalp@kommun.example"
    assert (
        "mailto:hjalp@kommun.example"
        in client.get(reverse(f"coordination:{name}")).content.decode()
    )

    settings.SUPPORT_EMAIL = ""
    assert (
        "Kontakta systemförvaltaren" in client.get(reverse(f"coordination:{name}")).content.decode()
    )


def test_component_sheet_is_for_those_who_are_signed_in(client):
    there = reverse("coordination:components")

    assert client.get(there).url == f"{reverse('account_login')}?next={there}"


def test_component_sheet_needs_no_database():
    assert sheet()["today"].year == 2025


def test_component_sheet_shows_every_tag():
    folder = settings.BASE_DIR / "templates" / "coordination" / "about"
    used = set(
        re.findall(r"{% (\w+)", "".join(path.read_text() for path in folder.rglob("*.html")))
    )
    # what the frame itself uses, and what only other components call
    elsewhere = {"stylesheets", "scripts", "icon", "action", "cell"}

    assert set(register.tags) - elsewhere <= used
