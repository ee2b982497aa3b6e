"""The page on which an official report is signed, and the pages of one that is."""

import pytest
from django.urls import reverse

from coordination.documents.exceptions import DocumentTooLargeError
from coordination.models import Statement, StatementSection
from coordination.registry import DocumentType, document_types

pytestmark = pytest.mark.usefixtures("plain_report")


@pytest.fixture
def as_head(client, head):
    client.force_login(head)
    return client


@pytest.fixture
def sign_url(report_in_review):
    return reverse("coordination:sign_report", args=[report_in_review.pk])


def html(response):
    return response.content.decode()


def test_page_shows_the_text_and_one_button(as_head, sign_url, head):
    page = as_head.get(sign_url)

    assert [section.title for section in page.context["sections"]] == ["Sammanfattning", "Yttrande"]
    assert str(head.person) in html(page)
    assert "Har synpunkter" in html(page)


def test_head_signs_with_one_button(as_head, sign_url, head):
    seen = as_head.get(sign_url).context["content"].fingerprint

    page = as_head.post(sign_url, {"seen": seen}, follow=True)

    assert Statement.objects.get().signer == head.person
    assert "Utlåtandet är undertecknat" in html(page)
    assert "Protokollet" not in html(page)


def test_only_the_head_opens_the_page(client, sign_url, erik, registrar, bo, cecilia):
    for reader, status in ((erik, 403), (registrar, 403), (bo, 403), (cecilia, 404)):
        client.force_login(reader)
        assert (client.get(sign_url).status_code, client.post(sign_url).status_code) == (
            status,
            status,
        )
    assert Statement.objects.get().state == "review"


def test_committee_is_not_asked_to_sign(client, in_review, committee_head):
    client.force_login(committee_head)

    assert client.post(reverse("coordination:sign_report", args=[in_review.pk])).status_code == 403


def test_changed_text_is_shown_again_before_it_is_signed(as_head, sign_url):
    seen = as_head.get(sign_url).context["content"].fingerprint
    StatementSection.objects.filter(kind="body").update(html="<p>Annat.</p>")

    page = as_head.post(sign_url, {"seen": seen})

    assert page.status_code == 409
    assert "Annat." in html(page)
    assert Statement.objects.get().state == "review"


def test_second_click_says_that_it_is_signed(as_head, signed, sign_url):
    page = as_head.post(sign_url, follow=True)

    assert "redan undertecknat" in html(page)


def test_draft_leads_back_to_the_text(as_head, report_in_review, sign_url):
    Statement.objects.update(state="draft")

    assert "granskning först" in html(as_head.get(sign_url, follow=True))


def test_document_that_cannot_be_made_signs_nothing(as_head, sign_url, monkeypatch):
    def refuse(content, signing):
        raise DocumentTooLargeError

    monkeypatch.setitem(
        document_types, "official_report", DocumentType("official_report", "1", refuse)
    )

    assert as_head.post(sign_url).status_code == 409
    assert Statement.objects.get().state == "review"


@pytest.mark.parametrize(
    "name", ["statement", "dispatch_statement", "statement_word", "statement_pdf"]
)
def test_pages_of_a_signed_report_open(as_head, signed, name):
    assert as_head.get(reverse(f"coordination:{name}", args=[signed.pk])).status_code == 200


@pytest.mark.parametrize("name", ["adopt_statement", "put_up_notice", "take_down_notice"])
def test_pages_of_a_meeting_lead_back(as_head, signed, name):
    page = as_head.get(reverse(f"coordination:{name}", args=[signed.pk]))

    assert page.url == reverse("coordination:statement", args=[signed.pk])


def test_report_that_waits_is_not_adopted_by_page(client, report_in_review, registrar):
    client.force_login(registrar)

    page = client.get(reverse("coordination:adopt_statement", args=[report_in_review.pk]))

    assert page.url == reverse("coordination:statement", args=[report_in_review.pk])


def test_statement_page_leads_the_head_to_sign(as_head, report_in_review, sign_url):
    page = as_head.get(reverse("coordination:statement", args=[report_in_review.pk]))

    assert page.context["next"].action.url == sign_url


def test_api_signs_and_tells_who_signed(as_head, report_in_review, head):
    address = f"/api/v1/statements/{report_in_review.pk}/"

    answered = as_head.post(f"{address}sign/", {}, content_type="application/json")

    assert answered.status_code == 200
    assert as_head.get(address).json()["signer"]["id"] == head.person_id


def test_api_refuses_others_and_a_second_signature(client, signed, registrar, head):
    address = f"/api/v1/statements/{signed.pk}/sign/"
    answers = []
    for actor in (registrar, head):
        client.force_login(actor)
        answers.append(client.post(address, {}, content_type="application/json").status_code)

    assert answers[0] == 403
    assert answers[1] in {400, 409}
