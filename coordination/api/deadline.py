"""Everything with a date."""

from django.utils import timezone
from django_filters import CharFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter, since, until
from coordination.api.shapes import MatterNumber, OrganizationName, Row
from coordination.models import Deadline


class DeadlineRow(Row):
    """A date that a role in a body must keep: what, when, why, and when it was done."""

    organization = OrganizationName()
    matter = MatterNumber()

    class Meta:
        model = Deadline
        fields = [
            *(
                "id",
                "kind",
                "title",
                "organization",
                "role",
                "matter",
                "subject_type",
                "subject_id",
            ),
            *("due_on", "rule", "created_at", "done_at", "done_by"),
        ]


class DeadlineFilter(ApiFilter):
    """Deadlines by who owns them, by matter and by day."""

    organization = IdFilter()
    matter = IdFilter()
    kind = CharFilter(max_length=40)
    due_since = since("due_on")
    due_until = until("due_on")
    is_open = FlagFilter("done_at", "isnull")
    is_overdue = FlagFilter(method="overdue")

    def overdue(self, deadlines, name, wanted):
        late = Deadline.objects.overdue(timezone.localdate()).values("pk")
        return deadlines.filter(pk__in=late) if wanted else deadlines.exclude(pk__in=late)


class DeadlineViewSet(VisibleViewSet):
    """Deadlines of the caller's bodies and of matters that the caller may see."""

    model = Deadline
    serializer_class = DeadlineRow
    related = ("organization", "matter")
    filterset_class = DeadlineFilter
