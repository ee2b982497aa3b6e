"""A matter's dossier as a file."""

import tempfile

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from coordination.domain.queries.document import dossier_of
from coordination.exports.dossier import write_dossier
from coordination.models import Matter

IN_MEMORY = 5 * 1024 * 1024  # a larger dossier is written to disk, and sent from there


@require_safe
def dossier(request, pk):
    """All documents of the matter that the reader may see, in one ZIP."""
    matter = get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("organization"), pk=pk
    )
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write_dossier(matter, dossier_of(matter, request.user), target)
    target.seek(0)
    response = FileResponse(
        target, as_attachment=True, filename=f"Akt {matter.registry_number}.zip".replace("/", "-")
    )
    patch_cache_control(response, private=True, no_store=True)
    return response
