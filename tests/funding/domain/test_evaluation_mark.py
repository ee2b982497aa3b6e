"""Spending on evaluation: who says so, what it comes to, and the rows behind the figure (S-52)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent
from funding.domain.entry import record_forecast, record_spending
from funding.domain.evaluation_mark import mark_evaluation, unmark_evaluation
from funding.domain.queries.evaluation_share import evaluation_shares
from funding.domain.reversal import reverse_entry
from funding.models import EvaluationMark
from tests.funding.helpers import MKR, report

NYCKELTAL = "/pengar/nyckeltal/"


@pytest.fixture
def spent(grant, erik, now):
    """Three hundred thousand in use, of it one hundred for an evaluator."""
    record_spending(grant, actor=erik, now=now, **report(amount_ore=MKR // 5))
    return record_spending(grant, actor=erik, now=now, **report(document="Utvärderarens faktura"))


def figures(user):
    return [(row.name, row.used_ore, row.evaluation_ore) for row in evaluation_shares(user)]


def test_share_is_counted_in_all_and_per_round(spent, erik):
    mark_evaluation(spent, actor=erik)

    used, part = 3 * MKR // 10, MKR // 10
    assert figures(erik) == [("Alla omgångar", used, part), ("Våren 2025", used, part)]
    assert evaluation_shares(erik)[0].percent == Decimal("33.3")


def test_marked_twice_is_one_mark_and_one_event(spent, erik):
    assert mark_evaluation(spent, actor=erik) == mark_evaluation(spent, actor=erik)
    assert AuditEvent.objects.filter(action="evaluation.marked").count() == 1


def test_taken_away_it_no_longer_counts_and_history_says_so(spent, erik):
    mark_evaluation(spent, actor=erik)

    unmark_evaluation(spent, actor=erik)

    assert figures(erik) == [("Alla omgångar", 3 * MKR // 10, 0)]
    assert AuditEvent.objects.filter(action="evaluation.unmarked").count() == 1


def test_row_taken_back_takes_its_evaluation_back(spent, erik, now):
    mark_evaluation(spent, actor=erik)

    reverse_entry(spent, actor=erik, reason="Fel projekt", now=now)

    assert figures(erik)[0] == ("Alla omgångar", MKR // 5, 0)


@pytest.mark.parametrize("change", [mark_evaluation, unmark_evaluation])
def test_others_may_not_say(spent, lars, change):
    with pytest.raises(PermissionDenied):
        change(spent, actor=lars)

    assert EvaluationMark.objects.count() == 0


def test_forecast_is_not_spending(grant, erik, now):
    row = record_forecast(grant, actor=erik, now=now, **report())

    with pytest.raises(ActionRefused) as refused:
        mark_evaluation(row, actor=erik)

    assert refused.value.code == "not_spending"


def test_nothing_used_has_no_share(grant, erik):
    assert evaluation_shares(erik) == []


def test_figure_opens_the_rows_behind_it(client, spent, erik):
    client.force_login(erik)
    client.post(f"/pengar/bok/{spent.pk}/utvardering/", {"val": "ja"})

    shown = client.get(NYCKELTAL)
    rows = client.get(shown.context["evaluation"][0].url)

    assert "33,3" in shown.content.decode()
    assert [row.entry for row in rows.context["rows"]] == [spent]
    assert rows.context["sum"].ore == MKR // 10


def test_page_takes_the_mark_away(client, spent, erik):
    mark_evaluation(spent, actor=erik)
    client.force_login(erik)

    client.post(f"/pengar/bok/{spent.pk}/utvardering/", {"val": "nej"})

    assert EvaluationMark.objects.count() == 0


def test_page_is_refused_to_others(client, spent, lars, oskar):
    client.force_login(oskar)
    assert client.get(f"/pengar/bok/{spent.pk}/utvardering/").status_code == 200
    client.force_login(lars)
    assert client.get(f"/pengar/bok/{spent.pk}/utvardering/").status_code in {403, 404}
