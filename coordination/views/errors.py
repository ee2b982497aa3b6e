"""What is shown instead of a page when the request itself could not be taken in."""

from django.core.exceptions import RequestDataTooBig
from django.http import UnreadablePostError
from django.shortcuts import render
from django.views.defaults import bad_request as plain_bad_request

from coordination.middleware import page_to_return_to, sign_in_again

CHUNK = 64 * 1024
READ_ON = 64 * 1024 * 1024


def bad_request(request, exception):
    """A request that was too large says so, and that nothing was saved; others get the plain page."""
    if not isinstance(exception, RequestDataTooBig):
        return plain_bad_request(request, exception)
    _read_on(request)
    return render(request, "413.html", status=413)


def csrf_failure(request, reason=""):
    """A form whose cookie is gone: who has lost the session too signs in, and is back on its page.

    Others are shown the way to the page. Sign-in itself must not lead to itself.
    """
    needs_session = getattr(request.resolver_match.func, "login_required", True)
    if needs_session and not request.user.is_authenticated:
        return sign_in_again(request)
    return render(request, "403_csrf.html", {"before": page_to_return_to(request)}, status=403)


def _read_on(request):
    """Take the rest in and forget it: a browser cut off while sending shows its own error instead."""
    left = READ_ON
    try:
        while left > 0 and (chunk := request.read(CHUNK)):
            left -= len(chunk)
    except UnreadablePostError:  # the sender has hung up: nobody is waiting for the page
        return
