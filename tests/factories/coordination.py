"""Factories of the kernel's nouns."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from coordination import enums, models

PASSWORD = "ett långt lösenord för test"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person

    given_name = factory.Sequence(lambda n: f"Person{n}")
    family_name = "Testsson"
    email = factory.Sequence(lambda n: f"person{n}@kommun.example")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    email = factory.SelfAttribute("person.email")
    password = factory.django.Password(PASSWORD)


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organization

    name = factory.Sequence(lambda n: f"Nämnd {n}")
    kind = enums.OrganizationKind.COMMITTEE
    registry_prefix = factory.Sequence(lambda n: f"N{n}")


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = models.Seat

    organization = factory.SubFactory(OrganizationFactory)
    role = enums.Role.MEMBER


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    person = factory.SubFactory(PersonFactory)
    seat = factory.SubFactory(SeatFactory)
    valid_from = date(2023, 1, 1)


class MatterFactory(DjangoModelFactory):
    class Meta:
        model = models.Matter

    organization = factory.SubFactory(OrganizationFactory)
    registry_number = factory.Sequence(lambda n: f"KS-2024-{n}")
    title = "Kraftsamlande insatser"
    opened_on = date(2024, 9, 27)


class MatterPartyFactory(DjangoModelFactory):
    class Meta:
        model = models.MatterParty

    matter = factory.SubFactory(MatterFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = enums.PartyRole.CONTRIBUTING
    since = date(2024, 9, 27)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    matter = factory.SubFactory(MatterFactory)
    body = factory.SelfAttribute("matter.organization")
    decided_on = date(2024, 9, 26)
    paragraph = factory.Sequence(lambda n: n + 1)
    title = "Uppdrag att samordna"
    text = "Uppdraget ges."


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = models.Area

    name = factory.Sequence(lambda n: f"Område {n}")
    kind = enums.AreaKind.FOCUS_AREA
    municipality = factory.SubFactory(OrganizationFactory, kind=enums.OrganizationKind.MUNICIPALITY)


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = models.Referral

    matter = factory.SubFactory(MatterFactory)
    sender = factory.SelfAttribute("matter.organization")
    title = "Kraftsamlande insatser"
    question = "Vad anser nämnden om förslaget?"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class ConsulteeFactory(DjangoModelFactory):
    class Meta:
        model = models.Consultee

    referral = factory.SubFactory(
        ReferralFactory, state=enums.ReferralState.SENT, sent_at=factory.LazyFunction(timezone.now)
    )
    organization = factory.SubFactory(OrganizationFactory)
    due_on = factory.SelfAttribute("referral.due_on")


class StatementFactory(DjangoModelFactory):
    """A draft with both sections written; its consultee has started."""

    class Meta:
        model = models.Statement
        skip_postgeneration_save = True

    consultee = factory.SubFactory(ConsulteeFactory, state=enums.ConsulteeState.STARTED)
    matter = factory.SubFactory(
        MatterFactory, organization=factory.SelfAttribute("..consultee.organization")
    )
    title = "Yttrande över Kraftsamlande insatser"

    @factory.post_generation
    def sections(self, create, texts, **kwargs):
        for kind, html in (
            texts or {"summary": "<p>Nämnden tillstyrker.</p>", "body": "<p>Skälen.</p>"}
        ).items():
            models.StatementSection.objects.create(statement=self, kind=kind, html=html)


class DeadlineFactory(DjangoModelFactory):
    class Meta:
        model = models.Deadline

    kind = "statement"
    title = "Yttrande över Kraftsamlande insatser"
    organization = factory.SubFactory(OrganizationFactory)
    subject_type = "consultee"
    subject_id = factory.Sequence(lambda n: n + 1)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class OutgoingMessageFactory(DjangoModelFactory):
    class Meta:
        model = models.OutgoingMessage

    dedupe_key = factory.Sequence(lambda n: f"test:{n}")
    kind = "test"
    person = factory.SubFactory(PersonFactory)
    to_email = factory.SelfAttribute("person.email")
    subject = "Hej"
    text = "Hej!"
    next_attempt_at = factory.LazyFunction(timezone.now)
