"""The caller's own key for a write that must count once."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

LONGEST_KEY = 80
KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    required=True,
    description="Your own key for this write: sent again with the same values, it counts once.",
)


def key_of(request) -> str:
    """The key in the request's header, made the caller's own so that two callers never share one."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise serializers.ValidationError(
            {"Idempotency-Key": [_("Skicka en egen nyckel på högst 80 tecken.")]}
        )
    return f"api-{request.user.pk}-{key}"
