"""The error pages: what happened, why, and what to do."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404
from django.template import loader
from django.test import RequestFactory
from django.views import defaults

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(bo):
    request = RequestFactory().get("/nagonstans/")
    request.user = bo
    return request


def test_a_page_that_does_not_exist_says_where_to_look(client, bo):
    client.force_login(bo)

    response = client.get("/finns-inte/")

    assert response.status_code == 404
    assert "be den som samordnar ärendet" in response.content.decode()


def test_a_refusal_says_why(request_of):
    response = defaults.permission_denied(request_of, PermissionError("Bara ordföranden får anta."))

    assert response.status_code == 403
    assert "<p>Bara ordföranden får anta.</p>" in response.content.decode()


def test_a_missing_page_does_not_repeat_its_reason(request_of):
    response = defaults.page_not_found(request_of, Http404("Statement 12 is hidden"))

    assert "Statement 12" not in response.content.decode()


def test_a_form_that_was_open_too_long_says_that_nothing_is_saved(bo):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(bo)

    response = client.post("/konto/logout/")

    assert response.status_code == 403
    assert "Därför sparades inget." in response.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"), [(defaults.server_error, 500), (defaults.bad_request, 400)]
)
def test_pages_for_broken_requests_need_no_context(handler, status, request_of):
    arguments = [request_of] if status == 500 else [request_of, ValueError()]

    response = handler(*arguments)

    assert response.status_code == status
    assert "försök igen" in response.content.decode()


def test_error_pages_share_the_frame():
    for code in (400, 403, 404):
        assert '<a class="ks-brand"' in loader.get_template(f"{code}.html").render()


def test_page_of_a_fault_stands_when_nothing_static_is_found(request_of, monkeypatch):
    def missing(name, *_args, **_kwargs):
        raise ValueError(f"Missing staticfiles manifest entry for '{name}'")

    monkeypatch.setattr(staticfiles_storage, "url", missing)
    with pytest.raises(ValueError, match="manifest"):  # every other page would fail here
        loader.get_template("404.html").render()

    response = defaults.server_error(request_of)

    assert response.status_code == 500
    assert "<h1>Något gick fel hos oss</h1>" in response.content.decode()
    assert not {"<link", "<script", "style="} & set(response.content.decode().split())
