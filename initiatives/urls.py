"""Pages: Programmes and the joint initiatives in them."""

from django.urls import path

from initiatives.views import initiative, initiative_state, participation, programme
from initiatives.views import programme_parts as parts

app_name = "initiatives"

urlpatterns = [
    # programmes
    path("program/", programme.programmes, name="programmes"),
    path("program/nytt/", programme.programme_new, name="programme_new"),
    path("program/<int:pk>/", programme.programme, name="programme"),
    path("program/<int:pk>/redigera/", programme.programme_edit, name="programme_edit"),
    path("program/<int:pk>/starta/", programme.programme_start, name="programme_start"),
    path("program/<int:pk>/avsluta/", programme.programme_end, name="programme_end"),
    path("program/<int:pk>/historik/", programme.programme_history, name="programme_history"),
    # what belongs to a programme
    path(
        "program/<int:pk>/insatser/", initiative.programme_initiatives, name="programme_initiatives"
    ),
    path("program/<int:pk>/medverkande/", parts.programme_parties, name="programme_parties"),
    path(
        "program/<int:pk>/medverkande/<int:party_pk>/ta-bort/",
        parts.programme_party_remove,
        name="programme_party_remove",
    ),
    path("program/<int:pk>/omraden/", parts.programme_areas, name="programme_areas"),
    path("program/<int:pk>/uppdrag/", parts.programme_mandate, name="programme_mandate"),
    path(
        "program/<int:pk>/uppdrag/nytt/",
        parts.programme_assignment_new,
        name="programme_assignment_new",
    ),
    path("program/<int:pk>/oversyn/", parts.programme_review, name="programme_review"),
    path("grupper/ny/", parts.programme_group_new, name="programme_group_new"),
    # initiatives
    path("insatser/", initiative.initiatives, name="initiatives"),
    path("insatser/ny/", initiative.initiative_new, name="initiative_new"),
    path("insatser/<int:pk>/", initiative.initiative, name="initiative"),
    path("insatser/<int:pk>/redigera/", initiative.initiative_edit, name="initiative_edit"),
    path("insatser/<int:pk>/historik/", initiative.initiative_history, name="initiative_history"),
    path("insatser/<int:pk>/medverkande/", participation.initiative_join, name="initiative_join"),
    path("medverkan/<int:pk>/lamna/", participation.initiative_leave, name="initiative_leave"),
    # from state to state
    *(
        path(
            f"insatser/<int:pk>/{address}/",
            initiative_state.initiative_act,
            {"action": action},
            name=f"initiative_{action}",
        )
        for address, action in (
            ("starta", "start"),
            ("avsluta", "complete"),
            ("inforliva", "incorporate"),
            ("stoppa", "stop"),
            ("ateruppta", "resume"),
        )
    ),
]
