"""What is shown when the request itself could not be taken in."""

import pytest
from django.urls import reverse


@pytest.fixture
def section_url(statement, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    return reverse("coordination:statement_section", args=[statement.pk, "yttrande"])


@pytest.mark.parametrize("length", [1100, 200_000])
def test_text_that_is_too_large_is_told_in_words_and_nothing_is_saved(
    client, erik, statement, section_url, length
):
    client.force_login(erik)

    response = client.post(section_url, {"body": "x" * length, "version": 1})

    assert response.status_code == 413
    assert "Gå tillbaka i webbläsaren. Där står texten kvar" in response.content.decode()
    assert statement.sections.get(kind="body").version == 1


def test_text_that_fits_is_saved(client, erik, statement, section_url):
    """Negative control."""
    client.force_login(erik)

    assert client.post(section_url, {"body": "Kort.", "version": 1}).status_code == 302


def test_other_bad_requests_keep_the_plain_page(client, settings, erik, section_url):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    client.force_login(erik)

    assert client.post(section_url, {"body": "Kort.", "version": 1}).status_code == 400
