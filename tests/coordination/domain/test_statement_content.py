"""The fingerprint of a statement's text: the same for the same words, another for any other."""

import pytest

from coordination.domain.statement_content import content_of
from coordination.models import Statement


def test_same_text_has_the_same_fingerprint(written):
    assert content_of(written).fingerprint == content_of(Statement.objects.get()).fingerprint


@pytest.mark.parametrize(
    "change",
    [
        lambda s: Statement.objects.update(title="Annan"),
        lambda s: s.sections.filter(kind="summary").update(html="<p>Annan.</p>"),
        lambda s: s.requests.filter(position=2).update(when="2026"),
        lambda s: s.requests.filter(position=2).update(position=3),
        lambda s: s.requests.filter(position=1).update(addressee=s.consultee.organization),
        lambda s: s.opinions.update(kind="reservation"),
        lambda s: s.opinions.get().signers.filter(concurs=False, position=0).update(position=5),
        lambda s: s.opinions.get().signers.filter(concurs=False, position=1).update(concurs=True),
    ],
    ids=["title", "text", "when", "order", "addressee", "kind", "order of signing", "concurring"],
)
def test_any_change_gives_another_fingerprint(written, change):
    before = content_of(written).fingerprint

    change(written)

    assert content_of(Statement.objects.get()).fingerprint != before


def test_stance_is_recorded_with_the_adoption_and_not_in_the_text(written):
    before = content_of(written).fingerprint

    Statement.objects.update(stance="endorses")

    assert content_of(Statement.objects.get()).fingerprint == before


def test_reading_costs_three_statements(written, django_assert_num_queries):
    with django_assert_num_queries(3):
        content_of(written)
