"""A wording is used again without drifting: its versions, its uses, and what a draft says about them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from coordination.domain.queries.text_block import blocks_used
from coordination.domain.statement import write_section
from coordination.domain.text_block import (
    create_text_block,
    insert_text_block,
    renew_text_block,
    revise_text_block,
)
from coordination.exceptions import ActionRefused, EditConflict

WORDING = "<p>Barnets bästa är bedömt.</p><ul><li>a</li></ul>"


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


@pytest.fixture
def block(town, erik):
    return create_text_block(town.participant, actor=erik, title="Barnets bästa", html=WORDING)


@pytest.fixture
def section(statement):
    return statement.sections.select_related("statement__consultee").get(kind="body")


@pytest.fixture
def inserted(section, block, erik):
    return insert_text_block(section, block, actor=erik, seen=section.version)


def used(statement):
    return [(each.number, each.is_outdated, each.is_altered) for each in blocks_used(statement)]


def test_wording_is_put_last_and_its_version_remembered(statement, section, inserted):
    assert inserted.html == section.html + WORDING
    assert used(statement) == [(1, False, False)]


def test_draft_says_that_a_newer_wording_exists(client, statement, inserted, block, bo):
    revise_text_block(block, actor=bo, html="<p>Nytt.</p>", seen=1)
    client.force_login(bo)

    html = client.get(page("statement", statement.pk)).content.decode()

    assert used(statement) == [(1, True, False)]
    assert "en nyare version finns" in html


def test_newer_wording_takes_the_place_of_the_old_one(
    client, statement, section, inserted, block, bo
):
    revise_text_block(block, actor=bo, html="<p>Nytt.</p>", seen=1)
    (each,) = blocks_used(statement)
    client.force_login(bo)

    client.post(page("renew_text_block", each.use.pk), {"version": inserted.version})

    assert statement.sections.get(kind="body").html == section.html + "<p>Nytt.</p>"
    assert used(statement) == [(2, False, False)]


def test_altered_wording_is_said_to_be_and_not_exchanged(statement, inserted, block, bo):
    write_section(inserted, actor=bo, html="<p>Helt annat.</p>", version=inserted.version)
    revise_text_block(block, actor=bo, html="<p>Nytt.</p>", seen=1)
    (each,) = blocks_used(statement)
    each.use.section.statement = statement

    assert used(statement) == [(1, True, True)]
    with pytest.raises(ActionRefused, match="ändrad sedan den infogades"):
        renew_text_block(each.use, actor=bo, seen=each.use.section.version)


def test_inserting_overwrites_nobody(section, block, erik, bo):
    write_section(section, actor=bo, html="<p>Bos.</p>", version=section.version)

    with pytest.raises(EditConflict):
        insert_text_block(section, block, actor=erik, seen=section.version)


def test_two_who_change_a_wording_at_once_both_see_it(block, bo, erik):
    revise_text_block(block, actor=bo, html="<p>Bos.</p>", seen=1)

    with pytest.raises(ActionRefused, match="version 2"):
        revise_text_block(block, actor=erik, html="<p>Eriks.</p>", seen=1)


def test_name_is_taken_once_in_a_body(town, block, erik):
    with pytest.raises(ValidationError):
        create_text_block(town.participant, actor=erik, title="Barnets bästa", html="<p>x</p>")


def test_outsider_neither_sees_nor_writes(client, town, block, cecilia):
    client.force_login(cecilia)

    assert client.get(page("text_block", block.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        create_text_block(town.participant, actor=cecilia, title="x", html="<p>x</p>")


def test_another_bodys_wording_is_not_inserted(town, section, cecilia, erik):
    foreign = create_text_block(town.outside, actor=cecilia, title="x", html="<p>x</p>")

    with pytest.raises(ActionRefused, match="annan nämnd"):
        insert_text_block(section, foreign, actor=erik, seen=section.version)


def test_pages_from_a_new_wording_to_its_use(client, town, statement, section, erik):
    client.force_login(erik)
    made = client.post(
        page("create_text_block"),
        {
            "organization": town.participant.pk,
            "title": "Klimat",
            "html": "Klimatet.",
        },
    )
    assert "Klimat" in client.get(page("text_blocks")).content.decode()
    client.post(made.url, {"html": "Klimatet nu.", "seen": "1"})
    block_pk = made.url.strip("/").split("/")[-1]

    assert (
        "Klimatet nu."
        in client.get(page("insert_text_block", statement.pk, "yttrande")).content.decode()
    )
    client.post(
        page("insert_text_block", statement.pk, "yttrande"),
        {"block": block_pk, "version": section.version},
    )

    assert used(statement) == [(2, False, False)]


def test_empty_wording_and_missing_name_are_answered_on_the_page(client, town, erik):
    client.force_login(erik)

    response = client.post(
        page("create_text_block"), {"organization": town.participant.pk, "title": "", "html": ""}
    )

    assert set(response.context["form"].errors) == {"title"}
