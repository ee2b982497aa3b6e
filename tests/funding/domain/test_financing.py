"""What an initiative needs and who pays: who may say it, what is refused, what the sums are (M-19)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent
from funding.domain.financing import Said, add_financing, change_financing, remove_financing
from funding.domain.queries.financing import (
    count_grants,
    financing_page,
    initiatives_by_financing,
    list_financing,
    money_of,
    with_financing,
)
from funding.enums import ApplicationState, Financing
from funding.models import Application, ApplicationShare, FinancingItem
from initiatives.models import Initiative
from tests.factories import UserFactory
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory
from tests.funding.helpers import MKR


@pytest.fixture
def initiative(matter, town):
    """Bo's committee leads it."""
    programme = ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)
    return InitiativeFactory(programme=programme, title="Första jobbet", lead=town.participant)


def said(**values) -> Said:
    return Said(
        **{
            "year": 2025,
            "kind": "needed",
            "amount_ore": 10 * MKR,
            "basis": "Kalkylen",
            "as_of": date(2025, 3, 1),
        }
        | values
    )


def own(town, **values) -> Said:
    return said(
        **{"kind": "existing", "organization": town.participant, "amount_ore": MKR} | values
    )


@pytest.mark.parametrize("person", ["bo", "erik", "disa"])
def test_official_of_lead_and_manager_say_what_is_needed(initiative, person, request):
    actor = request.getfixturevalue(person)

    item = add_financing(initiative, actor=actor, said=said())

    assert (item.amount_ore, item.year, item.updated_by) == (10 * MKR, 2025, actor)
    event = AuditEvent.objects.get(action="financing.added")
    assert (event.subject_id, event.data["year"]) == (initiative.pk, 2025)


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "rut"])
def test_others_say_nothing(initiative, bo, town, person, request):
    item = add_financing(initiative, actor=bo, said=said())
    actor = request.getfixturevalue(person)

    for act in (
        lambda: add_financing(initiative, actor=actor, said=own(town)),
        lambda: change_financing(item, actor=actor, said=said(amount_ore=1), version=1),
        lambda: remove_financing(item, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert FinancingItem.objects.get().amount_ore == 10 * MKR


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"amount_ore": 0}, "amount_not_positive"),
        ({"amount_ore": -1}, "amount_not_positive"),
        ({"amount_ore": 10**15}, "amount_too_large"),
        ({"year": 1999}, "year_unlikely"),
        ({"year": 2100}, "year_unlikely"),
        ({"as_of": timezone.localdate() + timedelta(days=1)}, "day_to_come"),
        ({"payer": "Regionen"}, "need_has_no_payer"),
        ({"kind": "existing"}, "body_missing"),
        ({"kind": "new"}, "body_missing"),
        ({"kind": "external"}, "payer_missing"),
        ({"kind": "external", "payer": " "}, "payer_missing"),
    ],
)
def test_what_cannot_be_is_refused(initiative, bo, values, code):
    with pytest.raises(ValidationError) as refused:
        add_financing(initiative, actor=bo, said=said(**values))

    [error] = ValidationError([refused.value]).error_list
    assert (error.code, FinancingItem.objects.count()) == (code, 0)


def test_body_of_another_municipality_does_not_pay_here(initiative, bo, town):
    stranger = InitiativeFactory().lead

    with pytest.raises(ActionRefused, match="i kommunen"):
        add_financing(initiative, actor=bo, said=own(town, organization=stranger))


def test_same_post_twice_is_one(initiative, bo, town):
    first = add_financing(initiative, actor=bo, said=own(town))

    assert add_financing(initiative, actor=bo, said=own(town)) == first
    assert FinancingItem.objects.count() == 1


@pytest.mark.parametrize("about", ["need", "body", "payer"])
def test_year_has_one_post_of_a_kind_for_each(initiative, bo, town, about):
    posts = {
        "need": said(),
        "body": own(town),
        "payer": said(kind="external", payer="Regionen"),
    }
    add_financing(initiative, actor=bo, said=posts[about])

    with pytest.raises(ValidationError, match="i stället"):
        add_financing(
            initiative, actor=bo, said=Said(**vars(posts[about]) | {"amount_ore": 5 * MKR})
        )


def test_change_keeps_the_former_amount_in_the_history(initiative, bo):
    item = add_financing(initiative, actor=bo, said=said())

    changed = change_financing(item, actor=bo, said=said(amount_ore=12 * MKR), version=1)

    event = AuditEvent.objects.get(action="financing.changed")
    assert (changed.amount_ore, changed.version) == (12 * MKR, 2)
    assert event.data["before"].replace("\N{NO-BREAK SPACE}", " ") == "10 000 000 kr"


def test_two_people_at_once_overwrite_nothing(initiative, bo, erik):
    item = add_financing(initiative, actor=bo, said=said())
    change_financing(item, actor=erik, said=said(amount_ore=12 * MKR), version=1)

    with pytest.raises(EditConflict) as conflict:
        change_financing(item, actor=bo, said=said(amount_ore=11 * MKR), version=1)
    assert conflict.value.theirs.amount_ore == 12 * MKR


def test_removed_post_is_gone_and_stands_in_the_history(initiative, bo):
    item = add_financing(initiative, actor=bo, said=said())

    remove_financing(item, actor=bo)

    assert not FinancingItem.objects.exists()
    assert AuditEvent.objects.filter(action="financing.removed").count() == 1
    with pytest.raises(ActionRefused, match="redan borttagen"):
        remove_financing(item, actor=bo)


def test_database_refuses_money_that_is_nobodys(initiative, bo):
    item = add_financing(initiative, actor=bo, said=said())
    item.kind = "existing"

    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


# --- What it comes to -----------------------------------------------------------------------------


@pytest.fixture
def financed(initiative, bo, town, decision, funding_round):
    """Needs 10; has 1 of its own, 2 granted by the board, 3 from the state, 0.5 in a granted application."""
    add_financing(initiative, actor=bo, said=said())
    add_financing(initiative, actor=bo, said=own(town))
    GrantFactory(round=funding_round, decision=decision, initiative=initiative, granted=2 * MKR)
    state = RoundFactory(source=SourceFactory(owner=town.board, kind="state", frame=9 * MKR))
    GrantFactory(round=state, decision=decision, initiative=initiative, granted=3 * MKR)
    for application_state in (ApplicationState.GRANTED, ApplicationState.SUBMITTED):
        _share(initiative, town, application_state, funding_round)
    return initiative


def _share(initiative, town, state, funding_round):
    application = Application.objects.create(
        round=funding_round,
        initiative=initiative,
        lead=town.participant,
        title="Trygga stråk",
        author=UserFactory(),
        started_at=timezone.now(),
        number=Application.objects.count() + 1,
        submitted_at=timezone.now(),
        cost_ore=MKR,
        financed_ore=MKR,
        applied_ore=MKR // 2,
    )
    ApplicationShare.objects.create(
        application=application,
        organization=town.participant,
        financing=Financing.OWN,
        year=2025,
        amount_ore=MKR // 2,
    )
    Application.objects.filter(pk=application.pk).update(state=state)


def sums(split) -> list:
    return [ore for _label, ore, _approximate in split.figures] + [split.missing]


WANTED = [10 * MKR, 3 * MKR // 2, 2 * MKR, 3 * MKR, 7 * MKR // 2]


def test_split_counts_posts_grants_and_granted_shares_once(financed, disa):
    page = financing_page(financed, disa)

    assert sums(page.total) == WANTED
    assert (len(page.items), len(page.grants), len(page.shares)) == (2, 2, 1)


def test_initiatives_page_counts_the_same_in_two_statements(financed, django_assert_num_queries):
    with django_assert_num_queries(1):
        found, split = money_of(financed, as_of=timezone.localdate())

    grants = financed.grants.select_related("round__source")
    assert (found.granted, sums(count_grants(split, grants))) == (5 * MKR, WANTED)


def test_list_counts_the_same(financed, disa):
    row = next(
        row
        for row in list_financing(initiatives_by_financing(disa), {}).rows
        if row.id == financed.pk
    )

    assert sums(row.split) == WANTED
    assert (
        with_financing(Initiative.objects.filter(pk=financed.pk)).get().missing_ore == 7 * MKR // 2
    )


def test_money_given_back_no_longer_covers(financed, disa):
    grant = financed.grants.first()
    grant.returned_ore = MKR
    grant.save()

    assert financing_page(financed, disa).total.missing == 9 * MKR // 2


def test_without_a_stated_need_nothing_is_said_to_be_missing(initiative, bo, town, disa):
    add_financing(initiative, actor=bo, said=own(town))

    assert financing_page(initiative, disa).total.missing is None


def test_approximate_post_marks_its_figure(initiative, bo, disa):
    add_financing(initiative, actor=bo, said=said(is_approximate=True))

    marks = [mark for _label, _ore, mark in financing_page(initiative, disa).total.figures]
    assert marks == [True, False, False, False]


def test_list_is_narrowed_to_what_lacks_money_or_a_need(financed, disa, bo):
    unknown = InitiativeFactory(programme=financed.programme)
    paid = InitiativeFactory(programme=financed.programme, lead=financed.lead)
    add_financing(paid, actor=bo, said=said(amount_ore=MKR))
    add_financing(paid, actor=bo, said=said(kind="external", payer="Regionen", amount_ore=MKR))

    found = {
        narrowed: set(initiatives_by_financing(disa, narrowed=narrowed))
        for narrowed in ("", "saknas", "okant")
    }
    assert found == {"": {financed, unknown, paid}, "saknas": {financed}, "okant": {unknown}}
