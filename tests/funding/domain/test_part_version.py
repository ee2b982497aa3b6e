"""Every saved text of an application is kept, compared and brought back, as a statement's is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from coordination.enums import SavedBy
from coordination.exceptions import EditConflict
from funding.domain.application_writing import restore_part, write_part
from funding.domain.round import draft_round
from funding.domain.round_trial import end_trial, try_round
from funding.models import PartVersion
from tests.funding.applications import TEXT, submitted, written


@pytest.fixture
def part(draft):
    """Written once: its version is 2."""
    return draft.parts.get(kind="problem")


def save(part, actor, html, **way):
    return write_part(part, actor=actor, html=html, version=part.version, **way)


def kept(part):
    return list(part.versions.values_list("number", "html", "way"))


def test_every_saved_text_is_kept(part, lars, bo):
    part = save(part, lars, "<p>Två.</p>")
    save(part, bo, "<p>Tre.</p>")

    assert kept(part) == [
        (4, "<p>Tre.</p>", "typed"),
        (3, "<p>Två.</p>", "typed"),
        (2, TEXT, "typed"),
    ]


def test_autosaves_of_one_writer_are_one_version_until_saved_by_hand(part, lars):
    for text in ("<p>a</p>", "<p>ab</p>"):
        part = save(part, lars, text, way=SavedBy.AUTOSAVE)
    part = save(part, lars, "<p>ab</p>")
    part = save(part, lars, "<p>abc</p>", way=SavedBy.AUTOSAVE)

    assert [(html, way) for _number, html, way in kept(part)] == [
        ("<p>abc</p>", "autosave"),
        ("<p>ab</p>", "typed"),
        (TEXT, "typed"),
    ]


def test_earlier_text_is_brought_back_as_the_newest(part, lars):
    part = save(part, lars, "<p>Två.</p>")

    part = restore_part(part.versions.get(number=2), actor=lars, seen=part.version)

    assert (part.html, part.version, kept(part)[0][2]) == (TEXT, 4, "restored")


def test_nothing_is_brought_back_over_a_text_that_was_not_seen(part, lars, bo):
    part = save(part, lars, "<p>Två.</p>")
    save(part, bo, "<p>Tre.</p>")

    with pytest.raises(EditConflict):
        restore_part(part.versions.get(number=2), actor=lars, seen=part.version)


def test_submitted_text_is_not_brought_back(open_round, lars, town, chairs):
    sent = submitted(open_round, lars, town.lead, town.participant, chairs=chairs)
    version = PartVersion.objects.filter(part__application=sent).first()

    with pytest.raises(PermissionDenied):
        restore_part(version, actor=lars, seen=version.part.version)


# --- The page -------------------------------------------------------------------------------------


def address(part):
    return reverse("funding:part_versions", args=[part.pk])


def test_page_shows_the_words_that_differ(client, part, lars):
    save(part, lars, TEXT.replace("mörk", "ljus"))
    client.force_login(lars)

    page = client.get(address(part))
    earlier = client.get(address(part), {"fran": "2", "till": "3"})

    assert [version.number for version in page.context["versions"]] == [3, 2]
    assert page.context["pair"] == earlier.context["pair"]
    assert ("<del>" in page.content.decode(), "<ins>" in page.content.decode()) == (True, True)


def test_one_text_has_nothing_to_be_compared_with(client, part, lars):
    client.force_login(lars)

    assert client.get(address(part)).context["pair"] is None


def test_earlier_text_is_brought_back_on_its_page(client, part, lars):
    part = save(part, lars, "<p>Två.</p>")
    client.force_login(lars)
    earlier = part.versions.get(number=2)
    client.post(reverse("funding:restore_part", args=[earlier.pk]), {"version": "3"})
    late = client.post(
        reverse("funding:restore_part", args=[earlier.pk]), {"version": "3"}, follow=True
    )

    part.refresh_from_db()
    assert (part.html, part.version) == (TEXT, 4)
    assert late.status_code == 200


@pytest.mark.parametrize(("person", "status"), [("cecilia", 404), ("oskar", 404), ("bo", 200)])
def test_versions_are_for_those_who_write(client, part, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(part)).status_code == status


def test_assessor_reads_what_was_submitted_not_how_it_was_written(client, sent, oskar):
    client.force_login(oskar)

    assert client.get(address(sent.parts.first())).status_code == 403


@pytest.mark.parametrize("size", [2, 12])
def test_page_takes_the_same_statements_however_many_versions(
    client, part, lars, size, django_assert_num_queries
):
    for number in range(size):
        part = save(part, lars, f"<p>Text {number}.</p>")
    client.force_login(lars)
    client.get(address(part))

    with django_assert_num_queries(7):
        client.get(address(part))


def test_versions_leave_with_the_trial(source, oskar, town):
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(days=9)}
    tried = draft_round(source, actor=oskar, name="Prov", **days)
    tried.parts.create(kind="problem")
    tried = try_round(tried, actor=oskar)
    written(tried, oskar, town.lead)
    assert PartVersion.objects.exists()

    end_trial(tried, actor=oskar)
    assert not PartVersion.objects.exists()
