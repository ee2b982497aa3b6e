"""Links to what else one may see: a grant is shown to its recipient, its matter may not be."""

from django.urls import reverse


def link_to(obj, user, url_name) -> str:
    """The address of an object's page, or nothing when there is no object or the reader may not see it."""
    if obj is None or not type(obj).objects.visible_to(user).filter(pk=obj.pk).exists():
        return ""
    return reverse(url_name, args=[obj.pk])


def visible_ids(model, ids, user) -> set[int]:
    """Which of many objects the reader may see. One statement, none when there are none."""
    if not ids:
        return set()
    return set(model.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
