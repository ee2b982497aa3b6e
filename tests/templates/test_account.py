"""Sign-in and passwords, in our words and our look."""

import re

import pytest
from django.core import mail
from django.urls import reverse

pytestmark = pytest.mark.django_db

LOGIN = "account_login"
PASSWORD = "en lång mening om havet"


@pytest.fixture
def bo_with_password(bo):
    bo.set_password(PASSWORD)
    bo.save()
    return bo


def test_sign_in_leads_to_where_one_was_going(client, bo_with_password):
    there = reverse("coordination:components")
    shown = client.get(reverse(LOGIN), {"next": there}).content.decode()

    response = client.post(
        reverse(LOGIN), {"login": bo_with_password.email, "password": PASSWORD, "next": there}
    )

    assert "Du kommer sedan direkt till sidan" in shown
    assert (response.status_code, response.url) == (302, there)


def test_sign_in_that_fails_says_so_on_top(client, bo_with_password):
    response = client.post(reverse(LOGIN), {"login": bo_with_password.email, "password": "fel"})

    assert response.status_code == 200
    assert "En sak behöver rättas" in response.content.decode()


def test_sign_in_without_anything_names_both_fields(client):
    shown = client.post(reverse(LOGIN), {}).content.decode()

    assert '<a href="#id_login">' in shown
    assert '<a href="#id_password">' in shown


def test_signing_out_by_link_asks_first(client, bo):
    client.force_login(bo)

    asked = client.get(reverse("account_logout")).content.decode()
    response = client.post(reverse("account_logout"))

    assert "Vill du logga ut?" in asked
    assert response.url == reverse(LOGIN)


def test_nobody_can_sign_up(client):
    assert "Du kan inte skapa konto själv" in client.get(reverse("account_signup")).content.decode()


def test_a_closed_account_says_whom_to_ask(client):
    shown = client.get(reverse("account_inactive")).content.decode()

    assert "Kontakta systemförvaltaren" in shown


def test_a_forgotten_password_is_reset_by_mail(client, bo_with_password):
    response = client.post(
        reverse("account_reset_password"), {"email": bo_with_password.email}, follow=True
    )
    message = mail.outbox[0]
    link = re.search(r"http://testserver(\S+)", message.body).group(1)
    chosen = client.get(link, follow=True)

    assert "Titta i din inkorg" in response.content.decode()
    assert message.subject == "Välj nytt lösenord i Kraftsam"
    assert "Nytt lösenord igen" in chosen.content.decode()
    done = client.post(
        chosen.request["PATH_INFO"],
        {"password1": PASSWORD + "!", "password2": PASSWORD + "!"},
        follow=True,
    )
    assert "Lösenordet är bytt" in done.content.decode()


def test_a_link_that_was_used_offers_a_new_one(client):
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "gammal"})

    assert "Skicka en ny länk" in client.get(url).content.decode()


def test_an_address_without_account_gets_an_honest_mail(client):
    client.post(reverse("account_reset_password"), {"email": "okand@demo.example"})

    assert mail.outbox[0].subject == "Adressen har inget konto i Kraftsam"
    assert "okand@demo.example" in mail.outbox[0].body


def test_a_password_is_changed_with_the_old_one(client, bo_with_password):
    client.force_login(bo_with_password)
    url = reverse("account_change_password")
    shown = client.get(url).content.decode()

    response = client.post(
        url, {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    )

    assert "Nuvarande lösenord" in shown
    assert response.status_code == 302


def test_an_account_without_password_chooses_one(client, bo):
    bo.set_unusable_password()
    bo.save()
    client.force_login(bo)

    asked = client.get(reverse("account_set_password")).content.decode()
    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    bo.refresh_from_db()

    assert "Välj lösenord" in asked
    assert bo.check_password(PASSWORD)


def test_a_second_look_asks_for_the_password(client, bo_with_password):
    client.force_login(bo_with_password)

    shown = client.get(reverse("account_reauthenticate")).content.decode()

    assert "Bekräfta att det är du" in shown


def test_the_address_is_changed_by_the_administrator(client, bo):
    client.force_login(bo)

    shown = client.get(reverse("account_email")).content.decode()

    assert bo.email in shown
    assert "Be systemförvaltaren" in shown
