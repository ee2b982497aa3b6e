"""A dialogue with a district committee, and the file that shows that it was held (T-03)."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from coordination.enums import OrganizationKind
from coordination.models import Document
from funding.domain.application_content import content_of
from funding.domain.dialogue import add_dialogue
from funding.models import Dialogue
from tests.funding.applications import consent
from tests.small_pdf import small_pdf


@pytest.fixture
def district(town):
    found = town.outside
    found.kind = OrganizationKind.DISTRICT_COMMITTEE
    found.save()
    return found


def held(district, **values):
    return {
        "organization": district,
        "held_on": date(2025, 1, 20),
        "evidence": "Protokoll § 4",
    } | values


def script():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_notes_are_kept_under_their_own_hash_and_consented_to(draft, lars, district):
    pdf = small_pdf()
    before = content_of(draft)["dialogues"]

    found = add_dialogue(draft, actor=lars, pdf=pdf, **held(district))

    sha256 = hashlib.sha256(pdf).hexdigest()
    assert (found.document.sha256, found.document.matter) == (sha256, None)
    assert (before, content_of(draft)["dialogues"][0][-1]) == ([], sha256)


def test_dialogue_without_a_file_says_what_it_said_before(draft, lars, district):
    add_dialogue(draft, actor=lars, **held(district))

    assert content_of(draft)["dialogues"] == [[district.pk, "2025-01-20", "Protokoll § 4"]]


def test_said_twice_it_is_one(draft, lars, district):
    first = add_dialogue(draft, actor=lars, pdf=small_pdf(), **held(district))

    assert add_dialogue(draft, actor=lars, pdf=small_pdf(), **held(district)) == first
    assert (Dialogue.objects.count(), Document.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html></html>", "not_pdf"),
        (b"%PDF-1.7 trasig %%EOF", "unreadable"),
        (small_pdf()[:-40], "not_whole"),
        (script(), "script"),
        (small_pdf(password="hemligt"), "encrypted"),
    ],
)
def test_harmful_file_is_refused_and_nothing_is_saved(draft, lars, district, content, code):
    with pytest.raises(ValidationError) as refused:
        add_dialogue(draft, actor=lars, pdf=content, **held(district))

    assert (refused.value.code, Dialogue.objects.count(), Document.objects.count()) == (code, 0, 0)


def test_outsider_adds_nothing(draft, erik, cecilia, district):
    with pytest.raises(PermissionDenied):
        add_dialogue(draft, actor=cecilia, pdf=small_pdf(), **held(district))


def test_file_is_added_and_read_on_its_pages(client, draft, lars, bo, anna, district, town):
    consent(draft, anna, town.lead)
    client.force_login(lars)
    said = {"organization": district.pk, "held_on": "2025-01-20", "evidence": "Protokoll § 4"}
    file = SimpleUploadedFile("../../evil.html.pdf", small_pdf(), "text/html")
    client.post(reverse("funding:application_dialogues", args=[draft.pk]), said | {"file": file})

    found = Dialogue.objects.get()
    client.force_login(bo)
    answer = client.get(reverse("funding:dialogue_notes", args=[found.pk]))
    assert (answer.content, answer["Content-Type"]) == (small_pdf(), "application/pdf")
    assert (answer["X-Content-Type-Options"], "evil" in answer["Content-Disposition"]) == (
        "nosniff",
        False,
    )
    assert draft.consents.get().withdrawn_at is not None


@pytest.mark.parametrize("content", [b"", b"MZ", b"%PDF-1.7"])
def test_wrong_file_is_explained_by_its_field(client, draft, lars, district, content):
    client.force_login(lars)
    said = {"organization": district.pk, "held_on": "2025-01-20", "evidence": "Protokoll § 4"}
    file = SimpleUploadedFile("anteckningar.pdf", content, "application/pdf")
    answer = client.post(
        reverse("funding:application_dialogues", args=[draft.pk]), said | {"file": file}
    )

    assert list(answer.context["form"].errors) == ["file"]
    assert not Dialogue.objects.exists()


def test_notes_are_for_those_who_see_the_application(client, draft, lars, district, disa, oskar):
    found = add_dialogue(draft, actor=lars, pdf=small_pdf(), **held(district))
    assert not Document.objects.visible_to(disa).filter(pk=found.document_id).exists()

    client.force_login(oskar)
    assert client.get(reverse("funding:dialogue_notes", args=[found.pk])).status_code == 404


def test_damaged_file_is_not_handed_out(client, draft, lars, district, settings):
    found = add_dialogue(draft, actor=lars, pdf=small_pdf(), **held(district))
    found.document.file.storage.delete(found.document.file.name)
    client.force_login(lars)

    answer = client.get(reverse("funding:dialogue_notes", args=[found.pk]))
    assert (answer.status_code, found.document.receipt_number in answer.content.decode()) == (
        503,
        True,
    )
