"""The administration's pages."""

from django.urls import path

from coordination.views import administration, deadline_rule, reminder_rule, reminder_text

app_name = "administration"

urlpatterns = [
    path("", administration.administration, name="administration"),
    path("personer/", administration.people, name="people"),
    path("konton/nytt/", administration.invite, name="invite"),
    path("konton/<int:user_pk>/stang/", administration.close, name="close_account"),
    path("konton/<int:user_pk>/oppna/", administration.reopen, name="reopen_account"),
    path("paminnelser/", reminder_rule.rules, name="reminder_rules"),
    path("paminnelser/<slug:code>/", reminder_rule.rule, name="reminder_rule"),
    path("paminnelser/<slug:code>/ta-bort/", reminder_rule.drop, name="drop_reminder_rule"),
    path("brevtexter/", reminder_text.texts, name="reminder_texts"),
    path("brevtexter/<slug:occasion>/<slug:language>/", reminder_text.text, name="reminder_text"),
    path(
        "brevtexter/<slug:occasion>/<slug:language>/aterstall/",
        reminder_text.restore,
        name="restore_reminder_text",
    ),
    path(
        "brevtexter/<slug:occasion>/<slug:language>/prova/",
        reminder_text.try_out,
        name="try_reminder_text",
    ),
    path("datum/", deadline_rule.rules, name="date_rules"),
    path("datum/<slug:kind>/", deadline_rule.rule, name="date_rule"),
    path("datum/<slug:kind>/aterstall/", deadline_rule.restore, name="restore_date_rule"),
    path("arbetsdagar/", deadline_rule.working_days, name="working_days"),
    path("arbetsdagar/rutin/", deadline_rule.working_day_routine, name="working_day_routine"),
    path("arbetsdagar/<int:pk>/ta-bort/", deadline_rule.remove_day, name="remove_municipal_day"),
    path("utan-mottagare/", deadline_rule.unowned, name="unowned"),
    path("revisionsspar/", administration.trail, name="trail"),
]
