"""The kernel's pages: one block to a noun."""

from django.urls import path

from coordination.views import about, area, desk, group, health, matter, organization, search, seat

app_name = "coordination"

urlpatterns = [
    # first page, search, health
    path("", desk.desk, name="desk"),
    path("sok/", search.search_page, name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # bodies and people
    path("organ/", organization.organizations, name="organizations"),
    path("organ/<int:pk>/", organization.organization, name="organization"),
    path("organ/<int:pk>/byt-namn/", organization.rename, name="rename_organization"),
    path("organ/<int:pk>/sammantraden/nytt/", organization.plan, name="plan_meeting"),
    path("personer/<int:pk>/", organization.person, name="person"),
    # areas
    path("omraden/", area.areas, name="areas"),
    path("omraden/nytt/", area.create, name="create_area"),
    path("omraden/<int:pk>/", area.area, name="area"),
    path("omraden/<int:pk>/byt-namn/", area.rename, name="rename_area"),
    path("omraden/<int:pk>/grans/", area.boundary, name="area_boundary"),
    path("omraden/<int:pk>/avsluta/", area.end, name="end_area"),
    # groups and their places
    path("grupper/<int:pk>/", group.group, name="group"),
    path("grupper/<int:pk>/ny-plats/", group.seat_new, name="seat_new"),
    path("platser/<int:pk>/tillsatt/", seat.seat_fill, name="seat_fill"),
    path("platser/<int:pk>/avsluta/", seat.seat_leave, name="seat_leave"),
    # matters, decisions, assignments
    path("arenden/<int:pk>/", matter.matter, name="matter"),
    path("beslut/<int:pk>/", matter.decision, name="decision"),
    path("uppdrag/<int:pk>/", matter.assignment, name="assignment"),
    path("uppdrag/<int:pk>/bekrafta/", matter.acknowledge, name="acknowledge_assignment"),
    path("uppdrag/<int:pk>/klart/", matter.complete, name="complete_assignment"),
    path("medverkan/<int:pk>/bekrafta/", matter.acknowledge_party, name="acknowledge_party"),
    # about Kraftsam itself
    path("hjalp/", about.help_page, name="help"),
    path("tillganglighet/", about.accessibility, name="accessibility"),
    path("ordlista/", about.glossary, name="glossary"),
    path("komponenter/", about.components, name="components"),
]
