from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from coordination.middleware import page_above


@pytest.mark.parametrize(
    ("cookie", "preferred", "language"),
    [("", "en-US,en;q=0.9", "sv"), ("en", "sv", "en"), ("xx", "en", "sv")],
)
def test_language_is_what_the_reader_chose(client, db, cookie, preferred, language):
    client.cookies["django_language"] = cookie

    response = client.get("/konto/login/", headers={"accept-language": preferred})

    assert response.headers["Content-Language"] == language


def after_sign_in(response):
    return parse_qs(urlsplit(response.headers["Location"]).query)["next"]


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/remisser/3/?vy=lista", "/remisser/3/?vy=lista"),
        ("https://elsewhere.example/remisser/3/", "/remissinstanser/21/"),
        ("", "/remissinstanser/21/"),
    ],
)
def test_form_sent_after_the_session_ended_leads_back_to_a_page(client, db, referer, back):
    response = client.post("/remissinstanser/21/borja/", headers={"referer": referer})

    assert (response.status_code, after_sign_in(response)) == (302, [back])


@pytest.fixture
def strict():
    """A browser whose forms need their cookie."""
    return Client(enforce_csrf_checks=True)


def test_form_sent_without_any_cookie_leads_back_too(strict, db):
    response = strict.post("/datum/nytt/", headers={"referer": "http://testserver/datum/nytt/"})

    assert (response.status_code, after_sign_in(response)) == (302, ["/datum/nytt/"])


def test_form_without_its_cookie_shows_who_is_signed_in_the_way_back(strict, erik):
    strict.force_login(erik)

    response = strict.post("/datum/nytt/", headers={"referer": "http://testserver/datum/nytt/"})

    assert response.status_code == 403
    assert '<a href="/datum/nytt/">Öppna sidan på nytt</a>' in response.content.decode()


def test_sign_in_without_its_cookie_does_not_lead_to_itself(strict, db):
    """Negative control: a browser that blocks cookies is told so."""
    assert strict.post("/konto/login/").status_code == 403


def test_page_opened_without_a_session_is_where_sign_in_leads(client, db):
    """Negative control."""
    assert after_sign_in(client.get("/remissinstanser/21/")) == ["/remissinstanser/21/"]


def test_button_opened_as_a_page_says_what_to_do(client, erik):
    client.force_login(erik)

    response = client.get("/remissinstanser/21/borja/")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert '<a href="/remissinstanser/21/">Till sidan</a>' in response.content.decode()


@pytest.mark.parametrize(
    ("button", "page"),
    [("/platser/4/avsluta/", "/"), ("/textblock/i-utkast/7/byt/", "/textblock/")],
)
def test_page_above_is_one_that_exists(button, page):
    assert page_above(button) == page
