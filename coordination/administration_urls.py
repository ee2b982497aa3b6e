"""The administration's pages."""

from django.urls import path

from coordination.views import administration

app_name = "administration"

urlpatterns = [
    path("", administration.administration, name="administration"),
    path("personer/", administration.people, name="people"),
    path("konton/nytt/", administration.invite, name="invite"),
    path("konton/<int:user_pk>/stang/", administration.close, name="close_account"),
    path("konton/<int:user_pk>/oppna/", administration.reopen, name="reopen_account"),
    path("revisionsspar/", administration.trail, name="trail"),
]
