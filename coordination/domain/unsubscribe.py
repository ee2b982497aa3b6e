"""The signed address in a letter that turns such letters off, in its head and at its foot."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from coordination.models import OutgoingMessage

# Without a time in it: the letter is the same however often it is tried.
_signer = signing.Signer(salt="coordination.unsubscribe")


def unsubscribe_address(name) -> str:
    """The address in a letter that turns such letters off (RFC 8058), by the letter's ``dedupe_key``."""
    token = _signer.sign_object(name)
    return settings.BASE_URL + reverse("coordination:unsubscribe", args=[token])


def letter_of(token) -> OutgoingMessage | None:
    """The letter that a token in an address stands for; None when it was tampered with."""
    try:
        name = _signer.unsign_object(token)
    except signing.BadSignature:
        return None
    letters = OutgoingMessage.objects.filter(may_unsubscribe=True, person__isnull=False)
    return letters.select_related("person").filter(dedupe_key=name).first()
