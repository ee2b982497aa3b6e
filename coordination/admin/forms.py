"""Forms of the stock administration whose rules are the domain's."""

from django import forms

from coordination.domain.meeting import refuse_changed_meeting, validate_meeting
from coordination.models import Meeting


class MeetingForm(forms.ModelForm):
    """A meeting, within the rules that the calendar's own pages have."""

    class Meta:
        model = Meeting
        fields = ["organization", "held_on", "starts_at", "papers_due_on", "note"]

    def clean(self):
        """What ``move_meeting`` would refuse is refused here, above the form."""
        values = super().clean()
        if self.errors:
            return values
        validate_meeting(**{name: values[name] for name in ("held_on", "papers_due_on", "note")})
        if self.instance.pk:
            stored = Meeting.objects.select_related("organization").get(pk=self.instance.pk)
            refuse_changed_meeting(stored, **values)
        return values
