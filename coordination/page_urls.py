"""The kernel's pages: one block to a noun."""

from django.urls import path

from coordination.views import about

app_name = "coordination"

urlpatterns = [
    # about Kraftsam itself
    path("hjalp/", about.help_page, name="help"),
    path("tillganglighet/", about.accessibility, name="accessibility"),
    path("ordlista/", about.glossary, name="glossary"),
    path("komponenter/", about.components, name="components"),
]
