"""A reader sees and cannot change; an outsider neither sees nor finds. In the browser, page by page."""

import pytest

pytestmark = pytest.mark.e2e

# The joint effort's own: programme, its pages, referral, asked body, statement, file, request,
# matter, decision, assignment, group, area, initiative.
OURS = [
    "/program/1/",
    "/program/1/insatser/",
    "/program/1/medverkande/",
    "/program/1/historik/",
    "/remisser/1/",
    "/remissinstanser/7/",
    "/yttranden/6/",
    "/yttranden/6/pdf/",
    "/yttranden/6/onskemal/",
    "/onskemal/1/",
    "/arenden/1/",
    "/beslut/1/",
    "/uppdrag/1/",
    "/omraden/1/",
    "/insatser/1/",
    "/bidrag/1/",
]
READ = ["/", "/program/1/", "/remisser/1/", "/yttranden/6/", "/omraden/1/"]
WORDS = ["Kraftsamlande insatser", "Rosengård", "Öppna skolgården"]


def test_reader_is_shown_no_way_to_change_anything(visit):
    reader = visit("ledamot")

    for path in READ:
        reader.open(path)

        assert reader.main.locator("button[type=submit], form[method=post]").count() == 0, path


def test_outsider_finds_no_page_of_it(visit):
    reader = visit("utomstaende")

    answers = {path: reader.page.request.get(reader.address + path).status for path in OURS}

    assert answers == dict.fromkeys(OURS, 404)


def test_participant_finds_the_pages_that_the_outsider_does_not(visit):
    reader = visit("sekreterare")

    answers = {path: reader.page.request.get(reader.address + path).status for path in OURS}

    assert answers == dict.fromkeys(OURS, 200)


def test_outsiders_search_finds_nothing(visit):
    reader = visit("utomstaende")

    for word in WORDS:
        search(reader, word)

        reader.sees("Inget hittades")


def test_participants_search_finds_what_the_outsiders_does_not(visit):
    reader = visit("sekreterare")

    for word in WORDS:
        search(reader, word)

        assert reader.main.get_by_role("link", name=word).count() > 0, word


def search(reader, word):
    reader.page.get_by_role("searchbox", name="Sök i Kraftsam").fill(word)
    reader.enter()


def test_nobody_sees_anything_before_signing_in(visit):
    reader = visit()

    reader.open("/yttranden/6/")

    reader.sees_heading("Logga in")
    reader.sign_in("sekreterare")
    assert reader.path == "/yttranden/6/"
