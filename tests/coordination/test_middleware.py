from urllib.parse import parse_qs, urlsplit

import pytest

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
