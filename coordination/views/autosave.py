"""A text saved in the background, while it is written; answered for static/js/autosave.js."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.exceptions import EditConflict

HEADER = "X-Autosave"


def is_autosave(request) -> bool:
    return request.method == "POST" and HEADER in request.headers


def autosave(form, save: Callable, *, closed):
    """Save what the form holds: 200 with the new version, else why not. Nothing is overwritten.

    ``save`` takes the form's values and gives what was saved, with ``version`` and ``updated_at``;
    ``closed`` says that the writer may not write there any more.
    """
    try:
        if not form.carries_out(save):
            return _refused(_reasons(form), status=400)
    except EditConflict:
        return _refused(_("Någon annan sparade medan du skrev."), status=409)
    except PermissionDenied:
        return _refused(closed, status=403)
    at = timezone.localtime(form.result.updated_at)
    saved = _("Sparat %(time)s") % {"time": date_format(at, "H.i")}
    return JsonResponse({"version": form.result.version, "message": saved})


def _reasons(form) -> str:
    return " ".join(error for errors in form.errors.values() for error in errors)


def _refused(why, *, status):
    message = _("Inte sparat: %(why)s") % {"why": why}
    return JsonResponse({"message": message}, status=status)
