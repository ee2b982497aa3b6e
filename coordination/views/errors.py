"""What is shown instead of a page when the request itself could not be taken in."""

from django.core.exceptions import RequestDataTooBig
from django.http import UnreadablePostError
from django.shortcuts import render
from django.views.defaults import bad_request as plain_bad_request

CHUNK = 64 * 1024
READ_ON = 64 * 1024 * 1024


def bad_request(request, exception):
    """A request that was too large says so, and that nothing was saved; others get the plain page."""
    if not isinstance(exception, RequestDataTooBig):
        return plain_bad_request(request, exception)
    _read_on(request)
    return render(request, "413.html", status=413)


def _read_on(request):
    """Take the rest in and forget it: a browser cut off while sending shows its own error instead."""
    left = READ_ON
    try:
        while left > 0 and (chunk := request.read(CHUNK)):
            left -= len(chunk)
    except UnreadablePostError:  # the sender has hung up: nobody is waiting for the page
        return
