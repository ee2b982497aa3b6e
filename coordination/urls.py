"""Addresses. Upper applications are included by string only; paths are Swedish, names English."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("coordination.page_urls")),
    path("administration/", include("coordination.administration_urls")),
    path("", include("initiatives.urls")),
    path("", include("funding.urls")),
    path("", include("evaluation.urls")),
    path("api/v1/", include("coordination.api.urls")),
    path("api/v1/", include("initiatives.api.urls")),
    path("api/v1/", include("funding.api.urls")),
    path("api/v1/", include("evaluation.api.urls")),
    path("konto/", include("allauth.urls")),
    # on the sign-in page too one may change the language
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("forvaltning/", admin.site.urls),
]

handler400 = "coordination.views.errors.bad_request"
