"""The form in which a referral is written, and those that end it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coordination.domain.queries.referral import (
    askable_bodies,
    askable_in,
    matters_of,
    senders_of,
    usual_sender,
)
from coordination.enums import OrganizationKind
from coordination.forms.consultee import DueDayField, reason_field
from coordination.forms.rules import RuleForm, SeenField
from coordination.forms.text import LineField, RichTextField
from coordination.models import Matter, Organization

MATTERS_OFFERED = 200
GROUPS = (
    (
        _("Nämnder och styrelser"),
        {
            OrganizationKind.EXECUTIVE_BOARD,
            OrganizationKind.COMMITTEE,
            OrganizationKind.SUBCOMMITTEE,
        },
    ),
    (_("Stadsdelsnämnder"), {OrganizationKind.DISTRICT_COMMITTEE}),
    (_("Förvaltningar"), {OrganizationKind.ADMINISTRATION}),
    (_("Kommunala bolag"), {OrganizationKind.MUNICIPAL_COMPANY}),
)
OTHERS = _("Utanför kommunen")


@dataclass(frozen=True)
class BodyRow:
    """One body that can be asked: its box to tick, and its own day if it has one."""

    body: Organization
    ask: BoundField
    day: BoundField


class ReferralForm(RuleForm):
    """What is asked, by when, of whom. Each body has a box to tick and may have a day of its own."""

    field_of = {"day_has_been": "due_on", "after_our_own": "due_on"}

    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        help_text=_("Det som remissen ska heta överallt, till exempel ”Kraftsamlande insatser”."),
        error_messages={"required": _("Skriv en rubrik.")},
    )
    question = LineField(
        label=_("Vad ska svaret handla om?"),
        what=_("Det som svaret ska handla om"),
        limit=5000,
        widget=forms.Textarea,
        help_text=_("Skriv det ni vill ha svar på, gärna som frågor. Det står först i brevet."),
        error_messages={
            "required": _("Skriv vad svaret ska handla om. Det kräver förvaltningslagen.")
        },
    )
    due_on = DueDayField(
        label=_("Svara senast"),
        help_text=_("Gäller alla som inte får en egen dag här nedanför."),
        error_messages={"required": _("Välj vilken dag ni behöver svaren.")},
    )
    background = RichTextField(
        label=_("Bakgrund"),
        required=False,
        help_text=_("Det som den som svarar behöver veta. Du kan klistra in från Word."),
    )

    def __init__(self, *args, bodies, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["due_on"].today = today
        self.bodies = list(bodies)
        for body in self.bodies:
            label = _now("Egen dag för %(body)s") % {"body": body.name}
            self.fields[f"ask_{body.pk}"] = forms.BooleanField(label=body.name, required=False)
            self.fields[f"day_{body.pk}"] = DueDayField(
                label=label,
                required=False,
                today=today,
                widget=forms.DateInput(attrs={"aria-label": label}),
            )

    def clean(self):
        values = super().clean()
        values["consultees"] = {}
        for body in self.bodies:
            asked, day = values.pop(f"ask_{body.pk}", False), values.pop(f"day_{body.pk}", None)
            if asked:
                values["consultees"][body] = day
            elif day:
                self.add_error(
                    f"ask_{body.pk}",
                    _now(
                        "%(body)s har en egen dag men är inte ikryssad. Kryssa i rutan eller ta bort dagen."
                    )
                    % {"body": body.name},
                )
        return values

    def groups(self) -> Iterator[tuple[str, list[BodyRow]]]:
        """The bodies by form, in the order in which they are usually asked; empty groups left out."""
        left = [BodyRow(b, self[f"ask_{b.pk}"], self[f"day_{b.pk}"]) for b in self.bodies]
        for title, kinds in GROUPS:
            rows = [row for row in left if row.body.kind in kinds]
            left = [row for row in left if row.body.kind not in kinds]
            if rows:
                yield str(title), rows
        if left:
            yield str(OTHERS), left


class NewReferralForm(ReferralForm):
    """A referral that does not exist yet: also in which matter, and on whose behalf."""

    matter = forms.ModelChoiceField(
        Matter.objects.none(),
        label=_("Ärende"),
        empty_label=_("Välj ärende"),
        error_messages={
            "required": _("Välj vilket ärende remissen hör till."),
            "invalid_choice": _("Du kan inte skicka remisser i det ärendet. Välj ett annat."),
        },
    )
    sender = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Avsändare"),
        empty_label=None,
        error_messages={
            "required": _("Välj vem som skickar remissen."),
            "invalid_choice": _("Du kan inte skicka remisser för dem. Välj en annan avsändare."),
        },
    )
    field_order = ["matter", "sender", "title", "question", "due_on", "background"]

    def __init__(self, *args, user, today, **kwargs):
        bodies = askable_bodies(user, today=today)
        super().__init__(*args, bodies=bodies, today=today, **kwargs)
        matters = self.fields["matter"].queryset = matters_of(user)
        self.fields["sender"].queryset = senders_of(user, today=today)
        offered = [(matter.pk, str(matter)) for matter in matters[:MATTERS_OFFERED]]
        self.fields["matter"].widget.choices = [("", _("Välj ärende")), *offered]
        self.initial.setdefault("sender", usual_sender(user, today=today))

    def clean(self):
        values = super().clean()
        if self.bodies and not values["consultees"] and not self._some_box_has_error():
            _title, rows = next(self.groups())
            self.add_error(f"ask_{rows[0].body.pk}", _now("Kryssa i minst en att fråga."))
        return values

    def _some_box_has_error(self) -> bool:
        return any(name.startswith(("ask_", "day_")) for name in self.errors)


class DraftForm(ReferralForm):
    """A draft that is changed; ``version`` tells whether somebody else saved meanwhile."""

    version = SeenField()

    def __init__(self, *args, referral, today, **kwargs):
        bodies = askable_in(referral, today=today)
        super().__init__(*args, bodies=bodies, today=today, **kwargs)

    @staticmethod
    def initial_of(referral) -> dict:
        """The draft as the form shows it; a body's own day only when it differs. One statement."""
        initial = {
            "title": referral.title,
            "question": referral.question,
            "due_on": referral.due_on,
            "background": referral.background,
            "version": referral.version,
        }
        for consultee in referral.consultees.all():
            initial[f"ask_{consultee.organization_id}"] = True
            if consultee.due_on != referral.due_on:
                initial[f"day_{consultee.organization_id}"] = consultee.due_on
        return initial

    def save_over(self, theirs):
        """Keep what was typed, and let the writer save it knowing what somebody else saved."""
        self.data = self.data.copy()
        self.data["version"] = theirs.version


class ReopenForm(RuleForm):
    """Why answers are waited for again."""

    reason = reason_field(
        _("Varför öppnas remissen igen?"),
        what=_("Skälet"),
        limit=2000,
        required=_("Skriv varför remissen öppnas igen. Skälet står kvar i historiken."),
        help_text=_("Skälet står kvar i historiken."),
    )


class RecallForm(RuleForm):
    """Why a referral is taken back."""

    reason = reason_field(
        _("Varför återkallas remissen?"),
        what=_("Skälet"),
        limit=2000,
        required=_("Skriv varför remissen återkallas. Alla som fick den får läsa skälet."),
        help_text=_("Alla som fick remissen får läsa skälet i ett brev."),
    )
