"""The API's schema and its pages to browse, for those who are signed in."""

from django.contrib.auth.decorators import login_required
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated

schema = SpectacularAPIView.as_view(permission_classes=[IsAuthenticated])
docs = login_required(
    SpectacularSwaggerSplitView.as_view(
        url_name="api-schema", template_name="coordination/api/docs.html"
    )
)
