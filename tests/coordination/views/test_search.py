import pytest


def hits(client, words):
    kinds = client.get("/sok/", {"q": words}).context["kinds"]
    return {str(label): [hit.title for hit in found] for label, found in kinds}


def test_search_finds_the_matter_by_its_number(client, matter, love):
    client.force_login(love)

    assert hits(client, "KS-2024-1188") == {"Ärenden": ["Kraftsamlande insatser"]}


def test_search_finds_nothing_of_what_one_has_no_part_in(client, statement, cecilia):
    client.force_login(cecilia)

    assert hits(client, "Kraftsamlande") == {}


def test_search_finds_the_words_of_a_statement_for_its_own_body(client, statement, bo):
    client.force_login(bo)

    assert hits(client, "tillstyrker")["Yttranden"] == ["Yttrande över Kraftsamlande insatser"]


@pytest.mark.parametrize("words", ["stadsbyggnads", "Stadsbyggnads", "STADSBYGGNADS"])
def test_search_does_not_mind_case(client, town, cecilia, words):
    client.force_login(cecilia)

    assert hits(client, words)["Nämnder, förvaltningar och grupper"] == [
        "Stadsbyggnadskontoret",
        "Stadsbyggnadsnämnden",
    ]


@pytest.mark.parametrize("words", ["", "x", "\x00", "å" * 500, "%", "'; DROP TABLE"])
def test_search_never_fails(client, cecilia, words):
    client.force_login(cecilia)

    assert client.get("/sok/", {"q": words}).status_code == 200


def test_search_finds_memoranda_and_written_questions(client, presented, written_question, love):
    client.force_login(love)

    assert hits(client, "följs medlen") == {"Skrivelser": ["Hur följs medlen upp?"]}
    assert hits(client, "samarbetet") == {"Promemorior": ["Utveckling av samarbetet"]}
