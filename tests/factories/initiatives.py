"""Factories of programmes and initiatives."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from initiatives import enums, models
from tests.factories.coordination import AreaFactory, MatterFactory, OrganizationFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = models.Programme

    matter = factory.SubFactory(MatterFactory)
    name = factory.Sequence(lambda n: f"Program {n}")
    aim = "Fler unga ska må bra."
    goal = "Andelen unga som arbetar eller studerar ska öka."
    starts_on = date(2025, 1, 1)
    lead = factory.SelfAttribute("matter.organization")
    convener = factory.SelfAttribute("matter.organization")


class ProgrammeAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.ProgrammeArea

    programme = factory.SubFactory(ProgrammeFactory)
    area = factory.SubFactory(AreaFactory)
    since = date(2025, 1, 1)


class InitiativeFactory(DjangoModelFactory):
    """A planned initiative whose lead takes part, as ``propose_initiative`` leaves it."""

    class Meta:
        model = models.Initiative
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Insats {n}")
    summary = "Sommarjobb som leder vidare."
    lead = factory.SubFactory(OrganizationFactory)
    starts_on = date(2025, 3, 1)

    @factory.post_generation
    def lead_takes_part(self, create, extracted, **kwargs):
        ParticipationFactory(
            initiative=self, organization=self.lead, role=enums.ParticipationRole.LEAD
        )


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = models.Participation

    initiative = factory.SubFactory(InitiativeFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = enums.ParticipationRole.CONTRIBUTES
    since = date(2025, 3, 1)
