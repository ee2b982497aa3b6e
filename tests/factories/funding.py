"""Factories of money: each leaves the ledger and the sums beside it in agreement."""

from datetime import date, datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from funding import enums, models
from funding.domain.budget import ROWS, years_of
from funding.domain.ledger import Origin, Posting, post
from funding.domain.priority import Candidate, sort_key
from tests.factories.coordination import DecisionFactory, OrganizationFactory, UserFactory

MKR = 100_000_000
LONG_AGO = timezone.make_aware(datetime(2025, 1, 7, 9, 0))  # noqa: DTZ001  (made aware here)


class SourceFactory(DjangoModelFactory):
    """A source with a frame of ten million kronor unless told otherwise: ``frame=…`` in öre."""

    class Meta:
        model = models.Source
        skip_postgeneration_save = True

    owner = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Gemensamma medel {n}")
    year = 2025
    kind = enums.SourceKind.CENTRAL
    use = enums.MoneyUse.OPERATING
    basis = "Budget 2025"

    @factory.post_generation
    def frame(self, create, frame_ore, **kwargs):
        EntryFactory(
            kind=enums.EntryKind.FRAME,
            funding_source=self,
            round=None,
            grant=None,
            amount_ore=frame_ore or 10 * MKR,
        )
        self.refresh_from_db()


class RoundFactory(DjangoModelFactory):
    """A round whose time to apply is out: what is decided can be entered."""

    class Meta:
        model = models.Round

    source = factory.SubFactory(SourceFactory)
    name = factory.Sequence(lambda n: f"Omgång {n}")
    opens_on = date(2025, 1, 15)
    closes_on = date(2025, 2, 15)
    state = enums.RoundState.CLOSED


class GrantFactory(DjangoModelFactory):
    """A grant of one million kronor, or ``granted=…`` in öre, under a financed decision."""

    class Meta:
        model = models.Grant
        skip_postgeneration_save = True

    round = factory.SubFactory(
        RoundFactory, state=enums.RoundState.DECIDED, decided_on=date(2025, 3, 5)
    )
    title = factory.Sequence(lambda n: f"Projekt {n}")
    recipient = factory.SubFactory(OrganizationFactory)
    decision = factory.SubFactory(
        DecisionFactory,
        matter__organization=factory.SelfAttribute("...round.source.owner"),
        decided_on=date(2025, 3, 5),
        title="Fördelning av medel",
        financing="Ryms i budgeten för 2025.",
    )

    @factory.post_generation
    def granted(self, create, granted_ore, **kwargs):
        EntryFactory(kind=enums.EntryKind.GRANTED, grant=self, amount_ore=granted_ore or MKR)
        self.refresh_from_db()


class EntryFactory(factory.Factory):
    """A row in the ledger, added the only way there is."""

    class Meta:
        model = models.LedgerEntry

    kind = enums.EntryKind.USED
    grant = None
    round = factory.LazyAttribute(lambda row: row.grant and row.grant.round)
    funding_source = factory.LazyAttribute(lambda row: row.round.source)
    decision = factory.LazyAttribute(lambda row: row.grant and row.grant.decision)
    amount_ore = MKR // 10
    booked_on = date(2025, 3, 5)
    document = factory.Sequence(lambda n: f"Faktura {n}")
    actor = factory.SubFactory(UserFactory)
    recorded_at = LONG_AGO
    source_id = factory.Sequence(lambda n: f"factory-{n}")

    @classmethod
    def _create(cls, model_class, *args, actor, recorded_at, source_id, **said):
        return post(
            Posting(**said), origin=Origin("test", source_id, ""), actor=actor, now=recorded_at
        )


class BudgetFactory(DjangoModelFactory):
    """A draft of a budget: a million out each year, nothing in; nothing is invested."""

    class Meta:
        model = models.BudgetTable
        skip_postgeneration_save = True

    owner = factory.SubFactory(OrganizationFactory)
    first_year = 2026

    @factory.post_generation
    def lines(self, create, extracted, **kwargs):
        for use, side in ROWS:
            for year in years_of(self.first_year):
                is_cost = (use, side) == (enums.MoneyUse.OPERATING, enums.BudgetSide.OUT)
                self.lines.create(use=use, side=side, year=year, amount_ore=MKR if is_cost else 0)


class ApplicationFactory(DjangoModelFactory):
    """A submitted application by its lead alone, ranked by its number: one million kronor."""

    class Meta:
        model = models.Application
        skip_postgeneration_save = True

    round = factory.SubFactory(RoundFactory)
    lead = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"Ansökan {n}")
    summary = "Belysning och siktröjning."
    cost_ore = MKR
    applied_ore = MKR
    financed_ore = MKR
    number = factory.Sequence(lambda n: n + 1)
    submitted_at = LONG_AGO
    started_at = LONG_AGO
    author = factory.SubFactory(UserFactory)

    @factory.post_generation
    def submitted(self, create, judged, **kwargs):
        """The bodies stand beside a draft; only then is it submitted."""
        self.bodies.create(organization=self.lead, takes_part=True, contribution="Bygger")
        candidate = Candidate(self.number, True if judged else None, 1, 1)
        self.state, self.sort_key = enums.ApplicationState.SUBMITTED, sort_key(candidate, {})
        self.save()
