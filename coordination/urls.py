"""Addresses. Upper applications are included by string only; paths are Swedish, names English."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("coordination.page_urls")),
    path("", include("initiatives.urls")),
    path("", include("funding.urls")),
    path("", include("evaluation.urls")),
    path("api/v1/", include("coordination.api.urls")),
    path("api/v1/", include("initiatives.api.urls")),
    path("api/v1/", include("funding.api.urls")),
    path("api/v1/", include("evaluation.api.urls")),
    path("konto/", include("allauth.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
    path("forvaltning/", admin.site.urls),
]
