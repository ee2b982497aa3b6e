"""A matter's dossier as a file."""

import tempfile
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from coordination.exports.dossier import write_dossier
from coordination.exports.dossier_papers import papers_of
from coordination.models import Matter

IN_MEMORY = 5 * 1024 * 1024  # a larger dossier is written to disk, and sent from there
PIECE = 64 * 1024


@require_safe
def dossier(request, pk):
    """All papers of the matter that the reader may see, in one ZIP."""
    matter = get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("organization"), pk=pk
    )
    papers = papers_of(matter, request.user)
    response = StreamingHttpResponse(_pieces(matter, papers), content_type="application/zip")
    name = f"Akt {matter.registry_number}.zip".replace("/", "-")
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    patch_cache_control(response, private=True, no_store=True)
    return response


def _pieces(matter, papers) -> Iterator[bytes]:
    """Write the dossier when the first piece is asked for, and throw it away after the last."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as target:
        write_dossier(matter, papers, target)
        target.seek(0)
        while piece := target.read(PIECE):
            yield piece
