"""The lines of a decision on applications: each gets an amount, or a refusal with its reason."""

from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import OurForm
from funding.domain.grant import Award, Rejection
from funding.forms.fields import AmountField, PlainTextField


class ApplicationLineForm(OurForm):
    """One application: what it is granted, or why it is refused; both empty, it waits."""

    amount_ore = AmountField(label=_("Beviljat belopp"), required=False)
    reason = PlainTextField(label=_("Skäl vid avslag"), limit=1000, required=False)

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application

    @property
    def granted_ore(self) -> int | None:
        """The amount as it stands in the form: typed, or filled in beforehand."""
        if not self.is_bound:
            return self.initial["amount_ore"]
        return getattr(self, "cleaned_data", {}).get("amount_ore")

    def clean(self):
        """An application is granted or refused, not both."""
        said = super().clean()
        if said.get("amount_ore") is not None and said.get("reason"):
            self.add_error("reason", _("Ta bort skälet, eller beloppet om det är ett avslag."))
        return said


class ApplicationLines:
    """A form for each application that waits for a decision, filled in as the table was ticked.

    ``reasons`` are the refusals that the table already knows; whoever decides may change them.
    """

    def __init__(self, data, *, applications, ticked, reasons):
        self.forms = [
            ApplicationLineForm(
                data,
                application=each,
                prefix=f"ansokan-{each.pk}",
                initial={
                    "amount_ore": each.applied_ore if each.pk in ticked else None,
                    "reason": reasons.get(each.pk, ""),
                },
            )
            for each in applications
        ]

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self) -> bool:
        wrong = [form for form in self.forms if not form.is_valid()]  # every line says what is
        return not wrong

    @property
    def total_ore(self) -> int:
        """What the amounts make up together, those that could be read."""
        return sum(form.granted_ore or 0 for form in self.forms)

    def awards(self) -> list[Award]:
        return [
            Award.of(form.application, amount_ore=form.cleaned_data["amount_ore"])
            for form in self.forms
            if form.cleaned_data["amount_ore"] is not None
        ]

    def rejections(self) -> list[Rejection]:
        return [
            Rejection.of(form.application, reason=form.cleaned_data["reason"])
            for form in self.forms
            if form.cleaned_data["reason"]
        ]
