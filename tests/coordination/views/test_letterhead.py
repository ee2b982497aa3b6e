from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coordination.models import BodyStyle
from tests.coordination.domain.test_letterhead import SVG
from tests.pdf import Pdf


def page(name, body):
    return reverse(f"coordination:{name}", args=[body.pk])


def test_secretary_chooses_a_letterhead_and_sees_it(client, town, bo):
    client.force_login(bo)
    logo = SimpleUploadedFile("vapen.svg", SVG)

    client.post(
        page("letterhead", town.participant),
        {"layout": "reference_first", "accent": "#005F73", "lines": "", "logo": logo},
    )
    sample = Pdf(client.get(page("letterhead_sample", town.participant)).content)

    assert BodyStyle.objects.get().accent == "#005f73"
    assert "Tjänsteskrivelse" in sample.text


def test_refusals_stand_by_their_fields(client, town, bo):
    client.force_login(bo)

    response = client.post(
        page("letterhead", town.participant), {"layout": "standard", "accent": "#ffff00"}
    )

    assert "för ljus" in response.context["form"].errors["accent"][0]


def test_letterhead_is_not_shown_to_others(client, town, cecilia):
    client.force_login(cecilia)

    assert client.get(page("letterhead", town.participant)).status_code == 403
