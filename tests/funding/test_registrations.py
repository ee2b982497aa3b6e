"""What money shows on the pages of others: panels, columns, menu, search, history."""

from coordination.domain.queries.search import search
from coordination.history import sentences
from coordination.registry import navigation
from funding import sentences as own
from funding.domain.queries.balance import grants_of
from funding.models import Grant
from initiatives.registry import initiative_columns, initiative_panels, programme_panels
from tests.factories.funding import GrantFactory
from tests.factories.initiatives import InitiativeFactory, ParticipationFactory, ProgrammeFactory
from tests.funding.helpers import MKR


def test_money_is_the_fourth_entry_of_the_menu():
    assert navigation["funding:rounds"].position == 40


def test_programme_and_initiative_show_their_strip(funding_round, decision, matter, disa):
    initiative = InitiativeFactory(programme=ProgrammeFactory(matter=matter))
    GrantFactory(round=funding_round, decision=decision, initiative=initiative)

    for panel, owner in (
        (programme_panels["money"], initiative.programme),
        (initiative_panels["money"], initiative),
    ):
        assert panel.context(owner, disa)["strip"].granted == MKR


def test_boxes_show_a_participant_what_the_participant_may_see(
    funding_round, decision, matter, town, anna, cecilia
):
    initiative = InitiativeFactory(programme=ProgrammeFactory(matter=matter))
    grant = GrantFactory(round=funding_round, decision=decision, initiative=initiative)
    assert not Grant.objects.visible_to(cecilia).exists()
    ParticipationFactory(initiative=initiative, organization=town.outside)

    for user, owner in ((cecilia, initiative), (anna, initiative), (anna, initiative.programme)):
        assert list(Grant.objects.visible_to(user)) == [grant] == list(grants_of(owner))


def test_lists_of_initiatives_show_granted_and_used():
    row = {"granted_ore": 100_000_000, "used_ore": 0}
    cells = initiative_columns["money"].texts(row)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in cells] == [
        "1 000 000 kr",
        "0 kr",
    ]


def test_search_finds_rounds_and_grants_that_one_may_see(grant, funding_round, disa, cecilia):
    found = {hit.title for _label, hits in search(disa, "Trygga") for hit in hits}

    assert grant.title in found
    assert funding_round.name in {h.title for _l, hits in search(disa, "Våren") for h in hits}
    assert search(cecilia, "Trygga") == []


def test_every_event_of_money_has_its_sentence():
    told = {sentence.code for sentence in (*own.SOURCES, *own.ROUNDS, *own.GRANTS)}

    assert told <= set(sentences)
